"""``brief.json``: a brief as one JSON document, out and in again, and its JSON Schema.

The same brief gives the same bytes on any machine. What is unknown is null. ``read_brief(write(brief)) == brief``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from geobrief.bounds import read_file
from geobrief.brief.record import Brief
from geobrief.brief.span import cut_off, period
from geobrief.errors import UsageError
from geobrief.model import (
    Change,
    ChangedEvent,
    Changes,
    Citation,
    CitedFigure,
    CitedMention,
    Confidences,
    Conflict,
    ConflictingValue,
    Decision,
    Direction,
    Event,
    EventActor,
    EventPlace,
    Excerpt,
    Finding,
    GazetteerVersion,
    GoneEvent,
    GoneQuote,
    KeyFigure,
    LabelPart,
    OtherPlace,
    PlaceRecord,
    Quote,
    Skipped,
    Source,
    Texts,
    When,
)
from geobrief.reasons import reason_from_dict, reason_to_dict
from geobrief.schema import Check, InvalidError, checker

SCHEMA_NAME = "geobrief/brief@1"
"""What the document says of itself; the number rises when an old reader could be misled."""

JSON = dict[str, Any]


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``brief.json``."""
    loaded: JSON = json.loads(files("geobrief.brief").joinpath("brief.schema.json").read_text("utf-8"))
    return loaded


def to_json(brief: Brief) -> str:
    """Return the text of ``brief.json``, with a line end at its end."""
    return "".join(json_pieces(brief))


def json_pieces(brief: Brief) -> Iterator[str]:
    """Yield the text of ``brief.json`` record by record: of a large brief it is never held whole."""
    rest = to_dict(replace(brief, articles=(), places=(), mentions=(), events=()))
    tables: Mapping[str, Iterator[JSON]] = {
        "articles": map(_source, brief.articles),
        "places": map(_place, brief.places),
        "mentions": map(_mention, brief.mentions),
        "events": map(_event, brief.events),
    }
    lead = "{\n "
    for key, value in {**rest, **dates_of(brief)}.items():
        yield f"{lead}{json.dumps(key)}: "
        if key in tables:
            yield from _list_in_pieces(tables[key])
        else:
            yield _indented(value, 1)
        lead = ",\n "
    yield "\n}\n"


def _list_in_pieces(records: Iterator[JSON]) -> Iterator[str]:
    lead = "[\n  "
    for record in records:
        yield lead + _indented(record, 2)
        lead = ",\n  "
    yield "[]" if lead[0] == "[" else "\n ]"


def _indented(value: object, depth: int) -> str:
    """A value as it stands so deep in a document; a line end within a text is written otherwise."""
    told = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return told.replace("\n", "\n" + " " * depth)


