"""Styles of the layers of a GeoPackage, as QGIS keeps them (QML): colours by kind of event, names beside points."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geobrief.brief import Brief
from geobrief.events import event_kinds

STYLES = ("places", "mentions", "events", "movements", "areas")
"""Layers that have a style. Of two sorts of geometry in a layer, the style is for its points: areas have their own."""

_GREY = "#53606a"
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def style_of(layer: str, brief: Brief) -> str:
    """Return the style of a layer."""
    root = ET.Element("qgis", version="3.34.0", styleCategories="Symbology|Labeling", labelsEnabled="1")
    if layer in ("events", "movements"):
        kinds = [key for key in event_kinds() if any(event.kind == key for event in brief.events)]
        _categorised(root, layer, kinds)
    else:
        renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol", enableorderby="0", forceraster="0")
        _symbol(ET.SubElement(renderer, "symbols"), "0", layer, _GREY)
    if layer in ("places", "areas"):
        _labels(root)
    return _DOCTYPE + ET.tostring(root, encoding="unicode")


def _categorised(root: ET.Element, layer: str, kinds: list[str]) -> None:
    renderer = ET.SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr="kind", enableorderby="0", forceraster="0"
    )
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for index, key in enumerate(kinds):
        kind = event_kinds()[key]
        ET.SubElement(categories, "category", symbol=str(index), value=key, label=kind.label, render="true")
        _symbol(symbols, str(index), layer, kind.colour)


def _symbol(parent: ET.Element, name: str, layer: str, colour: str) -> None:
    ink = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    sort, drawn, options = {
        "movements": ("line", "ArrowLine", {"arrow_width": "0.6", "head_length": "2", "head_thickness": "1.2", "is_curved": "1"}),
        "areas": ("fill", "SimpleFill", {"color": f"{ink},30", "outline_color": f"{ink},220", "outline_width": "0.4", "style": "solid"}),
    }.get(layer, ("marker", "SimpleMarker", {"name": "circle", "color": f"{ink},255", "outline_color": "255,255,255,255", "outline_width": "0.3", "size": "3.4" if layer == "events" else "2.4"}))  # fmt: skip
    symbol = ET.SubElement(parent, "symbol", name=name, type=sort, alpha="1", clip_to_extent="1", force_rhr="0")
    drawn_layer = ET.SubElement(symbol, "layer", {"class": drawn, "enabled": "1", "locked": "0", "pass": "0"})
    wishes = ET.SubElement(drawn_layer, "Option", type="Map")
    for key, value in options.items():
        ET.SubElement(wishes, "Option", type="QString", name=key, value=value)
    if layer == "movements":
        filling = ET.SubElement(drawn_layer, "symbol", name=f"@{name}@0", type="fill", alpha="0.8", clip_to_extent="1")
        simple = ET.SubElement(filling, "layer", {"class": "SimpleFill", "enabled": "1", "locked": "0", "pass": "0"})
        inside = ET.SubElement(simple, "Option", type="Map")
        for key, value in {"color": f"{ink},255", "outline_style": "no", "style": "solid"}.items():
            ET.SubElement(inside, "Option", type="QString", name=key, value=value)


def _labels(root: ET.Element) -> None:
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings, "text-style", fieldName="name", fontSize="9", fontSizeUnit="Point", textColor="28,38,46,255"
    )
    ET.SubElement(
        style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor="249,247,242,255"
    )
