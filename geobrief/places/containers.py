"""Names that no gazetteer has → the town that the text puts them in.

"Royal Street" is in no list of places, but the article names New Orleans in the same sentence. On the shared corpora
such a name lies within 161 km of the town in the same sentence 92 times in 100, of one named just before it 81 times,
of the town that the article names most 75 times.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geobrief.model import Article, Mention
from geobrief.places.beside import inside, may_stand_outside, outer

if TYPE_CHECKING:
    from geobrief.places.verdict import Verdict

Nearness = Literal["beside", "same sentence", "just before", "in the article"]
"""Where the town is named, seen from the name that it is to hold."""

SMALL = frozenset({"city", "district", "admin2"})
"""Kinds that are small enough to say where something in them is."""

LOOKED_AT = 20
"""Towns on either side of a name that are looked at."""

JUST_BEFORE = 2
"""Sentences that "just before" reaches back."""


@dataclass(frozen=True, slots=True)
class Towns:
    """The mentions of an article that are small places, arranged once for all questions about it."""

    indexes: list[int]
    """In text order."""
    often: int
    """The one that the article names most, or -1."""
    sentences: list[int]
    """Where the article's sentences begin."""
    beside: dict[int, int] = field(default_factory=dict)
    """Mention → the mention that the text calls its container ("Greenwood, W. Va.")."""


def find_towns(article: Article, verdicts: Mapping[int, Verdict], mentions: Sequence[Mention] = ()) -> Towns:
    """Article, verdicts → its towns.

    Args:
        article: Its text.
        verdicts: What each name was taken for.
        mentions: In text order; without them, nothing is known of what stands beside what.
    """
    beside, astray = _find_beside(article, verdicts, mentions)
    indexes = [index for index in sorted(verdicts) if index not in astray and _is_small(verdicts[index])]
    often = max(indexes, key=lambda index: (len(verdicts[index].group.mentions), -index), default=-1)
    return Towns(indexes, often, [sentence.start for sentence in article.sentences], beside)


def _find_beside(
    article: Article, verdicts: Mapping[int, Verdict], mentions: Sequence[Mention]
) -> tuple[dict[int, int], set[int]]:
    """Mentions → those beside which their container is named, and of these such as have no place in it."""
    beside: dict[int, int] = {}
    astray: set[int] = set()
    for index in range(len(mentions)):
        other = outer(article, mentions, index, verdicts)
        if other is None or may_stand_outside(verdicts[index], mentions[other]):
            continue
        beside[index] = other
        if not inside(verdicts[index], verdicts[other].ranked[0][0].hit):
            astray.update(verdicts[index].group.mentions)
            for again in verdicts[index].group.mentions:
                beside.setdefault(again, other)
    return beside, astray


def container(mentions: Sequence[Mention], index: int, towns: Towns) -> tuple[int, Nearness] | None:
    """The mention whose place most likely holds that of another, and how near it is named; None if there is none.

    Args:
        mentions: In text order.
        index: Of the mention that no place fits.
        towns: Of the same article.
    """
    here = mentions[index]
    at = bisect_left(towns.indexes, index)
    before = towns.indexes[max(0, at - LOOKED_AT) : at]
    after = [other for other in towns.indexes[at : at + LOOKED_AT] if other != index]
    same = [other for other in (*before, *after) if mentions[other].sentence == here.sentence]
    if same:
        return min(same, key=lambda other: (_gap(here, mentions[other]), other)), "same sentence"
    if before:
        number, named = (bisect_right(towns.sentences, mentions[i].start) for i in (index, before[-1]))
        if number - named <= JUST_BEFORE:
            return before[-1], "just before"
    return (towns.often, "in the article") if towns.often not in (-1, index) else None


def _is_small(verdict: Verdict) -> bool:
    option, odds = verdict.ranked[0]
    return option.hit.place.kind in SMALL and option.way != "named after" and odds > 0


def _gap(one: Mention, other: Mention) -> int:
    """Characters between two mentions; what follows counts as nearer ("Royal Street, New Orleans")."""
    return other.start - one.end if other.start >= one.end else (one.start - other.end) + 10
