"""A brief of a whole article tells what a careful reader finds in it, and nothing else."""

from __future__ import annotations

import pytest

from geobrief.events import event_kinds
from tests.brief.whole_articles import ARTICLES, FIELDS, Tally, expected, judge, names

AIM = pytest.mark.xfail(
    reason="the encoder was fitted on other kinds of articles: of 52 expected events .63 are told, .78 of those told are expected"
)
FLOOR_RECALL = 0.6
FLOOR_PRECISION = 0.75
LEAST_RECALL = 0.85
LEAST_PRECISION = 0.88
LEAST_RIGHT = 0.80
"""Share of the events found of which place, day, status and actor are all right, as far as they are given."""


def test_articles_of_many_regions_are_told_no_worse_than_now() -> None:
    """A floor under what is told and under what is right, until the aim below is reached."""
    tally = Tally()
    for name in names():
        judge(name, tally)
    told = "\n".join(tally.notes)
    assert tally.recall >= FLOOR_RECALL, told
    assert tally.precision >= FLOOR_PRECISION, told


@AIM
def test_what_articles_of_many_regions_tell_is_told_and_nothing_else() -> None:
    """Flood, election, earthquake, disease, protest and talks: most events are found, and few that are none."""
    tally = Tally()
    for name in names():
        judge(name, tally)
    told = "\n".join(tally.notes)
    assert tally.recall >= LEAST_RECALL, told
    assert tally.precision >= LEAST_PRECISION, told
    assert tally.whole / tally.found >= LEAST_RIGHT, told


def test_every_article_says_what_is_expected_of_it() -> None:
    """An article without its events, or events of a kind that nobody knows, measure nothing."""
    for name in names():
        wanted = expected(name)
        assert wanted["event"], name
        kinds = {case["kind"] for case in wanted["event"] + wanted.get("also", [])}
        assert kinds <= set(event_kinds()), name
    assert {path.stem for path in ARTICLES.glob("*.toml")} == set(names())


def test_fields_that_are_compared_are_all_given_somewhere() -> None:
    """A field that no article gives is compared nowhere."""
    given = {key for name in names() for case in expected(name)["event"] for key in case}
    assert {"place", "status", "actor"} <= given
    assert {"from", "to"} & given
    assert set(FIELDS) == {"place", "day", "status", "actor"}
