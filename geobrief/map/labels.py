"""Where the name of an area stands: well inside its largest part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TOLERANCE = 0.02
"""Share of the part's size to which its widest place is looked for: a label is wider than any difference."""


def with_label_points(collection: Mapping[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection of areas with ``label_lat`` and ``label_lon`` among their properties."""
    features = []
    for feature in collection["features"]:
        lat, lon = label_point(feature["geometry"])
        properties = {**feature["properties"], "label_lat": lat, "label_lon": lon}
        features.append({**feature, "properties": properties})
    return {**collection, "features": features}


def label_point(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Return latitude and longitude of the middle of the widest place of an area's largest part, in degrees."""
    from shapely import get_coordinates, maximum_inscribed_circle  # noqa: PLC0415 - a tenth of a second to import
    from shapely.geometry import shape  # noqa: PLC0415

    area = shape(dict(geometry))
    part = max(getattr(area, "geoms", [area]), key=lambda piece: piece.area)
    west, south, east, north = part.bounds
    # The circle's radius is found by halving boxes: a coarse outline and a coarse answer keep it in milliseconds.
    rough = part.simplify(max(east - west, north - south) / 100)
    if rough.is_empty or not rough.is_valid:
        rough = part
    circle = maximum_inscribed_circle(rough, tolerance=max(east - west, north - south) * TOLERANCE)
    lon, lat = get_coordinates(circle)[0].tolist()
    return round(lat, 2), round(lon, 2)
