"""The encoder's shortcuts give what the plain sums give."""

from __future__ import annotations

import numpy as np
import pytest

from geobrief.articles import make_article
from geobrief.events import encoder
from geobrief.events.windows import lay_out

SENTENCE = (
    "Soldiers seized the airport of Niamey on Wednesday, and the junta closed the borders of Niger to all flights. "
)


@pytest.fixture(scope="module")
def pieces():
    return lay_out(make_article(SENTENCE * 60, title="Coup in Niger"), encoder.vocabulary())


@pytest.fixture(scope="module")
def rows(pieces):
    return encoder.encode(pieces)


def test_windows_read_together_give_what_each_gives_alone(pieces, rows, monkeypatch):
    assert len(pieces.windows) > encoder._AT_ONCE
    monkeypatch.setattr(encoder, "_AT_ONCE", 1)
    assert np.abs(encoder.encode(pieces) - rows).max() < 1e-4


def test_scores_too_large_for_an_exponential_are_made_small_first(pieces, rows, monkeypatch):
    monkeypatch.setattr(encoder, "_SAFE", 0.0)
    assert np.abs(encoder.encode(pieces) - rows).max() < 1e-4


def test_attention_is_a_mean_weighed_by_the_softmax_of_the_scores():
    length, each = 5, encoder.WIDTH // encoder.HEADS
    qkv = np.random.default_rng(1).standard_normal((2 * length, 3 * encoder.WIDTH), dtype=np.float32)
    found = encoder._attended(qkv, [length, length], encoder._room(2 * length, length))
    for first in (0, length):
        for head in range(encoder.HEADS):
            at = slice(head * each, (head + 1) * each)
            q, k, v = (part[first : first + length, at] for part in np.split(qkv, 3, axis=1))
            odds = np.exp(q @ k.T)
            expected = odds / odds.sum(1, keepdims=True) @ v
            assert np.abs(found[first : first + length, at] - expected).max() < 1e-5


def test_a_unit_is_shut_where_its_input_is_far_below_nought():
    x = np.array([[-1e4, -20.0, 0.0, 1.0, 20.0]], np.float32)
    with np.errstate(all="raise", under="ignore"):
        found = encoder.gelu(x.copy(), np.empty_like(x))
    assert np.allclose(found, [[0, 0, 0, 0.8412, 20]], atol=1e-3)
