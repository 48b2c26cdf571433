"""Fit the ranker and the calibration on the shared corpora and write ``geobrief/places/ranker.json.gz``.

``python -m models.fit_places --spans FILE [--measure cv|corpora] [--save PREFIX] [--write | --calibrate]``. ``--spans`` is what
``fit_mentions.py --measure … --save`` wrote: spans that the recogniser found out of sample, from which the calibration
learns. Needs scikit-learn and scipy, which only this script uses.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from geobrief.gazetteer import Gazetteer, PlaceRow
from geobrief.gazetteer.earth import distance_km
from geobrief.mentions.trees import make_trees, read_model
from geobrief.model import Mention, Sentence
from geobrief.places.confidence import inputs
from geobrief.places.containers import find_towns
from geobrief.places.evidence import GroupEvidence
from geobrief.places.features import NAMES
from geobrief.places.ranker import Ranker, contenders, rank, ranker, settle
from geobrief.places.resolve import by_mention, decide, make_case, verdicts_of
from models.fit_mentions import export_trees
from models.geoparser_corpora import FITTED, Document, digest, folds, read_corpus

Table = np.ndarray[Any, Any]
TARGET = Path(__file__).resolve().parents[1] / "geobrief" / "places" / "ranker.json.gz"
TREES = {
    "max_iter": 200, "learning_rate": 0.06, "max_leaf_nodes": 15, "max_depth": 7, "min_samples_leaf": 20,
    "l2_regularization": 1.0, "max_features": 0.3, "random_state": 1,
}  # fmt: skip
"""With a third of the features at each split, one article swings the figures less: out of corpus +0.6 points end to end."""
RIGHT_KM = 161.0
"""A place this near to the gold point counts as right, as in the literature."""
LEARN_KM = 100.0
"""Where the gold's own id is not among the options, the nearest within this distance is learnt from."""


@dataclass(slots=True)
class Case:
    """A document with given mentions: options, features, and how many mentions each option is right for."""

    document: Document
    mentions: list[Mention]
    gold: list[dict[str, Any] | None]
    """For each mention the gold toponym that it lies on."""
    scene: GroupEvidence
    table: Table
    right: Table


def sentence(document: Document, span: dict[str, Any]) -> Sentence:
    """The sentence that a span begins in."""
    before = [s for s in document.article.sentences if s.start <= span["start"] < s.end]
    return before[0] if before else Sentence(span["start"], span["end"])


def gold_mentions(document: Document) -> tuple[list[Mention], list[dict[str, Any] | None]]:
    """Mentions as the gold cuts them, demonyms as such."""
    mentions = [
        Mention(t["start"], t["end"], t["text"], "demonym" if t["aside"] else "name", sentence(document, t), 1.0)
        for t in document.gold
    ]
    return mentions, list(document.gold)


def found_mentions(document: Document, row: dict[str, Any]) -> tuple[list[Mention], list[dict[str, Any] | None]]:
    """Mentions as the recogniser found them out of sample, with the gold that they overlap; and the gold demonyms."""
    probabilities = {(start, end): p for start, end, p in row["spans"]}
    mentions, golds = [], []
    for start, end in sorted(probabilities):
        over = [t for t in document.gold if t["start"] < end and start < t["end"]]
        mentions.append(
            Mention(
                start, end, document.article.text[start:end], "name", sentence(document, {"start": start, "end": end}),
                probabilities[start, end],
            )
        )  # fmt: skip
        golds.append(over[0] if over else None)
    for t in document.gold:
        if t["aside"] and not any(m.start < t["end"] and t["start"] < m.end for m in mentions):
            mentions.append(Mention(t["start"], t["end"], t["text"], "demonym", sentence(document, t), 1.0))
            golds.append(t)
    order = sorted(range(len(mentions)), key=lambda i: mentions[i].start)
    return [mentions[i] for i in order], [golds[i] for i in order]


