"""The triggers, places and times of an article beside one another: what each is to the others, over all sentences.

The encoder reads windows. Where a scene goes on over several sentences, and which of an article's places it speaks of at
this point, is seen only when all of them stand side by side: a small attention over them, two layers, gives each a row
of its own beside the encoder's (``models/fit_context.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geobrief.events.candidates import Candidates, Spot
from geobrief.events.encoder import Array, gelu, layer_norm, linear, weights

_HEADS = 4
_DEPTH = 2
_WAVES = 16


@dataclass(frozen=True, slots=True, eq=False)
class InContext:
    """Rows of the encoder, each with its row in context behind it."""

    triggers: Array
    places: Array
    """Of the mentions, then of the implied countries."""
    times: Array
    """Of the time expressions, then of the day of publication."""


def in_context(  # noqa: PLR0917  # rows and figures that belong together
    triggers: Array, places: Array, times: Array, spots: Sequence[Spot], standing: Array, candidates: Candidates
) -> InContext:
    """Return the rows of an article's triggers, places and times in context.

    Args:
        triggers: What the encoder reads of each trigger.
        places: The same of each mention, then of each implied country.
        times: The same of each time expression.
        spots: Where the triggers stand.
        standing: Four figures of where they stand in the article.
        candidates: The places and times.
    """
    w = weights()
    times = np.vstack([times, w["context.published"][None]])
    where = [*candidates.places, *(candidates.places[area.members[0]] for area in candidates.implied)]
    nodes = linear("context.node", np.vstack([triggers, places, times]))
    nodes += linear("context.order", _waves([*spots, *where, *candidates.dates]))
    nodes += np.vstack(
        [
            w["context.sorts"][0] + linear("context.standing", standing),
            w["context.sorts"][1] + linear("context.place_node", candidates.place_figures),
            w["context.sorts"][2] + linear("context.date_node", candidates.date_figures),
        ]
    )
    for layer in range(_DEPTH):
        at = f"context.attention.layers.{layer}."
        nodes = nodes + _attend(layer_norm(nodes, at + "norm1"), at)
        inner = gelu(linear(at + "linear1", layer_norm(nodes, at + "norm2")))
        nodes = nodes + linear(at + "linear2", inner)
    read = layer_norm(nodes, "context.norm")
    n, k = len(triggers), len(places)
    return InContext(
        np.hstack([triggers, read[:n]]), np.hstack([places, read[n : n + k]]), np.hstack([times, read[n + k :]])
    )


def _attend(x: Array, at: str) -> Array:
    w = weights()
    length, width = x.shape
    qkv = x @ w[at + "self_attn.in_proj_weight"].T + w[at + "self_attn.in_proj_bias"]
    q, k, v = qkv.reshape(length, 3, _HEADS, width // _HEADS).transpose(1, 2, 0, 3)
    scores = np.matmul(q, k.transpose(0, 2, 1)) * np.float32((width // _HEADS) ** -0.5)
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = np.matmul(odds / odds.sum(-1, keepdims=True), v).transpose(1, 0, 2).reshape(length, width)
    return linear(at + "self_attn.out_proj", mixed)


def _waves(spots: Sequence[Spot]) -> Array:
    """Where nodes stand, as sines and cosines of sentence and character; the publication stands at the beginning."""
    sentence = np.array([*(spot.sentence for spot in spots), 0], np.float32)
    character = np.array([*(spot.start / 40 for spot in spots), 0], np.float32)
    return np.hstack([_sines(sentence), _sines(character)])


def _sines(x: Array) -> Array:
    steps = np.exp(np.arange(0, _WAVES, 2) * (-np.log(200.0) / _WAVES)).astype(np.float32)
    angles = x[:, None] * steps[None]
    return np.hstack([np.sin(angles), np.cos(angles)]).astype(np.float32)
