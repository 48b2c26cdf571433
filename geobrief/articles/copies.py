"""Articles → which of them tell one and the same story: copies, cuts and light rewrites.

Syndication cuts and edits, so that what counts is how much of the shorter article stands in the longer
one, in runs of five words: containment, not likeness of the whole (Jaccard). Quotations are left out
first, since two reporters at one press conference write down the same words.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from geobrief.model import Article

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


def same_story(articles: Sequence[Article]) -> dict[str, str]:
    """Articles → for the id of each, the id of the earliest article of which it is a copy; its own if of none.

    The earliest is the one with the first publication date; where dates are equal or unknown, paths decide.
    """
    ordered = sorted({article.id: article for article in articles}.values(), key=_age)
    leader = list(range(len(ordered)))
    # Most runs of words stand in one article only: a number takes a tenth of a list of one.
    first: dict[int, int] = {}
    others: dict[int, list[int]] = {}
    sizes: list[int] = []
    for index, article in enumerate(ordered):
        shingles = _shingles(article)
        sizes.append(len(shingles))
        shared: Counter[int] = Counter()
        for shingle in shingles:
            holder = first.setdefault(shingle, index)
            if holder == index:
                continue
            known = others.setdefault(shingle, [])
            shared[holder] += 1
            shared.update(known)
            if len(known) < _MOST_COMPARED - 1:
                known.append(index)
        for other, count in shared.items():
            if count >= max(_FEWEST_SHARED, _CONTAINMENT * min(sizes[index], sizes[other])):
                _join(leader, index, other)
    return {article.id: ordered[_leader_of(leader, index)].id for index, article in enumerate(ordered)}


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
