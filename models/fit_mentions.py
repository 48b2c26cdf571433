"""Fit the recogniser on the shared corpora, cross-validated, and write ``geobrief/mentions/recogniser.zip``.

``python -m models.fit_mentions [--measure cv|corpora] [--write]``. Needs python-crfsuite and scikit-learn,
which only this script uses. ``--measure cv`` cross-validates over documents, ``--measure corpora`` leaves one corpus
out at a time; the spans found out of sample go to the file given with ``--save``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import warnings
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pycrfsuite
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from geobrief.gazetteer import Gazetteer
from geobrief.mentions.crf import SequenceModel
from geobrief.mentions.features import EDGE, OFFSETS, TokenContext, token_features, word_features
from geobrief.mentions.find import LEAST, choose, read
from geobrief.mentions.model import TREE_FEATURES, Recogniser, span_columns
from geobrief.mentions.network import Network, make_network, separate
from geobrief.mentions.tokens import Chunk
from geobrief.mentions.trees import make_trees
from models.geoparser_augment import Names, augmented
from models.geoparser_corpora import (
    FITTED,
    MARKED,
    Document,
    by_corpus,
    digest,
    folds,
    part_of_marked,
    read_corpus,
    read_marked,
)  # fmt: skip

TARGET = Path(__file__).resolve().parents[1] / "geobrief" / "mentions" / "recogniser.zip"

CRF = {"c1": 0.1, "c2": 0.3, "max_iterations": 80, "feature.possible_transitions": True}
"""Best of six settings in cross-validation; the differences were within 0.8 points of F1."""
TREES = {
    "max_iter": 260, "learning_rate": 0.06, "max_leaf_nodes": 12, "max_depth": 7, "min_samples_leaf": 20,
    "l2_regularization": 1.0, "random_state": 1,
}  # fmt: skip
NETWORK = {"hidden_layer_sizes": (32,), "alpha": 0.05, "batch_size": 128, "learning_rate_init": 1e-3}
"""With 64 sums or an alpha of 0.01 and 0.1, F1 changed by less than 0.1 points."""
NETWORKS = 2
"""Networks from different beginnings, whose mean is taken."""
LOOKS, PASSES = 400_000, 6
"""Spans that each network sees while it is fitted, in all passes over them together, and least number of passes."""
INNER = 4
"""Parts by which the first model's out-of-sample word is got for the second model to learn from."""
THRESHOLD = 0.375
"""The best of cross-validation, with 0.4; at 0.325 F1 is lower by 0.3, with 0.3 points more of the marked event places."""
COPIES = 0
"""Copies of each training document with other names in them. Before there were word vectors, three raised F1 on tudloc from 83.6
to 84.1; with them one copy lowers it from 86.2 to 85.3."""
SCALE = 0.002
"""Weights are stored in steps of this."""
SURE = 0.7
"""Probability from which the models' word is taken for gold where only some places are marked, and below whose
complement a span counts as none."""
MARKED_WEIGHT = 0.5
"""How much a span of such a sentence counts beside one of a document that was marked in full."""
UNITS = frozenset(
    "district province state county region governorate governroate prefecture municipality city town village airport base "
    "mountains airbase island area countryside".split()
)
"""Last words of a mark that the other corpora leave out of the name."""
LABELS = {"O": 0, "B": 1, "I": 2}

Table = np.ndarray[Any, Any]
Sequence_ = tuple[list[list[str]], list[str]]


@dataclass(slots=True)
class Prepared:
    """A document as the models see it."""

    document: Document
    context: TokenContext
    sequences: list[Sequence_]


def prepare(document: Document, gazetteer: Gazetteer) -> Prepared:
    """Features and gold labels of all chunks."""
    context = read(document.article, gazetteer)
    labels = gold_labels(document, context)
    return Prepared(
        document, context, [(rows(context, chunk), labels[chunk.first : chunk.last]) for chunk in context.chunks]
    )


def rows(context: TokenContext, chunk: Chunk) -> list[list[str]]:
    """All features of the tokens of a chunk."""
    words = context.tokens.words
    first, end = context.tokens.bounds[chunk.sentence]
    found = []
    for index, features in enumerate(token_features(context, chunk), chunk.first):
        near = [f for o in OFFSETS for f in word_features(words[index + o] if first <= index + o < end else EDGE, o)]
        found.append([*features, *near])
    return found


def gold_labels(document: Document, context: TokenContext) -> list[str]:
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


def spans_of(model: SequenceModel, context: TokenContext) -> dict[tuple[int, int], float]:
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
        counts = float(labels[-1] or not any(start < e and s < end for s, e in aside))
        weights.append(counts * (MARKED_WEIGHT if prepared.document.corpus == MARKED else 1.0))
    return labels, weights


