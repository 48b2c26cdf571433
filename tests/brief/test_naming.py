"""Which places a finding names beside its words: none that the words or the sentences of its event speak against."""

from dataclasses import replace

from geobrief.brief.findings import find_findings
from geobrief.brief.naming import Naming
from geobrief.model import Confidences, EventPlace, Quote
from tests.brief.builders import a_brief
from tests.brief.test_findings import DORI, KAYA, a_story, an_event
from tests.brief.test_statements import told
from tests.export.briefs import a_place

COUNTRY = replace(a_place("Burkina Faso", 12.2, -1.5, country="BF"), kind="country", precision="country")
ELSEWHERE = replace(a_place("Sadar", -7.5, 112.0, country="ID"), id="p-Sadar")


def named(text, place=None, role="scene", article="a-1"):
    """A mention of a name that means a place, or no known one."""
    base = a_brief().mentions[0]
    return replace(
        base,
        id=f"m-{text}",
        article=article,
        text=text,
        place=place,
        role=role,
        start=0,
        end=len(text),
        sentence=Quote(0, len(text), text),
    )


def places(event, text, *mentions):
    brief = replace(a_story(event), places=(COUNTRY, DORI, ELSEWHERE, KAYA), mentions=mentions)
    return Naming(brief).places(event, text)


def test_a_place_that_the_words_name_is_kept():
    event = told(an_event("1", "Rider killed in Kaya"), "Rider killed in Kaya.")
    assert places(event, "Rider killed in Kaya", named("Kaya", "p-Kaya")) == ("p-Kaya",)


def test_a_place_that_the_words_name_takes_the_place_of_one_that_no_sentence_names():
    event = told(an_event("1", "Rider killed in Dori"), "Rider killed in Dori.")
    assert places(event, "Rider killed in Dori", named("Dori", "p-Dori"), named("Kaya", "p-Kaya")) == ("p-Dori",)


def test_a_dateline_does_not_say_where_the_words_place_it():
    event = told(an_event("1", "Rider killed in Bandi"), "Kaya- A rider was killed on the Kaya-Bandi road.")
    assert places(event, "Rider killed in Bandi", named("Kaya", "p-Kaya"), named("Bandi")) == (COUNTRY.id,)


def test_a_town_that_a_sentence_of_the_event_names_stays_though_the_words_name_a_quarter_nobody_knows():
    event = told(
        an_event("1", "Families flee the Bandi quarter"), "Families flee the Bandi quarter.", "War came to Kaya."
    )
    assert places(event, "Families flee the Bandi quarter", named("Kaya", "p-Kaya"), named("Bandi")) == ("p-Kaya",)


def test_a_country_that_no_sentence_names_is_no_guess_at_where_an_unknown_name_lies():
    abroad = replace(ELSEWHERE, id="p-Abroad", name="Indonesia", kind="country")
    event = an_event("1", "Two killed in Bogura", place="p-Abroad")
    brief = replace(a_story(told(event, "Two were killed in Bogura.")), places=(abroad,), mentions=(named("Bogura"),))
    assert Naming(brief).places(brief.events[0], "Two killed in Bogura") == ()


def test_a_town_that_no_sentence_names_gives_way_to_the_country_that_they_name():
    event = told(an_event("1", "The last soldiers leave"), "The withdrawal from Burkina Faso is complete.")
    country = named("Burkina Faso", COUNTRY.id, role="origin")
    assert places(event, "The last soldiers leave", country) == (COUNTRY.id,)
    assert places(event, "The last soldiers leave", replace(country, role="actor")) == (COUNTRY.id,)


def test_a_town_that_only_a_dateline_or_another_part_of_the_article_names_gives_way_to_its_country():
    event = told(an_event("1", "Riders torch a mill"), "KAYA, July 25: Riders torched a mill.")
    assert places(event, "Riders torch a mill", named("KAYA", "p-Kaya")) == (COUNTRY.id,)
    (finding,) = find_findings(replace(a_story(event), places=(COUNTRY, DORI, KAYA)))
    assert finding.places == (COUNTRY.id,)
    assert "place" not in finding.doubts
    (finding,) = find_findings(a_story(event))
    assert finding.places == ("p-Kaya",), "where the brief has no place of its country"
    assert "place" in finding.doubts


