"""Names of those who take part, as the labels of events give them."""

from geobrief import geoparse
from geobrief.brief.tellings import tellings

TEXT = (
    "Niger's government met the visitors in Niamey. The delegation of Niger was led by a minister. "
    "{} signed an agreement with the United States in Niamey on Monday."
)


def names(actor: str) -> set[str]:
    reading = geoparse(TEXT.format(actor), published="2024-05-21")
    return {who.name for telling in tellings(reading) for who in telling.report.who}


def test_an_adjective_that_the_article_uses_for_another_country_gives_way_to_the_country_that_it_means():
    assert "Niger's officials" in names("Nigerian officials")
    assert "people of Niger" in names("Nigerians")


def test_an_adjective_in_its_own_sense_stays_as_the_article_has_it():
    assert "Nigerien officials" in names("Nigerien officials")
