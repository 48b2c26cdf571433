"""The vector basemap of one view: plain GeoJSON layers, clipped, rounded and thinned to suit the scale.

Borders are lines, because the edge where a polygon is clipped would look like one. Every feature of ``borders``
says whether it is disputed; draw those dashed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from geobrief.cartography.afar import NOTHING, Afar, Border, afar, afar_of
from geobrief.cartography.boxes import arc_boxes, owners, polygon_boxes, polygon_owners, sides
from geobrief.cartography.field import FAR, Field
from geobrief.cartography.geometries import Box, clipped, multiline, multipolygon, overlaps, simplified
from geobrief.cartography.outlines import (
    Coverage,
    Worldview,
    detail,
    lakes,
    province_area,
    province_names,
    rivers,
    world,
    worldview,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Layer = dict[str, Any]
"""A GeoJSON FeatureCollection."""

SCREEN = 2400
"""Steps across the view that may be told apart: a wide screen's pixels, zoomed in once."""

WIDE = 120.0
"""Degrees across from which on the coarse world is fine enough; it has no provinces."""

MARGIN = 0.25
"""Share of the view's width and height that is added on each side, so that panning a little shows no edge."""

INHABITED = -60.0
"""Degrees of latitude: south of it there is Antarctica and nothing else."""

NORTHERNMOST, SOUTHERNMOST = 84.0, -80.0
"""The world behind is cut here: Web Mercator cannot show the poles."""

RANKS = 6
"""``scalerank`` of lakes and rivers runs from 0, the largest sixth of those in the file, to 5."""

CLOSE, CLOSER = 0.06, 0.015
"""Degrees by which lines are off at most where rivers and lakes, and where provinces are drawn."""

LOST = 0.02
"""Share of a country's area that may differ before its thinned outline counts as broken."""

COARSENESS = 0.35
"""Degrees by which a coast of the coarse world may be off: so far it keeps back behind the detailed land."""


@dataclass(frozen=True)
class MapWindow:
    """What is shown, with its margin, and how finely."""

    boxes: tuple[Box, ...]
    """West, south, east, north; two boxes where the view crosses the antimeridian."""
    tolerance: float
    """Degrees: differences smaller than this cannot be seen."""
    field: Field | None = None
    """Where the detail differs from place to place."""
    lines: Mapping[int, NDArray[np.float64]] = dataclasses.field(default_factory=dict)
    """With a field: the arcs of the countries that are drawn anew, as they are shown."""
    anew: frozenset[str] | None = None
    """The countries that are drawn anew: None for all."""
    kept: Afar = NOTHING
    """Where the others are taken from."""

    @property
    def cover(self) -> Coverage:
        """The coarse world where the view is very wide and nothing in it is of more interest than the rest."""
        return world() if self.field is None and self.tolerance > WIDE / SCREEN else detail()

    def thin(self, arc: int) -> NDArray[np.float64]:
        """An arc as the window shows it: the same for both its sides, so that neighbours still meet."""
        return _thin(self.cover, arc, self.tolerance) if self.field is None else self.lines[arc]

    def is_anew(self, *countries: str) -> bool:
        """Whether these countries, and the border between them, are drawn anew."""
        return self.anew is None or all(country in self.anew for country in countries)

    def is_seen(self, box: Box, times: float = 3.0) -> bool:
        """Whether something of that size is more than a dot."""
        return max(box[2] - box[0], box[3] - box[1]) > times * self.tolerance_in(box)

    def tolerance_in(self, box: Box) -> float:
        """How far a line may be off where it is looked at closest."""
        return self.tolerance if self.field is None else self.field.tolerance_in(box)

    @property
    def decimals(self) -> int:
        """Decimals of a degree that the scale deserves."""
        return 3 if self.field else min(3, max(1, math.ceil(-math.log10(self.tolerance))))


