"""What a written brief says, in order, for every format with pages: findings, events with their quotes, places, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geobrief.brief import (
    Brief,
    best_first,
    by_event,
    by_weight,
    chosen,
    content_words,
    cut_off,
    harm_of,
    is_aside,
    period,
    reported,
    said,
    with_findings,
)
from geobrief.citations import french_reference, reference, short_name
from geobrief.events import event_kinds
from geobrief.export.drawing import Entry, find_entries
from geobrief.export.drawing.elements import one_line
from geobrief.export.drawing.sheet import review_line
from geobrief.export.messages import Words, words
from geobrief.export.news import summary
from geobrief.export.options import ExportOptions
from geobrief.map import MapOptions, Marking, attributions, borders, disclaimer, read_marking
from geobrief.model import Citation, Event, EventPlace, Finding, KeyFigure, PlaceRecord, Source

QUOTES = 2
"""Sentences under an event; the annex has all."""
MANY, MOST = 80, 60
"""Events from which a document is longer than anybody reads, and how many it then tells: those that weigh most."""


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
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with all its citations."""

    id: str
    when: str
    label: str
    kind: str
    colour: str
    status: str
    where: str
    told: str
    """How many articles tell it, and how many of them independently."""
    notes: tuple[Note, ...]
    """Every quote, the one that says most first."""
    best: tuple[Note, ...] = ()
    """At most two of them, from two sources, that no event before has quoted: what stands under the event."""
    sources: tuple[int, ...] = ()
    """Numbers of the sources that tell it."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A statement of the first page."""

    text: str
    events: tuple[str, ...]
    """Ids of its events, the one that it says first."""
    facts: tuple[str, ...]
    """When, where, whether it happened, how many sources say so."""
    figures: tuple[str, ...]
    """Its key figures, a sentence each."""
    doubts: tuple[str, ...]
    """What is doubtful or not known, a sentence each."""
    best: tuple[Note, ...]
    sources: tuple[int, ...]
    colour: str

    @property
    def closed(self) -> str:
        """Its text with a stop, unless it ends with one."""
        return self.text if self.text.rstrip("”’\"'»").endswith((".", "!", "?", "…")) else f"{self.text}."


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A key figure: of what, how many, where and when, who says so."""

    what: str
    amount: str
    where: str
    about: str
    """The event that it is of."""
    values: tuple[tuple[str, tuple[Note, ...]], ...]
    """Each value in the words of an article, with its citations."""
    told: str
    """What is counted and how many, as the language sets a colon."""

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of the sources that give a value."""
        return sources_of(note for _, notes in self.values for note in notes)


@dataclass(frozen=True, slots=True)
class AnnexQuote:
    """A sentence of a source and the events that it tells; a sentence stands in the annex once."""

    source: int
    quote: str
    aside: str
    events: tuple[str, ...]
    """Labels."""


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
    """All of them, by time."""
    findings: tuple[FindingLine, ...]
    key_figures: tuple[FigureLine, ...]
    left_out: str
    """That a long brief is told in part, how much of it, and where all is; nothing where all is told."""
    chronology: tuple[EventLine, ...]
    """The events that are news, without the asides, by time, undated last; of a long brief those that weigh most."""
    background: tuple[EventLine, ...]
    """History and context, by time."""
    asides: tuple[EventLine, ...]
    """Events of which neither place, day nor doer is known, or that say nothing: folded under "also mentioned"."""
    annex: tuple[AnnexQuote, ...]
    """Every sentence that tells one of these events, by source, in the order of its text."""
    dates: tuple[str, ...]
    """Date of issue, cut-off of the information, period of the events, and what is new since an older brief: those that
    are known, a phrase each."""
    conflicts: tuple[ConflictLine, ...]
    sources: tuple[SourceLine, ...]
    rated: bool
    """Whether anybody rated one of the sources."""
    unplaced: tuple[tuple[str, str], ...]
    """Names that were read and not placed, each with the reason."""
    skipped: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str], ...]
    """Who set something by hand, and what it was."""
    method: tuple[str, ...]


