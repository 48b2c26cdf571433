"""A few minutes' worth of the night, so that it stays able to run: docs/reliability.md has the figures of whole ones."""

import pytest

from tests.night.fuzz import Target, guarded, targets, tried

FEW = 12


@pytest.mark.parametrize("name", sorted(targets()))
def test_broken_inputs_are_named_and_never_a_fault(name, tmp_path):
    target = targets()[name]
    assert guarded(lambda: target.run(target.good, tmp_path)) is None
    for number in range(FEW):
        data, wrong = tried(target, number, tmp_path, name)
        assert wrong is None, (number, data[:200])


def test_a_fault_is_seen(tmp_path):
    def fails(data, folder):
        raise ZeroDivisionError(len(data), folder)

    assert "ZeroDivisionError" in tried(Target(b"good", fails), 1, tmp_path, "bad")[1]
