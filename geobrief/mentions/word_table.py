"""What the company of words tells: for frequent words a short vector and the groups of like words that they fall in.

The table is derived from the GloVe vectors of news and Wikipedia (public domain) by ``models/fit_words.py``;
``docs/accuracy/geoparser.md`` is its card. Words are looked up in lower case.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

UNLISTED = "-"
"""Stands for the groups of a word that the table does not list."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Vectors and groups of words."""

    numbers: dict[str, int]
    """Word → its row."""
    vectors: Table
    """One row a word, the most telling directions first, and a last row of zeros for all other words."""
    groups: tuple[tuple[str, Any], ...]
    """Name of a way to group words → the number of each word's group."""

    def groups_of(self, word: str) -> list[str]:
        """The groups that a word is in, coarse to fine, as feature values."""
        row = self.numbers.get(word.lower())
        if row is None:
            return [f"{name}={UNLISTED}" for name, _ in self.groups]
        return [f"{name}={numbers[row]}" for name, numbers in self.groups]


@cache
def word_table() -> WordTable:
    """The table that the package carries."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    with as_file(files("geobrief.mentions") / "word_table.zip") as path, ZipFile(path) as archive:
        about = json.loads(archive.read("about.json"))
        words = archive.read("words.txt").decode().split("\n")
        steps = np.frombuffer(archive.read("vectors.bin"), dtype=np.int8).reshape(len(words), -1)
        groups = tuple(
            (name, np.frombuffer(archive.read(f"{name}.bin"), dtype="<u2").tolist()) for name in about["groups"]
        )
    vectors = np.zeros((len(words) + 1, steps.shape[1]), dtype=np.float32)
    np.multiply(steps, np.array(about["scale"], dtype=np.float32), out=vectors[:-1])
    return WordTable({word: row for row, word in enumerate(words)}, vectors, groups)
