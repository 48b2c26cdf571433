"""Probabilities of spans → the spans that are taken, without overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

Span = tuple[int, int]


def best_spans(probabilities: Mapping[Span, float], threshold: float) -> list[Span]:
    """The spans without overlap whose probabilities exceed the threshold by most in sum, in text order."""
    worth = sorted((last, first, p - threshold) for (first, last), p in probabilities.items() if p > threshold)
    ends: list[int] = []
    best = [0.0]
    taken: list[tuple[Span, int] | None] = []
    for last, first, gain in worth:
        before = bisect_right(ends, first)
        with_it = best[before] + gain
        ends.append(last)
        taken.append(((first, last), before) if with_it > best[-1] else None)
        best.append(max(with_it, best[-1]))
    found = []
    index = len(worth)
    while index:
        choice = taken[index - 1]
        if choice is None:
            index -= 1
        else:
            found.append(choice[0])
            index = choice[1]
    return found[::-1]
