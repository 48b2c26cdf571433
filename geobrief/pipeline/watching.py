"""Who watches a build: what is called as it goes on, and what stands for nobody."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Called with the path of what is done."""

Stages = Callable[[str, int | None], None]
"""Called when a stage begins, with its name and how many calls of a ``Progress`` there will be, or None."""


def silent(stage: str, total: int | None) -> None:
    """Nobody wants to know."""


def unwatched(path: str) -> None:
    """Nobody counts."""
