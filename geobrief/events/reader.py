"""The heads of the event reader: from what the encoder reads of each piece to chances for everything an event is.

All heads look at one pass of the encoder. What they give are probabilities; :mod:`geobrief.events.decide` decides.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from geobrief.events.candidates import PAIR_FIGURES, Candidates, Spot, Spots, pair_figures, place_pairs
from geobrief.events.context import InContext, in_context
from geobrief.events.encoder import Array, encode, linear, vocabulary, weights
from geobrief.events.windows import Pieces, lay_out
from geobrief.events.word_lists import base_form
from geobrief.model import Article, Role, Salience, Status

STATUSES: tuple[Status, ...] = ("done", "under way", "planned", "demanded", "denied", "past", "claimed")
SALIENCES: tuple[Salience, ...] = ("main", "key", "minor", "background")
PLACE_ROLES: tuple[Role, ...] = ("scene", "origin", "destination")
WHO_ROLES = ("source", "target", "participant")
LEAST = 0.2
"""Chance of telling an event below which a word is not looked at further."""
MOST = 250
"""Triggers of an article that are looked at, the likeliest first: a report of fifty pages has fewer."""
_REACH = 260
"""Word pieces around a trigger in which those who take part are looked for; as in ``models/fit_events.py``."""
_ROWS = 1024
"""Pairs that are looked at together: more would not stay in a processor's cache."""
_DISTANCES = np.array([-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64])


@dataclass(frozen=True, slots=True)
class Read:
    """An article as the encoder read it."""

    article: Article
    pieces: Pieces
    rows: Array
    """(pieces, 384)"""
    spots: Spots


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word that may tell an event, with the chances that each head gives."""

    spot: Spot
    first: int
    """Index of its first piece."""
    last: int
    """Index of its last piece."""
    event: float
    """That it tells an event at all."""
    kind: Array
    """Of each of :func:`kinds`, if it tells one."""
    status: Array
    """Of each of ``STATUSES``."""
    salience: Array
    """Of each of ``SALIENCES``."""
    place: Array
    """Of each mention, then of each implied country, and last that none says where."""
    place_role: Array
    """(mentions and implied countries, 3): of each of ``PLACE_ROLES``."""
    date: Array
    """Of each time expression, then of the day of publication, and last that nothing says when."""
    row: Array
    """What the encoder reads of it, and behind that what it is beside the article's other triggers, places and times."""


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("geobrief.events").joinpath("reader.toml").read_text("utf-8"))
    return {name: tuple(values) for name, values in table.items()}


def kinds() -> tuple[str, ...]:
    """The kinds of event that the reader knows, in the order of its head."""
    return _classes()["kinds"]


def relations() -> tuple[str, ...]:
    """The grammatical relations that it knows: Universal Dependencies without sub-types."""
    return _classes()["relations"]


def tags() -> tuple[str, ...]:
    """The parts of speech that it knows: Universal Dependencies."""
    return _classes()["tags"]


def read_pieces(article: Article) -> Read:
    """Return an article as the encoder reads it."""
    pieces = lay_out(article, vocabulary())
    return Read(article, pieces, encode(pieces), Spots(article))


def find_triggers(read: Read, candidates: Candidates) -> list[Trigger]:
    """Return the words of title and body that may tell an event, in order."""
    if not read.pieces.pieces:
        return []
    chances = _softmax(linear("kind", read.rows))
    runs = _runs(read, 1 - chances[:, 0])
    event = 1 - chances[:, 0]
    likeliest = sorted(runs, key=lambda run: (-float(event[run[0] : run[1] + 1].max()), run))[:MOST]
    return _triggers(read, candidates, sorted(likeliest), chances)


def given_triggers(read: Read, candidates: Candidates, spans: Sequence[tuple[int, int]]) -> list[Trigger | None]:
    """Return the triggers that stand at the given offsets; None for one that lies in no sentence."""
    chances = _softmax(linear("kind", read.rows)) if read.pieces.pieces else np.zeros((0, 1), np.float32)
    runs = []
    for start, end in spans:
        inside = [i for i, piece in enumerate(read.pieces.pieces) if piece.start < end and start < piece.end]
        runs.append((inside[0], inside[-1]) if inside else None)
    made = iter(_triggers(read, candidates, [run for run in runs if run], chances))
    return [next(made) if run else None for run in runs]


