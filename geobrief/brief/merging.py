"""Two briefs → one: what both have stands in it once, with the citations of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from geobrief.brief.findings import FindingWishes, with_findings
from geobrief.brief.matching import match
from geobrief.brief.record import Brief
from geobrief.brief.summary import surest_of
from geobrief.errors import UsageError
from geobrief.model import CitedFigure, Conflict, Event, EventActor, EventPlace, Source, Texts, TextsKept

_LAST = 9_999_999
"""Sorts what has no date after what has one."""


def merge(one: Brief, other: Brief) -> Brief:
    """Return one brief of two, titled as the first; what an analyst set in either stands in it.

    An event that both tell (the same sentences; or the same kind, place and day) becomes one with the citations of both;
    where they differ about it, what more independent sources say counts, and the first where they are even. Articles
    that copy one another are known as such only within each of the two, because a brief has no texts to compare.

    Raises:
        UsageError: Two gazetteers resolved the names, so that ids of places do not mean the same.
    """
    if one.gazetteer != other.gazetteer:
        names = " and ".join(f"{item.gazetteer.name} {item.gazetteer.version}" for item in (one, other))
        raise UsageError(
            f"the two briefs name their places by different gazetteers ({names}); build one of all articles"
        )
    articles = _by_id(one.articles, other.articles)
    stories = {source.id: source.same_story_as or source.id for source in articles.values()}
    same = match(other, one).events
    renamed = {event.id: same.get(event.id, event.id) for event in other.events}
    events = {event.id: event for event in one.events}
    for event in other.events:
        known = events.get(renamed[event.id])
        events[renamed[event.id]] = event if known is None else _joined(known, event, stories)
    conflicts = dict.fromkeys([*one.conflicts, *(_renamed(item, renamed) for item in other.conflicts)])
    brief = replace(
        one,
        articles=tuple(sorted(articles.values(), key=_by_date)),
        places=tuple(sorted(_by_id(one.places, other.places).values(), key=lambda place: (place.name, place.id))),
        mentions=(),
        events=tuple(sorted(events.values(), key=_by_time)),
        conflicts=tuple(conflicts),
        skipped=tuple(sorted({*one.skipped, *other.skipped}, key=lambda item: (item.path, item.reason))),
        reviewed=tuple(sorted({*one.reviewed, *(renamed.get(key, key) for key in other.reviewed)})),
        decisions=tuple(
            dict.fromkeys(
                [
                    *one.decisions,
                    *(replace(item, about=renamed.get(item.about, item.about)) for item in other.decisions),
                ]
            )
        ),
        changes=None,
        texts=_texts(one, other),
    )
    order = {source.id: number for number, source in enumerate(brief.articles)}
    mentions = _by_id(one.mentions, other.mentions).values()
    brief = replace(
        brief, mentions=tuple(sorted(mentions, key=lambda item: (order[item.article], item.start, item.end)))
    )
    return with_findings(brief, _wishes(one, other, renamed))


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Named)


def _by_id(first: Iterable[_Item], then: Iterable[_Item]) -> dict[str, _Item]:
    """The items of both, those of the first where both have one of an id."""
    return {item.id: item for item in (*then, *first)}


def _joined(one: Event, other: Event, stories: Mapping[str, str]) -> Event:
    first, second = (other, one) if other.independent > one.independent else (one, other)
    citations = {(item.article, item.start, item.end): item for item in (*second.citations, *first.citations)}
    ordered = sorted(citations.values(), key=lambda item: (item.copy_of is not None, item not in first.citations))
    articles = {item.article for item in ordered}
    figures: dict[tuple[str, float, str, str], CitedFigure] = {}
    for figure in (*first.figures, *second.figures):
        figures.setdefault((figure.what, figure.value, figure.unit, figure.citation.article), figure)
    where = _each_once(first.where, second.where)
    surest = surest_of(where[0].place if where else None, (first, second))
    return replace(
        first,
        id=one.id,
        main=one.main or other.main,
        where=where,
        who=_actors(first.who, second.who),
        citations=tuple(ordered),
        articles=len(articles),
        independent=len({stories.get(article, article) for article in articles}),
        confidence=surest.confidence,
        figures=tuple(figures[key] for key in sorted(figures)),
        confidences=surest.confidences,
    )


def _each_once(first: Iterable[EventPlace], second: Iterable[EventPlace]) -> tuple[EventPlace, ...]:
    found: dict[str, EventPlace] = {}
    for item in (*first, *second):
        found.setdefault(item.place, item)
    return tuple(found.values())


def _actors(first: Iterable[EventActor], second: Iterable[EventActor]) -> tuple[EventActor, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _texts(one: Brief, other: Brief) -> Texts | None:
    """What either carries of the articles; of an article of both, what the first does."""
    if one.texts is None or other.texts is None:
        return one.texts or other.texts
    has = {part.article for part in one.texts.parts}
    kept: TextsKept = "full" if one.texts.kept == other.texts.kept == "full" else "cited"
    return Texts(kept, (*one.texts.parts, *(part for part in other.texts.parts if part.article not in has)))


def _renamed(conflict: Conflict, renamed: Mapping[str, str]) -> Conflict:
    return replace(conflict, event=None if conflict.event is None else renamed.get(conflict.event, conflict.event))


def _by_date(source: Source) -> tuple[int, str, str]:
    start = source.published.start
    return (start.toordinal() if start else _LAST, source.path, source.id)


def _by_time(event: Event) -> tuple[int, int, str]:
    first, last = event.when.start or event.when.end, event.when.end or event.when.start
    return (first.toordinal() if first else _LAST, last.toordinal() if last else _LAST, event.id)


def _wishes(one: Brief, other: Brief, renamed: Mapping[str, str]) -> FindingWishes:
    """What an analyst wanted of the findings of either."""
    findings = [(finding, finding.events[0]) for finding in one.findings]
    findings += [(finding, renamed.get(finding.events[0], finding.events[0])) for finding in other.findings]
    return FindingWishes(
        order=tuple(dict.fromkeys(event for finding, event in findings if finding.pinned)),
        words=tuple((event, finding.text) for finding, event in findings if finding.machine is not None),
    )
