"""Which words of a noun phrase name an actor: somebody, a group, a force, an organ of a state; never a thing or an idea.

A phrase that a rule found by position ("what stands before the verb") is kept only where its head is a noun of
``actor_nouns.toml`` or a name, and is cut down to that noun with what belongs to it. Rather no actor than a wrong one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geobrief.events.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SIMPLE_PASTS,
    Token,
    base_form,
    is_word,
    token_span,
)
from geobrief.model import Resolution

Phrase = tuple[int, int]
"""First and last token of a noun phrase, inclusive."""

ADVERBS = frozenset(
    "also already still then later now again not never reportedly allegedly recently reluctantly repeatedly finally "
    "eventually first since once twice only just even soon both all jointly each thus thereby therefore meanwhile "
    "however moreover separately together long ever often always currently previously".split()
)
TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december today yesterday tomorrow night morning evening afternoon week month year midnight dawn "
    "weekend day days weeks months years noon".split()
)
_STOPS = frozenset(".?!")
_PREFIXES = ("anti-", "pro-", "non-")
"""Beginnings of adjectives made of a name: "anti-US sentiment" names nobody."""
_HEADLINE = 0.5
"""Share of capitalised words from which capitals say nothing (a headline)."""
_PERSONAL = ("man", "men", "woman", "women", "ist", "ists", "er", "ers", "goer", "goers", "ees")
_ABSTRACT = ("ing", "ion", "ions", "ment", "ments", "ness", "ity", "ence", "ance", "ism", "ship", "ly")
"""Ends of words that are no name even where a sentence begins with them."""
_BEFORE_NUMBER = frozenset(
    "more than at least up to about around nearly almost over some all least fewer less most".split()
)

_BOUNDS = frozenset({("at", "least"), ("at", "most"), ("up", "to")})
"""Pairs of words before a number that belong together."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of a sentence's names."""

    tokens: Sequence[Token]
    places: Mapping[int, Resolution]
    """Index of a token → the place name that it belongs to."""
    headline: bool
    resolutions: Sequence[Resolution]
    """All of them, in the order of the text."""


@dataclass(frozen=True, slots=True)
class _Nouns:
    actors: frozenset[str]
    quantities: frozenset[str]
    no_person: frozenset[str]
    no_name: frozenset[str]


def names_of(tokens: Sequence[Token], resolutions: Sequence[Resolution]) -> Names:
    """Gather the names of a sentence once, for all its phrases."""
    places: dict[int, Resolution] = {}
    for item in resolutions:
        first, last = token_span(tokens, item.mention.start, item.mention.end)
        places |= dict.fromkeys(range(first, last + 1), item)
    words = [token for token in tokens if token.text[0].isalpha()]
    capitals = sum(token.text[0].isupper() for token in words)
    stop = any(token.low in _STOPS for token in tokens[-2:])  # a headline has none
    return Names(tokens, places, not stop and capitals >= _HEADLINE * max(len(words), 1), resolutions)


def actor_in(names: Names, phrase: Phrase, *, owner: bool = False, bare_places: bool = True) -> Phrase | None:
    """Return the part of a phrase that names an actor, or None.

    Args:
        names: The sentence.
        phrase: The words in which the actor is looked for.
        owner: Whether an adjective of nationality alone will do ("Israeli" in "Israeli strikes").
        bare_places: Whether the name of a country alone is somebody ("invaded Kuwait"); otherwise it is where.
    """
    tokens = names.tokens
    first, last = phrase
    end = next((i for i in range(first + 1, last) if tokens[i].low == "of"), last + 1)
    head = next((i for i in range(end - 1, first - 1, -1) if _is_head(names, i)), None)
    if head is None:
        return _counted(names, phrase, end)
    if head < end - 1:
        if not _may_end(tokens, head, head + 1):
            return None
        last = head
    begin = _begin(names, first, head)
    noun = any(i not in names.places and is_actor_noun(tokens[i].low) for i in range(begin, head + 1))
    if not noun and not _is_bare_actor(names, begin, head, owner=owner, bare_places=bare_places):
        return None
    return begin, _without_tail(tokens, head, last)


def _counted(names: Names, phrase: Phrase, end: int) -> Phrase | None:
    """The actor after a quantity: "dozens of people", "more than eighty of the pupils"."""
    first, last = phrase
    tokens = names.tokens
    if end > last or not (tokens[end - 1].low in _nouns().quantities or tokens[end - 1].low[0].isdigit()):
        return None
    inner = actor_in(names, (end + 1, last))
    return (_begin(names, first, end - 1), inner[1]) if inner else None