def same_event(read: Read, triggers: Sequence[Trigger]) -> Array:
    """Return how likely each two triggers tell one event: (triggers, triggers)."""
    rows = np.stack([t.row for t in triggers])
    figures = _same_figures(read, triggers)
    scores = _pairs("context.same", rows, rows, figures.__getitem__)[..., 0]
    chances: Array = (1 / (1 + np.exp(-(scores + scores.T) / 2))).astype(np.float32)
    return chances


def _runs(read: Read, event: Array) -> list[tuple[int, int]]:
    """Runs of whole words of one sentence of title or body, each likely enough to tell an event."""
    searched = np.array([_is_searched(read, sentence) for sentence in read.pieces.sentence])
    runs: list[tuple[int, int]] = []
    open_run = False
    for first, last in _words(read.pieces):
        likely = searched[first] and event[first : last + 1].max() >= LEAST
        if likely and open_run and read.pieces.sentence[runs[-1][1]] == read.pieces.sentence[first]:
            runs[-1] = (runs[-1][0], last)
        elif likely:
            runs.append((first, last))
        open_run = bool(likely)
    return [_core(event, run) for run in runs]


def _core(event: Array, run: tuple[int, int]) -> tuple[int, int]:
    """Leave out of a run the ends that are far less likely than its best piece."""
    first, last = run
    least = event[first : last + 1].max() / 2
    while event[first] < least:
        first += 1
    while event[last] < least:
        last -= 1
    return first, last


def _is_searched(read: Read, sentence: int) -> bool:
    return read.spots.passage(sentence) in ("title", "body")


def _words(pieces: Pieces) -> list[tuple[int, int]]:
    """First and last piece of each word."""
    words: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces.pieces):
        if piece.inner and words:
            words[-1] = (words[-1][0], index)
        else:
            words.append((index, index))
    return words


def _triggers(read: Read, candidates: Candidates, runs: Sequence[tuple[int, int]], chances: Array) -> list[Trigger]:
    if not runs:
        return []
    rows = _means(read.rows, runs)
    mentions = _means(read.rows, _covering(read.pieces, candidates.places))
    areas = [mentions[list(area.members)].mean(0) for area in candidates.implied]
    mentions = np.vstack([mentions, *areas]) if areas else mentions
    times = _means(read.rows, _covering(read.pieces, candidates.dates))
    status = _softmax(_deep("status", rows))
    spots = [read.spots.spot(read.pieces.pieces[first].start, read.pieces.pieces[last].end) for first, last in runs]
    standing = _standing(read, spots)
    around = in_context(rows, mentions, times, spots, standing, candidates)
    salience = _softmax(_deep("context.salience", np.hstack([around.triggers, standing])))
    where, roles = _where(around, candidates, spots)
    when = _when(read, around, candidates, spots)
    made = []
    for number, ((first, last), spot) in enumerate(zip(runs, spots, strict=True)):
        part = chances[first : last + 1]
        kind = _of_the_end(part[:, 1:]).sum(0)
        made.append(
            Trigger(
                spot=spot,
                first=first,
                last=last,
                event=float(1 - part[:, 0].min()),
                kind=_as_used(kind / max(float(kind.sum()), 1e-9), read.article.text[spot.start : spot.end]),
                status=status[number],
                salience=salience[number],
                place=where[number],
                place_role=roles[number],
                date=when[number],
                row=around.triggers[number],
            )
        )
    return made


_ENDS = 0.25
"""Chance of telling the end of an agreement from which a word does, whatever the words behind it."""


