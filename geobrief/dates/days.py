"""Rules for days and months by their names and numbers: "Sunday (19 May)", "April 6-7, 2023", "mid-March"."""

from __future__ import annotations

import re
from datetime import date

from geobrief.dates.context import Context
from geobrief.dates.intervals import Interval, of_day, of_month, of_year, safe_day, shift, shift_days, unknown
from geobrief.dates.rules import Answer, Found, Rules
from geobrief.dates.words import DAY_PARTS, MONTHS, ORDINALS, WEEKDAYS, month_of, number, ordinal, period, weekday_of

RULES = Rules()

_PART_STARTS = ("the", "early", "late", *(p for p in DAY_PARTS if p != "overnight"))
_RELATIVE = ("last", "next", "this")
_MOD_STARTS = ("the", "early", "earlier", "late", "later", "mid", "middle", "beginning", "start", "end", "close")
_DAY_STARTS = ("#1", "#2", *(w for w in ORDINALS if "-" not in w), "twenty", "thirty")
_PREFIX = r"(?:(?:early|late) on |(?:the )?(?:early |late )?(?:in the )?(?P<part>%(daypart)s)(?: hours)? (?:of|on) )?"
_WEEKDAY = r"(?:(?:(?:last|next|this|this past|this coming) )?(?P<w>%(weekday)s)(?: (?P<wpart>%(daypart)s))?(?:,? (?:the )?| ?\()(?P<on>on )?)?"
_YEAR = r"(?:,? (?:of |in )?(?:the year )?(?:(?P<y>%(year)s)|(?P<y3>\d{1,4}) ?(?P<era>%(era)s)|(?:['’](?P<y2>\d\d)))|,(?P<yt>%(year)s)|(?P<same> of (?:that|the same) year)|(?P<this>,? (?:of )?this year)|(?P<ly>,? (?:of )?last year)|(?P<ny>,? (?:of )?next year))?"

NAMES_NOT_MONTHS = re.compile(
    r"(?:Theresa|Brian|Elaine|James|Peter|Mr|Mrs|Ms|Dr|Sir|Lady|Prime Minister|Minister|President|Premier|Secretary|"
    r"Robert|Juliana|Imelda|Augusto|Aunt|Miss|Sister|Princess|Queen|Saint|St|Cape|Mount|Fort|San|Rio de)\.?\s+$"
)
_SPEAKS = re.compile(
    r"\s+(?:(?:has|had|was|is|were|also|then|later)\s+)?(?:said|says|told|tells|added|argued|insisted|announced|warned|resigned|will\s+(?:meet|tell|say)|"
    r"be|have|not|also|go|on\s+(?:the\s+)?(?:parliament|capital|city|rome|washington|palace))\b"
)
_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|by|since|until|till|of|from|to|and|or|during|last|next|this|before|after|through|early|late|mid|for|"
    r"between|past|previous|following|coming|as|on|around|about|throughout|every|each|is|was)|[-–(/,])\s*$",
    re.IGNORECASE,
)


def _year(m: re.Match[str]) -> int | None:
    """Read the year written behind a day or a month; negative before Christ."""
    group = m.groupdict()
    if group.get("y") or group.get("yt"):
        return int(group["y"] or group["yt"])
    if group.get("y3"):
        return -int(group["y3"]) if group["era"].upper().startswith("B") else int(group["y3"])
    if group.get("y2"):
        return two_digits(group["y2"])
    return None


def two_digits(digits: str) -> int:
    """Read '68 as 1968 and '24 as 2024: thirty years ahead is the most that news writes so."""
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _stated_year(m: re.Match[str], context: Context) -> tuple[int | None, bool]:
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


