"""The basemap of a view is small, plain GeoJSON, dashed where somebody disputes a line."""

import itertools
import json

import pytest
from shapely.geometry import Point, box, shape

from geobrief.cartography import outlines
from geobrief.cartography.basemap import basemap, province_labels

SAHEL = (-6.0, 10.0, 16.0, 25.0)
LAYERS = {"world", "countries", "borders", "admin1", "lakes", "rivers"}


@pytest.fixture(scope="module")
def sahel():
    return basemap(*SAHEL, countries=["NE", "ML", "BF"])


def disputed(view, **options):
    layers = basemap(*view, **options)
    return {f["properties"]["name"] for f in layers["borders"]["features"] if f["properties"]["disputed"]}


def test_the_layers_are_feature_collections_that_json_can_carry(sahel):
    assert set(sahel) == LAYERS
    assert json.loads(json.dumps(sahel, allow_nan=False)) == sahel
    for layer in sahel.values():
        assert layer["type"] == "FeatureCollection"
        for feature in layer["features"]:
            assert feature["type"] == "Feature"
            assert not shape(feature["geometry"]).is_empty


def test_a_typical_brief_carries_less_than_300_kilobytes_of_basemap(sahel):
    assert len(json.dumps(sahel, separators=(",", ":"))) < 300_000


def test_the_view_is_covered_to_its_edges(sahel):
    land = [shape(f["geometry"]).buffer(0) for f in sahel["countries"]["features"]]
    inland = box(-3, 13, 15, 24)
    covered = sum(area.intersection(inland).area for area in land)
    assert covered == pytest.approx(inland.area, rel=0.002)


def test_the_coarse_world_does_not_show_beyond_the_detailed_coast():
    layers = basemap(-6, 3, 12, 14)
    view = box(-6, 3, 12, 14)
    detailed = [shape(f["geometry"]).buffer(0) for f in layers["countries"]["features"]]
    for feature in layers["world"]["features"]:
        seen = shape(feature["geometry"]).buffer(0).intersection(view)
        for area in detailed:
            seen = seen.difference(area)
        assert seen.area < 0.05, feature["properties"]


def test_borders_are_lines_between_two_countries(sahel):
    pairs = {f["properties"]["id"] for f in sahel["borders"]["features"]}
    assert {"ML-NE", "BF-NE", "BF-ML", "NE-NG", "DZ-NE"} <= pairs
    assert all(f["geometry"]["type"] == "MultiLineString" for f in sahel["borders"]["features"])


def test_provinces_are_drawn_only_for_the_countries_at_hand(sahel):
    assert {f["properties"]["country"] for f in sahel["admin1"]["features"]} == {"BF", "ML", "NE"}
    assert basemap(*SAHEL)["admin1"]["features"] == []


@pytest.mark.parametrize(
    ("view", "name"),
    [
        ((32, 44, 37, 47), "Crimea and mainland Ukraine"),
        ((34, 31, 36.5, 34), "Palestine and Israel"),
        ((34, 31, 36.5, 34), "Golan Heights, eastern line"),
        ((72, 32, 80, 37), "Line of Control"),
        ((-17, 20, -8, 30), "Western Sahara and Morocco"),
        ((19, 41, 23, 44), "Kosovo and Serbia"),
        ((32, 34, 35, 36), "Northern Cyprus and the rest of Cyprus"),
        ((42, 7, 50, 12), "Somaliland and the rest of Somalia"),
        ((24, 8, 34, 12), "Sudan and South Sudan"),
        ((40, 41, 47, 44), "South Ossetia and the rest of Georgia"),
    ],
)
def test_a_disputed_line_in_the_view_is_marked_and_named(view, name):
    assert name in disputed(view)


def test_crimea_is_ukraines_by_default_and_russias_only_de_facto():
    simferopol = Point(34.1, 44.95)
    for view, owner in (("default", "UA"), ("de-facto", "RU")):
        for layer in ("countries", "world"):
            layers = basemap(32, 44, 37, 47, view=view) if layer == "countries" else basemap(0, 0, 5, 5, view=view)
            features = layers[layer]["features"]
            assert {f["properties"]["id"] for f in features if shape(f["geometry"]).covers(simferopol)} == {owner}


def test_a_view_across_the_antimeridian_shows_both_sides():
    layers = basemap(176, -20, -178, -15)
    (lons,) = [
        [p[0] for polygon in f["geometry"]["coordinates"] for p in polygon[0]]
        for f in itertools.islice((f for f in layers["countries"]["features"] if f["properties"]["id"] == "FJ"), 1)
    ]
    everywhere = [f for f in layers["countries"]["features"] if f["properties"]["id"] == "FJ"]
    assert len(everywhere) == 2
    assert min(abs(lon) for lon in lons) > 170


def test_the_whole_world_can_be_drawn():
    layers = basemap(-180, -60, 180, 80, countries=["NE"])
    codes = {f["properties"]["id"] for f in layers["countries"]["features"]}
    assert {"US", "BR", "RU", "CN", "AU", "ZA", "FR"} <= codes
    assert len(json.dumps(layers)) < 500_000
    for f in layers["countries"]["features"]:
        if f["properties"]["id"] in ("US", "BR", "CN", "CA", "AU"):
            assert shape(f["geometry"]).area == pytest.approx(
                outlines.country_area(f["properties"]["id"]).area, rel=0.05
            )


@pytest.mark.parametrize("view", [(7.9, 16.9, 8.1, 17.0), (-180, -90, 180, 90), (0, 85, 10, 90), (179, 60, 180, 70)])
def test_odd_views_do_not_fail(view):
    assert set(basemap(*view, countries=["RU", "XX"])) == LAYERS


def test_the_same_view_gives_the_same_bytes(sahel):
    assert json.dumps(basemap(*SAHEL, countries=["BF", "NE", "ML"])) == json.dumps(sahel)


def test_labels_of_provinces_stand_inside_them_and_in_the_view():
    labels = province_labels(*SAHEL, countries=["NE"])
    assert (labels[0]["id"], labels[0]["name"]) == ("NE.01", "Agadez")
    for label in labels:
        point = Point(label["lon"], label["lat"])
        assert outlines.province_area(label["id"]).covers(point)
        assert box(*SAHEL).covers(point)
