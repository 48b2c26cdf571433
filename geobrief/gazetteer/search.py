"""A name without a text → places, the likeliest first, each with its reasons.

This is for ``geobrief resolve``, for ``search`` and for geocoding lists. Names in articles are resolved by
``geobrief.places``, which has the article to go by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.gazetteer.earth import distance_km
from geobrief.gazetteer.layer import Hit, PlaceRow
from geobrief.gazetteer.names import fold
from geobrief.gazetteer.prior import prior
from geobrief.model import Kind

if TYPE_CHECKING:
    from geobrief.gazetteer.lookup import Gazetteer

SHARPNESS = 0.6
"""By how many powers of ten a place gains weight for each step of its prior. At 0.6 the larger of two towns, with
ten times the inhabitants of the other, is given 0.8: the share of such pairs in news where it is the one meant."""

NEAR_KM, NEAR_WEIGHT = 100.0, 4.0
"""A place at the given position gains as much as four powers of ten in population; half of it 100 km away."""

CONTAINERS: frozenset[Kind] = frozenset({"country", "territory", "admin1", "admin2", "region", "continent", "city"})
"""Kinds of places that may follow a comma ("Agadez, Niger")."""


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
    """Places for a name, which may be followed by the places that it lies in ("Paris, Texas, USA").

    Args:
        gazetteer: Where to look.
        query: The name as written.
        country: ISO 3166-1 alpha-2 code of the country that the place must lie in.
        near: Latitude and longitude of a position that the place is expected to be near, in degrees.
        kinds: Kinds of places that are wanted; None for any.
        fuzzy: Whether misspellings are tried when the name as written gives nothing.
    """
    wanted = frozenset(kinds) if kinds else None
    for name, containers in _readings(query):
        for pool, similarity in _pools(gazetteer, name, fuzzy=fuzzy):
            hits = [hit for hit in pool if (not wanted or hit.place.kind in wanted) and _inside(hit.place, country)]
            hits = [hit for hit in hits if all(_contained(gazetteer, hit.place, outer) for outer in containers)]
            if hits:
                return _ranked(gazetteer, hits, name=name, containers=containers, near=near, similarity=similarity)
    return []


def _readings(query: str) -> list[tuple[str, list[str]]]:
    """The whole string as one name ("Washington, D.C."), then its first part with the rest as containers."""
    parts = [part.strip() for part in query.split(",") if part.strip()]
    readings: list[tuple[str, list[str]]] = [(query, [])]
    if len(parts) > 1:
        readings.append((parts[0], parts[1:]))
    return readings


def _pools(gazetteer: Gazetteer, name: str, *, fuzzy: bool) -> Iterable[tuple[Sequence[Hit], float]]:
    norm = fold(name)
    exact = gazetteer.hits([norm]).get(norm, ())
    if exact:
        yield exact, 1.0
    if fuzzy and norm and not exact:
        for other, similarity in gazetteer.similar(name):
            yield gazetteer.hits([other]).get(other, ()), similarity


def _inside(place: PlaceRow, country: str | None) -> bool:
    return not country or place.country == country.upper()


def _contained(gazetteer: Gazetteer, place: PlaceRow, outer: str) -> bool:
    """Whether any place of the container's name has this place in it, by country and province codes."""
    norm = fold(outer)
    for hit in gazetteer.hits([norm]).get(norm, ()):
        other = hit.place
        if other.key == place.key or other.kind not in CONTAINERS or hit.name_kind == "demonym":
            continue
        if other.kind in ("country", "territory"):
            fits = bool(other.country) and other.country == place.country
        elif other.kind == "admin1":
            fits = (other.country, other.admin1) == (place.country, place.admin1)
        else:
            fits = distance_km(other.lat, other.lon, place.lat, place.lon) <= NEAR_KM
        if fits:
            return True
    return False


def _ranked(
    gazetteer: Gazetteer,
    hits: Sequence[Hit],
    *,
    name: str,
    containers: list[str],
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
            tuple(
                _reasons(
                    gazetteer, hit, name=name, containers=containers, km=km, similarity=similarity, among=len(scored)
                )
            ),
            km,
        )
        for score, hit, km in scored
    ]


def _reasons(
    gazetteer: Gazetteer,
    hit: Hit,
    *,
    name: str,
    containers: list[str],
    km: float | None,
    similarity: float,
    among: int,
) -> Iterable[str]:
    place = hit.place
    if similarity < 1:
        yield f"no place is called {name!r}; {hit.name!r} is the nearest spelling (likeness {similarity:.2f})"
    elif hit.name_kind == "demonym":
        yield f"{hit.name!r} is the word for the people of {place.name}"
    elif hit.name != place.name:
        yield f"{hit.name!r} is a {hit.strength} {hit.name_kind} name of {place.name}"
    else:
        yield f"it is called {place.name}"
    for outer in containers:
        yield f"it lies in or near {outer}"
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
