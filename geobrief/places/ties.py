"""Which of a name's places comes first where the ranker hardly tells them apart: what a reader would go by.

Each function takes the rows of one name, likeliest first, and gives them back with another in front or as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.gazetteer import distance_km, fold
from geobrief.model import Place
from geobrief.places.evidence import GroupEvidence, is_longer, lies_in
from geobrief.places.features import COLUMN

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

_POINTS = frozenset({"city", "district", "admin2", "site"})
"""Kinds of which the world has namesakes that are meant as rarely as often."""

_TOWNS = frozenset({"city", "district"})

NAMED_ODDS = 1.5
"""Log-odds that a place gains over one in a country of which the article says nothing, where its own is named and all
other places are there: "Tripoli" beside Beirut and Lebanon. By cases; no corpus' figure changes."""

SHARED_ODDS = 1.0
"""The same where its country is not named, and two or more other places lie there; where all others are near it, as above."""

ALL, NONE = 0.9, 0.05
"""Shares of the other names that count as all and as none."""

NEWSROOM_KM = 50.0
"""How far the towns lie of which a national paper writes as its city's readers know them."""

NEWSROOM_ODDS = 2.5
"""Log-odds by which such a town may lie behind a larger namesake that nothing speaks for."""

NEWSROOM_SIZE = 4.3
"""log10 of its inhabitants, at least."""

FEW = 0.1
"""Share of the other names from which they speak for a place."""


def where_the_others_are(scene: GroupEvidence, table: Table, odds: Table, order: list[int]) -> list[int]:
    """Of two places nearly as likely, the one in the country of all the others, if the other's has no part in the article."""
    best = order[0]
    hit = scene.options[best].hit
    if not (hit.place.kind in _POINTS or is_longer(hit)) or _is_spoken_of(table, best):
        return order
    for row in order[1:]:
        option = scene.options[row]
        named = table[row, COLUMN["country_named"]] >= ALL
        # Two others are log(1 + 2); the only other one must be near: "BEIRUT — … in Tripoli".
        near = table[row, COLUMN["near_200"]] >= ALL
        several = table[row, COLUMN["others"]] > 1 or near
        least = NAMED_ODDS if named or near else SHARED_ODDS
        if odds[row] < odds[best] - least or not (named or several):
            continue
        called_so = option.hit.strength == "strong" or table[row, COLUMN["near_50"]] >= ALL
        if called_so and table[row, COLUMN["country_share"]] >= ALL:
            return _first(row, order)
    return order


def not_the_hamlet(scene: GroupEvidence, table: Table, order: list[int]) -> list[int]:
    """The city that is often called so, over a small namesake in a country of which nothing speaks: Darnah over Derna in Romania."""
    for row in order[1:]:
        if is_hamlet_beside(scene, table, order[0], row) or _is_airfield_beside(scene, order[0], row):
            return _first(row, order)
    return order


def _is_airfield_beside(scene: GroupEvidence, row: int, other: int) -> bool:
    """Whether only an airfield tells of a place, and another of its country bears the name by itself: Chukotka's province."""
    place, option = scene.options[row].hit.place, scene.options[other]
    known = option.hit.strength == "strong" and option.way == "as written" and not is_longer(option.hit)
    return place.key.startswith(AIRFIELD) and known and option.hit.place.country == place.country


AIRFIELD = "airfield:"
"""How the key of a town begins that no list of towns has."""


def is_hamlet_beside(scene: GroupEvidence, table: Table, row: int, other: int) -> bool:
    """Whether a place is small and nothing speaks for it or its country, and another is a city many times as large.

    Args:
        scene: The article's names.
        table: Their features.
        row: The place.
        other: The other one, of the same name.
    """
    place, option = scene.options[row].hit.place, scene.options[other]
    city = option.hit.place
    if place.kind not in _TOWNS or city.kind != "city" or option.way != "as written" or is_longer(option.hit):
        return False
    times = TIMES_AMONG_ALL if table[other, COLUMN["country_share"]] >= ALL else TIMES
    if place.population > HAMLET or city.population < max(CITY, times * place.population):
        return False
    spoken = _is_spoken_of(table, row) or any(table[row, COLUMN[name]] >= FEW for name in _EVIDENCE)
    return not spoken and option.hit.name_kind not in ("abbreviation", "code", "demonym")


_EVIDENCE = ("held", "near_50", "near_200", "admin1_named", "admin1_share")

HAMLET, CITY, TIMES = 10_000, 50_000, 20
"""Inhabitants of the small place, at most, and of the city, at least; and how many times as many the city has."""

TIMES_AMONG_ALL = 5
"""The last where all other places of the article are in the city's country: Tadmur beside Damascus over a Palmyra in Missouri."""


def _is_spoken_of(table: Table, row: int) -> bool:
    """Whether anything else in the article lies in a place's country or stands for it, or the text puts the place there."""
    named = table[row, COLUMN["country_named"]] > 0 or table[row, COLUMN["held"]] > 0
    return bool(named or table[row, COLUMN["country_share"]] > NONE or table[row, COLUMN["home_country"]] > 0)


def not_the_longer(
    scene: GroupEvidence, table: Table, order: list[int], named: frozenset[tuple[str, str]]
) -> list[int]:
    """The place whose whole name it is, where the other is named in full beside it: Santiago and Santiago de Cuba.

    Args:
        scene: The article's names.
        table: Their features.
        order: Rows of one name.
        named: Keys of the places that the article names, with the folded name that each is called by.
    """
    hit = scene.options[order[0]].hit
    if hit.place.kind not in _POINTS or not is_longer(hit) or (hit.place.key, fold(hit.place.name)) not in named:
        return order
    for row in order[1:]:
        other = scene.options[row].hit
        if other.strength != "strong" or other.place.key == hit.place.key:
            continue
        if lies_in(hit, other) or table[row, COLUMN["country_named"]] >= ALL:
            return _first(row, order)
    return order


def at_the_newsroom(
    scene: GroupEvidence, table: Table, odds: Table, order: list[int], newsroom: Place | None
) -> list[int]:
    """The town beside a national paper's own city, over a larger namesake that nothing speaks for."""
    best = order[0]
    place = scene.options[best].hit.place
    if newsroom is None or place.kind != "city":
        return order
    if place.country != newsroom.country and _is_spoken_of(table, best):
        return order
    told = ("held", "near_50", "near_200", "admin1_named", "admin1_share")
    if any(table[best, COLUMN[name]] >= FEW for name in told):
        return order
    for row in order:
        other = scene.options[row].hit
        if odds[row] < odds[best] - NEWSROOM_ODDS or other.strength != "strong" or other.place.kind not in _TOWNS:
            continue
        far = distance_km(other.place.lat, other.place.lon, newsroom.lat, newsroom.lon)
        if far <= NEWSROOM_KM and table[row, COLUMN["population"]] >= NEWSROOM_SIZE:
            return _first(row, order)
    return order


def _first(row: int, order: list[int]) -> list[int]:
    return [row, *[other for other in order if other != row]]
