"""The page of a review on 127.0.0.1: it comes from here, its answers go here, and nobody else is listened to.

Whoever does not know the token in the path gets nothing. A page of another origin, a name that a stranger's DNS points to
this machine, and a form that somebody else sends are refused: Host and Origin must be ours, and what is sent is JSON.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any, Protocol

from geobrief.errors import GeobriefError, fault

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
"""Of every answer of a page that may write: nobody else's page shows it, reads it or learns its address."""

ADDRESS = "127.0.0.1"
MOST_BYTES = 8_000_000
"""Of a request: tens of thousands of answers take less."""
_SECONDS = 30
"""After which a connection that says nothing is given up."""

JSON = dict[str, Any]


class Desk(Protocol):
    """Who answers: the brief, its file of answers, and the gazetteer."""

    def page(self) -> str:
        """Return the page."""

    def keep(self, data: JSON) -> JSON:
        """Write the answers."""

    def rebuild(self, data: JSON) -> JSON:
        """Build the brief with them."""

    def search(self, data: JSON) -> JSON:
        """Return places of a name."""


class ReviewServer(ThreadingHTTPServer):
    """A server for one person at one desk."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        self.turn = Lock()

    @property
    def host(self) -> str:
        """What the Host header must be."""
        return f"{ADDRESS}:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self.host}/{self.token}/"


class _RefusedError(Exception):
    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = _SECONDS
    protocol_version = "HTTP/1.1"
    server_version = "geobrief"
    sys_version = ""

    def do_GET(self) -> None:
        """Give out the page."""
        self._answer(self._page)

    def do_POST(self) -> None:
        """Take answers, build, look up places."""
        self._answer(self._posted)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing: the token is in every path."""

    def _answer(self, act: Callable[[], tuple[str, bytes]]) -> None:
        try:
            kind, body = act()
            status = HTTPStatus.OK
        except _RefusedError as refused:
            status, kind, body = refused.status, *_told({"error": refused.reason})
            self.close_connection = True
        except GeobriefError as error:
            status, kind, body = HTTPStatus.UNPROCESSABLE_ENTITY, *_told({"error": str(error)})
        except Exception as error:  # noqa: BLE001 - the page says it, and the server goes on
            status, kind, body = HTTPStatus.INTERNAL_SERVER_ERROR, *_told({"error": f"it failed by {fault(error)}"})
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **SAFE_HEADERS}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _what(self) -> str:
        """What is asked for, behind the token; refuses whoever is not the page."""
        if self.headers.get("Host") != self.server.host:
            raise _RefusedError(HTTPStatus.MISDIRECTED_REQUEST, f"this is {self.server.host} and no other host")
        path = self.path.split("?", 1)[0]
        token, _, what = path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self.server.token.encode()):
            raise _RefusedError(HTTPStatus.FORBIDDEN, "use the address that geobrief review printed")
        return what

    def _page(self) -> tuple[str, bytes]:
        if self._what() != "":
            raise _RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")
        with self.server.turn:
            return "text/html; charset=utf-8", self.server.desk.page().encode("utf-8", "replace")

    def _posted(self) -> tuple[str, bytes]:
        what = self._what()
        if self.headers.get("Origin") != f"http://{self.server.host}":
            raise _RefusedError(HTTPStatus.FORBIDDEN, "only the page of this review may send anything")
        desk = self.server.desk
        act = {"overrides": desk.keep, "rebuild": desk.rebuild, "search": desk.search}.get(what)
        if act is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "there is nothing here")
        data = self._body()
        with self.server.turn:
            return _told(act(data))

    def _body(self) -> JSON:
        if self.headers.get_content_type() != "application/json":
            raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()):
            raise _RefusedError(HTTPStatus.LENGTH_REQUIRED, "say how long it is")
        if len(length) > 9 or int(length) > MOST_BYTES:
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MOST_BYTES:,} bytes are not taken")
        try:
            data = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "this is not JSON") from error
        if not isinstance(data, dict):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "send a JSON object")
        return data


def _told(data: JSON) -> tuple[str, bytes]:
    return "application/json", json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