def window(west: float, south: float, east: float, north: float, screen: int = SCREEN) -> MapWindow:
    """The window of a view. West greater than east means that it crosses the antimeridian."""
    width = east - west if east >= west else east + 360 - west
    height = north - south
    dx, dy = max(width * MARGIN, 0.5), max(height * MARGIN, 0.5)
    low, high = max(south - dy, SOUTHERNMOST), min(north + dy, NORTHERNMOST)
    tolerance = max(width, height, 0.5) / screen
    if width + 2 * dx >= 360:
        return MapWindow(((-180.0, low, 180.0, high),), tolerance)
    left, right = west - dx, (east if east >= west else east + 360) + dx
    if left < -180:
        return MapWindow(((left + 360, low, 180.0, high), (-180.0, low, right, high)), tolerance)
    if right > 180:
        return MapWindow(((left, low, 180.0, high), (-180.0, low, right - 360, high)), tolerance)
    return MapWindow(((left, low, right, high),), tolerance)


def basemap(
    west: float,
    south: float,
    east: float,
    north: float,
    *,
    countries: Collection[str] = (),
    view: Worldview = "default",
    screen: int = SCREEN,
) -> dict[str, Layer]:
    """The layers of a view, JSON-ready, the same for the same arguments.

    Args:
        west: Degrees, as ``south``, ``east`` and ``north``: what must be seen. A margin is added. ``west`` greater
            than ``east`` means a view across the antimeridian.
        south: See ``west``.
        east: See ``west``.
        north: See ``west``.
        countries: ISO codes of the countries whose provinces are drawn.
        view: Which view of the world decides the borders.
        screen: Steps across the view that may be told apart.

    Returns:
        ``world`` (coarse land of the whole Earth, ``id`` the ISO code), ``countries`` (land in the window),
        ``borders`` (lines; ``id`` the two countries, ``disputed``, and the ``name`` of a disputed line), ``admin1`` (lines between provinces; ``country``), ``lakes`` and
        ``rivers`` (``scalerank``, 0 for the largest).
    """
    return _layers(window(west, south, east, north, screen), countries, view)


def ground(
    boxes: Sequence[Box],
    tolerance: float,
    near: Iterable[tuple[float, float]],
    *,
    countries: Collection[str] = (),
    view: Worldview = "default",
    is_polar: bool = False,
) -> dict[str, Layer]:
    """The layers of the whole Earth, fine where it is looked at: no part of it is cut off, and none has a seam.

    Args:
        boxes: West, south, east and north of what the first view shows; two where it crosses the antimeridian.
        tolerance: Degrees by which a line may be off there.
        near: Latitude and longitude of places that are looked at from close by.
        countries: ISO codes of the countries whose provinces are drawn, where one looks.
        view: Which view of the world decides the borders.
        is_polar: Whether Antarctica is shown.

    Returns:
        The layers of :func:`basemap`; ``world`` is empty.
    """
    field = Field(boxes, tolerance, near)
    kept = afar(view)
    if kept.tolerance != field.tolerances[-1]:
        return _layers(_earth(field, _codes(view), view, is_polar=is_polar), countries, view)
    looked_at = polygon_owners(detail(), view)[~field.are_afar(polygon_boxes(detail()))]
    anew = _cut_off(view).union(looked_at.tolist())
    return _layers(replace(_earth(field, anew, view, is_polar=is_polar), kept=kept), countries, view)


def ground_afar(view: Worldview) -> Afar:
    """Land and borders of the countries that lie on the map whole, as :func:`ground` has them where nothing is told."""
    shown = _earth(Field((), FAR, ()), _codes(view) - _cut_off(view), view)
    return afar_of(FAR, (*_countries(shown, view)["features"], *_borders(shown, view)))


def _earth(field: Field, codes: frozenset[str], view: Worldview, *, is_polar: bool = False) -> MapWindow:
    """The window of the whole Earth, in which some countries are drawn."""
    cover = detail()
    own = [code in codes for code in owners(cover, view)]
    wanted = [arc for arc, beside in enumerate(sides(cover)) if any(own[unit] for unit in beside)]
    lines = dict(zip(wanted, field.thin([cover.arcs[arc] for arc in wanted]), strict=True))
    box = (-180.0, SOUTHERNMOST if is_polar else INHABITED, 180.0, NORTHERNMOST)
    return MapWindow((box,), float(field.tolerances[0]), field, lines, codes)