def _may_end(tokens: Sequence[Token], head: int, following: int) -> bool:
    """Whether a phrase may be cut after its head: "Ghana also …", "the rebels hold …", but not "army base"."""
    low = tokens[following].low
    if low in ADVERBS or low.endswith("ly") or low in SIMPLE_PASTS or low == "'s":
        return low != "'s"
    return tokens[head].low.endswith(("s", "men", "people")) and not tokens[head].text[0].isupper()


def _begin(names: Names, first: int, head: int) -> int:
    """Where the phrase of a head begins: at its own determiner or number, else after the last word that is no part of it."""
    tokens = names.tokens
    begin = first
    for index in range(head, first - 1, -1):
        low = tokens[index].low
        if index < head and (
            not _fits_headline(names, index)
            or _looks_verbal(tokens, index)
            or low in ADVERBS - {"both", "all", "first"}
        ):
            begin = index + 1
            break
        if index < head and (low in DETERMINERS or low[0].isdigit()):
            begin = index
            while begin > first and tokens[begin - 1].low in DETERMINERS | _BEFORE_NUMBER:
                begin -= 1
            break
    while begin < head and (tokens[begin].low in ("and", "of", "'s", "or") or not is_word(tokens[begin])):
        begin += 1
    # "killed at least 30 people": the phrase was cut after the preposition, and "least 30 people" reads like a slip
    return begin - (begin > 0 and (tokens[begin - 1].low, tokens[begin].low) in _BOUNDS)


def _fits_headline(names: Names, index: int) -> bool:
    """Whether a word may belong to a phrase of a headline, in which a verb looks like a name."""
    token = names.tokens[index]
    if not names.headline or not token.text[0].isupper():
        return True
    return _is_nameword(names, index) or is_actor_noun(token.low) or token.low in DETERMINERS | _BEFORE_NUMBER


def _looks_verbal(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.text[0].isupper():
        return False
    return (
        token.low in SIMPLE_PASTS
        or token.low in AUXILIARIES
        or token.low
        in CONJUNCTIONS - {"and"}
        | PREPOSITIONS
        - {
            "of",
            "than",
            "over",
            "up",
            "about",
            "around",
        }
    )


def _without_tail(tokens: Sequence[Token], head: int, last: int) -> int:
    """Index of the last word of a phrase, less a possessive or preposition that hangs on it."""
    while last > head and (tokens[last].low in PREPOSITIONS | DETERMINERS | {"and", "'s"} or not is_word(tokens[last])):
        last -= 1
    return last


def _is_head(names: Names, index: int) -> bool:
    token = names.tokens[index]
    if not token.text[0].isalpha() or token.low in DETERMINERS | ADVERBS | TIME_WORDS:
        return False
    if token.low in PRONOUNS and not token.text.isupper():  # "us" is nobody, "US" is
        return False
    return is_actor_noun(token.low) or _is_nameword(names, index)


def is_actor_noun(low: str) -> bool:
    """Whether a lower-case word names people, a group, a force or an organ."""
    nouns = _nouns()
    base = base_form(low)
    tail = low.rpartition("-")[2]
    if low in nouns.no_person or base in nouns.no_person:
        return False
    if low in nouns.actors or base in nouns.actors or (tail != low and tail in nouns.actors):
        return True
    return len(low) > 5 and low.endswith(_PERSONAL) and base not in nouns.no_name


def _is_nameword(names: Names, index: int) -> bool:
    """Whether a word is part of a name: a place name, or capitals where capitals say something."""
    token = names.tokens[index]
    if token.low.startswith(_PREFIXES):
        return False
    if index in names.places:
        return True
    if (
        not token.text[0].isupper()
        or token.low in _nouns().no_name
        or token.low in PREPOSITIONS | CONJUNCTIONS | TIME_WORDS
    ):
        return False
    if names.headline:
        return token.text.isupper() and len(token.text) > 1 and not all(t.text.isupper() for t in names.tokens)
    return index > 0 or not token.low.endswith(_ABSTRACT)


def _is_bare_actor(names: Names, begin: int, head: int, *, owner: bool, bare_places: bool) -> bool:
    """Whether a name without a noun of its own is somebody: a person, an organisation, a state; not a town."""
    place = names.places.get(head)
    if place is None:
        return bare_places or head > begin
    if place.mention.form == "demonym":
        return owner or names.tokens[head].low.endswith("s")
    if place.role == "actor":
        return True
    return bare_places and place.place is not None and place.place.precision == "country"


@lru_cache(maxsize=1)
def _nouns() -> _Nouns:
    data = tomllib.loads(files("geobrief.events").joinpath("actor_nouns.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(text.split()) for name, text in data.items()}
    actors = frozenset().union(*(words[name] for name in ("people", "offices", "forces", "groups", "organs", "craft")))
    return _Nouns(actors, words["quantities"], words["no_person"], words["no_name"])
