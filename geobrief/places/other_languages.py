"""Resolutions in languages other than English: a country by its name there, and never surer than the mention.

The ranker was fitted on English, where "França" is a town in Brazil and its calibration holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geobrief.gazetteer import Gazetteer, Hit, fold
from geobrief.mentions import GUESS, LANGUAGES
from geobrief.model import Alternative, Article, Mention, Resolution
from geobrief.places.names import readings
from geobrief.places.resolve import ALTERNATIVES
from geobrief.places.resolve import resolve_places as resolve_in_english

ASKED = 0.9
"""Confidence with which the ranker is asked which place is meant: what a plain name has in English. The doubt
whether it is a name at all is put back afterwards, so that it does not count twice."""
_LARGE = 100_000
"""Inhabitants from which a city that the ranker left open is taken by its name in the article's language."""

_LEAD = 3
"""So many times the inhabitants of the next city of that name it has to have."""


def resolve_places(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Resolution]:
    """Article, mentions → resolutions, one for each mention, in order; null is an answer.

    Args:
        article: Its domain, through the gazetteer's table of outlets, is evidence.
        mentions: In text order.
        gazetteer: Which places names may mean.
    """
    language = article.language
    if language not in LANGUAGES:
        return resolve_in_english(article, mentions, gazetteer)
    asked = [replace(mention, confidence=max(mention.confidence, ASKED)) for mention in mentions]
    found = resolve_in_english(article, asked, gazetteer)
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
    return replace(
        item,
        place=place,
        confidence=item.mention.confidence,
        because=f"“{item.mention.text}” is what {place.name} (country) is called in the language of the article",
        alternatives=tuple(others[:ALTERNATIVES]),
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
    return replace(
        item,
        place=place,
        confidence=min(item.mention.confidence, GUESS),
        because=f"“{item.mention.text}” is what {place.name} (city, {place.country}) is called in the language of the article",
        alternatives=tuple(other for other in item.alternatives if other.place.key != place.key),
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
