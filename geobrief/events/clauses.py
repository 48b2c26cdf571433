"""The clause of a trigger by its signs and the words' classes, where a tree of the whole sentence may be wrong.

A reader finds the clause of "killed" by what stands around it: the noun phrase before the verb, the helpers that go with
it, and the signs and words that open another clause. What is set apart between two signs is left out with both of them;
nothing else is taken from the middle, so that what is left reads as it was written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from geobrief.events.trees import Tree
from geobrief.events.word_lists import CONSEQUENCE, SAYING, SIMPLE_PASTS, base_form
from geobrief.text import listed

MOST_WORDS = 16
"""A clause of more is cut at its loosest parts."""
_LEAST_QUOTED = 9
"""Words of a quotation at least, so that it says something."""
MOST_QUOTED = 20
"""Words of a sentence that is quoted as it stands; of a longer one the beginning is."""
_FILLERS = listed("connectives connectives_of_argument", "again")
_BRACKETS = {"(": ")", "[": "]"}
_DASHES = frozenset("– — -".split())
_PAIR = 2
_QUOTES = frozenset('“”"‘«»')
_STRONG = frozenset("; : — – � … . ! ? | /".split())
_HELPERS = frozenset("has have had could would will may might then".split())
_RELATIVE = frozenset("who which that".split())
_OPENERS = listed(
    "relatives after while because saying",
    "whose whom where if until unless whereas amid following despite noting describing prompting leaving making "
    "such but so",
    without="telling",
)
"""Words that open, behind a comma, what only explains."""
_SUBORDINATING = listed("after while because", "if once whereas")
_CUT_BEFORE = listed(
    "relatives after while because prepositions directions relations saying",
    "where amid following despite until between among across within near",
    without="of",
)
_DAYS = listed("weekdays months units_of_time several_of_time parts_of_day", "today yesterday century hours weekend")
_WEEKDAYS = listed("weekdays")
_ONE_TIME = listed("units_of_time parts_of_day")
_OPEN_DAYS = frozenset("on in last this earlier late early".split())
_DAYS_ALONE = listed("weekdays", "today yesterday")
_NAMING = frozenset("DET ADJ NOUN PROPN NUM ADP PART SYM CCONJ X".split())
_INSIDE_NAMES = frozenset("- ' ’ / & % $ £ € . ‑ “ ” \" ‘".split())
_BEHIND_PARTICIPLES = frozenset("by to with for at from against".split())
_PARTICLES = frozenset("out up down off away back".split())
"""Words behind a verb that are none."""
_CONTRACTED = frozenset("it he she that there what who here".split())
"""Words behind which "'s" is a verb."""
_ENDS_OF_SPEECH = frozenset(", ? ! .".split())
_AMOUNTS = frozenset("least most around about nearly over under than up some".split())
LOOSE_ENDS = listed(
    "articles demonstratives possessives relatives be have be_forms and_or but_nor prepositions",
    "as into than very more such shortly just soon only even not both between whose yet",
)
"""Words with which nothing ends that can be printed."""
_NEVER_LAST = LOOSE_ENDS | {"especially", "particularly", "partly", "including"}


_BEFORE_NOUNS = frozenset("the a an its their his her".split())
_SKIPPED = _QUOTES | {"not", "n't", "n’t"}
_HELPERS = listed("be have do be_forms will may must", "being having")
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
    **dict.fromkeys([*_HELPERS, "am", "cannot", "'ll", "’ll", "'ve", "’ve", "'re", "’re"], "AUX"),
    **dict.fromkeys("not n't n’t".split(), "PART"),
    **dict.fromkeys("'s ’s".split(), "PART"),
    **dict.fromkeys([*_FILLERS, "not"], "ADV"),
}
"""Words of closed classes, whose class needs no reading."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """A verb with its helpers."""

    first: int
    main: int


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of a clause: who, and what is said of them."""

    subject: tuple[int, ...]
    verbs: Verbs
    rest: tuple[int, ...]
    """From the first of the verbs on."""


