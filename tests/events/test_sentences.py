"""The labelled event sentences are what their README says, so that whoever fits or measures on them can trust them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

import geobrief.events
from geobrief.model import Status

SENTENCES = Path(__file__).with_name("sentences.jsonl")
KINDS = Path(geobrief.events.__path__[0]).parent / "events" / "kinds.toml"

LEAST_PER_KIND = 15
"""Fewer of a kind say nothing about it."""
LEAST_PER_STATUS = 20
"""The same for a status."""
NOTHING = (None, None, None, [], None, [])
"""Trigger, ACLED type, status, places, time and actors of a sentence that tells no event."""

FIELDS = ["id", "source", "text", "trigger", "kind", "acled", "status", "where", "elsewhere", "when", "who"]
ROLES = {
    "where": {"scene", "origin", "destination"},
    "elsewhere": {"container", "actor", "background"},
    "who": {"source", "target", "participant"},
}


@cache
def sentences() -> list[dict[str, Any]]:
    """Every line, parsed."""
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


@cache
def kinds() -> dict[str, str | None]:
    """Key of a kind and its ACLED sub-event type."""
    rows = tomllib.loads(KINDS.read_text(encoding="utf-8"))["kind"]
    return {row["key"]: row.get("acled_sub_event_type") for row in rows}


def spans(sentence: dict[str, Any]) -> list[dict[str, Any]]:
    """Every marked span of a sentence."""
    single = [sentence[key] for key in ("trigger", "when") if sentence[key]]
    return single + sentence["where"] + sentence["elsewhere"] + sentence["who"]


def test_every_span_is_the_text_between_its_offsets():
    wrong = [
        (sentence["id"], span)
        for sentence in sentences()
        for span in spans(sentence)
        if not span["text"]
        or span["text"] != span["text"].strip()
        or sentence["text"][span["start"] : span["end"]] != span["text"]
    ]
    assert wrong == []


def test_every_line_has_the_fields_of_the_readme_in_their_order():
    assert [s["id"] for s in sentences() if list(s) != FIELDS] == []


def test_every_kind_is_in_the_ontology_and_carries_its_acled_type():
    wrong = [s["id"] for s in sentences() if s["kind"] != "none" and (s["kind"], s["acled"]) not in kinds().items()]
    assert wrong == []


def test_every_kind_of_the_ontology_has_sentences():
    counts = Counter(s["kind"] for s in sentences())
    assert {key: counts[key] for key in kinds() if counts[key] < LEAST_PER_KIND} == {}


def test_a_third_of_the_sentences_tells_no_event():
    share = sum(s["kind"] == "none" for s in sentences()) / len(sentences())
    assert 0.25 <= share <= 0.4


def test_a_sentence_without_an_event_has_no_label_but_places():
    wrong = [
        s["id"]
        for s in sentences()
        if s["kind"] == "none" and (s["trigger"], s["acled"], s["status"], s["where"], s["when"], s["who"]) != NOTHING
    ]
    assert wrong == []


def test_every_event_has_a_trigger_and_a_status_of_the_model():
    wrong = [
        s["id"]
        for s in sentences()
        if s["kind"] != "none" and (not s["trigger"] or s["status"] not in get_args(Status))
    ]
    assert wrong == []


def test_every_status_occurs_often_enough_to_be_measured():
    counts = Counter(s["status"] for s in sentences())
    assert {status: counts[status] for status in get_args(Status) if counts[status] < LEAST_PER_STATUS} == {}


def test_roles_are_those_of_the_readme():
    wrong = [
        (s["id"], span)
        for s in sentences()
        for key, roles in ROLES.items()
        for span in s[key]
        if span["role"] not in roles
    ]
    assert wrong == []


def test_no_place_is_marked_twice():
    wrong = []
    for s in sentences():
        marked = [(span["start"], span["end"]) for span in s["where"] + s["elsewhere"]]
        if len(set(marked)) != len(marked):
            wrong.append(s["id"])
    assert wrong == []


def test_ids_are_unique_and_begin_with_their_source():
    ids = [s["id"] for s in sentences()]
    assert len(set(ids)) == len(ids)
    assert [s["id"] for s in sentences() if not s["id"].startswith(s["source"] + "-")] == []


def test_no_sentence_stands_there_twice():
    texts = Counter(" ".join(s["text"].casefold().split()) for s in sentences())
    assert [text for text, count in texts.items() if count > 1] == []


def test_the_text_has_no_stray_white_space_or_mark_up():
    wrong = [s["id"] for s in sentences() if s["text"] != " ".join(s["text"].split()) or set("[]|") & set(s["text"])]
    assert wrong == []
