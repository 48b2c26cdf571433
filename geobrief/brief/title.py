"""What a brief is called that was given no title: its first finding, with the place where most articles have events."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from geobrief.brief.record import Brief
from geobrief.brief.statements import is_incomplete
from geobrief.events import event_kinds
from geobrief.model import Event, Finding, PlaceRecord
from geobrief.text import ordered

LONGEST = 96
"""Characters of a title: two lines of a slide."""

_MOSTLY = 0.8
"""Share of a country's articles and events that must be at one place of it for the place, and not the country, to give the
name."""


def title_of(brief: Brief) -> str:
    """Return a title.

    It is the first finding where more than half of the articles tell it, or where more than half have an event in the place
    where it happened; that place stands before it where it does not name it. Articles that have neither in common are only
    counted, under the place that most of them name if one of them has an event there: a title that holds for a minority would
    mislead. No title is cut: a finding too long for one gives way to a shorter telling of it, or to its kind, place and day.
    """
    count = f"{len(brief.articles)} article{'' if len(brief.articles) == 1 else 's'}"
    place = main_place(brief)
    first = brief.findings[0] if brief.findings else None
    if first is not None and (_is_there(first, place, brief) or _is_majority(first.articles, brief)):
        text = _whole(first, brief)
        if text is not None:
            named = place is None or place.casefold() in text.casefold() or not _is_there(first, place, brief)
            return text if named else f"{place}: {text}"
    place = place or _named_ground(brief)
    report = f"report{'s' if len(brief.articles) == 1 else ''}"
    return f"{place}: what {count} {report}" if place else f"What {count} {report}"


def _is_there(finding: Finding, name: str | None, brief: Brief) -> bool:
    """Whether a finding's place is the one of this name, or lies in the country of this name."""
    places = {place.id: place for place in brief.places}
    here = [places[key] for key in finding.places if key in places]
    return name is not None and any(
        name == place.name or (place.country and name == _country_name(place.country, places)) for place in here
    )


def main_place(brief: Brief) -> str | None:
    """Return the name of the place where more than half of the articles have an event, or None.

    A country; or the place in it where nearly all of that is. Where the articles tell of no event at a place, a place that
    more than half of them name, other than as an actor or in passing.
    """
    places = {place.id: place for place in brief.places}
    articles: dict[str, set[str]] = defaultdict(set)
    events: Counter[str] = Counter()
    inside: dict[str, set[str]] = defaultdict(set)
    for event in brief.events:
        for key, country in _grounds(event, places):
            told = {citation.article for citation in event.citations}
            articles[key] |= told
            events[key] += 1
            if country and country != key:
                inside[country].add(key)
    if not articles:
        return _most_named(brief, places)
    # A country is told by its code, so that its towns count for it whether it is named or not.
    countries = [key for key in articles if key in inside or len(key) == 2]
    best = max(sorted(countries or articles), key=lambda key: len(articles[key]))
    if not _is_majority(len(articles[best]), brief):
        return None
    towns = [
        key
        for key in sorted(inside[best])
        if len(articles[key]) >= _MOSTLY * len(articles[best]) and events[key] >= _MOSTLY * events[best]
    ]
    if towns:
        return places[max(towns, key=lambda key: events[key])].name
    return places[best].name if best in places else _country_name(best, places)


def _grounds(event: Event, places: dict[str, PlaceRecord]) -> set[tuple[str, str | None]]:
    """Where an event counts: at its best place, and in the country of that."""
    if not event.where or event.status == "past" or event.salience == "background":
        return set()
    place = places[event.where[0].place]
    if place.country is None:
        return {(place.id, None)}
    if place.kind in ("country", "territory"):
        return {(place.country, None)}
    return {(place.id, place.country), (place.country, None)}


def _named_ground(brief: Brief) -> str | None:
    """Return the name of a place that most articles name and where one has an event: the others' may not have been found."""
    places = {place.id: place for place in brief.places}
    grounds = {key for event in brief.events for key, _ in _grounds(event, places)}
    return _most_named(brief, {key: place for key, place in places.items() if key in grounds})


