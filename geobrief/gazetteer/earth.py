"""Distances on the sphere, without any dependency."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088
"""Mean radius of the Earth in kilometres (IUGG)."""


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two positions in kilometres; positions in degrees."""
    south, north = math.radians(lat), math.radians(other_lat)
    across = math.sin(math.radians(other_lon - lon) / 2)
    square = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * across**2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(square)))
