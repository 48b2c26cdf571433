"""Where articles differ: only about what may be the same thing."""

import pytest

from geobrief.articles import make_article
from geobrief.brief.conflicts import find_conflicts, stated_in
from geobrief.gazetteer import Gazetteer
from geobrief.reading import read


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.default()


def told(gazetteer, *texts):
    """The values that differ, for each conflict of these articles."""
    articles = [make_article(text, path=f"{number}.txt", published="2025-05-21") for number, text in enumerate(texts)]
    figures = [figure for article in articles for figure in stated_in(read(article, gazetteer))]
    found = find_conflicts(figures, {}, {}, {article.id: article for article in articles})
    return [[value.value for value in conflict.values] for conflict in found]


def test_two_counts_of_one_outbreak_differ(gazetteer):
    assert told(
        gazetteer,
        "A cholera outbreak killed 14 people in Gonaïves, Haiti, the ministry said.",
        "A cholera outbreak killed 31 people in Gonaïves, Haiti, doctors said.",
    ) == [["14 people", "31 people"]]


def test_the_dead_of_two_countries_are_not_compared(gazetteer):
    assert not told(
        gazetteer,
        "A cholera outbreak killed 14 people in Gonaïves, Haiti, the ministry said.",
        "Police killed 31 people in Nairobi, Kenya, on Wednesday, witnesses said.",
    )


def test_the_dead_of_two_provinces_are_not_compared(gazetteer):
    assert not told(
        gazetteer,
        "Gunmen killed nine people in Kano, Nigeria, on Monday.",
        "A bomb killed 21 people in Maiduguri, Nigeria, on Sunday.",
    )


def test_a_count_without_a_place_belongs_where_its_article_is(gazetteer):
    assert told(
        gazetteer,
        "Gunmen attacked a market in Kano, Nigeria, on Monday.\n\nThey killed nine people, police said.",
        "Gunmen killed 21 people at a market in Kano, Nigeria, on Monday.",
    ) == [["nine people", "21 people"]]


def test_a_sum_of_money_is_compared_within_a_country(gazetteer):
    assert told(
        gazetteer,
        "The air base in Agadez, Niger, cost $100 million to build, the army said.",
        "Diplomats in Niamey, Niger, said that the air base cost $140 million to build.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Firefighters put out the blaze in Dhaka, 25 miles from the port.",
            "A bridge in Dhaka makes the way 62 miles.",
        ),
        ("Boxers won five gold medals in Dhaka.", "Pupils of Dhaka won nine medals at the contest in physics."),
        (
            "Tax income of Dhaka fell by 40 per cent, according to data of a bureau.",
            "An index of banks dropped by 30 per cent, according to data of Dhaka.",
        ),
        ("In Dhaka 40% of the ponds are clean.", "In Dhaka prices of rice rose by 30%."),
    ],
)
def test_distances_shares_and_medals_of_two_things_in_one_town_do_not_contradict_each_other(gazetteer, one, other):
    assert not told(gazetteer, one, other)


def test_a_share_of_one_thing_in_like_words_differs(gazetteer):
    assert told(
        gazetteer,
        "In Dhaka 40% of the ponds are clean, the ministry said.",
        "Some 55% of the ponds of Dhaka are clean, doctors said.",
    )
