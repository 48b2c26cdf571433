"""Briefs of the folder under review, behind a token: the page of each takes corrections, which are kept beside it.

The guards are those of ``geobrief review``: who does not know the token in the path gets nothing, only the page itself may
send anything, and what it sends is JSON of bounded length. Each page that is opened is a sitting of its own: where
somebody else's answers came meanwhile, it is told to load again, and theirs are not written over.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from geobrief.brief import Brief
from geobrief.errors import GeobriefError, UsageError, fault
from geobrief.review import SAFE_HEADERS
from geobrief.serve.library import Library, Shelved

JSON = dict[str, Any]

MOST_BYTES = 8_000_000
"""Of what is sent: tens of thousands of answers take less."""

MOST_SITTINGS = 32
"""Pages that are open at once; the one that was opened first must be loaded again then."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")


class PageDesk(Protocol):
    """Who answers the page of one brief."""

    def page(self) -> str:
        """Return the page."""

    def keep(self, data: JSON) -> JSON:
        """Write the answers."""

    def rebuild(self, data: JSON) -> JSON:
        """Build the brief with them."""

    def search(self, data: JSON) -> JSON:
        """Return places of a name."""


@dataclass(slots=True)
class Reviewing:
    """The review of a folder's briefs.

    Args:
        token: What the path must have; letters, digits, hyphens and underscores, sixteen or more.
        open: Gives the desk of a brief that lies at a path.
        listed: Gives the page that lists the briefs, each linked to the address of its review.
    """

    token: str
    open: Callable[[Path, Brief], PageDesk]
    listed: Callable[[list[Shelved]], str]
    _sittings: dict[str, tuple[str, PageDesk]] = field(default_factory=dict)
    """Key of a sitting → the brief's name and its desk, the oldest first."""
    _turn: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.token):
            raise UsageError("the token must be sixteen or more letters, digits, hyphens and underscores")

    def routes(self) -> list[Route]:
        """Return the routes: the list, a brief, a sitting, and what its page sends."""
        return [
            Route("/review/{token}/", self._list),
            Route("/review/{token}/{name:path}/at/{sitting}/", self._page),
            Route("/review/{token}/{name:path}/at/{sitting}/{what}", self._take, methods=["POST"]),
            Route("/review/{token}/{name:path}/", self._begin),
        ]

    async def _list(self, request: Request) -> Response:
        if not self._knows(request):
            return _refused(403)
        shelved = await run_in_threadpool(_library(request).briefs)
        return HTMLResponse(self.listed(shelved), headers=SAFE_HEADERS | {"Content-Security-Policy": _LIST_POLICY})

    async def _begin(self, request: Request) -> Response:
        """Open a page of its own for whoever asks."""
        if not self._knows(request):
            return _refused(403)
        name: str = request.path_params["name"]
        shelved = await run_in_threadpool(_library(request).brief, name)
        if shelved is None:
            return _refused(404)
        key = secrets.token_urlsafe(12)
        path = _library(request).folder / f"{name}.json"
        try:
            desk = await run_in_threadpool(self.open, path, shelved.brief)
        except GeobriefError as error:
            return _refused(422, str(error))
        with self._turn:
            while len(self._sittings) >= MOST_SITTINGS:
                self._sittings.pop(next(iter(self._sittings)))
            self._sittings[key] = (name, desk)
        return RedirectResponse(f"at/{quote(key)}/", 303, headers=SAFE_HEADERS)

    async def _page(self, request: Request) -> Response:
        desk = self._desk(request)
        if desk is None:
            # An address of a sitting that is over, from a bookmark: begin another.
            known = self._knows(request) and _library(request).brief(request.path_params["name"]) is not None
            return RedirectResponse("../../", 303, headers=SAFE_HEADERS) if known else _refused(403)
        return await run_in_threadpool(self._shown, desk)

    def _shown(self, desk: PageDesk) -> Response:
        with self._turn:
            return HTMLResponse(desk.page(), headers=SAFE_HEADERS)

    async def _take(self, request: Request) -> Response:
        try:
            act = self._act(request)
            data = await _sent(request)
        except _RefusedError as refused:
            return _refused(*refused.args)
        return await run_in_threadpool(self._done, act, data)

    def _act(self, request: Request) -> Callable[[JSON], JSON]:
        """What is asked of a desk, by its own page."""
        desk = self._desk(request)
        if desk is None:
            raise _RefusedError(403)
        if request.headers.get("origin") != _origin(request):
            raise _RefusedError(403, "only the page of this review may send anything")
        act = {"overrides": desk.keep, "rebuild": desk.rebuild, "search": desk.search}.get(request.path_params["what"])
        if act is None:
            raise _RefusedError(404)
        return act

    def _done(self, act: Callable[[JSON], JSON], data: JSON) -> Response:
        try:
            with self._turn:
                return JSONResponse(act(data), headers=SAFE_HEADERS)
        except GeobriefError as error:
            return _refused(422, str(error))
        except Exception as error:  # noqa: BLE001  # the page says it, and the server goes on
            return _refused(500, f"it failed by {fault(error)}")

    def _knows(self, request: Request) -> bool:
        sent: str = request.path_params["token"]
        return hmac.compare_digest(sent.encode("utf-8", "replace"), self.token.encode())

    def _desk(self, request: Request) -> PageDesk | None:
        """The desk of a sitting, for who knows the token."""
        if not self._knows(request):
            return None
        name, desk = self._sittings.get(request.path_params["sitting"], ("", None))
        return desk if name == request.path_params["name"] else None


class _RefusedError(Exception):
    """Status and reason of an answer."""


async def _sent(request: Request) -> JSON:
    """The object that a page sent."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _RefusedError(415, "send JSON")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise _RefusedError(413, f"more than {MOST_BYTES:,} bytes are not taken")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _RefusedError(400, "this is not JSON") from error
    if not isinstance(data, dict):
        raise _RefusedError(400, "send a JSON object")
    return data


_LIST_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


def _origin(request: Request) -> str:
    """The origin of our own pages, as the user gave the address or as the request says."""
    told = urlsplit(request.app.state.wishes.address or str(request.base_url))
    return f"{told.scheme}://{told.netloc}"


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


_REASONS = {403: "use the address that geobrief serve printed", 404: "there is nothing here"}


def _refused(status: int, reason: str | None = None) -> Response:
    return JSONResponse({"error": reason or _REASONS[status]}, status, headers=SAFE_HEADERS)