def make(
    document: Document, mentions: list[Mention], gold: list[dict[str, Any] | None], gazetteer: Gazetteer, *, home: bool
) -> Case | None:
    """A document with mentions → a case; None where the gazetteer has none of the names."""
    article = document.article if home else replace(document.article, domain=None)
    case = make_case(article, mentions, gazetteer)
    if case is None:
        return None
    scene, table = case
    right = np.zeros(len(scene.options))
    for number, group in enumerate(scene.groups):
        first, end = scene.starts[number], scene.starts[number + 1]
        places = [scene.options[row].hit.place for row in range(first, end)]
        for index in group.mentions:
            toponym = gold[index]
            if toponym is None or toponym.get("lat") is None:
                continue
            ids = [n for n, p in enumerate(places) if p.geonameid and str(p.geonameid) == str(toponym["geonameid"])]
            km = [distance_km(toponym["lat"], toponym["lon"], p.lat, p.lon) for p in places]
            best = ids[0] if ids else int(np.argmin(km))
            if ids or km[best] <= LEARN_KM:
                right[first + best] += 1
    return Case(document, mentions, gold, scene, table, right)


def fit_pass(cases: Sequence[Case], l2: float = 1.0) -> Table:
    """Weights under which the right options of each group are likeliest (conditional logit)."""
    table = np.vstack([case.table for case in cases])
    right = np.concatenate([case.right for case in cases])
    offset = np.cumsum([0, *[len(case.scene.groups) for case in cases]])
    owner = np.concatenate([case.scene.owner + offset[n] for n, case in enumerate(cases)])
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    weight = np.add.reduceat(right, first)
    spread = table.std(axis=0) + 1e-6
    scaled = table / spread

    def loss(weights: Table) -> tuple[float, Table]:
        scores = scaled @ weights
        scores = scores - np.maximum.reduceat(scores, first)[owner]
        logs = scores - np.log(np.add.reduceat(np.exp(scores), first))[owner]
        gradient = -(scaled.T @ (right - np.exp(logs) * weight[owner])) + l2 * weights
        return float(-(right * logs).sum() + 0.5 * l2 * weights @ weights), gradient

    best = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights: Table = np.round(best.x / spread, 5)
    return weights


def fit_ranker(cases: Sequence[Case]) -> tuple[Ranker, dict[str, Any]]:
    """Two linear passes, then trees over the options that they leave."""
    passes: tuple[Any, ...] = ()
    for _ in range(2):
        for case in cases:
            settle(case.scene, case.table, passes)
        passes = (*passes, fit_pass(cases))
    tables, labels, weights = [], [], []
    for case in cases:
        rows = contenders(case.scene, settle(case.scene, case.table, passes))
        total = np.add.reduceat(case.right, case.scene.starts[:-1])[case.scene.owner]
        judged = judged_rows(case)
        rows = rows[judged[rows] & ((total[rows] > 0) | (case.scene.owner[rows] >= 0))]
        tables.append(case.table[rows])
        labels.append(case.right[rows] > 0)
        weights.append(np.minimum(np.sqrt(np.maximum(np.where(case.right > 0, case.right, total), 1)), 3)[rows])
    fitted = HistGradientBoostingClassifier(**TREES).fit(
        np.vstack(tables), np.concatenate(labels), sample_weight=np.concatenate(weights)
    )
    document = export_trees(fitted, NAMES)
    return Ranker(passes, make_trees(document, NAMES), {}), document


def judged_rows(case: Case) -> Table:
    """Row → whether its group has a mention on gold with coordinates."""
    judged = [
        any((toponym := case.gold[index]) is not None and toponym.get("lat") is not None for index in group.mentions)
        for group in case.scene.groups
    ]
    return np.array(judged)[case.scene.owner]


@dataclass(slots=True)
class Answer:
    """One mention's answer, with what the calibration needs."""

    mention: Mention
    place: PlaceRow | None
    inputs: list[float] | None
    right: bool | None
    """None where it cannot be judged: the gold has no coordinates, or stands aside."""


