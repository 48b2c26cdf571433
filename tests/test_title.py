"""A brief that was given no title is called after what most of its articles tell, and after a place only if most do."""

from geobrief.articles import make_article
from geobrief.brief.compose import compose_brief
from geobrief.gazetteer import Gazetteer
from geobrief.reading import read


def titled(*texts: str) -> str:
    """The title of a brief of these articles."""
    gazetteer = Gazetteer.default()
    readings = [read(make_article(text, path=f"{number}.txt"), gazetteer) for number, text in enumerate(texts)]
    return compose_brief(readings, gazetteer=gazetteer.version).title


def test_a_place_in_most_articles_gives_the_title() -> None:
    """Two articles about one town."""
    assert "Beira" in titled("Floods hit Beira.", "Rain fell on Beira.")


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