class ParsedSentence:
    """A sentence by its signs: its finite verbs, what stands before each, and where its clauses end."""

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
        self._subjects: dict[Verbs, tuple[int, ...]] = {}
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
        helped = i > 0 and self.low[i - 1] in _HELPERS
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
            i for i, word in enumerate(self.low) if word in _DASHES and not (self.is_glued(i) and self.is_glued(i + 1))
        ]
        apart = self._dashes and len(dashes) == _PAIR and 0 < dashes[0] < dashes[1] < self.size - _PAIR
        return frozenset(range(dashes[0], dashes[1] + 1) if apart and dashes[1] - dashes[0] <= _LONG_ASIDE else ())

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

    def subject(self, verbs: Verbs, depth: int = 0) -> tuple[int, ...]:
        """Return the words of the noun phrase before a verb; those before the aside, the relative or the "and" between them."""
        if verbs not in self._subjects:
            self._subjects[verbs] = self._subject(verbs, depth)
        return self._subjects[verbs]

    def _subject(self, verbs: Verbs, depth: int) -> tuple[int, ...]:
        at = self._before_day(self.word_before(verbs.first))
        if at < 0 or depth > 3 or self.is_behind_speech(verbs.first):
            return ()
        if self.low[at] in ("and", "or", "but") or (self.low[at] == "," and self._is_listed(verbs)):
            return self._shared(verbs, depth)
        if self.is_relative(at):
            return self._antecedent(at)
        if self.low[at] == ",":
            return self._beyond_aside(verbs, at, depth) or self._around_relative(verbs)
        return self._around_relative(verbs) or self.phrase(at, verbs)

    def _before_day(self, at: int) -> int:
        """The word before a day that stands between a subject and its verb: "The court on Monday ruled", "Buhari last week ordered"."""
        i = at
        while i > 0 and (self.low[i] in _DAYS or self.tags[i] == "NUM"):
            i -= 1
        if i == at or not any(self.low[w] in _DAYS for w in range(i + 1, at + 1)):
            return at
        if self.low[i] in _OPEN_DAYS:
            i -= 1 + (self.low[i - 1] == "earlier")
        elif not (i == at - 1 and self.low[at] in _DAYS_ALONE):
            return at
        i = self._before_age(i) if i >= 0 else i
        named = i >= 0 and self.tags[i] in ("NOUN", "PROPN", "PRON") and self.low[i] not in _DAYS
        return i if named and not self.is_relative(i) else at

    def is_behind_speech(self, i: int) -> bool:
        """Whether a quotation ends right before a word with its comma: who says it stands behind "said"."""
        two = [n for n in (i - 2, i - 1) if n >= 0]
        closed = any(self.low[n] in _QUOTES - {"“"} and self.is_glued(n) for n in two)
        return closed and any(self.low[n] in _ENDS_OF_SPEECH for n in two)

    def _around_relative(self, verbs: Verbs) -> tuple[int, ...]:
        """The subject before a relative clause behind which a verb stands: "a woman who killed her child has been freed"."""
        for earlier in (v for v in self.verbs if v.main < verbs.first):
            before = self.word_before(earlier.first)
            opened = any(self.is_relative(i) or self.low[i] in _SUBORDINATING for i in range(earlier.main, verbs.first))
            if not self.is_relative(before) or opened:
                continue
            found = self._antecedent(before)
            if self.outer(earlier) == verbs.first or (found[:1] == (0,) and self._is_only(verbs, earlier)):
                return found
        return ()

    def _is_only(self, verbs: Verbs, relative: Verbs) -> bool:
        """Whether a sentence has no other verb than this outside its relative clauses, so that it is told of whom it begins with."""
        outside = [v for v in self.verbs if not self.is_relative(self.word_before(v.first))]
        return outside == [verbs] and self.low[relative.main] not in SAYING

    def _is_listed(self, verbs: Verbs) -> bool:
        return self.tree.words[verbs.main].relation == "conj" and not any(
            self.tree.words[c].relation == "nsubj" for c in self.tree.children[verbs.main]
        )

    def _shared(self, verbs: Verbs, depth: int) -> tuple[int, ...]:
        """The subject that a verb behind "and" shares with the one before."""
        earlier = [v for v in self.verbs if v.main < verbs.first]
        head = self.tree.words[verbs.main].head
        known = [v for v in earlier if v.first <= head <= v.main] or earlier[-1:]
        if self.low[verbs.first - 2] == ",":  # "…, which failed, and put": told of whom the sentence is about.
            known = [v for v in earlier if not self.is_relative(self.word_before(v.first))][-1:] or known
        return self.subject(known[-1], depth + 1) if known else ()

    def _antecedent(self, relative: int) -> tuple[int, ...]:
        at = relative - 1
        if at >= 0 and (self.low[at] == "," or self.low[at] in _DASHES):
            if self.low[relative] == "which" and self.follows(relative):
                return ()
            at -= 1
        at = self._before_age(at)
        if at < 0 or self.tags[at] not in ("NOUN", "PROPN", "NUM"):
            return ()
        found = self._nearest_person(self.phrase(at, None), relative)
        if found and found[0] > 1 and self.low[found[0]] in ("a", "an") and self.low[found[0] - 1] == ",":
            name = self._before_age(found[0] - 2)
            return self.phrase(name, None) if self.tags[name] == "PROPN" else found
        return found

    def _nearest_person(self, found: tuple[int, ...], relative: int) -> tuple[int, ...]:
        """Of a phrase before "who" what stands behind its last participle or "by": "a complaint filed by a man, who said"."""
        if self.low[relative] != "who":
            return found
        opens = [
            i
            for i in found
            if i + 1 in found
            and self.tags[i + 1] in ("DET", "PROPN", "NOUN", "ADJ")
            and self.low[i] in _BEHIND_PARTICIPLES
            and (self.tags[i - 1] == "VERB" or self.low[i] == "by")
        ]
        return tuple(i for i in found if i > opens[-1]) if opens else found

    def follows(self, relative: int) -> bool:
        """Return whether "which" speaks of all that the clause before tells: "…, which led to an agreement"."""
        at = relative + 1
        while at < self.size - 1 and self.low[at] in _HELPERS:
            at += 1
        return at < self.size and base_form(self.low[at]) in CONSEQUENCE

    def _before_age(self, at: int) -> int:
        """The word before an age set apart: "Murmu, 64, who hails from"."""
        while at > 1 and (at in self.bracketed or (self.tags[at] == "NUM" and self.low[at - 1] == ",")):
            at -= 1 if at in self.bracketed else 2
        return at

    def _beyond_aside(self, verbs: Verbs, closing: int, depth: int) -> tuple[int, ...]:
        earlier = [v.main for v in self.verbs if v.main < closing and not self.is_relative(self.word_before(v.first))]
        marks = [i for i in range(closing) if self.low[i] in _SUBORDINATING and self.low[i] != "as"]
        speech = [i for i in range(2, closing) if self.is_behind_speech(i)]
        since = max((found[-1] for found in (earlier, marks, speech) if found), default=-1)
        for opening in (i for i in range(1, closing) if self.low[i] == "," and i > since):
            last = self._before_age(opening - 1)
            if self.tags[last] not in ("NOUN", "PROPN", "PRON") or self.low[last] in _DAYS:
                continue
            found = self.phrase(last, verbs)
            if found and not (found[0] == 0 and self.tags[0] == "VERB"):  # "Speaking there, the mayor said"
                listing = [v for v in self.verbs if v.main == found[0] - 1 and self.low[v.main] not in SAYING]
                return self.subject(listing[0], depth + 1) if listing else found
        return ()

    def phrase(self, last: int, verbs: Verbs | None) -> tuple[int, ...]:
        """Return the noun phrase that ends at a word, as far as the words before it belong to one."""
        if self.tags[last] == "PRON":
            return (last,)
        first = last + 1
        while first > 0 and self._continues(first - 1, first, last):
            first -= 1
        first = self._trimmed(first, last, verbs)
        found = tuple(i for i in range(first, last + 1) if i not in self.bracketed)
        if all(self.low[i] in _DAYS or self.tags[i] == "NUM" for i in found) and any(
            self.low[i] in _DAYS for i in found
        ):
            return ()
        return found if any(self.tags[i] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "X") for i in found) else ()

    def _continues(self, i: int, first: int, last: int) -> bool:  # noqa: PLR0911  # one way out for each class of word
        """Whether a word before a phrase belongs to it."""
        if i in self.bracketed:
            return i not in self.dashed or all(w in self.bracketed for w in range(first, last + 1))
        tag, low = self.tags[i], self.low[i]
        if first <= last and self._counts(i):
            return True
        if first <= last and self.tags[first] == "DET" and tag in ("NOUN", "PROPN", "NUM", "ADJ"):
            return False
        if low == "," and any(
            self.tree.words[w].relation == "conj" and self.tree.words[w].head < i for w in range(first, last + 1)
        ):
            return self.tags[i - 1] in ("PROPN", "NOUN") and any(self.tags[w] == "CCONJ" for w in range(first, last))
        if low in _STRONG - {".", "/"} or low == "," or (low == "-" and not self.is_glued(i + 1)):
            return False
        if tag == "PRON":
            return low in ("his", "her", "their", "its", "our", "my") or low in ("all", "some", "many", "both")
        if tag == "VERB":
            return self._modifies(i)
        if tag == "ADV":
            return (
                low in _AMOUNTS
                or self.is_hyphen(first)
                or (first <= last and self.tags[first] in ("NUM", "ADJ", "VERB"))
            )
        return tag in _NAMING or low in _INSIDE_NAMES

    def _counts(self, i: int) -> bool:
        """Whether a word belongs to "more than 30", "fewer than $5" or "more than USD 10"."""
        at = i + 1 if self.low[i] in ("more", "less", "fewer") else i
        if self.low[at] != "than" or at + 1 >= self.size:
            return False
        return self.tags[at + 1] == "NUM" or (at + 2 < self.size and self.tags[at + 2] == "NUM")

    def _modifies(self, i: int) -> bool:
        """Whether a participle stands inside a noun phrase: "the wounded soldiers", "people displaced by floods"."""
        if self.verbs_at(i) is not None:
            return False
        return self.tree.words[i].relation in ("amod", "acl", "compound") or self.low[i].endswith("ing")

    def _trimmed(self, first: int, last: int, verbs: Verbs | None) -> int:
        """Where a phrase begins: behind an "and" that joins clauses, behind a day or a place before the subject."""
        joins = [i for i in range(first, last) if self.tags[i] == "CCONJ"]
        before = first - 1
        if joins and before >= 0 and self.tags[before] == "VERB" and self.low[before] not in SAYING:
            first = joins[-1] + 1
        if before >= 0 and self.low[before] in ("told", "tells", "informed", "informs"):
            names = [i for i in range(first + 1, last) if self.tags[i] == "PROPN" and self.tags[i - 1] == "NOUN"]
            first = names[0] if names else first
        while first < last and (
            self.tags[first] == "CCONJ" or self.low[first] in _FILLERS or not self.low[first][0].isalnum()
        ):
            paired = self.low[first] in ("“", '"', "‘") and any(
                self.low[i] in ("”", '"', "’") for i in range(first + 1, last + 1)
            )
            if paired or self.low[first] in ("$", "£", "€", "#"):
                break
            first += 1
        own = self._parsed_start(first, last, verbs)
        ahead = range(first, own)
        dated = any(self.low[i] in _DAYS or (self.tags[i] == "NUM" and len(self.low[i]) == 4) for i in ahead)
        if own > first and (self.is_case(first) or dated):
            return own
        return last + 1 if self.is_case(first) and first < last else first

    def is_case(self, i: int) -> bool:
        """Return whether a preposition opens a phrase; "at least", "up to" and the like open an amount."""
        after = self.low[i + 1] if i + 1 < self.size else ""
        number = i + 1 < self.size and self.tags[i + 1] == "NUM" and self.low[i] in _AMOUNTS
        many = self.low[i] == "as" and after in ("many", "much", "few", "little")
        counted = after in ("least", "most", "to") or number or many
        return (self.tags[i] == "ADP" or self.low[i] in ("to", "as")) and not counted

    def _parsed_start(self, first: int, last: int, verbs: Verbs | None) -> int:
        """Where the grammar has the subject begin, if that is inside the phrase."""
        if verbs is None:
            return first
        own = [
            c
            for c in self.tree.children[verbs.main]
            if self.tree.words[c].relation in ("nsubj", "csubj") and first <= c <= last
        ]
        return max(first, min(self.tree.below(own[0]))) if own else first

    # Where a clause ends ------------------------------------------------------------------------------------------

    def end(self, verbs: Verbs, trigger: int) -> int:
        """Return the first word behind a clause."""
        i, outer = verbs.main + 1, self.outer(verbs)
        while i < self.size:
            if i == outer or (i > trigger and i not in self.bracketed and self._closes(i, verbs)):
                return i
            i += 1
        return self.size

    def outer(self, verbs: Verbs) -> int:
        """Return where the clause around a relative one goes on: its verb; -1 where there is none."""
        before = self.word_before(verbs.first)
        if not self.is_relative(before):
            return -1
        names = {*self._antecedent(before)}
        for later in self.verbs:
            if later.first <= verbs.main:
                continue
            near = self.tags[self.word_before(later.first)]
            heads = [c for c in self.tree.children[later.main] if self.tree.words[c].relation == "nsubj"]
            if (
                names & {*heads}
                or (heads and max(heads) < before)
                or (near not in ("CCONJ", "PRON", "SCONJ") and not heads)
            ):
                return later.first
        return -1

    def _closes(self, i: int, verbs: Verbs) -> bool:
        low = self.low[i]
        if low in (":", ",") and self._opens_speech(i, verbs):
            return False
        if low in _STRONG and self._is_sign(i):
            return True
        if low == "-" and self._is_sign(i) and not self.is_glued(i):
            return True
        if low in (",", "and", "but", "or", "while"):
            return (
                self._opens_there(i)
                or self._joins_clauses(i)
                or self._is_said_behind(i, verbs)
                or self._ends_subordinate(i, verbs)
            )
        return low == "according"

    def _opens_there(self, i: int) -> bool:
        """Whether "there is" begins behind a comma, another clause."""
        return self.low[i : i + 2] == [",", "there"] and self.tags[i + 2 : i + 3] in (["AUX"], ["VERB"])

    def _opens_speech(self, i: int, verbs: Verbs) -> bool:
        """Whether what somebody says begins behind a colon or a comma."""
        quoted = i + 1 < self.size and self.low[i + 1] in _QUOTES
        return quoted and self.low[verbs.main] in SAYING and i - verbs.main <= 8  # "in a statement on Monday"

    def _is_sign(self, i: int) -> bool:
        """Whether a stop is one, not part of a number or a name, nor that of "Sept. 30" or "Robert M. Levy"."""
        if self.low[i] == ".":
            return not any(word[0].isalnum() for word in self.low[i + 1 :])
        return self.low[i] != "/" or i + 1 >= self.size or not self.is_glued(i + 1)

    def is_glued(self, i: int) -> bool:
        """Return whether no blank stands before a word."""
        return i > 0 and self.tree.words[i - 1].end == self.tree.words[i].start

    def is_hyphen(self, i: int) -> bool:
        """Return whether a word is the hyphen of a compound."""
        return i + 1 < self.size and self.low[i] == "-" and self.is_glued(i) and self.is_glued(i + 1)

    def _joins_clauses(self, i: int) -> bool:
        """Whether a comma or an "and" is followed by a subject of its own with its verb."""
        start = i + 1
        while start < self.size and (
            self.low[start] in ("and", "but", "or", "so", ",") or self.low[start] in _FILLERS | _QUOTES
        ):
            start += 1
        joined = any(self.low[n] in ("and", "but", "or", "so", "while") for n in range(i, start))
        later = next((v for v in self.verbs if v.first > start), None)
        if later is None or not joined:
            return False
        subject = self.subject_near(later)
        return bool(subject) and subject[0] == start

    def _ends_subordinate(self, i: int, verbs: Verbs) -> bool:
        """Whether a comma ends a clause that "although", "when" or the like opened, and the main one begins behind it."""
        subject = self.subject_near(verbs)
        opener = self.low[subject[0] - 1] if subject and subject[0] else ""
        if self.low[i] != "," or opener not in _SUBORDINATING:
            return False
        later = next((v for v in self.verbs if v.first > i), None)
        near = self.subject_near(later) if later else ()
        return bool(near) and near[0] == i + 1

    def subject_near(self, verbs: Verbs) -> tuple[int, ...]:
        """Return the noun phrase right before a verb."""
        at = self.word_before(verbs.first)
        return self.phrase(at, verbs) if at >= 0 and self.tags[at] in ("NOUN", "PROPN", "NUM", "PRON") else ()

    def _is_said_behind(self, i: int, verbs: Verbs) -> bool:
        """Whether a comma is followed by who says it: ", officials said", ", said the mayor"."""
        if self.low[i] != ",":
            return False
        at = i + 1
        while at < self.size and self.low[at] in _QUOTES:
            at += 1
        later = next((v for v in self.verbs if v.first >= at), None)
        if later is None or later.first > at + 12 or self.low[later.main] not in SAYING or later.main == verbs.main:
            return False
        subject = self.subject_near(later)
        return later.first == at or (bool(subject) and subject[0] == at)


