"""Airports and air bases (airportsdata), without the thousands of farm strips."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from gazetteer.cities import clean
from gazetteer.fetch import member
from gazetteer.provinces import distinct
from geobrief.gazetteer.table import Name, Row

BASE = re.compile(r"\b(?:Air (?:Force )?Base|AFB|Air Force|Naval Air|Air Station|Army|RAF|RNAS|Base Aérienne|Base Aerea)\b")
"""Names that say that soldiers fly from there."""

KIND_WORD = re.compile(
    r"\b(?:Airport|Airfield|Aerodrome|Air Base|Airbase|AFB|Air Force Base|Heliport|Field|International|Base|Station)\b"
)
"""Without one of these words a name of an airport is nothing but the name of its town."""


def _names(name: str, iata: str) -> Iterator[Name]:
    if "International Airport" in name:
        yield Name(name.replace("International Airport", "Airport"), "alias", "strong")
        yield Name(name.replace("International Airport", "International"), "alias", "weak")
    if name.endswith("Air Force Base"):
        yield Name(name.replace("Air Force Base", "AFB"), "abbreviation", "strong")
        yield Name(name.replace("Air Force Base", "Air Base"), "alias", "weak")
    if name.endswith("AFB"):
        yield Name(name.replace("AFB", "Air Force Base"), "official", "strong")
    if iata:
        yield Name(iata, "code", "context")


def airports() -> Iterator[Row]:
    """Airports with an IATA code or a soldier's name."""
    text = member("airportsdata", "airportsdata/airports.csv").decode("utf-8")
    for entry in csv.DictReader(io.StringIO(text)):
        name = clean(entry["name"])
        base = bool(BASE.search(name))
        if not name or not (entry["iata"] or base):
            continue
        if not KIND_WORD.search(name):
            name += " Airport"
        yield Row(
            key=f"icao:{entry['icao']}", name=name, kind="site", feature_class="S",
            feature_code="AIRB" if base else "AIRP", country=entry["country"], admin1="", admin2="",
            lat=round(float(entry["lat"]), 4), lon=round(float(entry["lon"]), 4), population=0, geonameid=None,
            wikidata="", source="airportsdata", names=distinct(_names(name, entry["iata"]), name),
        )  # fmt: skip
