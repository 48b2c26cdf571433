"""Why a name became a place: the same records make a sentence in every language, here and on the page."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from geobrief.map.options import languages
from geobrief.model import NamedPlace, Reason
from geobrief.places.reasons import ORDER
from geobrief.reasons import (
    answer,
    note,
    reason_from_dict,
    reason_to_dict,
    sentence,
    sentence_in,
    templates,
    whole,
)

PACKAGE = Path(__file__).resolve().parents[2] / "geobrief"

TOLD: list[dict[str, Any]] = json.loads(Path(__file__).with_name("told.json").read_text("utf-8"))
"""Records and the English sentence that they make; ``web/test/reasons.test.mjs`` reads the same."""

BLANK = re.compile(r"\{(\w+)(?::\w+)?\}")


def _read(case: dict[str, Any]) -> list[Reason]:
    return [reason_from_dict(item) for item in case["reasons"]]


def _keys_in_code() -> set[str]:
    """The keys of reasons that are written out where reasons are made."""
    found = set()
    for path in [
        *(PACKAGE / "places").glob("*.py"),
        PACKAGE / "brief" / "overrides.py",
        PACKAGE / "brief" / "places_by_hand.py",
        PACKAGE / "reasons" / "__init__.py",
    ]:
        found |= {node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    return {value for value in found if isinstance(value, str)}


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["reasons"][0]["key"])
def test_records_make_their_english_sentence(case):
    assert sentence(_read(case)) == case["english"]


def test_every_reason_is_among_the_cases():
    assert {item["key"] for case in TOLD for item in case["reasons"]} == set(templates()["reasons"])


def test_every_reason_is_given_by_somebody():
    made = {"set_by", "set_note", "set_by_note"}  # put together of what is known of the analyst
    assert set(templates()["reasons"]) - made <= _keys_in_code()


def test_every_feature_that_is_told_has_its_words():
    assert set(ORDER) <= set(templates()["reasons"])


@pytest.mark.parametrize("language", languages())
def test_every_language_of_the_page_has_every_reason_with_the_same_blanks(language):
    english, other = templates(), templates(language)
    for part in ("joins", "areas", "reasons"):
        assert set(other[part]) == set(english[part])
    for key, text in english["reasons"].items():
        assert set(BLANK.findall(other["reasons"][key])) == set(BLANK.findall(text)), key


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["reasons"][0]["key"])
def test_a_record_is_the_same_after_json(case):
    assert [reason_to_dict(item) for item in _read(case)] == case["reasons"]


def test_another_language_has_its_own_words_and_names():
    def name(place: NamedPlace) -> tuple[str, str]:
        return {"Niger": "le Niger"}.get(place.name or "", place.name or ""), {"country": "pays"}[place.kind]

    niger = NamedPlace("country", "Niger", country="NE")
    several = answer("described_several", text="ce pays", others=[niger, NamedPlace("country", "Mali"), niger])
    told = sentence_in("fr", [several, note("had", place=niger)], "", name)
    assert told == (
        "«\N{NO-BREAK SPACE}ce pays\N{NO-BREAK SPACE}» peut se dire de le Niger, Mali et le Niger, nommés juste avant"
        "\N{NO-BREAK SPACE}; la machine avait le Niger (pays)"
    )


def test_what_has_no_records_or_unknown_ones_stays_as_it_is():
    def name(place: NamedPlace) -> tuple[str, str]:
        return place.name or "", place.kind

    assert sentence_in("fr", [], "by a plug-in", name) == "by a plug-in"
    assert sentence_in("fr", [Reason("astrology", "answer")], "by the stars", name) == "by the stars"
    assert whole("by the stars", [Reason("astrology", "answer")]) == (answer("words", text="by the stars"),)


def test_words_of_the_text_are_never_searched_for_blanks():
    assert sentence([answer("party", text="{text} {place:full}")]) == "“{text} {place:full}” is a party"
