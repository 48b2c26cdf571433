"""JSON Schema, as much of it as our own schemas use: whether a document fits, and if not, where it does not.

A schema becomes a function once; a word of JSON Schema that is not known here is refused when that happens, so that a
schema cannot say more than is checked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

Check = Callable[[Any], None]

_LONGEST_SHOWN = 60
_SURROGATE = re.compile("[\ud800-\udfff]")

_ANNOTATIONS = frozenset(("$schema", "$id", "$defs", "title", "description"))


class InvalidError(ValueError):
    """A document does not fit. The message says where, as ``events[3].when.start``, and what it must be."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path: list[str | int] = []
        """From the inside out."""

    def __str__(self) -> str:
        where = ""
        for step in reversed(self.path):
            if isinstance(step, int):
                where += f"[{step}]"
            elif re.fullmatch(r"\w{1,40}", step):
                where += f".{step}" if where else step
            else:
                where += f"[{_shown(step)}]"
        return f"{where or 'the document'} {self.reason}"


def checker(schema: Mapping[str, Any]) -> Check:
    """Return what raises :class:`InvalidError` for a document that does not fit a schema."""
    return _Compiler(schema).whole()


class _Compiler:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._defined: dict[str, Check] = {}

    def whole(self) -> Check:
        return self._compile(self._schema)

    def _compile(self, schema: Mapping[str, Any]) -> Check:
        if "$ref" in schema:
            return self._reference(schema["$ref"])
        checks: list[Check] = []
        if "type" in schema:
            checks.append(partial(_type, _as_list(schema["type"])))
        for word, value in schema.items():
            if word in _ANNOTATIONS or word in {"type", "required", "additionalProperties"}:
                continue
            checks.append(self._word(word, value, schema))
        if "properties" not in schema and ("required" in schema or "additionalProperties" in schema):
            checks.append(self._properties({}, schema))
        return partial(_all, tuple(checks)) if len(checks) != 1 else checks[0]

    def _word(self, word: str, value: Any, schema: Mapping[str, Any]) -> Check:  # noqa: ANN401  # whatever JSON holds
        if word == "properties":
            return self._properties(value, schema)
        if word == "items":
            return partial(_items, self._compile(value))
        if word in {"anyOf", "oneOf"}:
            return partial(_any_of, tuple((_types_of(one), self._compile(one)) for one in value))
        if word == "propertyNames":
            return partial(_names, self._compile(value))
        if word == "pattern":
            return partial(_pattern, re.compile(value))
        if word not in _WORDS:
            raise ValueError(f"{word} is a word of JSON Schema that is not checked here")
        return partial(_WORDS[word], value)

    def _properties(self, properties: Mapping[str, Any], schema: Mapping[str, Any]) -> Check:
        checks = {name: self._compile(held) for name, held in properties.items()}
        others = schema.get("additionalProperties", True)
        other = self._compile(others) if isinstance(others, Mapping) else None
        return partial(_object, checks, tuple(schema.get("required", ())), other, others is False)

    def _reference(self, name: str) -> Check:
        if name not in self._defined:
            found: Any = self._schema
            for step in name.removeprefix("#/").split("/"):
                found = found[step]
            self._defined[name] = _all_nothing  # while it is made: none of ours refers to itself
            self._defined[name] = self._compile(found)
        return self._defined[name]


def _all(checks: tuple[Check, ...], value: object) -> None:
    for check in checks:
        check(value)


def _all_nothing(value: object) -> None:
    raise ValueError(f"a schema that refers to itself is not checked here ({_shown(value)})")


_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list, tuple),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_CALLED = {
    "object": "an object", "array": "a list", "string": "a text", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "null",
}  # fmt: skip


def _type(wanted: Sequence[str], value: object) -> None:
    for name in wanted:
        if isinstance(value, _TYPES[name]) and (not isinstance(value, bool) or name == "boolean"):
            break
    else:
        raise InvalidError(f"must be {' or '.join(_CALLED[name] for name in wanted)}, and is {_shown(value)}")
    if isinstance(value, str):
        if not value.isascii() and _SURROGATE.search(value):
            raise InvalidError("holds half of a sign (a lone surrogate), which no file can hold")
    elif isinstance(value, int | float) and not _is_finite(value):
        raise InvalidError("is a number beyond all bounds")


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _object(
    checks: Mapping[str, Check], required: Sequence[str], other: Check | None, closed: bool, value: object
) -> None:
    if not isinstance(value, dict):
        return
    for name in required:
        if name not in value:
            raise InvalidError(f"lacks {name!r}")
    for name, held in value.items():
        check = checks.get(name, other)
        if check is not None:
            try:
                check(held)
            except InvalidError as error:
                error.path.append(name)
                raise
        elif closed:
            raise InvalidError(f"has {_shown(name)}, which nothing understands")


