"""Names become the places that the article means, with reasons; what no place fits stays without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions, given_mentions
from geobrief.model import Article, Mention, Resolution
from geobrief.places import resolve_places
from geobrief.places.resolve import make_case
from geobrief.places.spellings import readings, with_type


def resolve(text: str, *names: str, domain: str | None = None) -> list[Resolution]:
    """The resolutions of given names, in text order."""
    article = make_article(text, domain=domain)
    spans = sorted((text.index(name), text.index(name) + len(name)) for name in names)
    gazetteer = Gazetteer.default()
    return resolve_places(article, given_mentions(article, spans, gazetteer), gazetteer)


def place_of(text: str, name: str, domain: str | None = None) -> tuple[str, str | None, str]:
    found = resolve(text, name, domain=domain)[0].place
    assert found is not None
    return found.name, found.country, found.kind


def test_a_province_written_behind_a_town_decides():
    found = resolve("The mayor of Paris, Texas, spoke on Monday. Rain is expected.", "Paris", "Texas")
    assert [(r.place.name, r.place.admin1) for r in found if r.place] == [("Paris", "Texas"), ("Texas", "Texas")]


def test_without_any_hint_the_largest_is_meant():
    assert place_of("He flew to Paris on Monday. Nobody met him there.", "Paris")[1] == "FR"


def test_the_outlets_home_decides_between_namesakes():
    text = "A man was hurt in Alexandria on Monday, police said. The road was closed."
    assert resolve(text, "Alexandria", domain="thetowntalk.com")[0].place.admin1 == "Louisiana"
    assert resolve(text, "Alexandria")[0].place.admin1 != "Louisiana"


def test_a_country_is_the_country_and_not_its_capital_or_a_town_of_its_name():
    assert place_of("The government of Niger met on Monday. It rained.", "Niger") == ("Niger", "NE", "country")


def test_nigerian_means_niger_where_the_article_speaks_of_niger_only():
    text = "Nigerian officials spoke in Niamey. The capital of Niger was calm. The army of Niger said so."
    found = resolve(text, "Nigerian", "Niamey", "Niger w") if "Niger w" in text else resolve(text, "Nigerian", "Niamey")
    assert found[0].place.country in ("NE", "NG")
    article = make_article(text)
    gazetteer = Gazetteer.default()
    spans = [(i, i + len(n)) for n in ("Nigerian", "Niamey", "Niger ") for i in [text.index(n)]]
    spans = sorted(
        {(s, e - text[s:e].endswith(" ")) for s, e in spans} | {(text.index("Niger was"), text.index("Niger was") + 5)}
    )
    resolutions = resolve_places(article, given_mentions(article, spans, gazetteer), gazetteer)
    assert resolutions[0].place.country == "NE"
    assert "Nigeria" in resolutions[0].because


def test_a_name_that_nobody_knows_is_put_in_the_town_beside_it_and_says_so():
    found = resolve("Shots were fired in Qwertzuia Street in Niamey on Monday.", "Qwertzuia Street", "Niamey")[0]
    assert found.place is not None
    assert found.place.name == "Niamey"
    assert "no place called “Qwertzuia Street” is known" in found.because


def test_a_town_unknown_in_the_state_beside_it_has_no_place_and_carries_the_state():
    found, state = resolve("Fire broke out in Springfield, Nevada, at noon.", "Springfield", "Nevada")
    assert found.place is None
    assert found.within == state.place
    assert "no place called “Springfield” is known in Nevada" in found.because


def test_people_from_a_town_in_another_country_do_not_move_the_town():
    assert resolve("Refugees from Agadez in Libya asked for help.", "Agadez", "Libya")[0].place.country == "NE"


def test_a_name_that_nobody_knows_alone_in_a_text_has_no_place_and_a_reason():
    found = resolve("Shots were fired in Qwertzuia on Monday, they said.", "Qwertzuia")[0]
    assert found.place is None
    assert "Qwertzuia" in found.because


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops held Abalessa Ridge on Friday, they said.", "Abalessa Ridge"),
        ("Members of Mesa de Enlace opposed the law on Friday.", "Mesa de Enlace"),
        ("The boats crossed Holland Sound at night.", "Holland Sound"),
        ("They camped beside Paris Creek for a week.", "Paris Creek"),
        ("A lorry turned over on Lagos Road on Friday.", "Lagos Road"),
        ("The Berlin Doctrine was read out again on Friday.", "Berlin Doctrine"),
    ],
)
def test_a_word_of_a_longer_name_that_nobody_knows_is_no_place_by_itself(text: str, name: str):
    found = resolve(text, name)[0]
    assert found.place is None
    assert found.because


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Gunmen attacked Gao Garrison on Friday.", "Gao Garrison", "Gao"),
        ("He was tried at Belfast Magistrates' Court on Friday.", "Belfast Magistrates' Court", "Belfast"),
        ("They met at the University of Qamdo on Friday.", "University of Qamdo", "Qamdo"),
        ("Doctors at Goma General Hospital went on strike.", "Goma General Hospital", "Goma"),
    ],
)
def test_a_building_named_after_its_town_is_in_that_town(text: str, name: str, place: str):
    found = resolve(text, name)[0]
    assert found.place is not None
    assert found.place.name == place
    assert "after which it is named" in found.because


def test_a_province_is_not_taken_for_a_town_that_only_bears_its_name_as_a_part_of_a_longer_one():
    text = "Floods hit Selangor on Sunday. Roads in Kuala Lumpur were closed, Malaysia said."
    assert resolve(text, "Selangor", "Kuala Lumpur", "Malaysia")[0].place.kind == "admin1"


def test_a_strong_name_does_not_lose_to_what_another_place_is_sometimes_called():
    text = "White House aides flew to Rabat on Monday, and Morocco welcomed them."
    found = resolve(text, "White House", "Rabat", "Morocco")[0].place
    assert found is None or found.name == "White House"


def test_a_directions_word_before_an_unknown_name_does_not_make_it_a_place_of_another_continent():
    text = "Farmers in the East Rift Valley lost crops, the government of Taiwan said in Taipei."
    found = resolve(text, "East Rift Valley", "Taiwan", "Taipei")[0].place
    assert found is None or found.country == "TW"


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot in Jericho, a Nairobi estate, on Sunday.",
        "A man was shot in Bethlehem, a crowded Nairobi slum, on Sunday.",
        "The fire in Springfield, a suburb of Nairobi, is out.",
    ],
)
def test_a_part_of_a_town_that_nobody_knows_is_not_its_namesake_on_another_continent(text: str):
    name = text.partition(",")[0].rpartition(" ")[2]
    found, _ = resolve(text, name, "Nairobi")
    assert found.place is None or found.place.country == "KE"
    assert found.place is not None or (found.within is not None and found.within.country == "KE")


def test_a_village_that_nobody_knows_is_not_put_in_the_town_of_which_the_article_speaks():
    text = "Gunmen attacked the village of Qwertzou on Monday. Officials met in Ouagadougou on Tuesday."
    village, town = resolve(text, "Qwertzou", "Ouagadougou")
    assert village.place is None
    assert town.place is not None
    assert village.within is not None
    assert village.within.name == "Burkina Faso"


def test_every_resolution_has_a_reason_a_probability_and_likeliest_alternatives_first():
    article = make_article(
        "The mayor of Springfield met the mayor of Alexandria. Georgia and Jordan sent envoys to London."
    )
    gazetteer = Gazetteer.default()
    for resolution in resolve_places(article, find_mentions(article, gazetteer), gazetteer):
        assert resolution.because
        assert 0 <= resolution.confidence <= 1
        doubts = [alternative.confidence for alternative in resolution.alternatives]
        assert doubts == sorted(doubts, reverse=True)
        assert len(doubts) <= 5


def test_there_is_one_resolution_for_each_mention_in_order():
    article = make_article(
        "Niger, Mali and Chad met in Lomé, Togo, said the Nigerien minister. They will meet in Qwertz again."
    )
    gazetteer = Gazetteer.default()
    mentions = find_mentions(article, gazetteer)
    assert [r.mention for r in resolve_places(article, mentions, gazetteer)] == mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Benue state", "Benue"),
        ("the Agadez region", "Agadez"),
        ("northern Mali", "Mali"),
        ("Mali’s", "Mali"),
        ("city of Gao", "Gao"),
        ("Greater Manchester area", "Manchester"),
    ],
)
def test_a_text_is_read_for_the_name_in_it(text, name):
    assert name in [reading.name for reading in readings(text)]


def test_words_that_are_part_of_many_names_are_not_looked_up_alone():
    assert "Church" not in [reading.name for reading in readings("Holy Redeemer Church")]


def test_a_bare_name_may_be_a_county_and_a_typed_one_not():
    assert with_type("Walton").name == "Walton County"
    assert with_type("Walton County") is None


def test_a_list_of_very_many_names_is_weighed_in_parts(monkeypatch: pytest.MonkeyPatch):
    text = "They went from Niamey to Paris, then to Nairobi, Lagos, Dakar and Tunis."
    names = ("Niamey", "Paris", "Nairobi", "Lagos", "Dakar", "Tunis")
    sizes: list[int] = []

    def counted(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Any:
        sizes.append(len(mentions))
        return make_case(article, mentions, gazetteer)

    monkeypatch.setattr("geobrief.places.resolve.BLOCK", 4)
    monkeypatch.setattr("geobrief.places.resolve.make_case", counted)
    found = resolve(text, *names)
    assert sizes == [4, 2]
    assert [r.place.name if r.place else None for r in found] == list(names)


def test_counties_in_a_list_do_not_hold_one_another():
    """A list of "Madison, Oconee and Clarke counties" does not say that there is a Madison in Oconee County."""
    found = resolve("Deputies from Madison, Oconee and Clarke counties met in Georgia.", "Madison", "Oconee", "Clarke")
    assert "the text puts it" not in found[0].because
