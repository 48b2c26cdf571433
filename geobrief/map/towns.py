"""Capitals and large towns near the story that no article names.

They are there for orientation, and drawn so that nobody takes them for a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from geobrief.brief import Brief
from geobrief.map.story import Bounds

MOST = 60
"""Towns carried in the page; the map shows those that find room."""

LEAST_PEOPLE = 50_000
"""A smaller town orients nobody who does not know it already."""

CAPITAL = "PPLC"
"""GeoNames' code of a capital."""


def towns(brief: Brief, box: Bounds, near: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the towns of a box, and those around some positions that are not among them: each has one dot and one name."""
    wide = towns_nearby(brief, box)
    shown = {(town["lat"], town["lon"]) for town in wide}
    return [*wide, *(town for town in towns_around(brief, near) if (town["lat"], town["lon"]) not in shown)]


def towns_nearby(brief: Brief, box: Bounds) -> list[dict[str, Any]]:
    """Return the towns of the bundled gazetteer in a box that the brief does not name: capitals, then the largest."""
    from geobrief.gazetteer import KINDS, SCALE, Gazetteer  # noqa: PLC0415 - it opens the index

    west, south, east, north = (round(edge * SCALE) for edge in box)
    # East beyond 180: the box crosses the antimeridian, and what lies there has a longitude that is 360 less.
    beyond = round(360 * SCALE) if box.east > 180 else 0
    across = "lon >= ? OR lon <= ?" if beyond else "lon BETWEEN ? AND ?"
    condition = (
        f"lat BETWEEN ? AND ? AND ({across}) AND kind = ? AND (population >= ? OR fcode = ?) "
        "ORDER BY fcode = ? DESC, population DESC, name, id LIMIT ?"
    )
    named = {(round(place.lat, 1), round(place.lon, 1)) for place in brief.places}
    values = (south, north, west, east - beyond, KINDS.index("city"), LEAST_PEOPLE, CAPITAL, CAPITAL, MOST + len(named))
    # One row after another: most briefs name few of the towns that would be shown.
    rows = Gazetteer.default().layers[0].places_where(condition, *values)
    unnamed = (row for row in rows if (round(row.lat, 1), round(row.lon, 1)) not in named)
    return [
        {"name": row.name, "lat": round(row.lat, 3), "lon": round(row.lon, 3), "capital": row.feature_code == CAPITAL}
        for row in islice(unnamed, MOST)
    ]


AROUND = 0.6
"""Degrees around a place within which towns are shown to whoever looks from close by."""

FEW = 5
"""Towns around a place."""


def towns_around(brief: Brief, near: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the largest towns around each of some positions: what the map shows from close by.

    Every one is marked ``near``; the page draws them where a degree is wide.
    """
    from geobrief.gazetteer import KINDS, Gazetteer, cell_of  # noqa: PLC0415 - it opens the index

    taken = {(round(place.lat, 1), round(place.lon, 1)) for place in brief.places}
    layer = Gazetteer.default().layers[0]
    condition = "cell IN (?, ?, ?, ?) AND kind = ? AND population > 0 ORDER BY population DESC, name, id LIMIT ?"
    city = KINDS.index("city")
    found = []
    for lat, lon in near:
        corners = [(lat + up, lon + aside) for up in (-AROUND, AROUND) for aside in (-AROUND, AROUND)]
        cells = [cell_of(max(-90, min(90, y)), (x + 180) % 360 - 180) for y, x in corners]
        close = (
            row
            for row in layer.places_where(condition, *cells, city, MOST)
            if abs(row.lat - lat) < AROUND and abs(row.lon - lon) < AROUND
        )
        unnamed = (row for row in close if (round(row.lat, 1), round(row.lon, 1)) not in taken)
        for row in islice(unnamed, FEW):
            taken.add((round(row.lat, 1), round(row.lon, 1)))
            found.append({"name": row.name, "lat": round(row.lat, 3), "lon": round(row.lon, 3), "near": True})
    return found
