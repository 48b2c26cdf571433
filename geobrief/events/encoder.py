"""The sentence encoder: MiniLM's sums in NumPy, on weights kept as whole numbers of eight bits.

Six layers of attention over word pieces (Wang et al. 2020, "MiniLM"), fitted further on annotated news by
``models/fit_events.py``. Nothing but NumPy is needed, a window is read on its own, and so an article gives the same
numbers whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from geobrief.events.windows import Pieces

Array = NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
_EACH = WIDTH // HEADS


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Array]:
    """All fitted matrices by name. Word vectors stay in eight bits; the rest is made ready to be multiplied."""
    raw = np.load(BytesIO(files("geobrief.events").joinpath("reader.npz").read_bytes()))
    made: dict[str, Array] = {}
    for name in raw.files:
        if name.endswith(".scale"):
            continue
        array = raw[name]
        if name + ".scale" in raw.files and name != "words":
            made[name] = array.astype(np.float32) * raw[name + ".scale"][:, None]
        elif name == "words":
            made[name], made["words.scale"] = array, raw["words.scale"]
        else:
            made[name] = array.astype(np.float32)
    return made


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, int]:
    """The encoder's word pieces and their ids."""
    lines = files("geobrief.events").joinpath("vocabulary.txt").read_text("utf-8").split("\n")
    return {line: number for number, line in enumerate(lines) if line}


def encode(pieces: Pieces) -> Array:
    """Return what the encoder reads of each piece in its window: (pieces, 384)."""
    rows = np.zeros((len(pieces.pieces), WIDTH), np.float32)
    for window in pieces.windows:
        out = _window(np.array(window.ids))
        rows[window.first : window.first + window.count] = out[window.skip : window.skip + window.count]
    return rows


def _window(ids: NDArray[np.int64]) -> Array:
    w = weights()
    x = w["words"][ids].astype(np.float32) * w["words.scale"][ids][:, None] + w["places"][: len(ids)] + w["sort"]
    x = _norm(x, w["norm.weight"], w["norm.bias"])
    for layer in range(LAYERS):
        at = f"layers.{layer}."
        mixed = _attend(x @ w[at + "qkv.weight"].T + w[at + "qkv.bias"])
        x += mixed @ w[at + "out.weight"].T
        x += w[at + "out.bias"]
        x = _norm(x, w[at + "norm1.weight"], w[at + "norm1.bias"])
        inner = gelu(x @ w[at + "up.weight"].T + w[at + "up.bias"])
        x += inner @ w[at + "down.weight"].T
        x += w[at + "down.bias"]
        x = _norm(x, w[at + "norm2.weight"], w[at + "norm2.bias"])
    return x


def _attend(qkv: Array) -> Array:
    """(length, 3 × 384) → (length, 384): each piece as a mean of all, weighed by how well they fit."""
    length = len(qkv)
    q, k, v = qkv.reshape(length, 3, HEADS, _EACH).transpose(1, 2, 0, 3)
    scores: Array = np.matmul(q * np.float32(_EACH**-0.5), k.transpose(0, 2, 1))
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    mixed: Array = np.matmul(scores, v).transpose(1, 0, 2).reshape(length, WIDTH)
    return mixed


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
    x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + np.float32(epsilon))
    x *= weight
    x += bias
    return x


def gelu(x: Array) -> Array:
    """Hendrycks and Gimpel's unit by its logistic form, which differs from the exact one by less than 0.001."""
    inner = np.square(x)
    inner *= np.float32(0.044715 * 1.5957691)
    inner += np.float32(1.5957691)
    inner *= x
    np.negative(inner, out=inner)
    np.exp(np.minimum(inner, 80, out=inner), out=inner)
    inner += 1
    x /= inner
    return x
