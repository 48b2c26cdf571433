"""Fits the judges of the event reader on annotated articles that its heads were not fitted on.

What should be told and what is one event, who takes part, and how likely each part of what is told is true.

    python -m models.fit_judging GOLD.jsonl PREPARED.pickle [--write [--only NAME]]

GOLD may be several files one behind the other. The shipped judges were fitted on newsroom_dev and
``models/data/annotations_judging.jsonl``.

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
from geobrief.events import parties, sureness
from geobrief.events.decide import Decided, decide
from geobrief.events.judging import Judge, judges, pair_figures, same_heads, told_figures
from geobrief.events.parties import figures_of, phrases_of
from geobrief.events.pronouns import ParsedSentences
from geobrief.events.reader import WHO_ROLES, Read, Trigger, kinds
from models.event_gold import GoldArticle, find_quote
from models.measure_events import as_brief, read_all, scorer, summary, told_event

JUDGES = ("told", "same", "who", "role", *sureness.PARTS)
FOLDS = 5
OF_PARTS = 0.1
"""Strength of the judges of each part: there are few hundred answers for forty figures."""
LEAST = 0.3
"""Triggers less likely than this are not held against others."""


@dataclass
class Part:
    """Figures of one part of the events that are told, and whether each is true."""

    rows: np.ndarray
    true: list[bool]


@dataclass
class Judged:
    """An article's triggers with their figures and what the annotation says of them."""

    told: np.ndarray
    true: list[bool]
    pairs: np.ndarray
    same: list[bool]
    phrases: np.ndarray
    """Figures of the phrases near the triggers of each event that is annotated, in each role."""
    takes_part: list[bool]
    """Whether a phrase is of somebody in that role, or who takes part; as one who takes part, in any role."""
    in_role: list[bool]
    """Whether it is of somebody in just that role."""
    parts: dict[str, Part]
    """Of each of ``sureness.PARTS``."""


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
    phrases, takes_part, in_role = judged_phrases(module, gold, read, triggers, row)
    return Judged(
        parts=judged_parts(module, gold, read, triggers, row),
        phrases=phrases,
        takes_part=takes_part,
        in_role=in_role,
        told=told_figures(triggers, same),
        true=[owner is not None for owner in owners],
        pairs=np.array([pairs[i, j] for i, j in wanted], np.float32),
        same=[owners[i] == owners[j] for i, j in wanted],
    )


def judged_phrases(
    module: ModuleType, gold: GoldArticle, read: Read, triggers: Sequence[Trigger], row: dict[str, Any]
) -> tuple[np.ndarray, list[bool], list[bool]]:
    """Return the figures of the phrases of the events that are told and annotated, and what holds of each in each role."""
    trees = ParsedSentences(read, {})
    rows, takes_part, in_role = [], [], []
    for event, _, annotated in as_told(module, gold, read, triggers, row):
        phrases = phrases_of(event, trees) if annotated else []
        if phrases and annotated:
            rows.append(figures_of(event, phrases, gold.resolutions))
            texts = [gold.article.text[phrase.start : phrase.end] for phrase in phrases]
            asked = [(text, role) for text in texts for role in WHO_ROLES]
            takes_part += [names_somebody(module, text, _FITS[role], annotated["who"]) for text, role in asked]
            in_role += [names_somebody(module, text, (role,), annotated["who"]) for text, role in asked]
    return (np.vstack(rows) if rows else np.zeros((0, len(parties.WHO)), np.float32)), takes_part, in_role


