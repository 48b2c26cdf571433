"""Which part of the world a picture shows, and where a position lands in it.

The view is the HTML map's (:func:`geobrief.map.story.story_box`), in Web Mercator, so that both show the same, and a
little wider where that takes in a place more. Two views are drawn otherwise: one that reaches beyond the latitudes of Web Mercator, and one of most of the world, where
Mercator would show Greenland larger than Africa; these are drawn with evenly spaced latitudes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from geobrief.brief import Brief
from geobrief.map import LIMIT, Bounds, story_box
from geobrief.model import SCENE_ROLES, PlaceRecord

EARTH_KM_PER_DEGREE = 111.195
"""Of a great circle on a sphere of 6,371 km."""

_STEEPEST = 78.0
"""Degrees of latitude from which on Mercator stretches more than five times."""

CLOSE, WIDER = 20.0, 1.5
"""Places outside the story's view are taken in as long as the view is at most so many degrees wide, or so many times
as wide as before."""

_POLE = 89.9
"""Degrees of latitude beyond which every longitude is as good as any other."""

_TALLEST = 110.0
"""Degrees of latitude that a view in Mercator may span."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world in degrees; ``east`` is beyond 180 where it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> float:
        """Longitude of the middle."""
        return (self.west + self.east) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the picture in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height


class Projection:
    """Positions → pixels of one frame, no higher than the world. ``mercator`` says which of the two projections is used."""

    def __init__(self, view: View, frame: Frame, padding: float = 0.0) -> None:
        self.mercator = max(abs(view.south), abs(view.north)) <= _STEEPEST and view.north - view.south <= _TALLEST
        self.stretch = 1.0 if self.mercator else math.cos(math.radians(min(60.0, abs(view.south + view.north) / 2)))
        low, high = self._y(view.south), self._y(view.north)
        across, up = (view.east - view.west) * self.stretch, high - low
        wide, tall = max(1.0, frame.width - 2 * padding), max(1.0, frame.height - 2 * padding)
        self.scale = min(wide / max(across, 1e-6), tall / max(up, 1e-6))
        self.scale = max(self.scale, frame.width / (360.0 * self.stretch))
        # Beyond the poles there is nothing: a frame that is higher than the world ends with it.
        pole = self._y(90.0) * self.scale
        self.frame = frame = Frame(frame.x, frame.y, frame.width, min(frame.height, 2 * pole))
        self.x0 = frame.x + frame.width / 2 - view.middle * self.stretch * self.scale
        middle = frame.y + frame.height / 2 + (low + high) / 2 * self.scale
        self.y0 = max(frame.bottom - pole, min(frame.y + pole, middle))
        self.view = self._shown()

    def _y(self, lat: float) -> float:
        if not self.mercator:
            return max(-90.0, min(90.0, lat))
        held = math.radians(max(-85.05, min(85.05, lat)))
        return math.degrees(math.asinh(math.tan(held)))

    def _lat(self, y: float) -> float:
        return math.degrees(math.atan(math.sinh(math.radians(y)))) if self.mercator else max(-90.0, min(90.0, y))

    def _shown(self) -> View:
        """The whole of the frame in degrees, which is more than was asked for on two sides."""
        frame, unit = self.frame, self.stretch * self.scale
        west, east = (frame.x - self.x0) / unit, (frame.right - self.x0) / unit
        south, north = (self.y0 - frame.bottom) / self.scale, (self.y0 - frame.y) / self.scale
        return View(west, self._lat(south), min(east, west + 360), self._lat(north))

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixel of a position, on the copy of the world that lies nearest to the view's middle."""
        if abs(lat) > _POLE:
            lon = self.view.middle
        return self.pixel(lon + self.shift(lon), lat)

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the pixel of a position whose longitude is taken as it is, beyond 180 if need be."""
        return self.x0 + lon * self.stretch * self.scale, self.y0 - self._y(lat) * self.scale

    def shift(self, lon: float) -> float:
        """Return the turns of the world, in degrees, that bring a longitude nearest to the view's middle."""
        return 360.0 * round((self.view.middle - lon) / 360.0)

    def shifts(self, west: float, east: float) -> Iterator[float]:
        """Yield the turns of the world that bring something from ``west`` to ``east`` into the view."""
        for turn in (-360.0, 0.0, 360.0):
            if east + turn >= self.view.west and west + turn <= self.view.east:
                yield turn

    def kilometres_per_pixel(self) -> float:
        """Return the length of a pixel in the middle of the frame, along the parallel."""
        lat = (self.y0 - self.frame.y - self.frame.height / 2) / self.scale
        parallel = math.cos(math.radians(self._lat(lat)))
        return EARTH_KM_PER_DEGREE * parallel / (self.stretch * self.scale)

    def is_even(self) -> bool:
        """Whether one scale bar holds for the whole frame within a quarter."""
        lengths = [math.cos(math.radians(lat)) for lat in (self.view.south, self.view.north)]
        if self.view.south < 0 < self.view.north:
            lengths.append(1.0)
        return min(lengths) * 1.25 >= max(lengths)


