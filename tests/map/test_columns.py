"""A large brief travels in columns and comes back as it was, whatever stands in it."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief.document import to_dict
from geobrief.map.column_parts import packed, unpacked
from geobrief.map.columns import from_columns, to_columns
from geobrief.model import Excerpt, Texts
from tests.map.hostile import TEXTS, hostile
from tests.map.story import example


def _back(brief):
    """As it comes out of the block of a page."""
    return from_columns(unpacked(packed(to_columns(brief))))


def _whole(brief):
    return json.loads(json.dumps(to_dict(brief)))


def test_a_brief_comes_back_from_its_columns():
    assert _back(example()) == _whole(example())


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_comes_back_from_the_columns(name):
    brief = hostile(example(), TEXTS[name])
    assert _back(brief) == _whole(brief)


def test_a_brief_without_anything_comes_back_from_its_columns():
    empty = replace(example(), articles=(), places=(), mentions=(), events=(), conflicts=(), skipped=())
    assert _back(empty) == _whole(empty)


def test_references_to_what_the_brief_does_not_have_come_back():
    brief = replace(example(), articles=(), places=())
    assert _back(brief) == _whole(brief)


def copying(brief):
    """The brief with a quote that only repeats another: in an event and in one of its figures."""
    event = next(event for event in brief.events if len(event.citations) > 1 and event.figures)
    first, second, *rest = event.citations
    (figure, *figures) = event.figures
    figure = replace(figure, citation=replace(figure.citation, copy_of=first.article))
    cited = (first, replace(second, copy_of=first.article), *rest)
    others = (other for other in brief.events if other is not event)
    return replace(brief, events=(replace(event, citations=cited, figures=(figure, *figures)), *others))


def test_a_quote_that_repeats_another_comes_back_and_the_others_say_nothing_of_it():
    brief = copying(example())
    assert _back(brief) == _whole(brief)
    assert json.dumps(_back(brief)).count('"copy_of"') == 2


def test_an_id_that_is_a_prefix_and_nothing_else_comes_back():
    brief = replace(example(), mentions=(replace(example().mentions[0], id="m-"),))
    assert _back(brief) == _whole(brief)


def test_ids_of_another_make_and_odd_ends_come_back():
    brief = example()
    first, *rest = brief.mentions
    mentions = (replace(first, id="mine", end=first.end + 1, start=0), *rest)
    places = tuple(replace(place, id=place.id.upper()) for place in brief.places)
    brief = replace(brief, mentions=mentions, places=places)
    assert _back(brief) == _whole(brief)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_numbers_of_any_size_come_back(starts):
    mentions = example().mentions
    moved = tuple(
        replace(mention, start=start, end=start + len(mention.text))
        for start, mention in zip(starts, mentions, strict=False)
    )
    brief = replace(example(), mentions=moved)
    assert _back(brief) == _whole(brief)


def carrying(brief, around=40):
    """The brief with what stands around its first mentions, a sign beyond the basic plane before each sentence."""
    parts = []
    for mention in {(mention.article, mention.sentence.start): mention for mention in brief.mentions[:5]}.values():
        start = max(0, mention.sentence.start - around)
        before = ("\U0001f30d" * around)[: mention.sentence.start - start]
        text = before + mention.sentence.text
        parts.append(Excerpt(mention.article, start, start + len(text), text))
    return replace(brief, texts=Texts("cited", tuple(parts)))


def test_what_a_large_page_carries_of_the_articles_comes_back():
    brief = carrying(example())
    assert _back(brief) == _whole(brief)
    assert len(_back(brief)["texts"]["parts"]) > 2


def test_a_sentence_that_stands_in_an_excerpt_is_cut_out_of_it_and_not_written_again():
    brief = replace(carrying(example()), conflicts=())
    text = json.dumps(to_columns(brief), ensure_ascii=False)
    for mention in brief.mentions[:5]:
        assert text.count(json.dumps(mention.sentence.text, ensure_ascii=False)[1:-1]) == 1


SQUARE = [[1.5, 2.25], [3.125, 2.25], [3.125, 4.0], [1.5, 4.0], [1.5, 2.25]]


@pytest.mark.parametrize(
    "extent",
    [
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE, SQUARE], [SQUARE]]},
        {"type": "Polygon", "coordinates": [[[0.12345, 1], [2, 1], [2, 3.00001], [0.12345, 1]]]},
        {"type": "Polygon", "coordinates": [[[170, 1], [-170, 1], [-170, 3], [170, 1]]]},
        {"type": "Polygon", "coordinates": [[[1, 2, 300], [3, 2, 300], [3, 4, 300], [1, 2, 300]]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
    ],
    ids=["polygon", "two with a hole", "finer", "across the antimeridian", "with heights", "empty", "a line"],
)
def test_outlines_come_back_to_the_last_digit(extent):
    places = tuple(replace(place, extent=extent) for place in example().places)
    brief = replace(example(), places=places)
    assert _back(brief) == _whole(brief)


def test_long_columns_travel_apart_and_the_first_part_is_small(monkeypatch):
    monkeypatch.setattr("geobrief.map.column_parts.WORTH", 100)
    monkeypatch.setattr("geobrief.map.column_parts.CHUNK", 200)
    brief = carrying(example())
    block = packed(to_columns(brief))
    assert block.count("\n") > 20
    assert from_columns(unpacked(block)) == _whole(brief)
    first = gzip.decompress(base64.b64decode(block.split("\n")[0])).decode()
    assert not any(mention.sentence.text in first for mention in brief.mentions)


def test_a_sentence_is_written_once():
    brief = replace(example(), conflicts=())
    text = json.dumps(to_columns(brief), ensure_ascii=False)
    assert all(text.count(json.dumps(mention.sentence.text, ensure_ascii=False)) == 1 for mention in brief.mentions)
