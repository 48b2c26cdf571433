"""Capitals and large towns near the story that no article names.

They are there for orientation, and drawn so that nobody takes them for a finding.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from geobrief.brief import Brief
from geobrief.map.story import Box

MOST = 60
"""Towns carried in the page; the map shows those that find room."""

LEAST_PEOPLE = 50_000
"""A smaller town orients nobody who does not know it already."""

CAPITAL = "PPLC"
"""GeoNames' code of a capital."""


def towns_nearby(brief: Brief, box: Box) -> list[dict[str, Any]]:
    """Return the towns of the bundled gazetteer in a box that the brief does not name: capitals, then the largest."""
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415 - it opens the index
    from geobrief.gazetteer.index import SCALE  # noqa: PLC0415
    from geobrief.gazetteer.table import KINDS  # noqa: PLC0415

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
