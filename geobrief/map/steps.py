"""The findings of a brief as the steps of a story: of each, what the map shows and which sentences stand under it."""

from __future__ import annotations

from typing import NamedTuple

from geobrief.brief import Brief, best_first, chosen, said
from geobrief.map.story import Bounds, box_around
from geobrief.model import Citation, Event, Finding, PlaceRecord

QUOTES = 2
"""Sentences under a step, of two articles; the card of its event has all."""


class Step(NamedTuple):
    """A finding, and how it is shown."""

    finding: Finding
    places: tuple[str, ...]
    """Ids of the places that it names, then of its other events."""
    quotes: tuple[Citation, ...]
    """What says most of it and stands under no step before."""
    box: Bounds | None
    """What the map shows, or None where the finding has no place: then all of the story."""


def steps_of(brief: Brief) -> tuple[Step, ...]:
    """Return the steps, one a finding, in their order."""
    places = {place.id: place for place in brief.places}
    events = {event.id: event for event in brief.events}
    quoted: set[str] = set()
    steps = []
    for finding in brief.findings:
        known = [events[key] for key in finding.events if key in events]
        if not known:
            continue
        told = [citation for event in known for citation in best_of(event, places)]
        told = [citation for citation in told if said(citation.quote) != said(finding.text)] or told
        quotes = chosen(told, QUOTES, quoted)
        quoted |= {said(item.quote) for item in quotes}
        others = (where.place for event in known[1:] for where in event.where)
        here = tuple(dict.fromkeys((*finding.places, *others)))
        box = box_around([places[key] for key in here if key in places])
        steps.append(Step(finding, here, tuple(quotes), box))
    return tuple(steps)


def best_of(event: Event, places: dict[str, PlaceRecord]) -> tuple[Citation, ...]:
    """Return the sentences of an event, the one that says most of it first."""
    names = [places[item.place].name for item in event.where]
    return best_first(event.label, event.citations, [*names, *(actor.name for actor in event.who)])
