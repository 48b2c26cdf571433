"""Briefs for the exports, made by hand: any number of places anywhere, a movement, hostile text everywhere."""

from dataclasses import replace

from geobrief.events import event_kinds
from geobrief.model import EventPlace, PlaceRecord
from tests.brief.builders import a_brief

HOSTILE = (
    (
        "</script><script>alert(1)</script> ${x} #{x} *b* #let \\u0041 \u2028 \u202e ]]> & \x00 \x1b[31m \ud83d\ude00 =1+1 "
        "'\"><svg onload=alert(1)> العربية 中文"
    )
    .encode("utf-16", "surrogatepass")
    .decode("utf-16")
)


def a_place(name, lat, lon, *, country=None, kind="city", precision="settlement", extent=None):
    """A place with an id made of its name."""
    return PlaceRecord(f"p-{name}", name, kind, precision, country, None, lat, lon, None, None, extent)


def brief_of(places):
    """A brief with an event at each of some places."""
    base = a_brief()
    mention, event = base.mentions[1], base.events[0]
    kinds = list(event_kinds())
    return replace(
        base,
        places=tuple(places),
        mentions=tuple(
            replace(mention, id=f"m-{index}", place=place.id, role="scene") for index, place in enumerate(places)
        ),
        events=tuple(
            replace(event, id=f"e-{index}", kind=kinds[index % len(kinds)], where=(EventPlace(place.id, "scene"),))
            for index, place in enumerate(places)
        ),
    )


def scattered(count):
    """A brief of so many places, spread evenly and always in the same way."""
    return brief_of(
        [a_place(f"Place {index}", 44 + (index * 0.618034 % 1) * 8, 22 + (index * 0.381966 * 7 % 1) * 18) for index in range(count)]
    )  # fmt: skip


def a_movement(origin=("Niamey", 13.51, 2.11), destination=("Agadez", 16.97, 7.99)):
    """A brief with one event that moves from one place to another."""
    places = [a_place(*origin), a_place(*destination)]
    brief = brief_of(places)
    where = (EventPlace(places[0].id, "origin"), EventPlace(places[1].id, "destination"))
    return replace(brief, events=(replace(brief.events[0], where=where),))


def hostile():
    """A brief with text in every field that tries to be something else."""
    base = a_brief()
    places = tuple(replace(place, name=f"{place.name} {HOSTILE}", admin1=HOSTILE) for place in base.places)
    mentions = tuple(replace(mention, because=HOSTILE) for mention in base.mentions)
    unplaced = replace(base.mentions[0], id="m-9", place=None, text=HOSTILE, because=HOSTILE)
    event = base.events[0]
    figures = tuple(replace(figure, text=HOSTILE) for figure in event.figures)
    event = replace(event, label=HOSTILE, who=tuple(replace(who, name=HOSTILE) for who in event.who), figures=figures)
    source = replace(base.articles[0], title=HOSTILE, outlet=HOSTILE, authors=(HOSTILE,), path=HOSTILE)
    conflict = base.conflicts[0]
    conflict = replace(
        conflict, about=HOSTILE, values=tuple(replace(value, value=HOSTILE) for value in conflict.values)
    )
    return replace(
        base,
        title=HOSTILE,
        articles=(source,),
        places=places,
        mentions=(*mentions, unplaced),
        events=(event,),
        conflicts=(conflict,),
        skipped=(replace(base.skipped[0], path=HOSTILE, reason=HOSTILE),),
    )


def empty():
    """A brief of nothing."""
    return replace(a_brief(), places=(), mentions=(), events=(), conflicts=(), articles=(), skipped=())
