"""One request, with everything bounded: time, bytes, redirects, and the machines that are reached."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

import httpcore
import httpx

from geobrief.errors import WebError
from geobrief.version import VERSION
from geobrief.web.addresses import web_address
from geobrief.web.transport import Deadline, GuardedTransport

MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 1 << 16
PRODUCT = "geobrief"
"""How robots.txt calls us."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent, with the way there."""

    requested: str
    address: str
    """Where it came from in the end."""
    status: int
    headers: Mapping[str, str]
    """Names in small letters."""
    data: bytes
    passed: tuple[str, ...] = ()
    """Addresses that sent us on, in their order."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The head of an answer whose body is still to be read."""

    address: str
    response: httpx.Response
    passed: tuple[str, ...]

    def headers(self) -> dict[str, str]:
        """Return what the head says, names in small letters."""
        return {name.lower(): value for name, value in self.response.headers.items()}


@dataclass(frozen=True, slots=True)
class Web:
    """How pages are asked for.

    Args:
        seconds: For one page, redirects and all.
        most_bytes: Of one page, unpacked.
        allow_private: Whether hosts of private networks may be reached.
        contact: A mail address or page for those whose servers are asked, told to them.
    """

    seconds: float = 60.0
    most_bytes: int = 20_000_000
    allow_private: bool = False
    contact: str = ""

    def headers(self) -> dict[str, str]:
        """Return what is said with each request."""
        contact = f" (+{self.contact})" if self.contact else ""
        return {
            "User-Agent": f"{PRODUCT}/{VERSION}{contact}",
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }

    def get(self, address: str, *, before: Callable[[str], None] | None = None) -> Answer:
        """Return what an address answers, of whatever status.

        Args:
            address: Of the web.
            before: Called with each address before it is asked, those of redirects as well; it may raise.

        Raises:
            WebError: It could not be reached, or sent too much, too slowly or astray.
        """
        with self.opened(address, before=before) as answer:
            data = body_of(answer, self.most_bytes)
            headers = answer.headers()
            return Answer(address, answer.address, answer.response.status_code, headers, data, answer.passed)

    @contextmanager
    def opened(
        self,
        address: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        before: Callable[[str], None] | None = None,
    ) -> Iterator[Opened]:
        """Give the head of an answer, with its body to be read before the block ends, after all redirects.

        Raises:
            WebError: As :meth:`get`, also for what happens within the block.
        """
        deadline = Deadline(self.seconds)
        asked, passed = web_address(address), list[str]()
        while True:
            if before:
                before(asked)
            with explained(asked, self.seconds), self._transport(deadline) as transport:
                said = {**self.headers(), **(headers or {})}
                response = transport.handle_request(httpx.Request(method, asked, headers=said, content=body or None))
                try:
                    target = response.headers.get("location")
                    if response.status_code not in _REDIRECTS or not target or method == "POST":
                        yield Opened(asked, response, tuple(passed))
                        return
                finally:
                    response.close()
            passed.append(asked)
            asked = _next(asked, target, passed)

    def _transport(self, deadline: Deadline) -> GuardedTransport:
        return GuardedTransport(deadline, allow_private=self.allow_private)


def body_of(answer: Opened, most: int) -> bytes:
    """Return the whole body of an answer, unpacked.

    Raises:
        WebError: It is larger than ``most`` bytes.
    """
    said = answer.response.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most:
        raise WebError(answer.address, _too_large(most))
    pieces, held = [], 0
    for piece in unpacked(answer.response, most):
        held += len(piece)
        if held > most:
            raise WebError(answer.address, _too_large(most))
        pieces.append(piece)
    return b"".join(pieces)


def unpacked(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The body in pieces, unpacked if it was packed, each piece no larger than ``most`` and a bit."""
    packed = response.headers.get("content-encoding", "").strip().lower()
    stream = response.stream
    if not isinstance(stream, httpx.SyncByteStream):  # pragma: no cover  # ours always is
        raise TypeError
    if packed in ("", "identity"):
        yield from stream
        return
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise httpx.DecodingError(f"it is packed as {packed[:20]!r}, which nobody asked for")
    unpacker = zlib.decompressobj(47 if packed != "deflate" else zlib.MAX_WBITS)
    try:
        for piece in stream:
            left = piece
            while left:
                yield unpacker.decompress(left, min(most + 1, _PIECE * 16))
                left = unpacker.unconsumed_tail
    except zlib.error as error:
        raise httpx.DecodingError("it cannot be unpacked") from error
    if not unpacker.eof:
        raise httpx.DecodingError("it ends in the middle")


@contextmanager
def explained(address: str, seconds: float) -> Iterator[None]:
    """Say in our words what the libraries raise.

    Raises:
        WebError: With the address that was asked for.
    """
    try:
        yield
    except WebError as error:
        if error.path == address:
            raise
        raise WebError(address, f"{error.path} {error.reason}") from error  # it names the host; a reader wants the page
    except Exception as error:
        reason = _reason(error, seconds)
        if not reason:
            raise
        raise WebError(address, reason) from error


def _reason(error: Exception, seconds: float) -> str:
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return f"the server took longer than {seconds:g} seconds, or could not be reached: try again later"
    if isinstance(error, httpcore.ConnectError):
        secure = "certificate" in str(error).lower() or "ssl" in str(error).lower()
        return f"no secure connection could be made ({error})" if secure else f"cannot be connected to ({error})"
    if isinstance(error, httpcore.RemoteProtocolError | httpcore.NetworkError):
        return f"the connection was cut, or the answer is no HTTP ({error})"
    if isinstance(error, httpx.DecodingError | httpx.InvalidURL | httpcore.LocalProtocolError):
        return f"the answer or the address is damaged ({error})"
    if isinstance(error, httpcore.UnsupportedProtocol | httpcore.ProtocolError | UnicodeError):
        return "is no address that can be asked"
    return ""


def _next(asked: str, target: str, passed: list[str]) -> str:
    try:
        # The head of an answer is bytes; what of them is no ASCII is meant as UTF-8.
        written = target.encode("latin-1", "ignore").decode("utf-8", "replace")
        address = web_address(urljoin(asked, written))
    except (WebError, ValueError) as error:
        reason = error.reason if isinstance(error, WebError) else str(error)
        raise WebError(asked, f"sends on to what {reason}") from error
    if address in passed:
        raise WebError(asked, "sends on in a circle")
    if len(passed) > MOST_REDIRECTS:
        raise WebError(asked, f"sends on more than {MOST_REDIRECTS} times")
    return address


def _too_large(most: int) -> str:
    return f"is larger than {most / 1e6:,.0f} MB, or has no end"
