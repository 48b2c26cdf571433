"""The year in which an undated article appeared, where it tells one event both ways: "last year's coup" and "July 2023".

Such a pair decides the year and no more. A day that is still to come ("will leave by September 15") ends it earlier.
Two pairs that contradict each other, or one event that is told of two years, decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geobrief.dates.intervals import of_month, safe_day, shift_days
from geobrief.dates.known import DateState
from geobrief.dates.vocabulary import MONTHS, WEEKDAYS
from geobrief.model import TimeExpression, When

_KINDS = {
    "coup": r"coups?\b|putsch|takeovers?\b|(?:seiz|tak|took|grabb|c[ao]me to)\w* (?:\w+ )?(?:power|control)|overthr[eo]w\w*|toppl\w+|oust\w+|deposed",
    "election": r"elections?\b|re-?elect\w+|elected|polls\b|referendum|ballots?\b|votes?\b|voted",
    "earthquake": r"earthquakes?|quakes?\b|aftershocks?",
    "flood": r"floods?\b|flooding|flooded",
    "storm": r"hurricanes?|cyclones?|typhoons?|storms?\b",
    "invasion": r"invasion|invaded|incursion",
    "war": r"\bwars?\b|fighting (?:began|broke out|erupted)|conflict",
    "truce": r"ceasefires?|cease-fires?|truces?\b|armistice",
    "treaty": r"treat(?:y|ies)|agreements?\b|accords?\b|deals?\b|pacts?\b",
    "attack": r"attacks?\b|attacked|bombings?|bombed|massacres?|shootings?|raids?\b",
    "killing": r"assassinat\w+|murder\w*|killings?\b|was killed|were killed",
    "crash": r"crash\w*|derail\w+|collisions?|capsiz\w+|sank|sinking",
    "fire": r"\bfires?\b|blazes?|explosions?|exploded|blasts?\b",
    "uprising": r"uprisings?|revolutions?|protests?\b|riots?\b|mutin\w+|rebellions?",
    "summit": r"summits?\b|conferences?|congress\b|olympic\w*|games\b|championships?|world cup",
    "arrest": r"arrest\w*|kidnap\w+|abduct\w+|jailed|sentenced|convicted",
    "departure": r"resign\w+|withdr[ae]w\w*|pull-?out|stepped down",
    "budget": r"budgets?\b|harvests?\b|census\b|surveys?\b",
}
_NOUN = re.compile(
    r"\b([a-z]{3,}?)(?:isations?|izations?|[aiu]tions?|[st]?ions?|ments?|als?|ances?|ences?|ures?)\b", re.ASCII
)
"""A noun made of a verb, with what is left of the verb: "dissolution" → "dissol", "annexation" → "annex"."""
_VERB = re.compile(r"\b([a-z]{4,})ed\b", re.ASCII)
"""A verb told as past or passive: "dissolved" → "dissolv"."""
_STEM = 5
"""Letters that noun and verb share at least."""
_REST = 2
"""Letters that the verb has besides, at most: "nationalis-"."""
_EVENTS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_OWNED = re.compile(r"['’]s (?:[a-z]+ )?([a-z]{8,})\b")
"""What a year owns: "last year's dissolution"."""
_BEFORE, _AFTER = 70, 50
"""Characters around an expression in which its event is looked for, inside its sentence."""
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ]{2,}")
_NO_NAMES = frozenset(
    "The This That These Those There His Her Its Their Our And But After Before Since Until When While Last Next For From With "
    "Under During Officers Soldiers Rebels Police Protesters Voters Troops Officials She They You".split()
)
_CLAUSE = re.compile(r"[;:]|,\s|\b(?:and|but|while|after|before|since|when)\b", re.IGNORECASE)
_LAST_MONTH = re.compile(r"last\s+(?P<m>[A-Z][a-z]+)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTIAL = re.compile(r"XXXX-(?P<m>\d\d)(?:-(?P<d>\d\d))?")
_WILL = re.compile(
    r"\b(?:will|shall|must|(?:is|are)\s+(?:due\s+|set\s+|expected\s+|scheduled\s+)?to|to\s+be|plans?\s+to|has\s+to|have\s+to)\b"
)
_REPORTED = re.compile(r"\b(?:would|was|were|had)\b[^.;]{0,30}$")
"""What makes a plan of the past of the verb behind it: "was told that it must leave by September 15" """
_WOULD = re.compile(r"\b(?:would|was|were|had|did)\b")


@dataclass(frozen=True, slots=True)
class _Told:
    """An expression with the kinds of event and the names beside it."""

    expression: TimeExpression
    kinds: frozenset[str]
    names: frozenset[str]
    noun: str
    """What is left of the verb in the noun that "last year's" owns ("dissol"), or nothing."""
    verbs: tuple[str, ...]
    """The verbs of its clause, without their ending."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """First and last day of publication that one pair allows, and its words."""

    start: date
    end: date
    because: str


def year_told(told: Sequence[TimeExpression], context: DateState) -> When | None:
    """Return the interval of publication that the article's own words allow, or None where they decide none.

    Args:
        told: The article's expressions, read without a publication date.
        context: Its text.
    """
    beside = [_beside(e, context) for e in told]
    exact = [one for one in beside if (one.kinds or one.verbs) and _states_year(one.expression)]
    loose = [one for one in beside if (one.kinds or one.noun) and _is_relative(one.expression)]
    pairs = [pair for one in loose for pair in _pairs(one, exact)]
    if not pairs:
        return None
    start, end = max(pair.start for pair in pairs), min(pair.end for pair in pairs)
    latest = [e.when.start for e in told if _states_year(e) and e.when.start and _is_past(e, context)]
    start = max([start, *(day for day in latest if (start <= day))], default=start)
    limit = _limit(told, context, start.year) if start.year == end.year else None
    if limit is not None:
        end = min(end, limit[0])
    if start > end:
        return None
    because = pairs[0].because + (f", and “{limit[1]}” is still to come" if limit is not None else "")
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
    return When(start, end, "year" if whole else "period", because, "inferred")


def _beside(expression: TimeExpression, context: DateState) -> _Told:
    first, last = context.sentence(expression.start)
    before = context.text[max(first, expression.start - _BEFORE) : expression.start]
    after = context.text[expression.end : max(expression.end, min(last, expression.end + _AFTER))]
    near = _nearest_clause(before, after)
    kinds = frozenset(kind for kind, pattern in _EVENTS.items() if pattern.search(near))
    sentence = context.text[first:last]
    names = frozenset(
        n
        for n in _NAME.findall(sentence)
        if n not in _NO_NAMES and n.lower() not in MONTHS and n.lower() not in WEEKDAYS
    )
    owned = _OWNED.match(after)
    noun = _NOUN.match(owned[1]) if owned else None
    return _Told(expression, kinds, names, noun[1] if noun else "", tuple(_VERB.findall(near)))


def _nearest_clause(before: str, after: str) -> str:
    """Cut the words around an expression at the nearest mark or conjunction, and keep what its own clause says."""
    cuts = [m.end() for m in _CLAUSE.finditer(before.rstrip(" ,"))]
    behind = _CLAUSE.search(after.lstrip("'’s, "))
    lead = before[cuts[-1] :] if cuts else before
    tail = after.lstrip("'’s, ")
    return f"{lead} | {tail[: behind.start()] if behind else tail}"


def _states_year(expression: TimeExpression) -> bool:
    return expression.when.start is not None and bool(_YEAR.search(expression.text))


def _is_relative(expression: TimeExpression) -> bool:
    return expression.year_step is not None or bool(_LAST_MONTH.fullmatch(expression.text))


def _is_past(expression: TimeExpression, context: DateState) -> bool:
    if expression.when.direction in ("by", "until", "before") or expression.when.precision not in (
        "day",
        "days",
        "month",
    ):
        return False
    return context.tense(expression.start, expression.end) == "past"


def _pairs(one: _Told, exact: Sequence[_Told]) -> list[_Pair]:
    """Join a relative telling of an event to the one year in which the same event is told."""
    same = [other for other in exact if _is_alike(one, other) and _may_be_one(one, other)]
    years = {other.expression.when.start.year for other in same if other.expression.when.start}
    if len(years) != 1:
        return []
    pair = _pair(one.expression, same[0].expression)
    return [pair] if pair is not None else []


def _is_alike(one: _Told, other: _Told) -> bool:
    """Whether a relative and a dated telling are of one kind of event, or of one verb: "dissolution" and "dissolved"."""
    if one.kinds & other.kinds:
        return True
    alike = (verb.startswith(one.noun) and len(verb) <= len(one.noun) + _REST for verb in other.verbs)
    return len(one.noun) >= _STEM and any(alike)


def _may_be_one(one: _Told, other: _Told) -> bool:
    return not one.names or not other.names or bool(one.names & other.names)


def _pair(loose: TimeExpression, exact: TimeExpression) -> _Pair | None:
    then = exact.when.start
    if then is None:
        return None
    because = f"“{loose.text}” and “{exact.text}” tell of the same"
    month = _LAST_MONTH.fullmatch(loose.text)
    if month is not None:
        return _since_month(month["m"], exact, because)
    year = then.year - (loose.year_step or 0)
    start, end = safe_day(year, 1, 1), safe_day(year, 12, 31)
    return _Pair(start, end, because) if start is not None and end is not None else None


def _since_month(name: str, exact: TimeExpression, because: str) -> _Pair | None:
    """Return the months in which July 2023 is "last July": from August 2023 to July 2024."""
    number, then = MONTHS.get(name.lower()), exact.when.start
    if number is None or then is None or exact.when.precision not in ("day", "month") or then.month != number:
        return None
    first, last = of_month(then.year, number).end, of_month(then.year + 1, number).end
    start = shift_days(first, 1) if first is not None else None
    return _Pair(start, last, because) if start is not None and last is not None else None


def _limit(told: Sequence[TimeExpression], context: DateState, year: int) -> tuple[date, str] | None:
    """Return the last day before the first one that the article tells as still to come, and its words."""
    best: tuple[date, str] | None = None
    for expression in told:
        match = _PARTIAL.fullmatch(expression.value or "")
        if match is None or not _is_to_come(expression, context):
            continue
        month, day = int(match["m"]), match["d"]
        then = safe_day(year, month, int(day)) if day else of_month(year, month).end
        last = shift_days(then, -1 if day else 0) if then is not None else None
        if last is not None and (best is None or last < best[0]):
            best = last, expression.text
    return best


def _is_to_come(expression: TimeExpression, context: DateState) -> bool:
    first, _ = context.sentence(expression.start)
    before = context.text[max(first, expression.start - 100) : expression.start]
    willed = list(_WILL.finditer(before))
    if not willed:
        return False
    if expression.when.direction in ("by", "until") and not _WOULD.search(before, willed[-1].end()):
        return not _REPORTED.search(before[: willed[-1].start()])
    return context.tense(expression.start, expression.end) == "future" and not _WOULD.search(before)
