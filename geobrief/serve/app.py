"""The server's routes: a list, each brief's files, a search, oEmbed; and the one door for what may write."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from geobrief.brief import cut_off
from geobrief.export import OEMBED_WIDTH, SUFFIXES
from geobrief.map import NOTEBOOK_HEIGHT, MapOptions, embed_snippet, oembed, render_map
from geobrief.serve.library import Library, Shelved
from geobrief.serve.list_page import list_page, missing_page
from geobrief.serve.live import living, stamp_of
from geobrief.serve.reviewing import Reviewing

Handler = Callable[[Request], Awaitable[Response]]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".atom": "application/atom+xml",
    ".svg": "image/svg+xml",
    ".md": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}
"""What browsers may show; everything else is a download."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A route that changes something: it answers only who has the token."""

    path: str
    handler: Handler
    methods: tuple[str, ...] = ("POST",)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How pages look that the server makes itself.

    Args:
        address: Where the server is reached, for oEmbed; as the request says, without it.
        language: Of the list and of maps.
        marking: Handling marking on the list and on maps that are made here.
        hosts: Names by which the server may be called; ``*`` is any.
        live: Whether maps load themselves again when they were built anew.
    """

    address: str | None = None
    language: str = "en"
    marking: str | None = None
    hosts: tuple[str, ...] = ("*",)
    live: bool = False


def create_app(
    folder: Path,
    *,
    wishes: Wishes | None = None,
    token: str | None = None,
    writing: Sequence[Writing] = (),
    reviewing: Reviewing | None = None,
) -> Starlette:
    """Return the application for an ASGI server.

    Args:
        folder: Of briefs.
        wishes: How pages look, and where they are.
        token: What is to be sent as ``Authorization: Bearer …`` by who may write; without it nobody may.
        writing: Routes that change something. Handlers find the library at ``request.app.state.library``.
        reviewing: The review of the folder's briefs, which has a token of its own in its paths; without it there is none.
    """
    wishes = wishes or Wishes()
    routes = [
        Route("/", _list),
        Route("/api/briefs", _briefs),
        Route("/api/search", _search),
        Route("/oembed", _oembed),
        Route("/briefs/{file:path}", _file),
        *(Route(one.path, _guarded(one.handler, token), methods=list(one.methods)) for one in writing),
        *(reviewing.routes() if reviewing else ()),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=list(wishes.hosts), www_redirect=False)
    app = Starlette(routes=routes, middleware=[hosts])
    app.state.library = Library(folder)
    app.state.wishes = wishes
    app.state.pages = {}
    return app


def _guarded(handler: Handler, token: str | None) -> Handler:
    async def answer(request: Request) -> Response:
        if not token:
            return _json({"error": "this server is read-only; start it with a token to write"}, 403)
        sent = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(sent, f"Bearer {token}".encode()):
            return _json({"error": "the token is missing or wrong"}, 401, {"WWW-Authenticate": "Bearer"})
        return await handler(request)

    return answer


async def _list(request: Request) -> Response:
    library, wishes = _library(request), _wishes(request)
    query = request.query_params.get("q", "").strip()
    shelved = await run_in_threadpool(library.briefs)
    hits = await run_in_threadpool(library.search, query) if query else None
    page = list_page(shelved, query, hits, language=wishes.language, marking=wishes.marking)
    return HTMLResponse(page, headers={**_SAFE, "Content-Security-Policy": _POLICY})


async def _briefs(request: Request) -> Response:
    shelved = await run_in_threadpool(_library(request).briefs)
    return _json([_facts(request, one) for one in shelved])


async def _search(request: Request) -> Response:
    query = request.query_params.get("q", "").strip()
    if not query:
        return _json({"error": "say what to look for: /api/search?q=Agadez"}, 400)
    hits = await run_in_threadpool(_library(request).search, query)
    rows = [
        {
            "brief": hit.name,
            "title": hit.title,
            "kind": hit.entry.kind,
            "id": hit.entry.id,
            "text": hit.entry.text,
            "quote": hit.entry.quote,
            "url": f"{_address(request, hit.name)}#{hit.entry.kind}={hit.entry.id}",
        }
        for hit in hits
    ]
    return _json(rows)


async def _oembed(request: Request) -> Response:
    """Answer oEmbed 1.0 in JSON; XML is answered with 501, as the standard has it."""
    if request.query_params.get("format", "json") != "json":
        return _json({"error": "only JSON is offered"}, 501)
    name = _name_at(request, request.query_params.get("url", ""))
    shelved = await run_in_threadpool(_library(request).brief, name) if name else None
    if shelved is None:
        return _json({"error": "no brief of this server has this address"}, 404)
    address = _address(request, shelved.name)
    wishes = _wishes(request)
    thumbnail = address if ".png" in shelved.files else None
    options = MapOptions(language=wishes.language, marking=wishes.marking, address=thumbnail)
    size = _bounded(request, "maxwidth", OEMBED_WIDTH), _bounded(request, "maxheight", NOTEBOOK_HEIGHT)
    document = oembed(shelved.brief, options, embed_snippet(address, shelved.brief.title, size[1]), size)
    return Response(document, media_type="application/json", headers={**_SAFE, "Access-Control-Allow-Origin": "*"})


async def _file(request: Request) -> Response:
    asked: str = request.path_params["file"]
    name, suffix = _split(asked)
    library = _library(request)
    path = await run_in_threadpool(library.file, name, suffix)
    if path is not None and (suffix != ".html" or await run_in_threadpool(_is_ours, path)):
        headers = dict(_SAFE)
        if suffix == ".html":
            headers["Link"] = _link(request, name)
            if _wishes(request).live:
                headers["ETag"] = stamp_of(path)
                return HTMLResponse(living(await run_in_threadpool(path.read_text, "utf-8")), headers=headers)
        shown = _TYPES.get(suffix)
        if suffix == ".svg":
            headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
        filename = None if shown else path.name
        return FileResponse(path, media_type=shown or "application/octet-stream", filename=filename, headers=headers)
    shelved = await run_in_threadpool(library.brief, name) if suffix == ".html" else None
    if shelved is None:
        return _missing(request)
    page = await run_in_threadpool(partial(_rendered, request, shelved))
    headers = {**_SAFE, "Link": _link(request, name)}
    document = await run_in_threadpool(library.file, name, ".json")
    if _wishes(request).live and document is not None:
        page, headers["ETag"] = living(page), stamp_of(document)
    return HTMLResponse(page, headers=headers)


def _missing(request: Request) -> Response:
    """Say to a browser in a page, to a program in JSON, that there is no such brief."""
    if "text/html" not in request.headers.get("accept", ""):
        return _json({"error": "there is no such brief here"}, 404)
    wishes = _wishes(request)
    page = missing_page(f"{_base(request)}/", language=wishes.language, marking=wishes.marking)
    return HTMLResponse(page, 404, headers={**_SAFE, "Content-Security-Policy": _POLICY})


def _rendered(request: Request, shelved: Shelved) -> str:
    """The map of a brief that lies here as a document alone; the last few are kept."""
    pages: dict[str, tuple[object, str]] = request.app.state.pages
    held = pages.get(shelved.name)
    if held is None or held[0] is not shelved.brief:
        wishes = _wishes(request)
        page = render_map(shelved.brief, options=MapOptions(language=wishes.language, marking=wishes.marking))
        while len(pages) >= 8:
            pages.pop(next(iter(pages)))
        pages[shelved.name] = held = (shelved.brief, page)
    return held[1]


def _is_ours(path: Path) -> bool:
    """Whether a page was made by geobrief: whatever else lies in the folder is not shown as one of its pages."""
    with path.open("rb") as file:
        return b'<meta name="generator" content="geobrief' in file.read(4096)


def _split(file: str) -> tuple[str, str]:
    """A path in the folder → the brief's name and the suffix, the longest that is known."""
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if file.endswith(suffix):
            return file[: -len(suffix)], suffix
    return file, ""


