"""Rules for months and their parts: "mid-March", "last July", "the last week of August", "the 28th of that month"."""

from __future__ import annotations

import re

from geobrief.dates.days import LAST_BELIEVED_YEAR, stated_year
from geobrief.dates.intervals import Interval, of_day, of_month, of_year, safe_day, shift, shift_days, unknown
from geobrief.dates.known import DateState
from geobrief.dates.lookalikes import lone_month_is_name, month_is_common_word
from geobrief.dates.rules import BACKWARDS, Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import MONTHS, NARROWING, month_of, number, ordinal, period

RULES = Rules()

_MOD_STARTS = (*NARROWING, "close")


@RULES.rule(
    "month-year",
    [*_MOD_STARTS, *MONTHS],
    r"(?P<mod>%(mod)s)?(?:the month of )?(?P<m>%(month)s),?(?: of| in)?(?: the year)? (?:(?P<y>%(anyyear)s)|(?P<y3>\d{1,4}) ?(?P<era>%(era)s))",
)
@RULES.rule(
    "month-year",
    [*_MOD_STARTS, *MONTHS],
    r"(?P<mod>%(mod)s)?(?P<m>%(month)s)(?:,? (?:of )?(?:(?P<same>(?:that|the same) year)|(?P<this>this year)|(?P<ly>last year)|(?P<ny>next year))|(?:,|-) ?(?P<y>%(year)s)| ?['’](?P<y2>\d\d))",
)
def _month_year(m: re.Match[str], context: DateState) -> Answer:
    year, explicit = stated_year(m, context)
    month = month_of(m["m"])
    if year is None:
        return RuleMatch(m.start(), m.end(), unknown(f"XXXX-{month:02d}"), "month-year: year unknown", year_known=False)
    if year > LAST_BELIEVED_YEAR or year == 0:
        return RuleMatch(m.start(), m.end(), unknown(f"{year:04d}-{month:02d}"), "month-year: year not believed")
    interval = of_month(year, month) if year > 0 else unknown(f"BC{-year:04d}-{month:02d}")
    return RuleMatch(m.start(), m.end(), interval, "month-year", explicit=explicit)


@RULES.rule(
    "month",
    [*_MOD_STARTS, "last", "next", "this", "past", "coming", "that", "previous", *MONTHS],
    r"(?P<mod>%(mod)s)?(?:(?:the )?(?P<rel>last|next|this past|this coming|this|past|coming|following|previous|that) )?(?:the month of )?(?P<m>%(month)s)(?!,? %(anyyear)s)(?P<gone> last(?=[,.;:)]|$))?",
)
def _month(m: re.Match[str], context: DateState) -> Answer:
    rel = (m["rel"] or ("last" if m["gone"] else "")).lower()
    is_name = month_is_common_word(m) if m["mod"] or rel else lone_month_is_name(m, context)
    if is_name:
        return None
    if m["mod"] and re.match(r"(?:the\s+)?(?:start|end|close|rest)\s+(?!of)", m["mod"], re.IGNORECASE):
        return None
    month = month_of(m["m"])
    year = _month_year_of(rel, month, m, context)
    end = m.end("m") if not m["gone"] else m.end()
    if context.text[end - 1] == "." and not re.match(r"\s+[a-z(]", context.text[end : end + 4]):
        end -= 1
    if year is None:
        return RuleMatch(m.start(), end, unknown(f"XXXX-{month:02d}"), "month: year unknown", year_known=False)
    interval = of_month(year, month) if year > 0 else unknown(f"BC{-year:04d}-{month:02d}")
    article = re.match(r"the\s+(?=early|late|mid)", m.group(), re.IGNORECASE)
    start = m.start() + (article.end() if article else 0)
    word = rel.split()[-1] if rel else ""
    return RuleMatch(start, end, interval, f"{word}-month" if rel else "month", looks_back=word in BACKWARDS)


def _month_year_of(rel: str, month: int, m: re.Match[str], context: DateState) -> int | None:
    """Choose the year of "last July" (the most recent one before this month), "next May", "May"."""
    told = rel in ("following", "previous", "that")
    if told and context.last is not None and context.last.start is not None:
        base = context.last.start
        return base.year + _year_step(rel, month, base.month)
    if not rel or told:
        return context.year_of(month, None, m.start(), m.end())
    if context.narrative and context.year is not None:
        return context.year
    anchor = context.anchor
    return None if anchor is None else anchor.year + _year_step(rel, month, anchor.month)


