"""The commands answer as the design says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geobrief.cli import main

KEYS = ["name", "kind", "country", "admin1", "lat", "lon", "geonameid", "confidence", "because"]


def test_resolve_prints_a_list_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "Springfield", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found[0]) == KEYS
    confidences = [place["confidence"] for place in found]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1.0001
    assert found[0]["admin1"] == "Illinois"


def test_a_name_that_nothing_has_is_an_empty_list_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "Xqzvkwj", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_a_position_decides_between_towns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "Paris", "--near", "33.6,-95.5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found[0]["admin1"] == "Texas"
    assert "km from the position given" in found[0]["because"]


def test_a_country_decides_between_countries(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "Niger", "--country", "ng", "--json"]) == 0
    assert {place["country"] for place in json.loads(capsys.readouterr().out)} == {"NG"}


def test_reasons_are_printed_when_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "Tongo Tongo", "--explain"]) == 0
    said = capsys.readouterr().out
    assert "Tongo Tongo (city" in said
    assert "- no other place has the name" in said


def test_a_wrong_position_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["resolve", "Paris", "--near", "200,0"])
    assert stopped.value.code == 2
    assert "latitude comes first" in capsys.readouterr().err


def test_info_says_what_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "info", "--json"]) == 0
    [bundled, *_] = json.loads(capsys.readouterr().out)
    assert bundled["kinds"]["country"] > 190
    assert main(["gazetteer", "info"]) == 0
    assert "GeoNames (CC BY 4.0)" in capsys.readouterr().out


def test_search_finds_misspelt_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "search", "Ouagadugu"]) == 0
    assert "Ouagadougou" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".csv", ".geojson"])
def test_places_of_a_country_are_exported(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"niger{suffix}"
    assert main(["gazetteer", "export", str(path), "--country", "NE", "--kind", "admin1"]) == 0
    assert "Tillabéri" in path.read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert "8 places" in capsys.readouterr().out


def test_an_unknown_suffix_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "export", str(tmp_path / "places.doc")]) == 2
    assert ".parquet" in capsys.readouterr().err


@pytest.fixture
def camps(tmp_path: Path) -> str:
    path = tmp_path / "camps.csv"
    path.write_text("name,lat,lon,kind,country\nCamp Alpha,-0.44,39.67,site,KE\n", encoding="utf-8")
    return str(path)


def test_a_name_of_a_layer_means_its_place_where_the_layer_is_asked_for(
    camps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["resolve", "Camp Alpha", "--json", "--layer", camps]) == 0
    assert json.loads(capsys.readouterr().out)[0]["lat"] == -0.44
    article = tmp_path / "one.txt"
    article.write_text("Aid came to Camp Alpha near Garissa on Monday.\n", encoding="utf-8")
    assert main(["explain", str(article), "--mention", "Camp Alpha", "--layer", camps]) == 0
    assert "“Camp Alpha” is taken for Camp Alpha (site, KE)" in capsys.readouterr().out
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"id": 1, "text": "Aid came to Camp Alpha near Garissa."}\n', encoding="utf-8")
    assert main(["geoparse", str(lines), "-o", "-", "--layer", camps]) == 0
    spans = json.loads(capsys.readouterr().out)["spans"]
    assert ("Camp Alpha", -0.44) in [(span["text"], span["lat"]) for span in spans]


def test_without_the_layer_it_means_what_it_did(camps: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["resolve", "Camp Alpha", "--json", "--layer", camps])
    capsys.readouterr()
    main(["resolve", "Camp Alpha", "--json"])
    assert all(place["lat"] != -0.44 for place in json.loads(capsys.readouterr().out))
