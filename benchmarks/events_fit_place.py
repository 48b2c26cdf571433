"""Fit and measure the place linker on sentences whose event place is marked (``../shared/corpora``).

    PYTHONPATH=. python benchmarks/events_fit_place.py CORPUS [--folds 5] [--write]

Cross-validated by source document: the sentences of one document are never on both sides. ``--write`` fits on all of
it and writes ``geobrief/events/place_weights.json``.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from geobrief.articles import make_article
from geobrief.events.coding import code_trigger
from geobrief.events.place_link import PlaceCandidate, candidate_features, none_features
from geobrief.events.scene import NONE_ABOVE
from geobrief.events.words import Token, tokens_of
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.model import Mention
from geobrief.places import resolve_places

OWN = Path(__file__).resolve().parents[1] / "tests" / "events" / "sentences.jsonl"
WEIGHTS = Path(__file__).resolve().parents[1] / "geobrief" / "events" / "place_weights.json"
DOCUMENT = re.compile(r"(?:_\d+)?_[a-z]+ ?$")
OWN_WEIGHT = 3.0
"""How much one of our own sentences counts: they are clean, and of every kind of event."""
LEAST_COUNT = 3
"""Features seen less often are dropped: they cannot generalise."""
FOLDS = 5
"""Folds of the cross-validation, whole documents on one side."""
THRESHOLDS = [round(0.2 + 0.025 * step, 3) for step in range(17)]
"""Probabilities above which "none" may be answered."""
PENALTY = 2.0
"""L2 penalty, the best of 0.5, 1, 2, 4 in cross-validation."""


@dataclass
class Row:
    document: str
    tokens: tuple[Token, ...]
    first: int
    last: int
    candidates: list[PlaceCandidate]
    gold: set[int]
    """Indices of the candidates that are the event's place."""
    own: set[int]
    """Indices of the candidates that the recogniser found by itself."""
    has_place: bool
    kind: str = ""
    weight: float = 1.0


def find_all(corpus: Path) -> dict[str, list[list]]:
    """Id → [start, end, form, "precision|role", found by the recogniser] of found and marked places, all resolved."""
    gazetteer = Gazetteer.default()
    out = {}
    for path in (corpus, OWN):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            marked = record["events"][0]["location"] if "events" in record else record["where"] + record["elsewhere"]
            article = make_article(record["text"])
            own = find_mentions(article, gazetteer)
            extra = []
            for place in marked:
                start, end = place["start"], place["end"]
                sentence = next((s for s in article.sentences if s.start <= start < s.end), None)
                if sentence and not any(m.start < end and start < m.end for m in own + extra):
                    extra.append(Mention(start, end, record["text"][start:end], "name", sentence, 0.5))
            every = sorted(own + extra, key=lambda m: m.start)
            out[record["id"]] = [
                [m.start, m.end, m.form, f"{r.place.precision if r.place else ''}|{r.role}", m in own]
                for m, r in zip(every, resolve_places(article, every, gazetteer), strict=True)
            ]
    return out


def read(corpus: Path, mentions: dict[str, list[list]]) -> Iterator[Row]:
    for line in corpus.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, event = record["text"], record["events"][0]
        tokens = tokens_of(text, 0, len(text))
        spans: dict[tuple[int, int], tuple[str, str, bool]] = {}
        gold = {(place["start"], place["end"]) for place in event["location"]}
        for start, end, form, kind, found in mentions.get(record["id"], []):
            if form == "demonym":
                continue
            exact = next((g for g in gold if g[0] < end and start < g[1]), None)
            spans[exact or (start, end)] = (form, kind, found)
        for span in gold:
            spans.setdefault(span, ("name", "", False))
        candidates, right, own = [], set(), set()
        for (start, end), (form, kind, found) in sorted(spans.items()):
            inside = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
            if not inside:
                continue
            if (start, end) in gold:
                right.add(len(candidates))
            if found:
                own.add(len(candidates))
            precision, _, role = kind.partition("|")
            candidates.append(PlaceCandidate(inside[0], inside[-1], form, precision, role))
        trigger = [i for i, token in enumerate(tokens) if token.start < event["end"] and event["start"] < token.end]
        if trigger:
            document = DOCUMENT.sub("", record["id"].split("#")[0])
            kind = code_trigger(tokens, trigger[0], trigger[-1]).kind
            yield Row(document, tokens, trigger[0], trigger[-1], candidates, right, own, bool(gold), kind)


