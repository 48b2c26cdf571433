"""The work of the stage grows with the text: in one sentence without end, and in an article of many sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import extract_events
from geobrief.model import Article, Mention, Resolution
from tests.counted import growth
from tests.events.test_extract import place

PIECES = {
    "one sentence of many attacks": "The army attacked the town and ",
    "names in capitals": "Attack Killing Bombing and the army said ",
    "a date for each": "they attacked the town on 3 May and ",
    "agreed dates": "agreed on 3 May ",
    "references": "The withdrawal began and the attack ended and ",
    "relative clauses": ", who attacked ",
    "rallies": "rally ",
    "passives": "was attacked ",
    "quotation marks": '"attack" ',
    "numbers": "$ 3 million people ",
    "many sentences": "The army attacked the town. ",
    "sentences that date others": "The army attacked the town. The attack took place on 15 January. ",
    "places": "The army attacked Gao and ",
    "a sentence before each": "Rain fell in Gao. The army attacked the town. ",
}
SIZE = 1_200
"""Characters of the smaller text: longer than any reach of the rules."""
MOST = 7.0
"""Growth allowed for four times the text. Linear work comes out at 4 to 6 (windows fill up), quadratic work near 16."""


def article_of(piece: str, size: int) -> tuple[Article, list[Resolution]]:
    """A text of repeated pieces, every "Gao" in it resolved."""
    article = make_article(piece * (size // len(piece)), published="2024-06-12")
    gao, found, at = place("Gao"), [], -1
    for sentence in article.sentences:
        at = article.text.find("Gao", sentence.start, sentence.end)
        while at >= 0:
            mention = Mention(at, at + 3, "Gao", "name", sentence, 1.0)
            found.append(Resolution(mention, gao, "scene", 0.9, "a test"))
            at = article.text.find("Gao", at + 1, sentence.end)
    return article, found


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_four_times_the_text_is_four_times_the_work(piece: str) -> None:
    """Counted, not timed: lines of Python that are run."""

    def work(size: int) -> Callable[[], object]:
        article, resolutions = article_of(piece, size)
        dates = find_dates(article)
        return lambda: extract_events(article, resolutions, dates)

    assert growth(work, SIZE) < MOST
