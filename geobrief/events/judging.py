"""Two small judges over what the heads give: is this trigger an event that should be told, and do two tell one?

The heads look at one trigger, or at two. These look at all that is known of them in their article: how sure the heads
are, what else the sentence tells, whether places, days and words agree. Both are logistic, on annotated articles that
the heads were not fitted on (``models/fit_judging.py``), so what they give are calibrated chances.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from geobrief.events.candidates import Candidates
from geobrief.events.encoder import Array
from geobrief.events.kinds import event_kinds
from geobrief.events.reader import STATUSES, Read, Trigger, kinds, same_event
from geobrief.model import Resolution

TOLD = (
    "event", "kind", "kind log", "main", "key", "minor", "done", "past", "planned", "claimed", "in title",
    "in sentence", "behind best", "told before", "no place", "no day", "other", "statement", "down", "many",
)  # fmt: skip
"""Figures of a trigger, before one for each family of kinds."""
SAME = (
    "head", "same sentence", "next sentence", "second sentence", "apart", "word", "title", "wording", "likeness", "kind",
    "kinds", "places", "days", "status", "less sure", "surer", "both main",
)  # fmt: skip
"""Figures of two triggers."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A logistic judge: standardised figures, weights and a constant."""

    mean: Array
    scale: Array
    weights: Array
    constant: float

    def chances(self, rows: Array) -> Array:
        """Return one chance for each row of figures."""
        if not len(rows):
            return np.zeros(0, np.float32)
        made: Array = 1 / (1 + np.exp(-((rows - self.mean) / self.scale @ self.weights + self.constant)))
        return made


@lru_cache(maxsize=1)
def judges() -> Mapping[str, Judge]:
    """The fitted judges by name: ``told`` and ``same``."""
    table = json.loads(files("geobrief.events").joinpath("judging.json").read_text("utf-8"))
    return {
        name: Judge(np.array(row["mean"]), np.array(row["scale"]), np.array(row["weights"]), row["constant"])
        for name, row in table.items()
        if name in ("told", "same")
    }


@lru_cache(maxsize=1)
def families() -> tuple[tuple[str, ...], Array]:
    """The families of kinds and which kind belongs to which: (kinds, families)."""
    table = event_kinds()
    names = tuple(dict.fromkeys(kind.family for kind in table.values()))
    return names, np.array([[float(table[kind].family == name) for name in names] for kind in kinds()], np.float32)


def same_heads(read: Read, triggers: Sequence[Trigger]) -> Array:
    """Return what the head says of each two triggers: (triggers, triggers)."""
    return same_event(read, triggers) if triggers else np.zeros((0, 0), np.float32)


def told_figures(triggers: Sequence[Trigger], same: Array) -> Array:
    """Return the figures of each trigger: (triggers, figures)."""
    _, belongs = families()
    rows = []
    for i, trigger in enumerate(triggers):
        beside = [other.event for other in triggers if other.spot.sentence == trigger.spot.sentence]
        before = [same[i, j] for j, other in enumerate(triggers) if other.event > trigger.event]
        chance = min(max(trigger.event, 1e-4), 1 - 1e-4)
        status = dict(zip(STATUSES, trigger.status, strict=True))
        rows.append(
            [
                np.log(chance / (1 - chance)),
                trigger.kind.max(),
                np.log(trigger.kind.max() + 1e-3),
                *trigger.salience[:3],
                *(status[name] for name in ("done", "past", "planned", "claimed")),
                float(trigger.spot.passage == "title"),
                len(beside) / 5,
                trigger.event - max(beside),
                max(before, default=0.0),
                trigger.place[-1],
                trigger.date[-1],
                trigger.kind[kinds().index("other")],
                trigger.kind[kinds().index("statement")],
                min(1.0, trigger.spot.sentence / 20),
                min(1.0, len(triggers) / 60),
                *(trigger.kind @ belongs),
            ]
        )
    return np.array(rows, np.float32).reshape(len(rows), len(TOLD) + belongs.shape[1])


class Pairs:
    """Gives the figures of two triggers of an article."""

    def __init__(
        self,
        read: Read,
        triggers: Sequence[Trigger],
        same: Array,
        candidates: Candidates,
        resolutions: Sequence[Resolution],
    ) -> None:
        self._triggers = triggers
        self._same = same
        self._rows = [read.rows[t.first : t.last + 1].mean(0) for t in triggers]
        self._words = [_words(read, t.spot.sentence) for t in triggers]
        self._spelt = [read.article.text[t.spot.start : t.spot.end].lower()[:5] for t in triggers]
        keys = [item.place.id if item.place else item.mention.text for item in resolutions]
        keys += [area.place.id for area in candidates.implied]
        self._places = [_summed(keys, t.place) for t in triggers]

    def figures(self, i: int, j: int) -> list[float]:
        """Return the figures of triggers ``i`` and ``j``."""
        a, b = self._triggers[i], self._triggers[j]
        head = min(max(float(self._same[i, j]), 1e-4), 1 - 1e-4)
        apart = abs(a.spot.sentence - b.spot.sentence)
        x, y = self._rows[i], self._rows[j]
        one, other = self._words[i], self._words[j]
        places = self._places
        return [
            float(np.log(head / (1 - head))),
            float(apart == 0),
            float(apart == 1),
            float(apart == 2),
            float(np.log1p(apart)),
            float(self._spelt[i] == self._spelt[j]),
            float((a.spot.passage == "title") != (b.spot.passage == "title")),
            len(one & other) / max(1, min(len(one), len(other))),
            float(x @ y / max(1e-9, float(np.linalg.norm(x) * np.linalg.norm(y)))),
            float(a.kind @ b.kind),
            float(np.minimum(a.kind, b.kind).sum()),
            sum(min(chance, places[j].get(key, 0.0)) for key, chance in places[i].items()),
            float(np.minimum(a.date[:-1], b.date[:-1]).sum()),
            float(a.status @ b.status),
            min(a.event, b.event),
            max(a.event, b.event),
            float(a.salience[0] * b.salience[0]),
        ]

    def chances(self, judge: Judge) -> Array:
        """Return how likely each two triggers tell one event: (triggers, triggers)."""
        count = len(self._triggers)
        made = np.eye(count, dtype=np.float32)
        pairs = [(i, j) for i in range(count) for j in range(i)]
        rows = np.array([self.figures(i, j) for i, j in pairs], np.float32).reshape(len(pairs), len(SAME))
        for (i, j), chance in zip(pairs, judge.chances(rows), strict=True):
            made[i, j] = made[j, i] = chance
        return made


def _words(read: Read, sentence: int) -> frozenset[str]:
    span = read.article.sentences[sentence]
    text = read.article.text[span.start : span.end]
    return frozenset(word[:6] for word in "".join(c.lower() if c.isalnum() else " " for c in text).split() if len(word) > 3)


def _summed(keys: Sequence[str], chances: Array) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for key, chance in zip(keys, chances, strict=False):
        found[key] += float(chance)
    return dict(found)
