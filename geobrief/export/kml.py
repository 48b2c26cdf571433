"""Brief → KML 2.2: folders of places, events and movements, with styles, balloons, time spans and quoted sentences."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from geobrief.brief import Brief, best_first
from geobrief.events import event_kinds
from geobrief.export.options import ExportOptions
from geobrief.export.report import link_of
from geobrief.export.tables import deciders, geometry, geometry_of, movement_line, movements, set_by, source_name
from geobrief.model import CitedMention, Event, PlaceRecord, Source

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""

_NOT_NAME = re.compile(r"[^\w.-]")
"""Characters that an ``xs:ID`` cannot hold."""

_MOST_QUOTES = 40
"""Sentences in a balloon; a viewer grows slow with hundreds."""

_DIMMED = "88"
"""Opacity of the lines of movements, as KML writes it."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the document."""
    path.write_bytes(document(brief, options))


def document(brief: Brief, options: ExportOptions) -> bytes:
    """Return the document."""
    root = ET.Element("kml", xmlns=_NAMESPACE)
    top = ET.SubElement(root, "Document")
    _text(top, "name", brief.title)
    if options.marking:
        _text(top, "description", options.marking)
    for key, kind in event_kinds().items():
        if any(event.kind == key for event in brief.events):
            _style(top, key, kind.colour)
    _area_style(top)
    told = _Told(brief, options.marking)
    places = {place.id: place for place in brief.places}
    folder = _folder(top, "Places")
    for place in brief.places:
        _place(folder, place, told)
    folder = _folder(top, "Events")
    for event in brief.events:
        _event(folder, event, places, told)
    moved = movements(brief)
    if moved:
        folder = _folder(top, "Movements")
        for event, origin, destination in moved:
            _movement(folder, event, origin, destination, told)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def clean(text: str) -> str:
    """Return text with what XML cannot hold replaced."""
    return _NOT_XML.sub("\ufffd", text)


def _identifier(text: str) -> str:
    """Return an id as a schema takes it; geobrief's own are so already."""
    name = _NOT_NAME.sub("-", text)
    return name if name[:1].isalpha() else f"id-{name}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = clean(text)


def _folder(parent: ET.Element, name: str) -> ET.Element:
    folder = ET.SubElement(parent, "Folder")
    _text(folder, "name", name)
    return folder


def _style(document_: ET.Element, key: str, colour: str) -> None:
    style = ET.SubElement(document_, "Style", id=f"kind-{key}")
    ink = f"{colour[5:7]}{colour[3:5]}{colour[1:3]}"
    _text(ET.SubElement(style, "IconStyle"), "color", f"ff{ink}")
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", f"{_DIMMED}{ink}")
    _text(line, "width", "3")


def _area_style(document_: ET.Element) -> None:
    """A country as a whole is an outline with a breath of colour, not a solid patch that hides the map."""
    style = ET.SubElement(document_, "Style", id="place")
    _text(ET.SubElement(style, "LineStyle"), "color", "ff6a6053")
    _text(ET.SubElement(style, "PolyStyle"), "color", "226a6053")