def read_own(mentions: dict[str, list[list]]) -> Iterator[Row]:
    """The project's own labelled sentences, of every kind of event."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record["trigger"]:
            continue
        text, trigger = record["text"], record["trigger"]
        tokens = tokens_of(text, 0, len(text))
        gold = {(p["start"], p["end"]) for p in record["where"]}
        spans = dict.fromkeys(gold | {(p["start"], p["end"]) for p in record["elsewhere"]}, "|")
        for start, end, form, kind, _ in mentions.get(record["id"], []):
            if form == "demonym":
                continue
            known = next((span for span in spans if span[0] < end and start < span[1]), (start, end))
            spans[known] = kind
        candidates, right = [], set()
        for (start, end), kind in sorted(spans.items()):
            inside = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
            if (start, end) in gold:
                right.add(len(candidates))
            precision, _, role = kind.partition("|")
            candidates.append(PlaceCandidate(inside[0], inside[-1], "name", precision, role))
        inside = [i for i, t in enumerate(tokens) if t.start < trigger["end"] and trigger["start"] < t.end]
        yield Row(
            record["source"],
            tokens,
            inside[0],
            inside[-1],
            candidates,
            right,
            set(range(len(candidates))),
            bool(gold),
            record["kind"],
            OWN_WEIGHT,
        )


class Design:
    """The sparse matrix of candidates (and of "none") by features."""

    def __init__(self, rows: list[Row], names: dict[str, int] | None = None) -> None:
        raw, self.groups, self.right = [], [], []
        for number, row in enumerate(rows):
            options = candidate_features(row.tokens, row.first, row.last, row.candidates, kind=row.kind)
            options.append(none_features(row.tokens, row.first, row.last, row.candidates, kind=row.kind))
            for index, features in enumerate(options):
                raw.append(set(features))
                self.groups.append(number)
                self.right.append(index in row.gold or (index == len(row.candidates) and not row.gold))
        if names is None:
            counts = Counter(feature for features in raw for feature in features)
            names = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST_COUNT))}
        self.names = names
        columns = [sorted(names[f] for f in features if f in names) for features in raw]
        pointers = np.concatenate([[0], np.cumsum([len(c) for c in columns])])
        indices = np.array([i for c in columns for i in c], dtype=np.int32)
        self.matrix = sparse.csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(raw), len(names)))
        self.groups, self.right = np.array(self.groups), np.array(self.right, dtype=float)
        self.count = len(rows)
        self.weight = np.array([row.weight for row in rows])

    def probabilities(self, weights: np.ndarray) -> np.ndarray:
        scores = self.matrix @ weights
        top = np.full(self.count, -np.inf)
        np.maximum.at(top, self.groups, scores)
        powers = np.exp(scores - top[self.groups])
        return powers / np.bincount(self.groups, powers, self.count)[self.groups]


def fit(design: Design, penalty: float = PENALTY) -> np.ndarray:
    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        chance = design.probabilities(weights)
        mass = np.bincount(design.groups, chance * design.right, design.count)
        mass = np.maximum(mass, 1e-12)
        share = chance * design.right / mass[design.groups]
        gradient = design.matrix.T @ ((chance - share) * design.weight[design.groups]) + penalty * weights
        return float(-(np.log(mass) * design.weight).sum() + penalty / 2 * weights @ weights), gradient

    start = np.zeros(len(design.names))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def fold_of(document: str, folds: int) -> int:
    return zlib.crc32(document.encode()) % folds


def predict(rows: list[Row], design: Design, weights: np.ndarray) -> list[np.ndarray]:
    chance = design.probabilities(weights)
    ends = np.cumsum([len(row.candidates) + 1 for row in rows])
    return np.split(chance, ends[:-1])


def only_found(row: Row) -> Row:
    """The row as the package meets it: with the mentions that the recogniser found, and no others."""
    kept = sorted(row.own)
    gold = {new for new, old in enumerate(kept) if old in row.gold}
    return replace(row, candidates=[row.candidates[i] for i in kept], gold=gold, own=set(range(len(kept))))


def cross_validate(rows: list[Row], folds: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The probabilities of each row's candidates, and of those that the recogniser found alone."""
    out: list[np.ndarray] = [np.zeros(0)] * len(rows)
    found: list[np.ndarray] = [np.zeros(0)] * len(rows)
    for fold in range(folds):
        train = [row for row in rows if fold_of(row.document, folds) != fold and row.candidates]
        test = [(i, row) for i, row in enumerate(rows) if fold_of(row.document, folds) == fold]
        design = Design(train)
        weights = fit(design)
        for target, part in ((out, [row for _, row in test]), (found, [only_found(row) for _, row in test])):
            for (index, _), chance in zip(test, predict(part, Design(part, design.names), weights), strict=True):
                target[index] = chance
    return out, found


