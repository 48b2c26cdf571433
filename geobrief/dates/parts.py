"""Rules for parts of years: quarters, halves, fiscal years, "late last year", "the end of the month"."""

from __future__ import annotations

import re

from geobrief.dates.days import two_digits
from geobrief.dates.intervals import containing, of_half, of_quarter, of_year, shift, unknown
from geobrief.dates.known import DateState
from geobrief.dates.rules import Answer, RuleMatch, Rules

RULES = Rules()

_Q = r"(?:(?P<q>first|second|third|fourth|final|last|1st|2nd|3rd|4th)(?: |-)(?:calendar |fiscal )?quarter|Q(?P<qn>[1-4])|(?P<qm>[1-4])Q)"
_OF_YEAR = r"(?:,? ?(?:of |in |for )?(?:(?:the )?(?:fiscal |financial )?(?:year )?(?P<y>(?:19|20)\d\d)|(?P<ly>last year)|(?P<ty>this year)|(?P<ny>next year)|(?P<same>that year|the same year|the year|the following year)|['’](?P<y2>\d\d)))?"


@RULES.rule(
    "quarter",
    ["the", "early", "late", "first", "second", "third", "fourth", "final", "q", "#1", "this"],
    r"(?:%(mod)s)?(?:the |this year['’]s )?" + _Q + _OF_YEAR,
)
def _quarter(m: re.Match[str], context: DateState) -> Answer:
    if not _year_words(m) and not _is_quarter(m, context):
        return None
    word = (m["q"] or "").lower()
    n = int(m["qn"] or m["qm"] or 0) or {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}.get(word, 4)
    year = _year_for_part(m, context)
    anchor = context.anchor
    if year is None and anchor is not None and not (context.narrative and context.year):
        ahead = n > (anchor.month + 2) // 3
        year = anchor.year - int(ahead and context.tense(m.start(), m.end()) != "future")
    if year is None:
        return RuleMatch(m.start(), m.end(), unknown(f"XXXX-Q{n}"), "quarter: year unknown", year_known=False)
    quarter = of_quarter(year, n)
    if quarter.start is not None:
        context.quarter = quarter
    return RuleMatch(m.start(), m.end(), quarter, "quarter", explicit=bool(m["y"]))


def _is_quarter(m: re.Match[str], context: DateState) -> bool:
    """Tell a quarter of a year from one of a match, and "in Q1" from the first quartile."""
    if m["qn"]:
        return bool(_REPORTED.search(context.text[max(0, m.start() - 8) : m.start()]))
    return not _SPORT.match(context.text, m.end())


_REPORTED = re.compile(r"\b(?:in|for|during|since|by|of|from|last|this)\s+$", re.IGNORECASE)
_SPORT = re.compile(r"\s+(?:of\s+(?:the\s+)?(?:game|match)|final|back|lead)")


def _year_words(m: re.Match[str]) -> bool:
    return any(m[name] for name in ("y", "y2", "ly", "ty", "ny", "same"))


def _year_for_part(m: re.Match[str], context: DateState) -> int | None:
    """Return the year that the words behind a quarter or a half name."""
    if m["y"] or m["y2"]:
        return int(m["y"]) if m["y"] else two_digits(m["y2"])
    this = context.anchor.year if context.anchor else None
    if m["same"]:
        base = context.year if context.year is not None else this if m["same"] == "the year" else None
        return base + 1 if base is not None and "following" in m["same"] else base
    for name, step in (("ly", -1), ("ty", 0), ("ny", 1)):
        if m[name]:
            return None if this is None else this + step
    return context.year if context.narrative else None


@RULES.rule(
    "half",
    ["the", "early", "late", "first", "second", "latter", "h", "#1"],
    r"(?:the )?(?:(?P<h>first|second|latter|last) half|H(?P<hn>[12])|(?P<hm>[12])H)" + _OF_YEAR,
)
def _half(m: re.Match[str], context: DateState) -> Answer:
    if not _year_words(m):
        return None
    n = int(m["hn"] or m["hm"] or 0) or (1 if m["h"].lower() == "first" else 2)
    year = _year_for_part(m, context)
    if year is None:
        return RuleMatch(m.start(), m.end(), unknown(f"XXXX-H{n}"), "half: year unknown", year_known=False)
    return RuleMatch(m.start(), m.end(), of_half(year, n), "half", explicit=bool(m["y"]))


@RULES.rule(
    "fiscal-year",
    ["fiscal", "financial", "fy", "the"],
    r"(?:the )?(?:(?:fiscal|financial)(?: year)? |FY ?)(?P<y>(?:19|20)\d\d)(?:[-/–](?P<b>(?:20)?\d\d))?",
)
def _fiscal_year(m: re.Match[str], _: DateState) -> Answer:
    """Keep a fiscal year's value; its days differ from country to country and are not claimed."""
    return RuleMatch(m.start(), m.end(), unknown(m["y"]), "fiscal-year", explicit=True)


@RULES.rule(
    "within-year",
    ["the", "early", "earlier", "late", "later", "mid", "middle", "end", "beginning", "start"],
    r"(?P<mod>%(mod)s)(?P<which>this |that |the same |the following |the previous |the next |the |last |next |same |following |previous )?(?P<unit>year|month|week|decade|century|quarter|season)(?! ?(?:ago|later|earlier|before|after|long|old)|-)",
)
@RULES.rule("within-year", ["year", "month", "week"], r"(?P<unit>year|month|week)(?:['’]s|-| )(?P<mod>end)")
def _within(m: re.Match[str], context: DateState) -> Answer:
    """Read "late last year", "earlier this month", "the end of the year" as the whole year or month, as TIMEX3 does."""
    unit = m["unit"].lower()
    if unit == "season":
        return None
    which = " ".join((m.groupdict().get("which") or "").lower().split())
    if which in ("next", "same", "following", "previous") and re.search(r"\bthe\s+$", m["mod"], re.IGNORECASE):
        which = f"the {which}"
    step = {"last": -1, "next": 1, "the following": 1, "the previous": -1, "the next": 1}.get(which, 0)
    counts = which in ("that", "the same", "the following", "the previous", "the next")
    counts = counts or (context.narrative and which in ("", "the"))
    if counts and context.year is not None and context.year < 0 and unit == "year":
        return RuleMatch(m.start(), m.end(), of_year(context.year + step), "within-year")
    base = context.last.start if counts and context.last is not None else context.anchor
    if unit == "year" and which in ("", "the") and not counts and _is_last_years_end(m, context):
        step = -1
    moved = shift(base, step, unit) if base is not None else None
    interval = containing(moved, unit) if moved is not None else unknown(None)
    return RuleMatch(
        m.start(), m.end(), interval, f"within-{unit}" + ("" if moved is not None else f": {unit} unknown")
    )


def _is_last_years_end(m: re.Match[str], context: DateState) -> bool:
    """Say whether "the end of the year", told as past in spring, is that of the year before."""
    if context.anchor is None or context.anchor.month > 6 or not re.search(r"\b(?:end|late)\b", m["mod"].lower()):
        return False
    return context.tense(m.start(), m.end()) == "past"
