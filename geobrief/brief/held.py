"""Readings that wait on disk until a brief is made of them: an archive's are more than memory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from geobrief.model import Article, Place, Reading
from geobrief.shelf import Common, Shelf


class Readings(Sequence[Reading]):
    """Readings in the order in which they came; each place is one record for all of them."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        """Take some readings, and more by :meth:`append`."""
        common = Common(Place)
        self._articles: Shelf[Article] = Shelf(common=common, packed=True)
        self._told: Shelf[tuple[object, ...]] = Shelf(common=common, packed=True)
        self.extend(readings)

    def extend(self, readings: Iterable[Reading]) -> None:
        """Put some readings at the end."""
        for reading in readings:
            self.append(reading)

    def append(self, reading: Reading) -> None:
        """Put a reading at the end."""
        self._articles.append(reading.article)
        self._told.append((reading.resolutions, reading.dates, reading.reports, reading.figures, reading.decisions))

    @property
    def articles(self) -> Sequence[Article]:
        """The articles alone, which are read in a tenth of the time."""
        return self._articles

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._articles)

    @overload
    def __getitem__(self, number: int) -> Reading: ...
    @overload
    def __getitem__(self, number: slice) -> list[Reading]: ...
    def __getitem__(self, number: int | slice) -> Reading | list[Reading]:
        """Return a reading by its number, read anew each time."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return Reading(self._articles[number], *self._told[number])  # type: ignore[arg-type]  # as append put them

    def __iter__(self) -> Iterator[Reading]:
        """Yield all of them."""
        return (self[number] for number in range(len(self)))


def articles_in(readings: Sequence[Reading]) -> Sequence[Article]:
    """Return the articles of some readings, without reading more than these where they wait on disk."""
    return readings.articles if isinstance(readings, Readings) else [reading.article for reading in readings]
