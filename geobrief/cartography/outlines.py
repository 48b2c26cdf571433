"""Outlines: countries, provinces, disputed areas, regions and lakes as shapely geometries that share their borders.

The file ``areas.zip`` (made by ``gazetteer/build_areas.py``) holds every border once, as an *arc*; a unit (a
province, or a disputed part of one) lists the arcs of its rings. Only what is asked for is put together, and it is
kept. Two views of the world share the file: ``default`` (UN-oriented, the one that maps print) and ``de-facto``
(as Natural Earth has it). ``docs/boundaries.md`` says which decisions they differ in.
"""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from geobrief.errors import GazetteerError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import Polygon, STRtree
    from shapely.geometry.base import BaseGeometry

Worldview = Literal["default", "de-facto"]
WORLDVIEWS: tuple[Worldview, ...] = get_args(Worldview)

FILE = "areas.zip"

MANY_COUNTRIES = 8
"""A region of more countries than this is put together from the coarse world: it is looked at from afar."""

NEAR = 0.05
"""Degrees (5 km); a point this near to a coast counts as ashore, since coasts are simplified."""

LAKE_NEAR = 0.1
"""Degrees within which a lake's own point lies of the lake."""

DECIMALS = 3
"""Decimals of a degree (110 m) that positions have in the file."""


def areas_path() -> Path:
    """The repository's own file, or else the copy that the built package carries.

    In a checkout the copy in ``_built`` may be older than the file it was copied from.

    Raises:
        GazetteerError: There is neither.
    """
    here = Path(__file__).resolve()
    for path in (here.parents[2] / "gazetteer" / FILE, here.parents[1] / "_built" / FILE):
        if path.is_file():
            return path
    raise GazetteerError(FILE, "the areas are missing; install geobrief again, or run python -m gazetteer.build_areas")


@functools.lru_cache(maxsize=1)
def members() -> dict[str, bytes]:
    """The files in the archive."""
    path = areas_path()
    try:
        with zipfile.ZipFile(path) as file:
            return {name: file.read(name) for name in file.namelist()}
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise GazetteerError(str(path), f"cannot be read ({error}); install geobrief again") from error


@functools.lru_cache(maxsize=1)
def worldview() -> dict[str, Any]:
    """Name of the default view, its dashed lines, and the disputed areas with those who claim them."""
    table: dict[str, Any] = json.loads(members()["worldview.json"])
    return table


def unpacked(data: bytes) -> list[NDArray[np.float64]]:
    """Lines of (lon, lat) in degrees from counts, first positions, and steps in planes of low and high bytes."""
    import numpy as np  # noqa: PLC0415

    number = int(np.frombuffer(data, "<u4", 1)[0])
    counts = np.frombuffer(data, "<u4", number, 4).astype(np.int64)
    starts = np.frombuffer(data, "<i4", 2 * number, 4 + 4 * number).reshape(2, number).astype(np.int64)
    steps = int(counts.sum()) - number
    planes = np.frombuffer(data, np.uint8, 4 * steps, 4 + 12 * number).reshape(2, 2, steps)
    deltas = (planes[:, 0].astype(np.uint16) | (planes[:, 1].astype(np.uint16) << 8)).view(np.int16).astype(np.int64)
    ends = np.cumsum(counts)
    firsts = ends - counts
    rest = np.ones(int(ends[-1]) if number else 0, dtype=bool)
    rest[firsts] = False
    positions = np.zeros((2, len(rest)), dtype=np.int64)
    positions[:, rest] = deltas
    positions[:, firsts] = starts
    before = np.cumsum(positions, axis=1)
    # The running sum runs on from line to line; what it was before each line comes off again.
    offset = np.concatenate([np.zeros((2, 1), np.int64), before[:, ends[:-1] - 1]], axis=1)
    degrees = np.round((before - np.repeat(offset, counts, axis=1)).T / 10**DECIMALS, DECIMALS)
    return [degrees[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)]


