"""Word pieces are cut as the encoder's vocabulary wants them, and each knows the characters it came from."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.events.encoder import vocabulary
from geobrief.events.windows import MOST, WINDOW, lay_out
from geobrief.events.wordpieces import UNKNOWN, word_pieces


def pieces(text: str) -> list[str]:
    words = {number: word for word, number in vocabulary().items()}
    return [words[piece.id] for piece in word_pieces(text, 0, len(text), vocabulary())]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Troops left Agadez.", ["troops", "left", "ag", "##ade", "##z", "."]),
        ("Côte d’Ivoire", ["cote", "d", "’", "ivo", "##ire"]),
        ("U.S.-led", ["u", ".", "s", ".", "-", "led"]),
        ("$1,000", ["$", "1", ",", "000"]),
        ("  \n ", []),
    ],
)
def test_words_are_cut_as_berts_tokeniser_cuts_them(text: str, cut: list[str]) -> None:
    """Accents and capitals fall away, signs stand alone, long words come in parts."""
    assert pieces(text) == cut


def test_a_word_beyond_all_words_is_one_unknown_piece() -> None:
    """A run of letters that no vocabulary spells costs one look and gives one piece."""
    assert [piece.id for piece in word_pieces("x" * 5000, 0, 5000, vocabulary())] == [UNKNOWN]


@given(st.text(max_size=200))
def test_pieces_stand_in_order_and_inside_their_text(text: str) -> None:
    """Offsets never run backwards, overlap only inside one character, and leave no letter out at the ends."""
    found = word_pieces(text, 0, len(text), vocabulary())
    for piece in found:
        assert 0 <= piece.start < piece.end <= len(text)
    for one, other in itertools.pairwise(found):
        assert one.start <= other.start
        assert one.end <= other.end


@given(st.lists(st.sampled_from(["Troops left.", "A flood hit Gao on Monday.", "x", "word " * 400]), max_size=12))
def test_every_piece_stands_in_just_one_window(sentences: list[str]) -> None:
    """Windows follow one another without gap or overlap and are never longer than the encoder reads."""
    laid = lay_out(make_article("\n\n".join(sentences) or "-"), vocabulary())
    at = 0
    for window in laid.windows:
        assert window.first == at
        assert len(window.ids) == window.skip + window.count + 1 <= WINDOW
        at += window.count
    assert at == len(laid.pieces) == len(laid.sentence)


def test_a_text_without_end_is_read_up_to_a_bound() -> None:
    """What a megabyte of words costs is what the bound costs."""
    laid = lay_out(make_article("The army attacked the town. " * 30_000), vocabulary())
    assert len(laid.pieces) == MOST
