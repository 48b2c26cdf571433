"""Imports point one way: the table in docs/flow.md, read off the code."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "geobrief"

LAYERS = [
    {"version"},
    {"model"},
    {"errors"},
    {"faces"},
    {"plugins", "atomic", "bounds", "schema", "workers", "cache", "coded", "shelf", "reasons"},
    {"text"},
    {"cartography"},
    {"articles", "gazetteer"},
    {"citations", "web"},
    {"mentions"},
    {"places"},
    {"explain"},
    {"dates"},
    {"events"},
    {"engines"},
    {"brief"},
    {"reading"},
    {"map"},
    {"export"},
    {"pipeline"},
    {"archive", "stream"},
    {"recipes"},
    {"assist", "review"},
    {"serve"},
    {"cli"},
    {"__main__"},
]
"""From the bottom up: a module may import what stands in an earlier row, and its own room."""

FETCHING = {"cli/assist.py", "cli/collect.py", "cli/fetching.py"}
"""The commands that reach the network, when they are asked to."""

UPWARDS = {
    ("brief/record.py", "export"): "Brief.save and Brief.to_geodataframe call the stages after it, at call time",
    ("brief/record.py", "map"): "Brief.to_folium and the notebook call the stage after it, at call time",
    ("__init__.py", "*"): "the public face names everything and imports nothing before it is used",
}
"""The exceptions, each with its reason."""


def rank(room: str) -> int:
    """Return the row in which a room stands."""
    for row, rooms in enumerate(LAYERS):
        if room in rooms:
            return row
    raise AssertionError(f"{room} stands in no row of the table: give it one")


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms of geobrief that a module imports, anywhere in it."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "geobrief":
            parts = node.module.split(".")
            rooms |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            rooms |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("geobrief.")}
    return rooms


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_stands_below_it(path):
    name = path.relative_to(PACKAGE).as_posix()
    room = name.split("/")[0].removesuffix(".py")
    if room == "__init__":
        return
    for other in imported_rooms(path) - {room}:
        if (name, other) not in UPWARDS:
            assert rank(other) < rank(room), f"{name} imports {other}, which stands above it"


def test_only_commands_that_fetch_import_what_fetches():
    """Whatever ``build`` runs through stays offline because it cannot reach the room that is not."""
    fetching = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if "web" in imported_rooms(path)}
    assert {name for name in fetching if not name.startswith(("web/", "assist/"))} == FETCHING


def test_only_its_command_imports_the_assistants_room():
    asking = {
        path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if "assist" in imported_rooms(path)
    }
    assert {name for name in asking if not name.startswith("assist/")} == {"cli/assist.py"}


def test_every_exception_is_still_needed():
    for name, other in UPWARDS:
        if other != "*":
            assert other in imported_rooms(PACKAGE / name), f"{name} no longer imports {other}"


def test_the_records_between_the_stages_import_nothing_of_ours():
    assert imported_rooms(PACKAGE / "model.py") == set()
