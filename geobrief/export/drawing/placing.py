"""Where the name of an area stands: inside what is seen of it, or beside it on a leader line, or nowhere.

The same rules as on the HTML map (``web/src/map/placing.ts``), in pixels of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

STEP = 4.0
"""Pixels between two rows."""

EDGE = 2.0
"""Pixels that a name keeps from the edge of its area."""

TRIED = 70
"""Rows that are tried at most: an area that fills the picture needs no finer ones."""

UPRIGHT = 1.6
"""How much worse a step up or down is than one aside: names run along the rows."""

ANCHORS, SPREAD = 14, 10.0
"""Spots in which a leader line may begin, and the pixels between them."""

DIRECTIONS, LEAST_LEADER, LEADER_STEP = 20, 10.0, 8.0

OVERLAND = 88.0
"""Pixels that a leader line may have where it ends on land: a longer one points from the wrong country."""


class Rectangle(NamedTuple):
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Rectangle) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Room(Protocol):
    """What is taken of the picture."""

    def is_free(self, box: Rectangle) -> bool:
        """Whether the box lies in the frame and covers nothing."""

    def within(self, box: Rectangle) -> list[Rectangle]:
        """Return what stands in the box."""


Spot = tuple[float, float]
Line = tuple[Spot, Spot]


class Rows(NamedTuple):
    """What is seen of an area: for every so many pixels from the top the stretches inside it, left and right in turn."""

    top: float
    rows: tuple[tuple[float, ...], ...]
    left: float = -math.inf
    right: float = math.inf

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is seen."""
        return not any(self.rows)

    @property
    def is_cut(self) -> bool:
        """Whether the area reaches beyond the frame."""
        if any(self.rows[:1]) or any(self.rows[-1:]):
            return True
        return any(row[0] <= self.left or row[-1] >= self.right for row in self.rows if row)

    @property
    def size(self) -> float:
        """Square pixels, near enough."""
        return STEP * sum(right - left for _, left, right in self.stretches())

    def stretches(self) -> Iterator[tuple[float, float, float]]:
        """Yield height, left and right of every stretch."""
        for index, row in enumerate(self.rows):
            for at in range(0, len(row) - 1, 2):
                yield self.top + index * STEP, row[at], row[at + 1]

    def middle(self) -> Spot | None:
        """Return where the eye looks for its name: the middle of its wide stretches, which count more than narrow ones."""
        weight = x = y = 0.0
        for height, left, right in self.stretches():
            wide = (right - left) ** 2
            weight += wide
            x += wide * (left + right) / 2
            y += wide * height
        return (x / weight, y / weight) if weight else None


def scan(rings: Iterable[Sequence[Spot]], frame: Rectangle) -> Rows:
    """Return what of some rings, shells and holes alike, lies in a frame."""
    rows: list[list[float]] = [[] for _ in range(int((frame.bottom - frame.top) // STEP) + 1)]
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]] if ring else ()):
            first = max(0, math.ceil((min(y0, y1) - frame.top) / STEP))
            last = min(len(rows), math.ceil((max(y0, y1) - frame.top) / STEP))
            for row in range(first, last):
                rows[row].append(x0 + (frame.top + row * STEP - y0) / (y1 - y0) * (x1 - x0))
    return Rows(frame.top, tuple(_inside(sorted(row), frame) for row in rows), frame.left, frame.right)


def _inside(crossings: Sequence[float], frame: Rectangle) -> tuple[float, ...]:
    found: list[float] = []
    for at in range(0, len(crossings) - 1, 2):
        left, right = max(frame.left, crossings[at]), min(frame.right, crossings[at + 1])
        if right > left:
            found += (left, right)
    return tuple(found)


def _meet(one: Sequence[float], other: Sequence[float], least: float) -> list[float]:
    """What two rows have in common, in stretches of at least so many pixels."""
    found: list[float] = []
    i = j = 0
    while i + 1 < len(one) and j + 1 < len(other):
        left, right = max(one[i], other[j]), min(one[i + 1], other[j + 1])
        if right - left >= least:
            found += (left, right)
        if one[i + 1] < other[j + 1]:
            i += 2
        else:
            j += 2
    return found


def _gaps(strip: Rectangle, room: Room, least: float) -> list[float]:
    """The stretches of a strip that nothing stands in."""
    free = [strip.left, strip.right]
    for taken in room.within(strip):
        left_over: list[float] = []
        for at in range(0, len(free), 2):
            for left, right in ((free[at], min(free[at + 1], taken.left)), (max(free[at], taken.right), free[at + 1])):
                if right - left >= least:
                    left_over += (left, right)
        free = left_over
    return free


