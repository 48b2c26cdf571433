"""A number keeps the words that say how sure it is."""

from __future__ import annotations

import pytest

from geobrief.events.figures import figures_of
from geobrief.text.tokens import words_of


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("No fewer than 20 soldiers", "at least"),
        ("No more than 20 soldiers", "at most"),
        ("Not more than 20 soldiers", "at most"),
        ("More than 20 soldiers", "more than"),
        ("Fewer than 20 soldiers", "fewer than"),
        ("An estimated 20 soldiers", "about"),
        ("Only 20 soldiers", None),
        ("The 20 soldiers", None),
    ],
)
def test_the_words_before_a_number_bound_it_from_the_right_side(words: str, qualifier: str | None) -> None:
    """A number of "no fewer than" twenty is a least one."""
    text = f"{words} left the town."
    (figure,) = figures_of(words_of(text, 0, len(text)), text)
    assert (figure.value, figure.qualifier) == (20.0, qualifier)
