"""What a written brief says, in order, for every format with pages: places, events with their quotes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geobrief.brief import Brief
from geobrief.citations import reference
from geobrief.export.drawing import Entry, find_entries
from geobrief.export.drawing.sheet import facts, review_line
from geobrief.export.drawing.svg import one_line
from geobrief.export.options import ExportOptions
from geobrief.export.words import Words, words
from geobrief.map.blocks import attributions, borders, disclaimer
from geobrief.map.options import MapOptions, Marking, read_marking
from geobrief.model import Citation, Event, PlaceRecord, Source


@dataclass(frozen=True, slots=True)
class Note:
    """A quoted sentence and the number of the source that says it."""

    source: int
    quote: str
    aside: str = ""
    """What follows the number: " (repeats [2])" where an earlier copy of the story has the same words."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of the list; places where nothing happens have no number."""

    number: int | None
    name: str
    kind: str
    """Sort of place and role, to be read by a person."""
    country: str
    events: int
    mentions: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with all its citations."""

    when: str
    label: str
    kind: str
    colour: str
    status: str
    where: str
    told: str
    """How many articles tell it, and how many of them independently."""
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """What the articles differ on, and each value with its citations."""

    about: str
    values: tuple[tuple[str, tuple[Note, ...]], ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A reference of the numbered list."""

    text: str
    url: str | None
    short: str
    """Outlet and day, for notes that stand beside the list."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a written brief says, each text on one line and free of control characters."""

    title: str
    facts: str
    marking: Marking | None
    places: tuple[PlaceLine, ...]
    events: tuple[EventLine, ...]
    conflicts: tuple[ConflictLine, ...]
    sources: tuple[SourceLine, ...]
    unplaced: tuple[tuple[str, str], ...]
    """Names that were read and not placed, each with the reason."""
    skipped: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str], ...]
    """Who set something by hand, and what it was."""
    method: tuple[str, ...]


def make_report(brief: Brief, options: ExportOptions) -> Report:
    """Return what a written brief says."""
    say = words(options.language)
    numbers = {source.id: number for number, source in enumerate(brief.articles, 1)}
    places = {place.id: place for place in brief.places}
    setters = {decision.about: decision.by or "" for decision in brief.decisions if decision.what == "set"}
    noted = [
        disclaimer(MapOptions(organisation=options.organisation, language=options.language)) or "",
        borders(options.worldview, options.language),
        *attributions(options.language)[:2],
    ]
    made = say(
        "sheet.made",
        version=brief.generator,
        gazetteer=one_line(brief.gazetteer.name),
        gazetteerVersion=brief.gazetteer.version,
    )
    return Report(
        title=one_line(brief.title),
        facts=" · ".join(facts(brief, options, say)),
        marking=None if options.marking is None else read_marking(options.marking),
        places=tuple(_place(entry, say) for entry in find_entries(brief)),
        events=tuple(_event(event, places, numbers, setters, say) for event in brief.events),
        conflicts=tuple(
            ConflictLine(
                one_line(conflict.about),
                tuple((one_line(value.value), _notes(value.citations, numbers, say)) for value in conflict.values),
            )
            for conflict in brief.conflicts
        ),
        sources=tuple(_source(source, say) for source in brief.articles),
        unplaced=tuple(_unplaced(brief)),
        skipped=tuple((one_line(item.path), one_line(item.reason)) for item in brief.skipped),
        decisions=tuple(_decisions(brief, say)),
        method=(
            say("about.how", review=review_line(brief, say)),
            say("about.marks"),
            say("about.count"),
            made,
            *(note for note in noted if note),
        ),
    )


def _place(entry: Entry, say: Words) -> PlaceLine:
    place = entry.place
    role = {"scene": "", "actor": say("list.asActor"), "background": say("list.background")}[entry.presence]
    kind = say(f"kindOfPlace.{place.kind}")
    inside = [part for part in (place.admin1, _country(place.country, say)) if part and part != place.name]
    return PlaceLine(
        number=entry.number,
        name=one_line(place.name),
        kind=f"{kind}, {role}" if role else kind,
        country=one_line(", ".join(inside)),
        events=entry.events,
        mentions=entry.mentions,
    )


