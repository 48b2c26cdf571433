"""The day of the event on reports of one dated incident (MUC-4 development set, upper case).

    PYTHONPATH=. python benchmarks/events_day.py ../shared/corpora/events/muc4_dev.jsonl [--errors]

The first report of a violent event, of those not told as history where there are any, gives the day; where it gives none,
the publication date is counted, as a reader would. The publication date alone is the floor. In nearly half of the reports
the marked day is a bound ("- 10 JUL 89": on that day or before it); a second figure counts a day before the bound as right.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import event_kinds, extract_events
from geobrief.model import EventReport, TimeExpression

VIOLENT = {key for key, kind in event_kinds().items() if kind.family in ("fighting", "civilians")} | {
    "looting",
    "riot",
}
VIOLENT -= {"claim_of_responsibility"}


def day_of(reports: list[EventReport], dates: list[TimeExpression]) -> tuple[date, date] | None:
    """The days of the first report of a violent event, if it is dated."""
    told = [r for r in reports if r.kind in VIOLENT and r.status in ("done", "under way")]
    told = told or [r for r in reports if r.kind in VIOLENT and r.status == "past"]
    first = next((r for r in told if r.main), told[0] if told else None)
    if first is None or first.when is None:
        return None
    when = dates[first.when].when
    return (when.start, when.end) if when.start and when.end else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    total = right = floor = dated = dated_right = either = consistent = bounds = 0
    for line in options.corpus.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        iso = [day for event in record["events"] if event["date"] for day in event["date"]["iso"] or []]
        if len(record["events"]) != 1 or len(iso) != 1 or len(iso[0]) != 10 or not record["date"]:
            continue
        gold = date.fromisoformat(iso[0])
        article = make_article(record["text"], published=record["date"])
        dates = find_dates(article)
        reports = extract_events(article, [], dates)
        found = day_of(reports, dates)
        published = date.fromisoformat(record["date"])
        start, end = found or (published, published)
        hit = start == end == gold
        total += 1
        right += hit
        floor += published == gold
        either += hit or published == gold
        bound = record["events"][0]["date"]["raw"].strip().startswith("-")
        bounds += bound
        consistent += hit or (bound and end <= gold)
        dated += found is not None
        dated_right += bool(found) and hit
        if options.errors and not hit:
            first = next(
                (r for r in reports if r.kind in VIOLENT and r.main),
                next((r for r in reports if r.kind in VIOLENT), None),
            )
            sentence = article.text[first.sentence.start : first.sentence.end] if first else article.text[:300]
            print(
                record["id"], "gold", gold, "published", published, "told", found, first and (first.kind, first.trigger)
            )
            print("   ", " ".join(sentence.split())[:300], [d.text for d in dates][:6])
    print(
        f"{total} reports: right {right / total:.3f}; publication date alone {floor / total:.3f}; either {either / total:.3f};"
        f" {bounds} days are bounds, and with these read as such right {consistent / total:.3f};"
        f" dated by the text {dated / total:.3f}, of these right {dated_right / max(dated, 1):.3f}"
    )


if __name__ == "__main__":
    main()
