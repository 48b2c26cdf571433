"""[Telling] → groups: which reports tell the same event.

Reports are taken from the most to the least specific. Each joins the group that it fits best, or begins one; what
:mod:`geobrief.brief.likeness` says decides. A report is held only against the groups whose first report it may be one event
with (:mod:`geobrief.brief.nearby`), which gives the same groups as holding it against all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geobrief.brief.likeness import EXACT, NOTHING, Facts, facts_of, likeness
from geobrief.brief.nearby import Leaders
from geobrief.brief.tellings import Telling, bounds
from geobrief.events import event_kinds

JOIN = 0.2
"""Least log-odds at which what two articles tell is one event."""

_COMPARED = 8
"""Articles of a group with which a further one is compared: the first ones tell most."""
TOLD = 4
"""Reports of an event by one article that are compared."""


@dataclass(slots=True)
class Group:
    """Reports that tell one event, while it grows."""

    members: list[Telling] = field(default_factory=list)
    compared: list[Facts] = field(default_factory=list)
    """Of the first articles."""
    articles: set[str] = field(default_factory=set)

    def fit(self, facts: Facts) -> float | None:
        """Return how well what an article tells fits, or None where something keeps it out.

        It has something in common with what the first article tells, and nothing contradicts it in any.
        """
        scores = [likeness(facts, other) for other in self.compared]
        if scores[0] == NOTHING:
            return None
        told = [score for score in scores if score is not None]
        return max(told) if len(told) == len(scores) else None

    def add(self, unit: Sequence[Telling], facts: Facts) -> None:
        """Take in the reports of an article."""
        if len(self.compared) < _COMPARED:
            self.compared.append(facts)
        self.members += unit
        self.articles.add(facts.article)


def group_tellings(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the reports in groups, one group an event, each in the order of its specificity.

    What an article tells of one event was decided where it was read (``EventReport.chain``); here events of different
    articles are put together.
    """
    groups: list[Group] = []
    by_kind: dict[str, tuple[list[Group], Leaders]] = defaultdict(lambda: ([], Leaders()))
    for unit in units_of(tellings):
        facts = facts_of(unit[:TOLD])
        own, leaders = by_kind[_family(unit[0].report.kind)]
        best = _best(facts, (own[number] for number in leaders.near(facts)))
        if best is None:
            best = Group()
            groups.append(best)
            own.append(best)
            leaders.add(facts)
        best.add(unit, facts)
    return [sorted(group.members, key=_order) for group in groups]


def _order(telling: Telling) -> tuple[float, str, int]:
    return -specificity(telling), telling.article.id, telling.report.start


def units_of(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the reports of each event of each article, the most specific first, in the order of their best."""
    units: dict[tuple[str, int, int], list[Telling]] = defaultdict(list)
    for telling in tellings:
        chain = telling.report.chain
        units[
            (telling.article.id, -1, telling.report.start) if chain is None else (telling.article.id, chain, 0)
        ].append(telling)
    return sorted((sorted(unit, key=_order) for unit in units.values()), key=lambda unit: _order(unit[0]))


def _family(kind: str) -> str:
    """Return a name for the kinds that a report of ``kind`` is held against: its own and its kin."""
    found = event_kinds().get(kind)
    return (found and found.kin) or kind


def _best(facts: Facts, groups: Iterable[Group]) -> Group | None:
    best: Group | None = None
    best_score = JOIN
    for group in groups:
        if facts.article in group.articles:
            continue
        score = group.fit(facts)
        if score is not None and score >= best_score:
            best, best_score = group, score
    return best


def specificity(telling: Telling) -> float:
    """Return how much a report says: exact dates and small places first."""
    when = telling.when
    exact = 0.0 if bounds(when) is None else (2.0 if when.precision in EXACT else 1.0)
    place = telling.place
    near = 0.0 if place is None else (1.5 if place.precision in ("site", "settlement") else 1.0)
    return exact + near + 0.5 * bool(telling.report.who) + 0.5 * telling.report.main + telling.report.confidence
