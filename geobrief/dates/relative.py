"""Rules for what is told from today or from the day told before: "last week", "two days later", "that night"."""

from __future__ import annotations

import re
from datetime import date

from geobrief.dates.context import Context
from geobrief.dates.days import part_code, with_part
from geobrief.dates.intervals import Interval, containing, of_day, of_year, shift, shift_days, unknown
from geobrief.dates.rules import Answer, Found, Rules
from geobrief.dates.words import SMALL, TENS, number, period, unit_of

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

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "the day before yesterday": -2, "the day after tomorrow": 2}


@RULES.rule("day-word", ["today", "yesterday", "tomorrow", "tonight", "the", "early", "late", "earlier", "later"], r"(?:early |late |earlier |later )?(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)(?: (?P<part>%(daypart)s))?")
def _day_word(m: re.Match[str], context: Context) -> Answer:
    word = " ".join(m["word"].lower().split())
    if word == "today" and (context.text[max(0, m.start() - 4) : m.start()] in ("USA ", "ian ") and m["word"][0].isupper()):
        return None
    code = part_code(m["part"]) if m["part"] else ("NI" if word == "tonight" else None)
    if context.narrative and word in ("today", "tonight"):
        return Found(m.start(), m.end(), unknown("PRESENT_REF"), "day-word", "reference")
    when = shift_days(context.anchor, _DAYS[word]) if context.anchor else None
    if when is None:
        return Found(m.start(), m.end(), with_part(unknown("XXXX-XX-XX"), code), "day-word: day unknown")
    return Found(m.start(), m.end(), with_part(of_day(when), code), "day-word")


@RULES.rule("part-of-day", ["last", "this", "early", "late", "earlier", "later", "overnight", "the"], r"(?:early |late |earlier |later )?(?P<rel>last|this|the previous|the next|the following) (?P<part>%(daypart)s)")
def _part_of_day(m: re.Match[str], context: Context) -> Answer:
    rel, code = m["rel"].lower(), part_code(m["part"])
    step = {"last": -1, "the previous": -1, "the next": 1, "the following": 1}.get(rel, 0)
    base = context.anchor if rel in ("last", "this") else _last_day(context)
    when = shift_days(base, step) if base else None
    return Found(m.start(), m.end(), with_part(of_day(when) if when else unknown("XXXX-XX-XX"), code), "part-of-day")


@RULES.rule("overnight", ["overnight"], r"overnight(?! (?:bag|stay))")
def _overnight(m: re.Match[str], context: Context) -> Answer:
    base = _last_day(context) if context.same_sentence(m.start()) else context.anchor
    return Found(m.start(), m.end(), with_part(of_day(base) if base else unknown("XXXX-XX-XX"), "NI"), "overnight")


def _last_day(context: Context) -> date | None:
    last = context.last
    return last.end if last is not None and last.precision in ("day", "days") else None


_RELATIONS = {"last": -1, "past": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "this coming": 1, "following": 1, "upcoming": 1, "this": 0, "current": 0}


@RULES.rule("relative-unit", ["last", "past", "this", "next", "coming", "the", "previous", "following", "current", "upcoming", "same", "that", "early", "late"], r"(?:the )?(?:very )?(?P<rel>last|past|this past|previous|next|coming|this coming|following|upcoming|this|current|same|that same|that)(?: (?:calendar|whole|entire|full))? (?P<unit>%(longunit)s)(?!-|[a-z])(?!['’]? (?:old|long)\b)")
def _relative_unit(m: re.Match[str], context: Context) -> Answer:
    rel, unit = m["rel"].lower(), m["unit"].lower()
    told = m.group().lower().startswith("the")
    if rel == "this" and unit == "day":
        return Found(m.start(), m.end(), unknown("PRESENT_REF"), "this-day", "reference")
    if rel in ("same", "that", "that same"):
        return _same(m, context, unit)
    if rel == "last" and unit in ("day", "week", "month", "year", "decade") and re.match(r"\s+of\b", context.text[m.end() : m.end() + 6]):
        return None
    if rel in ("past", "last", "coming", "next") and told and unit not in ("day", "weekend") and not _points(rel, context):
        return _stretch(m, context, rel, unit)
    step = _RELATIONS.get(rel, 0)
    anaphoric = rel in ("previous", "following") or (rel == "next" and (told or context.narrative)) or (unit == "day" and rel != "this")
    base = _base(context, unit) if anaphoric else context.anchor
    if base is None and anaphoric and context.year is not None and context.year < 0 and unit == "year":
        return Found(m.start(), m.end(), of_year(context.year + step), f"{rel.split()[-1]}-{unit}")
    if base is None and rel == "previous" and unit != "day" and not context.narrative:
        base = context.anchor
    if base is None:
        return Found(m.start(), m.end(), unknown(None if unit != "day" else "XXXX-XX-XX"), f"{rel.split()[-1]}-{unit}: anchor unknown")
    return Found(m.start(), m.end(), _moved(base, step, unit, rel, context, m), f"{rel.split()[-1]}-{unit}")


