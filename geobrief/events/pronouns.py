"""The sentences of an article, parsed once each, and whom a pronoun of them means as far as that is sure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from geobrief.events.encoder import Array
from geobrief.events.finite_verbs import ParsedSentence
from geobrief.events.labels import agrees, is_plural
from geobrief.events.reader import Read
from geobrief.events.subjects import subject_of
from geobrief.events.trees import Tree, parse
from geobrief.events.word_lists import SAYING
from geobrief.model import Resolution
from geobrief.text import listed

MOST_NAME = 9
"""Words of a name at most; a longer phrase gives only some of them."""
_FARTHEST_NAME = 2
"""Sentences before a pronoun in which the name that it stands for is sought."""
_MOST_BETWEEN = 8
"""Words between a pronoun and the verb before it, whose subject it may be."""
_INSIDE = frozenset("which that whom where when".split())
"""Words behind which somebody is the subject of a clause inside the sentence, and not of what it is about."""
_WHILE = listed("after while", "because as until")
"""Words behind which a pronoun is the subject of the clause before them."""


@dataclass
class ParsedSentences:
    """The sentences of an article that were parsed so far."""

    read: Read
    known: dict[int, Tree | None]
    read_by_signs: dict[int, ParsedSentence] = field(default_factory=dict)

    def of(self, sentence: int) -> Tree | None:
        """Return the grammar of a sentence, parsed once."""
        if sentence not in self.known:
            self.known[sentence] = parse(self.read, sentence)
        return self.known[sentence]

    def signs(self, sentence: int, tree: Tree) -> ParsedSentence:
        """Return a sentence by its signs, read once."""
        if sentence not in self.read_by_signs:
            self.read_by_signs[sentence] = ParsedSentence(tree)
        return self.read_by_signs[sentence]

    @cached_property
    def starts(self) -> Array:
        """Where each word piece starts, in characters."""
        return np.array([piece.start for piece in self.read.pieces.pieces])

    @cached_property
    def ends(self) -> Array:
        """Where each word piece ends, in characters."""
        return np.array([piece.end for piece in self.read.pieces.pieces])


def antecedent(
    trees: ParsedSentences, number: int, at: int, resolutions: Sequence[Resolution]
) -> tuple[Tree, tuple[int, ...]] | None:
    """Return whom the pronoun at a word of a sentence means, as words of a sentence, or None where that is not sure.

    "He" and "she" are the person who was the subject last, in this sentence or one of the two before; "it" and "they" the
    subject of the verb before.
    """
    tree = trees.of(number)
    if tree is None:
        return None
    sentence = trees.signs(number, tree)
    if sentence.low[at] in ("it", "they"):
        words = _speaker_before(sentence, at)
        return (tree, words) if words else None
    if sentence.low[at] not in ("he", "she", "his", "her"):
        return None
    places = {item.mention.text for item in resolutions if item.place}
    speech = _goes_on_with_speech(trees, number)
    for back in range(_FARTHEST_NAME + 1):
        earlier = trees.of(number - back) if number >= back else None
        if earlier is None:
            continue
        found = _person(trees.signs(number - back, earlier), at if back == 0 else None, places)
        if found:
            return None if speech and back else (earlier, found)
    return None


def _goes_on_with_speech(trees: ParsedSentences, number: int) -> bool:
    """Whether a sentence is one of a quotation that another began, whose "he" is not who speaks."""
    text, sentences = trees.read.article.text, trees.read.article.sentences
    own = text[sentences[number].start : sentences[number].end + 1]
    before = text[sentences[number - 1].start : sentences[number - 1].end + 1] if number else ""
    return own.count("”") > own.count("“") or before.count("“") > before.count("”")


def _person(sentence: ParsedSentence, before: int | None, places: Collection[str]) -> tuple[int, ...]:
    """The first subject of a sentence that is a person's name, or whose such a subject is, before a word of it."""
    for verbs in sentence.verbs:
        subject = subject_of(sentence, verbs)
        if not subject or (before is not None and subject[-1] >= before):
            continue
        if before is None and subject[0] and sentence.low[subject[0] - 1] in _INSIDE:
            continue
        if _is_person(sentence, subject, places):
            return subject
        owner = _owner(sentence, subject) if before is not None else ()
        if owner and _is_person(sentence, owner, places):
            return owner
    return ()


def _owner(sentence: ParsedSentence, subject: Sequence[int]) -> tuple[int, ...]:
    """Whose a subject is: "Sisi's remarks were made as he held a meeting"."""
    marks = [n for n, i in enumerate(subject) if sentence.low[i] in ("'s", "’s")]
    return tuple(subject[: marks[0]]) if marks else ()


def _speaker_before(sentence: ParsedSentence, at: int) -> tuple[int, ...]:
    """Who "it" or "they" is behind the verb before: "Niger announced that it would end", "trade restarted when it"."""
    earlier = [v for v in sentence.verbs if v.main < at]
    if not earlier or at - earlier[-1].main > _MOST_BETWEEN:
        return ()
    if sentence.low[earlier[-1].main] not in SAYING and sentence.low[at - 1] not in _WHILE:
        return ()
    subject = subject_of(sentence, earlier[-1])
    agree = is_plural(sentence.tree, subject) is not (sentence.low[at] == "it")
    named = subject and subject[-1] < at and sentence.tags[subject[-1]] in ("PROPN", "NOUN")
    return subject if named and agree else ()


def _is_person(sentence: ParsedSentence, subject: Sequence[int], places: Collection[str]) -> bool:
    """Whether a subject is a name, perhaps behind an office, that is no place of the article."""
    words = [sentence.tree.words[i] for i in subject if sentence.low[i] != "-"]
    if len(words) > MOST_NAME or words[-1].tag != "PROPN" or words[0].tag == "DET" or words[-1].text.isupper():
        return False
    if not agrees("he", words[-1].text):
        return False
    if words[-1].text in places or " ".join(word.text for word in words) in places:
        return False
    return all(w.tag in ("PROPN", "NOUN", "ADJ") for w in words)
