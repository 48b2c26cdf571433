"""A brief → the part of it that is about some events."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from geobrief.brief.record import Brief
from geobrief.errors import UsageError, did_you_mean
from geobrief.model import Changes, Event, Texts


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an event must be to stay; None asks for nothing."""

    kinds: Collection[str] | None = None
    statuses: Collection[str] | None = None
    countries: Collection[str] | None = None
    places: Collection[str] | None = None
    outlets: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    independent: int = 1
    where: Callable[[Event], bool] | None = None


def select(brief: Brief, wanted: Wanted) -> Brief:
    """Return the brief with the events that are wanted, the articles that tell them, and what these sentences name.

    Raises:
        UsageError: A kind is asked for that no event of any brief is of.
    """
    _check_kinds(wanted)
    events = tuple(event for event in brief.events if _is_wanted(brief, event, wanted))
    kept = {event.id for event in events}
    told = {(item.article, item.start, item.end) for event in events for item in event.citations}
    articles = {article for article, _, _ in told}
    mentions = tuple(
        mention for mention in brief.mentions if (mention.article, mention.sentence.start, mention.sentence.end) in told
    )
    places = {mention.place for mention in mentions} | {item.place for event in events for item in event.where}
    sources = tuple(
        source if source.same_story_as in articles else replace(source, same_story_as=None)
        for source in brief.articles
        if source.id in articles
    )
    conflicts = tuple(item for item in brief.conflicts if item.event in kept)
    # A figure of a disagreement may stand in an article that tells none of the events.
    cited = {item.article for conflict in conflicts for value in conflict.values for item in value.citations} - articles
    sources += tuple(replace(source, same_story_as=None) for source in brief.articles if source.id in cited)
    order = {source.id: number for number, source in enumerate(brief.articles)}
    part = replace(
        brief,
        articles=tuple(sorted(sources, key=lambda source: order[source.id])),
        places=tuple(place for place in brief.places if place.id in places),
        mentions=mentions,
        events=events,
        conflicts=conflicts,
        reviewed=tuple(key for key in brief.reviewed if key in kept | places),
        findings=tuple(
            replace(finding, events=tuple(key for key in finding.events if key in kept))
            for finding in brief.findings
            if finding.events[0] in kept
        ),
        key_figures=tuple(figure for figure in brief.key_figures if figure.event in kept),
        changes=part_of_changes(brief.changes, kept, articles | cited),
        texts=part_of_texts(brief.texts, articles | cited),
    )
    return _without_dangling(part)


def part_of_changes(
    changes: Changes | None, events: Collection[str | None], articles: Collection[str | None]
) -> Changes | None:
    """Return what is new of some events and articles."""
    if changes is None:
        return None
    return replace(
        changes,
        new=tuple(key for key in changes.new if key in events),
        changed=tuple(item for item in changes.changed if item.event in events),
        gone=(),
        disagreements=(),
        articles_new=tuple(key for key in changes.articles_new if key in articles),
        articles_changed=tuple(key for key in changes.articles_changed if key in articles),
        articles_gone=(),
    )


def part_of_texts(texts: Texts | None, articles: Collection[str | None]) -> Texts | None:
    """Return what is carried of some articles."""
    if texts is None:
        return None
    return replace(texts, parts=tuple(part for part in texts.parts if part.article in articles))


def _without_dangling(brief: Brief) -> Brief:
    """The brief whose citations name as original only what is in it, and whose figures hold where a place is."""
    articles, places = {source.id for source in brief.articles}, {place.id for place in brief.places}
    events = tuple(
        replace(
            event,
            citations=tuple(
                item if item.copy_of in articles else replace(item, copy_of=None) for item in event.citations
            ),
        )
        for event in brief.events
    )
    figures = tuple(figure if figure.place in places else replace(figure, place=None) for figure in brief.key_figures)
    findings = tuple(
        replace(finding, places=tuple(key for key in finding.places if key in places)) for finding in brief.findings
    )
    return replace(brief, events=events, key_figures=figures, findings=findings)


def _is_wanted(brief: Brief, event: Event, wanted: Wanted) -> bool:
    return (
        _has(wanted.kinds, {event.kind})
        and _has(wanted.statuses, {event.status})
        and event.confidence >= wanted.min_confidence
        and event.independent >= wanted.independent
        and _is_within(event, wanted)
        and _is_there(brief, event, wanted)
        and (wanted.where is None or wanted.where(event))
    )


def _is_within(event: Event, wanted: Wanted) -> bool:
    """Whether it was, or may have been, in the time; what has no date at all was at no time that is asked for."""
    start, end = event.when.start, event.when.end
    if start is None and end is None:
        return wanted.since is None and wanted.until is None
    return (wanted.since is None or end is None or end >= wanted.since) and (
        wanted.until is None or start is None or start <= wanted.until
    )


def _is_there(brief: Brief, event: Event, wanted: Wanted) -> bool:
    places = {place.id: place for place in brief.places}
    here = [places[item.place] for item in event.where]
    outlets = {source.id: source.outlet for source in brief.articles}
    return (
        _has(wanted.countries, {place.country or "" for place in here}, fold=str.upper)
        and _has(wanted.places, {name for place in here for name in (place.id, place.name)})
        and _has(wanted.outlets, {outlets[item.article] or "" for item in event.citations})
    )


def _has(asked: Collection[str] | None, found: set[str], fold: Callable[[str], str] = str) -> bool:
    if asked is None:
        return True
    return bool({fold(word) for word in ((asked,) if isinstance(asked, str) else asked)} & found)


def _check_kinds(wanted: Wanted) -> None:
    from geobrief.events import event_kinds  # noqa: PLC0415  # only where kinds are asked for

    kinds = (wanted.kinds,) if isinstance(wanted.kinds, str) else wanted.kinds or ()
    for kind in kinds:
        if kind not in event_kinds():
            raise UsageError(f"{kind!r} is no kind of event{did_you_mean(kind, event_kinds())}")
