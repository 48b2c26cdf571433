"""Outputs are never written over what is read, all of them together or none, and never twice."""

import os
from pathlib import Path

import pytest

from geobrief.cli import main
from geobrief.export import kml

ARTICLE = "Rain in the north\n\nRain fell in Agadez and in Niamey on Monday, officials said.\n"


@pytest.fixture(autouse=True)
def _no_events(monkeypatch):
    """Which events a text tells is no matter here, and dear to find out."""
    monkeypatch.setattr("geobrief.events.extract_events", lambda *_: [])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fold").mkdir()
    (tmp_path / "fold" / "story.html").write_text(f"<html><p>{ARTICLE}</p></html>", "utf-8")
    (tmp_path / "art.html").write_text(f"<html><p>{ARTICLE}</p></html>", "utf-8")
    (tmp_path / "rec.json").write_text('{"text": "Rain fell in Agadez on Monday."}', "utf-8")
    (tmp_path / "g.jsonl").write_text('{"id": 1, "text": "Rain fell in Agadez."}\n', "utf-8")
    (tmp_path / "map.toml").write_text('inputs = ["fold"]\noutputs = ["art.html"]\nlogo = "logo.svg"\n', "utf-8")
    os.link(tmp_path / "art.html", tmp_path / "hard.html")
    (tmp_path / "soft.html").symlink_to("fold/story.html")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["build", "art.html", "-o", "art.html"],
        ["build", "art.html", "-o", "./fold/../art.html"],
        ["build", "art.html", "-o", "hard.html"],
        ["build", "rec.json", "-o", "rec.json"],
        ["build", "fold", "-o", "fold/story.html"],
        ["build", "fold", "-o", "soft.html"],
        ["build", "*.html", "-o", "new.json", "-o", "art.html"],
        ["geoparse", "g.jsonl", "-o", "g.jsonl"],
    ],
)
def test_nothing_that_is_read_is_written_over(folder, capsys, command):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "would be lost" in said
    assert said.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("folder")
def test_a_brief_is_not_written_over_itself_but_a_map_of_ours_is_made_again(capsys):
    assert main(["build", "fold", "-o", "fold/map.html", "-o", "out.json"]) == 0
    assert main(["build", "fold", "-o", "fold/map.html"]) == 1  # it is named among the articles, as no article
    assert main(["export", "out.json", "-o", "out.json"]) == 2
    assert "would be lost" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("second", ["out.json", "./out.json", "link.json"])
def test_the_same_output_twice_is_refused(capsys, second):
    Path("link.json").symlink_to("out.json")
    assert main(["build", "fold", "-o", "out.json", "-o", second]) == 2
    assert "out.json" in capsys.readouterr().err
    assert not Path("out.json").exists()


@pytest.mark.usefixtures("folder")
def test_where_one_format_fails_none_of_the_outputs_changes_and_it_is_named(monkeypatch, capsys):
    def fails(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(kml, "write", fails)
    Path("out.json").write_text("old", "utf-8")
    assert main(["build", "fold", "-o", "out.json", "-o", "out.kml", "-o", "out.bib"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("geobrief: out.kml: it could not be made, by a fault of geobrief's (ZeroDivisionError")
    assert Path("out.json").read_text("utf-8") == "old"
    assert not Path("out.bib").exists()
    assert not [name for name in os.listdir() if name.startswith(".geobrief")]  # noqa: PTH208


@pytest.mark.usefixtures("folder")
def test_a_link_is_followed_and_that_is_said(capsys):
    Path("link.json").symlink_to("real.json")
    assert main(["build", "fold", "-o", "link.json"]) == 0
    assert Path("link.json").is_symlink()
    assert "made link.json (a link to " in capsys.readouterr().out
    assert Path("real.json").stat().st_size > 100


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [["geoparse", "g.jsonl", "-o"], ["gazetteer", "export", "--country", "NE"]])
def test_devices_and_pipes_are_left_as_they_are(capsys, command):
    os.mkfifo("pipe.csv")
    Path("full.csv").symlink_to("/dev/full")
    for target in ("pipe.csv", "full.csv"):
        assert main([*command, target]) == 2
        assert "a device or a pipe" in capsys.readouterr().err
    assert Path("pipe.csv").is_fifo()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["x" * 300 + ".json", "x" * 5_000 + "/a.json", "x" * 300])
def test_names_that_are_too_long_are_one_line(capsys, name):
    assert main(["build", "fold", "-o", name]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    Path("long.toml").write_text(f'inputs = ["fold"]\noutputs = ["a.json"]\nlogo = "{name}"\n', "utf-8")
    assert main(["build", "long.toml"]) == 2
    Path("long.toml").write_text(f'inputs = ["{name}"]\noutputs = ["a.json"]\n', "utf-8")
    assert main(["build", "long.toml"]) == 2
    assert "Traceback" not in capsys.readouterr().err
