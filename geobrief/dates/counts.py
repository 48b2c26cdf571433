"""Rules for counted time: "two weeks ago", "six months later", "in three days", and the stretches that end today."""

from __future__ import annotations

import re
from datetime import date

from geobrief.dates.business import compares, year_before
from geobrief.dates.intervals import Interval, containing, of_day, of_year, shift, shift_days, unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import SMALL, TENS, number, period, unit_of

RULES = Rules()

NUMBER_STARTS = ("a", "an", "half", "several", "few", "many", "#1", "#2", "#3", *SMALL[1:], *TENS)
APPROX_STARTS = (
    "about", "around", "approximately", "roughly", "some", "almost", "nearly", "over", "under", "more", "less", "at", "up",
    "only", "just", "well", "fewer", "not", "no", "another", "close", "little",
)  # fmt: skip
COUNT = (
    r"(?:(?P<few>(?:a )?(?:couple(?: of)?|few|several|many)|several|few|many|some|dozens of|hundreds of|tens of)|"
    r"(?P<half>half an?|half a)|(?P<n>%(cardinal)s|an?|the)(?P<andhalf> and (?:a )?half)?)"
)
"""A count before a unit: "two", "a few", "half a", "three and a half"."""


def stretch(anchor: date | None, count: float, unit: str, *, ahead: bool) -> Interval:
    """Days from the anchor over so many units, rounded outwards to whole months or years where those are counted."""
    value = period(count, unit)
    if anchor is None:
        return unknown(value)
    far = _far(anchor, count if ahead else -count, unit)
    if far is None:
        return unknown(value)
    whole = containing(
        far, unit if unit in ("month", "year", "quarter") else "year" if unit in ("decade", "century") else "day"
    )
    if ahead:
        return Interval(anchor, whole.end, "period", value)
    return Interval(whole.start, anchor, "period", value)


