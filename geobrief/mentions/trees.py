"""Fitted decision trees as plain numbers: boosted trees for yes-or-no questions, read from JSON.

The trees are fitted at development time (``benchmarks/fit_geoparser.py``); here they are only followed.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees, all nodes in one row of arrays; a leaf points to itself."""

    features: tuple[str, ...]
    """The columns that they were fitted on, in order."""
    baseline: float
    roots: Table
    column: Table
    threshold: Table
    left: Table
    right: Table
    value: Table
    depth: int

    def log_odds(self, rows: Table) -> Table:
        """Rows of features → log-odds of yes."""
        import numpy as np  # noqa: PLC0415 - the command line starts without it

        if not len(rows):
            return np.zeros(0)
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        line = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[line, self.column[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        total: Table = self.value[at].sum(axis=1) + self.baseline
        return total


def make_trees(document: Mapping[str, Any], features: Sequence[str]) -> Trees:
    """What :func:`read_model` gives → trees.

    Raises:
        ValueError: They were fitted on other columns than the code computes.
    """
    import numpy as np  # noqa: PLC0415

    if list(document["features"]) != list(features):
        raise ValueError("the fitted trees and the code differ in their features: fit them again")
    return Trees(
        features=tuple(features),
        baseline=float(document["baseline"]),
        roots=np.array(document["roots"], dtype=np.int32),
        column=np.array(document["column"], dtype=np.int32),
        threshold=np.array(document["threshold"], dtype=float),
        left=np.array(document["left"], dtype=np.int32),
        right=np.array(document["right"], dtype=np.int32),
        value=np.array(document["value"], dtype=float),
        depth=int(document["depth"]),
    )


def read_model(path: Path) -> dict[str, Any]:
    """A fitted model's file (compressed JSON) → its contents."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        document: dict[str, Any] = json.load(file)
    return document
