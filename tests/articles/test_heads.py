"""By-lines and date lines in the forms that sites give them: what they say is kept, and they are not searched."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geobrief.articles import make_article

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "heads.toml").read_text(encoding="utf-8"))["case"]
_TITLE = "Dam gate jams on the Zambezi"
_STORY = (
    "Divers went down into the lake on Tuesday to free the gate of the dam, the operator said.",
    "Nobody was hurt, and the ferry sails again on Friday, according to the harbour office in Siavonga.",
)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: " / ".join(case["lines"]))
def test_the_lines_between_title_and_story_say_who_and_when(case: dict[str, Any]) -> None:
    article = make_article("\n\n".join([_TITLE, "\n".join(case["lines"]), *_STORY]), kind="file")
    assert article.title == _TITLE
    assert list(article.authors) == case.get("authors", [])
    assert (str(article.published.start) if article.published.start else None) == case.get("date")
    assert article.outlet == case.get("outlet")
    searched = [article.text[sentence.start : sentence.end] for sentence in article.sentences]
    assert searched == [_TITLE, *_STORY]


def test_a_month_and_a_year_in_two_digits_are_not_taken_for_a_day() -> None:
    """They are set apart, and left open: "19 May 24" may be the 19th of May or the 24th."""
    article = make_article(f"{_TITLE}\n\n19 May 24\n\n{_STORY[0]}", kind="file")
    assert article.published.basis == "unknown"
