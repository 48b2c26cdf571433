"""Text → lines and paragraphs, by offsets.

A line ends at a line feed, a carriage return, a form feed or one of Unicode's two separators. Whether a
line break also ends a sentence depends on whether the text was wrapped to a width: see
:func:`paragraphs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BREAKS = re.compile(r"[\n\r\f\v\u0085\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")

# Text wrapped by a program stands in lines of 40 (narrow columns) to 100 characters (wide terminals).
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100

# Two lines that happen to be as long as each other are no wrapping; a list inside wrapped text breaks early.
_FEWEST_WRAPS, _SHARE_OF_WRAPS = 2, 0.7
# Text that was edited after it was wrapped is ragged; it then counts only where lines break inside sentences.
_RAGGED, _SHARE_OF_SMALL = 0.75, 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``text`` is ``article.text[start:end]`` without white space around it."""

    start: int
    end: int
    text: str
    after_blank: bool
    """Whether a blank line, or nothing, stands before it."""
    column: int
    """How many characters stand before it on its line: an indent, or what is not looked at."""

    @property
    def width(self) -> int:
        """The column at which it ends."""
        return self.column + len(self.text)


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Text → the lines of ``text[start:end]`` that are not blank, in order."""
    lines: list[Line] = []
    last_end = start
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        stripped = match.group().strip()
        if not stripped:
            continue
        begin = match.start() + match.group().index(stripped)
        between = text[last_end:begin]
        breaks = between.count("\n") or between.count("\r")
        after_blank = not lines or breaks > 1 or "\u2029" in between
        last_end = begin + len(stripped)
        line_start = text.rfind("\n", 0, begin) + 1 if not lines else match.start()
        lines.append(Line(begin, last_end, stripped, after_blank, begin - line_start))
    return lines


def wrap_width(lines: list[Line]) -> int | None:
    """Lines → the width in characters to which a program wrapped them, or None where it did not."""
    if not lines:
        return None
    width = max(line.width for line in lines)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    pairs = [(line, after) for line, after in pairwise(lines) if not after.after_blank]
    ragged = int(width * _RAGGED)
    for limit in (ragged, width) if _runs_on(pairs) else (width,):
        full = sum(_is_full(line, after, limit) for line, after in pairs)
        if full >= _FEWEST_WRAPS and full >= _SHARE_OF_WRAPS * len(pairs):
            return limit
    return None


def join_wrapped(text: str, lines: list[Line], width: int) -> list[Line]:
    """Lines of wrapped text → one line a paragraph; line breaks inside it are blanks in its ``text``."""
    joined: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not line.after_blank and _is_full(last, line, width):
            begun = joined.pop()
            whole = _BREAKS.sub(" ", text[begun.start : line.end])
            joined.append(Line(begun.start, line.end, whole, begun.after_blank, begun.column))
        else:
            joined.append(line)
        last = line
    return joined


def _runs_on(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether lines break inside sentences: they go on in small letters, or in capitals without a stop before."""
    small = sum(after.text[0].islower() for _, after in pairs)
    capitals = sum(line.text.isupper() and after.text.isupper() and line.text[-1] not in ".!?" for line, after in pairs)
    return small >= _SHARE_OF_SMALL * len(pairs) or capitals >= _SHARE_OF_WRAPS * len(pairs)


def paragraphs(text: str, start: int, end: int, width: int | None = None) -> Iterator[tuple[int, int]]:
    """A run of text → the runs inside it that no sentence crosses.

    A line break ends a sentence, unless the text is wrapped: then the line goes on in the next one. A
    break is a wrap where the first word of the next line would not have fitted into the width, or where
    the next line goes on in lower case. The width is that of the whole text where the caller knows it,
    else that of the block between blank lines.
    """
    block: list[Line] = []
    for line in split_lines(text, start, end):
        if line.after_blank and block:
            yield from _unwrap(block, width)
            block = []
        block.append(line)
    if block:
        yield from _unwrap(block, width)


def _unwrap(block: list[Line], width: int | None) -> Iterator[tuple[int, int]]:
    width = width or wrap_width(block)
    first = block[0].start
    for line, after in pairwise(block):
        goes_on = after.text[0].islower() and line.text[-1] not in ".!?:…"
        if not (goes_on or (width and _is_full(line, after, width))):
            yield first, line.end
            first = after.start
    yield first, block[-1].end


def _is_full(line: Line, after: Line, width: int) -> bool:
    return line.width + 1 + len(after.text.split(None, 1)[0]) > width
