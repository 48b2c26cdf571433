"""Rules for days and months by their names and numbers: "Sunday (19 May)", "April 6-7, 2023", "mid-March"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geobrief.dates.described import is_numbered
from geobrief.dates.intervals import Interval, of_day, of_month, of_week, of_year, safe_day, shift_days, unknown
from geobrief.dates.known import DateState
from geobrief.dates.lookalikes import month_is_name
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import DAY_PARTS, MONTHS, ORDINALS, WEEKDAYS, month_of, ordinal, weekday_of

RULES = Rules()

_PART_STARTS = ("the", "early", "late", *(p for p in DAY_PARTS if p != "overnight"))
_RELATIVE = ("last", "next", "this")
_DAY_STARTS = ("#1", "#2", *(w for w in ORDINALS if "-" not in w), "twenty", "thirty")
_PREFIX = r"(?:(?:early|late) on |(?:the )?(?:early |late )?(?:in the )?(?P<part>%(daypart)s)(?: hours)? (?:of|on) )?"
_WEEKDAY = r"(?:(?:(?:last|next|this|this past|this coming) )?(?P<w>%(weekday)s)(?: (?P<wpart>%(daypart)s))?(?:,? (?:the )?| ?\()(?P<on>on )?)?"
_YEAR = r"(?:,? (?:of |in )?(?:the year )?(?:(?P<y>%(anyyear)s)|(?P<y3>\d{1,4}) ?(?P<era>%(era)s)|(?:['’](?P<y2>\d\d)))| (?P<yb>\d\d)(?= ?(?:\(|--|[-–—] ))|,(?P<yt>%(anyyear)s)|(?P<same> of (?:that|the same) year)|(?P<this>,? (?:of )?this year)|(?P<ly>,? (?:of )?last year)|(?P<ny>,? (?:of )?next year))?"


def _year(m: re.Match[str]) -> int | None:
    """Read the year written behind a day or a month; negative before Christ."""
    group = m.groupdict()
    if group.get("y") or group.get("yt"):
        return int(group["y"] or group["yt"])
    if group.get("y3"):
        return -int(group["y3"]) if group["era"].upper().startswith("B") else int(group["y3"])
    short = group.get("y2") or group.get("yb")
    if short:
        return two_digits(short)
    return None


LAST_BELIEVED_YEAR = 2200
"""News tells of no day after this year; 9999 stands for "never" in forms and data bases."""


def two_digits(digits: str) -> int:
    """Read '68 as 1968 and '24 as 2024: thirty years ahead is the most that news writes so."""
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def stated_year(m: re.Match[str], context: DateState) -> tuple[int | None, bool]:
    """Return the year that the words state, and whether it is written in figures."""
    year = _year(m)
    if year is not None:
        return year, True
    group = m.groupdict()
    if group.get("same"):
        return context.year, False
    for name, step in (("this", 0), ("ly", -1), ("ny", 1)):
        if group.get(name) and context.anchor is not None:
            return context.anchor.year + step, False
    return None, False


def _part(m: re.Match[str]) -> str | None:
    """Return the two letters of the part of the day, if one is named."""
    group = m.groupdict()
    words = group.get("part") or group.get("wpart") or group.get("tail")
    return part_code(words) if words else None


def part_code(words: str) -> str | None:
    """Return the TIMEX3 code of "late evening" or "dawn"."""
    word = words.lower().replace("-", " ").split()[-1]
    return DAY_PARTS.get(word) or DAY_PARTS.get(word.removeprefix("mid"))


def with_part(interval: Interval, code: str | None) -> Interval:
    """Add a part of the day to the value of a day."""
    if code is None or interval.value is None:
        return interval
    mark = code if code.startswith("T") else f"T{code}"
    return Interval(interval.start, interval.end, interval.precision, interval.value + mark)


def read_day(m: re.Match[str], context: DateState, day: int, month: int, rule: str) -> RuleMatch | None:
    """Resolve a day of a month, with or without year and weekday.

    A day that no calendar has, or whose weekday does not fit its date, is kept as unknown, and the rule says so.
    """
    if not 1 <= day <= 31:
        return None
    weekday = weekday_of(m["w"]) if m.groupdict().get("w") else None
    year, explicit = stated_year(m, context)
    if year is None:
        year = context.year_of(month, day, m.start(), m.end())
        if year is not None and weekday is not None and year > 0:
            year = _year_by_weekday(year, month, day, weekday, context.anchor)
    interval, doubt = _placed(year, month, day, weekday)
    if not doubt:
        interval = with_part(interval, _part(m))
    told = explicit and not doubt
    year_known = year is not None or interval.value is None
    return RuleMatch(m.start(), m.end(), interval, rule + doubt, explicit=told, year_known=year_known)


def _placed(year: int | None, month: int, day: int, weekday: int | None) -> tuple[Interval, str]:
    """Put a day on the calendar; where it cannot be, say what is wrong with it."""
    when = safe_day(2000 if year is None or year < 0 else year, month, day)
    if when is None:
        return unknown(None), ": no such day"
    if year is None:
        return unknown(f"XXXX-{month:02d}-{day:02d}"), ": year unknown"
    if year < 0:
        return unknown(f"BC{-year:04d}-{month:02d}-{day:02d}"), ""
    if year > LAST_BELIEVED_YEAR:
        return unknown(when.isoformat()), ": year not believed"
    if weekday is not None and when.weekday() != weekday:
        return unknown(when.isoformat()), ": weekday contradicts"
    return of_day(when), ""


def _year_by_weekday(year: int, month: int, day: int, weekday: int, anchor: date | None) -> int:
    """Prefer the year in which the weekday fits, if it is this one, the article's or a neighbour of either."""
    near: tuple[int, ...] = (anchor.year, anchor.year - 1, anchor.year + 1) if anchor is not None else ()
    for candidate in (year, *near, year - 1, year + 1):
        when = safe_day(candidate, month, day)
        if when is not None and when.weekday() == weekday:
            return candidate
    return year


