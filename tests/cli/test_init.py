"""``geobrief init`` and recipes: what is written can be built, and the schema says what the reader of recipes takes."""

import json
import re
import tomllib
from dataclasses import fields
from importlib.resources import files

import jsonschema
import pytest

from geobrief.cli import main
from geobrief.errors import RecipeError
from geobrief.export import ExportOptions
from geobrief.recipes import KEYS, read_recipe, recipe_schema

SCHEMA = json.loads(files("geobrief").joinpath("recipe.schema.json").read_text("utf-8"))


EXAMPLE = re.compile(r'# (\[|"|[a-z_]+ = )')
"""A line that is a comment only until somebody wants what it says."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_recipe_builds_as_it_is(folder):
    assert main(["init"]) == 0
    (folder / "maps" / "articles" / "one.txt").write_text("Soldiers left Agadez in northern Niger on Monday.", "utf-8")
    assert main(["build", "maps/brief.toml"]) == 0
    assert (folder / "maps" / "brief.html").is_file()


def test_in_a_folder_of_articles_recipe_and_schema_are_no_articles(folder):
    (folder / "one.txt").write_text("Soldiers left Agadez in northern Niger on Monday.", "utf-8")
    assert main(["init", "brief.toml"]) == 0
    assert main(["build", ".", "-o", "out.json"]) == 0
    made = json.loads((folder / "out.json").read_text("utf-8"))
    assert (len(made["articles"]), made["skipped"]) == (1, [])


def test_a_new_recipe_names_the_schema_that_stands_beside_it(folder):
    main(["init", "maps/niger"])
    first = (folder / "maps" / "niger.toml").read_text("utf-8").splitlines()[0]
    beside = folder / "maps" / first.removeprefix("#:schema ")
    assert json.loads(beside.read_text("utf-8")) == SCHEMA


def test_every_key_is_explained_and_every_example_is_right(folder):
    """Taking the sign of a comment from each example gives a recipe that schema and reader both accept."""
    main(["init", "all.toml"])
    path = folder / "all.toml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line.removeprefix("# ") if EXAMPLE.match(line) else line for line in lines), "utf-8")
    said = tomllib.loads(path.read_text("utf-8"))
    assert list(said) == list(KEYS)
    jsonschema.Draft202012Validator(SCHEMA).validate(said)
    ExportOptions(**read_recipe(path).wishes)


def test_what_is_there_is_not_overwritten(folder, capsys):
    (folder / "mine.toml").write_text("title = 'Mine'", "utf-8")
    assert main(["init", "mine.toml"]) == 2
    assert "mine.toml" in capsys.readouterr().err
    assert (folder / "mine.toml").read_text("utf-8") == "title = 'Mine'"


def test_the_published_schema_is_what_the_reader_knows():
    assert recipe_schema() == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_wish_for_an_output_can_stand_in_a_recipe():
    assert {item.name for item in fields(ExportOptions)} <= set(KEYS)


@pytest.mark.parametrize(
    "line",
    [
        "extent = [1, 2, 3]",
        'extent = ["1", "2", "3", "4"]',
        "hxl = 1",
        'language = "xx"',
        'paper = "A3"',
        "width = 0",
        "dpi = true",
        'inputs = [""]',
        'inputs = "articles"',
        "title = 1",
        "colour = 1",
    ],
)
def test_schema_and_reader_refuse_the_same(folder, line):
    path = folder / "wrong.toml"
    path.write_text(line, "utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(tomllib.loads(line))
    with pytest.raises(RecipeError, match=line.split(" ", maxsplit=1)[0]):
        read_recipe(path)


@pytest.mark.parametrize(
    "line",
    [
        f"extent = [1{'0' * 400}, 1, 2, 3]",
        "extent = [nan, 1, 2, inf]",
        f"width = 1{'0' * 5000}",
        f"title = {'[' * 100_000}",
        f'[overrides.places]\n"x" = {{ name = "y", lat = 1{"0" * 400}, lon = 1 }}',
        '[overrides.places]\n"x" = { name = "y", lat = 1, lon = nan }',
        f'[overrides.places]\n"x" = 1{"0" * 30}',
        f'[overrides.places]\n"x" = "geonames:1{"0" * 30}"',
    ],
    ids=["whole number", "no number", "digits", "depth", "latitude", "longitude", "id", "key"],
)
def test_numbers_and_nesting_without_end_are_refused_with_the_name_of_the_file(folder, line):
    path = folder / "wrong.toml"
    path.write_text(line, "utf-8")
    with pytest.raises(RecipeError, match=r"wrong\.toml"):
        read_recipe(path)


def test_a_recipe_takes_back_what_the_configuration_file_wishes(article, folder):
    (folder / "geobrief.toml").write_text("hxl = true", "utf-8")
    (folder / "brief.toml").write_text(f'inputs = ["{article}"]\noutputs = ["x.csv"]\nhxl = false', "utf-8")
    assert main(["build", "brief.toml"]) == 0
    assert "#event" not in (folder / "x.csv").read_text("utf-8")


def test_files_of_a_recipe_stand_beside_it(folder):
    (folder / "maps").mkdir()
    path = folder / "maps" / "brief.toml"
    path.write_text('logo = "logo.png"\ntemplate = "house.docx"\nextent = [-1, 11, 16, 24]\n', "utf-8")
    assert read_recipe(path.relative_to(folder)).wishes == {
        "logo": "maps/logo.png",
        "template": "maps/house.docx",
        "extent": (-1, 11, 16, 24),
    }


@pytest.fixture
def article(folder):
    (folder / "one.txt").write_text("Soldiers left Agadez in northern Niger on Monday.", "utf-8")
    return "one.txt"


def test_the_frame_of_a_map_is_printed_on_request(article, capsys):
    assert main(["build", article, "-o", "a map.html", "-o", "x.json", "--embed"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "<iframe" in line] == lines[:1]
    assert 'src="a%20map.html#embed=1"' in lines[0]


def test_a_title_in_a_frame_moves_no_cursor(article, capsys):
    assert main(["build", article, "-o", "map.html", "--title", "a\x1b[2Jb", "--embed"]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("wish", ["--extent=1,2,3", "--extent=16,11,-1,24", "--accent=#ffff00", "--address=ftp://x"])
def test_a_wish_that_cannot_be_met_is_refused_before_the_work(article, wish, folder):
    with_argparse = wish == "--extent=1,2,3"
    if with_argparse:
        with pytest.raises(SystemExit):
            main(["build", article, "-o", "x.html", wish])
    else:
        assert main(["build", article, "-o", "x.html", wish]) == 2
    assert not (folder / "x.html").exists()
