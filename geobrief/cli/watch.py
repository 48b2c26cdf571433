"""``geobrief watch``: build again whenever an article changes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from geobrief.cli import build, serve
from geobrief.cli.terminal import complain, say

HELP = (
    "Build, and build again whenever something in a folder changes, until you press Ctrl-C. What was read before is not "
    "read again. With --serve the page is at an address of this machine and loads itself again after each build."
)

_QUIET_MILLISECONDS = 1000
"""For which nothing must change before a build begins: a folder is copied file by file."""

_SHOWN = 3
"""Names of changed files that a line says."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``watch`` understands: what ``build`` does."""
    build.add_arguments(parser)
    parser.usage = "geobrief watch FOLDER-OR-RECIPE... -o OUT... [options]"
    parser.add_argument(
        "--serve",
        type=serve.port,
        nargs="?",
        const=8765,
        metavar="N",
        help="show the brief at http://127.0.0.1:N/ (default 8765; 0 takes any port that is free) and have the page load "
        "itself again after each build; needs pip install 'geobrief[serve]' and -o NAME.json beside the page",
    )


def run(args: argparse.Namespace) -> int:
    """Build until stopped."""
    from importlib.util import find_spec

    from geobrief.errors import UsageError

    if find_spec("watchfiles") is None:
        raise UsageError("watching needs watchfiles: pip install 'geobrief[watch]'")
    if "-" in args.inputs:
        raise UsageError("standard input cannot be watched; name folders, files or a recipe")
    watched, outputs = build.watched(args)
    if not watched:
        raise UsageError("there is nothing to watch: name a folder, a file or a recipe that is there")
    folder = _served(outputs) if args.serve is not None else None
    _build(args)
    if folder is not None:
        say(f"at {serve.beside(folder, args.serve, language=args.language or 'en', marking=args.marking)}")
    for changed in _changes(watched, outputs):
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        say(f"changed: {', '.join(path.name for path in changed[:_SHOWN])}{more}")
        _build(args)
    return 130  # watchfiles hears Ctrl-C itself where our own handler does not


def _served(outputs: Sequence[Path]) -> Path:
    """The folder in which the brief lies: the server knows a brief by its document."""
    from geobrief.errors import UsageError
    from geobrief.serve import require_libraries

    require_libraries()
    documents = [path for path in outputs if path.suffix == ".json"]
    if not documents:
        raise UsageError(
            "--serve shows a brief by its document: name one beside the page, as in -o brief.html -o brief.json"
        )
    return documents[0].resolve().parent


def _build(args: argparse.Namespace) -> None:
    """Build; what is wrong with an article or a recipe is said, and may be right after the next change."""
    from geobrief.errors import GeobriefError

    try:
        build.run(args)
    except GeobriefError as error:
        complain(str(error))


def _changes(watched: Sequence[Path], outputs: Sequence[Path]) -> Iterator[list[Path]]:
    """The files that changed, each time that some have and no more do."""
    from watchfiles import Change, watch

    from geobrief.atomic import PREFIX

    own = {path.resolve() for path in outputs}

    def is_input(change: Change, name: str) -> bool:
        del change
        path = Path(name)
        return path not in own and not any(part.startswith(PREFIX) for part in path.parts)

    files = {path.resolve() for path in watched if path.is_file()}
    folders = {path.resolve() for path in watched if path.is_dir()}
    # Editors write a file anew beside the old one: its folder is watched, and only the file is heard of.
    places = sorted(folders | {path.parent for path in files})
    for changes in watch(*places, watch_filter=is_input, debounce=_QUIET_MILLISECONDS * 8, step=_QUIET_MILLISECONDS):
        paths = sorted({Path(name) for _, name in changes})
        heard = [path for path in paths if path in files or any(path.is_relative_to(folder) for folder in folders)]
        if heard:
            yield heard
