"""A large brief travels in columns and comes back as it was, whatever stands in it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief.document import to_dict
from geobrief.map.columns import from_columns, to_columns
from tests.map.hostile import TEXTS, hostile
from tests.map.story import example


def _back(brief):
    return from_columns(json.loads(json.dumps(to_columns(brief), allow_nan=False)))


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


def test_a_sentence_is_written_once():
    brief = replace(example(), conflicts=())
    text = json.dumps(to_columns(brief), ensure_ascii=False)
    assert all(text.count(json.dumps(mention.sentence.text, ensure_ascii=False)) == 1 for mention in brief.mentions)
