"""Articles → which of them tell one and the same story: copies, cuts and light rewrites.

Syndication cuts and edits, so that what counts is how much of the shorter article stands in the longer
one, in runs of five words: containment, not likeness of the whole (Jaccard). Quotations are left out
first, since two reporters at one press conference write down the same words.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from geobrief.model import Article

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Measured on 85 articles cut, edited and reworded by program: 0.4 found 99 of 100 copies and joined 2 of
# 100 pairs of different reports of one event. See docs/accuracy/articles.md.
_CONTAINMENT = 0.4
_SHINGLE = 5
# Two articles of a few words share as many by chance, or by one phrase of officials.
_FEWEST_SHARED = 12
# A run of words that stands in more articles is a disclaimer, or they are all copies of one: each article is
# compared with so many of the others that hold it, so that time grows with the number of articles only.
_MOST_COMPARED = 64

_WORD = re.compile(r"\w+")
# A quotation that goes on in the next paragraph is not closed in this one.
_QUOTED = re.compile(r"“[^“”\n]{0,2000}+(?:”|\n|\Z)|\"[^\"\n]{0,2000}+\"|«[^«»\n]{0,2000}+»|„[^„“”\n]{0,2000}+[“”]")


def same_story(articles: Iterable[Article]) -> dict[str, str]:
    """Articles → for the id of each, the id of the earliest article of which it is a copy; its own if of none.

    The earliest is the one with the first publication date; where dates are equal or unknown, paths decide.
    """
    stories = Stories()
    for article in articles:
        stories.add(article)
    return stories.originals()


class Stories:
    """What is compared of articles that come one by one: eight bytes for each run of words."""

    def __init__(self) -> None:
        self._runs: dict[str, tuple[tuple[date, str, str], array[int]]] = {}

    def add(self, article: Article) -> None:
        """Take in an article."""
        self._runs[article.id] = _age(article), array("Q", _shingles(article))

    def originals(self) -> dict[str, str]:
        """Return what :func:`same_story` does of the articles that were taken in."""
        ordered = sorted((age, key, runs) for key, (age, runs) in self._runs.items())
        leader = list(range(len(ordered)))
        common = _in_several([runs for _, _, runs in ordered])
        holders: dict[int, list[int]] = {}
        sizes: list[int] = []
        for index, (_, _, runs) in enumerate(ordered):
            sizes.append(len(runs))
            shared: Counter[int] = Counter()
            for run in _those_in(runs, common):
                known = holders.setdefault(run, [])
                shared.update(known)
                if len(known) < _MOST_COMPARED:
                    known.append(index)
            for other, count in shared.items():
                if count >= max(_FEWEST_SHARED, _CONTAINMENT * min(sizes[index], sizes[other])):
                    _join(leader, index, other)
        return {key: ordered[_leader_of(leader, index)][1] for index, (_, key, _) in enumerate(ordered)}


def _in_several(every: list[array[int]]) -> npt.NDArray[np.uint64]:
    """The runs of words that stand in more than one article, ascending: most stand in one, and need no list of holders."""
    import numpy as np  # noqa: PLC0415  # who reads one article never compares

    runs = (
        np.sort(np.concatenate([np.frombuffer(one, np.uint64) for one in every])) if every else np.empty(0, np.uint64)
    )
    return np.unique(runs[1:][runs[1:] == runs[:-1]])


def _those_in(runs: array[int], common: npt.NDArray[np.uint64]) -> list[int]:
    import numpy as np  # noqa: PLC0415  # as above

    if not len(common):
        return []
    own = np.frombuffer(runs, np.uint64)
    at = np.minimum(np.searchsorted(common, own), len(common) - 1)
    found: list[int] = own[common[at] == own].tolist()
    return found


def containment(one: Article, other: Article) -> float:
    """Two articles → the share of the shorter one's runs of five words that stand in the other, 0 to 1."""
    first, second = _shingles(one), _shingles(other)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _age(article: Article) -> tuple[date, str, str]:
    published = article.published
    return (published.end or published.start or date.max, article.path, article.id)


def _shingles(article: Article) -> set[int]:
    found: set[int] = set()
    for passage in article.passages:
        if passage.kind == "body":
            told = _QUOTED.sub(" ", article.text[passage.start : passage.end])
            words = [match.group() for match in _WORD.finditer(told.casefold())]
            found.update(_number(" ".join(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1))
    return found


def _number(words: str) -> int:
    """A run of words → 64 bits: the same in every process, and small to keep."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest())


def _leader_of(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index


def _join(leader: list[int], one: int, other: int) -> None:
    # The order is that of age: the smaller index is the earlier article.
    first, second = sorted((_leader_of(leader, one), _leader_of(leader, other)))
    leader[second] = first