def fit_spans(documents: Sequence[Prepared]) -> tuple[dict[str, Any], tuple[dict[str, int], bytes]]:
    """Trees and network, on what first models say of documents that they were not fitted on."""
    originals = sorted({d.document.id.rstrip("+") for d in documents})
    part_of = dict(zip(originals, folds(len(originals), INNER, seed=2), strict=True))
    parts = [part_of[d.document.id.rstrip("+")] for d in documents]
    tables: list[tuple[Any, Any, Any]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for part in range(INNER):
        model = fit_sequence(d for d, p in zip(documents, parts, strict=True) if p != part)
        for prepared, number in zip(documents, parts, strict=True):
            if number == part and (spans := spans_of(model, prepared.context)):
                tables.append(span_columns(prepared.context, spans))
                more, shares = span_labels(prepared, spans)
                labels += more
                weights += shares
    rows, near, vectors = (np.vstack(parts) for parts in zip(*tables, strict=True))
    fitted = HistGradientBoostingClassifier(**TREES).fit(np.hstack([rows, near]), labels, sample_weight=weights)
    judged = np.array(weights) > 0
    network = fit_network(rows[judged], vectors[judged], np.array(labels)[judged])
    return export_trees(fitted, TREE_FEATURES), network


def fit_network(rows: Table, vectors: Table, labels: Table) -> tuple[dict[str, int], bytes]:
    """Several networks side by side as one: its shape and its numbers, as ``make_network`` reads them."""
    columns = separate(rows)
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-3
    inputs = Network.inputs(mean, spread, rows, vectors)
    passes = max(PASSES, round(LOOKS / len(inputs)))
    with warnings.catch_warnings():
        # They are to stop after so many passes, before they have learnt the documents by heart.
        warnings.simplefilter("ignore", ConvergenceWarning)
        networks = [MLPClassifier(**NETWORK, max_iter=passes, random_state=seed) for seed in range(NETWORKS)]
        fitted = [network.fit(inputs, labels) for network in networks]
    parts = [
        mean,
        spread,
        np.hstack([one.coefs_[0] for one in fitted]).ravel(),
        np.concatenate([one.intercepts_[0] for one in fitted]),
        np.concatenate([one.coefs_[1][:, 0] for one in fitted]) / NETWORKS,
        [float(np.mean([one.intercepts_[1][0] for one in fitted]))],
    ]
    shape = {"columns": columns.shape[1], "inputs": inputs.shape[1], "hidden": len(parts[3])}
    return shape, np.concatenate(parts).astype("<f4").tobytes()


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


def complete(marked: Sequence[Prepared], model: Recogniser) -> list[Prepared]:
    """Sentences in which some places are marked → those in which all are: the rest is what a model says of them.

    A chunk of which the model is unsure is left out for the first model, and such a span for the others.
    """
    found = []
    for prepared in marked:
        marks = {(t["start"], t["end"]) for t in prepared.document.gold}
        gold, open_ = [], []
        taken = [characters(prepared, [span])[0] for span, p in find(model, prepared).items() if p > SURE]
        for start, end in sorted(marks):
            shorter = [s for s in taken if s[0] == start and s[1] < end]
            is_unit = prepared.document.article.text[start:end].rsplit(" ")[-1].lower() in UNITS
            gold.append(shorter[0] if shorter and is_unit else (start, end))
        for span, p in find(model, prepared).items():
            start, end = characters(prepared, [span])[0]
            if any(start < e and s < end for s, e in gold):
                continue
            if p > SURE:
                gold.append((start, end))
            elif p > 1 - SURE:
                open_.append((start, end))
        toponyms = [{"start": s, "end": e, "text": "", "aside": False} for s, e in sorted(gold)]
        toponyms += [{"start": s, "end": e, "text": "", "aside": True} for s, e in open_]
        found.append(_labelled(prepared, tuple(toponyms)))
    return found


def _labelled(prepared: Prepared, toponyms: tuple[dict[str, Any], ...]) -> Prepared:
    """A document with other gold, without the chunks of which nothing is known."""
    document = replace(prepared.document, gold=toponyms)
    labels = gold_labels(document, prepared.context)
    starts = prepared.context.tokens.starts
    unknown = [(t["start"], t["end"]) for t in toponyms if t["aside"]]
    sequences = [
        (features, labels[chunk.first : chunk.last])
        for chunk, (features, _) in zip(prepared.context.chunks, prepared.sequences, strict=True)
        if not any(starts[chunk.first] < end and start <= starts[chunk.last - 1] for start, end in unknown)
    ]
    return Prepared(document, prepared.context, sequences)


def fit(documents: Sequence[Prepared]) -> tuple[Recogniser, dict[str, Any], tuple[dict[str, int], bytes]]:
    """All models, and the trees and the network as they are written down."""
    sequence = fit_sequence(documents)
    trees, network = fit_spans(documents)
    return Recogniser(sequence, make_trees(trees, TREE_FEATURES), make_network(*network), THRESHOLD), trees, network


def find(model: Recogniser, prepared: Prepared) -> dict[tuple[int, int], float]:
    """Spans with the probabilities of all models together."""
    return model.weigh(prepared.context, spans_of(model.sequence, prepared.context))


def measure(
    prepared: Sequence[Prepared],
    parts: Sequence[int],
    copies: dict[str, list[Prepared]],
    marked: Sequence[Prepared] = (),
) -> list[dict[tuple[int, int], float]]:
    """Spans of each document, the marked ones last, with probabilities, by models fitted on the other parts.

    What completes the marked sentences comes from a model of all documents; no mark of a sentence is on both sides.
    """
    found: list[dict[tuple[int, int], float]] = [{} for _ in (*prepared, *marked)]
    count = max(parts) + 1
    for part in sorted(set(parts)):
        training = [d for d, p in zip(prepared, parts, strict=True) if p != part]
        training += [copy for d in training for copy in copies[d.document.id]]
        model, _, _ = fit([*training, *(d for d in marked if part_of_marked(d.document, count) != part)])
        for index, document in enumerate((*prepared, *marked)):
            number = parts[index] if index < len(parts) else part_of_marked(document.document, count)
            if number == part:
                found[index] = find(model, document)
        print(f"part {part} done", file=sys.stderr)
    return found


def report_marked(marked: Sequence[Prepared], chosen: Sequence[Iterable[tuple[int, int]]]) -> None:
    """Print the share of the marks that a found span touches, and of the sentences in which one is touched."""
    touched = []
    for prepared, spans in zip(marked, chosen, strict=True):
        found = characters(prepared, spans)
        touched.append([any(s < t["end"] and t["start"] < e for s, e in found) for t in prepared.document.gold])
    if touched:
        marks = [mark for marks in touched for mark in marks]
        some = sum(any(marks) for marks in touched) / len(touched)
        print(f"{MARKED}: marks found {sum(marks) / len(marks):.4f}, sentences with one found {some:.4f}")


def characters(prepared: Prepared, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Token spans → character spans."""
    tokens = prepared.context.tokens
    return [(tokens.starts[first], tokens.ends[last - 1]) for first, last in spans]


def write(
    sequence: SequenceModel, trees: dict[str, Any], network: tuple[dict[str, int], bytes], about: dict[str, Any]
) -> None:
    """The archive that the package carries, the same bytes for the same models."""
    names = sorted(sequence.weights)
    numbers = array("h", [round(value / SCALE) for name in names for value in sequence.weights[name]])
    if sys.byteorder == "big":
        numbers.byteswap()
    head = {**about, "network": network[0], "scale": SCALE, "transitions": sequence.transitions, "threshold": THRESHOLD}
    with ZipFile(TARGET, "w") as archive:
        for name, content in (
            ("sequence.json", json.dumps(head, indent=1).encode()),
            ("features.txt", "\n".join(names).encode()),
            ("weights.bin", numbers.tobytes()),
            ("spans.json", json.dumps(trees, separators=(",", ":")).encode()),
            ("network.bin", network[1]),
        ):
            archive.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, compress_type=ZIP_DEFLATED, compresslevel=9)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=("cv", "corpora"))
    parser.add_argument("--save", type=Path)
    parser.add_argument("--copies", type=int, default=COPIES, help="copies of each document with other names")
    parser.add_argument("--unmarked", action="store_true", help="without the sentences that are marked in part")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gazetteer = Gazetteer.default()
    prepared = [prepare(document, gazetteer) for name in FITTED for document in read_corpus(name)]
    as_marked = [] if args.unmarked else [prepare(document, gazetteer) for document in read_marked()]
    marked = complete(as_marked, fit(prepared)[0]) if as_marked else []
    documents = [p.document for p in prepared]
    names = Names(gazetteer)
    copies = {
        d.id: [prepare(augmented(d, names, seed=seed), gazetteer) for seed in range(args.copies)] for d in documents
    }
    if args.measure:
        parts = folds(len(prepared), 5) if args.measure == "cv" else [FITTED.index(d.corpus) for d in documents]
        everything = measure(prepared, parts, copies, marked)
        found, of_marked = everything[: len(prepared)], everything[len(prepared) :]
        chosen = [choose(p.context, f, gazetteer, THRESHOLD) for p, f in zip(prepared, found, strict=True)]
        of_marked = [choose(p.context, f, gazetteer, THRESHOLD) for p, f in zip(as_marked, of_marked, strict=True)]
        report_marked(as_marked, of_marked)
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
        training = [*prepared, *[copy for some in copies.values() for copy in some], *marked]
        model, trees, network = fit(training)
        corpora = (*FITTED, MARKED) if marked else FITTED
        write(model.sequence, trees, network, {"fitted_on": {name: digest(name) for name in corpora}})
        print(f"{TARGET.name}: {len(model.sequence.weights)} features, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
