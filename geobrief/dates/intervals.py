"""Calendar arithmetic that cannot fail: intervals of days with their TIMEX3 value.

Everything outside the years 1 to 9999 keeps its value ("BC0480") and has no days, because ``datetime.date``
knows none there; the Gregorian calendar is taken to reach back to the year 1.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from geobrief.model import DatePrecision

Unit = Literal["second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"]

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of a season on the northern half of the Earth, as meteorologists count; winter ends in the next year."""

_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_OF = {"day": 1, "week": 7, "weekend": 7}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days and the value that names them."""

    start: date | None
    """First day, or None where open or unknown."""
    end: date | None
    """Last day, inclusive, or None where open or unknown."""
    precision: DatePrecision
    value: str | None
    """TIMEX3-like; None where the words name no possible time ("31 February")."""


def unknown(value: str | None) -> Interval:
    """The interval of an expression whose words are clear and whose days are not."""
    return Interval(None, None, "unknown", value)


def safe_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _month_start(index: int) -> date | None:
    """Return the first day of the month counted from January of the year 0."""
    return safe_day(index // 12, index % 12 + 1, 1)


def _month_end(index: int) -> date | None:
    year, month = index // 12, index % 12 + 1
    return safe_day(year, month, monthrange(year, month)[1]) if 1 <= year <= 9999 else None


def _months(first: int, count: int, precision: DatePrecision, value: str) -> Interval:
    start, end = _month_start(first), _month_end(first + count - 1)
    if start is None or end is None:
        return unknown(value)
    return Interval(start, end, precision, value)


def of_day(when: date) -> Interval:
    """One day."""
    return Interval(when, when, "day", when.isoformat())


def of_month(year: int, month: int) -> Interval:
    """One month of a year."""
    return _months(year * 12 + month - 1, 1, "month", f"{year:04d}-{month:02d}")


def of_year(year: int) -> Interval:
    """One year; a negative number is a year before Christ (-480 is 480 BC)."""
    if year < 0:
        return unknown(f"BC{-year:04d}")
    return _months(year * 12, 12, "year", f"{year:04d}")


def of_decade(first_year: int) -> Interval:
    """Ten years from the one given (1990)."""
    if first_year < 0:
        return unknown(f"BC{-first_year // 10:03d}")
    return _months(first_year // 10 * 120, 120, "decade", f"{first_year // 10:03d}")


def of_century(number: int) -> Interval:
    """The 19th century is counted from 1801 to 1900; its value, as TIMEX3 has it, is 18."""
    if number < 0:
        return unknown(f"BC{-number - 1:02d}")
    return _months((number - 1) * 1200 + 12, 1200, "century", f"{number - 1:02d}")


def of_season(year: int, season: str) -> Interval:
    """A season by its two letters (SP SU FA WI); the winter of 1941 begins in December 1941."""
    return _months(year * 12 + SEASONS[season] - 1, 3, "season", f"{year:04d}-{season}")


def of_quarter(year: int, number: int) -> Interval:
    """A calendar quarter, 1 to 4."""
    return _months(year * 12 + (number - 1) * 3, 3, "quarter", f"{year:04d}-Q{number}")


def of_half(year: int, number: int) -> Interval:
    """Half a calendar year, 1 or 2."""
    return _months(year * 12 + (number - 1) * 6, 6, "period", f"{year:04d}-H{number}")


def of_week(when: date) -> Interval:
    """The ISO week, Monday to Sunday, in which a day lies."""
    year, week, weekday = when.isocalendar()
    start, end = shift_days(when, 1 - weekday), shift_days(when, 7 - weekday)
    return Interval(start, end, "week", f"{year:04d}-W{week:02d}")


def of_weekend(when: date) -> Interval:
    """Saturday and Sunday of the ISO week in which a day lies."""
    year, week, weekday = when.isocalendar()
    start, end = shift_days(when, 6 - weekday), shift_days(when, 7 - weekday)
    return Interval(start, end, "days", f"{year:04d}-W{week:02d}-WE")


def shift_days(when: date, days: int) -> date | None:
    """Return the day so many days later (earlier where negative), or None beyond the calendar."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def shift(when: date, count: int, unit: str) -> date | None:
    """Return the day so many units later; a day that the month lacks becomes the month's last."""
    if unit in _DAYS_OF:
        return shift_days(when, count * _DAYS_OF[unit])
    if unit not in _MONTHS_OF:
        return when
    index = when.year * 12 + when.month - 1 + count * _MONTHS_OF[unit]
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def containing(when: date, unit: str) -> Interval:
    """The calendar unit in which a day lies; hours and shorter give the day."""
    makers: dict[str, Callable[[date], Interval]] = {
        "week": of_week,
        "weekend": of_weekend,
        "month": lambda d: of_month(d.year, d.month),
        "quarter": lambda d: of_quarter(d.year, (d.month + 2) // 3),
        "year": lambda d: of_year(d.year),
        "decade": lambda d: of_decade(d.year),
        "century": lambda d: of_century((d.year + 99) // 100),
    }
    return makers.get(unit, of_day)(when)


def easter(year: int) -> date | None:
    """Return Easter Sunday of the Western churches (Meeus, Jones and Butcher's rule, Gregorian)."""
    if not 1583 <= year <= 9999:
        return None
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the nth weekday (Monday is 0) of a month, counted from its end where ``nth`` is -1."""
    first = safe_day(year, month, 1)
    if first is None:
        return None
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return shift_days(last, -((last.weekday() - weekday) % 7))
    return shift_days(first, (weekday - first.weekday()) % 7 + (nth - 1) * 7)


def hull(first: Interval, last: Interval, precision: DatePrecision | None = None) -> Interval:
    """From the first day of one to the last day of the other, or unknown where that is no interval."""
    value = f"{first.value}/{last.value}" if first.value and last.value else None
    if first.start is None or last.end is None or first.start > last.end:
        return unknown(value)
    if precision is None:
        both_days = first.precision in ("day", "days") and last.precision in ("day", "days")
        precision = "days" if both_days else "period"
    return Interval(first.start, last.end, precision, value)
