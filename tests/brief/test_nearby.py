"""Groups are the same whether a report is held against all groups or only against those that it may belong to."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geobrief.articles import read_articles
from geobrief.brief import grouping
from geobrief.brief.grouping import group_tellings
from geobrief.brief.nearby import Leaders
from geobrief.brief.tellings import tellings
from geobrief.gazetteer import Gazetteer
from geobrief.model import UNKNOWN_WHEN, Reading
from geobrief.pipeline import understood
from tests.brief.builders import day, place, telling
from tests.brief.multiplied import multiplied

EXAMPLE = Path(__file__).resolve().parents[2] / "seeds" / "niger-2024"


class All(Leaders):
    """The plain comparison: every group is one to be looked at."""

    def near(self, facts):
        del facts
        return list(range(self._size))


def against_all(told):
    """The groups as holding every report against every group gives them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "Leaders", All)
        return group_tellings(told)


def shown(groups):
    return [[(one.article.id, one.report.start) for one in group] for group in groups]


@pytest.fixture(scope="module")
def example():
    """What is understood of the example's articles."""
    found = understood(read_articles([str(EXAMPLE)])[0], Gazetteer.default())
    return [outcome for outcome in found if isinstance(outcome, Reading)]


@pytest.fixture(scope="module")
def archive(example):
    """The reports of an archive made of them."""
    return [one for reading in multiplied(example, 150, Gazetteer.default()) for one in tellings(reading)]


def test_the_example_corpus_has_the_same_groups(example):
    told = [one for reading in example for one in tellings(reading)]
    groups = group_tellings(told)
    assert shown(groups) == shown(against_all(told))
    assert any(len(group) > 1 for group in groups)


def test_an_archive_made_of_it_has_the_same_groups(archive):
    groups = group_tellings(archive)
    assert shown(groups) == shown(against_all(archive))
    assert any(len(group) > 1 for group in groups)


def test_few_groups_are_looked_at(archive):
    """Of an archive most groups are never compared with a report."""
    looked, all_groups = 0, 0

    class Counted(Leaders):
        def near(self, facts):
            nonlocal looked, all_groups
            found = super().near(facts)
            looked, all_groups = looked + len(found), all_groups + self._size
            return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "Leaders", Counted)
        group_tellings(archive)
    assert looked < all_groups / 20


PLACES = [
    place("Niger", "country"),
    place("Agadez Region", "admin1", admin1="01"),
    place("Agadez", admin1="01"),
    place("Air Base 201", "site", admin1="01", lat=16.95, lon=8.01),
    place("Niamey", admin1="08", lat=13.51, lon=2.11),
    place("Mali", "country", country="ML"),
    place("Gao", country="ML", admin1="09", lat=16.27, lon=-0.04),
    place("High seas", "water", country=None, lat=-40.0, lon=-120.0),
]
KINDS = ["coup", "territory_transferred", "protest", "riot", "withdrawal", "statement", "agreement_ended", "explosion"]
SENTENCES = [
    "Soldiers took part in what happened near the market",
    "Crowds gathered while soldiers waited near the airport",
    "Officials spoke about grain prices after the harvest",
    "What happened near the market surprised officials who waited",
]
DAYS = [date(2024, 3, 1) + timedelta(n) for n in (0, 1, 2, 9)]


@st.composite
def reports(draw):
    kind = draw(st.sampled_from(KINDS))
    sentence = draw(st.sampled_from(SENTENCES))
    who = [(word, role, country) for word, role, country in draw(_ACTORS) if word in sentence]
    first = draw(st.none() | st.sampled_from(DAYS))
    when = UNKNOWN_WHEN
    if first:
        length = draw(st.sampled_from([0, 0, 3, 30]))
        precision = "day" if not length else draw(st.sampled_from(["days", "period", "month"]))
        when = day(first.isoformat(), end=(first + timedelta(length)).isoformat(), precision=precision)
    return telling(
        sentence,
        kind=kind,
        trigger=sentence.split()[1],
        where=[(one, "scene") for one in draw(st.lists(st.sampled_from(PLACES), max_size=2, unique_by=lambda p: p.id))],
        when=when,
        who=who,
        status=draw(st.sampled_from(["done", "planned", "denied", "past"])),
        article=draw(st.sampled_from([f"article {n}" for n in range(8)])),
        names=draw(st.lists(st.sampled_from(["keita", "issoufou"]), max_size=1)),
    )


_ACTORS = st.lists(
    st.sampled_from(
        [
            ("Soldiers", "source", "FR"),
            ("soldiers", "source", "US"),
            ("Officials", "source", "NE"),
            ("officials", "target", "ML"),
            ("Crowds", "participant", None),
        ]
    ),
    max_size=2,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(reports(), min_size=2, max_size=14))
def test_any_reports_have_the_same_groups(told):
    assert shown(group_tellings(told)) == shown(against_all(told))
