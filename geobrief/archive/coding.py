"""A reading ⇄ text: JSON in which every record is a list of its fields, and every place stands once."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from geobrief.model import Place, Reading

Decode = Callable[[Any, list[Place]], Any]


def encode(reading: Reading) -> str:
    """Return a reading as text."""
    places: dict[str, tuple[int, Place]] = {}
    told = _encoded(reading, places)
    table = [_encoded_fields(place, places) for _, place in places.values()]
    text = json.dumps([table, told], ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate, which only an escape can say
        return json.dumps([table, told], separators=(",", ":"))
    return text


def decode(text: str) -> Reading:
    """Return the reading that a text was made of.

    Raises:
        ValueError: It was made of none, or of one of another version.
    """
    try:
        table, told = json.loads(text)
        places: list[Place] = []
        for row in table:
            places.append(_record(Place)(row, places))  # a row may mean the ones before it
        reading: Reading = _decoder(Reading)(told, places)
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError(f"this is no reading that this version of geobrief knows ({error})") from error
    return reading


def _encoded(value: object, places: dict[str, tuple[int, Place]]) -> object:
    if isinstance(value, Place):
        return places.setdefault(value.id, (len(places), value))[0]
    if is_dataclass(value):
        return _encoded_fields(value, places)
    if isinstance(value, tuple):
        return [_encoded(item, places) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _encoded_fields(value: object, places: dict[str, tuple[int, Place]]) -> list[object]:
    kind: Any = type(value)
    return [_encoded(getattr(value, name), places) for name in _names(kind)]


@lru_cache(maxsize=64)
def _names(record: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(item.name for item in fields(record))


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> Decode:  # noqa: ANN401  # types are looked at
    """Return what makes a value of a type as the records are annotated with."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Place:
        return lambda value, places: places[value]
    if is_dataclass(kind):
        record: Any = kind
        return _record(record)
    if kind is date:
        return lambda value, _: date.fromisoformat(value)
    if origin is tuple:
        return _tuple(parts)
    if origin in (Union, types.UnionType):
        inner = _decoder(next(part for part in parts if part is not type(None)))
        return lambda value, places: None if value is None else inner(value, places)
    if origin is Literal or kind in (str, int, float, bool):
        return lambda value, _: value
    raise TypeError(f"a reading holds no {kind}")


@lru_cache(maxsize=64)
def _record(kind: Any) -> Decode:  # noqa: ANN401
    hints = get_type_hints(kind)
    inner = [_decoder(hints[name]) for name in _names(kind)]

    def made(value: Any, places: list[Place]) -> Any:  # noqa: ANN401
        if len(value) != len(inner):
            raise TypeError(f"{len(value)} fields of a {kind.__name__}")
        return kind(*[one(item, places) for one, item in zip(inner, value, strict=True)])

    return made


def _tuple(parts: tuple[Any, ...]) -> Decode:
    if len(parts) == 2 and parts[1] is Ellipsis:
        inner = _decoder(parts[0])
        return lambda value, places: tuple([inner(item, places) for item in value])
    every = [_decoder(part) for part in parts]
    return lambda value, places: tuple([one(item, places) for one, item in zip(every, value, strict=True)])
