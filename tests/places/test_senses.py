"""A place's name that names a party, firm, club, person or breed has no place, no area, and is no evidence for others."""

from __future__ import annotations

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import given_mentions
from geobrief.model import Resolution
from geobrief.places import resolve_places


def first(text: str, name: str) -> Resolution:
    article = make_article(text)
    gazetteer = Gazetteer.default()
    start = text.index(name)
    return resolve_places(article, given_mentions(article, [(start, start + len(name))], gazetteer), gazetteer)[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Colorado Party won the vote.", "Colorado"),
        ("Shares of Texas Instruments fell on Friday.", "Texas"),
        ("Delta and Alaska Airlines cancelled flights.", "Alaska"),
        ("On Sunday USM Alger won the cup.", "Alger"),
        ("On Sunday FC Porto lost at home.", "Porto"),
        ("Newcastle United won again.", "Newcastle"),
        ("Israel Adesanya fought again on Saturday.", "Israel"),
        ("Georgia Meloni spoke to reporters.", "Georgia"),
        ("Chelsea Clinton was there, too.", "Chelsea"),
        ("A Persian cat was rescued from the roof.", "Persian"),
        ("Doctors parted the Siamese twins on Monday.", "Siamese"),
        ("A German Shepherd bit the man.", "German"),
        ("She owns a Labrador, and her brother a cat.", "Labrador"),
        ("He smoked a Havana and left.", "Havana"),
        ("The zoo has a Bengal tiger.", "Bengal"),
        ("The Indiana Fever lost in overtime.", "Indiana"),
        ("Dallas Mavericks guard Luka left.", "Dallas"),
        ("Fans of the St. Louis Blues wept.", "St. Louis"),
        ("Sparta Prague sold two players.", "Prague"),
        ("Chennai Super Kings won the toss.", "Chennai"),
        ("A Havana cat was rescued.", "Havana"),
    ],
)
def test_a_name_of_something_else_is_no_place(text: str, name: str):
    found = first(text, name)
    assert found.place is None
    assert found.within is None
    assert found.sense == "no place"
    assert name in found.because


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The party in Colorado won the vote.", "Colorado"),
        ("Farmers in Texas sold instruments.", "Texas"),
        ("The Persian Gulf and Persian officials were named.", "Persian"),
        ("Georgia said on Friday that it would leave.", "Georgia"),
        ("Israel Police arrested ten people.", "Israel"),
        ("Troops of Jordan fought on the border.", "Jordan"),
        ("Norwich City Council met on Monday.", "Norwich"),
        ("A Chicago fire killed three people.", "Chicago"),
        ("The Miami heat kept tourists indoors.", "Miami"),
        ("Chicago Fire Department crews came.", "Chicago"),
    ],
)
def test_a_place_beside_such_words_stays_a_place(text: str, name: str):
    assert first(text, name).place is not None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A Boston, Mass., firm was fined on Friday.", "Boston", "US"),
        ("The firm is bigger than Ghana, and it pays no tax there.", "Ghana", "GH"),
        (
            "O exército enviou tropas para a fronteira com a Venezuela, disse o ministro na segunda-feira.",
            "Venezuela",
            "VE",
        ),
    ],
    ids=["a town's firm", "than", "an article of another language"],
)
def test_an_article_alone_makes_no_thing_of_a_place(text: str, name: str, country: str):
    found = first(text, name)
    assert found.place is not None
    assert found.place.country == country
