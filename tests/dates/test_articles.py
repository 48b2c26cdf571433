"""Dates of whole articles: what is read, from which day it counts, and when an article was published."""

from __future__ import annotations

from datetime import date

import pytest

from geobrief.articles import make_article
from geobrief.dates import OF_NOUN, find_dates, infer_published
from geobrief.model import UNKNOWN_WHEN, Article, Passage, PassageKind, When

FRIDAY = date(2024, 4, 19)


def article(*passages: tuple[PassageKind, str], published: When = UNKNOWN_WHEN) -> Article:
    text, spans = "", []
    for kind, words in passages:
        spans.append(Passage(len(text), len(text) + len(words), kind))
        text += words + "\n\n"
    return Article(
        id="a-0000000000000000",
        path="-",
        text=text,
        title=None,
        outlet=None,
        authors=(),
        url=None,
        domain=None,
        language="en",
        sha256="0" * 64,
        published=published,
        passages=tuple(spans),
        sentences=(),
    )


def on(day: date) -> When:
    return When(day, day, "day", day.isoformat(), "metadata")


def test_title_body_and_dateline_are_read_and_nothing_else() -> None:
    one = article(
        ("title", "Base to close in May"),
        ("byline", "By A. Writer, 3 March 2024"),
        ("dateline", "NIAMEY, April 18 –"),
        ("caption", "A soldier in January 2020"),
        ("body", "The base was built in 2016."),
        ("boilerplate", "Last updated yesterday"),
        published=on(FRIDAY),
    )
    assert [e.text for e in find_dates(one)] == ["May", "April 18", "2016"]


def test_what_counts_from_today_counts_from_the_publication_date() -> None:
    one = article(("body", "The envoy left last Friday and the talks ended in 2023."), published=on(FRIDAY))
    first, second = find_dates(one)
    assert (first.when.start, first.when.basis) == (date(2024, 4, 12), "text")
    assert (second.when.start, second.value) == (date(2023, 1, 1), "2023")


def test_a_publication_date_known_to_the_week_leaves_a_weekday_open() -> None:
    """Published between Sunday 19 and Saturday 25 May: "Friday" is one of two, "last July" is the same for both."""
    week = When(date(2024, 5, 19), date(2024, 5, 25), "week", "…", "inferred")
    one = article(("body", "He spoke on Friday of the coup last July. They met on Sunday."), published=week)
    friday, july, sunday = find_dates(one)
    assert (friday.when.start, friday.when.end, friday.when.precision) == (
        date(2024, 5, 17),
        date(2024, 5, 24),
        "period",
    )
    assert (july.when.start, july.when.end, july.when.basis) == (date(2023, 7, 1), date(2023, 7, 31), "inferred")
    assert sunday.when.start == sunday.when.end == date(2024, 5, 19)


def test_a_weekday_with_its_date_and_a_recent_year_decide_the_publication() -> None:
    """19 May fell on a Sunday in 2013, 2019 and 2024; a survey of 2022 leaves one of them."""
    one = article(
        ("body", "The two sides announced on Sunday (19 May) that they would part. A 2022 survey had foreseen it.")
    )
    when = infer_published(one)
    assert (when.start, when.end, when.precision, when.basis) == (
        date(2024, 5, 19),
        date(2024, 5, 25),
        "week",
        "inferred",
    )
    assert when.text is not None
    for reason in ("Sunday (19 May)", "2024", "2022"):
        assert reason in when.text