def judged_parts(
    module: ModuleType, gold: GoldArticle, read: Read, triggers: Sequence[Trigger], row: dict[str, Any]
) -> dict[str, Part]:
    """Return the figures of each part of what is told, and whether the annotation has it so.

    The kind is held against all annotated events that the same words tell, the other parts against the one event against
    which it is scored: a place is true where it is right or holds the right one.
    """
    known = gold.candidates, gold.resolutions
    told = as_told(module, gold, read, triggers, row)
    text = module.squeeze((row.get("title") or "") + " \n " + row["text"])
    spans = [module.spans(annotated["quotes"], text) for annotated in row["events"]]
    found: dict[str, list[tuple[Any, bool]]] = {name: [] for name in sureness.PARTS}
    for event, made, annotated in told:
        here = [other for other, span in zip(row["events"], spans, strict=True) if module.touch(span, made["_spans"])]
        kinds_here = {kind for other in here for kind in other["kinds"]}
        found["kind_true"].append((sureness.kind_figures(event), event.kind in kinds_here))
        if annotated is None:
            continue
        place, day = sureness.place_figures(event, *known), sureness.day_figures(event, known[0], gold.times)
        if place is not None:
            holds = module.judge_place(made["_where"], annotated["where"]) in ("right", "coarse")
            found["place_true"].append((place, holds))
        if day is not None:
            holds = module.judge_day(made["when"], annotated["when"]) in ("right", "coarse")
            found["day_true"].append((day, holds))
        found["status_true"].append((sureness.status_figures(event, known[0]), event.status in annotated["status"]))
    return {
        name: Part(np.stack([one for one, _ in rows]) if rows else np.zeros((0, 0)), [holds for _, holds in rows])
        for name, rows in found.items()
    }


_FITS = {
    "source": ("source", "participant"),
    "target": ("target", "participant"),
    "participant": ("participant", "source", "target"),
}


def as_told(
    module: ModuleType, gold: GoldArticle, read: Read, triggers: Sequence[Trigger], row: dict[str, Any]
) -> list[tuple[Decided, dict[str, Any], dict[str, Any] | None]]:
    """Return the events that are told, as decided and as a brief has them, each with the annotated one of its score or None."""
    events = decide(read, triggers, gold.candidates, gold.resolutions, gold.times)
    text = module.squeeze((row.get("title") or "") + " \n " + row["text"])
    places: dict[str, dict[str, Any]] = {}
    told = []
    for event in events:
        made = told_event(event, gold, ParsedSentences(read, {}), places, labels=False)
        quotes = [citation["quote"] for citation in made["citations"]]
        where = [places[spot["place"]] for spot in made["where"]]
        told.append(made | {"_spans": module.spans(quotes, text), "_where": where})
    used: dict[int, int] = {}
    for *_, g, t in sorted(module.pairs_of(row, told, text), reverse=True):
        if g not in used and t not in used.values():
            used[g] = t
    scored = {t: row["events"][g] for g, t in used.items()}
    return [(event, made, scored.get(t)) for t, (event, made) in enumerate(zip(events, told, strict=True))]


def names_somebody(module: ModuleType, text: str, roles: Sequence[str], who: dict[str, list[str]]) -> bool:
    """Whether a phrase names somebody whom an annotation has in one of some roles."""
    named = module.fold(text)
    heads = [module.fold(part) for role in roles for name in who.get(role, ()) for part in name.split("|")]
    return any(head in named or named in head for head in heads if head and named)


def fit(rows: Sequence[np.ndarray], answers: Sequence[Sequence[bool]], strength: float = 0.3) -> Judge:
    """Return the judge that fits these answers best; the less ``strength``, the nearer to saying the same of all."""
    x = np.vstack([row for row in rows if len(row)])
    y = np.array([answer for part in answers for answer in part])
    mean, scale = x.mean(0), np.maximum(x.std(0), 1e-3)
    model = LogisticRegression(C=strength, max_iter=3000).fit((x - mean) / scale, y)
    return Judge(mean, scale, model.coef_[0], float(model.intercept_[0]))


def cross_validated(
    data: Sequence[Judged],
    rows: Callable[[Judged], np.ndarray],
    answers: Callable[[Judged], list[bool]],
    strength: float = 0.3,
) -> tuple[list[Judge], str]:
    """Return the judge of each fold, fitted on the others, and how well they tell right from wrong."""
    made, chances, truth, before = [], [], [], []
    for fold in range(FOLDS):
        others = [item for number, item in enumerate(data) if number % FOLDS != fold]
        judge = fit([rows(item) for item in others], [answers(item) for item in others], strength)
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


