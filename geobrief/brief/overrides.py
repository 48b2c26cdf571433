"""What an analyst knows better than the machine: places, events and reviews set by hand, and kept visible as such.

Places are set between reading and composing, so that events follow them; events are set on the finished brief. Ids of
mentions and events come from where their words stand and not from what was made of them, so that overrides outlive a
rebuild. What an override replaces stands in its :class:`~geobrief.model.Decision`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NoReturn

from geobrief.brief.compose import by_time, full_name, mention_id, place_record
from geobrief.brief.record import Brief
from geobrief.errors import RecipeError
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.areas import Worldview
from geobrief.model import (
    UNKNOWN_WHEN,
    Alternative,
    Article,
    Decision,
    Event,
    EventPlace,
    Kind,
    LabelPart,
    Place,
    PlacePrecision,
    PlaceRecord,
    Reading,
    Resolution,
    Status,
    When,
)

MOST_ALTERNATIVES = 5
"""As many as a resolution keeps."""

_PRECISION: Mapping[Kind, PlacePrecision] = {"site": "site", "city": "settlement", "district": "district"}
"""How exact a place of the analyst's own is; other kinds are taken for a site."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place that stands in no gazetteer: the analyst gives its position."""

    name: str
    lat: float
    """Degrees north."""
    lon: float
    """Degrees east."""
    kind: Kind = "site"
    country: str | None = None
    """ISO 3166-1 alpha-2."""


Wanted = str | OwnPlace | None
"""Key of the gazetteer's row (``geonames:2440485``), a place of one's own, or None for "not a place"."""


@dataclass(frozen=True, slots=True)
class PlaceOverride:
    """What a name, or one mention, means."""

    name: str
    """The words of the mentions, or the id of one (``m-…``)."""
    place: Wanted
    article: str | None = None
    """Only in the article of this path or file name."""
    by: str | None = None
    note: str | None = None

    def fits(self, article: Article, resolution: Resolution) -> bool:
        """Whether a mention of an article is meant."""
        if self.article is not None and self.article not in (article.path, PurePath(article.path).name):
            return False
        mention = resolution.mention
        named = " ".join(mention.text.split()) == self.name
        return named or mention_id(article, mention.start, mention.end) == self.name


@dataclass(frozen=True, slots=True)
class EventOverride:
    """What is known better of an event; None where the machine is right."""

    event: str
    drop: bool = False
    label: str | None = None
    kind: str | None = None
    status: Status | None = None
    when: When | None = None
    place: Wanted = None
    no_place: bool = False
    """Whether it is not known where it happened."""
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """Everything that an analyst set by hand for one brief."""

    path: str = ""
    """The recipe that says so, for errors."""
    places: tuple[PlaceOverride, ...] = ()
    events: tuple[EventOverride, ...] = ()
    reviewed: tuple[tuple[str, str | None], ...] = ()
    """Ids of events, places and mentions that were read and let stand, each with the reviewer."""
    found: tuple[tuple[OwnPlace | str, Place], ...] = ()
    """The places that overrides ask for; filled in by :func:`look_up`."""

    def place(self, wanted: OwnPlace | str) -> Place:
        """Return a place that was looked up."""
        return next(place for key, place in self.found if key == wanted)

    def refuse(self, key: str, reason: str) -> NoReturn:
        """Raise the error that names the file and the key."""
        raise RecipeError(self.path, f"overrides.{key}: {reason}")


def look_up(overrides: Overrides, gazetteer: Gazetteer) -> Overrides:
    """Return the overrides with the places that they ask for.

    Raises:
        RecipeError: The gazetteer has no such place.
    """
    asked = [(f'places."{item.name}"', item.place) for item in overrides.places]
    asked += [(f'events."{item.event}".place', item.place) for item in overrides.events]
    found: dict[OwnPlace | str, Place] = {}
    for key, wanted in asked:
        if wanted is None or wanted in found:
            continue
        place = _own(wanted) if isinstance(wanted, OwnPlace) else gazetteer.place(wanted)
        if place is None:
            way_out = "search for it with geobrief gazetteer search NAME, or give name, lat and lon"
            overrides.refuse(key, f"the gazetteer has no {str(wanted).replace('geonames:', 'GeoNames id ')}; {way_out}")
        found[wanted] = place
    return replace(overrides, found=tuple(found.items()))


