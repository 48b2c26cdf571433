"""A broken row of an import is counted and named, and costs no other, whatever is broken in it."""

import json

import pytest

from geobrief.errors import GazetteerError
from geobrief.gazetteer import dumps, own
from geobrief.gazetteer.imports import Skips, install

GOOD = "1\tGao\tGao\t\t16.27\t-0.04\tP\tPPL\tML\t\t00\t\t\t\t5\t\t\t\t2024-01-01"


def imported(tmp_path, rows, skips):
    source = tmp_path / "source"
    source.write_bytes(b"x")
    return install(rows, "mine", skips=skips, sources=[source], folder=tmp_path / "out")


@pytest.mark.parametrize("people", ["99999999999999999999", "9" * 5_000, "²", "-1", "x", ""])
def test_a_population_beyond_all_bounds_costs_its_row_at_most(tmp_path, people):
    path = tmp_path / "places.csv"
    path.write_text(f"name,lat,lon,population\nGao,16.27,-0.04,5\nMopti,14.5,-4.2,{people}\n", "utf-8")
    skips = Skips()
    _, rows = own.read_csv(path, skips=skips)
    made = imported(tmp_path, rows, skips)
    assert made.places + sum(skips.counts.values()) == 2
    assert made.places >= 1


@pytest.mark.parametrize("cell", [(0, "9" * 30), (0, "²"), (14, "9" * 30), (14, "٣"), (4, "x"), (1, ""), (0, "")])
def test_a_broken_cell_of_geonames_costs_its_row_at_most(tmp_path, cell):
    cells = GOOD.replace("1\t", "2\t", 1).split("\t")
    cells[cell[0]] = cell[1]
    path = tmp_path / "XX.txt"
    path.write_text(GOOD + "\n" + "\t".join(cells) + "\n", "utf-8")
    skips = Skips()
    made = imported(tmp_path, dumps.geonames(path, skips=skips), skips)
    assert made.places + sum(skips.counts.values()) == 2


@pytest.mark.parametrize("line", ["KABC", ",,,,", "KABC,,1,1,NE", "KABC,Field,x,1,NE", "KABC,Field,1,1"])
def test_a_short_line_of_airports_costs_its_row_at_most(tmp_path, line):
    path = tmp_path / "airports.csv"
    path.write_text(f"ident,name,latitude_deg,longitude_deg,iso_country\nGAGO,Gao,16.2,-0.0,ML\n{line}\n", "utf-8")
    skips = Skips()
    made = imported(tmp_path, dumps.ourairports(path, skips=skips), skips)
    assert made.places + sum(skips.counts.values()) == 2


@pytest.mark.parametrize("name", [None, 1, "", [], {"a": 1}, "\ud800"])
def test_a_broken_feature_costs_itself_at_most(tmp_path, name):
    features = [
        {"type": "Feature", "properties": {"name": said}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
        for said in ("Gao", name)
    ]
    features.append({"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": None})
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    skips = Skips()
    _, rows = own.read_vector(path, skips=skips)
    made = imported(tmp_path, rows, skips)
    assert made.places + sum(skips.counts.values()) == 3
    assert skips.counts["the feature has no shape"] == 1


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("name,lat,lon\nGao,16.27,-0.04\n", "utf-8")
    with pytest.raises(GazetteerError, match="no column for population is called 'people'; there are name, lat, lon"):
        own.read_csv(path, skips=Skips(), given={"population": "people"})
    layer = tmp_path / "places.geojson"
    layer.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Gao"}, '
        '"geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
        "utf-8",
    )
    with pytest.raises(GazetteerError, match="no column for kind is called 'sort'"):
        own.read_vector(layer, skips=Skips(), given={"kind": "sort"})


def test_a_first_line_with_a_line_end_inside_is_named(tmp_path):
    """Found by the soak: ``tests/night``."""
    path = tmp_path / "places.csv"
    path.write_bytes(b"name,lat\rx,lon\nGao,16.27,-0.04\n")
    with pytest.raises(GazetteerError, match="first line"):
        own.read_csv(path, skips=Skips())
