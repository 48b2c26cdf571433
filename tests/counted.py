"""How much work a function does, counted and not timed: the same number on any machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(function: Callable[[], object]) -> int:
    """Return how many lines of Python ``function`` runs, with every turn of a loop.

    What runs in C is not seen: a regular expression, or a search through a list. ``benchmarks/hostile_texts.py`` times those.
    """
    count = 0

    def line(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001 – the signature of a trace function
        nonlocal count
        count += 1
        return line

    before = sys.gettrace()
    sys.settrace(lambda frame, event, arg: line)  # noqa: ARG005
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], Callable[[], object]], size: int, times: int = 4) -> float:
    """Return by what factor the work grows for ``times`` the size: ``times`` itself where it is linear.

    Args:
        work: Size → the function whose work is counted; what it prepares is not.
        size: The smaller size. It is run once before, so that tables are loaded.
        times: How many times larger the other one is.
    """
    work(size)()
    return lines_run(work(size * times)) / lines_run(work(size))
