"""``geobrief watch``: build again whenever an article changes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from geobrief.cli import build
from geobrief.cli.terminal import complain, say

HELP = (
    "Build, and build again whenever something in a folder changes, until you press Ctrl-C. What was read before is not "
    "read again. A page that is open shows the new brief when it is loaded again."
)

_QUIET_MILLISECONDS = 1000
"""For which nothing must change before a build begins: a folder is copied file by file."""

_SHOWN = 3
"""Names of changed files that a line says."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``watch`` understands: what ``build`` does."""
    build.add_arguments(parser)
    parser.usage = "geobrief watch FOLDER-OR-RECIPE... -o OUT... [options]"


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
    _build(args)
    for changed in _changes(watched, outputs):
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        say(f"changed: {', '.join(path.name for path in changed[:_SHOWN])}{more}")
        _build(args)
    return 130  # watchfiles hears Ctrl-C itself where our own handler does not


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
