"""Words of violence, disaster and law that mean something else: "an attack on the report", "a drought of ideas".

The rules and their word lists are data, ``figures_of_speech.toml``. They look only at the words beside the trigger, so
that a real attack told in the same sentence stays.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geobrief.events.triggers import Match
from geobrief.events.words import AUXILIARIES, BE_FORMS, CLAUSE_MARKS, DETERMINERS, PREPOSITIONS, RELATIVES, Token

_OF_REACH = 4
"""Words after "of" in which the thing meant is looked for: "a flood of very cheap imports"."""
_OBJECT_REACH = 7
"""Words after a trigger in which its object is looked for: "battled for hours over a single word"."""
_DOER_REACH = 5
"""Words after "by" in which the doer is looked for: "picked up by a passing cargo ship"."""
_STOPS = CLAUSE_MARKS | RELATIVES | {",", "and", "as", "after", "before", "since", "because", "but"}
"""Words that end the trigger's own phrase."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kinds: frozenset[str]
    """Empty: every kind."""
    at: str
    words: frozenset[str]


def is_figure_of_speech(tokens: Sequence[Token], match: Match, kind: str) -> bool:
    """Whether the trigger ``match`` is used for something that is no event of ``kind``."""
    return any((not rule.kinds or kind in rule.kinds) and _holds(rule, tokens, match) for rule in _rules())


def _holds(rule: _Rule, tokens: Sequence[Token], match: Match) -> bool:
    if rule.at == "next":
        names_a_thing = match.word_class == "noun" or match.form == "ing"
        return names_a_thing and _low(tokens, match.last + 1) in rule.words
    if rule.at == "of":
        return _low(tokens, match.last + 1) in ("of", "in") and _meets(
            rule.words, _phrase(tokens, match.last + 2, _OF_REACH)
        )
    if rule.at == "object":
        return _meets(rule.words, _phrase(tokens, match.last + 1, _OBJECT_REACH))
    if rule.at == "doer":
        return _low(tokens, match.last + 1) == "by" and _meets(
            rule.words, _phrase(tokens, match.last + 2, _DOER_REACH, stops=PREPOSITIONS)
        )
    if rule.at == "subject":
        return match.word_class == "verb" and _before(tokens, match.first) in rule.words
    return match.word_class == "noun" and _is_said_to_be(tokens, match)


def _meets(words: frozenset[str], lows: Sequence[str]) -> bool:
    return any(low in words for low in lows)


def _phrase(tokens: Sequence[Token], begin: int, reach: int, *, stops: frozenset[str] = frozenset()) -> list[str]:
    """The words from ``begin`` on, at most ``reach``, to the end of the phrase."""
    lows: list[str] = []
    for token in tokens[begin : begin + reach]:
        if token.low in _STOPS or token.low in stops or not (token.low[0].isalnum() or token.low == "'s"):
            break
        lows.append(token.low)
    return lows


def _before(tokens: Sequence[Token], first: int) -> str:
    """The word before a verb and its auxiliaries and adverbs: the head of its subject, where that stands there."""
    at = first - 1
    while at >= 0 and (tokens[at].low in AUXILIARIES or tokens[at].low.endswith("ly") or tokens[at].low == "also"):
        at -= 1
    return _low(tokens, at)


def _is_said_to_be(tokens: Sequence[Token], match: Match) -> bool:
    """Whether the words are "was an earthquake for …": a comparison."""
    if _low(tokens, match.last + 1) != "for":
        return False
    near = [token.low for token in tokens[max(0, match.first - 3) : match.first]]
    return any(low in DETERMINERS for low in near) and any(low in BE_FORMS for low in near)


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else ""


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    data = tomllib.loads(files("geobrief.events").joinpath("figures_of_speech.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(text.split()) for name, text in data["words"].items()}
    return tuple(_rule(row, words) for row in data["rule"])


def _rule(row: dict[str, Any], words: dict[str, frozenset[str]]) -> _Rule:
    return _Rule(
        frozenset(row.get("kinds", "").split()), row["at"], words[row["words"]] if "words" in row else frozenset()
    )
