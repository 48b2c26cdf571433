"""What the page needs so that a person can put its brief right: places to choose from, and kinds of event."""

from __future__ import annotations

from collections import Counter
from typing import Any

from geobrief.brief import Brief, full_name
from geobrief.events import event_kinds
from geobrief.gazetteer import Gazetteer
from geobrief.model import Place

JSON = dict[str, Any]

MOST_PLACES = 600
"""Places that travel with a page to be chosen from: 60 kB. Those of the names that stand most often come first."""
OF_A_NAME = 8
"""Places of one name."""


def review(brief: Brief, *, live: bool = False) -> JSON:
    """Return an excerpt of the gazetteer, the kinds of event, and whether a server takes the answers."""
    return {
        "live": live,
        "places": [row_of(place) for place in excerpt(brief)],
        "kinds": [[key, kind.label] for key, kind in event_kinds().items()],
    }


def excerpt(brief: Brief) -> list[Place]:
    """Return the places that the names of a brief may mean, those that it weighed itself first."""
    gazetteer = Gazetteer.default()
    counts = Counter(" ".join(mention.text.split()) for mention in brief.mentions)
    names = [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    weighed = {other.place for mention in brief.mentions for other in mention.alternatives}
    weighed |= {place.id for place in brief.places}
    found: dict[str, Place] = {}
    rest: dict[str, Place] = {}
    candidates = gazetteer.candidates(names)
    for name in names:
        for number, candidate in enumerate(candidates.get(name, ())):
            place = candidate.place
            if place.id in weighed:
                found[place.id] = place
            elif number < OF_A_NAME:
                rest.setdefault(place.id, place)
    for record in brief.places:
        if record.id not in found and record.geonameid is not None:
            known = gazetteer.place(f"geonames:{record.geonameid}")
            if known is not None:
                found[known.id] = known
    return [*found.values(), *(place for key, place in rest.items() if key not in found)][:MOST_PLACES]


def row_of(place: Place) -> list[Any]:
    """Return a place as the page has it: id, key, name, full name, kind, country, degrees north and east."""
    return [
        place.id,
        place.key,
        place.name,
        full_name(place),
        place.kind,
        place.country,
        round(place.lat, 4),
        round(place.lon, 4),
    ]