def _of_the_end(chances: Array) -> Array:
    """Return the chances of the kinds of a run's pieces, without those that only name what ends: "ended its *agreement*"."""
    ended, made = kinds().index("agreement_ended"), kinds().index("agreement_signed")
    if len(chances) < 2 or float(chances[:, ended].max()) < _ENDS:
        return chances
    kept = chances.argmax(1) != made
    kept[int(chances[:, ended].argmax())] = True
    left: Array = chances * kept[:, None]
    return left


USUAL = 0.3
"""How much the kinds that a word's annotations have count beside what the encoder reads of it here."""
_UNUSED = 3.0
"""Annotations of any kind that every word is given before its own: a word seen once or twice says little."""


@lru_cache(maxsize=1)
def _usual_kinds() -> tuple[dict[str, dict[str, int]], Array]:
    """How often each word tells each kind in the annotated articles, and how often all words do."""
    table = json.loads(files("geobrief.events").joinpath("trigger_kinds.json").read_text("utf-8"))
    counts = np.array([1 + sum(row.get(kind, 0) for row in table.values()) for kind in kinds()], np.float32)
    return table, counts / counts.sum()


def _as_used(kind: Array, words: str) -> Array:
    """Return the chances of kinds with what the trigger's words mean as a rule: withdrawals are rare, "withdraw" is not."""
    table, overall = _usual_kinds()
    rows = [table[base] for word in re.findall(r"[a-z]{3,}", words.lower()) if (base := base_form(word)) in table]
    if not rows:
        return kind
    counts = np.array([sum(row.get(name, 0) for row in rows) for name in kinds()], np.float32)
    usual = (counts + _UNUSED * overall) / (counts.sum() + _UNUSED)
    odds = kind * (usual / overall) ** USUAL
    made: Array = odds / odds.sum()
    return made


def _covering(pieces: Pieces, spots: Sequence[Spot]) -> list[tuple[int, int]]:
    """First and last piece of each span; an empty run where it lies in no sentence."""
    ends = np.array([piece.end for piece in pieces.pieces])
    starts = np.array([piece.start for piece in pieces.pieces])
    first = np.searchsorted(ends, [spot.start for spot in spots], side="right").tolist()
    behind = np.searchsorted(starts, [spot.end for spot in spots], side="left").tolist()
    return [(a, b - 1) for a, b in zip(first, behind, strict=True)]


def _means(rows: Array, runs: Sequence[tuple[int, int]]) -> Array:
    empty = np.zeros(rows.shape[1], np.float32)
    means = [rows[a : b + 1].mean(0) if b >= a else empty for a, b in runs]
    return np.stack(means) if means else np.zeros((0, rows.shape[1]), np.float32)


def _standing(read: Read, spots: Sequence[Spot]) -> Array:
    """Where triggers stand in the article: in the title, in the lead, how far down, how near to its beginning."""
    last = max(1, len(read.article.sentences) - 1)
    lead = next((i for i in range(len(read.article.sentences)) if read.spots.passage(i) != "title"), 0)
    rows = [
        [float(s.passage == "title"), float(lead <= s.sentence < lead + 2), s.sentence / last, 1 / (1 + s.sentence)]
        for s in spots
    ]
    return np.array(rows, np.float32).reshape(len(rows), 4)


def _where(around: InContext, candidates: Candidates, spots: Sequence[Spot]) -> tuple[Array, Array]:
    """Chances of the places of each trigger, the last that there is none; and those of the roles that they have."""
    none = linear("context.nowhere", around.triggers)
    if not len(candidates.places):
        return np.ones((len(spots), 1), np.float32), np.zeros((len(spots), 0, len(PLACE_ROLES)), np.float32)

    def figures(number: int) -> Array:
        return np.hstack([candidates.place_figures, place_pairs(spots[number], candidates)])

    scores = _pairs("context.place", around.triggers, around.places, figures)
    return _softmax(np.hstack([scores[..., 0], none])), _softmax(scores[..., 1:])