def _codes(view: Worldview) -> frozenset[str]:
    """The codes of all countries, and "" for land that is no country's."""
    return frozenset(owners(detail(), view))


def _cut_off(view: Worldview) -> frozenset[str]:
    """The countries that reach over the edge of the map."""
    boxes = polygon_boxes(detail())
    return frozenset(polygon_owners(detail(), view)[(boxes[:, 1] < INHABITED) | (boxes[:, 3] > NORTHERNMOST)].tolist())


def _layers(shown: MapWindow, countries: Collection[str], view: Worldview) -> dict[str, Layer]:
    return {
        "world": _collection(()) if shown.field else _world(shown, view),
        "countries": _countries(shown, view),
        "borders": _collection(_borders(shown, view)),
        "admin1": _collection(_provinces(shown, frozenset(countries), view)),
        "lakes": _collection(_lakes(shown)),
        "rivers": _collection(_rivers(shown)),
    }


def province_labels(
    west: float, south: float, east: float, north: float, *, countries: Collection[str]
) -> list[dict[str, Any]]:
    """Where the names of provinces stand: ``id`` ("NE.01"), ``name`` (GeoNames'), ``country``, ``lat``, ``lon``.

    A label stands in the middle of the widest part of its province that lies in the view (no margin is added).
    """
    from shapely import box, maximum_inscribed_circle  # noqa: PLC0415

    frame = box(west, south, east, north)
    found = []
    for code, name in sorted(province_names().items()):
        country = code.split(".")[0]
        area = province_area(code) if country in countries else None
        seen = None if area is None else area.intersection(frame)
        if seen is None or seen.area == 0:
            continue
        largest = max(getattr(seen, "geoms", [seen]), key=lambda part: part.area)
        lon, lat = maximum_inscribed_circle(largest, largest.length / 200).coords[0]
        found.append({"id": code, "name": name, "country": country, "lat": round(lat, 2), "lon": round(lon, 2)})
    return found


def _collection(features: Iterable[dict[str, Any]]) -> Layer:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _world(shown: MapWindow, view: Worldview) -> Layer:
    """The coarse land of the Earth, drawn back from its coasts in the window, where the detailed land covers it."""
    from shapely import box, union_all  # noqa: PLC0415

    inside = union_all([box(*each) for each in shown.boxes])
    features = []
    for code, whole in _coarse(view):
        land = whole
        if whole.intersects(inside):
            hidden = whole.intersection(inside).buffer(-COARSENESS).simplify(COARSENESS / 2)
            land = union_all([whole.difference(inside), hidden])
        if (polygons := multipolygon(land, 2)) is not None:
            features.append(_feature(polygons, id=code or None))
    return _collection(features)


@functools.lru_cache(maxsize=2)
def _coarse(view: Worldview) -> list[tuple[str, BaseGeometry]]:
    cover = world()
    codes = [cover.country(unit, view) for unit in range(len(cover.units))]
    found = []
    for code in sorted(set(codes)):
        whole = cover.union(unit for unit, own in enumerate(codes) if own == code)
        land = clipped(whole, (-180.0, SOUTHERNMOST, 180.0, NORTHERNMOST))
        if land is not None:
            found.append((code, land))
    return found


@functools.lru_cache(maxsize=16_384)
def _thin(cover: Coverage, arc: int, tolerance: float) -> NDArray[np.float64]:
    """An arc simplified with its ends kept: the same for both its sides, so that neighbours still meet."""
    return simplified(cover.arcs[arc], tolerance)


