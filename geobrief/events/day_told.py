"""A day that a sentence of its own tells: "The attack took place on 15 January" dates the attack told before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from geobrief.events.kinds import event_kinds
from geobrief.events.words import CLAUSE_MARKS, PREPOSITIONS, Token, base_form, token_span
from geobrief.model import EventReport, Sentence, TimeExpression

_HAPPENS = frozenset("occur happen perpetrate commit".split())
_HAPPENS_IN_TWO = frozenset({("take", "place"), ("carry", "out")})
_INCIDENTS = frozenset(
    "attack explosion blast bombing incident crime murder killing assassination shooting raid ambush massacre kidnapping "
    "abduction robbery clash accident crash disaster fire assault execution bombardment attempt tragedy fighting strike".split()
)
"""Nouns that speak of an event told before. "It", "this" and "which" do the same."""
_POINTING = frozenset("it this which".split())
_BETWEEN = 8
"""Words between the verb and its date: "took place at 9 p.m. in the port of Lima on"."""
_SUBJECT = 9
"""Words before the verb in which its subject is looked for."""
_NEAR = 6
"""Sentences between the event and the one that dates it, at most."""


class Line(Protocol):
    """A sentence as the stage reads it."""

    @property
    def sentence(self) -> Sentence: ...  # noqa: D102
    @property
    def tokens(self) -> tuple[Token, ...]: ...  # noqa: D102
    @property
    def dates(self) -> tuple[tuple[int, TimeExpression], ...]: ...  # noqa: D102


def date_from_happening(reports: Sequence[EventReport], lines: Sequence[Line]) -> list[EventReport]:
    """Give undated events of the ground the day that a sentence about their happening tells.

    Args:
        reports: The reports of an article, in the order of its text.
        lines: Its sentences.
    """
    number_of = {line.sentence.start: number for number, line in enumerate(lines)}
    numbers = [number_of[report.sentence.start] for report in reports]
    out = list(reports)
    for number, line in enumerate(lines):
        index = _day_of_happening(line)
        if index is None:
            continue
        near = range(bisect_left(numbers, number - _NEAR), bisect_right(numbers, number + _NEAR))
        at = _told_nearest([(number - numbers[at], at) for at in near if _is_open(out[at])])
        if at is not None:
            because = f"{out[at].because[:-1]}; a sentence near by says when it happened."
            out[at] = replace(out[at], when=index, because=because)
    return out


def _is_open(report: EventReport) -> bool:
    happened = report.status in ("done", "under way", "past")
    return report.when is None and happened and event_kinds()[report.kind].physical


def _told_nearest(near: Sequence[tuple[int, int]]) -> int | None:
    """The event that a sentence is about: in itself, else the nearest before, else the nearest behind.

    Args:
        near: For each undated event, how many sentences before this one it is told, and its index.
    """
    before = [(behind, at) for behind, at in near if behind >= 0]
    after = [(-behind, at) for behind, at in near if behind < 0]
    found = min(before, default=None) or min(after, default=None)
    return found[1] if found else None


def _day_of_happening(line: Line) -> int | None:
    """Index of the time expression by which a sentence says when an event happened, or None."""
    for index, expression in line.dates:
        if expression.when.precision != "day" or not expression.when.start:
            continue
        begin, _ = token_span(line.tokens, expression.start, expression.end)
        verb = _verb_before(line.tokens, begin)
        if verb is not None and _speaks_of_an_event(line.tokens, verb):
            return index
    return None


def _verb_before(tokens: Sequence[Token], begin: int) -> int | None:
    """Index of the verb of happening on which a date hangs: only times and places may stand between."""
    for at in range(begin - 1, max(-1, begin - 2 - _BETWEEN), -1):
        low = tokens[at].low
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if base_form(low) in _HAPPENS or (base_form(low), following) in _HAPPENS_IN_TWO:
            return at
        if low in CLAUSE_MARKS - {"[", "(", "]", ")"} or low == "that":
            return None
    return None


def _speaks_of_an_event(tokens: Sequence[Token], verb: int) -> bool:
    for token in reversed(tokens[max(0, verb - _SUBJECT) : verb]):
        if token.low in _POINTING or base_form(token.low) in _INCIDENTS:
            return True
        if token.low in (";", ":") or (
            token.low in PREPOSITIONS and token.low not in ("of", "in", "at", "on", "against", "to")
        ):
            return False
    return False
