"""Who takes part in an event, in the words of the text: the noun phrases before and after the trigger.

There is no parser here. A phrase is read outwards from the trigger until a word of a closed class ends it; voice
(active, passive) and the preposition decide the role. Pronouns are left out: they name nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geobrief.events.triggers import Match
from geobrief.events.words import (
    AUXILIARIES,
    BE_FORMS,
    CLAUSE_MARKS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYING,
    SIMPLE_PASTS,
    Token,
    is_word,
)
from geobrief.model import Actor, Resolution

_LONGEST = 9
"""Words of a phrase: a longer one is a phrase that was not understood."""
_MUTUAL = frozenset("armed_clash meeting agreement_signed military_exercise riot mob_violence".split())
"""Kinds in which both sides do the same."""
_ADVERBS = frozenset(
    "also already still then later now again not never reportedly allegedly recently reluctantly repeatedly finally "
    "eventually first since once twice only just even soon both all jointly each".split()
)
_TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december today yesterday tomorrow night morning evening afternoon week month year midnight dawn "
    "weekend day days weeks months years noon".split()
)
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
_ASKING = frozenset(
    "asked ordered told urged forced allowed invited called begged pressed wants wanted asks orders urges".split()
)

_Phrase = tuple[int, int]
"""First and last token of a noun phrase, inclusive."""


def find_actors(
    tokens: Sequence[Token], match: Match, resolutions: Sequence[Resolution], text: str
) -> tuple[Actor, ...]:
    """Who does it and to whom it is done, in the order of the text."""
    roles = _of_noun(tokens, match) if match.word_class == "noun" else _of_verb(tokens, match)
    actors: dict[_Phrase, Actor] = {}
    for phrase, role in roles:
        if role == "participant":
            for part in _split(tokens, phrase):
                _add(actors, tokens, part, role, resolutions=resolutions, text=text)
        else:
            _add(actors, tokens, phrase, role, resolutions=resolutions, text=text)
    return tuple(actors[phrase] for phrase in sorted(actors))


def _add(
    actors: dict[_Phrase, Actor],
    tokens: Sequence[Token],
    phrase: _Phrase,
    role: str,
    *,
    resolutions: Sequence[Resolution],
    text: str,
) -> None:
    first, last = phrase
    words = [token for token in tokens[first : last + 1] if is_word(token)]
    if not words or all(word.low in PRONOUNS | DETERMINERS | _ADVERBS for word in words):
        return
    if any(first <= other[1] and other[0] <= last for other in actors) or words[-1].low in _TIME_WORDS:
        return
    start, end = tokens[first].start, tokens[last].end
    named: Actor = Actor(
        name=text[start:end],
        role="source" if role == "source" else "target" if role == "target" else "participant",
        start=start,
        end=end,
        country=_country(start, end, resolutions),
    )
    actors[phrase] = named


def _country(start: int, end: int, resolutions: Sequence[Resolution]) -> str | None:
    for item in resolutions:
        if start <= item.mention.start and item.mention.end <= end and item.place and item.place.country:
            return item.place.country
    return None


def is_passive(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a verb trigger is passive: "were killed", "arrested by", "men shot dead"."""
    if match.word_class != "verb" or match.form not in ("ed", "part"):
        return False
    for token in reversed(tokens[max(0, match.first - 4) : match.first]):
        if token.low in BE_FORMS:
            return True
        if token.low not in _ADVERBS and not token.low.endswith("ly") and token.low not in AUXILIARIES:
            break
    following = tokens[match.last + 1].low if match.last + 1 < len(tokens) else ""
    return following == "by" or (
        match.form == "part" and (match.first == 0 or tokens[match.first - 1].low not in AUXILIARIES)
    )


def _of_verb(tokens: Sequence[Token], match: Match) -> Iterator[tuple[_Phrase, str]]:
    subject = _asked(tokens, match) or _subject(tokens, match.first)
    after = _phrase_right(tokens, match.last + 1)
    mutual = match.kind in _MUTUAL
    if is_passive(tokens, match):
        if subject:
            yield subject, "target"
        agent = _after_word(tokens, match.last + 1, ("by",), 10)
        if agent:
            yield agent, "source"
        return
    partner = _after_word(tokens, match.last + 1, ("with",), 5) if mutual else None
    if subject:
        yield subject, "participant" if mutual else "source"
    if partner:
        yield partner, "participant"
    elif after and match.kind not in _NO_TARGET:
        yield after, "participant" if match.kind == "meeting" else "target"


def _asked(tokens: Sequence[Token], match: Match) -> _Phrase | None:
    """Who is asked: "asked France to withdraw" has France do it."""
    if match.first < 2 or tokens[match.first - 1].low != "to":
        return None
    phrase = _phrase_left(tokens, match.first - 2)
    if phrase and phrase[0] > 0 and tokens[phrase[0] - 1].low in _ASKING:
        return phrase
    return None


