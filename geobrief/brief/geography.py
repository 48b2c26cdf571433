"""Which place lies in which."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geobrief.gazetteer import area
from geobrief.model import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SIZE = {
    "site": 0,
    "district": 1,
    "city": 2,
    "admin2": 3,
    "admin1": 4,
    "territory": 5,
    "country": 5,
    "water": 6,
    "landform": 6,
    "region": 6,
    "continent": 7,
}
"""Kinds from small to large: a place can only lie in one of a larger kind."""

_MOSTLY = 0.5
"""Share of an area that must lie in another for it to be said to lie there: Niger lies in the Sahel."""


@lru_cache(maxsize=65_536)
def lies_in(inner: Place, outer: Place) -> bool:
    """Whether ``inner`` lies in ``outer``, going by the gazetteer's hierarchy first and by areas where it is silent."""
    if inner.id == outer.id or _SIZE[inner.kind] >= _SIZE[outer.kind]:
        return False
    if outer.kind in ("country", "territory"):
        return inner.country == outer.country
    if outer.kind == "admin1":
        return (inner.country, inner.admin1_code) == (outer.country, outer.admin1_code)
    if outer.kind in ("region", "continent", "water", "landform"):
        return _covers(outer, inner)
    return inner.kind in ("site", "district") and inner.country == outer.country and _near(inner, outer)


def _covers(outer: Place, inner: Place) -> bool:
    whole = area(outer)
    if whole is None:
        return False
    own = area(inner)
    if own is None or own.area == 0:
        return bool(whole.covers(_point(inner)))
    return bool(whole.intersection(own).area >= _MOSTLY * own.area)


def _point(place: Place) -> BaseGeometry:
    from shapely import Point  # noqa: PLC0415  # heavy, and most briefs ask only for towns and countries

    return Point(place.lon, place.lat)


_TOWN_KM = 25.0
"""How far a site may lie from the middle of a town and be said to be in it: an airport, a base."""


def _near(site: Place, town: Place) -> bool:
    from geopy.distance import great_circle  # noqa: PLC0415

    return bool(great_circle((site.lat, site.lon), (town.lat, town.lon)).km <= _TOWN_KM)
