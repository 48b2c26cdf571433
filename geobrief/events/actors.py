"""Who takes part in an event, in the words of the text: the noun phrases before and after the trigger.

There is no parser here. A phrase is read outwards from the trigger until a word of a closed class ends it; voice
(active, passive) and the preposition decide the role. Pronouns are left out: they name nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from geobrief.events.noun_phrases import ADVERBS, TIME_WORDS, Names, Phrase, actor_in
from geobrief.events.triggers import Match, word_classes
from geobrief.events.words import (
    AUXILIARIES,
    BE_FORMS,
    CLAUSE_MARKS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SAYING,
    SIMPLE_PASTS,
    Token,
    base_form,
    is_word,
)
from geobrief.model import Actor, Resolution

_LONGEST = 9
"""Words of a phrase: a longer one is a phrase that was not understood."""
_LONGEST_PAIR = 16
"""The same for "between A and B"."""
_MOST_HOPS = 3
"""Phrases that may hang on a subject: "the head of the army of X in Y"."""
_MUTUAL = frozenset("armed_clash meeting agreement_signed military_exercise riot mob_violence".split())
"""Kinds in which both sides do the same."""
_SKIPPED_PREPOSITIONS = frozenset("in at near from of on for with around across inside outside".split())
_PHRASE_END = (
    (PREPOSITIONS - {"of"}) | AUXILIARIES | (CONJUNCTIONS - {"and"}) | RELATIVES | SAYING | CLAUSE_MARKS | {","}
)

_ADJECTIVES = frozenset(
    "armed united masked suspected alleged injured wounded unarmed displaced jailed exiled disputed red retired uniformed "
    "mixed elected wanted unidentified accused hundred backed allied combined detained".split()
)
"""Words in -ed that stand inside a noun phrase; any other ends it."""
_NO_TARGET = frozenset(
    "protest statement armed_clash disaster withdrawal arrival displacement election coup riot".split()
)
"""Kinds whose verb takes a place or a cause, and nobody to whom it is done."""
_NO_SOURCE = frozenset("disaster disease_outbreak".split())
"""Kinds that nobody does: what stands before the verb is the thing itself."""
_ON_THE_GROUND = frozenset(
    "territory_seized territory_regained shelling air_strike armed_clash explosion suicide_bombing "
    "grenade_attack attack_on_civilians chemical_attack looting arrival deployment humanitarian_aid".split()
)
"""Kinds that happen at a place: a place name alone after them is where, not who."""
_WITH_A_PARTNER = frozenset("agreement_ended sanction demand".split())
"""Kinds whose other side stands after "with": "ended the pact with Ruritania"."""
_OF_THE_DOER = frozenset("withdrawal arrival deployment protest displacement riot military_exercise".split())
"""Kinds whose doer stands after "of": "the arrival of a convoy"."""
_DOERS_BEFORE_A_NOUN = frozenset("rebel insurgent militant government army police guerrilla junta jihadist".split())
_RELATIVE_GAP = 2
"""Characters between a name and the "whose" that belongs to it: a comma and a space."""
_CAUSES = ("send~home", "order", "kick", "throw", "tell", "ask", "expel", "bring~home")
"""Beginnings of withdrawal triggers whose subject does not leave itself."""
_OWN = frozenset({"its", "their", "his", "her", "our", "all"})
_CONTROL = frozenset(
    "agree plan prepare decide begin start continue expect schedule set due ready poised about vow pledge promise threaten "
    "try attempt seek want hope intend aim manage help refuse fail propose want consider resume stop use go plot".split()
)
"""Verbs and adjectives between a subject and what it does: "is ready to leave", "agreed to withdraw"."""
_ASKING = frozenset(
    "asked ordered told urged forced allowed invited called begged pressed wants wanted asks orders urges gave give given".split()
)
ActorRole = Literal["source", "target", "participant"]


def find_actors(names: Names, match: Match, text: str) -> tuple[Actor, ...]:
    """Who does it and to whom it is done, in the order of the text."""
    tokens = names.tokens
    actors: dict[Phrase, Actor] = {}
    for phrase, role in _phrases(names, match):
        if role == "source" and match.kind in _NO_SOURCE:
            continue
        if any(phrase[0] <= other[1] and other[0] <= phrase[1] for other in actors):
            continue
        start, end = tokens[phrase[0]].start, tokens[phrase[1]].end
        country = _country(start, end, names.resolutions) or _owner_country(tokens, phrase, names.resolutions)
        actors[phrase] = Actor(text[start:end], role, start, end, country)
    return tuple(actors[phrase] for phrase in sorted(actors))


def _phrases(names: Names, match: Match) -> Iterator[tuple[Phrase, ActorRole]]:
    """The phrases that name somebody, each with its role, the surest first."""
    if match.word_class == "noun":
        yield from _of_noun(names, match)
    else:
        yield from _of_verb(names, match)


def _members(
    names: Names, phrase: Phrase | None, role: ActorRole, *, owner: bool = False, bare_places: bool = True
) -> Iterator[tuple[Phrase, ActorRole]]:
    """The actors in a phrase: each member of "Armenia and Azerbaijan" apart where both sides do the same."""
    if phrase is None:
        return
    for part in _split(names.tokens, phrase) if role == "participant" else [phrase]:
        actor = actor_in(names, part, owner=owner, bare_places=bare_places)
        if actor:
            yield actor, role


def _country(start: int, end: int, resolutions: Sequence[Resolution]) -> str | None:
    first = bisect_left(resolutions, start, key=lambda item: item.mention.start)
    for index in range(first, bisect_left(resolutions, end, key=lambda item: item.mention.start)):
        item = resolutions[index]
        if item.mention.end <= end and item.place and item.place.country:
            return item.place.country
    return None


def _owner_country(tokens: Sequence[Token], phrase: Phrase, resolutions: Sequence[Resolution]) -> str | None:
    """The country of "whose troops": that of the name before the relative clause."""
    at = phrase[0] - 1
    if at < 1 or tokens[at].low != "whose":
        return None
    before = [item for item in resolutions if 0 <= tokens[at].start - item.mention.end <= _RELATIVE_GAP and item.place]
    return before[-1].place.country if before and before[-1].place else None


def is_passive(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a verb trigger is passive: "were killed", "arrested by", "men shot dead"."""
    if match.word_class != "verb" or match.form not in ("ed", "part"):
        return False
    for token in reversed(tokens[max(0, match.first - 4) : match.first]):
        if token.low in BE_FORMS:
            return True
        if token.low not in ADVERBS and not token.low.endswith("ly") and token.low not in AUXILIARIES:
            break
    following = tokens[match.last + 1].low if match.last + 1 < len(tokens) else ""
    return following == "by" or (
        match.form == "part" and (match.first == 0 or tokens[match.first - 1].low not in AUXILIARIES)
    )


