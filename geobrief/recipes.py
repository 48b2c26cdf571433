"""A map recipe or a configuration file → what to build from what.

A recipe (``maps/NAME.toml``) names its inputs and outputs, relative to itself. ``geobrief.toml`` has the same keys
without inputs and gives what the command line leaves out.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geobrief.errors import RecipeError

_TEXTS = ("title", "marking", "prepared_for", "language")
_LISTS = ("inputs", "outputs")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a file says about a build; None and empty where it is silent."""

    path: str
    inputs: tuple[str, ...] = ()
    """Paths as they can be opened from the current folder."""
    outputs: tuple[str, ...] = ()
    title: str | None = None
    marking: str | None = None
    prepared_for: str | None = None
    language: str | None = None
    workers: int | None = None


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
    known = {*_TEXTS, *_LISTS, "workers"}
    unknown = sorted(set(data) - known)
    if unknown:
        raise RecipeError(str(path), f"no build understands {unknown[0]!r}; use {', '.join(sorted(known))}")
    return _recipe(path, data)


def _recipe(path: Path, data: dict[str, Any]) -> Recipe:
    for key in _TEXTS:
        if not isinstance(data.get(key, ""), str):
            raise RecipeError(str(path), f"{key} must be a text in quotes")
    for key in _LISTS:
        items = data.get(key, [])
        if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
            raise RecipeError(str(path), f"{key} must be a list of paths in quotes")
    workers = data.get("workers")
    if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
        raise RecipeError(str(path), "workers must be a whole number from 1")
    return Recipe(
        path=str(path),
        inputs=tuple(str(path.parent / item) for item in data.get("inputs", [])),
        outputs=tuple(str(path.parent / item) for item in data.get("outputs", [])),
        workers=workers,
        **{key: data[key] for key in _TEXTS if data.get(key)},
    )
