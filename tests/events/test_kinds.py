"""The ontology is complete and can be drawn: every kind has its counterparts, its colour and its sign."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import fields
from importlib.resources import files
from typing import get_args

import pytest

from geobrief.events import event_kinds, kinds_that_are
from geobrief.events.kinds import EventKind, Mark, bundled_kinds, kinds_of

ACLED = {
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon",
    "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    "Sexual violence", "Attack", "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention",
    "Excessive force against protesters", "Violent demonstration", "Mob violence", "Agreement", "Arrests",
    "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
}  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_acled_sub_event_type_has_a_kind() -> None:
    """The 25 sub-event types of ACLED's codebook are all there, and no other."""
    assert {kind.acled_sub_event_type for kind in event_kinds().values()} - {None} == ACLED


def test_every_case_label_has_a_kind() -> None:
    """The 30 labels of CASE 2021, task 2, are all there."""
    assert len({kind.case_2021 for kind in event_kinds().values()}) == 30


def test_colours_can_be_read_on_white() -> None:
    """Text in a kind's colour has a contrast of at least 4.5 to 1 on white."""
    for kind in event_kinds().values():
        assert 1.05 / (luminance(kind.colour) + 0.05) >= 4.5, kind.key


def test_one_family_has_one_colour() -> None:
    """A legend can be made of families."""
    families = {(kind.family, kind.family_label, kind.colour) for kind in event_kinds().values()}
    assert len(families) == len({family for family, _, _ in families}) == len({colour for _, _, colour in families})


def test_every_column_holds_of_some_kinds_and_not_of_all():
    """A mark that nobody has, or everybody, would decide nothing."""
    for mark in get_args(Mark):
        assert 0 < len(kinds_that_are(mark)) < len(bundled_kinds()), mark


def test_a_kin_is_of_several_kinds_and_named_after_one_of_them():
    """Two writers give one event different kinds of a kin."""
    kins = Counter(kind.kin for kind in bundled_kinds().values() if kind.kin)
    assert set(kins) <= set(bundled_kinds())
    assert min(kins.values()) > 1
    assert all(bundled_kinds()[kin].kin == kin for kin in kins)


def test_what_a_country_has_one_of_at_a_time_it_sees_seldom():
    assert kinds_that_are("exclusive") <= kinds_that_are("singular")
    assert not kinds_that_are("singular") & kinds_that_are("everyday")


def test_no_column_of_the_table_is_misspelt():
    """A column that nobody reads would be a decision that is never taken."""
    table = tomllib.loads(files("geobrief.events").joinpath("kinds.toml").read_text("utf-8"))
    known = {field.name for field in fields(EventKind)} | set(get_args(Mark))
    assert {column for row in table["kind"] for column in row} <= known
    assert {column for row in table["family"] for column in row} <= {"key", "label", "colour", "weight"}


def test_a_row_that_lacks_a_column_is_named_with_it():
    table = tomllib.loads(files("geobrief.events").joinpath("kinds.toml").read_text("utf-8"))
    del table["kind"][3]["symbol"]
    with pytest.raises(ValueError, match=f"'{table['kind'][3]['key']}' has no symbol"):
        kinds_of(table)


def test_only_what_is_merely_said_is_weak() -> None:
    """The map may hide statements, and nothing else."""
    assert [key for key, kind in event_kinds().items() if kind.weak] == ["statement"]
