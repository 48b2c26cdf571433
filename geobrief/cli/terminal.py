"""What goes to the terminal: one clear line, without characters that could move the cursor."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from geobrief.cli.loudness import coloured, is_quiet, is_verbose

_LONGEST = 2000
"""Characters of one message: a name of 100,000 characters would bury the reason."""


class Progress(Protocol):
    """Told after each article."""

    def __call__(self, name: str) -> None:
        """Take note that the article ``name`` is done."""


def printable(text: str) -> str:
    """Return ``text`` on one line without control and formatting characters, shortened where it is endless."""
    line = "".join(
        " " if char in "\t\n\r\v\f\u2028\u2029" else char
        for char in text[:_LONGEST]
        if char in "\t\n\r\v\f\u2028\u2029" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return line if len(text) <= _LONGEST else line + " …"


def say(message: str) -> None:
    """Print one line on standard output, unless only what went wrong is to be said."""
    if not is_quiet():
        print(printable(message))


def tell(message: str) -> None:
    """Print one line on standard error about a step, where each step is to be said."""
    if is_verbose():
        print(coloured(f"geobrief: {printable(message)}", "quiet", sys.stderr), file=sys.stderr)


def complain(message: str) -> None:
    """Print one line on standard error."""
    print(f"{coloured('geobrief:', 'wrong', sys.stderr)} {printable(message)}", file=sys.stderr)


@contextmanager
def progress_bar(what: str, total: int | None) -> Iterator[Progress]:
    """Show a progress bar on a terminal; in a pipe, or where nothing is to be said, show nothing."""
    if not sys.stderr.isatty() or is_quiet():
        yield lambda name: None  # noqa: ARG005  # the protocol's name
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=what, unit="article", file=sys.stderr, leave=False, dynamic_ncols=True) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(printable(name)[-40:], refresh=False)
            bar.update()

        yield step
