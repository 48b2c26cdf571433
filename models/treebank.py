"""The sentences of a treebank as they stand in their documents: laid out in windows, as the event reader reads articles.

Learnt on sentences one by one, the grammar held less of the same sentences between others: .69 of the governors were right
in documents where .84 are after a fit of the heads alone in windows. Every tenth document is kept back, to say how good it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geobrief.articles import make_article
from geobrief.events.windows import Window, lay_out

KEPT_BACK = 10
"""One document in so many is never fitted on."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence's words and what the treebank says of them."""

    words: tuple[int, ...]
    """Ids of its window at which its words begin."""
    governors: tuple[int, ...]
    """Of each word: number of its governor in the sentence, from 1; 0 is the root."""
    relations: tuple[int, ...]
    tags: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TreeWindow:
    """A window of a document, with the sentences that lie in it whole."""

    window: Window
    sentences: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Treebank:
    """Windows to fit on, windows of the documents kept back, and the names of relations and tags."""

    fitted: tuple[TreeWindow, ...]
    held: tuple[TreeWindow, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]


def read_treebank(path: Path, vocabulary: Mapping[str, int]) -> Treebank:
    """Return ``propbank_ewt.jsonl`` in windows; a sentence of fewer than three words or over two windows is left out."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            documents[row["id"].rsplit("-", 1)[0]].append(row)
    tokens = [token for rows in documents.values() for row in rows for token in row["tokens"]]
    relations = tuple(sorted({token[4].split(":")[0] for token in tokens}))
    tags = tuple(sorted({token[2] for token in tokens}))
    parts: tuple[list[TreeWindow], list[TreeWindow]] = ([], [])
    for number, rows in enumerate(documents.values()):
        parts[number % KEPT_BACK == 0].extend(_in_windows(rows, relations, tags, vocabulary))
    return Treebank(tuple(parts[0]), tuple(parts[1]), relations, tags)


def _in_windows(
    rows: list[dict[str, Any]], relations: tuple[str, ...], tags: tuple[str, ...], vocabulary: Mapping[str, int]
) -> list[TreeWindow]:
    """Return a document's windows with their sentences."""
    article = make_article(" ".join(row["text"] for row in rows), path="treebank.txt")
    pieces = lay_out(article, vocabulary)
    first = {piece.start: index for index, piece in reversed(list(enumerate(pieces.pieces)))}
    inside: dict[int, list[Tree]] = defaultdict(list)
    at = 0
    for row in rows:
        begin = article.text.find(row["text"], at)
        if begin < 0 or len(row["tokens"]) < 3:
            continue
        at = begin + len(row["text"])
        words = [first.get(begin + token[0], -1) for token in row["tokens"]]
        for number, window in enumerate(pieces.windows):
            if window.first <= min(words) and max(words) < window.first + window.count:
                inside[number].append(
                    Tree(
                        words=tuple(word - window.first + window.skip for word in words),
                        governors=tuple(token[3] + 1 for token in row["tokens"]),
                        relations=tuple(relations.index(token[4].split(":")[0]) for token in row["tokens"]),
                        tags=tuple(tags.index(token[2]) for token in row["tokens"]),
                    )
                )
    return [TreeWindow(pieces.windows[number], tuple(found)) for number, found in sorted(inside.items())]
