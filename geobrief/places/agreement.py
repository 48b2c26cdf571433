"""Names that are decided together: the reading of an article under which all its names are likeliest.

The ranker weighs each name beside what it first took the others for. Two names that were both taken for towns
overseas hold one another there: Norfolk and Ipswich in Massachusetts, beside Kent and Essex in England. Here the
article is read once more as if such names lay in the country of the others, and the likelier reading is kept.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from geobrief.places.evidence import GroupEvidence, moving
from geobrief.places.features import COLUMN
from geobrief.places.ranker import Ranker

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

ANCHORS = 2
"""Names in a country from which the others are tried there, too."""

TRIED = 3
"""Countries that are tried, those of most names first."""

LEAST_SHARED, MOST_SHARED = 3, 12
"""Names of an article that another country may have all of."""

MOVED_ODDS = 6.0
"""Log-odds by which a place in the country that is tried may lie behind the one that was chosen."""

LEAST_PRIOR = 3.0
"""The gazetteer's prior of a place that the ranker's first passes left out and that is tried all the same: a county's."""

BETTER = 1.0
"""Log-likelihood by which the article's names must be likelier together."""

BETTER_ELSEWHERE = 2.5
"""The same where nothing but the names' fit speaks for the other country: Boston, Plymouth and Norfolk stay in
Massachusetts, and Essex, Kent and Suffolk are in England."""

SIBLINGS = 2.0
"""Log-likelihood by which a list that is all counties of one province may be less likely than towns here and there."""

TIE = 1e-3


def together(scene: GroupEvidence, table: Table, odds: Table, model: Ranker) -> Table:
    """Row → log-odds, with the names of one country read together where that is the likelier reading.

    Args:
        scene: The article's names.
        table: Its features; those that other names decide are changed where another reading is taken.
        odds: What the ranker said of each row.
        model: The ranker.
    """
    best = _best(scene, odds)
    trials = [
        (country, rows)
        for country in _countries(scene, table, odds, best)
        if (rows := _moved(scene, table, odds, best, country))
    ]
    siblings = _siblings(scene, best)
    if siblings:
        odds = _as_siblings(scene, table, odds, siblings, model)
        trials = [] if (_best(scene, odds) == siblings).all() else trials
    if not trials:
        return odds
    found = odds
    anchored = len(set(scene.country[best].tolist()) - {-1}) > 1
    likeliest = _likelihood(_read(scene, table.copy(), odds, best, model), best)
    likeliest += BETTER if anchored else BETTER_ELSEWHERE
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


def _siblings(scene: GroupEvidence, best: Table) -> list[int]:
    """The counties of one province that bear all names of a short list, each by its own name: Devon, Dorset and Kent."""
    several: dict[int, list[int]] = {}
    if not LEAST_SHARED <= len(best) <= MOST_SHARED or scene.is_country[best].any():
        return []
    for group in range(len(best)):
        held: dict[int, list[int]] = {}
        for row in range(int(scene.starts[group]), int(scene.starts[group + 1])):
            hit = scene.options[row].hit
            if hit.place.kind == "admin2" and hit.strength == "strong" and scene.admin1[row] >= 0:
                held.setdefault(int(scene.admin1[row]), []).append(row)
        several = {
            code: [*(several.get(code, [])), rows[0]]
            for code, rows in held.items()
            if len(rows) == 1 and (not group or code in several)
        }
    found = next(iter(several.values())) if len(several) == 1 else []
    elsewhere = bool(found) and bool((scene.country[best] != scene.country[found[0]]).any())
    return found if elsewhere and len(set(scene.admin1[best].tolist())) > 1 else []


def _as_siblings(scene: GroupEvidence, table: Table, odds: Table, chosen: list[int], model: Ranker) -> Table:
    """Row → log-odds where the names of a list are counties of one province, if that is hardly less likely."""
    import numpy as np  # noqa: PLC0415

    best = _best(scene, odds)
    other = table.copy()
    rows = np.array(chosen)
    new = _read(scene, other, odds, rows, model)
    now = _likelihood(_read(scene, table.copy(), odds, best, model), best)
    if _likelihood(new, rows) < now - SIBLINGS:
        return odds
    table[:] = other
    # Whole counties are rarer in the news than towns of their names; what speaks for them is that all are ones.
    new[rows] = np.maximum(new[rows], new[_best(scene, new)] + TIE)
    return new


