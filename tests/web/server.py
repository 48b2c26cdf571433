"""A server on 127.0.0.1 that behaves as each test needs: slowly, without end, sending on, lying."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = tuple[int, dict[str, str], bytes]
Route = Page | bytes | Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server has for a path; a route that is a function writes what it likes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):  # the library's name
        self.answer(b"")

    do_HEAD = do_GET  # noqa: N815  # the library's name

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def answer(self, sent):
        self.server.asked.append(self.path)
        self.server.bodies.append(sent)
        self.server.heads.append(dict(self.headers))
        route = self.server.routes.get(self.path.partition("?")[0], (404, {}, b"nothing"))
        if callable(route):
            with suppress(OSError):  # whoever asked has gone
                route(self)
            self.close_connection = True
            return
        status, headers, body = route if isinstance(route, tuple) else (200, {"Content-Type": "text/html"}, route)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, routes):
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes = routes
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.bodies: list[bytes] = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_):
        """A connection that was cut is what some tests are about."""


@contextmanager
def serving(routes: dict[str, Route], *, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(routes)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def drip(handler: Handler, *, head: bool = False) -> None:
    """A byte now and then, for ever: of the head or of the body."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"" if head else b"Content-Type: text/html\r\n\r\n"))
    for _ in range(500):
        handler.wfile.write(b"X" if not head else b"X-A: 1\r\n")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


def cut(handler: Handler) -> None:
    """Say a length, and send less."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>half")
