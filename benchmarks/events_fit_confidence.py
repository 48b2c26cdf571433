"""Fit and measure the confidence of event reports on the labelled sentences and on the sentences with a marked place.

    PYTHONPATH=. python benchmarks/events_fit_confidence.py CORPUS [--write]

CORPUS is ``events/event_place.jsonl``. Kind model and place linker are fitted anew for every held-out part (whole batches
and whole documents), so that the figures that are weighed are those of unseen text; the two logistic models are then
measured on folds of their own. Prints a reliability table and the expected calibration error (ten bins).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import events_fit_kind as kinds
import events_fit_place as places
import numpy as np
from sklearn.linear_model import LogisticRegression

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import extract, kind_model, place_link
from geobrief.events.confidence import KIND_INPUTS, PLACE_INPUTS
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places

WEIGHTS = places.WEIGHTS.with_name("confidence_weights.json")
FOLDS = 4
BINS = 10
STRENGTH = 1.0
"""Inverse of the L2 penalty; there are far more reports than weights, so that it hardly matters."""


@dataclass
class Judged:
    """A report of a labelled sentence: what is weighed, and whether it is right."""

    document: str
    kind: list[float]
    place: list[float]
    kind_right: bool | None
    """None where nobody labelled the kind."""
    place_right: bool | None
    own: bool
    given: bool


class Recorder:
    """Stands in for ``report_confidence``: keeps what it is given under the confidence that it answers."""

    def __init__(self) -> None:
        self.seen: dict[float, tuple[list[float], list[float]]] = {}

    def __call__(self, kind: list[float], place: list[float] | float, **_: bool) -> float:
        answer = round(0.9 - len(self.seen) / 1e6, 6)
        self.seen[answer] = (list(kind), [] if isinstance(place, float) else list(place))
        return answer


def fold_of(document: str) -> int:
    """The fold of a document or of a batch of our own sentences."""
    return (
        int(document.removeprefix("batch-")) % FOLDS
        if document.startswith("batch-")
        else places.fold_of(document, FOLDS)
    )


def fold_models(corpus: Path) -> list[tuple[Any, dict[str, float]]]:
    """The kind model and the place linker, fitted without each of the folds."""
    examples = kinds.read()
    mentions = places.find_all(corpus)
    rows = list(places.read(corpus, mentions)) + list(places.read_own(mentions))
    out = []
    for fold in range(FOLDS):
        kept = [e for e in examples if e.record["source"] == "passing" or fold_of(e.record["source"]) != fold]
        vectoriser, model = kinds.fit(kept)
        design = places.Design([r for r in rows if fold_of(r.document) != fold and r.candidates])
        weights = places.fit(design)
        linker = {name: float(weights[i]) for name, i in design.names.items()}
        out.append((kind_model.model_of(kinds.table_of(vectoriser, model)), linker))
    return out


def overlaps(start: int, end: int, spans: list[dict]) -> bool:
    return any(start < span["end"] and span["start"] < end for span in spans)


def judge(record: dict, gazetteer: Gazetteer, *, given: bool) -> list[Judged]:
    """The reports of one record, under the models that are set."""
    own = "kind" in record
    labels = record["where"] if own else record["events"][0]["location"]
    trigger = record["trigger"] if own else record["events"][0]
    document = record["source"] if own else places.DOCUMENT.sub("", record["id"].split("#")[0])
    article = make_article(record["text"])
    resolutions = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
    recorder = extract.report_confidence = Recorder()
    spans = [(trigger["start"], trigger["end"])] if given else None
    out = []
    for report in extract.extract_events(article, resolutions, find_dates(article), triggers=spans):
        on_label = bool(trigger) and overlaps(report.start, report.end, [trigger])
        if trigger and not on_label:
            continue  # nobody said whether this is an event
        kind, place = recorder.seen.get(report.confidence, ([], []))
        if not place:
            continue  # its confidence was lowered afterwards, or its place is one that no sentence by itself decides
        place_right = None
        if on_label and report.where:
            mention = resolutions[report.where[0].resolution].mention
            place_right = overlaps(mention.start, mention.end, labels)
        elif on_label:
            place_right = not labels
        out.append(
            Judged(document, kind, place, report.kind == record["kind"] if own else None, place_right, own, given)
        )
    return out


def collect(corpus: Path) -> list[Judged]:
    gazetteer = Gazetteer.default()
    models = fold_models(corpus)
    out: list[Judged] = []
    for path, own in ((corpus, False), (places.OWN, True)):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            document = record["source"] if own else places.DOCUMENT.sub("", record["id"].split("#")[0])
            model, linker = models[fold_of(document)]
            place_link._weights = lambda linker=linker: linker  # noqa: SLF001 – the model of this fold stands in
            kind_model._model = lambda model=model: model  # noqa: SLF001 – the same
            if record.get("trigger") or not own:
                out += judge(record, gazetteer, given=True)
            if own:
                out += judge(record, gazetteer, given=False)
    return out


def probabilities(rows: list[list[float]], right: list[bool], documents: list[str]) -> tuple[np.ndarray, list[float]]:
    """Out-of-fold probabilities of a logistic model, and the weights fitted on everything."""
    matrix, truth = np.array(rows), np.array(right)
    folds = np.array([fold_of(document) for document in documents])
    out = np.zeros(len(truth))
    for fold in set(folds):
        model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=1000)
        model.fit(matrix[folds != fold], truth[folds != fold])
        out[folds == fold] = model.predict_proba(matrix[folds == fold])[:, 1]
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=1000).fit(matrix, truth)
    return out, [round(float(weight), 3) for weight in model.coef_[0]]


def table(name: str, chance: np.ndarray, right: np.ndarray) -> None:
    """Print a reliability table and the expected calibration error."""
    print(f"\n{name}: {len(right)} reports, right {right.mean():.3f}, told {chance.mean():.3f}")
    error = 0.0
    for low in range(BINS):
        inside = (chance >= low / BINS) & (chance < (low + 1) / BINS + (low == BINS - 1))
        if inside.any():
            told, was = chance[inside].mean(), right[inside].mean()
            error += inside.mean() * abs(told - was)
            print(f"  {low / BINS:.1f}–{(low + 1) / BINS:.1f}: {inside.sum():5d}  told {told:.3f}  right {was:.3f}")
    rank = chance.argsort().argsort()[right].mean() if right.any() else 0.0
    positives = right.sum()
    area = (rank - (positives - 1) / 2) / max(len(right) - positives, 1)
    print(f"  calibration error {error:.3f}, area under the curve {area:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--keep", type=Path, help="where to keep, or find, what was judged: fitting it takes minutes")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.keep and options.keep.exists():
        judged = [Judged(**row) for row in json.loads(options.keep.read_text(encoding="utf-8"))]
    else:
        judged = collect(options.corpus)
        if options.keep:
            options.keep.write_text(json.dumps([asdict(j) for j in judged]), encoding="utf-8")
    placed = [j for j in judged if j.given and j.place_right is not None]
    chance, weights = probabilities(
        [j.place for j in placed], [j.place_right for j in placed], [j.document for j in placed]
    )
    fitted = {"place": weights}
    right = np.array([j.place_right for j in placed])
    own = np.array([j.own for j in placed])
    table("place, sentences of the corpus", chance[~own], right[~own])
    table("place, our own sentences", chance[own], right[own])
    place_of = np.array(weights)
    for name, given in (("kind of a given trigger", True), ("kind", False)):
        told = [j for j in judged if j.own and j.given == given and j.kind_right is not None]
        # Of two triggers of one event the surer is kept, and the verb shows it better than the noun: no weight for nouns.
        inputs = [j.kind if given else [*j.kind[:-1], 0.0] for j in told]
        chance, fitted[name] = probabilities(inputs, [j.kind_right for j in told], [j.document for j in told])
        kind_right = np.array([j.kind_right for j in told])
        table(name, chance, kind_right)
        both = chance / (1 + np.exp(-np.array([j.place for j in told]) @ place_of))
        table(f"{name}, and place", both, np.array([bool(j.kind_right and j.place_right) for j in told]))
    print(f"\nweights of {KIND_INPUTS} and {PLACE_INPUTS}:\n{json.dumps(fitted, indent=1)}")
    if options.write:
        WEIGHTS.write_text(json.dumps(fitted, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
