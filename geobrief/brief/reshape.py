"""Events put together, taken apart and added, as an analyst says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geobrief.brief.anchors import Anchor, Span, overlap, places_in, words_in_common
from geobrief.brief.corrections import Correction, Target
from geobrief.brief.document import direction_of
from geobrief.brief.quotes import best_first
from geobrief.brief.record import Brief
from geobrief.brief.summary import label_of, summarise, surest_of
from geobrief.brief.tellings import Telling, tellings
from geobrief.model import (
    UNKNOWN_WHEN,
    Article,
    Citation,
    Conflict,
    Event,
    EventActor,
    EventPlace,
    PlaceRecord,
    Reading,
    When,
)

_LIKE = 0.5
"""Share of the words of two labels from which an event of another kind in the same sentence is the one that was meant."""
_NEAR = 0.25
"""The same of two sentences, from which one is worth being named as the nearest."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The articles of a brief, where quotes are looked for."""

    texts: Mapping[str, tuple[Article, str]]
    """By their ids."""
    stories: Mapping[str, str]
    """Id of an article → id of the one whose story it copies."""

    @classmethod
    def of(cls, brief: Brief, readings: Iterable[Reading]) -> Ground:
        """Return the ground of a brief."""
        texts = {reading.article.id: (reading.article, reading.article.text) for reading in readings}
        return cls(texts, {source.id: source.same_story_as or source.id for source in brief.articles})

    def spans(self, anchors: Sequence[Anchor]) -> list[tuple[int, str, Span]]:
        """Where anchors stand: number of the anchor, id of the article, passage."""
        return list(places_in(anchors, self.texts))


def cited_in(citations: Iterable[Citation], spans: Sequence[tuple[int, str, Span]]) -> int:
    """Return in how many of the anchors that were found some citations stand."""
    told = [(citation.article, (citation.start, citation.end)) for citation in citations]
    return len({number for number, article, span in spans if any(a == article and overlap(s, span) for a, s in told)})


def event_meant(target: Target, events: Iterable[Event], ground: Ground, *, strictly: bool = False) -> Event | None:
    """Return the event that a correction is about, or None.

    Args:
        target: What is said of it.
        events: Those of the brief.
        ground: Its articles.
        strictly: Whether an event of another kind is none: what was no protest may yet be a meeting.
    """
    spans = ground.spans(target.anchors)
    held = [(event, cited_in(event.citations, spans)) for event in events]
    told = [(event, number) for event, number in held if number]
    alike = [(event, number) for event, number in told if event.kind == target.kind]
    if not alike and not strictly:
        alike = (
            told
            if len(told) == 1
            else [one for one in told if words_in_common(one[0].label, target.was or "") >= _LIKE]
        )
    if not alike:
        return None
    best = max(alike, key=lambda one: (one[1], words_in_common(one[0].label, target.was or ""), one[0].id))
    return best[0]


def nearest_event(target: Target, events: Iterable[Event]) -> str:
    """Return what may have been meant, to be put behind a warning."""
    quote = target.anchors[0].quote or ""
    best, share = None, _NEAR
    for event in events:
        for citation in event.citations:
            common = words_in_common(citation.quote, quote) + 0.01 * (event.kind == target.kind)
            if common > share:
                best, share = (event, citation), common
    return "" if best is None else f"; the nearest is {best[0].kind} “{best[0].label}” in “{best[1].quote}”"


def merged(event: Event, others: Sequence[Event], ground: Ground) -> Event:
    """Return an event with what others tell of it. Label, kind, status, day and places are those of the first."""
    every = (event, *others)
    citations = {(one.article, one.start): one for part in every for one in part.citations}
    articles = {article for article, _ in citations}
    names = {actor.name for actor in event.who}
    figures = {
        (one.what, one.value, one.unit, one.citation.article): one for part in reversed(every) for one in part.figures
    }
    surest = surest_of(event.where[0].place if event.where else None, every)
    return replace(
        event,
        main=any(part.main for part in every),
        who=(*event.who, *(actor for part in others for actor in part.who if actor.name not in names)),
        citations=best_first(event.label, citations.values(), (actor.name for actor in event.who)),
        articles=len(articles),
        independent=len({ground.stories.get(article, article) for article in articles}),
        confidence=surest.confidence,
        figures=tuple(figures[key] for key in sorted(figures)),
        confidences=surest.confidences,
    )


