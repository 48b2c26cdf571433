"""What refers to an event told before lies to its date as that one does."""

from __future__ import annotations

from geobrief.articles import make_article
from geobrief.dates import find_dates
from geobrief.events import extract_events

TEXT = (
    "After five days of talks, the ministries said on Sunday that all had been agreed. "
    "Nobody was told what the talks in the palace had been about."
)


def test_a_reference_keeps_that_the_event_was_over_by_its_date() -> None:
    """The talks were over "by Sunday", in the sentence that tells them and in the next one."""
    article = make_article(TEXT, published="2024-06-12")
    dates = find_dates(article)
    talks = [report for report in extract_events(article, [], dates) if report.kind == "meeting"]
    assert {(dates[report.when].text, report.direction) for report in talks if report.when is not None} == {
        ("Sunday", "by")
    }
    assert len(talks) == 2
