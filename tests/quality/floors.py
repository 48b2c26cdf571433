"""What no stage may fall below: one list, ``floors.json``, for all stages, each corpus named with its digest.

``{stage: {corpus: {"corpus": path from the repository's root, "sha256", "fitted", "floors": {figure: least}}}}``. A floor is
raised when a stage gets better, and lowered by nobody. Where ``fitted`` is true the stage was fitted on the corpus, or its
rules were written while it was read: there a floor only guards against breakage. ``docs/accuracy/`` has the honest figures.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("floors.json")
FLOORS: dict[str, dict[str, dict[str, Any]]] = json.loads(LIST.read_text(encoding="utf-8"))

SLACK = 0.0005
"""Figures are compared as they are printed, with three decimals."""


class Stage:
    """One stage with its corpora, and how it is measured on one of them."""

    def __init__(self, name: str, measure: Callable[[Path], Mapping[str, float]]) -> None:
        self._corpora = FLOORS[name]
        self._measured = cache(measure)

    def tests(self) -> tuple[Callable[[str], None], Callable[[str, str], None]]:
        """Return the two tests of a stage: one of each corpus, one of each figure."""
        figures = [(corpus, figure) for corpus, of in sorted(self._corpora.items()) for figure in sorted(of["floors"])]

        @pytest.mark.parametrize("corpus", sorted(self._corpora))
        def the_corpus_is_the_one_that_the_floors_were_measured_on(corpus: str) -> None:
            self.hold_corpus(corpus)

        @pytest.mark.parametrize(("corpus", "figure"), figures)
        def no_figure_is_below_its_floor(corpus: str, figure: str) -> None:
            self.hold_floor(corpus, figure)

        return the_corpus_is_the_one_that_the_floors_were_measured_on, no_figure_is_below_its_floor

    def hold_corpus(self, corpus: str) -> None:
        """Fail where the corpus is another than the one that the floors are for."""
        assert hashlib.sha256(self._path(corpus).read_bytes()).hexdigest() == self._corpora[corpus]["sha256"]

    def hold_floor(self, corpus: str, figure: str) -> None:
        """Fail where a figure is below its floor."""
        found = self._measured(self._path(corpus))
        assert found[figure] >= self._corpora[corpus]["floors"][figure] - SLACK, dict(found)

    def _path(self, corpus: str) -> Path:
        path = ROOT / self._corpora[corpus]["corpus"]
        if not path.is_file():
            pytest.skip(f"the corpus is not at {path}")
        return path


@cache
def script(path: Path) -> ModuleType:
    """Return a script that is no module of a package: an evaluator of ``../shared``, a benchmark."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a corpus, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
