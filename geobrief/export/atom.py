"""Brief → Atom: a feed of the events, for readers that follow a story from one build to the next.

An entry's id is the event's, which stays the same as long as its articles do. Its time is that of the latest article
that tells it, because a feed is a list of news: when something happened stands in the text.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from geobrief.brief import Brief
from geobrief.export.kml import clean
from geobrief.export.options import ExportOptions
from geobrief.export.report import EventLine, Report, make_report
from geobrief.model import Event, Source

_ATOM, _GEORSS = "http://www.w3.org/2005/Atom", "http://www.georss.org/georss"
ET.register_namespace("georss", _GEORSS)

_UNKNOWN_DAY = date(1970, 1, 1)
"""Atom wants a day; this one says that none is known."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the feed, latest news first."""
    report = make_report(brief, options)
    sources = {source.id: source for source in brief.articles}
    places = {place.id: place for place in brief.places}
    told = [(_told(event, sources), event, line) for event, line in zip(brief.events, report.events, strict=True)]
    told.sort(key=lambda item: (-item[0].toordinal(), item[1].id))
    root = ET.Element("feed", {"xmlns": _ATOM})
    _text(root, "title", report.title)
    _text(root, "id", f"urn:geobrief:{brief.gazetteer.sha256[:16]}:{_name(brief)}")
    _text(root, "updated", _moment(told[0][0] if told else _UNKNOWN_DAY))
    if options.marking:
        _text(root, "rights", options.marking)
    _text(ET.SubElement(root, "author"), "name", "geobrief")
    ET.SubElement(root, "generator", version=brief.generator).text = "geobrief"
    for day, event, line in told:
        entry = _entry(root, day, event, line, report)
        place = places[event.where[0].place] if event.where else None
        if place and event.where[0].named is None and place.precision in ("site", "settlement", "district"):
            ET.SubElement(entry, f"{{{_GEORSS}}}point").text = f"{place.lat} {place.lon}"
            _text(entry, f"{{{_GEORSS}}}featurename", place.name)
    ET.indent(root, " ")
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(root: ET.Element, day: date, event: Event, line: EventLine, report: Report) -> ET.Element:
    entry = ET.SubElement(root, "entry")
    _text(entry, "title", line.label)
    _text(entry, "id", f"urn:geobrief:{event.id}")
    _text(entry, "updated", _moment(day))
    ET.SubElement(entry, "category", term=event.kind, label=clean(line.kind))
    for number in dict.fromkeys(note.source for note in line.notes):
        source = report.sources[number - 1]
        if source.url:
            ET.SubElement(entry, "link", rel="related", href=clean(source.url), title=clean(source.short))
    quotes = [f"“{note.quote}”{note.aside} {report.sources[note.source - 1].text}" for note in line.notes]
    _text(entry, "content", "\n\n".join([f"{line.when}. {line.where}. {line.status}. {line.told}.", *quotes]))
    return entry


def _name(brief: Brief) -> str:
    """A name for the feed that is the same for the same articles: the first digits of the first one's hash."""
    return brief.articles[0].sha256[:16] if brief.articles else "empty"


def _told(event: Event, sources: dict[str, Source]) -> date:
    days = [sources[citation.article].published for citation in event.citations]
    return max((when.end or when.start or _UNKNOWN_DAY for when in days), default=_UNKNOWN_DAY)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = clean(text)
