"""Latitudes and longitudes as people write them → degrees, or the reason why they are none.

"13.51", "13,51", "13°30′36″N", "N 13 30.6", "2.11W", "−2,11".
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "º": "°", "˚": "°", "’": "'", "′": "'", "‘": "'", "´": "'", "″": '"', "”": '"', "“": '"'}
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_ANGLE = re.compile(
    rf"(?P<before>[NSEWO])?\s*(?P<sign>[+-])?\s*(?P<d>{_NUMBER})\s*°?\s*"
    rf"(?:(?P<m>(?<=[\s°]){_NUMBER})\s*'?\s*)?(?:(?P<s>(?<=[\s']){_NUMBER})\s*(?:\"|'')?\s*)?(?P<after>[NSEWO])?",
    re.IGNORECASE,
)
_LONGEST = 60
_DIRECTIONS = {"latitude": "NS", "longitude": "EW"}
_MOST = {"latitude": 90.0, "longitude": 180.0}


class Point(NamedTuple):
    """A position in degrees, or the reason why there is none."""

    lat: float = 0.0
    lon: float = 0.0
    fault: str | None = None


def read_point(lat: str, lon: str) -> Point:
    """A latitude and a longitude as written → the position."""
    values: list[float] = []
    for what, written in (("latitude", lat), ("longitude", lon)):
        found = _degrees(written, what)
        if isinstance(found, str):
            return Point(fault=found)
        values.append(found)
    if values == [0.0, 0.0]:
        return Point(fault="the position is 0, 0, which programs write for none")
    return Point(values[0], values[1])


def _degrees(written: str, what: str) -> float | str:
    """An angle as written → degrees, or what is wrong with it."""
    text = written.translate(_SIGNS).strip()
    if not text:
        return f"the {what} is empty"
    match = _ANGLE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return f"the {what} is no number of degrees"
    letters = "".join(letter for letter in (match["before"], match["after"]) if letter).upper()
    if fault := _wrong_letters(letters, what, signed=match["sign"] is not None):
        return fault
    degrees, minutes, seconds = (float((match[part] or "0").replace(",", ".")) for part in ("d", "m", "s"))
    if max(minutes, seconds) >= 60 or (match["m"] and degrees % 1) or (match["s"] and minutes % 1):
        return f"the {what} has minutes or seconds that are none"
    value = degrees + minutes / 60 + seconds / 3600
    if value > _MOST[what]:
        return f"the {what} is beyond {_MOST[what]:.0f} degrees"
    return -value if match["sign"] == "-" or letters in ("S", "W") else value


def _wrong_letters(letters: str, what: str, *, signed: bool) -> str | None:
    if letters == "O":
        return f"the {what} has the letter O, which is east in German and west in French and Spanish: write E or W"
    if letters and letters not in tuple(_DIRECTIONS[what]):
        return f"the {what} has the letter of another direction ({letters})"
    return f"the {what} has a sign and a letter" if letters and signed else None
