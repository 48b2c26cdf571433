"""Records wait on disk: they come back as they were, and what they share is one record."""

import tempfile
from dataclasses import dataclass, replace
from datetime import date

import pytest

from geobrief import shelf
from geobrief.model import Mention, Place, Sentence, When
from geobrief.shelf import Common, Shelf
from tests.brief.builders import place


@dataclass(frozen=True, slots=True)
class Holder:
    place: Place
    others: tuple[Place, ...]
    words: frozenset[str]


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Shelves write what they get soon."""
    monkeypatch.setattr(shelf, "_MOST_NEAR", 100)


def test_records_come_back_as_they_were_in_their_order():
    made = [When(date(2024, 1, n), None, "day", f"on the {n}th", "text") for n in range(1, 29)]
    made += [Mention(n, n + 5, "Gao", "name", Sentence(0, 9), 0.5) for n in range(20)]
    for packed in (False, True):
        held = Shelf(made, packed=packed)
        assert held._file is not None, "nothing was put away"
        assert list(held) == made
        assert [held[n] for n in (47, 0, 30, -1)] == [made[n] for n in (47, 0, 30, -1)]
        assert held[3:7] == made[3:7]
        with pytest.raises(IndexError):
            held[48]


def test_one_may_be_added_while_others_are_read():
    held = Shelf(range(100))
    for number in held:
        if number < 50:
            held.append(number + 100)
    assert list(held) == [*range(150)]


def test_what_records_share_is_one_record_in_memory():
    places = [place("Gao", country="ML"), place("Niamey")]
    holders = [Holder(places[n % 2], tuple(places), frozenset({"a", str(n)})) for n in range(30)]
    common = Common(Place)
    held = Shelf(
        [replace(one, place=replace(one.place), others=tuple(map(replace, one.others))) for one in holders],
        common=common,
    )
    assert list(held) == holders
    assert len({id(found) for one in held for found in (one.place, *one.others)}) == 2
    assert common[places[0].id] == places[0]


def test_where_nothing_can_be_written_records_stay_in_memory(monkeypatch):
    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    first = Shelf(range(40))
    assert first._file is not None
    monkeypatch.setattr(first._file, "write", full)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    first.extend(range(40, 300))
    assert list(first) == [*range(300)]
    assert list(Shelf(range(300))) == [*range(300)]


def test_its_file_closes_with_it():
    held = Shelf(range(100))
    file = held._file
    assert file is not None
    assert not file.closed
    del held
    assert file.closed
