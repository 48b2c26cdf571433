"""What an analyst knows better than the machine: events and reviews set by hand, and kept visible as such.

Places are set between reading and composing (:mod:`geobrief.brief.places_by_hand`); events are set on the finished brief. A
correction says in words what it is about (:mod:`geobrief.brief.corrections`); the older form names ids, which come from
where the words stand. One that fits to nothing any more is named with what is nearest, and costs nothing else. What an
override replaces stands in its :class:`~geobrief.model.Decision`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from geobrief.brief.anchors import letters
from geobrief.brief.by_hand import EventOverride, Notes, Overrides, stands_there
from geobrief.brief.compose import Outline, by_time, full_name, place_record
from geobrief.brief.corrections import NO_PLACE, Correction, Wanted, shortened, tables
from geobrief.brief.findings import FindingWishes, event_id, with_findings
from geobrief.brief.places_by_hand import check_places
from geobrief.brief.record import Brief
from geobrief.brief.reshape import (
    Ground,
    added,
    conflict_id,
    conflict_meant,
    event_meant,
    merged,
    nearest_event,
    parted,
    still_differs,
)
from geobrief.model import (
    UNKNOWN_WHEN,
    Citation,
    CitedMention,
    Confidences,
    Conflict,
    DecidedField,
    Decision,
    Event,
    EventActor,
    EventPlace,
    LabelPart,
    PlaceRecord,
    Reading,
    When,
)
from geobrief.reasons import note, sentence, whole

_WHERE = "in|at|near|outside|inside|around|on|across|from|to|into|towards|of"
"""Words behind which a label says where it happened."""


def correct(
    brief: Brief,
    readings: Iterable[Reading],
    overrides: Overrides,
    outline: Outline = lambda _place: None,
    notes: Notes | None = None,
) -> Brief:
    """Return the brief with events set, dropped, put together, added and reviewed as the analyst says.

    Args:
        brief: Composed of readings whose places are set already.
        readings: What it was composed of.
        overrides: After :func:`look_up`.
        outline: How a place is drawn that an override brings in.
        notes: Called with a line for each override that fits to nothing any more.
    """
    read = list(readings)
    check_places(read, overrides, notes)
    work = _Work(brief, read, overrides, outline, notes)
    work.structure()
    work.events_by_id()
    work.events_in_words()
    brief = work.done()
    wishes = _known(brief, overrides, notes)
    brief = with_findings(brief, wishes)
    work.decisions += _of_findings(brief, wishes)
    return replace(_reviewed(brief, work, overrides, notes), corrections=tables(overrides.corrections))


class _Work:
    """A brief while it is being corrected."""

    def __init__(
        self, brief: Brief, readings: Sequence[Reading], overrides: Overrides, outline: Outline, notes: Notes | None
    ) -> None:
        self.brief, self.readings, self.overrides, self.notes = brief, readings, overrides, notes
        self.ground = Ground.of(brief, readings)
        self.places = {place.id: place for place in brief.places}
        self.places |= {
            place.id: place_record(place, outline) for _, place in overrides.found if place.id not in self.places
        }
        self.events = {event.id: event for event in brief.events}
        self.conflicts = list(brief.conflicts)
        self.articles = brief.articles
        self.decisions = [decision for reading in readings for decision in reading.decisions]
        self.became: dict[str, str] = {}
        """Id of an event that is no more → id of the one that it was put to."""
        self.split_off: dict[str, tuple[str, tuple[Citation, ...]]] = {}
        """Id of an event as the machine had it → id of what is left of it, and its sentences that tell another one."""

    def put_to(self, old: str, new: str) -> None:
        """Note that an event is another one now. A part may keep its id, and an id may come back: no chain leads round."""
        self.became.pop(new, None)
        if old not in self.events:
            self.became[old] = new

    def now(self, key: str) -> str:
        """Return the id of what an event has become."""
        while key in self.became:
            key = self.became[key]
        return key

    def gone(self, item: Correction, why: str) -> None:
        """Say that a correction fits to nothing, and go on."""
        self.overrides.unfit(self.notes, f"corrections ({item})", f"this no longer applies: {why}")

    def structure(self) -> None:
        """Take events apart, put them together, add what is missing, drop what contradicts nothing, grade articles."""
        items = self.overrides.corrections
        for item in (one for one in items if one.split):
            self.split(item)
        for item in (one for one in items if one.merge):
            self.merge(item)
        for item in (one for one in items if one.conflict is not None):
            self.settle(item)
        for item in (one for one in items if one.grade and not (one.names or one.event or one.add or one.conflict)):
            self.grade(item)

    def meant(self, item: Correction, *, strictly: bool = False) -> Event | None:
        """The event that a correction is about; says so where there is none."""
        event = event_meant(item.target, self.events.values(), self.ground, strictly=strictly)
        if event is None:
            told = "no event is told there" if self.ground.spans(item.anchors) else "no article has these words"
            self.gone(item, told + nearest_event(item.target, self.events.values()))
        return event

    def split(self, item: Correction) -> None:
        event = self.meant(item)
        parts = None if event is None else parted(event, item.split, self.readings, self.ground)
        if event is None:
            return
        if parts is None:
            self.gone(item, "its sentences tell one event now")
            return
        rest, out = parts
        del self.events[event.id]
        self.events |= {rest.id: rest, out.id: out}
        self.became.pop(out.id, None)
        self.put_to(event.id, rest.id)
        self.split_off[event.id] = rest.id, out.citations
        text = f"“{event.label}” are two events: “{rest.label}” and “{out.label}”"
        self.decisions += [Decision(part.id, "set", text, item.by, item.note) for part in parts]

    def merge(self, item: Correction) -> None:
        event = self.meant(item)
        if event is None:
            return
        others = []
        for target in item.merge:
            other = event_meant(target, (one for one in self.events.values() if one.id != event.id), self.ground)
            if other is not None:
                others.append(other)
            elif event_meant(target, [event], self.ground) is None:
                near = nearest_event(target, self.events.values())
                self.gone(item, f"no event is told in “{shortened(target.anchors[0].quote or '')}”{near}")
        if not others:
            text = f"“{event.label}” is one event, as the machine has it"
            self.decisions.append(Decision(event.id, "reviewed", text, item.by, item.note))
            return
        for other in others:
            del self.events[other.id]
            self.put_to(other.id, event.id)
        self.events[event.id] = merged(event, others, self.ground)
        names = ", ".join(f"“{other.label}”" for other in others)
        text = f"“{event.label}” and {names} are one event; the machine had {len(others) + 1}"
        self.decisions.append(Decision(event.id, "set", text, item.by, item.note))

    def settle(self, item: Correction) -> None:
        conflict = conflict_meant(item, self.conflicts, self.ground)
        if conflict is None:
            near = get_close_matches(item.conflict or "", [one.about for one in self.conflicts], n=1, cutoff=0.4)
            self.gone(item, "the articles do not differ about it" + (f"; the nearest is {near[0]}" if near else ""))
            return
        values = ", ".join(f"“{value.value}”" for value in conflict.values)
        text = f"{conflict.about}: {values}"
        key = conflict_id(conflict)
        if item.drop:
            self.conflicts.remove(conflict)
            self.decisions.append(Decision(key, "dropped", f"{text} are no contradiction", item.by, item.note))
        else:
            self.decisions.append(Decision(key, "reviewed", f"{text} was reviewed and stands", item.by, item.note))

    def grade(self, item: Correction) -> None:
        fitting = {key for key, (article, _) in self.ground.texts.items() if item.anchor.fits(article)}
        if not fitting:
            self.gone(item, "there is no such article")
        for source in self.articles:
            if source.id in fitting:
                had = source.rating or "none"
                text = f"“{source.title or source.path}” is rated {item.grade}, it had {had}"
                self.decisions.append(Decision(source.id, "set", text, item.by, item.note))
        self.articles = tuple(
            replace(source, rating=item.grade) if source.id in fitting else source for source in self.articles
        )

    def events_by_id(self) -> None:
        """Apply what is said of events by their ids."""
        for override in self.overrides.events:
            event = self.events.get(self.now(override.event))
            if event is None:
                self.overrides.unfit(
                    self.notes, f'events."{override.event}"', f"this no longer applies: {_no('event')}"
                )
            else:
                self.apply(event, override)

    def events_in_words(self) -> None:
        """Apply what is said of events in words. All are found before the first is changed."""
        found = []
        for item in self.overrides.corrections:
            structural = bool(item.merge or item.split)
            override = EventOverride(
                "",
                item.drop,
                item.label,
                item.kind,
                item.status,
                item.when,
                self.where(item),
                item.no_place,
                item.by,
                item.note,
                item.who,
                item.grade,
            )
            if item.event is None or (structural and override.is_empty):
                continue
            event = self.meant(item, strictly=item.drop)
            if event is not None:
                found.append((event.id, override, item))
        for key, override, item in found:
            event = self.events.get(key)
            if event is None:  # another correction has dropped it
                continue
            if not override.is_empty:
                self.apply(event, override)
            if override.is_empty or (item.right and not item.drop):
                stands = "was reviewed and stands" if item.right or not item.note else "has a note"
                what = f"“{event.label}” {stands}"
                self.decisions.append(Decision(event.id, "reviewed", what, item.by, item.note))
        for item in self.overrides.corrections:
            if item.add is not None:
                self.add(item)

    def where(self, item: Correction) -> Wanted:
        return item.place if self.overrides.has(item.place) else None

    def add(self, item: Correction) -> None:
        wanted = self.where(item)
        place = None if wanted is None else EventPlace(self.overrides.place(wanted).id, "scene")
        event = added(item, self.ground, place, self.places)
        if event is None:
            self.gone(item, "no article has these words" + nearest_event(item.target, self.events.values()))
            return
        self.events[event.id] = event
        self.decisions.append(
            Decision(
                event.id,
                "set",
                f"“{event.label}” was added; the machine had none",
                item.by,
                item.note,
                ("label",) if item.label else (),
            )
        )

    def apply(self, event: Event, override: EventOverride) -> None:
        self.decisions.append(_decided(event, override, self.overrides, self.places))
        if override.drop:
            del self.events[event.id]
        else:
            self.events[event.id] = _set(event, override, self.overrides, self.places)

    def done(self) -> Brief:
        """Return the brief with what was set."""
        brief = replace(
            self.brief,
            articles=self.articles,
            events=tuple(sorted(self.events.values(), key=by_time)),
            conflicts=tuple(self.standing()),
        )
        return _with_places(brief, self.places)

    def standing(self) -> Iterator[Conflict]:
        """Yield what the articles still differ about: not what was said of an event that is gone, nor of two that were one."""
        for item in self.conflicts:
            if item.event is None:
                yield item
                continue
            left, elsewhere = self.split_off.get(item.event, (item.event, ()))
            key = self.now(left)
            if key in self.events and still_differs(item, elsewhere):
                yield replace(item, event=key)


def _known(brief: Brief, overrides: Overrides, notes: Notes | None) -> FindingWishes:
    """The wishes for the findings, without those for events that are not in the brief."""
    events, wishes = {event.id for event in brief.events}, overrides.findings
    for key in wishes.named():
        if event_id(key) not in events and notes:
            notes(f'{overrides.path}: findings "{key}": this no longer applies: {_no("event or finding")}')
    return replace(
        wishes,
        order=tuple(key for key in wishes.order if event_id(key) in events),
        drop=tuple(key for key in wishes.drop if event_id(key) in events),
        words=tuple(pair for pair in wishes.words if event_id(pair[0]) in events),
    )


def _of_findings(brief: Brief, wishes: FindingWishes) -> Iterator[Decision]:
    """Yield what an analyst decided about the findings, beside what the machine had."""
    labels = {event.id: event.label for event in brief.events}

    def decided(key: str, what: str) -> Decision:
        event = event_id(key)
        return Decision(f"f-{event.removeprefix('e-')}", "set", f"“{labels[event]}”: {what}", wishes.by, None)

    for number, key in enumerate(wishes.order, 1):
        yield decided(key, f"set as finding {number}")
    for key in wishes.drop:
        yield decided(key, "not among the findings")
    for key, text in wishes.words:
        yield decided(key, f"the finding reads “{text}”, the machine had the label")


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
    kind, when = override.kind or event.kind, override.when or event.when
    dated = when.start is not None or when.end is not None
    parts = _parts(event, override, where, places)
    return replace(
        event,
        kind=kind,
        label=override.label or " ".join(part.text for part in parts) or event.label,
        label_parts=parts,
        status=override.status or event.status,
        when=when,
        where=where,
        who=event.who if override.who is None else tuple(EventActor(one.name, one.role) for one in override.who),
        confidence=1.0,
        confidences=Confidences(1.0, 1.0 if where else None, 1.0 if dated else None, 1.0),
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
        # Only where it says where: "Niger's government" moves to no other place.
        where_it_was = re.compile(rf"\b({_WHERE}) {re.escape(old)}\b(?!['’]s)", re.IGNORECASE)
        return tuple(
            replace(part, text=where_it_was.sub(lambda match: f"{match[1]} {new}", part.text) if new else part.text)
            for part in kept
        )
    return (*kept, LabelPart("place", f"in {new}")) if new else tuple(kept)


def _decided(
    event: Event, override: EventOverride, overrides: Overrides, places: Mapping[str, PlaceRecord]
) -> Decision:
    if override.drop:
        return Decision(event.id, "dropped", f"“{event.label}” is no event", override.by, override.note)
    told: list[tuple[DecidedField, str]] = [
        (name, f"{name} {new}, the machine had {old}")
        for name, new, old in _told_fields(event, override, overrides, places)
        if new
    ]
    if override.grade:
        told.append(("grade", f"graded {override.grade}"))
    text = f"“{event.label}”: {'; '.join(said for _, said in told)}"
    return Decision(event.id, "set", text, override.by, override.note, tuple(name for name, _ in told))


def _told_fields(
    event: Event, override: EventOverride, overrides: Overrides, places: Mapping[str, PlaceRecord]
) -> Iterator[tuple[DecidedField, str | None, str]]:
    """What may be set of an event, as it was set and as the machine had it."""
    yield "label", override.label and f"“{override.label}”", f"“{event.label}”"
    yield "kind", override.kind, event.kind
    yield "status", override.status, event.status
    yield "date", None if override.when is None else _told(override.when), _told(event.when)
    where = ", ".join(places[item.place].name for item in event.where)
    yield "place", _place_told(override, overrides), where or "none"
    who = None if override.who is None else ", ".join(one.name for one in override.who) or "nobody"
    yield "who", who, ", ".join(one.name for one in event.who) or "nobody"


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


def _reviewed(brief: Brief, work: _Work, overrides: Overrides, notes: Notes | None) -> Brief:
    labels = {event.id: event.label for event in brief.events} | {place.id: place.name for place in brief.places}
    labels |= {mention.id: mention.text for mention in brief.mentions}
    by: dict[str, str | None] = {}
    for given, reviewer in overrides.reviewed:
        key = work.now(given)
        if key not in labels:
            why = f"this no longer applies: {_no('event, place or mention')}"
            overrides.unfit(notes, f'reviewed "{given}"', why)
            continue
        by[key] = reviewer
        work.decisions.append(Decision(key, "reviewed", f"“{labels[key]}” was reviewed and stands", reviewer, None))
    for item in overrides.corrections:
        if item.names and (item.right or not (item.place or item.no_place)):
            by |= _names_right(brief, item, work)
    mentions = tuple(_read_by(mention, by[mention.id]) if mention.id in by else mention for mention in brief.mentions)
    brief = replace(brief, mentions=mentions, decisions=tuple(work.decisions))
    return replace(brief, reviewed=tuple(sorted(set(_seen(brief)))))


def _read_by(mention: CitedMention, reviewer: str | None) -> CitedMention:
    """A mention that somebody read and let stand."""
    last = note("reviewed_by", by=reviewer) if reviewer else note("reviewed")
    why = (*whole(mention.because, mention.reasons), last)
    return replace(mention, because=sentence(why), reasons=why)


def _names_right(brief: Brief, item: Correction, work: _Work) -> dict[str, str | None]:
    """Note which mentions an analyst read and let stand, and return them: those that still mean what they meant then."""
    wanted = work.overrides.place(item.place).id if item.place and work.overrides.has(item.place) else None
    names = {place.id: place for place in brief.places}

    def stands(mention: CitedMention) -> bool:
        if item.no_place or item.had == NO_PLACE:
            return mention.place is None
        return (wanted is not None and mention.place == wanted) or (
            item.was is not None and mention.place is not None and _is_called(names[mention.place], item.was)
        )

    told = [mention for mention in brief.mentions if _cited_there(mention, item, work)]
    right = [
        mention
        for mention in told
        if (item.place is None and item.had is None and not item.no_place) or stands(mention)
    ]
    if not right:
        near = get_close_matches(item.names[0], sorted({one.text for one in brief.mentions}), n=1)
        near_one = f"; the nearest is “{near[0]}”" if near else ""
        now = f"no mention reads so{near_one}" if not told else "the machine now has another place for it"
        work.gone(item, now)
        return {}
    done = {mention.id for mention in right}
    for place in sorted({mention.place for mention in right if mention.place}):
        every = {mention.id for mention in brief.mentions if mention.place == place}
        if every <= done:
            what = f"“{names[place].name}” was reviewed and stands"
            work.decisions.append(Decision(place, "reviewed", what, item.by, item.note))
    stated = {decision.about for decision in work.decisions}
    for mention in right:
        if mention.place not in stated and mention.id not in stated:
            what = f"“{mention.text}” was reviewed and stands"
            work.decisions.append(Decision(mention.id, "reviewed", what, item.by, item.note))
    return dict.fromkeys(done, item.by)


def _cited_there(mention: CitedMention, item: Correction, work: _Work) -> bool:
    if " ".join(mention.text.split()) not in item.names:
        return False
    article = work.ground.texts[mention.article][0]
    return stands_there(article, mention, item.anchor)


def _is_called(place: PlaceRecord, was: str) -> bool:
    return letters(full_name(place)) == letters(was)


def _seen(brief: Brief) -> Iterator[str]:
    """Events and places that a person has looked at: reviewed or set, and places all of whose mentions were."""
    decided = {decision.about for decision in brief.decisions}
    yield from (event.id for event in brief.events if event.id in decided)
    unseen = {mention.place for mention in brief.mentions if mention.id not in decided}
    named = {mention.place for mention in brief.mentions}
    yield from (place.id for place in brief.places if place.id in decided or place.id in named - unseen)
