"""Where the map opens: on the story, not on everything that is named in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from geobrief.brief import Brief
from geobrief.model import SCENE_ROLES, PlaceRecord

SHARE = 0.85
"""Share of the weight of the scenes that the first view holds at most; the rest is one button away."""

HALF = 0.5
LEAP = 1.5
"""From half of the weight on, a place that would make the view half as large again is left for that button: a story of one
region that also tells of a visit far away opens on its region."""

MAIN = 4
"""Weight of an article's main event beside 1 for any other: what the articles are about leads the view."""

WIDEST = 45.0
"""Degrees: a wider area counts by its own position, or one mention of Russia would set the view of any story."""

SMALLEST = 1.5
"""Degrees around a story in several places close together."""

SURROUNDINGS = 4.0
"""Degrees around a story in one place: alone on an empty ground it would say nothing of where it is."""

AROUND = 0.12
"""Share of its size that a view of some places has on each side of them."""

OWN_DEGREES = 8.0
"""How wide an area of one's own may be to be drawn as one."""

LIMIT = 84.0
"""Degrees of latitude that a web map shows."""


class Bounds(NamedTuple):
    """A part of the world in degrees. ``east`` is never less than ``west``: across the antimeridian it is beyond 180."""

    west: float
    south: float
    east: float
    north: float

    def grown(self, share: float, least: float) -> Bounds:
        """Return the box with a margin of a share of its size on each side, and at least ``least`` degrees."""
        wide = max(least, (self.east - self.west) * share)
        high = max(least, (self.north - self.south) * share)
        # One that crosses the antimeridian goes at most once around the Earth from Greenwich.
        first = 0.0 if self.east > 180 else -180.0
        # Close to a pole there is no room on one side; the other has it.
        low = min(self.south - high, LIMIT - 2 * least)
        top = max(self.north + high, 2 * least - LIMIT)
        return Bounds(
            max(first, self.west - wide), max(-LIMIT, low), min(first + 360.0, self.east + wide), min(LIMIT, top)
        )

    @property
    def size(self) -> float:
        """The longer side in degrees."""
        return max(self.east - self.west, self.north - self.south)

    def joined(self, other: Bounds) -> Bounds:
        """Return the smallest box that holds both."""
        return Bounds(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )


def story_box(brief: Brief) -> Bounds:
    """Return the part of the world that holds most of what happens: the scenes nearest to their common middle."""
    weights = _weights(brief)
    told = [place for place in brief.places if weights[place.id] > 0] or brief.places
    if not _is_split([place.lon for place in told]):
        return _story_box(brief, weights)
    # Seen from the other side of the Earth the antimeridian lies in the middle and nothing is split.
    box = _story_box(replace(brief, places=tuple(_turned(place) for place in brief.places)), weights)
    turn = -180.0 if box.west >= 0 else 180.0
    return Bounds(box.west + turn, box.south, box.east + turn, box.north)


def box_around(places: Sequence[PlaceRecord]) -> Bounds | None:
    """Return the part of the world that holds all of these places, with their surroundings; None where there are none.

    Regions and continents, which have no edge, count only where there is nothing else.
    """
    shown = [place for place in places if not is_wide(place)] or list(places)
    if not shown:
        return None
    turned = _is_split([place.lon for place in shown])
    boxes = [place_box(_turned(place) if turned else place) for place in shown]
    box = boxes[0]
    for other in boxes[1:]:
        box = box.joined(other)
    box = box.grown(AROUND, SMALLEST if box.size > 0.0 else SURROUNDINGS)
    if not turned:
        return box
    turn = -180.0 if box.west >= 0 else 180.0
    return Bounds(box.west + turn, box.south, box.east + turn, box.north)


def _is_split(lons: Sequence[float]) -> bool:
    """Whether positions lie closer together across the antimeridian than across the meridian of Greenwich."""
    if len(lons) < 2:
        return False
    ordered = sorted(lons)
    widest = max(after - before for before, after in pairwise(ordered))
    return widest > max(180.0, ordered[0] + 360 - ordered[-1])


def _turned(place: PlaceRecord) -> PlaceRecord:
    extent = place.extent
    if extent is not None:
        extent = {**extent, "coordinates": _turned_positions(extent.get("coordinates", ()))}
    return replace(place, lon=_half_turn(place.lon), extent=extent)