def from_json(text: str) -> Brief:
    """Read ``brief.json``.

    Raises:
        UsageError: The text is not JSON, or not a brief that this version reads.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this is not JSON: {str(error)[:200]}") from error
    return from_dict(data)


_HOW = "make a brief first: geobrief build ARTICLES -o brief.json"

_MOST_BYTES = 2_000_000_000
"""Of a brief: 100,000 articles take about as much."""


def load(path: str | PathLike[str]) -> Brief:
    """Read a brief from a file; devices and what has no end are refused.

    Raises:
        UsageError: It cannot be read, or is none.
    """
    try:
        return from_json(read_file(Path(path), _MOST_BYTES).decode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; {_HOW}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: this is not UTF-8 text; {_HOW}") from error
    except (UsageError, ValueError) as error:
        raise UsageError(f"{path}: {error}; {_HOW}") from error


def to_dict(brief: Brief) -> JSON:
    """Return what ``brief.json`` holds, as dicts, lists, strings, numbers and None."""
    return {
        "schema": SCHEMA_NAME,
        "title": brief.title,
        "generator": {"name": "geobrief", "version": brief.generator},
        "gazetteer": {
            "name": brief.gazetteer.name,
            "version": brief.gazetteer.version,
            "places": brief.gazetteer.places,
            "sha256": brief.gazetteer.sha256,
        },
        "articles": [_source(source) for source in brief.articles],
        "places": [_place(place) for place in brief.places],
        "mentions": [_mention(mention) for mention in brief.mentions],
        "events": [_event(event) for event in brief.events],
        "conflicts": [_conflict(conflict) for conflict in brief.conflicts],
        "skipped": [{"path": item.path, "reason": item.reason} for item in brief.skipped],
        # Absent where nobody reviewed anything: older readers of the document meet no key that they do not know.
        **({"reviewed": sorted(brief.reviewed)} if brief.reviewed else {}),
        **({"decisions": [_decision(item) for item in brief.decisions]} if brief.decisions else {}),
        **({"findings": [_finding(item) for item in brief.findings]} if brief.findings else {}),
        **({"key_figures": [_key_figure(item) for item in brief.key_figures]} if brief.key_figures else {}),
        **({"corrections": [dict(item) for item in brief.corrections]} if brief.corrections else {}),
        **dates_of(brief),
        **({} if brief.changes is None else {"changes": changes_to_dict(brief.changes)}),
        **({} if brief.texts is None else {"texts": _texts(brief.texts)}),
    }


def dates_of(brief: Brief) -> JSON:
    """Return ``dates``: how new the information of a brief is and when its events were; nothing where no day is known."""
    last, days = cut_off(brief), period(brief)
    if last is None and days is None:
        return {}
    start, end = days or (None, None)
    return {"dates": {"cut_off": _iso(last), "start": _iso(start), "end": _iso(end)}}


def from_dict(data: object) -> Brief:
    """Read a brief from what ``brief.json`` holds.

    Raises:
        UsageError: It is not a brief, or of a schema that this version does not read.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA_NAME:
        found = data.get("schema") if isinstance(data, dict) else None
        raise UsageError(f"this is not a {SCHEMA_NAME} document (its schema is {found!r})")
    try:
        _check()(data)
    except InvalidError as error:
        raise UsageError(f"this {SCHEMA_NAME} document is damaged: {error}") from error
    _check_references(data)
    try:
        return Brief(
            title=data["title"],
            generator=data["generator"]["version"],
            gazetteer=GazetteerVersion(**data["gazetteer"]),
            articles=tuple(_read_source(item) for item in data["articles"]),
            places=tuple(PlaceRecord(**item) for item in data["places"]),
            mentions=tuple(_read_mention(item) for item in data["mentions"]),
            events=tuple(_read_event(item) for item in data["events"]),
            conflicts=tuple(_read_conflict(item) for item in data["conflicts"]),
            skipped=tuple(Skipped(**item) for item in data["skipped"]),
            reviewed=tuple(str(item) for item in data.get("reviewed", ())),
            decisions=tuple(_read_decision(item) for item in data.get("decisions", ())),
            findings=tuple(_read_finding(item) for item in data.get("findings", ())),
            key_figures=tuple(_read_key_figure(item) for item in data.get("key_figures", ())),
            corrections=tuple(data.get("corrections", ())),
            changes=_read_changes(data["changes"]) if "changes" in data else None,
            texts=_read_texts(data["texts"]) if "texts" in data else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"this {SCHEMA_NAME} document is damaged: {type(error).__name__} {error}") from error


@cache
def _check() -> Check:
    return checker(schema())


def _check_references(data: JSON) -> None:
    """Refuse a document that speaks of an article, a place or an event that is not in it, or has two of one id.

    Raises:
        UsageError: It does.
    """
    ids = {kind: _ids(data, kind) for kind in ("articles", "places", "mentions", "events")}
    for path, kind, wanted in _references(data):
        if wanted is not None and wanted not in ids[kind]:
            raise UsageError(
                f"this {SCHEMA_NAME} document is damaged: {path} is {wanted[:60]!r}, which is none of its {kind}"
            )


def _ids(data: JSON, kind: str) -> frozenset[str]:
    seen: set[str] = set()
    for number, item in enumerate(data[kind]):
        if item["id"] in seen:
            raise UsageError(
                f"this {SCHEMA_NAME} document is damaged: {kind}[{number}].id is {item['id'][:60]!r}, as another is"
            )
        seen.add(item["id"])
    return frozenset(seen)


