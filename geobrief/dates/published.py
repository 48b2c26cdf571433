"""When an article was published, where only its text can say.

Four kinds of evidence, the surest first. Nothing else counts: not the file's time, not the clock, and not
what a similar article says.

1. a line near the top that is a date ("19 April 2024", "Published: May 19, 2024");
2. a dateline with its year ("NIAMEY, May 19, 2024 (AP)", "CAIRO – 25 July 2022:");
3. a day told as just past with its weekday ("on Sunday (19 May)"): the weekday fits only every five, six or
   eleven years, and the years that the text names choose among them;
4. one event told both ways, "last year's coup" and "July 2023" (:mod:`geobrief.dates.own_year`).

The last two may both speak; where they contradict each other, nothing is decided. A weekday alone decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from geobrief.dates.intervals import safe_day, shift_days
from geobrief.dates.known import DateState
from geobrief.dates.own_year import year_told
from geobrief.dates.scan import read_dates
from geobrief.dates.vocabulary import compiled, month_of, ordinal, weekday_of
from geobrief.model import UNKNOWN_WHEN, Article, TimeExpression, When
from geobrief.text import either, listed

HEAD_LINES = 16
"""Lines among which a publication date stands; below them a lone date is part of the story. Two different ones
without a label decide nothing: they head the entries of a timeline."""

_LABEL = re.compile(
    r"published|posted|updated|date|by\b|on\b|first|last|modified|issued|written|\||[-–—:,.()/]|\bat\b", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?|"
    rf"\b(?:{either(listed('zones_of_time', without='cst cdt ct mst mdt mt'))})\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?", re.IGNORECASE | re.ASCII
)
_DATELINE = compiled(
    r"(?P<place>[A-Z][\w.’'/\x20-]{1,40}(?:, [A-Z][\w.’'\x20-]{1,30})?),? ?\(?(?P<m>%(month)s) (?P<d>\d{1,2})(?:, (?P<y>%(year)s))?\)?"
    r"(?P<agency> ?\([^()\n]{2,30}\)| ?[-–—/])"
)
_DAY_FIRST = compiled(
    r"(?P<place>[A-Z][\w.’'/\x20-]{1,40})(?:,| [-–—]) (?P<d>\d{1,2}) (?P<m>%(month)s),? (?P<y>%(year)s)(?=: | [-–—] )"
)
_YEAR = re.compile(r"(?<![\d,.$€£/-])(?:19|20)\d\d(?![\d,.%/]\d|\d|-\d)")

LONGEST_LINE = 90
"""Characters of a line that may be a date with its label and hour."""

YEARS_AHEAD = 2
"""How far the chosen year may lie beyond the latest that the text names. News names its own year or one of the
two before nearly always; a longer gap leaves more than one weekday cycle possible, and decides nothing."""

LEAD = 1500
"""Characters from the beginning: what news reports as just past stands in its first paragraphs."""

STALE = 150
"""Days: a month told as past that lies so far behind the fresh day, or less, shows that the day is not fresh.
Beyond that it is rather the same month of the year before."""

FRESH = 6
"""Days for which news calls a day by its weekday: from the day itself to the day before the next of its name."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A day and month with the weekday or the dateline that speaks for it."""

    month: int
    day: int
    weekday: int | None
    words: str


def infer_published(article: Article) -> When:
    """Article → when it was published, so far as its own text decides it.

    Returns:
        Of basis ``text`` where the text states the date, of basis ``inferred`` where it follows from a weekday
        and the years named; ``text`` then says from what. Otherwise :data:`UNKNOWN_WHEN`.
    """
    stated = _stated(article)
    if stated is not None:
        return stated
    passages = _searched(article)
    told = read_dates(article.text, published=None, passages=passages, join=False)
    context = DateState(article.text, None, narrative=False)
    week = _reasoned(passages, told, context)
    year = year_told(told, context)
    if year is None or year.start is None or year.end is None:
        return week
    if week.start is None or week.end is None:
        return year
    return week if week.start <= year.end and year.start <= week.end else UNKNOWN_WHEN


def _searched(article: Article) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in article.passages if p.kind in ("title", "body", "dateline")]


