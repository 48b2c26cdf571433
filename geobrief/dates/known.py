"""What a rule may know besides its own words: the anchor, what was said before, and the tense of the clause.

Windows are bounded (``BEFORE`` and ``AFTER`` characters), so three thousand dates in one sentence cost
three thousand windows and no more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geobrief.dates.intervals import Interval, safe_day
from geobrief.dates.tense import Tense, tense_of
from geobrief.dates.vocabulary import MONTH_NAMES, MONTHS
from geobrief.model import Direction
from geobrief.text import clause_breaks

BEFORE, AFTER = 180, 120
"""Characters of its sentence that decide the tense of an expression: some 30 words before, 20 after."""

NEAR_FUTURE = 7
"""Days: a date told in the past tense may lie this far ahead of the anchor before it is read as a year old."""

NEAR_PAST = 60
"""Days: a day of a month that lies so little behind is not the one ten months ahead, whatever the tense of its clause:
on 18 November, "will try the killers of 16 November" tells of the day before yesterday."""

_DIRECTION_WORDS: tuple[tuple[str, Direction], ...] = (
    (r"(?:not?|nor)\s+later\s+than|at\s+the\s+latest\s+(?:by|on)|by|on\s+or\s+before|deadline\s+of", "by"),
    (r"before|prior\s+to|ahead\s+of|earlier\s+than|pre", "before"),
    (r"since|ever\s+since|(?:as\s+of|as\s+from|starting|beginning|effective)(?:\s+(?:on|in|from))?|from", "since"),
    (r"until|till|up\s+to|through|to|as\s+late\s+as", "until"),
    (r"after|following|later\s+than|beyond|post", "after"),
    (r"within|throughout|over|during|in\s+the\s+course\s+of", "within"),
)
_DIRECTIONS = tuple(
    (re.compile(rf"(?:^|[^A-Za-z])(?:{words})\s+(?:the\s+)?$", re.IGNORECASE), direction)
    for words, direction in _DIRECTION_WORDS
)
_QUOTES = str.maketrans("", "", '"“”‘')
"""A limit may be half a quotation: “no later” than."""
_AT_THE_LATEST = re.compile(r"\s*,?\s*[“\"'‘]?\s*(?:at\s+the\s+latest|or\s+(?:earlier|sooner|before))", re.IGNORECASE)
_ONWARD = re.compile(r"\s+(?:onwards?|on\b(?=[,.;])|and\s+after)", re.IGNORECASE)
_OTHER_END = re.compile(
    r"\s?(?:[-–—/]|\b(?:to|and|until|till|through|or)\b)\s?(?:the\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?"
    rf"(?P<m>(?:{MONTH_NAMES})\.?)"
    r"\s(?:\d{1,2}(?:st|nd|rd|th)?(?:,\s?|\s))?(?:of\s)?(?P<y>(?:1[5-9]|20)\d\d)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_LATER = re.compile(r"(?:months|weeks)\s+(?:later|afterwards),?\s+(?:in|on)\s+(?:early\s|late\s)?$", re.IGNORECASE)
_YEAR_END, _YEAR_START = 11, 2


@dataclass(slots=True)
class DateState:
    """The state of one reading, from the text's first expression to its last."""

    text: str
    anchor: date | None
    """The day from which "today" and "last July" count: the publication date."""
    narrative: bool
    """Whether the text tells history in order, so that a month without a year lies in the year last named."""
    last: Interval | None = None
    """The last date mentioned, with known days."""
    last_day: Interval | None = None
    """The last single day mentioned, which a year in passing ("a 1989 car") does not displace."""
    last_end: int = 0
    """Offset where the words of that date ended."""
    year: int | None = None
    """The year last named or arrived at."""
    explicit_end: int = -1
    """Offset where the last year written out in full ended."""
    before_christ: bool = False
    """Whether the last year named was one before Christ."""
    usual_years: tuple[int, int] = (1, 9999)
    """The years that a history is about: one far outside is a comparison, and later months do not lie in it."""
    quarter: Interval | None = None
    """The quarter of a year named last: business news counts "a year ago" from it."""
    breaks: Sequence[int] = ()
    """Offsets at which a sentence ends, ascending."""

    def __post_init__(self) -> None:
        self.breaks = clause_breaks(self.text)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the first and last offset of the sentence around an offset."""
        index = bisect_right(self.breaks, at)
        start = self.breaks[index - 1] if index else 0
        end = self.breaks[index] if index < len(self.breaks) else len(self.text)
        return start, end

    def tense(self, start: int, end: int) -> Tense | None:
        """Say whether the clause around an expression tells of the past or the future, or neither."""
        first, last = self.sentence(start)
        before = self.text[max(first, start - BEFORE) : start]
        return tense_of(before, self.text[end : max(end, min(last, end + AFTER))])

    def direction(self, start: int, end: int) -> Direction:
        """Read the preposition before an expression, or the "at the latest" behind it."""
        before = self.text[max(0, start - 28) : start].translate(_QUOTES)
        for pattern, direction in _DIRECTIONS:
            if pattern.search(before):
                return self._checked(direction, before)
        if _AT_THE_LATEST.match(self.text, end):
            return "by"
        return "since" if _ONWARD.match(self.text, end) else "on"

    def _checked(self, direction: Direction, before: str) -> Direction:
        # "moved to Sunday" and "over Easter" are days on which something happens, not limits.
        words = before.split()
        lower = words[-1].lower() if words else ""
        if direction == "until" and lower == "to" and not re.search(r"\d\s+to\s+$|\bfrom\b", before):
            return "on"
        return direction

    def told(self, unit: str) -> Interval | None:
        """Return the date told last, from which a count of these units goes on."""
        if (
            self.last is not None
            and self.last.precision == "year"
            and unit not in ("month", "year", "decade", "century")
        ):
            return self.last_day
        return self.last

    def same_sentence(self, start: int) -> bool:
        """Say whether the last date mentioned stands in the sentence of this offset."""
        return self.last is not None and self.last_end > self.sentence(start)[0]

    def accept(self, found: Interval, end: int, *, explicit: bool, looks_back: bool = False) -> None:
        """Remember a date for those that count from it; one that looks back does not move the year of a history."""
        if (
            self.narrative
            and not explicit
            and self.anchor is not None
            and found.start
            and found.start.year == self.anchor.year
        ):
            return
        if found.start is not None and found.end is not None:
            self.last, self.last_end = found, end
            self.last_day = found if found.precision in ("day", "days") else self.last_day
            if looks_back and self.narrative:
                return
            if (
                found.precision not in ("decade", "century")
                and self.usual_years[0] <= found.start.year <= self.usual_years[1]
            ):
                self.year, self.before_christ = found.start.year, False
        elif found.value and found.value.startswith("BC") and found.value[2:6].isdecimal():
            self.year, self.before_christ = -int(found.value[2:6]), True
        if explicit:
            self.explicit_end = end

    def year_of(self, month: int, day: int | None, start: int, end: int) -> int | None:
        """Choose the year of a month, or of a day of a month, that is told without one.

        Returns:
            The year (negative before Christ), or None where nothing decides it.
        """
        announced = self._announced(month, end)
        if announced is not None:
            return announced
        if self.year is not None and (self.narrative or self.before_christ):
            return self._told_year(month)
        carried = self._carried(month, day, start, end) or self._after_last(month, start)
        if carried is not None:
            return carried
        if self.anchor is None:
            return None
        return self._nearest(month, day, self._lean(start, end))

    def _told_year(self, month: int) -> int | None:
        """Take the year of a history; from the end of one year to January or February, the next."""
        last = self.last
        turns = (
            last is not None
            and last.start is not None
            and last.start.year == self.year
            and last.start.month >= _YEAR_END
        )
        exact = last is not None and last.precision in ("day", "days", "month", "week")
        return self.year + 1 if self.year is not None and turns and exact and month <= _YEAR_START else self.year

    def _announced(self, month: int, end: int) -> int | None:
        """Take the year that the other end of a range states ("from May 15 to August 16, 1988")."""
        ahead = _OTHER_END.match(self.text, end)
        if ahead is None:
            return None
        year, other = int(ahead["y"]), MONTHS[ahead["m"].lower().rstrip(".")]
        return year - 1 if other < month else year

    def _lean(self, start: int, end: int) -> Tense | None:
        tense = self.tense(start, end)
        if tense is None and self.direction(start, end) in ("by", "until"):
            return "future"
        return tense

    def _carried(self, month: int, day: int | None, start: int, end: int) -> int | None:
        """Take the year that the same sentence has just named ("from May 2022 to March")."""
        if self.explicit_end <= self.sentence(start)[0] or self.last is None or self.last.start is None:
            return None
        year = self.last.start.year
        if self.anchor is not None and (year >= self.anchor.year or self.tense(start, end) == "future"):
            return None
        then = safe_day(year, month, day or 28)
        earlier = then is not None and then < self.last.start and self.last.precision in ("day", "days", "month")
        rising = earlier and self.text[max(0, start - 12) : start].rstrip().endswith(("to", "until", "till", "-", "–"))
        return year + 1 if rising else year

    def _after_last(self, month: int, start: int) -> int | None:
        """Read "a few months later, in October" as the October after the date told last."""
        last = self.last
        if last is None or last.start is None or last.precision not in ("day", "days", "month"):
            return None
        if not _LATER.search(self.text, max(0, start - 30), start):
            return None
        return last.start.year + int(month <= last.start.month)

    def _nearest(self, month: int, day: int | None, tense: Tense | None) -> int:
        anchor = self.anchor
        if anchor is None:
            raise AssertionError
        here = (anchor.month, anchor.day)
        there = (month, day if day is not None else (anchor.day if month == anchor.month else 15))
        if there == here:
            return anchor.year
        ahead = there > here
        past = anchor.year - 1 if ahead else anchor.year
        future = anchor.year if ahead else anchor.year + 1
        days_ahead = ((there[0] - here[0]) * 30 + there[1] - here[1]) % 365
        if tense == "future":
            return past if day is not None and 365 - days_ahead <= NEAR_PAST else future
        if tense == "past":
            return future if ahead and days_ahead <= NEAR_FUTURE else past
        return future if days_ahead < 365 - days_ahead else past