def _references(data: JSON) -> Iterator[tuple[str, str, str | None]]:
    """(where, among what, the id) of everything that names something else in the document."""
    for number, article in enumerate(data["articles"]):
        yield f"articles[{number}].same_story_as", "articles", article["same_story_as"]
    for number, mention in enumerate(data["mentions"]):
        yield f"mentions[{number}].article", "articles", mention["article"]
        yield f"mentions[{number}].place", "places", mention["place"]
    for number, event in enumerate(data["events"]):
        for at, where in enumerate(event["where"]):
            yield f"events[{number}].where[{at}].place", "places", where["place"]
        yield from _cited(f"events[{number}].citations", event["citations"])
        yield from _cited(f"events[{number}].figures", [figure["citation"] for figure in event["figures"]])
    for number, conflict in enumerate(data["conflicts"]):
        yield f"conflicts[{number}].event", "events", conflict["event"]
        for at, value in enumerate(conflict["values"]):
            yield from _cited(f"conflicts[{number}].values[{at}].citations", value["citations"])
    yield from _references_of_findings(data)
    yield from _references_of_changes(data.get("changes", {}))
    for number, part in enumerate(data.get("texts", {}).get("parts", ())):
        yield f"texts.parts[{number}].article", "articles", part["article"]


def _references_of_findings(data: JSON) -> Iterator[tuple[str, str, str | None]]:
    for number, finding in enumerate(data.get("findings", ())):
        for kind in ("events", "places"):
            yield from ((f"findings[{number}].{kind}[{at}]", kind, key) for at, key in enumerate(finding[kind]))
    for number, figure in enumerate(data.get("key_figures", ())):
        yield f"key_figures[{number}].event", "events", figure["event"]
        yield f"key_figures[{number}].place", "places", figure["place"]
        for at, value in enumerate(figure["values"]):
            yield from _cited(f"key_figures[{number}].values[{at}].citations", value["citations"])


def _references_of_changes(data: JSON) -> Iterator[tuple[str, str, str | None]]:
    for name, kind in (("new", "events"), ("articles_new", "articles"), ("articles_changed", "articles")):
        yield from ((f"changes.{name}[{at}]", kind, key) for at, key in enumerate(data.get(name, ())))
    for number, item in enumerate(data.get("changed", ())):
        yield f"changes.changed[{number}].event", "events", item["event"]
        for change in item["changes"]:
            yield from _cited(f"changes.changed[{number}].citations", change["citations"])
    for number, change in enumerate(data.get("disagreements", ())):
        yield from _cited(f"changes.disagreements[{number}].citations", change["citations"])


def _cited(path: str, citations: list[JSON]) -> Iterator[tuple[str, str, str | None]]:
    for number, citation in enumerate(citations):
        yield f"{path}[{number}].article", "articles", citation["article"]
        yield f"{path}[{number}].copy_of", "articles", citation.get("copy_of")


def direction_of(start: date | None, end: date | None) -> Direction:
    """Return how an event lies to an interval of a brief: an open beginning means "by", an open end "since"."""
    if start is None and end is not None:
        return "by"
    return "since" if start is not None and end is None else "on"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _number(value: float) -> float | int:
    """Whole numbers without a decimal point, as a reader writes them."""
    return int(value) if math.isfinite(value) and value == int(value) else value


def _when(when: When) -> JSON:
    return {
        "start": _iso(when.start),
        "end": _iso(when.end),
        "precision": when.precision,
        "text": when.text,
        "basis": when.basis,
    }


def _read_when(data: JSON) -> When:
    start, end = _day(data["start"]), _day(data["end"])
    return When(
        start=start,
        end=end,
        precision=data["precision"],
        text=data["text"],
        basis=data["basis"],
        direction=direction_of(start, end),
    )


def _source(source: Source) -> JSON:
    return {
        "id": source.id,
        "path": source.path,
        "title": source.title,
        "outlet": source.outlet,
        "authors": list(source.authors),
        "url": source.url,
        "language": source.language,
        "sha256": source.sha256,
        "words": source.words,
        "published": _when(source.published),
        "same_story_as": source.same_story_as,
        "rating": source.rating,
    }


