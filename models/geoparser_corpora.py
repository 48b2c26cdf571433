"""The shared corpora as articles with gold labels, and the arithmetic of scores: what fitting and measuring share."""

from __future__ import annotations

import hashlib
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geobrief.articles import make_article
from geobrief.model import Article

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = SHARED / "corpora"
FITTED = ("lgl", "trnews", "gwn")
"""Corpora whose licences let fitted weights ship; tudloc is only measured."""

MARKED = "events/event_place"
"""Sentences of wires (MIT) in which only the places of events are marked."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a corpus: the article that geobrief makes of it, and its gold toponyms."""

    id: str
    corpus: str
    article: Article
    gold: tuple[dict[str, Any], ...]
    """All toponyms in text order, each with ``aside``: whether it stands aside as a demonym."""


def read_corpus(name: str) -> list[Document]:
    """One corpus of the shared folder."""
    demonyms = _demonyms()
    found = []
    for line in filter(None, (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")):
        raw = json.loads(line)
        article = make_article(raw["text"], title=raw.get("title"), domain=raw.get("domain"), published=raw.get("date"))
        gold = [{**toponym, "aside": _stands_aside(toponym, demonyms)} for toponym in raw["toponyms"]]
        found.append(Document(raw["id"], name, article, tuple(sorted(gold, key=lambda t: t["start"]))))
    return found


def _demonyms() -> frozenset[str]:
    return frozenset(
        line.strip().lower()
        for line in (CORPORA / "demonyms.txt").read_text(encoding="utf-8").splitlines()
        if line.strip()
    )


def _stands_aside(toponym: dict[str, Any], demonyms: frozenset[str]) -> bool:
    """The evaluator's rule for ``--drop-demonyms``."""
    kind = toponym.get("kind")
    if toponym["text"].lower() in demonyms or kind in ("demonym", "language"):
        return True
    return kind == "non_literal_modifier" and toponym.get("modifier") == "Adjective"


_SOURCE = re.compile(r"(?:_\d+)?_[a-z]+ ?$")
_EDGES = " \t\n.,;:_\"'’()[]#@"
_SMALL_HEAD = re.compile(r"(?:[a-z]\S* )+(?=[A-Z'’‘])")


def read_marked() -> list[Document]:
    """Sentences in which the places of events are marked, and no others: ``gold`` is what is marked."""
    found = []
    for line in filter(None, (CORPORA / f"{MARKED}.jsonl").read_text(encoding="utf-8").split("\n")):
        raw = json.loads(line)
        article = make_article(raw["text"])
        marks = {(m["start"], m["end"]) for event in raw["events"] for m in event["location"]}
        gold = [
            {"start": start, "end": end, "text": article.text[start:end], "aside": False}
            for start, end in _joined(article.text, sorted(_trimmed(article.text, *mark) for mark in marks))
            if any(letter.isupper() for letter in article.text[start:end])
        ]
        if gold and article.text == raw["text"]:
            found.append(Document(raw["id"], MARKED, article, tuple(gold)))
    return found


def part_of_marked(document: Document, parts: int) -> int:
    """The part that a marked sentence is in: the sentences of one source are in one part."""
    return zlib.crc32(_SOURCE.sub("", document.id.split("#")[0]).encode()) % parts


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A mark without signs at its edges and small words before its name: "northern Iraq" as the other corpora cut it."""
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while start < end and text[start] in _EDGES:
        start += 1
    head = _SMALL_HEAD.match(text, start, end)
    return (head.end() if head else start), end


def _joined(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks in text order with those put together that only a blank parts: some names are marked word by word."""
    found: list[tuple[int, int]] = []
    for start, end in marks:
        if found and start <= found[-1][1] + 1 and text[found[-1][1] : start] in ("", " "):
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif end > start:
            found.append((start, end))
    return found


def digest(name: str) -> str:
    """SHA-256 of a corpus file."""
    return hashlib.sha256((CORPORA / f"{name}.jsonl").read_bytes()).hexdigest()


def folds(count: int, parts: int, seed: int = 1) -> list[int]:
    """Number of the part that each document is in, the same on every machine."""
    numbers = [index % parts for index in range(count)]
    random.Random(seed).shuffle(numbers)
    return numbers


@dataclass(slots=True)
class Score:
    """Counts of exact spans."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, document: Document, spans: Iterable[tuple[int, int]]) -> None:
        """Count one document's spans, by the evaluator's rule for what stands aside."""
        gold = {(t["start"], t["end"]) for t in document.gold if not t["aside"]}
        aside = [(t["start"], t["end"]) for t in document.gold if t["aside"]]
        found = set(spans)
        self.right += len(found & gold)
        self.missed += len(gold - found)
        self.wrong += sum(not any(s < end and start < e for start, end in aside) for s, e in found - gold)

    @property
    def precision(self) -> float:
        """Share of the found spans that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the gold spans that are found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"P {100 * self.precision:.1f} R {100 * self.recall:.1f} F1 {100 * self.f1:.2f}"


def by_corpus(documents: Sequence[Document], spans: Sequence[Iterable[tuple[int, int]]]) -> dict[str, Score]:
    """Scores of each corpus and of ``all``."""
    scores: dict[str, Score] = {}
    for document, found in zip(documents, spans, strict=True):
        kept = list(found)
        for name in (document.corpus, "all"):
            scores.setdefault(name, Score()).add(document, kept)
    return scores


def others(parts: Sequence[int], part: int) -> Iterator[int]:
    """Indexes of the documents outside a part."""
    return (index for index, number in enumerate(parts) if number != part)
