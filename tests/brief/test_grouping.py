"""Which reports tell the same event."""

from dataclasses import replace

from geobrief.brief.grouping import group_tellings
from geobrief.brief.summary import summarise, surest_of
from geobrief.model import Confidences, When
from tests.brief.builders import a_brief, day, place, telling

NIGER = place("Niger", "country")
NIAMEY = place("Niamey", lat=13.51, lon=2.11)
MALI = place("Mali", "country", country="ML")


def groups(*tellings):
    """How many tellings each event has, most first."""
    return sorted((len(group) for group in group_tellings(tellings)), reverse=True)


def protest(text, article, **facts):
    return telling(text, kind="protest", trigger="march", article=article, **facts)


def test_the_same_kind_day_and_place_in_two_articles_is_one_event():
    assert groups(
        protest("Hundreds march in Niamey.", "one", where=[(NIAMEY, "scene")], when=day("2024-04-13")),
        protest("A march filled the capital.", "two", where=[(NIAMEY, "scene")], when=day("2024-04-13")),
    ) == [2]


def test_two_days_that_do_not_touch_are_two_events():
    assert groups(
        protest("Hundreds march in Niamey.", "one", where=[(NIAMEY, "scene")], when=day("2024-04-13")),
        protest("Hundreds march in Niamey.", "two", where=[(NIAMEY, "scene")], when=day("2024-04-20")),
    ) == [1, 1]


def test_a_year_is_not_the_weekday_of_an_article_without_a_date():
    undated = When(None, None, "unknown", "Tuesday", "unknown", "on")
    year = day("2019-01-01", end="2019-12-31", precision="year")
    flood = {"kind": "disaster", "trigger": "flood", "article": "one", "where": [(NIAMEY, "scene")]}
    assert groups(
        telling("A flood cut off Niamey on Tuesday.", when=undated, **flood),
        telling("In 2019 a flood cut off Niamey, too.", when=year, **flood),
    ) == [1, 1]


def test_a_town_and_its_country_may_be_one_event():
    assert groups(
        protest("Hundreds march against the troops.", "one", where=[(NIAMEY, "scene")], when=day("2024-04-13")),
        protest("Crowds march in Niger.", "two", where=[(NIGER, "scene")], when=day("2024-04-13")),
    ) == [2]


def test_two_countries_are_two_events():
    assert groups(
        protest("Hundreds march against the troops.", "one", where=[(MALI, "scene")], when=day("2024-04-13")),
        protest("Hundreds march against the troops.", "two", where=[(NIGER, "scene")], when=day("2024-04-13")),
    ) == [1, 1]


def test_two_armies_that_leave_one_country_are_two_events():
    assert groups(
        telling(
            "French troops withdraw from Niger.",
            kind="withdrawal",
            trigger="withdraw",
            where=[(NIGER, "origin")],
            who=[("French troops", "source", "FR")],
            article="one",
        ),
        telling(
            "American troops withdraw from Niger.",
            kind="withdrawal",
            trigger="withdraw",
            where=[(NIGER, "origin")],
            who=[("American troops", "source", "US")],
            article="two",
        ),
    ) == [1, 1]


def test_the_order_of_the_articles_makes_no_difference():
    tellings = [
        protest("Hundreds march in Niamey.", "one", where=[(NIAMEY, "scene")], when=day("2024-04-13")),
        protest("A march filled the capital.", "two", where=[(NIAMEY, "scene")]),
        protest("Crowds march again.", "three", where=[(NIGER, "scene")], when=day("2024-05-01")),
    ]
    forwards = [summarise(group, {}) for group in group_tellings(tellings)]
    backwards = [summarise(group, {}) for group in group_tellings(reversed(tellings))]
    assert forwards == backwards


def test_copies_of_one_story_are_one_independent_source():
    first = protest("Hundreds march in Niamey.", "one", where=[(NIAMEY, "scene")], when=day("2024-04-13"))
    second = protest("Hundreds march in Niamey!", "two", where=[(NIAMEY, "scene")], when=day("2024-04-13"))
    (group,) = group_tellings([first, second])
    event = summarise(group, {second.article.id: first.article.id})
    assert (event.articles, event.independent) == (2, 1)


def test_an_event_by_a_day_has_no_first_day():
    (group,) = group_tellings(
        [
            telling(
                "Troops will leave Niger by then.",
                kind="withdrawal",
                trigger="leave",
                where=[(NIGER, "origin")],
                when=day("2024-05-19", end="2024-09-15", direction="by"),
                status="planned",
            )
        ]
    )
    when = summarise(group, {}).when
    assert (when.start, str(when.end)) == (None, "2024-09-15")


def test_an_event_is_no_surer_than_the_report_that_places_it():
    troy = place("Troy", country="US")
    sure, doubtful = Confidences(0.9, None, None, 0.9), Confidences(0.9, 0.3, None, 0.9)
    one = telling("A blast wounded thirty people.", kind="explosion", trigger="blast", article="one")
    two = telling(
        "A blast wounded thirty people in Troy.",
        kind="explosion",
        trigger="blast",
        article="two",
        where=[(troy, "scene")],
    )
    one = replace(one, report=replace(one.report, confidence=0.9, confidences=sure))
    two = replace(two, report=replace(two.report, confidence=0.27, confidences=doubtful))
    event = summarise([one, two], {})
    assert [item.place for item in event.where] == [troy.id]
    assert (event.confidence, event.confidences) == (0.27, doubtful)
    assert summarise([one], {}).confidence == 0.9


def test_two_events_that_become_one_are_as_sure_as_the_one_that_places_it():
    event = a_brief().events[0]
    nowhere = replace(event, id="e-2", where=(), confidence=0.95)
    there = replace(event, id="e-3", confidence=0.9)
    assert surest_of("p-agadez", [event, nowhere]).confidence == event.confidence == 0.8
    assert surest_of("p-agadez", [event, nowhere, there]).confidence == 0.9
    assert surest_of(None, [event, nowhere]).confidence == 0.95
