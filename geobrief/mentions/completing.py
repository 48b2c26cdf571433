"""Spans that the models leave out or cut short: whole names, listed sites, names that the article uses for a place elsewhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.bonuses import UNITS, Persons, is_joined_name, is_told, stands_alone
from geobrief.mentions.decode import Span
from geobrief.mentions.features import TokenContext, lower
from geobrief.mentions.gazetteer_names import profile
from geobrief.mentions.lexicon import categories
from geobrief.text import listed

WHOLE = frozenset("RWLC")
"""Kinds whose names of several words are taken whole: a part of one is another place."""

WHOLE_CONFIDENCE = 0.8
"""How often the whole name is right where a model had only thought of a part of it; from reading cases."""

LEAST_AGAIN = 0.1
"""Least probability, over all ways to cut it, of a name that the article uses for a place elsewhere: on tudloc, on which
nothing was fitted, recall rises by 0.6 points and F1 stays."""

SURE_ELSEWHERE = 0.75

LEAST_OF_SURE = 0.02
"""The same for a town's name that is surely one elsewhere in the article, by the models or by what is said of it."""

UNKNOWN_AGAIN_CONFIDENCE = 0.6
"""How often a name that no gazetteer knows is the place that the article has called one elsewhere; from reading cases."""

LEAST_AGAIN_IN_A_NAME = 0.4
"""The same where capitalised words stand beside it, which may make it a part of a person's name."""

_DIRECTIONS = listed("compass")


def is_direction(context: TokenContext, span: Span) -> bool:
    """Whether a span is a direction alone ("Western partners", "the West"): a province only where it is called one."""
    if context.tokens.span(*span).lower() not in _DIRECTIONS:
        return False
    return span[1] >= len(context.tokens.words) or context.tokens.words[span[1]].lower() not in UNITS


def whole_name(context: TokenContext, span: Span) -> Span:
    """A span, or the name of a region, sea or range around it: "West Africa" and not "Africa"."""
    longer = context.longest.get(span[0])
    if longer is None or longer[1] < span[1] or longer == span:
        return span
    edges = context.tokens.words[longer[0]], context.tokens.words[longer[1] - 1]
    if edges[0].lower() == "the" or not all(edge[0].isupper() for edge in edges):
        return span
    name = context.names[longer]
    known = name.kind in WHOLE and name.strong and not name.doubtful
    return longer if known or is_joined_name(context, longer) else span


def numbered(context: TokenContext, span: Span) -> Span:
    """A span, or with its number what has no other name: "Camp 13", "Kilo 10"."""
    words = context.tokens.words
    end = context.tokens.bounds[context.tokens.sentence_of[span[0]]][1]
    more = span[1] - span[0] == 1 and span[1] < end and words[span[0]] in _NUMBERED and words[span[1]].isdigit()
    return (span[0], span[1] + 1) if more else span


_NUMBERED = frozenset("Camp Kilo Sector Zone Block Site".split())


