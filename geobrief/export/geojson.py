"""Brief → GeoJSON (RFC 7946): a feature a place, an event and a movement, told apart by the property ``table``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.export.tables import event_rows, geometry_of, movement_rows, place_rows
from geobrief.model import Event, PlaceRecord

_DECIMALS = 6
"""Of a degree: a tenth of a metre, and RFC 7946's own advice."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the feature collection."""
    features = [_feature("places", row) for row in place_rows(brief)]
    places = {place.id: place for place in brief.places}
    features += [
        _feature("events", row | {"where": _where(event, places), "geometry": geometry_of(event, places)})
        for row, event in zip(event_rows(brief), brief.events, strict=True)
    ]
    # An id may stand once in a document, and a movement is the event that it shows.
    # One without a line says no more than the places of its event.
    features += [
        _feature("movements", row | {"id": f"{row['id']}-movement"})
        for row in movement_rows(brief)
        if row["geometry"] is not None
    ]
    collection: dict[str, Any] = {"type": "FeatureCollection", "title": brief.title, "features": features}
    if options.marking:
        collection["marking"] = options.marking
    path.write_text(
        json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def _where(event: Event, places: Mapping[str, PlaceRecord]) -> list[dict[str, Any]]:
    """All places of an event, with the ids of their features."""
    return [
        {"place": item.place, "name": places[item.place].name, "named": item.named, "role": item.role}
        for item in event.where
    ]


def _feature(table: str, row: dict[str, Any]) -> dict[str, Any]:
    from shapely.geometry import mapping  # noqa: PLC0415  # heavy
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    shape = row.pop("geometry")
    if shape is not None and shape.geom_type == "Polygon":
        shape = orient(shape)
    elif shape is not None and shape.geom_type == "MultiPolygon":
        shape = type(shape)([orient(part) for part in shape.geoms])
    geometry = None if shape is None else _rounded(mapping(shape))
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": {"table": table, **row}}


def _rounded(geometry: Any) -> Any:  # noqa: ANN401  # nested as deep as the geometry is
    if isinstance(geometry, dict):
        return {key: _rounded(value) for key, value in geometry.items()}
    if isinstance(geometry, list | tuple):
        return [_rounded(item) for item in geometry]
    return round(geometry, _DECIMALS) if isinstance(geometry, float) else geometry
