"""How often the status of a labelled event is right, on ``tests/events/sentences.jsonl`` with the trigger given.

    PYTHONPATH=. python benchmarks/events_status.py [--errors]

No sentence has a publication date, so what is past by a year alone cannot be known.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import extract_events

SENTENCES = Path(__file__).resolve().parents[1] / "tests" / "events" / "sentences.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    labelled: Counter[str] = Counter()
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record["trigger"]:
            continue
        article = make_article(record["text"])
        span = (record["trigger"]["start"], record["trigger"]["end"])
        reports = extract_events(article, [], find_dates(article), triggers=[span])
        status = reports[0].status if reports else "-"
        labelled[record["status"]] += 1
        told[status] += 1
        right[record["status"]] += status == record["status"]
        if options.errors and status != record["status"]:
            print(record["status"], "told as", status, f"[{record['trigger']['text']}]", record["text"])
    print(
        f"{sum(right.values())} of {sum(labelled.values())} right: {sum(right.values()) / sum(labelled.values()):.3f}"
    )
    for status in sorted(labelled):
        print(f"  {status}: {right[status]} of {labelled[status]} right, {told[status]} told")


if __name__ == "__main__":
    main()
