"""A brief of our own on the Niger story, small enough to be read: what the tests of the map draw.

The sentences are the project's; a name in braces is a mention, with the key of its place and its role.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path

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

OUTLINES = json.loads(Path(__file__).with_name("outlines.json").read_text("utf-8"))

PLACES = {
    # key: name, kind, precision, country, province, lat, lon, GeoNames id, outline
    "niger": ("Niger", "country", "country", "NE", None, 17.6, 9.4, 2440476, "NE"),
    "niamey": ("Niamey", "city", "settlement", "NE", "Niamey", 13.5137, 2.1098, 2440485, None),
    "agadez": ("Agadez", "city", "settlement", "NE", "Agadez", 16.9733, 7.9911, 2448083, None),
    "agadez-region": ("Agadez Region", "admin1", "province", "NE", "Agadez Region", 19.0, 10.0, 2448082, "NE-1"),
    "ab201": ("Air Base 201", "site", "site", "NE", "Agadez", 16.9502, 8.0167, None, None),
    "ab101": ("Air Base 101", "site", "site", "NE", "Niamey", 13.4815, 2.1836, None, None),
    "mali": ("Mali", "country", "country", "ML", None, 18.0, -2.0, 2453866, "ML"),
    "burkina": ("Burkina Faso", "country", "country", "BF", None, 12.5, -1.67, 2361809, "BF"),
    "usa": ("United States", "country", "country", "US", None, 39.8, -98.6, 6252001, "US"),
    "washington": ("Washington", "city", "settlement", "US", "District of Columbia", 38.895, -77.036, 4140963, None),
    "russia": ("Russia", "country", "country", "RU", None, 60.0, 100.0, 2017370, "RU"),
    "moscow": ("Moscow", "city", "settlement", "RU", "Moscow", 55.752, 37.616, 524901, None),
    "iran": ("Iran", "country", "country", "IR", None, 32.0, 53.0, 130758, "IR"),
    "sahel": ("Sahel", "region", "region", None, None, 15.0, 5.0, None, "sahel"),
    "gao": ("Gao", "city", "settlement", "ML", "Gao", 16.2717, -0.0447, 2457161, None),
    "tillaberi": ("Tillabéri", "district", "district", "NE", "Tillabéri", 14.212, 1.4531, 2439374, None),
}

ARTICLES = (
    (
        "American soldiers to be out of Niger by mid-September",
        "The Example Courier",
        ("Ada Example",),
        "https://news.example.org/niger-withdrawal?id=1",
        date(2024, 5, 20),
        (
            "{Niger|niger|scene} and the {United States|usa|actor} said on Sunday in {Niamey|niamey|scene} that the last "
            "American soldiers would leave by 15 September.",
            "The talks in the capital took five days, and {Washington|washington|actor} sent a defence official to lead them.",
            "About a thousand Americans serve in {Niger|niger|scene}, most of them at {Air Base 201|ab201|scene} outside "
            "{Agadez|agadez|scene}.",
            "The drone base near {Agadez|agadez|scene} cost 110 million dollars to build.",
            "{Moscow|moscow|actor} has sent instructors to {Niamey|niamey|destination} since April.",
        ),
    ),
    (
        "Crowds in Niamey ask for a departure",
        "Example Wire",
        (),
        "https://wire.example.com/2024/04/protest",
        date(2024, 4, 14),
        (
            "Hundreds of people marched through {Niamey|niamey|scene} on Saturday and asked the American troops to go home.",
            "A Russian aircraft with about a hundred instructors had landed in {Niamey|niamey|destination} from "
            "{Russia|russia|origin} two days before.",
            "Neighbouring {Mali|mali|background} and {Burkina Faso|burkina|background} turned away from Western partners "
            "before {Niger|niger|scene} did.",
            "A small rally was also reported from {Agadez|agadez|scene}.",
        ),
    ),
    (
        "What the army of the Sahel does next",
        None,
        ("Ben Example", "Chidi Example"),
        None,
        date(2024, 5, 28),
        (
            "Across the {Sahel|sahel|scene}, armed groups have attacked convoys again this month.",
            "Soldiers died in an ambush in the {Tillabéri|tillaberi|scene} area, close to the border with {Mali|mali|background}.",
            "In {Gao|gao|scene}, a patrol was fired at on 22 May.",
            "The base in the {Agadez Region|agadez-region|scene} is said to have cost 100 million dollars.",
            "Officials in {Washington|washington|actor} worry about ties with {Iran|iran|background} and {Russia|russia|actor}.",
            "A village called {Tabalak Nord||scene} could not be reached.",
        ),
    ),
    (
        "Crowds in Niamey ask for departure of troops",
        "The Other Example",
        ("Example Wire",),
        "https://other.example.net/copy",
        date(2024, 4, 15),
        (
            "Hundreds of people marched through {Niamey|niamey|scene} on Saturday, asking the American troops to go home.",
            "{Niger|niger|scene} ended its military agreement with the {United States|usa|actor} in March.",
        ),
    ),
)

EVENTS = (
    # kind, label, status, main, when, where, citations (article, sentence), who
    ("agreement_ended", "End of an agreement: Niger", "done", False, ("2024-03-16", "2024-03-16", "day", "in March"),
     (("niger", "scene"),), ((3, 1),), (("Niger", "source"), ("United States", "target"))),
    ("arrival", "Arrival of instructors: Niamey", "done", False, ("2024-04-11", "2024-04-11", "day", "two days before"),
     (("niamey", "destination"), ("russia", "origin")), ((1, 1), (0, 4)), (("instructors", "participant"),)),
    ("protest", "Protest: Niamey", "done", True, ("2024-04-13", "2024-04-13", "day", "on Saturday"),
     (("niamey", "scene"),), ((1, 0), (3, 0)), (("hundreds of people", "source"),)),
    ("protest", "Protest: Agadez", "done", False, ("2024-04-13", "2024-04-13", "day", None),
     (("agadez", "scene"),), ((1, 3),), ()),
    ("meeting", "Talks: Niamey", "done", False, ("2024-05-15", "2024-05-19", "days", "five days"),
     (("niamey", "scene"),), ((0, 1),), ()),
    ("withdrawal", "Withdrawal of forces: Niger", "planned", True, (None, "2024-09-15", "day", "by 15 September"),
     (("niger", "scene"), ("ab201", "scene")), ((0, 0), (0, 2)), (("United States", "source"),)),
    ("base_established", "Base: Agadez", "past", False, ("2016-01-01", "2019-12-31", "period", None),
     (("agadez", "scene"),), ((0, 3), (2, 3)), ()),
    ("armed_clash", "Ambush: Tillabéri", "done", True, ("2024-05-01", "2024-05-31", "month", "this month"),
     (("tillaberi", "scene"),), ((2, 1),), (("soldiers", "target"),)),
    ("armed_clash", "Shots at a patrol: Gao", "done", False, ("2024-05-22", "2024-05-22", "day", "on 22 May"),
     (("gao", "scene"),), ((2, 2),), ()),
    ("attack_on_civilians", "Attacks on convoys: Sahel", "under way", False, ("2024-05-01", "2024-05-31", "month", "this month"),
     (("sahel", "scene"),), ((2, 0),), (("armed groups", "source"),)),
    ("statement", "Statement: ties with Iran and Russia", "done", False, (None, None, "unknown", None), (), ((2, 4),), ()),
)

_MENTION = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}")

CONFIDENCE = {"scene": 0.93, "origin": 0.9, "destination": 0.9, "actor": 0.88, "background": 0.85}
WEAK = {"gao": 0.42, "tillaberi": 0.64}
"""Mentions of these are drawn open."""


def _id(prefix: str, *parts: object) -> str:
    return prefix + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def place_id(key: str) -> str:
    return _id("p-", key)


def _place(key: str) -> PlaceRecord:
    name, kind, precision, country, admin1, lat, lon, geonameid, outline = PLACES[key]
    return PlaceRecord(
        id=place_id(key), name=name, kind=kind, precision=precision, country=country, admin1=admin1, lat=lat, lon=lon,
        geonameid=geonameid, wikidata=None, extent=None if outline is None else OUTLINES[outline],
    )  # fmt: skip


def _when(start: str | None, end: str | None, precision: str, text: str | None) -> When:
    days = [None if day is None else date.fromisoformat(day) for day in (start, end)]
    basis = "unknown" if start is end is None else "text"
    return When(start=days[0], end=days[1], precision=precision, text=text, basis=basis)


def _mention(source: Source, at: int, name: str, key: str, role: str, sentence: Quote) -> CitedMention:
    other = OtherPlace(place=place_id(key + "-2"), name=f"{name}, elsewhere", confidence=0.05)
    return CitedMention(
        id=_id("m-", source.id, at), article=source.id, start=at, end=at + len(name), text=name, sentence=sentence,
        form="name", role=role, place=place_id(key) if key else None,
        confidence=WEAK.get(key, CONFIDENCE[role] if key else 0.4),
        because=f"“{name}” is the name of a place near the others of the article."
        if key
        else "No place of that name is in the gazetteer.",
        alternatives=(other,) if key in ("gao", "tillaberi", "washington") else (),
    )  # fmt: skip


def _read(number: int) -> tuple[Source, list[Quote], list[CitedMention]]:
    title, outlet, authors, url, day, sentences = ARTICLES[number]
    source = Source(
        id=_id("a-", title), path=f"articles/{number}.txt", title=title, outlet=outlet, authors=authors, url=url,
        language="en", sha256=hashlib.sha256(title.encode()).hexdigest(), words=sum(len(line.split()) for line in sentences),
        published=When(start=day, end=day, precision="day", text=None, basis="inferred" if url is None else "metadata"),
        same_story_as=_id("a-", ARTICLES[1][0]) if number == 3 else None,
    )  # fmt: skip
    quotes, mentions, at = [], [], len(title) + 2
    for line in sentences:
        plain = _MENTION.sub(r"\1", line)
        quote = Quote(start=at, end=at + len(plain), text=plain)
        quotes.append(quote)
        cut = 0
        for found in _MENTION.finditer(line):
            name, key, role = found.groups()
            start = at + found.start() - cut
            cut += len(found.group()) - len(name)
            mentions.append(_mention(source, start, name, key, role, quote))
        at += len(plain) + 1
    return source, quotes, mentions


def _cite(source: Source, quote: Quote) -> Citation:
    return Citation(article=source.id, start=quote.start, end=quote.end, quote=quote.text)


def example() -> Brief:
    """The whole brief."""
    read = [_read(number) for number in range(len(ARTICLES))]
    order = sorted(range(len(read)), key=lambda i: (read[i][0].published.start, read[i][0].path))
    used = {mention.place for _, _, mentions in read for mention in mentions}
    events = []
    for kind, label, status, main, when, where, cites, who in EVENTS:
        citations = tuple(_cite(read[article][0], read[article][1][sentence]) for article, sentence in cites)
        independent = len({read[article][0].same_story_as or read[article][0].id for article, _ in cites})
        figures = (
            (CitedFigure("cost of the base", 110e6, "USD", "110 million dollars", citations[0]),)
            if kind == "base_established"
            else ()
        )
        events.append(
            Event(
                id=_id("e-", label), kind=kind, label=label, status=status, main=main, when=_when(*when),
                where=tuple(EventPlace(place_id(key), role) for key, role in where),
                who=tuple(EventActor(name, role) for name, role in who), citations=citations,
                articles=len({citation.article for citation in citations}), independent=independent, confidence=0.8,
                figures=figures,
            )  # fmt: skip
        )
    base = events[6]
    conflict = Conflict(
        about="the cost of the base",
        event=base.id,
        values=(
            ConflictingValue("110 million dollars", base.citations[:1]),
            ConflictingValue("100 million dollars", base.citations[1:]),
        ),
    )
    return Brief(
        title="The American withdrawal from Niger, April to May 2024",
        generator="0.1.0",
        gazetteer=GazetteerVersion("geobrief-gazetteer", "2026.11", 280_794, "0" * 64),
        articles=tuple(read[i][0] for i in order),
        places=tuple(sorted((_place(key) for key in PLACES if place_id(key) in used), key=lambda place: place.name)),
        mentions=tuple(mention for i in order for mention in read[i][2]),
        events=tuple(events),
        conflicts=(conflict,),
        skipped=(Skipped("articles/empty.txt", "the file is empty"),),
    )
