"""A map recipe or a configuration file → what to build from what.

A recipe (``maps/NAME.toml``) names its inputs and outputs, relative to itself. ``geobrief.toml`` has the same keys
without inputs and gives what the command line leaves out. ``recipe.schema.json`` says the same to editors; it is made
from :data:`KEYS`.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from geobrief.bounds import read_file
from geobrief.brief import Overrides, WantedTexts
from geobrief.errors import RecipeError, did_you_mean
from geobrief.events import KIND_FILES as KINDS
from geobrief.events import event_kinds
from geobrief.export import ExportOptions
from geobrief.map import is_font_file
from geobrief.recipes.override_keys import FINDINGS_SCHEMA
from geobrief.recipes.override_keys import SCHEMA as _OVERRIDES
from geobrief.recipes.override_table import read_findings
from geobrief.recipes.override_table import read_overrides as read_overrides
from geobrief.recipes.written import toml as toml
from geobrief.workers import AUTO, processors


class Key(NamedTuple):
    """What a recipe may say under one name."""

    sort: str
    """Of its value: one of :data:`SORTS`."""
    about: str
    """In a sentence, for editors and for the recipe that ``geobrief init`` writes."""
    choices: tuple[str, ...] = ()


SORTS: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "paths": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "number": {"type": "integer", "minimum": 1},
    "workers": {"oneOf": [{"type": "integer", "minimum": 1}, {"const": AUTO}]},
    "flag": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "day": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "extent": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    "findings": FINDINGS_SCHEMA,
    "overrides": {"anyOf": [{"type": "string", "minLength": 1}, _OVERRIDES]},
    "gazetteer": {
        "type": "object",
        "properties": {"layers": {"type": "array", "items": {"type": "string", "minLength": 1}}},
        "additionalProperties": False,
    },
}
"""Kinds of value, as JSON Schema says them."""

_MOST_BYTES = 20_000_000
"""Of a recipe: tens of thousands of overrides take less."""

_WANTED = {
    "text": "a text in quotes",
    "paths": "a list of paths in quotes",
    "number": "a whole number from 1",
    "workers": f'a whole number from 1, or "{AUTO}"',
    "flag": "true or false",
    "date": "a day written YYYY-MM-DD",
    "day": "a day written YYYY-MM-DD, without a time",
    "extent": "a list of four numbers: west, south, east, north",
    "findings": "a table",
    "overrides": "a table, or the path of a file of overrides",
    "gazetteer": 'a table with a list: layers = ["camps.csv"]',
}

KEYS: Mapping[str, Key] = {
    "title": Key("text", "Title of the brief; its first finding and main place if left out."),
    "inputs": Key("paths", "Articles: files, folders and globs, relative to this file."),
    "outputs": Key("paths", "Files to make, relative to this file; the suffix chooses the format."),
    "audience": Key("text", "Who reads it: one page, or page, Word and slides, or layers and tables, beside the outputs.", ("minister", "desk", "gis")),
    "marking": Key("text", 'Handling marking on every page, such as "TLP:AMBER".'),
    "issued": Key("day", "Day on which the brief is issued; never taken from the clock."),
    "prepared_by": Key("text", "Who made the brief, for the title block and the properties of documents."),
    "prepared_for": Key("text", "For whom the brief is made, for the title block."),
    "organisation": Key("text", "In whose name boundaries are disclaimed."),
    "version": Key("text", "The version of the brief, for the title block."),
    "worldview": Key("text", "Whose borders are drawn.", ("default", "de-facto")),
    "language": Key("text", "Language of the words around the texts.", ("en", "fr")),
    "extent": Key("extent", "West, south, east, north in degrees: what the map opens on instead of the story's part of the world."),
    "accent": Key("text", "A house's colour, such as #1c5b77: links and buttons, rule and locator of pictures."),
    "logo": Key("text", "PNG or JPEG beside the title of pages, slides and pictures, relative to this file."),
    "font": Key("text", "Name of a font family, or a .ttf or .otf file relative to this one, which the .html then carries."),
    "paper": Key("text", "Of .pdf and .docx.", ("A4", "Letter")),
    "template": Key("text", "A .docx or .pptx whose styles are taken over, relative to this file."),
    "slides": Key("text", "A .pptx for the slides, where template is a .docx, relative to this file."),
    "picture": Key("text", "Picture of the map that a .md shows."),
    "width": Key("number", "Of .png and .svg, in pixels at 96 dots an inch."),
    "height": Key("number", "See width."),
    "dpi": Key("number", "Dots an inch of .png."),
    "address": Key("text", "Where the .html will be published, for link previews and .oembed.json."),
    "hxl": Key("flag", "Whether the tables in CSV have a second row of HXL tags."),
    "complete": Key("flag", "Whether documents tell all events of a long brief, not those that weigh most."),
    "max_events": Key("number", "Events on one .html; a brief with more becomes several pages, which it lists."),
    "split": Key("text", "By what pages are split.", ("time", "region")),
    "date": Key("date", "Publication date (YYYY-MM-DD) of the articles that give none."),
    "workers": Key("workers", "Processes that read articles; auto for one a processor."),
    "engine": Key("text", "What understands the articles, where a package brings another engine than the bundled one."),
    "kinds": Key("paths", "Files of kinds of event of your own, relative to this file."),
    "texts": Key("text", "How much of the articles the brief carries, to be read beside the map.", ("none", "cited", "full")),
    "gazetteer": Key("gazetteer", "Layers of places of your own: files relative to this one, or names of imports; none other counts."),
    "findings": Key("findings", "What comes first in the brief: order, words, and what is no finding."),
    "overrides": Key("overrides", "What an analyst knows better than the machine, here or in a file of its own such as overrides.toml."),
}  # fmt: skip
"""Everything that a recipe may say, in the order in which a reader wants to know it."""

WISHES = tuple(item.name for item in fields(ExportOptions))
"""Keys that are wishes for the outputs, as :class:`ExportOptions` has them."""

_FILES = ("template", "slides", "logo")
"""Wishes that name a file beside the recipe."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a file says about a build; None and empty where it is silent."""

    path: str = ""
    inputs: tuple[str, ...] = ()
    """Paths as they can be opened from the current folder."""
    outputs: tuple[str, ...] = ()
    audience: str | None = None
    """Whose pack of outputs is made, beside those that are named."""
    title: str | None = None
    date: dt.date | None = None
    """The publication date of articles that give none."""
    workers: int | None = None
    engine: str | None = None
    """Name of an engine, or None for the bundled one."""
    layers: tuple[str, ...] | None = None
    """Files of places and names of imports that lie over the bundled gazetteer; None where nothing is said of them."""
    texts: WantedTexts | None = None
    """How much of the articles the brief carries; None where nothing is said of it."""
    overrides: Overrides | None = None
    """What an analyst set by hand, or None."""
    wishes: Mapping[str, Any] = field(default_factory=dict)
    """Values for fields of :class:`ExportOptions`."""


