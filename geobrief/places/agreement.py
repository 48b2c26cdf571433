"""Names that are decided together: the reading of an article under which all its names are likeliest.

The ranker weighs each name beside what it first took the others for. Two names that were both taken for towns
overseas hold one another there: Norfolk and Ipswich in Massachusetts, beside Kent and Essex in England. Here the
article is read once more as if such names lay in the country of the others, and the likelier reading is kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geobrief.places.evidence import Scene, moving
from geobrief.places.ranker import Ranker

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

ANCHORS = 2
"""Names in a country from which the others are tried there, too."""

TRIED = 3
"""Countries that are tried, those of most names first."""

MOVED_ODDS = 3.0
"""Log-odds by which a place in the country that is tried may lie behind the one that was chosen."""

BETTER = 1.0
"""Log-likelihood by which the article's names must be likelier together."""


def together(scene: Scene, table: Table, odds: Table, model: Ranker) -> Table:
    """Row → log-odds, with the names of one country read together where that is the likelier reading.

    Args:
        scene: The article's names.
        table: Its features; those that other names decide are changed where another reading is taken.
        odds: What the ranker said of each row.
        model: The ranker.
    """
    best = _best(scene, odds)
    trials = [(country, rows) for country in _countries(scene, best) if (rows := _moved(scene, odds, best, country))]
    if not trials:
        return odds
    found = odds
    likeliest = _likelihood(_read(scene, table.copy(), odds, best, model), best) + BETTER
    for country, rows in trials:
        chosen = best.copy()
        for row in rows:
            chosen[scene.owner[row]] = row
        other = table.copy()
        new = _read(scene, other, odds, chosen, model)
        likelihood = _likelihood(new, chosen)
        if likelihood > likeliest and _holds(scene, new, rows, country):
            likeliest, found = likelihood, new
            table[:] = other
    return found


def _best(scene: Scene, odds: Table) -> Table:
    """Group → its likeliest row."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    spans = zip(scene.starts[:-1].tolist(), scene.starts[1:].tolist(), strict=True)
    return np.array([first + int(np.argmax(odds[first:end])) for first, end in spans])


def _countries(scene: Scene, best: Table) -> list[int]:
    """The countries in which several names lie, or which are named, most first; none where all lie in one."""
    counts = Counter(int(code) for code in scene.country[best] if code >= 0)
    if len(counts) < ANCHORS:
        return []
    named = {int(scene.country[row]) for row in best if scene.is_country[row] or scene.is_admin1[row]}
    tried = (code for code in counts if counts[code] >= ANCHORS or code in named)
    return sorted(tried, key=lambda code: (-counts[code], code))[:TRIED]


def _moved(scene: Scene, odds: Table, best: Table, country: int) -> list[int]:
    """The rows of a country that may be meant by the names that were taken for places elsewhere."""
    found = []
    for group, row in enumerate(best.tolist()):
        if scene.country[row] in (country, -1) or scene.is_country[row]:
            continue
        first, end = int(scene.starts[group]), int(scene.starts[group + 1])
        rows = [r for r in range(first, end) if scene.country[r] == country and odds[r] >= odds[row] - MOVED_ODDS]
        if rows:
            found.append(max(rows, key=lambda r: odds[r]))
    return found


def _read(scene: Scene, table: Table, odds: Table, chosen: Table, model: Ranker) -> Table:
    """Row → log-odds where the other names mean the rows that are chosen; changes the table."""
    import numpy as np  # noqa: PLC0415

    share = np.zeros(len(odds))
    share[chosen] = 1.0
    moving(scene, table, share)
    rows = np.flatnonzero(np.isfinite(odds))
    found = np.full(len(odds), -np.inf)
    found[rows] = model.trees.log_odds(table[rows])
    return found


def _likelihood(odds: Table, chosen: Table) -> float:
    """How likely the chosen rows are together, as the sum of their logarithms."""
    import numpy as np  # noqa: PLC0415

    return float(-np.logaddexp(0.0, -odds[chosen]).sum())


def _holds(scene: Scene, odds: Table, rows: list[int], country: int) -> bool:
    """Whether the moved names stay where they were moved to."""
    best = _best(scene, odds)
    return all(scene.country[best[scene.owner[row]]] == country for row in rows)
