"""A name without a text → places, the likeliest first, each with its reasons.

This is for ``geobrief resolve``, for ``search`` and for geocoding lists. Names in articles are resolved by
``geobrief.places``, which has the article to go by.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.gazetteer.earth import distance_km
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.layer import Hit, PlaceRow
from geobrief.gazetteer.prior import prior
from geobrief.gazetteer.queries import Container, NameQuery, readings
from geobrief.model import STATES, Kind

if TYPE_CHECKING:
    from geobrief.gazetteer.lookup import Gazetteer

SHARPNESS = 0.6
"""By how many powers of ten a place gains weight for each step of its prior. At 0.6 the larger of two towns, with
ten times the inhabitants of the other, is given 0.8: the share of such pairs in news where it is the one meant."""

NEAR_KM, NEAR_WEIGHT = 100.0, 4.0
"""A place at the given position gains as much as four powers of ten in population; half of it 100 km away."""

LEVELS: dict[Kind, int] = {
    "continent": 5,
    "region": 4,
    "country": 4,
    "territory": 4,
    "admin1": 3,
    "admin2": 2,
    "city": 1,
}
"""Kinds of places that others may lie in ("Agadez, Niger"), with their size: nothing lies in what is smaller."""

TERRITORIES = {
    "US": "PR GU VI AS MP UM", "FR": "GP MQ GF RE YT PM BL MF WF PF NC TF", "GB": "GI BM KY TC VG AI MS FK SH PN IO GS GG JE IM",
    "NL": "AW CW SX BQ", "DK": "GL FO", "AU": "NF CX CC HM", "NZ": "CK NU TK", "CN": "HK MO", "NO": "SJ BV", "FI": "AX",
}  # fmt: skip
"""Countries with the territories that addresses count among them though they have codes of their own ("San Juan, Puerto
Rico, USA")."""


FAR_ABOVE = 2.0
"""Powers of ten in weight from which a place in the country of a code ("CA", Canada) goes before one in the province of
the same code (California), which is what the code means after a town otherwise; and one in a territory before one in the
country itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found for a name."""

    hit: Hit
    confidence: float
    """The place's share of the weight of all places of the name (0 to 1)."""
    reasons: tuple[str, ...]
    """Sentences, the weightiest first."""
    distance_km: float | None
    """From the position that was given, if one was."""


def find(
    gazetteer: Gazetteer,
    query: str,
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
    kinds: Iterable[Kind] | None = None,
    fuzzy: bool = True,
) -> list[Found]:
    """Places for a name, which may be followed by the places that it lies in ("Paris, Texas, USA", "St Louis MO 63101").

    What is said about where it lies must be true of what is given: of "Paris, Zzz" there is none.

    Args:
        gazetteer: Where to look.
        query: The name as written.
        country: ISO 3166-1 alpha-2 code of the country that the place must lie in.
        near: Latitude and longitude of a position that the place is expected to be near, in degrees.
        kinds: Kinds of places that are wanted; None for any.
        fuzzy: Whether misspellings are tried when the name as written gives nothing.
    """
    wanted = frozenset(kinds) if kinds else None

    def fitting(reading: NameQuery, pool: Sequence[Hit]) -> list[Hit]:
        hits = [hit for hit in pool if (not wanted or hit.place.kind in wanted) and _inside(hit.place, country)]
        if reading.states_only:
            hits = [hit for hit in hits if hit.place.kind in STATES]
        for outer in reading.containers:
            hits = _contained(gazetteer, hits, outer)
        return hits

    ways = list(readings(query))
    for reading in ways:
        if hits := fitting(reading, _exact(gazetteer, reading.name)):
            return _ranked(gazetteer, hits, reading=reading, near=near, similarity=1.0)
    for reading in _to_be_guessed(gazetteer, ways) if fuzzy else ():
        for pool, similarity in _alike(gazetteer, reading.name):
            if hits := fitting(reading, pool):
                return _ranked(gazetteer, hits, reading=reading, near=near, similarity=similarity)
    return []


def _exact(gazetteer: Gazetteer, name: str) -> tuple[Hit, ...]:
    norm = fold(name)
    return gazetteer.hits([norm]).get(norm, ())


def _to_be_guessed(gazetteer: Gazetteer, ways: Sequence[NameQuery]) -> list[NameQuery]:
    """The reading whose name may be misspelt, if no place at all has the name: what stands before the first comma.

    A whole query with its containers is never guessed: "Roma, Italia" is no misspelling of anything.
    """
    after_comma = [one for one in ways if any(outer.after != "blank" for outer in one.containers)]
    reading = (after_comma or ways)[0]
    return [] if _exact(gazetteer, reading.name) else [reading]


def _alike(gazetteer: Gazetteer, name: str) -> Iterator[tuple[Sequence[Hit], float]]:
    for other, similarity in gazetteer.similar(name) if fold(name) else ():
        yield gazetteer.hits([other]).get(other, ()), similarity


def _inside(place: PlaceRow, country: str | None) -> bool:
    return not country or place.country == country.upper()


def _contained(gazetteer: Gazetteer, hits: Sequence[Hit], outer: Container) -> list[Hit]:
    """Those of some places that lie in a container, by country and province codes.

    Where a code means a country and a province, what lies in the province comes alone, unless something far weightier
    lies in the country.
    """
    others = [other for other in _exact(gazetteer, outer.text) if _can_hold(other, outer)]
    held = [hit for hit in hits if any(_holds(other, hit.place, outer) for other in others)]
    ruled = [hit for hit in hits if hit not in held and any(_rules(other, hit.place) for other in others)]
    if ruled and _weight(ruled) - _weight(held) >= FAR_ABOVE:
        held += ruled
    if not outer.is_code:
        return held
    provinces = [other for other in others if other.place.kind == "admin1"]
    inside = [hit for hit in held if any(_holds(other, hit.place, outer) for other in provinces)]
    return inside if inside and _weight(held) - _weight(inside) < FAR_ABOVE else held


def _weight(hits: Sequence[Hit]) -> float:
    return max(map(prior, hits), default=-math.inf)


def _can_hold(other: Hit, outer: Container) -> bool:
    """Whether a place of a container's name is meant by it: a code means no town, whatever its airport is called."""
    if other.place.kind not in LEVELS or other.name_kind == "demonym":
        return False
    if other.place.kind in STATES or other.place.kind == "admin1":
        return True
    return not outer.is_code and outer.after != "blank" and other.name_kind != "code" and other.strength != "context"


def _holds(holder: Hit, place: PlaceRow, outer: Container) -> bool:
    other = holder.place
    if other.key == place.key:
        return outer.after == "bracket"  # another name of the same: "Myanmar (Burma)"
    if LEVELS.get(place.kind, 0) > LEVELS[other.kind]:
        return False
    if other.kind in STATES:
        return bool(other.country) and other.country == place.country
    if other.kind == "admin1":
        return (other.country, other.admin1) == (place.country, place.admin1)
    return distance_km(other.lat, other.lon, place.lat, place.lon) <= NEAR_KM


def _rules(holder: Hit, place: PlaceRow) -> bool:
    return holder.place.kind in STATES and place.country in TERRITORIES.get(holder.place.country, "").split()


def _ranked(
    gazetteer: Gazetteer,
    hits: Sequence[Hit],
    *,
    reading: NameQuery,
    near: tuple[float, float] | None,
    similarity: float,
) -> list[Found]:
    scored = []
    for hit in hits:
        km = distance_km(*near, hit.place.lat, hit.place.lon) if near else None
        score = prior(hit) + (NEAR_WEIGHT * NEAR_KM / (NEAR_KM + km) if km is not None else 0.0)
        scored.append((score, hit, km))
    scored.sort(key=lambda entry: (-entry[0], entry[1].place.key))
    best = scored[0][0]
    total = sum(10 ** (SHARPNESS * (score - best)) for score, _, _ in scored)
    return [
        Found(
            hit,
            similarity * 10 ** (SHARPNESS * (score - best)) / total,
            tuple(_reasons(gazetteer, hit, reading=reading, km=km, similarity=similarity, among=len(scored))),
            km,
        )
        for score, hit, km in scored
    ]


def _reasons(
    gazetteer: Gazetteer,
    hit: Hit,
    *,
    reading: NameQuery,
    km: float | None,
    similarity: float,
    among: int,
) -> Iterable[str]:
    place, name = hit.place, reading.name
    if similarity < 1:
        yield f"no place is called {name!r}; {hit.name!r} is the nearest spelling (likeness {similarity:.2f})"
    elif hit.name_kind == "demonym":
        yield f"{hit.name!r} is the word for the people of {place.name}"
    elif hit.name != place.name:
        yield f"{hit.name!r} is a {hit.strength} {hit.name_kind} name of {place.name}"
    else:
        yield f"it is called {place.name}"
    for outer in reading.containers:
        yield f"it lies in or near {outer.text}"
    if km is not None:
        yield f"it is {km:,.0f} km from the position given"
    if place.population:
        yield f"{place.population:,} people live there"
    yield "no other place has the name" if among == 1 else f"{among} places have the name"
    if place.claims:
        yield f"it is disputed: claimed by {place.claims.replace('+', ' and ')}"
    reason = gazetteer.not_a_place(name)
    if reason:
        yield f"in a text the word is often no place: {reason}"
