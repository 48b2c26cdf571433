"""Rules for what is told from today or from the day told before: "last week", "two days later", "that night"."""

from __future__ import annotations

import re
from datetime import date

from geobrief.dates.beside_events import closes_clause
from geobrief.dates.business import compares, year_before
from geobrief.dates.counts import stretch
from geobrief.dates.days import part_code, with_part
from geobrief.dates.intervals import Interval, containing, of_day, of_year, shift, shift_days, unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import BACKWARDS, Answer, RuleMatch, Rules

RULES = Rules()

_DAYS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


@RULES.rule(
    "day-word",
    ["today", "yesterday", "tomorrow", "tonight", "the", "early", "late", "earlier", "later"],
    r"(?:early |late |earlier |later )?(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)(?: (?P<part>%(daypart)s))?",
)
def _day_word(m: re.Match[str], context: DateState) -> Answer:
    word = " ".join(m["word"].lower().split())
    if word == "today" and (
        context.text[max(0, m.start() - 4) : m.start()] in ("USA ", "ian ") and m["word"][0].isupper()
    ):
        return None
    code = part_code(m["part"]) if m["part"] else ("NI" if word == "tonight" else None)
    if context.narrative and word in ("today", "tonight"):
        return RuleMatch(m.start(), m.end(), unknown("PRESENT_REF"), "day-word", "reference")
    when = shift_days(context.anchor, _DAYS[word]) if context.anchor else None
    if when is None:
        return RuleMatch(m.start(), m.end(), with_part(unknown("XXXX-XX-XX"), code), "day-word: day unknown")
    return RuleMatch(m.start(), m.end(), with_part(of_day(when), code), "day-word")


@RULES.rule(
    "part-of-day",
    ["last", "this", "early", "late", "earlier", "later", "overnight", "the"],
    r"(?:early |late |earlier |later )?(?P<rel>last|this|the previous|the next|the following) (?P<part>%(daypart)s)",
)
def _part_of_day(m: re.Match[str], context: DateState) -> Answer:
    rel, code = m["rel"].lower(), part_code(m["part"])
    step = {"last": -1, "the previous": -1, "the next": 1, "the following": 1}.get(rel, 0)
    base = context.anchor if rel in ("last", "this") else _last_day(context)
    when = shift_days(base, step) if base else None
    return RuleMatch(
        m.start(), m.end(), with_part(of_day(when) if when else unknown("XXXX-XX-XX"), code), "part-of-day"
    )


@RULES.rule("overnight", ["overnight"], r"overnight(?! (?:bag|stay))")
def _overnight(m: re.Match[str], context: DateState) -> Answer:
    base = _last_day(context) if context.same_sentence(m.start()) else context.anchor
    return RuleMatch(m.start(), m.end(), with_part(of_day(base) if base else unknown("XXXX-XX-XX"), "NI"), "overnight")


def _last_day(context: DateState) -> date | None:
    last = context.told("day")
    return last.end if last is not None and last.precision in ("day", "days") else None


_RELATIONS = {
    "last": -1,
    "past": -1,
    "this past": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
    "this coming": 1,
    "following": 1,
    "upcoming": 1,
    "this": 0,
    "current": 0,
}


@RULES.rule(
    "relative-unit",
    [
        "last",
        "past",
        "this",
        "next",
        "coming",
        "the",
        "previous",
        "following",
        "current",
        "upcoming",
        "same",
        "that",
        "early",
        "late",
    ],
    r"(?:the )?(?:very )?(?P<rel>last|past|this past|previous|next|coming|this coming|following|upcoming|this|current|same|that same|that)(?: (?:calendar|whole|entire|full))? (?P<unit>%(longunit)s)(?!-|[a-z])(?!['’]? (?:old|long)\b)",
)
def _relative_unit(m: re.Match[str], context: DateState) -> Answer:
    rel, unit = m["rel"].lower(), m["unit"].lower()
    if rel == "this" and unit == "day":
        return RuleMatch(m.start(), m.end(), unknown("PRESENT_REF"), "this-day", "reference")
    if rel in ("same", "that", "that same"):
        return _same(m, context, unit)
    if rel == "last" and unit in ("day", "week", "month", "year", "decade") and _OF.match(context.text, m.end()):
        return None
    told = m.group().lower().startswith("the")
    stretched = told and rel in ("past", "last", "coming", "next") and unit not in ("day", "weekend")
    if stretched and not _points(rel, context):
        return _stretch(m, context, rel, unit)
    word = rel.split()[-1]
    name = f"{word}-{unit}"
    step = _YEAR_STEPS.get(word) if unit == "year" else None
    interval = _unit_from(rel, unit, m, context, told=told)
    if interval is None:
        name, interval = f"{name}: anchor unknown", unknown("XXXX-XX-XX" if unit == "day" else None)
    return RuleMatch(m.start(), m.end(), interval, name, looks_back=word in BACKWARDS, year_step=step)


_YEAR_STEPS = {"last": -1, "this": 0, "current": 0, "next": 1}