def _points(rel: str, context: Context) -> bool:
    """In history, "the next month" is the calendar month after the one told; in news, a stretch from today."""
    return rel == "next" and (context.narrative or context.last is not None)


def _moved(base: date, step: int, unit: str, rel: str, context: Context, m: re.Match[str]) -> Interval:
    if unit == "weekend":
        return _weekend(base, rel, context, m)
    moved = shift(base, step, unit)
    return containing(moved, unit) if moved else unknown(None)


def _weekend(base: date, rel: str, context: Context, m: re.Match[str]) -> Interval:
    """"Last weekend" is the one before today; "this weekend" and "the weekend" lean on the tense."""
    monday = shift_days(base, -base.weekday()) or base
    this = containing(monday, "weekend")
    if this.start is None:
        return this
    step = 0
    if rel in ("last", "past", "this past", "previous"):
        step = 0 if base.weekday() == 6 and rel == "this past" else -7
    elif rel in ("next", "following"):
        step = 7 if base.weekday() >= 5 or rel == "following" else 0
        step = 7 if rel == "next" and base.weekday() >= 4 else step
    elif rel in ("the", "this") and base < this.start and (rel == "the" or base.weekday() <= 1):
        tense = context.tense(m.start(), m.end())
        step = -7 if tense == "past" or (rel == "the" and tense is None) else 0
    moved = shift_days(monday, step)
    return containing(moved, "weekend") if moved else unknown(None)


@RULES.rule("weekend", ["the", "weekend"], r"the weekend(?!-)")
def _the_weekend(m: re.Match[str], context: Context) -> Answer:
    if context.anchor is None:
        return Found(m.start(), m.end(), unknown("XXXX-WXX-WE"), "weekend: week unknown")
    return Found(m.start(), m.end(), _weekend(context.anchor, "the", context, m), "weekend")


def _base(context: Context, unit: str) -> date | None:
    """Return the day from which "the following month" counts: the date told last, if it is as exact as the unit."""
    last = context.last
    if last is None or last.start is None:
        return None
    if unit == "day":
        return last.end if last.precision in ("day", "days") else None
    return last.start if last.precision in ("day", "days", "week", "month", "year", "season", "quarter") else None


def _same(m: re.Match[str], context: Context, unit: str) -> Answer:
    """Read "that day", "the same year" as the one told last."""
    if unit == "year" and context.year is not None:
        return Found(m.start(), m.end(), of_year(context.year), "same-year")
    base = _base(context, unit)
    if base is None:
        return Found(m.start(), m.end(), unknown("XXXX-XX-XX" if unit == "day" else None), f"same-{unit}: none told")
    return Found(m.start(), m.end(), containing(base, unit), f"same-{unit}")


def _stretch(m: re.Match[str], context: Context, rel: str, unit: str) -> Answer:
    """Read "the past decade" as the stretch that ends today."""
    return Found(m.start(), m.end(), stretch(context.anchor, 1, unit, ahead=rel in ("coming", "next")), f"{rel}-stretch", "duration", "within")


