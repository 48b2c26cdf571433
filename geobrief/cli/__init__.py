"""The command line: one module a command, imported when it is called.

A command's module has ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``. Only the module of the command
that was given is imported, so that ``geobrief --version`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from geobrief.cli.loudness import add_loudness_arguments, hear
from geobrief.cli.parser import Parser

COMMANDS = {
    "build": "articles in, a cited map out",
    "init": "write a commented recipe to start from",
    "geoparse": "find and resolve the place names of many texts, as JSON lines",
    "resolve": "which place does a name mean?",
    "explain": "why did a mention become this place?",
    "gazetteer": "look into the gazetteer, search it, import places, export them",
    "events": "list the events of a brief.json",
    "places": "list the places of a brief.json",
    "export": "make another output from a brief.json",
    "plugins": "list what other packages add to geobrief",
    "completion": "print what a shell needs to complete geobrief's commands",
}
"""The commands in the order in which a new user meets them, each with what it is for."""


_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What NumPy's libraries read when they are loaded. An article's sums are too small to be shared between cores: they would
cost more and, as the sharing differs, might end in other last digits. ``--workers`` shares articles instead."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0: done. 1: done, but something could not be read, or nothing was found. 2: nothing was made.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
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
    from geobrief.cli.terminal import complain
    from geobrief.errors import GeobriefError

    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except GeobriefError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        complain("stopped; files that were not finished are as they were")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (``| head``): that is no error of ours, and nothing more can be said.
        sys.stderr.close()
        return 0
    return code