def told(sentence: ParsedSentence, trigger: Sequence[int], needed: Collection[int]) -> ClauseWords | None:
    """Return the clause of a trigger by the signs around it, or None where no finite verb carries it.

    Args:
        sentence: The sentence.
        trigger: Its words that tell the event.
        needed: Words that should stay: who takes part, where, how many.
    """
    spot = max(trigger)
    verbs = _carrier(sentence, trigger)
    if verbs is None:
        return None
    subject = sentence.subject(verbs)
    inverted = bool(subject) and subject[0] > 0 and sentence.tags[subject[0] - 1] == "AUX"
    if not subject or inverted or _is_fronted(sentence, verbs, subject):
        return None
    end = sentence.end(verbs, spot)
    run = [i for i in range(verbs.first, end) if i not in sentence.bracketed or i in trigger]
    run = _without_fillers(sentence, run, verbs)
    run = _without_occasion(sentence, run, verbs, spot)
    run = _without_asides(sentence, run, verbs, spot, needed)
    room = MOST_WORDS - len(subject)
    run = _cut(sentence, run, max(room, 6), spot, needed)
    run = _closed(sentence, _without_torn_clause(sentence, run, verbs, spot), trigger)
    return ClauseWords(subject, verbs, tuple(run)) if {*trigger} & {*run, *subject} else None