def make_report(brief: Brief, options: ExportOptions) -> Report:
    """Return what a written brief says."""
    say = words(options.language)
    if not brief.findings:  # a document of an older version has none
        brief = with_findings(brief)
    numbers = {source.id: number for number, source in enumerate(brief.articles, 1)}
    places = {place.id: place for place in brief.places}
    setters = {decision.about: decision.by or "" for decision in brief.decisions if decision.what == "set"}
    events = tuple(_event(event, places, numbers, setters, say) for event in brief.events)
    findings, quoted = _findings(brief, places, numbers, say)
    events = tuple(
        _with_best(event, line, numbers, quoted, say) for event, line in zip(brief.events, events, strict=True)
    )
    told = list(zip(brief.events, events, strict=True))
    part = shown_of(brief, options)
    if part is not None:
        told = [(event, line) for event, line in told if event.id in part]
    shown = brief if part is None else replace(brief, events=tuple(event for event, _ in told))
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
        facts=" · ".join(_facts(brief, options, say)),
        marking=None if options.marking is None else read_marking(options.marking),
        places=tuple(_place(entry, say) for entry in find_entries(brief) if part is None or _is_of(entry, shown)),
        events=events,
        findings=findings,
        key_figures=tuple(_figures(brief, places, numbers, say)),
        left_out="" if part is None else say("doc.leftOut", shown=len(told), all=len(events)),
        chronology=tuple(line for event, line in told if _part(event) == "chronology"),
        background=tuple(line for event, line in told if _part(event) == "background"),
        asides=tuple(line for event, line in told if _part(event) == "asides"),
        annex=tuple(_annex(shown, numbers, say)),
        dates=(*_dates(brief, options, say), *_news(brief, say)),
        conflicts=tuple(
            ConflictLine(
                one_line(say.counted(conflict.about)),
                tuple((one_line(value.value), _notes(value.citations, numbers, say)) for value in conflict.values),
            )
            for conflict in brief.conflicts
        ),
        sources=tuple(_source(source, say) for source in brief.articles),
        rated=any(source.rating for source in brief.articles),
        unplaced=tuple(_unplaced(brief, say)) if part is None else (),
        skipped=tuple((one_line(item.path), one_line(item.reason)) for item in brief.skipped),
        decisions=tuple(_decisions(brief, say)),
        method=(
            say("about.how", review=review_line(brief, say)),
            say("about.marks"),
            say("about.count"),
            made,
            *_proposals(brief, say),
            *(note for note in noted if note),
        ),
    )


def shown_of(brief: Brief, options: ExportOptions) -> frozenset[str] | None:
    """Return the ids of the events that a document tells; None where it tells all.

    A chronology of five hundred events is no document but a table, and tables are formats of their own.
    """
    if options.complete or len(brief.events) <= MANY:
        return None
    return frozenset(event.id for event in by_weight(brief)[:MOST])


def _is_of(entry: Entry, brief: Brief) -> bool:
    """Whether one of the events of a brief is at a place."""
    return any(where.place == entry.place.id for event in brief.events for where in event.where)


def _part(event: Event) -> Literal["chronology", "background", "asides"]:
    if is_aside(event):
        return "asides"
    return "background" if event.status == "past" or event.salience == "background" else "chronology"


def _place(entry: Entry, say: Words) -> PlaceLine:
    place = entry.place
    role = {"scene": "", "actor": say("list.asActor"), "background": say("list.background")}[entry.presence]
    kind = say(f"kindOfPlace.{place.kind}")
    called = say.place_name(place)
    province = say.province(place.admin1, place.country)
    inside = [part for part in (province, _country(place.country, say)) if part and part != called]
    return PlaceLine(
        number=entry.number,
        name=one_line(called),
        kind=f"{kind}, {role}" if role else kind,
        country=one_line(", ".join(inside)),
        events=entry.events,
        mentions=entry.mentions,
        lat=entry.place.lat,
        lon=entry.place.lon,
    )


def _country(code: str | None, say: Words) -> str | None:
    """The name of a country; the gazetteer has them in English."""
    if code and (own := say.country(code)):
        return own
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    return Gazetteer.default().country_name(code) if code and say.language == "en" else code


def _source(source: Source, say: Words) -> SourceLine:
    named = one_line(short_name(source))
    dated = source.published.start or source.published.end
    short = f"{named}, {say.when(source.published)}" if dated else named
    day = say.when(source.published) if dated else ""
    told = one_line(french_reference(source, day) if say.language == "fr" else reference(source))
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
    told = say.count("head.articles", event.articles)
    if event.independent != event.articles:
        told = say("doc.independentOf", independent=event.independent, articles=event.articles)
    return EventLine(
        id=event.id,
        when=say.when(event.when),
        label=one_line(event.label),
        kind=say.kind(event.kind),
        colour=event_kinds()[event.kind].colour,
        status=", ".join([say(f"status.{event.status}"), *_signature(setters.get(event.id), say)]),
        where=_where_text(event, places, say) or say("where.unknown"),
        told=told,
        notes=_notes(_best_first(event, places), numbers, say),
        sources=tuple(sorted({numbers[citation.article] for citation in event.citations})),
    )