def recipe_schema() -> dict[str, Any]:
    """Return the JSON Schema of a recipe."""
    properties = {}
    for name, key in KEYS.items():
        choices = {"enum": list(key.choices)} if key.choices else {}
        properties[name] = {"description": key.about, **SORTS[key.sort], **choices}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A map recipe of geobrief",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def read_recipe(path: Path, *, begun: bool = True) -> Recipe:
    """Read a recipe or a configuration file, and the file of overrides that it names.

    Args:
        path: The file.
        begun: Whether the file of overrides must be there: a review begins it.

    Raises:
        RecipeError: A file is missing, is no TOML, or says something that no build understands.
    """
    data = _toml_of(path)
    unknown = sorted(set(data) - set(KEYS))
    if unknown:
        near = did_you_mean(unknown[0], KEYS) or f"; use {', '.join(sorted(KEYS))}"
        raise RecipeError(str(path), f"no build understands {unknown[0]!r}{near}")
    for name, value in data.items():
        _check(path, name, value)
    _use_kinds(path, data.get("kinds", []))
    return Recipe(
        path=str(path),
        inputs=_beside(path, data.get("inputs", [])),
        outputs=_beside(path, data.get("outputs", [])),
        audience=data.get("audience") or None,
        title=data.get("title") or None,
        date=as_date(data["date"]) if "date" in data else None,
        workers=processors() if data.get("workers") == AUTO else data.get("workers"),
        engine=data.get("engine") or None,
        layers=_layers(path, data["gazetteer"]["layers"]) if "gazetteer" in data else None,
        texts=data.get("texts"),
        overrides=_overrides(path, data, begun=begun),
        wishes=_wishes(path, data),
    )


