"""Events do not get less true: floors on articles of world news annotated by hand, pinned with the digest of the corpus.

The reader was not fitted on ``newsroom_dev``; its thresholds and its two small judges were, so that its floors guard
against breakage and flatter by a little. ``docs/accuracy/events.md`` has the figures on articles opened once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import geobrief
from geobrief.brief.document import to_dict

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "corpora" / "events" / "newsroom_dev.jsonl"
FLOORS = json.loads(Path(__file__).with_name("floors_events.json").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not GOLD.is_file(), reason=f"the annotated articles are not at {GOLD}"),
]


@cache
def evaluator() -> Any:
    spec = importlib.util.spec_from_file_location("evaluate_events", SHARED / "evaluate_events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What the scorer says of one brief of all articles."""
    folder = tmp_path_factory.mktemp("newsroom")
    golds = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line.strip()]
    evaluator().write(golds, folder)
    counts, _ = evaluator().score(golds, to_dict(geobrief.build(folder)))
    wanted, found = (sum(counts[f"{name} {weight}"] for weight in ("main", "key")) for name in ("gold", "found"))
    precision, recall = counts["true"] / counts["told"], found / wanted
    matched = counts["matched"]
    return {
        "F1": 2 * precision * recall / (precision + recall),
        "precision": precision,
        "recall": recall,
        "headline_right": counts["strict main"] / counts["gold main"],
        "place": (counts["place right"] + counts["place none"]) / matched,
        "day": (counts["day right"] + counts["day none"]) / matched,
        "status": counts["status right"] / matched,
        "who": (counts["who right"] + counts["who none"]) / matched,
        "label": counts["label right"] / matched,
        "all_right": counts["all right"] / matched,
        "not_false": 1 - (counts["false"] + counts["trap"]) / counts["told"],
        "not_twice": 1 - counts["duplicate"] / counts["told"],
        "main_true": 1 - counts["main false"] / max(1, counts["main told"]),
    }


def test_the_corpus_is_the_one_that_the_floors_are_for() -> None:
    """Other articles would have other floors."""
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == FLOORS["sha256"]


@pytest.mark.parametrize("name", sorted(FLOORS["floors"]))
def test_events_are_at_least_as_true_as_they_were(figures: dict[str, float], name: str) -> None:
    """A floor is raised when events get better, and lowered by nobody."""
    assert figures[name] >= FLOORS["floors"][name] - 0.0005