def _of_verb(names: Names, match: Match) -> Iterator[tuple[Phrase, ActorRole]]:
    tokens = names.tokens
    subject = _asked(tokens, match) or _subject(tokens, match.first)
    mutual = match.kind in _MUTUAL
    here = match.kind not in _ON_THE_GROUND
    if is_passive(tokens, match):
        if match.kind not in _NO_TARGET:
            yield from _members(names, subject, "target", bare_places=here)
        elif match.kind == "withdrawal":
            yield from _members(names, subject, "source")
        yield from _members(names, _after_word(tokens, match.last + 1, ("by",), 10), "source")
        return
    if match.kind == "withdrawal":
        yield from _movers(names, match, subject)
        return
    yield from _members(names, subject, "participant" if mutual else "source")
    if mutual:
        yield from _members(names, _after_word(tokens, match.last + 1, ("with",), 6), "participant")
    if match.kind in _NO_TARGET or (mutual and match.kind != "meeting"):
        return
    found = list(
        _members(names, _phrase_right(tokens, match.last + 1), "participant" if mutual else "target", bare_places=here)
    )
    if not found and not mutual:
        words = ("on", "against", "at", "with") if match.kind in _WITH_A_PARTNER else ("on", "against", "at")
        found = list(_members(names, _after_word(tokens, match.last + 1, words, 7), "target", bare_places=here))
    yield from found


