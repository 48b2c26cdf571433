"""What provinces are called in French: a table that the gazetteer gives, and no guess."""

import pytest

from gazetteer import french
from geobrief.map import province_names


@pytest.mark.parametrize(
    ("name", "exonym", "told"),
    [
        ("Tillabéri Region", None, "Région de Tillabéri"),
        ("Abia State", None, "État d’Abia"),
        ("Moscow Oblast", "Moscou", "Oblast de Moscou"),
        ("Astrakhan Oblast", "d'Astrakhan", "Oblast d’Astrakhan"),
        ("Amur Oblast", "l'Amour", "Oblast de l’Amour"),
        ("Cascades Region", None, "Région des Cascades"),
        ("Northern Region", None, "Région du Nord"),
        ("Punjab", "Pendjab", "Pendjab"),
        ("Puducherry", "Territoire de Pondichéry", "Territoire de Pondichéry"),
        ("Kidal", None, None),
        ("Upper River Region", None, None),
        ("Jewish Autonomous Oblast", "autonome juif", None),
    ],
)
def test_a_province_has_a_french_name_where_one_is_known(name, exonym, told):
    assert french.french_name(name, exonym) == told


def test_the_table_is_what_the_gazetteer_gives():
    assert french.TABLE.read_text("utf-8") == french.written(), "run: python -m gazetteer.french"


def test_two_provinces_of_a_country_never_have_one_name():
    rows = [
        {"kind": "admin1", "country": "XX", "name": name, "names": "république d'Exemple:exonym:weak:fr"}
        for name in ("Example", "Example Krai")
    ]
    assert french.table(rows) == {}


def test_only_provinces_of_languages_that_have_a_table_are_called_otherwise():
    assert province_names("en") == {}
    assert province_names("fr")["place.NE.Tillabéri Region"] == "Région de Tillabéri"
    assert province_names("fr", ()) == {}