def _country(code: str | None, say: Words) -> str | None:
    """The name of a country; the gazetteer has them in English, and other languages take the code."""
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    return Gazetteer.default().country_name(code) if code and say.language == "en" else code


def _source(source: Source, say: Words) -> SourceLine:
    named = one_line(source.outlet or source.title or source.path)
    dated = source.published.start or source.published.end
    short = f"{named}, {say.when(source.published)}" if dated else named
    told = one_line(reference(source))
    if source.rating:
        told = f"{told} {say('source.rating', rating=one_line(source.rating))}."
    return SourceLine(told, link_of(source), short)


def link_of(source: Source) -> str | None:
    """Return the address of an article if a document may link to it: a brief that was edited can hold anything."""
    url = source.url or ""
    return url if url.startswith(("http://", "https://")) and one_line(url) == url and " " not in url else None


def _event(
    event: Event,
    places: Mapping[str, PlaceRecord],
    numbers: Mapping[str, int],
    setters: Mapping[str, str],
    say: Words,
) -> EventLine:
    from geobrief.events import event_kinds  # noqa: PLC0415  # beside its only use

    told = say.count("head.articles", event.articles)
    if event.independent != event.articles:
        told = say("doc.independentOf", independent=event.independent, articles=event.articles)
    named = [(one_line(places[item.place].name), item.role) for item in event.where]
    where = ", ".join(name if role == "scene" else f"{name} ({say(f'role.{role}')})" for name, role in named)
    return EventLine(
        when=say.when(event.when),
        label=one_line(event.label),
        kind=say.kind(event.kind),
        colour=event_kinds()[event.kind].colour,
        status=", ".join([say(f"status.{event.status}"), *_signature(setters.get(event.id), say)]),
        where=where or say("doc.noWhere"),
        told=told,
        notes=_notes(event.citations, numbers, say),
    )


def _signature(by: str | None, say: Words) -> Iterator[str]:
    """Yield that an analyst set something, where one did; an empty name is one that was not given."""
    if by is not None:
        yield say("doc.setByName", name=one_line(by)) if by else say("doc.setBy")


def _decisions(brief: Brief, say: Words) -> Iterator[tuple[str, str]]:
    """Yield who set what, alike decisions once; what was let stand is only counted."""
    told = [
        (item.by, f"{item.text} – {item.note}" if item.note else item.text)
        for item in brief.decisions
        if item.what != "reviewed"
    ]
    for by, text in dict.fromkeys(told):
        yield one_line(by or say("doc.analyst")), one_line(text)
    reviewed = Counter(item.by for item in brief.decisions if item.what == "reviewed")
    for by, count in reviewed.items():
        yield one_line(by or say("doc.analyst")), say.count("doc.reviewed", count)


def _notes(citations: Iterable[Citation], numbers: Mapping[str, int], say: Words) -> tuple[Note, ...]:
    return tuple(
        Note(numbers[citation.article], one_line(citation.quote), _aside(citation, numbers, say))
        for citation in citations
    )


def _aside(citation: Citation, numbers: Mapping[str, int], say: Words) -> str:
    original = numbers.get(citation.copy_of or "")
    return "" if original is None else f" ({say('doc.repeats', n=original)})"


def _unplaced(brief: Brief) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for mention in brief.mentions:
        if mention.place is None and mention.text not in seen:
            seen.add(mention.text)
            yield one_line(mention.text), one_line(mention.because)


def numbers_of(notes: Sequence[Note]) -> str:
    """Return the sources of some notes as they stand in a text: "[1] [3]"."""
    return " ".join(f"[{number}]" for number in sorted({note.source for note in notes}))
