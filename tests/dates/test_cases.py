"""Sentences of news and how a careful reader takes their dates; the cases are in the two .tsv files beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from geobrief.dates import FAR_END, read_dates

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    published: date | None
    sentence: str
    expression: tuple[int, int] | None
    start: date | None
    end: date | None
    precision: str | None
    direction: str | None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell.strip() else None


def load(name: str) -> list[Case]:
    cases = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = [*line.split("\t"), "", "", "", ""]
        marked = cells[1]
        opening, closing = marked.find("["), marked.find("]")
        expression = (opening, closing - 1) if opening >= 0 else None
        sentence = marked.replace("[", "").replace("]", "")
        cases.append(
            Case(
                _day(cells[0]), sentence, expression, _day(cells[2]), _day(cells[3]), cells[4] or None, cells[5] or None
            )
        )
    return cases


def check(case: Case) -> None:
    found = read_dates(case.sentence, published=case.published)
    if case.expression is None:
        assert [e.text for e in found] == []
        return
    wanted = case.sentence[slice(*case.expression)]
    # The first end of a range carries the words, and the days, of the whole of it.
    one = next((e for e in found if (e.start, e.when.text) == (case.expression[0], wanted)), None)
    assert one is not None, f"{wanted!r} is not among {[e.when.text for e in found]}"
    assert one.end == case.expression[1] or one.rule.endswith("-range")
    assert (one.when.start, one.when.end) == (case.start, case.end), one.rule
    if case.precision is not None:
        assert one.when.precision == case.precision, one.rule
        assert one.when.direction == case.direction, one.rule


@pytest.mark.parametrize("case", load("cases.tsv"), ids=lambda c: f"{c.published}: {c.sentence}")
def test_a_sentence_is_dated_as_a_careful_reader_would(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", load("table.tsv"), ids=lambda c: c.sentence)
def test_the_expressions_that_the_libraries_were_compared_on_are_right(case: Case) -> None:
    check(case)


def test_the_table_is_whole() -> None:
    """59 dates and 6 traps, as in the comparison."""
    cases = load("table.tsv")
    assert (sum(c.expression is not None for c in cases), sum(c.expression is None for c in cases)) == (59, 6)
    assert len(load("cases.tsv")) >= 150


def test_the_ends_of_a_range_stand_apart_and_the_first_has_the_days_of_both() -> None:
    first, second = read_dates("Fighting lasted from May 15 to August 16, 1988.", published=date(2024, 5, 21))
    assert (first.text, first.value, first.when.text) == ("May 15", "1988-05-15", "May 15 to August 16, 1988")
    assert (first.when.start, first.when.end) == (date(1988, 5, 15), date(1988, 8, 16))
    assert (second.text, second.value, second.when.direction) == ("August 16, 1988", "1988-08-16", "until")
    assert second.rule.endswith(FAR_END)
