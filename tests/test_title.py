"""A brief that was given no title is called after a place only where most of it is about that place."""

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.pipeline import read, title_of


def titled(*texts: str) -> str:
    """The title of a brief of these articles."""
    gazetteer = Gazetteer.default()
    return title_of([read(make_article(text, path=f"{number}.txt"), gazetteer) for number, text in enumerate(texts)])


def test_a_place_in_most_articles_gives_the_title() -> None:
    """Two articles about one town."""
    assert titled("Floods hit Beira.", "Rain fell on Beira.") == "Beira: what 2 articles report"


def test_articles_without_a_common_place_are_not_called_after_one() -> None:
    """An analyst who sits somewhere is in more articles than any of the places that they are about."""
    texts = (
        "Floods hit Beira, said an analyst in Vienna.",
        "Rebels attacked Bunia, said an analyst in Vienna.",
        "Voters queued in Sucre.",
        "Doctors left Gonaïves.",
        "Police closed Dhaka.",
    )
    assert titled(*texts) == "What 5 articles report"
