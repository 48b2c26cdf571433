"""Event and the words printed of it → the places that a finding names: none that its words or its sentences speak against.

An event's place may come from elsewhere in its article: from the dateline, or from a sentence beside it. On the map that is a
doubt among others; in the line that a reader with one minute reads, a wrong town is a false statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from geobrief.brief.quotes import said
from geobrief.brief.record import Brief
from geobrief.brief.tellings import content_words
from geobrief.events import kinds_that_are
from geobrief.model import SCENE_ROLES, CitedMention, Event, PlaceRecord

DOUBTFUL = 0.5
"""A part that is told and less likely than this is likelier wrong than right."""
_LARGE = frozenset({"country", "territory", "continent"})
_SMALL = frozenset({"city", "site"})
_MANY = 4
"""Places of a list of which none says where something was."""
_VAST = frozenset({"region", "landform", "water"})
_NONE: frozenset[str] = frozenset()


class Naming:
    """The names of places in the articles of one brief."""

    def __init__(self, brief: Brief) -> None:
        """Sort the mentions by article, and what each article calls a place."""
        self._places = {place.id: place for place in brief.places}
        self._mentions: dict[str, list[CitedMention]] = defaultdict(list)
        self._called: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in brief.mentions:
            self._mentions[mention.article].append(mention)
            if mention.place in self._places:
                self._called[mention.article, mention.place].add(mention.text)
        self._country_of: dict[str, str] = {}
        for key in sorted(key for key, place in self._places.items() if place.kind in _LARGE):
            self._country_of.setdefault(self._places[key].country or "", key)

    def places(self, event: Event, text: str) -> tuple[str, ...]:
        """Return the ids of the places that may be printed beside ``text``, which is said of an event.

        Those that the text names, else those that the sentence names from which it was cut, else one that another sentence of
        the event names, if the text names no country. What none of them names gives way to its country, and beside what
        somebody says to none: a reader takes the town from which a paper writes for the one where something was.
        Where the words say that it was in another place than the event has, and no sentence of it names that, it is the one
        named.
        """
        own = tuple(dict.fromkeys(where.place for where in event.where if where.place in self._places))
        own = tuple(key for key in own if not _is_a_club(self._names(key, event), f"{text} \n {_quotes(event)}"))
        if not own:
            return own
        mentions = [item for article in _articles(event) for item in self._mentions[article]]
        elsewhere = self._named_elsewhere(event, own, text, mentions)
        if elsewhere is not None:
            return elsewhere
        likely = self._likely(event, text, self._named_only(event, own, mentions), mentions)
        told = self._told(event, text, likely)
        about = [item.place for item in mentions if self._is_large(item.place) and _stands_in(item.text, text)]
        if (
            _is_said(event)
            and about
            and not any(self._is_large(key) or self._is_named(key, event, text) for key in told)
        ):
            return ()  # "Kuwait prepares to …" beside Paris, where its minister said so
        return told

    def _named_elsewhere(
        self, event: Event, own: tuple[str, ...], text: str, mentions: Iterable[CitedMention]
    ) -> tuple[str, ...] | None:
        """The places that the words name instead of those of the event, of which no sentence names the first; None if none."""
        said_where = _ACCORDING.sub("", text)
        named = [item for item in mentions if item.role in SCENE_ROLES and _stands_in(item.text, text)]
        known = any(item.place in own for item in named) or any(
            where.named is not None and _stands_in(where.named, text) for where in event.where
        )
        if known or self._has_name(own, text) or _any_in(self._names(own[0], event), _quotes(event)):
            return None
        named = [item for item in named if _is_said_to_be_at(item.text, said_where)]
        abroad = [item.place for item in named if item.place and self._is_abroad(item.place, own)]
        if abroad:
            return tuple(dict.fromkeys(abroad))
        small = [item for item in named if not self._is_large(item.place)]
        if any(item.place and not self._holds(item.place, own[0]) for item in small):
            # Of a namesake abroad the reader of events knows that it is none.
            return tuple(dict.fromkeys(item.place for item in small if item.place)) if _is_likely(event) else ()
        if small and not any(item.place for item in small):
            # A country that no sentence names is where the gazetteer has a namesake.
            return () if self._is_large(own[0]) else self._countries(own) or own
        return None

    def _told(self, event: Event, text: str, likely: tuple[str, ...]) -> tuple[str, ...]:
        """The places that are told, of those that are likely: by the words, by their sentence, or as a country."""
        unknown = {where.place for where in event.where if where.named}
        named = [key for key in likely if self._is_named(key, event, text)]
        if named or not likely:
            return tuple(
                key
                for number, key in enumerate(named)
                if number == 0 or any(_is_said_to_be_at(name, text) for name in self._names(key, event))
            )
        if self._is_large(likely[0]) or likely[0] in unknown:
            return likely[:1]
        country = self._countries(likely[:1]) or likely[:1]
        whole = _OF_THE_COUNTRY.search(text) is not None
        own = "" if whole else _sentence_of(text, event, self._names(likely[0], event))
        told = tuple(key for key in likely if not self._is_large(key) and _any_in(self._names(key, event), own))
        if told:
            return told
        if whole or any(_any_in(self._names(key, event), text) for key in country):
            return country
        if _any_in(self._names(likely[0], event), _quotes(event)):
            return likely[:1]
        vast = country == likely[:1] and self._places[country[0]].kind in _VAST
        return () if vast or _is_said(event) else country

    def _is_named(self, key: str, event: Event, text: str) -> bool:
        """Whether a text names a place; a country also before a colon, where a town is that of a dateline."""
        names = self._names(key, event)
        before, found, _ = text.partition(": ")
        return _any_in(names, text) or (bool(found) and self._is_large(key) and before in names)

    def _likely(
        self, event: Event, text: str, told: tuple[str, ...], mentions: Iterable[CitedMention]
    ) -> tuple[str, ...]:
        """The places without what is likelier false.

        Of doubtful ones a town stays whose name an article writes as it is, for a tribe or a palace only sounds like one, and
        an area that a sentence tells as a scene.
        """
        quotes = _quotes(event)
        likely = list(told)
        if not _is_likely(event):
            scenes = {item.place for item in mentions if item.role in SCENE_ROLES and _stands_in(item.text, quotes)}
            likely = [
                key for key in told if (self._is_written(key, mentions) if self._is_small(key) else key in scenes)
            ]
        outer = (key for key in self._countries(told) if key not in told)
        country = [key for key in outer if _any_in(self._names(key, event), f"{text} \n {quotes}")]
        if likely and self._is_one_of_many(likely[0], event, mentions) and not self._has_name(likely, text):
            return self._countries(likely) or tuple(likely)
        return tuple(likely or country)

    def is_at(self, event: Event, places: Iterable[str]) -> bool:
        """Whether an event was at one of some places, or in one that is its country."""
        own = [where.place for where in event.where if where.place in self._places]
        return not {*own, *self._countries(own)}.isdisjoint(places)

    def is_told(self, event: Event, places: Iterable[str]) -> bool:
        """Whether an article that tells an event names each of some places in a sentence of it, or one is a country."""
        quotes = _quotes(event)
        unknown = {where.place for where in event.where if where.named}
        return all(self._is_large(key) or key in unknown or _any_in(self._names(key, event), quotes) for key in places)

    def _is_one_of_many(self, key: str, event: Event, mentions: Iterable[CitedMention]) -> bool:
        """Whether the sentences that name a place name many more beside it: "in the provinces of …, … and …"."""
        listed = [
            {item.place for item in mentions if item.article == told.article and told.start <= item.start < told.end}
            for told in event.citations
        ]
        naming = [places for places in listed if key in places]
        return bool(naming) and all(len(places) > _MANY for places in naming)

    def _is_small(self, key: str) -> bool:
        return self._places[key].kind in _SMALL

    def _is_written(self, key: str, mentions: Iterable[CitedMention]) -> bool:
        """Whether one of some mentions writes a place as the gazetteer does: "Palawa" is not Pelāwāl."""
        return any(item.place == key and said(item.text) == said(self._places[key].name) for item in mentions)

    def _names(self, key: str, event: Event) -> set[str]:
        """What the articles that tell an event call a place."""
        called = (self._called.get((article, key), _NONE) for article in _articles(event))
        return {self._places[key].name}.union(*called)

    def is_by_name_only(self, event: Event, text: str, places: Iterable[str]) -> bool:
        """Whether what is printed happened at a name without a position: not one that only another sentence gives."""
        first = next((where for where in event.where if where.place in set(places)), None)
        if first is None or first.named is None or first != event.where[0]:
            return False
        giving = [item.quote for item in event.citations if _stands_in(first.named, item.quote)]
        own = [item.quote for item in event.citations if said(text) in said(item.quote)]
        return not own or not giving or any(quote in giving for quote in own)

    def _named_only(self, event: Event, own: tuple[str, ...], mentions: Iterable[CitedMention]) -> tuple[str, ...]:
        """The places without those that no sentence of the event names, where one names their country instead."""
        unknown = {where.place for where in event.where if where.named}
        quotes = _quotes(event)
        scenes = {item.text for item in mentions if item.role in SCENE_ROLES and self._is_large(item.place)}
        told: list[str] = []
        for key in own:
            place = self._places[key]
            if place.kind in _LARGE or key in unknown or _any_in(self._names(key, event), quotes):
                told.append(key)
                continue
            country = self._country(place)
            named = country is not None and (country in own or _any_in(self._names(country, event) & scenes, quotes))
            told.append(country if country is not None and named else key)
        return tuple(dict.fromkeys(told))

    def _has_name(self, keys: Iterable[str], text: str) -> bool:
        return any(_stands_in(self._places[key].name, text) for key in keys)

    def _is_large(self, key: str | None) -> bool:
        return key is not None and key in self._places and self._places[key].kind in _LARGE

    def could_be_one_country(self, one: Event, other: Event) -> bool:
        """Whether two events may lie in one country, as far as their places say."""
        countries, others = (
            {self._places[where.place].country for where in event.where if where.place in self._places}
            for event in (one, other)
        )
        return not countries or not others or bool(countries & others)

    def _is_abroad(self, key: str, own: Iterable[str]) -> bool:
        """Whether a place is a country in which none of some places lies."""
        return self._is_large(key) and all(self._places[other].country != self._places[key].country for other in own)

    def _holds(self, outer: str, inner: str) -> bool:
        """Whether a place may hold another, which is then the more exact of the two."""
        large, small = self._places.get(outer), self._places[inner]
        if large is None or small.kind in _LARGE:
            return large is None
        if large.kind in _VAST:
            return True
        return (
            large.country == small.country and small.admin1 is not None and small.admin1 in (large.admin1, large.name)
        )

    def _country(self, place: PlaceRecord) -> str | None:
        return self._country_of.get(place.country) if place.country else None

    def _countries(self, keys: Iterable[str]) -> tuple[str, ...]:
        found = [self._country(self._places[key]) for key in keys]
        return tuple(dict.fromkeys(key for key in found if key is not None))


def _articles(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.article for citation in event.citations))


def _quotes(event: Event) -> str:
    return " \n ".join(citation.quote for citation in event.citations)


def _is_said(event: Event) -> bool:
    """Whether an event is that somebody says something: its place is his."""
    return event.kind in kinds_that_are("spoken") - {"meeting"}


def _is_likely(event: Event) -> bool:
    return event.place_confidence >= DOUBTFUL


def _sentence_of(text: str, event: Event, names: Collection[str]) -> str:
    """The sentence from which a text was cut, or that has most of its words: not the headline itself, where another has some.

    Of two that have as many the one that has some names.
    """
    words = content_words(text)
    own = said(text)

    def worth(quote: str) -> tuple[float, bool]:
        shared = len(words & content_words(quote)) - (said(quote) == own) * len(words) * _HEADLINE_SAYS
        return shared, _any_in(names, quote)

    return max((item.quote for item in event.citations), key=worth, default="")


_HEADLINE_SAYS = 0.8
"""Share of a text's words that another sentence must have to be read before the text itself, as a lead is before its headline."""
_OF_THE_COUNTRY = re.compile(
    r"\b(?:from|in|into|to|across|throughout|around|leav\w+|left|quit\w*|exit\w*|enter\w*|flee\w*|fled) the (?:whole |entire )?"
    r"(?:country|nation)\b|\b(?:nation|country)wide\b",
    re.IGNORECASE,
)
"""Words that speak of the country as a whole, whatever town stands in the sentence."""
_ACCORDING = re.compile(
    r",? according to .*$|^[^,]+(?:,[^,]+){1,2},(?= (?:says?|said|told|tells|adds?|added|warn(?:s|ed)|claim(?:s|ed))\b)"
)
"""Who says something, and where he sits, behind it or with his office before it."""
_AT = r"\b(?:in|at|to|from|near|into|on|onto|off|across|around|over|outside|inside|through|towards?|between|and|of|for)"
"""Words that say where something was."""


