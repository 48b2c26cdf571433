"""English's closed classes of words and its irregular verbs, from ``english.toml``, the one copy of them.

A tagger would cost a megabyte and a second; what the stages need of grammar they read off the words of closed classes. Each
stage names the classes that it means, and adds only words of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((files("geobrief.text") / "english.toml").read_text(encoding="utf-8"))


def ordered(name: str) -> tuple[str, ...]:
    """The words of a closed class in its order: the months, the numbers below twenty."""
    return tuple(_table()["classes"][name].split())


def listed(classes: str, own: str = "", *, without: str = "") -> frozenset[str]:
    """The words of some closed classes, and a list's own.

    >>> sorted(listed("articles and_or", "nor", without="an"))
    ['a', 'and', 'nor', 'or', 'the']

    Args:
        classes: Names of classes in ``english.toml``.
        own: Other words.
        without: Words of the classes that are not in the list.
    """
    of_classes = frozenset(word for name in classes.split() for word in ordered(name))
    return of_classes - {*without.split()} | {*own.split()}


def either(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, which must say where they end.

    >>> either({"or", "nor", "and"})
    'and|nor|or'
    """
    return "|".join(map(re.escape, sorted(words)))


@lru_cache(maxsize=1)
def irregular_verbs() -> dict[str, tuple[str, str]]:
    """Base form → past tense and participle."""
    rows = (row.split() for row in _table()["irregular"]["verbs"].split("|"))
    return {base: (past, participle) for base, past, participle in rows}


def irregular_pasts() -> frozenset[str]:
    """Every irregular past tense and participle."""
    forms = {form for pair in irregular_verbs().values() for form in pair}
    return frozenset(forms | {*_table()["irregular"]["pasts"].split()})
