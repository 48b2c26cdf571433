"""One composition of the stages: how far it reads, what it is given, and that every face is read by it."""

import ast
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

import geobrief
from geobrief.articles import make_article
from geobrief.engines import BundledEngine
from geobrief.gazetteer import Gazetteer
from geobrief.reading import Given, Most, read

PACKAGE = Path(geobrief.__file__).parent
TEXT = "Troops left Agadez on Monday. Rebels attacked Niamey in May 2023."


@dataclass
class Asked(BundledEngine):
    """The bundled engine without its slowest stage, and which stages were asked."""

    stages: list[str] = field(default_factory=list)

    def names(self, article, gazetteer, corpus=None):
        self.stages.append("names")
        return super().names(article, gazetteer, corpus)

    def places(self, article, mentions, gazetteer):
        self.stages.append("places")
        return super().places(article, mentions, gazetteer)

    def dates(self, article):
        self.stages.append("dates")
        return super().dates(article)

    def events(self, article, resolutions, dates):  # noqa: ARG002  # an engine is asked so
        self.stages.append("events")
        return []


@pytest.fixture
def engine():
    return Asked()


@pytest.mark.parametrize(
    ("want", "stages"),
    [
        ("places", ["names", "places"]),
        ("dates", ["names", "places", "dates"]),
        ("events", ["names", "places", "dates", "events"]),
    ],
)
def test_an_article_is_read_as_far_as_is_wanted(engine, want, stages):
    read(make_article(TEXT), Gazetteer.default(), engine=engine, want=want)
    assert engine.stages == stages


def test_names_that_are_given_are_not_looked_for(engine):
    reading = read(make_article(TEXT), Gazetteer.default(), engine=engine, want="places", given=Given(names=[(46, 52)]))
    assert engine.stages == ["places"]
    assert [one.place.name for one in reading.resolutions] == ["Niamey"]


def test_places_that_are_given_are_not_resolved_again(engine):
    article = make_article(TEXT)
    places = read(article, Gazetteer.default(), engine=engine, want="places").resolutions
    engine.stages.clear()
    again = read(article, Gazetteer.default(), engine=engine, want="dates", given=Given(places=places))
    assert engine.stages == ["dates"]
    assert again.resolutions == places


def test_no_more_is_kept_than_is_asked_for(engine):
    reading = read(make_article(TEXT), Gazetteer.default(), engine=engine, want="dates", most=Most(mentions=1, dates=1))
    assert (len(reading.resolutions), len(reading.dates)) == (1, 1)


def test_a_text_that_says_when_it_was_published_is_dated_in_every_face(tmp_path):
    text = "The last troops left Agadez on Sunday (19 May). Niger had asked them to go after the coup of July 2023."
    path = tmp_path / "article.txt"
    path.write_text(text, "utf-8")
    (streamed,) = geobrief.read(str(path))
    for reading in (geobrief.geoparse(text), streamed):
        assert reading.article.published.basis == "inferred"
        assert reading.article.published.start == date(2024, 5, 19)


def test_no_face_puts_the_stages_together_by_itself():
    stages = {"find_mentions", "find_dates", "extract_events"}
    faces = [PACKAGE / "stream.py", *(PACKAGE / "pipeline").glob("*.py"), *(PACKAGE / "cli").glob("*.py")]
    for path in faces:
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert not names & stages, path.name
