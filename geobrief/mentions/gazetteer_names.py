"""Chunks + gazetteer → which runs of tokens are names in the gazetteer, and what kind of names.

A :class:`Profile` is what the recogniser needs to know of a name; which places bear it is the resolver's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geobrief.gazetteer import (
    FLAG_CODE_ONLY,
    FLAG_DEMONYM,
    FLAG_NOT_PLACE,
    FLAG_STRONG,
    KINDS,
    Gazetteer,
    NameStats,
    fold,
    fold_word,
)
from geobrief.mentions.tokens import TYPE_NOUNS, Chunk
from geobrief.text import Tokens, is_capitalised

MAX_WORDS = 7
"""Tokens in a looked-up name. Longer names in gazetteers are official titles, which news does not write."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a name is in the gazetteer, in the few values that features use."""

    kind: str
    """One letter: C country, A continent, R region, 1 and 2 provinces, P settlement, D district, S site,
    W water, L landform, N only a demonym, K only a code."""
    size: int
    """Order of magnitude of the largest population that bears the name, 0 to 9."""
    count: int
    """How many places bear it, at most 99."""
    strong: bool
    """Whether it names a place by itself."""
    demonym: bool
    """Whether it is also, or only, an adjective or the name of a people."""
    doubtful: bool
    """Whether it stands in the gazetteer's list of names that are mostly something else."""

    @property
    def label(self) -> str:
        """The kind, with the size for settlements in three bands: a feature value."""
        return f"P{min(max(self.size, 3), 5)}" if self.kind == "P" else self.kind


_LETTERS = {
    "country": "C", "territory": "C", "continent": "A", "region": "R", "admin1": "1", "admin2": "2", "city": "P",
    "district": "D", "site": "S", "water": "W", "landform": "L",
}  # fmt: skip
_BITS = tuple((1 << number, _LETTERS[kind]) for number, kind in enumerate(KINDS))
_ORDER = "CAR1WLP2DS"
"""Which kind a name counts as where it is several: the first of these."""

LARGE = 6
"""Order of magnitude from which a settlement outweighs all but countries and continents of its name."""


@lru_cache(maxsize=20_000)
def profile(stats: NameStats) -> Profile:
    """The gazetteer's figures for a name → its profile."""
    letters = {letter for bit, letter in _BITS if stats.kinds & bit}
    size = len(str(stats.population)) - 1
    demonym = bool(stats.flags & FLAG_DEMONYM)
    kind = next((letter for letter in _ORDER if letter in letters), "P")
    if kind in "R1WL2DS" and "P" in letters and size >= LARGE and "1" not in letters:
        kind = "P"
    if demonym and letters <= {"C", "A", "R", "1"}:
        kind = "N"
    elif stats.flags & FLAG_CODE_ONLY:
        kind = "K"
    return Profile(
        kind,
        size,
        min(stats.places, 99),
        strong=bool(stats.flags & FLAG_STRONG),
        demonym=demonym,
        doubtful=bool(stats.flags & FLAG_NOT_PLACE),
    )


def scan(tokens: Tokens, chunks: list[Chunk], gazetteer: Gazetteer) -> dict[tuple[int, int], Profile]:
    """The runs of tokens ``(first, last)`` that are names, with their profiles.

    A full stop is part of a name only behind an abbreviation: "Calif.", not "China.".
    """
    folded = {span: norm for chunk in chunks for span, norm in _folded_spans(tokens, chunk)}
    known = gazetteer.known(folded.values())
    dotted = {norm for span, norm in folded.items() if tokens.words[span[1] - 1] == "." and norm in known}
    clipped = {
        norm
        for norm, hits in gazetteer.hits(sorted(dotted)).items()
        if any(hit.name_kind == "abbreviation" for hit in hits)
    }
    return {
        span: profile(stats)
        for span, norm in folded.items()
        if (stats := known.get(norm)) is not None and (norm in clipped or tokens.words[span[1] - 1] != ".")
    }


def _folded_spans(tokens: Tokens, chunk: Chunk) -> Iterator[tuple[tuple[int, int], str]]:
    """The runs of a chunk that could be a name, with their normal forms.

    A run goes from a capital or number to a capital, number, full stop or type noun. Words are folded once.
    """
    words = tokens.words
    parts = [fold_word(word) for word in words[chunk.first : chunk.last]]
    for first in range(chunk.first, chunk.last):
        if not _begins(words[first], first=first == chunk.first):
            continue
        norm = ""
        plain = True
        for last in range(first, min(chunk.last, first + MAX_WORDS)):
            word = words[last]
            part = parts[last - chunk.first]
            plain = plain and (word[0].isalnum() or word in "-.")
            if part:
                norm = f"{norm} {part}" if norm else part
            if norm and _ends(word):
                yield (first, last + 1), norm if plain else fold(tokens.span(first, last + 1))


def _begins(word: str, *, first: bool) -> bool:
    """Whether a name can begin with a word: a capital, or a small article that a chunk begins with."""
    return is_capitalised(word) or (first and word[0].isalpha())


def _ends(word: str) -> bool:
    """Whether a name can end with a word."""
    return is_capitalised(word) or word[0].isdigit() or word == "." or word in TYPE_NOUNS
