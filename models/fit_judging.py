"""Fits the two judges of the event reader on annotated articles that its heads were not fitted on.

    python -m models.fit_judging GOLD.jsonl PREPARED.pickle [--write]

Prints what they bring, cross-validated by article, and with ``--write`` fits them on all and writes ``judging.json``.
Needs scikit-learn (extra ``models``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from geobrief.events import decide as deciding
from geobrief.events.judging import Judge, pair_figures, same_heads, told_figures
from geobrief.events.reader import Read, Trigger, kinds
from models.event_gold import GoldArticle, find_quote
from models.measure_events import as_brief, read_all, scorer, summary

FOLDS = 5
LEAST = 0.3
"""Triggers less likely than this are not held against others."""


@dataclass
class Judged:
    """An article's triggers with their figures and what the annotation says of them."""

    told: np.ndarray
    true: list[bool]
    pairs: np.ndarray
    same: list[bool]


def owner_of(module: ModuleType, gold: GoldArticle, trigger: Trigger, row: dict[str, Any]) -> int | None:
    """Return the annotated event that a trigger tells: the nearest in kind and words in whose quote it stands."""
    text, spot = gold.article.text, trigger.spot
    kind = kinds()[int(trigger.kind.argmax())]
    spelt = text[spot.start : spot.end].lower()
    options = []
    for number, event in enumerate(row["events"]):
        near = module.near_kind(kind, event["kinds"])
        for quote in event["quotes"] if near else []:
            span = find_quote(text, quote)
            if span and span[0] <= spot.start and spot.end <= span[1]:
                named = any(word.lower() in spelt or spelt in word.lower() for word in event["triggers"])
                options.append(((near + 2 * named, span[0] - span[1]), -number))
    return -max(options)[1] if options else None


def judged(
    module: ModuleType, gold: GoldArticle, read: Read, triggers: Sequence[Trigger], row: dict[str, Any]
) -> Judged:
    """Return an article's figures and answers."""
    same = same_heads(read, triggers)
    owners = [owner_of(module, gold, trigger, row) for trigger in triggers]
    pairs = pair_figures(read, triggers, same, gold.candidates, gold.resolutions)
    wanted = [
        (i, j)
        for i in range(len(triggers))
        for j in range(i)
        if min(triggers[i].event, triggers[j].event) >= LEAST and None not in (owners[i], owners[j])
    ]
    return Judged(
        told=told_figures(triggers, same),
        true=[owner is not None for owner in owners],
        pairs=np.array([pairs[i, j] for i, j in wanted], np.float32),
        same=[owners[i] == owners[j] for i, j in wanted],
    )


def fit(rows: Sequence[np.ndarray], answers: Sequence[Sequence[bool]]) -> Judge:
    """Return the judge that fits these answers best."""
    x = np.vstack([row for row in rows if len(row)])
    y = np.array([answer for part in answers for answer in part])
    mean, scale = x.mean(0), x.std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=3000).fit((x - mean) / scale, y)
    return Judge(mean, scale, model.coef_[0], float(model.intercept_[0]))


def cross_validated(
    data: Sequence[Judged], rows: Callable[[Judged], np.ndarray], answers: Callable[[Judged], list[bool]]
) -> tuple[list[Judge], str]:
    """Return the judge of each fold, fitted on the others, and how well they tell right from wrong."""
    made, chances, truth, before = [], [], [], []
    for fold in range(FOLDS):
        others = [item for number, item in enumerate(data) if number % FOLDS != fold]
        judge = fit([rows(item) for item in others], [answers(item) for item in others])
        made.append(judge)
        for number, item in enumerate(data):
            if number % FOLDS == fold and len(rows(item)):
                chances += list(judge.chances(rows(item)))
                before += list(rows(item)[:, 0])
                truth += answers(item)
    error = _calibration(np.array(chances), np.array(truth))
    return made, (
        f"AUC {roc_auc_score(truth, before):.3f} → {roc_auc_score(truth, chances):.3f}, "
        f"AP {average_precision_score(truth, before):.3f} → {average_precision_score(truth, chances):.3f}, "
        f"calibration error {error:.3f}"
    )


def _calibration(chances: np.ndarray, truth: np.ndarray) -> float:
    bins = np.minimum((chances * 10).astype(int), 9)
    parts = [
        abs(chances[bins == b].mean() - truth[bins == b].mean()) * (bins == b).sum()
        for b in range(10)
        if (bins == b).any()
    ]
    return float(sum(parts) / len(chances))


def main() -> None:
    """Fit, print, and write if wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--try", dest="tried", action="append", default=[], metavar="NAME=VALUES")
    args = parser.parse_args()
    module = scorer()
    golds = module.read(args.gold)
    articles = read_all(args.prepared)
    data = [
        judged(module, gold, read, triggers, row) for (gold, read, triggers), row in zip(articles, golds, strict=True)
    ]
    told, says = cross_validated(data, lambda item: item.told, lambda item: item.true)
    print("told:", says)
    same, says = cross_validated(data, lambda item: item.pairs, lambda item: item.same)
    print("same:", says)
    base = {name: getattr(deciding, name) for name in ("TOLD", "SAME")}
    for setting in args.tried or ["SAME=" + str(base["SAME"])]:
        name, _, values = setting.partition("=")
        for value in values.split(","):
            setattr(deciding, name, float(value))
            brief: dict[str, Any] = {"articles": [], "places": [], "events": []}
            for fold in range(FOLDS):
                deciding.JUDGES = {"told": told[fold], "same": same[fold]}
                part = as_brief([item for n, item in enumerate(articles) if n % FOLDS == fold], module, labels=False)
                for key, items in part.items():
                    brief[key] += items
            counts, _ = module.score(golds, brief)
            print(f"{name}={value}", json.dumps(summary(counts)), flush=True)
    if args.write:
        path = Path(deciding.__file__).with_name("judging.json")
        path.write_text(
            json.dumps(
                {
                    name: _row(fit([get(item) for item in data], [answer(item) for item in data]))
                    for name, get, answer in (
                        ("told", lambda item: item.told, lambda item: item.true),
                        ("same", lambda item: item.pairs, lambda item: item.same),
                    )
                },
                indent=1,
            )
            + "\n",
            "utf-8",
        )


def _row(judge: Judge) -> dict[str, Any]:
    return {
        "mean": [round(float(v), 5) for v in judge.mean],
        "scale": [round(float(v), 5) for v in judge.scale],
        "weights": [round(float(v), 5) for v in judge.weights],
        "constant": round(judge.constant, 5),
    }


if __name__ == "__main__":
    main()
