"""Matches of the lexicon → the events that a sentence tells, each with its kind and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geobrief.events.kinds import event_kinds
from geobrief.events.triggers import Match, find_matches, has_phrase, refinements, word_classes
from geobrief.events.words import Token

LEAST = 0.5
"""Least strength at which a match becomes an event."""
_UNMET = 0.45
"""What is left of a match's strength where its conditions do not hold."""
_BARRED = 0.45
"""What is left of it where words of sport, finance or another field stand in the sentence."""
_EFFECT_COST = 0.05


@dataclass(frozen=True, slots=True)
class Coded:
    """An event of a sentence: its trigger, kind and how likely the kind is right."""

    match: Match
    kind: str
    confidence: float
    refined: bool
    """Whether other words of the sentence made the lexicon's kind more exact."""


def code_sentence(tokens: tuple[Token, ...]) -> list[Coded]:
    """The events that a sentence tells, in the order of their triggers."""
    matches = find_matches(tokens)
    scored = [Coded(match, match.kind, _strength(match), refined=False) for match in matches]
    kept = _without_overlap([item for item in scored if item.confidence >= LEAST])
    kept = [_refine(item, tokens) for item in kept]
    return sorted(_without_echoes(kept), key=lambda item: item.match.first)


def code_trigger(tokens: tuple[Token, ...], first: int, last: int) -> Coded:
    """The kind of an event whose trigger is given: the likeliest, however unlikely."""
    touching = [m for m in find_matches(tokens) if m.first <= last and first <= m.last]
    if touching:
        match = max(touching, key=lambda m: (_strength(m), m.last - m.first))
        match = replace(match, first=first, last=last)
        return _refine(Coded(match, match.kind, min(_strength(match), 0.9), refined=False), tokens)
    around = code_sentence(tokens)
    nearest = min(around, key=lambda item: abs(item.match.first - first), default=None)
    kind = nearest.kind if nearest else "statement"
    match = Match(first, last, kind, tokens[first].low, "verb", "ed", False, False, 0.2, False)
    return Coded(match, kind, 0.3 if nearest else 0.1, refined=False)


def _strength(match: Match) -> float:
    strength = match.strength
    if not match.holds:
        strength *= _UNMET
    if match.barred:
        strength *= _BARRED
    return min(strength - (_EFFECT_COST if match.effect else 0.0), 0.98)


def _without_overlap(items: Sequence[Coded]) -> list[Coded]:
    kept: list[Coded] = []
    for item in sorted(items, key=lambda item: (-item.confidence, item.match.first, item.match.last, item.kind)):
        if not any(item.match.first <= other.match.last and other.match.first <= item.match.last for other in kept):
            kept.append(item)
    return kept


def _without_echoes(items: Sequence[Coded]) -> list[Coded]:
    """One event a kind; what an event did, and what was merely said, only where nothing else is told."""
    best: dict[str, Coded] = {}
    for item in sorted(items, key=lambda item: (-item.confidence, item.match.first)):
        best.setdefault(item.kind, item)
    physical = [item for item in best.values() if event_kinds()[item.kind].physical and not item.match.effect]
    strong = [item for item in best.values() if not event_kinds()[item.kind].weak]
    kept = []
    for item in best.values():
        if item.match.effect and physical:
            continue
        if event_kinds()[item.kind].weak and strong:
            continue
        kept.append(item)
    return kept


def _refine(item: Coded, tokens: Sequence[Token]) -> Coded:
    lows = [token.low for token in tokens]
    for rule in refinements():
        if item.kind not in rule.sources or (rule.effect_only and not item.match.effect):
            continue
        near = rule.near and any(rule.near & word_classes(low) for low in lows)
        if near or any(has_phrase(lows, phrase) for phrase in rule.words):
            return replace(item, kind=rule.to, refined=True)
    return item