def _when(read: Read, around: InContext, candidates: Candidates, spots: Sequence[Spot]) -> Array:
    """Chances of the times of each trigger, the last that there is none."""
    published = np.zeros((1, PAIR_FIGURES), np.float32)

    def figures(number: int) -> Array:
        return np.hstack(
            [candidates.date_figures, np.vstack([pair_figures(spots[number], candidates.dates), published])]
        )

    scores = _pairs("context.date", around.triggers, around.times, figures)[..., 0]
    if read.article.published.start is None:
        scores[:, -1] = -np.inf
    return _softmax(np.hstack([scores, linear("context.never", around.triggers)]))


def who_takes_part(read: Read, trigger: Trigger) -> tuple[int, Array]:
    """Return the chances of the pieces around a trigger: the index of the first of them, and (pieces, 3) of ``WHO_ROLES``."""
    at = trigger.first
    row = read.rows[at : trigger.last + 1].mean(0)
    first, last = max(0, at - _REACH), min(len(read.rows), at + _REACH)
    gap = np.arange(first, last) - at
    number = np.maximum((gap[:, None] >= _DISTANCES).sum(1), 1) - 1
    sentence = np.array(read.pieces.sentence[first:last])
    own = read.pieces.sentence[at]
    figures = np.hstack(
        [np.eye(len(_DISTANCES), dtype=np.float32)[number], (sentence == own)[:, None], (sentence == own - 1)[:, None]]
    ).astype(np.float32)
    return first, _softmax(_pair("who", row, read.rows[first:last], figures))[:, 1:]


def _same_figures(read: Read, triggers: Sequence[Trigger]) -> Array:
    """How each two triggers lie to each other: (triggers, triggers, figures)."""
    sentence = np.array([t.spot.sentence for t in triggers])
    spelt = np.array([read.article.text[t.spot.start : t.spot.end].lower()[:5] for t in triggers])
    title = np.array([t.spot.passage == "title" for t in triggers])
    apart = np.abs(sentence[:, None] - sentence[None])
    bucket = np.where(apart <= 2, apart, np.where(apart < 6, 3, 4))
    made: Array = np.stack(
        [
            *(bucket == i for i in range(5)),
            spelt[:, None] == spelt[None],
            np.log1p(apart) / 3,
            title[:, None] | title[None],
            title[:, None] & title[None],
            np.full(apart.shape, min(1.0, len(triggers) / 20)),
        ],
        axis=-1,
    ).astype(np.float32)
    return made


def _deep(name: str, rows: Array) -> Array:
    return linear(f"{name}.3", np.maximum(linear(f"{name}.0", rows), 0))


def _pair(name: str, left: Array, right: Array, figures: Array) -> Array:
    """One trigger beside each of more rows than a head has units: (384), (n, 384), (n, figures) → (n, outputs)."""
    w = weights()
    both = w[name + ".right.weight"] + w[name + ".both.weight"] * left
    hidden = right @ both.T + figures @ w[name + ".figures.weight"].T + linear(name + ".left", left)
    return linear(name + ".out", np.maximum(hidden, 0))


def _pairs(name: str, left: Array, right: Array, figures: Callable[[int], Array]) -> Array:
    """Each trigger beside each of some rows: (t, 576), (n, 576), (n, figures) of each trigger → (t, n, outputs)."""
    w = weights()
    both, alone = w[name + ".both.weight"].T, right @ w[name + ".right.weight"].T
    lefts, width = linear(name + ".left", left), right.shape[1]
    step = max(1, _ROWS // max(1, len(right)))
    made = []
    for at in range(0, len(left), step):
        some = slice(at, min(at + step, len(left)))
        beside = (left[some, None] * right[None]).reshape(-1, width) @ both
        hidden = beside.reshape(-1, len(right), both.shape[1])
        hidden += alone
        hidden += np.stack([figures(number) for number in range(at, some.stop)]) @ w[name + ".figures.weight"].T
        hidden += lefts[some, None]
        made.append(linear(name + ".out", np.maximum(hidden, 0, out=hidden)))
    return np.concatenate(made)


def _softmax(scores: Array) -> Array:
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    chances: Array = odds / odds.sum(-1, keepdims=True)
    return chances
