"""Who takes part in an event: the noun phrases around its triggers, judged one by one.

The encoder gives each word piece near a trigger a chance of each role. What people call somebody is a phrase, though, and
an event is told more than once; so the phrases of the sentences around all triggers are judged as wholes, by a logistic
judge on articles that the encoder was not fitted on (``models/fit_judging.py``): how sure the pieces are, where the phrase
stands to the trigger, what it is in the grammar of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geobrief.events.decide import Decided
from geobrief.events.encoder import Array
from geobrief.events.judging import Judge, judges
from geobrief.events.kinds import kinds_that_are
from geobrief.events.pronouns import MOST_NAME, ParsedSentences, antecedent
from geobrief.events.reader import WHO_ROLES, who_takes_part
from geobrief.events.trees import Tree
from geobrief.model import Actor, Resolution
from geobrief.text import listed

TAKES_PART = 0.34
"""Least chance of a phrase that it names somebody who takes part, in the role that fits it best."""
FIRST_TAKES_PART = 0.2
"""The same of the likeliest phrase of each role: an event has a doer more often than one is sure which."""
SURE_ROLE = 0.7
"""Share of the chances of all roles that the likeliest needs to be told; else it is said that they take part."""
JUDGES: Mapping[str, Judge] | None = None
"""Other judges than the shipped ones, to measure them on articles that they were not fitted on."""
_LEAST = 0.05
"""A phrase none of whose pieces is likelier than this in any role is nobody."""
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "NUM"})
_NOUNS = frozenset({"PROPN", "NOUN", "NUM"})
_COUNTING = frozenset("least most more fewer less close nearly than over".split())
_NAMES_GO_ON = frozenset({"of", "for"})
_SIGNS_INSIDE = frozenset("- – ‑ .".split())
_PRONOUNS = listed(
    "subjects relatives possessives demonstratives",
    "him them us whom me there one everyone anyone nobody someone all others another each both many some most none "
    "whose himself herself itself themselves ourselves what i you",
)
_RELATIONS = ("nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "conj", "appos", "root", "flat")
WHO = (
    "likeliest piece", "head", "mean of the tellings", "other roles", "of the likeliest phrase", "all roles",
    "sentence of a trigger", "sentence of the surest trigger", "name", "noun", "pronoun", "pronoun by its word",
    "the trigger itself", "has a place", "is a place", "before the trigger", "distance", "words", "title", "mutual",
    "statement", "governed by the trigger", "governed by its governor", "beside the trigger", "head is the trigger",
    "below the trigger", *_RELATIONS, *WHO_ROLES, "source and subject", "target and subject",
    "target and object", "source and oblique", "participant and mutual",
    "target and oblique", "source before", "target before", "source under the trigger", "target under the trigger",
    "source and its subject", "target and its object",
)  # fmt: skip
"""Figures of a phrase in a role."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, or a pronoun, near the triggers of an event."""

    sentence: int
    tree: Tree
    first: int
    last: int
    """Its words, ``first`` up to and without ``last``."""
    head: int
    """The word that carries it."""
    start: int
    end: int
    """Character offsets."""
    likeliest: Array
    """Of each role: the highest chance that a trigger gives one of its pieces."""
    of_head: Array
    mean: Array
    gap: int
    """Word pieces between it and the surest trigger."""


def actors_of(event: Decided, trees: ParsedSentences, resolutions: Sequence[Resolution]) -> tuple[Actor, ...]:
    """Return who takes part in an event, each once, in the fullest words that name them, in the order of the text."""
    phrases = phrases_of(event, trees)
    if not phrases:
        return ()
    chances, roles = chances_of(event, phrases, resolutions)
    best, at_all = chances.max(0), chances.max(1)
    found: dict[str, tuple[float, Actor]] = {}
    for number in np.argsort(-at_all, kind="stable"):
        chance = float(at_all[number])
        likeliest = chance >= FIRST_TAKES_PART and bool((chances[number] == best).any())
        if chance < TAKES_PART and not likeliest:
            continue
        actor = _actor(phrases[number], _role(roles[number]), trees, resolutions)
        if actor is None:
            continue
        key = _key(actor.name)
        known = found.get(key)
        if known is None:
            found[key] = chance, actor
        elif len(actor.name) > len(known[1].name):
            found[key] = known[0], replace(actor, role=known[1].role)
    return tuple(sorted((actor for _, actor in found.values()), key=lambda actor: (actor.start, actor.end)))


