"""The records of ``geobrief.model`` as JSON and back, by their own declarations.

A record is the list of its fields, a tuple a list, a day a text. Records of some types stand once in a table and are
pointed to by number: the places of an article's names are few, and named often. Nothing is made but these records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from geobrief.model import Mention, Place, Sentence

SHARED: tuple[type, ...] = (Place, Mention, Sentence)
"""Records that stand once each, in the order in which one may hold another's number."""

Record = TypeVar("Record")


def encode(value: object) -> str:
    """Return records, and tuples of them, as text: the same records give the same text."""
    tables: dict[type, dict[Any, int]] = {kind: {} for kind in SHARED}
    rows: dict[type, list[Any]] = {kind: [] for kind in SHARED}
    body = _encoded(value, tables, rows)
    return json.dumps([body, *(rows[kind] for kind in SHARED)], ensure_ascii=False, separators=(",", ":"))


def _encoded(value: Any, tables: dict[type, dict[Any, int]], rows: dict[type, list[Any]]) -> Any:  # noqa: ANN401
    kind = type(value)
    if kind in (str, int, float, bool, NoneType):
        return value
    if kind is tuple or kind is list:
        return [_encoded(item, tables, rows) for item in value]
    if kind is date:
        return value.isoformat()
    names = _names(kind)  # type: ignore[arg-type]  # every type has a hash
    if kind not in tables:
        return [_encoded(getattr(value, name), tables, rows) for name in names]
    number = tables[kind].get(value)
    if number is None:
        row = [_encoded(getattr(value, name), tables, rows) for name in names]
        number = tables[kind][value] = len(rows[kind])
        rows[kind].append(row)
    return number


@cache
def _names(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no record")
    return tuple(item.name for item in fields(kind))


def decode(kind: type[Record], text: str) -> tuple[Record, ...]:
    """Return a tuple of records of one type from their text.

    Raises:
        ValueError: The text is none that :func:`encode` wrote of such records.
    """
    try:
        body, *rows = json.loads(text)
        tables: dict[type, list[Any]] = {}
        # Sentences first: a mention points to one.
        for shared, own in reversed(list(zip(SHARED, rows, strict=True))):
            make = _maker(shared)
            tables[shared] = [make(row, tables) for row in own]
        read = _reader(kind)  # type: ignore[arg-type]  # as above
        return tuple(read(item, tables) for item in body)
    except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"these are no records: {type(error).__name__}") from error


_Read = Callable[[Any, dict[type, list[Any]]], Any]


@cache
def _maker(kind: type) -> _Read:
    hints = get_type_hints(kind)
    readers = tuple(_reader(hints[name]) for name in _names(kind))

    def make(row: Any, tables: dict[type, list[Any]]) -> Any:  # noqa: ANN401
        return kind(*[read(item, tables) for read, item in zip(readers, row, strict=True)])

    return make


@cache
def _reader(hint: Any) -> _Read:  # noqa: ANN401  # whatever a field may be declared as
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional(next(_reader(item) for item in get_args(hint) if item is not NoneType))
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin is Literal:
        return _one_of(get_args(hint))
    return _one(hint)


def _one(kind: Any) -> _Read:  # noqa: ANN401
    if kind in SHARED:
        return lambda value, tables: tables[kind][_at(value)]
    if is_dataclass(kind):
        return _maker(kind)  # type: ignore[arg-type]  # a type, as is_dataclass of a hint is
    if kind is date:
        return lambda value, _: date.fromisoformat(value)
    if kind in (str, int, float, bool):
        return _plain(kind)
    raise TypeError(f"a record cannot hold {kind}")


def _at(value: Any) -> int:  # noqa: ANN401
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _plain(kind: type) -> _Read:
    allowed = (int, float) if kind is float else (kind,)

    def read(value: Any, _: Any) -> Any:  # noqa: ANN401
        if type(value) not in allowed:
            raise TypeError
        return value

    return read


def _optional(inner: _Read) -> _Read:
    return lambda value, tables: None if value is None else inner(value, tables)


def _one_of(words: Iterable[Any]) -> _Read:
    known = {word: word for word in words}
    return lambda value, _: known[value]


def _tuple(parts: tuple[Any, ...]) -> _Read:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value, tables: tuple([each(item, tables) for item in value])
    readers = tuple(_reader(part) for part in parts)
    return lambda value, tables: tuple([read(item, tables) for read, item in zip(readers, value, strict=True)])
