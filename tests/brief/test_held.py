"""Readings of many articles wait on disk: they say what they said, and a brief of them is the same."""

import pickle
from pathlib import Path

import pytest

from geobrief import shelf
from geobrief.articles import read_articles
from geobrief.brief import Readings, articles_in
from geobrief.brief.compose import compose_brief
from geobrief.brief.document import to_json
from geobrief.brief.grouping import Reports, group_tellings
from geobrief.brief.summary import summarise
from geobrief.brief.tellings import tellings
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading
from geobrief.pipeline import understood
from tests.brief.multiplied import multiplied

EXAMPLE = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024"


@pytest.fixture(scope="module")
def readings():
    """What is understood of the example's articles, as other processes hand it over."""
    found = understood(read_articles([str(EXAMPLE)])[0], Gazetteer.default())
    return [pickle.loads(pickle.dumps(one)) for one in found if isinstance(one, Reading)]  # noqa: S301


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Everything is put on disk soon."""
    monkeypatch.setattr(shelf, "_MOST_NEAR", 1_000)


def test_readings_are_the_same_and_hold_each_place_once(readings):
    held = Readings(readings)
    assert list(held) == readings
    assert list(articles_in(held)) == [reading.article for reading in readings]
    places = [item.place for reading in held for item in reading.resolutions if item.place]
    places += [other.place for reading in held for item in reading.resolutions for other in item.alternatives]
    assert len({id(place) for place in places}) == len({place.id for place in places}) < len(places)


def test_a_brief_of_them_is_the_same(readings):
    version = Gazetteer.default().version
    assert to_json(compose_brief(Readings(readings[::-1]), gazetteer=version)) == to_json(
        compose_brief(readings, gazetteer=version)
    )


def test_what_a_brief_says_of_names_is_held_once(readings):
    brief = compose_brief(Readings(readings), gazetteer=Gazetteer.default().version)
    for said in ([item.because for item in brief.mentions], [item.reasons for item in brief.mentions]):
        assert len({id(item) for item in said}) == len(set(said)) < len(said)


def test_reports_that_wait_on_disk_make_the_same_events(readings):
    every = list(multiplied(readings, 40, Gazetteer.default()))
    reports = Reports()
    for reading in every:
        reports.add(tellings(reading))
    waited = [summarise(reports.of_group(group), {}) for group in reports.groups()]
    at_hand = [summarise(group, {}) for group in group_tellings(one for reading in every for one in tellings(reading))]
    assert waited == at_hand
    assert any(event.articles > 1 for event in waited)


def test_gathering_and_grouping_say_how_much_there_is_to_do_and_count_it(readings):
    told, done = [], []
    compose_brief(
        Readings(readings),
        gazetteer=Gazetteer.default().version,
        progress=done.append,
        stages=lambda what, total: told.append((what, total)),
    )
    assert [what for what, _ in told] == ["gathering", "grouping", "composing"]
    assert told[0][1] == len(readings) < told[1][1]
    assert len(done) == told[0][1] + told[1][1]
    assert set(done) == {reading.article.path for reading in readings}