def _year_step(rel: str, month: int, base: int) -> int:
    """Count the years from the base month to the month that is told as the last, the next or this one's."""
    if rel in ("next", "coming", "this coming", "following"):
        return int(month <= base)
    if rel in ("this", "that"):
        return 0
    return -int(month >= base)


@RULES.rule(
    "part-of-month",
    ["the", "first", "last"],
    r"(?:the )?(?P<o>first|second|third|fourth|last|final)(?: (?P<n>%(cardinal)s|few))? (?P<u>(?:day|week|month)s?) of (?:(?P<m>%(month)s)(?:,? (?P<my>%(year)s))?|(?P<y>%(year)s))",
)
def _part_of_month(m: re.Match[str], context: DateState) -> Answer:
    """Read "the last week of August", "the first ten months of 1916" as so much from that end of it."""
    unit, order = m["u"].lower().rstrip("s"), m["o"].lower()
    count = 1.0 if not m["n"] else None if m["n"].lower() == "few" else number(m["n"])
    if m["m"]:
        month = month_of(m["m"])
        year = int(m["my"]) if m["my"] else context.year_of(month, None, m.start(), m.end())
        whole = of_month(year, month) if year is not None and year > 0 else unknown(f"XXXX-{month:02d}")
    else:
        whole = of_year(int(m["y"]))
    value = period(count, unit)
    interval = _slice(whole, count, unit, order) if count is not None else whole
    explicit = bool(m["my"] or m["y"])
    return RuleMatch(
        m.start(),
        m.end(),
        Interval(interval.start, interval.end, interval.precision, value),
        "part-of-month",
        explicit=explicit,
    )


def _slice(whole: Interval, count: float, unit: str, order: str) -> Interval:
    """Cut so many days, weeks or months from the beginning or the end of a month or a year."""
    if whole.start is None or whole.end is None or unit not in ("day", "week", "month"):
        return whole
    steps = int(count)
    if order in ("last", "final"):
        after = shift_days(whole.end, 1)
        start = shift(after, -steps, unit) if after else None
        return Interval(max(start, whole.start), whole.end, "period", None) if start else whole
    skip = {"first": 0, "second": 1, "third": 2, "fourth": 3}[order] * steps
    start, after = shift(whole.start, skip, unit), shift(whole.start, skip + steps, unit)
    end = shift_days(after, -1) if after else None
    if start is None or end is None or start > whole.end:
        return whole
    return Interval(start, min(end, whole.end), "period", None)


@RULES.rule(
    "ordinal-day",
    ["the"],
    r"the (?P<d>\d{1,2} ?(?:st|nd|rd|th))(?: of (?P<of>that|the same|this|last|next|the following|the previous) month|(?= ?(?:[.,;)]| (?:and|when|the|he|she|they|it|a|an|was|were|had|did|saw|his|their|in|at|to|but|with|after|by|[a-z]+ed)\b)))",
)
def _ordinal_day(m: re.Match[str], context: DateState) -> Answer:
    """Read "on the 11th" as a day of the month told last."""
    last = context.last
    before = context.text[max(0, m.start() - 8) : m.start()].lower()
    day = ordinal(m["d"])
    if m["of"]:
        return _day_of_month(m, day or 0, context)
    if (
        last is None
        or last.start is None
        or day is None
        or not before.rstrip().endswith(("on", "by", "until", "of", "from", "to", "and"))
    ):
        return None
    if last.precision not in ("day", "days", "month"):
        return None
    when = safe_day(last.start.year, last.start.month, day)
    return RuleMatch(m.start(), m.end(), of_day(when), "ordinal-day") if when else None


def _day_of_month(m: re.Match[str], day: int, context: DateState) -> Answer:
    """Read "the 28th of that month", "the 3rd of next month"."""
    which = m["of"].lower()
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    base = context.anchor if which in ("this", "last", "next") else context.last.start if context.last else None
    month = shift(base, step, "month") if base else None
    when = safe_day(month.year, month.month, day) if month else None
    return RuleMatch(m.start(), m.end(), of_day(when) if when else unknown(None), "ordinal-day")
