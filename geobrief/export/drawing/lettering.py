"""Names on the map, placed so that none covers another or a pin; the least important give way.

Greedy and deterministic: wishes are heard in order of importance, each tries its sides in order, and one that finds
no room is left out. A numbered place that finds no room for its name keeps its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from geobrief.export.drawing.elements import element, one_line, path, text_of
from geobrief.export.drawing.ground import HALO, INK, LABEL, SOFT
from geobrief.export.drawing.placing import Line, Rectangle, Rows, along, beside, fit
from geobrief.export.drawing.projection import Frame
from geobrief.export.drawing.widths import FAMILY, shortened, text_width

Style = Literal["town", "area", "actor", "region", "country", "province"]

GAP = "\u2002"
"""Between a number and its name."""

LEADING = 1.25
"""Height of a line of text as a multiple of its size."""

FARTHER = 2.0
"""By how much a leader line may be longer where the name would else stand on a part far from home."""

PADDING = 4.0
"""Pixels that a label keeps free on its left and right: two names in one line shall not read as one."""

LONGEST = 230.0
"""Pixels: a longer name is cut with an ellipsis; the list has it whole."""


class LabelFont(NamedTuple):
    """How a style of label is set."""

    size: float
    spacing: float
    bold: bool
    upper: bool
    ink: str
    italic: bool = False


FONTS: dict[Style, LabelFont] = {
    "town": LabelFont(12.5, 0.0, True, False, INK),
    "area": LabelFont(12.5, 1.5, True, True, INK),
    "actor": LabelFont(10.5, 0.9, True, True, SOFT),
    "region": LabelFont(12.5, 0.6, False, False, SOFT, True),
    "country": LabelFont(10.5, 1.5, False, True, LABEL),
    "province": LabelFont(10.0, 0.3, False, False, LABEL, True),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that would like to stand on the map."""

    text: str
    style: Style
    x: float
    y: float
    gap: float
    """Pixels from the position to the text; 0 for the name of an area, which stands on its position."""
    number: int | None = None
    """Set in bold before the name, and alone where the name finds no room."""
    also: tuple[tuple[int, str], ...] = ()
    """Number and name of the other places that the same pin stands for, each in a line of its own."""
    area: Rows | None = None
    """What is seen of the area that it names; None for a point, and for an area whose outline is not known."""
    home: Rows | None = None
    """What is seen of its home, where it has parts far away: its name goes there first."""
    reach: float = 0.0
    """Pixels that a leader line from the area may have."""
    place: str | None = None
    """Id of the place that it names."""


