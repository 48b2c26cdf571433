"""Fit the recogniser on the shared corpora, cross-validated, and write ``geobrief/mentions/recogniser.zip``.

``python benchmarks/fit_mentions.py [--measure cv|corpora] [--write]``. Needs python-crfsuite and scikit-learn,
which only this script uses. ``--measure cv`` cross-validates over documents, ``--measure corpora`` leaves one corpus
out at a time; the spans found out of sample go to the file given with ``--save``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pycrfsuite
from geoparser_augment import Names, augmented
from geoparser_corpora import FITTED, Document, by_corpus, digest, folds, read_corpus
from sklearn.ensemble import HistGradientBoostingClassifier

from geobrief.gazetteer import Gazetteer
from geobrief.mentions.crf import SequenceModel
from geobrief.mentions.features import EDGE, OFFSETS, Context, token_features, word_features
from geobrief.mentions.find import LEAST, choose, read
from geobrief.mentions.spans import FEATURES, gather, span_rows
from geobrief.mentions.tokens import Chunk
from geobrief.mentions.trees import Trees, make_trees

TARGET = Path(__file__).resolve().parents[1] / "geobrief" / "mentions" / "recogniser.zip"

CRF = {"c1": 0.1, "c2": 0.3, "max_iterations": 80, "feature.possible_transitions": True}
"""Best of six settings in cross-validation; the differences were within 0.8 points of F1."""
TREES = {
    "max_iter": 150, "learning_rate": 0.06, "max_leaf_nodes": 12, "max_depth": 7, "min_samples_leaf": 20,
    "l2_regularization": 1.0, "random_state": 1,
}  # fmt: skip
INNER = 4
"""Parts by which the first model's out-of-sample word is got for the second model to learn from."""
THRESHOLD = 0.4
COPIES = 3
"""Copies of each training document with other names in them."""
SCALE = 0.002
"""Weights are stored in steps of this."""
LABELS = {"O": 0, "B": 1, "I": 2}

Sequence_ = tuple[list[list[str]], list[str]]


@dataclass(slots=True)
class Prepared:
    """A document as the models see it."""

    document: Document
    context: Context
    sequences: list[Sequence_]


def prepare(document: Document, gazetteer: Gazetteer) -> Prepared:
    """Features and gold labels of all chunks."""
    context = read(document.article, gazetteer)
    labels = gold_labels(document, context)
    return Prepared(
        document, context, [(rows(context, chunk), labels[chunk.first : chunk.last]) for chunk in context.chunks]
    )


def rows(context: Context, chunk: Chunk) -> list[list[str]]:
    """All features of the tokens of a chunk."""
    words = context.tokens.words
    first, end = context.tokens.bounds[chunk.sentence]
    found = []
    for index, features in enumerate(token_features(context, chunk), chunk.first):
        near = [f for o in OFFSETS for f in word_features(words[index + o] if first <= index + o < end else EDGE, o)]
        found.append([*features, *near])
    return found


def gold_labels(document: Document, context: Context) -> list[str]:
    """One label a token: O, B or I."""
    starts = {start: index for index, start in enumerate(context.tokens.starts)}
    ends = {end: index + 1 for index, end in enumerate(context.tokens.ends)}
    labels = ["O"] * len(context.tokens.words)
    for toponym in document.gold:
        first, last = starts.get(toponym["start"]), ends.get(toponym["end"])
        if toponym["aside"] or first is None or last is None:
            continue
        labels[first:last] = ["B"] + ["I"] * (last - first - 1)
    return labels


def fit_sequence(documents: Iterable[Prepared]) -> SequenceModel:
    """The first model."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for prepared in documents:
        for features, labels in prepared.sequences:
            trainer.append(features, labels)
    trainer.set_params(CRF)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (feature, label), weight in info.state_features.items():
        weights[feature][LABELS[label]] = weight
    steps = [[0.0] * 3 for _ in range(3)]
    for (before, after), weight in info.transitions.items():
        steps[LABELS[before]][LABELS[after]] = weight
    kept = {feature: tuple(row) for feature, row in weights.items() if max(map(abs, row)) >= SCALE}
    return SequenceModel(kept, tuple(tuple(row) for row in steps))  # type: ignore[arg-type]


def spans_of(model: SequenceModel, context: Context) -> dict[tuple[int, int], float]:
    """What the first model says of an article's spans."""
    found: dict[tuple[int, int], float] = {}
    for chunk in context.chunks:
        found.update(model.span_probabilities(context, chunk, LEAST))
    return found


def span_labels(prepared: Prepared, spans: Iterable[tuple[int, int]]) -> tuple[list[bool], list[float]]:
    """Whether each span is gold, and its weight: 0 where it lies on what stands aside."""
    tokens = prepared.context.tokens
    gold = {(t["start"], t["end"]) for t in prepared.document.gold if not t["aside"]}
    aside = [(t["start"], t["end"]) for t in prepared.document.gold if t["aside"]]
    labels, weights = [], []
    for first, last in spans:
        start, end = tokens.starts[first], tokens.ends[last - 1]
        labels.append((start, end) in gold)
        weights.append(float(labels[-1] or not any(start < e and s < end for s, e in aside)))
    return labels, weights


