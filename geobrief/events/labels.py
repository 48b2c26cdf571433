"""A label that can be printed: the event's own clause made short, in the words of the text.

The clause of the trigger is taken from its sentence: its verb in the headline's present, who does it, to whom, where;
what only explains (relative clauses, asides, what somebody says of it) is left out. A noun that tells an event without
a verb of its own gives its noun phrase. Every content word stands in the text; names come from elsewhere in the article
only where the clause has a pronoun for them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geobrief.events.encoder import vocabulary
from geobrief.events.trees import Tree, TreeWord
from geobrief.events.word_lists import CONSEQUENCE, base_form, verb_base
from geobrief.text import listed

MOST_WORDS = 18
"""A longer label is cut at its loosest parts."""

_LOOSE = frozenset(
    {"parataxis", "discourse", "vocative", "dislocated", "advcl", "mark", "cc", "list", "reparandum", "dep"}
)
"""What hangs on the verb of a clause and is left out of its label."""
_ASIDES = frozenset({"acl:relcl", "advcl", "appos", "parataxis", "discourse", "list", "dep", "reparandum"})
"""What hangs on a noun and is left out."""
_SUBJECTS = frozenset({"nsubj", "csubj"})
_FILLERS = listed(
    "connectives connectives_of_argument",
    "again instead though yet just even only further too today yesterday tomorrow reportedly",
)
_PRONOUNS = listed("demonstratives subjects relatives", "him her them us")
_CLOSED = frozenset("(“‘[")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a label in the order of the text, and which of them is its verb."""

    kept: tuple[int, ...]
    verb: int | None
    subject: tuple[int, ...]
    """The words of its subject, which may stand outside the clause."""


def clause_of(tree: Tree, trigger: Sequence[int], needed: Collection[int]) -> Clause:
    """Return the clause of a trigger.

    Args:
        tree: The sentence.
        trigger: Its words that tell the event.
        needed: Words that should stay: who takes part, where, how many.
    """
    top = tree.top(trigger)
    verb = _verb(tree, top)
    if verb is None:
        head = _noun(tree, top)
        return Clause(tuple(_phrase(tree, head, needed)), None, ())
    kept = _kept_of_verb(tree, verb, needed, set(trigger))
    subject = _subject(tree, verb, needed)
    return Clause(tuple(sorted({*kept} - {*subject})), verb, tuple(subject))


def _is_verb(tree: Tree, index: int) -> bool:
    word = tree.words[index]
    return word.tag in ("VERB", "AUX") or any(tree.words[c].relation == "cop" for c in tree.children[index])


def _verb(tree: Tree, top: int) -> int | None:
    """The verb whose clause tells the event, or None where a noun tells it by itself."""
    at = top
    for _ in range(4):
        word = tree.words[at]
        if _is_verb(tree, at):
            return _governing(tree, at)
        if word.head < 0 or base_form(tree.words[word.head].text.lower()) in _OF_ORDER:
            return None
        if (
            word.relation in ("obj", "nsubj", "csubj", "xcomp", "iobj", "ccomp")
            or (word.relation in ("obl", "conj") and at == top and _carries(tree, at))
            or (word.relation in ("compound", "amod", "nmod") and at != top)
        ):
            at = word.head
        else:
            return None
    return None


_OF_ORDER = frozenset("follow precede".split())
"""Verbs that say of two events which was first, and nothing else: "the decision follows the announcement of …"."""


def _carries(tree: Tree, index: int) -> bool:
    """Whether a verb says of a noun after a preposition that it happens: "was killed in an attack", not "after"."""
    cases = {tree.words[c].text.lower() for c in tree.children[index] if tree.words[c].relation == "case"}
    return bool(cases & {"in", "into", "to", "under", "on", "for", "with"}) and not cases & {"after", "before", "since"}


