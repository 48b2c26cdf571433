"""The words around the texts, in the language of the options: the HTML map's, and a few that only documents need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from geobrief.map import look_of, messages, province_names
from geobrief.model import CitedMention, NamedPlace, PlaceRecord, When
from geobrief.reasons import sentence_in


@dataclass(frozen=True, slots=True)
class Words:
    """Messages of one language."""

    language: str
    messages: Mapping[str, str]
    months: tuple[str, ...]

    def __call__(self, key: str, **values: object) -> str:
        """Return a message with its values filled in."""
        text = self.messages[key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def count(self, key: str, number: int) -> str:
        """Return a message about a number of things."""
        one = number == 1 or (number == 0 and self.language == "fr")
        return self(f"{key}.{'one' if one else 'other'}", n=f"{number:,}".replace(",", "\u202f"))

    def kind(self, key: str) -> str:
        """Return the name of a kind of event."""
        return self.messages.get(f"kind.{key}", look_of(key).label)

    def reason(self, mention: CitedMention) -> str:
        """Return why a name became a place, or none."""
        return sentence_in(self.language, mention.reasons, mention.because, self._place)

    def _place(self, place: NamedPlace) -> tuple[str, str]:
        """The name of a place and of its kind; the gazetteer has those of countries in English."""
        name = place.name or ""
        return self._called(name, place.kind, place.country), self.messages.get(f"kindOfPlace.{place.kind}", place.kind)

    def country(self, code: str) -> str | None:
        """Return the name of a country, or None where the gazetteer's English one is all there is."""
        return self.messages.get(f"country.{code}")

    def place_name(self, place: PlaceRecord) -> str:
        """Return what a country, province or region is called in the language; towns and sites keep their names."""
        if place.kind in ("city", "site"):
            return place.name
        own = self.country(place.country) if place.kind == "country" and place.country else None
        return own or self._called(place.name, place.kind, place.country)

    def province(self, name: str | None, country: str | None) -> str | None:
        """Return what a province of a country is called in the language, or its name."""
        return self.messages.get(f"place.{country}.{name}", name)

    def _called(self, name: str, kind: str, country: str | None) -> str:
        """Return the name of a province of a country, or of what lies in several."""
        own = self.province(name, country) if kind == "admin1" else None
        return own if own and own != name else self.messages.get(f"place.{name}", name)

    def counted(self, what: str) -> str:
        """Return what is counted ("cost of the base (USD)"), in the language where it is one of our words."""
        name, blank, unit = what.partition(" (")
        return f"{self.messages.get(f'figure.{name}', name)}{blank}{unit}"

    def number(self, value: float) -> str:
        """Return a number as it is written in running text: "1,500", "12.5"."""
        text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
        return text.replace(",", "\u202f").replace(".", ",") if self.language == "fr" else text

    def day(self, day: date) -> str:
        """Return a day as it is written in running text: "5 August 2024"."""
        first = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return f"{first} {self.months[day.month - 1]} {day.year}"

    def span(self, first: date, last: date) -> str:
        """Return two days with a dash between them, saying year and month once where they are the same."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        start = self.day(first)
        return f"{start.removesuffix(f' {first.year}') if first.year == last.year else start} – {self.day(last)}"

    def when(self, when: When) -> str:
        """Return an interval as a reader wants it: no more exact than it was told."""
        first, last = when.start, when.end
        if first and last:
            return self._closed(when, first, last)
        if last:
            return self._half_open("when.by", when, last)
        return self._half_open("when.since", when, first) if first else self("when.unknown")

    def _half_open(self, key: str, when: When, day: date) -> str:
        """An interval with one end; a month and a year have words of their own: "depuis juillet 2023", not "le"."""
        whole = "Whole" if when.precision in ("month", "year") else ""
        return self(f"{key}{whole}", date=self._bound(when, day))

    def _bound(self, when: When, day: date) -> str:
        """An end of an open interval, as exact as it was told: "since 2012" is not since a first of January."""
        if when.precision == "year":
            return str(day.year)
        return f"{self.months[day.month - 1]} {day.year}" if when.precision == "month" else self.day(day)

    def _closed(self, when: When, first: date, last: date) -> str:
        if when.direction == "by":
            return self("when.by", date=self.day(last))
        if when.precision == "month" and (first.year, first.month) == (last.year, last.month):
            return f"{self.months[first.month - 1]} {first.year}"
        if when.precision == "year" and first.year == last.year:
            return str(first.year)
        return self.span(first, last)


@lru_cache(maxsize=4)
def words(language: str) -> Words:
    """Return the words of a language."""
    text = files("geobrief.export").joinpath("messages", f"{language}.json").read_text("utf-8")
    own: dict[str, str] = json.loads(text)
    months = tuple(own["months"].split())
    countries = files("geobrief.export").joinpath("messages", "countries", f"{language}.json")
    named: dict[str, str] = json.loads(countries.read_text("utf-8")) if countries.is_file() else {}
    called = {f"country.{code}": name for code, name in named.items()}
    return Words(language, {**messages(language), **own, **called, **province_names(language)}, months)
