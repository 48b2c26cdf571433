"""The main job on the five real articles that started the project, which stand beside the repository."""

import re
from pathlib import Path

import pytest

import geobrief
from geobrief.articles import read_articles

ARTICLES = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(
        not ARTICLES.is_dir(), reason="the five articles are not beside the repository (../shared/seeds)"
    ),
]

EVERYWHERE = {
    r"Niger(?=['’ ,.]|$)(?!ia)": "Niger",
    r"U\.S\.(?! Air Base)|US(?=[ ,'’.-])|United States": "United States",
    r"Russia(?!n)": "Russia",
    r"Niamey": "Niamey",
    r"Agadez": "Agadez",
    r"Air Base 201": "Air Base 201",
    r"Mali\b": "Mali",
    r"Burkina Faso": "Burkina Faso",
    r"Moscow": "Moscow",
    r"Iran\b": "Iran",
    r"Sahel(?! country)": "Sahel",
}
"""What the issue asks to be resolved wherever it is written, and to which place."""


@pytest.fixture(scope="module")
def brief():
    """The brief of the five articles."""
    return geobrief.build(ARTICLES)


@pytest.fixture(scope="module")
def texts():
    """Id of an article → its text with everything that is not searched blanked out."""
    searched = {}
    for article in read_articles([str(ARTICLES)])[0]:
        kept = [" "] * len(article.text)
        for passage in article.passages:
            if passage.kind in ("title", "body"):
                kept[passage.start : passage.end] = article.text[passage.start : passage.end]
        searched[article.id] = "".join(kept)
    return searched


def occurrences(texts, pattern):
    """Every place in the searched text where a pattern is written."""
    return [(article, match) for article, text in texts.items() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("pattern", EVERYWHERE)
def test_it_is_resolved_wherever_it_is_written(brief, texts, pattern):
    names = {place.id: place.name for place in brief.places}
    found = occurrences(texts, pattern)
    assert found, "the articles name it"
    missed = []
    for article, match in found:
        covering = [
            names.get(mention.place)
            for mention in brief.mentions
            if mention.article == article and mention.start <= match.start() and match.end() <= mention.end
        ]
        if covering != [EVERYWHERE[pattern]]:
            missed.append((texts[article][max(0, match.start() - 30) : match.end() + 30], covering))
    assert not missed


def test_nigeria_is_nowhere(brief):
    assert not [place for place in brief.places if place.country == "NG"]


def test_nobody_is_taken_for_a_place(brief):
    mentioned = {mention.text for mention in brief.mentions if mention.place}
    people = {"Campbell", "Ali", "Zeine", "Zane", "Biden", "Bazoum", "Thansan", "Oliver", "Wagner", "Abdramane"}
    others = {"March", "Sunday", "Friday", "July", "Reuters", "Washington Post", "Associated Press", "Afrobarometer"}
    assert not mentioned & (people | others | {"West", "Western", "Al Qaeda", "Islamic State"})


def test_countries_and_regions_are_areas(brief):
    for place in brief.places:
        if place.kind in ("country", "region", "continent"):
            assert place.extent is not None, place.name


def test_every_mention_stands_where_it_says(brief, texts):
    for mention in brief.mentions:
        assert texts[mention.article][mention.start : mention.end] == mention.text
        assert mention.text in mention.sentence.text


def test_every_event_has_a_sentence_that_tells_it(brief, texts):
    for event in brief.events:
        for citation in event.citations:
            assert texts[citation.article][citation.start : citation.end] == citation.quote


OPEN = pytest.mark.xfail(
    reason="what the rules of before told of these five articles, and the encoder does not yet (docs/accuracy/events.md)"
)
"""An event that holds again is an error here, so that its mark goes."""


@pytest.mark.parametrize(
    ("kind", "place", "start", "end"),
    [
        ("withdrawal", "Niger", None, "2024-09-15"),
        ("agreement_ended", "Niger", "2024-03-16", "2024-03-16"),
        ("coup", "Niger", "2023-07-01", "2023-07-31"),
        ("meeting", "Moscow", "2024-01-01", "2024-01-31"),
        ("meeting", "Niamey", None, "2024-05-19"),
        pytest.param("sanction", "Niger", None, None, marks=OPEN),
        ("arrival", "Niamey", None, None),
        pytest.param("protest", "Niamey", None, None, marks=OPEN),
    ],
)
def test_what_the_articles_tell_is_one_event_rightly_placed_and_dated(brief, kind, place, start, end):
    names = {item.id: item.name for item in brief.places}
    told = [
        event
        for event in brief.events
        if event.kind == kind
        and place in [names[where.place] for where in event.where]
        and (end is None or str(event.when.end) == end)
        and (start is None or str(event.when.start) == start)
    ]
    assert len(told) == 1


def test_the_coup_is_one_event_of_the_whole_country_told_by_all_five(brief):
    """Whoever calls it one, whatever base stands beside it and with whichever neighbour it is compared."""
    names = {item.id: item.name for item in brief.places}
    coups = [event for event in brief.events if event.kind == "coup"]
    (coup,) = [event for event in coups if [names[where.place] for where in event.where] == ["Niger"]]
    assert coup.articles == 5
    assert any(verb in coup.label for verb in ("seized power", "overthrew", "overthrow")), coup.label
    # One article counts "eight coups in the past four years", in three countries: another event, and no more than that.
    assert all("Eight coups" in other.label for other in coups if other is not coup)


def told_of(brief, kind):
    """The events of a kind."""
    return [event for event in brief.events if event.kind == kind]


@OPEN
def test_the_meeting_of_april_has_a_day_and_no_place(brief):
    (met,) = [event for event in told_of(brief, "meeting") if str(event.when.start) == "2024-04-19"]
    assert met.where == ()
    assert {"Campbell", "Zane"} <= {word for who in met.who for word in who.name.split()}
    assert met.articles == 2


def test_the_agreement_of_2012_is_history(brief):
    (old,) = [event for event in told_of(brief, "agreement_signed") if str(event.when.start) == "2012-01-01"]
    assert old.status == "past"


@OPEN
def test_the_french_withdrawal_is_one_event_and_not_from_france(brief):
    names = {item.id: item.name for item in brief.places}
    french = [event for event in told_of(brief, "withdrawal") if any("French" in who.name for who in event.who)]
    assert [event.articles for event in french] == [3]
    assert "France" not in {names[where.place] for event in told_of(brief, "withdrawal") for where in event.where}


@OPEN
def test_a_base_that_is_only_looked_for_is_planned(brief):
    assert {event.status for event in told_of(brief, "base_established")} == {"planned"}


@OPEN
def test_nothing_is_told_that_the_articles_do_not_tell(brief):
    told = {event.kind for event in brief.events}
    assert told <= {
        "agreement_ended", "agreement_signed", "arrival", "base_established", "coup", "meeting", "protest", "sanction",
        "statement", "withdrawal",
    }  # fmt: skip
    assert len(told_of(brief, "withdrawal")) == 2
    assert len(brief.events) <= 17
