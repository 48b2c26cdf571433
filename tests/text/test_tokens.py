"""Words are read in one writing, whatever signs a text uses, and their offsets are those of the text."""

from __future__ import annotations

import pytest

from geobrief.articles import make_article
from geobrief.mentions.tokens import find_chunks
from geobrief.text.tokens import tokenise, written_once


def words(text: str) -> list[str]:
    return tokenise(make_article(text)).words


def chunks(text: str) -> list[str]:
    tokens = tokenise(make_article(text))
    return [tokens.span(chunk.first, chunk.last) for chunk in find_chunks(tokens)]


@pytest.mark.parametrize("sign", list("'’‘`´′ʼʻʾʿ"))
def test_an_apostrophe_inside_a_name_does_not_end_it_whatever_its_sign(sign):
    assert words(f"near Dara{sign}a and Bi{sign}r Ali") == ["near", "Dara'a", "and", "Bi'r", "Ali"]


@pytest.mark.parametrize("sign", list("'’"))
def test_what_english_ties_to_a_word_is_a_word_of_its_own(sign):
    assert words(f"Chad{sign}s men don{sign}t") == ["Chad", sign, "s", "men", "don", sign, "t"]
    assert words(f"Sa{sign}ada{sign}s men") == ["Sa'ada", sign, "s", "men"]


def test_quotation_marks_are_no_apostrophes():
    assert words("‘Gao’ and 'Goma' fell") == ["‘", "Gao", "’", "and", "'", "Goma", "'", "fell"]


def test_a_small_particle_before_an_apostrophe_belongs_to_the_name_behind_it():
    assert "Val d'Oise" in chunks("The police near Val d'Oise said so.")


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\ufe0f"])
def test_hidden_signs_are_not_read(hidden):
    assert words(f"in Tom{hidden}bouc{hidden}tou") == ["in", "Tombouctou"]


def test_the_hyphens_of_word_processors_are_hyphens():
    assert words("Timor\u2011Leste") == words("Timor\u2010Leste") == ["Timor", "-", "Leste"]


def test_accents_that_stand_apart_are_put_on_their_letters():
    assert written_once("Me\u0301naka") == "Ménaka"


@pytest.mark.parametrize("text", ["the U.K, he said", "the U.K and", "the U.K", "U.K-led"])
def test_initials_may_lack_their_last_stop(text):
    assert "U.K." in words(text)


def test_initials_end_where_a_word_goes_on():
    assert words("plan B.The end") == ["plan", "B", ".", "The", "end"]


def test_a_stroke_parts_two_names():
    assert chunks("floods in Buda/Pest") == ["Buda", "Pest"]


def test_a_clipped_province_is_over_at_its_full_stop():
    assert chunks("She lives in Dover, Del. Baltimore is near.") == ["She", "Dover", "Del.", "Baltimore"]
    assert chunks("She lives in Hudson, N.Y. Albany is near.") == ["She", "Hudson", "N.Y.", "Albany"]


def test_a_saint_behind_a_comma_is_no_province():
    assert "St. Paul" in chunks("They went to Duluth, St. Paul and Fargo.")[2]


def test_a_day_is_no_part_of_the_name_before_it():
    assert chunks("They took Tikrit Sunday.") == ["They", "Tikrit", "Sunday"]
