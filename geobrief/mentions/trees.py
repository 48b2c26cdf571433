"""Fitted decision trees as plain numbers: boosted trees for yes-or-no questions, read from JSON.

The trees are fitted at development time (``models/fit_mentions.py``); here they are only followed.
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
    children: Table
    """Two for each node: where a row goes whose value is at most the threshold, and where all others go."""
    value: Table
    depth: int

    def log_odds(self, rows: Table) -> Table:
        """Rows of features → log-odds of yes."""
        import numpy as np  # noqa: PLC0415 - the command line starts without it

        if not len(rows):
            return np.zeros(0)
        # Flat tables and ``take``: with two-dimensional indices this is three times as slow.
        values = np.ascontiguousarray(rows).ravel()
        begins = (np.arange(len(rows)) * rows.shape[1])[:, None]
        at = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            goes_left = values.take(self.column.take(at) + begins) <= self.threshold.take(at)
            at = self.children.take(2 * at + ~goes_left)
        total: Table = self.value.take(at).sum(axis=1) + self.baseline
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
        children=np.column_stack([document["left"], document["right"]]).astype(np.int32).ravel(),
        value=np.array(document["value"], dtype=float),
        depth=int(document["depth"]),
    )


def read_model(path: Path) -> dict[str, Any]:
    """A fitted model's file (compressed JSON) → its contents."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        document: dict[str, Any] = json.load(file)
    return document
