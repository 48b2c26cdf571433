"""Whatever the text, mentions are exact pieces of it, in order, without overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions
from geobrief.mentions.decode import best_spans
from geobrief.mentions.tokens import MAX_CHUNK, find_chunks
from geobrief.text.tokens import tokenise, written_once

PIECES = st.sampled_from(
    [
        "Niamey", "Agadez", "in", "the", "U.S.", "Gov.", "Jane", "Paris", ",", ".", "'s", "-", "St.", "Louis", "of",
        "NIGER", "\u200b", "e\u0301", "\ud800", "12", "\n", " ", "(", "Nigerien", "said", "尼日尔", "Ⅷ", "ǅ", "İ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.default()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_a_mention_is_the_text_between_its_offsets_and_lies_in_its_sentence(gazetteer, text):
    article = make_article(text)
    before = 0
    for mention in find_mentions(article, gazetteer):
        assert article.text[mention.start : mention.end] == mention.text
        assert mention.start >= before
        assert mention.sentence.start <= mention.start < mention.end <= mention.sentence.end
        assert 0 <= mention.confidence <= 1
        before = mention.end


@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_tokens_follow_one_another_and_chunks_are_short_runs_of_them(text):
    tokens = tokenise(make_article(text))
    assert all(
        written_once(text[s:e]) == word for s, e, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True)
    )
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))
    last = 0
    for chunk in find_chunks(tokens):
        assert last <= chunk.first < chunk.last <= chunk.first + MAX_CHUNK + 1
        last = chunk.last


@given(st.dictionaries(st.tuples(st.integers(0, 8), st.integers(1, 4)), st.floats(0, 1), max_size=12))
def test_the_chosen_spans_do_not_overlap_and_no_single_span_is_worth_more(lengths):
    worth = {(first, first + size): p for (first, size), p in lengths.items()}
    chosen = best_spans(worth, 0.4)
    assert all(one[1] <= other[0] for one, other in pairwise(chosen))
    total = sum(worth[span] - 0.4 for span in chosen)
    assert total >= max((p - 0.4 for p in worth.values()), default=0.0) - 1e-9
