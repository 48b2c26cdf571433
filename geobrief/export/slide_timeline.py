"""A line of time on a slide, in shapes that can be edited: a dot at each day, and its label in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Pt

MOST = 10
"""Events on the line: five above it and five below."""

_DOT = 130000
_STEM = 190000
_SIZES = ((2, 18), (3, 15), (4, 13))
"""Columns of labels, and the points of a label where there are so few: a line of four events fills its slide, too."""
_SMALLEST = 11
_LARGER = 1
"""Points by which a day is larger than its label."""
_INK, _SOFT, _WHITE = (
    RGBColor.from_string(ink)  # type: ignore[no-untyped-call]  # theirs
    for ink in ("1C262E", "8B8F90", "FFFFFF")
)
_YEAR, _TWO_MONTHS = 366, 62


class Moment(NamedTuple):
    """An event on the line."""

    day: date
    when: str
    """Its time in words."""
    label: str
    colour: RGBColor


class TimelineFrame(NamedTuple):
    """Where the line lies on the slide, in English metric units."""

    left: int
    top: int
    width: int
    height: int


def draw_timeline(slide: Any, moments: Sequence[Moment], room: TimelineFrame) -> None:  # noqa: ANN401  # the library's slide
    """Draw the moments, in the order of time; labels stand above and below the line in turn."""
    first, last = moments[0].day, moments[-1].day
    days = max(1, (last - first).days)
    middle = room.top + room.height // 2
    _line(slide, (room.left, middle), (room.left + room.width, middle), _INK)
    for day in _ticks(first, last):
        x = room.left + int(room.width * (day - first).days / days)
        _line(slide, (x, middle - 50000), (x, middle + 50000), _SOFT)
    columns = (len(moments) + 1) // 2
    slot = room.width // max(1, columns)
    points = next((size for few, size in _SIZES if columns <= few), _SMALLEST)
    for number, moment in enumerate(moments):
        is_above = number % 2 == 0
        left = room.left + (number // 2) * slot
        x = room.left + int((room.width - _DOT) * (moment.day - first).days / days)
        edge = middle + (-_STEM if is_above else _STEM)
        _line(slide, (x + _DOT // 2, middle), (left + 60000, edge), _SOFT)
        dot = slide.shapes.add_shape(MSO_SHAPE.OVAL, x, middle - _DOT // 2, _DOT, _DOT)
        dot.fill.solid()
        dot.fill.fore_color.rgb = moment.colour
        dot.line.color.rgb = _WHITE
        dot.name = "moment"
        top = room.top if is_above else edge
        high = edge - room.top if is_above else room.top + room.height - edge
        _label(slide, moment, TimelineFrame(left, top, slot - 60000, high), points, is_above=is_above)


def _line(slide: Any, start: tuple[int, int], end: tuple[int, int], ink: RGBColor) -> None:  # noqa: ANN401  # as above
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Emu, (*start, *end)))
    line.line.color.rgb = ink
    line.line.width = Pt(0.75)


def _label(slide: Any, moment: Moment, room: TimelineFrame, points: int, *, is_above: bool) -> None:  # noqa: ANN401  # as above
    box = slide.shapes.add_textbox(*map(Emu, room))
    box.name = "label"
    frame = box.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_above else MSO_ANCHOR.TOP
    day, told = frame.paragraphs[0].add_run(), frame.add_paragraph().add_run()
    day.text, told.text = moment.when, moment.label
    day.font.size, day.font.bold, told.font.size = Pt(points + _LARGER), True, Pt(points)


def _ticks(first: date, last: date) -> list[date]:
    """First days of weeks, months or years between two days, whichever are a dozen or so."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)] if (last - first).days < 20 * _YEAR else []
    if len(days) < _TWO_MONTHS:
        return [day for day in days if day.weekday() == 0]
    if len(days) < 2 * _YEAR:
        return [day for day in days if day.day == 1]
    return [day for day in days if (day.month, day.day) == (1, 1)]