@RULES.rule(
    "iso-day",
    ["#4"],
    r"(?P<y>\d{4})([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?)(?:(?:T| )(?P<t>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,6})?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)?",
)
def _iso_day(m: re.Match[str], context: DateState) -> Answer:
    if is_numbered(context.text, m.start()):
        return None
    when = safe_day(int(m["y"]), int(m["m"]), int(m["d"]))
    if when is None:
        return RuleMatch(m.start(), m.end(), unknown(None), "iso-day: no such day") if m[2] == "-" else None
    if when.year > LAST_BELIEVED_YEAR:
        return RuleMatch(m.start(), m.end(), unknown(when.isoformat()), "iso-day: year not believed")
    interval = of_day(when)
    if m["t"]:
        interval = Interval(when, when, "day", f"{when.isoformat()}T{m['t']}")
    return RuleMatch(m.start(), m.end(), interval, "iso-day", explicit=True)


@RULES.rule("iso-month", ["#4"], r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9])(?![-\d])")
def _iso_month(m: re.Match[str], context: DateState) -> Answer:
    # "2010-12" may be a span of years and is left to them; "2024-09" cannot be one.
    if is_numbered(context.text, m.start()) or int(m["m"]) > int(m["y"][2:]):
        return None
    return RuleMatch(m.start(), m.end(), of_month(int(m["y"]), int(m["m"])), "iso-month", explicit=True)


@RULES.rule(
    "numeric-day",
    ["#1", "#2"],
    r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<y>(?:19|20)\d\d|\d\d(?=[^\S\n]*(?:[),;]|\s|$)))(?![./-]\d)",
)
def _numeric_day(m: re.Match[str], context: DateState) -> Answer:
    """Day and month in figures: where both orders are possible, only the year is certain."""
    if (m[2] != "/" and len(m["y"]) == 2) or is_numbered(context.text, m.start()):
        return None
    year = int(m["y"]) if len(m["y"]) == 4 else two_digits(m["y"])
    a, b = int(m["a"]), int(m["b"])
    readings = {safe_day(year, b, a), safe_day(year, a, b)} - {None}
    if m[2] == ".":
        readings = {safe_day(year, b, a)} - {None}
    if not readings:
        return None
    if len(readings) > 1:
        whole = of_year(year)
        return RuleMatch(
            m.start(), m.end(), Interval(whole.start, whole.end, "year", whole.value), "numeric-day: order unclear"
        )
    return RuleMatch(m.start(), m.end(), of_day(readings.pop() or date.min), "numeric-day", explicit=True)


@RULES.rule(
    "day-month",
    [*_PART_STARTS, *_RELATIVE, *WEEKDAYS, *_DAY_STARTS],
    _PREFIX
    + _WEEKDAY
    + r"(?P<the>the )?(?P<d>%(dayno)s|%(ordinal)s)(?: day)?(?: of)?(?: |-)?(?P<m>%(month)s)(?!\d)"
    + _YEAR
    + r"\)?",
)
@RULES.rule("day-month", _DAY_STARTS, r"(?P<d>%(dayno)s)-(?P<m>%(month)s)-(?P<y>%(year)s)")
def _day_month(m: re.Match[str], context: DateState) -> Answer:
    if month_is_name(m, context):
        return None
    found = read_day(m, context, ordinal(m["d"]) or 0, month_of(m["m"]), "day-month")
    return trimmed(found, context)


