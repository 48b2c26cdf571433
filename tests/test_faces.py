"""A room is imported through its face: what its ``__init__`` names, and nothing behind it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "geobrief"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))

PAST_THE_FACE = {
    (
        "__init__.py",
        "brief.diff",
    ): "the public face imports a name from where it is, and what is not asked for not at all",
    ("__init__.py", "gazetteer.geocoder"): "as above",
    ("explain.py", "places"): "it prints what the room weighs, step by step, and no other room needs these names",
    ("events/decide.py", "gazetteer.earth"): "the model is being fitted with this file as it is",
}
"""The exceptions, each with its reason."""


def imports(path: Path) -> Iterator[tuple[str, str | None]]:
    """The imports from geobrief's rooms anywhere in a module: what is behind ``geobrief.``, and the name if one is taken."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((item.name[9:], None) for item in node.names if item.name.startswith("geobrief."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geobrief."):
            yield from (((node.module or "")[9:], item.name) for item in node.names)


def named(room: str) -> tuple[set[str], dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """What a face says three times: ``__all__``; name → home and name there, of its imports; the same of its table."""
    listed: set[str] = set()
    followed: dict[str, tuple[str, str]] = {}
    table: dict[str, tuple[str, str]] = {}
    prefix = f"geobrief.{room}."
    for node in ast.walk(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(prefix):
            home = (node.module or "").removeprefix(prefix)
            followed |= {item.asname or item.name: (home, item.name) for item in node.names}
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            listed |= set(ast.literal_eval(node.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "face":
            for home, names in ast.literal_eval(node.args[1]).items():
                pairs = (name.partition("=") for name in names.split())
                table |= {shown: (home, own or shown) for shown, _, own in pairs}
    return listed, followed, table


def offered(room: str) -> set[str]:
    """Every name that a room's face has."""
    listed, followed, table = named(room)
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    return listed | set(followed) | set(table) | own


LAZY = [room for room in ROOMS if named(room)[2]]


def is_excused(name: str, module: str) -> bool:
    return any(name == file and f"{module}.".startswith(f"{room}.") for file, room in PAST_THE_FACE)


def past_the_face(path: Path) -> list[str]:
    """What a module imports from behind the face of another room."""
    name = path.relative_to(PACKAGE).as_posix()
    own = name.split("/")[0].removesuffix(".py")
    wrong = []
    for module, taken in imports(path):
        room, _, behind = module.partition(".")
        if room == own or room not in ROOMS or is_excused(name, module):
            continue
        if behind:
            wrong.append(f"{name} imports {taken} from geobrief.{module}: name it in geobrief/{room}/__init__.py")
        elif taken is not None and taken not in offered(room):
            wrong.append(f"{name} imports {taken} from geobrief.{room}, whose face does not have it")
    return wrong


def test_a_room_is_imported_through_its_face() -> None:
    assert [line for path in sorted(PACKAGE.rglob("*.py")) for line in past_the_face(path)] == []


def test_every_exception_is_still_needed() -> None:
    for name, room in PAST_THE_FACE:
        assert any(f"{module}.".startswith(f"{room}.") for module, _ in imports(PACKAGE / name)), (name, room)


@pytest.mark.parametrize("room", LAZY)
def test_a_face_says_the_same_to_python_to_the_type_checker_and_to_readers(room: str) -> None:
    listed, followed, table = named(room)
    lazily = {name: home for name, home in followed.items() if name in table}
    assert lazily == table
    assert set(table) <= listed <= offered(room)


@pytest.mark.parametrize("room", LAZY)
def test_no_name_of_a_face_is_that_of_a_module_which_would_hide_it_once_imported(room: str) -> None:
    modules = {
        path.stem for path in (PACKAGE / room).iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert not set(named(room)[2]) & modules


@pytest.mark.parametrize("room", LAZY)
def test_every_name_of_a_face_is_there_and_another_is_none(room: str) -> None:
    face = import_module(f"geobrief.{room}")
    for name in sorted(named(room)[0]):
        assert getattr(face, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = face.no_such_name