def _is_fronted(sentence: ParsedSentence, verbs: Verbs, subject: Sequence[int]) -> bool:
    """Whether what is said stands before its speaker, so that nothing of it is left behind the verb."""
    before = subject[0] - 1
    if not _says(sentence, verbs) or before < 3 or not any(v.main < before for v in sentence.verbs):
        return False
    apart = sentence.low[before] == "," or sentence.low[before] in _QUOTES
    if sentence.low[0] in _SUBORDINATING and not any(word in _QUOTES for word in sentence.low[:before]):
        return False
    end = sentence.end(verbs, verbs.main)
    return apart and not any(verbs.main < v.first < end for v in sentence.verbs)


def _carrier(sentence: ParsedSentence, trigger: Sequence[int]) -> Verbs | None:
    """The finite verb of a trigger: itself, or that whose clause it stands in."""
    spot = max(trigger)
    own = next((v for v in sentence.verbs if v.first <= spot <= v.main or {*trigger} & {v.main}), None)
    if own is not None:
        return own
    for verbs in sentence.verbs:
        if verbs.first > spot:
            if spot in sentence.subject(verbs):
                return verbs
            break
    before = [v for v in sentence.verbs if v.main < spot]
    if before and sentence.end(before[-1], before[-1].main) > spot:
        return before[-1]
    return None