class Space:
    """What is taken, in coarse cells, so that a test looks at neighbours only."""

    _SIZE = 64

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._cells: defaultdict[tuple[int, int], list[Rectangle]] = defaultdict(list)

    def _keys(self, box: Rectangle) -> Iterator[tuple[int, int]]:
        for column in range(int(box.left // self._SIZE), int(box.right // self._SIZE) + 1):
            for row in range(int(box.top // self._SIZE), int(box.bottom // self._SIZE) + 1):
                yield column, row

    def is_free(self, box: Rectangle) -> bool:
        """Whether the box lies in the frame and covers nothing."""
        frame = self._frame
        inside = (
            box.left >= frame.x + 2
            and box.right <= frame.right - 2
            and box.top >= frame.y + 2
            and box.bottom <= frame.bottom - 2
        )
        return inside and not any(other.overlaps(box) for key in self._keys(box) for other in self._cells.get(key, ()))

    def within(self, box: Rectangle) -> list[Rectangle]:
        """Return what stands in the box."""
        found = {other: None for key in self._keys(box) for other in self._cells.get(key, ()) if other.overlaps(box)}
        return list(found)

    def take(self, box: Rectangle) -> None:
        """Keep the box free from now on."""
        for key in self._keys(box):
            self._cells[key].append(box)


NO_LAND = Rows(0.0, ())


def place_labels(wishes: Iterable[Wish], space: Space, *, halo_apart: bool, land: Rows = NO_LAND) -> list[str]:
    """Return the labels that found room.

    Args:
        wishes: The names, most important first.
        space: What is taken already.
        halo_apart: Whether a halo is a text of its own under the name. Office knows no ``paint-order``, and would draw
            the halo over the name; other programs find the name twice.
        land: All land in the frame: names on leader lines keep off it where they can.
    """
    return [label for wish in wishes if (label := _placed(wish, space, land, halo_apart=halo_apart))]


def _placed(wish: Wish, space: Space, land: Rows, *, halo_apart: bool) -> str:
    label = (
        _at_point(wish, space, halo_apart) if wish.area is None else _in_area(wish, wish.area, space, land, halo_apart)
    )
    return element("g", label, data_place=wish.place) if label and wish.place else label


def _in_area(wish: Wish, area: Rows, space: Space, land: Rows, halo_apart: bool) -> str:
    """The name inside its area, in one line or in two; or on a leader line. At home first, of an area with far parts."""
    font = FONTS[wish.style]
    home = wish.home or area
    versions = [lines for lines in (*_versions(wish, font)[:1], _broken(wish, font)) if lines]
    sizes = [
        (max(_line_width(line, font) for line in lines) + 2, font.size * LEADING * len(lines)) for lines in versions
    ]
    inside = _within(home, sizes, space)
    led = beside(home, sizes[-1], wish.reach, space, land) if inside is None and wish.reach else None
    if inside is None and led is None and home is not area and wish.reach:
        led = beside(home, sizes[-1], wish.reach * FARTHER, space, land)
    if inside is None and led is None and home is not area:
        inside = _within(area, sizes, space)
    if inside is not None:
        version, box = inside
        space.take(box)
        return _text(versions[version], font, box, "middle", halo_apart=halo_apart)
    if led is None:
        return ""
    box, line = led
    for step in (box, *along(line)):
        space.take(step)
    plate = element(
        "rect", x=box.left - 2, y=box.top, width=box.right - box.left + 4, height=box.bottom - box.top, rx=2, fill=HALO,
        fill_opacity=0.8,
    )  # fmt: skip
    return _leader(line) + plate + _text(versions[-1], font, box, "middle", halo_apart=halo_apart)


def _within(area: Rows, sizes: Sequence[tuple[float, float]], space: Space) -> tuple[int, Rectangle] | None:
    """Which of the sizes has room inside an area, and where."""
    for version, (wide, high) in enumerate(sizes):
        box = fit(area, wide, high, space)
        if box:
            return version, box
    return None


def _leader(line: Line) -> str:
    return element("path", d=path(line, closed=False), fill="none", stroke=SOFT, stroke_width=0.8)


def _broken(wish: Wish, font: LabelFont) -> list[Words]:
    """The name in two lines of about the same length; empty where it is one word."""
    words = one_line(wish.text).split(" ")
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if not halves:
        return []
    best = min(halves, key=lambda pair: (max(map(len, pair)), pair))
    shown = [half.upper() if font.upper else half for half in best]
    return [("" if wish.number is None else str(wish.number), shown[0]), ("", shown[1])]


def _at_point(wish: Wish, space: Space, halo_apart: bool) -> str:
    font = FONTS[wish.style]
    for lines in _versions(wish, font):
        wide = max(_line_width(line, font) for line in lines)
        for box in _boxes(wish, wide, font.size * LEADING * len(lines)):
            if space.is_free(box):
                space.take(Rectangle(box.left - PADDING, box.top, box.right + PADDING, box.bottom))
                centred = wish.gap == 0 or box.left < wish.x < box.right
                return _text(lines, font, box, "middle" if centred else "start", halo_apart=halo_apart)
    return ""


Words = tuple[str, str]
"""A number, or nothing, and a name, or nothing."""


def _versions(wish: Wish, font: LabelFont) -> list[list[Words]]:
    """What the label may say, the fullest first."""

    def line(number: int | None, name: str) -> Words:
        shown = one_line(name).upper() if font.upper else one_line(name)
        shown = shortened(shown, LONGEST, font.size, bold=font.bold, spacing=font.spacing)
        return ("" if number is None else str(number), shown)

    first = line(wish.number, wish.text)
    versions = [[first]]
    if wish.also:
        versions.insert(0, [first, *(line(*other) for other in wish.also)])
    if wish.number is not None and wish.style == "town":
        versions.append([(", ".join([str(wish.number), *(str(number) for number, _ in wish.also)]), "")])
    return versions


def _line_width(line: Words, font: LabelFont) -> float:
    number, name = line
    wide = text_width(name, font.size, bold=font.bold, spacing=font.spacing)
    return wide + (text_width(number + (GAP if name else ""), font.size, bold=True) if number else 0)


def _boxes(wish: Wish, wide: float, high: float) -> Sequence[Rectangle]:
    gap, x, y = wish.gap, wish.x, wish.y
    middle = (x - wide / 2, x + wide / 2)
    if gap == 0:
        steps = (0.0, high, -high, 2 * high, -2 * high)
        return [Rectangle(middle[0], y + step - high / 2, middle[1], y + step + high / 2) for step in steps]
    near = gap * 0.75
    return [
        Rectangle(x + gap, y - high / 2, x + gap + wide, y + high / 2),
        Rectangle(x - gap - wide, y - high / 2, x - gap, y + high / 2),
        Rectangle(middle[0], y - gap - high, middle[1], y - gap),
        Rectangle(middle[0], y + gap, middle[1], y + gap + high),
        Rectangle(x + near, y - near - high, x + near + wide, y - near),
        Rectangle(x + near, y + near, x + near + wide, y + near + high),
        Rectangle(x - near - wide, y - near - high, x - near, y - near),
        Rectangle(x - near - wide, y + near, x - near, y + near + high),
    ]


def _text(lines: Sequence[Words], font: LabelFont, box: Rectangle, anchor: str, *, halo_apart: bool) -> str:
    x = (box.left + box.right) / 2 if anchor == "middle" else box.left
    step = font.size * LEADING
    halo: dict[str, str | float | None] = {"stroke": HALO, "stroke_width": 3, "stroke_linejoin": "round"}
    parts = []
    for index, line in enumerate(lines):
        look: dict[str, str | float | None] = {
            "x": x,
            "y": box.top + step * (index + 1) - font.size * 0.36,
            "text_anchor": anchor,
            "font_family": FAMILY,
            "font_size": font.size,
            "font_weight": "bold" if font.bold else None,
            "font_style": "italic" if font.italic else None,
            "letter_spacing": font.spacing or None,
        }
        inside = _inside(line, font)
        if halo_apart:
            parts.append(element("text", inside, **look, **halo, fill=HALO, aria_hidden="true"))
            parts.append(element("text", inside, **look, fill=font.ink))
        else:
            parts.append(element("text", inside, **look, **halo, fill=font.ink, paint_order="stroke"))
    return "".join(parts)


def _inside(line: Words, font: LabelFont) -> str:
    number, name = line
    if not number:
        return text_of(name)
    bold = element("tspan", text_of(number), font_weight="bold", letter_spacing=0 if font.spacing else None)
    return f"{bold}{GAP}{text_of(name)}" if name else bold
