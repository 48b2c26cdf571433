"""Addresses as people write them: the place that they mean or none, never one that is only spelt alike."""

from __future__ import annotations

import pytest

from geobrief.cli import main
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.geocoder import GazetteerGeocoder
from geobrief.gazetteer.queries import readings


@pytest.fixture(scope="module")
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder(Gazetteer.default())


FOUND = {
    # The country in another language, after a comma, in brackets, after a blank.
    "Roma, Italia": "Rome, Lazio, Italy",
    "Torino (Italia)": "Turin, Piedmont, Italy",
    "Londra, Regno Unito": "London, England, United Kingdom",
    "Varsovie, Pologne": "Warsaw, Mazovia, Poland",
    "Genf, Schweiz": "Geneva, Switzerland",
    "Vladivostok, Rusia": "Vladivostok, Primorye, Russia",
    "Beyrouth, Liban": "Beirut, Lebanon",
    "Харьков, Украина": "Kharkiv, Ukraine",
    "北京, 中国": "Beijing, China",
    "agadez niger": "Agadez, Niger",
    "AGADEZ NIGER": "Agadez, Niger",
    "kano nigeria": "Kano, Kano State, Nigeria",
    "Lagos Portugal": "Lagos, Faro, Portugal",
    "Port Louis Mauritius": "Port Louis, Mauritius",
    "Newcastle New South Wales": "Newcastle, New South Wales, Australia",
    "Saint-Louis Sénégal": "Saint-Louis, Senegal",
    "Toronto, Ontario Canada": "Toronto, Ontario, Canada",
    # Provinces by their postal abbreviations, which collide with each other and with countries.
    "London, ON": "London, Ontario, Canada",
    "London ON N6A 3K7": "London, Ontario, Canada",
    "Victoria BC": "Victoria, British Columbia, Canada",
    "Vancouver, BC V6B 1A1": "Vancouver, British Columbia, Canada",
    "Vancouver, WA": "Vancouver, Washington, United States",
    "Perth, WA": "Perth, Western Australia, Australia",
    "Aberdeen, WA": "Aberdeen, Washington, United States",
    "Ontario, CA": "Ontario, California, United States",
    "Richmond, CA": "Richmond, California, United States",
    "Toronto, CA": "Toronto, Ontario, Canada",
    "London, CA": "London, Ontario, Canada",
    "Gary, IN": "Gary, Indiana, United States",
    "Mumbai, IN": "Mumbai, Maharashtra, India",
    "Dover, DE": "Dover, Delaware, United States",
    "Berlin, DE": "Berlin, State of Berlin, Germany",
    "Belfast, NI": "Belfast, Northern Ireland, United Kingdom",
    "Norwood MA": "Norwood, Massachusetts, United States",
    "Arlington (VA)": "Arlington, Virginia, United States",
    "St Louis MO 63101": "St. Louis, Missouri, United States",
    "St. Paul MN": "Saint Paul, Minnesota, United States",
    "Portland, OR 97201-1234": "Portland, Oregon, United States",
    "New York, NY 10001, United States": "New York City, New York, United States",
    "Washington, DC 20500": "Washington, District of Columbia, United States",
    "Sydney NSW 2000": "Sydney, New South Wales, Australia",
    # Other postal codes.
    "75001 Paris, France": "Paris, Île-de-France, France",
    "D-50667 Köln": "Köln, North Rhine-Westphalia, Germany",
    "1201 Genève, Suisse": "Geneva, Switzerland",
    "London SW1A 2AA, UK": "London, England, United Kingdom",
    # Official names of countries, in the order of lists and in their own.
    "Bolivia, Plurinational State of": "Bolivia",
    "Venezuela (Bolivarian Republic of)": "Venezuela",
    "Iran, Islamic Republic of": "Iran",
    "Korea, Democratic People's Republic of": "North Korea",
    "Congo, DR": "Democratic Republic of the Congo",
    "Congo, The Democratic Republic of the": "Democratic Republic of the Congo",
    "Goma, Congo, DR": "Goma, North Kivu, Democratic Republic of the Congo",
    "Seoul, Korea, Republic of": "Seoul, South Korea",
    "Micronesia (Federated States of)": "Micronesia",
    "Macedonia, the former Yugoslav Republic of": "North Macedonia",
    "Taiwan, Province of China": "Taiwan",
    "Gambia, The": "Gambia",
    "Virgin Islands (British)": "British Virgin Islands",
    "Falkland Islands (Malvinas)": "Falkland Islands",
    "Myanmar (Burma)": "Myanmar",
    "Kyiv (Kiev), Ukraine": "Kyiv, Kyiv City, Ukraine",
    # Territories of a country, and the largest first.
    "San Juan, Puerto Rico, USA": "San Juan, Puerto Rico",
    "Saint-Denis, France": "Saint-Denis, Île-de-France, France",
    "Niger, Agadez": "Agadez, Niger",
}

NONE = (
    "Paris, Zzz", "London, Zzz", "Paris, Nowhere", "Springfield, Elbonia", "Agadez, Mali", "Bamako, Niger", "Bamako, Mali, Niger",
    "Namur, ON", "Bohême", "Wasington", "Zamfaraa", "Agadess, Niger", "Camp 1391", "come in", "what is la", "Bank of Niger", "Villa LA",
    "Gare de Lyon, Mali", "Congo, Rep of Nowhere",
)  # fmt: skip


@pytest.mark.parametrize("query", FOUND)
def test_an_address_gives_the_place_that_it_means(geocoder: GazetteerGeocoder, query: str) -> None:
    found = geocoder.geocode(query)
    assert found is not None
    assert found.address == FOUND[query]


@pytest.mark.parametrize("query", NONE)
def test_what_no_place_fits_gives_none_rather_than_a_place_that_is_spelt_alike(
    geocoder: GazetteerGeocoder, query: str
) -> None:
    assert geocoder.geocode(query) is None


def test_misspellings_are_guessed_where_the_caller_asks_for_it_but_never_with_the_place_that_they_lie_in() -> None:
    guessing = GazetteerGeocoder(Gazetteer.default(), fuzzy=True)
    assert guessing.geocode("Agadess, Niger").address == "Agadez, Niger"
    assert guessing.geocode("Agadess").address == "Agadez, Niger"
    assert guessing.geocode("Agadess, Italia") is None
    assert guessing.geocode("Paris, Zzz") is None


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Roma, Italia", "Rome (city, Lazio, IT)"),
        ("London, ON", "London (city, Ontario, CA)"),
        ("St Louis MO 63101", "St. Louis (city, Missouri, US)"),
        ("Congo, DR", "Democratic Republic of the Congo (country"),
    ],
)
def test_the_command_reads_them_in_the_same_way(query: str, first: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", query]) == 0
    assert first in capsys.readouterr().out.splitlines()[0]


def test_the_command_says_that_no_place_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "Paris, Zzz"]) == 1
    assert "no place is called 'Paris, Zzz'" in capsys.readouterr().out


@pytest.mark.parametrize("query", ["", ",", " , ,", "()", "(((", "63101", "a" * 5_000, ", " * 2_000, "a (b" * 500])
def test_any_string_has_few_readings(geocoder: GazetteerGeocoder, query: str) -> None:
    assert len(list(readings(query))) < 60
    assert geocoder.geocode(query) is None
