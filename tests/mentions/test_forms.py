"""How names are written, and what is no place although it looks like one."""

from __future__ import annotations

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions, given_mentions, survey
from geobrief.mentions.forms import form_of


def found(text: str) -> dict[str, str]:
    article = make_article(text)
    return {mention.text: mention.form for mention in find_mentions(article, Gazetteer.default())}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Niger", "name"),
        ("U.S.", "abbreviation"),
        ("UAE", "abbreviation"),
        ("D.C.", "abbreviation"),
        ("Calif.", "abbreviation"),
        ("St. Louis", "name"),
        ("NIAMEY", "name"),
        ("Agadez", "name"),
    ],
)
def test_the_form_of_a_name_is_read_from_its_letters(text, form):
    assert form_of(text, in_capitals=False) == form


def test_in_a_sentence_in_capitals_short_names_are_names():
    assert form_of("MALI", in_capitals=True) == "name"


def test_an_adjective_or_people_is_a_demonym():
    forms = found("Nigerien officials met the Malian delegation in Niamey on Tuesday.")
    assert forms["Nigerien"] == "demonym"
    assert forms["Malian"] == "demonym"
    assert forms["Niamey"] == "name"


def test_a_language_is_no_people():
    assert "French" not in found("The statement, read out in French, surprised the hall in Bamako.")


def test_a_newspaper_is_no_place_although_its_name_begins_with_one():
    assert "Washington" not in found("The Washington Post reported on Friday that talks had failed.")


def test_the_possessive_is_not_part_of_the_name():
    assert "Mali" in found("Soldiers guarded Mali's border on Monday, the minister said.")


def test_given_spans_are_mentions_that_are_certain():
    article = make_article("Somebody met Nigerien officials in Agadez.")
    start = article.text.index("Agadez")
    nation = article.text.index("Nigerien")
    mentions = given_mentions(article, [(nation, nation + 8), (start, start + 6)], Gazetteer.default())
    assert [(m.text, m.form, m.confidence) for m in mentions] == [("Nigerien", "demonym", 1.0), ("Agadez", "name", 1.0)]


def test_a_folder_tells_which_names_stand_alone_as_places():
    articles = [
        make_article("It rained all day. Two people were hurt in Paris, and a bridge fell."),
        make_article("Reuters reported from nowhere."),
    ]
    assert "paris" in survey(articles, Gazetteer.default()).places