def fit(area: Rows, wide: float, high: float, room: Room) -> Rectangle | None:
    """Return where a text of some width and height fits into an area, as near to its middle as it comes; or None."""
    middle = area.middle()
    if middle is None:
        return None
    best: Rectangle | None = None
    least = math.inf
    for top, left, right in _strips(area, wide, high):
        away = UPRIGHT * abs(top + high / 2 - middle[1])
        if away >= least:
            continue
        gaps = _gaps(Rectangle(left + EDGE, top, right - EDGE, top + high), room, wide)
        for at in range(0, len(gaps), 2):
            x = min(max(middle[0], gaps[at] + wide / 2), gaps[at + 1] - wide / 2)
            box = Rectangle(x - wide / 2, top, x + wide / 2, top + high)
            cost = away + abs(x - middle[0])
            if cost < least and room.is_free(box):
                least, best = cost, box
    return best


def _strips(area: Rows, wide: float, high: float) -> Iterator[tuple[float, float, float]]:
    """Yield top, left and right of every strip of a height that lies wholly inside an area."""
    deep = max(1, math.ceil(high / STEP))
    stride = max(1, len(area.rows) // TRIED)
    for first in range(0, len(area.rows) - deep, stride):
        common: Sequence[float] = area.rows[first]
        for row in range(first + 1, first + deep + 1):
            common = _meet(common, area.rows[row], wide + 2 * EDGE)
            if not common:
                break
        top = area.top + first * STEP + (deep * STEP - high) / 2
        for at in range(0, len(common) - 1, 2):
            if common[at + 1] - common[at] >= wide + 2 * EDGE:
                yield top, common[at], common[at + 1]


def anchors(area: Rows) -> list[Spot]:
    """Return spots inside an area where a leader line may begin, near its middle first."""
    middle = area.middle()
    if middle is None:
        return []
    spots = []
    for height, left, right in area.stretches():
        edge = min(2.0, (right - left) / 2)
        nearest = min(max(middle[0], left + edge), right - edge)
        spots += [(x, height) for x in (nearest, left + edge, right - edge)]
    spots.sort(key=lambda spot: math.dist(spot, middle))
    found: list[Spot] = []
    for spot in spots:
        if all(math.dist(spot, other) >= SPREAD for other in found):
            found.append(spot)
        if len(found) == ANCHORS:
            break
    return found


def leaders(start: Spot, wide: float, high: float, reach: float) -> Iterator[tuple[Rectangle, Line]]:
    """Yield boxes at the ends of leader lines from a spot, near ones first, with the line to each."""
    far = LEAST_LEADER
    while far <= reach:
        for turn in range(DIRECTIONS):
            dx, dy = math.cos(2 * math.pi * turn / DIRECTIONS), math.sin(2 * math.pi * turn / DIRECTIONS)
            x, y = start[0] + dx * far, start[1] + dy * far
            upright = abs(dx) < 0.2
            left = x - wide / 2 if upright else x + 2 if dx > 0 else x - 2 - wide
            top = y - high / 2 + (math.copysign(high / 2, dy) if upright else 0.0)
            yield Rectangle(left, top, left + wide, top + high), (start, (x, y))
        far += LEADER_STEP


def along(line: Line) -> list[Rectangle]:
    """Return small boxes along a leader line, its beginning left out."""
    (x0, y0), (x1, y1) = line
    steps = max(2, math.ceil(math.dist(*line) / 6))
    spots = [(x0 + (x1 - x0) * index / steps, y0 + (y1 - y0) * index / steps) for index in range(1, steps)]
    return [Rectangle(x - 2, y - 2, x + 2, y + 2) for x, y in spots]


def is_open(box: Rectangle, land: Rows) -> bool:
    """Whether a box lies on open water."""
    first = max(0, math.floor((box.top - land.top) / STEP))
    last = min(len(land.rows) - 1, math.ceil((box.bottom - land.top) / STEP))
    return not any(
        row[at] < box.right and row[at + 1] > box.left
        for row in land.rows[first : last + 1]
        for at in range(0, len(row) - 1, 2)
    )


def beside(
    area: Rows, size: tuple[float, float], reach: float, room: Room, land: Rows
) -> tuple[Rectangle, Line] | None:
    """Return where a text finds room beside an area, over water or else a short way over land, and the line to it."""
    found = anchors(area)
    free = [spot for spot in found if not room.within(Rectangle(spot[0] - 1, spot[1] - 1, spot[0] + 1, spot[1] + 1))]
    # Of an area that the picture cuts the rest may have all the room that a name needs: it is not named on its neighbours.
    for over_land in (False,) if area.is_cut else (False, True):
        for spot in free:
            for box, line in leaders(spot, *size, min(reach, OVERLAND) if over_land else reach):
                stands = room.is_free(box) and (over_land or is_open(box, land))
                if stands and not any(room.within(step) for step in along(line)):
                    return box, line
    return None