def _role(chances: Array) -> str:
    """The role of somebody who takes part, as far as it is sure."""
    role = int(chances.argmax())
    return WHO_ROLES[role] if chances[role] >= SURE_ROLE * chances.sum() else "participant"


def _actor(phrase: Phrase, role: str, trees: ParsedSentences, resolutions: Sequence[Resolution]) -> Actor | None:
    """Whom a phrase names; of a pronoun whom it means; None where nobody can tell."""
    start, end = phrase.start, phrase.end
    if _is_pronoun(phrase):
        meant = antecedent(trees, phrase.sentence, phrase.head, resolutions)
        if meant is None:
            return None
        tree, words = meant
        start, end = tree.words[words[0]].start, tree.words[words[-1]].end
    text = _bare(trees.read.article.text[start:end])
    at = trees.read.article.text.find(text, start, end)
    if not text or at < 0 or _is_pronoun_by_itself(text):
        return None
    return Actor(
        name=text,
        role=role,  # type: ignore[arg-type] # one of WHO_ROLES
        start=at,
        end=at + len(text),
        country=_country(at, at + len(text), resolutions),
    )


def _is_pronoun(phrase: Phrase) -> bool:
    return phrase.last - phrase.first == 1 and _is_pronoun_by_itself(phrase.tree.words[phrase.first].text)


def _is_pronoun_by_itself(word: str) -> bool:
    """Whether a word is a pronoun: "us" is, "US" is a country."""
    return word.casefold() in _PRONOUNS and (len(word) == 1 or not word.isupper())


def _key(name: str) -> str:
    """What two phrases for one have in common: "Droupadi Murmu" and "Murmu" the last word."""
    return re.sub(r"\W+", " ", name.casefold()).strip().rsplit(" ", 1)[-1]