def stretch(anchor: date | None, count: float, unit: str, *, ahead: bool) -> Interval:
    """Days from the anchor over so many units, rounded outwards to whole months or years where those are counted."""
    value = period(count, unit)
    if anchor is None:
        return unknown(value)
    far = _far(anchor, count if ahead else -count, unit)
    if far is None:
        return unknown(value)
    whole = containing(far, unit if unit in ("month", "year", "quarter") else "year" if unit in ("decade", "century") else "day")
    if ahead:
        return Interval(anchor, whole.end, "period", value)
    return Interval(whole.start, anchor, "period", value)


def _far(anchor: date, count: float, unit: str) -> date | None:
    if unit in ("second", "minute", "hour"):
        hours = count * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        days = int(-(-abs(hours) // 24)) * (1 if count > 0 else -1)
        return shift_days(anchor, days)
    if count != int(count) and unit in ("year", "month", "week", "decade"):
        finer, factor = {"year": ("month", 12), "month": ("day", 30), "week": ("day", 7), "decade": ("year", 10)}[unit]
        return shift(anchor, round(count * factor), finer)
    return shift(anchor, int(count), unit)


_AGO = r"(?P<ago>ago|back|earlier|previously|before that|later|afterwards?|after that|thereafter|hence|from now|from today|before|prior|on|since)"


@RULES.rule("count-ago", [*NUMBER_STARTS, *APPROX_STARTS, "days", "weeks", "months", "years", "decades", "hours", "minutes", "centuries", "a", "couple"], r"(?P<approx>%(approx)s)?(?:" + COUNT + r" )?(?:(?:short|long|brief|full) )?(?P<unit>%(units)s)(?: and a half)? (?:and (?:a half|" + r"%(cardinal)s) )?" + _AGO)
def _count_ago(m: re.Match[str], context: Context) -> Answer:
    word, unit = " ".join(m["ago"].lower().split()), unit_of(m["unit"])
    count = counted(m)
    back = word in ("ago", "back", "earlier", "previously", "before that", "before", "prior")
    if word in ("before", "prior", "on", "since", "back") and not _ends_clause(m, context):
        return None
    if word == "since" or (m["n"] or "").lower() == "the":
        return None
    if count is None and not m["unit"].lower().endswith("s"):
        return None
    if count is None:
        return Found(m.start(), m.end(), unknown("PAST_REF" if back else "FUTURE_REF"), "count-ago: vague", "reference")
    deictic = word in ("ago", "back", "hence", "from now", "from today")
    base = context.anchor if deictic else (context.last.start if context.last else None)
    if base is None and word == "earlier" and unit == "year" and not context.narrative:
        base = context.anchor
    if unit == "fortnight":
        unit, count = "week", count * 2
    value = counted_from(base, -count if back else count, unit, context, deictic=deictic)
    if value is None and context.year is not None and context.year < 0 and unit == "year" and not deictic:
        value = of_year(context.year + int(-count if back else count))
    if value is None:
        return Found(m.start(), m.end(), unknown(None), "count-ago: anchor unknown")
    rule = "count-ago" if deictic else "count-earlier" if back else "count-later"
    return Found(m.start(), m.end(), value, rule)


def _ends_clause(m: re.Match[str], context: Context) -> bool:
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


def counted_from(base: date | None, count: float, unit: str, context: Context, *, deictic: bool) -> Interval | None:
    """Count units from a day. The answer is as exact as the unit: "six months later" is a month, "ten years ago" a year.

    "A year ago" is the month a year back; "two weeks ago" the day, with the week's precision.
    """
    if base is None or abs(count) > 20_000:
        return None
    if unit in ("second", "minute", "hour"):
        if not deictic and (context.last is None or context.last.precision != "day"):
            return None
        days = int(abs(count) * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit] // 24) * (1 if count > 0 else -1)
        when = shift_days(base, days)
        return of_day(when) if when else None
    far = _far(base, count, unit)
    if far is None:
        return None
    last = context.last
    if not deictic and last is not None and last.precision not in ("day", "days") and unit in ("day", "week"):
        return _vague(far, last, unit)
    if unit == "day":
        return of_day(far)
    if unit == "week":
        week = containing(far, "week")
        return Interval(far, far, "week", week.value if deictic or count != int(count) else far.isoformat())
    if unit == "year" and (abs(count) == 1 and deictic or count != int(count)):
        return containing(far, "month")
    if unit in ("decade", "century"):
        return containing(far, "year" if deictic or unit == "decade" else "decade")
    return containing(far, unit if unit in ("month", "quarter", "year") else "day")


def _vague(far: date, last: Interval, unit: str) -> Interval:
    """Count days from a month or a year: no more exact than what it counts from."""
    whole = containing(far, "month" if last.precision == "month" else "year")
    mark = "XX" if last.precision == "month" else "XX-XX"
    return Interval(whole.start, whole.end, whole.precision, f"{whole.value}-{mark}" if unit == "day" else whole.value)


@RULES.rule("in-count", ["in"], r"in (?:(?:about|around|approximately|roughly|less than|under|just|another) )?" + COUNT + r" (?P<unit>%(units)s)(?P<time>['’]s? time|['’]| from now)?")
def _in_count(m: re.Match[str], context: Context) -> Answer:
    """Read "in three days" as a day to come, if the clause is in the future and is not about how long something takes."""
    count, unit = counted(m), unit_of(m["unit"])
    if count is None or (m["n"] or "").lower() == "the":
        return None
    sure = bool(m["time"] and len(m["time"]) > 2)
    if not sure and context.tense(m.start(), m.end()) != "future":
        return None
    if re.match(r"\s+of\b|-", context.text[m.end() : m.end() + 4]):
        return None
    start = m.start() + re.match(r"in\s+", m.group(), re.IGNORECASE).end()  # type: ignore[union-attr]
    if unit == "fortnight":
        unit, count = "week", count * 2
    interval = counted_from(context.anchor, count, unit, context, deictic=True)
    if interval is None:
        return None if context.anchor else Found(start, m.end(), unknown(None), "in-count: anchor unknown")
    return Found(start, m.end(), interval, "in-count")


@RULES.rule("day-beside", ["the", "a", "one"], r"(?:the|one|a) (?P<unit>day|week|month|year|night) (?P<side>before|after|later|earlier|following)(?! (?:the|a|an|his|her|its|their|he|she|it|they|we|that|this|yesterday|tomorrow|[A-Z][a-z]+))")
def _day_beside(m: re.Match[str], context: Context) -> Answer:
    """Read "the day before" as the day before the one told last."""
    unit = m["unit"].lower()
    step = -1 if m["side"].lower() in ("before", "earlier") else 1
    base = _base(context, "day" if unit == "night" else unit)
    if base is None:
        if context.year is not None and context.year < 0 and unit == "year":
            return Found(m.start(), m.end(), of_year(context.year + step), "day-beside")
        return None if unit == "night" else Found(m.start(), m.end(), unknown(None), "day-beside: none told")
    moved = shift(base, step, "day" if unit == "night" else unit)
    if moved is None:
        return None
    return Found(m.start(), m.end(), with_part(containing(moved, unit), "NI" if unit == "night" else None), "day-beside")


@RULES.rule("that-part", ["that", "the"], r"(?:that(?: same)?|the same|the) (?:(?:early|late) )?(?P<part>morning|afternoon|evening|night)(?! of)")
def _that_part(m: re.Match[str], context: Context) -> Answer:
    """Read "that night", "the same evening" as part of the day told last."""
    code = part_code(m["part"])
    base = _last_day(context)
    if m.group().lower().startswith("the ") and "same" not in m.group().lower() and not context.same_sentence(m.start()):
        base = None
    return Found(m.start(), m.end(), with_part(of_day(base) if base else unknown("XXXX-XX-XX"), code), "that-part")


@RULES.rule("year-ago", ["year"], r"year-(?:ago|earlier)")
def _year_ago(m: re.Match[str], context: Context) -> Answer:
    """Read "the year-ago quarter" as the year before the article's."""
    interval = of_year(context.anchor.year - 1) if context.anchor else unknown(None)
    return Found(m.start(), m.end(), interval, "year-ago")
