"""Fits what judges whether two articles tell one event, on annotated articles of the same and of like events.

    python -m models.fit_likeness [--write]

Reads the articles of ``../shared/corpora/events/ecb_dev.jsonl`` (ECB+) as ``geobrief build`` does. Two articles' events are
one where a trigger of each is annotated as a mention of one event. Prints what it brings, leaving out a topic at a time, and
with ``--write`` fits on all and writes ``geobrief/brief/likeness.json``. Needs scikit-learn (extra ``models``).
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from geobrief.articles import make_article
from geobrief.brief import grouping, likeness
from geobrief.brief.grouping import group_tellings, units_of
from geobrief.brief.likeness import Facts, facts_of
from geobrief.brief.tellings import Telling, tellings
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading
from geobrief.pipeline import understood, with_date

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "events" / "ecb_dev.jsonl"
STRENGTH = 0.2
"""Of the penalty on weights, as scikit-learn counts it."""


@dataclass(frozen=True)
class Unit:
    """What an article tells of an event, and which annotated events its triggers mention."""

    topic: str
    facts: Facts
    instances: frozenset[str]


def read(cache: Path | None) -> tuple[list[Telling], dict[str, dict[str, object]]]:
    """Return the reports of all articles, and the articles' annotations by path."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line.strip()]
    annotated = {row["id"]: row for row in rows}
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes()), annotated
    articles = [with_date(make_article(row["text"], path=row["id"])) for row in rows]
    found = understood(articles, Gazetteer.default())
    told = [one for reading in found if isinstance(reading, Reading) for one in tellings(reading)]
    if cache:
        cache.write_bytes(pickle.dumps(told))
    return told, annotated


def units(told: Sequence[Telling], annotated: dict[str, dict[str, object]]) -> list[Unit]:
    """Return what each article tells of each event."""
    made = []
    for unit in units_of(told):
        row = annotated[unit[0].article.path]
        made.append(Unit(str(row["topic"]), facts_of(unit[: grouping.TOLD]), instances_of(unit, row)))
    return made


def instances_of(unit: Sequence[Telling], row: dict[str, object]) -> frozenset[str]:
    """Return the annotated events that the triggers of an article's reports mention."""
    events: list[dict[str, object]] = row["events"]  # type: ignore[assignment]
    return frozenset(
        str(event["instance"])
        for telling in unit
        for event in events
        if event["instance"]
        and event["start"] < telling.report.end  # type: ignore[operator]
        and telling.report.start < event["end"]  # type: ignore[operator]
    )


@dataclass(frozen=True)
class Pairs:
    """Pairs of units that nothing keeps apart."""

    rows: np.ndarray
    same: np.ndarray
    topics: np.ndarray
    """(pairs, 2)"""
    names: list[str]


def pairs_of(found: Sequence[Unit]) -> Pairs:
    """Return the figures and answers of all pairs that may be one event, of one topic only where both are annotated."""
    rows, same, topics, names = [], [], [], []
    for one, other in combinations(found, 2):
        if one.facts.article == other.facts.article or (
            one.topic == other.topic and not (one.instances and other.instances)
        ):
            continue
        told = likeness.figures_if_possible(one.facts, other.facts)
        if not told:
            continue
        names = list(told)
        rows.append(list(told.values()))
        same.append(one.topic == other.topic and bool(one.instances & other.instances))
        topics.append((one.topic, other.topic))
    return Pairs(np.array(rows, float), np.array(same), np.array(topics), names)


def fit(pairs: Pairs, chosen: np.ndarray) -> dict[str, float]:
    """Return the weights that fit some of the pairs best, for the figures as they are."""
    x, y = pairs.rows[chosen], pairs.same[chosen]
    mean, scale = x.mean(0), x.std(0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((x - mean) / scale, y)
    weights = model.coef_[0] / scale
    # a figure that hardly varies here is not known, whatever its scale
    weights[x.std(0) < 1e-3] = 0
    table = {name: round(float(value), 4) for name, value in zip(pairs.names, weights, strict=True)}
    return table | {"1": round(float(model.intercept_[0] - (weights * mean).sum()), 4)}


def grouped(told: Sequence[Telling], annotated: dict[str, dict[str, object]]) -> tuple[int, int, int]:
    """Return of pairs of what two articles tell: rightly joined, wrongly joined, not joined."""
    marked = []
    for number, group in enumerate(group_tellings(told)):
        parts: dict[tuple[str, int | None], set[str]] = defaultdict(set)
        for telling in group:
            key = (telling.article.id, telling.report.chain)
            parts[key] |= instances_of([telling], annotated[telling.article.path])
        marked += [(number, article, names) for (article, _), names in parts.items() if names]
    right = wrong = missed = 0
    for one, other in combinations(marked, 2):
        if one[1] == other[1]:
            continue
        joined, same = one[0] == other[0], bool(one[2] & other[2])
        right, wrong, missed = right + (joined and same), wrong + (joined and not same), missed + (same and not joined)
    return right, wrong, missed


def main() -> None:
    """Fit, print, and write if wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cache", type=Path, help="keeps what was read of the articles")
    parser.add_argument("--join", type=float, nargs="*", default=[grouping.JOIN])
    args = parser.parse_args()
    told, annotated = read(args.cache)
    found = units(told, annotated)
    pairs = pairs_of(found)
    print(f"{len(found)} events of articles, {len(pairs.same)} pairs, {int(pairs.same.sum())} the same")
    by_topic: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_topic[str(annotated[telling.article.path]["topic"])].append(telling)
    weights, scores = {}, np.zeros(len(pairs.same))
    for topic in sorted(by_topic):
        here = (pairs.topics == topic).any(1)
        weights[topic] = fit(pairs, ~here)
        scores[here] = pairs.rows[here] @ np.array([weights[topic][name] for name in pairs.names]) + weights[topic]["1"]
    print(f"average precision {average_precision_score(pairs.same, scores):.3f}")
    for join in args.join:
        counts = np.zeros(3, int)
        grouping.JOIN = join
        for topic, part in sorted(by_topic.items()):
            likeness.WEIGHTS = weights[topic]
            counts += grouped(part, annotated)
        right, wrong, missed = counts
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        print(
            f"join {join}: joined rightly {precision:.3f}, joined {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}"
        )
    if args.write:
        path = Path(likeness.__file__).with_name("likeness.json")
        path.write_text(json.dumps(fit(pairs, np.ones(len(pairs.same), bool)), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
