"""Brief → KML 2.2: a folder of places and a folder of events, with time spans and the quoted sentences."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from geobrief.brief import Brief
from geobrief.events import event_kinds
from geobrief.export.options import ExportOptions
from geobrief.export.tables import geometry, notes, source_name
from geobrief.model import Event, PlaceRecord

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the document."""
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    _text(document, "name", brief.title)
    if options.marking:
        _text(document, "description", options.marking)
    for key, kind in event_kinds().items():
        if any(event.kind == key for event in brief.events):
            _style(document, key, kind.colour)
    places = {place.id: place for place in brief.places}
    folder = ET.SubElement(document, "Folder")
    _text(folder, "name", "Places")
    for place in brief.places:
        _place(folder, brief, place)
    folder = ET.SubElement(document, "Folder")
    _text(folder, "name", "Events")
    for event in brief.events:
        _event(folder, brief, event, places)
    ET.indent(root, " ")
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _NOT_XML.sub("\ufffd", text)


def _style(document: ET.Element, key: str, colour: str) -> None:
    style = ET.SubElement(document, "Style", id=f"kind-{key}")
    icon = ET.SubElement(style, "IconStyle")
    _text(icon, "color", f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}")


def _place(folder: ET.Element, brief: Brief, place: PlaceRecord) -> None:
    mark = ET.SubElement(folder, "Placemark", id=place.id)
    _text(mark, "name", place.name)
    citing = [mention for mention in brief.mentions if mention.place == place.id]
    numbers = {source.id: f"[{number}] {source_name(source)}" for number, source in enumerate(brief.articles, 1)}
    told = "\n\n".join(f"“{mention.sentence.text}”\n{numbers[mention.article]}" for mention in citing)
    _text(mark, "description", told)
    _geometry(mark, place)


def _event(folder: ET.Element, brief: Brief, event: Event, places: dict[str, PlaceRecord]) -> None:
    mark = ET.SubElement(folder, "Placemark", id=event.id)
    _text(mark, "name", event.label)
    numbers = {source.id: number for number, source in enumerate(brief.articles, 1)}
    cited = " ".join(f"[{number}]" for number in sorted({numbers[item.article] for item in event.citations}))
    _text(mark, "description", f"{event.status}. {notes(event.citations)} {cited}")
    if event.when.start or event.when.end:
        span = ET.SubElement(mark, "TimeSpan")
        if event.when.start:
            _text(span, "begin", event.when.start.isoformat())
        if event.when.end:
            _text(span, "end", event.when.end.isoformat())
    _text(mark, "styleUrl", f"#kind-{event.kind}")
    if event.where:
        place = places[event.where[0].place]
        point = ET.SubElement(mark, "Point")
        _text(point, "coordinates", f"{place.lon},{place.lat}")


def _geometry(mark: ET.Element, place: PlaceRecord) -> None:
    shape = geometry(place)
    parts = list(shape.geoms) if shape.geom_type.startswith("Multi") else [shape]
    parent = ET.SubElement(mark, "MultiGeometry") if len(parts) > 1 else mark
    for part in parts:
        if part.geom_type == "Polygon":
            polygon = ET.SubElement(parent, "Polygon")
            _ring(polygon, "outerBoundaryIs", part.exterior.coords)
            for hole in part.interiors:
                _ring(polygon, "innerBoundaryIs", hole.coords)
        elif part.geom_type == "LineString":
            _text(ET.SubElement(parent, "LineString"), "coordinates", _coordinates(part.coords))
        else:
            _text(ET.SubElement(parent, "Point"), "coordinates", _coordinates(part.coords))


def _ring(polygon: ET.Element, tag: str, coords: object) -> None:
    ring = ET.SubElement(ET.SubElement(polygon, tag), "LinearRing")
    _text(ring, "coordinates", _coordinates(coords))


def _coordinates(coords: object) -> str:
    return " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat, *_ in coords)  # type: ignore[attr-defined]  # shapely's own sequence
