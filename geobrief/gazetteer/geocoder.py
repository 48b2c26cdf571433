"""geopy's geocoder interface over the gazetteer: no network, no key, no limit of rate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geobrief.gazetteer.lookup import Gazetteer
from geobrief.gazetteer.search import Found, find
from geobrief.model import Kind, Place

STRUCTURED = ("name", "city", "county", "state", "country")
"""Keys of a structured query, from the place itself outwards. As with other geocoders, the first one given is
what is looked for, and the rest say where."""

FEATURES: dict[str, tuple[Kind, ...]] = {
    "country": ("country", "territory"),
    "state": ("admin1",),
    "city": ("city",),
    "settlement": ("city", "district", "admin2", "admin1"),
}
"""geopy's names of feature types → our kinds of places."""

REVERSE_KM = 300.0
"""A town farther away than this is no answer to "where is this?"."""

MANY = 10
"""Places that are given when more than one is asked for and no limit is."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """The adapter that geopy asks for. The gazetteer is a file, so it refuses every request."""

    def get_text(self, url: str, **_: object) -> NoReturn:
        raise GeocoderQueryError(f"the gazetteer makes no requests (asked for {url})")

    def get_json(self, url: str, **_: object) -> NoReturn:
        raise GeocoderQueryError(f"the gazetteer makes no requests (asked for {url})")


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geopy geocoder that answers from a gazetteer, so that it works offline and at once.

    >>> import geobrief
    >>> geobrief.GazetteerGeocoder(geobrief.Gazetteer.default()).geocode("Agadez, Niger")
    Location(Agadez, Niger, (16.97333, 7.99111, 0.0))

    >>> from geobrief import GazetteerGeocoder
    >>> GazetteerGeocoder().geocode("Agadez, Niger").raw["geonameid"]
    2448085
    """

    def __init__(
        self, gazetteer: Gazetteer | None = None, *, fuzzy: bool = False, timeout: float | None = None
    ) -> None:
        """Answer from a gazetteer, by default the bundled one with the user's imports.

        Args:
            gazetteer: Where to look.
            fuzzy: Whether a name that no place has is taken for a misspelling of another. Without it such a name
                gives None, because a list of addresses is geocoded unseen.
            timeout: Accepted for the sake of the interface: nothing here waits.
        """
        super().__init__(timeout=timeout, adapter_factory=_NoNetwork)
        self.gazetteer = gazetteer or Gazetteer.default()
        self.fuzzy = fuzzy

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's callers may pass it
        limit: int | None = None,
        country_codes: str | Iterable[str] | None = None,
        viewbox: tuple[Any, Any] | list[Any] | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
    ) -> Location | list[Location] | None:
        """Find places by name.

        Args:
            query: A name, possibly with the places that it lies in ("Agadez, Niger", "St Louis MO 63101",
                "Arlington (VA)"), which must be true of what is found; or a mapping with any of ``name``, ``city``, ``county``, ``state`` and ``country``.
            exactly_one: Whether one location is wanted, or a list.
            timeout: Accepted for the sake of the interface: nothing here waits.
            limit: How many locations at most, where a list is wanted.
            country_codes: ISO 3166-1 alpha-2 codes of countries that the place must lie in.
            viewbox: Two corners of an area whose places come first.
            bounded: Whether places outside the view box are left out.
            featuretype: ``country``, ``state``, ``city`` or ``settlement``.

        Returns:
            None where nothing is found; ``Location.raw`` holds the whole row of the gazetteer.

        Raises:
            GeocoderQueryError: The query, the view box or the feature type is not one.
        """
        if limit is not None and limit < 1:
            raise GeocoderQueryError("limit cannot be less than 1")
        if featuretype is not None and featuretype not in FEATURES:
            raise GeocoderQueryError(f"featuretype must be one of {', '.join(FEATURES)}, not {featuretype!r}")
        text = _text(query)
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        kinds = FEATURES[featuretype] if featuretype else _kinds(query)
        found = find(self.gazetteer, text, kinds=kinds, fuzzy=self.fuzzy) if text else []
        if codes:
            wanted = {code.upper() for code in codes}
            found = [one for one in found if one.hit.place.country in wanted]
        if viewbox:
            found = _viewed(found, self._corners(viewbox), bounded=bounded)
        locations = [self._location(self.gazetteer.full(one.hit.place), one) for one in found]
        return _answer(locations, exactly_one=exactly_one, limit=limit or MANY)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's callers may pass it
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Find the towns near a position, the nearest first.

        Args:
            query: A position in any form that ``geopy.point.Point`` reads.
            exactly_one: Whether one location is wanted, or a list.
            timeout: Accepted for the sake of the interface: nothing here waits.
            limit: How many locations at most, where a list is wanted.

        Raises:
            GeocoderQueryError: The query is no position.
        """
        point = self._point(query)
        many = 1 if exactly_one else (limit or MANY)
        near = self.gazetteer.nearest(point.latitude, point.longitude, limit=many, within_km=REVERSE_KM)
        locations = [self._location(place, None, distance) for place, distance in near]
        return _answer(locations, exactly_one=exactly_one, limit=many)

    def _point(self, query: Point | tuple[float, float] | str) -> Point:
        try:
            return query if isinstance(query, Point) else Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no position: {error}") from error

    def _corners(self, viewbox: tuple[Any, Any] | list[Any]) -> tuple[float, float, float, float]:
        try:
            corners = self._format_bounding_box(viewbox, "%(lat1)s,%(lon1)s,%(lat2)s,%(lon2)s")
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{viewbox!r} is no view box: {error}") from error
        south, west, north, east = map(float, corners.split(","))
        return south, west, north, east

    def _location(self, place: Place, found: Found | None, distance_km: float | None = None) -> Location:
        from dataclasses import asdict  # noqa: PLC0415 - stays beside its one use

        parts = [place.name, place.admin1 if place.admin1 != place.name else None, self._country(place)]
        raw = asdict(place)
        if found is not None:
            raw |= {"matched": found.hit.name, "confidence": found.confidence, "because": list(found.reasons)}
        if distance_km is not None:
            raw["distance_km"] = distance_km
        address = ", ".join(part for part in parts if part)
        return Location(address, Point(place.lat, place.lon), raw)

    def _country(self, place: Place) -> str | None:
        if place.country is None or place.kind in ("country", "territory"):
            return None
        return self.gazetteer.country_name(place.country)


def _text(query: str | Mapping[str, str]) -> str:
    if isinstance(query, Mapping):
        unknown = sorted(set(query) - set(STRUCTURED))
        if unknown:
            raise GeocoderQueryError(f"a structured query has no {unknown[0]!r}; it may have {', '.join(STRUCTURED)}")
        return ", ".join(str(query[key]) for key in STRUCTURED if query.get(key))
    if not isinstance(query, str):
        raise GeocoderQueryError(f"a query is a string or a mapping, not {type(query).__name__}")
    return query.strip()


def _kinds(query: str | Mapping[str, str]) -> tuple[Kind, ...] | None:
    """What a structured query looks for: its first part says so."""
    if isinstance(query, Mapping):
        first = next((key for key in STRUCTURED if query.get(key)), None)
        by_key: dict[str, tuple[Kind, ...]] = {
            "city": ("city", "district"),
            "county": ("admin2",),
            "state": ("admin1",),
            "country": ("country", "territory"),
        }
        return by_key.get(first or "")
    return None


def _viewed(found: list[Found], corners: tuple[float, float, float, float], *, bounded: bool) -> list[Found]:
    south, west, north, east = corners
    inside = [o for o in found if south <= o.hit.place.lat <= north and west <= o.hit.place.lon <= east]
    return inside if bounded else [*inside, *[o for o in found if o not in inside]]


def _answer(locations: list[Location], *, exactly_one: bool, limit: int) -> Location | list[Location] | None:
    if not locations:
        return None
    return locations[0] if exactly_one else locations[:limit]
