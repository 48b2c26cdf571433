"""Every stage that can be wrong has floors, in one form."""

from __future__ import annotations

import pytest

from tests.quality.floors import FLOORS, LIST

CORPORA = [(stage, corpus) for stage, corpora in FLOORS.items() for corpus in corpora]


def test_every_stage_that_can_be_wrong_has_floors_and_what_holds_them() -> None:
    assert set(FLOORS) == {"geoparser", "roles", "dates", "events", "grouping"}
    assert {path.stem for path in LIST.parent.glob("test_*.py")} == {f"test_{stage}" for stage in FLOORS} | {
        "test_all_stages"
    }


@pytest.mark.parametrize(("stage", "corpus"), CORPORA)
def test_a_floor_is_a_share_of_a_corpus_with_a_digest(stage: str, corpus: str) -> None:
    entry = FLOORS[stage][corpus]
    assert set(entry) == {"corpus", "sha256", "fitted", "floors"}
    assert len(entry["sha256"]) == 64
    assert entry["floors"]
    assert all(0 < least < 1 for least in entry["floors"].values())