def answers(case: Case, model: Ranker) -> list[Answer]:
    """The best place of each mention that is no demonym."""
    verdicts = by_mention(verdicts_of(case.scene, case.table, rank(case.scene, case.table, model)))
    towns = find_towns(case.document.article, verdicts, case.mentions)
    found = []
    for index, mention in enumerate(case.mentions):
        if mention.form == "demonym":
            continue
        decision = decide(case.document.article, case.mentions, index, verdicts, towns)
        place = decision.ranked[0][0].hit.place if decision else None
        row = inputs(mention, decision.ranked, decision.near) if decision else None
        found.append(Answer(mention, place, row, judge(case.gold[index], place)))
    return found


def judge(toponym: dict[str, Any] | None, place: PlaceRow | None) -> bool | None:
    """Whether a place is right for a gold toponym (None: no gold there, so wrong)."""
    if toponym is None:
        return False
    if toponym["aside"] or toponym.get("lat") is None:
        return None
    if place is None:
        return False
    return distance_km(toponym["lat"], toponym["lon"], place.lat, place.lon) <= RIGHT_KM


def fit_calibration(found: Sequence[Answer]) -> list[float]:
    """Logistic weights that turn the calibration's inputs into a probability."""
    judged = [a for a in found if a.right is not None and a.inputs is not None]
    table = np.array([a.inputs for a in judged])
    labels = np.array([a.right for a in judged], dtype=float)

    def loss(weights: Table) -> tuple[float, Table]:
        scores = table @ weights
        chance = 1 / (1 + np.exp(-scores))
        value = np.logaddexp(0, scores).sum() - labels @ scores + 0.5 * weights @ weights
        return float(value), table.T @ (chance - labels) + weights

    return [round(float(w), 4) for w in minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x]


def calibration_error(found: Sequence[Answer], weights: Sequence[float], bins: int = 10) -> tuple[float, list[Any]]:
    """Expected calibration error over equal-width bins, and the bins (count, mean confidence, share right)."""
    judged = [(a.inputs, a.right) for a in found if a.right is not None and a.inputs is not None]
    chance = np.array([1 / (1 + np.exp(-np.dot(row, weights))) for row, _ in judged])
    labels = np.array([right for _, right in judged], dtype=float)
    number = np.minimum((chance * bins).astype(int), bins - 1)
    table = [
        (int(here.sum()), round(float(chance[here].mean()), 3), round(float(labels[here].mean()), 3))
        for part in range(bins)
        if (here := number == part).any()
    ]
    return sum(n * abs(c - r) for n, c, r in table) / max(1, len(judged)), table


def held_out_error(rows: Sequence[Sequence[Answer]]) -> tuple[float, list[Any]]:
    """The calibration error on answers that the calibration was not fitted on: half the documents, both ways."""
    halves = [[a for row in rows[part::2] for a in row] for part in range(2)]
    both = [calibration_error(halves[1 - part], fit_calibration(halves[part])) for part in range(2)]
    counts = [sum(count for count, _, _ in table) for _, table in both]
    mean = sum(error * count for (error, _), count in zip(both, counts, strict=True)) / max(1, sum(counts))
    return mean, [table for _, table in both]