@pytest.mark.parametrize(
    "body",
    [
        "The two sides announced on Sunday that they would part. A 2022 survey had foreseen it.",
        "The two sides announced on Sunday (19 May) that they would part.",
        "The two sides announced on Sunday (19 May) that they would part. The pact dates from 1998.",
        "They will meet on Sunday (19 May). A 2022 survey had foreseen it.",
        "It happened on Sunday (19 May), and on Monday (21 May) again. A 2022 survey had foreseen it.",
        "The junta seized power last July. A 2022 survey had foreseen it.",
        "The pact was revoked on Saturday (16 March), and in May the troops left. A 2022 survey had foreseen it.",
        "",
    ],
    ids=[
        "no date",
        "no year",
        "year too old",
        "still to come",
        "two dates that contradict",
        "nothing datable",
        "not fresh",
        "empty",
    ],
)
def test_the_publication_stays_unknown_where_the_text_does_not_decide_it(body: str) -> None:
    assert infer_published(article(("body", body))) == UNKNOWN_WHEN


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("19 April 2024 Friday 10:28", date(2024, 4, 19)),
        ("Published: May 19, 2024", date(2024, 5, 19)),
        ("Updated 7:05 PM EDT, Sun May 19, 2024", None),
        ("2024-05-19", date(2024, 5, 19)),
        ("Monday, 19 May 2024", None),
        ("Founded 3 March 1998 in Gao", None),
    ],
)
def test_a_line_that_is_nothing_but_a_date_is_the_publication_date(line: str, day: date | None) -> None:
    when = infer_published(article(("title", "Base to close"), ("byline", line), ("body", "The base will close soon.")))
    assert when.start == day
    assert when.basis == ("text" if day else "unknown")


def test_an_agency_dateline_with_its_year_is_the_publication_date() -> None:
    one = article(("body", "GAO, Mali, May 19, 2024 (XYZ) - The last convoy left the town."))
    assert (infer_published(one).start, infer_published(one).basis) == (date(2024, 5, 19), "text")
    for one in (
        article(("body", "CAIRO – 25 July 2022: The ministry presented its budget.")),
        make_article("CAIRO – 25 July 2022: The ministry presented its budget.\n\nIt is the second one of the year."),
    ):
        assert (infer_published(one).start, infer_published(one).basis) == (date(2022, 7, 25), "text")


@pytest.mark.parametrize("text", ["26 July 2023: Soldiers seize power.", "On the Nile, 25 July 2022: a ferry sinks."])
def test_a_day_at_the_head_of_an_entry_is_no_dateline(text: str) -> None:
    assert infer_published(article(("body", text))) == UNKNOWN_WHEN


def test_an_article_without_any_date_has_none() -> None:
    one = article(("title", "Base to close"), ("body", "The colonel may march."))
    assert find_dates(one) == []
    assert infer_published(one) == UNKNOWN_WHEN


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_publication_date_at_the_end_of_the_calendar_breaks_nothing(day: date) -> None:
    text = (
        "Yesterday, tomorrow, last week, next month, two years ago, in ten years' time, the next four months, Friday."
    )
    for one in find_dates(article(("body", text), published=on(day))):
        assert one.when.start is None or one.when.end is None or one.when.start <= one.when.end


def test_a_publication_known_to_the_year_dates_what_is_the_same_all_year() -> None:
    year = When(date(2024, 1, 1), date(2024, 12, 31), "year", "2024", "metadata")
    one = article(
        ("body", "The pact was signed last year. They met on Sunday. It ends by September 15."), published=year
    )
    last, sunday, september = find_dates(one)
    assert (last.when.start, last.when.end) == (date(2023, 1, 1), date(2023, 12, 31))
    assert (sunday.when.precision, sunday.when.start) == ("period", date(2023, 12, 31))
    assert (september.when.start, september.when.direction) == (date(2024, 9, 15), "by")


def test_the_dates_that_head_a_timeline_are_no_publication_date() -> None:
    one = article(
        ("title", "How it came"), ("body", "3 March 2021\nThe mine was sold.\n5 May 2022\nIt was sold again.")
    )
    assert infer_published(one) == UNKNOWN_WHEN


def test_of_two_dates_at_the_top_the_one_called_published_counts() -> None:
    one = article(("byline", "Published 3 May 2024"), ("byline", "Updated 5 May 2024"), ("body", "The mine was sold."))
    assert infer_published(one).start == date(2024, 5, 3)


def test_a_publication_date_in_the_future_is_kept_and_counted_from_as_any_other() -> None:
    """There is no clock here: nothing is moved back to a today that the text does not know."""
    one = article(
        ("body", "The convoy left on Friday and the base closed in March 2024."), published=on(date(2190, 5, 4))
    )
    first, second = find_dates(one)
    assert (first.value, first.when.start) == ("2190-04-30", date(2190, 4, 30))
    assert (second.value, second.when.start) == ("2024-03", date(2024, 3, 1))
    assert one.published.start == date(2190, 5, 4)