def _governing(tree: Tree, verb: int) -> int:
    """Climb from a verb that only completes another ("agreed to withdraw", "began shelling")."""
    at = verb
    while tree.words[at].relation == "xcomp" and tree.words[at].head >= 0 and _is_verb(tree, tree.words[at].head):
        at = tree.words[at].head
    return at


def _noun(tree: Tree, top: int) -> int:
    at = top
    while tree.words[at].relation in ("compound", "amod", "flat", "nummod", "det", "case") and tree.words[at].head >= 0:
        at = tree.words[at].head
    return at


def _phrase(tree: Tree, head: int, needed: Collection[int], depth: int = 0) -> list[int]:
    """A noun with what is said of it, without asides."""
    found = [head]
    for child in tree.children[head]:
        word = tree.words[child]
        if word.relation in ("punct", "cc", "conj") or word.relation in _ASIDES:
            if word.relation == "conj" and depth < 3 and _joins(head, child):
                found += [c for c in tree.children[child] if tree.words[c].relation == "cc"]
                found += _phrase(tree, child, needed, depth + 1)
                found += _comma_before(tree, child)
            elif word.relation == "punct" and word.text in ("-", "–", "'", "’", "/", "%", "$", "&"):
                found.append(child)
            continue
        if word.relation == "acl" and not _is_short_clause(tree, child, needed):
            continue
        if word.relation in ("case", "mark") and depth == 0 and child < head and _is_preposition(word):
            continue
        found += (
            tree.below(child)
            if word.relation in ("compound", "flat", "fixed")
            else _phrase_or_clause(tree, child, needed, depth + 1)
        )
    return sorted(set(found))


def _comma_before(tree: Tree, child: int) -> list[int]:
    return [c for c in tree.children[child] if tree.words[c].text == ","]


def _joins(head: int, child: int) -> bool:
    """Whether a second part of a noun phrase belongs to it: near, or a name or number."""
    return abs(child - head) <= 8


def _phrase_or_clause(tree: Tree, index: int, needed: Collection[int], depth: int) -> list[int]:
    if depth > 8:
        return tree.below(index)
    return _phrase(tree, index, needed, depth)


def _is_preposition(word: TreeWord) -> bool:
    return word.tag in ("ADP", "SCONJ")


def _is_short_clause(tree: Tree, index: int, needed: Collection[int]) -> bool:
    """Whether a participle after a noun says what it needs: "troops deployed in Agadez"."""
    below = tree.below(index)
    after_comma = any(tree.words[i].text == "," for i in tree.children[index])
    relative = any(tree.words[i].text.lower() in ("who", "which", "that", "whose", "where", "whom") for i in below)
    return not relative and not after_comma and (len(below) <= 7 or bool({*below} & {*needed}))


def _kept_of_verb(tree: Tree, verb: int, needed: Collection[int], trigger: set[int]) -> list[int]:
    kept = [verb]
    for child in tree.children[verb]:
        word = tree.words[child]
        below = tree.below(child)
        holds = bool({*below} & trigger)
        if word.relation in _SUBJECTS:
            continue
        if word.relation == "conj" and (
            holds or (child - verb <= 6 and len(below) <= 8 and not _has_subject(tree, child))
        ):
            kept += [c for c in tree.children[child] if tree.words[c].relation == "cc"]
            kept += _kept_of_verb(tree, child, needed, trigger)
            continue
        said_of_it = word.relation == "parataxis" and _has_subject(tree, child)
        loose = word.relation in _LOOSE and not holds and (said_of_it or not _belongs(tree, verb, below))
        if word.relation in ("punct", "conj") or loose:
            continue
        if word.relation == "advmod" and word.text.lower() in _FILLERS:
            continue
        if word.relation in ("xcomp", "ccomp", "advcl", "parataxis"):
            kept += _complement(tree, child, needed, trigger)
        else:
            kept += _phrase_with_case(tree, child, needed)
    return sorted(set(kept))


_ASIDE_MARKS = listed("after while because", "where following amid saying adding including until if")
"""Words that begin a clause of circumstances, which a label does without."""


