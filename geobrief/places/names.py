"""A mention's text → the names to look up, surest first.

What stands in a text is not always what a gazetteer calls the place: "the Agadez region" is listed as "Agadez",
"Belfast Magistrates' Court" not at all, but it is in Belfast. Each way of reading a text is a :class:`Reading`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from geobrief.mentions.other_languages import base_forms

Way = Literal["as written", "with its type", "without its type", "without its direction", "named after", "within"]
"""How a looked-up name was got from the text, surest first; ``within``: not at all, the place only holds it."""

WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name to look up, how it was got, and the kinds of places that it may then mean."""

    name: str
    way: Way
    kinds: frozenset[str]
    """Empty: any kind."""


TYPES: dict[str, frozenset[str]] = {
    word: frozenset(kinds.split())
    for words, kinds in {
        "county counties parish co": "admin2 admin1",
        "state": "admin1",
        "province provinces governorate oblast prefecture region emirate": "admin1 admin2 region country",
        "department district": "admin1 admin2 district city",
        "republic kingdom": "country territory admin1",
        "township twp village town borough municipality commune": "city district admin2",
        "city": "city admin1 admin2",
        "area metro neighborhood neighbourhood suburb ward": "city district region admin2",
        "island islands": "landform territory admin1 region country city",
        "river lake creek bay gulf sea": "water",
        "valley mountains mountain desert coast peninsula basin": "landform region",
        "airport": "site",
    }.items()
    for word in words.split()
}
"""Type words behind (or, with "of", before) a name → the kinds of places that the name then means."""

_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern central upper lower downtown greater inner mid rural coastal far".split()
)

_OF = re.compile(r"(\w+) of (?:the )?(\w.*)", re.IGNORECASE | re.DOTALL)
_POSSESSIVE = re.compile(r"['’]s?$")

ANY: frozenset[str] = frozenset()
COUNTY = frozenset({"admin2"})

_NAMELESS = frozenset(
    "street st road rd avenue ave lane drive church school high elementary middle university college hospital center "
    "centre court courthouse hall house hotel inn club park bridge canal station police department office company club "
    "library museum theatre theater stadium square market tower building army battalion national international "
    "regional community central public memorial general royal first second third the of and new old great red black "
    "white green blue golden big little saint st mount lake river airport prison jail bank golf country resort plaza "
    "mall farm village estate estates cemetery temple mosque cathedral chapel monastery palace castle fort camp "
    "main city town county state north south east west northern southern eastern western front union liberty "
    "boulevard route highway interstate freeway parkway gardens garden arena pool zoo cafe campus grounds".split()
)
"""Words of compound names that are never looked up alone: what bears such a name is elsewhere."""
_ROADS = frozenset(
    "street st road rd avenue ave lane ln drive boulevard blvd route rt rte highway hwy interstate freeway parkway "
    "turnpike expressway".split()
)

_SITES = _ROADS | frozenset(
    "park school church hospital courthouse library museum theatre theater stadium square market airport cemetery "
    "jail prison hotel bridge plaza mall".split()
)

MAX_TOKENS = 8
"""Words of a compound name that are tried as the name of the place in it."""


def readings(text: str) -> list[NameReading]:
    """A mention's text → the names to look up, surest first. At most some thirty."""
    name = _POSSESSIVE.sub("", " ".join(text.split()))
    found = [NameReading(name, "as written", ANY)]
    if name[:4].casefold() == "the " and len(name) > 4:
        name = name[4:]
        found.append(NameReading(name, "as written", ANY))
    words = name.split()
    last = words[-1].rstrip(".").casefold() if words else ""
    if len(words) > 1 and last in TYPES:
        found.append(NameReading(" ".join(words[:-1]), "without its type", TYPES[last]))
    of = _OF.fullmatch(name)
    if of and of[1].casefold() in TYPES:
        found.append(NameReading(of[2], "without its type", TYPES[of[1].casefold()]))
    while len(words) > 1 and words[0].casefold().replace("-", "") in _DIRECTIONS:
        words = words[1:]
        found.append(NameReading(" ".join(words), "without its direction", ANY))
        if len(words) > 1 and last in TYPES:
            found.append(NameReading(" ".join(words[:-1]), "without its direction", TYPES[last]))
    other_scripts = [NameReading(form, "as written", ANY) for form in base_forms(name)]
    return found + other_scripts + _inner(name)


def with_type(text: str) -> NameReading | None:
    """The county that a bare name may mean where the text speaks of counties ("Cook, Grayson and Love counties")."""
    words = text.split()
    if len(words) > 2 or not text[:1].isupper() or words[-1].rstrip(".").casefold() in TYPES:
        return None
    return NameReading(f"{text} County", "with its type", COUNTY)


def is_road(text: str) -> bool:
    """Whether a name is that of a road ("Illinois Route 159"): it is in the state after which it is named, not that."""
    return any(word.rstrip(".").casefold() in _ROADS for word in text.split()[1:])


def is_generic_site(text: str) -> bool:
    """Whether a name is that of a site or road of which most towns have one: "City Park", "Main Street"."""
    words = [word.rstrip(".").casefold() for word in text.split()]
    return len(words) > 1 and words[-1] in _SITES and all(word in _NAMELESS for word in words)


def _inner(name: str) -> list[NameReading]:
    """The parts of a compound name that may name the place that it is in, longest first."""
    words = name.split()[:MAX_TOKENS]
    count = len(words)
    found = []
    for size in range(count - 1, 0, -1):
        for first in range(count - size + 1):
            part = " ".join(words[first : first + size])
            if part[0].isupper() and len(part) > 3 and not (size == 1 and part.rstrip(".").casefold() in _NAMELESS):
                found.append(NameReading(_POSSESSIVE.sub("", part), "named after", ANY))
    return found