def _where_text(event: Event, places: Mapping[str, PlaceRecord], say: Words) -> str:
    """The places of an event; of one that is known by name only, its name and the area in which it lies."""
    told = []
    for item in event.where:
        name = one_line(say.place_name(places[item.place]))
        if item.named:
            name = say("where.namedIn", name=one_line(item.named), area=name)
        told.append(name if item.role == "scene" else f"{name} ({say(f'role.{item.role}')})")
    return ", ".join(dict.fromkeys(told))


def _best_first(event: Event, places: Mapping[str, PlaceRecord]) -> tuple[Citation, ...]:
    names = [places[item.place].name for item in event.where]
    return best_first(event.label, event.citations, [*names, *(actor.name for actor in event.who)])


def _with_best(event: Event, line: EventLine, numbers: Mapping[str, int], quoted: set[str], say: Words) -> EventLine:
    """The event with the quotes that stand under it; what it quotes is added to ``quoted``."""
    citations = {(numbers[item.article], one_line(item.quote)): item for item in event.citations}
    best = chosen([citations[note.source, note.quote] for note in line.notes], QUOTES, quoted)
    quoted |= {said(item.quote) for item in best}
    best = [item for item in best if not _says_no_more(item.quote, event.label)]
    return replace(line, best=_notes(best, numbers, say))


def _says_no_more(quote: str, label: str) -> bool:
    """Whether a sentence is hardly more than the label above it, numbers and all; the annex has it whole."""
    words, numbers = content_words(quote), set(re.findall(r"\d+", quote))
    return len(words & content_words(label)) >= _SAME * len(words) and numbers <= set(re.findall(r"\d+", label))


_SAME = 0.8
"""Share of a sentence's words from which a label says it already."""


def _findings(
    brief: Brief, places: Mapping[str, PlaceRecord], numbers: Mapping[str, int], say: Words
) -> tuple[tuple[FindingLine, ...], set[str]]:
    """Return the findings, and the sentences that they quote."""
    events = {event.id: event for event in brief.events}
    figures = by_event(brief.key_figures)
    quoted: set[str] = set()
    lines = []
    for finding in brief.findings:
        known = [events[key] for key in finding.events if key in events]
        if not known:
            continue
        # What the finding says word for word is not said again under it.
        told = [citation for event in known for citation in _best_first(event, places)]
        told = [citation for citation in told if said(citation.quote) != said(finding.text)]
        best = chosen(told, QUOTES, quoted)
        quoted |= {said(item.quote) for item in best}
        cited = {citation.article for event in known for citation in event.citations}
        lines.append(
            FindingLine(
                text=one_line(finding.text),
                events=tuple(event.id for event in known),
                facts=tuple(_finding_facts(finding, known, brief, places, say)),
                figures=tuple(
                    dict.fromkeys(_figure_text(item, say) for event in known for item in figures.get(event.id, ()))
                ),
                doubts=tuple(_doubts(finding, known, brief, say)),
                best=_notes(best, numbers, say),
                sources=tuple(sorted(numbers[article] for article in cited)),
                colour=event_kinds()[known[0].kind].colour,
            )
        )
    return tuple(lines), quoted


def _finding_facts(
    finding: Finding, events: Sequence[Event], brief: Brief, places: Mapping[str, PlaceRecord], say: Words
) -> Iterator[str]:
    if finding.when.start or finding.when.end:
        yield say.when(finding.when)
    elif told := reported(events, brief):
        yield say("finding.reported", when=say.when(told))
    if here := [key for key in finding.places if key in places]:
        named = "named" in finding.doubts
        known = {where.place: where if named else replace(where, named=None) for where in events[0].where}
        where = tuple(known.get(key, EventPlace(key, "scene")) for key in here)
        yield _where_text(replace(events[0], where=where), places, say)
    if finding.status != "done":
        yield say(f"status.{finding.status}")
    yield say.count("finding.sources", finding.independent)


