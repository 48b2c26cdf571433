"""What kind of event a trigger tells, if any: a linear model over the words around it and what the lexicon says.

The lexicon proposes, the model disposes: every group of overlapping matches is a candidate, and the candidate's
features (its words, the words and word classes beside it, which groups of the lexicon hold) are weighed for each
kind and for "none". Weights: ``benchmarks/events_fit_kind.py``, from sentences that this project wrote itself.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geobrief.events.triggers import REACH, Match, classes_of, has_phrase, refinements
from geobrief.events.words import DETERMINERS, PREPOSITIONS, Token, base_form, is_word, looks_nominal

NONE = "none"
UNBACKED = 0.15
"""Factor on a kind that the lexicon does not propose for these words (judged; no sweep was recorded)."""
SURE = 0.8
"""Strength from which a group of the lexicon raises its own kind."""
BACKED = 2.0
"""By how much."""
DOUBTED = 0.5
"""By how much it lowers the answer that nothing is told."""
UNMET = 0.6
"""Factor on a kind that it proposes, but under conditions that do not hold."""
_WINDOW = 40
"""Words on either side that are looked at, so that an endless sentence costs no more than a long one."""
_NEAR = 4
"""Words on either side that are features of their own, apart from the words of the sentence."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a sentence that may trigger an event, with the matches that propose them."""

    first: int
    last: int
    matches: tuple[Match, ...]

    @property
    def best(self) -> Match | None:
        """The match that a lexicon alone would take."""
        return max(self.matches, key=_strength, default=None)


def _strength(match: Match) -> tuple[float, int, str]:
    value = match.strength * (1.0 if match.holds else 0.45) * (0.45 if match.barred else 1.0)
    return (round(value - (0.1 if match.effect else 0.0), 4), match.last - match.first, match.kind)


def candidates_of(matches: Sequence[Match]) -> list[Candidate]:
    """Group overlapping matches: each group is one candidate, marked by its strongest match."""
    groups: list[list[Match]] = []
    reach = -1
    for match in sorted(matches, key=lambda m: (m.first, m.last, m.kind)):
        if groups and match.first <= reach:
            groups[-1].append(match)
        else:
            groups.append([match])
        reach = max(reach, match.last) if groups[-1][0] is not match else match.last
    out = []
    for group in groups:
        best = max(group, key=_strength)
        out.append(Candidate(best.first, best.last, tuple(group)))
    return out


def kind_probabilities(tokens: Sequence[Token], candidate: Candidate, others: Sequence[Match]) -> dict[str, float]:
    """The probability of each kind, and of ``none``, for a candidate.

    Args:
        tokens: The words of the sentence.
        candidate: The words that may trigger an event.
        others: All matches of the sentence, in the order of its words.
    """
    model = _model()
    scores = list(model.bias)
    for feature in sorted(features_of(tokens, candidate, others)):  # in one order, so that sums are the same anywhere
        for index, weight in model.weights.get(feature, ()):
            scores[index] += weight
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return {kind: power / total for kind, power in zip(model.kinds, powers, strict=True)}


def with_lexicon(chances: dict[str, float], candidate: Candidate) -> dict[str, float]:
    """Lower the probability of kinds for which no group of the lexicon speaks, and let the rest share it out.

    The model saw about twenty sentences of each kind; the lexicon's conditions know more than it could learn of them.
    """
    best = candidate.best
    sure = best.kind if best and best.holds and not best.barred and best.strength >= SURE else ""
    backed = {match.kind for match in candidate.matches if match.holds and not match.barred}
    known = {match.kind for match in candidate.matches}
    lowered = {kind: chance * _factor(kind, sure, backed, known) for kind, chance in chances.items()}
    total = sum(lowered.values())
    return {kind: chance / total for kind, chance in lowered.items()}


def _factor(kind: str, sure: str, backed: set[str], known: set[str]) -> float:
    if kind == NONE:
        return DOUBTED if sure else 1.0
    if kind == sure:
        return BACKED
    return 1.0 if kind in backed else UNMET if kind in known else UNBACKED


