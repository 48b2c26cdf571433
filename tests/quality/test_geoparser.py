"""The geoparser does not get worse: floors for each corpus and measure, pinned with the digest of the corpus.

``floors.json`` is raised when the geoparser gets better, and lowered by nobody. tudloc was never fitted on; on the
other corpora the figures are in sample and only guard against breakage (``docs/accuracy/geoparser.md`` has the
cross-validated ones).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared corpora are not at {SHARED}"),
]


@cache
def evaluator() -> Any:
    spec = importlib.util.spec_from_file_location("evaluate", SHARED / "evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def demonyms() -> frozenset[str]:
    lines = (SHARED / "corpora" / "demonyms.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line.strip().lower() for line in lines if line.strip())


def aside(toponym: dict[str, Any]) -> bool:
    """The evaluator's rule for ``--drop-demonyms``."""
    kind = toponym.get("kind")
    return (
        toponym["text"].lower() in demonyms()
        or kind in ("demonym", "language")
        or (kind == "non_literal_modifier" and toponym.get("modifier") == "Adjective")
    )


@cache
def figures(corpus: str) -> dict[str, Any]:
    """What the evaluator says of the shipped geoparser on a corpus, demonyms aside."""
    gazetteer = Gazetteer.default()
    rows = []
    for line in (SHARED / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        raw = json.loads(line)
        article = make_article(raw["text"], title=raw.get("title"), domain=raw.get("domain"), published=raw.get("date"))
        resolutions = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
        spans = [
            {
                "start": r.mention.start,
                "end": r.mention.end,
                "lat": r.place.lat if r.place else None,
                "lon": r.place.lon if r.place else None,
                "geonameid": r.place.geonameid if r.place else None,
            }
            for r in resolutions
            if r.mention.form != "demonym"
        ]
        rows.append(evaluator().score_doc(raw, spans, aside))
    summary: dict[str, Any] = evaluator().summarise(rows)
    return summary


@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_the_corpus_is_the_one_that_the_floors_were_measured_on(corpus):
    content = (SHARED / "corpora" / f"{corpus}.jsonl").read_bytes()
    assert hashlib.sha256(content).hexdigest() == FLOORS[corpus]["sha256"]


@pytest.mark.parametrize(("corpus", "measure"), [(c, m) for c in sorted(FLOORS) for m in sorted(FLOORS[c]["floors"])])
def test_no_figure_is_below_its_floor(corpus, measure):
    section, name = measure.split(".")
    assert figures(corpus)[section][name] >= FLOORS[corpus]["floors"][measure]
