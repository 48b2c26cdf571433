"""The third model: a small network over the words around a span, which knows words by the company that they keep.

It reads the same columns as the trees, and the vectors of eight words about the span, of the span and of its sentence.
Trees cut one column at a time; the network adds many up, so their errors differ and their mean is better than either.
Fitted by ``models/fit_mentions.py``; here its weights are only multiplied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.mentions.spans import FEATURES, Span
from geobrief.mentions.word_table import WordTable
from geobrief.text import Tokens

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

AROUND = ((0, -3), (0, -2), (0, -1), (0, 0), (1, -1), (1, 0), (1, 1), (1, 2))
"""Words read: counted from the span's first token (0) or its end (1)."""

BESIDE = ((0, 0), (1, -1), (0, -1), (1, 0))
"""Words whose first directions the trees read: the span's first and last, the one before it and the one after."""

BESIDE_DIRECTIONS = 8
"""Directions that the trees read; with 24 they were no better."""

CHOICES = {
    "kind": 13, "word_before": 16, "word_after": 16, "word_before_that": 16, "last_word": 16, "chunk_last_word": 16,
    "list_after_next": 16, "style": 5, "chunk_first_word": 16, "list_head": 16, "before_list_head": 16, "list_tail": 16,
}  # fmt: skip
"""Columns that are numbers of things and not amounts, with how many things: the network sees each thing by itself."""

ONE_THREAD = 2**18
"""Products up to which OpenBLAS stays in one thread: starting others costs more than they save."""

BOUND = 4.0
"""Standard deviations beyond which a column is cut off."""

VECTOR_SCALE = 1.5
"""Factor that brings vectors to about the range of the other columns; 1 and 2 did as well."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Spans of an article, and the rows of the word table for all its tokens."""

    tokens: Tokens
    spans: Sequence[Span]
    words: WordTable
    rows: Table
    bounds: Table
    """First and end token of each span's sentence."""

    def vectors_at(self, places: Sequence[tuple[int, int]], directions: int | None = None) -> Table:
        """For each span, the vectors of the words at the given places of its sentence, zeros outside it."""
        import numpy as np  # noqa: PLC0415 - the command line starts without it

        at = np.array([[span[edge] + offset for edge, offset in places] for span in self.spans])
        inside = (at >= self.bounds[:, :1]) & (at < self.bounds[:, 1:])
        rows = np.where(inside, self.rows[np.clip(at, 0, len(self.rows) - 1)], len(self.words.numbers))
        found: Table = self.words.vectors[rows][:, :, :directions]
        return found.reshape(len(self.spans), -1)


def surroundings(tokens: Tokens, spans: Sequence[Span], words: WordTable) -> Surroundings:
    """Look up all words of an article, once. There must be a span."""
    import numpy as np  # noqa: PLC0415

    last = len(words.numbers)
    rows = np.array([words.numbers.get(word.lower(), last) for word in tokens.words])
    bounds = np.array([tokens.bounds[tokens.sentence_of[first]] for first, _ in spans])
    return Surroundings(tokens, spans, words, rows, bounds)


def beside(found: Surroundings) -> Table:
    """The columns of vectors that the trees read."""
    return found.vectors_at(BESIDE, BESIDE_DIRECTIONS)


def around(found: Surroundings) -> Table:
    """The vectors that the network reads: of the words around, and the means of the span and of its sentence."""
    import numpy as np  # noqa: PLC0415

    vectors = found.words.vectors
    sums = np.zeros((len(found.rows) + 1, vectors.shape[1]))
    np.cumsum(vectors[found.rows], axis=0, dtype=float, out=sums[1:])
    means = []
    for edges in (np.array(found.spans), found.bounds):
        begin, end = edges[:, 0], edges[:, 1]
        means.append((sums[end] - sums[begin]) / (end - begin)[:, None])
    return np.hstack([found.vectors_at(AROUND), *means])


def separate(rows: Table) -> Table:
    """The columns of the spans, with those of ``CHOICES`` taken apart in addition."""
    import numpy as np  # noqa: PLC0415

    parts = [rows]
    for name, count in CHOICES.items():
        numbers = (rows[:, FEATURES.index(name)] + 1).astype(int).clip(0, count - 1)
        parts.append((numbers[:, None] == np.arange(count)).astype(float))
    return np.hstack(parts)


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer of rectified sums."""

    mean: Table
    spread: Table
    """Of the columns of ``separate``."""
    first: Table
    first_bias: Table
    second: Table
    second_bias: float

    def log_odds(self, rows: Table, vectors: Table) -> Table:
        """Columns and vectors of spans → log-odds of yes."""
        import numpy as np  # noqa: PLC0415

        inputs = self.inputs(self.mean, self.spread, rows, vectors)
        block = max(1, ONE_THREAD // self.first.size)
        sums = [inputs[start : start + block] @ self.first for start in range(0, len(inputs), block)]
        hidden = np.maximum(np.vstack(sums) + self.first_bias, 0)
        odds: Table = hidden @ self.second + self.second_bias
        return odds

    @staticmethod
    def inputs(mean: Table, spread: Table, rows: Table, vectors: Table) -> Table:
        """What the first layer reads."""
        import numpy as np  # noqa: PLC0415

        scaled = ((separate(rows) - mean) / spread).clip(-BOUND, BOUND)
        return np.hstack([scaled, vectors * VECTOR_SCALE]).astype(np.float32)


def make_network(shape: Mapping[str, Any], content: bytes) -> Network:
    """The archive's numbers → the network: mean, spread, both layers and their biases, as 32-bit floats.

    Raises:
        ValueError: It was fitted on other columns than the code computes.
    """
    import numpy as np  # noqa: PLC0415

    columns, inputs, hidden = int(shape["columns"]), int(shape["inputs"]), int(shape["hidden"])
    if columns != len(FEATURES) + sum(CHOICES.values()):
        raise ValueError("the fitted network and the code differ in their columns: fit it again")
    sizes = (columns, columns, inputs * hidden, hidden, hidden, 1)
    parts = np.split(np.frombuffer(content, dtype="<f4"), np.cumsum(sizes)[:-1])
    return Network(parts[0], parts[1], parts[2].reshape(inputs, hidden), parts[3], parts[4], float(parts[5][0]))
