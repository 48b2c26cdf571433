"""Gazetteer → geobrief/map/messages/provinces/fr.json: what a province is called in French, where that is not its name.

``python -m gazetteer.french`` writes the table. A name of Natural Earth's in French goes before one made of a word for what
the province is ("Tillabéri Region": "Région de Tillabéri"). Where neither can be had without a guess, a province keeps its name.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from geobrief.gazetteer.table import parse_names

PLACES = Path(__file__).parent / "places"
TABLE = Path(__file__).parent.parent / "geobrief" / "map" / "messages" / "provinces" / "fr.json"

GENERIC = {
    "Region": "Région", "Province": "Province", "Department": "Département", "Oblast": "Oblast", "Krai": "Kraï",
    "Governorate": "Gouvernorat", "State": "État", "District": "District", "Prefecture": "Préfecture", "County": "Comté",
    "Canton": "Canton", "Emirate": "Émirat", "Voivodeship": "Voïvodie",
}  # fmt: skip
"""Words that say what a province is."""

SIDES = {
    "Northern": "du Nord", "Southern": "du Sud", "Eastern": "de l’Est", "Western": "de l’Ouest", "Central": "du Centre",
    "North": "du Nord", "South": "du Sud", "East": "de l’Est", "West": "de l’Ouest", "Centre": "du Centre",
    "North Eastern": "du Nord-Est", "North Western": "du Nord-Ouest", "South Eastern": "du Sud-Est",
    "South Western": "du Sud-Ouest", "Northeastern": "du Nord-Est", "Northwestern": "du Nord-Ouest",
    "North-West": "du Nord-Ouest", "North-East": "du Nord-Est", "South-West": "du Sud-Ouest", "South-East": "du Sud-Est",
    "Southwest": "du Sud-Ouest", "Northwest": "du Nord-Ouest", "Southeast": "du Sud-Est", "Northeast": "du Nord-Est",
}  # fmt: skip

_ENGLISH = re.compile(
    r"\b(?:upper|lower|greater|north\w*|south\w*|east\w*|west\w*|central|and|of|the|new|capital|islands?|national|federal|city"
    r"|metropolitan|autonomous|municipality|republic|territory|special|coast|river|rivers|lakes?|bay|saint|royal|old)\b",
    re.IGNORECASE,
)
"""Words that would stay English in the middle of a French name."""
_LEFT_OVER = re.compile(r"^(?:de la |de l['’]|des |du |de |d['’]|l['’])")
"""What Natural Earth leaves of "oblast d'Astrakhan": "d'Astrakhan"."""
_WHAT_IT_IS = re.compile(
    r"^(?:région|province|département|oblast|kraï|gouvernorat|état|district|préfecture|comté|canton|territoire|république|wilaya"
    r"|émirat|voïvodie|îles?|ville|municipalité)\b",
    re.IGNORECASE,
)


def french_name(name: str, exonym: str | None) -> str | None:
    """Return what a province is called in French, or None where that is its name or nobody knows."""
    base, _, generic = name.rpartition(" ")
    told = None if exonym is None else _LEFT_OVER.sub("", exonym).strip()
    if told and _WHAT_IT_IS.match(told):
        return told[:1].upper() + told[1:]
    if told and not told[:1].isupper():
        told = None
    if generic in GENERIC and base:
        if base in SIDES:
            return f"{GENERIC[generic]} {SIDES[base]}"
        own = f"de {exonym}" if exonym and exonym.startswith(("l'", "l’")) else None
        return (
            f"{GENERIC[generic]} {own or _of(told or base)}".replace("'", "’")
            if told or not _ENGLISH.search(base)
            else None
        )
    return told


_ARTICLE = {"Cascades": "des", "Lacs": "des", "Lagunes": "des", "Savanes": "des", "Vallée du Bandama": "de la"}
"""Names that are words of French, with the article that they take."""


def _of(name: str) -> str:
    if name in _ARTICLE:
        return f"{_ARTICLE[name]} {name}"
    return f"d’{name}" if name[:1] in "AEIOUÉÈÊÂÎÔYaeiouéè" else f"de {name}"


def table(rows: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return country → name → French name; two provinces of a country that would get one keep their names."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row["kind"] != "admin1":
            continue
        exonyms = [one.text for one in parse_names(row["names"]) if one.language == "fr" and one.kind == "exonym"]
        french = french_name(row["name"], exonyms[0] if exonyms else None)
        if french and french != row["name"]:
            found[row["country"]][row["name"]] = french
    for names in found.values():
        uses = Counter(names.values())
        for name in [name for name, french in names.items() if uses[french] > 1]:
            del names[name]
    return {country: dict(sorted(names.items())) for country, names in sorted(found.items()) if names}


def rows() -> Iterable[dict[str, str]]:
    """Yield the rows of the gazetteer's tables."""
    for path in sorted(PLACES.glob("*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        head = lines[0].split("\t")
        for line in lines[1:]:
            yield dict(zip(head, line.split("\t"), strict=False))


def written() -> str:
    """Return the table as the file has it."""
    return json.dumps(table(rows()), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(written(), "utf-8")
