"""What docs/recipes.md shows is what the reader of recipes takes."""

import re
import tomllib
from pathlib import Path

import jsonschema

from geobrief.gazetteer import Gazetteer
from geobrief.recipes import KEYS, recipe_schema
from geobrief.recipes.override_table import read_overrides

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "recipes.md").read_text("utf-8")


def test_the_table_has_every_key_in_the_order_of_the_reader():
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(KEYS)


def test_the_overrides_that_it_shows_are_understood_and_their_places_exist():
    (example,) = re.findall(r"```toml\n(\[overrides\].*?)```", PAGE, re.DOTALL)
    said = tomllib.loads(example)
    overrides = read_overrides("docs/recipes.md", said["overrides"])
    assert len(overrides.places) == 5
    keys = [item.place for item in (*overrides.places, *overrides.events) if isinstance(item.place, str)]
    assert all(Gazetteer.default().place(key) for key in keys)
    for event in said["overrides"]["events"].values():
        event.update({"date": str(event["date"])} if "date" in event else {})
    jsonschema.Draft202012Validator(recipe_schema()).validate(said)


def test_the_corrections_that_it_shows_are_understood():
    (example,) = re.findall(r"```toml\n(\[\[corrections\]\].*?)```", PAGE, re.DOTALL)
    said = tomllib.loads(example)
    assert len(read_overrides("docs/recipes.md", said).corrections) == 8
    for item in said["corrections"]:
        item.update({"date": str(item["date"])} if "date" in item else {})
    jsonschema.Draft202012Validator(recipe_schema()).validate({"overrides": said})