def _most_named(brief: Brief, places: dict[str, PlaceRecord]) -> str | None:
    """Return the name of that one of these places which most articles name, where more than half do."""
    told: dict[str, set[str]] = defaultdict(set)
    for mention in brief.mentions:
        if mention.place in places and mention.role not in ("actor", "background"):
            told[mention.place].add(mention.article)
    if not told:
        return None
    best = max(sorted(told), key=lambda key: len(told[key]))
    return places[best].name if _is_majority(len(told[best]), brief) else None


def _is_majority(articles: int, brief: Brief) -> bool:
    return 2 * articles > len(brief.articles)


def _country_name(code: str, places: dict[str, PlaceRecord]) -> str:
    named = [
        place.name for place in places.values() if place.country == code and place.kind in ("country", "territory")
    ]
    if named:
        return min(named)
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    return Gazetteer.default().country_name(code) or code


def _whole(first: Finding, brief: Brief) -> str | None:
    """Return the first finding as a title, in words that are whole; None where none are short enough.

    Its own; else those of another telling of it; else its own without a circumstance behind a comma; else those of another
    event of the same kind at the same place; else its kind, place and day.
    """
    if _fits(first.text):
        return first.text
    events = {event.id: event for event in brief.events}
    main = events.get(first.events[0])
    if main is None:
        return None
    alike = [events[key] for finding in brief.findings for key in finding.events if key in events]
    labels = [events[key].label for key in first.events if key in events]
    labels += [_without_circumstance(main)] if first.machine is None else []
    labels += [event.label for event in (*alike, *brief.events) if _is_like(event, main)]
    whole = (label for label in labels if _fits(label) and not is_incomplete(label))
    label = next((label for label in whole if len(label.split()) >= _FEWEST_WORDS), None)
    return label or _in_general(main, brief)


def _without_circumstance(event: Event) -> str:
    """A label whose parts end before a comma behind which only circumstances stand: "…, shortly after Russia delivered …"."""
    return " ".join(_CIRCUMSTANCE.split(part.text, maxsplit=1)[0] for part in event.label_parts)


def _fits(text: str) -> bool:
    """Whether a statement is short enough for a title and has all its words."""
    return len(text) <= LONGEST and "…" not in text


def _is_like(event: Event, main: Event) -> bool:
    """Whether an event tells of the same matter: its kind, its place, whether it has happened, by the main news."""
    return (
        (event.kind, event.status) == (main.kind, main.status)
        and event.salience in ("main", "key")
        and bool(main.where)
        and main.where[0].place in {where.place for where in event.where}
    )


def _in_general(event: Event, brief: Brief) -> str | None:
    """The kind of an event with its place and day: "Withdrawal of forces, Niger, 19 April 2024 (planned)"."""
    kind = event_kinds().get(event.kind)
    if kind is None or event.kind == "other":
        return None
    names = {place.id: place.name for place in brief.places}
    place = [names[where.place] for where in event.where[:1] if where.place in names]
    day = event.when.start if event.when.start == event.when.end else None
    if day is None and event.status in ("done", "under way"):
        return None  # "Accident, Kabul" says less than how many articles there are
    when = [f"{day.day} {_MONTHS[day.month - 1]} {day.year}"] if day else []
    whether = "" if event.status in ("done", "under way") else f" ({event.status})"
    text = ", ".join([kind.label, *place, *when]) + whether
    return text if _fits(text) else None


_CIRCUMSTANCE = re.compile(
    r",\s(?=(?:after|amid|although|because|before|despite|during|following|including|shortly|since|though|until|when|where"
    r"|whereas|which|while|who|whose)\b)"
)
"""What stands behind such a comma can be left out, and what is left stays true; a list of names has no such word."""

_FEWEST_WORDS = 4
"""Words of a label that says as much as a longer one."""

_MONTHS = [month.capitalize() for month in ordered("months")]