def _movers(names: Names, match: Match, subject: Phrase | None) -> Iterator[tuple[Phrase, ActorRole]]:
    """Those who leave: the subject, and the forces that a government withdraws or sends away."""
    if not match.lemma.startswith(_CAUSES):
        yield from _members(names, subject, "source")
    at = match.first + (1 if match.last == match.first or "~" in match.lemma else match.last - match.first + 1)
    at += names.tokens[at].low == "home" if at < len(names.tokens) else 0
    if at >= len(names.tokens) or names.tokens[at].low in _OWN:
        return
    moved = _phrase_right(names.tokens, at)
    if moved and any("forces" in word_classes(token.low) for token in names.tokens[moved[0] : moved[1] + 1]):
        yield from _members(names, moved, "source")


def _asked(tokens: Sequence[Token], match: Match) -> Phrase | None:
    """Who is asked: "asked France to withdraw" has France do it."""
    if match.first < 2 or tokens[match.first - 1].low != "to":
        return None
    phrase = _phrase_left(tokens, match.first - 2)
    if phrase and phrase[0] > 0 and tokens[phrase[0] - 1].low in _ASKING:
        return phrase
    return None


def _of_noun(names: Names, match: Match) -> Iterator[tuple[Phrase, ActorRole]]:
    tokens = names.tokens
    mutual = match.kind in _MUTUAL
    here = match.kind not in _ON_THE_GROUND
    between = list(
        _members(names, _after_word(tokens, match.last + 1, ("between", "among"), 4, joined=True), "participant")
    )
    if between:
        yield from between
        return
    yield from _members(names, _after_word(tokens, match.last + 1, ("by",), 6), "source")
    yield from _members(names, _after_word(tokens, match.last + 1, ("against", "on"), 5), "target", bare_places=here)
    if mutual or match.kind in _WITH_A_PARTNER:
        partner = None if _has_topic(tokens, match.last) else _after_word(tokens, match.last + 1, ("with",), 5)
        yield from _members(names, partner, "participant" if mutual else "target")
    of = _after_word(tokens, match.last + 1, ("of",), 1)
    yield from _members(names, of, "source" if match.kind in _OF_THE_DOER else "target", bare_places=here)
    role: ActorRole = "participant" if mutual else "source"
    yield from _members(names, _owner(names, match.first), role, owner=True)


def _has_topic(tokens: Sequence[Token], last: int) -> bool:
    """Whether a noun is followed by what it is about: in "talks about relations with Ruritania" nobody talks with it."""
    return any(token.low in ("about", "over", "on") for token in tokens[last + 1 : last + 3])


def _owner(names: Names, first: int) -> Phrase | None:
    """Who stands before a noun: "Niger's withdrawal", "the US troop withdrawal", "Israeli strikes", "a rebel attack"."""
    tokens = names.tokens
    for at in range(first - 1, max(-1, first - 5), -1):
        low = tokens[at].low
        if low == "'s":
            return _phrase_left(tokens, at - 1)
        if low in _PHRASE_END or low in DETERMINERS or not is_word(tokens[at]):
            return None
        if tokens[at].text[0].isupper() or at in names.places:
            return _run_of_capitals(tokens, at)
        if low in _DOERS_BEFORE_A_NOUN:
            return at, at
    return None


def _run_of_capitals(tokens: Sequence[Token], last: int) -> Phrase:
    first = last
    while first > 0 and tokens[first - 1].text[0].isupper() and tokens[first - 1].low not in PREPOSITIONS | DETERMINERS:
        first -= 1
    return first, last


def _subject(tokens: Sequence[Token], first: int) -> Phrase | None:
    """The noun phrase that governs the verb at ``first``, past "has agreed to", "is preparing to", "will begin"."""
    at = first - 1
    while at >= 0 and _is_chain(tokens[at]):
        at -= 1
    if at >= 0 and tokens[at].low in ("who", "which", "that"):
        at -= 1
    if at >= 0 and tokens[at].low == ",":
        at = _before_apposition(tokens, at)
    phrase = _phrase_left(tokens, at)
    hops = 0
    while phrase and phrase[0] > 0 and tokens[phrase[0] - 1].low in _SKIPPED_PREPOSITIONS and hops < _MOST_HOPS:
        outer = _phrase_left(tokens, phrase[0] - 2)
        if outer is None:
            break
        phrase, hops = outer, hops + 1
    return phrase


