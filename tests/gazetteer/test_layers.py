"""A layer of one's own counts where it is asked for, and nowhere else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from geobrief.brief.record import Brief
from geobrief.cli import main

CSV = "name,lat,lon\nFOB Sandstorm,17.5,8.5\n"
TEXT = "Soldiers left FOB Sandstorm on 5 August 2024.\n"


@pytest.fixture
def desk(tmp_path, data_folder, monkeypatch) -> Path:  # noqa: ARG001  # nobody's own layers are seen
    """A folder with an article, a file of places and a recipe, and nobody's layers."""
    monkeypatch.setenv("GEOBRIEF_LAYERS", "")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text(TEXT)
    (tmp_path / "camps.csv").write_text(CSV)
    (tmp_path / "brief.toml").write_text(
        'inputs = ["news.txt"]\noutputs = ["brief.json"]\n\n[gazetteer]\nlayers = ["camps.csv"]\n'
    )
    return tmp_path


def camps(path: Path) -> list[str]:
    return [place.name for place in Brief.load(path).places if place.name == "FOB Sandstorm"]


def test_a_recipe_names_its_layers_and_two_people_get_one_map(desk, monkeypatch):
    assert main(["build", "brief.toml", "-q"]) == 0
    assert camps(desk / "brief.json") == ["FOB Sandstorm"]
    assert "user-camps" in Brief.load(desk / "brief.json").gazetteer.name
    shutil.copytree(desk, desk / "colleague")
    monkeypatch.setenv("GEOBRIEF_LAYERS", "")
    monkeypatch.setenv("GEOBRIEF_CACHE", str(desk / "cache"))
    monkeypatch.chdir(desk / "colleague")
    assert main(["build", "brief.toml", "-q", "--workers", "2"]) == 0
    assert (desk / "colleague" / "brief.json").read_bytes() == (desk / "brief.json").read_bytes()


def test_what_is_imported_on_a_machine_changes_no_build_that_does_not_ask(desk, monkeypatch, capsys):
    assert main(["build", "news.txt", "-o", "before.json", "-q"]) == 0
    assert main(["gazetteer", "import", "csv", "camps.csv"]) == 0
    monkeypatch.setenv("GEOBRIEF_LAYERS", "")
    assert main(["build", "news.txt", "-o", "after.json", "-q"]) == 0
    assert (desk / "before.json").read_bytes() == (desk / "after.json").read_bytes()
    for asked in ("csv camps", "user-csv-camps", "all"):
        monkeypatch.setenv("GEOBRIEF_LAYERS", "")
        assert main(["build", "news.txt", "-o", "asked.json", "--layer", asked, "-q"]) == 0
        assert camps(desk / "asked.json") == ["FOB Sandstorm"], asked
    capsys.readouterr()


@pytest.mark.usefixtures("desk")
def test_layers_are_listed_and_removed(capsys):
    assert main(["gazetteer", "list"]) == 0
    assert "nothing is imported" in capsys.readouterr().out
    main(["gazetteer", "import", "csv", "camps.csv"])
    capsys.readouterr()
    assert main(["gazetteer", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["places"]) == ("user-csv-camps", 1)
    assert main(["gazetteer", "remove", "csv camp"]) == 2
    assert "no layer is called so" in capsys.readouterr().err
    assert Path(row["path"]).is_file()
    assert main(["gazetteer", "remove", "csv camps"]) == 0
    assert not Path(row["path"]).exists()


@pytest.mark.usefixtures("desk")
def test_a_layer_that_is_not_there_is_named_with_the_way_out(capsys):
    assert main(["build", "news.txt", "-o", "brief.json", "--layer", "camp.csv"]) == 2
    assert "camp.csv: this layer does not exist" in capsys.readouterr().err
    assert main(["build", "news.txt", "-o", "brief.json", "--layer", "camps"]) == 2
    assert "geobrief gazetteer import makes one" in capsys.readouterr().err


@pytest.mark.parametrize("said", ['gazetteer = "camps.csv"', "[gazetteer]\nlayers = 3", "[gazetteer]\nlayer = []"])
def test_a_recipe_that_says_it_otherwise_is_refused(desk, said, capsys):
    (desk / "brief.toml").write_text(f'inputs = ["news.txt"]\n{said}\n')
    assert main(["build", "brief.toml"]) == 2
    assert 'layers = ["camps.csv"]' in capsys.readouterr().err


def test_an_area_of_ones_own_stays_an_area(desk):
    ring = [[8.0, 17.0], [9.0, 17.0], [9.0, 18.0], [8.0, 18.0], [8.0, 17.0]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Zone Bravo"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    (desk / "zones.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    (desk / "news.txt").write_text("Soldiers left Zone Bravo on 5 August 2024. They were seen in Zone Bravo before.\n")
    assert main(["build", "news.txt", "-o", "brief.json", "--layer", "zones.geojson", "-q"]) == 0
    (zone,) = [place for place in Brief.load(desk / "brief.json").places if place.name == "Zone Bravo"]
    assert zone.kind == "region"
    assert zone.extent["type"] in ("Polygon", "MultiPolygon")


@pytest.mark.parametrize("kind", ["", "site", "district", "region"])
def test_an_area_of_ones_own_is_drawn_as_one_whatever_its_kind(desk, kind):
    from geobrief.map import is_wide

    ring = [[8.0, 17.0], [9.0, 17.0], [9.0, 18.0], [8.0, 18.0], [8.0, 17.0]]
    zone = {
        "type": "Feature",
        "properties": {"name": "Zone Bravo", "kind": kind},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    (desk / "zones.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [zone]}))
    (desk / "news.txt").write_text("Gunmen attacked soldiers in Zone Bravo on 5 August 2024.\n")
    outputs = ["-o", "brief.json", "-o", "brief.svg"]
    assert main(["build", "news.txt", *outputs, "--layer", "zones.geojson", "-q"]) == 0
    (place,) = [place for place in Brief.load(desk / "brief.json").places if place.name == "Zone Bravo"]
    assert place.extent is not None
    assert not is_wide(place)


def test_a_region_that_lies_over_many_countries_is_still_only_named():
    from geobrief.map import is_wide
    from tests.map.story import example

    sahel = next(place for place in example().places if place.kind == "region")
    assert is_wide(sahel)
