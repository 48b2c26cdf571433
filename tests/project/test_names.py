"""A name means one thing: no class is called as another, and a module as another only where both are the same of two rooms."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent.parent / "geobrief"

SAME_CLASS: dict[str, str] = {}
"""Classes that are defined twice, each with its reason."""

SAME_MODULE = {
    "bibtex": "a format: the sources in it, and the output that is made of them",
    "csl": "as bibtex",
    "ris": "as bibtex",
    "pdf": "a format: read, and written",
    "diff": "the command, and what it does",
    "explain": "the command, and what it does",
    "plugins": "the command, and what it shows",
    "resolve": "the command, and what it does",
    "collect": "the command, and what it does",
    "options": "what a reader may wish, of a page and of an output; and wordings, in the room of events, which was being fitted",
    "features": "the features of the recogniser, and those of the ranker",
    "descriptions": "the same words, found and resolved",
    "lower_case": "the same sentences, read and resolved",
    "other_languages": "the same languages, found and resolved",
    "days": "rules for days by name, and the days of an event",
    "model": "the records; the recogniser's numbers, which the script that fits them takes from there",
    "tokens": "tokens of a text, and the recogniser's chunks of them",
    "trees": "of grammar, and of decisions, which the scripts that fit them take from there",
}
"""Names that two modules have, each with its reason. ``__init__`` and ``__main__`` are Python's."""


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not path.stem.startswith("__")]


def classes(path: Path) -> list[str]:
    """The public classes that stand at the top of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def several(homes: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: found for name, found in homes.items() if len(found) > 1}


def test_no_public_class_is_called_as_another() -> None:
    homes = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in classes(path):
            homes[name].append(path.relative_to(PACKAGE).as_posix())
    twice = several(homes)
    assert {name: found for name, found in twice.items() if name not in SAME_CLASS} == {}
    assert set(SAME_CLASS) <= set(twice), "an exception that is no longer needed"


def test_two_modules_of_one_name_are_the_same_thing_of_two_rooms() -> None:
    homes = defaultdict(list)
    for path in modules():
        homes[path.stem].append(path.relative_to(PACKAGE).as_posix())
    twice = several(homes)
    assert {name: found for name, found in twice.items() if name not in SAME_MODULE} == {}
    assert set(SAME_MODULE) <= set(twice), "an exception that is no longer needed"