def _is_chain(token: Token) -> bool:
    """Whether a word may stand between a subject and its verb: "has agreed to", "is not ready to", "and then"."""
    low = token.low
    if token.text[0].isupper() and low not in AUXILIARIES and low != "to":
        return False
    return (
        low in AUXILIARIES
        or low in ADVERBS
        or low in ("to", "and", "not", "never")
        or low.endswith("ly")
        or low in _CONTROL
        or base_form(low) in _CONTROL
    )


def _before_apposition(tokens: Sequence[Token], comma: int) -> int:
    """Index before "…, a farmer," or before the comma alone where no pair of commas stands."""
    for index in range(comma - 1, max(-1, comma - 12), -1):
        if tokens[index].low == ",":
            return index - 1
    return comma - 1


def _phrase_left(tokens: Sequence[Token], last: int) -> Phrase | None:
    if last < 0 or not is_word(tokens[last]):
        return None
    first = last
    while first >= 0 and last - first < _LONGEST and _inside(tokens, first):
        first -= 1
    first += 1
    while first < last and (tokens[first].low in ("and", "of", "'s") or tokens[first].low in ADVERBS):
        first += 1
    if first > 0 and tokens[first].low == "least":
        first -= 1
    return (first, last) if first <= last and _inside(tokens, last) else None


def _phrase_right(tokens: Sequence[Token], first: int, *, joined: bool = False) -> Phrase | None:
    if first < len(tokens) and tokens[first].low == "of":
        first += 1
    if first + 1 < len(tokens) and tokens[first].low in ("at", "up", "about", "over", "around"):
        first += 1 if tokens[first + 1].low[0].isdigit() or tokens[first + 1].low in ("least", "to") else 0
    last = first
    while last < len(tokens) and last - first < (_LONGEST_PAIR if joined else _LONGEST) and _inside(tokens, last):
        if tokens[last].low == "and" and not joined:
            break
        if last > first and tokens[last].low in DETERMINERS and tokens[last - 1].low not in ("of", "and"):
            break
        last += 1
    last -= 1
    while last > first and tokens[last].low in ("and", "of", "'s"):
        last -= 1
    return (first, last) if first <= last and is_word(tokens[first]) else None


def _inside(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    before = tokens[index - 1].low if index else ""
    if token.low == "than" and before in ("more", "less", "fewer"):
        return True
    if token.low == "least" and before == "at":
        return True
    if token.low in _PHRASE_END and not (token.low in SAYING and token.text[0].isupper()):  # "United States"
        return False
    if token.low in TIME_WORDS or _is_verb(token):
        return False
    return is_word(token) or token.low == "'s"


def _is_verb(token: Token) -> bool:
    """Whether a word ends a noun phrase because it is a verb: "asked", "signals", "including"."""
    low = token.low
    if low in _ADJECTIVES or (token.text[0].isupper() and not low.endswith("ed")):
        return False
    if low in SIMPLE_PASTS or (low.endswith("ed") and len(low) > 4):
        return True
    return low in ("including", "making", "demanding", "calling", "saying", "using", "fleeing", "leaving", "including")


def _after_word(
    tokens: Sequence[Token], begin: int, words: Sequence[str], reach: int, *, joined: bool = False
) -> Phrase | None:
    """The noun phrase after the first of ``words`` that follows within ``reach`` tokens."""
    for index in range(begin, min(begin + reach, len(tokens))):
        low = tokens[index].low
        if low in CLAUSE_MARKS or low == "," or low in RELATIVES:
            return None
        if low in words:
            return _phrase_right(tokens, index + 1, joined=joined)
    return None


def _split(tokens: Sequence[Token], phrase: Phrase) -> list[Phrase]:
    """The members of "Armenia and Azerbaijan"; a phrase without "and" is one member."""
    first, last = phrase
    for index in range(first + 1, last):
        if tokens[index].low == "and":
            return [(first, index - 1), *_split(tokens, (index + 1, last))]
    return [phrase]
