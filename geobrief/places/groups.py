"""Mentions + gazetteer → groups: mentions of one name, with the places that it may mean.

An article means one place by one name unless it says otherwise ("Paris, Texas" beside "Paris, France"), so names are
decided once for all their mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geobrief.gazetteer import Gazetteer, Hit, fold
from geobrief.places.spellings import NameReading, Way, readings, with_type
from geobrief.text import listed

FIRST = 2
"""Readings of a text that are looked up for all texts at once; the others only where these give nothing."""


NOTED = 50_000
"""Inhabitants of a place of note."""

_CLIPPED = listed("states_clipped")
"""Clipped names of states and provinces that are no words and need no full stop: "Lexington, Ky"."""


_BY_WRITERS = (" district", " province", " governorate", " region")
"""Type words that writers put behind any province: "Karak district" is Karak of Jordan, too, and not only Pakistan's."""


@dataclass(slots=True)
class Option:
    """A place that a name may mean, and how its name was read from the text."""

    hit: Hit
    way: Way


@dataclass(slots=True)
class Group:
    """Mentions of one name in one article."""

    name: str
    """Folded."""
    mentions: list[int] = field(default_factory=list)
    """Indexes into the article's mentions."""
    options: list[Option] = field(default_factory=list)
    holders: list[Hit] = field(default_factory=list)
    """Countries and provinces that the text says the place lies in ("Agadez, Niger")."""


def look_up(texts: Sequence[str], gazetteer: Gazetteer, *, demonyms: bool = False) -> dict[str, list[Option]]:
    """Mention texts → the places they may mean, by the surest reading of each that gives any."""
    plans = {text: readings(text) for text in dict.fromkeys(texts)}
    names = {reading.name for plan in plans.values() for reading in plan[:FIRST]}
    found = gazetteer.hits({name: fold(name) for name in names}.values())
    longer = [] if demonyms else [reading.name for text in plans if (reading := with_type(text))]
    counties = gazetteer.hits([fold(name) for name in longer])
    result = {}
    for text, plan in plans.items():
        options = _options(plan[:FIRST], found, text, demonyms=demonyms)
        if options and text.endswith(_BY_WRITERS) and options[0].way == "as written":
            options += _others(options, _options(plan[1:FIRST], found, text, demonyms=demonyms))
        if not options and len(plan) > FIRST:
            more = gazetteer.hits([fold(reading.name) for reading in plan[FIRST:]])
            options = _options(plan[FIRST:], more, text, demonyms=demonyms)
        result[text] = options + ([] if demonyms else _counties(text, counties))
    return result


def _others(options: Sequence[Option], more: Sequence[Option]) -> list[Option]:
    """The provinces and districts among further options that are not among those known."""
    keys = {option.hit.place.key for option in options}
    return [o for o in more if o.hit.place.kind in ("admin1", "admin2") and o.hit.place.key not in keys]


def _counties(text: str, counties: dict[str, tuple[Hit, ...]]) -> list[Option]:
    """The counties that a bare name may mean."""
    reading = with_type(text)
    hits = counties.get(fold(reading.name), ()) if reading else ()
    return [Option(hit, "with its type") for hit in hits if hit.place.kind == "admin2"]


def _options(
    plan: Sequence[NameReading], found: dict[str, tuple[Hit, ...]], text: str, *, demonyms: bool
) -> list[Option]:
    """The places of the first reading that has any which fit."""
    for reading in plan:
        hits = found.get(fold(reading.name), ())
        fitting = [Option(hit, reading.way) for hit in hits if _fits(hit, reading, text, demonyms=demonyms)]
        if fitting:
            return _without_foreign(fitting)
    return []


def _without_foreign(options: list[Option]) -> list[Option]:
    """The options without those that only another language calls so, if a place of note bears the name itself.

    "Tunis" is the capital, not what some languages call Tunisia.
    """
    own = [option for option in options if option.hit.name_kind != "exonym"]
    if any(option.hit.place.population >= NOTED or option.hit.place.kind in ("country", "admin1") for option in own):
        return own
    return options


def _fits(hit: Hit, reading: NameReading, text: str, *, demonyms: bool) -> bool:
    """Whether a hit can be meant: of a kind that the reading allows, and an abbreviation only where it looks so."""
    if reading.kinds and hit.place.kind not in reading.kinds:
        return False
    # "East Rift Valley" is not the one that only Africa's news calls "Rift Valley".
    faint = hit.strength == "context" and reading.way in ("without its direction", "named after")
    if faint or (hit.name_kind == "demonym") != demonyms:
        return False
    if hit.name_kind in ("abbreviation", "code"):
        letters = text.removeprefix("the ").replace(".", "").replace(" ", "")
        clipped = text.casefold() in _CLIPPED and hit.place.kind == "admin1"
        if hit.name_kind == "code" and "." in text:
            return False
        return clipped or text.endswith(".") or (letters.isupper() and len(letters) <= 5)
    if hit.name_kind != "demonym" and reading.way == "named after":
        return hit.place.kind not in ("site", "continent")
    return True