def _belongs(tree: Tree, verb: int, below: Sequence[int]) -> bool:
    """Whether a clause behind a verb completes it, whatever the grammar calls it: no sign and no "after" parts them."""
    first = min(below)
    if first <= verb or tree.words[first].text.lower() in _ASIDE_MARKS or len(below) < 2:
        return False
    return tree.words[first].text not in _BREAKS and tree.words[first - 1].text not in _BREAKS


def _has_subject(tree: Tree, index: int) -> bool:
    return any(tree.words[c].relation in _SUBJECTS for c in tree.children[index])


def _complement(tree: Tree, index: int, needed: Collection[int], trigger: set[int]) -> list[int]:
    kept = _kept_of_verb(tree, index, needed, trigger)
    for child in tree.children[index]:
        if tree.words[child].relation in (*_SUBJECTS, "mark"):
            kept += _phrase_with_case(tree, child, needed)
    return kept


def _phrase_with_case(tree: Tree, index: int, needed: Collection[int]) -> list[int]:
    found = _phrase(tree, index, needed)
    cases = [c for c in tree.children[index] if tree.words[c].relation in ("case", "mark")]
    return sorted({*found, *(i for c in cases for i in tree.below(c))})


def _subject(tree: Tree, verb: int, needed: Collection[int]) -> list[int]:
    """The words of the subject: the verb's own, or that of the clause on which it hangs."""
    at, seen = verb, 0
    while seen < 5:
        own = [c for c in tree.children[at] if tree.words[c].relation in _SUBJECTS]
        if own:
            if tree.words[own[0]].text.lower() in ("who", "which", "that") and tree.words[at].relation == "acl":
                return [] if _speaks_of_a_clause(tree, own[0], at) else _phrase(tree, tree.words[at].head, needed)
            return _phrase(tree, own[0], needed)
        word = tree.words[at]
        if word.head < 0:
            return []
        if word.relation == "acl":
            return _phrase(tree, word.head, needed)
        # "Instructors arrived, while troops, who led …, have been withdrawn": the clause has a subject of its own.
        own_clause = word.relation == "conj" and any(tree.words[c].relation == "mark" for c in tree.children[at])
        if own_clause or _is_said_of_a_noun(tree, at) or word.relation not in ("conj", "xcomp", "advcl"):
            return _taken_by_a_relative_clause(tree, at, needed) if own_clause else []
        at, seen = word.head, seen + 1
    return []


def _is_said_of_a_noun(tree: Tree, verb: int) -> bool:
    """Whether a participle is set behind a noun that the tree may not know: "the agreement with them, signed in 2012"."""
    word = tree.words[verb]
    helped = any(tree.words[c].relation in ("aux", "cop", "mark") for c in tree.children[verb])
    set_apart = verb > 0 and tree.words[verb - 1].text == ","
    return word.relation == "advcl" and set_apart and not helped and not word.text.endswith("ing")


def _taken_by_a_relative_clause(tree: Tree, verb: int, needed: Collection[int]) -> list[int]:
    """The words of the subject that the tree gives to the relative clause behind it: "troops, who led …, have been withdrawn"."""
    for clause in tree.children[verb]:
        subjects = sorted(c for c in tree.children[clause] if tree.words[c].relation in _SUBJECTS)
        if clause < verb and len(subjects) > 1 and tree.words[subjects[-1]].text.lower() in ("who", "which", "that"):
            return _phrase(tree, subjects[0], needed)
    return []


def _speaks_of_a_clause(tree: Tree, relative: int, verb: int) -> bool:
    """Whether ", which" has no noun for what it speaks of but all that was told before: "…, which led to an agreement"."""
    set_apart = relative > 0 and tree.words[relative - 1].text == ","
    return set_apart and base_form(tree.words[verb].text.lower()) in CONSEQUENCE


# Wording ------------------------------------------------------------------------------------------------------

