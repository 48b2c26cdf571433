"""Why a name became a place, or none: records, and the sentences that they make in each language.

A reason is a record with a key and arguments; its words are the template of that key in ``en.json`` or another language's
file beside it. Several records make one sentence: an answer, then its grounds (": … and …"), then notes ("; …"), and an
answer behind all that (": …") is what a machine had said before somebody put it right. A template's ``{place}`` is a
name, ``{place:full}`` tells it from its namesakes ("Paris (city, Texas, US)"), ``{place:long}`` as lists have it
("Paris, Texas, US (city)").
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from geobrief.model import STATES, NamedPlace, Place, Reason, ReasonArgument

_BLANK = re.compile(r"\{(\w+)(?::(\w+))?\}")

Name = Callable[[NamedPlace], tuple[str, str]]
"""A place → its name and the word for its kind, in some language."""

Value = str | NamedPlace | Sequence[NamedPlace]


def answer(key: str, **arguments: Value) -> Reason:
    """Return the record of what was decided."""
    return Reason(key, "answer", _arguments(arguments))


def ground(key: str, **arguments: Value) -> Reason:
    """Return the record of why it was."""
    return Reason(key, "ground", _arguments(arguments))


def note(key: str, **arguments: Value) -> Reason:
    """Return the record of what else a reader must know of it."""
    return Reason(key, "note", _arguments(arguments))


def whole(because: str, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the records of a reason; of one whose records are missing or say less here, one with the words it has."""
    try:
        told = bool(reasons) and sentence(reasons) == because
    except KeyError:
        told = False
    return tuple(reasons) if told else (answer("words", text=because),)


def as_named(place: Place) -> NamedPlace:
    """Return a place as a reason names it."""
    return NamedPlace(place.kind, place.name, place.admin1 if place.admin1 != place.name else None, place.country)


def _arguments(given: Mapping[str, Value]) -> tuple[ReasonArgument, ...]:
    return tuple(
        ReasonArgument(name, text=value)
        if isinstance(value, str)
        else ReasonArgument(name, places=(value,) if isinstance(value, NamedPlace) else tuple(value))
        for name, value in given.items()
    )


@cache
def templates(language: str = "en") -> Mapping[str, Mapping[str, str]]:
    """Return the templates of a language, by key, with what joins them and what an area without a name is called."""
    found: dict[str, dict[str, str]] = json.loads(
        files("geobrief.reasons").joinpath(f"{language}.json").read_text("utf-8")
    )
    return found


def sentence(reasons: Sequence[Reason]) -> str:
    """Return the English sentence that records make.

    Raises:
        KeyError: A record is of a key that this version does not know.
    """
    return _sentence(reasons, templates(), _in_english)


def sentence_in(language: str, reasons: Sequence[Reason], otherwise: str, name: Name) -> str:
    """Return the sentence that records make in a language.

    Args:
        language: Its code.
        reasons: The records; there may be none.
        otherwise: The sentence in English, which stands where records are missing or not known here.
        name: What a place and its kind are called in the language.
    """
    if language == "en" or not reasons:
        return otherwise
    try:
        return _sentence(reasons, templates(language), name)
    except KeyError:
        return otherwise


def _sentence(reasons: Sequence[Reason], words: Mapping[str, Mapping[str, str]], name: Name) -> str:
    said, before = "", None
    for reason in reasons:
        if before is not None:
            said += words["joins"][_join(before, reason)]
        said += _clause(reason, words, name)
        before = reason
    return said


def _join(before: Reason, reason: Reason) -> str:
    if reason.role == "note":
        return "semicolon"
    return "and" if reason.role == before.role == "ground" else "colon"


def _clause(reason: Reason, words: Mapping[str, Mapping[str, str]], name: Name) -> str:
    """One record in words; what fills a blank is never searched for blanks."""
    given = {argument.name: argument for argument in reason.arguments}

    def filled(match: re.Match[str]) -> str:
        argument = given[match[1]]
        if argument.text is not None:
            return argument.text
        return _listed([_named(place, match[2], words, name) for place in argument.places], words["joins"])

    return _BLANK.sub(filled, words["reasons"][reason.key])


def _listed(names: Sequence[str], joins: Mapping[str, str]) -> str:
    return joins["and"].join(filter(None, (joins["comma"].join(names[:-1]), *names[-1:])))


def _named(place: NamedPlace, form: str | None, words: Mapping[str, Mapping[str, str]], name: Name) -> str:
    if place.name is None:
        return words["areas"][place.kind]
    called, kind = name(place)
    around = [part for part in (place.admin1, place.country) if part]
    if form == "full":
        return f"{called} ({', '.join([kind, *around])})"
    if form == "long":
        return f"{', '.join([called, *(() if place.kind in STATES else around)])} ({kind})"
    return called


def _in_english(place: NamedPlace) -> tuple[str, str]:
    return place.name or "", place.kind


def reason_to_dict(reason: Reason) -> dict[str, Any]:
    """Return a record as ``brief.json`` has it."""
    return {
        "key": reason.key,
        "role": reason.role,
        "arguments": {argument.name: _value(argument) for argument in reason.arguments},
    }


def _value(argument: ReasonArgument) -> Any:  # noqa: ANN401  # as JSON holds it
    if argument.text is not None:
        return argument.text
    places = [
        {
            "name": place.name,
            "kind": place.kind,
            **({"admin1": place.admin1} if place.admin1 else {}),
            **({"country": place.country} if place.country else {}),
        }
        for place in argument.places
    ]
    return places[0] if len(places) == 1 else places


def reason_from_dict(data: Mapping[str, Any]) -> Reason:
    """Read a record from what ``brief.json`` has."""
    return Reason(data["key"], data["role"], tuple(_argument(*item) for item in data["arguments"].items()))


def _argument(name: str, value: Any) -> ReasonArgument:  # noqa: ANN401  # as JSON holds it
    if isinstance(value, str):
        return ReasonArgument(name, text=value)
    return ReasonArgument(
        name, places=tuple(NamedPlace(**place) for place in (value if isinstance(value, list) else [value]))
    )
