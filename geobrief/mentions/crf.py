"""The fitted sequence model: a linear-chain conditional random field over the tokens of a chunk.

Labels are O (no place), B (a place begins) and I (it goes on). The weights are data, fitted by
``models/fit_mentions.py``; this module only adds them up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from geobrief.mentions.features import EDGE, OFFSETS, TokenContext, token_features, word_features
from geobrief.mentions.tokens import Chunk

Row = tuple[float, float, float]
"""One number for each of the labels O, B, I."""

NOTHING: Row = (0.0, 0.0, 0.0)

REMEMBERED_WORDS = 60_000
"""Words (at their offsets) whose summed weights are kept between articles; emptied when full."""

NEGLIGIBLE = 1e-4
"""A run of tokens is not made longer once its probability is below this."""


@dataclass(slots=True)
class SequenceModel:
    """Weights of features and transitions."""

    weights: Mapping[str, Row]
    transitions: tuple[Row, Row, Row]
    """Row: label before, column: label after."""
    _words: dict[tuple[str, int], Row] = field(default_factory=dict)

    def span_probabilities(self, context: TokenContext, chunk: Chunk, least: float) -> dict[tuple[int, int], float]:
        """Runs of tokens of a chunk → probability that each, as cut, is a place.

        Given are those of at least ``least``, and the longest names of the gazetteer whatever their probability.
        """
        rows = self._emissions(context, chunk)
        steps = [[math.exp(weight) for weight in row] for row in self.transitions]
        forward, backward, scales = _forward_backward(rows, steps)
        found = {}
        size = len(rows)
        for first in range(size):
            inside = forward[first][1]
            before = 1
            for last in range(first + 1, size + 1):
                if inside < NEGLIGIBLE:
                    break
                step = steps[before]
                leave = 1.0
                if last < size:
                    row, after, scale = rows[last], backward[last], scales[last]
                    leave = (step[0] * row[0] * after[0] + step[1] * row[1] * after[1]) / scale
                    going_on = inside * step[2] * row[2] / scale
                if inside * leave >= least:
                    found[(chunk.first + first, chunk.first + last)] = inside * leave
                if last < size:
                    inside, before = going_on, 2
        for index in range(chunk.first, chunk.last):
            span = context.longest.get(index)
            if span is not None and span not in found and context.names[span].strong:
                found[span] = NEGLIGIBLE
        return found

    def _emissions(self, context: TokenContext, chunk: Chunk) -> list[Row]:
        """For each token of a chunk, the factor of each label, the largest being 1."""
        words = context.tokens.words
        first, end = context.tokens.bounds[chunk.sentence]
        weights = self.weights
        rows = []
        for index, features in enumerate(token_features(context, chunk), chunk.first):
            out, begin, inside = 0.0, 0.0, 0.0
            for offset in OFFSETS:
                at = index + offset
                row = self._word_row(words[at] if first <= at < end else EDGE, offset)
                out += row[0]
                begin += row[1]
                inside += row[2]
            for feature in features:
                found = weights.get(feature)
                if found:
                    out += found[0]
                    begin += found[1]
                    inside += found[2]
            top = max(out, begin, inside)
            going_on = math.exp(inside - top) if index > chunk.first else 0.0
            rows.append((math.exp(out - top), math.exp(begin - top), going_on))
        return rows

    def _word_row(self, word: str, offset: int) -> Row:
        """The summed weights of what a word says by itself at an offset."""
        known = self._words
        key = (word, offset)
        if key not in known:
            if len(known) > REMEMBERED_WORDS:
                known.clear()
            rows = [self.weights.get(feature, NOTHING) for feature in word_features(word, offset)]
            known[key] = (sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows))
        return known[key]


def _forward_backward(
    rows: list[Row], steps: list[list[float]]
) -> tuple[list[list[float]], list[list[float]], list[float]]:
    """Scaled forward and backward sums of a chain, and the scales."""
    forward: list[list[float]] = []
    scales = []
    before = [1.0, 0.0, 0.0]
    for index, row in enumerate(rows):
        if index:
            sums = [
                (before[0] * steps[0][y] + before[1] * steps[1][y] + before[2] * steps[2][y]) * row[y] for y in range(3)
            ]
        else:
            sums = list(row)
        scale = sum(sums) or 1.0
        before = [value / scale for value in sums]
        forward.append(before)
        scales.append(scale)
    backward = [[1.0, 1.0, 1.0] for _ in rows]
    for index in range(len(rows) - 2, -1, -1):
        after, row, scale = backward[index + 1], rows[index + 1], scales[index + 1]
        backward[index] = [sum(steps[x][y] * row[y] * after[y] for y in range(3)) / scale for x in range(3)]
    return forward, backward, scales
