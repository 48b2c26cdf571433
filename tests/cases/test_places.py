"""The place cases hold: each is read, its names found and resolved, and every expected span is as it says.

The geoparser's models are fitted, so a few cases are known not to hold. They are listed in ``known_failures.toml`` with
the reason, are expected to fail strictly (a mended case must be taken off the list), and may not become many.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer, fold
from geobrief.gazetteer.earth import distance_km
from geobrief.mentions import find_mentions
from geobrief.model import Place, Resolution
from geobrief.places import resolve_places

FOLDER = Path(__file__).parent
NEAR_KM = 50.0
"""How far from an expected position a place may lie, in kilometres: ``README.md`` promises it."""
MOST_FAILURES = 0.02
"""The share of cases that may be listed as known failures. It may be lowered, not raised."""


def read(path: Path, key: str) -> list[dict[str, Any]]:
    """The tables of one TOML file."""
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    return tables


CASES = [case for path in sorted((FOLDER / "places").glob("*.toml")) for case in read(path, "case")]
KNOWN = {item["title"]: item["reason"] for item in read(FOLDER / "known_failures.toml", "failure")}


@cache
def gazetteer() -> Gazetteer:
    """The bundled gazetteer."""
    return Gazetteer.default()


def resolved(case: dict[str, Any]) -> list[Resolution]:
    """The mentions of a case's text with what they resolve to."""
    article = make_article(case["text"], published=case.get("published"), domain=case.get("domain"))
    return resolve_places(article, find_mentions(article, gazetteer()), gazetteer())


def span_of(case: dict[str, Any], expected: dict[str, Any]) -> tuple[int, int]:
    """Where an expected span stands in the text."""
    at = -1
    for _ in range(expected.get("occurrence", 1)):
        at = case["text"].index(expected["text"], at + 1)
    return at, at + len(expected["text"])


def answer(start: int, end: int, resolutions: list[Resolution]) -> Resolution | None:
    """The resolution of the mention that shares most letters with a span; of two alike, the shorter mention."""
    shared = [
        (min(end, found.mention.end) - max(start, found.mention.start), found.mention.start - found.mention.end, number)
        for number, found in enumerate(resolutions)
        if found.mention.start < end and start < found.mention.end
    ]
    return resolutions[max(shared)[2]] if shared else None


def names(place: Place, expected: str) -> bool:
    """Whether a place has an expected name."""
    hits = gazetteer().hits([fold(expected)]).get(fold(expected), ())
    return fold(place.name) == fold(expected) or any(hit.place.key == place.key for hit in hits)


def differences(expected: dict[str, Any], found: Resolution | None) -> list[str]:
    """What is not as expected of one span, in words."""
    place = found.place if found else None
    if expected.get("none"):
        return [] if place is None else [f"is no place, found {place.name} ({place.country or place.kind})"]
    if found is None:
        return ["not found"]
    if "within" in expected:
        return outside(expected["within"], found)
    if place is None:
        return [f"found and not resolved: {found.because}"]
    wrong = [] if names(place, expected["place"]) else [f"place is {place.name}"]
    actual = {"country": place.country, "kind": place.kind, "role": found.role, "form": found.mention.form}
    wrong += [f"{key} is {value}" for key, value in actual.items() if expected.get(key, value) != value]
    if "lat" in expected:
        off = distance_km(expected["lat"], expected["lon"], place.lat, place.lon)
        wrong += [f"{place.name} is {off:.0f} km off"] if off > NEAR_KM else []
    return wrong


def outside(area: str, found: Resolution) -> list[str]:
    """What is not as expected of a name that has no place and lies within an area, in words."""
    if found.place is not None:
        return [f"has no place of its own, found {found.place.name} ({found.place.country or found.place.kind})"]
    if found.within is None:
        return [f"has no area: {found.because}"]
    return [] if names(found.within, area) else [f"area is {found.within.name}"]


def failures(case: dict[str, Any]) -> list[str]:
    """What is not as expected of one case, span by span."""
    resolutions = resolved(case)
    told = []
    for expected in case["expect"]:
        wrong = differences(expected, answer(*span_of(case, expected), resolutions))
        if wrong:
            told.append(f"{expected['text']}: {', '.join(wrong)}")
    return told


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["title"],
            marks=[pytest.mark.xfail(reason=KNOWN[case["title"]], strict=True)] if case["title"] in KNOWN else [],
        )
        for case in CASES
    ],
)
def test_the_case_holds(case: dict[str, Any]):
    told = failures(case)
    assert not told, f"{case['why']} But: {'; '.join(told)}"


def test_the_known_failures_are_few():
    assert len(KNOWN) <= MOST_FAILURES * len(CASES)


def test_every_known_failure_is_a_case_and_has_a_reason():
    assert [
        title for title in KNOWN if title not in {case["title"] for case in CASES} or not KNOWN[title].strip()
    ] == []


def test_a_wrong_area_and_a_place_where_only_an_area_is_told_are_told():
    case = {
        "text": "A barn burned down in Greenwood, West Virginia, after a storm.",
        "expect": [
            {"text": "Greenwood", "within": "Ohio"},
            {"text": "West Virginia", "within": "West Virginia"},
            {"text": "storm", "within": "West Virginia"},
        ],
    }
    told = failures(case)
    assert [line.partition(":")[0] for line in told] == ["Greenwood", "West Virginia", "storm"]
    assert "area is West Virginia" in told[0]
    assert "has no place of its own" in told[1]


def test_a_wrong_country_a_wrong_role_and_a_far_position_are_told():
    """The runner can fail."""
    case = {
        "text": "Clashes broke out in Niamey, Niger, on Friday.",
        "expect": [
            {"text": "Niamey", "place": "Niamey", "country": "NG", "role": "actor", "lat": 0.0, "lon": 0.0},
            {"text": "Niger", "none": True},
            {"text": "Friday", "place": "Friday"},
        ],
    }
    told = failures(case)
    assert [line.partition(":")[0] for line in told] == ["Niamey", "Niger", "Friday"]
    assert "country is NE" in told[0]
    assert "role is scene" in told[0]
    assert "km off" in told[0]
