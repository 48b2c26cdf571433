"""Which time expression of a sentence dates its event, if any: the one in the trigger's clause, not the saying's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from geobrief.dates import FAR_END
from geobrief.events.words import (
    AUXILIARIES,
    CLAUSE_MARKS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYING,
    Token,
    base_form,
    token_span,
)
from geobrief.model import TimeExpression

_EXACT = {"day": 1.0, "days": 0.9, "week": 0.5, "month": 0.4, "season": 0.2, "quarter": 0.2, "year": 0.2}
"""What a precision adds: an exact day is meant to date something, "this year" often is not."""

_TELLING = SAYING | frozenset(
    "say tell announce report confirm state claim condemn demand reaffirm denounce criticise criticize reject admit urge "
    "warn comment express reveal describe discuss accuse blame praise hail mourn ask declare issue".split()
)
"""Verbs whose date is that of the words, not of what they tell."""

# Judged on our own sentences, then checked on dated reports (see docs/accuracy/events.md).
_PER_WORD = 0.06
_PER_COMMA = 0.35
_PER_CLAUSE = 0.8
_SAYING_COST = 4.0
_BEFORE_COST = 0.15
_OTHER_VERB_COST = 0.5
_OWN_PHRASE = 1.5
"""What a date gains that stands in the trigger's own noun phrase."""
_PHRASE = 4
"""Words between such a date and its trigger: "Monday's deadly twin bomb attacks"."""
_OPENS_PHRASE = frozenset({"the", "a", "this", "that"})
_ENDS_PHRASE = PREPOSITIONS | CONJUNCTIONS | RELATIVES | CLAUSE_MARKS | AUXILIARIES | DETERMINERS | PRONOUNS | {","}
_REACH = 400
"""Characters on either side of the trigger in which its date is looked for: a long sentence."""
LEAST = -1.4
"""Least score at which an expression is taken to date the event."""

LEAST_ALONE = -2.6
"""The same where the sentence has no other date and tells of no other event."""


@dataclass(frozen=True, slots=True)
class DayChoice:
    """The expression that dates an event."""

    index: int
    """Index into the article's time expressions."""
    score: float


def choose_day(
    tokens: Sequence[Token],
    first: int,
    last: int,
    dates: Sequence[tuple[int, TimeExpression]],
    *,
    saying: bool = False,
    triggers: Sequence[int] = (),
) -> DayChoice | None:
    """Return the time expression that dates the event triggered by the tokens ``first`` to ``last``.

    Args:
        tokens: The words of the sentence.
        first: Index of the trigger's first token.
        last: Index of its last token.
        dates: The sentence's time expressions, each with its index in the article, in the order of the text.
        saying: Whether the event is itself something said, so that "said on Monday" dates it.
        triggers: Token indices of all triggers of the sentence, ascending; the others may own a date themselves.
    """
    best: DayChoice | None = None
    low, high = tokens[first].start - _REACH, tokens[last].end + _REACH
    near = dates[bisect_left(dates, low, key=_start) : bisect_left(dates, high, key=_start)]
    usable = [(i, item) for i, item in near if item.end <= high and _tells_when(item)]
    # No token is shorter than a character, so that farther triggers lie beyond every date.
    others = triggers[bisect_left(triggers, first - _REACH) : bisect_left(triggers, last + _REACH)]
    for index, expression in usable:
        score = _score(tokens, first, last, expression, saying=saying, others=others)
        if best is None or score > best.score:
            best = DayChoice(index, score)
    least = LEAST if len(usable) > 1 or len(triggers) > 1 else LEAST_ALONE
    return best if best and best.score >= least else None


def _start(item: tuple[int, TimeExpression]) -> int:
    return item[1].start


def _tells_when(expression: TimeExpression) -> bool:
    """Whether an expression can date an event: "last July" can without a year, "five days", "now" and "recent" cannot."""
    if expression.rule.endswith(FAR_END):
        return False
    if expression.when.start or expression.when.end:
        return True
    value = expression.value
    return value is None or not value.startswith(("P", "FUTURE", "T"))


def _score(
    tokens: Sequence[Token], first: int, last: int, expression: TimeExpression, *, saying: bool, others: Sequence[int]
) -> float:
    begin, end = token_span(tokens, expression.start, expression.end)
    after = begin > last
    path = tokens[last + 1 : begin] if after else tokens[end + 1 : first]
    score = _EXACT.get(expression.when.precision, 0.0) - _PER_WORD * len(path)
    score -= 0.0 if after else _BEFORE_COST
    for token in path:
        if token.low == ",":
            score -= _PER_COMMA
        elif (
            token.low in CLAUSE_MARKS
            or token.low in RELATIVES
            or token.low in ("after", "before", "since", "as", "following", "because")
        ):
            score -= _PER_CLAUSE
    score -= _OTHER_VERB_COST * sum(1 for other in others if _lies_between(other, first, last, begin, end))
    if _is_part_of_its_phrase(tokens, begin, end, first):
        return score + _OWN_PHRASE
    if not saying and _dates_a_saying(tokens, begin, end, first, last):
        score -= _SAYING_COST
    return score


def _is_part_of_its_phrase(tokens: Sequence[Token], begin: int, end: int, first: int) -> bool:
    """Whether a date stands in the trigger's own noun phrase: "Wednesday's bomb attack", "the 31 October attack"."""
    between = tokens[end + 1 : first]
    if not end < first <= end + 1 + _PHRASE or any(token.low in _ENDS_PHRASE for token in between):
        return False
    if between and between[0].low == "'s":
        return True
    return begin > 0 and (tokens[begin - 1].low in _OPENS_PHRASE or tokens[begin].low in _OPENS_PHRASE)


def _lies_between(other: int, first: int, last: int, begin: int, end: int) -> bool:
    return last < other < begin or end < other < first


def _dates_a_saying(tokens: Sequence[Token], begin: int, end: int, first: int, last: int) -> bool:
    """Whether the date stands beside a verb of saying and nearer to it than to the trigger: "said on Monday"."""
    following = next((token.low for token in tokens[end + 1 : end + 2]), "")
    if not first <= end + 1 <= last and (following in _TELLING or base_form(following) in _TELLING):
        return True
    for back, token in enumerate(reversed(tokens[max(0, begin - 7) : begin])):
        at = begin - 1 - back
        if first <= at <= last:
            return False
        if token.low in CLAUSE_MARKS or token.low in ("that", "after", "when"):
            return False
        if token.low == "," and back > 1:
            return False
        if (token.low in _TELLING or base_form(token.low) in _TELLING) and not _is_state(token):
            return True
    return False


def _is_state(token: Token) -> bool:
    """Whether a word is part of a name: "in Niger State on Monday", "in the United States on Friday"."""
    return token.text in ("State", "States")