def _read_source(data: JSON) -> Source:
    return Source(**{**data, "authors": tuple(data["authors"]), "published": _read_when(data["published"])})


def _place(place: PlaceRecord) -> JSON:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "precision": place.precision,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "wikidata": place.wikidata,
        "extent": None if place.extent is None else dict(place.extent),
    }


def _mention(mention: CitedMention) -> JSON:
    return {
        "id": mention.id,
        "article": mention.article,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "sentence": {"start": mention.sentence.start, "end": mention.sentence.end, "text": mention.sentence.text},
        "form": mention.form,
        "role": mention.role,
        "place": mention.place,
        "confidence": mention.confidence,
        "because": mention.because,
        "alternatives": [
            {"place": other.place, "name": other.name, "confidence": other.confidence} for other in mention.alternatives
        ],
        **({"reasons": [reason_to_dict(reason) for reason in mention.reasons]} if mention.reasons else {}),
    }


def _read_mention(data: JSON) -> CitedMention:
    return CitedMention(
        **{
            **data,
            "sentence": Quote(**data["sentence"]),
            "alternatives": tuple(OtherPlace(**other) for other in data["alternatives"]),
            "reasons": tuple(reason_from_dict(reason) for reason in data.get("reasons", ())),
        }
    )


def _citation(citation: Citation) -> JSON:
    told: JSON = {"article": citation.article, "start": citation.start, "end": citation.end, "quote": citation.quote}
    return told if citation.copy_of is None else told | {"copy_of": citation.copy_of}


def _citations(items: list[JSON]) -> tuple[Citation, ...]:
    return tuple(Citation(**item) for item in items)


def _event_place(where: EventPlace) -> JSON:
    told: JSON = {"place": where.place, "role": where.role}
    return told if where.named is None else told | {"named": where.named}


def _event(event: Event) -> JSON:
    return {
        "id": event.id,
        "kind": event.kind,
        "label": event.label,
        "status": event.status,
        "main": event.main,
        "when": _when(event.when),
        "where": [_event_place(where) for where in event.where],
        "who": [{"name": who.name, "role": who.role} for who in event.who],
        "citations": [_citation(citation) for citation in event.citations],
        "articles": event.articles,
        "independent": event.independent,
        "confidence": event.confidence,
        "figures": [
            {
                "what": figure.what,
                "value": _number(figure.value),
                "unit": figure.unit,
                "text": figure.text,
                "citation": _citation(figure.citation),
            }
            for figure in event.figures
        ],
        "salience": event.salience,
        "label_parts": [{"role": part.role, "text": part.text} for part in event.label_parts],
        **({"confidences": asdict(event.confidences)} if event.confidences else {}),
    }


def _read_event(data: JSON) -> Event:
    return Event(
        **{
            **data,
            "when": _read_when(data["when"]),
            "where": tuple(EventPlace(**item) for item in data["where"]),
            "who": tuple(EventActor(**item) for item in data["who"]),
            "citations": _citations(data["citations"]),
            "figures": tuple(
                CitedFigure(**{**item, "value": float(item["value"]), "citation": Citation(**item["citation"])})
                for item in data["figures"]
            ),
            "label_parts": tuple(LabelPart(**item) for item in data.get("label_parts", [])),
            "confidences": Confidences(**data["confidences"]) if "confidences" in data else None,
        }
    )


def _decision(decision: Decision) -> JSON:
    return {
        "about": decision.about,
        "what": decision.what,
        "text": decision.text,
        "by": decision.by,
        "note": decision.note,
        **({"fields": list(decision.fields)} if decision.fields else {}),
    }


def _read_decision(data: JSON) -> Decision:
    return Decision(**{**data, "fields": tuple(data.get("fields", ()))})