def _own(own: OwnPlace) -> Place:
    key = f"analyst:{own.name}:{own.lat:.5f}:{own.lon:.5f}"
    return Place(
        id="p-" + hashlib.sha256(key.encode()).hexdigest()[:16],
        key=key,
        name=own.name,
        kind=own.kind,
        precision=_PRECISION.get(own.kind, "site"),
        country=own.country,
        admin1=None,
        lat=own.lat,
        lon=own.lon,
        geonameid=None,
        wikidata=None,
        feature_class="S",
        feature_code="",
        population=0,
        admin1_code=None,
        source="analyst",
    )


def set_places(
    article: Article, resolutions: Sequence[Resolution], overrides: Overrides
) -> tuple[list[Resolution], list[Decision]]:
    """Return an article's resolutions with the places that an analyst set, and a decision for each of those."""
    result, decisions = [], []
    for resolution in resolutions:
        # One mention goes before a name: it is said of fewer.
        fitting = [item for item in overrides.places if item.fits(article, resolution)]
        override = next((item for item in fitting if item.name.startswith("m-")), fitting[0] if fitting else None)
        if override is None:
            result.append(resolution)
            continue
        place = None if override.place is None else overrides.place(override.place)
        mention = resolution.mention
        named = " ".join(mention.text.split())
        meaning = "names no place" if place is None else f"means {full_name(place)} ({place.kind})"
        text = f"“{named}” {meaning}; the machine had {_had(resolution.place)}"
        decisions.append(
            Decision(mention_id(article, mention.start, mention.end), "set", text, override.by, override.note)
        )
        result.append(_corrected(resolution, place, override))
    return result, decisions


def _corrected(resolution: Resolution, place: Place | None, override: PlaceOverride) -> Resolution:
    others = [item for item in resolution.alternatives if place is None or item.place.id != place.id]
    old = resolution.place
    if old is not None and (place is None or old.id != place.id):
        others.insert(0, Alternative(old, resolution.confidence))
    set_by = f"set by the analyst{_signed(override.by)}{_noted(override.note)}"
    return replace(
        resolution,
        place=place,
        confidence=1.0 if place is not None else 0.0,
        because=f"{set_by}; the machine had {_had(old)}: {resolution.because}",
        alternatives=tuple(others[:MOST_ALTERNATIVES]),
    )


def _had(place: Place | None) -> str:
    return "no place" if place is None else f"{full_name(place)} ({place.kind})"


def _signed(by: str | None) -> str:
    return f" ({by})" if by else ""


def _noted(note: str | None) -> str:
    return f", {note}" if note else ""


def correct(brief: Brief, readings: Iterable[Reading], overrides: Overrides, worldview: Worldview = "default") -> Brief:
    """Return the brief with events set, dropped and reviewed as the analyst says.

    Args:
        brief: Composed of readings whose places are set already.
        readings: What it was composed of.
        overrides: After :func:`look_up`.
        worldview: Whose borders the areas of places have.

    Raises:
        RecipeError: An override is about a mention, an event or a place that this brief has not.
    """
    read = list(readings)
    _check_places(read, overrides)
    places = {place.id: place for place in brief.places}
    places |= {place.id: place_record(place, worldview) for _, place in overrides.found if place.id not in places}
    events = {event.id: event for event in brief.events}
    decisions = [decision for reading in read for decision in reading.decisions]
    for override in overrides.events:
        event = events.get(override.event)
        if event is None:
            overrides.refuse(f'events."{override.event}"', _no("event"))
        decisions.append(_decided(event, override, overrides, places))
        if override.drop:
            del events[event.id]
        else:
            events[event.id] = _set(event, override, overrides, places)
    brief = replace(
        brief,
        events=tuple(sorted(events.values(), key=by_time)),
        conflicts=tuple(replace(item, event=item.event if item.event in events else None) for item in brief.conflicts),
    )
    return _reviewed(_with_places(brief, places), decisions, overrides)


def _check_places(readings: Sequence[Reading], overrides: Overrides) -> None:
    for item in overrides.places:
        if not any(item.fits(reading.article, one) for reading in readings for one in reading.resolutions):
            where = f" in {item.article}" if item.article else ""
            what = "has this id" if item.name.startswith("m-") else "reads so"
            overrides.refuse(
                f'places."{item.name}"', f"no mention{where} {what}; mentions and their ids are in brief.json"
            )


def _no(what: str) -> str:
    return (
        f"this brief has no {what} of this id; ids are in brief.json, and in the address of a map on which it is open"
    )


