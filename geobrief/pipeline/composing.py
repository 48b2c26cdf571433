"""Readings → one cited brief: composed, corrected, without what is less sure than a user wants, with its title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from os import PathLike

from geobrief.brief import (
    Brief,
    FindingWishes,
    Overrides,
    Readings,
    WantedTexts,
    articles_in,
    compose_brief,
    correct,
    event_id,
    title_of,
    with_findings,
    with_texts,
)
from geobrief.cartography import Worldview
from geobrief.errors import GeobriefError, NothingToReadError, UsageError, fault
from geobrief.gazetteer import Gazetteer, drawn
from geobrief.model import Article, Reading, Skipped
from geobrief.pipeline.accepting import nothing_read
from geobrief.pipeline.guarding import guarded
from geobrief.pipeline.watching import Progress, Stages, silent, unwatched


def brief_of(
    readings: Sequence[Reading],
    skipped: list[Skipped],
    *,
    title: str | None = None,
    worldview: Worldview = "default",
    overrides: Overrides | None = None,
    min_confidence: float = 0.0,
    texts: WantedTexts = "cited",
    notes: Callable[[str], None] | None = None,
    paths: Sequence[str | PathLike[str]] = (),
    progress: Progress | None = None,
    stages: Stages | None = None,
) -> Brief:
    """Readings → one cited brief; the arguments are those of :func:`build`, ``overrides`` looked up.

    Raises:
        NothingToReadError: There is no reading.
    """
    gazetteer = Gazetteer.default()
    outline = partial(drawn, view=worldview)
    compose = partial(
        compose_brief,
        title=title,
        gazetteer=gazetteer.version,
        outline=outline,
        progress=progress or unwatched,
        stages=stages or silent,
    )
    brief, readings = _composed(readings, skipped, compose, paths)
    brief = correct(brief, readings, overrides, outline, notes) if overrides else brief
    if min_confidence:
        brief = confident(brief, min_confidence, notes, overrides.findings if overrides else FindingWishes())
    brief = with_texts(brief, articles_in(readings), texts)
    return brief if title else replace(brief, title=title_of(brief))


def _composed(
    readings: Sequence[Reading],
    skipped: list[Skipped],
    compose: Callable[..., Brief],
    paths: Sequence[str | PathLike[str]],
) -> tuple[Brief, Sequence[Reading]]:
    """Readings → the brief, and the readings. One that no brief can be made of is taken out of these, and named."""
    if not readings:
        raise NothingToReadError(nothing_read(paths, skipped), skipped)

    try:
        return compose(readings, skipped=skipped), readings
    except GeobriefError:
        raise
    except Exception as error:
        # Which of them it was is found by trying each alone.
        kept, before = Readings(), len(skipped)
        for reading in readings:
            outcome = guarded(reading.article, partial(_alone, compose, reading))
            if isinstance(outcome, Skipped):
                skipped.append(outcome)
            else:
                kept.append(reading)
        if len(skipped) == before:
            raise GeobriefError(f"the articles cannot be brought together, by {fault(error)}") from error
    return _composed(kept, skipped, compose, paths)


def _alone(compose: Callable[..., Brief], reading: Reading, article: Article) -> Brief:
    del article
    return compose([reading], progress=unwatched, stages=silent)


def confident(
    brief: Brief,
    least: float,
    notes: Callable[[str], None] | None = None,
    wishes: FindingWishes = FindingWishes(),  # noqa: B008  # frozen
) -> Brief:
    """Return the brief without the events that are less sure than ``least``, and without what is said of them only.

    What an analyst set or reviewed, or wants among the findings, stays, however sure the machine was.

    Raises:
        UsageError: ``least`` is no share of 1.
    """
    check_share(least)
    decided = {event_id(item.about) for item in brief.decisions} | set(brief.reviewed)
    events = tuple(event for event in brief.events if event.confidence >= least or event.id in decided)
    left = len(brief.events) - len(events)
    if not left:
        return brief
    if notes:
        notes(f"{left} of {len(brief.events)} events are less sure than {least:g} and are left out")
    stay = {event.id for event in events}
    conflicts = tuple(item for item in brief.conflicts if item.event is None or item.event in stay)
    return with_findings(replace(brief, events=events, conflicts=conflicts), wishes)


def check_share(value: float) -> None:
    """Raise a ``UsageError`` where a confidence is no share of 1."""
    if not 0 <= value <= 1:
        raise UsageError(f"a confidence lies between 0 and 1, not at {value:g}")
