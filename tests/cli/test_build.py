"""``geobrief build``: what it makes, what it says, and what it leaves alone when it cannot."""

import json
import os
import re
import subprocess
import sys

import jsonschema
import pytest
from shapely.geometry import Point, shape

from geobrief.brief.document import from_json, schema
from geobrief.cli import main

ARTICLE = """Soldiers leave the desert base

By Ada Example
6 August 2024

The last American soldiers left Agadez in northern Niger on Monday, officials in Niamey said.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder with one article in ``news``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def test_a_folder_becomes_a_map_and_a_document(folder, capsys):
    assert main(["build", "news", "-o", "out.html", "-o", "out.json"]) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert re.fullmatch(r"made out\.html, out\.json: 1 article, \d+ places, \d+ events?", last)
    document = json.loads((folder / "out.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert {"Agadez", "Niger", "Niamey"} <= {place["name"] for place in document["places"]}


def test_without_an_output_the_map_is_named_after_the_input(folder):
    assert main(["build", "news"]) == 0
    assert (folder / "maps" / "news.html").is_file()


def test_every_quote_is_a_cut_of_its_article(folder):
    main(["build", "news", "-o", "out.json"])
    brief = from_json((folder / "out.json").read_text("utf-8"))
    for mention in brief.mentions:
        assert ARTICLE[mention.start : mention.end] == mention.text
        assert ARTICLE[mention.sentence.start : mention.sentence.end] == mention.sentence.text
    for event in brief.events:
        for citation in event.citations:
            assert ARTICLE[citation.start : citation.end] == citation.quote


def test_a_bad_file_is_named_and_the_others_are_mapped(folder, capsys):
    (folder / "news" / "two.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    assert main(["build", "news", "-o", "out.json"]) == 1
    assert "two.txt" in capsys.readouterr().err
    (skipped,) = json.loads((folder / "out.json").read_text("utf-8"))["skipped"]
    assert skipped["path"].endswith("two.txt")


def test_the_columns_that_a_table_was_read_from_are_said(folder, capsys):
    (folder / "links.csv").write_text("headline,body\nRain,Rain fell in Agadez on Monday.\n", encoding="utf-8")
    assert main(["build", "links.csv", "-o", "map.json"]) == 0
    assert 'links.csv: text from "body", title from "headline"' in capsys.readouterr().err


def test_rows_that_fail_for_one_reason_are_named_in_one_line_and_kept_each_in_the_brief(folder, capsys):
    rows = "headline,body\nRain,Rain fell in Agadez on Monday.\n" + "Only a title,\n" * 40
    (folder / "links.csv").write_text(rows, encoding="utf-8")
    assert main(["build", "links.csv", "-o", "out.json"]) == 1
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "skipped" in line]
    assert "skipped 40 entries of links.csv, from #3 to #42: each " in line
    assert len(json.loads((folder / "out.json").read_text("utf-8"))["skipped"]) == 40


def _old(folder):
    (folder / "out.html").write_text("the old map", "utf-8")


@pytest.mark.parametrize("make", ["empty folder", "nothing readable", "missing"])
def test_where_nothing_can_be_read_the_old_map_stays(folder, capsys, make):
    _old(folder)
    (folder / "news" / "one.txt").unlink()
    if make == "nothing readable":
        (folder / "news" / "one.txt").write_bytes(b"")
    if make == "missing":
        (folder / "news").rmdir()
    assert main(["build", "news", "-o", "out.html"]) == 2
    assert (folder / "out.html").read_text("utf-8") == "the old map"
    lines = capsys.readouterr().err.strip().splitlines()
    assert "news" in lines[-1]
    assert len(lines) <= 2


@pytest.mark.usefixtures("folder")
def test_an_unknown_suffix_is_refused_before_the_work(capsys):
    assert main(["build", "news", "-o", "out.xyz"]) == 2
    assert ".geojson" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_an_output_that_cannot_be_written_is_refused_before_the_work(capsys):
    assert main(["build", "news", "-o", "no-such-folder/out.html"]) == 2
    assert "no-such-folder" in capsys.readouterr().err


def test_an_article_from_standard_input(folder):
    command = [sys.executable, "-m", "geobrief", "build", "-", "-o", "out.json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(command, input=ARTICLE, text=True, check=True, cwd=folder, env=environment)
    assert json.loads((folder / "out.json").read_text("utf-8"))["articles"][0]["path"] == "-"


def test_the_same_articles_give_the_same_bytes_whatever_the_hash_seed(folder):
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", "geobrief", "build", "news", "-o", f"{seed}.json", "-o", f"{seed}.html"]
        subprocess.run(command, check=True, cwd=folder, env=environment, capture_output=True)
        outputs.append([(folder / f"{seed}{suffix}").read_bytes() for suffix in (".json", ".html")])
    assert outputs[0] == outputs[1]


def test_two_workers_make_the_same_brief_as_one(folder):
    (folder / "news" / "two.txt").write_text(ARTICLE.replace("Monday", "Tuesday"), "utf-8")
    main(["build", "news", "-o", "one.json"])
    main(["build", "news", "-o", "two.json", "--workers", "2"])
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


def test_a_recipe_names_inputs_and_outputs_beside_itself(folder):
    (folder / "maps").mkdir()
    (folder / "maps" / "brief.toml").write_text(
        'title = "The base"\ninputs = ["../news"]\noutputs = ["brief.json"]\n', "utf-8"
    )
    assert main(["build", "maps/brief.toml"]) == 0
    assert json.loads((folder / "maps" / "brief.json").read_text("utf-8"))["title"] == "The base"


@pytest.mark.parametrize(
    ("text", "word"), [("title = [", "TOML"), ("colour = 1", "colour"), ("title = 1", "title"), ("", "inputs")]
)
def test_a_wrong_recipe_is_refused_with_its_reason(folder, capsys, text, word):
    (folder / "brief.toml").write_text(text, "utf-8")
    assert main(["build", "brief.toml"]) == 2
    assert word in capsys.readouterr().err


def test_another_output_is_made_from_the_document_alone(folder):
    main(["build", "news", "-o", "out.json", "-o", "direct.geojson"])
    assert main(["export", "out.json", "-o", "again.geojson"]) == 0
    assert (folder / "again.geojson").read_bytes() == (folder / "direct.geojson").read_bytes()


def test_the_worldview_is_chosen_and_named(folder):
    (folder / "news" / "one.txt").write_text(
        "Shells fell\n\nShells fell in Ukraine on Monday, officials said.\n", "utf-8"
    )
    outlines = []
    for view in ("default", "de-facto"):
        assert main(["build", "news", "--worldview", view, "-o", f"{view}.json", "-o", f"{view}.html"]) == 0
        places = json.loads((folder / f"{view}.json").read_text("utf-8"))["places"]
        outlines.append(next(shape(place["extent"]) for place in places if place["name"] == "Ukraine"))
    simferopol = Point(34.1, 45.0)
    assert [outline.covers(simferopol) for outline in outlines] == [True, False]
    assert "de facto" in (folder / "de-facto.html").read_text("utf-8")


@pytest.mark.parametrize("made", ["gone.json", "news/one.txt"])
def test_what_is_no_brief_is_refused_with_the_way_to_make_one(folder, capsys, made):
    assert main(["export", made, "-o", "again.kml"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"geobrief: {made}: ")
    assert "geobrief build" in said
    assert not (folder / "again.kml").exists()


UNDATED = "Soldiers leave the desert base\n\nThe last American soldiers left Agadez in northern Niger on Monday.\n"


def _published(folder):
    document = json.loads((folder / "out.json").read_text("utf-8"))
    return [(one["published"]["start"], one["published"]["basis"]) for one in document["articles"]]


def test_the_day_that_the_user_gives_dates_the_articles_that_give_none(folder, capsys):
    (folder / "news" / "two.txt").write_text(UNDATED, "utf-8")
    assert main(["build", "news", "-o", "out.json", "--date", "2024-08-07"]) == 0
    assert _published(folder) == [("2024-08-06", "byline"), ("2024-08-07", "metadata")]
    assert "publication date" not in capsys.readouterr().err


def test_articles_without_a_date_are_counted_with_the_way_out(folder, capsys):
    (folder / "news" / "two.txt").write_text(UNDATED, "utf-8")
    assert main(["build", "news", "-o", "out.json"]) == 0
    said = capsys.readouterr().err
    assert "1 of 2 articles: no publication date" in said
    assert "--date" in said
    assert "sources.csv" in said


def test_the_recipe_may_give_the_day_and_the_command_line_goes_before_it(folder):
    (folder / "news" / "one.txt").write_text(UNDATED, "utf-8")
    (folder / "a.toml").write_text('inputs = ["news"]\noutputs = ["out.json"]\ndate = 2024-08-07\n', "utf-8")
    assert main(["build", "a.toml"]) == 0
    assert _published(folder) == [("2024-08-07", "metadata")]
    assert main(["build", "a.toml", "--date", "2024-08-08"]) == 0
    assert _published(folder) == [("2024-08-08", "metadata")]


@pytest.mark.parametrize("written", ["07/08/2024", "2024-13-01", "yesterday", "2024"])
@pytest.mark.usefixtures("folder")
def test_a_day_that_is_none_is_refused(written, capsys):
    with pytest.raises(SystemExit):
        main(["build", "news", "--date", written])
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_what_was_not_read_and_where_sources_differ_are_counted_apart(folder, capsys):
    (folder / "news" / "two.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    main(["build", "news", "-o", "out.json"])
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last.endswith("1 input not read")
    assert "warning" not in last


UNKNOWN = """Gunmen attack a village

6 August 2024

Gunmen killed nine farmers in Zurbakoyi, a village in the Tillabéri region of Niger, on Monday, officials said.
"""


def test_places_that_no_gazetteer_has_bring_the_command_that_fetches_them_as_the_last_line(folder, capsys, monkeypatch):
    monkeypatch.setattr("geobrief.gazetteer.imports.imports_folder", lambda: folder / "data")
    (folder / "news" / "one.txt").write_text(UNKNOWN, "utf-8")
    assert main(["build", "news", "-o", "out.json"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "no gazetteer here (Zurbakoyi)" in last
    assert last.endswith(": geobrief gazetteer fetch geonames --countries NE")
    (folder / "data").mkdir()
    (folder / "data" / "geonames-ne.sqlite").touch()
    assert main(["build", "news", "-o", "out.json"]) == 0
    assert capsys.readouterr().out.endswith(": build with --layer geonames-ne\n")
    assert main(["build", "news", "-o", "out.json", "-q"]) == 0
    assert capsys.readouterr().out == ""
