"""GeoJSON, KML and the styles for QGIS against the rules of their formats, checked without any of our own code."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from tests.brief.builders import a_brief
from tests.export.briefs import a_movement, a_place, brief_of, empty, hostile, scattered
from tests.map.story import example

ACROSS = a_movement(("Suva", -18.0, 178.0), ("Apia", -14.0, -172.0))
CLOCKWISE = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]], [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]],
        [[[20, 0], [20, 1], [21, 1], [20, 0]]],
    ],
}
WRONG_WAY = brief_of([a_place("Area", 4.5, 4.5, kind="admin1", precision="province", extent=CLOCKWISE)])
"""An area whose rings all run the way that RFC 7946 forbids."""

BRIEFS = {
    "usual": a_brief(),
    "movement": a_movement(),
    "across": ACROSS,
    "hostile": hostile(),
    "empty": empty(),
    "many": scattered(50),
    "story": example(),
    "wrong way": WRONG_WAY,
}
every_brief = pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)


# GeoJSON: RFC 7946, by its sections.

DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How deep positions are nested in each type of geometry (3.1.2 to 3.1.7)."""


def positions(coordinates, depth):
    """Every position, at exactly the depth that its type has."""
    if depth == 0:
        yield coordinates
        return
    assert isinstance(coordinates, list)
    for part in coordinates:
        yield from positions(part, depth - 1)


def turns_left(ring):
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0


@pytest.mark.parametrize(
    # The story's outlines are coarse drawings for tests, and one of them runs across the antimeridian uncut.
    "brief",
    [brief for name, brief in BRIEFS.items() if name != "story"],
    ids=[name for name in BRIEFS if name != "story"],
)
def test_geojson_keeps_the_rules_of_rfc_7946(saved, brief):
    content = saved(".geojson", brief, marking="TLP:CLEAR").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf"), "RFC 8259: no byte order mark"
    document = json.loads(content.decode("utf-8"), parse_constant=pytest.fail)
    assert document["type"] == "FeatureCollection"
    assert not {"coordinates", "geometries", "geometry", "properties", "crs"} & set(document), "7.1 and 4"
    identifiers = [feature["id"] for feature in document["features"]]
    assert len(identifiers) == len(set(identifiers))
    for feature in document["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties"} <= set(feature), "3.2"
        assert isinstance(feature["properties"], dict)
        assert not {"coordinates", "geometries", "features"} & set(feature), "7.1"
        if feature["geometry"] is not None:
            check_geometry(feature["geometry"])


def check_geometry(geometry):
    assert set(geometry) == {"type", "coordinates"}
    for position in positions(geometry["coordinates"], DEPTH[geometry["type"]]):
        assert 2 <= len(position) <= 3, "3.1.1"
        assert -180 <= position[0] <= 180, "4, and 3.1.9: cut at the antimeridian"
        assert -90 <= position[1] <= 90
        assert all(round(value, 7) == value for value in position), "11.2: no precision that nobody has"
    if geometry["type"] == "LineString":
        assert len(geometry["coordinates"]) >= 2, "3.1.4"
    if geometry["type"] in ("Polygon", "MultiPolygon"):
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for shell, *holes in polygons:
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in (shell, *holes)), "3.1.6"
            assert turns_left(shell), "3.1.6: outside counterclockwise"
            assert not any(turns_left(hole) for hole in holes), "3.1.6: holes clockwise"


# KML: OGC 12-007r2 has its elements in an order, for it is an XML schema of sequences.

KML = "{http://www.opengis.net/kml/2.2}"
ORDER = {
    "Document": "name visibility open description Style StyleMap Schema Placemark Folder".split(),
    "Folder": "name visibility open description Style Placemark Folder".split(),
    "Placemark": (
        "name visibility open description TimeStamp TimeSpan styleUrl Style ExtendedData Point LineString Polygon MultiGeometry"
    ).split(),
    "Style": "IconStyle LabelStyle LineStyle PolyStyle BalloonStyle".split(),
    "IconStyle": "color colorMode scale heading Icon hotSpot".split(),
    "LineStyle": "color colorMode width".split(),
    "PolyStyle": "color colorMode fill outline".split(),
    "TimeSpan": "begin end".split(),
    "Point": "extrude altitudeMode coordinates".split(),
    "LineString": "extrude tessellate altitudeMode coordinates".split(),
    "LinearRing": "extrude tessellate altitudeMode coordinates".split(),
    "Polygon": "extrude tessellate altitudeMode outerBoundaryIs innerBoundaryIs".split(),
    "outerBoundaryIs": ["LinearRing"],
    "innerBoundaryIs": ["LinearRing"],
    "MultiGeometry": "Point LineString Polygon".split(),
    "kml": ["Document"],
}
ONCE = {"Placemark": {"Point", "LineString", "Polygon", "MultiGeometry"}, "Polygon": {"outerBoundaryIs"}}


@every_brief
def test_kml_keeps_the_order_of_its_schema(saved, brief):
    root = ET.fromstring(saved(".kml", brief, marking="TLP:CLEAR").read_bytes())  # noqa: S314  # our own file
    for element in root.iter():
        children = [child.tag.removeprefix(KML) for child in element]
        name = element.tag.removeprefix(KML)
        if not children:
            continue
        places = [ORDER[name].index(child) for child in children]
        assert places == sorted(places), f"{name}: {children}"
        assert sum(child in ONCE.get(name, ()) for child in children) <= 1