def _without_fillers(sentence: ParsedSentence, run: Sequence[int], verbs: Verbs) -> list[int]:
    """Leave out "also" and "later" between the helpers of a verb, or right behind it."""
    return [
        i
        for i in run
        if not (i <= verbs.main + 1 and sentence.low[i] in _FILLERS and sentence.tags[i] == "ADV") or i == verbs.main
    ]


def _without_occasion(sentence: ParsedSentence, run: Sequence[int], verbs: Verbs, spot: int) -> list[int]:
    """Leave out where somebody says it, between the verb and what is said: "announced in a statement on Sunday that"."""
    opener = next((i for i in run if i > verbs.main and sentence.low[i] == "that"), None)
    if opener is None or sentence.low[verbs.main] not in SAYING or opener - verbs.main > _LONG_OCCASION:
        return list(run)
    between = [i for i in run if verbs.main < i < opener]
    opens = between and (sentence.tags[between[0]] == "ADP" or sentence.low[between[0]] in _DAYS)
    if not opens or spot in between or any(between[0] <= v.first < opener for v in sentence.verbs):
        return list(run)
    return [i for i in run if i not in between]


def _without_torn_clause(sentence: ParsedSentence, run: Sequence[int], verbs: Verbs, spot: int) -> list[int]:
    """Leave out a clause of time or reason at the end whose verb was cut off: "after the defence | and the court agree"."""
    for n in range(len(run) - 1, 0, -1):
        opener = run[n]
        if opener <= max(spot, verbs.main) or sentence.low[opener] not in _SUBORDINATING:
            continue
        later = next((v for v in sentence.verbs if v.first > opener), None)
        if later is None or later.first <= run[-1] or sentence.low[opener] == "as":
            break
        if all(sentence.tags[i] in _OF_SUBJECTS for i in range(opener + 1, later.first)):
            return list(run[:n])
        break
    return list(run)


