"""Pins, small marks, areas and movements: the same shapes, sizes and colours as on the HTML map."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geobrief.export.drawing.elements import element, number, path, text_of
from geobrief.export.drawing.entries import Entry, Movement
from geobrief.export.drawing.ground import HALO, INK, PAPER, SOFT, area_rings
from geobrief.export.drawing.placing import Rectangle
from geobrief.export.drawing.projection import Projection
from geobrief.export.drawing.signs import sign
from geobrief.export.drawing.widths import FAMILY
from geobrief.map import is_wide, page_look_of
from geobrief.model import PlaceRecord

SMALLEST, LARGEST, STEP = 22.0, 42.0, 7.0
"""Pixels: a pin with one independent article, the largest, and the growth (the area follows the count)."""

OVERLAP = 0.8
"""Share of the two radii within which two pins count as covering one another."""

CROWD = 9
"""From this many places on, a group is drawn as a ring of kinds and not as its most important member."""

CROWD_CELL = 56.0
"""Pixels: diameter of the largest crowd."""

QUIET = "#949ea5"
_CLEAR, _IN_AREA = 5.0, 9.0
"""Pixels between a pin and the ring around it, and the radius of a ring around the middle of an area."""

_ARROW, _GAP, _WING = 10.0, 2.0, 3.2
"""Pixels of an arrow outside its ring, of the gap between the two, and of the sides of its head."""

_RINGS_FROM = 256 * 2**4 / 360
"""Pixels of a degree from which on rings are drawn: from afar they would be larger than the country that is left."""

_TURNS = {True: (0.0, 0.25, 0.5, 0.75), False: (0.125, 0.375, 0.625, 0.875)}
"""Where the arrows of what leaves point, and of what comes: a place may have both."""

_RINGS: dict[str, str] = {"strong": "", "fair": "", "weak": "5 3"}
TOLD = "#2f5d86"
"""Colour of areas: how much is told of one says its strength."""

STEPS = (1, 2, 4, 8, 16)
"""Independent reports from which on each step of an area's fill begins, as on the HTML map (``web/src/map/told.ts``)."""

_STRENGTHS = (0.0, 0.07, 0.14, 0.23, 0.34, 0.46)

_ORDER = {"continent": 0, "region": 1, "country": 2, "territory": 2, "admin1": 3, "admin2": 4}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as a point of the picture, with the others that its pin would cover."""

    entry: Entry
    also: tuple[Entry, ...]
    x: float
    y: float
    radius: float

    @property
    def is_crowd(self) -> bool:
        """Whether it stands for so many places that a count says more than one of them."""
        return len(self.also) + 1 >= CROWD


def ink_of(kind: str | None) -> str:
    """Return the colour of a kind of event; grey where nothing is told."""
    return page_look_of(kind).colour if kind else SOFT


def diameter(entry: Entry) -> float:
    """Return the size of a place's pin in pixels."""
    if entry.presence == "actor":
        return 11.0
    if entry.presence == "background":
        return 9.0
    size = min(LARGEST, SMALLEST + STEP * (math.sqrt(max(1, entry.independent)) - 1))
    return size if entry.kind else max(13.0, size * 0.62)


