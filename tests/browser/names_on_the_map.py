"""Counts what is wrong with the names on a map that a browser shows: the figures that `test_names_on_the_map.py` holds."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import Any

from geobrief.brief import Brief
from geobrief.map import is_wide
from geobrief.model import PlaceRecord

MOST_CITED = 30
"""So many of the most cited places of a view ought to have a name."""

# What stands on the map, in pixels from its corner; and where the middle of every name lies on Earth.
READ = """
const map = Object.values(window).find((item) => item instanceof L.Map);
const frame = map.getContainer().getBoundingClientRect();
const box = (element) => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
};
const all = (selector) => [...map.getContainer().querySelectorAll(selector)];
const at = ([x, y]) => { const { lat, lng } = map.containerPointToLatLng([x, y]); return [lng, lat]; };
const view = map.getBounds();
return {
  size: [frame.width, frame.height],
  view: [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()],
  names: all('.label-box').map((element) => {
    const text = box(element.querySelector('.label')), [left, top, right, bottom] = text;
    return { place: element.dataset.place ?? null, country: element.dataset.country ?? null, text: element.textContent,
      led: element.classList.contains('is-led'), box: text, at: element.classList.contains('is-led') ?
        element.dataset.anchor.split(',').map(Number).reverse() : at([(left + right) / 2, (top + bottom) / 2]) };
  }),
  pins: all('.mark').map((element) => ({ place: element.dataset.place, box: box(element.querySelector('.pin')) })),
  controls: all('.leaflet-control').map(box).filter(([l, t, r, b]) => r > l && b > t),
};
"""

SLIDE = 0.35
"""Seconds."""

GO = "Object.values(window).find((item) => item instanceof L.Map).setView([arguments[0], arguments[1]], arguments[2], {animate: false})"

Box = tuple[float, float, float, float]


@dataclass
class Faults:
    """What is wrong, in words, and how many of the most cited places were looked for and not named."""

    misplaced: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    wanted: int = 0
    unnamed: list[str] = field(default_factory=list)


def look(tab: Any, brief: Brief, view: tuple[float, float, float], faults: Faults) -> None:
    """Go to a view (latitude, longitude, zoom) and note its faults."""
    lat, lon, zoom = view
    tab.js(GO, lat, lon, zoom)
    # A view that reaches beyond the world slides back.
    time.sleep(SLIDE)
    seen = tab.js(READ)
    where = f"z{zoom} {lat:.0f},{lon:.0f}"
    places = {place.id: place for place in brief.places}
    for name in seen["names"]:
        said = f"{name['text']} at {where}"
        if not _is_inside(name["box"], (0, 0, *seen["size"])):
            faults.cut.append(said)
        if any(_overlap(name["box"], box) for box in seen["controls"]):
            faults.covered.append(f"{said} under a control")
        if any(_overlap(name["box"], pin["box"], 2) for pin in seen["pins"]):
            faults.covered.append(f"{said} on a pin")
        if any(other is not name and _overlap(name["box"], other["box"], 1) for other in seen["names"]):
            faults.covered.append(f"{said} on another name")
        if not _stands(name, places):
            faults.misplaced.append(said)
    _count_unnamed(brief, seen, where, faults)


def _stands(name: dict[str, Any], places: dict[str, PlaceRecord]) -> bool:
    """Whether the middle of an area's name lies in the area; of a town's name it is not asked."""
    from shapely import Point
    from shapely.geometry import shape

    from geobrief.cartography.outlines import country_area

    lon, lat = name["at"]
    point = Point((lon + 180) % 360 - 180, lat)
    if name["place"] is not None:
        extent = places[name["place"]].extent
        # A hundredth of a degree: the page's own outlines are rounded.
        # Nor are all written between -180 and 180.
        return extent is None or any(
            shape(extent).distance(Point(point.x + turn, point.y)) < 0.01 for turn in (-360, 0, 360)
        )
    country = country_area(name["country"]) if name["country"] else None
    return country is None or country.distance(point) < 0.3


def _count_unnamed(brief: Brief, seen: dict[str, Any], where: str, faults: Faults) -> None:
    cited = {place.id: set() for place in brief.places}
    for mention in brief.mentions:
        if mention.place is not None:
            cited[mention.place].add(mention.article)
    view = [
        place
        for place in brief.places
        if cited[place.id] and _shown(place, seen) and not _lies_mostly_outside(place, seen)
    ]
    view.sort(key=lambda place: (-len(cited[place.id]), place.id))
    # Ties at the end of the list are nobody's fault: of places cited as often as the last, any will do.
    least = len(cited[view[MOST_CITED - 1].id]) + 1 if len(view) > MOST_CITED else 1
    names = {name["place"] for name in seen["names"]}
    for place in view[:MOST_CITED]:
        if len(cited[place.id]) < least:
            continue
        faults.wanted += 1
        if place.id not in names:
            faults.unnamed.append(f"{place.name} ({place.kind}, {len(cited[place.id])}) at {where}")


def _lies_mostly_outside(place: PlaceRecord, seen: dict[str, Any]) -> bool:
    """Whether less than half of a region is seen: then its name would be taken for that of a country below it."""
    from shapely.geometry import shape

    if not is_wide(place) or place.extent is None:
        return False
    west, south, east, north = shape(place.extent).bounds
    (left, top), (right, bottom) = _pixel(west, north, seen), _pixel(east, south, seen)
    wide, high = seen["size"]
    inside = max(0, min(right, wide) - max(left, 0)) * max(0, min(bottom, high) - max(top, 0))
    return inside < 0.52 * (right - left) * (bottom - top)


def _shown(place: PlaceRecord, seen: dict[str, Any]) -> bool:
    """Whether the point of a place lies in the view, and not under a control."""
    west, south, east, north = seen["view"]
    lon = place.lon + 360 if place.lon < west else place.lon - 360 if place.lon > east else place.lon
    if not (west < lon < east and south < place.lat < north):
        return False
    x, y = _pixel(lon, place.lat, seen)
    return not any(
        left - 4 < x < right + 4 and top - 4 < y < bottom + 4 for left, top, right, bottom in seen["controls"]
    )


def _pixel(lon: float, lat: float, seen: dict[str, Any]) -> tuple[float, float]:
    def northing(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(max(-85.0, min(85.0, degrees)))))

    west, south, east, north = seen["view"]
    wide, high = seen["size"]
    low, top = northing(south), northing(north)
    return (lon - west) / (east - west) * wide, (top - northing(lat)) / (top - low) * high


def _is_inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(one: Box, other: Box, slack: float = 0) -> bool:
    return (
        one[0] + slack < other[2]
        and other[0] + slack < one[2]
        and one[1] + slack < other[3]
        and other[1] + slack < one[3]
    )
