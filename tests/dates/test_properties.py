"""What holds for any text: offsets, order, dates that come back, and a time that grows with the text only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.dates import read_dates
from tests.counted import growth, lines_run

WORDS = (
    "the a last next this of in on by until since May March may Sunday Fri. weekend week months years two twenty-three few "
    "31 2024 1999 '98 19th century quarter Q3 early mid- end ago later before 10:30 a.m. GMT BC AD Easter Christmas every daily "
    "yesterday tonight September Sept. 2024-02-30 12/13/2019 1/2/03 0000 9999 per - – / , . ; ( ) ’ \n \n\n said will 3,000 $5 "
    "decade seconds half and to from between first second third that same day night now future"
).split(" ")
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))
MODERN = st.dates(date(1900, 1, 1), date(2049, 12, 31))


@given(TEXTS, DAYS, st.booleans())
@settings(max_examples=400, deadline=None)
def test_every_expression_is_a_span_of_the_text_in_order_and_apart(
    text: str, published: date | None, join: bool
) -> None:
    reached = 0
    for one in read_dates(text, published=published, join=join):
        assert one.text == text[one.start : one.end] != ""
        assert one.start >= reached
        # The first end of a range has the words of both ends, and only it has more than its own.
        assert one.when.text == text[one.start : one.start + len(one.when.text)]
        assert one.when.text.startswith(one.text)
        assert one.when.text == one.text or (join and one.rule.endswith("-range"))
        assert (one.when.precision == "unknown") == (one.when.basis == "unknown")
        reached = one.end


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_without_a_publication_date_nothing_told_from_today_is_dated(text: str) -> None:
    for one in read_dates(text, published=None):
        if one.rule in ("day-word", "weekday", "count-ago", "last-week", "next-month", "weekend", "overnight"):
            assert one.when.start is None


@given(MODERN, MODERN)
@settings(max_examples=200, deadline=None)
def test_a_day_written_in_full_comes_back_whatever_the_publication_date(day: date, published: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {day:%b} {day.year}",
        f"{day:%A} ({day:%B} {day.day}, {day.year})",
    )
    for form in forms:
        found = read_dates(f"It was dated {form} by the clerk.", published=published)
        assert [(one.text, one.when.start, one.when.end) for one in found] == [(form, day, day)]


@given(MODERN)
@settings(max_examples=100, deadline=None)
def test_a_weekday_that_does_not_fit_its_date_is_kept_and_not_dated(day: date) -> None:
    wrong = date.fromordinal(day.toordinal() + 1)
    (one,) = read_dates(f"They met on {wrong:%A}, {day.day} {day:%B} {day.year}.", published=None)
    assert (one.when.start, one.when.precision) == (None, "unknown")
    assert one.rule.endswith("weekday contradicts")


@given(TEXTS, DAYS)
@settings(max_examples=100, deadline=None)
def test_only_the_given_passages_are_read(text: str, published: date | None) -> None:
    half = len(text) // 2
    for one in read_dates(text, published=published, passages=[(0, half)]):
        assert one.end <= half


def many_dates(count: int) -> str:
    return "They met on " + ", on ".join(f"{n % 28 + 1} May {1950 + n % 70}" for n in range(count)) + "."


def test_three_thousand_dates_in_one_sentence_are_all_read() -> None:
    assert len(read_dates(many_dates(3000), published=date(2024, 4, 19))) == 3000


def test_four_times_the_dates_in_one_sentence_are_four_times_the_work() -> None:
    """Counted, not timed. Quadratic work would come out near 16."""

    def work(count: int) -> Callable[[], object]:
        text = many_dates(count)
        return lambda: read_dates(text, published=date(2024, 4, 19))

    assert growth(work, 100) < 5


@pytest.mark.parametrize(
    "piece",
    [
        "the ",
        "May ",
        "19",
        "1 ",
        "'9",
        "last ",
        "two ",
        " ",
        "\n",
        "twenty-",
        "12/",
        "2024-",
        "a.m. ",
        "between 1 and ",
        "(",
        "early on in the ",
    ],
)
def test_hostile_repetition_is_work_in_proportion_to_its_length(piece: str) -> None:
    """Counted, not timed. Quadratic work would come out near 16; the small constant is for texts that are no work at all."""

    def lines(size: int) -> int:
        return lines_run(lambda: read_dates(piece * (size // len(piece)), published=date(2024, 4, 19)))

    lines(1_000)  # tables are loaded
    assert lines(8_000) < 7 * lines(2_000) + 1_000
    read_dates(
        piece * (30_000 // len(piece)), published=date(2024, 4, 19)
    )  # a pattern that runs away would take minutes
