"""Texts that nobody writes take time in proportion to their length, and break nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.places import resolve_places
from tests.counted import growth

TEXTS = {
    "one sentence in capitals": "NIAMEY PARIS LONDON AND THE GOVERNMENT ",
    "one endless list": "Paris, Springfield, Santa Maria, San Pedro, ",
    "one chunk": "Paris and ",
    "no letters": "1234 !!! ... --- ",
    "initials": "A.",
    "hyphens": "A-",
    "apostrophes": "O'",
    "another script": "尼日尔首都尼亚美的居民说",
    "lone surrogates and marks": "Niamey \ud800 Agadez\u200b Ni\u0301ger P\u0336a\u0336ris ",
    "closing brackets": "Paris ))) ((( ",
}


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS.keys())
def test_four_times_the_text_is_about_four_times_the_work(piece):
    gazetteer, numbers = Gazetteer.default(), itertools.count()

    def read(size: int) -> Callable[[], object]:
        # Never the same text twice: what was made of the last one is kept.
        article = make_article(f"{piece * (size // len(piece))} End {next(numbers)}.")

        def resolve() -> None:
            for resolution in resolve_places(article, find_mentions(article, gazetteer), gazetteer):
                mention = resolution.mention
                assert article.text[mention.start : mention.end] == mention.text

        return resolve

    read(16_000)()
    # Counted, not timed: linear work comes out near 4, what grows with the square near 16.
    assert growth(read, 1_000) < 8


def test_a_long_text_is_read_in_blocks_and_its_offsets_stay_exact():
    text = "Rain fell in Niamey on Monday. " * 14_000 + "PARIS AND LONDON " * 2_000 + "Snow fell in Agadez."
    article = make_article(text)
    found = find_mentions(article, Gazetteer.default())
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert {"Niamey", "Agadez"} <= {mention.text for mention in found}
    assert len([mention for mention in found if mention.text == "Niamey"]) > 13_000


def test_thousands_of_different_names_are_placed_without_comparing_each_with_each():
    towns = ("Paris", "Springfield", "Alexandria", "Georgia", "Niamey")
    text = " ".join(f"He met them in {town} and at {town}{number} Bridge." for number in range(1_500) for town in towns)
    article = make_article(text)
    gazetteer = Gazetteer.default()
    # Each compared with each would be fifty million comparisons, which nobody would wait for.
    assert len(resolve_places(article, find_mentions(article, gazetteer), gazetteer)) > len(towns) * 1_000
