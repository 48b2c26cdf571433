"""The place cases are of the form that their README describes, so that a slip in one cannot pass for a success."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

from geobrief.model import Form, Kind, Role

FOLDER = Path(__file__).with_name("places")
CASE_KEYS = {"title", "text", "published", "domain", "why", "expect"}
PLACE_KEYS = {"text", "occurrence", "place", "country", "kind", "lat", "lon", "role", "form"}
NONE_KEYS = {"text", "occurrence", "none"}
WITHIN_KEYS = {"text", "occurrence", "within"}
FEWEST_CASES = 120
"""What the project promised itself."""


@cache
def cases() -> list[dict[str, Any]]:
    """Every case of every file."""
    return [
        case
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def expectations() -> list[tuple[str, dict[str, Any]]]:
    """Title of its case and every expected span."""
    return [(case["title"], expected) for case in cases() for expected in case["expect"]]


def test_there_are_enough_cases():
    assert len(cases()) >= FEWEST_CASES


def test_every_case_has_a_title_a_text_a_reason_and_an_expectation():
    wrong = [
        case.get("title", case)
        for case in cases()
        if set(case) - CASE_KEYS or not all(case.get(key) for key in ("title", "text", "why", "expect"))
    ]
    assert wrong == []


def test_no_two_cases_have_one_title():
    assert [title for title, count in Counter(case["title"] for case in cases()).items() if count > 1] == []


def test_every_expected_span_occurs_in_its_text():
    wrong = [
        (case["title"], expected["text"])
        for case in cases()
        for expected in case["expect"]
        if case["text"].count(expected["text"]) < expected.get("occurrence", 1)
    ]
    assert wrong == []


def test_a_span_is_a_place_or_none_or_within_an_area_and_never_two_of_them():
    wrong = [
        (title, expected)
        for title, expected in expectations()
        if set(expected) - (NONE_KEYS if "none" in expected else WITHIN_KEYS if "within" in expected else PLACE_KEYS)
        or not (expected.get("none") is True or expected.get("within") or expected.get("place"))
    ]
    assert wrong == []


def test_kinds_roles_and_forms_are_those_of_the_model():
    allowed = {"kind": get_args(Kind), "role": get_args(Role), "form": get_args(Form)}
    wrong = [
        (title, expected)
        for title, expected in expectations()
        for key, values in allowed.items()
        if key in expected and expected[key] not in values
    ]
    assert wrong == []


def test_countries_are_two_capital_letters_and_positions_are_on_earth():
    wrong = [
        (title, expected)
        for title, expected in expectations()
        if not (len(expected.get("country", "XX")) == 2 and expected.get("country", "XX").isupper())
        or not (abs(expected.get("lat", 0)) <= 90 and abs(expected.get("lon", 0)) <= 180)
        or ("lat" in expected) != ("lon" in expected)
    ]
    assert wrong == []


def test_no_span_is_expected_twice_in_one_case():
    wrong = [
        case["title"]
        for case in cases()
        if len({(e["text"], e.get("occurrence", 1)) for e in case["expect"]}) < len(case["expect"])
    ]
    assert wrong == []
