"""A brief as GeoDataFrames, for notebooks."""

import csv
import json
import zipfile
from dataclasses import replace
from datetime import date

import geopandas
import pandas as pd
import pyarrow.parquet
import pyogrio
import pytest

from geobrief.brief.findings import with_findings
from geobrief.errors import UsageError
from geobrief.export.tables import PLAIN, TABLES, source_name
from geobrief.model import EventPlace, When
from tests.brief.builders import a_brief, day
from tests.export.briefs import a_movement, a_place, brief_of, empty


@pytest.mark.parametrize("table", [*TABLES, *PLAIN])
@pytest.mark.parametrize("brief", [a_brief(), a_movement(), empty()], ids=["usual", "movement", "empty"])
def test_every_table_has_a_geometry_in_epsg_4326(brief, table):
    frame = brief.to_geodataframe(table)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.name == "geometry"
    assert frame["id"].is_unique


def test_movements_are_lines_with_the_names_of_both_ends():
    (row,) = a_movement().to_geodataframe("movements").itertuples()
    assert (row.origin_name, row.destination_name, row.geometry.geom_type) == ("Niamey", "Agadez", "LineString")


def test_an_event_says_which_source_only_repeats_another():
    brief = a_brief()
    first = brief.events[0]
    said = first.citations[0]
    original = next(source for source in brief.articles if source.id == said.article)
    other = replace(original, id="a-other", title="The same again")
    event = replace(first, citations=(said, replace(said, article=other.id, copy_of=original.id)))
    rows = replace(brief, articles=(*brief.articles, other), events=(event,)).to_geodataframe("events")
    assert list(rows["copy_of"]) == [f"{source_name(other)} repeats {source_name(original)}"]
    assert a_brief().to_geodataframe("events")["copy_of"].isna().all()


def test_an_unknown_table_names_the_known_ones():
    with pytest.raises(UsageError, match=r"places.*movements"):
        a_brief().to_geodataframe("people")


FOUR = [
    a_place(name, 13.0 + number, 2.0, country="NE")
    for number, name in enumerate(("Niamey", "Agadez", "Diffa", "Zinder"))
]


def an_event_of(*where, **fields):
    """A brief of four towns and a country with one event."""
    niger = replace(a_brief().places[1], id="p-Niger")
    brief = brief_of([*FOUR, niger])
    return replace(brief, events=(replace(brief.events[0], id="e-1", where=where, **fields),))


def everywhere():
    return an_event_of(*(EventPlace(place.id, "scene") for place in FOUR))


def test_an_event_of_four_places_is_four_places():
    rows = everywhere().to_geodataframe("event_places")
    assert list(rows["location"]) == ["Niamey", "Agadez", "Diffa", "Zinder"]
    assert set(rows["event"]) == {"e-1"}
    assert set(rows["place"]) <= set(everywhere().to_geodataframe("places")["id"])
    assert len({(point.x, point.y) for point in rows.geometry}) == 4


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".gpkg", ".geojson", ".kml"])
def test_every_place_of_an_event_is_in_every_table(saved, suffix):
    path = saved(suffix, everywhere())
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [(row["id"], row["location"], row["place_number"], row["places"]) for row in rows] == [
            ("e-1", place.name, str(number), "4") for number, place in enumerate(FOUR, 1)
        ]
    elif suffix == ".parquet":
        assert list(geopandas.read_parquet(path)["location"]) == [place.name for place in FOUR]
    elif suffix == ".gpkg":
        assert list(geopandas.read_file(path, layer="event_places")["place"]) == [place.id for place in FOUR]
        assert list(pyogrio.read_dataframe(path, layer="event_citations")["event"]) == ["e-1"]
    elif suffix == ".geojson":
        features = json.loads(path.read_text("utf-8"))["features"]
        (event,) = [item for item in features if item["id"] == "e-1"]
        assert len(event["geometry"]["coordinates"]) == 4
        assert [item["place"] for item in event["properties"]["where"]] == [place.id for place in FOUR]
    else:
        assert path.read_text("utf-8").count("<Point>") == 4 + 4, "of the places and of the event"


def test_a_country_has_no_position_in_any_table():
    brief = an_event_of(EventPlace("p-Niger", "scene"))
    (event,) = brief.to_geodataframe("events").itertuples()
    assert pd.isna(event.latitude)
    assert event.place_precision == "country"
    assert event.geometry.geom_type == "Polygon"
    places = brief.to_geodataframe("places").set_index("id")
    assert places["lat"].isna()["p-Niger"]


@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".gpkg"])
def test_a_country_without_an_outline_lies_nowhere_rather_than_in_its_middle(saved, suffix):
    brief = an_event_of(EventPlace("p-Niger", "scene"))
    bare = replace(brief, places=(*brief.places[:-1], replace(brief.places[-1], extent=None)))
    frame = bare.to_geodataframe("events")
    assert frame.geometry.isna().all()
    assert saved(suffix, bare).stat().st_size > 0


