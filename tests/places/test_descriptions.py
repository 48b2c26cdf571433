"""A country that is described and not named is the one that the article has named, or none."""

from __future__ import annotations

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.model import Resolution
from geobrief.places import resolve_places


def read(text: str) -> list[Resolution]:
    """The descriptions of a text, resolved."""
    article = make_article(text)
    gazetteer = Gazetteer.default()
    found = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
    return [item for item in found if item.mention.form == "description"]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Talks went on in Niger. The West African country wants the base closed.", "The West African country", "NE"),
        ("Qatar will host the envoys. The tiny Gulf state has done so before.", "The tiny Gulf state", "QA"),
        ("Floods hit Madagascar on Friday. Aid for the island nation is late.", "the island nation", "MG"),
        ("Somalia asked for help. The Horn of Africa country has had no rain.", "The Horn of Africa country", "SO"),
        (
            "Burkina Faso closed its border. The landlocked Sahelian nation fears raids.",
            "The landlocked Sahelian nation",
            "BF",
        ),
        ("Nigerien officers met in Paris. The West African country is in debt.", "The West African country", "NE"),
        ("Traders left Bamako on Monday. The West African country has no port.", "The West African country", "ML"),
        ("Norway and Togo signed. The West African nation will sell timber.", "The West African nation", "TG"),
    ],
)
def test_it_is_the_country_named_before_that_the_words_fit(text: str, words: str, country: str) -> None:
    (found,) = read(text)
    assert found.mention.text == words
    assert found.place is not None
    assert found.place.country == country
    assert found.place.kind == "country"
    assert found.confidence <= 0.8
    assert found.place.name in found.because


@pytest.mark.parametrize(
    "text",
    [
        "France sent an envoy. The West African country had asked for one.",
        "Ministers of Mali and Senegal met. The West African country wants a loan.",
        "The West African country wants a loan.",
    ],
)
def test_no_country_is_guessed(text: str) -> None:
    (found,) = read(text)
    assert found.place is None
    assert found.mention.text in found.because


@pytest.mark.parametrize(
    "text",
    [
        "Niger is poor. It was the first West African country to vote.",
        "Niger is poor. Protests around the West African countries went on.",
        "The Gulf state of Qatar paid.",
        "The West African bloc met in Niger.",
    ],
)
def test_what_is_no_description_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_what_the_article_speaks_of_most_is_meant_where_two_are_named_together() -> None:
    (found,) = read(
        "Niger is at odds with France. Niger wants its uranium. Niger and Mali spoke. The West African country is firm."
    )
    assert found.place is not None
    assert found.place.country == "NE"
    assert [other.place.country for other in found.alternatives] == ["ML"]


def test_the_adjective_in_a_description_is_no_mention_of_its_own() -> None:
    article = make_article("Talks went on in Niger. The West African country wants the base closed.")
    texts = [mention.text for mention in find_mentions(article, Gazetteer.default())]
    assert texts == ["Niger", "The West African country"]
