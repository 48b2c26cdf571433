"""Articles of one folder → what they say of one another's names.

A name inside the name of an organisation ("Paris Police Department") counts as a place three times in four when the
same name stands alone as a place somewhere in the same folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geobrief.gazetteer import Gazetteer
from geobrief.mentions.features import Context
from geobrief.mentions.lexicon import categories
from geobrief.model import Article


@dataclass(frozen=True, slots=True)
class Corpus:
    """Names that stand alone as places somewhere in a folder of articles, as they are written there, lower case."""

    places: frozenset[str]


def survey(articles: Iterable[Article], gazetteer: Gazetteer) -> Corpus:
    """Articles → the names that stand alone behind a preposition of place in any of them."""
    from geobrief.mentions.find import read  # noqa: PLC0415 - find_mentions takes a Corpus

    places: set[str] = set()
    for article in articles:
        places.update(standing_alone(read(article, gazetteer)))
    return Corpus(frozenset(places))


def standing_alone(context: Context) -> set[str]:
    """The names that fill a chunk behind a preposition of place ("in Paris")."""
    words = context.tokens.words
    found = set()
    for chunk in context.chunks:
        span = (chunk.first, chunk.last)
        start = context.tokens.bounds[chunk.sentence][0]
        if chunk.first == start or span not in context.names:
            continue
        if "before.prep" in categories().get(words[chunk.first - 1].lower(), ()):
            found.add(context.tokens.span(*span).casefold())
    return found