class Coverage:
    """Units that cover the land without gaps, at one level of detail.

    ``exact``: no two of them overlap anywhere. On the coarse world a strait may have closed.
    """

    def __init__(self, arcs: bytes, units: bytes, *, exact: bool) -> None:
        self.exact = exact
        self.arcs = unpacked(arcs)
        self.units: list[dict[str, Any]] = json.loads(units)
        self._polygons: dict[int, BaseGeometry] = {}

    def country(self, unit: int, view: Worldview) -> str:
        """ISO code, or "" where the unit is no country's."""
        found: str = self.units[unit]["c"] if view == "default" else self.units[unit].get("f", self.units[unit]["c"])
        return found

    def ring(self, numbers: Sequence[int]) -> NDArray[np.float64]:
        """The positions of a ring of arcs; ``~i`` is arc ``i`` backwards."""
        import numpy as np  # noqa: PLC0415

        runs = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        return np.concatenate([runs[0], *(run[1:] for run in runs[1:])])

    def polygons(self, unit: int) -> Iterator[Polygon]:
        """The polygons of a unit, largest first, shells counter-clockwise."""
        from shapely import Polygon, orient_polygons  # noqa: PLC0415

        for shell, *holes in self.units[unit]["p"]:
            inner = [hole for hole in map(self.ring, holes) if len(hole) > 3]
            yield orient_polygons(Polygon(self.ring(shell), inner))

    def geometry(self, unit: int) -> BaseGeometry:
        """A unit's area."""
        if unit not in self._polygons:
            from shapely import MultiPolygon  # noqa: PLC0415

            parts = list(self.polygons(unit))
            self._polygons[unit] = parts[0] if len(parts) == 1 else MultiPolygon(parts)
        return self._polygons[unit]

    def union(self, units: Iterable[int]) -> BaseGeometry | None:
        """Several units as one area, the borders between them gone; None for no units."""
        from shapely import coverage_union_all, orient_polygons, union_all  # noqa: PLC0415

        geometries = [self.geometry(unit) for unit in units]
        if len(geometries) < 2:
            return geometries[0] if geometries else None
        return orient_polygons(coverage_union_all(geometries) if self.exact else union_all(geometries))

    @functools.cached_property
    def tree(self) -> STRtree:
        """All units, to be searched by position."""
        from shapely import STRtree  # noqa: PLC0415

        return STRtree([self.geometry(unit) for unit in range(len(self.units))])

    def unit_at(self, lat: float, lon: float) -> int | None:
        """The unit that a position lies in, or the nearest one within :data:`NEAR`."""
        from shapely import Point  # noqa: PLC0415

        point = Point(lon, lat)
        within = self.tree.query(point, predicate="intersects")
        if len(within):
            return int(min(within))
        nearest, distances = self.tree.query_nearest(point, max_distance=NEAR, return_distance=True)
        return int(min(nearest)) if len(distances) else None


@functools.lru_cache(maxsize=1)
def detail() -> Coverage:
    """Provinces, good to about 1:5 million."""
    return Coverage(members()["arcs.bin"], members()["units.json"], exact=True)


@functools.lru_cache(maxsize=1)
def world() -> Coverage:
    """Countries and disputed areas, as on a map of 1:110 million."""
    return Coverage(members()["world_arcs.bin"], members()["world_units.json"], exact=False)


@functools.lru_cache(maxsize=1)
def _recipes() -> dict[str, str]:
    found: dict[str, str] = json.loads(members()["regions.json"])
    return found


@functools.lru_cache(maxsize=1)
def province_names() -> dict[str, str]:
    """Code ("NE.01") → GeoNames' name of every province that has an area."""
    found: dict[str, str] = json.loads(members()["admin1.json"])
    return found


@functools.lru_cache(maxsize=1)
def lakes() -> list[Polygon]:
    """Lakes, largest first."""
    from shapely import Polygon  # noqa: PLC0415

    rings = iter(unpacked(members()["lakes.bin"]))
    found = []
    for count in json.loads(members()["lakes.json"]):
        shell, *holes = [next(rings) for _ in range(count)]
        found.append(Polygon(shell, holes))
    return found


@functools.lru_cache(maxsize=1)
def rivers() -> list[NDArray[np.float64]]:
    """Rivers as lines of (lon, lat), longest first."""
    return unpacked(members()["rivers.bin"])


def country_area(code: str, *, view: Worldview = "default") -> BaseGeometry | None:
    """A country's area by its ISO code, or None where it has none here."""
    return _country(code, view)


@functools.lru_cache(maxsize=512)
def _country(code: str, view: Worldview) -> BaseGeometry | None:
    cover = detail()
    return cover.union(i for i in range(len(cover.units)) if cover.country(i, view) == code)


@functools.lru_cache(maxsize=1024)
def province_area(code: str) -> BaseGeometry | None:
    """A province's area by its country's ISO code and its GeoNames admin1 code ("NE.01"), or None."""
    cover = detail()
    return cover.union(i for i, unit in enumerate(cover.units) if unit.get("a") == code)


