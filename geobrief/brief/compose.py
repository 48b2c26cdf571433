"""[Reading] → Brief: sources in order, places, mentions with their sentences, events, conflicts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from geobrief.articles import Stories
from geobrief.brief.conflicts import Stated, find_conflicts, stated_in
from geobrief.brief.findings import with_findings
from geobrief.brief.grouping import Reports
from geobrief.brief.held import articles_in
from geobrief.brief.record import Brief
from geobrief.brief.summary import summarise
from geobrief.brief.tellings import tellings
from geobrief.brief.title import title_of
from geobrief.model import (
    Article,
    CitedMention,
    Event,
    GazetteerVersion,
    OtherPlace,
    Place,
    PlaceRecord,
    Quote,
    Reading,
    Resolution,
    Skipped,
    Source,
)
from geobrief.shelf import Shelf
from geobrief.version import VERSION

Outline = Callable[[Place], dict[str, Any] | None]
"""A place → its area as a GeoJSON geometry, None where it is drawn as a point."""

Progress = Callable[[str], None]
Stages = Callable[[str, int | None], None]

_LAST = 9_999_999
"""Sorts what has no date after what has one."""


def compose_brief(
    readings: Sequence[Reading],
    *,
    title: str | None = None,
    gazetteer: GazetteerVersion,
    skipped: Sequence[Skipped] = (),
    outline: Outline = lambda _place: None,
    progress: Progress = lambda _path: None,
    stages: Stages = lambda _stage, _total: None,
) -> Brief:
    """Return the brief of some articles. The order in which they come makes no difference to it.

    Args:
        readings: What was understood of each.
        title: What it is called; from its first finding and main place without it.
        gazetteer: Which gazetteer resolved the names.
        skipped: Inputs that could not be read.
        outline: How a place is drawn; all of them as points without it.
        progress: Called with the path of an article when it has been taken in, and for each thing that it tells when its
            event has been found.
        stages: Called when a stage begins, with its name and how many calls of ``progress`` there will be, or None.
    """
    stages("gathering", len(readings))
    ages = [_by_date(article) for article in articles_in(readings)]
    parts = _Parts()
    for number in sorted(range(len(ages)), key=ages.__getitem__):
        parts.add(readings[number])
        progress(ages[number][1])
    groups = parts.groups(progress, stages)
    stages("composing", None)
    brief = with_findings(parts.brief(groups, title or "", gazetteer, skipped, outline))
    return brief if title else replace(brief, title=title_of(brief))


class _Parts:
    """What a brief takes of each reading, which is read once; what only leads to it waits on disk."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._stories = Stories()
        self._reports = Reports()
        self._figures: Shelf[Stated] = Shelf()
        self._mentions: list[CitedMention] = []
        self._places: dict[str, Place] = {}
        self._once = _Once()

    def add(self, reading: Reading) -> None:
        """Take in the next reading, by date of publication."""
        told = tellings(reading)
        self._sources.append(_source(reading.article))
        self._stories.add(reading.article)
        self._reports.add(told)
        self._figures.extend(stated_in(reading))
        self._mentions += _mentions(reading, self._once)
        self._places.update((item.place.id, item.place) for item in reading.resolutions if item.place is not None)
        self._places.update((place.id, place) for telling in told for place, _ in telling.places)

    def groups(self, progress: Progress, stages: Stages) -> list[list[int]]:
        """Return which reports tell one event, for :meth:`brief`."""
        stages("grouping", len(self._reports))
        return self._reports.groups(progress)

    def brief(
        self,
        groups: Sequence[Sequence[int]],
        title: str,
        gazetteer: GazetteerVersion,
        skipped: Sequence[Skipped],
        outline: Outline,
    ) -> Brief:
        """Return the brief, but for its findings."""
        stories = self._stories.originals()
        told = (summarise(self._reports.of_group(group), stories) for group in groups)
        events = sorted(told, key=by_time)
        known = {source.id: source for source in self._sources}
        return Brief(
            title=title,
            generator=VERSION,
            gazetteer=gazetteer,
            articles=tuple(_of_story(source, stories) for source in self._sources),
            places=_places(self._places.values(), outline),
            mentions=tuple(self._mentions),
            events=tuple(events),
            conflicts=find_conflicts(self._figures, _sentences(events), stories, known),
            skipped=tuple(sorted(skipped, key=lambda item: (item.path, item.reason))),
        )


