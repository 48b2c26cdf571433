"""Rules for a day told from an event beside it: "a day after police arrested 63", "hours before polls opened".

Such words stand between two events. Where one of the two has a day, they give the other's; where neither has,
they give none, and are kept all the same, so that nobody takes a day from farther away.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geobrief.dates.counts import APPROX_STARTS, COUNT, NUMBER_STARTS, counted
from geobrief.dates.intervals import Interval, containing, shift, unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import period, unit_of

RULES = Rules()

OF_NEXT = "beside: day of what follows"
"""Rule of an expression whose days are those of the event behind it: the arrest in "on Thursday, a day after police
arrested 63"."""
OF_PREVIOUS = "beside: day of what stands before"
"""Rule of an expression whose days are those of its main clause: "he resigned two days after the coup of 3 May"."""
NONE_TOLD = "beside: no day told"
"""Rule of an expression between two events without a day: its value is the time between them ("P30D"), as TimeML has it."""

_UNITS = ("minutes", "hours", "days", "weeks", "months", "years", "decades")
_CLOSES = re.compile(
    r"\s*(?:[.,;:)—–]|--|$|\n\s*\n|(?:in|on|at|by|from|with|to|and|but|or|when|as|was|were|is|had|has|near|during|saw|came|brought)\b)"
)
"""What stands behind "the day before" where it counts from the day told last, and from no event beside it."""
_NO_EVENT = re.compile(
    r"\s+(?:another\b|the\s+other\b|last\s*(?:[.,;]|$)|noon\b|midnight\b|midday\b|dawn\b|dusk\b|sunrise\b|sunset\b|daybreak\b|"
    r"\d{1,2}(?:[:.]\d\d|\s?[ap]\.?m\b)|(?:minute|hour|day|week|month|year|decade)s?\b)"
)


def closes_clause(text: str, end: int) -> bool:
    """Say whether "the day before" that ends here is told from the day told last ("the day before, he had dined")."""
    return bool(_CLOSES.match(text, end))


@RULES.rule(
    "beside",
    [*NUMBER_STARTS, *APPROX_STARTS, "the", "couple", "dozens", *_UNITS],
    r"(?P<approx>%(approx)s)?(?:"
    + COUNT
    + r" )?(?:(?:short|full|trading|whole) )?(?P<unit>%(units)s) (?P<side>after|before|following|prior to|ahead of)",
)
def _beside(m: re.Match[str], context: DateState) -> Answer:
    if closes_clause(context.text, m.end()) or _NO_EVENT.match(context.text, m.end()):
        return None
    plural, the = m["unit"].lower().endswith("s"), (m["n"] or "").lower() == "the"
    if not (m["n"] or m["few"] or m["half"]) and not plural:
        return None
    if the and not plural and _WITHIN.search(context.text, max(0, m.start() - 10), m.start()):
        return None
    if _LASTING.search(context.text, max(0, m.start() - 6), m.start()):
        return None
    vague = (the and plural) or bool(m["approx"] and not _EXACT.match(m["approx"]))
    return RuleMatch(
        m.start(),
        m.end(),
        unknown(None if the else period(counted(m), unit_of(m["unit"]))),
        NONE_TOLD,
        "reference",
        offset=(0 if vague else _steps(m), unit_of(m["unit"])),
    )


_WITHIN = re.compile(r"\b(?:in|of|during|for|throughout)\s+$", re.IGNORECASE)
""""Later in the day before returning" tells of the same day."""
_LASTING = re.compile(r"\bfor\s+$", re.IGNORECASE)
_EXACT = re.compile(r"(?:just|only)\b", re.IGNORECASE)


def _steps(m: re.Match[str]) -> int:
    """Return the whole units from the main clause's day to the other event's; 0 where that is not a number of days."""
    count = counted(m)
    if count is None or count != int(count) or unit_of(m["unit"]) in ("second", "minute", "hour"):
        return 0
    return -int(count) if m["side"].lower() in ("after", "following") else int(count)


def placed(found: list[RuleMatch], context: DateState) -> list[RuleMatch]:
    """Give every expression beside an event the day that follows from the day told on its other side."""
    return [_placed(found, index, context) if one.offset else one for index, one in enumerate(found)]


