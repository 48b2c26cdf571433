"""Fit and measure the kind model on the labelled sentences of ``tests/events/sentences.jsonl``.

    PYTHONPATH=. python benchmarks/events_fit_kind.py [--write] [--errors]

Held out by batch: all sentences of one sitting are on one side.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score

from geobrief.events.kind_model import NONE, Candidate, candidates_of, features_of, with_lexicon
from geobrief.events.kinds import event_kinds
from geobrief.events.triggers import Match, find_matches
from geobrief.events.words import Token, tokens_of

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "tests" / "events" / "sentences.jsonl"
PASSING = ROOT / "tests" / "events" / "passing.txt"
"""Sentences of ordinary news that tell no event, one a line: always on the side of fitting."""
WEIGHTS = ROOT / "geobrief" / "events" / "kind_weights.json"
STRENGTH = 2.0
"""Inverse of the L2 penalty, the best of 0.3, 1 and 3 with batches held out."""
BESIDE = 0.5
"""Weight of an unlabelled word beside a labelled event: most are no event, but nobody said so."""
SMALLEST = 0.04
"""Weights nearer to zero than this are dropped: the figures do not change in the third place."""
WEAK_COST = 0.5
"""Factor on a weak kind when the sentence's one event is chosen."""
EFFECT_COST = 0.8


@dataclass
class Example:
    """One labelled sentence."""

    record: dict
    tokens: tuple[Token, ...]
    matches: list[Match]
    candidates: list[Candidate]
    gold: Candidate | None


def read() -> list[Example]:
    out = []
    passing = [
        {"text": line, "trigger": None, "kind": NONE, "source": "passing"}
        for line in PASSING.read_text(encoding="utf-8").splitlines()
    ]
    for record in [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()] + passing:
        tokens = tokens_of(record["text"], 0, len(record["text"]))
        matches = find_matches(tokens)
        candidates = candidates_of(matches)
        gold = None
        if record["trigger"]:
            span = record["trigger"]
            inside = [i for i, t in enumerate(tokens) if t.start < span["end"] and span["start"] < t.end]
            touching = tuple(m for m in matches if m.first <= inside[-1] and inside[0] <= m.last)
            gold = Candidate(inside[0], inside[-1], touching)
        out.append(Example(record, tokens, matches, candidates, gold))
    return out


def instances(examples: list[Example]) -> tuple[list[set[str]], list[str], list[float]]:
    """Features, kinds and weights. Words beside a labelled event whose lexicon conditions fail count as no event."""
    features, labels, weights = [], [], []
    for example in examples:
        if example.gold is None:
            for candidate in example.candidates:
                features.append(features_of(example.tokens, candidate, example.matches))
                labels.append(NONE)
                weights.append(1.0)
            continue
        kind = example.record["kind"]
        features.append(features_of(example.tokens, example.gold, example.matches))
        labels.append(kind)
        weights.append(1.0)
        for candidate in example.candidates:
            same = candidate.first <= example.gold.last and example.gold.first <= candidate.last
            if same and (candidate.first, candidate.last) != (example.gold.first, example.gold.last):
                features.append(features_of(example.tokens, candidate, example.matches))
                labels.append(kind)
                weights.append(1.0)
            elif not same and not any(m.holds and not m.barred for m in candidate.matches):
                features.append(features_of(example.tokens, candidate, example.matches))
                labels.append(NONE)
                weights.append(BESIDE)
    return features, labels, weights


