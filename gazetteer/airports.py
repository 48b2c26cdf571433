"""Airports and air bases (airportsdata), without the thousands of farm strips."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from gazetteer.cities import clean
from gazetteer.fetch import member
from gazetteer.provinces import distinct, middle
from geobrief.gazetteer.earth import distance_km
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.table import Name, Row

BASE = re.compile(
    r"\b(?:Air (?:Force )?Base|AFB|Air Force|Naval Air|Air Station|Army|RAF|RNAS|Base Aérienne|Base Aerea)\b"
)
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


def _entries() -> Iterator[dict[str, str]]:
    text = member("airportsdata", "airportsdata/airports.csv").decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def airports() -> Iterator[Row]:
    """Airports with an IATA code or a soldier's name."""
    for entry in _entries():
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


SAME_TOWN_KM = 60.0
"""An airfield this near a town of the name serves that town."""

TOWN_NAME = re.compile(r"[^\W\d_][^\W\d_'’. -]*(?:[ '’.-]+[^\W\d_]+)*$")
"""Letters and what joins them: no "Oulu / Oulunsalo", no "Block 42"."""


def airfield_towns(rows: Iterable[Row]) -> Iterator[Row]:
    """Places that airfields are named after and that no other source has; each stands at its airfield.

    cities500 leaves out villages below 500 inhabitants and, in many countries, far larger places.
    """
    known = defaultdict(list)
    provinces = {}
    for row in rows:
        for name in (row.name, *(n.text for n in row.names)):
            if row.kind == "admin1":
                provinces[row.country, fold(name)] = row.admin1
            elif row.kind in ("city", "district", "admin2", "site"):
                known[row.country, fold(name)].append((row.lat, row.lon))
    fields = defaultdict(list)
    spelt: dict[tuple[str, str, str], str] = {}
    for entry in _entries():
        name, lat, lon = clean(entry["city"]), float(entry["lat"]), float(entry["lon"])
        near = known.get((entry["country"], fold(name)), [])
        if TOWN_NAME.match(name) and not any(distance_km(lat, lon, *point) < SAME_TOWN_KM for point in near):
            province = provinces.get((entry["country"], fold(entry["subd"].replace("-", " "))), "")
            place = (entry["country"], province, fold(name))
            spelt[place] = min(name, spelt.get(place, name))
            fields[place].append((lat, lon))
    for (country, province, folded), points in sorted(fields.items()):
        lat, lon = middle(points)
        if any(distance_km(lat, lon, *point) > SAME_TOWN_KM for point in points):
            continue  # several places of one name, with no telling which is which
        number = f"{country}.{province}.{folded}".replace(" ", "-")
        yield Row(
            key=f"airfield:{number}", name=spelt[country, province, folded], kind="city", feature_class="P", feature_code="PPL", country=country,
            admin1=province, admin2="", lat=round(lat, 3), lon=round(lon, 3), population=0, geonameid=None,
            wikidata="", source="airportsdata", names=(),
        )  # fmt: skip