def _stated(article: Article) -> When | None:
    """Find a line that is nothing but a date, or a dateline with its year."""
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    found = [when for line in lines[:HEAD_LINES] if (when := _date_line(line)) is not None]
    labelled = [when for when in found if _PUBLISHED.match(when.text or "")]
    chosen = labelled or found
    if chosen and len({when.start for when in chosen}) == 1:
        return chosen[0]
    for start, end in _searched(article)[:3]:
        match = _DATELINE.match(article.text, start, end) or _DAY_FIRST.match(article.text, start, start + LONGEST_LINE)
        if match and match["y"] and match["place"][:2].isupper():
            day = safe_day(int(match["y"]), month_of(match["m"]), int(match["d"]))
            return When(day, day, "day", match.group().strip(), "text") if day else None
    return None


_PUBLISHED = re.compile(r"(?:first\s+)?(?:published|posted)\b", re.IGNORECASE)


def _date_line(line: str) -> When | None:
    if len(line) > LONGEST_LINE:
        return None
    found = [e for e in read_dates(line, published=None) if e.when.precision == "day" and not e.hour]
    if len(found) != 1:
        return None
    rest = line[: found[0].start] + " " + line[found[0].end :]
    for pattern in (_CLOCK, _WEEKDAY, _LABEL):
        rest = pattern.sub(" ", rest)
    named = _WEEKDAY.search(line)
    first = found[0].when.start
    if rest.strip() or first is None or (named and weekday_of(named.group()) != first.weekday()):
        return None
    return When(first, first, "day", line, "text")


def _reasoned(passages: list[tuple[int, int]], told: list[TimeExpression], context: DateState) -> When:
    """Choose the year of a weekday and its date by the years that the text names."""
    past = [e for e in told if context.tense(e.start, e.end) != "future"]
    lead = passages[0][0] + LEAD if passages else 0
    dated = [one for e in past if e.start < lead and (one := _weekday_date(e)) is not None]
    latest = _latest_year(past)
    if not dated or latest is None:
        return UNKNOWN_WHEN
    year, when_said = latest
    days = {_fitting(one, year) for one in dated}
    known = [day for day in days if day is not None]
    if len(known) < len(days) or len({day.year for day in known}) != 1:
        return UNKNOWN_WHEN
    last = max(known)
    if any(_lies_between(e, last) for e in past):
        return UNKNOWN_WHEN
    words = next(one.words for one in dated if (one.month, one.day) == (last.month, last.day))
    because = (
        f"“{words}”: {last.day} {last:%B} falls on a {last:%A} in {last.year}, the first such year from {year} on, "
        f"and {year} is the latest year told (“{when_said}”)"
    )
    return When(last, shift_days(last, FRESH), "week", because, "inferred")


_LAST = re.compile(r"(?:last|previous|past)\b", re.IGNORECASE)
_PARTIAL = re.compile(r"XXXX-(?P<m>\d\d)(?:-(?P<d>\d\d))?")


def _lies_between(expression: TimeExpression, last: date) -> bool:
    """Say whether a month or a day told as past comes after the fresh day: then that day was not fresh."""
    match = _PARTIAL.fullmatch(expression.value or "")
    if match is None or expression.when.direction in ("by", "until", "before") or _LAST.match(expression.text):
        return False
    then = safe_day(last.year, int(match["m"]), int(match["d"] or 1))
    return then is not None and FRESH < (then - last).days <= STALE


def _fitting(one: _Dated, year: int) -> date | None:
    """Return the day in the first year from the one given in which its weekday fits, if that is near enough."""
    for candidate in range(year, year + YEARS_AHEAD + 1):
        day = safe_day(candidate, one.month, one.day)
        if day is not None and one.weekday is not None and day.weekday() == one.weekday:
            return day
    return None


_PARTS = compiled(
    r"(?P<w>%(weekday)s)(?:,? | ?\()(?:the )?(?:(?P<d>%(dayno)s)(?: of)? (?P<m>%(month)s)|(?P<m2>%(month)s) (?P<d2>%(dayno)s))"
)


def _weekday_date(expression: TimeExpression) -> _Dated | None:
    if expression.year_known:
        return None
    match = _PARTS.match(expression.text)
    if match is None:
        return None
    day = ordinal(match["d"] or match["d2"])
    return _Dated(month_of(match["m"] or match["m2"]), day or 0, weekday_of(match["w"]), expression.text)


def _latest_year(told: list[TimeExpression]) -> tuple[int, str] | None:
    """Return the latest year that is named as past, with the words that name it."""
    best: tuple[int, str] | None = None
    for expression in told:
        start, when = expression.when.start, expression.when
        if start is None or when.precision in ("decade", "century") or when.direction in ("by", "until", "before"):
            continue
        if _YEAR.search(expression.text) and (best is None or start.year > best[0]):
            best = start.year, expression.text
    return best
