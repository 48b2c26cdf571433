"""PLOVER's gold sentences and the PETRARCH unit tests as a check: type, source and target, and what is told where nothing is.

    PYTHONPATH=. python benchmarks/events_plover.py CORPORA [--errors]

CORPORA is the folder with ``plover_gsr_cameo.jsonl`` and ``petrarch_unit_tests.jsonl``. Nothing was fitted on either. The
first codes only the sort of event that PLOVER wants, two thirds of them words; the second names invented countries,
so that only the kind can be compared there, by the first two digits of CAMEO.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geobrief.articles import make_article
from geobrief.events import event_kinds
from geobrief.gazetteer import Gazetteer
from geobrief.model import EventReport
from geobrief.pipeline import read

ROOTS = {
    "01": "statement", "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "AGREE", "06": "COOPERATE", "07": "AID",
    "08": "RETREAT", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""CAMEO root codes and the PLOVER type that took their place."""
ALSO_CALLED = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE"}
"""Names of types in the gold standard that PLOVER changed later."""
NO_KIND = frozenset({"REJECT", "THREATEN", "COOPERATE", "SUPPORT", "CONCEDE", "INVESTIGATE", "statement"})
"""Types that our ontology has no kind for, or only a weak one."""


def records(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def reports_of(text: str, gazetteer: Gazetteer) -> list[EventReport]:
    return list(read(make_article(text, published="2010-01-01"), gazetteer).reports)


def plover(path: Path, gazetteer: Gazetteer, *, errors: bool) -> None:
    gold = told = best = among = source = source_right = target = target_right = ours = ours_among = 0
    for record in records(path):
        found = reports_of(record["text"], gazetteer)
        types = [event_kinds()[report.kind].plover_type for report in found]
        wanted = {ALSO_CALLED.get(event["type"], event["type"]) for event in record["events"]}
        if not wanted:
            continue
        gold += 1
        told += bool(found)
        first = max(found, key=lambda report: report.confidence, default=None)
        best += first is not None and event_kinds()[first.kind].plover_type in wanted
        among += bool(set(types) & wanted)
        if not wanted <= NO_KIND:
            ours += 1
            ours_among += bool(set(types) & wanted)
        if errors and not set(types) & wanted:
            print(sorted(wanted), [(r.kind, r.trigger) for r in found], record["text"][:160])
        for event in record["events"]:
            for actor in event.get("actors", []):
                words = (actor.get("actorText") or "").casefold()
                if not words or not found:
                    continue
                names = [(who.name.casefold(), who.role) for report in found for who in report.who]
                right = any(words in name or name in words for name, _ in names)
                if actor["role"] == "source":
                    source, source_right = source + 1, source_right + right
                elif actor["role"] == "target":
                    target, target_right = target + 1, target_right + right
    print(f"PLOVER gold: {gold} sentences, an event is told in {told}")
    print(f"  type: the surest is right in {best / gold:.2f}, one of those told in {among / gold:.2f}")
    print(f"  of the {ours} whose type is a kind of ours: {ours_among / ours:.2f}")
    print(
        f"  named as an actor, where an event is told: {source_right} of {source} sources, {target_right} of {target} targets"
    )


def petrarch(path: Path, gazetteer: Gazetteer) -> None:
    gold = among = silent = nothing = false = ours = ours_among = 0
    for record in records(path):
        found = reports_of(record["text"], gazetteer)
        types = {event_kinds()[report.kind].plover_type for report in found if report.status != "denied"}
        wanted = {ROOTS.get(event["type"][:2], "") for event in record["events"]} - {""}
        if not record["events"]:
            nothing += 1
            false += bool(types - {"ACCUSE", "REQUEST"})
        if not wanted:  # nothing, or a code of the suite's own
            continue
        gold += 1
        silent += not found
        among += bool(types & wanted)
        if wanted - NO_KIND:
            ours += 1
            ours_among += bool(types & wanted)
    print(f"PETRARCH: {gold} sentences with an event, nothing told in {silent}; a type is right in {among / gold:.2f}")
    print(f"  of the {ours} with a type that is a kind of ours: {ours_among / ours:.2f}")
    print(f"  {nothing} sentences without an event: more than words is told in {false}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    plover(options.corpora / "plover_gsr_cameo.jsonl", gazetteer, errors=options.errors)
    petrarch(options.corpora / "petrarch_unit_tests.jsonl", gazetteer)


if __name__ == "__main__":
    main()