def within_other_name(context: TokenContext, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a longer name around a span is known to be no place ("Washington" in "Washington Post")."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    first, last = span
    if not ((first > start and words[first - 1][0].isupper()) or (last < end and words[last][0].isupper())):
        return False
    wider = [
        context.tokens.span(begin, stop)
        for begin in range(max(start, first - 2), first + 1)
        for stop in range(last, min(end, last + 3) + 1)
        if (begin, stop) != span and words[begin][0].isupper() and words[stop - 1][0].isupper()
    ]
    return any(_is_other_name(text, gazetteer) for text in wider)


@lru_cache(maxsize=20_000)
def _is_other_name(text: str, gazetteer: Gazetteer) -> bool:
    # A lone surrogate cannot be asked of the index, and no name holds one.
    return text.isprintable() and gazetteer.not_a_place(text) is not None


class _Overlaps:
    """How much probability lies on the spans that overlap a given one, after one sort of all of them."""

    def __init__(self, probabilities: Mapping[Span, float]) -> None:
        by_start = sorted((first, p) for (first, _), p in probabilities.items())
        by_end = sorted((last, p) for (_, last), p in probabilities.items())
        self._starts = [first for first, _ in by_start]
        self._ends = [last for last, _ in by_end]
        self._begun = [0.0, *accumulate(p for _, p in by_start)]
        self._over = [0.0, *accumulate(p for _, p in by_end)]

    def of(self, span: Span) -> float:
        """What has begun before the span's end, less what was over at its beginning."""
        return self._begun[bisect_left(self._starts, span[1])] - self._over[bisect_right(self._ends, span[0])]


def named_again(
    context: TokenContext,
    chosen: Mapping[Span, float],
    probabilities: Mapping[Span, float],
    gazetteer: Gazetteer,
    persons: Persons,
) -> dict[Span, float]:
    """Names that stand here under some doubt and for a place elsewhere in the article: it means one thing by a name."""
    taken = {index for first, last in chosen for index in range(first, last)}
    meant = {context.tokens.span(*span) for span in chosen}
    overlaps = _Overlaps(probabilities)
    sure: dict[str, float] = {}
    for span, p in chosen.items():
        sure[context.tokens.span(*span)] = max(p, sure.get(context.tokens.span(*span), 0.0))
    openings = {start for start, _ in context.tokens.bounds}
    found: dict[Span, float] = {}
    for span, name in sorted(context.names.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if context.tokens.span(*span) not in meant or not taken.isdisjoint(range(*span)):
            continue
        if is_told(context, span, persons):
            continue
        if name.doubtful and not (stands_alone(context, span) and span[0] not in openings):
            continue
        odds = overlaps.of(span)
        least = LEAST_AGAIN if stands_alone(context, span) else LEAST_AGAIN_IN_A_NAME
        certain = name.kind in "P1" and name.strong and sure.get(context.tokens.span(*span), 0.0) >= SURE_ELSEWHERE
        if certain and least == LEAST_AGAIN:
            least = LEAST_OF_SURE
        if odds >= least and not within_other_name(context, span, gazetteer):
            found[span] = min(max(odds, UNKNOWN_AGAIN_CONFIDENCE if least == LEAST_OF_SURE else 0.0), 1.0)
            taken.update(range(*span))
    return found


def unknown_again(context: TokenContext, told: Iterable[Span], chosen: Iterable[Span]) -> dict[Span, float]:
    """Names that no gazetteer knows, where they stand by themselves and the article calls them a place elsewhere."""
    meant = {context.tokens.span(*span) for span in told}
    taken = {index for first, last in chosen for index in range(first, last)}
    found = {}
    for chunk in context.chunks:
        stop = chunk.last - chunk.first > 1 and context.tokens.words[chunk.last - 1] == "."
        span = (chunk.first, chunk.last - stop)
        if span in context.names or not taken.isdisjoint(range(*span)) or context.tokens.span(*span) not in meant:
            continue
        found[span] = UNKNOWN_AGAIN_CONFIDENCE
    return found


def listed_sites(context: TokenContext, gazetteer: Gazetteer) -> list[Span]:
    """Names of sites that nothing else bears, in several words ("Air Base 201") or with their article ("the Kremlin").

    The corpora that the models were fitted on mark such names one time in three; a brief needs them all.
    """
    words = context.tokens.words
    found = []
    for (first, last), name in context.names.items():
        start = context.tokens.bounds[context.tokens.sentence_of[first]][0]
        if words[first].lower() == "the" or not (name.strong and not name.doubtful):
            continue
        if words[last - 1] == ".":
            continue
        alone = name.kind == "S" and name.count == 1 and last - first > 1
        if _is_institution(words[first]) or _is_institution(words[last - 1]):
            alone = alone and _is_entered(words[first - 1] if first > start else ".")
        after_the = first > start and words[first - 1].lower() == "the"
        if alone or (after_the and _is_site(context.tokens.span(first, last), gazetteer)):
            found.append((first, last))
    longest = sorted(found, key=lambda span: (span[0] - span[1], span))
    covered: set[int] = set()
    kept = []
    for span in longest:
        if covered.isdisjoint(range(*span)) and not within_other_name(context, span, gazetteer):
            covered.update(range(*span))
            kept.append(span)
    return kept


def _is_institution(word: str) -> bool:
    """Whether a word of a name makes an organisation of it: universities and hospitals are actors more than sites."""
    return "after.org" in categories().get(lower(word), ())


_ENTERED = frozenset(
    "entered stormed raided surrounded occupied evacuated attacked bombed shelled inside outside near".split()
)
"""Words behind which an institution is the ground that it stands on: "entered Columbia University"."""


def _is_entered(before: str) -> bool:
    """Whether what stands before an institution's name makes a site of it."""
    return before in _ENTERED


def _is_site(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a name with its article names sites and nothing else."""
    norm = fold(f"the {text}")
    stats = gazetteer.known([norm]).get(norm)
    return stats is not None and profile(stats).kind == "S"
