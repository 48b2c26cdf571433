"""Which of several days an event has."""

from datetime import date
from types import SimpleNamespace

from geobrief.brief.summary import _when
from geobrief.model import When


def telling(day, text, quote):
    when = When(date(2024, 3, day), date(2024, 3, day), "day", text, "text")
    return SimpleNamespace(when=when, citation=SimpleNamespace(quote=quote))


def test_a_day_that_a_sentence_says_is_surer_than_that_of_a_dateline():
    report = telling(17, "March 17", "The junta ends its pact.")
    later = telling(16, "16 March", "On 16 March the junta ended its pact.")
    assert _when([report, later]).start == date(2024, 3, 16)
    assert _when([report, report]).start == date(2024, 3, 17)
