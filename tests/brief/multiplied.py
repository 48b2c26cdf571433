"""Many readings made of few: an archive for the stages after reading, without reading a year of news for it.

Every copy differs as articles differ: other names, another share of other words, another day, another country with its own
provinces and towns. What stays is how an article is built: how many reports it has, how they are dated and placed, which
words are common. Texts keep their lengths, so that all offsets hold.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.lookup import bundled_index
from geobrief.gazetteer.table import KINDS
from geobrief.model import (
    Actor,
    Alternative,
    Article,
    EventReport,
    Figure,
    LabelPart,
    Place,
    PlaceInEvent,
    Reading,
    Resolution,
    TimeExpression,
    When,
)

ARTICLES_A_DAY = 20
"""How many articles share a day of publication: a newsroom's archive grows in days, not in articles a day."""

FIRST_DAY = date(2010, 1, 1)
OTHER_WORDS = 0.6
"""Share of the words of a text that a copy puts others in the place of, as often as these are used elsewhere."""

_COUNTRIES = (
    "AF AR AU BD BO BR CA CD CL CM CN CO CU DE DZ EC EG ES ET FI FR GB GH GR GT HN HT HU ID IN IQ IR IT JP KE KH KR KZ LK LY "
    "MA MG ML MM MX MY MZ NE NG NO NP NZ PE PH PK PL PT RO RU SD SE SN SO SY TD TH TN TR TZ UA UG US UZ VE VN YE ZA ZM"
).split()
_MOST = 150
"""Places of a kind and a country that are used."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def multiplied(readings: Sequence[Reading], number: int, gazetteer: Gazetteer, *, seed: int = 0) -> Iterator[Reading]:
    """Yield ``number`` readings made of some, the same for the same seed."""
    world = _World(gazetteer)
    words = _Words(readings)
    days = max(1, number // ARTICLES_A_DAY)
    for copy in range(number):
        lot = random.Random(f"{seed}:{copy}")  # noqa: S311  # the same lots for the same seed are wanted
        yield _Copy(readings[copy % len(readings)], copy, lot=lot, world=world, words=words, days=days).reading()


class _World:
    """Places to put in the place of others: of each country its provinces and its largest towns."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._keys: dict[tuple[str, str], list[str]] = defaultdict(list)
        towns, provinces = KINDS.index("city"), KINDS.index("admin1")
        with closing(sqlite3.connect(bundled_index())) as index:
            rows = index.execute(
                "SELECT coalesce(key, 'geonames:' || geonameid), kind, country FROM place"
                " WHERE kind = ? OR (kind = ? AND population > 20000) ORDER BY population DESC, key",
                (provinces, towns),
            ).fetchall()
        for key, kind, country in rows:
            held = self._keys[country, KINDS[kind]]
            if country in _COUNTRIES and len(held) < _MOST:
                held.append(key)
        self._known: dict[str, Place] = {}

    def other(self, place: Place, country: str, lot: random.Random) -> Place:
        """Return a place of the same kind in a country; one that is of no country or a small one stays."""
        if place.country is None:
            return place
        if place.kind in ("country", "territory"):
            return self._gazetteer.country(country) or place
        keys = self._keys.get((country, place.kind if place.kind == "admin1" else "city"))
        if not keys:
            return place
        # News is of large towns more than of small ones.
        return self._place(keys[min(int(lot.expovariate(8 / len(keys))), len(keys) - 1)])

    def _place(self, key: str) -> Place:
        if key not in self._known:
            found = self._gazetteer.place(key)
            assert found is not None
            self._known[key] = found
        return self._known[key]


