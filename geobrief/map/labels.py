"""Where the names of countries stand: well inside their largest part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TOLERANCE = 0.02
"""Share of the part's size to which its widest place is looked for: a label is wider than any difference."""

NARROWEST = 0.3
"""Degrees: the name of a narrower country fits into it at no zoom that the map has."""


def country_labels(*collections: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return code, position and western and eastern edge of every country; later collections take precedence.

    Args:
        collections: GeoJSON FeatureCollections of areas with the code of a country as ``id``, coarse ones first.
    """
    found: dict[str, dict[str, Any]] = {}
    for collection in collections:
        for feature in collection["features"]:
            code = feature["properties"].get("id")
            label = None if code is None else _label(feature["geometry"])
            if label is not None:
                found[code] = {"id": code, **label}
    return [found[code] for code in sorted(found)]


def _label(geometry: Mapping[str, Any]) -> dict[str, float] | None:
    """The middle of the widest place of an area's largest part, in degrees."""
    from shapely import get_coordinates, maximum_inscribed_circle  # noqa: PLC0415 - a tenth of a second to import
    from shapely.geometry import shape  # noqa: PLC0415

    area = shape(dict(geometry))
    part = max(getattr(area, "geoms", [area]), key=lambda piece: piece.area)
    west, south, east, north = part.bounds
    if east - west < NARROWEST:
        return None
    # The circle's radius is found by halving boxes: a coarse outline and a coarse answer keep it in milliseconds.
    rough = part.simplify(max(east - west, north - south) / 100)
    if rough.is_empty or not rough.is_valid:
        rough = part
    circle = maximum_inscribed_circle(rough, tolerance=max(east - west, north - south) * TOLERANCE)
    lon, lat = get_coordinates(circle)[0].tolist()
    return {"lat": round(lat, 2), "lon": round(lon, 2), "west": round(west, 2), "east": round(east, 2)}
