"""The word lists behind the recogniser's features: read once, when the first article comes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def categories() -> dict[str, tuple[str, ...]]:
    """Lower-case word → the names of the lists of ``words.toml`` that it is in ("before.prep")."""
    raw = (files("geobrief.mentions") / "words.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for section, lists in tomllib.loads(raw).items():
        for name, words in lists.items():
            for word in dict.fromkeys(words.split()):
                found.setdefault(word, []).append(f"{section}.{name}")
    return {word: tuple(names) for word, names in found.items()}


@cache
def first_names() -> frozenset[str]:
    """Given names, lower case (see ``docs/accuracy/geoparser.md`` for their source)."""
    return frozenset((files("geobrief.mentions") / "first_names.txt").read_text(encoding="utf-8").split())


@cache
def surnames() -> dict[str, int]:
    """Surnames, lower case → band of frequency: 0 the most frequent, 3 the rarest listed."""
    lines = (files("geobrief.mentions") / "surnames.txt").read_text(encoding="utf-8").splitlines()
    return {name: band for band, line in enumerate(lines) for name in line.split()}
