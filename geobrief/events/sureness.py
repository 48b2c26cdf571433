"""How likely each part of what is told of an event is true: its kind, its place, its day and its status.

What decides is the likeliest by the reader; how likely that is to be true also hangs on what the reader does not weigh: a
town that stands in the event's own sentence is right more often than one three sentences away, whatever its chance. Four
logistic judges, on annotated articles that the reader was not fitted on (``models/fit_judging.py``), give calibrated chances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from geobrief.events.candidates import PUBLISHED_KNOWN, Candidates
from geobrief.events.decide import POINTS, Decided
from geobrief.events.encoder import Array
from geobrief.events.judging import Judge, judges
from geobrief.model import Confidences, Place, Resolution, TimeExpression

PARTS = ("kind_true", "place_true", "day_true", "status_true")
"""Names of the judges."""
DAY_TOLD = 0.36
"""A day less likely true is not told. Of 261 articles, with the fit before the last and .33, cross-validated: .61 of the days
told are true without, .67 with it, and days (right, or rightly none) rise from .678 to .694."""
MAIN_TOLD = 0.8
"""An event whose kind is less likely true is not what its article is about. Of 261 articles, with the fit before the last
and .75, .10 of the main events are false without, .06 with it; 12 that are true are lost."""
_AREAS = ("country", "territory")
_SALIENCES = ("main", "key", "minor", "background")
_STATEMENTS = ("statement", "demand")


def sureness_of(
    event: Decided,
    candidates: Candidates,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeExpression],
    judging: Mapping[str, Judge] | None = None,
) -> Confidences:
    """Return how likely each part of an event is true; None for a place or a day that is not told.

    A place counts as true where the event was there or in it: a country for a town is true, if coarse. It is never surer
    than that the name means this place.
    """
    known = judging or judges()
    rows = {
        "kind_true": kind_figures(event),
        "place_true": place_figures(event, candidates, resolutions),
        "day_true": day_figures(event, candidates, times),
        "status_true": status_figures(event, candidates),
    }
    chances = {
        name: round(float(known[name].chances(row[None])[0]), 2) for name, row in rows.items() if row is not None
    }
    placed = chances.get("place_true")
    return Confidences(
        kind=chances["kind_true"],
        place=None if placed is None else min(placed, round(resolutions[event.places[0].resolution].confidence, 2)),
        day=chances.get("day_true"),
        status=chances["status_true"],
    )


def held_back(
    events: Sequence[Decided],
    candidates: Candidates,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeExpression],
    judging: Mapping[str, Judge] | None = None,
) -> list[tuple[Decided, Confidences]]:
    """Return the events with how sure each part is, without what is likelier false than worth telling.

    The main event of an article is right or there is none. A day that an article without a date of publication names three
    sentences away is another event's more often than not: then no day is told. ``judging`` are other judges than the
    fitted ones, to try them.
    """
    kept = []
    for event in events:
        sure = sureness_of(event, candidates, resolutions, times, judging)
        dated = sure.day is not None and sure.day >= DAY_TOLD
        told = replace(event, date=event.date if dated else None, main=event.main and sure.kind >= MAIN_TOLD)
        kept.append((told, sure if dated else replace(sure, day=None)))
    return kept


def kind_figures(event: Decided) -> Array:
    """Return the figures by which its kind is judged."""
    second = float(np.sort(np.mean([trigger.kind for trigger in event.triggers], axis=0))[-2])
    return _row(
        _log_odds(event.event),
        _log_odds(event.kind_chance),
        second,
        np.log(len(event.triggers)),
        any(trigger.spot.passage == "title" for trigger in event.triggers),
        event.main,
        _SALIENCES.index(event.salience),
        event.kind in _STATEMENTS,
        event.kind == "other",
        min(event.triggers[0].spot.sentence, 30) / 30,
    )


def place_figures(event: Decided, candidates: Candidates, resolutions: Sequence[Resolution]) -> Array | None:
    """Return the figures by which its first place is judged, or None where it has none."""
    if not event.places:
        return None
    spot = event.places[0]
    place = spot.area or resolutions[spot.resolution].place
    number = spot.resolution
    if spot.area is not None:
        number = len(resolutions) + next(i for i, area in enumerate(candidates.implied) if area.place is spot.area)
    sentences = {trigger.spot.sentence for trigger in event.triggers}
    mine = [i for i, item in enumerate(resolutions) if place and item.place and item.place.id == place.id]
    apart = [abs(candidates.places[i].sentence - sentence) for i in mine for sentence in sentences]
    others = [
        (item.place, candidates.places[i].sentence in sentences)
        for i, item in enumerate(resolutions)
        if place and item.place and item.place.id != place.id
    ]
    finer = [here for other, here in others if place and place.kind in _AREAS and _inside(other, place)]
    chances = np.mean([trigger.place for trigger in event.triggers], axis=0)
    summed: dict[str, float] = {}
    for chance, item in zip(chances, resolutions, strict=False):
        key = item.place.id if item.place else item.mention.text
        summed[key] = summed.get(key, 0.0) + float(chance)
    best = [int(trigger.place[:-1].argmax()) for trigger in event.triggers]
    return np.concatenate(
        [
            candidates.place_figures[number],
            _row(
                _log_odds(event.place_chance),
                chances[-1],
                sorted(summed.values())[-2] if len(summed) > 1 else 0.0,
                0 in apart,
                np.log1p(min(apart, default=9)),
                place is None,
                bool(finer),
                any(finer),
                any(here and place and other.country != place.country for other, here in others),
                min(8, len({item.place.country for item in resolutions if item.place})) / 8,
                len(event.places) - 1,
                sum(choice in mine or choice == number for choice in best) / len(best),
                event.kind in _STATEMENTS,
                np.log(len(event.triggers)),
                _SALIENCES.index(event.salience),
            ),
        ]
    )


def day_figures(event: Decided, candidates: Candidates, times: Sequence[TimeExpression]) -> Array | None:
    """Return the figures by which its day is judged, or None where it has none."""
    if event.date is None:
        return None
    told = event.date < len(times)
    sentences = {trigger.spot.sentence for trigger in event.triggers}
    here = told and candidates.dates[event.date].sentence in sentences
    apart = min(abs(candidates.dates[event.date].sentence - sentence) for sentence in sentences) if told else 0
    published = candidates.date_figures[-1, PUBLISHED_KNOWN] > 0
    valueless = any(
        spot.sentence in sentences and not (item.when.start or item.when.end)
        for spot, item in zip(candidates.dates, times, strict=True)
    )
    return _row(
        _log_odds(event.date_chance),
        here,
        told and times[event.date].when.precision == "day",
        not told,
        min(12, len(times)) / 12,
        np.log(len(event.triggers)),
        any(trigger.spot.passage == "title" for trigger in event.triggers),
        event.main,
        _SALIENCES.index(event.salience),
        event.status == "planned",
        event.status == "past",
        any(spot.sentence in sentences for spot in candidates.dates),
        float(np.mean([trigger.date[-1] for trigger in event.triggers])),
        np.log1p(apart),
        published,
        published and not here,
        valueless,
        valueless and not here,
        event.kind in _STATEMENTS,
    )


def status_figures(event: Decided, candidates: Candidates) -> Array:
    """Return the figures by which its status is judged."""
    sentences = {trigger.spot.sentence for trigger in event.triggers}
    dated = event.date is not None and event.date < len(candidates.dates)
    return _row(
        _log_odds(event.status_chance),
        np.log(len(event.triggers)),
        _log_odds(event.kind_chance),
        _log_odds(event.event),
        event.kind in _STATEMENTS,
        *(event.status == name for name in ("done", "planned", "past", "claimed")),
        dated and event.date is not None and candidates.dates[event.date].sentence in sentences,
        _SALIENCES.index(event.salience),
    )


def _inside(other: Place, area: Place) -> bool:
    return other.country == area.country and (other.kind in POINTS or other.kind == "admin1")


def _log_odds(chance: float) -> float:
    held = min(max(chance, 0.01), 0.99)
    return float(np.log(held / (1 - held)))


def _row(*figures: float) -> Array:
    return np.array([float(figure) for figure in figures], np.float32)