_OF_SUBJECTS = frozenset("DET ADJ NOUN PROPN NUM CCONJ PRON".split())


def _without_asides(
    sentence: ParsedSentence, run: Sequence[int], verbs: Verbs, spot: int, needed: Collection[int]
) -> list[int]:
    """Leave out what commas set apart: relative clauses, explanations; all behind the last comma that opens one."""
    kept = list(run)
    commas = [i for i in kept if sentence.low[i] == "," and not (i + 1 < sentence.size and sentence.is_glued(i + 1))]
    for n, comma in enumerate(commas):
        if comma not in kept:
            continue
        closing = next((c for c in commas[n + 1 :] if c in kept), None)
        aside = [i for i in kept if i > comma and (closing is None or i < closing)]
        if not aside or spot in aside or not _explains(sentence, aside, closing, needed):
            continue
        goes_on = closing is not None and closing - comma < _LONG_ASIDE and _goes_on(sentence, closing)
        gone = {comma, *aside} if goes_on else {i for i in kept if i >= comma}
        if spot in gone or verbs.main in gone:
            continue
        if closing is not None:
            gone.add(closing)
        kept = [i for i in kept if i not in gone]
    return kept


_LONG_ASIDE = 25
_LONG_OCCASION = 14


def _goes_on(sentence: ParsedSentence, closing: int) -> bool:
    """Whether what stands behind an aside belongs to the clause around it."""
    after = closing + 1
    if after >= sentence.size or sentence.low[after] in _OPENERS - {"but", "following"}:
        return False
    return sentence.tags[after] in ("CCONJ", "ADP", "VERB", "AUX", "PART") and not sentence.low[after].endswith("ing")


def _explains(  # noqa: PLR0911  # one way out for each way to begin
    sentence: ParsedSentence, aside: Sequence[int], closing: int | None, needed: Collection[int]
) -> bool:
    """Whether what stands behind a comma only explains: it begins so, or is a name's apposition between two commas."""
    first = aside[0]
    low, tag = sentence.low[first], sentence.tags[first]
    if low in _OPENERS:
        return True
    if low.endswith(("ing", "ed")) and tag == "VERB" and (closing is not None or low.endswith("ing")):
        return not any(sentence.tags[i] == "NUM" or i in needed for i in aside)
    if len(aside) > 2 and sentence.low[aside[1]] == "of" and sentence.low[aside[2]] in ("which", "whom"):
        return True
    if closing is None and low == "with":
        return True
    if closing is None:
        return low in ("a", "an", "the") and not any(sentence.low[i] in ("and", "or") for i in aside)
    after = sentence.low[closing + 1] if closing + 1 < sentence.size else ""
    if tag == "NUM" and len(aside) == 1:
        return True
    listed = after in ("and", "or") or any(sentence.low[i] in ("and", "or") for i in aside)
    return low in ("a", "an", "the", "in", "on", "at", "with") and not listed and not {*aside} & {*needed}


