"""The geoparser does not get worse, demonyms aside.

TUD-Loc was never fitted on; on the other corpora the figures are in sample and only guard against breakage
(``docs/accuracy/geoparser.md`` has the cross-validated ones).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places
from tests.quality.floors import ROOT, Stage, rows, script

SHARED = ROOT.parent / "shared"

pytestmark = pytest.mark.corpora


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


def figures(path: Path) -> dict[str, float]:
    """What the evaluator says of the shipped geoparser on a corpus."""
    evaluator = script(SHARED / "evaluate.py")
    gazetteer = Gazetteer.default()
    scored = []
    for raw in rows(path):
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
        scored.append(evaluator.score_doc(raw, spans, aside))
    summary: dict[str, dict[str, Any]] = evaluator.summarise(scored)
    return {
        f"{section}.{name}": value for section in ("exact", "end_to_end") for name, value in summary[section].items()
    }


STAGE = Stage("geoparser", figures)

(
    test_the_corpus_is_the_one_that_the_floors_were_measured_on,
    test_no_figure_is_below_its_floor,
) = STAGE.tests()