def _layers(path: Path, layers: list[str]) -> tuple[str, ...]:
    """Files beside the recipe as they can be opened from here; what is no file is the name of an import."""
    return tuple(str(path.parent / item) if Path(item).suffix else item for item in layers)


def _use_kinds(path: Path, files: list[str]) -> None:
    """Make the kinds of a recipe known to this process, and to those that it starts to read articles."""
    if files:
        os.environ[KINDS] = os.pathsep.join(str((path.parent / file).resolve()) for file in files)
        event_kinds()  # what is wrong with them is said before the work


def _toml_of(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text_of(path))
    except OSError as error:
        raise RecipeError(str(path), f"it cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:  # what is no TOML or no UTF-8, numbers without an end, deep nesting
        raise RecipeError(str(path), f"this is not TOML: {error}") from error


def read_overrides_file(path: Path) -> Overrides:
    """Read a file of overrides: what stands under ``[overrides]`` in a recipe, without that word.

    Raises:
        RecipeError: The file is missing, is no TOML, or says something that is not understood.
    """
    data = _toml_of(path)
    return read_overrides(str(path), data["overrides"] if set(data) == {"overrides"} else data)


def _text_of(path: Path) -> str:
    try:
        return read_file(path, _MOST_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise
    except ValueError as error:
        raise RecipeError(str(path), str(error)) from error


def _overrides(path: Path, data: Mapping[str, Any], *, begun: bool) -> Overrides | None:
    """What an analyst set by hand: the table of overrides, and that of the findings."""
    given = data.get("overrides")
    overrides = None
    if isinstance(given, str):
        file = path.parent / given
        overrides = read_overrides_file(file) if begun or file.exists() else Overrides(path=str(file))
    elif given is not None:
        overrides = read_overrides(str(path), given)
    if "findings" not in data:
        return overrides
    reviewer = given.get("reviewer") if isinstance(given, dict) else None
    wishes = read_findings(str(path), data["findings"], reviewer)
    return replace(overrides or Overrides(path=str(path)), findings=wishes)


def _check(path: Path, name: str, value: object) -> None:
    key = KEYS[name]
    read = {"date": as_date, "day": _day, "gazetteer": _has_layers}.get(key.sort)
    if not (read(value) if read else _is(key.sort, value)):
        raise RecipeError(str(path), f"{name} must be {_WANTED[key.sort]}")
    if key.choices and value not in key.choices:
        raise RecipeError(str(path), f"{name} must be {' or '.join(key.choices)}, not {value!r}")


def _has_layers(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"layers"} and _is("paths", value["layers"])


def _is(sort: str, value: object) -> bool:
    match sort:
        case "paths":
            return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        case "extent":
            return isinstance(value, list) and len(value) == 4 and all(map(_is_finite, value))
        case "number" | "workers":
            return (type(value) is int and value >= 1) or (sort == "workers" and value == AUTO)
        case "flag":
            return isinstance(value, bool)
        case "overrides" | "findings":
            named = sort == "overrides" and isinstance(value, str) and bool(value)
            return named or isinstance(value, dict)  # what is in it is read, and checked, by its own reader
        case _:
            return isinstance(value, str)


def as_date(value: object) -> dt.date | None:
    """A day of TOML, or "2024-06-03" → the day; None for anything else."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _day(value: object) -> dt.date | None:
    """The same for a day that has no time: a brief is issued on one, wherever it is read."""
    return None if isinstance(value, dt.datetime) else as_date(value)


def _is_finite(value: object) -> bool:
    """Whether a value is a number that a float can hold; whole numbers in TOML have no end."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _wishes(path: Path, data: Mapping[str, Any]) -> dict[str, Any]:
    # An empty text says nothing, but false does: geobrief.toml may say true.
    wishes = {key: data[key] for key in WISHES if data.get(key, "") != ""}
    files = [*_FILES, *(["font"] if is_font_file(wishes.get("font", "")) else [])]
    wishes |= {key: str(path.parent / wishes[key]) for key in files if key in wishes}
    wishes |= {key: _day(wishes[key]) for key in wishes if KEYS[key].sort == "day"}
    if "extent" in wishes:
        wishes["extent"] = tuple(wishes["extent"])
    return wishes


def _beside(path: Path, items: list[str]) -> tuple[str, ...]:
    return tuple(str(path.parent / item) for item in items)
