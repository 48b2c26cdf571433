"""Text → lines and paragraphs, by offsets.

A line ends at a line feed, a carriage return, a form feed or one of Unicode's two separators. Whether a
line break also ends a sentence depends on whether the text was wrapped to a width: see
:func:`paragraphs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")

# Text wrapped by a program stands in lines of 40 (narrow columns) to 100 characters (wide terminals).
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100

# Two lines that happen to be as long as each other are no wrapping; a list inside wrapped text breaks early.
_FEWEST_WRAPS, _SHARE_OF_WRAPS = 2, 0.7


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``text`` is ``article.text[start:end]`` without white space around it."""

    start: int
    end: int
    text: str
    after_blank: bool
    """Whether a blank line, or nothing, stands before it."""


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
        lines.append(Line(begin, last_end, stripped, after_blank))
    return lines


def wrap_width(lines: list[Line]) -> int | None:
    """Lines → the width in characters to which a program wrapped them, or None where it did not."""
    if not lines:
        return None
    width = max(len(line.text) for line in lines)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    pairs = [(line, after) for line, after in pairwise(lines) if not after.after_blank]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    return width if full >= _FEWEST_WRAPS and full >= _SHARE_OF_WRAPS * len(pairs) else None


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
    return len(line.text) + 1 + len(after.text.split(None, 1)[0]) > width
