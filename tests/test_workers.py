"""Answers in order from any number of processes, nothing lost but what killed one, and none left alive."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from functools import partial
from pathlib import Path

import pytest

from geobrief.workers import AHEAD, mapped, processors


def twice(thing, *, shared="", deadly=()):
    """Give a thing twice; die over some."""
    if thing in deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{thing}{thing}{shared}"


def lost(thing):
    return f"lost {thing}"


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_answers_come_in_order_with_any_number_of_processes(workers):
    assert list(mapped(twice, range(30), workers=workers, lost=lost)) == [f"{n}{n}" for n in range(30)]


def test_a_process_that_dies_takes_nothing_with_it_but_what_it_was_doing():
    """Two of thirty kill whoever works on them: they are named, and all others answered, in order."""
    work = partial(twice, deadly=(7, 20))
    wanted = [f"lost {n}" if n in (7, 20) else f"{n}{n}" for n in range(30)]
    assert list(mapped(work, range(30), workers=2, lost=lost)) == wanted


def test_few_are_handed_out_before_the_first_is_back():
    taken = []
    answers = mapped(twice, (taken.append(n) or n for n in range(1_000)), workers=2, lost=lost)
    next(answers)
    assert len(taken) <= 2 * AHEAD + 1
    answers.close()


class Once:
    """Work that counts how often it was handed to a process."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, thing):
        return thing

    def __reduce__(self):
        (self.folder / f"pickled-{time.monotonic_ns()}").touch()
        return Once, (self.folder,)


def test_what_all_share_goes_to_a_process_and_not_with_every_thing(tmp_path):
    list(mapped(Once(tmp_path), range(40), workers=2, lost=lost))
    assert len(list(tmp_path.iterdir())) <= 2


def test_an_error_of_the_work_is_raised_here_and_ends_the_processes():
    with pytest.raises(ZeroDivisionError):
        list(mapped(partial(divmod, 1), range(10), workers=2, lost=lost))


def test_processes_end_with_a_parent_that_is_killed(tmp_path):
    script = f"""
        import os, time
        from pathlib import Path
        from geobrief.workers import mapped
        def work(n):
            Path({str(tmp_path)!r}, str(os.getpid())).touch()
            time.sleep(600)
        list(mapped(work, range(2), workers=2, lost=str))
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], env=environment)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.05)
    process.kill()
    process.wait()
    children = [int(path.name) for path in tmp_path.iterdir()]
    while any(map(alive, children)):  # a fault here is a test that never ends
        time.sleep(0.05)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_auto_is_a_number_of_processors():
    assert processors() >= 1
