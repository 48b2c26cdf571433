"""The words of an article are worked out once, whoever asks."""

from itertools import pairwise

import pytest

from geobrief.articles import make_article
from geobrief.events import find_figures
from geobrief.events.figures import figures_in
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions, survey
from geobrief.text import analysis
from geobrief.text.analysis import LONGEST, analyse
from geobrief.text.sentences import clause_breaks

TEXT = "At least 12 soldiers were killed near Agadez. Two trucks burned in Niamey."


@pytest.fixture
def cut(monkeypatch):
    """Return the articles that were cut into tokens."""
    seen = []
    tokenise = analysis.tokenise
    monkeypatch.setattr(analysis, "tokenise", lambda article: seen.append(article) or tokenise(article))
    return seen


def test_names_are_compared_and_found_in_the_same_tokens(cut):
    article = make_article(f"{TEXT} A third was seen in Tahoua.")
    survey([article], Gazetteer.default())
    find_mentions(article, Gazetteer.default())
    assert cut == [article]


def test_equal_articles_have_one_analysis_and_others_their_own():
    assert analyse(make_article(TEXT)) is analyse(make_article(TEXT))
    assert analyse(make_article(TEXT)) is not analyse(make_article(f"{TEXT} More."))


def test_the_analysis_of_a_library_in_one_file_is_not_kept():
    article = make_article(f"{TEXT}\n\n" * (LONGEST // len(TEXT)))
    assert len(article.text) > LONGEST
    assert analyse(article) is not analyse(article)


def test_the_figures_of_an_article_are_found_sentence_by_sentence_and_once():
    article = make_article(TEXT)
    assert [[figure.text for figure in found] for found in figures_in(article)] == [
        ["At least 12 soldiers"],
        ["Two trucks"],
    ]
    assert [figure for figure, _ in find_figures(article)] == [one for found in figures_in(article) for one in found]
    assert figures_in(article) is figures_in(make_article(TEXT))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He left on Jan. 5; she stayed. They met.", ["He left on Jan. 5; ", "she stayed. ", "They met."]),
        ("A short heading\nThe army left in May", ["A short heading\n", "The army left in May"]),
        ("Gen. Diallo spoke. Nobody heard", ["Gen. Diallo spoke. ", "Nobody heard"]),
    ],
)
def test_what_governs_a_day_ends_at_stops_semicolons_and_headings(text, parts):
    offsets = [0, *clause_breaks(text), len(text)]
    assert [text[a:b] for a, b in pairwise(offsets)] == parts