def test_an_event_at_a_name_without_a_position_is_no_point_and_keeps_its_name():
    for area, kind in (("p-Niger", "Polygon"), ("p-Niamey", None)):
        (event,) = an_event_of(EventPlace(area, "scene", "Kolbarido")).to_geodataframe("events").itertuples()
        assert event.named == "Kolbarido"
        assert pd.isna(event.latitude)
        assert (event.geometry and event.geometry.geom_type) == kind
        assert pd.isna(event.geo_precision) or event.geo_precision != 1


@pytest.mark.parametrize(
    ("when", "event_date"),
    [
        (day("2024-08-05"), "2024-08-05"),
        (day("2012-01-01", precision="year", end="2012-12-31"), None),
        (day("2024-08-01", precision="month", end="2024-08-31"), None),
        (When(None, day("2024-09-15").end, "day", "by 15 September", "text", "by"), None),
        (When(day("2024-09-15").start, None, "day", "since 15 September", "text", "since"), None),
    ],
    ids=["day", "year", "month", "by", "since"],
)
@pytest.mark.parametrize("suffix", [".csv", ".geojson"])
def test_a_bound_or_a_year_is_no_day(saved, suffix, when, event_date):
    path = saved(suffix, an_event_of(EventPlace("p-Niamey", "scene"), when=when))
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
    else:
        features = json.loads(path.read_text("utf-8"))["features"]
        row = next(item["properties"] for item in features if item["id"] == "e-1")
    assert (row["event_date"] or None) == event_date
    assert row["date_precision"] == when.precision
    ends = [day_ and day_.isoformat() for day_ in (when.start, when.end)]
    assert [row["date_from"] or None, row["date_to"] or None] == ends
    if when.start is None or when.end is None:
        assert not row["time_precision"]


def test_days_are_days_in_frames_and_in_parquet(saved):
    assert str(a_brief().to_geodataframe("events")["event_date"].dtype) == "datetime64[s]"
    types = pyarrow.parquet.read_schema(saved(".parquet"))
    assert str(types.field("event_date").type) == "date32[day]"


def test_history_of_a_thousand_years_ago_is_a_day_too():
    event = an_event_of(EventPlace("p-Niamey", "scene"), when=day("0999-01-01"))
    assert event.to_geodataframe("events")["event_date"][0].year == 999


def test_a_movement_of_which_one_end_is_known_has_a_row_and_no_line():
    (row,) = an_event_of(EventPlace("p-Niamey", "origin")).to_geodataframe("movements").itertuples()
    assert (row.origin_name, row.geometry) == ("Niamey", None)
    assert pd.isna(row.destination_name)


def test_a_movement_to_a_country_draws_no_line_to_its_middle():
    brief = an_event_of(EventPlace("p-Niamey", "origin"), EventPlace("p-Niger", "destination"))
    (row,) = brief.to_geodataframe("movements").itertuples()
    assert (row.destination_name, row.geometry) == ("Niger", None)


def test_the_folder_of_tables_joins_by_ids(saved):
    with zipfile.ZipFile(saved(".csv.zip", with_findings(everywhere()))) as archive:
        tables = {
            name.removesuffix(".csv"): list(csv.DictReader(archive.read(name).decode("utf-8-sig").splitlines()))
            for name in archive.namelist()
        }
    assert {row["event"] for row in tables["event_places"]} <= {row["id"] for row in tables["events"]}
    assert {row["place"] for row in tables["event_places"]} <= {row["id"] for row in tables["places"]}
    assert {row["article"] for row in tables["event_citations"]} <= {row["id"] for row in tables["articles"]}
    assert tables["findings"][0]["events"] == "e-1"


def test_a_workbook_has_a_sheet_a_table_computes_nothing_and_writes_days_as_days(saved):
    event = replace(a_brief().events[0], label="=1+1")
    with zipfile.ZipFile(saved(".xlsx", with_findings(replace(a_brief(), events=(event,))))) as archive:
        book = archive.read("xl/workbook.xml").decode()
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        strings = archive.read("xl/sharedStrings.xml").decode()
    for name in ("brief", "findings", "events", "event_places", "places", "articles", "event_citations", "conflicts"):
        assert f'name="{name}"' in book
    assert not any("<f>" in sheet for sheet in sheets)
    assert "=1+1" in strings
    serial = (day("2024-08-05").start - date(1899, 12, 30)).days
    assert any(f"<v>{serial}</v>" in sheet for sheet in sheets)


def test_the_same_brief_is_the_same_workbook_and_the_same_folder(saved):
    for suffix in (".xlsx", ".csv.zip"):
        assert saved(suffix).read_bytes() == saved(suffix).read_bytes()


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (When(date(2024, 8, 6), date(2024, 8, 6), "day", None, "metadata"), "2024-08-06"),
        (When(date(2024, 5, 19), date(2024, 5, 25), "days", None, "inferred"), None),
        (When(date(2024, 1, 1), date(2024, 12, 31), "year", None, "inferred"), None),
    ],
)
def test_an_article_of_some_day_between_two_has_no_false_day_of_publication(published, day):
    brief = a_brief()
    brief = replace(brief, articles=(replace(brief.articles[0], published=published), *brief.articles[1:]))
    row = TABLES["articles"](brief)[0]
    assert row["published"] == day
    assert (row["published_from"], row["published_to"]) == tuple(map(str, (published.start, published.end)))
