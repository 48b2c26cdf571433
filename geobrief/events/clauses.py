"""Which of two clauses a date belongs to: the act that is told, or the act that governs it.

"Demonstrated on Saturday to demand that the soldiers leave" dates the demonstration and no departure. "After five days
of talks, the ministries said on Sunday" dates the statement, and tells that the talks were over by then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geobrief.events.triggers import Match
from geobrief.events.words import AUXILIARIES, Token, token_span
from geobrief.model import Direction, TimeExpression

Dates = Sequence[tuple[int, TimeExpression]]
"""The time expressions of a sentence, each with its index in the article, in the order of the text: none is left out."""

_DIRECTED = frozenset({"by", "before", "until", "since", "after", "within"})
"""Directions of an expression that belongs to the event wherever it stands: "demanded that by Friday they leave"."""
_AFTER = frozenset({"after", "following"})
_KNOWN = frozenset("the this that these those its their his her our 's".split())
"""Words before a noun that speak of an event known already, however long ago it was."""
_OPENER_REACH = 7
"""Words between "after" and the noun of its phrase: "after three weeks of heavy fighting"."""
_HAD_REACH = 3
"""Words between "had" and its verb: "had already been expelled"."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The time expression that dates an event."""

    index: int | None
    """Index into the article's time expressions, or None where none does."""
    direction: Direction | None = None
    """How the event lies to it, where that is not as the expression itself says."""


def settle_day(
    tokens: Sequence[Token], match: Match, dates: Dates, chosen: int | None, *, governor: int | None, today: date | None
) -> Dated:
    """Return the date of an event with a second look at the clauses.

    Args:
        tokens: The words of the sentence.
        match: The trigger.
        dates: The sentence's time expressions.
        chosen: Index of the expression that was chosen by its distance, or None.
        governor: Index of the token of the act that asks for or decides the event, or None.
        today: The last day on which the article may have been published, or None.
    """
    told = dates[chosen - dates[0][0]][1] if chosen is not None else None
    if told is not None and governor is not None and _dates_the_governor(tokens, match, told, governor):
        return Dated(None)
    if told is not None and _in_the_background(tokens, match) and _beyond_the_clause(tokens, match, told):
        return Dated(None)
    if told is not None:
        return Dated(chosen, "before" if _was_before(tokens, match, told) else None)
    statement = _statement_after(tokens, match, dates, today)
    return Dated(statement, "by" if statement is not None else None)


def _dates_the_governor(tokens: Sequence[Token], match: Match, told: TimeExpression, governor: int) -> bool:
    """Whether a date is that of the demand or decision: "on Friday agreed to withdraw", "announced on Sunday the …"."""
    _, end = token_span(tokens, told.start, told.end)
    if end >= match.first or told.when.direction in _DIRECTED:
        return False
    return not any(token.low == "that" for token in tokens[governor:end])


def _in_the_background(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a relative clause looks back: "the soldiers who had fought at their side"."""
    before = [token.low for token in tokens[max(0, match.first - 2) : match.first]]
    return before in (["who", "had"], ["which", "had"]) and match.word_class == "verb"


def _beyond_the_clause(tokens: Sequence[Token], match: Match, told: TimeExpression) -> bool:
    begin, _ = token_span(tokens, told.start, told.end)
    return begin < match.first or any(token.low == "," for token in tokens[match.last + 1 : begin])


def agreed_upon(tokens: Sequence[Token], match: Match, dates: Dates) -> frozenset[int]:
    """Indices of the dates that are what was agreed and not when: "on 19 May they agreed on 15 September".

    Only where the sentence has another date: "agreed on Friday" may be either, and is mostly when.
    """
    if not match.lemma.startswith("agree") or len(dates) < 2:
        return frozenset()
    after = match.last + (1 if tokens[match.last].low == "on" else 2)
    if after >= len(tokens) or tokens[after - 1].low != "on":
        return frozenset()
    at = bisect_right(dates, tokens[after].start, key=lambda item: item[1].end)
    return frozenset(
        index for index, item in dates[at : at + 1] if token_span(tokens, item.start, item.end)[0] == after
    )


def cannot_date(tokens: Sequence[Token], match: Match, start: date | None, today: date | None) -> bool:
    """Whether a day of the future is given to a verb of the past: "asked them to go in March" was asked before."""
    if not (start and today and start > today and match.word_class == "verb" and match.form in ("ed", "past")):
        return False
    left = tokens[match.first - 1].low if match.first else ""
    return left not in AUXILIARIES and left != "to"


def _was_before(tokens: Sequence[Token], match: Match, told: TimeExpression) -> bool:
    """Whether an event lies before the date of the main clause: "left by June, after the junta had demanded it"."""
    _, end = token_span(tokens, told.start, told.end)
    if end >= match.first or not any(token.low in _AFTER for token in tokens[end + 1 : match.first]):
        return False
    return any(token.low == "had" for token in tokens[max(0, match.first - _HAD_REACH) : match.first])


def _statement_after(tokens: Sequence[Token], match: Match, dates: Dates, today: date | None) -> int | None:
    """The day in the main clause by which an undated event of an "after …" phrase at the beginning was over."""
    if match.word_class != "noun" or not 0 < match.first <= _OPENER_REACH or tokens[0].low not in _AFTER:
        return None
    if any(token.low in _KNOWN or token.low == "," for token in tokens[1 : match.first]):
        return None
    comma = next((i for i in range(match.last + 1, len(tokens)) if tokens[i].low == ","), len(tokens))
    for index, expression in dates:
        begin, _ = token_span(tokens, expression.start, expression.end)
        when = expression.when
        future = bool(today and when.start and when.start > today)
        if begin > comma and when.precision == "day" and when.end and when.direction == "on" and not future:
            return index
    return None
