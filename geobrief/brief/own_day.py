"""A day that stands beside an event in its sentence → the event's own day, a bound of it, or none of its.

"Soldiers had left, officials said on Friday" has the day of the saying: they left by Friday. "It joined the congress, which
takes place from 18 October" has the day of something that comes later.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geobrief.events import kinds_that_are
from geobrief.model import UNKNOWN_WHEN, EventReport, TimeExpression, When

_EXACT = frozenset({"day", "days"})
_BEHIND = frozenset({"done", "past", "claimed"})
_LONGEST = 400
"""Characters before a day that are looked at."""
_SAYING = re.compile(
    r"\b(?:said|says|told|according to|(?:television|radio|media|agency|agencies|newspapers?|outlets?) reported"
    r"|in (?:a|its|his|her|their) (?:[\w-]+ ){0,2}(?:statement|release|note|report|briefing|conference|interview|tweet|post))\b"
    r"(?: (?:the|a|an|in|at|during|to|by|for|of|and|late|early|on|reporters|journalists|news|media|press|agency|agencies"
    r"|statement|interview|conference|briefing|joint|local|state|television|[A-Z][\w.’'-]*))* ?\(?$"
)
"""What stands before the day on which somebody said something: "told the Washington Post on" [Friday]."""
_COMES = re.compile(
    r",? (?:which|that|where) (?:(?:also|will|is|are) )*(?:takes? place|begins?|starts?|opens?|runs?|be held|set|due|scheduled"
    r"|will)\b[^,;:.]*$"
)
"""What stands before the day of something that the sentence speaks of besides: "which takes place from" [18 October]."""

_DATELINE = re.compile(r"[A-Z][\w.' ]{0,30}(?:, [A-Z][\w.' ]{0,30})?(?:,| \(|[-–—]| [-–—])? ?|")
_ENDS_DATELINE = re.compile(r"(?:,? \d{4})?\)?\s?(?::|[–—-]\s)")
"""What stands before and behind the day of a dateline: "CAIRO, 26 July 2022: The king will …" was said on that day."""

_FOLLOWS = re.compile(r"\b(?:following|after) (?:[\w’'-]+ ){1,5}on (?:\w+day,? )?$")
"""What stands before the day of what came first: "sworn in, following his promotion on" [20 July]."""


def own_day(when: When, told: TimeExpression, report: EventReport, text: str) -> When:
    """Return when an event was that a sentence dates.

    What somebody said on a day had happened by that day; what he said would happen has no day by it. What followed something
    of a day was after it. A statement or a demand
    is the saying itself, and has its day.

    Args:
        when: The days of the expression.
        told: The expression.
        report: What the sentence tells.
        text: Of the article.
    """
    if when.precision not in _EXACT or when.direction != "on" or report.kind in _OF_WORDS:
        return when
    start = max(text.rfind("\n", 0, told.start) + 1, told.start - _LONGEST)
    before = text[start : told.start]
    comes = _COMES.search(before)
    if comes is not None and report.status in _BEHIND and not start + comes.start() < report.start < told.end:
        return UNKNOWN_WHEN
    follows = _FOLLOWS.search(before)
    if follows is not None and report.start < start + follows.start():
        return replace(when, direction="after")
    dateline = _DATELINE.fullmatch(before) is not None and _ENDS_DATELINE.match(text, told.end) is not None
    if _SAYING.search(before) is None and not (dateline and report.status == "planned"):
        return when
    if report.status == "planned":
        return UNKNOWN_WHEN
    return replace(when, direction="by") if report.status in _BEHIND else when


_OF_WORDS = kinds_that_are("spoken") - {"meeting"}
"""Kinds that are the saying: their day is its day."""
