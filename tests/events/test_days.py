"""An event's days lie on its side of the news, and "early June" is a third of June."""

from __future__ import annotations

from datetime import date

import pytest

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events.days import days_of

CASES = [
    ("Twelve people were killed this month.", "done", date(2022, 7, 1), date(2022, 7, 20)),
    ("The bridge will open this month.", "planned", date(2022, 7, 20), date(2022, 7, 31)),
    ("Over 980 people have been released so far this year.", "done", date(2022, 1, 1), date(2022, 7, 20)),
    ("They fled in early June.", "done", date(2022, 6, 1), date(2022, 6, 10)),
    ("They fled in late 2016.", "past", date(2016, 9, 1), date(2016, 12, 31)),
    ("The minister was shot on Friday.", "done", date(2022, 7, 15), date(2022, 7, 15)),
    ("He was arrested in June.", "done", date(2022, 6, 1), date(2022, 6, 30)),
]


@pytest.mark.parametrize(("text", "status", "first", "last"), CASES)
def test_an_event_lies_on_its_side_of_the_day_of_the_news(text, status, first, last):
    news = make_article(text, published="2022-07-20")
    (told,) = find_dates(news)
    when = days_of(told, news.published, status)
    assert (when.start, when.end) == (first, last)


def test_without_a_day_of_publication_nothing_is_cut():
    news = make_article("Twelve people were killed in July 2022.")
    (told,) = find_dates(news)
    assert days_of(told, news.published, "done") == told.when