def _names(check: Check, value: object) -> None:
    for name in value if isinstance(value, dict) else ():
        try:
            check(name)
        except InvalidError as error:
            raise InvalidError(f"has a name that {error.reason}") from None


def _items(check: Check, value: object) -> None:
    if isinstance(value, list | tuple):
        for number, item in enumerate(value):
            try:
                check(item)
            except InvalidError as error:
                error.path.append(number)
                raise


def _any_of(choices: tuple[tuple[frozenset[str] | None, Check], ...], value: object) -> None:
    """Fit any of several; the reason is that of the one which fits farthest."""
    best: tuple[int, InvalidError] | None = None
    for types, check in choices:
        try:
            check(value)
        except InvalidError as error:
            of_its_type = types is None or any(isinstance(value, _TYPES[name]) for name in types)
            fits = 2 * len(error.path) + of_its_type
            if best is None or fits > best[0]:
                best = fits, error
        else:
            return
    if best is not None:
        raise best[1]


def _types_of(schema: Mapping[str, Any]) -> frozenset[str] | None:
    return frozenset(_as_list(schema["type"])) if "type" in schema else None


def _as_list(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _pattern(pattern: re.Pattern[str], value: object) -> None:
    if isinstance(value, str) and not pattern.search(value):
        raise InvalidError(f"must match {pattern.pattern}, and is {_shown(value)}")


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _enum(choices: Sequence[object], value: object) -> None:
    if not any(_same(choice, value) for choice in choices):
        raise InvalidError(f"must be one of {', '.join(map(str, choices))}, and is {_shown(value)}")


def _const(wanted: object, value: object) -> None:
    if not _same(wanted, value):
        raise InvalidError(f"must be {_shown(wanted)}, and is {_shown(value)}")


def _least(least: float, value: object) -> None:
    if isinstance(value, int | float) and not value >= least:
        raise InvalidError(f"must be {least} or more, and is {_shown(value)}")


def _most(most: float, value: object) -> None:
    if isinstance(value, int | float) and not value <= most:
        raise InvalidError(f"must be {most} or less, and is {_shown(value)}")


def _least_length(least: int, value: object) -> None:
    if isinstance(value, str) and len(value) < least:
        raise InvalidError("must not be empty")


def _fewest(fewest: int, value: object) -> None:
    if isinstance(value, list | tuple) and len(value) < fewest:
        raise InvalidError(f"must hold {fewest} or more, and holds {len(value)}")


def _most_items(most: int, value: object) -> None:
    if isinstance(value, list | tuple) and len(value) > most:
        raise InvalidError(f"must hold {most} or fewer, and holds {len(value)}")


def _unique(wanted: bool, value: object) -> None:
    if wanted and isinstance(value, list):
        seen = set()
        for item in map(repr, value):
            if item in seen:
                raise InvalidError(f"holds {item[:_LONGEST_SHOWN]} twice")
            seen.add(item)


def _format(name: str, value: object) -> None:
    if name == "date" and isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            raise InvalidError(f"must be a day as 2024-05-21, and is {_shown(value)}") from None


_WORDS: Mapping[str, Callable[[Any, Any], None]] = {
    "enum": _enum,
    "const": _const,
    "minimum": _least,
    "maximum": _most,
    "minLength": _least_length,
    "minItems": _fewest,
    "maxItems": _most_items,
    "uniqueItems": _unique,
    "format": _format,
}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    said = value if isinstance(value, str) else f"{value:.6g}" if isinstance(value, float) else _digits(value)
    said = said.encode("utf-8", "replace").decode()
    said = said if len(said) <= _LONGEST_SHOWN else said[:_LONGEST_SHOWN] + "…"
    return repr(said) if isinstance(value, str) else said


def _digits(value: object) -> str:
    # Python refuses to write numbers of many thousand digits.
    return "a number without end" if isinstance(value, int) and value.bit_length() > 1_000 else str(value)
