"""Text without capitals, or in nothing but capitals, is read as prose is, and offsets stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.mentions.lower_case import recased
from geobrief.places import resolve_places


def names(text: str) -> list[str]:
    """The names that are found in a text."""
    return [m.text for m in find_mentions(make_article(text), Gazetteer.default()) if m.form != "demonym"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a court in nairobi said on monday that two men had fled to ibadan.", ["nairobi", "ibadan"]),
        ("the storm reached new orleans, and salt lake city saw snow.", ["new orleans", "salt lake city"]),
        ("a court in the us freed him; he flew to the uk via dubai.", ["us", "uk", "dubai"]),
        ("let us read a nice book of nice things in the reading room.", []),
        ("GUNMEN ATTACKED A BUS NEAR MAIDUGURI, OFFICIALS IN ABUJA SAID.", ["MAIDUGURI", "ABUJA"]),
    ],
)
def test_names_are_found_without_the_help_of_capitals(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_ordinary_prose_is_read_as_it_is() -> None:
    article = make_article("Police in Lagos said so on Monday, and again on Tuesday. see also: more of this")
    assert recased(article, Gazetteer.default()) == (article, {})


def test_a_headline_in_capitals_learns_from_the_rest_of_the_article() -> None:
    article = make_article("MAYOR OKOYE VISITS THE MARKET\n\nThe market was full when Mayor Okoye came to Lagos.")
    read, odd = recased(article, Gazetteer.default())
    assert "Mayor Okoye visits the market" in read.text
    assert list(odd.values()) == ["caps"]


def test_the_reason_says_how_the_name_is_written_and_the_confidence_is_lower() -> None:
    gazetteer = Gazetteer.default()
    found = {}
    for text in ("Men fled to Ibadan on Monday.", "men fled to ibadan on monday."):
        article = make_article(text)
        (found[text],) = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
    prose, small = found.values()
    assert (small.mention.text, small.place) == ("ibadan", prose.place)
    assert "without capitals" in small.because
    assert small.mention.confidence < prose.mention.confidence


@settings(deadline=None)  # the first example loads the models
@given(st.text(alphabet="aßİŉ lagoé'-.\n ", max_size=60))
def test_every_mention_stands_where_it_says_in_text_of_odd_letters(text: str) -> None:
    for change in (str.lower, str.upper):
        article = make_article(change(text) + " near lagos and " + change(text))
        read, _ = recased(article, Gazetteer.default())
        assert len(read.text) == len(article.text)
        for mention in find_mentions(article, Gazetteer.default()):
            assert article.text[mention.start : mention.end] == mention.text
