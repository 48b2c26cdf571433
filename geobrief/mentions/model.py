"""The recogniser's fitted numbers: ``recogniser.zip``, read once.

The archive holds ``sequence.json`` (transitions, scale, what it was fitted on), ``features.txt`` (one a line),
``weights.bin`` (three little-endian 16-bit integers for each feature, for the labels O, B and I) and ``spans.json``
(the trees of the second model). ``benchmarks/fit_geoparser.py`` writes it; ``docs/accuracy/geoparser.md`` is its card.
"""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from zipfile import ZipFile

from geobrief.mentions.crf import SequenceModel
from geobrief.mentions.spans import FEATURES
from geobrief.mentions.trees import Trees, make_trees


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Both models and the threshold that was chosen for them."""

    sequence: SequenceModel
    spans: Trees
    threshold: float
    """Spans are taken above this probability. Chosen on cross-validated documents for the best F1."""


@cache
def recogniser() -> Recogniser:
    """The recogniser that the package carries."""
    with as_file(files("geobrief.mentions") / "recogniser.zip") as path, ZipFile(path) as archive:
        about = json.loads(archive.read("sequence.json"))
        names = archive.read("features.txt").decode().split("\n")
        numbers = array("h", archive.read("weights.bin"))
        trees = json.loads(archive.read("spans.json"))
    if sys.byteorder == "big":
        numbers.byteswap()
    scale = float(about["scale"])
    values = [number * scale for number in numbers]
    weights = dict(zip(names, zip(values[0::3], values[1::3], values[2::3], strict=True), strict=True))
    rows = [tuple(row) for row in about["transitions"]]
    sequence = SequenceModel(weights, (rows[0], rows[1], rows[2]))
    return Recogniser(sequence, make_trees(trees, FEATURES), float(about["threshold"]))