def fit(examples: list[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    features, labels, weights = instances(examples)
    counts = Counter(f for row in features for f in row)
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform([{f: 1.0 for f in row if counts[f] > 1} for row in features])
    model = LogisticRegression(C=STRENGTH, max_iter=400)
    model.fit(matrix, labels, sample_weight=weights)
    return vectoriser, model


def temper(chances: dict[str, float], candidate: Candidate) -> list[float]:
    return list(with_lexicon(chances, candidate).values())


def choose(
    example: Example, vectoriser: DictVectorizer, model: LogisticRegression
) -> tuple[str, float, Candidate | None]:
    """The one event of a sentence: (kind or none, probability, candidate)."""
    best: tuple[str, float, Candidate | None] = (NONE, 0.0, None)
    if not example.candidates:
        return best
    rows = [dict.fromkeys(features_of(example.tokens, c, example.matches), 1.0) for c in example.candidates]
    chances = model.predict_proba(vectoriser.transform(rows))
    chances = np.array(
        [
            temper(dict(zip(model.classes_, chance, strict=True)), c)
            for c, chance in zip(example.candidates, chances, strict=True)
        ]
    )
    nothing = list(model.classes_).index(NONE)
    for candidate, chance in zip(example.candidates, chances, strict=True):
        ranked = np.argsort(-chance)
        top = ranked[0]
        if top == nothing:
            continue
        kind = str(model.classes_[top])
        score = float(chance[top])
        if event_kinds()[kind].weak:
            score *= WEAK_COST
        if candidate.best and candidate.best.effect:
            score *= EFFECT_COST
        if score > best[1]:
            best = (kind, score, candidate)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    examples = read()
    batches = sorted({e.record["source"] for e in examples} - {"passing"})
    gold, told, given, lexicon, batch_of = [], [], [], [], []
    for batch in batches:
        test = [e for e in examples if e.record["source"] == batch]
        vectoriser, model = fit([e for e in examples if e.record["source"] != batch])
        for example in test:
            kind, score, _ = choose(example, vectoriser, model)
            gold.append(example.record["kind"])
            batch_of.append(batch)
            told.append(kind)
            best = max(
                (c.best for c in example.candidates if c.best and c.best.holds and not c.best.barred),
                key=lambda m: (m.strength - (0.3 if m.effect else 0) - (0.3 if m.kind == "statement" else 0), -m.first),
                default=None,
            )
            lexicon.append(best.kind if best else NONE)
            if example.gold:
                row = vectoriser.transform(
                    [dict.fromkeys(features_of(example.tokens, example.gold, example.matches), 1.0)]
                )
                chance = model.predict_proba(row)[0]
                order = [k for k in np.array(model.classes_)[np.argsort(-chance)] if k != NONE]
                given.append(order[0] == example.record["kind"])
            if options.errors and kind != example.record["kind"]:
                trigger = example.record["trigger"]["text"] if example.record["trigger"] else None
                print(f"{example.record['kind']} ({trigger}) -> {kind} {score:.2f} | {example.record['text']}")
    print(f"{len(gold)} sentences, batches held out: {len(batches)}")
    for batch in batches:
        part = [i for i, name in enumerate(batch_of) if name == batch]
        print(f"  {batch}: accuracy {sum(gold[i] == told[i] for i in part) / len(part):.3f} of {len(part)}")
    for name, answers in (("lexicon", lexicon), ("model", told)):
        right = sum(g == t for g, t in zip(gold, answers, strict=True)) / len(gold)
        events = [(g, t) for g, t in zip(gold, answers, strict=True) if g != NONE]
        print(
            f"{name}: accuracy {right:.3f}, weighted F1 {f1_score(gold, answers, average='weighted', zero_division=0):.3f},"
            f" on sentences with an event {sum(g == t for g, t in events) / len(events):.3f},"
            f" 'none' rightly {sum(g == t == NONE for g, t in zip(gold, answers, strict=True)) / gold.count(NONE):.3f}"
        )
    print(f"kind of a given trigger: {sum(given) / len(given):.3f}")
    acled = {
        k: (v.acled_sub_event_type if v.acled_sub_event_type != "Other" else v.case_2021) or v.case_2021
        for k, v in event_kinds().items()
    } | {NONE: NONE}
    pairs = [(acled[g], acled[t]) for g, t in zip(gold, told, strict=True) if g != NONE]
    print(
        f"ACLED types, weighted F1 {f1_score([g for g, _ in pairs], [t for _, t in pairs], average='weighted', zero_division=0):.3f}"
    )
    if options.errors:
        print(classification_report(gold, told, zero_division=0))
    if options.write:
        write(*fit(examples))


def table_of(vectoriser: DictVectorizer, model: LogisticRegression) -> dict:
    """The fitted model as ``kind_weights.json`` holds it."""
    names = vectoriser.get_feature_names_out()
    weights = {}
    for column, name in enumerate(names):
        row = [x for i, w in enumerate(model.coef_[:, column]) if abs(w) >= SMALLEST for x in (i, round(float(w), 2))]
        if row:
            weights[str(name)] = row
    return {
        "kinds": [str(k) for k in model.classes_],
        "bias": [round(float(b), 3) for b in model.intercept_],
        "weights": weights,
    }


def write(vectoriser: DictVectorizer, model: LogisticRegression) -> None:
    data = table_of(vectoriser, model)
    weights = data["weights"]
    lines = ",\n".join(
        f"{json.dumps(n, ensure_ascii=False)}:{json.dumps(weights[n], separators=(',', ':'))}" for n in sorted(weights)
    )
    head = json.dumps({"kinds": data["kinds"], "bias": data["bias"]}, ensure_ascii=False)[:-1]
    WEIGHTS.write_text(f'{head},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(f"{len(weights)} features, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
