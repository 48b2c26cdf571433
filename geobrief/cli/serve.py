"""``geobrief serve``: a folder of briefs for a team, on one machine, read-only."""

from __future__ import annotations

import argparse
import os
import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geobrief.cli.terminal import say
from geobrief.errors import UsageError

if TYPE_CHECKING:
    from geobrief.brief import Brief
    from geobrief.serve import Reviewing, Shelved, Wishes

HELP = (
    "List, show and search the briefs of a folder in the browser, for a team: maps, their files, links to each event, "
    "oEmbed for publishing systems. Nothing can be changed through it but by --review. Needs pip install 'geobrief[serve]'."
)

TOKEN = "GEOBRIEF_SERVE_TOKEN"  # noqa: S105  # the name of the variable
"""Environment variable with the token of those who may write, where something may be written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="with briefs: NAME.json, and what was made of it")
    parser.add_argument(
        "--host", default="127.0.0.1", help="interface to listen on (default 127.0.0.1: this machine only)"
    )
    parser.add_argument("--port", type=port, default=8765, metavar="N", help="default 8765; 0 takes any that is free")
    parser.add_argument("--address", metavar="URL", help="where others reach the server, for links and oEmbed")
    parser.add_argument("--language", choices=["en", "fr"], default="en", help="of the list and of maps (default en)")
    parser.add_argument(
        "--marking", metavar="TEXT", help="handling marking on the list, and on maps that are made here"
    )
    parser.add_argument(
        "--no-reload",
        action="store_true",
        help="maps that are open do not load themselves again when they are built anew",
    )
    parser.add_argument(
        "--review",
        action="store_true",
        help=f"let whoever has the address that is printed correct the briefs; its token is ${TOKEN}, or a new one",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until it is stopped."""
    from geobrief.serve import require_libraries

    require_libraries()
    import uvicorn

    from geobrief.map import read_marking
    from geobrief.serve import Wishes, create_app

    if args.marking is not None:
        read_marking(args.marking)
    wishes = Wishes(args.address, args.language, args.marking, _hosts(args.host, args.address), live=not args.no_reload)
    token = os.environ.get(TOKEN)
    reviewing = _reviewing(token or secrets.token_urlsafe(24), wishes) if args.review else None
    app = create_app(args.folder, wishes=wishes, token=token, reviewing=reviewing)
    listener = _listener(args.host, args.port)
    host = f"[{args.host}]" if ":" in args.host else args.host
    count = len(app.state.library.briefs())
    here = f"http://{host}:{listener.getsockname()[1]}/"
    say(f"{count} brief{'s' * (count != 1)} at {here} (Ctrl-C ends it)")
    if reviewing:
        say(f"to be corrected at {here}review/{reviewing.token}/")
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def beside(folder: Path, number: int, *, language: str, marking: str | None) -> str:
    """Serve a folder to this machine beside what else is done, and return the address.

    Its maps load themselves again whenever they are built anew.
    """
    from threading import Thread

    from geobrief.serve import require_libraries

    require_libraries()
    import uvicorn

    from geobrief.serve import Wishes, create_app

    host = "127.0.0.1"
    app = create_app(folder, wishes=Wishes(None, language, marking, _hosts(host, None), live=True))
    listener = _listener(host, number)
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    return f"http://{host}:{listener.getsockname()[1]}/"


def _reviewing(token: str, wishes: Wishes) -> Reviewing:
    """The review of the folder's briefs, with desks as ``geobrief review`` has them."""
    from geobrief.cli.review import ReviewDesk, desk_of
    from geobrief.serve import Reviewing, review_page

    def open_desk(path: Path, brief: Brief) -> ReviewDesk:
        """With a recipe of the same name beside it a brief can be built anew from here."""
        recipe = path.with_suffix(".toml")
        desk = desk_of(recipe if recipe.is_file() else path, None, f"{path.stem}.overrides.toml")
        desk.take(brief)
        return desk

    def listed(shelved: list[Shelved]) -> str:
        return review_page(shelved, language=wishes.language, marking=wishes.marking)

    return Reviewing(token, open_desk, listed)


def _hosts(host: str, address: str | None) -> tuple[str, ...]:
    """Names by which the server may be called: a page elsewhere must not reach it under a name of its own."""
    if host in ("127.0.0.1", "localhost", "::1") or address:
        own = urlsplit(address or "").hostname
        return tuple({"127.0.0.1", "localhost", "[::1]", "::1", host, *([own] if own else [])})
    return ("*",)


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on ({error.strerror or error}); say another --port"
        ) from error


def port(text: str) -> int:
    """Return the port that an argument names."""
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 0 to 65535")
    return int(text)