_OF = re.compile(r"\s+of\b")


def _unit_from(rel: str, unit: str, m: re.Match[str], context: DateState, *, told: bool) -> Interval | None:
    """Return the week, month or year before or after today, or before or after the one told last."""
    step = _RELATIONS.get(rel, 0)
    anaphoric = (
        rel in ("previous", "following")
        or (rel == "next" and (told or context.narrative))
        or (unit == "day" and rel != "this")
    )
    base = _base(context, unit) if anaphoric else context.anchor
    if base is None and anaphoric and context.year is not None and context.year < 0 and unit == "year":
        return of_year(context.year + step)
    if base is None and rel == "previous" and unit != "day" and not context.narrative:
        base = context.anchor
    if base is None:
        return None
    if unit == "weekend":
        return _weekend(base, rel, context, m)
    moved = shift(base, step, unit)
    return containing(moved, unit) if moved else unknown(None)


def _points(rel: str, context: DateState) -> bool:
    """In history, "the next month" is the calendar month after the one told; in news, a stretch from today."""
    return rel == "next" and (context.narrative or context.last is not None)


def _weekend(base: date, rel: str, context: DateState, m: re.Match[str]) -> Interval:
    """Take "last weekend" as the one before today; "this weekend" and "the weekend" lean on the tense."""
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
def _the_weekend(m: re.Match[str], context: DateState) -> Answer:
    if context.anchor is None:
        return RuleMatch(m.start(), m.end(), unknown("XXXX-WXX-WE"), "weekend: week unknown")
    return RuleMatch(m.start(), m.end(), _weekend(context.anchor, "the", context, m), "weekend")


def _base(context: DateState, unit: str) -> date | None:
    """Return the day from which "the following month" counts: the date told last, if it is as exact as the unit."""
    last = context.told(unit)
    if last is None or last.start is None:
        return None
    if unit == "day":
        return last.end if last.precision in ("day", "days") else None
    return last.start if last.precision in ("day", "days", "week", "month", "year", "season", "quarter") else None


def _same(m: re.Match[str], context: DateState, unit: str) -> Answer:
    """Read "that day", "the same year" as the one told last."""
    if unit == "year" and context.year is not None:
        return RuleMatch(m.start(), m.end(), of_year(context.year), "same-year")
    base = _base(context, unit)
    if base is None:
        return RuleMatch(
            m.start(), m.end(), unknown("XXXX-XX-XX" if unit == "day" else None), f"same-{unit}: none told"
        )
    return RuleMatch(m.start(), m.end(), containing(base, unit), f"same-{unit}")


def _stretch(m: re.Match[str], context: DateState, rel: str, unit: str) -> Answer:
    """Read "the past decade" as the stretch that ends today."""
    return RuleMatch(
        m.start(),
        m.end(),
        stretch(context.anchor, 1, unit, ahead=rel in ("coming", "next")),
        f"{rel}-stretch",
        "duration",
        "within",
    )


@RULES.rule(
    "day-beside",
    ["the", "a", "one"],
    r"(?:the|one|a) (?P<unit>day|week|month|year|night) (?P<side>before|after|following|(?:later|earlier)(?! [a-z]))",
)
def _day_beside(m: re.Match[str], context: DateState) -> Answer:
    """Read "the day before" as the day before the one told last."""
    unit, side = m["unit"].lower(), m["side"].lower()
    if side in ("before", "after", "following") and not closes_clause(context.text, m.end()):
        return None
    if unit == "year" and side == "earlier" and compares(context, m.start()) and context.anchor is not None:
        figures = year_before(context.quarter) if context.quarter is not None else of_year(context.anchor.year - 1)
        return RuleMatch(m.start(), m.end(), figures, "year-ago")
    step = -1 if side in ("before", "earlier") else 1
    base = _base(context, "day" if unit == "night" else unit)
    if base is None:
        if context.year is not None and context.year < 0 and unit == "year":
            return RuleMatch(m.start(), m.end(), of_year(context.year + step), "day-beside")
        return None if unit == "night" else RuleMatch(m.start(), m.end(), unknown(None), "day-beside: none told")
    moved = shift(base, step, "day" if unit == "night" else unit)
    if moved is None:
        return None
    return RuleMatch(
        m.start(), m.end(), with_part(containing(moved, unit), "NI" if unit == "night" else None), "day-beside"
    )


@RULES.rule(
    "that-part",
    ["that", "the"],
    r"(?:that(?: same)?|the same|the) (?:(?:early|late) )?(?P<part>morning|afternoon|evening|night)(?! of|-after)",
)
def _that_part(m: re.Match[str], context: DateState) -> Answer:
    """Read "that night", "the same evening" as part of the day told last."""
    code = part_code(m["part"])
    base = _last_day(context)
    if (
        m.group().lower().startswith("the ")
        and "same" not in m.group().lower()
        and not context.same_sentence(m.start())
    ):
        base = None
    return RuleMatch(m.start(), m.end(), with_part(of_day(base) if base else unknown("XXXX-XX-XX"), code), "that-part")
