"""The days of an event, from the words that date it: no later than the news where it has happened, no earlier where not.

"Two people were killed this month", printed on the 20th, is from the 1st to the 20th; "the bridge will open this month"
is from the 20th to the 31st. "Early June" is the first third of June.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from geobrief.model import Status, TimeExpression, When

_AHEAD: frozenset[Status] = frozenset({"planned", "demanded"})
_BEHIND: frozenset[Status] = frozenset({"done", "under way", "past", "claimed"})
_LONG = frozenset({"week", "month", "season", "quarter", "year", "period"})
"""Precisions of intervals that may hold the day of the news and more."""
_PART = re.compile(
    r"\b(?:(?P<early>early|(?:the )?(?:beginning|start) of)|(?P<mid>mid|(?:the )?middle of)|(?P<late>late|(?:the )?end of))\b",
    re.IGNORECASE,
)
_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def days_of(told: TimeExpression, published: When, status: Status) -> When:
    """Return when an event was, that a time expression dates.

    Args:
        told: The expression.
        published: When its article was published.
        status: Whether the event has happened.
    """
    return _beside_the_news(_part_of(told), published, status)


def _part_of(told: TimeExpression) -> When:
    """Narrow a month or a year to the third that the words name."""
    when = told.when
    part = _PART.search(told.text)
    if part is None or part.lastgroup is None or when.start is None or when.end is None or when.direction != "on":
        return when
    if when.precision == "month" and when.start.day == 1:
        first, last = _MONTH_PARTS[part.lastgroup]
        end = when.end if last == 31 else when.start.replace(day=last)
        return replace(when, start=when.start.replace(day=first), end=end, precision="period")
    if when.precision == "year" and (when.start.year, when.start.month) == (when.end.year, 1):
        first, last = _YEAR_PARTS[part.lastgroup]
        end = date(when.end.year + last // 12, last % 12 + 1, 1) - timedelta(1)
        return replace(when, start=when.start.replace(month=first, day=1), end=end, precision="period")
    return when


def _beside_the_news(when: When, published: When, status: Status) -> When:
    """Cut an interval around the day of publication to the side on which the event lies."""
    if when.start is None or when.end is None or when.direction not in ("on", "within") or when.precision not in _LONG:
        return when
    if status in _BEHIND and published.end and when.start <= published.end < when.end:
        return replace(when, end=published.end)
    if status in _AHEAD and published.start and when.start < published.start <= when.end:
        return replace(when, start=published.start)
    return when
