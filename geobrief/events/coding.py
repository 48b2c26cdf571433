"""Words of a sentence → the events that it tells, each with its kind and how sure that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geobrief.events.kind_model import NONE, Candidate, candidates_of, kind_probabilities, with_lexicon
from geobrief.events.triggers import Match, find_matches, word_classes
from geobrief.events.words import AUXILIARIES, Token

LEAST = 0.4
"""Least probability of a kind at which an event is reported (read off news of every sort: below it, more than half of
the events are words used in passing)."""
LEAST_SAID = 0.55
"""The same for demands and statements, of which every article is full."""
_SAID = frozenset({"demand", "statement"})
_NAMING = frozenset(
    "called calls calling dubbed described describes labelled labeled branded termed deemed denounced considered".split()
)
_NAMING_REACH = 7
"""Words between a verb of naming and the name that it gives."""
_NAME_SHARE = 0.5
"""Share of capitalised words above which a sentence is a headline, in which capitals say nothing."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An event of a sentence: its trigger, its kind and how likely the kind is right."""

    match: Match
    kind: str
    confidence: float
    by_lexicon: bool
    """Whether the conditions of the lexicon hold for this kind, and not the model alone chose it."""


def code_sentence(
    tokens: tuple[Token, ...], *, taken: Sequence[tuple[int, int]] = (), headline: bool = False
) -> list[Coded]:
    """The events that a sentence tells, in the order of their triggers.

    Args:
        tokens: The words of the sentence.
        taken: Offsets (start, end) of names and dates, whose words trigger nothing, in the order of the text and apart.
        headline: Whether the sentence is a title, in which capitals say nothing.
    """
    capitals_tell = not headline and not _is_headline(tokens)
    matches = [
        match for match in find_matches(tokens) if not _is_name(tokens, match, taken, capitals_tell=capitals_tell)
    ]
    coded = []
    for candidate in candidates_of(matches):
        item = _code(tokens, candidate, matches)
        if item and not _only_names(tokens, item.match):
            coded.append(item)
    return [item for item in coded if not _only_describes(tokens, item, coded)]


def _only_names(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a noun only gives a name to what is told beside it: "called the takeover a coup"."""
    if match.word_class != "noun" or match.first < 2 or tokens[match.first - 1].low not in ("a", "an"):
        return False
    if tokens[match.first - 2].low == "for":  # "called for a general strike"
        return False
    near = tokens[max(0, match.first - _NAMING_REACH) : match.first]
    return any(token.low in _NAMING and following.low not in ("for", "on") for token, following in pairwise(near))


def _only_describes(tokens: Sequence[Token], item: Coded, coded: Sequence[Coded]) -> bool:
    """Whether a participle only says which forces are meant: "its troops stationed in Gao have left"."""
    first, last = item.match.first, item.match.last
    if item.kind != "deployment" or item.match.form not in ("ed", "part") or first == 0:
        return False
    if "forces" not in word_classes(tokens[first - 1].low):
        return False
    return len(coded) > 1 or any(token.low in AUXILIARIES for token in tokens[last + 1 :])


def code_trigger(tokens: tuple[Token, ...], first: int, last: int) -> Coded:
    """The kind of an event whose trigger is given: the likeliest, however unlikely."""
    matches = find_matches(tokens)
    touching = tuple(m for m in matches if m.first <= last and first <= m.last)
    candidate = Candidate(first, last, touching)
    chances = kind_probabilities(tokens, candidate, matches)
    kind = max((name for name in chances if name != NONE), key=lambda name: (chances[name], name))
    match = candidate.best or Match(first, last, kind, tokens[first].low, "verb", "ed", False, False, 0.0, False)
    return Coded(replace(match, first=first, last=last), kind, chances[kind], _agrees(candidate, kind))


def _code(tokens: tuple[Token, ...], candidate: Candidate, matches: Sequence[Match]) -> Coded | None:
    chances = with_lexicon(kind_probabilities(tokens, candidate, matches), candidate)
    kind = max(chances, key=lambda name: (chances[name], name))
    best = candidate.best
    if kind == NONE or best is None or chances[kind] < (LEAST_SAID if kind in _SAID else LEAST):
        return None
    told = [match for match in candidate.matches if match.kind == kind]
    match = max(told, key=lambda m: (m.holds, m.last - m.first, m.strength), default=best)
    return Coded(match, kind, chances[kind], _agrees(candidate, kind))


def _agrees(candidate: Candidate, kind: str) -> bool:
    return any(match.kind == kind and match.holds and not match.barred for match in candidate.matches)


def _is_headline(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if token.text[0].isalpha()]
    return sum(token.text[0].isupper() for token in words) >= _NAME_SHARE * len(words)


def _is_name(tokens: Sequence[Token], match: Match, taken: Sequence[tuple[int, int]], *, capitals_tell: bool) -> bool:
    """Whether a match lies inside a name or a date: "March", "United States", "Defense Department"."""
    start, end = tokens[match.first].start, tokens[match.last].end
    if touches(taken, start, end):
        return True
    word = tokens[match.first].text
    return capitals_tell and match.first > 0 and word[0].isupper() and not word.isupper()


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether ``start:end`` shares a character with one of ``spans``, which are in order and apart."""
    behind = bisect_right(spans, start, key=lambda span: span[1])
    return behind < len(spans) and spans[behind][0] < end
