"""Areas are valid, share their borders, and follow the view of the world that the map prints."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from gazetteer.build_areas import packed
from geobrief.cartography import outlines
from geobrief.errors import GazetteerError
from geobrief.gazetteer import areas
from geobrief.model import Place

ROOT = Path(__file__).resolve().parents[2]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


POINTS = table(ROOT / "tests" / "cases" / "country_at.tsv")
REGIONS = table(ROOT / "gazetteer" / "sources" / "regions.tsv")


def place(key="geonames:1", *, kind="country", country=None, admin1_code=None, lat=0.0, lon=0.0, code="PCLI"):
    return Place(
        id="p-0", key=key, name="x", kind=kind, precision="country", country=country, admin1=None, lat=lat, lon=lon,
        geonameid=None, wikidata=None, feature_class="A", feature_code=code, population=0, admin1_code=admin1_code,
        source="test",
    )  # fmt: skip


@pytest.mark.parametrize("row", POINTS, ids=[row["why"] for row in POINTS])
def test_a_position_lies_in_the_country_and_province_that_the_table_says(row):
    lat, lon = float(row["lat"]), float(row["lon"])
    assert outlines.country_at(lat, lon) == (row["country"] or None)
    assert outlines.country_at(lat, lon, view="de-facto") == (row["de_facto"] or None)
    if row["admin1"]:
        assert outlines.admin1_at(lat, lon) == row["admin1"]


@pytest.mark.parametrize("cover", [outlines.detail, outlines.world], ids=["detail", "world"])
def test_every_unit_is_valid_and_on_earth(cover):
    for unit in range(len(cover().units)):
        geometry = cover().geometry(unit)
        assert geometry.is_valid
        assert not geometry.is_empty
        west, south, east, north = geometry.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


def test_neighbours_share_their_borders_without_gaps_or_overlaps():
    cover = outlines.detail()
    assert shapely.coverage_is_valid([cover.geometry(unit) for unit in range(len(cover.units))])


def test_the_border_of_niger_and_mali_is_one_line_for_both():
    border = outlines.country_area("NE").boundary.intersection(outlines.country_area("ML").boundary)
    assert border.length > 5  # degrees, of more than 800 km


def test_provinces_make_up_their_country():
    country = outlines.country_area("NE")
    provinces = shapely.union_all([outlines.province_area(f"NE.0{n}") for n in (1, 2, 3, 4, 6, 7, 8, 9)])
    assert country.symmetric_difference(provinces).area < 1e-9


def test_no_country_reaches_around_the_world():
    """A country on the antimeridian has parts on both sides, and none across the whole width of the map."""
    for code in ("RU", "FJ", "US", "NZ", "KI"):
        for part in outlines.country_area(code).geoms:
            west, _, east, _ = part.bounds
            assert east - west < 180, code


@pytest.mark.parametrize("row", [row for row in REGIONS if row["area"] != "none"], ids=lambda row: row["key"])
def test_a_region_has_a_valid_area_near_its_label(row):
    area = outlines.region_area(row["key"])
    assert area is not None
    assert area.is_valid
    scattered = row["countries"].count(",") > 3 or row["key"] == "geobrief:liancourt-rocks"
    assert area.distance(Point(float(row["lon"]), float(row["lat"]))) < (7 if scattered else 0.3)


def test_every_region_without_an_area_says_so():
    assert {row["key"] for row in REGIONS if outlines.region_area(row["key"]) is None} == {
        row["key"] for row in REGIONS if row["area"] == "none"
    }


def test_region_names_are_written_in_the_vocabulary_of_the_model():
    kinds = {"official", "short", "alias", "abbreviation", "demonym", "former", "exonym"}
    for row in REGIONS:
        for name in row["names"].split("|"):
            text, kind, strength = name.split(":")
            assert text.strip() == text != ""
            assert kind in kinds
            assert strength in {"strong", "weak", "context"}


def test_a_place_finds_its_area_by_what_it_is():
    niger = place(country="NE")
    assert areas.area(niger).covers(Point(8, 17))
    assert areas.area(place(kind="admin1", country="NE", admin1_code="01", code="ADM1")).covers(Point(8, 17))
    assert areas.area(place("geobrief:sahel", kind="region")).covers(Point(2, 15))
    assert areas.area(place(kind="water", lat=-1.0, lon=33.0, code="LK")).area > 4
    assert areas.area(place(kind="water", lat=0.0, lon=-30.0, code="LK")) is None
    assert areas.area(place(kind="city", country="NE", lat=13.5, lon=2.1, code="PPLC")) is None


@pytest.mark.parametrize("code", ["NE", "RU", "CA", "ID", "FJ", "VA", "US", "CL", "GR"])
def test_an_extent_is_small_valid_geojson(code):
    extent = areas.extent(place(country=code), tolerance_degrees=0.02)
    assert extent is not None
    assert len(json.dumps(extent)) < 15_000
    geometry = shape(extent)
    assert geometry.is_valid
    assert geometry.area == pytest.approx(outlines.country_area(code).area, rel=0.12)


def test_a_point_has_no_extent():
    assert areas.extent(place(kind="city", country="NE", code="PPL")) is None


def test_the_views_differ_only_where_the_table_says():
    decided = {row["key"] for row in table(ROOT / "gazetteer" / "sources" / "worldview.tsv")}
    for unit in outlines.detail().units:
        if unit.get("f", unit["c"]) != unit["c"]:
            assert unit["k"] in decided


def test_a_missing_file_says_the_way_out(monkeypatch):
    monkeypatch.setattr(outlines, "FILE", "no-such-file.zip")
    with pytest.raises(GazetteerError, match="install geobrief again"):
        outlines.areas_path()


def test_importing_areas_is_cheap():
    """Neither shapely nor numpy is loaded before an area is asked for."""
    code = "import sys, geobrief.gazetteer.areas; print([m for m in ('shapely', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_file_was_built_from_the_tables_as_they_are():
    """A change to a table without ``python -m gazetteer.build_areas`` shows here; ``--check`` compares every byte."""
    rows = table(ROOT / "gazetteer" / "sources" / "worldview.tsv")
    built = outlines.worldview()
    assert built["areas"] == {row["key"]: row["name"] for row in rows if row["kind"] == "unit"}
    assert [line["name"] for line in built["lines"]] == [row["name"] for row in rows if row["kind"] == "line"]
    drawn = {unit["k"] for unit in outlines.detail().units if "k" in unit}
    assert drawn == {row["key"] for row in rows if row["kind"] == "unit"}


positions = st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000))


@given(st.lists(st.lists(positions, min_size=2, max_size=8), min_size=1, max_size=8))
def test_lines_come_out_of_the_file_as_they_went_in(lines):
    """Steps too long for 16 bits get positions between; what was there stays, in order."""
    for line, unpacked in zip(lines, outlines.unpacked(packed(lines)), strict=True):
        found = iter([(round(x * 1000), round(y * 1000)) for x, y in unpacked.tolist()])
        assert all(position in found for position in line)
