"""What goes to the terminal: clear lines, in whatever encoding it has, without characters that could move the cursor.

Standard output and standard error may be closed, full, gone, or of an encoding that lacks our letters; none of that is
a reason for a traceback.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TextIO

from geobrief.cli.loudness import coloured, is_quiet, is_verbose
from geobrief.errors import OutputError

_LONGEST = 2000
"""Characters of one message: a name of 100,000 characters would bury the reason."""

STDOUT = "standard output"

_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "−": "-",
    "…": "...", "→": "->", "·": "*", "×": "x", "\u00a0": " ", "\u202f": " ", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
    "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "þ": "th", "Þ": "Th",
})  # fmt: skip
"""How signs are written where an encoding lacks them."""

_UNSEEN_IN_JSON = re.compile("[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What JSON may hold raw, and could turn or move what a terminal shows."""


class Progress(Protocol):
    """Told after each article."""

    def __call__(self, name: str) -> None:
        """Take note that the article ``name`` is done."""


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What an encoding lacks → the nearest that it has: letters without their marks, or the number of the sign."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    said = error.object[error.start : error.end]
    return "".join(map(_plain, said)), error.end


def _plain(char: str) -> str:
    """A sign in ASCII, which every encoding of a terminal has: the error does not say which one it is."""
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    for written in (char.translate(_PLAIN), bare):
        if written and written.isascii():
            return written
    return char.encode("ascii", "backslashreplace").decode("ascii")


_ERRORS = "geobrief.plainly"
codecs.register_error(_ERRORS, _plainly)


_gone: list[bool] = []
"""Whether it was said that standard output cannot be written."""


def ready_streams() -> None:
    """Let standard output and errors write what their encodings lack as plainly as they can."""
    _gone.clear()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(OSError, ValueError):
                reconfigure(errors=_ERRORS)


def printable(text: str, longest: int | None = _LONGEST) -> str:
    """Return ``text`` on one line without control and formatting characters, shortened where it is endless."""
    line = "".join(
        " " if char in "\t\n\r\v\f\u2028\u2029" else char
        for char in text[:longest]
        if char in "\t\n\r\v\f\u2028\u2029" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return line if longest is None or len(text) <= longest else line + " …"


def put(text: str) -> None:
    """Print lines that were asked for on standard output, each without what could move the cursor.

    Raises:
        OutputError: They cannot be printed.
        BrokenPipeError: Whoever read them has gone.
    """
    put_raw("".join(printable(line, None) + "\n" for line in text.split("\n")))


def put_json(value: object, indent: int | None = 2) -> None:
    """Print JSON on standard output, which any terminal shows and any program reads as the same.

    Raises:
        OutputError: It cannot be printed.
        BrokenPipeError: Whoever read it has gone.
    """
    put_raw(seen_json(json.dumps(value, ensure_ascii=not _is_unicode(sys.stdout), indent=indent)) + "\n")


def seen_json(text: str) -> str:
    """Return JSON in which signs that cannot be seen are escaped; it means the same."""
    return _UNSEEN_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def put_raw(text: str) -> None:
    """Print what is fit for a terminal already.

    Raises:
        OutputError: It cannot be printed.
        BrokenPipeError: Whoever read it has gone.
    """
    if sys.stdout is None:
        raise OutputError(STDOUT, "it is closed, and nothing could be printed")
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _unwritten(error) from error


def flush() -> None:
    """Send what was printed on its way.

    Raises:
        OutputError: It cannot be written.
        BrokenPipeError: Whoever read it has gone.
    """
    try:
        if sys.stdout is not None and not _gone:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _unwritten(error) from error


def _unwritten(error: Exception) -> OutputError:
    _gone.append(True)
    silence()
    return OutputError(STDOUT, f"it cannot be written ({getattr(error, 'strerror', None) or error})")


def silence() -> None:
    """Let what is still to be printed go nowhere: Python would try once more as it ends, and complain."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            if stream is not None and not _can_flush(stream):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


def _can_flush(stream: TextIO) -> bool:
    try:
        stream.flush()
    except (OSError, ValueError):
        return False
    return True


def _is_unicode(stream: TextIO | None) -> bool:
    encoding = getattr(stream, "encoding", None) or "ascii"
    with suppress(LookupError):
        return codecs.lookup(encoding).name.startswith("utf-")
    return False


def say(message: str) -> None:
    """Print one line on standard output about what was done, unless only what went wrong is to be said.

    Nothing where it is closed, for it is done.

    Raises:
        OutputError: It cannot be written.
        BrokenPipeError: Whoever read it has gone.
    """
    if sys.stdout is not None and not is_quiet():
        put_raw(printable(message) + "\n")
        flush()


def tell(message: str) -> None:
    """Print one line on standard error about a step, where each step is to be said."""
    if is_verbose():
        _print_error(lambda stream: coloured(f"geobrief: {printable(message)}", "quiet", stream))


def complain(message: str) -> None:
    """Print one line on standard error; where that cannot be written there is nobody to tell."""
    _print_error(lambda stream: f"{coloured('geobrief:', 'wrong', stream)} {printable(message)}")


def _print_error(line: Callable[[TextIO], str]) -> None:
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(line(sys.stderr) + "\n")
            sys.stderr.flush()


@contextmanager
def progress_bar(what: str, total: int | None, unit: str = "article") -> Iterator[Progress]:
    """Show on a terminal how many of how many are done, how fast, and how long it will take; in a pipe nothing."""
    with stages(unit) as (begin, step):
        begin(what, total)
        yield step


@contextmanager
def bytes_bar(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many of how many bytes have come; in a pipe nothing."""
    if not _is_watched():
        yield lambda count: None  # noqa: ARG005  # nobody looks
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    with tqdm(total=total, desc=what, unit="B", unit_scale=True, file=sys.stderr, leave=False) as bar:
        yield lambda count: (bar.update(count), None)[1]


def _is_watched() -> bool:
    """Whether somebody looks at a terminal and wants to see how far we are."""
    return sys.stderr is not None and sys.stderr.isatty() and not is_quiet()


@contextmanager
def stages(unit: str = "article") -> Iterator[tuple[Callable[[str, int | None], None], Progress]]:
    """Show one bar after the other, each for a stage: gives what begins a stage, and what counts one more of it.

    In a pipe, or where nothing is to be said, nothing is shown.
    """
    if not _is_watched():
        yield (lambda what, total: None), (lambda name: None)  # noqa: ARG005  # the protocol's names
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread beside us: processes are begun from here
    held: list[Any] = []

    def end() -> None:
        if held:
            held.pop().close()

    def begin(what: str, total: int | None) -> None:
        end()
        shown = tqdm(total=total, desc=what, unit=unit, file=sys.stderr, leave=False, dynamic_ncols=True)
        held.append(shown)

    def step(name: str) -> None:
        if held:
            held[0].set_postfix_str(printable(name)[-40:], refresh=False)
            held[0].update()

    try:
        yield begin, step
    finally:
        end()
