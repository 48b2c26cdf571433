"""The trigger lexicon: which words of a sentence may tell of an event, and of what kind.

``triggers.toml`` is the data. A :class:`Match` says which group of the lexicon met which words and whether the group's
conditions hold; whether it becomes an event is decided afterwards by :mod:`geobrief.events.coding`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from geobrief.events.words import AUXILIARIES, CLAUSE_MARKS, Token, base_form, looks_nominal, noun_forms, verb_forms

REACH = 12
"""Words on either side in which a condition looks for its class: about the length of a clause in news."""
GAP = 5
"""Words that may stand inside a split phrase ("pull all of its troops out")."""
_TOPICS = frozenset({"sport", "finance", "culture"})
"""Classes that bar a trigger anywhere in its sentence; any other bars it in its own clause only."""
_NEXT_CLAUSE = frozenset("and but while as after when where who which".split())
"""Words that open another clause after a comma."""
_CLAUSE_SIGNS = frozenset(";:—–")
_RELATIVE_REACH = 20
"""Words of a relative clause between a subject and its verb, at most."""
_SPAN_GAP = 3
"""A split phrase with a longer gap than this is marked by its first word alone."""
_LONGER = 0.04
"""What each further word of a phrase adds to its strength: "air strike" before "strike"."""

_MORE_VERBS = frozenset("case cases shell shells mine mines drill drills heat rain rains snow fault tour tours".split())
"""Nouns of the lexicon that are also common verbs."""

WordClass = Literal["verb", "noun"]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase of the lexicon, by its first word."""

    group: int
    kind: str
    lemma: str
    word_class: WordClass
    rest: tuple[tuple[str, ...], ...]
    """Runs of further words; the first run follows at once, each later one within :data:`GAP` words."""
    strength: float
    effect: bool
    near: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refinement:
    """A rule that makes a kind more exact by other words of the sentence."""

    sources: frozenset[str]
    to: str
    near: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    effect_only: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a sentence that a group of the lexicon knows."""

    first: int
    """Index of the first token."""
    last: int
    """Index of the last token, inclusive."""
    kind: str
    lemma: str
    word_class: WordClass
    form: str
    """``base``, ``s``, ``ing``, ``past``, ``part``, ``ed`` or ``noun``."""
    holds: bool
    """Whether the conditions of the group hold."""
    barred: bool
    """Whether words of another field stand there: of sport, finance or culture in the sentence, others in the clause."""
    strength: float
    effect: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    patterns: dict[str, tuple[tuple[str, _Pattern], ...]]
    """First word in each of its forms → (what form it is, the phrase)."""
    classes: dict[str, frozenset[str]]
    """Base form of a word → its classes."""
    never: dict[str, tuple[tuple[str, ...], ...]]
    refinements: tuple[Refinement, ...]
    lemmas: dict[str, str]
    verbs: frozenset[str]
    """Words that may be verbs: a noun entry for them wants a noun's neighbours."""
    nouns: frozenset[str]
    """Words that are noun entries by themselves."""


def find_matches(tokens: tuple[Token, ...]) -> list[Match]:
    """All words and phrases of a sentence that the lexicon knows, in order; they may overlap."""
    lexicon = _lexicon()
    barred = _barred(tokens, lexicon)
    classes = classes_of(tokens)
    barring = _barring(tokens, classes)
    found = []
    for index, token in enumerate(tokens):
        if index in barred or token.low not in lexicon.patterns:
            continue
        nominal = looks_nominal(tokens, index)
        left = frozenset().union(
            *classes[max(0, index - REACH) : index], *_past_relative_clause(tokens, index, classes)
        )
        for form, pattern in lexicon.patterns[token.low]:
            if not _fits(token.low, form, pattern, nominal=nominal):
                continue
            last = _last(tokens, index, pattern.rest)
            if last is not None:
                found.append(_match(pattern, form, (index, last), (classes, left, barring[index])))
    return found


