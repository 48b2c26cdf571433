"""Briefs of any size, made up but shaped as news is: what the map's benchmark draws.

Places follow a rough Zipf law, five events to an article, one sentence of about 225 characters to a citation.
"""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta

from geobrief.brief import Brief
from geobrief.events import event_kinds
from geobrief.model import (
    Citation,
    CitedMention,
    Event,
    EventActor,
    EventPlace,
    GazetteerVersion,
    PlaceRecord,
    Quote,
    Source,
    When,
)

EVENTS_PER_ARTICLE = 5
FIRST_DAY = date(2024, 1, 1)
WORDS = (
    "officials said that convoy of the army had reached village after a night of rain and families who had left "
    "their homes near river waited for news while traders kept market open in spite of reports from north"
).split()


def made_up_brief(events: int) -> Brief:
    """Return a brief with so many events, the same for the same number."""
    chance = random.Random(events)  # noqa: S311 - a drawing of lots, not a secret
    places = [_place(number, chance) for number in range(max(10, events // 4))]
    weights = [1 / (rank + 3) for rank in range(len(places))]
    articles, mentions, told = [], [], []
    for number in range(max(1, events // EVENTS_PER_ARTICLE)):
        source = _source(number, chance)
        articles.append(source)
        for order, place in enumerate(chance.choices(places, weights, k=EVENTS_PER_ARTICLE)):
            quote = _quote(place, order, chance)
            mentions.append(_mention(source, place, quote))
            told.append(_event(source, place, quote, chance))
    return Brief(
        title=f"{len(told):,} made-up events",
        generator="0.1.0",
        gazetteer=GazetteerVersion("made up", "1", len(places), "0" * 64),
        articles=tuple(articles),
        places=tuple(places),
        mentions=tuple(mentions),
        events=tuple(told),
        conflicts=(),
        skipped=(),
    )


def _id(prefix: str, *parts: object) -> str:
    return prefix + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def _place(number: int, chance: random.Random) -> PlaceRecord:
    return PlaceRecord(
        id=_id("p-", number),
        name=f"Place {number}",
        kind="city",
        precision="settlement",
        country="NE",
        admin1="Province",
        lat=round(chance.uniform(-30, 55), 4),
        lon=round(chance.uniform(-15, 60), 4),
        geonameid=1_000_000 + number,
        wikidata=None,
        extent=None,
    )


def _source(number: int, chance: random.Random) -> Source:
    day = FIRST_DAY + timedelta(days=chance.randrange(300))
    return Source(
        id=_id("a-", number),
        path=f"articles/{number:06}.txt",
        title=f"Headline number {number} of a made-up newspaper about the region",
        outlet=f"Outlet {number % 40}",
        authors=(f"Author {number % 300}",),
        url=f"https://news.example.org/2024/article-{number}",
        language="en",
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        words=600,
        published=When(day, day, "day", None, "metadata"),
    )


def _quote(place: PlaceRecord, order: int, chance: random.Random) -> Quote:
    text = f"In {place.name}, {' '.join(chance.choices(WORDS, k=38))}."
    return Quote(start=1000 * order, end=1000 * order + len(text), text=text)


def _mention(source: Source, place: PlaceRecord, quote: Quote) -> CitedMention:
    return CitedMention(
        id=_id("m-", source.id, quote.start),
        article=source.id,
        start=quote.start + 3,
        end=quote.start + 3 + len(place.name),
        text=place.name,
        sentence=quote,
        form="name",
        role="scene",
        place=place.id,
        confidence=0.9,
        because="The only place of that name near the others of the article.",
        alternatives=(),
    )


def _event(source: Source, place: PlaceRecord, quote: Quote, chance: random.Random) -> Event:
    kind = chance.choice(list(event_kinds()))
    day = FIRST_DAY + timedelta(days=chance.randrange(300))
    return Event(
        id=_id("e-", source.id, quote.start),
        kind=kind,
        label=f"{event_kinds()[kind].label} in {place.name}",
        status="done",
        main=quote.start == 0,
        when=When(day, day, "day", None, "text"),
        where=(EventPlace(place.id, "scene"),),
        who=(EventActor("the army", "source"),),
        citations=(Citation(source.id, quote.start, quote.end, quote.text),),
        articles=1,
        independent=1,
        confidence=0.8,
        figures=(),
    )
