"""In six languages besides English the gazetteer's names are found, and are said to be less sure."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.mentions.other_languages import COUNTRY, LANGUAGES, base_forms
from geobrief.places import resolve_places

CASES = tomllib.loads((Path(__file__).parent / "cases" / "other_languages.toml").read_text(encoding="utf-8"))
SHARE_FOUND = 0.85
"""Of the names in the cases, so many must be found with the right country in each language."""


def _article(text, language):
    return replace(make_article(text, path="case"), language=language)


def test_there_are_a_dozen_sentences_in_each_language():
    assert set(CASES) == LANGUAGES
    assert all(len(cases["sentences"]) >= 12 for cases in CASES.values())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_most_names_are_found_with_their_country_and_hardly_a_word_is_taken_for_one(language):
    gazetteer = Gazetteer.default()
    wanted = right = extra = 0
    for text, *names in CASES[language]["sentences"]:
        article = _article(text, language)
        resolved = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
        found = {
            item.mention.text: item.place.country for item in resolved if item.place and item.mention.form != "demonym"
        }
        expected = dict(name.rsplit(" ", 1) for name in names)
        wanted += len(expected)
        right += sum(found.get(name) == country for name, country in expected.items())
        extra += len(found.keys() - expected.keys())
    assert right >= SHARE_FOUND * wanted
    assert extra <= 1


@pytest.mark.parametrize(
    "text",
    [
        "دعا الوزير إلى وقف إطلاق النار.",
        "وقالت الوزارة في بيان إنها لا تعلم.",
        "تبدأ المحادثات في مايو.",
        "وتأجل اللقاء من الخميس إلى الجمعة.",
    ],
)
def test_common_words_of_arabic_news_are_no_towns(text):
    assert find_mentions(_article(text, "ar"), Gazetteer.default()) == []


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("O avião voltou de França.", "pt", "FR"),
        ("El ejército cerró la frontera con Marruecos.", "es", "MA"),
        ("Он вернулся из Франции.", "ru", "FR"),
    ],
)
def test_a_country_goes_before_the_town_that_english_knows_by_its_name(text, language, country):
    gazetteer = Gazetteer.default()
    article = _article(text, language)
    (resolution,) = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
    assert (resolution.place.kind, resolution.place.country) == ("country", country)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_place_is_no_surer_than_its_mention(language):
    gazetteer = Gazetteer.default()
    for text, *_ in CASES[language]["sentences"]:
        article = _article(text, language)
        for item in resolve_places(article, find_mentions(article, gazetteer), gazetteer):
            if item.mention.form != "demonym":
                assert item.confidence <= item.mention.confidence <= COUNTRY
            assert all(other.confidence <= item.confidence for other in item.alternatives)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_mentions_stand_in_the_text_in_order_and_are_less_sure_than_in_english(language):
    gazetteer = Gazetteer.default()
    for text, *_ in CASES[language]["sentences"]:
        article = _article(text, language)
        end = 0
        for mention in find_mentions(article, gazetteer):
            assert end <= mention.start < mention.end
            assert text[mention.start : mention.end] == mention.text
            assert mention.confidence <= COUNTRY
            end = mention.end


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Харькове", "Харьков"),
        ("Москву", "Москва"),
        ("Казанью", "Казань"),
        ("России", "Россия"),
        ("الخرطوم", "خرطوم"),
        ("Vereinigten Staaten", "Vereinigte Staaten"),
    ],
)
def test_a_name_in_its_case_leads_to_the_name_in_the_gazetteer(written, listed):
    assert listed in base_forms(written)


def test_english_names_have_no_other_forms():
    assert base_forms("Kharkiv") == base_forms("The Hague") == base_forms("") == []


@pytest.mark.parametrize(("word", "language"), [("Париж ", "ru"), ("وباريس ", "ar"), ("Lyon. ", "fr")])
def test_a_long_text_of_names_is_read_without_growing_pains(word, language):
    article = _article(word * 10_000, language)
    assert len(find_mentions(article, Gazetteer.default())) > 0
