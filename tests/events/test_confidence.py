"""Confidence is a probability of visible figures: more evidence never makes a report less likely."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geobrief.events.coding import Coded
from geobrief.events.confidence import KIND_INPUTS, PLACE_INPUTS, RULED, kind_inputs, place_inputs, report_confidence
from geobrief.events.scene import Scene
from geobrief.events.triggers import Match
from geobrief.model import Mention, PlaceInEvent, Resolution, Sentence

ITEM = Coded(Match(0, 0, "explosion", "explode", "verb", "past", True, False, 0.85, False), "explosion", 0.9, True)
MENTION = Mention(0, 5, "Herat", "name", Sentence(0, 9), 0.9)
TOLD = [Resolution(MENTION, None, "scene", 0.9, "a test")]
HERE = (PlaceInEvent(0, "scene"),)


SURE = Scene(HERE, 0.9, "", "sentence")


def confidence(item: Coded = ITEM, scene: Scene = SURE, *, asked: bool = False) -> float:
    return report_confidence(kind_inputs(item, "done"), place_inputs(item, scene, TOLD, 1), given=asked)


def test_the_inputs_are_those_that_are_named() -> None:
    assert len(kind_inputs(ITEM, "done")) == len(KIND_INPUTS)
    inputs = place_inputs(ITEM, Scene(HERE, 0.9, "", "sentence"), TOLD, 1)
    assert isinstance(inputs, list)
    assert len(inputs) == len(PLACE_INPUTS)


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_a_likelier_kind_is_never_less_sure(one: float, other: float, asked: bool) -> None:
    low, high = sorted((one, other))
    made = [confidence(replace(ITEM, confidence=chance), asked=asked) for chance in (low, high)]
    assert 0 <= made[0] <= made[1] <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_place_is_never_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    made = [confidence(scene=Scene(HERE, chance, "", "sentence")) for chance in (low, high)]
    assert 0 <= made[0] <= made[1] <= 1


@given(st.floats(0, 1), st.sampled_from(["decision", "before", "dateline"]))
def test_a_place_that_its_own_sentence_does_not_give_is_never_surer_than_judged(chance: float, way: str) -> None:
    assert confidence(scene=Scene(HERE, chance, "", way)) <= RULED  # type: ignore[arg-type] # drawn from the ways


def test_no_place_named_is_surer_than_places_rejected_by_a_hair() -> None:
    rejected = confidence(scene=Scene((), 0.35, "", "rejected"))
    assert rejected < confidence(scene=Scene((), 0.7, "", "none named"))
