"""The main text of a page is found, and nothing else, in the 32 layouts of the benchmark."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import articles_html as benchmark  # from the benchmarks, after the path was set

_LATER = list(benchmark.later_pages())


def _means(reader: str, pages: list[tuple[str, str, str]]) -> tuple[float, float]:
    scores = benchmark.measure(benchmark.READERS[reader], pages)
    pairs = [pair for found in scores.values() for pair in found]
    precision, recall = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return precision, recall


def test_the_first_layouts_are_read() -> None:
    precision, recall = _means("geobrief", list(benchmark.pages()))
    assert precision > 0.98
    assert recall > 0.99


def test_the_later_layouts_are_read() -> None:
    precision, recall = _means("geobrief", _LATER)
    assert precision > 0.97
    assert recall > 0.98


def test_a_notice_is_never_taken_for_the_story() -> None:
    for layout in ("consent dialog", "divisions as paragraphs", "paywall", "hashed classes"):
        precision, recall = _means("geobrief", [page for page in _LATER if page[0] == layout])
        assert min(precision, recall) > 0.9, layout


def test_the_raw_page_would_not_do() -> None:
    """The measure tells readers apart: the whole text of the pages has a precision far below."""
    assert _means("raw page", _LATER)[0] < 0.7
