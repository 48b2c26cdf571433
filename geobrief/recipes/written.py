"""Tables → TOML, as ``overrides.toml`` is written: by hand, by the page, and by the review server the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a surrogate pair: neither TOML nor UTF-8 can hold one."""
_HIDDEN = re.compile('["\\\\\x00-\x1f\x7f]')

ABOUT = "# Corrections of a brief; geobrief build --overrides reads this file, and so does a recipe that names it."
"""The first line of a file of overrides."""


def toml(overrides: Mapping[str, Any]) -> str:
    """Return the text of ``overrides.toml``: single values first, then the tables, then the corrections."""
    return "\n".join([ABOUT, *_lines(overrides)]) + "\n"


def _lines(overrides: Mapping[str, Any]) -> Iterator[str]:
    for key, value in overrides.items():
        if not _is_table(value) and not _is_tables(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in overrides.items():
        if _is_table(value):
            yield ""
            yield f"[{_key(key)}]"
            yield from (f"{_key(name)} = {_value(item)}" for name, item in value.items())
    for key, value in overrides.items():
        if _is_tables(value):
            for item in value:
                yield ""
                yield f"[[{_key(key)}]]"
                yield from (f"{_key(name)} = {_value(one)}" for name, one in item.items())


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and all(map(_is_table, value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:  # noqa: PLR0911  # a line for each sort of value
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return str(value)
        case float():
            return repr(int(value)) + ".0" if value == int(value) else repr(value)
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            raise TypeError(f"TOML has no {type(value).__name__}")


def _text(text: str) -> str:
    text = _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
    return '"' + _HIDDEN.sub(lambda found: _ESCAPES.get(found.group(), f"\\u{ord(found.group()):04X}"), text) + '"'
