"""A sentence by its signs: the class of each word, what is set apart between two signs, and its finite verbs.

The class of a word of a closed class is never asked of the grammar, and a verb is one with all the helpers before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from geobrief.events.trees import Tree
from geobrief.events.word_lists import DASHES, FILLERS, HELPERS, QUOTES, SAYING, SIMPLE_PASTS
from geobrief.text import listed

LONG_ASIDE = 25
"""Words of an aside at most, between two dashes or two commas."""
_BRACKETS = {"(": ")", "[": "]"}
_PAIR = 2
_RELATIVE = frozenset("who which that".split())
_WEEKDAYS = listed("weekdays")
_PARTICLES = frozenset("out up down off away back".split())
"""Words behind a verb that are none."""
_CONTRACTED = frozenset("it he she that there what who here".split())
"""Words behind which "'s" is a verb."""
_BEFORE_NOUNS = frozenset("the a an its their his her".split())
_SKIPPED = QUOTES | {"not", "n't", "n’t"}
_CLASSES = {
    **dict.fromkeys(
        listed("articles demonstratives possessives speakers_possessives", "both all every each no", without="that"),
        "DET",
    ),
    **dict.fromkeys(
        listed(
            "after prepositions directions relations places sides", "onto below amid without per until", without="to"
        ),
        "ADP",
    ),
    **dict.fromkeys(listed("and_or but_nor"), "CCONJ"),
    **dict.fromkeys(listed("subjects relatives", "him them us whom there"), "PRON"),
    **dict.fromkeys(listed("while because", "whereas if unless where", without="as"), "SCONJ"),
    **dict.fromkeys([*HELPERS, "am", "cannot", "'ll", "’ll", "'ve", "’ve", "'re", "’re"], "AUX"),
    **dict.fromkeys("not n't n’t".split(), "PART"),
    **dict.fromkeys("'s ’s".split(), "PART"),
    **dict.fromkeys([*FILLERS, "not"], "ADV"),
}
"""Words of closed classes, whose class needs no reading."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """A verb with its helpers."""

    first: int
    main: int


class ParsedSentence:
    """A sentence by its signs: the class of each word, what is set apart, and its finite verbs."""

    def __init__(self, tree: Tree, *, dashes: bool = True) -> None:
        """Read a sentence.

        Args:
            tree: Its grammar.
            dashes: Whether what stands between two dashes is an aside, as brackets are.
        """
        self.tree = tree
        self._dashes = dashes
        self.low = [word.text.lower() for word in tree.words]
        self.size = len(tree.words)
        self.known_subjects: dict[Verbs, tuple[int, ...]] = {}
        """Those that ``subject_of`` found, each sought once."""
        self.tags = [self._tag(i) for i in range(self.size)]

    def _tag(self, i: int) -> str:  # noqa: PLR0911  # one way out for each class
        """The class of a word: that of the closed classes where it is in one, for the fitted ones are sometimes wrong."""
        low, tag = self.low[i], self.tree.words[i].tag
        shape = self._shape(i)
        if shape:
            return shape
        known = _CLASSES.get(low)
        if known is not None:
            return known
        if low[0].isdigit():
            return "NUM"
        if low in _PARTICLES and tag == "VERB":
            return "ADV"
        if low == "that" and i > 0 and (self.low[i - 1] in SAYING or self.tree.words[i - 1].tag == "VERB"):
            return "SCONJ"
        if low in ("that", "as", "so", "than", "to"):
            return tag if tag in ("SCONJ", "ADP", "PRON", "DET", "PART", "ADV") else "SCONJ"
        if tag in ("PUNCT", "PART", "DET", "ADP", "CCONJ", "SCONJ", "PRON", "AUX") and len(low) > 3:
            return "NOUN"
        if tag == "VERB" and i > 0 and self.low[i - 1] in ("the", "a", "an", "its", "their", "this", "his", "her"):
            return tag if low.endswith(("ed", "ing")) else "NOUN"
        helped = i > 0 and self.low[i - 1] in HELPERS
        if self._takes_object(i):
            return "VERB"
        return "VERB" if low in SIMPLE_PASTS or (helped and tag in ("ADJ", "NOUN") and low.endswith("ed")) else tag

    def _shape(self, i: int) -> str | None:
        """The class of a word that its letters and the word before show: a sign, "it's", "US", "Group A"."""
        low, word = self.low[i], self.tree.words[i]
        before = self.tree.words[i - 1] if i else None
        if not any(c.isalnum() for c in low) and low not in "$£€%#&":
            return "PUNCT"
        if low in ("'s", "’s") and before and before.text.lower() in _CONTRACTED:
            return "PART" if i + 1 < self.size and self.tree.words[i + 1].tag == "NOUN" else "AUX"
        if word.tag == "VERB" and self.low[i + 1 : i + 2] == ["ones"]:
            return "ADJ"  # "loved ones"
        named = word.text == "US" or (word.text == "A" and before is not None and before.tag == "PROPN")
        return "PROPN" if named or low in _WEEKDAYS else None

    def _takes_object(self, i: int) -> bool:
        """Whether a past form is followed by "the": a participle behind its noun takes no object.

        Nor does one between two nouns that begin a sentence: "This situation sparked protests".
        """
        past = (self.low[i].endswith("ed") and self.low[i] != "aged") or self.low[i] in SIMPLE_PASTS
        after = self.low[i + 1] if i + 1 < self.size else ""
        opens = i == 2 and self.low[0] in ("this", "that", "the") and self._is_plural_noun(i + 1)
        opens = opens and self.tree.words[1].tag == "NOUN"
        return past and i > 0 and (opens or after in _BEFORE_NOUNS or after[:1].isdigit())

    def _is_plural_noun(self, i: int) -> bool:
        return i < self.size and self.tree.words[i].tag == "NOUN" and self.low[i].endswith("s")

    @cached_property
    def bracketed(self) -> frozenset[int]:
        """Words in brackets, with them; a bracket without its other half alone."""
        found: set[int] = set()
        opened: list[int] = []
        for i, word in enumerate(self.low):
            if word in _BRACKETS:
                opened.append(i)
            elif word in _BRACKETS.values():
                first = opened.pop() if opened else i
                needed = 0 < first < i and self.tags[first - 1] in ("ADP", "DET")  # "of (the Directorate)"
                found |= set() if needed else set(range(first, i + 1))
        return frozenset(found | set(opened) | self.dashed)

    @cached_property
    def dashed(self) -> frozenset[int]:
        """An aside between the only two dashes of a sentence, unless it is long."""
        dashes = [
            i for i, word in enumerate(self.low) if word in DASHES and not (self.is_glued(i) and self.is_glued(i + 1))
        ]
        apart = self._dashes and len(dashes) == _PAIR and 0 < dashes[0] < dashes[1] < self.size - _PAIR
        return frozenset(range(dashes[0], dashes[1] + 1) if apart and dashes[1] - dashes[0] <= LONG_ASIDE else ())

    @cached_property
    def verbs(self) -> tuple[Verbs, ...]:
        """Its finite verbs, in order."""
        found, i = [], 0
        while i < self.size:
            if i in self.bracketed or not self._opens(i):
                i += 1
                continue
            main = self._main(i)
            found.append(Verbs(i, main))
            i = main + 1
        return tuple(found)

    def _opens(self, i: int) -> bool:
        """Whether a finite verb begins at a word."""
        low, tag = self.low[i], self.tags[i]
        if tag not in ("AUX", "VERB") or low in ("be", "been", "being", "to"):
            return False
        before = self.word_before(i)
        governed = before >= 0 and (self.low[before] == "to" or self.tags[before] in ("AUX", "DET", "ADP"))
        if governed or self._set_apart(i) or self._goes_on_with_infinitive(i, before):
            return False
        if low in ("having", "including", "following", "according", "given") or low.endswith("ing"):
            return False
        if tag == "AUX" or self._takes_object(i):
            return True
        relation = self.tree.words[i].relation
        own = any(self.tree.words[c].relation == "nsubj" and c < i for c in self.tree.children[i])
        if relation in ("acl", "amod", "compound") and not own:
            return self.is_relative(before)
        behind = i + 2 < self.size and self.low[i + 1] == "by" and low.endswith("ed")
        return not behind or (own and self.tags[i + 2] in ("NUM", "ADP", "ADV"))  # "grew by 3 %"

    def _set_apart(self, i: int) -> bool:
        """Whether a participle behind a comma says what a noun is to do: "a project, projected to generate power"."""
        apart = i > 0 and self.low[i - 1] == "," and self.low[i].endswith("ed")
        return apart and self.low[i + 1 : i + 2] == ["to"] and self.tags[i + 2 : i + 3] == ["VERB"]

    def _goes_on_with_infinitive(self, i: int, before: int) -> bool:
        """Whether a verb behind "and" is joined to one behind "to": "is to visit Prague and hold talks"."""
        head = self.tree.words[i].head
        joined = self.tree.words[i].relation == "conj" and before >= 0 and self.low[before] in ("and", "or")
        past = self.low[i].endswith(("ed", "s")) or self.low[i] in SIMPLE_PASTS
        return joined and 0 < head < i and self.low[head - 1] == "to" and not past

    def verbs_at(self, i: int | None) -> Verbs | None:
        """Return the finite verb, with its helpers, that a word belongs to."""
        return next((v for v in self.verbs if i is not None and v.first <= i <= v.main), None)

    def is_relative(self, i: int) -> bool:
        """Return whether a word is "who", "which" or "that"."""
        return i >= 0 and self.low[i] in _RELATIVE and self.tags[i] in ("PRON", "SCONJ", "DET")

    def word_before(self, i: int) -> int:
        """Return the word before, adverbs left out."""
        i -= 1
        while i >= 0 and (self.tags[i] == "ADV" or self.low[i] in _SKIPPED):
            i -= 1
        return i

    def is_relative_subject(self, i: int) -> bool:
        """Return whether a verb stands right behind "that"."""
        return any(v.first == i + 1 for v in self.verbs)

    def is_closed(self, i: int) -> bool:
        """Return whether a sign, or the end of the sentence, stands behind a word."""
        return i + 1 >= self.size or (self.tags[i + 1] == "PUNCT" and self.low[i + 1] not in ("-", "'", "’", "/"))

    def _main(self, first: int) -> int:
        """The last verb of a run of helpers."""
        if self.is_hyphen(first + 1) and self.tags[first + 2] == "VERB":
            return first + 2  # "live-streamed"
        main, i = first, first + 1
        while self.tags[main] == "AUX" and i < self.size and i - main <= 4:
            if self.tags[i] in ("AUX", "VERB"):
                main = i
            elif self.tags[i] not in ("ADV", "PART") and self.low[i] != "to":
                break
            i += 1
        return main

    def is_glued(self, i: int) -> bool:
        """Return whether no blank stands before a word."""
        return 0 < i < self.size and self.tree.words[i - 1].end == self.tree.words[i].start

    def is_hyphen(self, i: int) -> bool:
        """Return whether a word is the hyphen of a compound."""
        return i + 1 < self.size and self.low[i] == "-" and self.is_glued(i) and self.is_glued(i + 1)
