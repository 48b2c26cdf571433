"""[Telling] → groups: which reports tell the same event.

Reports are taken from the most to the least specific. Each joins the group that it fits best, or begins one; what
:mod:`geobrief.brief.likeness` says decides. A report is held only against the groups whose first report it may be one event
with (:mod:`geobrief.brief.nearby`), which gives the same groups as holding it against all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from geobrief.brief.likeness import EXACT, NOTHING, Facts, facts_of, likeness
from geobrief.brief.nearby import Leaders
from geobrief.brief.tellings import Telling, bounds
from geobrief.events import event_kinds
from geobrief.model import Article, Place
from geobrief.shelf import Common, Shelf

JOIN = 0.27
"""Least log-odds at which what two articles tell is one event (ecb_dev: precision .55 of what is joined; .2, as before, gave .546)."""

_COMPARED = 8
"""Articles of a group with which a further one is compared: the first ones tell most."""
TOLD = 4
"""Reports of an event by one article that are compared."""
_AT_HAND = 512
"""Of what is told so much is in memory while it is compared: news is told again soon, or never."""


class Reports:
    """The reports of all articles, on disk but for what sorts them; in memory are those that are being looked at."""

    def __init__(self) -> None:
        common = Common(Article, Place)
        self._common = common
        self._units: Shelf[list[Telling]] = Shelf(common=common)
        self._facts: Shelf[Facts] = Shelf(common=common)
        self._order: list[_Order] = []

    def add(self, tellings: Iterable[Telling]) -> None:
        """Take in all reports of an article; its text is not kept."""
        for unit in units_of(tellings):
            self._common.one(replace(unit[0].article, text="", passages=(), sentences=()))
            self._units.append(unit)
            self._facts.append(facts_of(unit[:TOLD]))
            self._order.append(_order(unit[0]))

    def __len__(self) -> int:
        """Return how much is told: what one article tells of one event counts once."""
        return len(self._order)

    def groups(self, progress: Callable[[str], None] = lambda _path: None) -> list[list[int]]:
        """Return for each event the numbers of what tells it, for :meth:`of_group`.

        Args:
            progress: Called with the path of its article for each thing that is told, when its event has been found.
        """
        order = sorted(range(len(self._order)), key=self._order.__getitem__)
        articles = [article for _, article, _ in self._order]

        def counted() -> Iterator[int]:
            for number in order:
                yield number
                progress(self._common[articles[number]].path)

        return grouped(lru_cache(_AT_HAND)(self._facts.__getitem__), counted(), articles)

    def of_group(self, numbers: Iterable[int]) -> list[Telling]:
        """Return the reports of one event in the order of their specificity."""
        return sorted((telling for number in numbers for telling in self._units[number]), key=_order)


def group_tellings(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the reports in groups, one group an event, each in the order of its specificity.

    What an article tells of one event was decided where it was read (``EventReport.chain``); here events of different
    articles are put together.
    """
    units = units_of(tellings)
    facts = [facts_of(unit[:TOLD]) for unit in units]
    groups = grouped(facts.__getitem__, range(len(units)), [one.article for one in facts])
    return [sorted((telling for number in group for telling in units[number]), key=_order) for group in groups]


def grouped(facts: Callable[[int], Facts], order: Iterable[int], articles: Sequence[str]) -> list[list[int]]:
    """Return what articles tell in groups, by number.

    Args:
        facts: What is compared of what is told, by its number.
        order: The numbers, the most specific first.
        articles: Of each the id of its article.
    """
    groups: list[list[int]] = []
    by_kind: dict[str, tuple[list[list[int]], Leaders]] = defaultdict(lambda: ([], Leaders()))
    for number in order:
        one = facts(number)
        own, leaders = by_kind[_family(one.kind)]
        near = (own[leader] for leader in leaders.near(one))
        best = _best(one, (group for group in near if not any(articles[n] == one.article for n in group)), facts)
        if best is None:
            best = []
            groups.append(best)
            own.append(best)
            leaders.add(one)
        best.append(number)
    return groups


_Order = tuple[float, str, int]


def _order(telling: Telling) -> _Order:
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


def _best(one: Facts, groups: Iterable[list[int]], facts: Callable[[int], Facts]) -> list[int] | None:
    best: list[int] | None = None
    best_score = JOIN
    for group in groups:
        score = _fit(one, group, facts)
        if score is not None and score >= best_score:
            best, best_score = group, score
    return best


def _fit(one: Facts, group: Sequence[int], facts: Callable[[int], Facts]) -> float | None:
    """Return how well what an article tells fits into a group, or None where something keeps it out.

    It has something in common with what the first article tells, and nothing contradicts it in any.
    """
    best = NOTHING
    for number in group[:_COMPARED]:
        score = likeness(one, facts(number))
        if score is None or (score == NOTHING and number == group[0]):
            return None
        best = max(best, score)
    return best


def specificity(telling: Telling) -> float:
    """Return how much a report says: exact dates and small places first."""
    when = telling.when
    exact = 0.0 if bounds(when) is None else (2.0 if when.precision in EXACT else 1.0)
    place = telling.place
    near = 0.0 if place is None else (1.5 if place.precision in ("site", "settlement") else 1.0)
    return exact + near + 0.5 * bool(telling.report.who) + 0.5 * telling.report.main + telling.report.confidence
