"""The command line: one module a command, imported when it is called.

A command's module has ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``. Only the module of the command
that was given is imported, so that ``geobrief --version`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from geobrief.cli.parser import Parser

COMMANDS = {
    "build": "articles in, a cited map out",
    "watch": "build again whenever an article changes",
    "review": "put a brief right in its page, and count what was wrong",
    "init": "write a commented recipe to start from",
    "collect": "save pages and feeds of the web into a folder of articles",
    "geoparse": "find and resolve the place names of many texts, as JSON lines",
    "resolve": "which place does a name mean?",
    "explain": "why did a mention become this place?",
    "gazetteer": "look into the gazetteer, search it, import places, export them",
    "events": "list the events of a brief.json",
    "places": "list the places of a brief.json",
    "export": "make another output from a brief.json",
    "diff": "what is new in a brief since an older one",
    "assist": "let a model propose labels, order and missed events for a brief",
    "serve": "list, show and search the briefs of a folder in the browser, for a team",
    "plugins": "list what other packages add to geobrief",
    "completion": "print what a shell needs to complete geobrief's commands",
}
"""The commands in the order in which a new user meets them, each with what it is for."""

_PATHS = frozenset(
    "input inputs output brief old new path config template slides picture logo font alternate_names overrides".split()
)
"""Arguments that may be bytes which are no UTF-8, because names of files may."""


_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What NumPy's libraries read when they are loaded. An article's sums are too small to be shared between cores: they would
cost more and, as the sharing differs, might end in other last digits. ``--workers`` shares articles instead."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0: done. 1: done, but something could not be read, or nothing was found. 2: nothing was made.
        130, 143, 129: stopped from outside.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    from geobrief.cli.ending import end_on_signals

    restore = end_on_signals()
    try:
        from geobrief.cli.terminal import ready_streams

        ready_streams()
        return _finished(list(sys.argv[1:] if argv is None else argv))
    finally:
        restore()


def _finished(arguments: list[str]) -> int:
    """Run a command and send what it printed on its way."""
    from geobrief.cli.terminal import STDOUT, complain, flush, silence
    from geobrief.errors import OutputError

    try:
        try:
            code = _main(arguments)
        except SystemExit as end:  # argparse, after --help or its own complaint
            flush()
            raise SystemExit(end.code) from None
        flush()
    except OutputError as error:
        complain(f"{STDOUT}: {error.reason}")
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (``| head``): that is no error of ours, and nothing more can be said.
        silence()
        return 0
    return code


def _main(arguments: list[str]) -> int:
    from geobrief.cli.loudness import hear

    parser = _parser(arguments)
    args: argparse.Namespace = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help()
        return 2
    hear(args)
    return _run(args)


def full_parser() -> Parser:
    """Return the parser with what every command takes, for the manual and for shells."""
    return _parser(list(COMMANDS), every=True)


def _parser(arguments: Sequence[str], *, every: bool = False) -> Parser:
    from importlib import import_module

    from geobrief.cli.loudness import add_loudness_arguments
    from geobrief.cli.parser import Parser
    from geobrief.version import VERSION

    parser = Parser(
        prog="geobrief",
        description="Articles in, a cited map out: what happened where, and who says so. On your machine, offline.",
        epilog="geobrief COMMAND --help says more about a command.",
    )
    parser.add_argument("--version", action="version", version=f"geobrief {VERSION}", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        if every or name == wanted:
            module = import_module(f"geobrief.cli.{name}")
            command.description = module.HELP
            module.add_arguments(command)
            add_loudness_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _run(args: argparse.Namespace) -> int:
    from geobrief.cli.ending import STOPPED
    from geobrief.cli.terminal import STDOUT, complain
    from geobrief.errors import GeobriefError, OutputError, fault

    try:
        _refuse_what_is_no_text(args)
        code: int = args.run(args)
    except OutputError as error:
        complain(str(error))
        # What was made stays made where only the word of it could not be printed.
        return 1 if error.path == STDOUT and getattr(args, "made", False) else 2
    except GeobriefError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        complain(STOPPED)
        return 130
    except BrokenPipeError:
        raise
    except MemoryError:
        complain("there is not enough memory for this; files that were not finished are as they were")
        return 2
    except Exception as error:  # noqa: BLE001  # whatever it is, the user gets a line that can be reported
        complain(f"{args.command} failed by {fault(error)}; files that were not finished are as they were")
        return 2
    return code


def _refuse_what_is_no_text(args: argparse.Namespace) -> None:
    """Refuse words on the command line that are no UTF-8, but for names of files.

    Raises:
        UsageError: There are some.
    """
    from geobrief.errors import UsageError

    for name, value in vars(args).items():
        for word in value if isinstance(value, list) else [value]:
            if name not in _PATHS and isinstance(word, str) and any("\ud800" <= char <= "\udfff" for char in word):
                raise UsageError(f"{name.replace('_', '-')} holds bytes that are no UTF-8 text; write it again")