def save(path: Path, documents: Sequence[Document], found: Sequence[Sequence[Answer]]) -> None:
    """Answers in the evaluator's format."""
    rows = []
    for document, answers_ in zip(documents, found, strict=True):
        spans = [
            {
                "start": a.mention.start, "end": a.mention.end, "text": a.mention.text,
                "lat": a.place.lat if a.place else None, "lon": a.place.lon if a.place else None,
                "geonameid": str(a.place.geonameid) if a.place and a.place.geonameid else None,
            }
            for a in answers_
        ]  # fmt: skip
        rows.append(json.dumps({"id": document.id, "spans": spans}))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def training(documents: Sequence[Document], spans: dict[str, Any], gazetteer: Gazetteer) -> list[Case]:
    """Cases to learn from: gold and found mentions, each with and without the outlet's home."""
    cases = []
    for document in documents:
        cut = [gold_mentions(document), found_mentions(document, spans[document.id])]
        homes = (True, False) if document.article.domain and gazetteer.outlet_home(document.article.domain) else (True,)
        cases += [make(document, *mentions, gazetteer, home=home) for mentions in cut for home in homes]
    return [case for case in cases if case is not None]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spans", type=Path, required=True)
    parser.add_argument("--measure", choices=("cv", "corpora"))
    parser.add_argument("--save")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--calibrate", action="store_true", help="write only the calibration; the ranker stays")
    args = parser.parse_args()
    gazetteer = Gazetteer.default()
    documents = [document for name in FITTED for document in read_corpus(name)]
    spans = {row["id"]: row for row in map(json.loads, args.spans.read_text(encoding="utf-8").splitlines())}
    parts = folds(len(documents), 5)
    if args.measure == "corpora":
        parts = [FITTED.index(d.corpus) for d in documents]
    given: list[list[Answer]] = [[] for _ in documents]
    found: list[list[Answer]] = [[] for _ in documents]
    for part in sorted(set(parts)):
        model, _ = fit_ranker(
            training([d for d, p in zip(documents, parts, strict=True) if p != part], spans, gazetteer)
        )
        for index, document in enumerate(documents):
            if parts[index] != part:
                continue
            for mentions, out in (
                (gold_mentions(document), given),
                (found_mentions(document, spans[document.id]), found),
            ):
                case = make(document, *mentions, gazetteer, home=True)
                out[index] = answers(case, model) if case else plain(*mentions)
        print(f"part {part} done", file=sys.stderr)
    calibration = {
        "given": fit_calibration([a for row in given for a in row]),
        "found": fit_calibration([a for row in found for a in row]),
    }
    for name, rows in (("given", given), ("found", found)):
        report(name, documents, rows)
        print(name, "calibration", calibration_error([a for row in rows for a in row], calibration[name]))
        print(name, "calibration, the other half of the documents", held_out_error(rows))
        in_use = ranker().calibration[name]
        print(name, "calibration in use", calibration_error([a for row in rows for a in row], in_use))
        if args.save:
            save(Path(f"{args.save}.{name}.jsonl"), documents, rows)
    if args.write:
        model, trees = fit_ranker(training(documents, spans, gazetteer))
        write(model, trees, calibration)
    elif args.calibrate:
        carried = read_model(TARGET)
        write(ranker(), carried["trees"], calibration)


def plain(mentions: list[Mention], gold: list[dict[str, Any] | None]) -> list[Answer]:
    """Answers for a document of which the gazetteer has no name."""
    return [Answer(m, None, None, judge(g, None)) for m, g in zip(mentions, gold, strict=True) if m.form != "demonym"]


def report(name: str, documents: Sequence[Document], found: Sequence[Sequence[Answer]]) -> None:
    """Share right of what can be judged, and of all gold with coordinates."""
    for corpus in (*FITTED, "all"):
        rows = [(d, f) for d, f in zip(documents, found, strict=True) if corpus in (d.corpus, "all")]
        gold = sum(not t["aside"] and t.get("lat") is not None for d, _ in rows for t in d.gold)
        judged = [a for _, f in rows for a in f if a.right is not None]
        right = sum(bool(a.right) for a in judged)
        answered = sum(a.place is not None for a in judged)
        print(f"{name} {corpus}: right/gold {100 * right / gold:.1f}  right/answered {100 * right / answered:.1f}")


def write(model: Ranker, trees: dict[str, Any], calibration: dict[str, list[float]]) -> None:
    """The file that the package carries, the same bytes for the same model."""
    document = {
        "fitted_on": {name: digest(name) for name in FITTED}, "features": list(NAMES),
        "passes": [list(weights) for weights in model.passes], "trees": trees, "calibration": calibration,
    }  # fmt: skip
    content = json.dumps(document, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
