"""A mention's text → the names to look up, surest first.

What stands in a text is not always what a gazetteer calls the place: "the Agadez region" is listed as "Agadez",
"Belfast Magistrates' Court" not at all, but it is in Belfast. Each way of reading a text is a :class:`Reading`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from geobrief.mentions import base_forms
from geobrief.text import listed

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
        "lga lgas upazila woreda payam": "admin2 district city",
        "state states": "admin1",
        "province provinces governorate governorates oblast prefecture region regions emirate": "admin1 admin2 region country",
        "department district districts": "admin1 admin2 district city",
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

_NATURE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("mount", "mt", "volcano"), frozenset({"landform"})),
    **dict.fromkeys(("lake", "river"), frozenset({"water"})),
}
"""Words before a name of nature that a gazetteer may lack or have behind it: "Mount Mayon" is listed as "Mayon"."""

_DIRECTIONS = listed(
    "compass",
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern upper lower "
    "downtown greater inner mid rural coastal far n s e w old town ancient colonial imperial historic nazi soviet "
    "wartime",
)
"""Words before a name that say which part or time of the place is meant: "northern Mali", "Nazi Germany"."""

_OF = re.compile(r"(\w+) of (?:the )?(\w.*)", re.IGNORECASE | re.DOTALL)
_POSSESSIVE = re.compile(r"['’]s?$")

ANY: frozenset[str] = frozenset()
COUNTY = frozenset({"admin2"})

_NAMELESS = listed(
    "compass",
    "street st road rd avenue ave lane drive church school high elementary middle university college hospital "
    "center centre court courthouse hall house hotel inn club park bridge canal station police department office "
    "company library museum theatre theater stadium square market tower building army battalion national "
    "international regional community public memorial general royal first second third the of and new old great "
    "red black white green blue golden big little saint mount lake river airport prison jail bank golf country "
    "resort plaza mall farm village estate estates cemetery temple mosque cathedral chapel monastery palace "
    "castle fort camp main city town county state front union liberty boulevard route highway interstate freeway "
    "parkway gardens garden arena pool zoo cafe campus grounds",
)
"""Words of compound names that are never looked up alone: what bears such a name is elsewhere."""
_ROADS = frozenset(
    "street st road rd avenue ave lane ln drive boulevard blvd route rt rte highway hwy interstate freeway parkway "
    "turnpike expressway streets roads avenues parade terrace crescent close row motorway bypass rue calle avenida rua "
    "strasse straße".split()
)

_SITES = _ROADS | frozenset(
    "park school church hospital courthouse library museum theatre theater stadium square market airport cemetery "
    "jail prison hotel bridge plaza mall".split()
)

_BUILT = frozenset(
    "academy aerodrome airfield airport airstrip arena barracks base basilica bridge building cafe camp campus castle "
    "cathedral cemetery center centre chapel checkpoint church clinic club college college complex convent court "
    "courthouse depot dock docks dockyard embassy estate estates exchange factory fairground farm farmers fort fortress "
    "garden gardens garrison gym hall harbour harbor headquarters helipad hospital hostel hotel house inn institute "
    "jail kindergarten lab laboratory library lighthouse lodge madrasa mall mansion market mill mine ministry monastery "
    "mosque museum nursery office offices orphanage palace parish park pier plant plantation plaza police port prison quarry "
    "racecourse refinery resort restaurant school seminary shelter shipyard square stadium station stop store "
    "synagogue temple terminal terminus theater theatre tower towers tunnel university warehouse wharf works zoo "
    "speedway racetrack raceway ballpark fairgrounds monument memorial shrine barrage dam reservoir overpass "
    "interchange roundabout junction crossing intersection authority council district municipality lga area ward "
    "cup marathon canal railroad gateway bank high middle elementary".split()
)
"""Words for what people build: of such a thing a text may leave out in which town it is, and often tells by its name."""

_COMMON = (
    _NAMELESS
    | _ROADS
    | _BUILT
    | frozenset(
        "a an at by for in on s magistrate magistrates crown district county civil criminal municipal provincial federal "
        "state government secretariat council fire rescue health care medical teaching referral children childrens women "
        "womens mens maternity veterans polytechnic technical teacher teachers training agricultural agriculture "
        "science sciences technology arts art opera sports sport football cricket rugby racing grand prix world cup open "
        "marathon festival power nuclear thermal solar gas oil steel cement textile water bus train railway rail metro subway "
        "tube ferry cargo air naval navy military detention correctional penitentiary refugee commercial trade shopping "
        "business industrial conference convention exhibition cultural culture heritage history natural botanical "
        "botanic zoological wildlife community youth islamic catholic presbyterian anglican methodist baptist orthodox "
        "lutheran primary preparatory grammar elementary secondary intermediate senior junior special free port "
        "local turf security intelligence electronic high middle de la el du".split()
    )
)
"""Words that a compound name may have beside the name of the place that it is in: "Belfast Magistrates' Court"."""

_THINGS = (_BUILT | _ROADS) - frozenset(
    "district area ward police council authority municipality camp base close high middle port parish cup lga club colleges farmers".split()
)
"""Words that tell, behind a name, that it is that of a thing in a town."""

BEHIND = 40
"""Characters behind a name that are read."""

_ROAD_NUMBER = re.compile(r"[A-Z]{1,2}-?\d{1,4}[A-Z]?|\d+(?:st|nd|rd|th) \S+")


LEAST = 3
"""Letters of a place that is looked for in a compound name."""

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
    first = words[0].rstrip(".").casefold() if words else ""
    if len(words) > 1 and first in _NATURE:
        found.append(NameReading(" ".join(words[1:]), "without its type", _NATURE[first]))
    of = _OF.fullmatch(name)
    if of and of[1].casefold() in TYPES:
        found.append(NameReading(of[2], "without its type", TYPES[of[1].casefold()]))
    while len(words) > 1 and words[0].rstrip(".").casefold().replace("-", "") in _DIRECTIONS:
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


def is_built(text: str, behind: str = "") -> bool:
    """Whether a name is that of a road, building or other site, which is in some town and no place beside towns.

    Args:
        text: The name.
        behind: The text behind it, of which the next two words are read: "the Air Balloon roundabout".
    """
    if _ROAD_NUMBER.fullmatch(text):
        return True
    words = [_plain(word) for word in text.split()]
    said = (
        [_plain(word) for word in behind[:BEHIND].split("\n", maxsplit=1)[0].split()[:2]] if behind[:1] == " " else []
    )
    if any(word in _THINGS for word in said[:1]) or (len(said) == 2 and said[0] in _COMMON and said[1] in _THINGS):
        return True
    return len(words) > 1 and any(word in _BUILT or word in _ROADS for word in words)


def _plain(word: str) -> str:
    """A word as the lists have it: "Magistrates'" → "magistrates", "St." → "st"."""
    return _POSSESSIVE.sub("", word).strip('.,&-–()"“”').casefold()


def _inner(name: str) -> list[NameReading]:
    """The place in the name of a building or site, longest first: "Belfast Magistrates' Court" is in Belfast.

    Only such a name tells where the thing is. A road leads to what it is called after, a ridge or river lies anywhere,
    and nobody knows what a word of another unknown name means ("Mesa de Enlace").
    """
    words = name.split()[:MAX_TOKENS]
    plain = [_plain(word) for word in words]
    count = len(words)
    if is_road(name) or not any(word in _BUILT for word in plain):
        return []
    found = []
    for size in range(count - 1, 0, -1):
        for first in (0, count - size):
            rest = plain[:first] + plain[first + size :]
            part = " ".join(words[first : first + size])
            alone = size == 1 and plain[first] in _NAMELESS | _BUILT
            if part[0].isupper() and len(part) >= LEAST and not alone and all(word in _COMMON for word in rest):
                found.append(NameReading(_POSSESSIVE.sub("", part), "named after", ANY))
    return found