def fit_spans(documents: Sequence[Prepared]) -> dict[str, Any]:
    """The second model, on what first models say of documents that they were not fitted on."""
    originals = sorted({d.document.id.rstrip("+") for d in documents})
    part_of = dict(zip(originals, folds(len(originals), INNER, seed=2), strict=True))
    parts = [part_of[d.document.id.rstrip("+")] for d in documents]
    table: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for part in range(INNER):
        model = fit_sequence(d for d, p in zip(documents, parts, strict=True) if p != part)
        for prepared, number in zip(documents, parts, strict=True):
            if number == part:
                spans = spans_of(model, prepared.context)
                table += span_rows(gather(prepared.context, spans))
                more, shares = span_labels(prepared, spans)
                labels += more
                weights += shares
    fitted = HistGradientBoostingClassifier(**TREES).fit(np.array(table, dtype=float), labels, sample_weight=weights)
    return export_trees(fitted, FEATURES)


def export_trees(fitted: HistGradientBoostingClassifier, features: Sequence[str]) -> dict[str, Any]:
    """Fitted trees → the document that ``make_trees`` reads."""
    out: dict[str, Any] = {
        "features": list(features), "baseline": float(np.ravel(fitted._baseline_prediction)[0]), "roots": [],  # noqa: SLF001 - scikit-learn has no export
        "column": [], "threshold": [], "left": [], "right": [], "value": [], "depth": 0,
    }  # fmt: skip
    for (tree,) in fitted._predictors:  # noqa: SLF001 - as above
        base = len(out["column"])
        out["roots"].append(base)
        for number, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            out["column"].append(0 if leaf else int(node["feature_idx"]))
            out["threshold"].append(0.0 if leaf else float(f"{node['num_threshold']:.7g}"))
            out["left"].append(base + (number if leaf else int(node["left"])))
            out["right"].append(base + (number if leaf else int(node["right"])))
            out["value"].append(float(f"{node['value']:.5g}") if leaf else 0.0)
            out["depth"] = max(out["depth"], int(node["depth"]))
    return out


def find(sequence: SequenceModel, trees: Trees, prepared: Prepared) -> dict[tuple[int, int], float]:
    """Character spans with the second model's probabilities, all of them."""
    spans = spans_of(sequence, prepared.context)
    if not spans:
        return {}
    odds = trees.log_odds(np.array(span_rows(gather(prepared.context, spans)), dtype=float))
    return dict(zip(spans, (1 / (1 + np.exp(-odds))).tolist(), strict=True))


def measure(
    prepared: Sequence[Prepared], parts: Sequence[int], copies: dict[str, list[Prepared]]
) -> list[dict[tuple[int, int], float]]:
    """Spans of each document with probabilities, by models fitted on the other parts."""
    found: list[dict[tuple[int, int], float]] = [{} for _ in prepared]
    for part in sorted(set(parts)):
        training = [d for d, p in zip(prepared, parts, strict=True) if p != part]
        training += [copy for d in training for copy in copies[d.document.id]]
        sequence = fit_sequence(training)
        trees = make_trees(fit_spans(training), FEATURES)
        for index, number in enumerate(parts):
            if number == part:
                found[index] = find(sequence, trees, prepared[index])
        print(f"part {part} done", file=sys.stderr)
    return found


def characters(prepared: Prepared, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Token spans → character spans."""
    tokens = prepared.context.tokens
    return [(tokens.starts[first], tokens.ends[last - 1]) for first, last in spans]


def write(sequence: SequenceModel, trees: dict[str, Any], about: dict[str, Any]) -> None:
    """The archive that the package carries, the same bytes for the same models."""
    names = sorted(sequence.weights)
    numbers = array("h", [round(value / SCALE) for name in names for value in sequence.weights[name]])
    if sys.byteorder == "big":
        numbers.byteswap()
    head = {**about, "scale": SCALE, "transitions": sequence.transitions, "threshold": THRESHOLD}
    with ZipFile(TARGET, "w") as archive:
        for name, content in (
            ("sequence.json", json.dumps(head, indent=1).encode()),
            ("features.txt", "\n".join(names).encode()),
            ("weights.bin", numbers.tobytes()),
            ("spans.json", json.dumps(trees, separators=(",", ":")).encode()),
        ):
            archive.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, compress_type=ZIP_DEFLATED, compresslevel=9)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=("cv", "corpora"))
    parser.add_argument("--save", type=Path)
    parser.add_argument("--copies", type=int, default=COPIES, help="copies of each document with other names")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gazetteer = Gazetteer.default()
    prepared = [prepare(document, gazetteer) for name in FITTED for document in read_corpus(name)]
    documents = [p.document for p in prepared]
    names = Names(gazetteer)
    copies = {
        d.id: [prepare(augmented(d, names, seed=seed), gazetteer) for seed in range(args.copies)] for d in documents
    }
    if args.measure:
        parts = folds(len(prepared), 5) if args.measure == "cv" else [FITTED.index(d.corpus) for d in documents]
        found = measure(prepared, parts, copies)
        chosen = [choose(p.context, f, gazetteer, THRESHOLD) for p, f in zip(prepared, found, strict=True)]
        for name, score in by_corpus(
            documents, [characters(p, c) for p, c in zip(prepared, chosen, strict=True)]
        ).items():
            print(f"{name}: {score}")
        if args.save:
            rows_out = [
                {"id": p.document.id, "spans": [[*characters(p, [span])[0], round(v, 4)] for span, v in c.items()]}
                for p, c in zip(prepared, chosen, strict=True)
            ]
            args.save.write_text("\n".join(map(json.dumps, rows_out)) + "\n", encoding="utf-8")
    if args.write:
        training = [*prepared, *[copy for some in copies.values() for copy in some]]
        sequence = fit_sequence(training)
        write(sequence, fit_spans(training), {"fitted_on": {name: digest(name) for name in FITTED}})
        print(f"{TARGET.name}: {len(sequence.weights)} features, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
