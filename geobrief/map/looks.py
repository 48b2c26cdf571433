"""How kinds of event look on a map, on the page as on paper: colour, sign and words, also of a kind that nobody knows."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from geobrief.events import event_kinds

NEUTRAL = "#5f6368"
"""Colour of a kind that has none: it keeps 4.5 to 1 against white as all others do."""

OTHER = "other"
"""The kind of events that are of no kind in particular."""


class KindLook(NamedTuple):
    """What a map shows of a kind of event."""

    label: str
    family: str
    family_label: str
    colour: str
    symbol: str
    weak: bool
    """So common and so thin that another kind stands for its place where there is one."""


@lru_cache(maxsize=256)
def look_of(kind: str) -> KindLook:
    """Return the look of a kind; one that the ontology does not have is a grey dot with its own name."""
    found = event_kinds().get(kind)
    if found is None:
        return KindLook(kind.replace("_", " ").capitalize(), "other", "Other", NEUTRAL, "dot", weak=True)
    sign = found.sign or found.symbol
    return KindLook(found.label, found.family, found.family_label, found.colour, sign, found.weak)


def page_look_of(kind: str) -> KindLook:
    """Return the look of a kind on a map, page or picture, where any other kind stands for a place before "other" does.

    A third of the events of world news are of no kind in particular: as a cross-hairs they made every town a target.
    """
    look = look_of(kind)
    return look._replace(symbol="dot", weak=True) if kind == OTHER else look


def ordered_kinds(present: set[str]) -> list[str]:
    """Return kinds in the order of the ontology; those that it does not have come last, by name."""
    return [key for key in event_kinds() if key in present] + sorted(present - set(event_kinds()))
