"""The fitted ranker: which place of each name, all names of an article together.

Two linear passes settle roughly where the article is, each seeing where the last one put the other names; then trees
decide among the places that are left. ``ranker.json.gz`` holds the fitted numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from geobrief.mentions import Trees, make_trees, read_model
from geobrief.places.evidence import GroupEvidence, moving
from geobrief.places.features import COLUMN, NAMES

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

KEPT = 8
"""Places of one name that the trees weigh: those that the linear passes rank first. Of the right answers among the
options, 99.7 % are with them (cross-validated)."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the linear passes and the trees."""

    passes: tuple[Table, ...]
    trees: Trees
    calibration: dict[str, list[float]]
    """Weights of the confidence, see :mod:`geobrief.places.confidence`."""


@cache
def ranker() -> Ranker:
    """The ranker that the package carries."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    with as_file(files("geobrief.places") / "ranker.json.gz") as path:
        document = read_model(path)
    if list(document["features"]) != list(NAMES):
        raise ValueError("the fitted ranker and the code differ in their features: fit it again")
    passes = tuple(np.array(weights, dtype=float) for weights in document["passes"])
    return Ranker(passes, make_trees(document["trees"], NAMES), document["calibration"])


def shares(scene: GroupEvidence, scores: Table) -> Table:
    """Scores → probabilities within each group."""
    import numpy as np  # noqa: PLC0415

    first = scene.starts[:-1]
    odds = np.exp(scores - np.maximum.reduceat(scores, first)[scene.owner])
    total: Table = odds / np.add.reduceat(odds, first)[scene.owner]
    return total


def settle(scene: GroupEvidence, table: Table, passes: tuple[Table, ...]) -> Table:
    """Run the linear passes, leaving their last evidence in the table. Gives the last pass's scores."""
    scores: Table = table[:, COLUMN["prior"]]
    for weights in (None, *passes):
        if weights is not None:
            scores = table @ weights
        moving(scene, table, shares(scene, scores))
    return scores


def rank(scene: GroupEvidence, table: Table, model: Ranker) -> Table:
    """Row → log-odds that the name means this place; minus infinity where it was not weighed to the end."""
    import numpy as np  # noqa: PLC0415

    scores = settle(scene, table, model.passes)
    rows = contenders(scene, scores)
    found = np.full(len(scores), -np.inf)
    found[rows] = model.trees.log_odds(table[rows])
    return found


def contenders(scene: GroupEvidence, scores: Table) -> Table:
    """The rows that the trees weigh: the best :data:`KEPT` of each group."""
    import numpy as np  # noqa: PLC0415

    order = np.lexsort((np.arange(len(scores)), -scores, scene.owner))
    place = np.arange(len(scores)) - scene.starts[:-1][scene.owner[order]]
    kept: Table = np.sort(order[place < KEPT])
    return kept