_Equal = TypeVar("_Equal")


class _Once:
    """Of all that is equal the one that came first: an archive names some thousand places for a few reasons."""

    def __init__(self) -> None:
        self._held: dict[Any, Any] = {}

    def __call__(self, item: _Equal) -> _Equal:
        held: _Equal = self._held.setdefault(item, item)
        return held


def _by_date(article: Article) -> tuple[int, str, str]:
    published = article.published.start
    return (published.toordinal() if published else _LAST, article.path, article.id)


def by_time(event: Event) -> tuple[int, int, str]:
    """Return what sorts events by time, undated ones last."""
    first = event.when.start or event.when.end
    last = event.when.end or event.when.start
    return (first.toordinal() if first else _LAST, last.toordinal() if last else _LAST, event.id)


def _sentences(events: Iterable[Event]) -> Mapping[tuple[str, int], frozenset[str]]:
    told: dict[tuple[str, int], frozenset[str]] = {}
    for event in events:
        for citation in event.citations:
            key = citation.article, citation.start
            told[key] = told.get(key, frozenset()) | {event.id}
    return told


def _of_story(source: Source, stories: Mapping[str, str]) -> Source:
    original = stories.get(source.id, source.id)
    return source if original == source.id else replace(source, same_story_as=original)


def _source(article: Article) -> Source:
    return Source(
        id=article.id,
        path=article.path,
        title=article.title,
        outlet=article.outlet,
        authors=article.authors,
        url=article.url,
        language=article.language,
        sha256=article.sha256,
        words=article.words,
        published=article.published,
        rating=article.rating,
    )


def _places(places: Iterable[Place], outline: Outline) -> tuple[PlaceRecord, ...]:
    return tuple(place_record(place, outline) for place in sorted(places, key=lambda place: (place.name, place.id)))


def place_record(place: Place, outline: Outline) -> PlaceRecord:
    """Return a place as a brief holds it, with its area where it is drawn as one."""
    return PlaceRecord(
        id=place.id,
        name=place.name,
        kind=place.kind,
        precision=place.precision,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        wikidata=place.wikidata,
        extent=outline(place),
    )


def _mentions(reading: Reading, once: _Once) -> Iterator[CitedMention]:
    quotes: dict[tuple[int, int], Quote] = {}  # the names of one sentence share it
    for resolution in reading.resolutions:
        start, end = resolution.mention.sentence.start, resolution.mention.sentence.end
        quote = quotes.setdefault((start, end), Quote(start=start, end=end, text=reading.article.text[start:end]))
        yield _mention(reading.article, resolution, quote, once)


def _mention(article: Article, resolution: Resolution, quote: Quote, once: _Once) -> CitedMention:
    mention = resolution.mention
    return CitedMention(
        id=mention_id(article, mention.start, mention.end),
        article=article.id,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        sentence=quote,
        form=mention.form,
        role=resolution.role,
        place=resolution.place.id if resolution.place else None,
        confidence=round(resolution.confidence, 3),
        because=once(resolution.because),
        alternatives=tuple(
            OtherPlace(
                place=other.place.id,
                name=once(full_name(other.place)),
                confidence=round(other.confidence, 3),
            )
            for other in resolution.alternatives
        ),
        reasons=once(resolution.reasons),
    )


def mention_id(article: Article, start: int, end: int) -> str:
    """Return the id of a mention: that of its article and where it stands in it."""
    return "m-" + hashlib.sha256(f"{article.id}:{start}:{end}".encode()).hexdigest()[:16]


def full_name(place: Place | PlaceRecord) -> str:
    """Return a place's name with its province and country: "Niger State, NG"."""
    parts = [place.name]
    if place.admin1 and place.admin1 != place.name and place.kind not in ("country", "territory"):
        parts.append(place.admin1)
    if place.country and place.kind not in ("country", "territory"):
        parts.append(place.country)
    return ", ".join(parts)
