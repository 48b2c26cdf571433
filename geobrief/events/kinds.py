"""The event ontology: the rows of ``kinds.toml`` as frozen records."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from geobrief.plugins import SWITCH, found, paths

FILES = "GEOBRIEF_KINDS"
"""Environment variable: files of kinds of event, parted as paths are. A recipe sets it for its own build."""


_NEEDED = ("key", "label", "phrase", "family", "symbol", "physical", "plover_type", "case_2021")
"""Columns that every row of the table has."""

Weight = Literal["grave", "weighty"]

Mark = Literal[
    "mutual",
    "nameless",
    "forces",
    "spoken",
    "thin",
    "decided",
    "singular",
    "exclusive",
    "national",
    "everyday",
    "repeats",
    "leads",
    "follows",
    "departs",
    "arrives",
]
"""Columns of the table that are true or left out."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event."""

    key: str
    """As in :attr:`geobrief.model.EventReport.kind`."""
    label: str
    """Noun phrase for legends and lists ("Withdrawal of forces")."""
    phrase: str
    """What the kind means, as the rest of a plain sentence ("forces leave a place")."""
    family: str
    """Key of the group of kinds that a map draws in one colour."""
    family_label: str
    colour: str
    """``#rrggbb``, at least 4.5 to 1 against white."""
    symbol: str
    """Name of the sign to draw; kinds may share one."""
    physical: bool
    """Whether it happens on the ground, at a place, and is not only said, decided or written."""
    weak: bool
    """Whether it is so common and thin that a map may hide it."""
    plover_type: str
    """PLOVER's event type, or DISASTER, ACCIDENT or CRIME."""
    plover_mode: str | None
    acled_event_type: str | None
    """ACLED's event type, or None where ACLED codes no such event."""
    acled_sub_event_type: str | None
    case_2021: str
    """Label of the shared task CASE 2021, task 2: ACLED's sub-event types and five more."""
    sign: str | None = None
    """Name of the sign of a map, where it must be told from other kinds of its symbol."""
    weight: Weight | None = None
    """How much its family weighs in a finding."""
    kin: str | None = None
    """Kinds of one kin may be given to one event by two writers."""
    undoes: tuple[str, ...] = ()
    """Kinds of what it is the end of, or by which it is made known."""
    marks: tuple[Mark, ...] = ()
    """What holds of it when reports are told, weighed and put together; ``kinds.toml`` says what each means."""
    words: tuple[str, ...] = ()
    """Of an added kind: what tells of it in a sentence, whole words, ``*`` at an end for any ending."""
    confidence: float = 0.5
    """Of an added kind: how sure an event is that its words tell."""


def event_kinds() -> dict[str, EventKind]:
    """All kinds by key: those of the table in its order, then those that packages and the user's files add.

    Raises:
        UsageError: A file of kinds cannot be used.
    """
    return _kinds(os.environ.get(FILES, ""), os.environ.get(SWITCH, ""))


@lru_cache(maxsize=8)
def _kinds(own: str, switch: str) -> dict[str, EventKind]:  # noqa: ARG001  # the plug-ins hang on the switch
    kinds = bundled_kinds()
    if not own and not found("kinds"):
        return kinds
    from geobrief.events.added_kinds import added_kinds  # noqa: PLC0415  # few have any

    return added_kinds(kinds, [*(path for _, path in paths("kinds")), *map(Path, filter(None, own.split(os.pathsep)))])


@lru_cache(maxsize=1)
def bundled_kinds() -> dict[str, EventKind]:
    """The kinds of the table, which are those that the fitted model knows, whatever others are added."""
    return kinds_of(tomllib.loads(files("geobrief.events").joinpath("kinds.toml").read_text(encoding="utf-8")))


def kinds_of(table: Mapping[str, Any]) -> dict[str, EventKind]:
    """Return the kinds of a table of ``[[family]]`` and ``[[kind]]``, by key.

    Raises:
        ValueError: A row lacks a column that every kind has.
    """
    families = {family["key"]: family for family in table["family"]}
    for row in table["kind"]:
        lacking = [column for column in _NEEDED if column not in row]
        if lacking:
            raise ValueError(
                f"geobrief/events/kinds.toml: the kind {row.get('key', '?')!r} has no {' and no '.join(lacking)}"
            )
    return {
        row["key"]: EventKind(
            key=row["key"],
            label=row["label"],
            phrase=row["phrase"],
            family=row["family"],
            family_label=families[row["family"]]["label"],
            colour=families[row["family"]]["colour"],
            symbol=row["symbol"],
            physical=row["physical"],
            weak=row.get("weak", False),
            plover_type=row["plover_type"],
            plover_mode=row.get("plover_mode"),
            acled_event_type=row.get("acled_event_type"),
            acled_sub_event_type=row.get("acled_sub_event_type"),
            case_2021=row["case_2021"],
            sign=row.get("sign"),
            weight=families[row["family"]].get("weight"),
            kin=row.get("kin"),
            undoes=tuple(row.get("undoes", ())),
            marks=tuple(mark for mark in get_args(Mark) if row.get(mark)),
        )
        for row in table["kind"]
    }


@cache
def kinds_that_are(mark: Mark) -> frozenset[str]:
    """Keys of the kinds of the table of which a column holds; added kinds have none of these columns."""
    return frozenset(key for key, kind in bundled_kinds().items() if mark in kind.marks)