def _finding(finding: Finding) -> JSON:
    told: JSON = {
        "id": finding.id,
        "text": finding.text,
        "events": list(finding.events),
        "places": list(finding.places),
        "when": _when(finding.when),
        "status": finding.status,
        "articles": finding.articles,
        "independent": finding.independent,
        "doubts": list(finding.doubts),
    }
    if finding.pinned:
        told["pinned"] = True
    return told if finding.machine is None else told | {"machine": finding.machine}


def _read_finding(data: JSON) -> Finding:
    lists = {name: tuple(data[name]) for name in ("events", "places", "doubts")}
    return Finding(**{**data, **lists, "when": _read_when(data["when"])})


def _key_figure(figure: KeyFigure) -> JSON:
    return {
        "event": figure.event,
        "what": figure.what,
        "unit": figure.unit,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "place": figure.place,
        "values": _values(figure.values),
    }


def _read_key_figure(data: JSON) -> KeyFigure:
    ends = {name: float(data[name]) for name in ("low", "high")}
    return KeyFigure(**{**data, **ends, "values": _read_values(data["values"])})


def _values(values: Iterable[ConflictingValue]) -> list[JSON]:
    return [{"value": item.value, "citations": [_citation(citation) for citation in item.citations]} for item in values]


def _read_values(items: list[JSON]) -> tuple[ConflictingValue, ...]:
    return tuple(ConflictingValue(value=item["value"], citations=_citations(item["citations"])) for item in items)


def _conflict(conflict: Conflict) -> JSON:
    return {"about": conflict.about, "event": conflict.event, "values": _values(conflict.values)}


def _read_conflict(data: JSON) -> Conflict:
    return Conflict(about=data["about"], event=data["event"], values=_read_values(data["values"]))


def _texts(texts: Texts) -> JSON:
    parts = [{"article": part.article, "start": part.start, "end": part.end, "text": part.text} for part in texts.parts]
    return {"kept": texts.kept, "parts": parts}


def _read_texts(data: JSON) -> Texts:
    return Texts(data["kept"], tuple(Excerpt(**part) for part in data["parts"]))


def changes_to_dict(changes: Changes) -> JSON:
    """Return what ``changes`` of ``brief.json`` holds."""
    return {
        "title": changes.title,
        "since": _iso(changes.since),
        "new": list(changes.new),
        "changed": [
            {"event": item.event, "was": item.was, "changes": [_change(change) for change in item.changes]}
            for item in changes.changed
        ],
        "gone": [_gone(item) for item in changes.gone],
        "disagreements": [_change(change) for change in changes.disagreements],
        "articles_new": list(changes.articles_new),
        "articles_changed": list(changes.articles_changed),
        "articles_gone": list(changes.articles_gone),
    }


def _change(change: Change) -> JSON:
    return {
        "what": change.what,
        "about": change.about,
        "before": change.before,
        "after": change.after,
        "cause": change.cause,
        "citations": [_citation(citation) for citation in change.citations],
    }


def _gone(item: GoneEvent) -> JSON:
    return {
        "id": item.id,
        "kind": item.kind,
        "label": item.label,
        "status": item.status,
        "when": _when(item.when),
        "where": list(item.where),
        "cause": item.cause,
        "quotes": [{"quote": quote.quote, "source": quote.source} for quote in item.quotes],
    }


def _read_changes(data: JSON) -> Changes:
    lists = {name: tuple(data[name]) for name in ("new", "articles_new", "articles_changed", "articles_gone")}
    return Changes(
        title=data["title"],
        since=_day(data["since"]),
        changed=tuple(
            ChangedEvent(item["event"], item["was"], tuple(map(_read_change, item["changes"])))
            for item in data["changed"]
        ),
        gone=tuple(map(_read_gone, data["gone"])),
        disagreements=tuple(map(_read_change, data["disagreements"])),
        **lists,
    )


def _read_change(data: JSON) -> Change:
    return Change(**{**data, "citations": _citations(data["citations"])})


def _read_gone(data: JSON) -> GoneEvent:
    quotes = tuple(GoneQuote(**item) for item in data["quotes"])
    return GoneEvent(**{**data, "when": _read_when(data["when"]), "where": tuple(data["where"]), "quotes": quotes})
