"""The brief of ``story.toml``, small enough to be read: what the tests of the map draw."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from geobrief.brief import Brief
from geobrief.model import (
    Citation,
    CitedFigure,
    CitedMention,
    Conflict,
    ConflictingValue,
    Event,
    EventActor,
    EventPlace,
    GazetteerVersion,
    OtherPlace,
    PlaceRecord,
    Quote,
    Skipped,
    Source,
    When,
)

HERE = Path(__file__).parent
OUTLINES = json.loads((HERE / "outlines.json").read_text("utf-8"))
STORY: dict[str, Any] = tomllib.loads((HERE / "story.toml").read_text("utf-8"))

COPY_OF = {3: 1}
"""The last article tells the story of the second again."""

CONFIDENCE = {"scene": 0.93, "origin": 0.9, "destination": 0.9, "actor": 0.88, "background": 0.85}
WEAK = {"gao": 0.42, "tillaberi": 0.64}
"""Mentions of these are drawn open."""

NOWHERE = "no place in the gazetteer is called “{}”, nor is a known place part of the name"

_MENTION = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}")


class Read(NamedTuple):
    source: Source
    quotes: list[Quote]
    mentions: list[CitedMention]

    def cite(self, sentence: int) -> Citation:
        quote = self.quotes[sentence]
        return Citation(article=self.source.id, start=quote.start, end=quote.end, quote=quote.text)


def _id(prefix: str, *parts: object) -> str:
    return prefix + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def place_id(key: str) -> str:
    return _id("p-", key)


def event_id(label: str) -> str:
    return _id("e-", label)


def article_id(number: int) -> str:
    return _id("a-", STORY["article"][number]["title"])


def _said(key: str) -> str:
    name, kind, _, country, *_ = STORY["places"][key]
    return f"{name} ({', '.join(filter(None, (kind, country)))})"


def _place(key: str) -> PlaceRecord:
    name, kind, precision, country, admin1, lat, lon, geonameid, outline = STORY["places"][key]
    return PlaceRecord(
        id=place_id(key),
        name=name,
        kind=kind,
        precision=precision,
        country=country or None,
        admin1=admin1 or None,
        lat=lat,
        lon=lon,
        geonameid=geonameid or None,
        wikidata=None,
        extent=OUTLINES[outline] if outline else None,
    )


def _source(number: int) -> Source:
    row = STORY["article"][number]
    day = row["published"]
    text = " ".join(row["sentences"])
    return Source(
        id=article_id(number),
        path=f"articles/{number}.txt",
        title=row["title"],
        outlet=row.get("outlet"),
        authors=tuple(row["authors"]),
        url=row.get("url"),
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        words=len(text.split()),
        published=When(day, day, "day", None, "metadata" if "url" in row else "inferred"),
        same_story_as=article_id(COPY_OF[number]) if number in COPY_OF else None,
    )


def _mention(source: Source, start: int, found: re.Match[str], sentence: Quote) -> CitedMention:
    name, key, role = found.groups()
    reason = f"“{name}” is taken for {_said(key)}: it is near other places named here" if key else NOWHERE.format(name)
    other = OtherPlace(place=place_id(f"{key}-2"), name=f"{name}, elsewhere", confidence=0.05)
    return CitedMention(
        id=_id("m-", source.id, start),
        article=source.id,
        start=start,
        end=start + len(name),
        text=name,
        sentence=sentence,
        form="name",
        role=role,
        place=place_id(key) if key else None,
        confidence=WEAK.get(key, CONFIDENCE[role] if key else 0.4),
        because=reason,
        alternatives=(other,) if key in {"gao", "tillaberi", "washington"} else (),
    )


def _read(number: int) -> Read:
    row, source = STORY["article"][number], _source(number)
    read = Read(source, [], [])
    at = len(row["title"]) + 2
    for line in row["sentences"]:
        plain = _MENTION.sub(r"\1", line)
        quote = Quote(start=at, end=at + len(plain), text=plain)
        read.quotes.append(quote)
        for found in _MENTION.finditer(line):
            start = at + len(_MENTION.sub(r"\1", line[: found.start()]))
            read.mentions.append(_mention(source, start, found, quote))
        at += len(plain) + 1
    return read


def _event(row: dict[str, Any], read: list[Read]) -> Event:
    days = [date.fromisoformat(row[end]) if end in row else None for end in ("start", "end")]
    citations = tuple(read[article].cite(sentence) for article, sentence in row["cites"])
    cost = CitedFigure("cost of the base", 110e6, "USD", "110 million dollars", citations[0])
    return Event(
        id=event_id(row["label"]),
        kind=row["kind"],
        label=row["label"],
        status=row["status"],
        main=row.get("main", False),
        when=When(days[0], days[1], row["precision"], row.get("text"), "text" if any(days) else "unknown"),
        where=tuple(EventPlace(place_id(key), role) for key, role in row["where"]),
        who=tuple(EventActor(name, role) for name, role in row["who"]),
        citations=citations,
        articles=len({article for article, _ in row["cites"]}),
        independent=len({COPY_OF.get(article, article) for article, _ in row["cites"]}),
        confidence=0.8,
        figures=(cost,) if row["kind"] == "base_established" else (),
    )


def example() -> Brief:
    """The whole brief."""
    read = [_read(number) for number in range(len(STORY["article"]))]
    events = tuple(_event(row, read) for row in STORY["event"])
    base = next(event for event in events if event.figures)
    values = (
        ConflictingValue("110 million dollars", base.citations[:1]),
        ConflictingValue("100 million dollars", base.citations[1:]),
    )
    used = {mention.place for one in read for mention in one.mentions}
    read.sort(key=lambda one: (one.source.published.start or date.max, one.source.path))
    return Brief(
        title="The American withdrawal from Niger, April to May 2024",
        generator="0.1.0",
        gazetteer=GazetteerVersion("geobrief-gazetteer", "2026.11", 280_794, "0" * 64),
        articles=tuple(one.source for one in read),
        places=tuple(
            sorted((_place(key) for key in STORY["places"] if place_id(key) in used), key=lambda place: place.name)
        ),
        mentions=tuple(mention for one in read for mention in one.mentions),
        events=events,
        conflicts=(Conflict(about="the cost of the base", event=base.id, values=values),),
        skipped=(Skipped("articles/empty.txt", "the file is empty"),),
    )
