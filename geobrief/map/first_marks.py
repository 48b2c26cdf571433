"""What the page draws of a large brief before it has unpacked it: the points of its places, most important first.

The rules are those of ``web/src/visible.ts`` without filters; a test in the browser holds the first picture against the
one that is drawn from the whole brief.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from geobrief.brief import Brief
from geobrief.map.looks import ordered_kinds, page_look_of
from geobrief.map.pack import written
from geobrief.model import AREAS, SCENE_ROLES, PlaceRecord

JSON = dict[str, Any]

SCALE = 10_000
"""Steps to a degree: 11 m."""

STRONG, FAIR = 0.8, 0.5
"""Confidences from which on a match is called strong, or fair."""


SCENE, ACTOR, BACKGROUND = "s", "a", "b"


class _Tally:
    """What is known of a place when the whole brief has been read."""

    __slots__ = (
        "actor",
        "articles",
        "best",
        "best_event",
        "best_scene",
        "events",
        "kinds",
        "mentions",
        "named",
        "scene",
        "staged",
    )

    def __init__(self) -> None:
        self.scene = self.actor = False
        self.mentions = self.events = 0
        self.best = self.best_scene = self.best_event = -1.0
        self.articles: set[str] = set()
        """Stories that name it."""
        self.named: set[str] = set()
        """Articles that name it, or tell of what happened there."""
        self.staged: set[str] = set()
        """Stories that set a scene there."""
        self.kinds: dict[str, float] = {}


def packed_marks(brief: Brief) -> JSON:
    """Return the points of a brief in columns, as ``web/src/map/preview.ts`` reads them, and what is told of every place."""
    tallies = _tallies(brief)
    order = {kind: number for number, kind in enumerate(_kinds(brief), start=1)}
    rows = sorted(
        _row(place, tallies[place.id], order)
        for place in brief.places
        if place.extent is None and place.kind not in AREAS and place.id in tallies
    )
    steps: list[int] = []
    before = (0, 0)
    for *_, at, _looks, _kind, _count in rows:
        steps += (at[0] - before[0], at[1] - before[1])
        before = at
    return {
        "at": written(steps),
        "looks": "".join([row[-3] for row in rows]),
        "kind": [row[-2] for row in rows],
        "independent": [row[-1] for row in rows],
        "told": _told(brief, tallies, order),
    }


def _told(brief: Brief, tallies: Mapping[str, _Tally], order: dict[str, int]) -> JSON:
    """What is told of each place, in the order of the brief: a page that opens need not count it. 0 mentions and events for none."""
    told = [tallies.get(place.id, _Tally()) for place in brief.places]
    drawn = [_row(place, tally, order) for place, tally in zip(brief.places, told, strict=True)]
    return {
        "looks": "".join([row[-3][:2] for row in drawn]),
        "kind": written([row[-2] for row in drawn]),
        "independent": written([row[-1] for row in drawn]),
        "articles": written([len(tally.named) for tally in told]),
        "events": written([tally.events for tally in told]),
        "mentions": written([tally.mentions for tally in told]),
    }


def _kinds(brief: Brief) -> list[str]:
    return ordered_kinds({event.kind for event in brief.events})


def _tallies(brief: Brief) -> dict[str, _Tally]:
    stories = {source.id: source.same_story_as or source.id for source in brief.articles}
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for mention in brief.mentions:
        if mention.place is None:
            continue
        tally = tallies[mention.place]
        story = stories.get(mention.article, mention.article)
        tally.mentions += 1
        tally.articles.add(story)
        tally.named.add(mention.article)
        tally.best = max(tally.best, mention.confidence)
        if mention.role in SCENE_ROLES:
            tally.scene = True
            tally.staged.add(story)
            tally.best_scene = max(tally.best_scene, mention.confidence)
        elif mention.role == "actor":
            tally.actor = True
    _count_events(brief, stories, tallies)
    return tallies


def _count_events(brief: Brief, stories: dict[str, str], tallies: defaultdict[str, _Tally]) -> None:
    for event in brief.events:
        scenes = {where.place for where in event.where if where.role in SCENE_ROLES}
        for place in {where.place for where in event.where}:
            tallies[place].events += 1
        if not scenes:
            continue
        told = [stories.get(citation.article, citation.article) for citation in event.citations]
        weight = event.independent * (2 if event.main else 1) * (0.01 if page_look_of(event.kind).weak else 1)
        weight *= 0.25 if event.status == "past" else 1
        placed = event.place_confidence
        for place in scenes:
            tally = tallies[place]
            tally.scene = True
            tally.best_event = max(tally.best_event, placed)
            tally.staged.update(told)
            tally.named.update(citation.article for citation in event.citations)
            tally.kinds[event.kind] = tally.kinds.get(event.kind, 0) + weight


def _row(place: PlaceRecord, tally: _Tally, order: dict[str, int]) -> tuple[Any, ...]:
    """Importance of a place, so that rows can be sorted, and after it what is drawn."""
    presence = SCENE if tally.scene else ACTOR if tally.actor else BACKGROUND
    stories = tally.staged if tally.scene else tally.articles
    kind = max(tally.kinds, key=lambda key: tally.kinds[key]) if tally.kinds else None
    best = tally.best_scene if tally.scene and tally.best_scene >= 0 else tally.best
    if tally.best_event >= 0:
        best = min(best, tally.best_event)
    # A place that only events name has no match of its own.
    match = "f" if tally.mentions == 0 or FAIR <= best < STRONG else "s" if best >= STRONG else "w"
    shape = "s" if place.kind == "site" else "e" if place.precision in ("site", "settlement") else "n"
    return (
        "sab".index(presence),
        kind is None,
        -len(stories),
        -tally.events,
        -tally.mentions,
        place.name,
        place.id,
        (round(place.lat * SCALE), round(place.lon * SCALE)),
        presence + match + shape,
        0 if kind is None else order[kind],
        len(stories),
    )
