"""Small briefs and reports, made by hand, for the tests of the stages after the text."""

import hashlib
from datetime import date

from geobrief.articles import make_article
from geobrief.brief import Brief
from geobrief.brief.tellings import Telling, content_words
from geobrief.model import (
    UNKNOWN_WHEN,
    Actor,
    Citation,
    CitedFigure,
    CitedMention,
    Conflict,
    ConflictingValue,
    Event,
    EventActor,
    EventPlace,
    EventReport,
    Figure,
    GazetteerVersion,
    OtherPlace,
    Place,
    PlaceRecord,
    Quote,
    Sentence,
    Skipped,
    Source,
    When,
)

TEXT = "Niger ordered them out. Soldiers left Agadez on 5 August."


def place(name, kind="city", *, country="NE", admin1=None, lat=16.97, lon=7.99, key=None, precision=None):
    """A gazetteer row."""
    key = key or f"test:{name}"
    default = {"country": "country", "region": "region", "admin1": "province", "site": "site"}
    return Place(
        id="p-" + hashlib.sha256(key.encode()).hexdigest()[:16],
        key=key,
        name=name,
        kind=kind,
        precision=precision or default.get(kind, "settlement"),
        country=country,
        admin1=admin1,
        lat=lat,
        lon=lon,
        geonameid=None,
        wikidata=None,
        feature_class="P",
        feature_code="PPL",
        population=1000,
        admin1_code=admin1,
        source="test",
    )


def day(text, *, precision="day", end=None, direction="on"):
    """An interval that begins on an ISO day."""
    first = date.fromisoformat(text)
    last = date.fromisoformat(end) if end else first
    return When(start=first, end=last, precision=precision, text=text, basis="text", direction=direction)


def telling(
    sentence,
    *,
    kind,
    trigger,
    where=(),
    when=UNKNOWN_WHEN,
    who=(),
    figures=(),
    status="done",
    article="one",
    main=False,
    names=(),
):
    """A report of one sentence, which is the whole of its article but for the article's name."""
    text = f"{sentence}\n{article}\n"
    made = make_article(text, path=f"{article}.txt", published="2024-05-20")
    start = sentence.index(trigger)
    report = EventReport(
        start=start,
        end=start + len(trigger),
        trigger=trigger,
        kind=kind,
        status=status,
        sentence=Sentence(0, len(sentence)),
        where=(),
        when=None,
        who=tuple(_actor(sentence, *item) for item in who),
        figures=tuple(_figure(sentence, *item) for item in figures),
        main=main,
        confidence=0.8,
        because="made by hand",
    )
    return Telling(
        article=made,
        report=report,
        places=tuple(where),
        when=when,
        countries=frozenset(actor.country for actor in report.who if actor.country),
        words=content_words(sentence),
        names=frozenset(names),
        quote=sentence,
    )


def _actor(sentence, name, role, country=None):
    start = sentence.index(name)
    return Actor(name=name, role=role, start=start, end=start + len(name), country=country)


def _figure(sentence, words, value, unit, what):
    start = sentence.index(words)
    return Figure(what=what, value=value, unit=unit, text=words, start=start, end=start + len(words))


def a_brief():
    """A brief with one of everything."""
    article, quote = "a-1", TEXT[24:]
    citation = Citation(article, 24, len(TEXT), quote)
    niger = PlaceRecord(
        id="p-niger",
        name="Niger",
        kind="country",
        precision="country",
        country="NE",
        admin1=None,
        lat=18.0,
        lon=9.0,
        geonameid=2440476,
        wikidata="Q1032",
        extent={"type": "Polygon", "coordinates": [[[0.2, 11.7], [16.0, 11.7], [16.0, 23.5], [0.2, 11.7]]]},
    )
    agadez = PlaceRecord("p-agadez", "Agadez", "city", "settlement", "NE", "Agadez", 16.97, 7.99, 2448083, None, None)
    mentions = (
        CitedMention(
            id="m-1",
            article=article,
            start=0,
            end=5,
            text="Niger",
            sentence=Quote(0, 23, TEXT[:23]),
            form="name",
            role="actor",
            place="p-niger",
            confidence=0.98,
            because="the country, and the capital stands beside it",
            alternatives=(OtherPlace("p-other", "Niger State, NG", 0.01),),
        ),
        CitedMention(
            id="m-2",
            article=article,
            start=38,
            end=44,
            text="Agadez",
            sentence=Quote(24, len(TEXT), quote),
            form="name",
            role="origin",
            place="p-agadez",
            confidence=0.95,
            because="the largest place of this name",
            alternatives=(),
        ),
    )
    event = Event(
        id="e-1",
        kind="withdrawal",
        label="Withdrawal of forces: Soldiers, from Agadez",
        status="done",
        main=True,
        when=day("2024-08-05"),
        where=(EventPlace("p-agadez", "origin"),),
        who=(EventActor("Soldiers", "source"),),
        citations=(citation,),
        articles=1,
        independent=1,
        confidence=0.8,
        figures=(CitedFigure("soldiers", 200.0, "people", "200 soldiers", citation),),
    )
    source = Source(
        id=article,
        path="one.txt",
        title="Soldiers leave",
        outlet="Example Wire",
        authors=("A. Writer",),
        url="https://example.org/one",
        language="en",
        sha256="0" * 64,
        words=11,
        published=When(date(2024, 8, 6), date(2024, 8, 6), "day", "6 August 2024", "byline"),
    )
    values = (ConflictingValue("$100 million", (citation,)), ConflictingValue("$110 million", (citation,)))
    return Brief(
        title="Niger",
        generator="0.1.0",
        gazetteer=GazetteerVersion("test", "1", 2, "f" * 64),
        articles=(source,),
        places=(agadez, niger),
        mentions=mentions,
        events=(event,),
        conflicts=(Conflict("cost of the base", "e-1", values),),
        skipped=(Skipped("two.txt", "it is empty"),),
    )
