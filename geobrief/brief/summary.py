"""A group of tellings → one ``Event``: the facts that most tellings support, cited."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geobrief.brief.document import direction_of
from geobrief.brief.tellings import Telling, bounds
from geobrief.events import event_kinds
from geobrief.model import (
    Actor,
    Citation,
    CitedFigure,
    DatePrecision,
    Event,
    EventActor,
    EventPlace,
    Place,
    PlaceRecord,
    Role,
    Status,
    When,
)

_PRECISION: Mapping[DatePrecision, int] = {
    "day": 0,
    "days": 1,
    "week": 2,
    "period": 3,
    "month": 3,
    "season": 4,
    "quarter": 4,
    "year": 5,
    "decade": 6,
    "century": 7,
    "unknown": 9,
}
"""From exact to vague."""

_BEFORE = frozenset({"by", "before", "until"})
_AFTER = frozenset({"since", "after"})
_PREPOSITION: Mapping[Role, str] = {"scene": "in", "origin": "from", "destination": "to"}
_LEAST_SUPPORT = 0.34
"""Times the tellings of the place that most of them name: a place named less often is one sentence's slip."""
_MOST_ACTORS = 6
"""Actors kept for an event: more are a list that nobody reads."""


def summarise(group: Sequence[Telling], stories: Mapping[str, str]) -> Event:
    """Return the event that ``group`` tells.

    Args:
        group: Reports of one event, most specific first.
        stories: Id of an article → id of the article whose story it copies.
    """
    kind = Counter(telling.report.kind for telling in group).most_common(1)[0][0]
    where = _where(group)
    who = _who(group)
    articles = {telling.article.id for telling in group}
    return Event(
        id=_id(group),
        kind=kind,
        label=label_of(kind, who, where),
        status=_status(group),
        main=any(telling.report.main for telling in group),
        when=_when(group),
        where=tuple(EventPlace(place=place.id, role=role) for place, role in where),
        who=tuple(EventActor(name=actor.name, role=actor.role) for actor in who),
        citations=_citations(group),
        articles=len(articles),
        independent=len({stories.get(article, article) for article in articles}),
        confidence=round(max(telling.report.confidence for telling in group), 3),
        figures=_figures(group),
    )


def _id(group: Sequence[Telling]) -> str:
    """Return the least hash of the reports: an added article leaves the id as it is, as a rule."""
    hashes = (
        hashlib.sha256(f"{telling.article.id}:{telling.report.start}:{telling.report.end}".encode()).hexdigest()
        for telling in group
    )
    return f"e-{min(hashes)[:16]}"


def _when(group: Sequence[Telling]) -> When:
    """Return the most exact interval; among equals the one that most tellings give, then the first told."""
    known = [telling.when for telling in group if bounds(telling.when) is not None]
    if not known:
        told = next((telling.when for telling in group if telling.when.text), group[0].when)
        return _with_open_ends(told)
    support = Counter((when.start, when.end) for when in known)
    # "After July" is said of what followed: it dates an event only where nothing else does.
    best = min(
        known,
        key=lambda when: (when.direction in _AFTER, _PRECISION[when.precision], -support[(when.start, when.end)]),
    )
    return _with_open_ends(best)


def _with_open_ends(when: When) -> When:
    """An event "by 15 September" has no first day, one "since March" no last."""
    start = None if when.direction in _BEFORE and when.end is not None else when.start
    end = None if when.direction in _AFTER and when.start is not None else when.end
    return When(
        start=start,
        end=end,
        precision=when.precision,
        text=when.text,
        basis=when.basis,
        direction=direction_of(start, end),
    )


def _where(group: Sequence[Telling]) -> list[tuple[Place, Role]]:
    """Return the places of the event, those first that most tellings name, small ones before large ones."""
    support: Counter[str] = Counter()
    roles: dict[str, Counter[Role]] = {}
    places: dict[str, Place] = {}
    for telling in group:
        for place, role in telling.places:
            support[place.id] += 1
            roles.setdefault(place.id, Counter())[role] += 1
            places[place.id] = place
    least = _LEAST_SUPPORT * max(support.values(), default=0)
    first = {place.id: rank for rank, (place, _) in enumerate(group[0].places)}
    places = {key: place for key, place in places.items() if support[key] >= least}
    ranked = sorted(places, key=lambda key: (first.get(key, len(first)), -support[key], places[key].name))
    return [(places[key], roles[key].most_common(1)[0][0]) for key in ranked]


