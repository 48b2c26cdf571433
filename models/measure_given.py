"""How well the event reader answers on corpora that it was not fitted on and that ask something else than news events.

    python -m models.measure_given

- ``qa_predicates_fit``, the parts that nothing is fitted on: where and when given nouns and verbs happened. Right is a
  place, or a time expression, that overlaps an answer; F1 over all predicates that tell something.
- ``meantime_dev``: whether given events happened, lie ahead or did not happen.
- ``india_police_fit``: whether a sentence tells of an arrest. These texts are in lower case throughout.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from geobrief.articles import make_article
from geobrief.events.decide import Decided, decide, decide_given
from geobrief.events.reader import find_triggers, given_triggers, read_pieces
from geobrief.gazetteer import Gazetteer
from geobrief.pipeline import with_date
from models.event_gold import GoldArticle, understand

EVENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "events"
KEPT_FOR_MEASURING = ("qanom/wikinews/dev", "qanom/wikipedia/dev", "qasrl-gs/wikinews/dev")
AHEAD = ("planned", "demanded")


def main() -> None:
    """Print the figures."""
    gazetteer = Gazetteer.default()
    for source in KEPT_FOR_MEASURING:
        print(source, json.dumps(questions(source, gazetteer)), flush=True)
    print("meantime_dev", json.dumps(statuses(gazetteer)), flush=True)
    print("india_police_fit", json.dumps(arrests(gazetteer)), flush=True)


def questions(source: str, gazetteer: Gazetteer) -> dict[str, float]:
    """Return precision, recall and F1 of where and when."""
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows("qa_predicates_fit.jsonl"):
        if row["source"] == source and row["event"]:
            by_text[row["text"]].append(row)
    counts: Counter[str] = Counter()
    for text, rows in by_text.items():
        known = understand(make_article(text), gazetteer)
        spans = [(row["predicate"]["start"], row["predicate"]["end"]) for row in rows]
        for row, told in zip(rows, _given(known, spans), strict=True):
            if told:
                counts.update(_where_and_when(row, told, known))
    return {
        "predicates": sum(map(len, by_text.values())),
        **{f"where {key}": value for key, value in _f1(counts, "where").items()},
        **{f"when {key}": value for key, value in _f1(counts, "when").items()},
    }


def _given(known: GoldArticle, spans: Sequence[tuple[int, int]]) -> Iterator[Decided | None]:
    read = read_pieces(known.article)
    for trigger in given_triggers(read, known.candidates, spans):
        yield decide_given(read, trigger, known.candidates, known.resolutions, known.times) if trigger else None


def _where_and_when(row: dict[str, Any], told: Decided, known: GoldArticle) -> Iterator[str]:
    mentions = [known.resolutions[spot.resolution].mention for spot in told.places[:1]]
    times = [known.times[told.date]] if told.date is not None and told.date < len(known.times) else []
    chosen = {"where": [(m.start, m.end) for m in mentions], "when": [(t.start, t.end) for t in times]}
    for wh, spans in chosen.items():
        answers = [span for answer in row["answers"] if answer["wh"] == wh for span in answer["spans"]]
        right = any(a < end and start < b for a, b in spans for start, end in answers)
        yield from ([f"{wh} told"] if spans else []) + ([f"{wh} asked"] if answers else [])
        yield from [f"{wh} right"] if right else []


def _f1(counts: Counter[str], name: str) -> dict[str, float]:
    right, told, asked = (counts[f"{name} {key}"] for key in ("right", "told", "asked"))
    precision, recall = right / max(1, told), right / max(1, asked)
    return {
        "P": round(precision, 3),
        "R": round(recall, 3),
        "F1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
    }


def statuses(gazetteer: Gazetteer) -> dict[str, float]:
    """Return how often it is right whether an event happened, lies ahead or did not happen."""
    counts: Counter[str] = Counter()
    for row in _rows("meantime_dev.jsonl"):
        article = with_date(make_article(row["text"], title=row["title"], published=row["dct"]))
        known = understand(article, gazetteer)
        events = [e for e in row["events"] if e["class"] == "OTHER" and e["certainty"] == "CERTAIN" and e["polarity"]]
        spans = [(e["start"], e["end"]) for e in events]
        for event, told in zip(events, _given(known, spans), strict=True):
            if told and event["time"] != "UNDERSPECIFIED":
                gold = "not" if event["polarity"] == "NEG" else "ahead" if event["time"] == "FUTURE" else "happened"
                said = "not" if told.status == "denied" else "ahead" if told.status in AHEAD else "happened"
                counts.update(
                    ["all", f"{gold} asked", f"{said} told", *(["right", f"{gold} right"] if said == gold else [])]
                )
    return {
        "events": counts["all"],
        "right": round(counts["right"] / max(1, counts["all"]), 3),
        **{f"{name} F1": _f1(counts, name)["F1"] for name in ("happened", "ahead", "not")},
    }


def arrests(gazetteer: Gazetteer) -> dict[str, float]:
    """Return precision, recall and F1 of sentences that tell of an arrest."""
    counts: Counter[str] = Counter()
    for row in _rows("india_police_fit.jsonl"):
        text, spans = "", []
        for sentence in row["sentences"]:
            spans.append((len(text), len(text) + len(sentence["text"])))
            text += sentence["text"] + "\n"
        known = understand(make_article(text), gazetteer)
        read = read_pieces(known.article)
        found = find_triggers(read, known.candidates)
        told = [
            trigger.spot.start
            for event in decide(read, found, known.candidates, known.resolutions, known.times)
            if event.kind == "arrest" and event.status not in ("denied", *AHEAD)
            for trigger in event.triggers
        ]
        for (start, end), sentence in zip(spans, row["sentences"], strict=True):
            says, gold = any(start <= at < end for at in told), bool(sentence["labels"]["ARREST"])
            counts.update(["arrest told"] * says + ["arrest asked"] * gold + ["arrest right"] * (says and gold))
    return _f1(counts, "arrest")


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (EVENTS / name).read_text("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    main()
