"""Which names would like to stand on the map, most important first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geobrief.export.drawing.entries import Entry
from geobrief.export.drawing.ground import area_rings
from geobrief.export.drawing.labels import Wish
from geobrief.export.drawing.marks import Mark
from geobrief.export.drawing.projection import Projection

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PROVINCES_UP_TO = 22.0
"""Degrees of latitude across which the names of provinces are still worth their room."""

NEIGHBOURS = 3
"""Places under the pin of another that are named beside it; more are counted."""

_SMALLEST_COUNTRY = 24.0
"""Pixels: a country that is smaller on the map is not named."""


def wishes(
    marks: Sequence[Mark], entries: Sequence[Entry], layers: Mapping[str, Any], projection: Projection
) -> Iterator[Wish]:
    """Yield numbered places, the areas of the brief, actors, then countries and provinces of the ground."""
    areas = [entry for entry in entries if entry.is_area]
    for mark in marks:
        if mark.entry.presence == "scene":
            yield Wish(mark.entry.place.name, "town", mark.x, mark.y, mark.radius + 4, mark.entry.number, _also(mark))
    for entry in areas:
        if entry.presence == "scene" and (at := _area_point(entry, projection)):
            yield Wish(entry.place.name, "area", *at, 0, entry.number)
    for mark in marks:
        if mark.entry.presence == "actor":
            yield Wish(mark.entry.place.name, "actor", mark.x, mark.y, mark.radius + 3)
    for entry in areas:
        if entry.presence == "actor" and (at := _area_point(entry, projection)):
            yield Wish(entry.place.name, "actor", *at, 0)
    told = {entry.place.country for entry in areas if entry.place.kind in ("country", "territory")}
    yield from _countries(layers, projection, {code for code in told if code})
    yield from _provinces(entries, projection)
    for mark in marks:
        if mark.entry.presence == "background":
            yield Wish(mark.entry.place.name, "province", mark.x, mark.y, mark.radius + 3)


def _also(mark: Mark) -> tuple[tuple[int, str], ...]:
    """The other numbered places of a mark, as long as they can be read beside it."""
    others = [(entry.number, entry.place.name) for entry in mark.also if entry.number is not None]
    return tuple(others) if len(others) <= NEIGHBOURS else ()


def _area_point(entry: Entry, projection: Projection) -> tuple[float, float] | None:
    """Where the name of an area stands: well inside the part that is shown; None where none is."""
    if entry.place.extent is None:
        x, y = projection.at(entry.place.lat, entry.place.lon)
        frame = projection.frame
        return (x, y) if frame.x < x < frame.right and frame.y < y < frame.bottom else None
    seen = _seen(entry.place.extent, projection)
    return None if seen is None else seen[:2]


def _seen(geometry: Mapping[str, Any], projection: Projection) -> tuple[float, float, float, float] | None:
    """Pixel of the widest place of an area's largest shown part, and the part's width and height in pixels."""
    from shapely import Polygon, get_coordinates, make_valid, maximum_inscribed_circle  # noqa: PLC0415  # heavy

    shells = [Polygon(rings[0]) for rings in area_rings(geometry, projection) if len(rings[0]) > 3]
    pieces = [piece for shell in shells for piece in _polygons(make_valid(shell.simplify(1.0)))]
    if not pieces:
        return None
    largest = max(pieces, key=lambda piece: piece.area)
    left, top, right, bottom = largest.bounds
    circle = maximum_inscribed_circle(largest, tolerance=max(1.0, (right - left + bottom - top) / 100))
    x, y = get_coordinates(circle)[0].tolist()
    return x, y, right - left, bottom - top


def _polygons(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield part


def _countries(layers: Mapping[str, Any], projection: Projection, told: set[str]) -> Iterator[Wish]:
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    gazetteer = Gazetteer.default()
    found = []
    for item in layers["countries"]["features"]:
        code = item["properties"].get("id")
        if not code or code in told:
            continue
        seen = _seen(item["geometry"], projection)
        if seen and min(seen[2:]) >= _SMALLEST_COUNTRY:
            found.append((-seen[2] * seen[3], code, seen))
    for _, code, seen in sorted(found):
        yield Wish(gazetteer.country_name(code), "country", seen[0], seen[1], 0)


def _provinces(entries: Sequence[Entry], projection: Projection) -> Iterator[Wish]:
    from geobrief.gazetteer.basemap import province_labels  # noqa: PLC0415  # heavy

    view = projection.view
    if view.north - view.south > PROVINCES_UP_TO or view.east > 180 or view.west < -180:
        return
    countries = {entry.place.country for entry in entries if entry.presence == "scene" and entry.place.country}
    named = {entry.place.name for entry in entries if entry.is_area and entry.presence == "scene"}
    for item in province_labels(view.west, view.south, view.east, view.north, countries=countries):
        if item["name"] not in named:
            yield Wish(item["name"], "province", *projection.at(item["lat"], item["lon"]), 0)