@pytest.mark.parametrize(
    ("body", "start", "end"),
    [
        (
            "Troops will leave by September 15. Officers of Freedonia seized power in July 2023. Last year's coup shook Freedonia.",
            date(2024, 1, 1),
            date(2024, 9, 14),
        ),
        (
            "The generals of Freedonia, who took power last year, must hold a vote by May 3. They seized power in Freedonia in July 2023.",
            date(2024, 1, 1),
            date(2024, 5, 2),
        ),
        (
            "Soldiers overthrew the president in July 2023. They have ruled since the takeover last year.",
            date(2024, 1, 1),
            date(2024, 12, 31),
        ),
        (
            "The president of Freedonia was toppled in a coup last year. Officers of Freedonia seized power in July 2023.",
            date(2024, 1, 1),
            date(2024, 12, 31),
        ),
        (
            "This year's election in Freedonia will be free. The 2024 election in Freedonia is the first since the war.",
            date(2024, 1, 1),
            date(2024, 12, 31),
        ),
        (
            "Freedonia's coup last July ended its democracy. The coup of July 2023 in Freedonia was bloodless.",
            date(2023, 8, 1),
            date(2024, 7, 31),
        ),
        (
            "The assembly was dissolved in November 2022. Since last year's dissolution he has ruled by decree.",
            date(2023, 1, 1),
            date(2023, 12, 31),
        ),
    ],
    ids=[
        "last year, and a day to come",
        "who took power, and a day to come",
        "a takeover",
        "last year",
        "this year",
        "last July",
        "a noun made of a verb",
    ],
)
def test_one_event_told_both_ways_decides_the_year_of_publication(body: str, start: date, end: date) -> None:
    when = infer_published(article(("body", body)))
    assert (when.start, when.end, when.basis) == (start, end, "inferred")
    assert when.text is not None
    assert "tell of the same" in when.text


@pytest.mark.parametrize(
    "body",
    [
        "Freedonia suffered a coup last year. Sylvania saw a coup in 2022.",
        "Soldiers marched on Sunday. A coup took place in July 2023.",
        "Officers seized power in Freedonia last year. There was a coup in Freedonia in 2021, and another coup in Freedonia in 2023.",
        "Freedonia's quake struck last year, its quake of May 2021 killed nine. Its vote of March 2019 and its vote last year failed.",
        "The pact was signed last year. Prices rose in 2023.",
        "Power was transferred in May 2021. Last year's transition was calm.",
    ],
    ids=["two countries", "a weekday alone", "two coups", "pairs that contradict", "two matters", "another verb"],
)
def test_what_is_not_one_event_or_contradicts_itself_decides_no_year(body: str) -> None:
    assert infer_published(article(("body", body))) == UNKNOWN_WHEN


def test_an_event_a_day_after_another_does_not_take_its_day() -> None:
    one = article(
        ("body", "Crowds marched on Thursday, a day after police arrested 63. He left hours before rebels came."),
        published=on(FRIDAY),
    )
    thursday, after, before = find_dates(one)
    assert (thursday.when.start, after.when.start) == (date(2024, 4, 18), date(2024, 4, 17))
    assert (before.text, before.value, before.when.precision) == ("hours before", "PTXH", "unknown")


def test_years_that_describe_things_make_no_history_of_the_news() -> None:
    text = (
        "A 2011 report was stolen. The 2015 deal was void. His 2018 film was banned. The 2008 budget fell. "
        "The 2012 law was void. The 2013 pact was void. Police shot a man in Hull on Sunday."
    )
    sunday = find_dates(article(("body", text), published=on(FRIDAY)))[-1]
    assert (sunday.text, sunday.when.start) == ("Sunday", date(2024, 4, 14))
    assert all(e.rule.endswith(OF_NOUN) for e in find_dates(article(("body", text), published=on(FRIDAY)))[:-1])