def read_day(m: re.Match[str], context: Context, day: int, month: int, rule: str) -> Found | None:
    """Resolve a day of a month, with or without year and weekday.

    A day that no calendar has, or whose weekday does not fit its date, is kept as unknown, and the rule says so.
    """
    if not 1 <= day <= 31:
        return None
    weekday = weekday_of(m["w"]) if m.groupdict().get("w") else None
    year, explicit = _stated_year(m, context)
    start, end = m.start(), m.end()
    if year is None:
        year = context.year_of(month, day, start, end)
        if year is not None and weekday is not None and year > 0:
            year = _year_by_weekday(year, month, day, weekday)
    partial = f"XXXX-{month:02d}-{day:02d}"
    if safe_day(2000, month, day) is None:
        return Found(start, end, unknown(None), f"{rule}: no such day")
    if year is None:
        return Found(start, end, unknown(partial), f"{rule}: year unknown")
    if year < 0:
        return Found(start, end, unknown(f"BC{-year:04d}-{month:02d}-{day:02d}"), rule, explicit=explicit)
    when = safe_day(year, month, day)
    if when is None:
        return Found(start, end, unknown(None), f"{rule}: no such day")
    if weekday is not None and when.weekday() != weekday:
        return Found(start, end, unknown(when.isoformat()), f"{rule}: weekday contradicts")
    return Found(start, end, with_part(of_day(when), _part(m)), rule, explicit=explicit)


def _year_by_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """Prefer the year in which the weekday fits, if it is this one or a neighbour."""
    for candidate in (year, year - 1, year + 1):
        when = safe_day(candidate, month, day)
        if when is not None and when.weekday() == weekday:
            return candidate
    return year


def month_is_name(m: re.Match[str], group: str, context: Context, *, alone: bool) -> bool:
    """Say whether "May", "March" or "Jan" is here a person or a verb, and no month."""
    word = m[group].strip(" .")
    lower = word.lower()
    text = context.text
    if word.islower() and lower in ("may", "march", "mar", "dec", "sun", "august", "jan"):
        return alone or lower in ("may", "march") and not text[max(0, m.start(group) - 3) : m.start(group)].strip()[-1:].isdigit()
    if not alone:
        return False
    before = text[max(0, m.start(group) - 20) : m.start(group)]
    if NAMES_NOT_MONTHS.search(before):
        return True
    if word.islower():
        return True
    if lower in ("may", "march", "april", "june", "august") or len(lower) < 5:
        return not _LEADS_MONTH.search(before) or bool(_SPEAKS.match(text, m.end()))
    return bool(re.match(r"\s+(?:Fourth|Revolution\b(?<!Revolution))", text[m.end() : m.end() + 12]))


@RULES.rule("iso-day", ["#4"], r"(?P<y>\d{4})([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?)(?:(?:T| )(?P<t>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,6})?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)?")
def _iso_day(m: re.Match[str], _: Context) -> Answer:
    when = safe_day(int(m["y"]), int(m["m"]), int(m["d"]))
    if when is None:
        return Found(m.start(), m.end(), unknown(None), "iso-day: no such day") if m[2] == "-" else None
    interval = of_day(when)
    if m["t"]:
        interval = Interval(when, when, "day", f"{when.isoformat()}T{m['t']}")
    return Found(m.start(), m.end(), interval, "iso-day", explicit=True)


@RULES.rule("iso-month", ["#4"], r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9])(?![-\d])")
def _iso_month(m: re.Match[str], _: Context) -> Answer:
    # "2010-12" may be a span of years and is left to them; "2024-09" cannot be one.
    if int(m["m"]) > int(m["y"][2:]):
        return None
    return Found(m.start(), m.end(), of_month(int(m["y"]), int(m["m"])), "iso-month", explicit=True)


@RULES.rule("numeric-day", ["#1", "#2"], r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<y>(?:19|20)\d\d|\d\d(?=[^\S\n]*(?:[),;]|\s|$)))(?![./-]\d)")
def _numeric_day(m: re.Match[str], _: Context) -> Answer:
    """Day and month in figures: where both orders are possible, only the year is certain."""
    if m[2] != "/" and len(m["y"]) == 2:
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
        return Found(m.start(), m.end(), Interval(whole.start, whole.end, "year", whole.value), "numeric-day: order unclear")
    return Found(m.start(), m.end(), of_day(readings.pop() or date.min), "numeric-day", explicit=True)


