"""Two small judges over what the heads give: is this trigger an event that should be told, and do two tell one?

The heads look at one trigger, or at two. These look at all that is known of them in their article: how sure the heads
are, what else the sentence tells, whether places, days and words agree. Both are logistic, on annotated articles that
the heads were not fitted on (``models/fit_judging.py``), so what they give are calibrated chances.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from geobrief.events.candidates import Candidates
from geobrief.events.encoder import Array
from geobrief.events.kinds import bundled_kinds
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
        odds = 1 / (1 + np.exp(-((rows - self.mean) / self.scale @ self.weights + self.constant)))
        made: Array = odds.astype(np.float32)
        return made


@lru_cache(maxsize=1)
def judges() -> Mapping[str, Judge]:
    """The fitted judges by name: ``told``, ``same``, ``who``, ``role``, and those of :mod:`geobrief.events.sureness`."""
    table = json.loads(files("geobrief.events").joinpath("judging.json").read_text("utf-8"))
    return {
        name: Judge(np.array(row["mean"]), np.array(row["scale"]), np.array(row["weights"]), row["constant"])
        for name, row in table.items()
        if isinstance(row, dict) and "weights" in row
    }


@lru_cache(maxsize=1)
def families() -> tuple[tuple[str, ...], Array]:
    """The families of kinds and which kind belongs to which: (kinds, families)."""
    table = bundled_kinds()
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


def pair_figures(
    read: Read,
    triggers: Sequence[Trigger],
    same: Array,
    candidates: Candidates,
    resolutions: Sequence[Resolution],
) -> Array:
    """Return the figures of each two triggers of an article: (triggers, triggers, figures)."""
    count = len(triggers)
    if not count:
        return np.zeros((0, 0, len(SAME)), np.float32)
    head = np.clip(same, 1e-4, 1 - 1e-4)
    sentence = np.array([t.spot.sentence for t in triggers])
    apart = np.abs(sentence[:, None] - sentence[None])
    spelt = np.array([read.article.text[t.spot.start : t.spot.end].lower()[:5] for t in triggers])
    title = np.array([t.spot.passage == "title" for t in triggers])
    rows = np.stack([read.rows[t.first : t.last + 1].mean(0) for t in triggers])
    rows = rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True))
    kind, status = np.stack([t.kind for t in triggers]), np.stack([t.status for t in triggers])
    dates = np.stack([t.date[:-1] for t in triggers])
    event = np.array([t.event for t in triggers])
    main = np.array([t.salience[0] for t in triggers])
    made: Array = np.stack(
        [
            np.log(head / (1 - head)),
            apart == 0,
            apart == 1,
            apart == 2,
            np.log1p(apart),
            spelt[:, None] == spelt[None],
            title[:, None] != title[None],
            _shared_words(read, sentence),
            rows @ rows.T,
            kind @ kind.T,
            _overlap(kind),
            _overlap(_by_place(triggers, candidates, resolutions)),
            _overlap(dates),
            status @ status.T,
            np.minimum(event[:, None], event[None]),
            np.maximum(event[:, None], event[None]),
            main[:, None] * main[None],
        ],
        axis=-1,
    ).astype(np.float32)
    return made


def same_chances(judge: Judge, figures: Array) -> Array:
    """Return how likely each two triggers tell one event: (triggers, triggers)."""
    count = len(figures)
    made: Array = judge.chances(figures.reshape(count * count, len(SAME))).reshape(count, count)
    return made


def _overlap(rows: Array) -> Array:
    """What each two rows of chances share: (n, k) → (n, n)."""
    return np.stack([np.minimum(row, rows).sum(1) for row in rows])


def _by_place(triggers: Sequence[Trigger], candidates: Candidates, resolutions: Sequence[Resolution]) -> Array:
    """Chances of each place, those of its mentions added up: (triggers, places)."""
    keys = [item.place.id if item.place else item.mention.text for item in resolutions]
    keys += [area.place.id for area in candidates.implied]
    column = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    made = np.zeros((len(triggers), max(1, len(column))), np.float32)
    for index, key in enumerate(keys):
        made[:, column[key]] += [trigger.place[index] for trigger in triggers]
    return made


def _shared_words(read: Read, sentence: NDArray[np.int64]) -> Array:
    """Share of the shorter of two sentences' words that the other has: (triggers, triggers)."""
    words = {int(number): _words(read, int(number)) for number in set(sentence.tolist())}
    column = {word: n for n, word in enumerate(sorted(frozenset().union(*words.values())))}
    held = np.zeros((len(sentence), max(1, len(column))), np.float32)
    for row, number in enumerate(sentence.tolist()):
        held[row, [column[word] for word in words[number]]] = 1
    sizes = np.maximum(1, held.sum(1))
    shared: Array = held @ held.T / np.minimum(sizes[:, None], sizes[None])
    return shared


def _words(read: Read, sentence: int) -> frozenset[str]:
    span = read.article.sentences[sentence]
    text = read.article.text[span.start : span.end]
    return frozenset(
        word[:6] for word in "".join(c.lower() if c.isalnum() else " " for c in text).split() if len(word) > 3
    )
