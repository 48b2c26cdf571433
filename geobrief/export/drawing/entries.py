"""What each place of a brief looks like on a map: the rules of the HTML map (``web/src/visible.ts``) without filters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geobrief.brief import Brief
from geobrief.map import page_look_of
from geobrief.model import AREAS, SCENE_ROLES, CitedMention, Event, PlaceRecord

Presence = Literal["scene", "actor", "background"]
Match = Literal["strong", "fair", "weak"]

STRONG, FAIR = 0.8, 0.5
"""Confidences from which on a match is called strong, or fair, as on the HTML map."""


_RANK: Mapping[Presence, int] = {"scene": 0, "actor": 1, "background": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with what decides how it is drawn."""

    place: PlaceRecord
    presence: Presence
    match: Match
    independent: int
    """How many independent articles set a scene there; of other places, how many name it."""
    kind: str | None
    """Key of the kind that most events here are of, or None."""
    events: int
    mentions: int
    number: int | None
    """Its number on the map and in the list; None for places where nothing happens."""

    @property
    def is_area(self) -> bool:
        """Whether it is drawn as an area and never as a pin."""
        return self.place.extent is not None or self.place.kind in AREAS

    @property
    def is_approximate(self) -> bool:
        """Whether its point is only near what was named."""
        return self.place.precision not in ("site", "settlement")


def match_of(confidence: float) -> Match:
    """Return the word for a confidence."""
    if confidence >= STRONG:
        return "strong"
    return "fair" if confidence >= FAIR else "weak"


def find_entries(brief: Brief) -> list[Entry]:
    """Return the places that mentions or events mean, most important first; scenes are numbered in that order."""
    mentions: defaultdict[str, list[CitedMention]] = defaultdict(list)
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for mention in brief.mentions:
        if mention.place is not None:
            mentions[mention.place].append(mention)
    for event in brief.events:
        for place in dict.fromkeys(where.place for where in event.where):
            events[place].append(event)
    stories = {source.id: source.same_story_as or source.id for source in brief.articles}
    found = [
        _entry(place, mentions[place.id], events[place.id], stories)
        for place in brief.places
        if place.id in mentions or place.id in events
    ]
    found.sort(key=_importance)
    scenes = iter(range(1, len(found) + 1))
    return [replace(entry, number=next(scenes)) if entry.presence == "scene" else entry for entry in found]


def _importance(entry: Entry) -> tuple[int, bool, int, int, int, str, str]:
    return (
        _RANK[entry.presence],
        entry.kind is None,
        -entry.independent,
        -entry.events,
        -entry.mentions,
        entry.place.name,
        entry.place.id,
    )


def _entry(
    place: PlaceRecord, mentions: Sequence[CitedMention], events: Sequence[Event], stories: Mapping[str, str]
) -> Entry:
    scenes = [
        event for event in events if any(where.place == place.id and where.role in SCENE_ROLES for where in event.where)
    ]
    staged = [mention for mention in mentions if mention.role in SCENE_ROLES]
    presence: Presence = "background"
    if scenes or staged:
        presence = "scene"
    elif any(mention.role == "actor" for mention in mentions):
        presence = "actor"
    telling = (staged if presence == "scene" else mentions) or mentions
    articles = {mention.article for mention in (staged if presence == "scene" else mentions)}
    if presence == "scene":
        articles |= {citation.article for event in scenes for citation in event.citations}
    placed = max((event.place_confidence for event in scenes), default=1.0)
    return Entry(
        place=place,
        presence=presence,
        match=match_of(min(placed, max(mention.confidence for mention in telling))) if mentions else "fair",
        independent=len({stories.get(article, article) for article in articles}),
        kind=_dominant_kind(scenes),
        events=len(scenes),
        mentions=len(mentions),
        number=None,
    )


def _dominant_kind(events: Iterable[Event]) -> str | None:
    """The kind of most events; common and thin kinds only where there is no other; earlier in the list first."""
    weights: Counter[str] = Counter()
    thousandths = 1000
    for event in events:
        weight = event.independent * thousandths * (2 if event.main else 1)
        if page_look_of(event.kind).weak:
            weight //= 100
        if event.status == "past":
            weight //= 4
        weights[event.kind] += weight
    return max(weights, key=lambda kind: weights[kind]) if weights else None


@dataclass(frozen=True, slots=True)
class Movement:
    """Something that moves from one place to another, in one event or several; where one end is not told, it is None."""

    origin: PlaceRecord | None
    destination: PlaceRecord | None
    events: tuple[Event, ...]


def find_movements(brief: Brief) -> list[Movement]:
    """Return the movements out of an event's origin, into its destination or from one to the other, in the events' order.

    A part of a brief, as a slide draws it, may lack an end that an event names; what moved there is not drawn.
    """
    places = {place.id: place for place in brief.places}
    found: dict[tuple[str | None, str | None], list[Event]] = {}
    for event in brief.events:
        origin = next((where.place for where in event.where if where.role == "origin"), None)
        destination = next((where.place for where in event.where if where.role == "destination"), None)
        if origin != destination:
            found.setdefault((origin, destination), []).append(event)
    return [
        Movement(places[one] if one else None, places[other] if other else None, tuple(events))
        for (one, other), events in found.items()
        if all(end is None or end in places for end in (one, other))
    ]
