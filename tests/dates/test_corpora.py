"""The ratchet: what the tagger reaches on the corpora beside the repository must not fall."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora" / "time"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="no folder shared/corpora/time beside the repository"),
]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dates_accuracy", ROOT / "benchmarks" / "dates_accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_history_is_read_at_least_as_well_as_when_this_was_written(benchmark: ModuleType) -> None:
    """WikiWars, scored as TempEval-3 scores: a point below what docs/accuracy/time.md states."""
    score, _ = benchmark.measure(benchmark.load(CORPORA / "wikiwars.jsonl"), join=False, errors=None)
    assert score.f1(score.relaxed) >= 0.93
    assert score.f1(score.strict) >= 0.88
    assert score.f1(score.value) >= 0.86


TBAQ = "8d41ce1fe3fb12352d78f5c846fe6fa5d0952cbf7d7c3150308493fb0d15a03c"
"""SHA-256 of the corpus that was measured."""
FLOORS = {
    # source, half: value F1, days inside the gold days
    ("TimeBank", 0): (0.779, 0.917),
    ("TimeBank", 1): (0.808, 0.908),
    ("AQUAINT", 0): (0.725, 0.936),
    ("AQUAINT", 1): (0.755, 0.898),
}
"""A point below what docs/accuracy/time.md states; half 1 was kept apart while the rules were written."""


@pytest.mark.parametrize(("source", "part"), list(FLOORS))
def test_news_is_read_at_least_as_well_as_when_this_was_written(benchmark: ModuleType, source: str, part: int) -> None:
    path = CORPORA / "tbaq.jsonl"
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != TBAQ:
        pytest.skip("TimeBank and AQUAINT beside the repository are absent, or not the ones that were measured")
    documents = [d for d in benchmark.load(path) if d["source"] == source and benchmark.half(d) == part]
    score, _ = benchmark.measure(documents, join=False, errors=None)
    value, days = FLOORS[source, part]
    assert score.f1(score.value) >= value
    assert score.hit / score.datable >= days


def test_calendar_dates_of_news_and_interviews_are_found_and_right(benchmark: ModuleType) -> None:
    """GUM marks calendar dates only: nine in ten are found, and nine in ten of those lie in the gold days."""
    gum = [d for d in benchmark.load(CORPORA / "gum_dates.jsonl") if d["genre"] in ("news", "interview")]
    score, _ = benchmark.measure(gum, join=True, errors=None)
    assert score.relaxed / score.gold >= 0.89
    assert score.hit / score.datable >= 0.88