def _cut(sentence: ParsedSentence, run: Sequence[int], room: int, spot: int, needed: Collection[int]) -> list[int]:
    """Cut what is too long before a preposition or a conjunction, behind as much of what is needed as fits."""
    kept = list(run)
    if _length(sentence, kept) <= room + _SPARE:
        return kept
    least = next((n for n, i in enumerate(kept) if i > spot), len(kept))
    cuts = [
        n for n in range(least + 1, len(kept)) if _may_end(sentence, kept, n) and not is_torn(sentence, kept[n - 1])
    ]
    fitting = [n for n in cuts if _length(sentence, kept[:n]) <= room]
    if fitting:
        best = max(
            fitting, key=lambda n: (len({*kept[:n]} & {*needed}) - 0.7 * (sentence.low[kept[n]] in _COMPLETING), n)
        )
        return kept[:best]
    return kept[: cuts[0]] if cuts else kept


_SPARE = 2
"""Words more than wanted that a whole clause may have: it reads better than one that is cut."""
_COMPLETING = listed("directions", "to for between than")
"""Words that open what a noun or a verb before them needs."""


def quoted(sentence: ParsedSentence, trigger: Sequence[int]) -> tuple[list[int], bool]:
    """Return the words of a sentence that a quotation of it shows, and whether it goes on."""
    opens = next((i for i in range(min(*trigger, _LONG_OCCASION)) if _opens_main(sentence, i)), -1)
    led = any(v.first < opens for v in sentence.verbs) or any(word in _QUOTES for word in sentence.low)
    run = list(range(0 if led else opens + 1, sentence.size))
    kept = _cut(sentence, run, MOST_QUOTED, max(*trigger, min(run[0] + _LEAST_QUOTED, sentence.size - 1)), ())
    return (
        (_closed(sentence, kept, trigger), True) if len(kept) < len(run) else (_closed(sentence, run, trigger), False)
    )


def _length(sentence: ParsedSentence, run: Sequence[int]) -> int:
    return sum(sentence.low[i][0].isalnum() for i in run)


def _may_end(sentence: ParsedSentence, run: Sequence[int], n: int) -> bool:
    """Whether a clause may end before its n-th word: behind a noun and before what opens a phrase."""
    before, at = run[n - 1], run[n]
    if sentence.tags[before] not in ("NOUN", "PROPN", "NUM", "PRON", "ADV") or sentence.low[before] in _NEVER_LAST:
        return False
    if sentence.low[at] == ",":
        if at + 1 < sentence.size and sentence.is_glued(at + 1):
            return False
        return run[n + 1 : n + 2] != [] and sentence.tags[run[n + 1]] not in ("PROPN", "ADJ", "NOUN", "NUM")
    the_day_after = sentence.low[at] in ("after", "before") and sentence.low[before] in _ONE_TIME
    if the_day_after or is_asked_to(sentence, at):
        return False
    if (sentence.low[at] == "to" and sentence.tags[before] == "ADV") or sentence.low[before - 1] == "to":
        return False
    return sentence.low[at] in _CUT_BEFORE or (
        sentence.low[at] in ("and", "but", "or")
        and n + 1 < len(run)
        and sentence.tags[run[n + 1]] in ("VERB", "AUX", "ADV")
    )


_OF_INFINITIVES = frozenset(
    "ask order urge tell call allow permit enable help force require instruct invite want expect lead oblige compel "
    "authorise authorize encourage persuade pressure appeal direct forbid warn".split()
)
"""Verbs whose object is to do something, which says what was asked: "asked Turkey to …"."""