_BREAKS = frozenset(', ; : – — - ( ) [ ] “ ” "'.split())
_CUTS = listed(
    "relatives after while because prepositions directions relations saying",
    "where that amid following despite but and , ; – — - alleging accusing thus",
)
_DANGLING = _CUTS | listed("articles demonstratives possessives be and_or", "but has have shortly just soon only even")
"""Words with which no label ends."""


def filled(tree: Tree, kept: Sequence[int], solid: Collection[int]) -> list[int]:
    """Return the words from the first to the last kept one, without the asides between them.

    What was left out in between stays out only where the writer set it apart by commas, dashes or brackets, or where it
    is a word like "however": a label that reads well may be wrong about grammar only at its ends.
    """
    if not kept:
        return []
    inside = set(kept)
    out: list[int] = []
    index, last = min(inside), max(inside)
    while index <= last:
        if index in inside:
            out.append(index)
            index += 1
            continue
        end = index
        while end not in inside:
            end += 1
        gap = list(range(index, end))
        out += [] if is_aside(tree, gap) and not set(solid) & {*gap} else gap
        index = end
    return out


def is_aside(tree: Tree, gap: Sequence[int]) -> bool:
    """Whether words are set apart by commas, dashes or brackets, or only join sentences."""
    opened = _breaks(tree, gap[0]) or _breaks(tree, gap[0] - 1)
    closed = _breaks(tree, gap[-1]) or _breaks(tree, gap[-1] + 1)
    words = [tree.words[i].text.lower() for i in gap]
    return (opened and closed and len(gap) > 1) or all(word in _FILLERS or word in _BREAKS for word in words)


def _breaks(tree: Tree, index: int) -> bool:
    """Whether a word is a sign that parts clauses, or the end of the sentence; the hyphen of "five-day" is none."""
    if not 0 <= index < len(tree.words):
        return True
    word = tree.words[index]
    glued = index > 0 and tree.words[index - 1].end == word.start
    return word.text in _BREAKS and not (word.text == "-" and glued)


def shorten(tree: Tree, words: Sequence[int], trigger: Collection[int], needed: Collection[int]) -> list[int]:
    """Cut the end of a label that is too long: before a preposition or conjunction, behind all that is needed if that fits."""
    if len(words) <= MOST_WORDS:
        return _ended(tree, words, trigger)
    least = next((n for n, i in enumerate(words) if i == max(trigger)), 0) + 1
    cuts = [n for n in range(max(least, 5), MOST_WORDS + 1) if tree.words[words[n]].text.lower() in _CUTS]
    cut = max(cuts, key=lambda n: (len({*words[:n]} & {*needed}), n)) if cuts else max(MOST_WORDS, least)
    return _ended(tree, before_circumstance(tree, words[:cut], least), trigger)


def before_circumstance(tree: Tree, words: Sequence[int], least: int) -> Sequence[int]:
    """Leave out the last clause of circumstances set apart behind the words it tells of: "…, shortly after Russia …"."""
    for n in range(len(words) - 1, least, -1):
        mark, before = words[n], tree.words[words[n] - 1].text
        at = mark - 2 if before.lower() in _DANGLING else mark - 1
        if tree.words[mark].text.lower() in _ASIDE_MARKS and at >= words[0] and tree.words[at].text in _BREAKS:
            return [i for i in words[:n] if i <= at]
    return words


def _ended(tree: Tree, words: Sequence[int], trigger: Collection[int]) -> list[int]:
    """Leave out what a label cannot end with: "… Washington saying"."""
    kept = list(words)
    while len(kept) > 2 and kept[-1] not in trigger and tree.words[kept[-1]].text.lower() in _DANGLING:
        kept.pop()
    return kept


