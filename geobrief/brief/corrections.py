"""Corrections as an analyst makes them: what each is about in the words of the articles, and what is known better.

A correction names no id. It says whose sentence it means, which name or which kind of event was read there, and what the
machine had; so it outlives new articles, changed footers, another gazetteer and a better model. ``as_table`` gives the
form in which it stands in a recipe, in ``brief.json`` and in the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from geobrief.brief.anchors import Anchor
from geobrief.model import UNKNOWN_WHEN, Kind, Status, When

NOT_A_PLACE = "not a place"
UNKNOWN = "unknown"
NO_PLACE = "no place"
"""What the machine had where it had resolved a name to nothing."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place that stands in no gazetteer, or may not on another machine: the analyst gives its position."""

    name: str
    lat: float
    """Degrees north."""
    lon: float
    """Degrees east."""
    kind: Kind = "site"
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    key: str | None = None
    """Key of the gazetteer's row, where there is one; the position stands in where the gazetteer has it not."""


Wanted = str | OwnPlace | None
"""Key of the gazetteer's row (``geonames:2440485``), a place of one's own, or None for "not a place"."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who took part."""

    name: str
    role: Literal["source", "target", "participant"] = "source"


@dataclass(frozen=True, slots=True)
class Target:
    """An event, by the sentences that tell it."""

    kind: str
    """As the machine read it."""
    anchors: tuple[Anchor, ...]
    was: str | None = None
    """The label that the machine gave it: it tells two events of one sentence apart."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer of an analyst."""

    anchors: tuple[Anchor, ...]
    """Where: the first is the passage itself, the others tell the same event."""
    names: tuple[str, ...] = ()
    """Of mentions: their words."""
    event: str | None = None
    """Of an event: its kind as the machine read it."""
    conflict: str | None = None
    """Of a contradiction: what the articles differ about."""
    add: str | None = None
    """Of an event that the machine did not find: its kind."""
    had: str | None = None
    """Key of the place that the machine had, or :data:`NO_PLACE`: only mentions of which it still has it are meant."""
    was: str | None = None
    """What the machine had, in words."""
    right: bool = False
    """Whether it was read and stands."""
    drop: bool = False
    """Whether it is no event, or no contradiction."""
    place: Wanted = None
    no_place: bool = False
    """Whether the name is no place, or it is not known where the event happened."""
    label: str | None = None
    kind: str | None = None
    status: Status | None = None
    when: When | None = None
    who: tuple[Doer, ...] | None = None
    grade: str | None = None
    """Admiralty rating."""
    merge: tuple[Target, ...] = ()
    """Events that are this one."""
    split: tuple[Anchor, ...] = ()
    """Sentences that tell another event."""
    by: str | None = None
    note: str | None = None

    @property
    def anchor(self) -> Anchor:
        """The passage itself."""
        return self.anchors[0]

    @property
    def target(self) -> Target:
        """The event that is meant."""
        return Target(self.event or "", self.anchors, self.was)

    def __str__(self) -> str:
        """What it is about, for messages."""
        quote = f" in “{shortened(self.anchor.quote)}”" if self.anchor.quote else ""
        where = self.anchor.article or self.anchor.title
        inside = f" ({where})" if where else ""
        if self.names:
            return f"name “{'”, “'.join(self.names)}”{quote}{inside}"
        if self.event is not None:
            return f"event {self.event}{quote}{inside}"
        if self.conflict is not None:
            return f"conflict about {self.conflict}{inside}"
        return f"added {self.add}{quote}{inside}" if self.add else f"article{inside}"


_SHOWN = 60


def shortened(text: str) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def as_table(item: Correction) -> dict[str, Any]:
    """Return a correction as it stands in a recipe: texts, numbers, lists and tables, without what is not said."""
    about: dict[str, Any] = {}
    if item.names:
        about["name"] = item.names[0] if len(item.names) == 1 else list(item.names)
    told = {"event": item.event, "conflict": item.conflict, "add": item.add}
    about |= {key: value for key, value in told.items() if value is not None}
    about |= _anchor(item.anchor)
    if item.anchors[1:]:
        about["also"] = [_anchor(anchor) for anchor in item.anchors[1:]]
    known = {
        "had": item.had,
        "was": item.was,
        "right": item.right or None,
        "drop": item.drop or None,
        "place": _place(item),
        "label": item.label,
        "kind": item.kind,
        "status": item.status,
        "date": None if item.when is None else written(item.when),
        "who": None if item.who is None else [{"name": one.name, "role": one.role} for one in item.who],
        "grade": item.grade,
        "merge": [_target(target) for target in item.merge] or None,
        "split": [_anchor(anchor) for anchor in item.split] or None,
        "by": item.by,
        "note": item.note,
    }
    return about | {key: value for key, value in known.items() if value is not None}


def _anchor(anchor: Anchor) -> dict[str, Any]:
    told = {
        "article": anchor.article,
        "title": anchor.title,
        "published": anchor.published,
        "quote": anchor.quote,
        "prefix": anchor.prefix or None,
        "suffix": anchor.suffix or None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _target(target: Target) -> dict[str, Any]:
    told: dict[str, Any] = {"event": target.kind, **_anchor(target.anchors[0])}
    if target.anchors[1:]:
        told["also"] = [_anchor(anchor) for anchor in target.anchors[1:]]
    return told if target.was is None else told | {"was": target.was}


def _place(item: Correction) -> str | dict[str, Any] | None:
    if item.no_place:
        return NOT_A_PLACE if item.names else UNKNOWN
    if not isinstance(item.place, OwnPlace):
        return item.place
    own = item.place
    told = {
        "key": own.key,
        "name": own.name,
        "lat": own.lat,
        "lon": own.lon,
        "kind": own.kind,
        "country": own.country,
    }
    return {key: value for key, value in told.items() if value is not None}


def written(when: When) -> str:
    """Return an interval as a recipe writes it: ``2024-07-05``, ``2024-07``, ``2024``, ``2024-07-01/..``, ``unknown``."""
    if when == UNKNOWN_WHEN or (when.start is None and when.end is None):
        return UNKNOWN
    if when.start is None or when.end is None or when.precision == "period":
        return f"{when.start or '..'}/{when.end or '..'}"
    return when.start.isoformat()[: {"year": 4, "month": 7}.get(when.precision, 10)]


def tables(items: Sequence[Correction]) -> tuple[Mapping[str, Any], ...]:
    """Return corrections as a brief carries them."""
    return tuple(as_table(item) for item in items)