def _who(group: Sequence[Telling]) -> list[Actor]:
    """Return those who take part, those first whom most tellings name. "Troops" and "the US troops" are one."""
    named: dict[frozenset[str], list[Actor]] = {}
    for telling in group:
        for actor in telling.report.who:
            words = _name_words(actor.name)
            if words:
                named.setdefault(words, []).append(actor)
    kept: dict[frozenset[str], list[Actor]] = {}
    for words in sorted(named, key=lambda words: (-len(words), sorted(words))):
        fuller = next((other for other in kept if words < other), words)
        kept.setdefault(fuller, []).extend(named[words])
    order = {"source": 0, "participant": 1, "target": 2}
    ranked = sorted(
        ((len(actors), _usual(actors)) for actors in kept.values()),
        key=lambda item: (-item[0], order[item[1].role], item[1].name),
    )
    return [actor for _, actor in ranked[:_MOST_ACTORS]]


def _usual(actors: Sequence[Actor]) -> Actor:
    """Return the actor under the name that is used most; among equals under the fuller one, then the shorter spelling."""
    uses = Counter(actor.name for actor in actors)
    usual = min(
        actors, key=lambda actor: (-uses[actor.name], -len(_name_words(actor.name)), len(actor.name), actor.name)
    )
    return replace(usual, name=_without_article(usual.name))


def _name_words(name: str) -> frozenset[str]:
    """The words of a name without articles, numbers and possessives, small."""
    words = name.lower().replace("’", "'").replace("'s", "").replace(".", "").replace(",", "").split()
    return frozenset(words) - _NO_NAME - {word for word in words if word[:1].isdigit()}


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else name


_NO_NAME = frozenset(
    "the a an all some any many several more most last than at least about around over nearly up to of".split()
)


def _status(group: Sequence[Telling]) -> Status:
    """Return the status that most tellings give; among equals that of the newest article."""
    support = Counter(telling.report.status for telling in group)
    newest = sorted(
        group,
        key=lambda telling: (
            telling.article.published.end.toordinal() if telling.article.published.end else 0,
            -telling.report.start,
        ),
        reverse=True,
    )
    return max((telling.report.status for telling in newest), key=lambda status: support[status])


def label_of(kind: str, who: Sequence[Actor | EventActor], where: Sequence[tuple[Place | PlaceRecord, Role]]) -> str:
    """Return kind, actor and place in words: "Withdrawal of forces: US troops, from Niger"."""
    label = event_kinds()[kind].label
    doers: list[str] = []
    for actor in who:
        words = _name_words(actor.name)
        if actor.role != "target" and not any(words <= (told := _name_words(name)) or told <= words for name in doers):
            doers.append(actor.name)
    doers = doers[:2]
    if doers:
        label += f": {' and '.join(doers)}"
    if where:
        place, role = where[0]
        label += f"{',' if doers else ''} {_PREPOSITION.get(role, 'in')} {place.name}"
    return label


def _citations(group: Sequence[Telling]) -> tuple[Citation, ...]:
    """Return every sentence that tells it, once each, earliest article first."""
    unique = {(citation.article, citation.start): citation for citation in (telling.citation for telling in group)}
    dates = {telling.article.id: telling.article.published for telling in group}

    def order(citation: Citation) -> tuple[int, str, int]:
        published = dates[citation.article].start
        return (published.toordinal() if published else 9_999_999, citation.article, citation.start)

    return tuple(sorted(unique.values(), key=order))


def _figures(group: Sequence[Telling]) -> tuple[CitedFigure, ...]:
    figures: dict[tuple[str, float, str, str], CitedFigure] = {}
    for telling in group:
        for figure in telling.report.figures:
            key = (figure.what, figure.value, figure.unit, telling.article.id)
            figures.setdefault(
                key,
                CitedFigure(
                    what=figure.what, value=figure.value, unit=figure.unit, text=figure.text, citation=telling.citation
                ),
            )
    return tuple(figures[key] for key in sorted(figures))
