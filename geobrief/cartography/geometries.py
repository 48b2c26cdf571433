"""GeoJSON geometries of a map of one scale: clipped, thinned, rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def clipped(geometry: BaseGeometry | None, box: Box) -> BaseGeometry | None:
    """What of a geometry lies in a box; None for nothing."""
    from shapely import clip_by_rect  # noqa: PLC0415

    if geometry is None:
        return None
    inside = clip_by_rect(geometry, *box)
    return None if inside.is_empty else inside


def simplified(line: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """A line without the positions that a pen as wide as the tolerance would hide; a closed one keeps four."""
    from shapely import LineString, get_coordinates  # noqa: PLC0415

    if len(line) < 5:
        return line
    thin: NDArray[np.float64] = get_coordinates(LineString(line).simplify(tolerance, preserve_topology=True))
    closed = (line[0] == line[-1]).all()
    return thin if not closed or len(thin) > 3 else line[[0, len(line) // 3, 2 * len(line) // 3, -1]]


def thinned(lines: Sequence[NDArray[np.float64]], tolerances: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Lines as :func:`simplified` has them, all at once, with a tolerance for every position.

    A line is cut where its tolerance changes: its ends, and these cuts, stay.
    """
    import numpy as np  # noqa: PLC0415
    from shapely import get_coordinates, linestrings, simplify  # noqa: PLC0415

    counts = np.array([len(line) for line in lines])
    everything = np.concatenate(lines)
    line_of = np.repeat(np.arange(len(lines)), counts)
    cuts = np.flatnonzero((tolerances[1:] != tolerances[:-1]) | (line_of[1:] != line_of[:-1])) + 1
    starts = np.concatenate([[0], cuts])
    ends = np.concatenate([cuts, [len(everything)]])
    # A run goes on to where the next one of its line begins.
    goes_on = np.append(line_of[ends[:-1]] == line_of[ends[:-1] - 1], False)
    ends = ends + goes_on
    whole = ends - starts > 1
    starts, lengths = starts[whole], (ends - starts)[whole]
    run_of = np.repeat(np.arange(len(starts)), lengths)
    within = np.arange(len(run_of)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    runs = linestrings(everything[np.repeat(starts, lengths) + within], indices=run_of)
    thin = simplify(runs, tolerances[starts], preserve_topology=False)
    positions, run_of = get_coordinates(thin, return_index=True)
    owner = line_of[starts][run_of]
    # Where a run begins, the one before it has ended.
    first = np.append(True, run_of[1:] != run_of[:-1])
    repeated = first & np.append(False, owner[1:] == owner[:-1])
    positions, owner = positions[~repeated], owner[~repeated]
    found = np.split(positions, np.searchsorted(owner, np.arange(1, len(lines))))
    return [_still_closed(thin, line) for thin, line in zip(found, lines, strict=True)]


def _still_closed(thin: NDArray[np.float64], line: NDArray[np.float64]) -> NDArray[np.float64]:
    """A thinned line; one that was a ring keeps four positions."""
    if len(thin) > 3 or len(line) < 5 or not (line[0] == line[-1]).all():
        return thin
    return line[[0, len(line) // 3, 2 * len(line) // 3, -1]]


def overlaps(bounds: Sequence[float], box: Sequence[float]) -> bool:
    """Whether two boxes have anything in common."""
    return bounds[0] <= box[2] and bounds[2] >= box[0] and bounds[1] <= box[3] and bounds[3] >= box[1]


def multiline(lines: Sequence[NDArray[np.float64]], boxes: Sequence[Box], decimals: int) -> dict[str, Any] | None:
    """Lines clipped to the window, joined where they meet, as one GeoJSON geometry; None where none is left."""
    from shapely import LineString, line_merge  # noqa: PLC0415
    from shapely.geometry import MultiLineString  # noqa: PLC0415

    joined = line_merge(MultiLineString([LineString(line) for line in lines]))
    parts = [part for box in boxes if (inside := clipped(joined, box)) is not None for part in _parts(inside)]
    found = [_positions(part.coords, decimals) for part in parts if part.geom_type == "LineString"]
    found = sorted(run for run in found if len(run) > 1)
    return {"type": "MultiLineString", "coordinates": found} if found else None


def multipolygon(geometry: BaseGeometry, decimals: int) -> dict[str, Any] | None:
    """Polygons as one GeoJSON geometry, rounded, shells counter-clockwise; None where none is left."""
    from shapely import orient_polygons  # noqa: PLC0415

    found = []
    for part in _parts(geometry):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        polygon = orient_polygons(part)
        shell, *holes = (_positions(ring.coords, decimals) for ring in (polygon.exterior, *polygon.interiors))
        if len(shell) > 3:
            found.append([shell, *(hole for hole in holes if len(hole) > 3)])
    return {"type": "MultiPolygon", "coordinates": sorted(found)} if found else None


def _parts(geometry: BaseGeometry) -> list[Any]:
    return list(getattr(geometry, "geoms", [geometry]))


def _positions(line: Iterable[Sequence[float]], decimals: int) -> list[list[float]]:
    """Rounded positions without repetitions."""
    found: list[list[float]] = []
    for lon, lat, *_ in line:
        position = [round(lon, decimals), round(lat, decimals)]
        if not found or found[-1] != position:
            found.append(position)
    return found
