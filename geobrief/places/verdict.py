"""What was decided of a name, and of one mention of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from geobrief.places.groups import Group, Option

if TYPE_CHECKING:
    from numpy import ndarray

    from geobrief.places.containers import Nearness

    Table = ndarray[Any, Any]

ALTERNATIVES = 5
"""Other places of a name that are told."""


@dataclass(slots=True)
class Verdict:
    """What was decided of one group: its options, best first, with log-odds and features."""

    group: Group
    ranked: list[tuple[Option, float]]
    rows: list[Table] = field(default_factory=list)
    """The features of each option in ``ranked``."""


@dataclass(frozen=True, slots=True)
class MentionDecision:
    """What was decided of one mention."""

    ranked: Sequence[tuple[Option, float]]
    rows: Sequence[Table]
    near: Nearness | None = None
    """Where the town was named that only holds the place; None where the name itself was found."""


class Argument(NamedTuple):
    """What decided one mention: nothing where no places were weighed for it."""

    decision: MentionDecision | None
    verdict: Verdict | None
