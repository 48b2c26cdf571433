"""A terminal sees what is being done, how many of how many, how fast and how long it will take; a pipe nothing."""

import argparse
import io
import sys

import pytest

from geobrief.cli.loudness import hear
from geobrief.cli.terminal import progress_bar, stages


@pytest.fixture(autouse=True)
def _as_loud_as_ever():
    """Whatever another test of this process asked for."""
    hear(argparse.Namespace())


class Terminal(io.StringIO):
    """What is drawn on a terminal."""

    def isatty(self):
        return True


def test_each_stage_shows_its_name_its_count_its_rate_and_the_rest(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with stages() as (begin, step):
        begin("reading", 40)
        for number in range(40):
            step(f"file {number}\x1b[2J")
        begin("grouping", None)
        begin("writing", 2)
        step("out.json")
    drawn = sys.stderr.getvalue()
    for said in ("reading:", "/40", "article", "grouping:", "writing:", "/2"):
        assert said in drawn
    assert "\x1b[2J" not in drawn


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_what_is_no_terminal_sees_nothing(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("reading", 3) as step:
        step("one")
    assert stream is None or not stream.getvalue()


def test_a_bar_is_taken_away_where_the_work_fails(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(KeyError), progress_bar("reading", 3) as step:  # noqa: PT012  # the block is what is tested
        step("one")
        raise KeyError
    assert sys.stderr.getvalue().endswith("\r")