_EDGES = re.compile(
    r"^(?:(?:the|a|an|and|or|of|by|to|with|for|from|in|at(?!\s+(?:least|most)\b)|its|their|his|her)\s+|[\s,;:“”\"'‘’()\[\]–—-]+)+|[\s,;:“”\"‘(\[–—-]+$",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    bare = _EDGES.sub("", text)
    return re.sub(r"['’]s?$", "", bare) if not bare.lower().endswith("s’") else bare[:-1]


def _country(start: int, end: int, resolutions: Sequence[Resolution]) -> str | None:
    for item in resolutions:
        mention, place = item.mention, item.place
        if place and place.country and start <= mention.start and mention.end <= end:
            return place.country
    return None


def phrases_of(event: Decided, trees: ParsedSentences) -> list[Phrase]:
    """Return the phrases near an event's triggers that may name somebody who takes part, in the order of the text."""
    read = trees.read
    told = [(trigger.event, *who_takes_part(read, trigger)) for trigger in event.triggers]
    first = min(at for _, at, _ in told)
    last = max(at + len(who) for _, at, who in told)
    likeliest, summed = np.zeros((2, last - first, len(WHO_ROLES)), np.float32)
    seen = np.zeros(last - first, np.float32)
    for weight, at, who in told:
        here = slice(at - first, at - first + len(who))
        likeliest[here] = np.maximum(likeliest[here], who)
        summed[here] += weight * who
        seen[here] += weight
    sentences = {read.pieces.sentence[first + int(i)] for i in np.nonzero(likeliest.max(1) >= _LEAST)[0]}
    made = []
    for number in sorted(sentences - {-1}):
        tree = trees.of(number)
        for begin, stop in _noun_phrases(tree, _verbs(trees, number, tree)) if tree else ():
            start, end = tree.words[begin].start, tree.words[stop - 1].end  # type: ignore[union-attr] # there is one
            pieces = _pieces(trees, start, end, first, last)
            if not len(pieces) or likeliest[pieces].max() < _LEAST:
                continue
            head = _head(tree, begin, stop)  # type: ignore[arg-type]
            word = tree.words[head]  # type: ignore[union-attr]
            of_head = _pieces(trees, word.start, word.end, first, last)
            made.append(
                Phrase(
                    sentence=number,
                    tree=tree,  # type: ignore[arg-type]
                    first=begin,
                    last=stop,
                    head=head,
                    start=start,
                    end=end,
                    likeliest=likeliest[pieces].max(0),
                    of_head=likeliest[of_head if len(of_head) else pieces].max(0),
                    mean=summed[pieces].sum(0) / max(1e-6, float(seen[pieces].sum())),
                    gap=int(np.abs(pieces + first - event.triggers[0].first).min()),
                )
            )
    return made


def _pieces(trees: ParsedSentences, start: int, end: int, first: int, last: int) -> NDArray[np.int64]:
    """The pieces of some characters, counted from the first that a trigger looked at."""
    begin = int(np.searchsorted(trees.ends, start, "right"))
    stop = int(np.searchsorted(trees.starts, end, "left"))
    return np.arange(max(begin, first) - first, max(min(stop, last), first) - first, dtype=np.int64)


def _verbs(trees: ParsedSentences, number: int, tree: Tree) -> frozenset[int]:
    """The words of a sentence's verbs, whatever class the reader gave them: "Zeine met" is no name."""
    return frozenset(i for verbs in trees.signs(number, tree).verbs for i in range(verbs.first, verbs.main + 1))


def _noun_phrases(tree: Tree, verbs: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that name something: nouns and what stands before them, "of" inside a name, pronouns."""
    words, at = tree.words, 0
    while at < len(words):
        begin = at
        if words[at].tag == "PRON":
            yield at, at + 1
        while at < len(words) and words[at].tag != "PRON":
            if at not in verbs and _names(tree, at):
                at += 1
                continue
            on = _goes_on(tree, at) if at > begin else at
            if on == at:
                break
            at = on
        stop = at
        while stop > begin and words[stop - 1].tag not in _NOUNS:
            stop -= 1
        while begin < stop and (words[begin].tag not in _NAMING or words[begin].text.lower() in _COUNTING):
            begin += 1
        if begin < stop:
            yield max(begin, stop - MOST_NAME), stop
        at = max(at, begin + 1)


def _names(tree: Tree, at: int) -> bool:
    """Whether a word, or a sign without spaces around it, is part of a name."""
    words = tree.words
    if words[at].tag in _NAMING or words[at].text == "&":
        return True
    tied = 0 < at < len(words) - 1 and words[at - 1].end == words[at].start and words[at].end == words[at + 1].start
    return tied and words[at].text in _SIGNS_INSIDE


def _goes_on(tree: Tree, at: int) -> int:
    """Where a name goes on behind "of the", or where it is."""
    words = tree.words
    if words[at].text.lower() not in _NAMES_GO_ON or words[at - 1].tag != "PROPN":
        return at
    on = at + 1 + (at + 1 < len(words) and words[at + 1].text.lower() == "the")
    return on + 1 if on < len(words) and words[on].tag == "PROPN" else at


def _head(tree: Tree, first: int, last: int) -> int:
    """The noun that carries a phrase: the last one before its "of"."""
    stop = next((i for i in range(first + 1, last) if tree.words[i].text.lower() in _NAMES_GO_ON), last)
    return next((i for i in range(stop - 1, first - 1, -1) if tree.words[i].tag in ("NOUN", "PROPN", "PRON")), stop - 1)


def chances_of(event: Decided, phrases: Sequence[Phrase], resolutions: Sequence[Resolution]) -> tuple[Array, Array]:
    """Return how likely each phrase fits each role, and how likely it has just that one: two of (phrases, roles).

    One who takes part fits as a doer and as a target; a doer and a target fit as one who takes part.
    """
    known = JUDGES or judges()
    rows = figures_of(event, phrases, resolutions)
    fits, has = (known[name].chances(rows).reshape(len(phrases), len(WHO_ROLES)) for name in ("who", "role"))
    return fits, has


def figures_of(event: Decided, phrases: Sequence[Phrase], resolutions: Sequence[Resolution]) -> Array:
    """Return the figures of each phrase in each role, phrase by phrase: (phrases × roles, figures)."""
    best = np.max([phrase.likeliest for phrase in phrases], axis=0)
    rows = []
    for phrase in phrases:
        common = _standing(event, phrase, resolutions)
        for role in range(len(WHO_ROLES)):
            others = np.delete(phrase.likeliest, role).max()
            sure = [
                *_log_odds(phrase.likeliest[role], phrase.of_head[role], phrase.mean[role], others),
                phrase.likeliest[role] / max(1e-4, best[role]),
                phrase.likeliest.sum(),
            ]
            rows.append([*sure, *common.values(), *_in_role(common, role)])
    return np.array(rows, np.float32).reshape(len(rows), len(WHO))


def _log_odds(*chances: float) -> Array:
    clipped = np.clip(chances, 1e-4, 1 - 1e-4)
    made: Array = np.log(clipped / (1 - clipped))
    return made


def _standing(event: Decided, phrase: Phrase, resolutions: Sequence[Resolution]) -> Mapping[str, float]:
    """What a phrase is and how it stands to the triggers, whatever its role, by name."""
    tree, surest = phrase.tree, event.triggers[0].spot
    spots = [t.spot for t in event.triggers if t.spot.sentence == phrase.sentence]
    carriers = {i for spot in spots for i in tree.at(spot.start, spot.end)}
    head = tree.words[phrase.head]
    places = [m for m in (item.mention for item in resolutions if item.place) if _overlap(m.start, m.end, phrase)]
    above = tree.words[head.head].head if head.head >= 0 else -1
    return {
        "sentence of a trigger": float(bool(spots)),
        "sentence of the surest trigger": float(phrase.sentence == surest.sentence),
        "name": float(head.tag == "PROPN"),
        "noun": float(head.tag == "NOUN"),
        "pronoun": float(head.tag == "PRON"),
        "pronoun by its word": float(_is_pronoun(phrase)),
        "the trigger itself": float(any(_overlap(spot.start, spot.end, phrase) for spot in spots)),
        "has a place": float(bool(places)),
        "is a place": float(any(m.start <= phrase.start and phrase.end <= m.end for m in places)),
        "before the trigger": float(phrase.start < surest.start),
        "distance": float(np.log1p(phrase.gap)),
        "words": float(min(phrase.last - phrase.first, 6)),
        "title": float(phrase.sentence == 0),
        "mutual": float(event.kind in kinds_that_are("mutual")),
        "statement": float(event.kind == "statement"),
        "governed by the trigger": float(head.head in carriers),
        "governed by its governor": float(above in carriers),
        "beside the trigger": float(head.head >= 0 and head.head in {tree.words[i].head for i in carriers}),
        "head is the trigger": float(phrase.head in carriers),
        "below the trigger": _nearness(tree, phrase.head, carriers),
        **{name: float(bool(carriers) and head.relation == name) for name in _RELATIONS},
    }


def _overlap(start: int, end: int, phrase: Phrase) -> bool:
    return start < phrase.end and phrase.start < end


def _nearness(tree: Tree, at: int, carriers: set[int]) -> float:
    """One over the steps up the grammar from a word to a trigger; 0 where it does not hang on one."""
    for steps in range(1, len(tree.words)):
        at = tree.words[at].head
        if at < 0:
            return 0.0
        if at in carriers:
            return 1 / steps
    return 0.0


def _in_role(common: Mapping[str, float], role: int) -> list[float]:
    """Which role it is, and what it is beside how the phrase stands."""
    source, target, participant = (float(role == number) for number in range(len(WHO_ROLES)))
    oblique = common["obl"]
    return [
        source,
        target,
        participant,
        source * common["nsubj"],
        target * common["nsubj"],
        target * common["obj"],
        source * oblique,
        participant * common["mutual"],
        target * oblique,
        source * common["before the trigger"],
        target * common["before the trigger"],
        source * common["governed by the trigger"],
        target * common["governed by the trigger"],
        source * common["nsubj"] * common["governed by the trigger"],
        target * common["obj"] * common["governed by the trigger"],
    ]
