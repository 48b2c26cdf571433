"""brief.json: the document that other programs read."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief.document import from_dict, from_json, schema, to_dict, to_json
from geobrief.errors import UsageError
from geobrief.model import Citation
from tests.brief.builders import TEXT, a_brief


def test_a_brief_is_valid_against_the_published_schema():
    jsonschema.Draft202012Validator(schema()).validate(to_dict(a_brief()))


def test_the_schema_is_itself_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_brief_read_back_is_the_same_brief():
    assert from_json(to_json(a_brief())) == a_brief()


def test_the_same_brief_gives_the_same_bytes():
    assert to_json(a_brief()) == to_json(a_brief())


@pytest.mark.parametrize(
    "emptied", [(), ("articles", "events"), ("mentions", "conflicts", "places", "events", "articles")]
)
def test_a_document_that_is_written_record_by_record_is_the_whole_one(emptied):
    brief = replace(a_brief(), title='Line\nends, "quotes" and \\', **dict.fromkeys(emptied, ()))
    assert to_json(brief) == json.dumps(to_dict(brief), ensure_ascii=False, indent=1) + "\n"


def test_what_is_unknown_is_null_and_never_left_out():
    bare = replace(a_brief().articles[0], title=None, outlet=None, url=None, language=None)
    document = to_dict(replace(a_brief(), articles=(bare,)))
    assert {key for key, value in document["articles"][0].items() if value is None} == {
        "title",
        "outlet",
        "url",
        "language",
        "same_story_as",
        "rating",
    }
    jsonschema.Draft202012Validator(schema()).validate(document)


def test_the_rating_of_a_source_comes_back_and_a_document_without_one_is_read():
    brief = a_brief()
    rated = replace(brief, articles=(replace(brief.articles[0], rating="B2"),))
    document = to_dict(rated)
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert from_dict(document) == rated
    del document["articles"][0]["rating"]
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert from_dict(document) == brief


def test_what_a_person_has_reviewed_comes_back_and_nothing_is_written_where_nobody_has():
    brief = a_brief()
    reviewed = replace(brief, reviewed=tuple(sorted((brief.events[0].id, brief.places[0].id))))
    document = to_dict(reviewed)
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert from_dict(document) == reviewed
    assert "reviewed" not in to_dict(brief)


def test_an_open_beginning_is_read_back_as_by():
    brief = a_brief()
    when = replace(brief.events[0].when, start=None, direction="by")
    brief = replace(brief, events=(replace(brief.events[0], when=when),))
    assert from_json(to_json(brief)).events[0].when.direction == "by"


@given(st.text(min_size=1))
def test_any_text_survives_the_document(text):
    brief = replace(a_brief(), title=text)
    if any("\ud800" <= char <= "\udfff" for char in text):
        return
    assert from_json(to_json(brief)).title == text


def test_every_citation_is_a_cut_of_its_article():
    for event in a_brief().events:
        for citation in event.citations:
            assert citation.quote == TEXT[citation.start : citation.end]


def test_a_citation_whose_quote_does_not_fit_its_offsets_cannot_be_made():
    with pytest.raises(ValueError, match="cannot span"):
        Citation("a-1", 0, 4, "Niger")


def test_an_event_without_a_citation_cannot_be_made():
    with pytest.raises(ValueError, match="no citation"):
        replace(a_brief().events[0], citations=())


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": "geobrief/brief@2"}', "[" * 100_000])
def test_what_is_no_brief_is_refused_with_a_reason(text):
    with pytest.raises(UsageError):
        from_json(text)


def test_a_damaged_brief_is_refused_with_a_reason():
    document = json.loads(to_json(a_brief()))
    del document["events"][0]["citations"]
    with pytest.raises(UsageError, match="damaged"):
        from_dict(document)
