"""The table of words and the network over it."""

from __future__ import annotations

import numpy as np
import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions.find import read, sequence_spans
from geobrief.mentions.model import recogniser, span_columns
from geobrief.mentions.network import make_network
from geobrief.mentions.word_table import UNLISTED, word_table

TEXT = "Rebels left Tripoli for Agadez on Monday, Amina Sani of Radio Kano said. In Tripoli shops stayed shut."


def cosine(one: str, other: str) -> float:
    table = word_table()
    a, b = (table.vectors[table.numbers[word]] for word in (one, other))
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [
        ("tripoli", "cairo", "monday"),
        ("johnson", "williams", "province"),
        ("villagers", "residents", "quarterback"),
        ("ministry", "government", "river"),
    ],
)
def test_words_that_keep_like_company_lie_near(word, like, unlike):
    assert cosine(word, like) > cosine(word, unlike) + 0.2


def test_a_word_is_found_whatever_its_capitals():
    assert word_table().groups_of("TRIPOLI") == word_table().groups_of("tripoli")


def test_a_word_that_is_not_listed_is_in_no_group_and_has_no_vector():
    table = word_table()
    assert all(group.endswith(f"={UNLISTED}") for group in table.groups_of("xqzzyv"))
    assert not table.vectors[len(table.numbers)].any()


def test_every_listed_word_has_one_group_of_each_size():
    table = word_table()
    for name, groups in table.groups:
        assert len(groups) == len(table.numbers)
        assert max(groups) < int(name[1:])


def test_what_the_network_says_of_a_span_does_not_hang_on_the_spans_weighed_with_it():
    context = read(make_article(TEXT), Gazetteer.default())
    rows, _, around = span_columns(context, sequence_spans(context, recogniser()))
    network = recogniser().network
    together = network.log_odds(np.repeat(rows, 9, axis=0), np.repeat(around, 9, axis=0))
    one_by_one = [network.log_odds(rows[n : n + 1], around[n : n + 1])[0] for n in range(len(rows))]
    assert np.allclose(together[::9], one_by_one, atol=1e-4)


def test_words_outside_the_sentence_are_not_read():
    """The vectors around the first word of a sentence do not change with the sentence before it."""
    spans = {}
    for before in ("It rained.", "Soldiers crossed the river."):
        context = read(make_article(f"{before} Agadez was calm on Monday."), Gazetteer.default())
        span = next(s for s in sequence_spans(context, recogniser()) if context.tokens.span(*s) == "Agadez")
        spans[before] = span_columns(context, {span: 0.5})[2]
    first, second = spans.values()
    assert np.array_equal(first, second)


def test_a_network_that_was_fitted_on_other_columns_is_refused():
    with pytest.raises(ValueError, match="fit it again"):
        make_network({"columns": 3, "inputs": 3, "hidden": 1}, bytes(4 * 12))
