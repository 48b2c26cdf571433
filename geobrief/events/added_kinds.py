"""Files of kinds of event that a package or a recipe adds → records, checked key by key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geobrief.errors import RecipeError, did_you_mean

if TYPE_CHECKING:
    from geobrief.events.kinds import EventKind

_KEYS = {
    "key": str, "label": str, "phrase": str, "family": str, "symbol": str, "physical": bool, "weak": bool,
    "plover_type": str, "plover_mode": str, "acled_event_type": str, "acled_sub_event_type": str, "words": list,
    "confidence": float,
}  # fmt: skip
_NEEDED = ("key", "label", "phrase", "family")
_FAMILY = ("key", "label", "colour")
_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def added_kinds(bundled: Mapping[str, EventKind], files: Sequence[Path]) -> dict[str, EventKind]:
    """Return the bundled kinds and, after them, those of the files.

    Raises:
        RecipeError: A file cannot be read, or says what no kind can be.
    """
    kinds = dict(bundled)
    families = {kind.family: (kind.family_label, kind.colour) for kind in bundled.values()}
    for path in files:
        table = _table(path)
        for row in _rows(path, table, "family"):
            families[_checked_family(path, row, families)] = (row["label"], row["colour"])
        for row in _rows(path, table, "kind"):
            kind = _kind(path, row, kinds, families)
            kinds[kind.key] = kind
    return kinds


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RecipeError(str(path), f"the kinds of event cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise RecipeError(str(path), f"this is not TOML: {error}") from error
    unknown = sorted(set(table) - {"kind", "family", "version"})
    if unknown or not table.get("kind"):
        said = f"{unknown[0]!r} is not known here" if unknown else "there is no [[kind]] in it"
        raise RecipeError(str(path), f"{said}; a file of kinds has [[kind]] and, for new colours, [[family]]")
    return table


def _rows(path: Path, table: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RecipeError(str(path), f"write each {name} as [[{name}]]")
    return rows


def _checked_family(path: Path, row: Mapping[str, Any], families: Mapping[str, object]) -> str:
    missing = [key for key in _FAMILY if not isinstance(row.get(key), str)]
    if missing:
        raise RecipeError(str(path), f"a [[family]] needs {missing[0]} as a text in quotes")
    if row["key"] in families:
        raise RecipeError(str(path), f"there is a family {row['key']!r} already; use it, or give another key")
    if not _COLOUR.fullmatch(row["colour"].lower()):
        raise RecipeError(str(path), f"{row['colour']!r} is no colour; write it as #1c5b77")
    return str(row["key"])


def _kind(
    path: Path,
    row: Mapping[str, Any],
    kinds: Mapping[str, EventKind],
    families: Mapping[str, tuple[str, str]],
) -> EventKind:
    from geobrief.events.kinds import EventKind  # noqa: PLC0415  # that module calls this one

    _check(path, row, kinds, families)
    like = next((kind for kind in kinds.values() if kind.family == row["family"]), kinds["statement"])
    label, colour = families[row["family"]]
    return EventKind(
        key=row["key"],
        label=row["label"],
        phrase=row["phrase"],
        family=row["family"],
        family_label=label,
        colour=colour,
        symbol=row.get("symbol", like.symbol),
        weight=like.weight if like.family == row["family"] else None,
        physical=row.get("physical", False),
        weak=row.get("weak", False),
        plover_type=row.get("plover_type", "OTHER"),
        plover_mode=row.get("plover_mode"),
        acled_event_type=row.get("acled_event_type"),
        acled_sub_event_type=row.get("acled_sub_event_type"),
        case_2021="OTHER",
        words=tuple(row.get("words", ())),
        confidence=float(row.get("confidence", 0.5)),
    )


def _check(
    path: Path, row: Mapping[str, Any], kinds: Mapping[str, EventKind], families: Mapping[str, tuple[str, str]]
) -> None:
    """Raise what is wrong with a kind; its key stands in the message."""
    name = repr(row.get("key", "without a key"))
    for key, value in row.items():
        if key not in _KEYS:
            raise RecipeError(str(path), f"the kind {name}: {key!r} is not known{did_you_mean(key, _KEYS)}")
        wanted = (int, float) if _KEYS[key] is float else _KEYS[key]
        if not isinstance(value, wanted):
            raise RecipeError(str(path), f"the kind {name}: {key} must be a {_KEYS[key].__name__}")
    reason = _wrong(row, kinds, families)
    if reason:
        raise RecipeError(str(path), f"the kind {name}: {reason}")


def _wrong(
    row: Mapping[str, Any], kinds: Mapping[str, EventKind], families: Mapping[str, tuple[str, str]]
) -> str | None:
    symbols = sorted({kind.symbol for kind in kinds.values()})
    words = row.get("words", [])
    checks = (
        (any(key not in row for key in _NEEDED), f"it needs {', '.join(_NEEDED)}"),
        (not _KEY.fullmatch(row.get("key", "")), "its key must be small letters, digits and _"),
        (row.get("key") in kinds, "there is a kind of this key already"),
        (row.get("family") not in families, f"there is no such family; there are {', '.join(families)}"),
        (row.get("symbol", symbols[0]) not in symbols, f"there is no such symbol; there are {', '.join(symbols)}"),
        (not 0 <= row.get("confidence", 0.5) <= 1, "its confidence must lie between 0 and 1"),
        (not all(isinstance(word, str) and word.strip("* ") for word in words), "words must be texts in quotes"),
    )
    return next((reason for is_wrong, reason in checks if is_wrong), None)
