"""A report → the groups that it may belong to, without looking at the others.

A report joins a group only where it has something in common with the group's first report (words, names, or a town) and
nothing keeps the two apart (days, countries, provinces, towns, who does it). What they have in common is looked up in
postings; what keeps them apart is a bit in a mask. Both let through more than :func:`geobrief.brief.likeness.likeness`
does, and never less: that decides.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from geobrief.brief.likeness import (
    FEW_WORDS,
    LIKE_WORDS,
    SLACK_DAYS,
    WORDS_BESIDE_NAMES,
    Facts,
)
from geobrief.events import kinds_that_are
from geobrief.model import STATES, Place

_Numbers = npt.NDArray[np.int64]

_ANY = (1 << 64) - 1
"""The mask of what nothing keeps apart."""
_BITS = 64
_WIDE = frozenset({"region", "continent", "water", "landform"})
"""Kinds of places that lie in no country, or in several."""
_SITE = frozenset({"site", "district"})
"""Kinds of places that may lie in a town by their distance from it, across the border of a province."""
_TOWN = frozenset({"city", "admin2"})
_NEVER, _EVER = 0, 4_000_000
"""Before the first and after the last day, as :meth:`datetime.date.toordinal` counts them."""


class Leaders:
    """The first reports of the groups of one kind and its kin, by number, in the order in which the groups began."""

    def __init__(self) -> None:
        self._first, self._last = _Column("q"), _Column("q")
        self._countries, self._provinces, self._towns, self._doers = (_Column("Q") for _ in range(4))
        self._lengths = _Column("q")
        self._singular = array("q")
        self._with_word, self._with_name, self._at = _Postings(), _Postings(), _Postings()
        self._size = 0

    def add(self, facts: Facts) -> None:
        """Take in the first report of a new group."""
        number = self._size
        self._size += 1
        for column, value in zip(self._columns(), _row(facts), strict=True):
            column.append(value)
        self._lengths.append(facts.fewest)
        for postings, keys in (
            (self._with_word, facts.words),
            (self._with_name, facts.names),
            (self._at, _places(facts)),
        ):
            postings.add(keys, number)
        if facts.kind in kinds_that_are("singular"):
            self._singular.append(number)

    def near(self, facts: Facts) -> list[int]:
        """Return the numbers of the groups that a report may belong to, in their order."""
        if not self._size:
            return []
        numbers = self._apart(self._in_common(facts), _row(facts))
        return [int(number) for number in numbers]

    def _columns(self) -> Sequence[_Column]:
        return self._first, self._last, self._countries, self._provinces, self._towns, self._doers

    def _in_common(self, facts: Facts) -> _Numbers:
        """Return those with which it shares enough words, a name, or a town; of a singular kind all."""
        if facts.kind in kinds_that_are("singular"):
            return np.arange(self._size)
        counts = np.bincount(self._with_word.under(facts.words), minlength=self._size)
        shorter = np.minimum(self._lengths.values(), facts.fewest)
        named = self._with_name.under(facts.names)
        if facts.kind in kinds_that_are("everyday"):
            named = named[counts[named] >= WORDS_BESIDE_NAMES * shorter[named]]
            alike = np.flatnonzero((counts > 0) & (counts >= LIKE_WORDS * shorter - _ROUNDING))
            return np.union1d(named, alike)
        alike = np.flatnonzero((counts > 0) & (counts >= FEW_WORDS * shorter - _ROUNDING))
        there = self._at.under(_places(facts)) if facts.small else named[:0]
        return np.unique(np.concatenate((alike, named, there)))

    def _apart(self, numbers: _Numbers, row: Sequence[int]) -> _Numbers:
        """Return those which nothing keeps apart from a report with this row."""
        first, last, *masks = row
        kept = (self._first.values()[numbers] <= last + SLACK_DAYS) & (
            self._last.values()[numbers] >= first - SLACK_DAYS
        )
        numbers = numbers[kept]
        for column, mask in zip(self._columns()[2:], masks, strict=True):
            if mask != _ANY:
                numbers = numbers[(column.values()[numbers] & np.uint64(mask)) != 0]
        return numbers


_ROUNDING = 1e-9
"""What the products of shares may be off: who stands on the line is let through."""


class _Column:
    """Numbers that grow by one at a time and are read as one array."""

    def __init__(self, code: str) -> None:
        self._held = np.empty(64, dtype=np.dtype(code))
        self._size = 0

    def append(self, value: int) -> None:
        if self._size == len(self._held):
            self._held = np.concatenate((self._held, np.empty_like(self._held)))
        self._held[self._size] = value
        self._size += 1

    def values(self) -> npt.NDArray[Any]:
        return self._held[: self._size]


class _Postings:
    """What stands under which key. Most names and many words stand once, and a number takes a fifth of a list of one."""

    def __init__(self) -> None:
        self._once: dict[str, int] = {}
        self._often: dict[str, array[int]] = {}

    def add(self, keys: Iterable[str], number: int) -> None:
        """Put a number under some keys."""
        for key in keys:
            if key in self._often:
                self._often[key].append(number)
            elif key in self._once:
                self._often[key] = array("q", (self._once.pop(key), number))
            else:
                self._once[key] = number

    def under(self, keys: Collection[str]) -> _Numbers:
        """Return what stands under any of the keys, as often as it does."""
        found = [np.frombuffer(self._often[key], dtype=np.int64) for key in keys if key in self._often]
        found.append(np.array([self._once[key] for key in keys if key in self._once], dtype=np.int64))
        return np.concatenate(found)


def _row(facts: Facts) -> tuple[int, int, int, int, int, int]:
    first, last = (day.toordinal() for day in facts.bounds) if facts.bounds else (_NEVER, _EVER)
    anywhere = not facts.places or facts.named
    return (
        first,
        last,
        _ANY if anywhere else _mask(map(_country, facts.places)),
        _ANY if anywhere else _mask(map(_province, facts.places)),
        _ANY if anywhere else _mask(map(_town, facts.places)),
        _mask(facts.doers) if facts.doers and facts.kind not in kinds_that_are("national") else _ANY,
    )


def _places(facts: Facts) -> frozenset[str]:
    """Ids of the places of a report, and the names of those whose position nobody knows."""
    return facts.ids | {f"named {name}" for name in facts.named}


def _mask(keys: Iterable[str | None]) -> int:
    """Return a mask with a bit for each key, or with all bits where a key is None."""
    mask = 0
    for key in keys:
        if key is None:
            return _ANY
        mask |= 1 << (crc32(key.encode("utf-8", "replace")) % _BITS)
    return mask


def _country(place: Place) -> str | None:
    """What two places share where one lies in the other, as far as countries tell; None where they do not."""
    return None if place.kind in _WIDE else place.country or "none"


def _province(place: Place) -> str | None:
    if place.kind in _WIDE or place.kind in STATES or place.kind in _SITE:
        return None
    return f"{place.country}.{place.admin1_code}"


def _town(place: Place) -> str | None:
    return place.id if place.kind in _TOWN else None