def parted(
    event: Event, sentences: Sequence[Anchor], readings: Sequence[Reading], ground: Ground
) -> tuple[Event, Event] | None:
    """Return an event without some of its sentences, and the event that these tell; None where none or all are meant."""
    spans = ground.spans(sentences)
    group = list(_told(event, readings))
    out = [telling for telling in group if cited_in([telling.citation], spans)]
    rest = [telling for telling in group if telling not in out]
    if not out or not rest:
        return None
    return summarise(rest, ground.stories), summarise(out, ground.stories)


def still_differs(conflict: Conflict, elsewhere: Iterable[Citation]) -> bool:
    """Whether two values of a conflict are left to its event, when some of its sentences tell another one."""
    out = {(citation.article, citation.start) for citation in elsewhere}
    left = [
        value
        for value in conflict.values
        if any((citation.article, citation.start) not in out for citation in value.citations)
    ]
    return len(left) > 1


def _told(event: Event, readings: Sequence[Reading]) -> Iterator[Telling]:
    """The reports that an event was made of: those of its kind, or of any, in its sentences."""
    cited = {(citation.article, citation.start) for citation in event.citations}
    every = [
        telling
        for reading in readings
        if any(article == reading.article.id for article, _ in cited)
        for telling in tellings(reading)
        if (telling.article.id, telling.citation.start) in cited
    ]
    kept = {(telling.article.id, telling.citation.start) for telling in every if telling.report.kind == event.kind}
    for telling in every:
        if telling.report.kind == event.kind or (telling.article.id, telling.citation.start) not in kept:
            yield telling


def added(
    item: Correction, ground: Ground, place: EventPlace | None, records: Mapping[str, PlaceRecord]
) -> Event | None:
    """Return the event that an analyst read in a sentence; None where the sentence is not there."""
    spans = ground.spans(item.anchors)
    if not spans or item.add is None:
        return None
    citations = [
        Citation(article=article, start=start, end=end, quote=ground.texts[article][1][start:end])
        for _, article, (start, end) in spans
    ]
    who = tuple(EventActor(one.name, one.role) for one in item.who or ())
    where = () if place is None else (place,)
    label = item.label or label_of(item.add, who, [(records[one.place], one.role) for one in where])
    words = f"{item.add}\n{label}\n{item.anchor.quote}"
    articles = {citation.article for citation in citations}
    return Event(
        id=f"e-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}",
        kind=item.add,
        label=label,
        status=item.status or "done",
        main=False,
        when=_dated(item.when),
        where=where,
        who=who,
        citations=tuple(dict.fromkeys(citations)),
        articles=len(articles),
        independent=len({ground.stories.get(article, article) for article in articles}),
        confidence=1.0,
        figures=(),
    )


def _dated(when: When | None) -> When:
    return UNKNOWN_WHEN if when is None else replace(when, direction=direction_of(when.start, when.end))


def conflict_meant(item: Correction, conflicts: Sequence[Conflict], ground: Ground) -> Conflict | None:
    """Return the contradiction that a correction is about: by what it is about, then by the sentence of one value."""
    spans = ground.spans(item.anchors)
    alike = [one for one in conflicts if one.about.casefold() == (item.conflict or "").casefold()]
    if item.anchor.quote is not None:
        alike = [one for one in alike if cited_in((cited for value in one.values for cited in value.citations), spans)]
    return alike[0] if alike else None


def conflict_id(conflict: Conflict) -> str:
    """Return an id for what articles differ about: that of the words and of where they stand."""
    cited = sorted((one.article, one.start) for value in conflict.values for one in value.citations)
    return "c-" + hashlib.sha256(f"{conflict.about}:{cited}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
