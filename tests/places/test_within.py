"""A name that has no place carries the area that the text gives for it: its clause, its sentence, its article."""

from __future__ import annotations

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions, given_mentions
from geobrief.model import Resolution
from geobrief.places import resolve_places

UNKNOWN = "Qwertzou"


def resolution(text: str, name: str = UNKNOWN) -> Resolution:
    """What becomes of a name that the recogniser need not find by itself."""
    article = make_article(text)
    gazetteer = Gazetteer.default()
    start = text.index(name)
    here = (start, start + len(name))
    found = [(m.start, m.end) for m in find_mentions(article, gazetteer)]
    spans = sorted({*[span for span in found if span[1] <= here[0] or here[1] <= span[0]], here})
    resolutions = resolve_places(article, given_mentions(article, spans, gazetteer), gazetteer)
    return next(item for item in resolutions if item.mention.start == start)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Gunmen attacked the village of Qwertzou in the Tillabéri region of Niger on Monday.", "Tillabéri"),
        ("Gunmen attacked Qwertzou, a farming village in Niger's Tillabéri region, on Monday.", "Tillabéri"),
        ("Ten people died in Qwertzou, Borno State, when a bridge fell.", "Borno State"),
        ("Ten people died in Qwertzou (Burkina Faso) when a bridge fell.", "Burkina Faso"),
        ("Rebels hold Qwertzou in eastern Mali, the army said in Paris.", "Mali"),
        ("The army shelled Qwertzou, in the far north of Cameroon, and left for Chad.", "Cameroon"),
        ("Police searched houses in the Qwertzou quarter of Nairobi.", "Nairobi"),
        ("The raid on Qwertzou, some 40 kilometres north of Agadez, lasted an hour.", "Agadez"),
        ("The bus left Qwertzou, a village some 30 km from Gilgit in northern Pakistan.", "Gilgit-Baltistan"),
        ("In Niger's Tahoua region, the village of Qwertzou was burnt down.", "Tahoua"),
        ("The governor of North Kivu went to Qwertzou on Sunday.", "North Kivu"),
    ],
)
def test_the_words_beside_a_name_give_its_area(text: str, area: str):
    found = resolution(text)
    assert found.place is None
    assert found.within is not None, found
    assert found.within.name.removesuffix(" Region") == area
    assert found.within.kind != "city" or area == "Nairobi"
    assert found.within_because


def test_what_one_clause_says_of_a_name_holds_for_all_its_mentions():
    found = resolution(
        "They fled Qwertzou at night. The army is in Qwertzou, in Niger's Tillabéri region. Rain fell in Niamey."
    )
    assert found.within is not None
    assert found.within.name == "Tillabéri Region"


def test_where_the_sentence_is_silent_the_country_of_all_scenes_is_given():
    text = "Gunmen attacked the village of Qwertzou on Monday. Soldiers then fought them in Djibo. Ten died in Dori."
    found = resolution(text)
    assert found.place is None
    assert found.within is not None
    assert (found.within.name, found.within.kind) == ("Burkina Faso", "country")
    assert "scenes" in (found.within_because or "")


def test_where_the_article_is_in_many_countries_no_area_is_given():
    text = "They saw Qwertzou on Monday. Ten people died in Lagos. A bomb killed three in Lahore. Rebels took Goma."
    found = resolution(text)
    assert found.place is None
    assert found.within is None
    assert found.within_because is None


def test_a_name_with_a_place_carries_no_area_of_the_text():
    assert resolution("Gunmen attacked Agadez in Niger on Monday.", "Agadez").within is None


def test_another_countrys_place_in_the_sentence_does_not_hold_a_name_beside_which_its_country_stands():
    found = resolution("Fighters from Mali attacked Qwertzou, in Niger's Tillabéri region, officials in Paris said.")
    assert found.within is not None
    assert found.within.country == "NE"