def _countries(shown: MapWindow, view: Worldview) -> Layer:
    """The land in the window, a feature for each country."""
    cover = shown.cover
    boxes = arc_boxes(cover)
    parts: dict[str, list[Any]] = {}
    for code, row in zip(owners(cover, view), cover.units, strict=True):
        for polygon in row["p"] if shown.is_anew(code) else ():
            box = _bounds(boxes, polygon[0])
            if any(overlaps(box, each) for each in shown.boxes) and shown.is_seen(box):
                parts.setdefault(code, []).append(polygon)
    features = {code: [land] for code, land in shown.kept.countries.items() if not shown.is_anew(code)}
    for code, polygons in parts.items():
        features[code] = []
        whole = _dissolved(shown, polygons)
        for box in shown.boxes:
            land = clipped(whole, box)
            if land is not None and (geometry := multipolygon(land, shown.decimals)) is not None:
                features[code].append(_feature(geometry, id=code or None))
    return _collection(feature for _, own in sorted(features.items()) for feature in own)


def _bounds(boxes: Sequence[Box], ring: Sequence[int]) -> Box:
    own = [boxes[arc if arc >= 0 else ~arc] for arc in ring]
    return min(b[0] for b in own), min(b[1] for b in own), max(b[2] for b in own), max(b[3] for b in own)


def _dissolved(shown: MapWindow, polygons: Sequence[Sequence[Sequence[int]]]) -> BaseGeometry:
    """Polygons of one country as one area: arcs that two of them share are no edge of it."""
    import numpy as np  # noqa: PLC0415
    from shapely import build_area, linestrings, make_valid, multilinestrings, union_all  # noqa: PLC0415
    from shapely.errors import GEOSException  # noqa: PLC0415
    from shapely.geometry import Polygon  # noqa: PLC0415

    uses: dict[int, int] = {}
    for polygon in polygons:
        for ring in polygon:
            for arc in ring:
                number = arc if arc >= 0 else ~arc
                uses[number] = uses.get(number, 0) + 1
    edges = [shown.thin(arc) for arc in sorted(uses) if uses[arc] == 1]
    expected = sum(_extent([_ring(shown, ring) for ring in polygon]) for polygon in polygons)
    with contextlib.suppress(GEOSException):  # two thinned lines cross
        numbers = np.repeat(np.arange(len(edges)), [len(edge) for edge in edges])
        lines: Any = linestrings(np.concatenate(edges), indices=numbers)
        land: Any = build_area(multilinestrings(lines))
        if abs(land.area - expected) <= LOST * expected:
            return cast("BaseGeometry", land)
    return union_all([make_valid(Polygon(_ring(shown, shell))) for shell, *_ in polygons])


def _extent(rings: Sequence[NDArray[np.float64]]) -> float:
    """The size of a polygon without its holes, in square degrees."""
    shell, *holes = (abs(float(ring[:-1, 0] @ ring[1:, 1] - ring[1:, 0] @ ring[:-1, 1])) / 2 for ring in rings)
    return shell - sum(holes)


def _ring(shown: MapWindow, ring: Sequence[int]) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    return np.concatenate([shown.thin(arc) if arc >= 0 else shown.thin(~arc)[::-1] for arc in ring])


def _borders(shown: MapWindow, view: Worldview) -> Iterator[dict[str, Any]]:
    cover = shown.cover
    boxes = arc_boxes(cover)
    groups: dict[Border, list[Any]] = {}
    own = owners(cover, view)
    for arc, beside in enumerate(sides(cover)):
        if len(beside) < 2 or not shown.is_anew(own[beside[0]], own[beside[1]]):
            continue
        if not any(overlaps(boxes[arc], box) for box in shown.boxes):
            continue
        kind = _border(cover, beside[0], beside[1], view)
        if kind is not None:
            groups.setdefault(kind, []).append(shown.thin(arc))
    kept = {border: line for border, line in shown.kept.borders.items() if not shown.is_anew(*border[0].split("-"))}
    for border in sorted(kept.keys() | groups.keys()):
        if border in kept:
            yield kept[border]
        elif (geometry := multiline(groups[border], shown.boxes, shown.decimals)) is not None:
            pair, disputed, name = border
            yield _feature(geometry, id=pair, disputed=disputed, name=name or None)


