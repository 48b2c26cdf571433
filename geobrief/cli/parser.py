"""The parser of the command line: argparse that says what was probably meant, and prints as everything else is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from geobrief.cli.terminal import printable, put_raw
from geobrief.errors import did_you_mean

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """A parser, and each of its commands: a word that is not known is named with the one that is most like it.

    Its words survive any stream, and hold nothing that moves the cursor.
    """

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # noqa: ANN401  # argparse has overloads
        """Return what was given; end with a message where something of it is not known."""
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            parser: argparse.ArgumentParser = self
            for given in (getattr(parsed, "command", None), getattr(parsed, "action", None)):
                parser = commands_of(parser).get(str(given), parser)
            _say_unknown(parser, unknown)
        return parsed

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401  # of whatever type the option has
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            near = did_you_mean(str(value), choices) or f"; choose from {', '.join(choices)}"
            raise argparse.ArgumentError(action, f"{value!r} is not known{near}")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        words = "\n".join(printable(line, None) for line in message.split("\n"))
        if file is not None and file is sys.stdout:
            put_raw(words)
        elif sys.stderr is not None:
            with suppress(OSError, ValueError):
                sys.stderr.write(words)


def _say_unknown(parser: argparse.ArgumentParser, words: Sequence[str]) -> NoReturn:
    first = words[0].partition("=")[0]
    near = did_you_mean(first, options_of(parser)) if first.startswith("-") else ""
    parser.error(f"unrecognized arguments: {' '.join(words)}{near}")


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands of a parser, or the actions of a command, by name."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:  # noqa: SLF001  # argparse gives no other way to its own table
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            found |= action.choices
    return found


def helps_of(parser: argparse.ArgumentParser) -> dict[str, str]:
    """Return what is said of each command of a parser, by name."""
    return {
        choice.dest: choice.help or ""
        for action in parser._actions  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        for choice in action._choices_actions  # noqa: SLF001
    }


def arguments_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return what a parser takes, in the order of its help, without its commands."""
    return [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Return every way to write an option of a parser."""
    for action in arguments_of(parser):
        yield from action.option_strings