def _barring(tokens: Sequence[Token], classes: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The classes that may bar a trigger, for each token: those of its clause, and the topics of the whole sentence.

    A clause ends at a sign, or at a comma with a word like "and" after it.
    """
    topics = frozenset().union(*classes) & _TOPICS if classes else frozenset()
    out: list[frozenset[str]] = []
    begin = 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        if token.low in _CLAUSE_SIGNS or (token.low == "," and following in _NEXT_CLAUSE) or not following:
            out += [topics.union(*classes[begin : index + 1])] * (index + 1 - begin)
            begin = index + 1
    return out


def classes_of(tokens: Sequence[Token]) -> list[frozenset[str]]:
    """The word classes of each token."""
    return [word_classes(token.low) for token in tokens]


@lru_cache(maxsize=20_000)
def word_classes(low: str) -> frozenset[str]:
    """The classes of a lower-case word: its own and those of its base form."""
    table = _lexicon().classes
    return table.get(low, frozenset()) | table.get(base_form(low), frozenset())


def refinements() -> tuple[Refinement, ...]:
    """The rules that make a kind more exact, in order."""
    return _lexicon().refinements


def lemma(trigger: str) -> str:
    """The dictionary form of a trigger's first word, to compare reports: "withdrew" → "withdraw"."""
    first = trigger.lower().replace("’", "'").split()[0] if trigger.split() else ""
    return _lexicon().lemmas.get(first, base_form(first))


def has_phrase(lows: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a run of words stands in a sentence."""
    first, size = phrase[0], len(phrase)
    return any(low == first and tuple(lows[i : i + size]) == tuple(phrase) for i, low in enumerate(lows))


def _fits(low: str, form: str, pattern: _Pattern, *, nominal: bool) -> bool:
    """A noun entry wants a noun, a finite verb entry no noun; participles stand on both sides."""
    if pattern.rest and pattern.word_class == "noun":
        return True
    if pattern.word_class == "noun":
        return nominal or form == "noun" or low not in _lexicon().verbs
    named = form == "ing" and low in _lexicon().nouns  # "a meeting", "the shelling"
    return not (nominal and (named or form in ("base", "s")))


def _past_relative_clause(
    tokens: Sequence[Token], index: int, classes: Sequence[frozenset[str]]
) -> Sequence[frozenset[str]]:
    """The classes of the subject before a relative clause that ends at a verb: "French troops, who …, have left"."""
    at = index - 1
    while at >= 0 and (tokens[at].low in AUXILIARIES or tokens[at].low in ("already", "also", "now", "then")):
        at -= 1
    if at < 0 or tokens[at].low != ",":
        return ()
    for begin in range(at - 1, max(0, at - _RELATIVE_REACH), -1):
        if tokens[begin].low in ("who", "which", "whose") and tokens[begin - 1].low == ",":
            return classes[max(0, begin - 1 - GAP) : begin - 1]
    return ()


def _match(
    pattern: _Pattern,
    form: str,
    span: tuple[int, int],
    around: tuple[list[frozenset[str]], frozenset[str], frozenset[str]],
) -> Match:
    first, last = span
    classes, left, barring = around
    right = frozenset().union(*classes[first + 1 : last + 1 + REACH])
    holds = (
        (not pattern.near or bool(pattern.near & (left | right)))
        and (not pattern.after or bool(pattern.after & right))
        and (not pattern.before or bool(pattern.before & left))
    )
    words = 1 + sum(len(run) for run in pattern.rest)
    return Match(
        first=first,
        last=last if last - first < words + _SPAN_GAP else first + len(pattern.rest[0]),
        kind=pattern.kind,
        lemma=pattern.lemma,
        word_class=pattern.word_class,
        form=form,
        holds=holds,
        barred=bool(pattern.unless & barring),
        strength=pattern.strength + _LONGER * (words - 1),
        effect=pattern.effect,
    )


def _last(tokens: Sequence[Token], index: int, rest: tuple[tuple[str, ...], ...]) -> int | None:
    """Index of the last token of a phrase that begins at ``index``, or None where it does not stand there."""
    at = index
    for number, run in enumerate(rest):
        if not run:
            continue
        reach = GAP if number else 0
        for gap in range(reach + 1):
            begin = at + 1 + gap
            if gap and (begin > len(tokens) or tokens[begin - 1].low in CLAUSE_MARKS):
                return None
            if _run_at(tokens, begin, run):
                at = begin + len(run) - 1
                break
        else:
            return None
    return at


def _run_at(tokens: Sequence[Token], begin: int, run: tuple[str, ...]) -> bool:
    if begin + len(run) > len(tokens):
        return False
    return all(
        tokens[begin + i].low == word or base_form(tokens[begin + i].low) == base_form(word)
        for i, word in enumerate(run)
    )


def _barred(tokens: Sequence[Token], lexicon: _Lexicon) -> frozenset[int]:
    """Indices of the tokens inside phrases that tell of nothing."""
    inside: set[int] = set()
    for index, token in enumerate(tokens):
        for phrase in lexicon.never.get(token.low, ()):
            if tuple(t.low for t in tokens[index : index + len(phrase)]) == phrase:
                inside.update(range(index, index + len(phrase)))
    return frozenset(inside)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = tomllib.loads(files("geobrief.events").joinpath("triggers.toml").read_text(encoding="utf-8"))
    classes: dict[str, set[str]] = defaultdict(set)
    for name, words in data["class"].items():
        for word in words.split():
            classes[word].add(name)
            classes[base_form(word)].add(name)
    patterns: dict[str, list[tuple[str, _Pattern]]] = defaultdict(list)
    lemmas: dict[str, str] = {}
    for number, group in enumerate(data["group"]):
        for form, pattern, word in _patterns(number, group):
            patterns[word].append((form, pattern))
            lemmas.setdefault(word, pattern.lemma.split()[0].split("~")[0])
    verbs = frozenset(word for word, found in patterns.items() for _, pattern in found if pattern.word_class == "verb")
    nouns = frozenset(
        word
        for word, found in patterns.items()
        for _, pattern in found
        if pattern.word_class == "noun" and not pattern.rest
    )
    never: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for block in data["never"]:
        for phrase in _phrases(block["phrases"]):
            never[phrase.split()[0]].append(tuple(phrase.split()))
    return _Lexicon(
        patterns={word: tuple(found) for word, found in patterns.items()},
        classes={word: frozenset(names) for word, names in classes.items()},
        never={word: tuple(found) for word, found in never.items()},
        refinements=tuple(_refinement(rule) for rule in data["refine"]),
        lemmas=lemmas,
        verbs=verbs | _MORE_VERBS,
        nouns=nouns,
    )


def _patterns(number: int, group: dict[str, Any]) -> Iterator[tuple[str, _Pattern, str]]:
    """Yield each phrase of a group once for each form of its first word: (form, phrase, first word)."""
    for phrase in _phrases(group.get("verbs", "")):
        head, *runs = phrase.split("~")
        first, *more = head.split()
        pattern = _pattern(number, group, phrase, "verb", (tuple(more), *(tuple(run.split()) for run in runs)))
        for word, form in verb_forms(first).items():
            yield form, pattern, word
    for phrase in _phrases(group.get("nouns", "")):
        for form_of_phrase in dict.fromkeys(noun_forms(phrase)):
            first, *more = form_of_phrase.split()
            yield (
                "noun" if more else "base",
                _pattern(number, group, phrase, "noun", (tuple(more),) if more else ()),
                first,
            )


def _pattern(
    number: int, group: dict[str, Any], phrase: str, word_class: WordClass, rest: tuple[tuple[str, ...], ...]
) -> _Pattern:
    return _Pattern(
        group=number,
        kind=group["kind"],
        lemma=phrase,
        word_class=word_class,
        rest=rest if any(rest) else (),
        strength=group["strength"],
        effect=group.get("effect", False),
        near=frozenset(group.get("near", "").split()),
        after=frozenset(group.get("after", "").split()),
        before=frozenset(group.get("before", "").split()),
        unless=frozenset(group.get("unless", "").split()),
    )


def _refinement(rule: dict[str, Any]) -> Refinement:
    return Refinement(
        sources=frozenset(rule["from"].split()),
        to=rule["to"],
        near=frozenset(rule.get("near", "").split()),
        words=tuple(tuple(phrase.split()) for phrase in _phrases(rule.get("words", ""))),
        effect_only=rule.get("effect_only", False),
    )


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]