@every_brief
def test_kml_values_are_of_the_types_of_its_schema(saved, brief):
    root = ET.fromstring(saved(".kml", brief).read_bytes())  # noqa: S314  # our own file
    identifiers = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[^\W\d][\w.-]*", name) for name in identifiers), "xs:ID"
    styles = {f"#{item.get('id')}" for item in root.iter(f"{KML}Style")}
    assert {item.text for item in root.iter(f"{KML}styleUrl")} <= styles
    assert all(re.fullmatch("[0-9a-f]{8}", item.text) for item in root.iter(f"{KML}color"))
    for tag in ("begin", "end"):
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", item.text) for item in root.iter(f"{KML}{tag}"))
    for item in root.iter(f"{KML}coordinates"):
        assert all(re.fullmatch(r"-?\d+(\.\d+)?,-?\d+(\.\d+)?", pair) for pair in item.text.split())


# QGIS: what QgsVectorLayer::readSymbology, the renderers' create() and QgsSymbolLayerUtils::loadSymbol look for.

SORT = {"places": "marker", "mentions": "marker", "events": "marker", "movements": "line", "areas": "fill"}
DRAWN = {
    "marker": {"SimpleMarker"},
    "line": {"ArrowLine", "SimpleLine"},
    "fill": {"SimpleFill", "LinePatternFill"},
}
"""Symbol layers that QGIS registers for each sort of symbol, as far as we use them."""

INNER = {"ArrowLine": "fill", "LinePatternFill": "line"}
"""Sort of the symbol that a symbol layer draws with."""


def styles(path):
    with closing(sqlite3.connect(path)) as base:
        return dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles"))


@pytest.mark.parametrize(
    "brief", [example(), a_movement(), hostile(), empty()], ids=["story", "movement", "hostile", "empty"]
)
def test_styles_are_built_as_qgis_reads_them(saved, brief):
    for layer, text in styles(saved(".gpkg", brief)).items():
        assert text.startswith("<!DOCTYPE qgis PUBLIC")
        root = ET.fromstring(text.split("\n", 1)[1])  # noqa: S314  # our own
        assert root.tag == "qgis"
        assert re.fullmatch(r"3\.\d+\.\d+", root.get("version"))
        (renderer,) = root.findall("renderer-v2")
        symbols = {item.get("name"): item for item in renderer.findall("symbols/symbol")}
        kinds = {event.kind for event in brief.events}
        if layer == "areas":
            kinds = {place.kind for place in brief.places if place.extent is not None}
        check_renderer(renderer, symbols, kinds)
        for symbol in symbols.values():
            assert symbol.get("type") == SORT[layer]
            check_symbol(symbol)


def check_renderer(renderer, symbols, kinds):
    if renderer.get("type") == "singleSymbol":
        assert list(symbols) == ["0"], "QgsSingleSymbolRenderer::create takes the first and drops the others"
        return
    assert renderer.get("type") == "categorizedSymbol"
    assert renderer.get("attr") == "kind"
    used = [item.get("symbol") for item in renderer.findall("categories/category")]
    assert len(used) == len(set(used)), "QGIS takes a symbol out of its list with the first category that has it"
    assert set(used) == set(symbols)
    assert {item.get("value") for item in renderer.findall("categories/category")} == kinds


def check_symbol(symbol):
    layers = symbol.findall("layer")
    assert layers, "a symbol without a layer is dropped"
    for layer in layers:
        assert layer.get("class") in DRAWN[symbol.get("type")]
        assert {"enabled", "pass", "locked"} <= set(layer.attrib)
        (options,) = layer.findall("Option")
        assert options.get("type") == "Map"
        for option in options:
            assert (option.tag, option.get("type")) == ("Option", "QString")
            if option.get("name").endswith("color"):
                parts = [int(part) for part in option.get("value").split(",")]
                assert len(parts) == 4
                assert all(0 <= part <= 255 for part in parts)
        for inner in layer.findall("symbol"):
            assert inner.get("name") == f"@{symbol.get('name')}@{layers.index(layer)}", (
                "QgsSymbolLayerUtils::loadSymbols"
            )
            assert inner.get("type") == INNER[layer.get("class")]
            check_symbol(inner)


def test_names_stand_beside_points_and_areas(saved):
    found = styles(saved(".gpkg"))
    for layer in ("places", "areas"):
        root = ET.fromstring(found[layer].split("\n", 1)[1])  # noqa: S314  # our own
        assert root.get("labelsEnabled") == "1"
        assert root.find("labeling").get("type") == "simple"
        assert root.find("labeling/settings/text-style").get("fieldName") == "name"


def test_the_table_of_styles_has_the_columns_that_qgis_asks_for(saved):
    with closing(sqlite3.connect(saved(".gpkg"))) as base:
        columns = [row[1] for row in base.execute("PRAGMA table_info(layer_styles)")]
        registered = base.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchall()
        geometry = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        styled = dict(base.execute("SELECT f_table_name, f_geometry_column FROM layer_styles WHERE useAsDefault = 1"))
        check = base.execute("PRAGMA integrity_check").fetchall()
    assert (
        columns
        == (
            "id f_table_catalog f_table_schema f_table_name f_geometry_column styleName styleQML styleSLD useAsDefault "
            "description owner ui update_time"
        ).split()
    )
    assert registered == [("attributes",)]
    assert check == [("ok",)]
    assert styled.items() <= geometry.items(), "QGIS looks a style up by table and geometry column"


def test_a_kind_that_no_event_has_is_in_no_legend(saved):
    event = replace(a_brief().events[0], kind="protest")
    (style,) = [
        text for layer, text in styles(saved(".gpkg", replace(a_brief(), events=(event,)))).items() if layer == "events"
    ]
    assert re.findall(r'<category [^>]*value="(\w+)"', style) == ["protest"]
