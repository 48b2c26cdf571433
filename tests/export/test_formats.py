"""Every format read back by a reader that is not ours, without loss."""

import csv
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest

from geobrief.brief.document import from_json
from geobrief.errors import OutputError, UsageError
from geobrief.events import event_kinds
from geobrief.export import SUFFIXES, save_brief
from geobrief.model import Decision, EventPlace
from tests.brief.builders import a_brief
from tests.export.briefs import a_movement, empty, hostile, scattered


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
    layers = [name for name, _ in pyogrio.list_layers(path)]
    assert [name for name in layers if name != "layer_styles"] == [
        "places",
        "mentions",
        "events",
        "event_places",
        "articles",
        "movements",
        "areas",
        "event_citations",
        "conflicts",
    ]
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


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", "＠", " =", "\t="])
def test_csv_opens_in_a_spreadsheet_and_computes_nothing(saved, first):
    event = replace(a_brief().events[0], label=f"{first}HYPERLINK(1)")
    path = saved(".csv", replace(a_brief(), events=(event,)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["label"] == f"'{first}HYPERLINK(1)"
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
    assert "Example Wire, “Soldiers leave”, A. Writer, 6 August 2024" in text


def test_markdown_speaks_the_language_that_was_asked_for(saved):
    text = saved(".md", language="fr").read_text("utf-8")
    assert "## L’essentiel" in text
    assert "## Chronologie" in text
    assert "5 août 2024" in text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_brief_can_be_written_in_every_format(saved, suffix):
    path = saved(suffix, empty())
    assert path.stat().st_size > 0 or suffix in (".bib", ".ris")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_text_can_be_written_in_every_format(saved, suffix):
    assert saved(suffix, hostile()).stat().st_size > 0


def test_geopackage_has_a_style_for_each_layer_that_is_drawn(saved):
    with closing(sqlite3.connect(saved(".gpkg"))) as base:
        styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
    assert set(styles) == {"places", "mentions", "events", "movements", "areas"}
    for style in styles.values():
        assert ET.fromstring(style.split("\n", 1)[1]).find("renderer-v2") is not None  # noqa: S314  # our own
    assert 'value="withdrawal"' in styles["events"]


def test_movements_are_lines_from_origin_to_destination(saved):
    path = saved(".gpkg", a_movement())
    (row,) = geopandas.read_file(path, layer="movements").itertuples()
    assert (row.origin_name, row.destination_name) == ("Niamey", "Agadez")
    (line,) = row.geometry.geoms
    assert list(line.coords) == [(2.11, 13.51), (7.99, 16.97)]


def test_a_movement_across_the_antimeridian_is_cut_there(saved):
    brief = a_movement(("Suva", -18.0, 178.0), ("Apia", -14.0, -172.0))
    line = next(item for item in features(saved(".geojson", brief)) if item["id"] == "e-0-movement")["geometry"]
    assert line["type"] == "MultiLineString"
    assert line["coordinates"] == [[[178.0, -18.0], [180.0, -17.2]], [[-180.0, -17.2], [-172.0, -14.0]]]


def features(path):
    return json.loads(path.read_text("utf-8"))["features"]


def test_geojson_says_nothing_twice_and_nothing_about_reference_systems(saved):
    collection = json.loads(saved(".geojson", a_movement()).read_text("utf-8"))
    ids = [item["id"] for item in collection["features"]]
    assert len(ids) == len(set(ids)) == 4
    assert "crs" not in collection


def test_kml_balloons_hold_quotes_with_their_sources(saved):
    root = ET.fromstring(saved(".kml").read_bytes())  # noqa: S314  # our own file
    balloons = [item.text for item in root.iter("{http://www.opengis.net/kml/2.2}description")]
    assert any('<a href="https://example.org/one">[1] Example Wire: Soldiers leave</a>' in text for text in balloons)
    assert sum("Soldiers left Agadez on 5 August." in text for text in balloons) == 2


def test_hostile_text_is_no_markup_in_balloons(saved):
    root = ET.fromstring(saved(".kml", hostile()).read_bytes())  # noqa: S314  # our own file
    balloons = [item.text for item in root.iter("{http://www.opengis.net/kml/2.2}description")]
    assert not any("<script" in text or "<svg" in text for text in balloons)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_acled_table_has_what_happened_in_acleds_words(saved):
    event = a_brief().events[0]
    planned = replace(event, id="e-2", status="planned")
    clash = replace(event, id="e-3", kind="armed_clash")
    rows = rows_of(saved(".acled.csv", replace(a_brief(), events=(event, planned, clash))))
    assert "e-2" not in [row["event_id_cnty"] for row in rows]
    (row,) = [row for row in rows if row["event_id_cnty"] == "e-3"]
    assert (row["event_type"], row["sub_event_type"], row["disorder_type"]) == (
        "Battles",
        "Armed clash",
        "Political violence",
    )
    assert (row["year"], row["time_precision"], row["geo_precision"]) == ("2024", "1", "1")
    assert (row["actor1"], row["location"], row["fatalities"]) == ("Soldiers", "Agadez", "")
    assert row["country"] == "Niger"


def test_acled_table_has_acleds_columns_and_no_pin_on_the_middle_of_a_country(saved):
    event = replace(a_brief().events[0], kind="armed_clash", where=(EventPlace("p-niger", "scene"),))
    path = saved(".acled.csv", replace(a_brief(), events=(event,)))
    (row,) = rows_of(path)
    assert len(row) == 31
    assert (row["location"], row["latitude"], row["longitude"], row["geo_precision"]) == ("Niger", "", "", "")
    (row,) = rows_of(saved(".plover.csv", replace(a_brief(), events=(event,))))
    assert (row["location"], row["latitude"], row["geo_precision"]) == ("Niger", "", "")


@pytest.mark.parametrize(
    "suffix", [".csv", ".plover.csv", ".acled.csv", ".geojson", ".kml", ".md", ".docx", ".email.html"]
)
def test_what_a_source_was_rated_and_an_analyst_set_is_in_every_output(saved, suffix):
    brief = a_brief()
    decision = Decision(brief.events[0].id, "set", "“Withdrawal” is dated 5 August", "QZ", "seen by us")
    brief = replace(
        brief,
        articles=(replace(brief.articles[0], rating="B2"),),
        events=(replace(brief.events[0], kind="armed_clash"),),
        reviewed=(brief.events[0].id,),
        decisions=(decision,),
    )
    path = saved(suffix, brief)
    if suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode("utf-8")
    else:
        text = path.read_text("utf-8-sig")
    assert "B2" in text
    assert "QZ" in text


def test_plover_table_has_every_event_with_type_and_actor(saved):
    (row,) = rows_of(saved(".plover.csv"))
    assert row["event_type"] == event_kinds()["withdrawal"].plover_type
    assert (row["id"], row["actor"], row["status"]) == ("e-1", "Soldiers", "done")


def test_references_are_written_for_managers_and_processors(saved):
    assert saved(".bib").read_text("utf-8").startswith("@article{")
    assert saved(".ris").read_text("utf-8").startswith("TY  - NEWS")
    assert json.loads(saved(".csl.json").read_text("utf-8"))[0]["title"] == "Soldiers leave"


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pptx", ".atom"])
def test_a_quote_that_repeats_another_says_which_in_writing(saved, suffix):
    brief = a_brief()
    event, source = brief.events[0], brief.articles[0]
    other = replace(source, id="a-other", title="The same again")
    said = replace(event.citations[0], article=source.id)
    cited = (said, replace(said, article=other.id, copy_of=source.id))
    path = saved(suffix, replace(brief, articles=(source, other), events=(replace(event, citations=cited),)))
    assert _texts(path).replace("\\", "").count("(repeats [1])") == 1


def _texts(path):
    """What a file holds; of an archive, all its parts of XML in a row."""
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in sorted(archive.namelist()) if name.endswith(".xml"))


def test_an_address_in_markdown_is_no_markup(saved):
    source = replace(a_brief().articles[0], url="https://example.com/><script>alert(1)</script>")
    text = saved(".md", replace(a_brief(), articles=(source,))).read_text("utf-8")
    assert "<https://example.com/%3E%3Cscript%3Ealert(1)%3C/script%3E>" in text
    assert "<script" not in text


def test_markdown_shows_a_picture_on_demand(saved):
    assert "](<a%20map%29.png>)" in saved(".md", picture="a map).png").read_text("utf-8")


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet", ".csv", ".plover.csv", ".kml", ".atom"])
def test_no_count_is_lost(saved, suffix):
    """Fifty places and events are fifty in every format that holds all of them."""
    brief = scattered(50)
    path = saved(suffix, brief)
    if suffix == ".geojson":
        assert len(features(path)) == 100
    elif suffix == ".gpkg":
        assert [len(geopandas.read_file(path, layer=name)) for name in ("places", "mentions", "events")] == [50, 50, 50]
    elif suffix == ".parquet":
        assert len(geopandas.read_parquet(path)) == 50
    elif suffix in (".csv", ".plover.csv"):
        assert len(rows_of(path)) == 50
    else:
        tag = "Placemark" if suffix == ".kml" else "entry"
        assert path.read_text("utf-8").count(f"<{tag}") == (100 if suffix == ".kml" else 50)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    target = tmp_path / "brief.json"
    target.mkdir()
    with pytest.raises(OutputError, match="folder"):
        save_brief(a_brief(), target)


def test_an_unknown_suffix_names_the_known_ones(tmp_path):
    with pytest.raises(UsageError, match=r"\.geojson"):
        save_brief(a_brief(), tmp_path / "brief.doc")


def test_a_geopackage_that_fails_leaves_no_setting_behind(tmp_path, monkeypatch):
    """GDAL's settings are the whole program's: other files that it writes have their own date."""

    def fails(*_arguments, **_named):
        raise pyogrio.errors.DataSourceError("no room")

    monkeypatch.setattr("geopandas.GeoDataFrame.to_file", fails)
    with pytest.raises(OutputError, match="no room"):
        save_brief(a_brief(), tmp_path / "brief.gpkg")
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit on the size of a file")
@pytest.mark.parametrize("suffix", [".gpkg", ".html", ".svg", ".json"])
def test_a_disk_that_is_full_is_one_line_and_the_old_file_stays(tmp_path, suffix):
    """A file may hold 20,000 bytes, which is how a full disk looks to the one who writes."""
    target = tmp_path / f"brief{suffix}"
    target.write_text("old")
    brief = tmp_path / "in.json"
    save_brief(scattered(200), brief)
    limit = "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); from geobrief.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-B", "-c", limit, "export", str(brief), "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("geobrief: ")
    assert done.stderr.count("\n") == 1
    assert target.read_text() == "old"
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted([target.name, "in.json"])


def test_of_a_full_disk_a_geopackage_says_why_and_not_what_gdal_was_busy_with(tmp_path, monkeypatch):
    def full(*_args, **_named):
        raise pyogrio.errors.DataSourceError(
            "sqlite3_exec(INSERT INTO gpkg_contents (table_name) VALUES ('events')) failed: database or disk is full\nmore"
        )

    monkeypatch.setattr(geopandas.GeoDataFrame, "to_file", full)
    monkeypatch.setattr(pyogrio, "write_dataframe", full)
    with pytest.raises(OutputError) as found:
        save_brief(a_brief(), tmp_path / "a.gpkg")
    said = str(found.value)
    assert "disk is full" in said
    assert "INSERT" not in said
    assert "\n" not in said
    assert list(tmp_path.iterdir()) == []
