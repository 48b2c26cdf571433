"""What is moved from one day to another: "put off the vote from Tuesday to Monday" is no range, and neither day is over it."""

from __future__ import annotations

import re
from dataclasses import replace

from geobrief.dates.intervals import Interval, containing, shift_days
from geobrief.dates.rules import RuleMatch

_MOVED = re.compile(
    r"\b(?:moved?|moving|postpon(?:ed?|ing)|reschedul(?:ed?|ing)|shift(?:ed|ing)?|delay(?:ed|ing)?|defer(?:red|ring)?"
    r"|switch(?:ed|ing)?|(?:push(?:ed|ing)?|put|putting|held|set|br(?:ought|ing)) ?(?P<ahead>forward|back|off|up)?)\b"
    r"[^.;:!?\n]{0,80}?\bfrom\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before the first of the two days."""

_AHEAD = re.compile(r"\b(?:forward|earlier|up)\b", re.IGNORECASE)
_MOVING = frozenset("put putting push pushed pushing held set brought bring".split())
"""Verbs that move a day only with "forward", "back", "off" or "up"."""
_ANYTHING = frozenset("move moved moving shift shifted shifting switch switched switching".split())
"""Verbs that move people as well: "troops moved north from Monday to Wednesday"."""
_HELD = re.compile(
    r"\b(?:votes?|elections?|polls?|referendum|trials?|hearings?|match(?:es)?|games?|finals?|races?|concerts?|meetings?|talks|summit|"
    r"launch|exams?|visit|debate|session|ceremony|release|date|deadline|festival|funeral|inauguration|start|opening|flight|strike|"
    r"protests?|rally|march|parade|count|inquest|verdict|sentencing|service|lessons?|reopening|closure|conference|event|it)\b",
    re.IGNORECASE,
)
"""What is held on a day and can be moved to another."""
_TO = re.compile(r"\s+to\s+(?:the\s+)?")
REACH = 110
"""Characters before a day in which the verb that moves it stands."""
WEEK = 7


def moved(one: RuleMatch, other: RuleMatch, text: str) -> list[RuleMatch] | None:
    """Two days between which something was moved, each with its own days; None where nothing was.

    Of two weekdays the second is the one to come, and the first the last such day before it; where something was brought
    forward, the first one after it.
    """
    if not _TO.fullmatch(text, one.end, other.start):
        return None
    before = _MOVED.search(text[max(0, one.start - REACH) : one.start])
    if before is None:
        return None
    verb = before[0].split(maxsplit=1)[0].lower()
    ahead = bool(_AHEAD.search(before[0]))
    if verb in _ANYTHING and not _HELD.search(re.split(r"[.;!?\n]", text[max(0, one.start - REACH) : one.start])[-1]):
        return None
    if verb in _MOVING and not (ahead or re.search(r"\b(?:off|back)\b", before[0])):
        return None
    if one.rule == other.rule == "weekday" and one.interval.start and other.interval.start:
        one = replace(one, interval=_beside(one.interval, other.interval, ahead=ahead))
    return [replace(day, direction="on") for day in (one, other)]


def _beside(day: Interval, moved_to: Interval, *, ahead: bool) -> Interval:
    """The day of the week that stands before the day to which something was moved, or behind it."""
    if day.start is None or moved_to.start is None:
        return day
    gap = (day.start - moved_to.start).days % WEEK
    beside = shift_days(moved_to.start, gap if ahead else gap - WEEK)
    return containing(beside, "day") if beside else day
