"""A package outside the tree adds one of each, and a brief is built with all of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import geobrief
from geobrief import plugins
from geobrief.brief.document import from_json, to_json
from geobrief.cli import main
from geobrief.events import event_kinds
from geobrief.export import ExportOptions, save_brief
from tests.plugins.conftest import PACKAGE

SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
Rangers arrested two men for poaching
elephants near Agadez on Monday.

2
00:00:05,000 --> 00:00:07,000
The men were brought to Headquarters.
"""


@pytest.fixture(scope="module")
def brief(example, tmp_path_factory):  # noqa: ARG001  # it must be installed
    folder = tmp_path_factory.mktemp("news")
    (folder / "evening-news.srt").write_text(SUBTITLES, encoding="utf-8")
    (folder / "one.txt").write_text("Ivory seized in Niamey will be burnt, officials said.\n", encoding="utf-8")
    return geobrief.build(folder, engine="example")


def test_its_reader_reads_a_format_that_geobrief_does_not_know(brief):
    (article,) = [source for source in brief.articles if source.path.endswith(".srt")]
    assert article.title == "Evening news"


def test_its_engine_finds_a_name_and_its_gazetteer_knows_the_place(brief):
    (mention,) = [mention for mention in brief.mentions if mention.text == "Headquarters"]
    (place,) = [place for place in brief.places if place.id == mention.place]
    assert (place.name, place.country, place.lat) == ("Headquarters", "NE", 13.53)


def test_its_kind_of_event_is_told_where_its_words_stand(brief):
    told = [event for event in brief.events if event.kind == "poaching"]
    names = {place.id: place.name for place in brief.places}
    assert {citation.quote.split()[0] for event in told for citation in event.citations} == {"Rangers", "Ivory"}
    assert {names[where.place] for event in told for where in event.where} == {"Agadez", "Niamey"}


@pytest.mark.parametrize("suffix", [".html", ".geojson", ".kml", ".svg", ".md", ".csv", ".gpkg", ".acled.csv"])
def test_every_other_output_takes_the_added_kind(brief, tmp_path, suffix):
    save_brief(brief, tmp_path / f"brief{suffix}")
    if suffix in (".html", ".md"):
        assert "Poaching" in (tmp_path / f"brief{suffix}").read_text("utf-8")


def test_its_exporter_writes_a_suffix_of_two_parts(brief, tmp_path):
    save_brief(brief, tmp_path / "brief.names.txt", ExportOptions(marking="TLP:GREEN"))
    lines = (tmp_path / "brief.names.txt").read_text("utf-8").splitlines()
    assert lines == ["TLP:GREEN", *(place.name for place in brief.places)]


def test_the_brief_says_which_gazetteers_it_stands_on(brief):
    assert "example" in brief.gazetteer.name + brief.gazetteer.version


def test_the_command_lists_what_the_package_adds(example, capsys):
    assert main(["plugins", "--json"]) == 0
    rows = [row for row in json.loads(capsys.readouterr().out) if row["package"] == "geobrief-example"]
    assert {(f"geobrief.{row['group']}", row["name"]) for row in rows} == {
        (group, name) for group, names in example.items() for name in names
    }


def test_without_the_package_the_document_is_read_and_other_outputs_say_what_is_missing(brief, tmp_path, monkeypatch):
    monkeypatch.setenv(plugins.SWITCH, "none")
    assert "poaching" not in event_kinds()
    again = from_json(to_json(brief))
    save_brief(again, tmp_path / "brief.json")
    with pytest.raises(geobrief.GeobriefError, match=r"'poaching'.*install the package"):
        save_brief(again, tmp_path / "brief.kml")


def test_installed_by_pip_it_is_used_by_the_command_from_end_to_end(tmp_path):
    """A wheel of its own, made and installed as a user would, and a process that has never heard of it."""
    pytest.importorskip("hatchling")
    source, site = tmp_path / "source", tmp_path / "site"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", site, source], check=True, capture_output=True)
    (tmp_path / "evening-news.srt").write_text(SUBTITLES, encoding="utf-8")
    root = Path(geobrief.__file__).parents[1]
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), str(root)]), plugins.SWITCH: "on"}

    def run(*words):
        command = [sys.executable, "-m", "geobrief", *words]
        done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    rows = [row for row in json.loads(run("plugins", "--json")) if row["package"] == "geobrief-example"]
    assert {row["group"] for row in rows} == {"readers", "exporters", "engines", "gazetteers", "kinds"}
    run("build", "evening-news.srt", "--engine", "example", "-o", "brief.json", "-o", "brief.names.txt")
    assert {"Agadez", "Headquarters"} <= set((tmp_path / "brief.names.txt").read_text("utf-8").splitlines())
    told = json.loads(run("events", "brief.json", "--json"))
    assert "poaching" in {event["kind"] for event in told}
