"""Names that are written with what the models cut off, and towns before their state.

Few of the corpora's names hold a word in the possessive ("King's Lynn"), end with one ("St. John's") or begin with
an article ("The Hague"), and some towns bear a word ("Reading, Pennsylvania"). Here the gazetteer says that the whole
is a name, and the words around it that it stands for a place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.decode import Span
from geobrief.mentions.features import TokenContext, lower
from geobrief.mentions.lexicon import categories
from geobrief.mentions.lower_case import common_words

WHOLE_CONFIDENCE = 0.8
"""How often such a name is the place that the gazetteer calls so; from reading cases."""

LEAST = 0.05
"""Probability that the models must leave to a part of the name, where no preposition of place stands before it."""

NOTED_SIZE = 4
"""Order of magnitude of the inhabitants of a town whose name ends as a possessive does: "in St. John's"."""

_SIGNS = frozenset("'’‘ʼ")
_ARTICLE = "The"
_MOST_BEFORE, _MOST_BEHIND = 3, 3
_SAINTS = frozenset({"st", "ste", "saint", "sainte"})
_ENDS = frozenset(
    ", . ; : ? ! ) on and or to at for from after before when where while who by in with as is was were has had".split()
)
"""What stands behind a name that is no possessive: nothing that it could own."""


def with_signs(
    context: TokenContext, chosen: Collection[Span], probabilities: Mapping[Span, float], gazetteer: Gazetteer
) -> list[Span]:
    """Whole names with an article or a possessive, longest first where two overlap."""
    taken = {index for span in chosen for index in range(*span)}
    articled = (span for span in _articled(context, probabilities) if taken.isdisjoint(range(*span)))
    found = [*articled, *_owned(context, probabilities), *_owning(context, gazetteer)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


def _articled(context: TokenContext, probabilities: Mapping[Span, float]) -> Iterator[Span]:
    """Names with a capital article in a sentence of prose: "The Hague"; "The Hague Convention" and "The Atlantic" are none."""
    words = context.tokens.words
    for first, last in context.names:
        sentence = context.tokens.sentence_of[first]
        start, end = context.tokens.bounds[sentence]
        if words[first] != _ARTICLE or last - first == 1 or context.styles[sentence]:
            continue
        name = context.names[first, last]
        alone = last == end or not words[last][0].isupper()
        ground = name.kind not in "WL" and (first > start or _is_nothing_else(context, (first, last)))
        told = _is_placed(context, first) or _odds(probabilities, (first, last)) >= LEAST
        if alone and ground and told and _is_certain(context, (first, last)):
            yield first, last


def _owned(context: TokenContext, probabilities: Mapping[Span, float]) -> Iterator[Span]:
    """Names around a possessive: "King's Lynn", "Lee's Summit"."""
    for at in _possessives(context):
        for first in range(max(0, at - _MOST_BEFORE), at):
            for last in range(at + 3, at + 3 + _MOST_BEHIND):
                span = first, last
                told = _is_placed(context, first) or _odds(probabilities, span) >= LEAST
                if told and span in context.names and _is_certain(context, span):
                    yield span


def _owning(context: TokenContext, gazetteer: Gazetteer) -> Iterator[Span]:
    """Saints whose possessive is the name of a town, behind a preposition of place: "in St. John's on Monday"."""
    words = context.tokens.words
    for at in _possessives(context):
        first = at - 2 - (words[at - 2 : at - 1] == ["."])
        end = context.tokens.bounds[context.tokens.sentence_of[at]][1]
        if first < 0 or words[first].lower() not in _SAINTS or not _is_placed(context, first):
            continue
        norm = fold(context.tokens.span(first, at + 2))
        if (at + 2 >= end or words[at + 2] in _ENDS) and any(
            hit.strength == "strong" and hit.place.population >= 10**NOTED_SIZE
            for hit in gazetteer.hits([norm]).get(norm, ())
        ):
            yield first, at + 2


def before_states(
    context: TokenContext, chosen: Collection[Span], probabilities: Mapping[Span, float], gazetteer: Gazetteer
) -> Iterator[Span]:
    """Known names before a comma and the province that holds a place of the name: "Reading, Pennsylvania", "Gary, Ind."."""
    words = context.tokens.words
    ends = {last for _, last in context.names}
    for state in sorted(chosen):
        sentence = context.tokens.sentence_of[state[0]]
        start = context.tokens.bounds[sentence][0]
        last = state[0] - 1
        if last <= start or words[last] != "," or last not in ends:
            continue
        provinces = _provinces(context.tokens.span(*state), gazetteer)
        spans = sorted(span for span in context.names if span[1] == last and span[0] >= start)
        for span in spans if provinces else ():
            parted = span[0] == start or not words[span[0] - 1][0].isupper() or context.styles[sentence] == "title"
            odds = _odds(probabilities, span)
            if parted and odds >= LEAST and _is_in(context.tokens.span(*span), provinces, gazetteer):
                yield span
                break


def _provinces(text: str, gazetteer: Gazetteer) -> frozenset[tuple[str | None, str | None]]:
    """Country and code of the provinces that a name always stands for."""
    norm = fold(text)
    return frozenset(
        (hit.place.country, hit.place.admin1)
        for hit in gazetteer.hits([norm]).get(norm, ())
        if hit.place.kind == "admin1" and hit.strength == "strong"
    )


def _is_in(text: str, provinces: Collection[tuple[str | None, str | None]], gazetteer: Gazetteer) -> bool:
    """Whether a town that always bears a name lies in one of some provinces."""
    norm = fold(text)
    return any(
        hit.place.kind in ("city", "district") and hit.strength == "strong"
        for hit in gazetteer.hits([norm]).get(norm, ())
        if (hit.place.country, hit.place.admin1) in provinces
    )


def _possessives(context: TokenContext) -> Iterator[int]:
    """The apostrophes before an "s", both touching the word before."""
    tokens = context.tokens
    for start, end in tokens.bounds:
        for at in range(start + 1, end - 1):
            if tokens.words[at] in _SIGNS and tokens.words[at + 1] == "s" and tokens.ends[at] == tokens.starts[at + 1]:
                yield at


def _is_certain(context: TokenContext, span: Span) -> bool:
    """Whether the gazetteer knows nothing but places by a name."""
    name = context.names[span]
    return name.strong and not name.doubtful and name.kind not in "NK"


def _is_nothing_else(context: TokenContext, span: Span) -> bool:
    """Whether one place alone bears a name with an article, and its words are no others: "The Hague", but not "The Post"."""
    rest = [lower(word) for word in context.tokens.words[span[0] + 1 : span[1]]]
    plain = any(word in common_words() or word in categories() for word in rest)
    return context.names[span].count == 1 and not plain


def _is_placed(context: TokenContext, first: int) -> bool:
    """Whether a preposition of place stands before a token."""
    start = context.tokens.bounds[context.tokens.sentence_of[first]][0]
    return first > start and "before.prep" in categories().get(context.tokens.words[first - 1].lower(), ())


def _odds(probabilities: Mapping[Span, float], span: Span) -> float:
    """How much probability lies on the spans that overlap a given one."""
    return sum(p for (first, last), p in probabilities.items() if first < span[1] and span[0] < last)
