"""How a brief shows itself."""

import pytest

import geobrief
from tests.brief.builders import a_brief


def test_a_brief_says_in_one_line_what_it_is():
    assert repr(a_brief()) == "<Brief 'Niger': 1 article, 2 places, 1 event>"


@pytest.fixture(scope="module")
def example():
    return geobrief.build("seeds/niger-2024/2024-08-06-base-201.md")


@pytest.mark.parametrize("table", ["articles", "places", "mentions", "events", "findings"])
def test_every_record_of_a_brief_says_in_one_line_what_it_is(example, table):
    said = [repr(record) for record in getattr(example, table)]
    assert said
    assert [text for text in said if len(text) > 160 or "\n" in text or not text.startswith("<")] == []


def test_a_reading_counts_one_as_one():
    reading = geobrief.geoparse("Troops left Agadez on Monday.", published="2024-08-06")
    assert repr(reading).endswith(": 1 name, 1 date, 1 event>")
    assert repr(reading.reports[0]).startswith("<EventReport “left” (withdrawal, done): 0.")
