"""A brief with more events than were asked for on a page becomes several pages and a list of them; nothing is left out."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from geobrief.brief.document import from_dict, to_dict
from geobrief.errors import OutputError, UsageError
from geobrief.export import ExportOptions, save_brief
from geobrief.export.messages import words
from geobrief.export.pages import parts_of
from geobrief.model import When
from tests.map.story import example


def many(number=60):
    """The example with so many events, of which every tenth has no day."""
    brief = example()
    first = date(2024, 1, 1)
    events = []
    for count in range(number):
        event = brief.events[count % len(brief.events)]
        day = None if count % 10 == 9 else first + timedelta(count)
        when = When(day, day, "day" if day else "unknown", None, "text" if day else "unknown")
        events.append(replace(event, id=f"e-{count:016x}", when=when))
    events.sort(key=lambda event: (event.when.start or date.max, event.id))
    return replace(brief, events=tuple(events), findings=(), key_figures=(), conflicts=(), reviewed=(), decisions=())


@pytest.mark.parametrize("by", ["time", "region"])
@pytest.mark.parametrize("most", [1, 7, 25, 59])
def test_every_event_is_on_one_page_and_every_article_on_one_at_least(by, most):
    brief = many()
    parts = parts_of(brief, most, by, words("en"))
    shown = [event.id for part in parts for event in part.brief.events]
    assert sorted(shown) == sorted(event.id for event in brief.events)
    assert all(len(part.brief.events) <= most for part in parts)
    assert {source.id for part in parts for source in part.brief.articles} == {source.id for source in brief.articles}
    assert {one.id for part in parts for one in part.brief.mentions} == {one.id for one in brief.mentions}


@pytest.mark.parametrize("by", ["time", "region"])
def test_every_page_is_a_whole_brief_of_its_own(by):
    for part in parts_of(many(), 9, by, words("en")):
        assert from_dict(to_dict(part.brief)) == part.brief


def test_pages_by_time_follow_each_other():
    parts = parts_of(many(), 20, "time", words("en"))
    days = [[event.when.start for event in part.brief.events if event.when.start] for part in parts]
    dated = [run for run in days if run]
    assert all(max(one) <= min(other) for one, other in pairwise(dated))
    assert parts[0].label == "1–19 January 2024"


def test_the_page_that_was_asked_for_lists_the_others_and_each_is_there(tmp_path):
    save_brief(many(), tmp_path / "year.html", ExportOptions(max_events=20, marking="for <us>"))
    index = (tmp_path / "year.html").read_text("utf-8")
    names = re.findall(r'href="([^"]+)"', index)
    assert sorted([*names, "year.html"]) == sorted(path.name for path in tmp_path.iterdir())
    assert all(
        'id="map' in (text := (tmp_path / name).read_text("utf-8")) or "geobrief.show(" in text for name in names
    )
    assert "for &lt;us&gt;" in index
    assert "<script" not in index


def test_a_brief_that_fits_is_one_page(tmp_path):
    save_brief(many(), tmp_path / "year.html", ExportOptions(max_events=60))
    assert [path.name for path in tmp_path.iterdir()] == ["year.html"]


def test_tables_stay_whole(tmp_path):
    save_brief(many(), tmp_path / "year.csv", ExportOptions(max_events=5))
    assert len((tmp_path / "year.csv").read_text("utf-8").splitlines()) > 60


def test_a_file_that_geobrief_did_not_make_is_not_written_over(tmp_path):
    article = tmp_path / "year-02.html"
    article.write_text("<p>An article.</p>", "utf-8")
    with pytest.raises(OutputError, match="in the way"):
        save_brief(many(), tmp_path / "year.html", ExportOptions(max_events=20))
    assert [path.name for path in tmp_path.iterdir()] == ["year-02.html"]
    assert article.read_text("utf-8") == "<p>An article.</p>"


@pytest.mark.parametrize("wishes", [{"max_events": 0}, {"split": "mood"}])
def test_what_no_page_can_be_is_refused(wishes):
    with pytest.raises(UsageError):
        ExportOptions(**wishes)
