"""A map recipe or a configuration file → what to build from what.

A recipe (``maps/NAME.toml``) names its inputs and outputs, relative to itself. ``geobrief.toml`` has the same keys
without inputs and gives what the command line leaves out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from geobrief.errors import RecipeError
from geobrief.export.options import ExportOptions

_LISTS = ("inputs", "outputs")
_NUMBERS = ("width", "height", "dpi")
WISHES = tuple(item.name for item in fields(ExportOptions))
"""Keys that are wishes for the outputs, as :class:`ExportOptions` has them."""
_KNOWN = frozenset({"title", "workers", *_LISTS, *WISHES})


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a file says about a build; None and empty where it is silent."""

    path: str = ""
    inputs: tuple[str, ...] = ()
    """Paths as they can be opened from the current folder."""
    outputs: tuple[str, ...] = ()
    title: str | None = None
    workers: int | None = None
    wishes: Mapping[str, str | int] = field(default_factory=dict)
    """Values for fields of :class:`ExportOptions`."""


def read_recipe(path: Path) -> Recipe:
    """Read a recipe or a configuration file.

    Raises:
        RecipeError: The file is missing, is no TOML, or says something that no build understands.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RecipeError(str(path), f"it cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(str(path), f"this is not TOML: {error}") from error
    unknown = sorted(set(data) - _KNOWN)
    if unknown:
        raise RecipeError(str(path), f"no build understands {unknown[0]!r}; use {', '.join(sorted(_KNOWN))}")
    _check(path, data)
    return Recipe(
        path=str(path),
        inputs=_beside(path, data.get("inputs", [])),
        outputs=_beside(path, data.get("outputs", [])),
        title=data.get("title") or None,
        workers=data.get("workers"),
        wishes=_wishes(path, data),
    )


def _check(path: Path, data: Mapping[str, Any]) -> None:
    for key, value in data.items():
        if key in _LISTS:
            right = isinstance(value, list) and all(isinstance(item, str) and item for item in value)
            wanted = "a list of paths in quotes"
        elif key in _NUMBERS or key == "workers":
            right = isinstance(value, int) and not isinstance(value, bool) and value >= 1
            wanted = "a whole number from 1"
        else:
            right, wanted = isinstance(value, str), "a text in quotes"
        if not right:
            raise RecipeError(str(path), f"{key} must be {wanted}")


def _wishes(path: Path, data: Mapping[str, Any]) -> dict[str, str | int]:
    wishes = {key: data[key] for key in WISHES if data.get(key)}
    if "template" in wishes:
        wishes["template"] = str(path.parent / wishes["template"])
    return wishes


def _beside(path: Path, items: list[str]) -> tuple[str, ...]:
    return tuple(str(path.parent / item) for item in items)
