"""Distances on the sphere and one-degree cells, without any dependency."""

from __future__ import annotations

import math
from collections.abc import Iterator

EARTH_KM = 6371.0088
"""Mean radius of the Earth in kilometres (IUGG)."""


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two positions in kilometres; positions in degrees."""
    south, north = math.radians(lat), math.radians(other_lat)
    across = math.sin(math.radians(other_lon - lon) / 2)
    square = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * across**2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(square)))


DEGREE_KM = 111.0
"""Kilometres of a degree of latitude, rounded down."""


def cell_of(lat: float, lon: float) -> int:
    """The one-degree cell of a position, numbered from the south-west."""
    return min(int(lat + 90), 179) * 360 + min(int(lon + 180), 359)


def rings(lat: float, lon: float, within_km: float) -> Iterator[tuple[list[int], float]]:
    """Cells around a position, nearer ones first, with the distance up to which all places were given."""
    seen: set[int] = set()
    for ring in range(math.ceil(within_km / DEGREE_KM) + 1):
        cells = set()
        for south in range(-ring, ring + 1):
            row = lat + south
            if -90 <= row <= 90:
                # Towards the poles a degree of longitude shrinks: more cells are needed for the same distance.
                across = math.cos(math.radians(min(abs(row) + 1, 90.0)))
                width = min(180, math.ceil(ring / max(across, 0.001)))
                cells |= {cell_of(row, (lon + east + 180) % 360 - 180) for east in range(-width, width + 1)}
        yield sorted(cells - seen), max(0.0, ring - 1) * DEGREE_KM
        seen |= cells
