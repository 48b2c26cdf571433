"""How httpx reaches the network here: a host is resolved once, its addresses are looked at, and one of them is connected to.

A request has one deadline for everything, from the first look-up to the last byte: a server that sends a byte a second
never runs into the usual time-outs, which begin anew with each byte.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from geobrief.errors import WebError
from geobrief.web.addresses import resolved

_CONNECT_SECONDS = 15.0
"""For one of a host's addresses."""
STALLED_SECONDS = 30.0
"""Without a byte, after which a server is taken to have gone."""


class Deadline:
    """A moment after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds that are left, or ``at_most``.

        Raises:
            httpcore.TimeoutException: There are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException
        return left if at_most is None else min(left, at_most)


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing outlasts the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # as httpcore has it
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to public addresses only, unless private ones are allowed."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        del timeout
        failure: Exception | None = None
        for address in resolved(host, port, allow_private=self._allow_private):
            try:
                seconds = self._deadline.left(_CONNECT_SECONDS)
                inner = self._plain.connect_tcp(address, port, seconds, local_address, socket_options)
            except httpcore.TimeoutException as error:
                self._deadline.left()
                failure = error
            except httpcore.NetworkError as error:
                failure = error
            else:
                return _Stream(inner, self._deadline)
        raise failure or WebError(host, "has no address")


class _Body(httpx.SyncByteStream):
    """What comes after the head of an answer; closing it closes the connection."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class GuardedTransport(httpx.BaseTransport):
    """Sends requests, each over a connection of its own, within the deadline."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trusted(),
            max_keepalive_connections=0,
            network_backend=_Backend(deadline, allow_private=allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and return the head of its answer, with its body to be read."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions={"timeout": dict.fromkeys(("read", "write"), STALLED_SECONDS)},
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close what is still open."""
        self._pool.close()


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The certificates that are believed; SSL_CERT_FILE and SSL_CERT_DIR name a house's own."""
    return httpx.create_ssl_context()
