"""The hand-edited tables of ``sources/``: each row a fact with its source and the day it was checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from gazetteer.countries import SOURCES
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.index import read_source
from geobrief.gazetteer.table import KINDS, Name, Row, parse_names
from geobrief.model import NameStrength

Target = str
"""A key (``geonames:2988507``), a country's ISO code (``NE``), a province's code (``US.LA``) or a town's
country or province with its name (``US.LA:Alexandria``)."""

PLACE_FILES = ("regions.tsv", "waters.tsv", "landforms.tsv", "sites.tsv", "settlements.tsv", "seats.tsv")
"""The tables that hold whole places, all with one header."""


def _place(entry: dict[str, str], path: Path) -> Row:
    if entry["kind"] not in KINDS:
        raise SystemExit(f"{path.name}: {entry['key']}: {entry['kind']!r} is no kind of place")
    if not entry["source"] or not entry["checked"]:
        raise SystemExit(f"{path.name}: {entry['key']}: a row without a source or without a date")
    number = int(entry["geonameid"]) if entry["geonameid"] else None
    # A place in one province says so ("US.DC"); one in several countries lists them and lies in none.
    countries = entry["countries"].replace(",", "|").split("|")
    country, _, province = countries[0].partition(".") if len(countries) == 1 else ("", "", "")
    return Row(
        key=entry["key"] or f"geonames:{number}",
        name=entry["name"], kind=entry["kind"], feature_class=entry["feature_class"],
        feature_code=entry["feature_code"], country=country, admin1=province, admin2="", lat=float(entry["lat"]),
        lon=float(entry["lon"]), population=int(entry.get("population") or 0), geonameid=number,
        wikidata=entry["wikidata"] or "", source="geobrief", names=parse_names(entry["names"], strength="strong"),
        claims=(entry["claims"] or "").replace(",", "+").replace("|", "+"),
    )  # fmt: skip


def handmade() -> Iterator[Row]:
    """Every row of the tables of places."""
    for name in PLACE_FILES:
        path = SOURCES / name
        if path.exists():
            for entry in read_source(path):
                yield _place(entry, path)


def province_facts() -> dict[str, dict[str, str]]:
    """``sources/provinces.tsv``: code → GeoNames' own point and id of the province."""
    return {entry["code"]: entry for entry in read_source(SOURCES / "provinces.tsv")}


def demonyms() -> Iterator[tuple[Target, Name]]:
    """``sources/demonyms.tsv`` → targets and the words for their people."""
    for entry in read_source(SOURCES / "demonyms.tsv"):
        for text in dict.fromkeys((entry["singular"], entry["plural"], entry["adjective"])):
            if text:
                yield entry["target"], Name(text, "demonym", cast("NameStrength", entry["strength"]), "en")


def abbreviations() -> Iterator[tuple[Target, Name]]:
    """``sources/names.tsv`` → targets and further names: abbreviations, exonyms, nicknames."""
    for entry in read_source(SOURCES / "names.tsv"):
        for name in parse_names(entry["names"], strength="strong"):
            yield entry["target"], name


def _by_target(rows: list[Row]) -> dict[Target, str]:
    """Every way in which the tables may point at a place → its key; towns by any of their names, largest last."""
    found: dict[Target, str] = {}
    for row in sorted(rows, key=lambda r: (r.kind != "city", r.population)):
        if row.kind in ("city", "district", "site"):
            for name in (*(n.text for n in row.names if n.kind != "code"), row.name):
                for area in (row.country, f"{row.country}.{row.admin1}"):
                    found.setdefault(f"{area}:{fold(name)}", row.key)
    for row in sorted((r for r in rows if r.kind in ("district", "city")), key=lambda r: r.population):
        for area in (row.country, f"{row.country}.{row.admin1}"):
            found[f"{area}:{fold(row.name)}"] = row.key
    for row in rows:
        found[row.key] = row.key
        if row.kind == "admin1":
            found[f"{row.country}.{row.admin1}"] = row.key
        elif _is_whole_country(row):
            found[row.country] = row.key
    return found


def _is_whole_country(row: Row) -> bool:
    """Whether a row is what its country code means: Ukraine, and not the part of it that calls itself a republic."""
    return row.kind in ("country", "territory") and row.feature_code.startswith(("PCL", "TERR")) and not row.admin1


def apply_names(rows: list[Row], additions: list[tuple[Target, Name]]) -> list[Row]:
    """Rows with further names; a name that is there already takes the kind and strength that the table gives it."""
    keys = _by_target(rows)
    extra: dict[str, list[Name]] = defaultdict(list)
    lost = []
    for target, name in additions:
        area, colon, town = target.partition(":")
        wanted = target if not colon or area.islower() else f"{area}:{fold(town)}"
        if wanted in keys:
            extra[keys[wanted]].append(name)
        else:
            lost.append(f"{name.text!r} is for {target!r}, which is not in the gazetteer")
    if lost:
        raise SystemExit("\n".join(lost))
    changed = []
    for row in rows:
        if row.key in extra:
            names = {fold(n.text): n for n in (*row.names, *extra[row.key])}
            changed.append(replace(row, names=tuple(names[folded] for folded in sorted(names))))
        else:
            changed.append(row)
    return changed
