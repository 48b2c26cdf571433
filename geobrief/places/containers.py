"""Names that no gazetteer has → the town that the text puts them in.

"Royal Street" is in no list of places, but the article names New Orleans in the same sentence. On the shared corpora
such a name lies within 161 km of the town in the same sentence 92 times in 100, of one named just before it 81 times,
of the town that the article names most 75 times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from geobrief.model import Article, Mention

if TYPE_CHECKING:
    from geobrief.places.resolve import Verdict

Nearness = Literal["same sentence", "just before", "in the article"]
"""Where the town is named, seen from the name that it is to hold."""

SMALL = frozenset({"city", "district", "admin2"})
"""Kinds that are small enough to say where something in them is."""

JUST_BEFORE = 2
"""Sentences that "just before" reaches back."""


def container(
    article: Article, mentions: Sequence[Mention], index: int, verdicts: Mapping[int, Verdict]
) -> tuple[int, Nearness] | None:
    """The mention whose place most likely holds that of another, and how near it is named; None if there is none.

    Args:
        article: Its sentences say what is near.
        mentions: In text order.
        index: Of the mention that no place fits.
        verdicts: What was decided of the other mentions.
    """
    towns = [other for other in sorted(verdicts) if other != index and _is_small(verdicts[other])]
    if not towns:
        return None
    here = mentions[index]
    same = [other for other in towns if mentions[other].sentence == here.sentence]
    if same:
        return min(same, key=lambda other: (_gap(here, mentions[other]), other)), "same sentence"
    starts = [sentence.start for sentence in article.sentences]
    number = bisect_right(starts, here.start)
    before = [o for o in towns if 0 < number - bisect_right(starts, mentions[o].start) <= JUST_BEFORE]
    if before:
        return before[-1], "just before"
    often = max(towns, key=lambda other: (len(verdicts[other].group.mentions), -other))
    return often, "in the article"


def _is_small(verdict: Verdict) -> bool:
    option, odds = verdict.ranked[0]
    return option.hit.place.kind in SMALL and option.way != "named after" and odds > 0


def _gap(one: Mention, other: Mention) -> int:
    """Characters between two mentions; what follows counts as nearer ("Royal Street, New Orleans")."""
    return other.start - one.end if other.start >= one.end else (one.start - other.end) + 10
