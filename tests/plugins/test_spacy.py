"""spaCy reads the names where a user has a model, and nothing of it is believed unseen."""

from __future__ import annotations

import json

import pytest

from geobrief import engines
from geobrief.cli import main
from geobrief.errors import UsageError
from geobrief.gazetteer import Gazetteer
from geobrief.pipeline import geoparse

spacy = pytest.importorskip("spacy", reason="the extra 'spacy' is not installed")

TEXT = (
    "Troops left the Agadez airfield on Monday. Officials in Paris, Texas's smallest town, said nothing. "
    "The Nigerien army was in Zurbakoyi."
)
PATTERNS = [
    {"label": "GPE", "pattern": "Agadez"},
    {"label": "GPE", "pattern": "Paris"},
    {"label": "GPE", "pattern": "Texas's"},
    {"label": "GPE", "pattern": "Zurbakoyi"},
    {"label": "FAC", "pattern": "airfield"},
    {"label": "GPE", "pattern": "Abuja, Nigeria"},
    {"label": "ORG", "pattern": "Officials"},
]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A model without a network: a blank pipeline with a list of names."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return folder


@pytest.fixture
def engine(model, monkeypatch):
    monkeypatch.setenv("GEOBRIEF_SPACY", str(model))
    engines._made.clear()
    yield engines.engine_of("spacy")
    engines._made.clear()


@pytest.mark.usefixtures("engine")
def test_two_names_that_a_model_reads_as_one_are_two():
    read = geoparse("The ministers met in Abuja, Nigeria, on Monday.", published="2024-08-06", engine="spacy")
    assert [one.mention.text for one in read.resolutions] == ["Abuja", "Nigeria"]


@pytest.mark.usefixtures("engine")
def test_the_names_are_spacys_and_their_places_are_ours():
    read = geoparse(TEXT, published="2024-08-06", engine="spacy")
    found = {one.mention.text: one for one in read.resolutions}
    assert {"Agadez", "Paris", "Texas", "Zurbakoyi"} <= set(found)
    assert found["Agadez"].place.country == "NE"
    assert found["Paris"].place.admin1 == "Texas"
    assert found["Zurbakoyi"].place is None
    assert found["airfield"].mention.confidence == pytest.approx(0.7)  # nobody else reads it as a name
    for one in read.resolutions:
        assert TEXT[one.mention.start : one.mention.end] == one.mention.text


@pytest.mark.usefixtures("engine")
def test_what_spacy_does_not_read_as_places_stays_the_bundled_readers():
    read = geoparse(TEXT, engine="spacy")
    assert [one.mention.text for one in read.resolutions if one.mention.form == "demonym"] == ["Nigerien"]


def test_a_model_that_answers_past_its_text_is_named(engine, monkeypatch):
    monkeypatch.setattr(
        type(engine.engine), "_spans", lambda _, article: [(0, len(article.text) + 9, article.sentences[0])]
    )
    from geobrief.articles import make_article

    with pytest.raises(UsageError, match=r"of spaCy: names of -: .* does not stand at"):
        engine.names(make_article(TEXT), Gazetteer.default())


@pytest.mark.usefixtures("engine")
def test_a_brief_is_built_with_it(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    out = tmp_path / "out.json"
    assert main(["build", str(tmp_path / "one.txt"), "-o", str(out), "--engine", "spacy"]) == 0
    mentions = json.loads(out.read_text("utf-8"))["mentions"]
    assert {"Agadez", "Paris", "Texas", "Nigerien"} <= {one["text"] for one in mentions}


def test_a_model_that_is_not_there_brings_the_way_out(monkeypatch, tmp_path):
    engines._made.clear()
    monkeypatch.setenv("GEOBRIEF_SPACY", "en_no_such_model")
    with pytest.raises(UsageError, match="python -m spacy download en_no_such_model"):
        engines.engine_of("spacy")
    spacy.blank("en").to_disk(tmp_path / "empty")
    monkeypatch.setenv("GEOBRIEF_SPACY", str(tmp_path / "empty"))
    with pytest.raises(UsageError, match="finds no names"):
        engines.engine_of("spacy")


@pytest.mark.parametrize(("asked", "said"), [("spacey", "did you mean spacy"), ("xyz", "there are bundled, spacy")])
def test_an_engine_that_is_not_there_is_answered_with_those_that_are(asked, said):
    with pytest.raises(UsageError, match=said):
        engines.engine_of(asked)


def test_without_spacy_the_extra_is_named(monkeypatch):
    engines._made.clear()
    monkeypatch.setattr("geobrief.engines.spacy_names.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'geobrief\[spacy\]'"):
        engines.engine_of("spacy")
