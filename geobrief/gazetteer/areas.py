"""Which area a place of the gazetteer has, and which province a position lies in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from geobrief.cartography import Worldview, admin1_at, country_area, lake_area, outline, province_area, region_area
from geobrief.gazetteer.table import KINDS
from geobrief.model import Kind, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geobrief.gazetteer.lookup import Gazetteer

DRAWN: frozenset[Kind] = frozenset({"continent", "region", "country", "territory", "admin1", "water", "landform"})
"""Kinds drawn as the area they are, where there is one."""

DRAWN_DEGREES = 0.02
"""How far the outline of an area may be off in ``brief.json``: 2 km, a hair's breadth on a map of a country."""


def area(place: Place, *, view: Worldview = "default") -> BaseGeometry | None:
    """A place's area in degrees, (lon, lat), or None for what is drawn as a point or a line.

    Args:
        place: A country, territory, province, region, continent or lake.
        view: Which view of the world decides what belongs to a country.
    """
    if place.source == "user":
        return _own_area(place.key)
    if (found := region_area(place.key, view=view)) is not None:
        return found
    if place.kind in ("country", "territory") and place.country:
        return country_area(place.country, view=view)
    if place.kind == "admin1" and place.country and place.admin1_code:
        return province_area(f"{place.country}.{place.admin1_code}")
    if place.kind == "water" and place.feature_code.startswith("LK"):
        return lake_area(place.lat, place.lon)
    return None


def _own_area(key: str) -> BaseGeometry | None:
    """The area that a user's own layer gives a place, or None."""
    import shapely  # noqa: PLC0415

    from geobrief.gazetteer.lookup import Gazetteer  # noqa: PLC0415  # it asks here for its provinces

    written = Gazetteer.default().shape(key)
    return None if written is None else shapely.from_geojson(written)


def extent(place: Place, *, tolerance_degrees: float = 0.01, view: Worldview = "default") -> dict[str, Any] | None:
    """A place's area as a GeoJSON geometry, simplified, or None."""
    whole = area(place, view=view)
    return None if whole is None else outline(whole, tolerance_degrees)


def drawn(place: Place, *, view: Worldview = "default") -> dict[str, Any] | None:
    """A place's area as ``brief.json`` has it; None where the place is drawn as a point. One's own stays what it is."""
    is_drawn = place.kind in DRAWN or place.source == "user"
    return extent(place, tolerance_degrees=DRAWN_DEGREES, view=view) if is_drawn else None


def province_at(gazetteer: Gazetteer, lat: float, lon: float) -> Place | None:
    """The gazetteer's province whose area holds a position; None at sea and where there is no area."""
    code = admin1_at(lat, lon)
    return None if code is None else _provinces(gazetteer).get(code)


@functools.lru_cache(maxsize=4)
def _provinces(gazetteer: Gazetteer) -> dict[str, Place]:
    kind = KINDS.index("admin1")
    rows = [row for layer in gazetteer.layers for row in layer.places_where("kind = ?", kind)]
    return {f"{row.country}.{row.admin1}": gazetteer.full(row) for row in rows}
