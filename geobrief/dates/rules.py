"""What a rule is, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from geobrief.dates.intervals import Interval
from geobrief.dates.known import DateState
from geobrief.dates.vocabulary import compiled
from geobrief.model import Direction

Sort = Literal["date", "clock", "duration", "set", "reference"]
"""What an expression is: only dates move the day from which "two days later" counts."""


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """What a rule made of its match."""

    start: int
    end: int
    interval: Interval
    rule: str
    sort: Sort = "date"
    direction: Direction | None = None
    """Where the words themselves say it; None leaves it to the preposition before them."""
    joins: bool = False
    """Whether this is the first end of a range whose other end follows."""
    explicit: bool = False
    """Whether a year was written out."""
    reach: int | None = None
    """Where the words end that give the interval, if that is behind the expression: the far end of a range."""
    looks_back: bool = False
    """Whether the words count back from what was told before ("the previous week", "two days earlier")."""
    hour: bool = False
    """Whether an hour stands in it."""
    dated: bool = False
    """Of an hour: whether the text gives its day, too; alone it stands on the day of its article for want of a better."""
    year_known: bool = True
    """Whether the year of a day or month could be told."""
    year_step: int | None = None
    """Of "last year", "this year", "next year": how many years it lies from the article's; None of any other words."""
    offset: tuple[int, str] | None = None
    """Of "a day after", how many units the event behind it lies from the main clause's (-1 day); 0 where it is vague."""


Answer = RuleMatch | list[RuleMatch] | None
BACKWARDS = frozenset({"last", "previous"})
"""Words that count back from what was told before."""

Reader = Callable[[re.Match[str], DateState], Answer]


@dataclass(frozen=True)
class Rule:
    """A pattern and how to read it."""

    name: str
    written: str
    """The pattern as :func:`geobrief.dates.vocabulary.compiled` takes it."""
    read: Reader

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first tried: all of them take a fifth of a second, and a short text tries few."""
        return compiled(self.written)


class Rules:
    """Rules by the first word of what they match, so that most words of a text try none."""

    def __init__(self) -> None:
        self.by_word: dict[str, list[Rule]] = {}

    def rule(self, name: str, starts: Iterable[str], pattern: str) -> Callable[[Reader], Reader]:
        """Register a reader under the words (lower case, or ``#`` and a count of digits) it may start with."""

        def register(read: Reader) -> Reader:
            made = Rule(name, pattern, read)
            for start in dict.fromkeys(starts):
                self.by_word.setdefault(start, []).append(made)
            return read

        return register

    def extend(self, other: Rules) -> None:
        """Take over another module's rules, behind one's own."""
        for word, rules in other.by_word.items():
            self.by_word.setdefault(word, []).extend(rules)
