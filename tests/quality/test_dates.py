"""Dates are read at least as well as they were, scored as TempEval-3 scores (``docs/accuracy/time.md``).

Of TimeBank and AQUAINT one half was read while the rules were written, the other was kept apart. GUM marks calendar dates only.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.quality.floors import ROOT, Stage, script

pytestmark = pytest.mark.corpora


def benchmark() -> ModuleType:
    """The script that prints the figures of the page."""
    return script(ROOT / "benchmarks" / "dates_accuracy.py")


def figures(path: Path) -> dict[str, float]:
    """The figures of one corpus."""
    documents = benchmark().load(path)
    if path.stem == "tbaq":
        return {
            f"{source}.{half}.{name}": value
            for source in ("TimeBank", "AQUAINT")
            for number, half in enumerate(("read", "apart"))
            for name, value in _scores(
                [one for one in documents if one["source"] == source and benchmark().half(one) == number], join=False
            ).items()
        }
    if path.stem == "gum_dates":
        return _scores([one for one in documents if one["genre"] in ("news", "interview")], join=True)
    return _scores(documents, join=False)


def _scores(documents: list[dict[str, object]], *, join: bool) -> dict[str, float]:
    score, _ = benchmark().measure(documents, join=join, errors=None)
    f1 = {name: score.f1(getattr(score, name)) for name in ("strict", "relaxed", "value")}
    return {**f1, "recall": score.relaxed / score.gold, "days": score.hit / score.datable}


STAGE = Stage("dates", figures)

(
    test_the_corpus_is_the_one_that_the_floors_were_measured_on,
    test_no_figure_is_below_its_floor,
) = STAGE.tests()
