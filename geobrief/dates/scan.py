"""The reading of a text: at each word the rules that may start there, the longest answer kept, ranges joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from geobrief.dates import (
    beside_events,
    business,
    clock,
    counts,
    days,
    durations,
    months,
    parts,
    periods,
    relative,
    weekdays,
)
from geobrief.dates.intervals import Interval, containing, hull, shift
from geobrief.dates.known import DateState
from geobrief.dates.moves import moved
from geobrief.dates.rules import Rule, RuleMatch, Rules
from geobrief.dates.vocabulary import MONTHS
from geobrief.model import DateBasis, Direction, TimeExpression, When

_TOKEN = re.compile(r"[A-Za-z]+|\d+|['’](?=\d)")
_GLUED = re.compile(r"[\w@#$€£¥/\\&=.]$")
"""What stands right before a token that is no word of its own: "F2012", "$1945", "example.com/2012/05"."""

_BLANK_LINE = re.compile(r"\n[^\S\n]{0,4}\n")
"""What no expression reaches across."""


def _all_rules() -> dict[str, list[Rule]]:
    rules = Rules()
    for module in (days, months, weekdays, periods, parts, clock, relative, counts, beside_events, business, durations):
        rules.extend(module.RULES)
    return rules.by_word


_RULES = _all_rules()


def read_dates(
    text: str,
    *,
    published: date | None,
    passages: Sequence[tuple[int, int]] | None = None,
    join: bool = True,
    basis: DateBasis = "text",
) -> list[TimeExpression]:
    """Text → time expressions, in text order, without overlap.

    Args:
        text: Any text; offsets point into it.
        published: The day from which "today" and "last July" count. Where it is None, they keep their words
            and stay unknown; only what names its own year is resolved.
        passages: The parts of the text to read, as offsets, ascending; None reads all of it.
        join: Whether the two ends of a range are read as a range ("10 to 12 March", one expression; "May 15 to August 16",
            two, of which the first has the days of both). TIMEX3 corpora have the days of each end apart.
        basis: The basis to state for what is resolved.
    """
    spans = list(passages) if passages is not None else [(0, len(text))]
    narrative, usual = _history(text, spans, published)
    context = DateState(text, published, narrative=narrative, usual_years=usual)
    found: list[RuleMatch] = []
    for start, end in spans:
        found.extend(beside_events.placed(_merged(_scan(text, start, end, context), context), context))
    if join:
        found = _joined(found, text)
    return [_expression(one, text, context, basis) for one in found]


def _scan(text: str, start: int, end: int, context: DateState) -> Iterable[RuleMatch]:
    reached = start
    for token in _TOKEN.finditer(text, start, end):
        at = token.start()
        if at < reached:
            continue
        word = token.group()
        key = f"#{len(word)}" if word[0].isdigit() else "'" if word == "’" else word.lower()
        rules = _RULES.get(key)
        if rules is None or (at > 0 and _is_glued(text, at, word)):
            continue
        answers = _best(rules, text, at, end, context)
        for answer in answers:
            if answer.sort == "date":
                context.accept(answer.interval, answer.end, explicit=answer.explicit, looks_back=answer.looks_back)
            reached = max(reached, answer.end)
            yield answer


def _is_glued(text: str, at: int, word: str) -> bool:
    before = text[at - 1]
    if before == "/" and word.lower() in MONTHS:
        return False
    if before == "-" and len(word) == 4 and at > 1 and word[0].isdigit() and text[at - 2].isdigit():
        return True
    if before.isspace() or before in '(-–—"“‘':
        return False
    if before in ".," and at > 1:
        # "1.12", "3,000" and "www.may" are no beginnings, "end.May" and "12,May" might be.
        return (word[0].isdigit() and text[at - 2].isdigit()) or (text[at - 2].islower() and before == ".")
    return bool(_GLUED.search(before))


def _best(rules: list[Rule], text: str, at: int, end: int, context: DateState) -> list[RuleMatch]:
    """Ask the rules for the longest match they agree to read."""
    matches = [
        (m.end(), -index, rule, m) for index, rule in enumerate(rules) if (m := rule.pattern.match(text, at, end))
    ]
    matches.sort(key=lambda item: item[:2], reverse=True)
    for _, _, rule, m in matches:
        if "\n" in m.group() and _BLANK_LINE.search(m.group()):
            continue
        answer = rule.read(m, context)
        if answer is not None:
            return answer if isinstance(answer, list) else [answer]
    return []


_EXPLICIT = re.compile(r"(?<![\d,.$€£-])(1[5-9]\d\d|20\d\d)(?![\d,.%]\d|\d)")
_OWNED = re.compile(r"(?:\b(?:an?|the|his|her|its)|['’]s)\s$", re.IGNORECASE)
_NOUN = re.compile(r"(?:-|\s)[A-Za-z]")
"""A year between an article and a noun describes the noun ("the 2018 report"): news has many such, and tells no history."""
_NEWS = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|(?:last|next|this)\s+(?:week|month|year|night|fall|spring|summer|winter)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!,?\s+[A-Z\d]))\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\([A-Z][A-Za-z]{1,12}\)\s?(?:--|[-–—_])|\b[A-Z]{4,}[A-Za-z.,\s]{0,24}\(A[FP]P?\)")
"""The mark of an agency behind the place of an article: history has none."""
_HEAD = 400
_ANCIENT = re.compile(r"\d\s?B\.?C\b")
NARRATIVE_YEARS = 6
"""Years written out that a history holds at least; the histories of WikiWars hold dozens, news two or three."""
SHORT_NARRATIVE_YEARS = 4
"""Enough where all of them are long past and nothing counts from today: a short biography."""
UNDATED_NARRATIVE_YEARS = 12
"""Needed where the publication is unknown, because a news article with much background looks the same."""


def _history(text: str, spans: Sequence[tuple[int, int]], published: date | None) -> tuple[bool, tuple[int, int]]:
    """Say whether the text tells history, and of which years.

    History has many years, most of them long past, and hardly a word counted from today. Its years are those
    between the quartiles of all that it names, with as much again on both sides and ten years more.
    """
    if any(_AGENCY.search(text, start, min(end, start + _HEAD)) for start, end in spans[:3]):
        return False, (1, 9999)
    years = sorted(
        int(m.group(1))
        for start, end in spans
        for m in _EXPLICIT.finditer(text, start, end)
        if not (_OWNED.search(text, max(0, m.start() - 5), m.start()) and _NOUN.match(text, m.end()))
    )
    ancient = sum(1 for start, end in spans for _ in _ANCIENT.finditer(text, start, end))
    everything = (1, 9999)
    told = len(years) + ancient
    news = sum(1 for start, end in spans for _ in _NEWS.finditer(text, start, end))
    if published is None:
        history = told >= UNDATED_NARRATIVE_YEARS and not news
    else:
        old = ancient + sum(1 for year in years if year < published.year - 1)
        short = told >= SHORT_NARRATIVE_YEARS and not news and old == told
        history = short or (told >= NARRATIVE_YEARS and old > 0.6 * told and news * 3 < told)
    if not history:
        return False, everything
    if len(years) <= ancient:
        return True, everything
    low, high = years[len(years) // 4], years[len(years) * 3 // 4]
    return True, (low - (high - low) - 10, high + (high - low) + 10)


_DAY_GAP = re.compile(r",?[^\S\n]{1,2}")
_CLOCK_GAP = re.compile(r"(?:[^\S\n]{1,2}on[^\S\n]{1,2}(?:the[^\S\n])?|,?[^\S\n]{1,2})")


def _merged(found: Iterable[RuleMatch], context: DateState) -> list[RuleMatch]:
    """Make one expression of an hour and the day beside it ("6 a.m. on Friday", "May 3, 2024 10:28 AM")."""
    merged: list[RuleMatch] = []
    for one in found:
        previous = merged[-1] if merged else None
        both = _day_and_hour(previous, one, context.text) if previous is not None else None
        if both is None:
            merged.append(one)
        else:
            merged[-1] = both
    return merged


def _day_and_hour(first: RuleMatch, second: RuleMatch, text: str) -> RuleMatch | None:
    """Put a clock time and a day together, whichever comes first."""
    if {first.sort, second.sort} != {"clock", "date"}:
        return None
    hour, day = (first, second) if first.sort == "clock" else (second, first)
    value = day.interval.value
    if day.interval.precision != "day" or value is None or "T" in value:
        return None
    gap = _CLOCK_GAP if first is hour else _DAY_GAP
    if not gap.fullmatch(text, first.end, second.start):
        return None
    mark = (hour.interval.value or "T").partition("T")[2]
    interval = Interval(day.interval.start, day.interval.end, "day", f"{value}T{mark}")
    return RuleMatch(
        first.start,
        second.end,
        interval,
        f"clock-{day.rule}",
        "clock",
        explicit=day.explicit,
        joins=second.joins,
        hour=True,
        dated=True,
    )


_RANGE = re.compile(
    r"\s?(?:[-–—]|\b(?:to|and|through|until|till)\b)\s?(?:the\s)?|\s(?:to|and|through|until|till)\s(?:the\s)?"
)


def _joined(found: list[RuleMatch], text: str) -> list[RuleMatch]:
    """Join the ends of ranges: those that one rule found, "between X and Y", "from X to Y", two days of one month.

    "10 to 12 March" becomes one expression. Where both ends stand by themselves ("May 15 to August 16"), they stay two, as
    TIMEX3 has them; then the first has the days of the whole range, and the second is marked as its far end.
    """
    joined: list[RuleMatch] = []
    index = 0
    while index < len(found):
        one = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        apart = moved(one, other, text) if other is not None and not one.joins else None
        if apart is not None:
            joined += apart
            index += 2
            continue
        if other is not None and (one.joins or _is_range(one, other, text)):
            far = _next_after(one, other)
            span = hull(one.interval, far)
            if one.joins:
                joined.append(
                    RuleMatch(
                        one.start,
                        other.end,
                        span,
                        one.rule,
                        direction="on",
                        hour=one.hour,
                        year_known=one.year_known,
                        year_step=one.year_step,
                    )
                )
                index += 2
                continue
            if span.start is not None:
                whole = replace(span, value=one.interval.value)
                near = replace(one, interval=whole, rule=f"{one.rule}-range", direction="on", reach=other.end)
                last = replace(other, interval=far, rule=f"{other.rule}{FAR_END}", direction="until")
                joined += [replace(end, year_known=True, year_step=None) for end in (near, last)]
                index += 2
                continue
        joined.append(one)
        index += 1
    return joined


def _next_after(one: RuleMatch, other: RuleMatch) -> Interval:
    """Bring the far end of "December through February" to the first one after the near end."""
    first, last = one.interval.start, other.interval
    if first is None or last.start is None or one.explicit or other.explicit or (last.start - first).days <= YEAR:
        return last
    back = shift(last.start, -1, "year")
    return containing(back, last.precision) if back and last.precision in ("day", "month") else last


FAR_END = "-range-end"
"""The end of a rule's name that marks the far end of a range; its days are in the expression before it."""
YEAR = 366
_NEXT = re.compile(r"(?:the )?(?:next|following)\b", re.IGNORECASE)
"""How a second day begins that another thing is told of: "on 5 May, and the next day the minister resigned"."""
_EXACT = ("day", "days", "week", "month", "season", "quarter", "year", "decade", "century")