class _Words:
    """The words of all texts, by their length and whether they begin with a capital, each as often as it stands there."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.alike: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for reading in readings:
            for word in _WORD.findall(reading.article.text):
                self.alike[len(word), word[0].isupper()].append(word)


class _Copy:
    """One copy of one reading."""

    def __init__(
        self, reading: Reading, number: int, *, lot: random.Random, world: _World, words: _Words, days: int
    ) -> None:
        self._of, self._number, self._lot, self._world, self._words = reading, number, lot, world, words
        published = reading.article.published
        day = FIRST_DAY + timedelta(lot.randrange(days))
        self._later = day - published.end if published.end else timedelta(lot.randrange(days))
        self._places: dict[str, Place] = {}
        self._countries: dict[str, str] = {}
        self._turned = lot.randrange(1, 26)

    def reading(self) -> Reading:
        of = self._of
        article = self._article(of.article)
        text = article.text
        return replace(
            of,
            article=article,
            resolutions=tuple(self._resolution(item, text) for item in of.resolutions),
            dates=tuple(self._date(item, text) for item in of.dates),
            reports=tuple(self._report(item, text) for item in of.reports),
            figures=tuple((self._figure(figure, text), sentence) for figure, sentence in of.figures),
        )

    def _article(self, article: Article) -> Article:
        swapped: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            word = match.group()
            if word not in swapped:
                swapped[word] = self._word(word)
            return swapped[word]

        return replace(
            article,
            id=f"a-{self._number:016x}",
            path=f"{self._number:06}-{article.path}",
            text=_WORD.sub(other, article.text),
            sha256=f"{self._number:064x}",
            published=self._when(article.published),
        )

    def _word(self, word: str) -> str:
        capital = word[0].isupper()
        if capital and self._lot.random() < 0.5:
            return self._turn(word)
        if capital or self._lot.random() < OTHER_WORDS:
            return self._lot.choice(self._words.alike[len(word), capital])
        return word

    def _turn(self, word: str) -> str:
        """A name that nobody else has, but for the copies that turn it as far."""
        small = "".join(chr((ord(c) - 97 + self._turned) % 26 + 97) if "a" <= c <= "z" else c for c in word.lower())
        return small.capitalize() if len(small.capitalize()) == len(word) else word

    def _day(self, day: date | None) -> date | None:
        try:
            return day + self._later if day else None
        except OverflowError:
            return day

    def _when(self, when: When) -> When:
        if when.precision in ("day", "days", "week", "unknown"):
            return replace(when, start=self._day(when.start), end=self._day(when.end))
        # A month stays one, and a year.
        return replace(when, start=self._year(when.start), end=self._year(when.end))

    def _year(self, day: date | None) -> date | None:
        if day is None:
            return None
        year = min(9998, max(1, day.year + round(self._later.days / 365)))
        return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)

    def _country(self, code: str) -> str:
        if code not in self._countries:
            self._countries[code] = self._lot.choice(_COUNTRIES)
        return self._countries[code]

    def _place(self, place: Place) -> Place:
        if place.id not in self._places:
            country = self._country(place.country) if place.country else ""
            self._places[place.id] = self._world.other(place, country, self._lot)
        return self._places[place.id]

    def _maybe(self, place: Place | None) -> Place | None:
        return None if place is None else self._place(place)

    def _resolution(self, item: Resolution, text: str) -> Resolution:
        return replace(
            item,
            mention=_respelled(item.mention, text),
            place=self._maybe(item.place),
            within=self._maybe(item.within),
            alternatives=tuple(Alternative(self._place(other.place), other.confidence) for other in item.alternatives),
        )

    def _date(self, item: TimeExpression, text: str) -> TimeExpression:
        made: TimeExpression = replace(_respelled(item, text), when=self._when(item.when))
        return made

    def _report(self, item: EventReport, text: str) -> EventReport:
        return replace(
            item,
            trigger=text[item.start : item.end],
            where=tuple(PlaceInEvent(where.resolution, where.role, self._maybe(where.area)) for where in item.where),
            who=tuple(self._actor(actor, text) for actor in item.who),
            figures=tuple(self._figure(figure, text) for figure in item.figures),
            label=tuple(LabelPart(part.role, self._label(part.text)) for part in item.label),
        )

    def _label(self, text: str) -> str:
        return _WORD.sub(lambda match: self._word(match.group()), text)

    def _actor(self, actor: Actor, text: str) -> Actor:
        country = self._country(actor.country) if actor.country else None
        name = text[actor.start : actor.end] if len(actor.name) == actor.end - actor.start else actor.name
        return replace(actor, name=name, country=country)

    def _figure(self, figure: Figure, text: str) -> Figure:
        value = float(round(figure.value * self._lot.choice((1, 1, 2, 3, 0.5)))) or figure.value
        return replace(figure, value=value, text=text[figure.start : figure.end])


def _respelled(item: Any, text: str) -> Any:
    return replace(item, text=text[item.start : item.end])