def test_beside_what_somebody_says_stands_no_town_that_no_sentence_names():
    event = told(an_event("1", "A trader says that rice is dear", kind="statement"), "Rice is dear, a trader said.")
    assert places(event, "A trader says that rice is dear", named("KAYA", "p-Kaya")) == ()
    event = told(event, "Rice is dear, a trader of Kaya said.")
    assert places(event, "A trader says that rice is dear", named("Kaya", "p-Kaya")) == ("p-Kaya",)


def test_beside_words_about_a_country_stands_no_town_in_which_somebody_says_them():
    abroad = replace(COUNTRY, id="p-Chad", name="Chad", country="TD")
    event = an_event("1", "Chad prepares to teach more", kind="statement")
    event = told(event, "Chad prepares to teach more.", "The minister said so in Kaya.")
    brief = replace(
        a_story(event),
        places=(abroad, COUNTRY, DORI, KAYA),
        mentions=(named("Chad", "p-Chad"), named("Kaya", "p-Kaya")),
    )
    assert Naming(brief).places(event, "Chad prepares to teach more") == ()
    raid = replace(event, kind="attack_on_civilians")
    assert Naming(brief).places(raid, "Riders of Chad burn a mill") == ("p-Kaya",)


def test_words_about_a_country_have_no_town_beside_them_that_another_sentence_names():
    event = told(an_event("1", "Seventeen cases"), "Burkina Faso has 17 cases of cholera.", "Most of them are in Kaya.")
    mentions = named("Burkina Faso", COUNTRY.id), named("Kaya", "p-Kaya")
    assert places(event, "17 cases of cholera in Burkina Faso", *mentions) == (COUNTRY.id,)
    assert places(event, "Clinics report 17 cases of cholera", *mentions) == ("p-Kaya",)
    event = told(event, "Soldiers came to Kaya, while others have left the country.")
    assert places(event, "Others have left the country", *mentions) == (COUNTRY.id,)


def test_the_town_of_who_says_something_is_not_where_it_was():
    event = told(
        an_event("1", "Miners are denied entry"), "Miners are denied entry, according to the union's office in Dori."
    )
    text = "Miners are denied entry, according to the union's office in Dori"
    assert places(event, text, named("Dori", "p-Dori"), named("Kaya", "p-Kaya")) == (COUNTRY.id,)


def test_a_country_in_the_office_of_a_person_is_not_where_something_was():
    abroad = replace(COUNTRY, id="p-Chad", name="Chad", country="TD")
    event = told(an_event("1", "Former Chad minister pleads guilty"), "The minister pleaded guilty.")
    brief = replace(
        a_story(event),
        places=(abroad, COUNTRY, DORI, KAYA),
        mentions=(named("Chad", "p-Chad"), named("Kaya", "p-Kaya")),
    )
    assert Naming(brief).places(event, "Former Chad minister pleads guilty") == (COUNTRY.id,)


def test_a_mountain_that_no_sentence_names_is_not_printed():
    peak = replace(a_place("Tall", 28.0, 86.9, country=None), kind="landform", precision="region")
    event = told(an_event("1", "A climber sets a record", place="p-Tall"), "A climber set a record.")
    assert Naming(replace(a_story(event), places=(peak,))).places(event, "A climber sets a record") == ()


def test_a_club_is_no_place():
    event = told(an_event("1", "Driver to invest in Kaya"), "A driver is to invest in the club Kaya.")
    assert places(event, "Driver to invest in Kaya", named("Kaya", "p-Kaya")) == ()


