"""Fit and measure the roles of mentions: scene, origin, destination, actor, background.

    python -m models.fit_roles [--write] [--errors SOURCE]

What it learns from, and what each source says of a mention's role, stands in ``docs/accuracy/roles.md``. Several
sources only narrow the role down (a place name that GeoWebNews calls literal is not an actor): for those the model
learns that one of the allowed roles holds, whichever. Held out: whole documents of GeoWebNews, whole batches of the
project's own sentences.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions.given import given_mentions
from geobrief.model import Mention, Place, Role
from geobrief.places import resolve_places
from geobrief.places.role_features import features, listed_with
from geobrief.places.roles import choose

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpora"
OWN = ROOT / "models" / "data" / "roles.jsonl"
EVENTS = ROOT / "models" / "data" / "sentences.jsonl"
WEIGHTS = ROOT / "geobrief" / "places" / "role_weights.json"

HELD_OUT = "heldout"

ROLES: tuple[Role, ...] = ("scene", "origin", "destination", "actor", "background")
FOLDS = 8
PENALTY = 2.0
"""L2 penalty for each weight; 0.3 and 1 give half a point less on the project's own sentences, batches held out."""
FEWEST = 2
"""Features seen in fewer mentions are left out."""
SMALLEST = 0.03
"""Weights nearer to zero are dropped: the figures do not change in the third place."""
WEIGHT = {"own": 3.0, "events": 1.0, "gwn": 1.0, "event_place": 0.25}
"""How much a mention of each source counts: exact labels of the project's own more than narrowed ones."""
EVENT_PLACES = 2500
"""Sentences taken of ``event_place.jsonl``, the first by a hash of their id."""

PLACE = frozenset({"scene", "origin", "destination", "background"})
KINDS: dict[str, frozenset[str]] = {
    "literal": PLACE,
    "literal_modifier": frozenset({"scene", "background"}),
    "embedded_literal": frozenset({"scene", "background"}),
    "metonymic": frozenset({"actor"}),
    "non_literal_modifier": frozenset({"actor", "background"}),
    "embedded_non_lit": frozenset({"actor", "background"}),
}
"""What GeoWebNews' kinds allow; those left out say nothing about roles, or are no places."""


@dataclass(frozen=True, slots=True)
class Example:
    """One mention with the roles that its label allows."""

    source: str
    group: str
    """What is held out together."""
    kind: str
    allowed: frozenset[str]
    text: str
    mention: Mention
    place: Place | None


Labels = dict[tuple[int, int], tuple[str, frozenset[str]]]


def read_own(*, held_out: bool = False) -> Iterator[tuple[str, str, Labels]]:
    """The project's own sentences; those of the batch ``HELD_OUT`` were written last and are never fitted on."""
    for record in _lines(OWN):
        if (record["source"] == HELD_OUT) != held_out:
            continue
        labels = {(s["start"], s["end"]): (s["role"], frozenset({s["role"]})) for s in record["spans"]}
        yield f"own-{record['source']}", record["text"], labels


def read_events() -> Iterator[tuple[str, str, Labels]]:
    """Where of an event; of the other places only that they are actors or not."""
    for record in _lines(EVENTS):
        labels: Labels = {}
        for span in record["where"]:
            labels[span["start"], span["end"]] = (span["role"], frozenset({span["role"]}))
        for span in record["elsewhere"]:
            role = {"actor": frozenset({"actor"}), "container": frozenset({"scene", "background"})}.get(
                span["role"], PLACE
            )
            labels[span["start"], span["end"]] = (span["role"], role)
        yield f"events-{record['source']}", record["text"], labels


def read_gwn() -> Iterator[tuple[str, str, Labels]]:
    """What GeoWebNews' kinds allow."""
    for record in _lines(SHARED / "gwn.jsonl"):
        labels = {(s["start"], s["end"]): (s["kind"], KINDS.get(s["kind"], frozenset())) for s in record["toponyms"]}
        yield record["id"], record["text"], labels


def read_humset() -> Iterator[tuple[str, str, Labels]]:
    """A place, or an actor that a place's name stands for; only measured on."""
    kinds = {"literal": PLACE, "associative": frozenset({"actor"})}
    for record in _lines(SHARED / "humset.jsonl"):
        labels = {(s["start"], s["end"]): (s["kind"], kinds[s["kind"]]) for s in record["toponyms"]}
        yield record["id"], record["text"], labels