def _doubts(finding: Finding, events: Sequence[Event], brief: Brief, say: Words) -> Iterator[str]:
    """Yield what is doubtful or not known; that one source alone says it stands among the facts."""
    named = next((item.named for item in events[0].where if item.named), None)
    ids = {event.id for event in events}
    for doubt in finding.doubts:
        if doubt == "single":
            continue
        if doubt == "contradicted":
            for conflict in brief.conflicts:
                if conflict.event in ids:
                    values = "; ".join(one_line(value.value) for value in conflict.values)
                    yield say("doubt.contradicted", what=one_line(say.counted(conflict.about)), values=values)
        else:
            yield say(f"doubt.{doubt}", name=one_line(named or ""))


def _figure_text(figure: KeyFigure, say: Words) -> str:
    return say("figure.of", what=_counted(figure, say), amount=_amount(figure, say))


def _counted(figure: KeyFigure, say: Words) -> str:
    """What is counted, in the language of the options where it is one of ours, else in the article's words."""
    harm = harm_of(figure.what)
    key = f"figure.{harm or figure.what}"
    return say(key) if key in say.messages else one_line(figure.what)


def _amount(figure: KeyFigure, say: Words) -> str:
    """The range with what the articles say of its ends ("at least"); one sum of money as an article writes it."""
    first, last = figure.values[0].value, figure.values[-1].value
    least, most = _qualifier(first, say), _qualifier(last, say)
    if figure.low == figure.high:
        if figure.unit != "people":
            return one_line(first)
        # "Dozens of families" is no number of people, and nobody can put one for it.
        return one_line(first) if _VAGUE.search(first) else one_line(f"{least}{say.number(figure.low)}")
    ends = f"{least}{say.number(figure.low)}–{most}{say.number(figure.high)}"
    return one_line(ends if figure.unit == "people" else f"{ends} {figure.unit}")


_VAGUE = re.compile(r"(?i)\b(?:dozens|scores|hundreds|thousands|tens of|several|families|households)\b")

_QUALIFIED = re.compile(
    r"(?i)(no (?:more|less|fewer) than|not (?:more|less) than|more than|less than|fewer than|at least|at most|up to|as many as"
    r"|as much as|close to|an estimated|over|about|around|nearly|almost|some|approximately)\s"
)


def _qualifier(text: str, say: Words) -> str:
    """The words before a number that say how exact it is, in the language of the options, with a blank behind them."""
    found = _QUALIFIED.match(text.strip())
    return f"{say.messages.get(f'figure.{found[1].lower()}', found[1].lower())} " if found else ""


def _figures(
    brief: Brief, places: Mapping[str, PlaceRecord], numbers: Mapping[str, int], say: Words
) -> Iterator[FigureLine]:
    events = {event.id: event for event in brief.events}
    alike: dict[tuple[object, ...], list[KeyFigure]] = {}
    for figure in brief.key_figures:
        event = events.get(figure.event)
        if event is None or is_aside(event):
            continue
        # Two reports that count the same at the same places are one row; none is ever added to another.
        where = frozenset(item.place for item in event.where) or figure.event
        alike.setdefault((figure.what, _amount(figure, say), where), []).append(figure)
    for figure, *others in _not_told(list(alike.values()), events):
        event = events[figure.event]
        told: dict[str, list[Citation]] = {}
        for value in (value for each in (figure, *others) for value in each.values):
            told.setdefault(one_line(value.value), []).extend(value.citations)
        about = one_line(event.label)
        if event.status not in ("done", "under way"):
            about = f"{about} ({say(f'status.{event.status}')})"
        yield FigureLine(
            what=_counted(figure, say),
            amount=_amount(figure, say),
            where=_where_text(event, places, say) if event.where else say("where.unknown"),
            about=f"{about}, {say.when(event.when)}" if event.when.start or event.when.end else about,
            told=_figure_text(figure, say),
            values=tuple((value, _notes(dict.fromkeys(cited), numbers, say)) for value, cited in told.items()),
        )


def _not_told(rows: Sequence[list[KeyFigure]], events: Mapping[str, Event]) -> Iterator[list[KeyFigure]]:
    """Yield the rows of key figures, without those that no other article than an earlier row's gives for one of its places.

    A withdrawal and the meeting that agreed on it have the same thousand soldiers.
    """
    known: list[tuple[tuple[object, ...], set[str], set[str]]] = []
    for row in rows:
        what = row[0].what, row[0].unit, row[0].low, row[0].high
        where = {item.place for item in events[row[0].event].where}
        told = {cited.article for figure in row for value in figure.values for cited in value.citations}
        if not any(what == same and where & places and told <= articles for same, places, articles in known):
            known.append((what, where, told))
            yield row