def _is_range(one: RuleMatch, other: RuleMatch, text: str) -> bool:
    if one.sort != "date" or other.sort != "date" or other.start - one.end > 12:
        return False
    first, last = one.interval, other.interval
    if first.precision not in _EXACT or last.precision not in _EXACT or first.start is None or last.start is None:
        return False
    gap = text[one.end : other.start]
    word = gap.strip(" \n\t").lower().removesuffix("the").strip()
    apart = word == "and" and _NEXT.match(text, other.start)
    if not _RANGE.fullmatch(gap) or apart or first.start >= last.start:
        return False
    before = text[max(0, one.start - 14) : one.start].lower().split()
    lead = [w.strip('(,“"') for w in before[-2:]]
    if word == "and":
        near = first.precision == "day" and last.precision == "day" and first.start.month == last.start.month
        return "between" in lead or (near and first.start.year == last.start.year)
    if word in ("-", "–", "—"):
        return first.precision == last.precision
    return "from" in lead or first.precision == last.precision


def _expression(found: RuleMatch, text: str, context: DateState, basis: DateBasis) -> TimeExpression:
    words = text[found.start : found.end]
    interval = found.interval
    direction: Direction = found.direction or "on"
    if found.direction is None and found.sort in ("date", "clock"):
        direction = context.direction(found.start, found.end)
    known = interval.precision != "unknown"
    source: DateBasis = "unknown" if not known else "text" if found.explicit else basis
    told = text[found.start : found.reach or found.end]
    when = When(interval.start, interval.end, interval.precision, told, source, direction)
    return TimeExpression(
        found.start,
        found.end,
        words,
        interval.value,
        when,
        found.rule,
        hour=found.hour,
        year_known=found.year_known,
        year_step=found.year_step,
    )