def read_event_place() -> Iterator[tuple[str, str, Labels]]:
    """Scenes of events; the other names of a sentence are not labelled."""
    records = sorted(_lines(SHARED / "events" / "event_place.jsonl"), key=lambda r: zlib.crc32(r["id"].encode()))
    for record in records[:EVENT_PLACES]:
        labels: Labels = {
            (place["start"], place["end"]): ("scene", frozenset({"scene"}))
            for event in record["events"]
            for place in event["location"] or ()
            if place["text"][:1].isupper()
        }
        if labels:
            yield record["id"], record["text"], labels


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


READERS: dict[str, Callable[[], Iterator[tuple[str, str, Labels]]]] = {
    "own": read_own, "events": read_events, "gwn": read_gwn, "event_place": read_event_place, "humset": read_humset,
    "held out": partial(read_own, held_out=True),
}  # fmt: skip


def examples(source: str, gazetteer: Gazetteer) -> list[Example]:
    """The labelled mentions of a source, resolved as the geoparser resolves them when it is given the spans."""
    found = []
    for group, text, labels in READERS[source]():
        article = make_article(text)
        mentions = given_mentions(article, sorted(labels), gazetteer)
        for resolution in resolve_places(article, mentions, gazetteer):
            kind, allowed = labels[resolution.mention.start, resolution.mention.end]
            if allowed:
                found.append(Example(source, group, kind, allowed, text, resolution.mention, resolution.place))
    return found