def _half_turn(lon: float) -> float:
    return lon - 180 if lon >= 0 else lon + 180


def _turned_positions(coordinates: Any) -> Any:  # noqa: ANN401 - GeoJSON nests to any depth
    if coordinates and isinstance(coordinates[0], int | float):
        return [_half_turn(coordinates[0]), *coordinates[1:]]
    return [_turned_positions(part) for part in coordinates]


def _story_box(brief: Brief, weights: Mapping[str, int]) -> Bounds:
    pool = [place for place in brief.places if weights[place.id] > 0] or list(brief.places)
    if not pool:
        return Bounds(-180.0, -60.0, 180.0, 80.0)
    weight = {place.id: max(1, weights[place.id]) for place in pool}
    lat = _median(pool, weight, lambda place: place.lat)
    lon = _median(pool, weight, lambda place: place.lon)
    pool.sort(key=lambda place: (_distance(place, lat, lon), place.id))
    box = _gathered(pool, weight) or place_box(pool[0])
    return box.grown(0.0, SMALLEST if box.size > 0.0 else SURROUNDINGS)


def _gathered(pool: Sequence[PlaceRecord], weight: Mapping[str, int]) -> Bounds | None:
    """The box of the nearest places that carry enough of the weight."""
    whole, seen = sum(weight.values()), 0
    box: Bounds | None = None
    for place in pool:
        if not is_wide(place) or len(pool) == 1:
            joined = place_box(place) if box is None else box.joined(place_box(place))
            if box is not None and seen >= HALF * whole and joined.size > LEAP * max(box.size, SMALLEST):
                break
            box = joined
        seen += weight[place.id]
        if seen >= SHARE * whole:
            break
    return box


def _weights(brief: Brief) -> Counter[str]:
    """How much happens at each place: sentences that set a scene there, and its events by their independent articles."""
    weights: Counter[str] = Counter()
    for mention in brief.mentions:
        if mention.place is not None and mention.role in SCENE_ROLES:
            weights[mention.place] += 1
    for event in brief.events:
        for place in {where.place for where in event.where if where.role in SCENE_ROLES}:
            weights[place] += event.independent * (MAIN if event.main else 1)
    return weights


def _median(places: Sequence[PlaceRecord], weight: Mapping[str, int], value: Callable[[PlaceRecord], float]) -> float:
    """Return the position with as much weight on one side as on the other."""
    half = sum(weight.values()) / 2
    seen = 0
    ordered = sorted(places, key=value)
    for place in ordered:
        seen += weight[place.id]
        if seen >= half:
            return value(place)
    return value(ordered[-1])


def _distance(place: PlaceRecord, lat: float, lon: float) -> float:
    return math.hypot(place.lat - lat, (place.lon - lon) * math.cos(math.radians(lat)))


def place_box(place: PlaceRecord) -> Bounds:
    """Return the box of a place's outline, or of its position where it has none or is too wide to lead the view."""
    point = Bounds(place.lon, place.lat, place.lon, place.lat)
    if place.extent is None:
        return point
    box = extent_box(place.extent)
    return point if box is None or box.east - box.west > WIDEST else box


def is_wide(place: PlaceRecord) -> bool:
    """Whether a place lies over several countries and has no edge to speak of: continents and regions.

    A small area that no index knows is somebody's own, such as a zone of operations, and is drawn as what it is.
    """
    if place.kind != "region" or place.extent is None:
        return place.kind in ("region", "continent")
    box = extent_box(place.extent)
    is_own = place.geonameid is None and place.wikidata is None
    return not (is_own and box is not None and box.east - box.west <= OWN_DEGREES)


def extent_box(geometry: Mapping[str, Any]) -> Bounds | None:
    """Return the box of a GeoJSON geometry, or None where it is empty."""
    lons, lats = [], []
    for lon, lat in _positions(geometry.get("coordinates", ())):
        lons.append(lon)
        lats.append(lat)
    return Bounds(min(lons), min(lats), max(lons), max(lats)) if lons else None


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 - GeoJSON nests to any depth
    if not coordinates:
        return
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _positions(part)
