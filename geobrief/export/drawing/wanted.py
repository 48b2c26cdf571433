"""Which names would like to stand on the map, most important first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geobrief.export.drawing.entries import Entry, Presence
from geobrief.export.drawing.ground import area_rings
from geobrief.export.drawing.home import home_of, seen_home
from geobrief.export.drawing.lettering import Style, Wish
from geobrief.export.drawing.marks import Mark
from geobrief.export.drawing.placing import Rectangle, Rows, scan
from geobrief.export.drawing.projection import Projection
from geobrief.export.messages import Words
from geobrief.map import is_wide

PROVINCES_UP_TO = 22.0
"""Degrees of latitude across which the names of provinces are still worth their room."""

NEIGHBOURS = 3
"""Places under the pin of another that are named beside it; more are counted."""

BADGE = 13.0
"""Pixels that the count of hidden neighbours needs between a pin and its label."""

FIRST = 40
"""So many of the most cited places are named beside their area where they find no room inside."""

REACH = 90.0
"""Pixels that the leader line to such a name may have."""

NEAR = 150.0
"""Pixels from a pin within which provinces are named."""

LEAST_OF_REGION = 0.5
"""So much of a region must be seen for its name to stand there: a continent's name inside a country would name the country."""

SMALLEST_COUNTRY = 500.0
"""Square pixels: a country of which less is seen is not named."""


def wishes(  # noqa: PLR0917  # each is its own part of the picture
    marks: Sequence[Mark],
    entries: Sequence[Entry],
    layers: Mapping[str, Any],
    projection: Projection,
    ringed: Mapping[str, float],
    say: Words,
) -> Iterator[Wish]:
    """Yield numbered places, the areas of the brief, actors, then countries and provinces of the ground.

    Args:
        marks: Pins and crowds.
        entries: What is told of each place.
        layers: The ground.
        projection: Where places lie on the paper.
        ringed: Pixels that a ring around a place takes, by its id: its name keeps clear of it.
        say: The language, in which countries are named.
    """
    areas = [entry for entry in entries if entry.is_area]
    leading = {mark.entry.place.id: mark for mark in marks}
    first = 0
    wide: list[Wish] = []
    for entry in entries:
        if entry.presence != "scene":
            continue
        wish = (
            _area(entry, projection, REACH if first < FIRST else 0.0)
            if entry.is_area
            else _town(leading.get(entry.place.id), ringed)
        )
        if wish is None:
            continue
        first += 1
        if wish.style == "region":
            wide.append(wish)
        else:
            yield wish
    # What lies over many countries is named after them.
    yield from wide
    yield from _named(marks, "actor", "actor")
    yield from _areas(areas, "actor", projection)
    told = {entry.place.country for entry in areas if entry.place.kind in ("country", "territory")}
    names = {area.place.name for area in areas}
    yield from _countries(layers, projection, {code for code in told if code}, names, say)
    yield from _provinces(marks, entries, projection, say)
    yield from _named(marks, "background", "province")


def _named(marks: Sequence[Mark], presence: Presence, style: Style) -> Iterator[Wish]:
    for mark in marks:
        if mark.entry.presence == presence and not mark.is_crowd:
            yield Wish(mark.entry.place.name, style, mark.x, mark.y, mark.radius + 3)


def _town(mark: Mark | None, ringed: Mapping[str, float]) -> Wish | None:
    # A crowd says how many it stands for, and is named by the first of them.
    if mark is None:
        return None
    place = mark.entry.place
    gap = max(mark.radius + (BADGE if mark.also and not mark.is_crowd else 4), ringed.get(place.id, 0.0) + 2)
    also = () if mark.is_crowd else _also(mark)
    return Wish(place.name, "town", mark.x, mark.y, gap, mark.entry.number, also, place=place.id)


