"""``[findings]`` of a recipe: what an analyst puts first, in which words."""

import tomllib
from datetime import date

import jsonschema
import pytest

from geobrief.brief.by_hand import Overrides
from geobrief.brief.findings import MOST, FindingWishes
from geobrief.brief.overrides import correct
from geobrief.errors import RecipeError
from geobrief.recipes import read_recipe, recipe_schema
from tests.brief.builders import a_brief

TABLE = """
[findings]
order = ["e-1"]
words = { "f-1" = "The base is empty" }
most = 3
[overrides]
reviewer = "AK"
"""


def recipe(tmp_path, text):
    path = tmp_path / "brief.toml"
    path.write_text(text, "utf-8")
    return read_recipe(path)


def test_the_table_is_read_and_signed_by_the_reviewer(tmp_path):
    wishes = recipe(tmp_path, TABLE).overrides.findings
    assert wishes == FindingWishes(order=("e-1",), words=(("f-1", "The base is empty"),), most=3, by="AK")
    jsonschema.Draft202012Validator(recipe_schema()).validate(tomllib.loads(TABLE))
    assert recipe(tmp_path, '[findings]\ndrop = ["e-1"]').overrides.findings == FindingWishes(drop=("e-1",), most=MOST)


@pytest.mark.parametrize(
    "line",
    [
        'order = "e-1"',
        'order = ["p-1"]',
        "drop = [1]",
        'words = { "e-1" = "" }',
        'words = { "x" = "y" }',
        'words = ["e-1"]',
        "most = 0",
        "most = true",
        "by = 1",
        'pin = ["e-1"]',
    ],
)
def test_schema_and_reader_refuse_the_same(tmp_path, line):
    text = f"[findings]\n{line}"
    with pytest.raises(RecipeError, match="findings"):
        recipe(tmp_path, text)
    assert not jsonschema.Draft202012Validator(recipe_schema()).is_valid(tomllib.loads(text))


def test_what_was_set_stands_beside_what_the_machine_had(tmp_path):
    overrides = recipe(tmp_path, TABLE).overrides
    brief = correct(a_brief(), [], overrides)
    (finding,) = brief.findings
    assert (finding.text, finding.machine) == ("The base is empty", "Soldiers left Agadez on 5 August")
    assert [(item.about, item.by) for item in brief.decisions] == [("f-1", "AK"), ("f-1", "AK")]
    assert "the machine had the label" in brief.decisions[1].text


def test_an_event_that_is_not_there_is_named():
    overrides = Overrides(path="brief.toml", findings=FindingWishes(order=("e-404",)))
    notes = []
    assert correct(a_brief(), [], overrides, notes=notes.append).findings
    (note,) = notes
    assert note.startswith("brief.toml: ")
    assert "e-404" in note


@pytest.mark.parametrize("written", ["2024-09-20", '"2024-09-20"'])
def test_the_day_of_issue_is_a_day(tmp_path, written):
    assert recipe(tmp_path, f"issued = {written}").wishes == {"issued": date(2024, 9, 20)}


@pytest.mark.parametrize("written", ['"yesterday"', '"20.9.2024"', '"2024-13-45"', "20240920", "2024-09-20T10:00:00"])
def test_what_is_no_day_is_refused(tmp_path, written):
    with pytest.raises(RecipeError, match="issued must be a day"):
        recipe(tmp_path, f"issued = {written}")