def features_of(tokens: Sequence[Token], candidate: Candidate, others: Sequence[Match]) -> set[str]:
    """The features of a candidate, from the :data:`_WINDOW` words on either side: a clause or two."""
    begin = max(0, candidate.first - _WINDOW)
    end = candidate.last + _WINDOW
    near = tokens[begin : end + 1]
    moved = Candidate(candidate.first - begin, candidate.last - begin, candidate.matches)
    others = others[
        bisect_left(others, begin, key=lambda match: match.first) : bisect_right(
            others, end, key=lambda match: match.first
        )
    ]
    return _features(near, moved, others)


def _features(tokens: Sequence[Token], candidate: Candidate, others: Sequence[Match]) -> set[str]:
    return {
        *_of_lexicon(candidate, others),
        *_of_trigger(tokens, candidate),
        *_of_words(tokens, candidate),
        *_of_classes(tokens, candidate),
        *_of_refinements(tokens, candidate),
    }


def _of_lexicon(candidate: Candidate, others: Sequence[Match]) -> Iterator[str]:
    best = candidate.best
    if best is None:
        yield "lex=-"
    else:
        strength = _strength(best)[0]
        yield f"best={best.kind}"
        yield f"best={best.kind},{strength >= 0.5}"
        yield f"strong={int(strength * 10)}"
        yield f"barred={best.barred}"
        yield f"effect={best.effect}"
    for match in candidate.matches:
        yield f"lex={match.kind},{match.holds},{match.barred}"
    inside = {id(match) for match in candidate.matches}
    for match in others:
        if id(match) not in inside and match.holds and not match.barred:
            yield f"other={match.kind}"


def _of_trigger(tokens: Sequence[Token], candidate: Candidate) -> Iterator[str]:
    first, last = candidate.first, candidate.last
    words = [base_form(token.low) for token in tokens[first : last + 1] if is_word(token)]
    for word in words:
        yield f"t={word}"
    yield f"tt={'_'.join(words[:3])}"
    yield f"nominal={looks_nominal(tuple(tokens), first)}"
    yield f"left={_low(tokens, first - 1)}"
    yield f"right={_low(tokens, last + 1)}"
    head = next(
        (t for t in tokens[last + 1 : last + 5] if is_word(t) and t.low not in DETERMINERS | PREPOSITIONS), None
    )
    if head and words:
        yield f"obj={base_form(head.low)}"
        yield f"t,obj={words[0]},{base_form(head.low)}"


def _of_words(tokens: Sequence[Token], candidate: Candidate) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if not is_word(token) or token.low in DETERMINERS or token.low[0].isdigit():
            continue
        word = base_form(token.low)
        yield f"w={word}"
        if candidate.first - _NEAR <= index < candidate.first:
            yield f"nl={word}"
        elif candidate.last < index <= candidate.last + _NEAR:
            yield f"nr={word}"


def _of_classes(tokens: Sequence[Token], candidate: Candidate) -> Iterator[str]:
    classes = classes_of(tokens)
    for side, part in (
        ("L", classes[max(0, candidate.first - REACH) : candidate.first]),
        ("R", classes[candidate.last + 1 : candidate.last + 1 + REACH]),
    ):
        for name in sorted(frozenset().union(*part)):
            yield f"cl={name},{side}"
    for name in sorted(frozenset().union(*classes)):
        yield f"cs={name}"


def _of_refinements(tokens: Sequence[Token], candidate: Candidate) -> Iterator[str]:
    best = candidate.best
    if best is None:
        return
    lows = [token.low for token in tokens]
    classes = frozenset().union(*classes_of(tokens))
    for rule in refinements():
        if best.kind in rule.sources and (
            rule.near & classes or any(has_phrase(lows, phrase) for phrase in rule.words)
        ):
            yield f"refine={rule.to},{best.effect}"


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else "|"


@dataclass(frozen=True, slots=True)
class _Model:
    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]


@lru_cache(maxsize=1)
def _model() -> _Model:
    return model_of(json.loads(files("geobrief.events").joinpath("kind_weights.json").read_text(encoding="utf-8")))


def model_of(data: dict[str, Any]) -> _Model:
    """The model of a table as ``kind_weights.json`` holds it."""
    return _Model(
        kinds=tuple(data["kinds"]),
        bias=tuple(data["bias"]),
        weights={
            feature: tuple((int(index), float(value)) for index, value in zip(row[::2], row[1::2], strict=True))
            for feature, row in data["weights"].items()
        },
    )
