"""A telling: one report of an event with everything that decides whether another report tells the same event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from sys import intern

from geobrief.brief.own_day import own_day
from geobrief.events import days_of
from geobrief.model import (
    SCENE_ROLES,
    UNKNOWN_WHEN,
    Actor,
    Article,
    Citation,
    EventReport,
    Place,
    Reading,
    Resolution,
    Role,
    When,
)
from geobrief.text import listed


@dataclass(frozen=True, slots=True)
class Telling:
    """One report with its places, interval and actors looked up."""

    article: Article
    """Its text may be empty, where the telling waited on disk for its group."""
    report: EventReport
    places: tuple[tuple[Place, Role], ...]
    """Where it happened, best first: resolved places only."""
    when: When
    countries: frozenset[str]
    """ISO codes of the governments, forces and peoples that take part."""
    words: frozenset[str]
    """What the sentence says, without the words that every sentence has."""
    names: frozenset[str]
    """Words of its sentence with a capital that name no place: who and what it is about."""
    quote: str
    """The sentence that tells it."""
    named: Mapping[str, str] = field(default_factory=dict)
    """Id of an area → the name in it whose position nobody knows, where the event was at that name."""
    setting: str | None = None
    """ISO code of the country that most of the article is about: where an event without a place is looked for."""

    @property
    def citation(self) -> Citation:
        """The sentence that tells it."""
        sentence = self.report.sentence
        return Citation(
            article=self.article.id,
            start=sentence.start,
            end=sentence.end,
            quote=self.quote,
        )

    @property
    def place(self) -> Place | None:
        """The place that says best where it happened."""
        return self.places[0][0] if self.places else None


def tellings(reading: Reading) -> list[Telling]:
    """Return the events that one article reports, in the order of its text."""
    setting = _setting(reading)
    mistaken = [item for item in reading.resolutions if item.sense == "overruled"]
    reports = (
        replace(report, who=tuple(_rightly_named(actor, mistaken) for actor in report.who))
        for report in reading.reports
    )
    return [_telling(reading, report, setting) for report in reports]


def _rightly_named(actor: Actor, mistaken: Sequence[Resolution]) -> Actor:
    """Return the actor without an adjective that means another country: "Nigerian officials" may be Niger's officials."""
    for item in mistaken:
        mention, place = item.mention, item.place
        if place is not None and actor.start <= mention.start and mention.end <= actor.end:
            before, after = actor.name[: mention.start - actor.start], actor.name[mention.end - actor.start :]
            return replace(actor, name=f"{before}{place.name}'s{after}" if after else f"{before}people of {place.name}")
    return actor


_SETTING_SHARE = 0.5
"""Share of the places named in an article, other than as actors, that must lie in one country."""


def _setting(reading: Reading) -> str | None:
    """Return the country in which most of what an article names lies."""
    named = [item.place.country for item in reading.resolutions if item.place and item.role != "actor"]
    countries = Counter(country for country in named if country)
    if not countries:
        return None
    country, count = min(countries.items(), key=lambda item: (-item[1], item[0]))
    return country if count >= _SETTING_SHARE * countries.total() else None


def _telling(reading: Reading, report: EventReport, setting: str | None) -> Telling:
    article = reading.article
    places: list[tuple[Place, Role]] = []
    named: dict[str, str] = {}
    for where in report.where:
        item = reading.resolutions[where.resolution]
        within = item.within if _may_be_within(item.within, setting) else None
        place = where.area or item.place or within
        if place is None or where.role not in SCENE_ROLES or any(place.id == known.id for known, _ in places):
            continue
        places.append((place, where.role))
        if item.place is None and where.area is None:
            named[place.id] = item.mention.text
    when = _when(reading, report)
    sentence = article.text[report.sentence.start : report.sentence.end]
    return Telling(
        article=article,
        report=report,
        places=tuple(places),
        when=when,
        countries=frozenset(actor.country for actor in report.who if actor.country) | _acting(reading, report),
        words=content_words(sentence),
        names=_names(reading, report),
        quote=sentence,
        named=named or _NONE,
        setting=setting,
    )


_NONE: Mapping[str, str] = {}


def _may_be_within(area: Place | None, setting: str | None) -> bool:
    """Whether an unknown name may lie in an area: not in a country that is not the one the article is about."""
    return area is not None and (setting is None or area.kind != "country" or area.country in (None, setting))


_ADJOINING = 2
"""Characters between a date and a trigger that it stands before like an adjective: "the July 2023 coup"."""


def _when(reading: Reading, report: EventReport) -> When:
    if report.on_publication:
        return replace(reading.article.published, text=None, basis="inferred", direction="on")
    if report.when is None:
        return UNKNOWN_WHEN
    told = reading.dates[report.when]
    if report.direction is not None:
        return replace(told.when, direction=report.direction)
    if 0 <= report.start - told.end <= _ADJOINING:
        # "after the July 2023 coup": what is after July is the rest of the sentence, not the coup.
        return replace(told.when, direction="on")
    when = days_of(told, reading.article.published, report.status)
    return own_day(when, told, report, reading.article.text)


def _acting(reading: Reading, report: EventReport) -> frozenset[str]:
    """Countries that the sentence names as actors."""
    inside = (
        resolution
        for resolution in reading.resolutions
        if report.sentence.start <= resolution.mention.start < report.sentence.end
    )
    return frozenset(_country(item) for item in inside if item.role == "actor") - {""}


def _country(resolution: Resolution) -> str:
    return (resolution.place.country or "") if resolution.place else ""


def _names(reading: Reading, report: EventReport) -> frozenset[str]:
    """Return the capitalised words of a report's sentence and of its actors, but for the first and those of places."""
    start, end = report.sentence.start, report.sentence.end
    text = reading.article.text
    places = [item.mention for item in reading.resolutions if item.place and start <= item.mention.start < end]
    return (
        frozenset(
            intern(word.group().lower())
            for word in _CAPITALISED.finditer(text, start, end)
            if word.start() > start and not any(m.start <= word.start() < m.end for m in places)
        )
        - _CALENDAR
    )


_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'-]{2,}")
_CALENDAR = listed(
    "weekdays months",
    "the this that mr mrs president minister prime foreign ministry government state council national new police according",
)
"""Capitalised words that name nobody in particular."""


def content_words(sentence: str) -> frozenset[str]:
    """Return the first six letters of the words of at least four letters, small: a stem that costs nothing."""
    cleaned = "".join(char.lower() if char.isalnum() else " " for char in sentence)
    # The same few words stand in all sentences: each is held once.
    return frozenset(intern(word[:6]) for word in cleaned.split() if len(word) >= 4 and word not in _EVERYWHERE)


_EVERYWHERE = listed(
    "demonstratives have will after while directions relations",
    "again also among another because been being between both could each early even every first from having here however "
    "including just last later least less like made make many more most much must near next only other said same says "
    "several should some still such than their them then there they though told took until very were what where which "
    "with within without year years",
)
"""Words of four letters and more that tell nothing of an event."""


def bounds(when: When) -> tuple[date, date] | None:
    """Return the first and last day that an interval allows, open ends as far as dates go; None where unknown."""
    if when.start is None and when.end is None:
        return None
    return when.start or date.min, when.end or date.max