def _annex(brief: Brief, numbers: Mapping[str, int], say: Words) -> Iterator[AnnexQuote]:
    """Yield every sentence once, by source, in the order of its text, with the labels of the events that it tells."""
    told: dict[tuple[int, int], tuple[Citation, list[str]]] = {}
    for event in brief.events:
        for citation in event.citations:
            key = numbers[citation.article], citation.start
            told.setdefault(key, (citation, []))[1].append(one_line(event.label))
    for (source, _), (citation, labels) in sorted(told.items(), key=lambda item: item[0]):
        yield AnnexQuote(source, one_line(citation.quote), _aside(citation, numbers, say), tuple(dict.fromkeys(labels)))


def _facts(brief: Brief, options: ExportOptions, say: Words) -> Iterator[str]:
    """Yield how much there is, who made the brief and for whom."""
    yield say.count("head.articles", len(brief.articles))
    yield say.count("head.places", len(brief.places))
    yield say.count("head.events", len(brief.events))
    if options.prepared_by:
        yield say("head.preparedBy", name=one_line(options.prepared_by))
    if options.prepared_for:
        yield say("head.preparedFor", name=one_line(options.prepared_for))
    if options.version:
        yield say("head.version", version=one_line(options.version))


def _dates(brief: Brief, options: ExportOptions, say: Words) -> Iterator[str]:
    if options.issued:
        yield say("dates.issued", date=say.day(options.issued))
    last, days = cut_off(brief), period(brief)
    if last:
        yield say("dates.cutOff", date=say.day(last))
    if days:
        yield say("dates.period", span=say.span(*days))


def _news(brief: Brief, say: Words) -> Iterator[str]:
    """What is new since an older brief, in a phrase, where the brief was built against one."""
    if brief.changes is not None:
        yield summary(brief.changes, say)


def _signature(by: str | None, say: Words) -> Iterator[str]:
    """Yield that an analyst set something, where one did; an empty name is one that was not given."""
    if by is not None:
        yield say("doc.setByName", name=one_line(by)) if by else say("doc.setBy")


def _decisions(brief: Brief, say: Words) -> Iterator[tuple[str, str]]:
    """Yield who set what, alike decisions once; what was let stand is only counted."""
    told = [
        (item.by, f"{item.text} – {item.note}" if item.note else item.text)
        for item in brief.decisions
        if item.what in ("set", "dropped")
    ]
    for by, text in dict.fromkeys(told):
        yield one_line(by or say("doc.analyst")), one_line(text)
    reviewed = Counter(item.by for item in brief.decisions if item.what == "reviewed")
    for by, count in reviewed.items():
        yield one_line(by or say("doc.analyst")), say.count("doc.reviewed", count)


def _proposals(brief: Brief, say: Words) -> Iterator[str]:
    """Yield what a model proposed, a line each, beside what geobrief had."""
    for item in brief.decisions:
        if item.what == "proposed":
            yield say("doc.proposed", name=one_line(item.by or "?"), text=one_line(item.text))


def _notes(citations: Iterable[Citation], numbers: Mapping[str, int], say: Words) -> tuple[Note, ...]:
    return tuple(
        Note(numbers[citation.article], one_line(citation.quote), _aside(citation, numbers, say))
        for citation in citations
    )


def _aside(citation: Citation, numbers: Mapping[str, int], say: Words) -> str:
    original = numbers.get(citation.copy_of or "")
    return "" if original is None else f" ({say('doc.repeats', n=original)})"


def _unplaced(brief: Brief, say: Words) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for mention in brief.mentions:
        if mention.place is None and mention.text not in seen:
            seen.add(mention.text)
            yield one_line(mention.text), one_line(say.reason(mention))


def numbers_of(sources: Iterable[int]) -> str:
    """Return the numbers of some sources as they stand in a text: "[1] [3]"."""
    return " ".join(f"[{number}]" for number in sources)


def facts_of(event: EventLine) -> str:
    """Return where an event was, whether it has happened, and how many tell it, in a line."""
    return f"{event.where} · {event.status} · {event.told}"


def sources_of(notes: Iterable[Note]) -> tuple[int, ...]:
    """Return the numbers of the sources of some notes, each once."""
    return tuple(sorted({note.source for note in notes}))
