"""Where the parts of a coverage lie, and what lies beside them: boxes of arcs and polygons, units beside an arc."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from geobrief.cartography.geometries import Box
from geobrief.cartography.outlines import Coverage, Worldview

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@functools.lru_cache(maxsize=2)
def arc_boxes(cover: Coverage) -> list[Box]:
    """West, south, east and north of every arc."""
    return [tuple(box) for box in _boxes(cover).tolist()]


@functools.lru_cache(maxsize=2)
def _boxes(cover: Coverage) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    positions = np.concatenate(cover.arcs)
    starts = _starts([len(arc) for arc in cover.arcs])
    return np.hstack([np.minimum.reduceat(positions, starts), np.maximum.reduceat(positions, starts)])


@functools.lru_cache(maxsize=2)
def polygon_boxes(cover: Coverage) -> NDArray[np.float64]:
    """West, south, east and north of every polygon, in the order of the units."""
    import numpy as np  # noqa: PLC0415

    shells = [polygon[0] for row in cover.units for polygon in row["p"]]
    arcs = np.array([arc if arc >= 0 else ~arc for shell in shells for arc in shell])
    boxes = _boxes(cover)[arcs]
    starts = _starts([len(shell) for shell in shells])
    lowest, highest = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    return np.hstack([lowest[:, :2], highest[:, 2:]])


def _starts(lengths: list[int]) -> NDArray[np.int64]:
    import numpy as np  # noqa: PLC0415

    return np.concatenate([[0], np.cumsum(lengths)[:-1]])


@functools.lru_cache(maxsize=4)
def owners(cover: Coverage, view: Worldview) -> list[str]:
    """The country of every unit; "" where it is no country's."""
    return [cover.country(unit, view) for unit in range(len(cover.units))]


@functools.lru_cache(maxsize=2)
def polygon_owners(cover: Coverage, view: Worldview) -> NDArray[np.str_]:
    """The country of every polygon, in the order of the units."""
    import numpy as np  # noqa: PLC0415

    return np.repeat(owners(cover, view), [len(row["p"]) for row in cover.units])


@functools.lru_cache(maxsize=2)
def sides(cover: Coverage) -> list[list[int]]:
    """For every arc the units beside it."""
    found: list[list[int]] = [[] for _ in cover.arcs]
    for unit, row in enumerate(cover.units):
        for polygon in row["p"]:
            for ring in polygon:
                for arc in ring:
                    found[arc if arc >= 0 else ~arc].append(unit)
    return found
