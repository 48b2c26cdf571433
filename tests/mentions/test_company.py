"""Names that are places by the words about them, and names of places that are none."""

from __future__ import annotations

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import find_mentions


def found(text: str) -> list[str]:
    return [m.text for m in find_mentions(make_article(text), Gazetteer.default()) if m.form != "description"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Protests in Sa’ada went on for hours.", "Sa’ada"),
        ("Troops left Cote d`Ivoire at dawn.", "Cote d`Ivoire"),
        ("The blast hit Ta‘izz on Friday.", "Ta‘izz"),
        ("Rockets fell on Dar´a on Friday.", "Dar´a"),
        ("Police in Xi′an arrested two men.", "Xi′an"),
        ("A storm hit Coeur d'Alene on Friday.", "Coeur d'Alene"),
        ("He flew from N’Djamena to Accra.", "N’Djamena"),
        ("Floods hit Ouaga\u00addougou on Friday.", "Ouaga\u00addougou"),
        ("Voters in Guinea\u2011Bissau went to the polls.", "Guinea\u2011Bissau"),
        ("Aid reached Timor\u2011Leste on Friday.", "Timor\u2011Leste"),
        ("Ministers of the U.K met in Paris.", "U.K"),
        ("The U.S-led force left Raqqa.", "U.S"),
    ],
)
def test_a_name_is_found_in_every_writing(text, name):
    assert name in found(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on the Khartoum/Omdurman front.", ["Khartoum", "Omdurman"]),
        ("The Menaka-Gao road is shut.", ["Menaka", "Gao"]),
        ("Rebels hold the towns of Zarqol, Meshbaa and Tel Harun.", ["Zarqol", "Meshbaa", "Tel Harun"]),
        ("Floods destroyed Barkhol and Dezmin districts in the night.", ["Barkhol", "Dezmin"]),
        ("Gunmen burned the village of Ngorama on Friday.", ["Ngorama"]),
        ("Police in Gao, Kidal and Zarqol arrested four men.", ["Gao", "Kidal", "Zarqol"]),
        ("Fire spread through the Al Wahra refugee camp on Friday.", ["Al Wahra"]),
    ],
)
def test_what_the_text_calls_a_place_is_a_mention_though_no_gazetteer_knows_it(text, names):
    assert [name for name in names if name not in found(text)] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LIMA, Ohio (AP) -- Police arrested a man on Friday.", ["LIMA", "Ohio"]),
        ("ROME, Ga., June 2 (UPI) -- A mill burned down on Friday night.", ["ROME", "Ga."]),
        ("BOR, South Sudan (Reuters) - Gunmen attacked a base on Friday.", ["BOR", "South Sudan"]),
        ("DOVER, Del. – A fire destroyed a mill in the old town on Friday.", ["DOVER", "Del."]),
        ("EUGENE, Ore. – A storm cut the power lines on Friday.", ["EUGENE", "Ore."]),
    ],
)
def test_the_town_of_a_dateline_is_found_however_short(text, names):
    assert [name for name in names if name not in found(text)] == []


@pytest.mark.parametrize(
    "text", ["BREAKING — Police shot a man.", "UPDATE, June 2 (AP) - Police shot a man in the leg."]
)
def test_a_label_is_no_dateline(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The man was born in Dover, Del. Baltimore police arrested him.", ["Dover", "Del.", "Baltimore"]),
        ("She studied in Athens, Ga. Savannah was her home.", ["Athens", "Ga.", "Savannah"]),
    ],
)
def test_a_clipped_province_does_not_swallow_the_next_sentence(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Residents of Gao fled on Friday.", "Gao"),
        ("The army shelled Sake overnight.", "Sake"),
        ("The mayor of Split resigned on Friday.", "Split"),
        ("Rebels attacked Man at dawn.", "Man"),
        ("Police in Mobile arrested two men.", "Mobile"),
        ("Thousands fled to Bor on Friday.", "Bor"),
        ("Troops captured Same on Friday.", "Same"),
    ],
)
def test_a_town_that_is_also_a_word_is_found_where_the_context_is_clear(text, name):
    assert name in found(text)


