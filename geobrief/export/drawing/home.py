"""Which parts of a country are it, when it has parts far away: ``web/src/map/home.ts`` follows the same rules on the page.

The name of a country belongs on the contiguous United States and not on Alaska, on France and not on Guiana, unless the
far part is what is seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from geobrief.export.drawing.placing import Rows

NEAR = 3.5
"""Degrees at the equator up to which a part is near the largest one."""

HALF = 1 / 3
"""Share of the largest part from which on another is no appendage, however far: Malaysia has two halves."""

SEEN = 0.25
"""Share of what is seen of a country that its home must have: who looks at Alaska reads whose it is."""

POLE = 85.0


class _Box(NamedTuple):
    """The box around a part, in degrees of Web Mercator."""

    west: float
    south: float
    east: float
    north: float

    @property
    def size(self) -> float:
        """Size on the Earth, near enough."""
        middle = math.radians(self.south + self.north) / 2
        return (self.east - self.west) * (self.north - self.south) / math.cosh(middle) ** 2

    def apart(self, other: _Box) -> float:
        across = max(0.0, self.west - other.east, other.west - self.east)
        along = max(0.0, self.south - other.north, other.south - self.north)
        return math.hypot(across, along)


def _box(shell: Sequence[Sequence[float]]) -> _Box:
    lons = [lon for lon, *_ in shell]
    lats = [max(-POLE, min(POLE, lat)) for _, lat, *_ in shell]
    south, north = (math.degrees(math.asinh(math.tan(math.radians(lat)))) for lat in (min(lats), max(lats)))
    return _Box(min(lons), south, max(lons), north)


def home_of(geometry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the largest part of an area with what lies near it and what is nearly as large; all of it where that is all."""
    if geometry["type"] != "MultiPolygon" or len(geometry["coordinates"]) < 2:
        return geometry
    boxes = [_box(polygon[0]) for polygon in geometry["coordinates"]]
    largest = max(boxes, key=lambda box: box.size)
    kept = [
        polygon
        for polygon, box in zip(geometry["coordinates"], boxes, strict=True)
        if box.size >= HALF * largest.size or box.apart(largest) <= NEAR
    ]
    return geometry if len(kept) == len(boxes) else {**geometry, "coordinates": kept}


def seen_home(home: Rows, area: Rows) -> Rows | None:
    """Return what is seen of the home of an area, where that is enough of what is seen of it."""
    return home if home.size > 0 and home.size >= SEEN * area.size else None
