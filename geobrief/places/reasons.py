"""Why a mention became a place, in a sentence for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geobrief.gazetteer import Gazetteer
from geobrief.places.containers import Nearness
from geobrief.places.features import COLUMN, FEATURES
from geobrief.places.names import is_generic_site
from geobrief.places.options import Option

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

ORDER = (
    "held", "cue", "admin1_named", "country_named", "near_50", "home_admin1", "near_200", "admin1_share",
    "country_share", "only", "largest", "country", "capital",
)  # fmt: skip
"""Which reasons are said first."""

ENOUGH = 2
"""Reasons in a sentence."""

LEAST = 0.3
"""Value from which a share counts as a reason."""

_AREA = {
    "admin1_named": "admin1", "admin1_share": "admin1", "home_admin1": "admin1",
    "country_named": "country", "country_share": "country",
}  # fmt: skip


def reason(
    text: str,
    ranked: Sequence[tuple[Option, float]],
    rows: Sequence[Table],
    near: Nearness | None,
    gazetteer: Gazetteer,
) -> str:
    """One sentence: the place, why, and over what."""
    option = ranked[0][0]
    if near == "beside":
        return f"no place called “{text}” is known in {label(option, gazetteer)}, {_NEAR[near]}; it is put there"
    if near is not None:
        return f"no place called “{text}” is known; it is put in {label(option, gazetteer)}, {_NEAR[near]}"
    best, second = rows[0], rows[1] if len(rows) > 1 else None
    clauses: list[str] = []
    for name in ORDER:
        value = best[COLUMN[name]]
        better = second is None or value > second[COLUMN[name]] or name in ("largest", "country")
        if value >= LEAST and better and len(clauses) < ENOUGH:
            clauses.append(_clause(name, option, gazetteer))
    said = f"“{text}” is taken for {label(option, gazetteer)}"
    if option.way == "named after":
        said += ", after which it is named"
    if clauses:
        said += ": " + " and ".join(clauses)
    if second is not None and ranked[0][1] - ranked[1][1] < 1.5:
        said += f"; {label(ranked[1][0], gazetteer)} is nearly as likely"
    return said


def _clause(name: str, option: Option, gazetteer: Gazetteer) -> str:
    """A feature's reason with the area that it speaks of."""
    place = gazetteer.full(option.hit.place)
    other = ""
    if _AREA.get(name) == "admin1":
        other = place.admin1 or "its province"
    elif _AREA.get(name) == "country":
        other = country_name(place.country, gazetteer)
    elif name == "held":
        other = ", ".join(filter(None, (place.admin1, country_name(place.country, gazetteer))))
    return FEATURES[COLUMN[name]].because.format(place=place.name, other=other)


def country_name(code: str | None, gazetteer: Gazetteer) -> str:
    """The name of a country's code; the code itself where the gazetteer has none."""
    if not code:
        return "its country"
    hits = gazetteer.hits([code.casefold()]).get(code.casefold(), ())
    return next(
        (h.place.name for h in hits if h.place.country == code and h.place.kind in ("country", "territory")), code
    )


def label(option: Option, gazetteer: Gazetteer) -> str:
    """A place as a reader tells it from its namesakes: "Paris (city, Texas, US)"."""
    place = gazetteer.full(option.hit.place)
    around = [place.kind, place.admin1 if place.admin1 != place.name else None, place.country]
    return f"{place.name} ({', '.join(filter(None, around))})"


_NEAR: dict[Nearness, str] = {
    "beside": "where the text puts it",
    "same sentence": "which the same sentence names",
    "just before": "which is named just before",
    "in the article": "of which the article speaks most",
}


def why_doubtful(text: str, ranked: Sequence[tuple[Option, float]], gazetteer: Gazetteer) -> str:
    """The sentence for a mention whose best place is too unlikely to be shown."""
    return (
        f"no known place called “{text}” fits the article; the nearest to it would be {label(ranked[0][0], gazetteer)}"
    )


def why_not_there(text: str, holder: Option, gazetteer: Gazetteer) -> str:
    """The sentence for a mention that the text puts in a place where no place of the name is known."""
    return f"no place called “{text}” is known in {label(holder, gazetteer)}, where the text puts it"


def why_none(text: str) -> str:
    """The sentence for a mention that no place of the gazetteer fits."""
    if is_generic_site(text):
        return f"“{text}” is a street or site of which most towns have one, and no town is known that the text means"
    return f"no place in the gazetteer is called “{text}”, nor is a known place part of the name"