def _set(event: Event, override: EventOverride, overrides: Overrides, places: Mapping[str, PlaceRecord]) -> Event:
    where = event.where
    if override.no_place:
        where = ()
    elif override.place is not None:
        role = event.where[0].role if event.where else "scene"
        where = (EventPlace(overrides.place(override.place).id, role),)
    kind = override.kind or event.kind
    parts = _parts(event, override, where, places)
    return replace(
        event,
        kind=kind,
        label=override.label or " ".join(part.text for part in parts) or event.label,
        label_parts=parts,
        status=override.status or event.status,
        when=override.when or event.when,
        where=where,
        confidence=1.0,
    )


def _parts(
    event: Event, override: EventOverride, where: Sequence[EventPlace], places: Mapping[str, PlaceRecord]
) -> tuple[LabelPart, ...]:
    """Return the parts of a label that was set: the analyst's words, or the machine's with the place that was set."""
    if override.label:
        return (LabelPart("rest", override.label),)
    if tuple(where) == event.where or not event.label_parts:
        return event.label_parts
    kept = [part for part in event.label_parts if part.role != "place"]
    old = places[event.where[0].place].name if event.where else None
    new = places[where[0].place].name if where else None
    if old and any(old in part.text for part in kept):
        return tuple(replace(part, text=part.text.replace(old, new) if new else part.text) for part in kept)
    return (*kept, LabelPart("place", f"in {new}")) if new else tuple(kept)


def _decided(
    event: Event, override: EventOverride, overrides: Overrides, places: Mapping[str, PlaceRecord]
) -> Decision:
    if override.drop:
        return Decision(event.id, "dropped", f"“{event.label}” is no event", override.by, override.note)
    parts = [
        f"{name} {new}, the machine had {old}"
        for name, new, old in (
            ("label", override.label and f"“{override.label}”", f"“{event.label}”"),
            ("kind", override.kind, event.kind),
            ("status", override.status, event.status),
            ("date", override.when and _told(override.when), _told(event.when)),
            (
                "place",
                _place_told(override, overrides),
                ", ".join(places[item.place].name for item in event.where) or "none",
            ),
        )
        if new
    ]
    return Decision(event.id, "set", f"“{event.label}”: {'; '.join(parts)}", override.by, override.note)


def _place_told(override: EventOverride, overrides: Overrides) -> str | None:
    if override.no_place:
        return "unknown"
    return None if override.place is None else full_name(overrides.place(override.place))


def _told(when: When) -> str:
    if when == UNKNOWN_WHEN or (when.start is None and when.end is None):
        return "unknown"
    return str(when.start) if when.start == when.end else f"{when.start or '…'} to {when.end or '…'}"


def _with_places(brief: Brief, places: Mapping[str, PlaceRecord]) -> Brief:
    """The brief with just the places that its mentions and events mean."""
    meant = {mention.place for mention in brief.mentions} | {item.place for one in brief.events for item in one.where}
    kept = sorted((places[key] for key in meant if key), key=lambda place: (place.name, place.id))
    return replace(brief, places=tuple(kept))


def _reviewed(brief: Brief, decisions: list[Decision], overrides: Overrides) -> Brief:
    labels = {event.id: event.label for event in brief.events} | {place.id: place.name for place in brief.places}
    labels |= {mention.id: mention.text for mention in brief.mentions}
    by = dict(overrides.reviewed)
    for key, reviewer in overrides.reviewed:
        if key not in labels:
            overrides.refuse(f'reviewed "{key}"', _no("event, place or mention"))
        decisions.append(Decision(key, "reviewed", f"“{labels[key]}” was reviewed and stands", reviewer, None))
    mentions = tuple(
        replace(mention, because=f"{mention.because}; reviewed by the analyst{_signed(by[mention.id])}")
        if mention.id in by
        else mention
        for mention in brief.mentions
    )
    brief = replace(brief, mentions=mentions, decisions=tuple(decisions))
    return replace(brief, reviewed=tuple(sorted(set(_seen(brief)))))


def _seen(brief: Brief) -> Iterator[str]:
    """Events and places that a person has looked at: reviewed or set, and places all of whose mentions were."""
    decided = {decision.about for decision in brief.decisions}
    yield from (event.id for event in brief.events if event.id in decided)
    unseen = {mention.place for mention in brief.mentions if mention.id not in decided}
    named = {mention.place for mention in brief.mentions}
    yield from (place.id for place in brief.places if place.id in decided or place.id in named - unseen)
