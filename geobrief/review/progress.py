"""How far a review has come, and what was wrong: counted from what a brief carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from geobrief.brief import Brief

FAULTS = (
    "right",
    "wrong place",
    "not a place",
    "not an event",
    "missed event",
    "one event told as two",
    "two events told as one",
    "wrong words",
    "wrong kind",
    "wrong day",
    "wrong status",
    "wrong who",
    "no contradiction",
    "graded",
    "noted",
)
"""What an answer may say, in the order in which it is told."""

_FACTS = {
    "label": "wrong words",
    "kind": "wrong kind",
    "date": "wrong day",
    "status": "wrong status",
    "who": "wrong who",
}


def faults_of(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an answer says was wrong."""
    if answer.get("add"):
        yield "missed event"
        return
    if answer.get("drop"):
        yield "no contradiction" if "conflict" in answer else "not an event"
        return
    if answer.get("place") is not None and not answer.get("right"):
        yield "not a place" if answer["place"] == "not a place" else "wrong place"
    yield from (fault for key, fault in _FACTS.items() if answer.get(key) is not None)
    if answer.get("merge"):
        yield "one event told as two"
    if answer.get("split"):
        yield "two events told as one"
    if answer.get("grade"):
        yield "graded"


def report_of(brief: Brief) -> list[str]:
    """Return the lines of the report."""
    reviewed = set(brief.reviewed)
    events = [event.id for event in brief.events]
    places = [place.id for place in brief.places]
    changed = {item.about for item in brief.decisions if item.what in ("set", "dropped")}
    lines = [
        f"{sum(key in reviewed for key in events)} of {len(events)} events reviewed",
        f"{sum(key in reviewed for key in places)} of {len(places)} places reviewed",
        f"{len(changed)} changed, of {len({item.about for item in brief.decisions})} looked at",
    ]
    counts: Counter[str] = Counter()
    for answer in brief.corrections:
        faults = list(faults_of(answer))
        counts.update(faults or ["right" if answer.get("right") else "noted"])
    lines += [f"  {fault}: {counts[fault]}" for fault in FAULTS if counts[fault]]
    return lines