def _border(cover: Coverage, a: int, b: int, view: Worldview) -> Border | None:
    """What the border between two units is: its countries, whether it is disputed, its name; None for no border."""
    one, other = sorted((cover.country(a, view), cover.country(b, view)))
    same = cover.units[a].get("k") == cover.units[b].get("k") is not None
    name = None if same else _dashed(_names(cover, a), _names(cover, b))
    if one == other and (name is None or view == "de-facto"):
        return None
    return (f"{one}-{other}", name is not None, name or "")


def _names(cover: Coverage, unit: int) -> frozenset[str]:
    """What a unit may be called in the table of dashed lines."""
    row = cover.units[unit]
    return frozenset(name for name in (row["c"], row.get("k"), row.get("a"), "*") if name)


def _dashed(a: frozenset[str], b: frozenset[str]) -> str | None:
    """The name of the disputed line between two units, or None."""
    for line in worldview()["lines"]:
        if (line["a"] in a and line["b"] in b) or (line["a"] in b and line["b"] in a):
            name: str = line["name"]
            return name
    return None


def _provinces(shown: MapWindow, countries: frozenset[str], view: Worldview) -> Iterator[dict[str, Any]]:
    """Lines between the provinces of one country, a feature for each country."""
    cover = shown.cover
    boxes = arc_boxes(cover)
    groups: dict[str, list[Any]] = {}
    own = owners(cover, view)
    for arc, beside in enumerate(sides(cover)):
        if len(beside) < 2:
            continue
        one, other = own[beside[0]], own[beside[1]]
        if one != other or one not in countries or len({cover.units[unit].get("a", "") for unit in beside}) < 2:
            continue
        if _border(cover, beside[0], beside[1], view) is None and _is_looked_at(boxes[arc], shown):
            groups.setdefault(one, []).append(shown.thin(arc))
    for code, lines in sorted(groups.items()):
        if (geometry := multiline(lines, shown.boxes, shown.decimals)) is not None:
            yield _feature(geometry, country=code)


def _is_looked_at(bounds: Box, shown: MapWindow, rank: int = RANKS) -> bool:
    """Whether a line is worth drawing: far from what is told only the largest rivers and lakes are."""
    if not any(overlaps(bounds, box) for box in shown.boxes):
        return False
    return shown.field is None or rank == 0 or shown.field.is_close(bounds, CLOSE if rank < RANKS else CLOSER)


@functools.lru_cache(maxsize=1)
def _ranked_lakes() -> list[tuple[int, BaseGeometry]]:
    return [(RANKS * i // len(lakes()), lake) for i, lake in enumerate(lakes())]


def _lakes(shown: MapWindow) -> Iterator[dict[str, Any]]:
    for rank, lake in _ranked_lakes():
        for box in shown.boxes:
            if _is_looked_at(lake.bounds, shown, rank) and overlaps(lake.bounds, box) and shown.is_seen(lake.bounds):
                seen = clipped(lake.simplify(shown.tolerance_in(lake.bounds)), box)
                if seen is not None and (geometry := multipolygon(seen, shown.decimals)) is not None:
                    yield _feature(geometry, scalerank=rank)


def _rivers(shown: MapWindow) -> Iterator[dict[str, Any]]:
    """Rivers in the window, a feature for each rank."""
    groups: dict[int, list[Any]] = {}
    lines = rivers()
    for i, line in enumerate(lines):
        low, high = line.min(axis=0), line.max(axis=0)
        rank = RANKS * i // len(lines)
        if _is_looked_at((*low.tolist(), *high.tolist()), shown, rank):
            groups.setdefault(rank, []).append(line)
    for rank, whole in sorted(groups.items()):
        own = shown.field.thin(whole) if shown.field else [simplified(line, shown.tolerance) for line in whole]
        if (geometry := multiline(own, shown.boxes, shown.decimals)) is not None:
            yield _feature(geometry, scalerank=rank)
