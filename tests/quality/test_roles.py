"""Roles are given at least as well as they were, on sentences that the model was never fitted on."""

from __future__ import annotations

from pathlib import Path

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import given_mentions
from geobrief.places import resolve_places
from tests.quality.floors import Stage, rows

pytestmark = pytest.mark.corpora


def figures(path: Path) -> dict[str, float]:
    """Share of the held-out mentions that get their role, and the same of actors."""
    gazetteer = Gazetteer.default()
    right: dict[str, list[bool]] = {"right": [], "actors": []}
    for record in rows(path):
        if record["source"] != "heldout":
            continue
        article = make_article(record["text"])
        spans = [(span["start"], span["end"]) for span in record["spans"]]
        found = resolve_places(article, given_mentions(article, spans, gazetteer), gazetteer)
        for span, resolution in zip(record["spans"], found, strict=True):
            right["right"].append(resolution.role == span["role"])
            if span["role"] == "actor":
                right["actors"].append(resolution.role == "actor")
    return {name: sum(answers) / len(answers) for name, answers in right.items()}


STAGE = Stage("roles", figures)

(
    test_the_corpus_is_the_one_that_the_floors_were_measured_on,
    test_no_figure_is_below_its_floor,
) = STAGE.tests()