@RULES.rule("day-month", [*_PART_STARTS, *_RELATIVE, *WEEKDAYS, *_DAY_STARTS], _PREFIX + _WEEKDAY + r"(?P<the>the )?(?P<d>%(dayno)s|%(ordinal)s)(?: day)?(?: of)?(?: |-)?(?P<m>%(month)s)(?!\d)" + _YEAR + r"\)?")
@RULES.rule("day-month", _DAY_STARTS, r"(?P<d>%(dayno)s)-(?P<m>%(month)s)-(?P<y>%(year)s)")
def _day_month(m: re.Match[str], context: Context) -> Answer:
    if month_is_name(m, "m", context, alone=False):
        return None
    found = read_day(m, context, ordinal(m["d"]) or 0, month_of(m["m"]), "day-month")
    return trimmed(found, context)


@RULES.rule("month-day", [*_PART_STARTS, *_RELATIVE, *WEEKDAYS, *MONTHS], _PREFIX + _WEEKDAY + r"(?P<m>%(month)s) ?(?:the )?(?P<d>%(dayno)s|%(ordinal)s)(?!\d|['’]s? [a-z])" + _YEAR + r"\)?")
def _month_day(m: re.Match[str], context: Context) -> Answer:
    if month_is_name(m, "m", context, alone=False) and m["m"].islower():
        return None
    found = read_day(m, context, ordinal(m["d"]) or 0, month_of(m["m"]), "month-day")
    return trimmed(found, context)


def trimmed(found: Found | None, context: Context) -> Found | None:
    """Leave a closing bracket outside whose opening one is outside."""
    if found is None or not context.text[found.start : found.end].endswith(")"):
        return found
    if "(" in context.text[found.start : found.end]:
        return found
    return Found(found.start, found.end - 1, found.interval, found.rule, found.sort, found.direction, found.joins, found.explicit)


_TO = r"(?:%(dash)s| (?:to|and|or|through|until|till|&) |, (?:and )?)"


@RULES.rule("days-month", ["the", *_DAY_STARTS], r"(?P<d1>(?:the )?%(dayno)s)(?P<to>" + _TO + r")(?:the )?(?P<d>%(dayno)s)(?: of)? (?P<m>%(month)s)(?!\d)" + _YEAR)
def _days_month(m: re.Match[str], context: Context) -> Answer:
    if month_is_name(m, "m", context, alone=False):
        return None
    return _two_days(m, context, m.start("d"))


@RULES.rule("month-days", [*MONTHS, *WEEKDAYS], r"(?P<m>%(month)s) (?P<d1>%(dayno)s)(?P<to>" + _TO + r")(?:the )?(?P<d>%(dayno)s)(?! ?(?:%(month)s|people|others|were))" + _YEAR)
def _month_days(m: re.Match[str], context: Context) -> Answer:
    if month_is_name(m, "m", context, alone=False) or (m["to"].strip() == "," and not _year(m)):
        return None
    return _two_days(m, context, m.start("d"))


def _two_days(m: re.Match[str], context: Context, split: int) -> Answer:
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
    opening = Found(m.start(), m.end("d1"), left, "day-range", explicit=whole.explicit, joins=True)
    return [opening, Found(split, m.end(), whole.interval, whole.rule, explicit=whole.explicit)]


@RULES.rule("month-year", [*_MOD_STARTS, *MONTHS], r"(?P<mod>%(mod)s)?(?:the month of )?(?P<m>%(month)s),?(?: of| in)?(?: the year)? (?:(?P<y>%(year)s)|(?P<y3>\d{1,4}) ?(?P<era>%(era)s))")
@RULES.rule("month-year", [*_MOD_STARTS, *MONTHS], r"(?P<mod>%(mod)s)?(?P<m>%(month)s)(?:,? (?:of )?(?:(?P<same>(?:that|the same) year)|(?P<this>this year)|(?P<ly>last year)|(?P<ny>next year))|(?:,|-) ?(?P<y>%(year)s)| ?['’](?P<y2>\d\d))")
def _month_year(m: re.Match[str], context: Context) -> Answer:
    year, explicit = _stated_year(m, context)
    month = month_of(m["m"])
    if month_is_name(m, "m", context, alone=False) and m["m"].islower():
        return None
    if year is None:
        return Found(m.start(), m.end(), unknown(f"XXXX-{month:02d}"), "month-year: year unknown")
    interval = of_month(year, month) if year > 0 else unknown(f"BC{-year:04d}-{month:02d}")
    return Found(m.start(), m.end(), interval, "month-year", explicit=explicit)


