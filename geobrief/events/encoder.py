"""The sentence encoder: MiniLM's sums in NumPy, on weights kept as whole numbers of eight bits.

Six layers of attention over word pieces (Wang et al. 2020, "MiniLM"), fitted further on annotated news by
``models/fit_events.py``. Nothing but NumPy is needed, a window is read on its own, and so an article gives the same
numbers whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geobrief.events.windows import Pieces

Array = NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
_EACH = WIDTH // HEADS
_AT_ONCE = 4
"""Windows of an article whose rows are multiplied together: more would not stay in a processor's cache."""
_SAFE = 60.0
"""Scores between whose negative and itself exponentials and their sums neither overflow nor vanish."""


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Array]:
    """All fitted matrices by name: (outputs, inputs), and those of the encoder's layers (inputs, outputs).

    Word vectors stay in eight bits; the rest is made ready to be multiplied. A layer multiplies many rows, and so is laid
    out as that is fastest, with what attention divides its scores by in it.
    """
    with np.load(BytesIO(files("geobrief.events").joinpath("reader.npz").read_bytes())) as raw:
        scales = {name.removesuffix(".scale"): raw[name] for name in raw.files if name.endswith(".scale")}
        made = {name: _ready(name, raw[name], scales.get(name)) for name in raw.files if not name.endswith(".scale")}
    for layer in range(LAYERS):
        for part in ("weight", "bias"):
            made[f"layers.{layer}.qkv.{part}"][..., :WIDTH] *= np.float32(_EACH**-0.5)
    return made | {"words.scale": scales["words"]}


def _ready(name: str, stored: NDArray[Any], scale: Array | None) -> Array:
    if scale is None or name == "words":
        return stored if name == "words" else stored.astype(np.float32)
    if name.startswith("layers."):
        turned = np.ascontiguousarray(stored.T).astype(np.float32)
        turned *= scale
        return turned
    made = stored.astype(np.float32)
    made *= scale[:, None]
    return made


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, int]:
    """The encoder's word pieces and their ids."""
    lines = files("geobrief.events").joinpath("vocabulary.txt").read_text("utf-8").split("\n")
    return {line: number for number, line in enumerate(lines) if line}


def encode(pieces: Pieces) -> Array:
    """Return what the encoder reads of each piece in its window: (pieces, 384)."""
    rows = np.zeros((len(pieces.pieces), WIDTH), np.float32)
    for number in range(0, len(pieces.windows), _AT_ONCE):
        together = pieces.windows[number : number + _AT_ONCE]
        out, at = _read([window.ids for window in together]), 0
        for window in together:
            rows[window.first : window.first + window.count] = out[at + window.skip : at + window.skip + window.count]
            at += len(window.ids)
    return rows


def _read(windows: Sequence[Sequence[int]]) -> Array:
    """Ids of windows → what is read of each: one window's rows behind the other's, none of which sees another."""
    w = weights()
    ids, lengths = np.concatenate(windows), [len(window) for window in windows]
    place = np.concatenate([np.arange(length) for length in lengths])
    room = _room(len(ids), max(lengths))
    x = w["words"][ids].astype(np.float32) * w["words.scale"][ids][:, None] + w["places"][place] + w["sort"]
    x = _norm(x, w["norm.weight"], w["norm.bias"])
    for layer in range(LAYERS):
        at = f"layers.{layer}."
        qkv = np.matmul(x, w[at + "qkv.weight"], out=room.qkv)
        qkv += w[at + "qkv.bias"]
        x += np.matmul(_attended(qkv, lengths, room), w[at + "out.weight"], out=room.out)
        x += w[at + "out.bias"]
        x = _norm(x, w[at + "norm1.weight"], w[at + "norm1.bias"])
        inner = np.matmul(x, w[at + "up.weight"], out=room.inner)
        inner += w[at + "up.bias"]
        x += np.matmul(gelu(inner, room.gate), w[at + "down.weight"], out=room.out)
        x += w[at + "down.bias"]
        x = _norm(x, w[at + "norm2.weight"], w[at + "norm2.bias"])
    return x


class _Room(NamedTuple):
    """Where results are put, layer by layer: to find new memory for each costs as much as some of the sums."""

    qkv: Array
    mixed: Array
    out: Array
    inner: Array
    gate: Array
    scores: Array


def _room(rows: int, longest: int) -> _Room:
    qkv, mixed, out, inner, gate = (np.empty((rows, each * WIDTH), np.float32) for each in (3, 1, 1, 4, 4))
    return _Room(qkv, mixed, out, inner, gate, np.empty(HEADS * longest * longest, np.float32))


def _attended(qkv: Array, lengths: Sequence[int], room: _Room) -> Array:
    """(rows, 3 × 384) → (rows, 384): each piece as a mean of all of its window, weighed by how well they fit."""
    first = 0
    for length in lengths:
        inside = slice(first, first + length)
        q, k, v = qkv[inside].reshape(length, 3, HEADS, _EACH).transpose(1, 2, 0, 3)
        scores = room.scores[: HEADS * length * length].reshape(HEADS, length, length)
        np.matmul(q, k.transpose(0, 2, 1), out=scores)
        if scores.max() > _SAFE or scores.min() < -_SAFE:
            scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        mixed = np.matmul(scores, v)
        mixed /= np.matmul(scores, np.ones((length, 1), np.float32))
        room.mixed[inside].reshape(length, HEADS, _EACH)[:] = mixed.transpose(1, 0, 2)
        first += length
    return room.mixed


def linear(name: str, rows: Array) -> Array:
    """Return a linear layer of the fitted model on rows."""
    w = weights()
    made: Array = rows @ w[name + ".weight"].T + w[name + ".bias"]
    return made


def layer_norm(x: Array, name: str) -> Array:
    """Return rows with mean 0 and deviation 1, scaled and shifted by a fitted layer."""
    w = weights()
    return _norm(x, w[name + ".weight"], w[name + ".bias"], epsilon=1e-5)


def _norm(x: Array, weight: Array, bias: Array, *, epsilon: float = 1e-12) -> Array:
    x = x - x.mean(-1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x)[:, None]
    spread /= np.float32(x.shape[-1])
    spread += np.float32(epsilon)
    x /= np.sqrt(spread)
    x *= weight
    x += bias
    return x


def gelu(x: Array, room: Array | None = None) -> Array:
    """Hendrycks and Gimpel's unit, in place, by its logistic form, which differs from the exact one by less than 0.001.

    Args:
        x: Rows.
        room: An array like ``x``, to work in.
    """
    inner = np.square(x, out=room)
    inner *= np.float32(-0.044715 * 1.5957691)
    inner -= np.float32(1.5957691)
    inner *= x
    with np.errstate(over="ignore"):  # what is divided by infinity is nothing, as it should be
        np.exp(inner, out=inner)
    inner += 1
    x /= inner
    return x
