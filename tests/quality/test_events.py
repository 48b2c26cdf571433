"""Events do not get less true: floors on articles of world news annotated by hand, in one list with those of the other stages.

The reader was not fitted on ``newsroom_dev``; its thresholds and its two small judges were, so that its floors guard
against breakage and flatter by a little. ``docs/accuracy/events.md`` has the figures on articles opened once.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import geobrief
from geobrief.brief.document import to_dict
from tests.quality.floors import ROOT, Stage, rows, script

pytestmark = pytest.mark.corpora


def figures(path: Path) -> dict[str, float]:
    """What the scorer says of one brief of all articles."""
    evaluator = script(ROOT.parent / "shared" / "evaluate_events.py")
    golds = rows(path)
    with TemporaryDirectory() as folder:
        evaluator.write(golds, Path(folder))
        counts, _ = evaluator.score(golds, to_dict(geobrief.build(folder)))
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


STAGE = Stage("events", figures)

(
    test_the_corpus_is_the_one_that_the_floors_were_measured_on,
    test_no_figure_is_below_its_floor,
) = STAGE.tests()
