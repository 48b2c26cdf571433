"""``geobrief events`` and ``geobrief places``: what a brief holds, as a list for people and for programs."""

import csv
import io
import json

import pytest

from geobrief.brief.document import to_json
from geobrief.cli import listing, main
from tests.brief.builders import a_brief

BRIEF = a_brief()


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "brief.json"
    file.write_text(to_json(BRIEF), encoding="utf-8")
    return str(file)


def test_every_event_is_listed_with_the_id_that_corrects_it(path, capsys):
    assert main(["events", path]) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split()[:3] == ["WHEN", "STATUS", "EVENT"]
    assert [line.split()[-1] for line in lines] == [event.id for event in BRIEF.events]


def test_every_place_is_listed_the_busiest_first(path, capsys):
    assert main(["places", path, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["id"] for row in rows} == {place.id for place in BRIEF.places}
    assert [row["events"] for row in rows] == sorted((row["events"] for row in rows), reverse=True)


def test_an_area_has_no_point_in_the_list(path, capsys):
    main(["places", path, "--json"])
    areas = {place.id for place in BRIEF.places if place.extent}
    assert all(row["lat"] is None for row in json.loads(capsys.readouterr().out) if row["id"] in areas)


@pytest.mark.parametrize("command", ["events", "places"])
def test_csv_and_json_say_the_same(path, capsys, command):
    main([command, path, "--json"])
    rows = json.loads(capsys.readouterr().out)
    main([command, path, "--csv"])
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert list(table[0]) == list(rows[0])


def test_only_what_is_asked_for_is_listed(path, capsys):
    least = sorted(event.confidence for event in BRIEF.events)[len(BRIEF.events) // 2]
    main(["events", path, "--json", "--min-confidence", str(least)])
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == [event.id for event in BRIEF.events if event.confidence >= least]
    kind = BRIEF.events[0].kind
    main(["events", path, "--json", "--kind", kind])
    assert {row["kind"] for row in json.loads(capsys.readouterr().out)} == {kind}


def test_nothing_found_ends_with_1_and_a_line(path, capsys):
    assert main(["events", path, "--country", "ZZ"]) == 1
    assert "no event here is as you asked" in capsys.readouterr().err


def test_a_kind_that_is_none_is_named_with_the_nearest(path, capsys):
    assert main(["events", path, "--kind", "agreement_sined"]) == 2
    assert "did you mean agreement_signed?" in capsys.readouterr().err


def test_a_file_that_is_no_brief_is_said_with_the_way_out(tmp_path, capsys):
    (tmp_path / "x.json").write_text("{}", "utf-8")
    assert main(["places", str(tmp_path / "x.json")]) == 2
    assert "make a brief first" in capsys.readouterr().err


def test_the_table_is_no_wider_than_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setattr(listing.sys, "stdout", type("Terminal", (io.StringIO,), {"isatty": lambda _self: True})())
    columns = [listing.Column("a", "A", gives_way=True), listing.Column("b", "B")]
    assert listing._widths([["x" * 200, "y" * 20]], columns) == [28, 20]


def test_in_a_pipe_nothing_is_shortened():
    columns = [listing.Column("a", "A", gives_way=True)]
    assert listing._widths([["x" * 500]], columns) == [500]
