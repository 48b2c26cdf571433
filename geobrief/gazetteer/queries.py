"""What people write into the field of an address → the ways in which it may be meant, the surest first.

"Paris, Texas, USA", "St Louis MO 63101", "Arlington (VA)", "agadez niger", "Bolivia, Plurinational State of": a name,
and the places that it lies in. Nothing is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_ONE_BRACKET = re.compile(r"([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
# Postal codes beside a name: 63101, 63101-1234, NSW 2000, D-50667, M5V 2T6, SW1A 2AA. A name of their own they never are.
_POSTCODE = re.compile(
    r"(?:^|(?<=\s))(?:[A-Z]{1,2}-)?\d{5,6}(?:-\d{3,4})?(?=\s|$)"
    r"|(?:^|(?<=\s))[A-Z]\d[A-Z] ?\d[A-Z]\d(?=\s|$)"
    r"|(?:^|(?<=\s))[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?=\s|$)"
)
# The second half of a country's official name, put behind a comma to sort lists by the first.
_OFFICIAL = re.compile(
    r"(?:the\s+)?(?:[\w'’-]+\s+){0,4}(?:republic|states?|kingdom|federation|emirates?|principality|sultanate|union|province|territory)"
    r"\s+of(?:\s+the)?(?:\s+china)?$|^the$",
    re.IGNORECASE,
)
# Four figures are a postal code only beside what a place lies in: "Camp 1391" has a number.
_SHORT_POSTCODE = re.compile(r"(?:^|(?<=\s))(?:[A-Z]{1,2}-)?\d{4}(?=\s|$)")
# Words that a container without a comma may have: "New South Wales", "Trinidad and Tobago".
_MOST_WORDS = 4
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Container:
    """A place that the one looked for lies in, as written."""

    text: str
    after: Literal["comma", "bracket", "blank"] = "comma"
    """What stands before it. After a mere blank it must be a country or a first-order province; in brackets it may also
    be another name of the place itself."""

    @property
    def is_code(self) -> bool:
        """Whether it is written as codes are: two or three capitals, "ON", "N.Y."."""
        letters = self.text.replace(".", "").replace(" ", "")
        return 2 <= len(letters) <= 3 and letters.isalpha() and letters.isupper()


@dataclass(frozen=True, slots=True)
class NameQuery:
    """One way to read a query."""

    name: str
    containers: tuple[Container, ...] = ()
    states_only: bool = False
    """Whether it names a country or territory, in the order of an official list."""


def readings(query: str) -> Iterator[NameQuery]:
    """A query → its readings, the surest first; each is to be taken literally."""
    yield NameQuery(query)
    parts = [part.strip() for part in query.split(",") if part.strip()][:_MOST_PARTS]
    yield from _official(parts)
    if len(parts) > 1:
        yield NameQuery(parts[0], tuple(map(Container, parts[1:])))
    if len(parts) > 2:
        # "Goma, Congo, DR"
        yield NameQuery(parts[0], (*map(Container, parts[1:-2]), Container(f"{parts[-1]} {parts[-2]}", "blank")))
    whole = [piece for part in parts for piece in _pieces(part)]
    if whole:
        yield from _in_pieces(whole)


def _in_pieces(whole: list[Container]) -> Iterator[NameQuery]:
    name, *outer = whole
    if outer:
        name = Container(_without(_SHORT_POSTCODE, name.text) or name.text)
        outer = [Container(text, one.after) for one in outer if (text := _without(_SHORT_POSTCODE, one.text))]
    yield NameQuery(name.text, tuple(outer))
    for head, tail in _split(_without(_SHORT_POSTCODE, name.text)):
        yield NameQuery(head, (tail, *outer))
    for at, container in enumerate(outer):
        # "Toronto, Ontario Canada"
        for head, tail in _split(container.text):
            yield NameQuery(name.text, (*outer[:at], Container(head, container.after), tail, *outer[at + 1 :]))
    if len(whole) > 1:
        # As addresses are written from the largest down: "Niger, Agadez".
        yield NameQuery(whole[-1].text, tuple(Container(piece.text, "blank") for piece in whole[:-1]))


def _official(parts: list[str]) -> Iterator[NameQuery]:
    """Read "Congo, DR" and "Bolivia, Plurinational State of" in the order in which they are spoken."""
    if len(parts) == 1 and (match := _ONE_BRACKET.fullmatch(parts[0])):
        parts = [match[1], match[2]]
    if len(parts) != 2:
        return
    head, tail = parts
    yield NameQuery(f"{tail} {head}", states_only=True)
    if tail.lower().startswith("the "):
        yield NameQuery(f"{tail[4:]} {head}", states_only=True)
    if _OFFICIAL.search(tail):
        yield NameQuery(head, states_only=True)
        if tail.lower() == "the":
            yield NameQuery(f"{tail} {head}")


def _pieces(part: str) -> list[Container]:
    """What stands between two commas → the place that it names, and those in brackets behind it; postal codes left out."""
    plain = _without(_POSTCODE, _BRACKETS.sub(" ", part))
    inner = [_without(_POSTCODE, text) for text in _BRACKETS.findall(part)]
    return [Container(plain)] * bool(plain) + [Container(text, "bracket") for text in inner if text]


def _without(pattern: re.Pattern[str], text: str) -> str:
    return " ".join(pattern.sub(" ", text).split())


def _split(text: str) -> Iterator[tuple[str, Container]]:
    """Words → the first as a name and the last as what it lies in ("agadez niger"), the most words first."""
    words = text.split()
    for number in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        container = Container(" ".join(words[-number:]), "blank")
        short = len(container.text.replace(".", "")) <= 3
        if not short or container.is_code:
            yield " ".join(words[:-number]), container
