"""[Reading] → Brief: sources in order, places, mentions with their sentences, events, conflicts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from geobrief.articles import same_story
from geobrief.brief.conflicts import find_conflicts
from geobrief.brief.findings import with_findings
from geobrief.brief.grouping import group_tellings
from geobrief.brief.record import Brief
from geobrief.brief.summary import summarise
from geobrief.brief.tellings import Telling, tellings
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
from geobrief.version import VERSION

Outline = Callable[[Place], dict[str, Any] | None]
"""A place → its area as a GeoJSON geometry, None where it is drawn as a point."""

_LAST = 9_999_999
"""Sorts what has no date after what has one."""


def compose_brief(
    readings: Sequence[Reading],
    *,
    title: str | None = None,
    gazetteer: GazetteerVersion,
    skipped: Sequence[Skipped] = (),
    outline: Outline = lambda _place: None,
) -> Brief:
    """Return the brief of some articles. The order in which they come makes no difference to it.

    Args:
        readings: What was understood of each.
        title: What it is called; from its first finding and main place without it.
        gazetteer: Which gazetteer resolved the names.
        skipped: Inputs that could not be read.
        outline: How a place is drawn; all of them as points without it.
    """
    ordered = sorted(readings, key=lambda reading: _by_date(reading.article))
    stories = same_story([reading.article for reading in ordered])
    groups = group_tellings(telling for reading in ordered for telling in tellings(reading))
    events = sorted((summarise(group, stories) for group in groups), key=by_time)
    places = _places(ordered, groups, outline)
    del groups  # the reports take as much memory as the brief itself, which comes now
    brief = Brief(
        title=title or "",
        generator=VERSION,
        gazetteer=gazetteer,
        articles=tuple(_source(reading.article, stories) for reading in ordered),
        places=places,
        mentions=tuple(_mentions(ordered)),
        events=tuple(events),
        conflicts=find_conflicts(ordered, _sentences(events), stories),
        skipped=tuple(sorted(skipped, key=lambda item: (item.path, item.reason))),
    )
    brief = with_findings(brief)
    return brief if title else replace(brief, title=title_of(brief))


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


def _source(article: Article, stories: Mapping[str, str]) -> Source:
    original = stories.get(article.id, article.id)
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
        same_story_as=None if original == article.id else original,
        rating=article.rating,
    )


def _places(
    readings: Iterable[Reading], groups: Iterable[Sequence[Telling]], outline: Outline
) -> tuple[PlaceRecord, ...]:
    meant = (item.place for reading in readings for item in reading.resolutions if item.place is not None)
    told = (place for group in groups for telling in group for place, _ in telling.places)
    unique = {place.id: place for place in chain(meant, told)}
    return tuple(
        place_record(place, outline) for place in sorted(unique.values(), key=lambda place: (place.name, place.id))
    )


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


def _mentions(readings: Iterable[Reading]) -> Iterator[CitedMention]:
    names: dict[str, str] = {}  # a place is another name's alternative in many articles
    for reading in readings:
        quotes: dict[tuple[int, int], Quote] = {}  # the names of one sentence share it
        for resolution in reading.resolutions:
            start, end = resolution.mention.sentence.start, resolution.mention.sentence.end
            quote = quotes.setdefault((start, end), Quote(start=start, end=end, text=reading.article.text[start:end]))
            yield _mention(reading.article, resolution, quote, names)


def _mention(article: Article, resolution: Resolution, quote: Quote, names: dict[str, str]) -> CitedMention:
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
        because=resolution.because,
        alternatives=tuple(
            OtherPlace(
                place=other.place.id,
                name=names.setdefault(other.place.id, full_name(other.place)),
                confidence=round(other.confidence, 3),
            )
            for other in resolution.alternatives
        ),
        reasons=resolution.reasons,
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
