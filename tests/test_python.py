"""A brief in Python: made of texts and tables, loaded, saved, parted and put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import geobrief
from geobrief.brief.document import from_dict, to_dict
from geobrief.errors import NothingToReadError, OutputError, UsageError
from geobrief.model import Citation, EventPlace, GazetteerVersion
from tests.brief.builders import a_brief
from tests.map.story import article_id, event_id, example

LEFT = "Soldiers left Agadez on 5 August 2024."
DIED = "Ten people were killed in Niamey on 6 August 2024."


def valid(brief):
    """The brief, read back from its document: nothing in it points to what is not there."""
    assert to_dict(from_dict(to_dict(brief))) == to_dict(brief)
    return brief


def test_a_brief_is_loaded_as_it_was_saved(tmp_path):
    brief = a_brief()
    brief.save(tmp_path / "brief.json")
    assert geobrief.Brief.load(tmp_path / "brief.json") == brief


@pytest.mark.parametrize("text", ["no JSON", '{"schema": "other"}'])
def test_what_is_no_brief_is_refused_with_its_name_and_the_way_out(tmp_path, text):
    (tmp_path / "brief.json").write_text(text)
    with pytest.raises(UsageError, match=r"brief\.json: .*make a brief first"):
        geobrief.Brief.load(tmp_path / "brief.json")
    with pytest.raises(UsageError, match="No such file"):
        geobrief.Brief.load(tmp_path / "nowhere.json")


def test_a_marking_and_other_wishes_are_given_when_saving(tmp_path):
    a_brief().save(tmp_path / "brief.md", marking="TLP:AMBER", language="fr")
    text = (tmp_path / "brief.md").read_text("utf-8")
    assert "TLP:AMBER" in text
    assert "Méthode" in text
    with pytest.raises(UsageError, match="did you mean language"):
        a_brief().save(tmp_path / "brief.md", langage="fr")
    with pytest.raises((UsageError, OutputError)):
        a_brief().save(tmp_path / "brief.md", marking="TLP:PURPLE")


def test_texts_records_and_tables_are_articles():
    record = {"text": DIED, "title": "Ten dead", "published": date(2024, 8, 7), "outlet": "Example Wire"}
    brief = valid(geobrief.build([f"{LEFT}\n", record]))
    assert [source.path for source in brief.articles] == ["records#2", "records#1"]
    assert brief.articles[0].outlet == "Example Wire"
    assert brief.articles[0].published.start == date(2024, 8, 7)
    frame = pd.DataFrame([record | {"published": pd.Timestamp("2024-08-07")}, {"text": LEFT, "title": None}])
    table = geobrief.build(frame)
    assert [event.label for event in table.events] == [event.label for event in brief.events]
    assert table.articles[0].published.start == date(2024, 8, 7)
    assert geobrief.build(record).articles[0].title == "Ten dead"


def test_texts_and_files_make_one_brief_and_the_same_text_counts_once(tmp_path):
    (tmp_path / "one.txt").write_text(LEFT)
    brief = geobrief.build([tmp_path / "one.txt", {"text": DIED}, {"text": LEFT}])
    assert [source.path for source in brief.articles if source.path.startswith("records")] == ["records#1"]
    assert len(brief.articles) == 2


def test_a_record_without_a_text_is_named_and_what_is_no_article_is_refused():
    with pytest.raises(NothingToReadError, match="no field with the text"):
        geobrief.build({"title": "Nothing"})
    with pytest.raises(UsageError, match="not int"):
        geobrief.build([1])


def test_a_part_of_a_brief_has_what_tells_its_events_and_nothing_else():
    whole = example()
    wanted = next(event for event in whole.events if event.id == event_id("Protest: Niamey"))
    part = valid(whole.filter(kinds={wanted.kind}))
    assert {event.kind for event in part.events} == {wanted.kind}
    told = {item.article for event in part.events for item in event.citations}
    assert {source.id for source in part.articles} >= told
    assert len(part.articles) < len(whole.articles)
    assert {mention.article for mention in part.mentions} <= told
    named = {mention.place for mention in part.mentions} | {item.place for event in part.events for item in event.where}
    assert {place.id for place in part.places} == named - {None}


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        ({"statuses": ["planned"]}, lambda event: event.status == "planned"),
        ({"independent": 2}, lambda event: event.independent >= 2),
        ({"since": date(2024, 5, 1)}, lambda event: (event.when.end or date.max) >= date(2024, 5, 1)),
        ({"until": date(2024, 5, 1)}, lambda event: (event.when.start or date.min) <= date(2024, 5, 1)),
        ({"where": lambda event: event.main}, lambda event: event.main),
    ],
)
def test_each_wish_keeps_the_events_that_fit(wish, fits):
    whole, part = example(), valid(example().filter(**wish))
    undated = {event.id for event in whole.events if not (event.when.start or event.when.end)}
    dated = "since" in wish or "until" in wish
    fitting = {event.id for event in whole.events if fits(event) and not (dated and event.id in undated)}
    assert {event.id for event in part.events} == fitting
    assert 0 < len(fitting) < len(whole.events)


def test_a_filter_by_country_place_and_outlet():
    brief = a_brief()
    assert brief.filter(countries=["ne"], places=["Agadez"], outlets=["Example Wire"]).events == brief.events
    assert brief.filter(places=["p-agadez"]).events == brief.events
    assert valid(brief.filter(countries=["FR"])).events == ()
    assert brief.filter(outlets=["Another"]).events == ()
    assert brief.filter(min_confidence=0.81).events == ()
    assert brief.filter(min_confidence=0.8).events == brief.events


def test_a_kind_that_is_unknown_is_named():
    with pytest.raises(UsageError, match="did you mean protest"):
        example().filter(kinds=["protests"])


def test_a_brief_merged_with_itself_or_with_its_part_is_itself():
    whole = example()
    for other in (whole, whole.filter(kinds=["protest"])):
        merged = valid(whole.merge(other))
        assert sorted(merged.events, key=lambda event: event.id) == sorted(whole.events, key=lambda event: event.id)
        assert (merged.articles, merged.places, merged.mentions) == (whole.articles, whole.places, whole.mentions)
        assert geobrief.diff(whole, merged).is_empty


def test_what_two_briefs_tell_of_one_event_stands_together():
    one = a_brief()
    source = replace(one.articles[0], id="a-2", path="two.txt", url=None, title="They left", outlet="Other")
    told = Citation("a-2", 0, 17, "They left Agadez.")
    event = replace(one.events[0], id="e-2", citations=(told,), figures=(), where=(EventPlace("p-agadez", "scene"),))
    other = replace(one, articles=(source,), mentions=(), events=(event,), conflicts=())
    merged = valid(one.merge(other))
    (event,) = merged.events
    assert {item.article for item in event.citations} == {"a-1", "a-2"}
    assert (event.id, event.articles, event.independent) == ("e-1", 2, 2)
    assert valid(other.merge(one)).events[0].id == "e-2"


def test_briefs_of_two_gazetteers_are_not_merged():
    other = replace(a_brief(), gazetteer=GazetteerVersion("another", "2", 1, "0" * 64))
    with pytest.raises(UsageError, match="different gazetteers"):
        a_brief().merge(other)


def test_the_articles_of_a_part_keep_their_order():
    part = example().filter(independent=2)
    order = [source.id for source in example().articles]
    assert [order.index(source.id) for source in part.articles] == sorted(order.index(s.id) for s in part.articles)
    assert article_id(0) in order
