"""How sure an answer is: a calibrated probability from what recogniser and ranker said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from geobrief.model import Mention
from geobrief.places.containers import Nearness
from geobrief.places.groups import Option
from geobrief.places.spellings import WAYS

INPUTS = ("constant", "span", "best", "margin", "alone", "indirect", "share", "within_near", "within_far")
"""What is weighed: the span's log-odds, those of the best place, its lead over the second, whether there is no
second, whether the name was got by a detour, the best place's share among the places of the name, and whether the
place is only the town that holds it, named beside it or elsewhere."""

WIDE_SHARE = 0.6
"""What is left of the confidence where a town is put in its state or country, whose point may be far from it; a guess."""

LIMIT = 8.0
"""Log-odds beyond this say no more."""


def inputs(mention: Mention, ranked: Sequence[tuple[Option, float]], near: Nearness | None = None) -> list[float]:
    """What the calibration weighs, in the order of :data:`INPUTS`."""
    option, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else -LIMIT
    share = 1 / sum(math.exp(min(odds - best, 0.0)) for _, odds in ranked)
    return [
        1.0,
        _log_odds(mention.confidence),
        _limited(best),
        min(best - second, LIMIT),
        float(len(ranked) == 1),
        float(WAYS.index(option.way) >= 3),
        share,
        float(near in ("beside", "same sentence")),
        float(near in ("just before", "in the article")),
    ]


def confidence(
    mention: Mention,
    ranked: Sequence[tuple[Option, float]],
    weights: Mapping[str, Sequence[float]],
    near: Nearness | None = None,
) -> list[float]:
    """Probabilities that the mention means each of the places: of the best one calibrated, of the others by shares."""
    row = inputs(mention, ranked, near)
    fitted = weights["given"] if mention.confidence >= 1 else weights["found"]
    best = 1 / (1 + math.exp(-sum(a * b for a, b in zip(row, fitted, strict=True))))
    if near == "beside" and _is_wide(ranked):
        best *= WIDE_SHARE
    odds = [math.exp(_limited(value)) for _, value in ranked]
    rest = sum(odds[1:]) + math.exp(-4.0)
    return [round(best, 4), *(round((1 - best) * value / rest, 4) for value in odds[1:])]


def _is_wide(ranked: Sequence[tuple[Option, float]]) -> bool:
    """Whether the best place is a country or province."""
    return ranked[0][0].hit.place.kind in ("country", "territory", "admin1")


def _limited(odds: float) -> float:
    return max(-LIMIT, min(LIMIT, odds))


def _log_odds(probability: float) -> float:
    certain = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(certain / (1 - certain))
