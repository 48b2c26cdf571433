"""English's closed classes stand in one file, and nowhere else."""

import ast
import tomllib
from itertools import chain
from pathlib import Path

import pytest

import geobrief
from geobrief.text.english import irregular_pasts, irregular_verbs, listed

PACKAGE = Path(geobrief.__file__).parent
TABLE = tomllib.loads((PACKAGE / "text" / "english.toml").read_text("utf-8"))
CLASSES = {name: frozenset(words.split()) for name, words in TABLE["classes"].items()}
ROOMS = ("articles", "assist", "brief", "citations", "dates", "events", "mentions", "places")
LEAST = 5
"""Words of a class from which a list that holds all of them is taken for a copy of it."""

FITTED = {"candidates.py", "decide.py", "reader.py", "judging.py", "context.py"}
"""Modules whose lists are columns of a fitted table."""


def written_out(path):
    """Return the words of each string that a module splits into words."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
                yield node.lineno, frozenset(text.split())
            case ast.Call(func=ast.Name(id="listed"), args=[_, ast.Constant(value=str(text))]):
                yield node.lineno, frozenset(text.split())


def uses():
    """Return the classes that each list of the package names."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="listed" | "ordered"), args=[ast.Constant(value=str(text)), *_]):
                    yield text.split()


def test_a_list_is_the_words_of_its_classes_and_its_own():
    assert listed("be and_or", "nor") == frozenset("is are was were and or nor".split())
    assert listed("articles", without="an") == {"a", "the"}


def test_a_class_that_there_is_not_is_an_error():
    with pytest.raises(KeyError):
        listed("verbs_of_motion")


def test_every_class_is_used():
    assert set(chain.from_iterable(uses())) == set(CLASSES)


@pytest.mark.parametrize(
    "path",
    sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py") if path.name not in FITTED),
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_no_other_list_writes_a_class_out(path):
    copies = [
        f"line {line} holds all of {name!r}"
        for line, words in written_out(path)
        for name, members in CLASSES.items()
        if len(members) >= LEAST and members <= words
    ]
    assert copies == []


def test_an_irregular_verb_has_its_past_and_its_participle():
    assert irregular_verbs()["withdraw"] == ("withdrew", "withdrawn")
    assert {"withdrew", "withdrawn", "felt"} <= irregular_pasts()