def joined(words: Sequence[tuple[int, int, str]]) -> str:
    """Put words together with the spaces that the text has between neighbours."""
    out = ""
    last = -1
    for start, end, shown in words:
        if not shown:
            continue
        glued = start == last or shown in (",", ".", "'s", "’s", "%", ")", "n't", "n’t", ";", ":", "?", "!")
        out += ("" if glued or not out or out[-1] in _CLOSED else " ") + shown
        last = end
    return re.sub(r"(?<![A-Z])\s*\.$", "", re.sub(r"\s+", " ", out).strip(" ,;:–—-")).strip()


def present_form(form: str, *, plural: bool) -> str | None:
    """Return the present of a past form, or None where it is none or not surely known."""
    low = form.lower()
    base = verb_base(low, vocabulary())
    if base is None or base == low:
        return None
    return base if plural else third_person(base)


def third_person(base: str) -> str:
    """Return the form of a verb behind "she"."""
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return base[:-1] + "ies"
    return base + "s"


def is_plural(tree: Tree, subject: Sequence[int]) -> bool | None:
    """Whether a subject takes the plural: several joined, or a plural noun; None where its words do not agree on it.

    "Opponents of the president accuse": the noun before the verb is another one than that which the verb goes by.
    """
    if not subject:
        return None
    top = tree.top(subject)
    if any(tree.words[c].relation == "conj" and c in subject for c in tree.children[top]):
        return True
    if any(tree.words[i].text.lower() == "and" for i in subject):
        return None
    head = _number(tree.words[top])
    nouns = [tree.words[i] for i in subject if tree.words[i].tag in ("NOUN", "PROPN")]
    first = next(
        (i for i in subject[1:] if tree.words[i].tag == "ADP" or tree.words[i].text.lower() in _BEHIND_HEADS), None
    )
    heads = [tree.words[i] for i in subject if tree.words[i].tag in ("NOUN", "PROPN") and (first is None or i < first)]
    last = _number(heads[-1]) if heads else _number(nouns[-1]) if nouns else head
    return last if first is not None and heads else head if head == last else None


def _number(word: TreeWord) -> bool:
    low = word.text.lower()
    if low in _PLURAL:
        return True
    if len(low) > 1 and word.text.isupper():
        return False
    opens = word.start == 0 or low in vocabulary()
    if word.tag == "PROPN" and word.text[:1].isupper() and not low.endswith("men") and not opens:
        return low.endswith("s") and low[:-1] in vocabulary() and low not in vocabulary()
    return low.endswith("men") or (low.endswith("s") and not low.endswith(("ss", "us", "is")))


_BEHIND_HEADS = listed("relatives prepositions", "that sitting standing living working")
"""Words behind which no noun is the one that a verb goes by."""
_PLURAL = listed(
    "numerals",
    "people police men women children they we troops forces dozens hundreds thousands many several some both others",
)


def pronoun(tree: Tree, words: Sequence[int]) -> bool:
    """Whether a phrase is nothing but a pronoun."""
    return len(words) == 1 and is_pronoun(tree.words[words[0]].text)


def is_break(word: str) -> bool:
    """Whether a word is a sign that parts clauses."""
    return word in _BREAKS


def is_filler(word: str) -> bool:
    """Whether a word only joins a sentence to the one before, or is a sign."""
    return word.lower() in _FILLERS or word in _BREAKS


def is_pronoun(word: str) -> bool:
    """Whether a word stands for a name; "US" is a country."""
    return word.lower() in _PRONOUNS and word != "US"


def agrees(word: str, name: str) -> bool:
    """Return whether a pronoun may stand for a name by its number: "he" for no prosecutors."""
    shown = (name.split() or [""])[-1]
    last = shown.lower()
    noun = shown == last and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    several = last in _PLURAL or last.endswith("men") or noun or _OF_PEOPLE.search(last) is not None
    several = several or " and " in name
    if word == "they":
        return several or shown != last
    return word not in ("he", "she", "it") or not several


_OF_PEOPLE = re.compile(r"(?:ers|ors|ists|ants|ents|ials|ians|ees)$")
"""How nouns for several people end, written large or small."""
