"""Rules for weekdays: "on Friday", "last Monday", "late Sunday", "Saturday night"."""

from __future__ import annotations

import re
from datetime import date

from geobrief.dates.days import part_code, with_part
from geobrief.dates.intervals import nth_weekday, of_day, shift_days, unknown
from geobrief.dates.known import DateState
from geobrief.dates.lookalikes import weekday_is_name
from geobrief.dates.rules import BACKWARDS, Answer, RuleMatch, Rules
from geobrief.dates.vocabulary import WEEKDAYS, month_of, weekday_of

RULES = Rules()


@RULES.rule(
    "weekday",
    ["early", "late", "last", "next", "this", "past", "coming", "the", "previous", "following", "that", *WEEKDAYS],
    r"(?:early |late )?(?:(?:the )?(?P<rel>last|next|this past|this coming|this|past|coming|following|previous|that)(?: week['’]s)? )?(?P<w>%(weekday)s)(?: (?P<tail>%(daypart)s))?(?P<gone> last(?=[,.;:)]|$))?",
)
def _weekday(m: re.Match[str], context: DateState) -> Answer:
    word = m["w"]
    rel = (m["rel"] or ("last" if m["gone"] else "")).lower()
    if not _is_weekday(m, word, rel) or weekday_is_name(m, context, rel):
        return None
    end = m.end()
    if word.endswith(".") and end == m.end("w") and not re.match(r"\s+[a-z(]", context.text[end : end + 4]):
        end -= 1
    number = weekday_of(word)
    part = part_code(m["tail"]) if m["tail"] else None
    when = None if _is_told_apart(m, context) else _weekday_of(number, rel, m, context)
    if when is None:
        return RuleMatch(m.start(), end, with_part(unknown(f"XXXX-WXX-{number + 1}"), part), "weekday: week unknown")
    last = rel.split()[-1] if rel else ""
    told = f"{last}-weekday" if rel else "weekday"
    return RuleMatch(m.start(), end, with_part(of_day(when), part), told, looks_back=last in BACKWARDS)


def _is_told_apart(m: re.Match[str], context: DateState) -> bool:
    """Say whether the weekday is counted from something else ("the Sunday before the vote", "every second Friday")."""
    text = context.text
    if _ORDERED.search(text, max(0, m.start() - 9), m.start()):
        return True
    return bool(_THE.search(text, max(0, m.start() - 5), m.start()) and _BESIDE.match(text, m.end()))


_ORDERED = re.compile(r"\b(?:first|second|third|fourth|fifth|other|1st|2nd|3rd|4th)\s+$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|a)\s+$", re.IGNORECASE)
_BESIDE = re.compile(r"\s+(?:before|after|following|preceding|prior|when|that|of)\b")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}


@RULES.rule(
    "nth-weekday",
    ["the", *_NTH],
    r"(?:the )?(?P<o>first|second|third|fourth|last|final) (?P<w>%(weekday_long)s) (?:of|in) (?P<m>%(month)s)(?:,? (?P<y>%(year)s))?",
)
def _nth_weekday(m: re.Match[str], context: DateState) -> Answer:
    """Read "the first Sunday of May" as a day."""
    month = month_of(m["m"])
    year = int(m["y"]) if m["y"] else context.year_of(month, None, m.start(), m.end())
    when = nth_weekday(year, month, weekday_of(m["w"]), _NTH[m["o"].lower()]) if year is not None and year > 0 else None
    if when is None:
        return RuleMatch(
            m.start(), m.end(), unknown(f"XXXX-{month:02d}"), "nth-weekday: year unknown", year_known=False
        )
    return RuleMatch(m.start(), m.end(), of_day(when), "nth-weekday", explicit=bool(m["y"]))


def _is_weekday(m: re.Match[str], word: str, rel: str) -> bool:
    """Tell "Sun." and "Sat" in "next Sat" from the sun and what sat: short forms need a full stop or a cue."""
    if len(word.rstrip(".")) >= _LONG_NAME:
        return not word.islower() or bool(rel)
    return not word.islower() and bool(word.endswith(".") or rel or m["tail"])


_LONG_NAME = 6
"""Letters of the shortest weekday in full (Monday)."""


def _weekday_of(weekday: int, rel: str, m: re.Match[str], context: DateState) -> date | None:
    """Choose the day: most recent including today, the coming one in a future clause, or around the last day told."""
    last = context.last
    anaphoric = rel in ("following", "previous", "that") or (context.narrative and rel == "")
    if anaphoric and last is not None and last.start is not None and last.precision in ("day", "days", "week"):
        back = (last.start.weekday() - weekday - 1) % 7 + 1
        return shift_days(last.start, -back if rel == "previous" else (weekday - last.start.weekday() - 1) % 7 + 1)
    anchor = context.anchor
    if anchor is None or (context.narrative and not rel):
        return None
    return shift_days(anchor, _steps((weekday - anchor.weekday()) % 7, rel, m, context))


def _steps(ahead: int, rel: str, m: re.Match[str], context: DateState) -> int:
    """Count the days from today to the weekday, which lies so many days ahead."""
    behind = -((7 - ahead) % 7)
    if rel in ("last", "past", "this past", "previous"):
        return behind or -7
    if rel in ("next", "coming", "this coming", "following"):
        return ahead or 7
    tense = context.tense(m.start(), m.end())
    limit = rel == "this" or _LIMIT.search(context.text[max(0, m.start() - 8) : m.start()])
    return ahead if tense == "future" or (limit and tense != "past") else behind


_LIMIT = re.compile(r"\b(?:until|till|by)\s+$", re.IGNORECASE)
