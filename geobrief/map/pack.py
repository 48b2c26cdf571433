"""GeoJSON layers → the compact form in which the basemap travels: steps of whole numbers (``web/src/map/unpack.ts``).

A line is its first position and then the steps to the next ones, in units of ``1 / scale`` degrees, longitude before
latitude, written in the variable-length digits of source maps ("base64 VLQ"): a small step is one character. That is a
fifth of the bytes of GeoJSON, and read in a few milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

JSON = dict[str, Any]

FINE = 500
"""Steps to a degree: 0.002 degrees, about 220 m, a pixel and a half at zoom 10, the closest that the map goes."""


def pack(collection: Mapping[str, Any], scale: int, keep: Sequence[str] = ()) -> JSON:
    """Return a GeoJSON FeatureCollection of lines and areas in packed form.

    Features that are drawn alike become one, because a browser draws one path of a thousand parts sooner than a thousand.

    Args:
        collection: What is to be packed. Points and empty geometries are left out.
        scale: Steps to a degree.
        keep: Names of the properties to keep, where they are not None: what tells features apart when drawn.
    """
    joined: dict[str, JSON] = {}
    for feature in collection.get("features", ()):
        packed = _feature(feature.get("geometry") or {}, scale)
        if packed is None:
            continue
        properties = {key: value for key in keep if (value := (feature.get("properties") or {}).get(key)) is not None}
        key = json.dumps([packed["t"], properties], sort_keys=True)
        if properties:
            packed["p"] = properties
        if key in joined:
            _join(joined[key], packed)
        else:
            joined[key] = packed
    return {"scale": scale, "features": list(joined.values())}


def _join(whole: JSON, part: JSON) -> None:
    if "n" in whole or "n" in part:
        whole["n"] = whole.get("n", [1] * len(whole["c"])) + part.get("n", [1] * len(part["c"]))
    whole["c"] += part["c"]


def _feature(geometry: Mapping[str, Any], scale: int) -> JSON | None:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", ())
    if kind in ("LineString", "MultiLineString"):
        lines = [coordinates] if kind == "LineString" else coordinates
        steps = [written(line) for line in (_steps(line, scale) for line in lines) if len(line) > 2]
        return {"t": "line", "c": steps} if steps else None
    if kind in ("Polygon", "MultiPolygon"):
        return _area([coordinates] if kind == "Polygon" else coordinates, scale)
    return None


def _area(polygons: Iterable[Sequence[Sequence[Sequence[float]]]], scale: int) -> JSON | None:
    rings: list[str] = []
    counts: list[int] = []
    for polygon in polygons:
        packed = [ring for ring in (_steps(ring, scale) for ring in polygon) if len(ring) >= 8]
        if packed:
            rings += map(written, packed)
            counts.append(len(packed))
    if not rings:
        return None
    simple = all(count == 1 for count in counts)
    return {"t": "area", "c": rings} if simple else {"t": "area", "c": rings, "n": counts}


_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUE = {digit: number for number, digit in enumerate(_DIGITS)}
_MORE = 32
"""Set in a digit that another one follows."""


def written(steps: Iterable[int]) -> str:
    """Return whole numbers in variable-length digits: five bits each, the lowest first, the sign in the lowest bit."""
    return "".join(map(_written, steps))


@lru_cache(maxsize=8192)
def _written(step: int) -> str:
    rest = 2 * step if step >= 0 else -2 * step + 1
    digits = ""
    while rest >= _MORE:
        digits += _DIGITS[rest % _MORE + _MORE]
        rest //= _MORE
    return digits + _DIGITS[rest]


def read_steps(text: str) -> list[int]:
    """Return the whole numbers that variable-length digits say."""
    numbers: list[int] = []
    value, shift = 0, 1
    for digit in map(_VALUE.__getitem__, text):
        value += digit % _MORE * shift
        if digit >= _MORE:
            shift *= _MORE
            continue
        numbers.append(-(value // 2) if value % 2 else value // 2)
        value, shift = 0, 1
    return numbers


def _steps(line: Iterable[Sequence[float]], scale: int) -> list[int]:
    """Positions as steps; those that fall together at this scale are one."""
    steps: list[int] = []
    x = y = 0
    for position in line:
        lon, lat = round(position[0] * scale), round(position[1] * scale)
        if steps and lon == x and lat == y:
            continue
        steps += (lon - x, lat - y)
        x, y = lon, lat
    return steps