class Fitted:
    """Weights of features for each role."""

    def __init__(
        self, rows: Sequence[Sequence[str]], allowed: Sequence[frozenset[str]], weights: Sequence[float]
    ) -> None:
        counts = Counter(name for row in rows for name in set(row))
        self.names = sorted(name for name, count in counts.items() if count >= FEWEST)
        self.column = {name: number for number, name in enumerate(self.names)}
        table = self.table(rows)
        mask = np.array([[role in some for role in ROLES] for some in allowed], dtype=float)
        worth = np.array(weights)
        shape = (len(self.names), len(ROLES))

        def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
            beta = flat.reshape(shape)
            scores = table @ beta
            scores -= scores.max(axis=1, keepdims=True)
            share = np.exp(scores)
            total = share.sum(axis=1)
            inside = (share * mask).sum(axis=1)
            value = worth @ (np.log(total) - np.log(inside)) + 0.5 * PENALTY * (beta**2).sum()
            slope = worth[:, None] * (share / total[:, None] - share * mask / inside[:, None])
            return float(value), (table.T @ slope + PENALTY * beta).ravel()

        done = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
        self.beta = done.x.reshape(shape)

    def table(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """Rows of feature names → a sparse table with a column for each known feature."""
        columns = [[self.column[name] for name in sorted(set(row)) if name in self.column] for row in rows]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.array([column for row in columns for column in row], dtype=np.int64)
        return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(self.names)))

    def scores(self, rows: Sequence[Sequence[str]]) -> np.ndarray:
        """One row of scores, a role a column, for each row of feature names."""
        scores: np.ndarray = self.table(rows) @ self.beta
        return scores

    def write(self) -> None:
        """Write ``role_weights.json``, weights in hundredths."""
        kept = {
            name: [round(float(value), 2) for value in row]
            for name, row in zip(self.names, self.beta, strict=True)
            if np.abs(row).max() >= SMALLEST
        }
        lines = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in kept.items())
        WEIGHTS.write_text(f'{{"roles": {json.dumps(ROLES)},\n "weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
        print(f"{len(kept)} features, {WEIGHTS.stat().st_size // 1024} KiB")


def decide(data: Sequence[Example], scores: np.ndarray) -> list[Role]:
    """Scores → roles, name after name, as ``role_of`` decides them."""
    answers: list[Role] = []
    for number, (example, row) in enumerate(zip(data, scores, strict=True)):
        last = data[number - 1] if number and data[number - 1].group == example.group else None
        together = last is not None and last.text == example.text and listed_with(
            example.text, last.mention, example.mention
        )  # fmt: skip
        answers.append(choose(ROLES, [float(score) for score in row], answers[-1] if together else None))
    return answers


def cross_validate(data: Sequence[Example], rows: Sequence[Sequence[str]]) -> np.ndarray:
    """The scores of every example from a model that has seen nothing of its group."""
    groups = sorted({example.group for example in data})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    scores = np.zeros((len(data), len(ROLES)))
    for number in range(FOLDS):
        inside = [i for i, example in enumerate(data) if fold[example.group] != number]
        outside = [i for i, example in enumerate(data) if fold[example.group] == number]
        fitted = Fitted(
            [rows[i] for i in inside], [data[i].allowed for i in inside], [WEIGHT[data[i].source] for i in inside]
        )
        scores[outside] = fitted.scores([rows[i] for i in outside])
    return scores


def report(title: str, data: Sequence[Example], answers: Sequence[str]) -> None:
    """Accuracy by source and kind, and precision, recall and F1 of each role where labels are exact."""
    print(f"\n## {title}")
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for example, answer in zip(data, answers, strict=True):
        right[example.source, example.kind].append(answer in example.allowed)
        right[example.source, "(all)"].append(answer in example.allowed)
    for (source, kind), verdicts in sorted(right.items()):
        print(f"{source:12} {kind:22} {len(verdicts):6} {100 * sum(verdicts) / len(verdicts):6.1f} %")
    own = [(e, a) for e, a in zip(data, answers, strict=True) if e.source in ("own", "held out")]
    for role in ROLES if own else ():
        hits = sum(a == role and role in e.allowed for e, a in own)
        said, gold = sum(a == role for _, a in own), sum(role in e.allowed for e, _ in own)
        print(f"own {role:12} P {100 * hits / max(1, said):5.1f}  R {100 * hits / max(1, gold):5.1f}  "
              f"F1 {200 * hits / max(1, said + gold):5.1f}  ({gold})")  # fmt: skip
    metonymy(data, answers)


def metonymy(data: Sequence[Example], answers: Sequence[str]) -> None:
    """Actor or not, where GeoWebNews says literal or metonymic, and HumSet literal or associative."""
    for source, actor in (("gwn", "metonymic"), ("humset", "associative")):
        pairs = [(e.kind == actor, a == "actor") for e, a in zip(data, answers, strict=True)
                 if e.source == source and e.kind in ("literal", actor)]  # fmt: skip
        if pairs:
            hits = sum(gold and said for gold, said in pairs)
            said, gold = sum(said for _, said in pairs), sum(gold for gold, _ in pairs)
            accuracy = sum(gold == said for gold, said in pairs) / len(pairs)
            print(f"{source}: actor or not {100 * accuracy:.1f} % of {len(pairs)}; actor P {100 * hits / max(1, said):.1f} "
                  f"R {100 * hits / gold:.1f}")  # fmt: skip


def main() -> None:
    """Measure, and write or measure on the unseen if wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"fit on everything and write {WEIGHTS.name}")
    parser.add_argument("--errors", metavar="SOURCE", help="print what is wrong in a source")
    parser.add_argument("--unseen", action="store_true", help="measure on what nothing is fitted on")
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    data = [example for source in ("own", "events", "gwn", "event_place") for example in examples(source, gazetteer)]
    rows = [features(example.text, example.mention, example.place) for example in data]
    answers = decide(data, cross_validate(data, rows))
    report("Cross-validated", data, answers)
    for example, answer in zip(data, answers, strict=True):
        if example.source == options.errors and answer not in example.allowed:
            start, end = example.mention.start, example.mention.end
            print(f"{answer:11} for {example.kind:12} {example.text[max(0, start - 70) : start]}[{example.text[start:end]}]"
                  f"{example.text[end : end + 60]}".replace("\n", " "))  # fmt: skip
    if not (options.write or options.unseen):
        return
    fitted = Fitted(rows, [e.allowed for e in data], [WEIGHT[e.source] for e in data])
    if options.write:
        fitted.write()
    for source in ("held out", "humset") if options.unseen else ():
        unseen = examples(source, gazetteer)
        scores = fitted.scores([features(e.text, e.mention, e.place) for e in unseen])
        report(f"Never fitted on: {source}", unseen, decide(unseen, scores))


if __name__ == "__main__":
    main()
