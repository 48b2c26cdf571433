"""Texts that share most of their words and a place, found without comparing each with each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

_Postings = dict[tuple[str, str | None], list[int]]
_ALL = "*"
"""Stands for all places and for none: under it every text stands."""


class Alike:
    """Sets of words by number, and for another set those that may share a given share of the smaller one's words.

    A text may have places; two that have some must share one.

    Two sets that share so much of the smaller one share at least one of its rarest words: as many as may be missing, and
    one more. Only these are looked up, so that words which all texts have cost nothing.
    """

    def __init__(self, texts: Iterable[Collection[str]], share: float) -> None:
        """Take all texts there will be, for how rare their words are, and the share."""
        self._uses = Counter(word for words in texts for word in words)
        self._share = share
        self._with_word: _Postings = defaultdict(list)
        self._with_rare_word: _Postings = defaultdict(list)
        self._size = 0

    def add(self, words: Collection[str], places: Collection[str] = ()) -> None:
        """Take in the next text."""
        for at in (*(places or (None,)), _ALL):
            for word in words:
                self._with_word[word, at].append(self._size)
            for word in self._rarest(words):
                self._with_rare_word[word, at].append(self._size)
        self._size += 1

    def near(self, words: Collection[str], places: Collection[str] = ()) -> list[int]:
        """Return the numbers of the texts that may share so much, and of some that do not, in their order."""
        found: set[int] = set()
        rarest = self._rarest(words)
        for at in (*places, None) if places else (_ALL,):
            for word in rarest:
                found.update(self._with_word.get((word, at), ()))
            for word in words:
                found.update(self._with_rare_word.get((word, at), ()))
        return sorted(found)

    def _rarest(self, words: Collection[str]) -> list[str]:
        fewest = max(1, math.ceil(self._share * len(words) - 1e-9))  # on the line counts as shared
        return sorted(words, key=lambda word: (self._uses[word], word))[: len(words) - fewest + 1]