def _of_noun(tokens: Sequence[Token], match: Match) -> Iterator[tuple[_Phrase, str]]:
    mutual = match.kind in _MUTUAL
    between = _after_word(tokens, match.last + 1, ("between", "among"), 4, joined=True)
    if between:
        yield between, "participant"
        return
    for words, role in ((("by",), "source"), (("against", "on"), "target"), (("with",), "participant")):
        phrase = _after_word(tokens, match.last + 1, words, 5)
        if phrase and not (role == "participant" and not mutual):
            yield phrase, role
    of = _after_word(tokens, match.last + 1, ("of",), 1)
    if of:
        yield (
            of,
            "source" if match.kind in ("withdrawal", "arrival", "deployment", "protest", "displacement") else "target",
        )
    owner = _owner(tokens, match.first)
    if owner:
        yield owner, "participant" if mutual else "source"


def _owner(tokens: Sequence[Token], first: int) -> _Phrase | None:
    """Who stands before a noun: "Niger's withdrawal", "the US withdrawal", "Israeli strikes"."""
    at = first - 1
    while at >= 0 and is_word(tokens[at]) and not tokens[at].text[0].isupper() and at > first - 4:
        if tokens[at].low in _PHRASE_END or tokens[at].low in DETERMINERS:
            return None
        at -= 1
    if at < 0 or not (tokens[at].text[0].isupper() or tokens[at].low == "'s"):
        return None
    last = at - 1 if tokens[at].low == "'s" else at
    begin = last
    while begin > 0 and tokens[begin - 1].text[0].isupper() and is_word(tokens[begin - 1]):
        begin -= 1
    return (begin, last) if 0 <= begin <= last and tokens[begin].low not in PREPOSITIONS | DETERMINERS else None


def _subject(tokens: Sequence[Token], first: int) -> _Phrase | None:
    """The noun phrase that governs the verb at ``first``."""
    at = first - 1
    while at >= 0 and (
        tokens[at].low in AUXILIARIES
        or tokens[at].low in _ADVERBS
        or tokens[at].low in ("to", "and")
        or tokens[at].low.endswith("ly")
    ):
        at -= 1
    if at >= 0 and tokens[at].low in ("who", "which", "that"):
        at -= 1
    if at >= 0 and tokens[at].low == ",":
        at = _before_apposition(tokens, at)
    phrase = _phrase_left(tokens, at)
    hops = 0
    while phrase and phrase[0] > 0 and tokens[phrase[0] - 1].low in _SKIPPED_PREPOSITIONS and hops < 3:
        outer = _phrase_left(tokens, phrase[0] - 2)
        if outer is None:
            break
        phrase, hops = outer, hops + 1
    return phrase


def _before_apposition(tokens: Sequence[Token], comma: int) -> int:
    """Index before "…, a farmer," or before the comma alone where no pair of commas stands."""
    for index in range(comma - 1, max(-1, comma - 12), -1):
        if tokens[index].low == ",":
            return index - 1
    return comma - 1


def _phrase_left(tokens: Sequence[Token], last: int) -> _Phrase | None:
    if last < 0 or not is_word(tokens[last]):
        return None
    first = last
    while first >= 0 and last - first < _LONGEST and _inside(tokens, first):
        first -= 1
    first += 1
    while first < last and (tokens[first].low in ("and", "of", "'s") or tokens[first].low in _ADVERBS):
        first += 1
    if first > 0 and tokens[first].low == "least":
        first -= 1
    return (first, last) if first <= last and _inside(tokens, last) else None


def _phrase_right(tokens: Sequence[Token], first: int, *, joined: bool = False) -> _Phrase | None:
    if first < len(tokens) and tokens[first].low == "of":
        first += 1
    if first + 1 < len(tokens) and tokens[first].low in ("at", "up", "about", "over", "around"):
        first += 1 if tokens[first + 1].low[0].isdigit() or tokens[first + 1].low in ("least", "to") else 0
    last = first
    while last < len(tokens) and last - first < _LONGEST and _inside(tokens, last):
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
    if token.low in _PHRASE_END or token.low in _TIME_WORDS or _is_verb(token):
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
) -> _Phrase | None:
    """The noun phrase after the first of ``words`` that follows within ``reach`` tokens."""
    for index in range(begin, min(begin + reach, len(tokens))):
        low = tokens[index].low
        if low in CLAUSE_MARKS or low == "," or low in RELATIVES:
            return None
        if low in words:
            return _phrase_right(tokens, index + 1, joined=joined)
    return None


def _split(tokens: Sequence[Token], phrase: _Phrase) -> list[_Phrase]:
    """The members of "Armenia and Azerbaijan"; a phrase without "and" is one member."""
    first, last = phrase
    for index in range(first + 1, last):
        if tokens[index].low == "and":
            return [(first, index - 1), *_split(tokens, (index + 1, last))]
    return [phrase]
