"""The day of an event where it stands apart from its trigger: in the noun phrase, in another sentence, in capitals."""

from __future__ import annotations

from datetime import date

import pytest

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import extract_events

PUBLISHED = "2024-06-12"


def days(text: str) -> dict[str, tuple[date | None, date | None] | None]:
    """Trigger → first and last day of each event that a text tells."""
    article = make_article(text, published=PUBLISHED)
    dates = find_dates(article)
    return {
        report.trigger.lower(): (dates[report.when].when.start, dates[report.when].when.end)
        if report.when is not None
        else None
        for report in extract_events(article, [], dates)
    }


@pytest.mark.parametrize(
    "second",
    [
        "The attack took place on 3 June, the mayor said.",
        "It happened at about nine in the evening on 3 June.",
        "The mayor spoke of a crime committed on 3 June by cowards.",
        "THE ATTACK TOOK PLACE ON 3 JUNE, THE MAYOR SAID.",
    ],
)
def test_a_sentence_about_its_happening_dates_the_event_told_before(second: str) -> None:
    told = days(f"Gunmen shot dead four farmers in the hills. {second}")
    assert told["shot dead"] == (date(2024, 6, 3), date(2024, 6, 3))


@pytest.mark.parametrize(
    "second",
    [
        "The museum was opened on 3 June.",
        "The mayor said on 3 June that nothing was known.",
        "The vote took place on 3 June, the mayor said.",
    ],
)
def test_a_day_of_something_else_dates_no_event_of_another_sentence(second: str) -> None:
    told = days(f"Gunmen shot dead four farmers in the hills. {second}")
    assert told["shot dead"] is None


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The group claimed responsibility for Monday's bomb attack on the station.", "bomb attack"),
        ("The minister condemned the 10 June bomb attack on the station.", "bomb attack"),
    ],
)
def test_a_day_in_the_noun_phrase_is_the_events_and_not_that_of_the_words_about_it(text: str, trigger: str) -> None:
    assert days(text)[trigger] == (date(2024, 6, 10), date(2024, 6, 10))


def test_an_event_told_with_a_range_has_the_days_of_the_whole_range() -> None:
    told = days("From May 28 to June 3, soldiers and rebels fought in the suburbs.")
    assert (date(2024, 5, 28), date(2024, 6, 3)) in told.values()


def test_a_report_in_capitals_is_dated_as_one_in_small_letters() -> None:
    text = "A bomb exploded outside the court on 10 June and killed two guards."
    assert days(text)["exploded"] == days(text.upper())["exploded"] == (date(2024, 6, 10), date(2024, 6, 10))