def test_a_word_that_is_also_a_town_is_none_at_the_start_of_a_sentence():
    assert not {"Same", "Man", "Bar", "Split"} & set(found("Same here. Man bites dog. Bar none. Split the bill."))


@pytest.mark.parametrize(
    "name", ["Jammu and Kashmir", "Bosnia and Herzegovina", "Trinidad and Tobago", "Antigua and Barbuda"]
)
def test_a_name_with_and_inside_is_one_name(name):
    assert found(f"Officials from {name} met on Friday.") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Israel Adesanya won the fight.",
        "Georgia Meloni signed the law.",
        "Ireland Baldwin wrote a book.",
        "The Colorado Party lost the vote.",
        "Texas Instruments fired its chief.",
        "It cost US$ 5 million, or US$4 a head.",
        "She fed a Persian cat and two Siamese twins.",
        "They ate French fries with Turkish delight.",
    ],
)
def test_persons_parties_firms_money_breeds_and_dishes_are_no_places(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("POLICE IN ST. LOUIS, MO. CLOSED THE ROADS.", ["ST. LOUIS", "MO."]),
        ("ROADS IN READING, PA. ARE CLOSED TODAY.", ["READING", "PA."]),
        ("TROOPS FROM IRAN ARRIVED IN GENEVA ON FRIDAY.", ["IRAN", "GENEVA"]),
    ],
)
def test_names_in_capitals_are_found(text, names):
    assert [name for name in names if name not in found(text)] == []


def test_persons_in_a_list_with_a_place_are_no_places():
    assert found("In Paris, Macron and Merkel said that John Smith and Mary Jones had left.") == ["Paris"]


def test_organisations_in_a_list_with_a_place_are_no_places():
    assert "Hamas" not in found("He flew from Cairo, where Hamas and Fatah met, to Amman and Beirut.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Floods killed 18 in Nigeria.\n\nJebba: 9 dead\nTunga Mairo: 6 dead\nKpata Wuro: 3 dead\n",
            ["Tunga Mairo", "Kpata Wuro"],
        ),
        ("The toll by place in the Congo:\n- Butembo: 12\n- Ndolira: 3\n- Goma: 1\n", ["Ndolira"]),
        ("Displaced people:\nDikwa – 1,200 families\nGajibo Kura – 300 families\n", ["Gajibo Kura"]),
    ],
)
def test_a_line_that_counts_victims_names_a_place_though_no_gazetteer_knows_it(text, names):
    assert set(names) <= set(found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Medals in Nairobi\nKenya: 4 gold\nAbebe Kifle: 2 gold\nEthiopia: 3 gold\n",
        "Hurt in the crash\nJuba: 3 injured\nJohn Garang: 2 injured\nYei: 1 injured\n",
    ],
)
def test_a_line_about_a_person_or_about_no_victims_names_no_unknown_place(text):
    assert not {"Abebe Kifle", "John Garang"} & set(found(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("WASH teams reached Dikwa.", "WASH"),
        ("The camp in Bama took in IDPs from Dikwa and Gwoza.", "IDPs"),
        ("Families were displaced to IDPs sites in Sabha.", "IDPs"),
        ("Aid of ADRA reached Aden on Friday.", "ADRA"),
        ("Lassa Fever killed nine in Edo, and Lassa fever spread.", "Lassa"),
    ],
)
def test_letters_that_stand_for_words_and_illnesses_are_no_places(text, word):
    assert word not in found(text)


@pytest.mark.parametrize("word", ["DRC", "UAE", "MALI", "CHINA"])
def test_letters_that_stand_for_a_country_and_known_names_in_capitals_are_places(word):
    assert word in found(f"Officials of {word} met in Geneva on Friday.")


def test_what_has_only_a_number_keeps_it():
    assert "Camp 26" in found("Police in Camp 26 near Teknaf arrested two men.")


@pytest.mark.parametrize(("text", "name"), [("Nice residents fled.", "Nice"), ("Split airport was closed.", "Split")])
def test_a_town_that_is_also_a_word_is_found_before_what_towns_have(text, name):
    assert name in found(text)