class _Told:
    """What balloons say: quotes with their sources, as markup of which no part is a text of the brief unescaped."""

    def __init__(self, brief: Brief, marking: str | None) -> None:
        self._sources = {
            source.id: (number, _named(source), link_of(source)) for number, source in enumerate(brief.articles, 1)
        }
        self._marking = marking
        self._places = {place.id: place.name for place in brief.places}
        self._set = deciders(brief, "set")
        self._setters = set_by(brief)
        self.of_place: defaultdict[str, list[CitedMention]] = defaultdict(list)
        for mention in brief.mentions:
            if mention.place:
                self.of_place[mention.place].append(mention)

    def place(self, place: PlaceRecord) -> str:
        """Return the balloon of a place."""
        said = dict.fromkeys((mention.article, mention.sentence.text) for mention in self.of_place[place.id])
        where = ", ".join(part for part in (place.kind, place.admin1, place.country) if part)
        return self._balloon([where], list(said))

    def event(self, event: Event) -> str:
        """Return the balloon of an event."""
        named = [
            f"{item.named}, in {self._places[item.place]}" if item.named else self._places[item.place]
            for item in event.where
        ]
        facts = [*named, event.status, f"told by {event.articles}, independently by {event.independent}"]
        if event.id in self._setters:
            by = self._setters[event.id]
            facts.append(f"set by the analyst ({by})" if event.id in self._set else by)
        return self._balloon(facts, [(item.article, item.quote) for item in best_first(event.label, event.citations)])

    def _balloon(self, facts: Sequence[str], quotes: Sequence[tuple[str, str]]) -> str:
        parts = [f"<p><b>{html.escape(self._marking)}</b></p>"] if self._marking else []
        parts.append(f"<p>{html.escape(', '.join(facts))}</p>")
        parts += [
            f"<p>“{html.escape(quote)}”<br/>{self._source(article)}</p>" for article, quote in quotes[:_MOST_QUOTES]
        ]
        if len(quotes) > _MOST_QUOTES:
            parts.append(f"<p>… {len(quotes) - _MOST_QUOTES}</p>")
        return "".join(parts)

    def _source(self, article: str) -> str:
        number, name, url = self._sources[article]
        named = html.escape(f"[{number}] {name}")
        return f'<a href="{html.escape(url)}">{named}</a>' if url else named


def _named(source: Source) -> str:
    """A source with the rating that the user gave it."""
    return f"{source_name(source)} ({source.rating})" if source.rating else source_name(source)


def _place(folder: ET.Element, place: PlaceRecord, told: _Told) -> None:
    mark = ET.SubElement(folder, "Placemark", id=_identifier(place.id))
    _text(mark, "name", place.name)
    _text(mark, "description", told.place(place))
    if place.extent is not None:
        _text(mark, "styleUrl", "#place")
    where = geometry(place)
    if where is not None:
        _geometry(mark, where)


def _event(folder: ET.Element, event: Event, places: dict[str, PlaceRecord], told: _Told) -> None:
    mark = _event_mark(folder, event, event.id, told)
    where = geometry_of(event, places)
    if where is not None:
        _geometry(mark, where)


def _movement(folder: ET.Element, event: Event, origin: PlaceRecord, destination: PlaceRecord, told: _Told) -> None:
    mark = _event_mark(folder, event, f"{event.id}-movement", told)
    _geometry(mark, movement_line(origin, destination))


def _event_mark(folder: ET.Element, event: Event, name: str, told: _Told) -> ET.Element:
    """A place mark with everything of an event but its geometry."""
    mark = ET.SubElement(folder, "Placemark", id=_identifier(name))
    _text(mark, "name", event.label)
    _text(mark, "description", told.event(event))
    if event.when.start or event.when.end:
        span = ET.SubElement(mark, "TimeSpan")
        if event.when.start:
            _text(span, "begin", event.when.start.isoformat())
        if event.when.end:
            _text(span, "end", event.when.end.isoformat())
    _text(mark, "styleUrl", f"#kind-{event.kind}")
    return mark


def _geometry(mark: ET.Element, shape: Any) -> None:  # noqa: ANN401  # shapely types its geometries by their base
    parts = list(shape.geoms) if shape.geom_type.startswith("Multi") else [shape]
    parent = ET.SubElement(mark, "MultiGeometry") if len(parts) > 1 else mark
    for part in parts:
        if part.geom_type == "Polygon":
            polygon = ET.SubElement(parent, "Polygon")
            _ring(polygon, "outerBoundaryIs", part.exterior.coords)
            for hole in part.interiors:
                _ring(polygon, "innerBoundaryIs", hole.coords)
        elif part.geom_type == "LineString":
            line = ET.SubElement(parent, "LineString")
            _text(line, "tessellate", "1")
            _text(line, "coordinates", _coordinates(part.coords))
        else:
            _text(ET.SubElement(parent, "Point"), "coordinates", _coordinates(part.coords))


def _ring(polygon: ET.Element, tag: str, coords: Iterable[Sequence[float]]) -> None:
    ring = ET.SubElement(ET.SubElement(polygon, tag), "LinearRing")
    _text(ring, "coordinates", _coordinates(coords))


def _coordinates(coords: Iterable[Sequence[float]]) -> str:
    return " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat, *_ in coords)
