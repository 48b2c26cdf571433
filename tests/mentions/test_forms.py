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


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Maj. Gen. Lincoln and Lt. Col. Orlando inspected the base near Gao.", ["Gao"]),
        ("Brig. Gen. Milan said on Monday that his men had left Agadez.", ["Agadez"]),
        ("Staff Sgt. Paris and Cpl. Madison were wounded near Mosul.", ["Mosul"]),
        ("Capt. Victoria Dallas was awarded a medal in Lagos.", ["Lagos"]),
        ("Chief Fresno County Judge Ann Lee resigned.", ["Fresno County"]),
    ],
)
def test_a_rank_in_full_or_clipped_makes_a_person_of_the_name_behind_it(text, places):
    assert list(found(text)) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('"I lost my home," said Sydney, 27, who fled from Goma.', ["Goma"]),
        ("Israel, aged 41, sells fish at the market of Lomé.", ["Lomé"]),
        ("Savannah (29) says she walked to Bunia.", ["Bunia"]),
        ("Chelsea, a 19-year-old student from Leeds, was found safe.", ["Leeds"]),
        ("Clashes broke out in Houston, Texas, a 180-year-old city.", ["Houston", "Texas"]),
        ("Police in Dallas and Houston, a 34-year-old officer said, were warned.", ["Dallas", "Houston"]),
    ],
)
def test_an_age_behind_a_name_makes_a_person_of_it_where_nothing_puts_it_somewhere(text, places):
    assert list(found(text)) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Samuel L. Jackson and Brooklyn B. Decker came to Accra.", ["Accra"]),
        ("J.R. Houston and A. J. Lincoln wrote the book in Oslo.", ["Oslo"]),
        ("Harry S Truman never saw Kampala.", ["Kampala"]),
        ("The embassy is at 1700 K Street, N.W. Washington.", ["Washington"]),
    ],
)
def test_an_initial_between_two_names_makes_a_person_of_them(text, places):
    assert list(found(text)) == places


def test_who_says_something_is_the_person_that_the_article_has_named_so():
    text = "Milan, 34, told reporters in Belgrade that he was innocent. Milan said he would go to Rome."
    assert list(found(text)) == ["Belgrade", "Rome"]


def test_a_town_that_a_person_is_called_after_is_found_where_it_is_the_town():
    text = "Jack Dallas sang. He was born in Dallas, and Dallas, he said, was kind to him."
    article = make_article(text)
    starts = [mention.start for mention in find_mentions(article, Gazetteer.default())]
    assert text.index("Dallas") not in starts
    assert text.index("Dallas,") in starts


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Ships were stuck on the Amazon and the Volga for weeks.", True),
        ("The level of the Amazon near Manaus has fallen.", True),
        ("Workers at the Amazon warehouse in Leeds went on strike.", False),
        ("He ordered books on Amazon and paid in Leeds.", False),
    ],
)
def test_a_river_has_its_article_and_no_noun_behind_it(text, is_found):
    assert ("Amazon" in found(text)) is is_found