def test_a_namesake_of_which_the_reader_is_in_doubt_is_not_printed_though_the_words_have_its_name():
    doubtful = Confidences(kind=0.9, place=0.1, day=None, status=0.9)
    event = replace(told(an_event("1", "Two killed at Sadar"), "Two were killed at Sadar."), confidences=doubtful)
    assert places(event, "Two killed at Sadar", named("Sadar", "p-Sadar"), named("Kaya", "p-Kaya")) == ()


def test_a_name_without_a_position_is_not_printed_where_only_another_sentence_gives_it():
    event = an_event("1", "A rally is held in the square", where=(EventPlace("p-Kaya", "scene", "Drass"),))
    (finding,) = find_findings(a_story(told(event, "A rally is held in the square.", "Riders left for Drass.")))
    assert "named" not in finding.doubts
    (finding,) = find_findings(a_story(told(event, "A rally is held in the square of Drass.")))
    assert "named" in finding.doubts


def test_a_doubtful_town_is_printed_only_where_an_article_writes_its_name():
    doubtful = Confidences(kind=0.9, place=0.3, day=None, status=0.9)
    event = replace(told(an_event("1", "The Kayas were gone"), "The Kayas were gone."), confidences=doubtful)
    assert places(event, "The Kayas were gone", named("Kayas", "p-Kaya")) == ()
    assert places(event, "The Kayas were gone", named("Kayas", "p-Kaya"), named("Kaya", "p-Kaya")) == ("p-Kaya",)


def test_a_doubtful_country_is_printed_only_where_a_sentence_tells_it_as_a_scene():
    doubtful = Confidences(kind=0.9, place=0.3, day=None, status=0.9)
    event = told(an_event("1", "A firm bought a port", place=COUNTRY.id), "A firm of Burkina Faso bought a port.")
    event = replace(event, confidences=doubtful)
    assert places(event, "A firm bought a port", named("Burkina Faso", COUNTRY.id, role="actor")) == ()
    assert places(event, "A firm bought a port", named("Burkina Faso", COUNTRY.id)) == (COUNTRY.id,)


def test_of_several_places_those_are_printed_that_the_words_or_their_sentence_name():
    event = told(an_event("1", "Rider held"), "A rider was held.")
    event = replace(event, where=(*event.where, EventPlace("p-Dori", "scene")))
    assert places(event, "Rider held") == (COUNTRY.id,)
    event = replace(event, citations=told(event, "A rider was held in Dori.").citations)
    assert places(event, "Rider held", named("Dori", "p-Dori")) == ("p-Dori",)
    event = replace(event, citations=told(event, "A rider was held in Kaya or Dori.").citations)
    both = named("Kaya", "p-Kaya"), named("Dori", "p-Dori")
    assert places(event, "Rider held", *both) == ("p-Kaya", "p-Dori")
    assert places(event, "Rider held in Dori", *both) == ("p-Dori",)


def test_a_further_country_that_the_words_do_not_name_is_not_printed():
    abroad = replace(COUNTRY, id="p-Chad", name="Chad", country="TD")
    event = an_event("1", "Spy may not travel", where=(EventPlace(COUNTRY.id, "scene"), EventPlace("p-Chad", "scene")))
    event = told(event, "The spy may not travel for what was done in Chad.")
    brief = replace(a_story(event), places=(abroad, COUNTRY), mentions=(named("Chad", "p-Chad"),))
    assert Naming(brief).places(event, "Spy may not travel") == (COUNTRY.id,)


def test_the_town_where_somebody_spoke_gives_way_to_the_country_that_the_words_name():
    abroad = replace(COUNTRY, id="p-Chad", name="Chad", country="TD")
    event = told(an_event("1", "Union condemns executions in Chad"), "KAYA, July 25: The union condemned Chad.")
    brief = replace(
        a_story(event), places=(abroad, DORI, KAYA), mentions=(named("Chad", "p-Chad"), named("KAYA", "p-Kaya"))
    )
    assert Naming(brief).places(event, "Union condemns executions in Chad") == ("p-Chad",)
