"""Readings that say each place once: an archive names some thousand places some million times."""

from __future__ import annotations

from dataclasses import replace

from geobrief.model import Article, Place, PlaceInEvent, Reading, Resolution


class SharedPlaces:
    """The places of many readings, one record for each."""

    def __init__(self) -> None:
        self._known: dict[str, Place] = {}

    def of(self, reading: Reading, article: Article | None = None) -> Reading:
        """Return the same reading with places that others have, too.

        Args:
            reading: What was understood, perhaps by another process.
            article: Its article, where that is held already and need not be held twice.
        """
        return replace(
            reading,
            article=article if article is not None and article == reading.article else reading.article,
            resolutions=tuple(map(self._resolution, reading.resolutions)),
            reports=tuple(
                replace(report, where=tuple(map(self._where, report.where)))
                if any(where.area for where in report.where)
                else report
                for report in reading.reports
            ),
        )

    def _resolution(self, item: Resolution) -> Resolution:
        if item.place is None and item.within is None and not item.alternatives:
            return item
        return replace(
            item,
            place=self._one(item.place),
            within=self._one(item.within),
            alternatives=tuple(
                replace(other, place=self._known.setdefault(other.place.id, other.place)) for other in item.alternatives
            ),
        )

    def _where(self, where: PlaceInEvent) -> PlaceInEvent:
        return replace(where, area=self._one(where.area))

    def _one(self, place: Place | None) -> Place | None:
        return None if place is None else self._known.setdefault(place.id, place)