def is_asked_to(sentence: ParsedSentence, i: int) -> bool:
    """Return whether "to" and a verb at a word say what the verb before is about: "enables the city | to sell"."""
    if sentence.low[i] != "to" or i + 1 >= sentence.size or sentence.tags[i + 1] != "VERB":
        return False
    verb = next((n for n in range(i - 1, -1, -1) if sentence.tags[n] == "VERB"), i)
    return base_form(sentence.low[verb]) in _OF_INFINITIVES


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said and who says it, where the words stand before their speaker."""

    speaker: tuple[int, ...]
    said: tuple[int, ...]
    quoted: bool


def spoken(sentence: ParsedSentence, trigger: Sequence[int]) -> Speech | None:
    """Return speech that stands before who says it, if the trigger is its verb or inside its quotation marks.

    "“We will go,” said the mayor"; "Troops will leave, officials said."
    """
    spot = max(trigger)
    sayers = [v for v in sentence.verbs if v.first > 3 and _says(sentence, v)]  # words of a speech
    for verbs in sayers:
        inverted = sentence.low[verbs.first - 1] == "," or sentence.low[verbs.first - 1] in _QUOTES
        if inverted and (
            sentence.low[verbs.main] in ("told", "tell")
            or (sentence.low[verbs.first - 1] == "," and sentence.subject(verbs))
        ):
            continue
        speaker = _named_behind(sentence, verbs.main) if inverted else sentence.subject_near(verbs)
        first = verbs.first if inverted else speaker[0] if speaker else 0
        if not speaker or first < 3 or not (sentence.low[first - 1] == "," or sentence.low[first - 1] in _QUOTES):
            continue
        last = first - 1
        while last > 0 and (sentence.low[last] == "," or sentence.low[last] in _QUOTES):
            last -= 1
        marks = [i for i in range(first) if sentence.low[i] in _QUOTES]
        quoted = bool(marks) and marks[-1] > last
        start = marks[0] + 1 if quoted and len(marks) > 1 else 0
        start = next((i + 1 for i in range(start, min(start + 4, last)) if sentence.low[i] == ":"), start)
        if sentence.low[start] in _SUBORDINATING:
            start = next((i + 1 for i in range(start, last) if _opens_main(sentence, i)), last)
        own = verbs.first <= spot <= verbs.main
        inside = [v for v in sentence.verbs if start <= v.first <= last]
        if start >= last or not any(quoted or sentence.subject(v)[:1] >= (start,) for v in inside):
            continue
        if not (own or (quoted and start <= spot <= last)):
            continue
        said = [i for i in range(start, last + 1) if i not in sentence.bracketed]
        said = _cut(sentence, said, MOST_WORDS, start if own else spot, ())
        return Speech(speaker, tuple(_closed(sentence, said, trigger)), quoted)
    return None


def _says(sentence: ParsedSentence, verbs: Verbs) -> bool:
    """Whether a verb says something: one of saying, or any right behind a quotation or behind a name that is."""
    near = sentence.subject_near(verbs)
    behind = sentence.is_behind_speech(verbs.first) or (bool(near) and sentence.is_behind_speech(near[0]))
    marks = [i for i in range(verbs.first) if sentence.low[i] in _QUOTES]
    opened = behind and (len(marks) == 1 or marks[0] == 0)  # or in the sentence before
    return opened or sentence.low[verbs.main] in SAYING


def _opens_main(sentence: ParsedSentence, comma: int) -> bool:
    """Whether a subject with its verb stands right behind a comma."""
    later = next((v for v in sentence.verbs if v.first > comma), None)
    near = sentence.subject_near(later) if later and sentence.low[comma] == "," else ()
    return bool(near) and near[0] == comma + 1 and not sentence.is_relative(near[0])


def _named_behind(sentence: ParsedSentence, verb: int) -> tuple[int, ...]:
    """The noun phrase behind "said", up to a sign or a preposition that is not "of"."""
    found = []
    for i in range(verb + 1, sentence.size):
        inside = sentence.tags[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON") or sentence.low[i] in (
            "of",
            "-",
            "'s",
            "’s",
        )
        if not inside:
            break
        found.append(i)
    return tuple(found) if found and len(found) <= 14 else ()  # words of a name and its office


def is_torn(sentence: ParsedSentence, last: int) -> bool:
    """Whether the subject of a verb stands before the end of a wording, and the verb behind it."""
    if last + 1 < sentence.size and sentence.low[last + 1] == "that" and not sentence.is_relative_subject(last + 1):
        return True
    opener = next((i for i in range(last, 0, -1) if sentence.low[i] == "that"), -1)
    ahead = any(v.first > last for v in sentence.verbs)
    if (
        opener > 0
        and sentence.tags[opener - 1] in ("VERB", "CCONJ")
        and ahead
        and not any(v.first > opener and v.first <= last for v in sentence.verbs)
    ):
        return True
    for verbs in sentence.verbs:
        before = sentence.word_before(verbs.first)
        if verbs.main <= last and sentence.outer(verbs) > last:
            return True
        if verbs.first <= last or before < 0 or sentence.tags[before] == "CCONJ" or sentence.is_relative(before):
            continue
        subject = sentence.subject(verbs)
        until = subject[-1] if subject and sentence.is_relative(subject[-1] + 1) else before
        return bool(subject) and subject[0] <= last <= until
    return False


def _closed(sentence: ParsedSentence, run: Sequence[int], trigger: Sequence[int]) -> list[int]:
    """Leave out signs and loose words at the end."""
    kept = list(run)
    while len(kept) > 1 and kept[-1] not in trigger:
        low = sentence.low[kept[-1]]
        if low[0].isalnum() and sentence.is_closed(kept[-1]) and low not in ("and", "or", "but", "the", "a"):
            break
        if low in _NEVER_LAST or low in _STRONG or low in (",", "-"):
            kept.pop()
        else:
            break
    return kept
