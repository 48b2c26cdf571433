"""Styles of the layers of a GeoPackage, as QGIS keeps them (QML), in the looks of the HTML map.

Events have the colours of their kinds. Countries are hatched, provinces tinted and regions outlined, so that an area is
never taken for a place where something happened everywhere in it. Names stand beside points and in areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from geobrief.brief import Brief
from geobrief.events import event_kinds

STYLES = ("places", "mentions", "events", "movements", "areas")
"""Layers that have a style. Of two sorts of geometry in a layer, the style is for its points: areas have their own."""

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_GREY, _PAPER, _INK = "83,96,106", "249,247,242", "28,38,46"
_OUTLINED, _HATCHED = frozenset({"continent", "region", "water", "landform"}), frozenset({"country", "territory"})

_POINTS, _AREAS = (
    {"placement": "6", "dist": "1.6", "predefinedPositionOrder": "R,TR,BR,L,TL,BL,T,B"},
    {"placement": "4"},
)
"""How QGIS places names: at the first position around a point that is free; level, inside an area."""


class _Layer(NamedTuple):
    """A layer of a symbol: what QGIS draws, how, and the symbol that it draws it with."""

    drawn: str
    options: Mapping[str, str]
    inner: tuple[str, _Layer] | None = None
    """Sort and layer of the symbol inside."""


def style_of(layer: str, brief: Brief) -> str:
    """Return the style of a layer."""
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Labeling", labelsEnabled="1")
    if layer in ("events", "movements"):
        kinds = [key for key in event_kinds() if any(event.kind == key for event in brief.events)]
        looks = {key: (event_kinds()[key].label, _looks(layer, _rgb(event_kinds()[key].colour))) for key in kinds}
        _categorised(root, layer, looks)
    elif layer == "areas":
        found = sorted({place.kind for place in brief.places if place.extent is not None})
        _categorised(root, layer, {kind: (kind, _area(kind)) for kind in found})
    else:
        renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol", enableorderby="0", forceraster="0")
        _symbol(ET.SubElement(renderer, "symbols"), "0", "marker", _looks(layer, _GREY))
    if layer in ("places", "areas"):
        _labels(root, _AREAS if layer == "areas" else _POINTS)
    return _DOCTYPE + ET.tostring(root, encoding="unicode")


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _categorised(root: ET.Element, layer: str, looks: Mapping[str, tuple[str, tuple[_Layer, ...]]]) -> None:
    renderer = ET.SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr="kind", enableorderby="0", forceraster="0"
    )
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    sort = {"movements": "line", "areas": "fill"}.get(layer, "marker")
    for index, (key, (label, layers)) in enumerate(looks.items()):
        ET.SubElement(categories, "category", symbol=str(index), value=key, label=label, render="true")
        _symbol(symbols, str(index), sort, layers)


def _looks(layer: str, ink: str) -> tuple[_Layer, ...]:
    if layer == "movements":
        head = _Layer("SimpleFill", {"color": f"{ink},255", "outline_style": "no", "style": "solid"})
        sizes = {"arrow_width": "0.6", "head_length": "2", "head_thickness": "1.2", "is_curved": "1"}
        return (_Layer("ArrowLine", sizes, ("fill", head)),)
    size = "3.4" if layer == "events" else "2.4"
    marker = {"name": "circle", "color": f"{ink},255", "outline_color": "255,255,255,255", "outline_width": "0.3"}
    return (_Layer("SimpleMarker", {**marker, "size": size}),)


def _area(kind: str) -> tuple[_Layer, ...]:
    """A region is an outline, a country a hatch, a province a tint: none hides what lies below it."""
    dashed = kind in _OUTLINED
    tint = "0" if dashed else "12" if kind in _HATCHED else "40"
    outline = {"outline_color": f"{_GREY},200", "outline_width": "0.3", "outline_style": "dash" if dashed else "solid"}
    filled = _Layer("SimpleFill", {"color": f"{_GREY},{tint}", "style": "solid", **outline})
    if kind not in _HATCHED:
        return (filled,)
    line = _Layer("SimpleLine", {"line_color": f"{_GREY},70", "line_width": "0.15"})
    return filled, _Layer("LinePatternFill", {"angle": "60", "distance": "1.8"}, ("line", line))


def _symbol(parent: ET.Element, name: str, sort: str, layers: tuple[_Layer, ...]) -> None:
    symbol = ET.SubElement(parent, "symbol", name=name, type=sort, alpha="1", clip_to_extent="1", force_rhr="0")
    for index, layer in enumerate(layers):
        drawn = ET.SubElement(symbol, "layer", {"class": layer.drawn, "enabled": "1", "locked": "0", "pass": "0"})
        wishes = ET.SubElement(drawn, "Option", type="Map")
        for key, value in layer.options.items():
            ET.SubElement(wishes, "Option", type="QString", name=key, value=value)
        if layer.inner is not None:
            _symbol(drawn, f"@{name}@{index}", layer.inner[0], (layer.inner[1],))


def _labels(root: ET.Element, placement: Mapping[str, str]) -> None:
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings, "text-style", fieldName="name", fontSize="9", fontSizeUnit="Point", textColor=f"{_INK},255"
    )
    buffer = {"bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM", "bufferColor": f"{_PAPER},255"}
    ET.SubElement(style, "text-buffer", buffer)
    ET.SubElement(settings, "placement", {"distUnits": "MM", "priority": "5", **placement})
    # Marks are drawn where they are whether a name finds room or not, and areas may lie on one another.
    ET.SubElement(settings, "rendering", {"drawLabels": "1", "obstacle": "0", "labelPerPart": "0"})
