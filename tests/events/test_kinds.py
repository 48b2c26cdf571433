"""The ontology is complete and can be drawn: every kind has its counterparts, its colour and its sign."""

from __future__ import annotations

from geobrief.events import event_kinds

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


def test_only_what_is_merely_said_is_weak() -> None:
    """The map may hide statements, and nothing else."""
    assert [key for key, kind in event_kinds().items() if kind.weak] == ["statement"]