def find_marks(entries: Iterable[Entry], projection: Projection) -> list[Mark]:
    """Return the points inside the frame, most important first; places that would cover one another are one mark."""
    leaders: list[tuple[Entry, float, float, float, list[Entry]]] = []
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    frame = projection.frame
    for entry in entries:
        if entry.is_area:
            continue
        x, y = projection.at(entry.place.lat, entry.place.lon)
        if not (frame.x <= x <= frame.right and frame.y <= y <= frame.bottom):
            continue
        radius = diameter(entry) / 2
        cell = (int(x // LARGEST), int(y // LARGEST))
        leader = _leader(leaders, grid, cell, (x, y, radius))
        if leader is not None:
            leaders[leader][4].append(entry)
            continue
        grid[cell].append(len(leaders))
        leaders.append((entry, x, y, radius, []))
    return _apart([_mark(*leader) for leader in leaders])


def _mark(entry: Entry, x: float, y: float, radius: float, also: Sequence[Entry]) -> Mark:
    many = len(also) + 1
    size = min(56.0, 34 + 5 * math.log2(many / CROWD + 1)) / 2 if many >= CROWD else radius
    return Mark(entry, tuple(also), x, y, size)


def _apart(marks: list[Mark]) -> list[Mark]:
    """Merge the crowds that would cover other marks: a ring is larger than the pins that it stands for."""
    while True:
        kept: list[Mark] = []
        grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for mark in marks:
            column, row = int(mark.x // CROWD_CELL), int(mark.y // CROWD_CELL)
            near = (kept_at for a in (-1, 0, 1) for b in (-1, 0, 1) for kept_at in grid.get((column + a, row + b), ()))
            leader = next((index for index in near if _covers(kept[index], mark)), None)
            if leader is None:
                grid[column, row].append(len(kept))
                kept.append(mark)
            else:
                first = kept[leader]
                kept[leader] = _mark(first.entry, first.x, first.y, first.radius, (*first.also, mark.entry, *mark.also))
        if len(kept) == len(marks):
            return kept
        marks = kept


def _covers(one: Mark, other: Mark) -> bool:
    reach = (one.radius + other.radius) * OVERLAP
    return (one.is_crowd or other.is_crowd) and math.hypot(one.x - other.x, one.y - other.y) < reach


def _leader(
    leaders: Sequence[tuple[Entry, float, float, float, list[Entry]]],
    grid: defaultdict[tuple[int, int], list[int]],
    cell: tuple[int, int],
    pin: tuple[float, float, float],
) -> int | None:
    x, y, radius = pin
    for column in range(cell[0] - 1, cell[0] + 2):
        for row in range(cell[1] - 1, cell[1] + 2):
            for index in grid.get((column, row), ()):
                _, other_x, other_y, other_radius, _ = leaders[index]
                if math.hypot(other_x - x, other_y - y) < (other_radius + radius) * OVERLAP:
                    return index
    return None


def pin(entry: Entry, x: float, y: float, size: float) -> str:
    """Return the picture of a place's pin with its middle at a position."""
    half = size / 2
    if entry.presence == "actor":
        edge = half * 0.76
        return element(
            "rect", x=x - edge, y=y - edge, width=2 * edge, height=2 * edge, fill=QUIET, stroke=HALO, stroke_width=1.6
        )
    if entry.presence == "background":
        return element("circle", cx=x, cy=y, r=half * 0.8, fill=HALO, stroke=QUIET, stroke_width=1.6)
    ink = ink_of(entry.kind)
    filled = entry.match == "strong"
    look: dict[str, str | float | None] = {
        "fill": ink if filled else PAPER,
        "stroke": PAPER if filled else ink,
        "stroke_width": 1.6 if filled else 2.2,
        "stroke_dasharray": _RINGS[entry.match] or None,
    }
    parts = _body(entry, x, y, half, look)
    if entry.kind:
        share = 0.46 if entry.place.kind == "site" else 0.58
        parts.append(sign(page_look_of(entry.kind).symbol, x, y, size * share, PAPER if filled else ink))
    return "".join(parts)


def _body(entry: Entry, x: float, y: float, half: float, look: dict[str, str | float | None]) -> list[str]:
    if entry.place.kind == "site":
        corners = f"M{number(x)} {number(y - half)}L{number(x + half)} {number(y)}L{number(x)} {number(y + half)}L{number(x - half)} {number(y)}Z"
        return [element("path", d=corners, stroke_linejoin="round", **look)]
    if entry.is_approximate:
        halo = element(
            "circle", cx=x, cy=y, r=half * 0.96, fill="none", stroke=ink_of(entry.kind), stroke_width=1.4,
            stroke_dasharray="2.5 2.2",
        )  # fmt: skip
        return [element("circle", cx=x, cy=y, r=half * 0.74, **look), halo]
    return [element("circle", cx=x, cy=y, r=half * 0.92, **look)]


def draw_mark(mark: Mark) -> str:
    """Return a mark as a group that names its place."""
    place = mark.entry.place
    if mark.is_crowd:
        inside = _crowd(mark)
        title = f"{place.name} + {len(mark.also)}"
    else:
        inside = pin(mark.entry, mark.x, mark.y, 2 * mark.radius)
        title = place.name
        if at := badge(mark):
            inside += _plus(mark, at)
            title += f" + {len(mark.also)}"
    return element("g", element("title", text_of(title)), inside, data_place=place.id)


def badge(mark: Mark) -> Rectangle | None:
    """Return where the number of places that a pin hides stands; None where there is none."""
    if mark.is_crowd or not mark.also:
        return None
    half = (5.5 * len(f"+{len(mark.also)}") + 5) / 2
    x, y = mark.x + mark.radius * 0.75, mark.y - mark.radius * 0.75
    return Rectangle(x - half, y - 6.5, x + half, y + 6.5)


def _plus(mark: Mark, at: Rectangle) -> str:
    words = f"+{len(mark.also)}"
    x, y = (at.left + at.right) / 2, (at.top + at.bottom) / 2
    box = element(
        "rect", x=at.left, y=at.top, width=at.right - at.left, height=13, rx=6.5, fill=PAPER, stroke="#8b8f90",
        stroke_width=0.8,
    )  # fmt: skip
    return box + element(
        "text", text_of(words), x=x, y=y + 3.4, font_size=9.5, font_weight="bold", text_anchor="middle", fill=INK,
        font_family=FAMILY,
    )  # fmt: skip


def _crowd(mark: Mark) -> str:
    """How many places there are, in a ring that shows the kinds."""
    entries = (mark.entry, *mark.also)
    radius = mark.radius * 0.8
    around = 2 * math.pi * radius
    counts = Counter(ink_of(entry.kind) for entry in entries)
    parts = [element("circle", cx=mark.x, cy=mark.y, r=mark.radius * 0.94, fill=PAPER)]
    turned = 0.0
    for ink, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        share = count / len(entries) * around
        parts.append(
            element(
                "circle", cx=mark.x, cy=mark.y, r=radius, fill="none", stroke=ink, stroke_width=mark.radius * 0.26,
                stroke_dasharray=f"{number(max(0.5, share - 0.6))} {number(around)}", stroke_dashoffset=-turned,
                transform=f"rotate(-90 {number(mark.x)} {number(mark.y)})",
            )
        )  # fmt: skip
        turned += share
    parts.append(
        element(
            "text", str(len(entries)), x=mark.x, y=mark.y + 4.4, font_size=12.5, font_weight="bold",
            text_anchor="middle", fill=INK, font_family=FAMILY,
        )
    )  # fmt: skip
    return "".join(parts)


def draw_areas(entries: Iterable[Entry], projection: Projection) -> Iterator[str]:
    """Yield the areas, the largest kinds first: filled by how much is told of them, or outlined."""
    areas = [entry for entry in entries if entry.place.extent is not None]
    areas.sort(key=lambda entry: (_ORDER.get(entry.place.kind, 3), entry.presence != "background", entry.place.id))
    for entry in areas:
        polygons = list(area_rings(entry.place.extent or {}, projection))
        data = "".join(path(ring, closed=True) for rings in polygons for ring in rings)
        if not data:
            continue
        body = element("path", d=data, fill_rule="evenodd", **area_look(entry))
        yield element("g", element("title", text_of(entry.place.name)), body, data_place=entry.place.id)


def step_of(reports: int) -> int:
    """Return the step of a number of independent reports, from 1 on; 0 for none."""
    return sum(reports >= least for least in STEPS)


def step_names(highest: int) -> list[str]:
    """Return what the steps up to one say: "1", "2–3", "16+"."""
    ends = [*STEPS[1:], None]
    spans = list(zip(STEPS, ends, strict=True))[:highest]
    return [
        f"{least}+" if end is None else str(least) if end - 1 == least else f"{least}–{end - 1}" for least, end in spans
    ]


def step_look(step: int) -> dict[str, str | float | None]:
    """Return the fill of a step."""
    return {"fill": TOLD, "fill_opacity": _STRENGTHS[step]}


def area_look(entry: Entry) -> dict[str, str | float | None]:
    """Return fill and outline of an area.

    Regions that span countries, and countries that are only named in passing, have no look of their own: several lie
    over one another, and would hide the map.
    """
    if entry.presence == "actor" and not is_wide(entry.place):
        return {"fill": "none", "stroke": SOFT, "stroke_width": 0.9, "stroke_dasharray": "3 3", "stroke_opacity": 0.55}
    if entry.presence != "scene" or is_wide(entry.place):
        return {"fill": "none", "stroke": "none"}
    return {**step_look(step_of(entry.independent)), "stroke": TOLD, "stroke_width": 1.1, "stroke_opacity": 0.4}


def draw_movement(movement: Movement, projection: Projection, radii: Mapping[str, float]) -> str:
    """Return an arrow from origin to destination; where one end only is told, a ring that says what happens there.

    Args:
        movement: What moves.
        projection: Where places lie on the paper.
        radii: Pixels from the middle of a pin to its edge, by the id of its place.
    """
    if movement.origin is None or movement.destination is None:
        return _ring(movement, projection, radii)
    start = projection.at(movement.origin.lat, movement.origin.lon)
    end = projection.at(movement.destination.lat, movement.destination.lon)
    if math.dist(start, end) < SMALLEST:
        return ""
    return _arrow(movement, start, end, bend=0.18, gap=SMALLEST * 0.7)


def ring_box(movement: Movement, projection: Projection, radii: Mapping[str, float]) -> Rectangle | None:
    """Return where the ring of a movement with one known end stands; None where there is none."""
    place = movement.origin or movement.destination
    if place is None or (movement.origin and movement.destination) or projection.scale < _RINGS_FROM:
        return None
    x, y = projection.at(place.lat, place.lon)
    frame = projection.frame
    if not (frame.x <= x <= frame.right and frame.y <= y <= frame.bottom):
        return None
    reach = _radius(place, radii) + _ARROW
    return Rectangle(x - reach, y - reach, x + reach, y + reach)


def _radius(place: PlaceRecord, radii: Mapping[str, float]) -> float:
    return radii[place.id] + _CLEAR if place.id in radii else _IN_AREA


def _ring(movement: Movement, projection: Projection, radii: Mapping[str, float]) -> str:
    """A ring around a place with arrows out of it or into it on all sides: where to, or where from, nobody has said.

    The HTML map has the same (``web/src/map/arcs.ts``).
    """
    place = movement.origin or movement.destination
    if place is None or ring_box(movement, projection, radii) is None:
        return ""
    x, y = projection.at(place.lat, place.lon)
    return element(
        "g",
        _title(movement),
        element(
            "path",
            d=ring_path(x, y, _radius(place, radii), leaves=movement.origin is not None),
            fill="none",
            stroke=ink_of(movement.events[0].kind),
            stroke_width=1.8,
            stroke_opacity=0.75,
            stroke_linecap="round",
            stroke_linejoin="round",
        ),
    )


def ring_path(x: float, y: float, radius: float, *, leaves: bool) -> str:
    """Return a ring and its arrows as path data."""
    near, far = radius + _GAP, radius + _ARROW
    tail, tip, side = (near, far, far - _WING) if leaves else (far, near, near + _WING)

    def at(turn: float, far: float, aside: float = 0.0) -> str:
        right, down = math.cos(2 * math.pi * turn), math.sin(2 * math.pi * turn)
        return f"{number(x + far * right - aside * down)} {number(y + far * down + aside * right)}"

    left, right = number(x - radius), number(x + radius)
    arc = f"A{number(radius)} {number(radius)} 0 1 0"
    arrows = [
        f"M{at(turn, tail)}L{at(turn, tip)}M{at(turn, side, -_WING)}L{at(turn, tip)}L{at(turn, side, _WING)}"
        for turn in _TURNS[leaves]
    ]
    return f"M{left} {number(y)}{arc} {right} {number(y)}{arc} {left} {number(y)}Z" + "".join(arrows)


def _title(movement: Movement) -> str:
    ends = [place.name if place else "…" for place in (movement.origin, movement.destination)]
    return element("title", text_of(" → ".join(ends)))


def _arrow(movement: Movement, start: tuple[float, float], end: tuple[float, float], *, bend: float, gap: float) -> str:
    """Bent to its left, so that a journey back does not cover it; the head stands before the end, where it can be seen."""
    (x1, y1), (x2, y2) = start, end
    middle_x, middle_y = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
    ink = ink_of(movement.events[0].kind)
    toward = math.atan2(y2 - middle_y, x2 - middle_x)
    tip_x, tip_y = x2 - math.cos(toward) * gap, y2 - math.sin(toward) * gap
    curve = f"M{number(x1)} {number(y1)}Q{number(middle_x)} {number(middle_y)} {number(tip_x)} {number(tip_y)}"
    head = [(tip_x - 9 * math.cos(toward + turn), tip_y - 9 * math.sin(toward + turn)) for turn in (-0.42, 0.42)]
    arrow = f"M{number(tip_x)} {number(tip_y)}" + "".join(f"L{number(a)} {number(b)}" for a, b in head) + "Z"
    return element(
        "g",
        _title(movement),
        element(
            "path",
            d=curve,
            fill="none",
            stroke=ink,
            stroke_width=1.8,
            stroke_dasharray="6 4",
            stroke_opacity=0.75,
        ),
        element("path", d=arrow, fill=ink),
    )