def _is_said_to_be_at(name: str, text: str) -> bool:
    """Whether a text says that something was at a place: not in "Former Honduras president"."""
    return re.search(rf"{_AT}(?: \S+){{0,3}}? {re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _is_a_club(names: Iterable[str], text: str) -> bool:
    """Whether a text calls a name that of a club: "the English club Chelsea"."""
    return any(
        re.search(rf"\b(?:club|squad|league side|football team|soccer team|FC) {re.escape(name)}\b", text) is not None
        or re.search(rf"\b{re.escape(name)} (?:FC|F\.C\.|football club|rovers|wanderers)\b", text, re.IGNORECASE)
        is not None
        for name in names
    )


def _any_in(names: Iterable[str], text: str) -> bool:
    return any(_stands_in(name, text) for name in names)


def _stands_in(name: str, text: str) -> bool:
    """Whether a text names a place, and not only as its dateline or one end of a road.

    Datelines are "Srinagar- A rider …" and "WASHINGTON, July 25: …".
    """
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w|\s?[-–—]|{_DATED})", text, re.IGNORECASE) is not None


_DATED = r",? \(?[A-Z][a-z]+\.? \d{1,2}(?:,? \d{4})?\)?\s?[:–—-]|: "
"""The day and the colon that follow the town of a dateline."""
