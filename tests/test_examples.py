"""The example corpora and map recipes are what their READMEs say."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geobrief.recipes import read_recipe

ROOT = Path(__file__).resolve().parents[1]
SEEDS = sorted(path for path in (ROOT / "seeds").glob("*/*.md"))
RECIPES = sorted((ROOT / "maps").glob("*.toml"))
FIELDS = {"title", "date", "author", "outlet", "language", "facts"}


@cache
def parts(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and text of an article."""
    empty, block, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert not empty
    return tomllib.loads(block), body


def test_there_are_articles_and_a_recipe():
    assert len(SEEDS) >= 6
    assert RECIPES


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_an_article_has_its_front_matter_and_names_the_sources_of_its_facts(path):
    fields, body = parts(path)
    assert set(fields) == FIELDS
    assert isinstance(fields["date"], date)
    assert path.name.startswith(fields["date"].isoformat())
    assert fields["facts"]
    assert all(isinstance(fact, str) and fact for fact in fields["facts"])
    assert len(body.split()) > 80


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_an_outlet_cannot_be_taken_for_a_real_one(path):
    outlet = parts(path)[0]["outlet"]
    assert "example" in outlet.casefold()
    assert outlet in (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.name)
def test_a_recipe_can_be_read_and_its_inputs_are_there(path):
    recipe = read_recipe(path)
    assert recipe.title
    assert [item for item in recipe.inputs if not Path(item).exists()] == []
    assert {".html", ".json"} <= {Path(item).suffix for item in recipe.outputs}


def test_the_example_that_newcomers_build_needs_nothing_but_geobrief_itself():
    recipe = read_recipe(ROOT / "maps" / "niger-2024.toml")
    suffixes = {"".join(Path(item).suffixes) for item in recipe.outputs}
    assert not suffixes & {".png", ".pdf", ".docx", ".pptx", ".parquet", ".email.html"}


def test_the_base_has_the_two_prices_that_were_reported():
    texts = [parts(path)[1] for path in SEEDS if "niger-2024" in path.parts]
    assert sum("110 million dollars" in text for text in texts) == 1
    assert sum("100 million dollars" in text and "more than 100 million" not in text for text in texts) == 2
