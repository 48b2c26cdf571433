"""The words around a trigger as its status is read from them: its clause, nearest word first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geobrief.events.status_words import IF_WORDS, LOOK_LEFT, LOOK_RIGHT, NEW_CLAUSE, NOT_YET
from geobrief.events.triggers import Match
from geobrief.events.words import CLAUSE_MARKS, RELATIVES, Token
from geobrief.model import Status


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status and the word that decided it."""

    status: Status
    because: str | None = None
    """The governing word ("denied"), or None where the plain past tense decided."""
    hypothetical: bool = False
    """Whether the event is only supposed: "if they attack", "fears of an attack"."""
    governor: int | None = None
    """Index of the token of the act that asks for, announces or decides the event ("agreed … to"), if one does."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a trigger, in lower case."""

    match: Match
    left: tuple[str, ...]
    """Words before it, nearest first, to the beginning of its clause."""
    right: tuple[str, ...]
    """Words after it, nearest first, to the next sign."""
    opener: str
    """The word that opens its clause ("after", "until"), or empty."""
    condition: bool
    """Whether its sentence begins with "if" and the trigger stands after that clause."""

    @property
    def noun(self) -> bool:
        """Whether the event is named by a noun."""
        return self.match.word_class == "noun"


def context_of(tokens: Sequence[Token], match: Match) -> Context:
    """What stands around the trigger ``match`` of a sentence."""
    return Context(
        match,
        _left(tokens, match.first),
        _right(tokens, match.last),
        _opener(tokens, match.first),
        bool(tokens) and tokens[0].low in IF_WORDS,
    )


def _left(tokens: Sequence[Token], first: int) -> tuple[str, ...]:
    words: list[str] = []
    commas = 0
    for token in reversed(tokens[max(0, first - LOOK_LEFT) : first]):
        commas += token.low == ","
        if token.low in CLAUSE_MARKS or token.low in NEW_CLAUSE or commas > 1:
            break
        if token.low in RELATIVES and token.low != "that":
            break
        words.append(token.low)
    return tuple(words)


def _opener(tokens: Sequence[Token], first: int) -> str:
    """The word that opens the trigger's clause, if it is one of time or cause."""
    for token in reversed(tokens[max(0, first - LOOK_LEFT) : first]):
        if token.low in NEW_CLAUSE or token.low in NOT_YET:
            return token.low
        if token.low in CLAUSE_MARKS or token.low == ",":
            break
    return ""


def _right(tokens: Sequence[Token], last: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in tokens[last + 1 : last + 1 + LOOK_RIGHT]:
        if token.low in CLAUSE_MARKS or token.low == ",":
            break
        words.append(token.low)
    return tuple(words)
