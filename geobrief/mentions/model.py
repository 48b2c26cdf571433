"""The recogniser's fitted numbers: ``recogniser.zip``, read once.

The archive holds ``sequence.json`` (transitions, scale, what it was fitted on), ``features.txt`` (one a line),
``weights.bin`` (three little-endian 16-bit integers for each feature, for the labels O, B and I), ``spans.json``
(the trees of the second model) and ``network.bin`` (the third model, as 32-bit floats).
``models/fit_mentions.py`` writes it; ``docs/accuracy/geoparser.md`` is its card.
"""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from geobrief.mentions.crf import SequenceModel
from geobrief.mentions.features import TokenContext
from geobrief.mentions.network import BESIDE, BESIDE_DIRECTIONS, Network, around, beside, make_network, surroundings
from geobrief.mentions.spans import FEATURES, Span, gather, span_rows
from geobrief.mentions.trees import Trees, make_trees
from geobrief.mentions.word_table import word_table

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

TREE_FEATURES = (
    *FEATURES,
    *(f"word{place}_{number}" for place in range(len(BESIDE)) for number in range(BESIDE_DIRECTIONS)),
)
"""The columns of the trees: those of the spans, then the vectors of the words beside them."""

DIGITS = 5
"""Log-odds are rounded to this many digits, so that they are the same however a machine adds up."""


def span_columns(context: TokenContext, spans: dict[Span, float]) -> tuple[Table, Table, Table]:
    """What the models over spans read: columns, vectors for the trees, vectors for the network."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    rows = np.array(span_rows(gather(context, spans)), dtype=float)
    words_around = surroundings(context.tokens, list(spans), word_table())
    return rows, beside(words_around), around(words_around)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The three models and the threshold that was chosen for them."""

    sequence: SequenceModel
    spans: Trees
    network: Network
    threshold: float
    """Spans are taken above this probability. Chosen on cross-validated documents for the best F1."""

    def weigh(self, context: TokenContext, spans: dict[Span, float]) -> dict[Span, float]:
        """The sequence model's spans → what the trees and the network make of them: the mean of both log-odds."""
        import numpy as np  # noqa: PLC0415

        if not spans:
            return {}
        rows, beside_them, around_them = span_columns(context, spans)
        odds = self.spans.log_odds(np.hstack([rows, beside_them])) + self.network.log_odds(rows, around_them)
        return dict(zip(spans, (1 / (1 + np.exp(-np.round(odds / 2, DIGITS)))).tolist(), strict=True))


@cache
def recogniser() -> Recogniser:
    """The recogniser that the package carries."""
    with as_file(files("geobrief.mentions") / "recogniser.zip") as path, ZipFile(path) as archive:
        about = json.loads(archive.read("sequence.json"))
        names = archive.read("features.txt").decode().split("\n")
        numbers = array("h", archive.read("weights.bin"))
        trees = json.loads(archive.read("spans.json"))
        network = make_network(about["network"], archive.read("network.bin"))
    if sys.byteorder == "big":
        numbers.byteswap()
    scale = float(about["scale"])
    values = [number * scale for number in numbers]
    weights = dict(zip(names, zip(values[0::3], values[1::3], values[2::3], strict=True), strict=True))
    rows = [tuple(row) for row in about["transitions"]]
    sequence = SequenceModel(weights, (rows[0], rows[1], rows[2]))
    return Recogniser(sequence, make_trees(trees, TREE_FEATURES), network, float(about["threshold"]))