def print_shipped(
    module: ModuleType, articles: Sequence[tuple[GoldArticle, Read, Sequence[Trigger]]], golds: Sequence[dict[str, Any]]
) -> None:
    """Print what the shipped judges say of each part of what is told beside how often it is true."""
    data = [judged_parts(module, *article, row) for article, row in zip(articles, golds, strict=True)]
    for name in sureness.PARTS:
        kept = [item[name] for item in data if len(item[name].rows)]
        chances = np.concatenate([judges()[name].chances(item.rows) for item in kept])
        truth = np.array([answer for item in kept for answer in item.true])
        print(
            f"{name}: {len(truth)} told, said {chances.mean():.3f}, true {truth.mean():.3f}, "
            f"AUC {roc_auc_score(truth, chances):.3f}, calibration error {_calibration(chances, truth):.3f}"
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
    parser.add_argument("--only", nargs="+", choices=JUDGES, help="write these judges and leave the others")
    parser.add_argument(
        "--shipped", action="store_true", help="only say how true what the shipped judges say of each part is"
    )
    parser.add_argument("--try", dest="tried", action="append", default=[], metavar="NAME=VALUES")
    args = parser.parse_args()
    module = scorer()
    golds = module.read(args.gold)
    articles = read_all(args.prepared)
    if args.shipped:
        print_shipped(module, articles, golds)
        return
    # Who takes part does not matter yet, and there may be no judge of it.
    count = len(parties.WHO)
    zeros, ones = np.zeros(count, np.float32), np.ones(count, np.float32)
    idle = Judge(zeros, ones, zeros, 0.0)
    parties.JUDGES = {"who": idle, "role": idle}
    data = [
        judged(module, gold, read, triggers, row) for (gold, read, triggers), row in zip(articles, golds, strict=True)
    ]
    told, says = cross_validated(data, lambda item: item.told, lambda item: item.true)
    print("told:", says)
    same, says = cross_validated(data, lambda item: item.pairs, lambda item: item.same)
    print("same:", says)
    who, says = cross_validated(data, lambda item: item.phrases, lambda item: item.takes_part)
    print("who:", says)
    role, says = cross_validated(data, lambda item: item.phrases, lambda item: item.in_role)
    print("role:", says)
    parts = {}
    for name in sureness.PARTS:
        parts[name], says = cross_validated(data, _rows_of(name), _answers_of(name), OF_PARTS)
        print(f"{name}:", says)
    base = {name: getattr(deciding, name) for name in ("TOLD", "SAME")}
    for setting in args.tried or ["SAME=" + str(base["SAME"])]:
        name, _, values = setting.partition("=")
        for value in values.split(","):
            setattr(deciding, name, float(value))
            brief: dict[str, Any] = {"articles": [], "places": [], "events": []}
            for fold in range(FOLDS):
                deciding.JUDGES = {"told": told[fold], "same": same[fold]}
                parties.JUDGES = {"who": who[fold], "role": role[fold]}
                of_parts = {name: fitted[fold] for name, fitted in parts.items()}
                mine = [item for n, item in enumerate(articles) if n % FOLDS == fold]
                part = as_brief(mine, module, labels=False, judging=of_parts)
                for key, items in part.items():
                    brief[key] += items
            counts, _ = module.score(golds, brief)
            print(f"{name}={value}", json.dumps(summary(counts)), flush=True)
    if args.write:
        path = Path(deciding.__file__).with_name("judging.json")
        made = {
            name: _row(fit([get(item) for item in data], [answer(item) for item in data], strength))
            for name, get, answer, strength in (
                ("told", lambda item: item.told, lambda item: item.true, 0.3),
                ("same", lambda item: item.pairs, lambda item: item.same, 0.3),
                ("who", lambda item: item.phrases, lambda item: item.takes_part, 0.3),
                ("role", lambda item: item.phrases, lambda item: item.in_role, 0.3),
                *((part, _rows_of(part), _answers_of(part), OF_PARTS) for part in sureness.PARTS),
            )
            if not args.only or name in args.only
        }
        kept = json.loads(path.read_text("utf-8")) if args.only else {}
        path.write_text(json.dumps(kept | made, indent=1) + "\n", "utf-8")


def _rows_of(part: str) -> Callable[[Judged], np.ndarray]:
    return lambda item: item.parts[part].rows


def _answers_of(part: str) -> Callable[[Judged], list[bool]]:
    return lambda item: item.parts[part].true


def _row(judge: Judge) -> dict[str, Any]:
    return {
        "mean": [round(float(v), 5) for v in judge.mean],
        "scale": [round(float(v), 5) for v in judge.scale],
        "weights": [round(float(v), 5) for v in judge.weights],
        "constant": round(judge.constant, 5),
    }


if __name__ == "__main__":
    main()
