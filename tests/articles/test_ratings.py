"""What a user says of how far a source and a report can be trusted comes through, and nothing is assumed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geobrief.articles import make_article, read_articles
from geobrief.articles.ratings import read_rating

STORY = "Soldiers left the town of Arlit on Tuesday, officials said.\n\nThe convoy went south by the main road.\n"


def _written(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("written", "kept"), [("B2", "B2"), ("f6", "F6"), ("A-1", "A1"), (" c 3 ", "C3")])
def test_a_rating_is_kept_in_one_form(written, kept):
    assert read_rating(written) == kept


@pytest.mark.parametrize("written", ["G1", "A7", "A0", "B", "2", "B22", "reliable", "", None, "Ｂ2", "B٢"])
def test_what_is_no_rating_is_none(written):
    assert read_rating(written) is None


def test_an_article_that_nobody_rated_has_no_rating(tmp_path):
    _written(tmp_path, "a.txt", STORY)
    (article,), _ = read_articles([str(tmp_path)])
    assert article.rating is None


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("a.toml", 'rating = "b2"\n'),
        ("a.toml", 'reliability = "B"\ncredibility = 2\n'),
        ("sources.csv", "file,rating\na.txt,B2\n"),
        ("sources.csv", "file;reliability;credibility\na.txt;B;2\n"),
        ("sources.csv", "file,outlet,rating\n,The Sahel Herald,B2\n,Another Paper,D4\n"),
        ("sources.csv", "domain,admiralty\nsahelherald.example,B2\n"),
    ],
)
def test_a_rating_is_read_beside_the_article_or_its_outlet(tmp_path, name, beside):
    _written(tmp_path, "a.txt", f"---\noutlet: The Sahel Herald\nurl: https://sahelherald.example/1\n---\n{STORY}")
    _written(tmp_path, name, beside)
    (article,), skipped = read_articles([str(tmp_path)])
    assert (article.rating, skipped) == ("B2", [])


def test_the_rating_of_an_article_counts_before_that_of_its_outlet(tmp_path):
    _written(tmp_path, "a.txt", f'+++\noutlet = "The Sahel Herald"\nrating = "C3"\n+++\n{STORY}')
    _written(tmp_path, "sources.csv", "outlet,rating\nThe Sahel Herald,B2\n")
    (article,), _ = read_articles([str(tmp_path)])
    assert article.rating == "C3"


@pytest.mark.parametrize("written", ["G9", "B", "very good"])
def test_a_rating_that_is_none_is_named_and_the_article_is_read(tmp_path, written):
    _written(tmp_path, "a.txt", STORY)
    _written(tmp_path, "a.toml", f'rating = "{written}"\n')
    (article,), (problem,) = read_articles([str(tmp_path)])
    assert article.rating is None
    assert written in problem.reason
    assert "A–F" in problem.reason


def test_the_score_of_a_record_is_not_taken_for_a_rating(tmp_path):
    _written(tmp_path, "a.jsonl", '{"text": "Soldiers left the town of Arlit on Tuesday.", "rating": "B2"}\n')
    (article,), _ = read_articles([str(tmp_path / "a.jsonl")])
    assert article.rating is None


def test_a_rating_is_no_part_of_what_makes_an_article():
    article = make_article(STORY, path="a.txt")
    assert replace(article, rating="B2").id == article.id
