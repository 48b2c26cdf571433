"""Words that mean something else are no events, and what has not happened is not told as done."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geobrief.events import event_kinds, extract_events
from geobrief.model import EventReport
from tests.events.test_extract import read

HERE = Path(__file__).parent
TURNS = tomllib.loads((HERE / "turns_of_phrase.toml").read_text(encoding="utf-8"))["case"]
STATUSES = tomllib.loads((HERE / "statuses.toml").read_text(encoding="utf-8"))["case"]
MOST_UNTOLD = 2
"""Sentences of ``statuses.toml`` whose event is missed: an evacuation "is planned", a bombing that is remembered."""


def told(case: dict[str, Any]) -> list[EventReport]:
    """What a sentence tells."""
    return extract_events(*read(case["text"]))


@pytest.mark.parametrize("case", TURNS, ids=lambda case: case["text"][:50])
def test_a_turn_of_phrase_is_no_event(case: dict[str, Any]) -> None:
    """Neither "a flood of imports" nor "an attack on the report" tells of anything that happened."""
    wrong = case.get("never", list(event_kinds()))
    assert [(report.kind, report.trigger) for report in told(case) if report.kind in wrong] == []


def test_what_has_not_happened_is_not_told_as_done() -> None:
    """Where the event of a sentence is told at all, its status is the right one."""
    wrong = []
    for case in STATUSES:
        found = [report.status for report in told(case) if report.kind == case["kind"]]
        if found and case["status"] not in found:
            wrong.append((case["text"], found))
    assert wrong == []


def test_nearly_every_status_sentence_tells_its_event() -> None:
    """A ratchet: the sentences in which nothing is found become fewer, never more."""
    missed = [case["text"] for case in STATUSES if case["kind"] not in {report.kind for report in told(case)}]
    assert len(missed) <= MOST_UNTOLD, missed