def _far(anchor: date, count: float, unit: str) -> date | None:
    if unit in _HOURS:
        hours = count * _HOURS[unit]
        days = int(-(-abs(hours) // 24)) * (1 if count > 0 else -1)
        return shift_days(anchor, days)
    if count != int(count):
        finer, factor = _FINER.get(unit, ("day", 1))
        return shift(anchor, round(count * factor), finer)
    return shift(anchor, int(count), unit)


_AGO = r"(?P<ago>ago|back|earlier|previously|before that|later|afterwards?|after that|thereafter|hence|from now|from today|before|prior|on|since)"


@RULES.rule(
    "count-ago",
    [
        *NUMBER_STARTS,
        *APPROX_STARTS,
        "days",
        "weeks",
        "months",
        "years",
        "decades",
        "hours",
        "minutes",
        "centuries",
        "a",
        "couple",
    ],
    r"(?P<approx>%(approx)s)?(?:"
    + COUNT
    + r" )?(?:(?:short|long|brief|full) )?(?P<unit>%(units)s)(?: and a half)? (?:and (?:a half|"
    + r"%(cardinal)s) )?"
    + _AGO,
)
def _count_ago(m: re.Match[str], context: DateState) -> Answer:
    word, unit = " ".join(m["ago"].lower().split()), unit_of(m["unit"])
    count = counted(m)
    if not _is_counted_from(m, context, word):
        return None
    if word in ("ago", "earlier") and unit == "year" and count == 1 and (m["n"] or "").lower() in ("a", "one"):
        figures = (
            context.quarter
            if compares(context, m.start()) or _FOR_QUARTER.search(context.text, max(0, m.start() - 14), m.start())
            else None
        )
        if figures is not None:
            return RuleMatch(m.start(), m.end(), year_before(figures), "year-ago")
    back = word in ("ago", "back", "earlier", "previously", "before that", "before", "prior")
    if count is None:
        vague = unknown("PAST_REF" if back else "FUTURE_REF")
        return RuleMatch(m.start(), m.end(), vague, "count-ago: vague", "reference") if _plural(m) else None
    deictic = word in ("ago", "back", "hence", "from now", "from today")
    told = context.told(unit)
    base = context.anchor if deictic else (told.start if told else None)
    if base is None and word == "earlier" and unit == "year" and not context.narrative:
        base = context.anchor
    value = counted_from(base, -count if back else count, unit, context, deictic=deictic)
    if value is None and context.year is not None and context.year < 0 and unit == "year" and not deictic:
        value = of_year(context.year + int(-count if back else count))
    if value is None or _is_ahead(value, m, context, deictic=deictic):
        return RuleMatch(m.start(), m.end(), unknown(None), "count-ago: anchor unknown")
    rule = "count-ago" if deictic else "count-earlier" if back else "count-later"
    return RuleMatch(m.start(), m.end(), value, rule, looks_back=back and not deictic)


_FOR_QUARTER = re.compile(r"(?:quarter|period|share),?\s+$")


def _is_ahead(value: Interval, m: re.Match[str], context: DateState, *, deictic: bool) -> bool:
    """Say whether "three months later", told as past, would lie ahead: then it counts from something else."""
    if deictic or value.start is None or context.anchor is None or value.start <= context.anchor:
        return False
    return context.tense(m.start(), m.end()) == "past"


def _plural(m: re.Match[str]) -> bool:
    return bool(m["unit"].lower().endswith("s"))


def _is_counted_from(m: re.Match[str], context: DateState, word: str) -> bool:
    """Tell "two days before." from "two days before the vote", which says how long and not when."""
    if word == "since" or (m["n"] or "").lower() == "the":
        return False
    return word not in ("before", "prior", "on", "back") or _ends_clause(m, context)


def _ends_clause(m: re.Match[str], context: DateState) -> bool:
    return bool(re.match(r"\s*(?:[.,;:)]|$|\n)", context.text[m.end() : m.end() + 4]))


def counted(m: re.Match[str]) -> float | None:
    """Return the count that a match names; None where it is vague ("several") or missing."""
    few = (m["few"] or "").lower()
    if few:
        return 2.0 if "couple" in few else None
    if m["half"]:
        return 0.5
    if m["n"] is None:
        return None
    word = m["n"].lower()
    count = 1.0 if word in ("a", "an", "the") else number(word)
    return count + 0.5 if m["andhalf"] and count is not None else count


def counted_from(base: date | None, count: float, unit: str, context: DateState, *, deictic: bool) -> Interval | None:
    """Count units from a day. The answer is as exact as the unit: "six months later" is a month, "ten years ago" a year.

    "A year ago" is the month a year back; "two weeks ago" the day, with the week's precision.
    """
    if base is None or abs(count) > FARTHEST:
        return None
    if unit == "fortnight":
        unit, count = "week", count * 2
    last = None if deictic else context.told(unit)
    if unit in _HOURS:
        if last is not None and last.precision != "day":
            return None
        whole = int(abs(count) * _HOURS[unit] // 24)
        when = shift_days(base, whole if count > 0 else -whole)
        return of_day(when) if when else None
    far = _far(base, count, unit)
    if far is None:
        return None
    if last is not None and last.precision not in ("day", "days") and unit in ("day", "week"):
        return _vague(far, last, unit)
    return _as_exact(far, count, unit, deictic=deictic)


FARTHEST = 20_000
"""Units: no news counts farther, and no calendar arithmetic is asked for more."""

_FINER = {
    "week": ("day", 7), "month": ("day", 30), "quarter": ("month", 3), "year": ("month", 12),
    "decade": ("year", 10), "century": ("year", 100),
}  # fmt: skip
"""What half a unit is counted in."""
_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0}


def _as_exact(far: date, count: float, unit: str, *, deictic: bool) -> Interval:
    """Widen a day to what the unit can tell."""
    if unit == "week":
        value = containing(far, "week").value if deictic or count != int(count) else far.isoformat()
        return Interval(far, far, "week", value)
    if unit == "year" and ((abs(count) == 1 and deictic) or count != int(count)):
        return containing(far, "month")
    if unit in ("decade", "century"):
        return containing(far, "year" if deictic or unit == "decade" else "decade")
    return containing(far, unit if unit in ("month", "quarter", "year") else "day")


def _vague(far: date, last: Interval, unit: str) -> Interval:
    """Count days from a month or a year: no more exact than what it counts from."""
    whole = containing(far, "month" if last.precision == "month" else "year")
    mark = "XX" if last.precision == "month" else "XX-XX"
    return Interval(whole.start, whole.end, whole.precision, f"{whole.value}-{mark}" if unit == "day" else whole.value)


_ABLE = re.compile(r"\b(?:can|could|may|might|cannot)\s(?!.*\bwill\b)", re.IGNORECASE)


@RULES.rule(
    "in-count",
    ["in"],
    r"in (?:(?:about|around|approximately|roughly|less than|under|just|another) )?"
    + COUNT
    + r" (?P<unit>%(units)s)(?P<time>['’]s? time|['’]| from now)?",
)
def _in_count(m: re.Match[str], context: DateState) -> Answer:
    """Read "in three days" as a day to come, if the clause is in the future and is not about how long something takes."""
    count, unit = counted(m), unit_of(m["unit"])
    if count is None or (m["n"] or "").lower() == "the" or (count == 1 and unit == "day"):
        return None
    sure = bool(m["time"] and len(m["time"]) > 2)
    able = _ABLE.search(context.text, max(0, m.start() - 40), m.start())
    if not sure and (able or context.tense(m.start(), m.end()) != "future"):
        return None
    if re.match(r"\s+of\b|-", context.text[m.end() : m.end() + 4]):
        return None
    start = m.start() + len(m.group()) - len(m.group()[2:].lstrip())
    interval = counted_from(context.anchor, count, unit, context, deictic=True)
    if interval is None:
        return None if context.anchor else RuleMatch(start, m.end(), unknown(None), "in-count: anchor unknown")
    return RuleMatch(start, m.end(), interval, "in-count")
