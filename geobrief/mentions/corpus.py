"""Articles of one folder → what they say of one another's names.

A name inside the name of an organisation ("Paris Police Department") counts as a place three times in four when the
same name stands alone as a place somewhere in the same folder.
"""

from __future__ import annotations

from dataclasses import dataclass

from geobrief.mentions.features import TokenContext
from geobrief.mentions.lexicon import categories


@dataclass(frozen=True, slots=True)
class Corpus:
    """Names that stand alone as places somewhere in a folder of articles, as they are written there, lower case."""

    places: frozenset[str]


def standing_alone(context: TokenContext) -> set[str]:
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
