"""How sure a report is: the calibrated probability that its kind is right and that its place is where it happened.

Two small logistic models over visible figures, one for the kind and one for the place, multiplied. Whether the name of
the place is put on the right point of the map is not in it: that is the confidence of the mention. Weights:
``benchmarks/events_fit_confidence.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from geobrief.events.coding import Coded
from geobrief.events.kinds import event_kinds
from geobrief.events.scene import Scene
from geobrief.model import Resolution, Status

LIMIT = 6.0
"""Log-odds beyond this say no more."""
RULED = 0.6
"""Highest probability of a place that a rule chose or another sentence gave (judged)."""
MOST_PLACES = 4
"""Places of a sentence beyond this number say no more."""

KIND_INPUTS = ("constant", "odds", "backed", "strength", "unfinished", "weak", "effect", "noun")
"""What is weighed for the kind: the log-odds of the kind model, whether conditions of the lexicon hold for this kind,
how strong its trigger is, whether the event is planned, demanded or denied, whether the kind is thin, whether the
trigger tells only what an event did, and whether it is a noun."""

PLACE_INPUTS = ("constant", "odds", "sure", "named", "acts", "physical", "empty", "unnamed")
"""What is weighed for the place: the log-odds of the linker, those of the geoparser that the name is a place, how many
places are named, whether the mention stands for a government or people, whether such events happen on the ground,
whether no place was chosen although some are named, and whether none is named. A place that a rule or another sentence
gave has the doubt of :mod:`geobrief.events.scene` instead: the labelled sentences stand alone and cannot measure it."""


def kind_inputs(item: Coded, status: Status) -> list[float]:
    """What the kind's probability is computed from, in the order of :data:`KIND_INPUTS`."""
    match = item.match
    return [
        1.0,
        log_odds(item.confidence),
        float(item.by_lexicon),
        match.strength,
        float(status in ("planned", "demanded", "denied")),
        float(event_kinds()[item.kind].weak),
        float(match.effect),
        float(match.word_class == "noun"),
    ]


def place_inputs(item: Coded, scene: Scene, resolutions: Sequence[Resolution], places: int) -> list[float] | float:
    """What the place's probability is computed from, in the order of :data:`PLACE_INPUTS`, or the probability itself.

    Args:
        item: The event.
        scene: Where it was found to happen.
        resolutions: All resolutions of the article.
        places: How many places the sentence names.
    """
    chosen = resolutions[scene.where[0].resolution] if scene.where else None
    way = scene.way if bool(chosen) == (scene.way not in ("rejected", "none named")) else "decision"
    if way in ("decision", "before", "dateline"):
        return min(scene.confidence, RULED)
    linked = way in ("sentence", "heading", "rejected")
    return [
        1.0,
        log_odds(scene.confidence) if linked else 0.0,
        log_odds(chosen.confidence) if chosen and linked else 0.0,
        float(min(places, MOST_PLACES)),
        float(chosen is not None and chosen.role == "actor"),
        float(event_kinds()[item.kind].physical),
        float(way == "rejected"),
        float(way == "none named"),
    ]


def report_confidence(kind: Sequence[float], place: Sequence[float] | float, *, given: bool) -> float:
    """The probability that kind and place are right.

    Args:
        kind: From :func:`kind_inputs`.
        place: From :func:`place_inputs`.
        given: Whether the trigger was given, so that the kind is the only question.
    """
    weights = _weights()
    there = place if isinstance(place, float) else _logistic(place, weights["place"])
    return round(_logistic(kind, weights["kind of a given trigger" if given else "kind"]) * there, 3)


def log_odds(probability: float) -> float:
    """The log-odds of a probability, kept within :data:`LIMIT`."""
    certain = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-LIMIT, min(LIMIT, math.log(certain / (1 - certain))))


def _logistic(inputs: Sequence[float], weights: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-math.fsum(a * b for a, b in zip(inputs, weights, strict=True))))


@lru_cache(maxsize=1)
def _weights() -> dict[str, list[float]]:
    text = files("geobrief.events").joinpath("confidence_weights.json").read_text(encoding="utf-8")
    table: dict[str, list[float]] = json.loads(text)
    return table