def _area(entry: Entry, projection: Projection, reach: float) -> Wish | None:
    """The name of an area, with what is seen of it; None where nothing is."""
    place = entry.place
    # They are written as no country is: several lie over one another.
    is_named = place.kind in ("water", "landform") or is_wide(place)
    style: Style = "region" if is_named else "area" if entry.presence == "scene" else "actor"
    x, y = projection.at(place.lat, place.lon)
    if place.extent is None:
        frame = projection.frame
        is_seen = frame.x < x < frame.right and frame.y < y < frame.bottom
        return Wish(place.name, style, x, y, 0, entry.number, place=place.id) if is_seen else None
    rows = seen_rows(place.extent, projection)
    if rows.is_empty:
        return None
    is_over = style == "region"
    if is_wide(place) and part_seen(place.extent, projection) < LEAST_OF_REGION:
        return None
    home = None if is_over else _home(place.extent, rows, projection)
    reach = 0.0 if is_over else reach
    return Wish(place.name, style, x, y, 0, entry.number, area=rows, home=home, reach=reach, place=place.id)


def _areas(areas: Sequence[Entry], presence: Presence, projection: Projection) -> Iterator[Wish]:
    for entry in areas:
        if entry.presence == presence and (wish := _area(entry, projection, 0.0)):
            yield wish


def seen_rows(geometry: Mapping[str, Any], projection: Projection) -> Rows:
    """Return what of an area is in the frame."""
    frame = projection.frame
    rings = [ring for rings in area_rings(geometry, projection) for ring in rings]
    return scan(rings, Rectangle(frame.x + 2, frame.y + 2, frame.right - 2, frame.bottom - 2))


def part_seen(geometry: Mapping[str, Any], projection: Projection) -> float:
    """Return how much of the box around an area lies in the frame, from 0 to 1."""
    frame = projection.frame
    coordinates = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    shells = [position for polygon in coordinates for position in polygon[0]]
    west, east = min(lon for lon, *_ in shells), max(lon for lon, *_ in shells)
    south, north = min(lat for _, lat, *_ in shells), max(lat for _, lat, *_ in shells)
    seen = 0.0
    for turn in projection.shifts(west, east):
        (left, top), (right, bottom) = projection.pixel(west + turn, north), projection.pixel(east + turn, south)
        wide = max(0.0, min(right, frame.right) - max(left, frame.x))
        high = max(0.0, min(bottom, frame.bottom) - max(top, frame.y))
        seen = max(seen, wide * high / ((right - left) * (bottom - top)))
    return seen


def _home(geometry: Mapping[str, Any], rows: Rows, projection: Projection) -> Rows | None:
    """What is seen of the home of an area that has parts far away."""
    home = home_of(geometry)
    return None if home is geometry else seen_home(seen_rows(home, projection), rows)


def _also(mark: Mark) -> tuple[tuple[int, str], ...]:
    """The other numbered places of a mark, as long as they can be read beside it."""
    others = [(entry.number, entry.place.name) for entry in mark.also if entry.number is not None]
    return tuple(others) if len(others) <= NEIGHBOURS else ()


def _countries(
    layers: Mapping[str, Any], projection: Projection, told: set[str], names: set[str], say: Words
) -> Iterator[Wish]:
    """The countries of the ground that nothing is told of, nor of a continent of the same name."""
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    gazetteer = Gazetteer.default()
    shown: dict[str, tuple[Rows, Rows | None]] = {}
    for item in layers["countries"]["features"]:
        code = item["properties"].get("id")
        rows = seen_rows(item["geometry"], projection) if code and code not in told else None
        # A view across the antimeridian has a country there in two pieces; the larger is named.
        if rows and (code not in shown or rows.size > shown[code][0].size):
            shown[code] = rows, _home(item["geometry"], rows, projection)
    for code, (rows, home) in sorted(shown.items(), key=lambda item: (-item[1][0].size, item[0])):
        name = say.country(code) or gazetteer.country_name(code)
        if rows.size >= SMALLEST_COUNTRY and name not in names:
            yield Wish(name, "country", 0.0, 0.0, 0, area=rows, home=home)


def _provinces(marks: Sequence[Mark], entries: Sequence[Entry], projection: Projection, say: Words) -> Iterator[Wish]:
    """The provinces near the action; naming those of a whole continent would bury it."""
    from geobrief.cartography import province_labels  # noqa: PLC0415  # heavy

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
            yield Wish(say.province(item["name"], item["country"]) or item["name"], "province", x, y, 0)
