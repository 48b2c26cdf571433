"""What an event did is told as part of it: the dead of a flood are no attack."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geobrief.events import extract_events
from tests.events.test_extract import read

CASES = tomllib.loads(Path(__file__).with_name("causes.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-50:])
def test_the_dead_are_those_of_what_the_article_told_before(case: dict[str, Any]) -> None:
    """A bare "were killed" takes kind, day and place of the disaster, accident or protest; a named killer stays one."""
    article, resolutions, dates = read(case["text"])
    (report,) = [told for told in extract_events(article, resolutions, dates) if told.trigger == case["trigger"]]
    assert report.kind == case["kind"]
    assert [resolutions[where.resolution].mention.text for where in report.where[:1]] == [case["where"]]
    if "when" in case:
        assert (dates[report.when].text if report.when is not None else "") == case["when"]
