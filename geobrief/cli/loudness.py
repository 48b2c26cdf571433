"""How much is said, and in which colours: ``-q``, ``-v``, ``NO_COLOR``."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TextIO

_said = {"quiet": False, "verbose": False}
"""What the user asked for; the process has one terminal."""

_CODES = {"wrong": "31;1", "quiet": "2", "strong": "1", "good": "32", "doubt": "33"}
"""SGR parameters by what they mean."""


def add_loudness_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``-q`` and ``-v``, of which one may be given."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    group.add_argument("-v", "--verbose", action="store_true", help="say each step, and every doubt by itself")


def hear(args: argparse.Namespace) -> None:
    """Take note of what was asked for."""
    _said["quiet"] = bool(getattr(args, "quiet", False))
    _said["verbose"] = bool(getattr(args, "verbose", False))


def is_quiet() -> bool:
    """Whether only what went wrong is said."""
    return _said["quiet"]


def is_verbose() -> bool:
    """Whether each step is said."""
    return _said["verbose"]


def coloured(text: str, meaning: str, stream: TextIO | None = None) -> str:
    """Return ``text`` in the colour of what it means where the stream is a terminal that shows colours."""
    return f"\x1b[{_CODES[meaning]}m{text}\x1b[0m" if has_colours(stream or sys.stdout) else text


def has_colours(stream: TextIO | None) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set to anything or the terminal is a dumb one."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and knows_escapes()


def knows_escapes() -> bool:
    """Whether a terminal obeys escapes: all do but the oldest of Windows, which shows them as signs."""
    return os.name != "nt" or any(map(os.environ.get, ("WT_SESSION", "TERM", "ANSICON", "ConEmuANSI")))