def _placed(found: list[RuleMatch], index: int, context: DateState) -> RuleMatch:
    one = found[index]
    steps, unit = one.offset or (0, "day")
    if not steps:
        return one
    outer, inner = _main_day(found, index, context), _inner_day(found, index, context)
    if outer is not None:
        return _counted(one, outer, steps, unit, OF_NEXT)
    if inner is not None:
        return _counted(one, inner, -steps, unit, OF_PREVIOUS)
    return one


def _counted(one: RuleMatch, base: RuleMatch, steps: int, unit: str, rule: str) -> RuleMatch:
    start = base.interval.start
    far = shift(start, steps, unit) if start is not None and _is_as_exact(base.interval, unit) else None
    if far is None:
        return one
    return replace(one, interval=_interval(far, unit), rule=rule)


def _interval(far: date, unit: str) -> Interval:
    if unit == "week":
        return Interval(far, far, "week", far.isoformat())
    return containing(far, unit if unit in ("month", "year", "quarter", "decade") else "day")


_FINE = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "decade": 5}


def _is_as_exact(base: Interval, unit: str) -> bool:
    """Whether days can be counted from the base: from a day by weeks, but not from a month by days."""
    order = _FINE.get(unit)
    return base.precision in _FINE and order is not None and _FINE[base.precision] <= order


_APPOSED = re.compile(r"[,(\s—–-]{0,4}(?:(?:just|only|barely|exactly|some)\s+)?")
_OTHER_CLAUSE = re.compile(
    r"[;:“”\"]|\b(?:and|but|that|who|which|whom|whose|when|while|after|before|since|because|as|if|said|says|told)\b|,.*,",
    re.IGNORECASE | re.DOTALL,
)
_REACH = 160
"""Characters between a day and "a day after" that may still be one clause."""
_FRONTED = re.compile(r"(?:on|in|late|early|at)?\s*(?:on\s)?", re.IGNORECASE)


def _main_day(found: list[RuleMatch], index: int, context: DateState) -> RuleMatch | None:
    """Return the day of the clause that "a day after" belongs to, if it is told before it or behind the comma."""
    one = found[index]
    first, last = context.sentence(one.start)
    before = found[index - 1] if index and found[index - 1].start >= first else None
    if before is not None and _is_day(before):
        gap = context.text[before.end : one.start]
        if _APPOSED.fullmatch(gap):
            return before
        if len(gap) <= _REACH and _in_clause(gap, fronted=bool(_FRONTED.fullmatch(context.text[first : before.start]))):
            return before
    if before is None and not context.text[first : one.start].strip(" \n\t“\"'"):
        return _behind_comma(found, index, last, context.text)
    return None


def _in_clause(gap: str, *, fronted: bool) -> bool:
    if fronted and gap.startswith(","):
        gap = gap[1:]
    return not _OTHER_CLAUSE.search(gap.rstrip().removesuffix(","))


def _behind_comma(found: list[RuleMatch], index: int, last: int, text: str) -> RuleMatch | None:
    """Return the only day of the main clause of "A day after police arrested 63, thousands marched on Thursday"."""
    comma = text.find(",", found[index].end, last)
    if comma < 0 or any(f.start < comma and _is_day(f) for f in found[index + 1 : index + 2]):
        return None
    days = [f for f in found[index + 1 : index + 3] if comma < f.start < last and _is_day(f)]
    one = days[0] if len(days) == 1 else None
    return one if one is not None and not _OTHER_CLAUSE.search(text[comma + 1 : one.start]) else None


def _inner_day(found: list[RuleMatch], index: int, context: DateState) -> RuleMatch | None:
    """Return the day told in the clause behind: "two days after the coup of 3 May"."""
    one = found[index]
    other = found[index + 1] if index + 1 < len(found) else None
    if other is None or not _is_day(other) or other.start >= context.sentence(one.start)[1]:
        return None
    gap = context.text[one.end : other.start]
    return other if len(gap) <= _REACH and "," not in gap and not _OTHER_CLAUSE.search(gap) else None


def _is_day(one: RuleMatch) -> bool:
    """Whether it names a day of its own: an hour alone stands on the day of its article only for want of a better."""
    return (one.sort == "date" or one.dated) and one.interval.start is not None
