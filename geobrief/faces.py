"""The face of a room: the names that other rooms may import from it, each imported when it is first asked for.

A room that is large or heavy names them twice in its ``__init__.py``: in an import that only a type checker follows, and
with their homes in the table given to :func:`face`. ``tests/test_faces.py`` holds one against the other, and every other
room to the face.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def face(room: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return a room's ``__getattr__``.

    Args:
        room: The room's module name, ``__name__``.
        homes: Module of the room → the names that it gives, in one text; ``name=local`` where the face calls it otherwise.
    """
    found: dict[str, tuple[str, str]] = {}
    for home, names in homes.items():
        for name in names.split():
            shown, _, own = name.partition("=")
            found[shown] = home, own or shown

    def get(name: str) -> object:
        if name not in found:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        home, own = found[name]
        return getattr(import_module(f"{room}.{home}"), own)

    return get