@RULES.rule(
    "month-day",
    [*_PART_STARTS, *_RELATIVE, *WEEKDAYS, *MONTHS],
    _PREFIX + _WEEKDAY + r"(?P<m>%(month)s) ?(?:the )?(?P<d>%(dayno)s|%(ordinal)s)(?!\d|['’]s? [a-z])" + _YEAR + r"\)?",
)
def _month_day(m: re.Match[str], context: DateState) -> Answer:
    if month_is_name(m, context):
        return None
    found = read_day(m, context, ordinal(m["d"]) or 0, month_of(m["m"]), "month-day")
    return trimmed(found, context)


_WEEK = r"(?:the )?week (?P<how>of|beginning|starting|commencing|from|ending|to)(?: on)? "


@RULES.rule(
    "week-of",
    ["the", "week"],
    _WEEK + _WEEKDAY + r"(?P<m>%(month)s) ?(?:the )?(?P<d>%(dayno)s|%(ordinal)s)(?!\d|['’]s? [a-z])" + _YEAR,
)
@RULES.rule(
    "week-of",
    ["the", "week"],
    _WEEK + _WEEKDAY + r"(?:the )?(?P<d>%(dayno)s|%(ordinal)s)(?: of)? (?P<m>%(month)s)(?!\d)" + _YEAR,
)
def _week_of(m: re.Match[str], context: DateState) -> Answer:
    """The seven days that a day begins or ends, or the week in which it lies: "the week of March 6"."""
    found = read_day(m, context, ordinal(m["d"]) or 0, month_of(m["m"]), "week-of")
    day = found.interval.start if found is not None else None
    if found is None or day is None:
        return found
    week, how = of_week(day), m["how"].lower()
    first, last = (
        (day, shift_days(day, 6)) if how in ("beginning", "starting", "commencing", "from") else (week.start, week.end)
    )
    if how in ("ending", "to"):
        first, last = shift_days(day, -6), day
    return replace(found, interval=Interval(first, last, "week", week.value))


def trimmed(found: RuleMatch | None, context: DateState) -> RuleMatch | None:
    """Leave a closing bracket outside whose opening one is outside."""
    if found is None or not context.text[found.start : found.end].endswith(")"):
        return found
    if "(" in context.text[found.start : found.end]:
        return found
    return replace(found, end=found.end - 1)


_TO = r"(?:%(dash)s| (?:to|and|or|through|until|till|&) |, (?:and )?)"


@RULES.rule(
    "days-month",
    ["the", *_DAY_STARTS],
    r"(?P<d1>(?:the )?%(dayno)s)(?P<to>" + _TO + r")(?:the )?(?P<d>%(dayno)s)(?: of)? (?P<m>%(month)s)(?!\d)" + _YEAR,
)
def _days_month(m: re.Match[str], context: DateState) -> Answer:
    if month_is_name(m, context):
        return None
    return _two_days(m, context, m.start("d"))


@RULES.rule(
    "month-days",
    [*MONTHS, *WEEKDAYS],
    r"(?P<m>%(month)s) (?P<d1>%(dayno)s)(?P<to>"
    + _TO
    + r")(?:the )?(?P<d>%(dayno)s)(?! ?(?:%(month)s|people|others|were))"
    + _YEAR,
)
def _month_days(m: re.Match[str], context: DateState) -> Answer:
    if month_is_name(m, context) or (m["to"].strip() == "," and not _year(m)):
        return None
    return _two_days(m, context, m.start("d"))


def _two_days(m: re.Match[str], context: DateState, split: int) -> Answer:
    """Read "6-7 April" or "April 6 and 9" as two days of one month, joined as a range."""
    first, last = ordinal(m["d1"].lower().removeprefix("the").strip()) or 0, ordinal(m["d"]) or 0
    whole = read_day(m, context, last, month_of(m["m"]), "day-range")
    if whole is None or first >= last:
        return None
    left = whole.interval
    if left.start is not None:
        left = of_day(date(left.start.year, left.start.month, first))
    elif left.value is not None:
        left = unknown(f"{left.value[:-2]}{first:02d}")
    opening = RuleMatch(m.start(), m.end("d1"), left, "day-range", explicit=whole.explicit, joins=True)
    return [opening, RuleMatch(split, m.end(), whole.interval, whole.rule, explicit=whole.explicit)]