@RULES.rule("month", [*_MOD_STARTS, "last", "next", "this", "past", "coming", "that", "previous", *MONTHS], r"(?P<mod>%(mod)s)?(?:the )?(?:(?P<rel>last|next|this past|this coming|this|past|coming|following|previous|that) )?(?:the month of )?(?P<m>%(month)s)(?P<gone> last(?=[,.;:)]|$))?")
def _month(m: re.Match[str], context: Context) -> Answer:
    rel = (m["rel"] or ("last" if m["gone"] else "")).lower()
    if month_is_name(m, "m", context, alone=not (m["mod"] or rel)) or (m["m"].islower() and m["m"].lower() in ("may", "march", "august", "mar", "dec")):
        return None
    if m["mod"] and re.match(r"(?:the\s+)?(?:start|end|close|rest)\s+(?!of)", m["mod"], re.IGNORECASE):
        return None
    month = month_of(m["m"])
    year = _month_year_of(rel, month, m, context)
    end = m.end("m") if not m["gone"] else m.end()
    if context.text[end - 1] == "." and not re.match(r"\s+[a-z(]", context.text[end : end + 4]):
        end -= 1
    if year is None:
        return Found(m.start(), end, unknown(f"XXXX-{month:02d}"), "month: year unknown")
    interval = of_month(year, month) if year > 0 else unknown(f"BC{-year:04d}-{month:02d}")
    article = re.match(r"the\s+(?=early|late|mid)", m.group(), re.IGNORECASE)
    start = m.start() + (article.end() if article else 0)
    return Found(start, end, interval, f"{rel.split()[-1]}-month" if rel else "month")


def _month_year_of(rel: str, month: int, m: re.Match[str], context: Context) -> int | None:
    """Choose the year of "last July" (the most recent one before this month), "next May", "May"."""
    if rel in ("following", "previous", "that") and context.last is not None and context.last.start is not None:
        base = context.last.start
        step = {"following": int(month <= base.month), "previous": -int(month >= base.month), "that": 0}[rel]
        return base.year + step
    anchor = context.anchor
    if not rel or rel in ("following", "previous", "that"):
        return context.year_of(month, None, m.start(), m.end())
    if context.narrative and context.year is not None:
        return context.year
    if anchor is None:
        return None
    if rel in ("next", "coming", "this coming"):
        return anchor.year + int(month <= anchor.month)
    if rel == "this":
        return anchor.year
    return anchor.year - int(month >= anchor.month)


@RULES.rule("weekday", ["early", "late", "last", "next", "this", "past", "coming", "the", "previous", "following", "that", *WEEKDAYS], r"(?:early |late )?(?:the )?(?:(?P<rel>last|next|this past|this coming|this|past|coming|following|previous|that)(?: week['’]s)? )?(?P<w>%(weekday)s)(?: (?P<tail>%(daypart)s))?(?P<gone> last(?=[,.;:)]|$))?")
def _weekday(m: re.Match[str], context: Context) -> Answer:
    word = m["w"]
    rel = (m["rel"] or ("last" if m["gone"] else "")).lower()
    short = len(word.rstrip(".")) < 6
    if word.islower() and (short or not rel) or (short and not (word.endswith(".") or rel or m["tail"])):
        return None
    if _is_proper(m, context, rel):
        return None
    end = m.end()
    if word.endswith(".") and end == m.end("w") and not re.match(r"\s+[a-z(]", context.text[end : end + 4]):
        end -= 1
    number = weekday_of(word)
    when = _weekday_of(number, rel, m, context)
    if when is None:
        return Found(m.start(), end, with_part(unknown(f"XXXX-WXX-{number + 1}"), _part(m)), "weekday: week unknown")
    return Found(m.start(), end, with_part(of_day(when), _part(m)), f"{rel.split()[-1]}-weekday" if rel else "weekday")


