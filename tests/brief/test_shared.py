"""Readings of many articles hold one record for each place, and say what they said."""

import pickle
from pathlib import Path

from geobrief.articles import read_articles
from geobrief.brief.shared import SharedPlaces
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading
from geobrief.pipeline import understood

EXAMPLE = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024"


def test_places_are_held_once_and_readings_are_the_same():
    found = understood(read_articles([str(EXAMPLE)])[0], Gazetteer.default())
    readings = [outcome for outcome in found if isinstance(outcome, Reading)]
    sent = [pickle.loads(pickle.dumps(reading)) for reading in readings]  # noqa: S301  # as processes hand them over
    shared = SharedPlaces()
    held = [shared.of(one, reading.article) for one, reading in zip(sent, readings, strict=True)]
    assert held == readings
    assert all(one.article is reading.article for one, reading in zip(held, readings, strict=True))
    places = [item.place for reading in held for item in reading.resolutions if item.place]
    places += [other.place for reading in held for item in reading.resolutions for other in item.alternatives]
    assert len({id(place) for place in places}) == len({place.id for place in places}) < len(places)


def test_what_is_said_of_names_is_held_once_though_every_article_brings_its_own():
    found = understood(read_articles([str(EXAMPLE)])[0], Gazetteer.default())
    readings = [outcome for outcome in found if isinstance(outcome, Reading)]
    shared = SharedPlaces()
    held = [shared.of(pickle.loads(pickle.dumps(reading))) for reading in readings]  # noqa: S301  # as above
    assert held == readings
    for said in (
        [item.because for reading in held for item in reading.resolutions],
        [item.reasons for reading in held for item in reading.resolutions],
        [report.who for reading in held for report in reading.reports],
        [part for reading in held for report in reading.reports for part in report.label],
    ):
        assert len({id(item) for item in said}) == len(set(said)) < len(said)
