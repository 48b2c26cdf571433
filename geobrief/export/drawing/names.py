"""Which names would like to stand on the map, most important first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geobrief.export.drawing.entries import Entry, Presence
from geobrief.export.drawing.ground import area_rings
from geobrief.export.drawing.labels import FONTS, Style, Wish
from geobrief.export.drawing.marks import Mark
from geobrief.export.drawing.projection import Projection
from geobrief.export.drawing.widths import text_width

if TYPE_CHECKING:
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

PROVINCES_UP_TO = 22.0
"""Degrees of latitude across which the names of provinces are still worth their room."""

NEIGHBOURS = 3
"""Places under the pin of another that are named beside it; more are counted."""

BADGE = 13.0
"""Pixels that the count of hidden neighbours needs between a pin and its label."""

ROOMY = 1.3
"""How far the name of a country of the ground may reach beyond it, as a multiple of its width."""

NEAR = 150.0
"""Pixels from a pin within which provinces are named."""

_SMALLEST_COUNTRY = 24.0
"""Pixels of height: a country that is smaller on the map is not named."""


def wishes(
    marks: Sequence[Mark], entries: Sequence[Entry], layers: Mapping[str, Any], projection: Projection
) -> Iterator[Wish]:
    """Yield numbered places, the areas of the brief, actors, then countries and provinces of the ground."""
    areas = [entry for entry in entries if entry.is_area]
    for mark in marks:
        # A crowd says how many it stands for; the name of one of them would be read as that of all.
        if mark.entry.presence == "scene" and not mark.is_crowd:
            gap = mark.radius + (BADGE if mark.also else 4)
            yield Wish(mark.entry.place.name, "town", mark.x, mark.y, gap, mark.entry.number, _also(mark))
    yield from _areas(areas, "scene", projection)
    yield from _named(marks, "actor", "actor")
    yield from _areas(areas, "actor", projection)
    told = {entry.place.country for entry in areas if entry.place.kind in ("country", "territory")}
    yield from _countries(layers, projection, {code for code in told if code})
    yield from _provinces(marks, entries, projection)
    yield from _named(marks, "background", "province")


def _named(marks: Sequence[Mark], presence: Presence, style: Style) -> Iterator[Wish]:
    for mark in marks:
        if mark.entry.presence == presence and not mark.is_crowd:
            yield Wish(mark.entry.place.name, style, mark.x, mark.y, mark.radius + 3)


def _areas(areas: Sequence[Entry], presence: Presence, projection: Projection) -> Iterator[Wish]:
    style: Style = "area" if presence == "scene" else "actor"
    for entry in areas:
        if entry.presence == presence and (at := _area_point(entry, projection)):
            yield Wish(entry.place.name, style, *at, 0, entry.number)


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


def _polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    from shapely import Polygon  # noqa: PLC0415  # heavy

    for part in getattr(geometry, "geoms", [geometry]):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part


def _countries(layers: Mapping[str, Any], projection: Projection, told: set[str]) -> Iterator[Wish]:
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    gazetteer = Gazetteer.default()
    shown: dict[str, tuple[float, float, float, float]] = {}
    for item in layers["countries"]["features"]:
        code = item["properties"].get("id")
        seen = _seen(item["geometry"], projection) if code and code not in told else None
        # A view across the antimeridian has a country there in two pieces; the larger is named.
        if seen and (code not in shown or seen[2] * seen[3] > shown[code][2] * shown[code][3]):
            shown[code] = seen
    font = FONTS["country"]
    for code, (x, y, wide, high) in sorted(shown.items(), key=lambda item: (-item[1][2] * item[1][3], item[0])):
        name = gazetteer.country_name(code)
        needed = text_width(name.upper(), font.size, spacing=font.spacing)
        if high >= _SMALLEST_COUNTRY and wide * ROOMY >= needed:
            yield Wish(name, "country", x, y, 0)


def _provinces(marks: Sequence[Mark], entries: Sequence[Entry], projection: Projection) -> Iterator[Wish]:
    """The provinces near the action; naming those of a whole continent would bury it."""
    from geobrief.gazetteer.basemap import province_labels  # noqa: PLC0415  # heavy

    view = projection.view
    if view.north - view.south > PROVINCES_UP_TO or view.east > 180 or view.west < -180:
        return
    scenes = [mark for mark in marks if mark.entry.presence == "scene"]
    countries = {mark.entry.place.country for mark in scenes if mark.entry.place.country}
    named = {entry.place.name for entry in entries if entry.is_area and entry.presence == "scene"}
    for item in province_labels(view.west, view.south, view.east, view.north, countries=countries):
        x, y = projection.at(item["lat"], item["lon"])
        near = any(math.hypot(mark.x - x, mark.y - y) < NEAR for mark in scenes)
        if near and item["name"] not in named:
            yield Wish(item["name"], "province", x, y, 0)
