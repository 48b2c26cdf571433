"""Brief → key figures: how many were killed, hurt, driven out, sent, paid, event by event, as the articles say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from geobrief.brief.record import Brief
from geobrief.brief.tellings import content_words
from geobrief.model import CitedFigure, ConflictingValue, Event, KeyFigure

_HARM = (
    "killed",
    "injured",
    "wounded",
    "missing",
    "displaced",
    "abducted",
    "infected",
    "arrested",
    "evacuated",
    "rescued",
)
"""Figures of people that matter, gravest first; as :mod:`geobrief.events.figures` writes them behind "people"."""
_FORCES = frozenset(
    {"troops", "soldiers", "fighters", "militants", "peacekeepers", "mercenaries", "instructors", "police"}
)
_CURRENCY_LENGTH = 3
"""Letters of the code of a currency, the unit of a sum of money."""
_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "crore", "lakh"})
"""Words of a number that a slip of the pen parted from it ("$1.1. million"): the figure is not what it says."""
_LEAST_SUM = 1000.0
"""A smaller sum of money is a price or a rent, and no key figure of a brief."""
_SAME_SIZE = 3.0
"""Two figures of one event further apart than this factor count different things: the dead of a day, and of a war."""


def harm_of(what: str) -> str | None:
    """Return which harm a figure counts ("killed"), or None."""
    told = what.removeprefix("people ")
    return told if told != what and told in _HARM else None


def _rank(figure: CitedFigure) -> int | None:
    """How early a figure is named: harm to people, then forces, then money; None where it is no key figure."""
    harm = harm_of(figure.what)
    if harm is not None:
        return _HARM.index(harm)
    if figure.what.rpartition(" ")[2] in _SCALES:
        return None
    if figure.what in _FORCES and figure.unit == "people":
        return len(_HARM)
    if figure.value < _LEAST_SUM:
        return None
    return len(_HARM) + 1 if len(figure.unit) == _CURRENCY_LENGTH and figure.unit.isupper() else None


def key_figures(brief: Brief) -> tuple[KeyFigure, ...]:
    """Return the key figures: those of the findings first, in their order, then of the other events, gravest first.

    Each is of one event and place. Where articles differ it is a range with the sources of each end; figures of several
    reports of one event are never added up, nor are those of events that may be one.
    """
    order = {event: number for number, finding in enumerate(brief.findings) for event in finding.events}
    last = len(order)
    events = [event for event in brief.events if event.id in order or _is_news(event)]
    found = [(order.get(event.id, last), rank, event.id, figure) for event in events for rank, figure in _of(event)]
    named = _named_by(events, [item[-1] for item in found])
    found = [item for item in found if not _is_of_another(item[-1], named)]
    return tuple(item[-1] for item in sorted(found, key=lambda item: (item[0], item[1], -item[3].high, item[2])))


_Counted = tuple[str, str, int]
"""What is counted, and the article and place of a sentence that counts it."""


def _counted(figure: KeyFigure) -> Iterator[_Counted]:
    for value in figure.values:
        for citation in value.citations:
            yield figure.what, citation.article, citation.start


def _named_by(events: Sequence[Event], figures: Sequence[KeyFigure]) -> Mapping[_Counted, set[str]]:
    """Return the events by what a sentence counts and their label names."""
    labels = {event.id: content_words(event.label) for event in events}
    named: dict[_Counted, set[str]] = defaultdict(set)
    for figure in figures:
        if harm_of(figure.what) is None and not content_words(figure.what).isdisjoint(labels[figure.event]):
            for counted in _counted(figure):
                named[counted].add(figure.event)
    return named


def _is_of_another(figure: KeyFigure, named: Mapping[_Counted, set[str]]) -> bool:
    """Whether all sentences that give a figure tell another event, too, whose label names what is counted, as this one's does not.

    "100 instructors arrived, while the French troops left" counts no Frenchmen.
    """
    tellers = [named.get(counted, set()) for counted in _counted(figure)]
    return bool(tellers) and all(events and figure.event not in events for events in tellers)


def _is_news(event: Event) -> bool:
    return event.salience in ("main", "key") and event.status != "past"


def _of(event: Event) -> list[tuple[int, KeyFigure]]:
    told: dict[tuple[int, str, str], list[CitedFigure]] = defaultdict(list)
    for figure in event.figures:
        rank = _rank(figure)
        if rank is not None:
            told[rank, figure.what, figure.unit].append(figure)
    place = event.where[0].place if event.where else None
    return [
        (rank, _ranged(event.id, place, figures))
        for (rank, _, _), figures in sorted(told.items(), key=lambda item: item[0])
    ]


def _ranged(event: str, place: str | None, figures: Sequence[CitedFigure]) -> KeyFigure:
    """The figures of one event that count one thing, least first, the words of a value with all its citations."""
    alike = _of_one_size(_one_an_article(figures))
    values: dict[float, list[CitedFigure]] = defaultdict(list)
    for figure in alike:
        values[figure.value].append(figure)
    low, high = min(values), max(values)
    return KeyFigure(
        event=event,
        what=alike[0].what,
        unit=alike[0].unit,
        low=low,
        high=high,
        place=place,
        values=tuple(
            ConflictingValue(values[value][0].text, tuple(figure.citation for figure in values[value]))
            for value in sorted(values)
        ),
    )


def _one_an_article(figures: Sequence[CitedFigure]) -> list[CitedFigure]:
    """The largest that each article gives: the smaller ones are parts of it ("12 people, three of them children")."""
    largest: dict[str, CitedFigure] = {}
    for figure in figures:
        known = largest.get(figure.citation.article)
        if known is None or figure.value > known.value:
            largest[figure.citation.article] = figure
    return [largest[article] for article in sorted(largest)]


def _of_one_size(figures: Sequence[CitedFigure]) -> list[CitedFigure]:
    """The figures near the one that most articles give; among equals near the largest."""

    def support(value: float) -> int:
        return sum(_is_near(value, other.value) for other in figures)

    middle = max((figure.value for figure in figures), key=lambda value: (support(value), value))
    return [figure for figure in figures if _is_near(middle, figure.value)]


def _is_near(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return high <= _SAME_SIZE * low


def by_event(figures: Sequence[KeyFigure]) -> Mapping[str, list[KeyFigure]]:
    """Return the key figures by the id of their event."""
    told: dict[str, list[KeyFigure]] = {}
    for figure in figures:
        told.setdefault(figure.event, []).append(figure)
    return told
