"""Resolutions in languages other than English: a country by its name there, and never surer than the mention.

The ranker was fitted on English, where "França" is a town in Brazil and its calibration holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geobrief.gazetteer import Gazetteer, Hit, fold
from geobrief.mentions import GUESS
from geobrief.model import Alternative, Article, Mention, NamedPlace, Resolution
from geobrief.places.spellings import readings
from geobrief.places.verdict import ALTERNATIVES
from geobrief.reasons import answer, as_named, sentence

ASKED = 0.9
"""Confidence with which the ranker is asked which place is meant: what a plain name has in English. The doubt
whether it is a name at all is put back afterwards, so that it does not count twice."""
_LARGE = 100_000
"""Inhabitants from which a city that the ranker left open is taken by its name in the article's language."""

_LEAD = 3
"""So many times the inhabitants of the next city of that name it has to have."""


def asked(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions as the ranker is asked for them."""
    return [replace(mention, confidence=max(mention.confidence, ASKED)) for mention in mentions]


def in_language(
    article: Article, found: Sequence[Resolution], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Resolution]:
    """What the ranker answers → resolutions of the mentions: countries by their name in the language, all capped."""
    language = article.language or ""
    own = [replace(item, mention=mention) for item, mention in zip(found, mentions, strict=True)]
    return [_capped(_as_city(_as_country(item, language, gazetteer), language, gazetteer)) for item in own]


def _as_country(item: Resolution, language: str, gazetteer: Gazetteer) -> Resolution:
    """A resolution, or that to the country whose name in the article's language the mention is."""
    if item.mention.form == "demonym" or (item.place is not None and item.place.kind == "country"):
        return item
    hit = _country(item.mention.text, language, gazetteer)
    if hit is None:
        return item
    place = gazetteer.full(hit.place)
    before = [Alternative(item.place, item.confidence)] if item.place is not None else []
    others = [other for other in (*before, *item.alternatives) if other.place.key != place.key]
    why = (answer("own_language_country", text=item.mention.text, place=as_named(place)),)
    return replace(
        item,
        place=place,
        confidence=item.mention.confidence,
        because=sentence(why),
        alternatives=tuple(others[:ALTERNATIVES]),
        reasons=why,
    )


def _as_city(item: Resolution, language: str, gazetteer: Gazetteer) -> Resolution:
    """A resolution, or where it is to no place that to the large city of that name in the article's language."""
    if item.place is not None or item.mention.form == "demonym":
        return item
    cities = {
        hit.place.key: hit.place
        for hit in _hits(item.mention.text, gazetteer)
        if hit.language in (language, None) and hit.place.kind == "city"
    }
    ranked = sorted(cities.values(), key=lambda place: (-place.population, place.key))
    next_one = ranked[1].population if len(ranked) > 1 else 0
    if not ranked or ranked[0].population < max(_LARGE, _LEAD * next_one):
        return item
    place = gazetteer.full(ranked[0])
    told = NamedPlace("city", place.name, country=place.country)
    why = (answer("own_language", text=item.mention.text, place=told),)
    return replace(
        item,
        place=place,
        confidence=min(item.mention.confidence, GUESS),
        because=sentence(why),
        alternatives=tuple(other for other in item.alternatives if other.place.key != place.key),
        reasons=why,
    )


def _country(text: str, language: str, gazetteer: Gazetteer) -> Hit | None:
    hits = _hits(text, gazetteer)
    return next((hit for hit in hits if hit.place.kind == "country" and hit.language == language), None)


def _hits(text: str, gazetteer: Gazetteer) -> list[Hit]:
    names = list(dict.fromkeys(fold(reading.name) for reading in readings(text) if reading.way == "as written"))
    hits = gazetteer.hits(names)
    return [hit for name in names for hit in hits.get(name, ())]


def _capped(item: Resolution) -> Resolution:
    """A resolution that is no surer than its mention is a name, and its alternatives no likelier than it."""
    most = min(item.confidence, item.mention.confidence)
    others = tuple(replace(other, confidence=min(other.confidence, most)) for other in item.alternatives)
    return replace(item, confidence=most, alternatives=others)
