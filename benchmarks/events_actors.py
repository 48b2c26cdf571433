"""Precision and recall of the actors on the labelled sentences of ``tests/events/sentences.jsonl``.

    PYTHONPATH=. python benchmarks/events_actors.py [--errors]

The triggers are given. An actor counts as right where it overlaps a labelled one; with its role, where the roles agree.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from geobrief.articles import make_article
from geobrief.events import extract_events
from geobrief.gazetteer import Gazetteer
from geobrief.model import Actor
from geobrief.pipeline import read

SENTENCES = Path(__file__).resolve().parents[1] / "tests" / "events" / "sentences.jsonl"


def is_same(actor: Actor, label: dict) -> bool:
    return bool(actor.start < label["end"] and label["start"] < actor.end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    told = labelled = right = right_role = found = found_role = 0
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record["trigger"]:
            continue
        span = (record["trigger"]["start"], record["trigger"]["end"])
        article = make_article(record["text"])
        places = read(article, gazetteer).resolutions
        reports = extract_events(article, places, [], triggers=[span])
        actors = [actor for report in reports for actor in report.who]
        labels = record["who"]
        told, labelled = told + len(actors), labelled + len(labels)
        wrong = [a for a in actors if not any(is_same(a, w) for w in labels)]
        missed = [w for w in labels if not any(is_same(a, w) for a in actors)]
        right += len(actors) - len(wrong)
        found += len(labels) - len(missed)
        right_role += sum(any(is_same(a, w) and a.role == w["role"] for w in labels) for a in actors)
        found_role += sum(any(is_same(a, w) and a.role == w["role"] for a in actors) for w in labels)
        if options.errors and (wrong or missed):
            print(record["kind"], f"[{record['trigger']['text']}]", record["text"])
            print("   wrong:", [(a.name, a.role) for a in wrong], "missed:", [(w["text"], w["role"]) for w in missed])
    print(
        f"{told} told, {labelled} labelled: precision {right / told:.3f}, recall {found / labelled:.3f};"
        f" with the role {right_role / told:.3f}, {found_role / labelled:.3f}"
    )


if __name__ == "__main__":
    main()