def _facts(request: Request, shelved: Shelved) -> dict[str, object]:
    brief = shelved.brief
    last = cut_off(brief)
    return {
        "name": shelved.name,
        "title": brief.title,
        "url": _address(request, shelved.name),
        "until": last.isoformat() if last else None,
        "articles": len(brief.articles),
        "places": len(brief.places),
        "events": len(brief.events),
        "files": list(shelved.files),
    }


def _name_at(request: Request, address: str) -> str:
    """The name of the brief whose page an address is; empty where it is none of this server's."""
    try:
        wanted, base = urlsplit(address), urlsplit(_base(request))
    except ValueError:
        return ""
    path, inside = unquote(wanted.path), f"{base.path.rstrip('/')}/briefs/"
    ours = wanted.netloc == base.netloc and path.startswith(inside) and path.endswith(".html")
    return path[len(inside) : -len(".html")] if ours else ""


def _bounded(request: Request, key: str, most: int) -> int:
    asked = request.query_params.get(key, "")
    return max(200, min(most, int(asked))) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else most


def _base(request: Request) -> str:
    return (_wishes(request).address or str(request.base_url)).rstrip("/")


def _address(request: Request, name: str) -> str:
    return f"{_base(request)}/briefs/{quote(name)}.html"


def _link(request: Request, name: str) -> str:
    """How a page tells its oEmbed document: in the head of the answer, since pages stay as they were made."""
    return f'<{_base(request)}/oembed?url={quote(_address(request, name), safe="")}>; rel="alternate"; type="application/json+oembed"'


def _json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(text, status, {**_SAFE, **(headers or {})}, "application/json")


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


def _wishes(request: Request) -> Wishes:
    wishes: Wishes = request.app.state.wishes
    return wishes
