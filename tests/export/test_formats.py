"""Every format read back by a reader that is not ours, without loss."""

import csv
import json
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest

from geobrief.brief.document import from_json
from geobrief.errors import OutputError, UsageError
from geobrief.export import SUFFIXES, ExportOptions, save_brief
from tests.brief.builders import a_brief


@pytest.fixture
def saved(tmp_path):
    """A function that saves a brief and returns the path."""

    def save(suffix, brief=None, **options):
        path = tmp_path / f"brief{suffix}"
        save_brief(brief or a_brief(), path, ExportOptions(**options))
        return path

    return save


def test_json_is_the_brief(saved):
    assert from_json(saved(".json").read_text("utf-8")) == a_brief()


def test_geojson_has_every_place_and_event_where_gdal_expects_it(saved):
    frame = geopandas.read_file(saved(".geojson"))
    assert sorted(frame["id"]) == ["e-1", "p-agadez", "p-niger"]
    event = frame[frame["id"] == "e-1"].iloc[0]
    assert (event.geometry.x, event.geometry.y) == (7.99, 16.97)
    assert event["event_date"] is not None


def test_geojson_rings_run_as_rfc_7946_says(saved):
    collection = json.loads(saved(".geojson").read_text("utf-8"))
    (niger,) = [item for item in collection["features"] if item["id"] == "p-niger"]
    ring = niger["geometry"]["coordinates"][0]
    doubled_area = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring))
    assert doubled_area < 0, "the outer ring runs counterclockwise"


def test_geopackage_has_a_layer_a_table(saved):
    path = saved(".gpkg")
    assert [name for name, _ in pyogrio.list_layers(path)] == ["places", "mentions", "events", "articles"]
    places = geopandas.read_file(path, layer="places")
    assert places.crs.to_epsg() == 4326
    assert sorted(places["name"]) == ["Agadez", "Niger"]
    assert set(places.geometry.geom_type) == {"Point", "Polygon"}


def test_geopackages_of_one_brief_have_the_same_bytes(saved):
    first = saved(".gpkg").read_bytes()
    assert saved(".gpkg").read_bytes() == first


def test_kml_is_read_by_gdal(saved):
    path = saved(".kml")
    assert {name for name, _ in pyogrio.list_layers(path)} == {"Places", "Events"}
    root = ET.fromstring(path.read_bytes())  # noqa: S314  # our own file
    names = {item.text for item in root.iter("{http://www.opengis.net/kml/2.2}name")}
    assert {"Niger", "Agadez", "Withdrawal of forces: Soldiers, from Agadez"} <= names


def test_csv_opens_in_a_spreadsheet_and_computes_nothing(saved):
    event = replace(a_brief().events[0], label="=HYPERLINK(1)")
    path = saved(".csv", replace(a_brief(), events=(event,)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["label"] == "'=HYPERLINK(1)"
    assert row["event_date"] == "2024-08-05"
    assert row["location"] == "Agadez"


def test_parquet_is_geoparquet(saved):
    frame = geopandas.read_parquet(saved(".parquet"))
    assert list(frame["id"]) == ["e-1"]
    assert frame.crs.to_epsg() == 4326


def test_markdown_cites_every_sentence_and_lists_the_sources(saved):
    text = saved(".md", marking="TLP:AMBER").read_text("utf-8")
    assert text.startswith("**TLP:AMBER**")
    assert "Soldiers left Agadez on 5 August." in text
    assert "A. Writer: “Soldiers leave”, Example Wire, 2024-08-06" in text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_brief_can_be_written_in_every_format(saved, suffix):
    empty = replace(a_brief(), places=(), mentions=(), events=(), conflicts=(), articles=(), skipped=())
    assert saved(suffix, empty).stat().st_size > 0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_text_can_be_written_in_every_format(saved, suffix):
    text = "</script><script>alert(1)</script> ${x} \\u0041 \u2028 \u202e ]]> & \x00 \ud83d\ude00".encode(
        "utf-16", "surrogatepass"
    ).decode("utf-16")
    brief = a_brief()
    source = replace(brief.articles[0], title=text, outlet=text, authors=(text,))
    event = replace(brief.events[0], label=text)
    assert saved(suffix, replace(brief, title=text, articles=(source,), events=(event,))).stat().st_size > 0


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    target = tmp_path / "brief.json"
    target.mkdir()
    with pytest.raises(OutputError, match="folder"):
        save_brief(a_brief(), target)


def test_an_unknown_suffix_names_the_known_ones(tmp_path):
    with pytest.raises(UsageError, match=r"\.geojson"):
        save_brief(a_brief(), tmp_path / "brief.doc")
