"""Readings that say each thing once: an archive names some thousand places some million times, for a few reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from geobrief.model import Article, EventReport, Place, PlaceInEvent, Reading, Resolution

_Equal = TypeVar("_Equal")


class SharedPlaces:
    """The places of many readings, and what is said of their names and of who takes part: one record for each."""

    def __init__(self) -> None:
        self._known: dict[str, Place] = {}
        self._equal: dict[Any, Any] = {}

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
            reports=tuple(map(self._report, reading.reports)),
        )

    def _resolution(self, item: Resolution) -> Resolution:
        return replace(
            item,
            place=self._one(item.place),
            within=self._one(item.within),
            because=self._once(item.because),
            reasons=self._once(item.reasons),
            alternatives=tuple(
                replace(other, place=self._known.setdefault(other.place.id, other.place)) for other in item.alternatives
            ),
        )

    def _report(self, report: EventReport) -> EventReport:
        return replace(
            report,
            where=tuple(map(self._where, report.where)) if any(where.area for where in report.where) else report.where,
            who=self._once(report.who),
            label=tuple(map(self._once, report.label)),
        )

    def _where(self, where: PlaceInEvent) -> PlaceInEvent:
        return replace(where, area=self._one(where.area))

    def _one(self, place: Place | None) -> Place | None:
        return None if place is None else self._known.setdefault(place.id, place)

    def _once(self, item: _Equal) -> _Equal:
        """Return the record, text or tuple of such that was held first of all that are equal to it."""
        held: _Equal = self._equal.setdefault(item, item)
        return held