_PROPER_AFTER = re.compile(r"\s+(?:the\s+13th|Times|Mail|Mirror|Telegraph|Express|People|Herald|Tribune|Post|Star|World|Agreement|Night\s+(?:Live|Football))\b")
_PROPER_BEFORE = re.compile(r"(?:Sheffield|Bloody|Black|Cyber|Super|Giving|Man|Ruby|Joe|Billie|Robinson's|Girl|Freaky)\s+$")


def _is_proper(m: re.Match[str], context: Context, rel: str) -> bool:
    if _PROPER_AFTER.match(context.text, m.end()):
        return True
    return not rel and bool(_PROPER_BEFORE.search(context.text[max(0, m.start() - 12) : m.start()]))


def _weekday_of(weekday: int, rel: str, m: re.Match[str], context: Context) -> date | None:
    """Choose the day: most recent including today, the coming one in a future clause, or around the last day told."""
    last = context.last
    anaphoric = rel in ("following", "previous", "that") or (context.narrative and rel == "")
    if anaphoric and last is not None and last.start is not None and last.precision in ("day", "days", "week"):
        base = last.start
        if rel == "previous":
            return shift_days(base, -((base.weekday() - weekday - 1) % 7 + 1))
        return shift_days(base, (weekday - base.weekday() - 1) % 7 + 1)
    anchor = context.anchor
    if anchor is None or (context.narrative and not rel):
        return None
    ahead, behind = (weekday - anchor.weekday()) % 7, (anchor.weekday() - weekday) % 7
    if rel in ("last", "past", "this past", "previous"):
        return shift_days(anchor, -(behind or 7))
    if rel in ("next", "coming", "this coming", "following"):
        return shift_days(anchor, ahead or 7)
    if rel == "this":
        return shift_days(anchor, -behind if context.tense(m.start(), m.end()) == "past" else ahead)
    if context.tense(m.start(), m.end()) == "future" or (_LIMIT.search(context.text[max(0, m.start() - 8) : m.start()]) and context.tense(m.start(), m.end()) != "past"):
        return shift_days(anchor, ahead)
    return shift_days(anchor, -behind)


_LIMIT = re.compile(r"\b(?:until|till|by)\s+$", re.IGNORECASE)


@RULES.rule("part-of-month", ["the", "first", "last"], r"(?:the )?(?P<o>first|second|third|fourth|last|final)(?: (?P<n>%(cardinal)s|few))? (?P<u>(?:day|week|month)s?) of (?:(?P<m>%(month)s)(?:,? (?P<my>%(year)s))?|(?P<y>%(year)s))")
def _part_of_month(m: re.Match[str], context: Context) -> Answer:
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
    return Found(m.start(), m.end(), Interval(interval.start, interval.end, interval.precision, value), "part-of-month", explicit=explicit)


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


@RULES.rule("ordinal-day", ["the"], r"the (?P<d>\d{1,2} ?(?:st|nd|rd|th))(?: of (?P<of>that|the same|this|last|next|the following|the previous) month|(?= ?(?:[.,;)]| (?:and|when|the|he|she|they|it|a|an|was|were|had|did|saw|his|their|in|at|to|but|with|after|by|[a-z]+ed)\b)))")
def _ordinal_day(m: re.Match[str], context: Context) -> Answer:
    """Read "on the 11th" as a day of the month told last."""
    last = context.last
    before = context.text[max(0, m.start() - 8) : m.start()].lower()
    day = ordinal(m["d"])
    if m["of"]:
        return _day_of_month(m, day or 0, context)
    if last is None or last.start is None or day is None or not before.rstrip().endswith(("on", "by", "until", "of", "from", "to", "and")):
        return None
    if last.precision not in ("day", "days", "month"):
        return None
    when = safe_day(last.start.year, last.start.month, day)
    return Found(m.start(), m.end(), of_day(when), "ordinal-day") if when else None


def _day_of_month(m: re.Match[str], day: int, context: Context) -> Answer:
    """Read "the 28th of that month", "the 3rd of next month"."""
    which = m["of"].lower()
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    base = context.anchor if which in ("this", "last", "next") else context.last.start if context.last else None
    month = shift(base, step, "month") if base else None
    when = safe_day(month.year, month.month, day) if month else None
    return Found(m.start(), m.end(), of_day(when) if when else unknown(None), "ordinal-day")
