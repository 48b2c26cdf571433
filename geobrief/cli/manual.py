"""The parser → the manual page: ``python -m geobrief.cli.manual docs/geobrief.1``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from geobrief.cli.parser import arguments_of, commands_of, helps_of
from geobrief.version import VERSION

_END = r"""
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Done, but something could not be read, or nothing was found. It is named on standard error.
.TP
.B 2
Nothing was made. One line on standard error says why, and the way out.
.TP
.B 130
Stopped by the user. Files that were not finished are as they were.
.SH ENVIRONMENT
.TP
.B NO_COLOR
If it is set, nothing is coloured.
.TP
.B GEOBRIEF_PLUGINS
If it is
.BR none ,
no plug-in of another package is used.
.SH FILES
.TP
.I geobrief.toml
In the working folder: what the command line leaves out. Its keys are those of a recipe.
.TP
.I maps/NAME.toml
A recipe, as
.B geobrief init
writes one.
.SH EXAMPLES
.nf
geobrief build news/ \-o brief.html \-o brief.json
geobrief events brief.json \-\-min\-confidence 0.6
geobrief export brief.json \-o brief.gpkg
geobrief explain news/one.txt \-\-mention Washington
.fi
.SH NOTES
A machine extracted every event from text. Read the quoted sentence before you rely on it.
geobrief asks no server.
"""


def manual(parser: argparse.ArgumentParser) -> str:
    """Return the manual page, in the macros of man(7). The same parser gives the same text, whatever day it is."""
    lines = [
        f'.TH GEOBRIEF 1 "" "geobrief {VERSION}" "User Commands"',
        ".SH NAME",
        r"geobrief \- articles in, a cited map out",
        ".SH SYNOPSIS",
        ".B geobrief",
        r".I COMMAND",
        r"[\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        _roff(parser.description or ""),
        ".SH OPTIONS",
        *_arguments(parser),
        ".SH COMMANDS",
    ]
    for name, command in commands_of(parser).items():
        lines += [f'.SS "geobrief {name}"', *_command(command, f"geobrief {name}")]
    return "\n".join(lines) + _END


def _command(command: argparse.ArgumentParser, path: str) -> Iterator[str]:
    yield _roff(command.description or "")
    yield from _synopsis(command, path)
    yield from _arguments(command)
    helps = helps_of(command)
    for name, action in commands_of(command).items():
        yield ".PP"
        yield rf"\fB{_roff(path)} {_roff(name)}\fR: {_roff(helps.get(name, ''))}."
        yield from _synopsis(action, f"{path} {name}")
        yield from _arguments(action)


def _synopsis(parser: argparse.ArgumentParser, path: str) -> Iterator[str]:
    if commands_of(parser):
        return
    given = [_positional(action) for action in arguments_of(parser) if not action.option_strings]
    needed = [_option(action) for action in arguments_of(parser) if action.option_strings and action.required]
    yield ".PP"
    yield rf"\fB{_roff(path)}\fR {' '.join([*given, *needed])} [\fIOPTIONS\fR]"


def _positional(action: argparse.Action) -> str:
    name = rf"\fI{_roff(_value(action))}\fR"
    return {"*": f"{name} ...", "+": f"{name} ...", "?": f"[{name}]"}.get(str(action.nargs), name)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in arguments_of(parser):
        if action.dest == "help":
            continue
        yield ".TP"
        yield _option(action) if action.option_strings else rf"\fI{_roff(_value(action))}\fR"
        chosen = f" One of {', '.join(map(str, action.choices))}." if action.choices else ""
        text = (action.help or "").replace("%%", "%")
        yield _roff(f"{text[:1].upper()}{text[1:]}.{chosen}")


def _option(action: argparse.Action) -> str:
    names = ", ".join(rf"\fB{_roff(option)}\fR" for option in action.option_strings)
    return names if action.nargs == 0 else rf"{names} \fI{_roff(_value(action))}\fR"


def _value(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices and action.option_strings else action.dest.upper()


def _roff(text: str) -> str:
    """Text as roff prints it: signs that it takes for its own are escaped, and no line begins with one."""
    escaped = re.sub(r"\s+", " ", text).replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    escaped = escaped.replace("“", r"\(lq").replace("”", r"\(rq").replace("→", r"\(->")
    return rf"\&{escaped}" if escaped[:1] in ("'", ".") else escaped


def main() -> None:
    """Write the page to the file that is named."""
    from geobrief.cli import full_parser

    Path(sys.argv[1]).write_text(manual(full_parser()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
