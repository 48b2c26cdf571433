"""The grammar of one sentence: words with parts of speech, governors and relations, from the encoder's rows.

Universal Dependencies, fitted on the trees of the English Web Treebank together with the other heads. Only sentences
that tell an event are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from geobrief.events.encoder import Array, linear, weights
from geobrief.events.reader import Read, relations, tags
from geobrief.events.word_lists import PREPOSITIONS, SIMPLE_PASTS

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mrs?|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Brig|Adm|Sen|Gov|Rep|Rev|St|No)\.|"
    r"\d+(?:[.,:]\d+)*|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+|\S",
)
"""Words as the treebank cuts them: hyphens, possessives and negations are words of their own."""
_MOST = 120
"""Words of a sentence that are parsed; a longer run is a list or a table."""


@dataclass(frozen=True, slots=True)
class TreeWord:
    """A word of a sentence."""

    start: int
    end: int
    text: str
    tag: str
    head: int
    """Index of its governor in the sentence; -1 for the root."""
    relation: str


@dataclass(frozen=True)
class Tree:
    """A sentence with its grammar."""

    words: tuple[TreeWord, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each word: the words that it governs, in order."""
        below: list[list[int]] = [[] for _ in self.words]
        for index, word in enumerate(self.words):
            if word.head >= 0:
                below[word.head].append(index)
        return tuple(tuple(found) for found in below)

    def below(self, index: int) -> list[int]:
        """Return a word and all that hang on it, in order."""
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack += self.children[at]
        return sorted(found)

    def at(self, start: int, end: int) -> list[int]:
        """Return the words that a span of characters touches."""
        return [i for i, word in enumerate(self.words) if word.start < end and start < word.end]

    def top(self, indices: Sequence[int]) -> int:
        """Return the word of a run on which the others hang."""
        inside = set(indices)
        return next((i for i in indices if self.words[i].head not in inside), indices[0])


def parse(read: Read, sentence: int) -> Tree | None:
    """Return the grammar of a sentence, or None where it has no words or too many."""
    span = read.article.sentences[sentence]
    found = [m.span() for m in _WORD.finditer(read.article.text, span.start, span.end)]
    first = read.pieces.sentence.index(sentence) if sentence in read.pieces.sentence else -1
    if first < 0 or not 1 <= len(found) <= _MOST:
        return None
    at: list[int] = []
    piece, count = first, len(read.pieces.pieces)
    for start, _ in found:
        while piece + 1 < count and read.pieces.pieces[piece].end <= start:
            piece += 1
        at.append(piece)
    rows = read.rows[at]
    labels = _tags(rows, [read.article.text[start:end].lower() for start, end in found])
    heads = _governors(_arcs(rows))
    kinds = _relations(rows, heads)
    return Tree(
        tuple(
            TreeWord(
                start, end, read.article.text[start:end], tags()[labels[i]], int(heads[i]) - 1, relations()[kinds[i]]
            )
            for i, (start, end) in enumerate(found)
        )
    )


def _tags(rows: Array, low: Sequence[str]) -> list[int]:
    """Return the tag of each word: a past or an -ing form is a verb, an adjective or a noun.

    The treebank, of the web, has few of the words that tell of events, and theirs are the rows that the other heads shape
    most: "arrested" was an adverb, "attacked" a sign.
    """
    scores = linear("tag", rows)
    others = [number for number, tag in enumerate(tags()) if tag not in _OF_VERB_FORMS]
    for number, word in enumerate(low):
        formed = word.endswith(("ed", "ing")) and len(word) > 4 and word not in PREPOSITIONS
        if formed or word in SIMPLE_PASTS:
            scores[number, others] = -np.inf
    return [int(label) for label in scores.argmax(-1)]


_OF_VERB_FORMS = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})


def _above(rows: Array) -> Array:
    return np.vstack([weights()["root"][None], rows])


def _arcs(rows: Array) -> Array:
    """(n, n + 1): how well each word fits under the root, then under each word."""
    dependent = np.maximum(linear("dependent", rows), 0)
    governor = np.maximum(linear("governor", _above(rows)), 0)
    one = np.ones((len(rows), 1), np.float32)
    scores: Array = np.hstack([dependent, one]) @ weights()["arc"] @ governor.T
    scores[np.arange(len(rows)), np.arange(len(rows)) + 1] = -np.inf
    # As chances: which word is the root can only be asked of numbers that are alike for all words.
    scores -= scores.max(1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    return scores


def _governors(scores: Array) -> Array:
    """Return the governor of each word: the best for each, cycles broken where it costs least (Chu and Liu 1965)."""
    only_root = int(scores[:, 0].argmax())
    scores = scores.copy()
    scores[np.arange(len(scores)) != only_root, 0] = -np.inf
    scores[only_root, 1:] = -np.inf
    heads: Array = scores.argmax(1)
    while cycle := _cycle(heads):
        rooted = [0, *(i + 1 for i in range(len(heads)) if _is_rooted(heads, i))]
        costs = [(float(scores[i, heads[i]] - scores[i, rooted].max()), i) for i in sorted(cycle)]
        _, loose = min(costs)
        heads[loose] = rooted[int(scores[loose, rooted].argmax())]
    return heads


def _is_rooted(heads: Array, word: int) -> bool:
    """Whether a word hangs on the root by its governors."""
    seen: set[int] = set()
    while word >= 0 and word not in seen:
        seen.add(word)
        word = int(heads[word]) - 1
    return word < 0


def _cycle(heads: Array) -> set[int]:
    """Return the words of a cycle, or nothing."""
    for start in range(len(heads)):
        seen: list[int] = []
        at = start
        while at >= 0 and at not in seen:
            seen.append(at)
            at = int(heads[at]) - 1
        if at >= 0:
            return set(seen[seen.index(at) :])
    return set()


@lru_cache(maxsize=1)
def _relation_weights() -> Array:
    """(97, relations × 97): what a word's row is multiplied by, laid out as that is fastest."""
    relation = weights()["relation"]
    return np.ascontiguousarray(relation.transpose(1, 0, 2)).reshape(relation.shape[1], -1)


def _relations(rows: Array, heads: Array) -> Array:
    one = np.ones((len(rows), 1), np.float32)
    a = np.hstack([np.maximum(linear("rel_dependent", rows), 0), one])
    b = np.hstack([np.maximum(linear("rel_governor", _above(rows)), 0)[heads], one])
    turned = a @ _relation_weights()
    scores = np.matmul(turned.reshape(len(rows), -1, b.shape[1]), b[:, :, None])[..., 0]
    best: Array = scores.argmax(-1)
    return best
