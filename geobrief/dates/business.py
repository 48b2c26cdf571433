"""Rules for the periods of business news: the quarter told last, the one a year before it, and fiscal years."""

from __future__ import annotations

import re

from geobrief.dates.intervals import Interval, containing, of_quarter, of_year, shift, unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import month_of

RULES = Rules()

_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}


def year_before(quarter: Interval) -> Interval:
    """The same quarter of the year before."""
    moved = shift(quarter.start, -1, "year") if quarter.start else None
    return containing(moved, "quarter") if moved else unknown(None)


_COMPARED = re.compile(r"(?:\d|illion|share,?|with|from|than|sales,?|%|percent|yen|francs|pounds|marks)\s*$")


def compares(context: DateState, start: int) -> bool:
    """Whether "a year earlier" compares figures, so that it counts from the period of the report."""
    return bool(_COMPARED.search(context.text, max(0, start - 12), start))


@RULES.rule(
    "year-ago",
    ["year", "the"],
    r"(?:the )?(?:comparable |corresponding )?year-(?:ago|earlier)(?: (?P<o>first|second|third|fourth))?(?P<u> quarter| period)?",
)
def _year_ago(m: re.Match[str], context: DateState) -> Answer:
    """Read "the year-ago quarter" as the quarter a year before the one told, else as the year before the article's."""
    if m["o"] and not m["u"]:
        return None
    year = context.anchor.year - 1 if context.anchor else None
    if context.quarter is not None:
        interval = year_before(context.quarter)
    elif year is not None and m["o"] and m["u"]:
        interval = of_quarter(year, _NUMBERS[m["o"].lower()])
    else:
        interval = of_year(year) if year is not None else unknown(None)
    return RuleMatch(m.start(), m.end(), interval, "year-ago")


@RULES.rule(
    "same-quarter",
    ["the"],
    r"the (?:same|corresponding|comparable|like|similar|equivalent) (?:quarter|period)(?: of)? (?:last year|a year (?:ago|earlier|before))",
)
def _same_quarter(m: re.Match[str], context: DateState) -> Answer:
    return (
        RuleMatch(m.start(), m.end(), year_before(context.quarter), "year-ago") if context.quarter is not None else None
    )


@RULES.rule(
    "told-quarter",
    ["the"],
    r"the (?P<latest>latest |most recent )?(?P<u>quarter|period)(?P<end> (?:ended|ending) (?P<m>%(month)s))?(?![-'’])",
)
def _told_quarter(m: re.Match[str], context: DateState) -> Answer:
    """Read "the latest quarter" as the one told last, else as the last that was over."""
    end = m.end("u")
    if m["u"].lower() == "period" and not m["latest"]:
        return None
    if context.quarter is not None:
        return RuleMatch(m.start(), end, context.quarter, "told-quarter", "reference")
    if context.anchor is None:
        return None
    if m["end"] and month_of(m["m"]) % 3 == 0:
        month = month_of(m["m"])
        context.quarter = of_quarter(context.anchor.year - int(month > context.anchor.month), month // 3)
        return RuleMatch(m.start(), end, context.quarter, "told-quarter", "reference")
    before = shift(context.anchor, -1, "quarter")
    if not m["latest"] or m["u"].lower() == "period" or before is None:
        return None
    return RuleMatch(m.start(), end, containing(before, "quarter"), "told-quarter", "reference")


@RULES.rule(
    "quarter-of",
    ["the", "#4"],
    r"(?:the )?(?P<y>(?:19|20)\d\d) (?:(?P<o>first|second|third|fourth|final) )?(?P<u>quarter|period)",
)
def _quarter_of(m: re.Match[str], context: DateState) -> Answer:
    """Read "the 1988 third quarter", and "the 1988 period" beside a quarter."""
    quarter = context.quarter.start if context.quarter is not None else None
    number = _NUMBERS[m["o"].lower()] if m["o"] else (quarter.month + 2) // 3 if quarter else None
    if number is None:
        return None
    return RuleMatch(m.start(), m.end(), of_quarter(int(m["y"]), number), "quarter-of", explicit=True)


@RULES.rule(
    "accounts-year",
    ["the", "this", "current"],
    r"(?:the |this )?(?P<now>current )?(?P<fiscal>fiscal |financial )year(?! (?:of |in )?(?:19|20)\d\d)",
)
@RULES.rule("accounts-year", ["the"], r"the (?P<fiscal>)(?P<now>)year(?= (?:ended|ending) )")
def _accounts_year(m: re.Match[str], context: DateState) -> Answer:
    """Keep the words; the days of a fiscal year differ from company to company and are not claimed."""
    closed = re.match(r"\s+(?:ended|ending)\b", context.text[m.end() : m.end() + 10])
    value = "P1Y" if closed or context.anchor is None else f"{context.anchor.year:04d}"
    return RuleMatch(m.start(), m.end(), unknown(value), "accounts-year", "duration")