@functools.lru_cache(maxsize=256)
def region_area(key: str, *, view: Worldview = "default") -> BaseGeometry | None:
    """A region's area by its key ("geobrief:sahel"), or None where it has none."""
    from shapely import from_wkt, union_all  # noqa: PLC0415

    recipe = _recipes().get(key)
    if recipe is None:
        return None
    parts: list[BaseGeometry] = []
    for part in recipe.split(";"):
        kind, _, members = part.partition(":")
        if kind == "wkt":
            parts.append(from_wkt(members))
        elif (found := _units_area(kind, members.split(","), view)) is not None:
            parts.append(found)
    return union_all(parts) if len(parts) > 1 else parts[0] if parts else None


def _units_area(kind: str, members: Sequence[str], view: Worldview) -> BaseGeometry | None:
    coarse = kind == "countries" and len(members) > MANY_COUNTRIES
    cover, wanted = world() if coarse else detail(), set(members)
    field = {"admin1": "a", "unit": "k"}.get(kind)
    names = [unit.get(field) if field is not None else cover.country(i, view) for i, unit in enumerate(cover.units)]
    return cover.union(i for i, name in enumerate(names) if name in wanted)


def lake_area(lat: float, lon: float) -> BaseGeometry | None:
    """The area of the lake whose own point this is, or None."""
    from shapely import Point  # noqa: PLC0415

    point = Point(lon, lat)
    near = [(lake.distance(point), i) for i, lake in enumerate(lakes())]
    distance, i = min(near)
    return lakes()[i] if distance <= LAKE_NEAR else None


def country_at(lat: float, lon: float, *, view: Worldview = "default") -> str | None:
    """ISO code of the country that a position lies in; None at sea and where land is no country's."""
    unit = detail().unit_at(lat, lon)
    return None if unit is None else detail().country(unit, view) or None


def admin1_at(lat: float, lon: float) -> str | None:
    """Country and GeoNames admin1 code ("NE.01") of the province that a position lies in, or None."""
    unit = detail().unit_at(lat, lon)
    return None if unit is None else detail().units[unit].get("a")


MOST_POSITIONS = 600
"""Positions that an outline may have: 15 kB of GeoJSON at two or three decimals."""


COARSE = 0.05
"""Degrees of tolerance from which two decimals are enough."""


def outline(whole: BaseGeometry, tolerance_degrees: float) -> dict[str, Any]:
    """An area as a GeoJSON geometry to be drawn, simplified.

    The tolerance grows until the geometry has at most :data:`MOST_POSITIONS` positions.
    """
    import shapely  # noqa: PLC0415

    tolerance = tolerance_degrees
    shown = _thinned(whole, tolerance)
    while shapely.get_num_coordinates(shown) > MOST_POSITIONS:
        tolerance *= 1.6
        shown = _thinned(shown, tolerance)
    decimals = DECIMALS if tolerance < COARSE else 2
    rounded = shapely.set_precision(shown, 10.0**-decimals)
    # The smallest countries are no larger than a few steps of the file's own grid.
    return geojson(shapely.orient_polygons(whole if rounded.is_empty else rounded), decimals)


def _thinned(whole: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Simplified, without parts that are small beside the tolerance and the whole, but never without any part."""
    from shapely import MultiPolygon, union_all  # noqa: PLC0415

    parts = sorted(getattr(whole, "geoms", [whole]), key=lambda part: -part.area)
    least = min((4 * tolerance) ** 2, parts[0].area / 4)
    kept = [part.simplify(tolerance) for part in parts if part.area >= least]
    shown = MultiPolygon([part for part in kept if part.geom_type == "Polygon"])
    return shown if shown.is_valid else union_all(kept)


def geojson(geometry: BaseGeometry, decimals: int = DECIMALS) -> dict[str, Any]:
    """A geometry as GeoJSON with rounded positions, as lists (a JSON reader would give the same)."""
    from shapely.geometry import mapping  # noqa: PLC0415

    return {"type": geometry.geom_type, "coordinates": _rounded(mapping(geometry)["coordinates"], decimals)}


def _rounded(value: Any, decimals: int) -> Any:  # noqa: ANN401 - GeoJSON nests to any depth
    if isinstance(value, int | float):
        return round(value, decimals)
    return [_rounded(item, decimals) for item in value]
