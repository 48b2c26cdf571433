"""``geobrief serve``: a folder of briefs for a team, on one machine, read-only."""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

from geobrief.cli.terminal import say
from geobrief.errors import UsageError

HELP = (
    "List, show and search the briefs of a folder in the browser, for a team: maps, their files, links to each event, "
    "oEmbed for publishing systems. Nothing can be changed through it. Needs pip install 'geobrief[serve]'."
)

TOKEN = "GEOBRIEF_SERVE_TOKEN"  # noqa: S105  # the name of the variable
"""Environment variable with the token of those who may write, where something may be written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="with briefs: NAME.json, and what was made of it")
    parser.add_argument(
        "--host", default="127.0.0.1", help="interface to listen on (default 127.0.0.1: this machine only)"
    )
    parser.add_argument("--port", type=_port, default=8765, metavar="N", help="default 8765; 0 takes any that is free")
    parser.add_argument("--address", metavar="URL", help="where others reach the server, for links and oEmbed")
    parser.add_argument("--language", choices=["en", "fr"], default="en", help="of the list and of maps (default en)")
    parser.add_argument(
        "--marking", metavar="TEXT", help="handling marking on the list, and on maps that are made here"
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
    wishes = Wishes(args.address, args.language, args.marking, _hosts(args.host, args.address))
    app = create_app(args.folder, wishes=wishes, token=os.environ.get(TOKEN))
    listener = _listener(args.host, args.port)
    host = f"[{args.host}]" if ":" in args.host else args.host
    count = len(app.state.library.briefs())
    say(f"{count} brief{'s' * (count != 1)} at http://{host}:{listener.getsockname()[1]}/ (Ctrl-C ends it)")
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


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


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 0 to 65535")
    return int(text)