def _best(scene: GroupEvidence, odds: Table) -> Table:
    """Group → its likeliest row."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    spans = zip(scene.starts[:-1].tolist(), scene.starts[1:].tolist(), strict=True)
    return np.array([first + int(np.argmax(odds[first:end])) for first, end in spans])


def _countries(scene: GroupEvidence, table: Table, odds: Table, best: Table) -> list[int]:
    """The countries in which several names lie, or which are named, most first; none where all lie in one."""
    counts = Counter(int(code) for code in scene.country[best] if code >= 0)
    if len(counts) == 1:
        return _shared(scene, table, odds, best)
    if len(counts) < ANCHORS:
        return []
    named = {int(scene.country[row]) for row in best if scene.is_country[row] or scene.is_admin1[row]}
    tried = (code for code in counts if counts[code] >= ANCHORS or code in named)
    return sorted(tried, key=lambda code: (-counts[code], code))[:TRIED]


def _shared(scene: GroupEvidence, table: Table, odds: Table, best: Table) -> list[int]:
    """The other countries that have a place for every name of a short list, where all were taken for places of one."""
    if not LEAST_SHARED <= len(best) <= MOST_SHARED or scene.is_country[best].any() or scene.is_admin1[best].any():
        return []
    several: set[int] | None = None
    for group, row in enumerate(best.tolist()):
        codes = {int(scene.country[r]) for r in _rows(scene, table, odds, group, row)}
        several = codes if several is None else several & codes
    return sorted((several or set()) - {-1, int(scene.country[best[0]])})


def _rows(scene: GroupEvidence, table: Table, odds: Table, group: int, row: int) -> list[int]:
    """The rows of a name that may be meant beside the chosen one: nearly as likely, or its own though not weighed yet."""
    first, end = int(scene.starts[group]), int(scene.starts[group + 1])
    return [
        r
        for r in range(first, end)
        if odds[r] >= odds[row] - MOVED_ODDS or (odds[r] == -math.inf and table[r, COLUMN["prior"]] >= LEAST_PRIOR)
    ]


def _moved(scene: GroupEvidence, table: Table, odds: Table, best: Table, country: int) -> list[int]:
    """The rows of a country that may be meant by the names that were taken for places elsewhere."""
    found = []
    for group, row in enumerate(best.tolist()):
        if scene.country[row] in (country, -1) or scene.is_country[row]:
            continue
        rows = [r for r in _rows(scene, table, odds, group, row) if scene.country[r] == country]
        if rows:
            found.append(max(rows, key=lambda r: (odds[r], table[r, COLUMN["prior"]])))
    return found


def _read(scene: GroupEvidence, table: Table, odds: Table, chosen: Table, model: Ranker) -> Table:
    """Row → log-odds where the other names mean the rows that are chosen; changes the table."""
    import numpy as np  # noqa: PLC0415

    share = np.zeros(len(odds))
    share[chosen] = 1.0
    moving(scene, table, share)
    rows = np.union1d(np.flatnonzero(np.isfinite(odds)), chosen)
    found = np.full(len(odds), -np.inf)
    found[rows] = model.trees.log_odds(table[rows])
    return found


def _likelihood(odds: Table, chosen: Table) -> float:
    """How likely the chosen rows are together, as the sum of their logarithms."""
    import numpy as np  # noqa: PLC0415

    return float(-np.logaddexp(0.0, -odds[chosen]).sum())


def _holds(scene: GroupEvidence, odds: Table, rows: list[int], country: int) -> bool:
    """Whether the moved names stay where they were moved to."""
    best = _best(scene, odds)
    return all(scene.country[best[scene.owner[row]]] == country for row in rows)