def nearest(row: Row) -> int:
    return min(
        range(len(row.candidates)),
        key=lambda i: min(abs(row.candidates[i].first - row.last), abs(row.first - row.candidates[i].last)),
    )


def first_after(row: Row) -> int:
    after = [i for i, c in enumerate(row.candidates) if c.first > row.last]
    return after[0] if after else nearest(row)


def report(rows: list[Row], chances: list[np.ndarray]) -> None:
    with_place = [(row, c) for row, c in zip(rows, chances, strict=True) if row.gold]
    several = [(row, c) for row, c in with_place if len(row.candidates) > 1]
    nothing = [(row, c) for row, c in zip(rows, chances, strict=True) if not row.has_place and row.candidates]
    for name, part in (("all with a place", with_place), ("two or more candidates", several)):
        best = sum(int(np.argmax(c[:-1])) in row.gold for row, c in part)
        best_none = sum(int(np.argmax(c)) in row.gold for row, c in part)
        print(
            f"{name}: {len(part)}  forced {best / len(part):.3f}  with none allowed {best_none / len(part):.3f}"
            f"  nearest {sum(nearest(r) in r.gold for r, _ in part) / len(part):.3f}"
            f"  first after the verb {sum(first_after(r) in r.gold for r, _ in part) / len(part):.3f}"
        )
    for limit in (0.0, 0.3, 0.35, 0.4, 0.5):
        left = sum(np.argmax(c) == len(c) - 1 if not limit else c[-1] > limit for _, c in nothing)
        hit = sum((np.argmax(c) == len(c) - 1 if not limit else c[-1] > limit) for _, c in with_place)
        print(
            f"none if p > {limit}: rightly {left / len(nothing):.3f} of {len(nothing)}, wrongly {hit / len(with_place):.3f}"
        )
    print_threshold(rows, chances)


def report_found(rows: list[Row], chances: list[np.ndarray]) -> None:
    """What the package gives: only the recogniser's mentions, and none of them where "none" is likely enough."""
    placed = [(only_found(row), c) for row, c in zip(rows, chances, strict=True) if row.has_place]
    empty = [c for row, c in zip(rows, chances, strict=True) if not row.has_place and row.own]
    print(f"end to end: the recogniser finds {np.mean([bool(row.gold) for row, _ in placed]):.3f} of the places")
    for limit in (0.25, NONE_ABOVE, 0.4, 0.5, 0.6, 0.8, 1.0):
        told = [(row, int(np.argmax(c[:-1]))) if len(c) > 1 and c[-1] <= limit else None for row, c in placed]
        right = sum(bool(answer) and answer[1] in answer[0].gold for answer in told) / len(placed)
        wrong = sum(bool(answer) and answer[1] not in answer[0].gold for answer in told) / len(placed)
        left = np.mean([c[-1] > limit for c in empty])
        print(f"  none above {limit}: right {right:.3f}, wrong {wrong:.3f}; rightly empty {left:.3f} of {len(empty)}")


def print_threshold(rows: list[Row], chances: list[np.ndarray]) -> None:
    """The threshold of "none of them", chosen in each fold on the other folds, and what it gives on its own fold."""
    table = [
        (fold_of(r.document, FOLDS), bool(r.gold), c[-1]) for r, c in zip(rows, chances, strict=True) if len(c) > 1
    ]
    chosen, right, wrong = [], [], []
    for fold in range(FOLDS):
        others = [(gold, none) for f, gold, none in table if f != fold]
        limit = max(THRESHOLDS, key=lambda at: _balance(others, at))
        chosen.append(limit)
        right += [none > limit for f, gold, none in table if f == fold and not gold]
        wrong += [none > limit for f, gold, none in table if f == fold and gold]
    print(f"none above {chosen}, chosen on the other folds: rightly {np.mean(right):.3f}, wrongly {np.mean(wrong):.3f}")


def _balance(table: list[tuple[bool, float]], limit: float) -> float:
    right = [none > limit for gold, none in table if not gold]
    wrong = [none > limit for gold, none in table if gold]
    return float(np.mean(right) - np.mean(wrong))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    mentions = find_all(options.corpus)
    rows = list(read(options.corpus, mentions))
    own = list(read_own(mentions))
    if options.folds:
        chances, found = cross_validate(rows + own, options.folds)
        report(rows, chances[: len(rows)])
        report_found(rows, found[: len(rows)])
        print("our own sentences, of every kind of event, by batch:")
        report(own, chances[len(rows) :])
    rows += own
    if options.write:
        design = Design([row for row in rows if row.candidates])
        weights = fit(design)
        table = {name: round(float(weights[i]), 3) for name, i in design.names.items() if abs(weights[i]) >= 0.02}
        WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{len(table)} weights, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
