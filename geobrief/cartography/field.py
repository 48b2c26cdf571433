"""How finely the ground is drawn, from place to place.

It is as fine as its source around what a brief tells of, and coarser the farther away. Borders that two areas share are thinned once for both, so that there is no seam anywhere, whatever the detail on either side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geobrief.cartography.geometries import Box, thinned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELL = 0.25
"""Degrees of a cell, in which the detail is the same."""

RINGS = ((0.5, 0.005), (1.25, 0.015), (3.5, 0.06), (8.0, 0.2))
"""Degrees around a position, and how far a line may be off there: two pixels at zooms 9, 7.5, 5.5 and 4."""

FAR = 0.4
"""Degrees by which a line may be off where nothing is told: two pixels at zoom 3."""

AROUND = ((0.3, 0.06),)
"""Shares of its size around the first view, and how far a line may be off there."""

NEAREST = 0.003
"""Degrees: the source knows no better."""


class Field:
    """How far a line may be off in each part of the Earth."""

    def __init__(self, boxes: Iterable[Box], tolerance: float, near: Iterable[tuple[float, float]]) -> None:
        """Make a field.

        Args:
            boxes: West, south, east, north of what the first view shows.
            tolerance: Degrees by which a line may be off there.
            near: Latitude and longitude of the positions around which the ground is as fine as it gets.
        """
        import numpy as np  # noqa: PLC0415

        here = max(tolerance, NEAREST)
        far = max(FAR, here)
        self.tolerances = np.array(sorted({here, far, *(off for _, off in RINGS if off < far)}))
        self._cells = np.full((round(180 / CELL), round(360 / CELL)), len(self.tolerances) - 1, dtype=np.uint8)
        for box in boxes:
            self._stamp(box, here)
            for share, off in AROUND:
                self._stamp(_grown(box, share), max(here, off))
        for lat, lon in near:
            for reach, off in RINGS:
                # A degree of longitude shrinks towards the poles, and with it what a reach holds.
                wide = reach / max(0.2, math.cos(math.radians(lat)))
                self._stamp((lon - wide, lat - reach, lon + wide, lat + reach), off)

    def _stamp(self, box: Box, off: float) -> None:
        import numpy as np  # noqa: PLC0415

        level = int(np.searchsorted(self.tolerances, off))
        if level >= len(self.tolerances):
            return
        part = np.ix_(*self._window(box))
        self._cells[part] = np.minimum(self._cells[part], level)

    def _window(self, box: Box) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The cells of a box; its columns around the Earth."""
        import numpy as np  # noqa: PLC0415

        west, south, east, north = box
        high, wide = self._cells.shape
        rows = np.arange(max(0, math.floor((south + 90) / CELL)), min(high, math.ceil((north + 90) / CELL) + 1))
        first, last = math.floor((west + 180) / CELL), math.ceil((east + 180) / CELL)
        return rows, np.arange(first, min(last, first + wide - 1) + 1) % wide

    def levels(self, positions: NDArray[np.float64]) -> NDArray[np.uint8]:
        """The level of detail at each position (longitude, latitude), 0 for the finest."""
        import numpy as np  # noqa: PLC0415

        high, wide = self._cells.shape
        columns = np.floor((positions[:, 0] + 180) / CELL).astype(np.int64) % wide
        rows = np.clip(np.floor((positions[:, 1] + 90) / CELL).astype(np.int64), 0, high - 1)
        levels: NDArray[np.uint8] = self._cells[rows, columns]
        return levels

    def tolerance_in(self, box: Box) -> float:
        """How far a line in a box may be off, where it matters most."""
        west, south, east, north = box
        first, last = math.floor((west + 180) / CELL), math.ceil((east + 180) / CELL)
        low, high = math.floor((south + 90) / CELL), math.ceil((north + 90) / CELL)
        cells = self._cells[max(0, low) : high + 1, max(0, first) : last + 1]
        return float(self.tolerances[cells.min() if cells.size else -1])

    def are_afar(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether lines in each box (west, south, east, north) are as coarse as they get, wherever in it they run."""
        import numpy as np  # noqa: PLC0415

        near = self._cells < len(self.tolerances) - 1
        high, wide = near.shape
        # How many near cells lie to the south and the west of a corner: those of a box are a sum over its four.
        table = np.zeros((high + 1, wide + 1), dtype=np.int32)
        table[1:, 1:] = near.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
        west, south, east, north = ((boxes + np.array((180, 90, 180, 90))) / CELL).T
        left, low = (np.clip(np.floor(low).astype(np.int64), 0, most) for low, most in ((west, wide), (south, high)))
        right, top = (np.clip(np.ceil(up).astype(np.int64) + 1, 0, most) for up, most in ((east, wide), (north, high)))
        found: NDArray[np.bool_] = table[top, right] + table[low, left] == table[low, right] + table[top, left]
        # A position at 180 degrees east lies in the first column.
        return found & (boxes[:, 2] < 180) if near[:, 0].any() else found

    def is_close(self, box: Box, off: float) -> bool:
        """Whether something of what is told lies so near to a box that lines are off by no more than this."""
        return self.tolerance_in(box) <= max(off, float(self.tolerances[0]))

    def thin(self, lines: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
        """Lines without the positions that the detail around them hides."""
        import numpy as np  # noqa: PLC0415

        if not lines:
            return []
        everything = np.concatenate(lines)
        return thinned(lines, self.tolerances[self.levels(everything)])


def _grown(box: Box, share: float) -> Box:
    west, south, east, north = box
    wide, high = share * (east - west), share * (north - south)
    return (west - wide, south - high, east + wide, north + high)


def positions_apart(positions: Iterable[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """The first positions, so many at most, of which no two lie in the same half degree."""
    kept: dict[tuple[int, int], tuple[float, float]] = {}
    for lat, lon in positions:
        kept.setdefault((round(2 * lat), round(2 * lon)), (lat, lon))
        if len(kept) >= most:
            break
    return list(kept.values())
