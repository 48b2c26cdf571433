"""Which of several days an event has."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from geobrief.brief.findings import find_findings
from geobrief.brief.own_day import own_day
from geobrief.brief.summary import _when
from geobrief.model import UNKNOWN_WHEN, When
from tests.brief.test_findings import a_story, an_event, cited
from tests.brief.test_findings import day as on_day


def telling(day, text, quote):
    when = When(date(2024, 3, day), date(2024, 3, day), "day", text, "text")
    return SimpleNamespace(when=when, citation=SimpleNamespace(quote=quote))


def test_a_day_that_a_sentence_says_is_surer_than_that_of_a_dateline():
    report = telling(17, "March 17", "The junta ends its pact.")
    later = telling(16, "16 March", "On 16 March the junta ended its pact.")
    assert _when([report, later]).start == date(2024, 3, 16)
    assert _when([report, report]).start == date(2024, 3, 17)


FRIDAY = When(date(2024, 4, 19), date(2024, 4, 19), "day", "Friday", "text", "on")
BY_FRIDAY = replace(FRIDAY, direction="by")


@pytest.mark.parametrize(
    ("text", "trigger", "status", "kind", "when"),
    [
        ("Friday: The king will build a harbour.", "build", "planned", "other", UNKNOWN_WHEN),
        ("CAIRO, Friday – The king will build a harbour.", "build", "planned", "other", UNKNOWN_WHEN),
        ("Friday: The king built a harbour.", "built", "done", "other", FRIDAY),
        ("Troops had left, officials told the Daily Mail on Friday.", "left", "done", "withdrawal", BY_FRIDAY),
        ("State television reported on Friday that they landed.", "landed", "done", "arrival", BY_FRIDAY),
        ("Troops will leave, officials said on Friday.", "leave", "planned", "withdrawal", UNKNOWN_WHEN),
        ("They agree, both said in a joint statement on Friday.", "agree", "claimed", "agreement_signed", BY_FRIDAY),
        ("The base was unlawful, officials said on Friday.", "said", "done", "statement", FRIDAY),
        ("Officials said that troops left on Friday.", "left", "done", "withdrawal", FRIDAY),
        ("Troops left on Friday, officials said.", "left", "done", "withdrawal", FRIDAY),
        ("The bank joined the congress, which takes place from Friday.", "joined", "done", "other", UNKNOWN_WHEN),
        (
            "He was sworn in, following his promotion on Friday.",
            "sworn",
            "done",
            "other",
            replace(FRIDAY, direction="after"),
        ),
        ("The congress, which opens on Friday, is full.", "opens", "planned", "other", FRIDAY),
    ],
)
def test_the_day_of_saying_is_not_the_day_of_the_deed(text, trigger, status, kind, when):
    at = text.index("Friday")
    report = SimpleNamespace(start=text.index(trigger), kind=kind, status=status)
    assert own_day(FRIDAY, SimpleNamespace(start=at, end=at + 6), report, text) == when


def test_a_finding_has_no_day_of_a_sentence_that_tells_something_else():
    growth = "Audiences will grow by eight hundredths by 5 August, says a market report."
    event = an_event("1", "A university of Kaya joins the sporting scene", when="2024-08-05", kind="policy")
    event = replace(event, when=replace(on_day("2024-08-05"), text="5 August"))
    other = replace(event, citations=(*event.citations, cited("a-1", growth, 200)))
    assert find_findings(a_story(other))[0].doubts == ("undated", "single")
    assert find_findings(a_story(other))[0].when == UNKNOWN_WHEN
    opened = "A university of Kaya joined the sporting scene on 5 August."
    own = replace(event, citations=(*event.citations, cited("a-1", opened, 200)))
    assert find_findings(a_story(own))[0].when == event.when


def test_what_has_lasted_has_no_day():
    shut = an_event("1", "The schools of Kaya have been shut for more than five months", kind="protest")
    since = an_event("3", "Ten thousand came since the reopening in August", kind="protest")
    since = replace(since, when=replace(on_day("2024-08-01", precision="month", end="2024-08-31"), text="August"))
    assert find_findings(a_story(since))[0].when == UNKNOWN_WHEN
    closed = an_event("2", "The schools of Kaya have been shut by the mayor", kind="protest")
    assert find_findings(a_story(shut))[0].when == UNKNOWN_WHEN
    assert find_findings(a_story(closed))[0].when == closed.when