def view_of(brief: Brief) -> View:
    """Return the part of the world that the picture of a brief must show."""
    if not _is_split([place.lon for place in _telling(brief)]):
        box = _widened(story_box(brief), _telling(brief))
        return View(*_roomy(box.west, box.south, box.east, box.north))
    # Seen from the other side of the Earth the antimeridian lies in the middle and nothing is split.
    turned = replace(brief, places=tuple(_turned(place) for place in brief.places))
    box = _widened(story_box(turned), _telling(turned))
    return View(*_roomy(box.west + 180, box.south, box.east + 180, box.north))


def _widened(box: Bounds, places: Sequence[PlaceRecord]) -> Bounds:
    """The story's box with the places that lie a little outside: paper has no button that shows everything."""
    widest = max(CLOSE, box.size * WIDER)
    points = [Bounds(place.lon, place.lat, place.lon, place.lat) for place in places if place.extent is None]
    for point in sorted(points, key=lambda point: (point.joined(box).size, point)):
        if point.joined(box).size <= widest:
            box = point.joined(box)
    return box


def _roomy(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """The box; one that stops at Web Mercator's last latitude goes to the pole."""
    return west, (-90.0 if south <= -LIMIT else south), east, (90.0 if north >= LIMIT else north)


def _telling(brief: Brief) -> Sequence[PlaceRecord]:
    """Places where something happens; all places where nothing does."""
    staged = {mention.place for mention in brief.mentions if mention.role in SCENE_ROLES}
    staged |= {where.place for event in brief.events for where in event.where if where.role in SCENE_ROLES}
    return [place for place in brief.places if place.id in staged] or brief.places


def _is_split(lons: Sequence[float]) -> bool:
    """Whether positions lie closer together across the antimeridian than across the meridian of Greenwich."""
    if len(lons) < 2:
        return bool(lons) and abs(lons[0]) > 174
    ordered = sorted(lons)
    widest = max(after - before for before, after in pairwise(ordered))
    around = ordered[0] + 360 - ordered[-1]
    return widest > around and widest > 180


def _turned(place: PlaceRecord) -> PlaceRecord:
    extent = None if place.extent is None else _turned_geometry(place.extent)
    return replace(place, lon=_half_turn(place.lon), extent=extent)


def _half_turn(lon: float) -> float:
    return lon - 180 if lon >= 0 else lon + 180


def _turned_geometry(geometry: Mapping[str, Any]) -> dict[str, Any]:
    return {**geometry, "coordinates": _turned_positions(geometry.get("coordinates", ()))}


def _turned_positions(coordinates: Any) -> Any:  # noqa: ANN401  # GeoJSON nests to any depth
    if coordinates and isinstance(coordinates[0], int | float):
        return [_half_turn(coordinates[0]), *coordinates[1:]]
    return [_turned_positions(part) for part in coordinates]
