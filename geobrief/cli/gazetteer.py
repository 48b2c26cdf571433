"""``geobrief gazetteer``: look into it, search it, import places, export them."""

from __future__ import annotations

import argparse
import json

HELP = "What the gazetteer holds, what it knows of a name, and how to add places of one's own."

SHOWN = 10
"""Places that a search prints."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    info = actions.add_parser("info", help="which gazetteer this is, and what is in it")
    info.add_argument("--json", action="store_true", help="print JSON")
    search = actions.add_parser("search", help="places by name, misspelt ones too")
    search.add_argument("name", metavar="NAME")
    search.add_argument("--country", metavar="CODE", help="two-letter code of the country")
    search.add_argument("--limit", type=int, default=SHOWN, metavar="N", help=f"how many at most (default {SHOWN})")
    search.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    actions = {"info": _info, "search": _search}
    return actions[args.action](args)


def _info(args: argparse.Namespace) -> int:
    from geobrief.gazetteer import Gazetteer
    from geobrief.gazetteer.summary import summary

    facts = summary(Gazetteer.default())
    if args.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return 0
    for layer in facts:
        print(f"{layer['name']} {layer['version']}: {layer['places']:,} places, {layer['names']:,} names")
        for kind, count in layer["kinds"].items():
            print(f"  {kind:10} {count:9,}")
        print(f"  file       {layer['path']}")
        print(f"  sha256     {layer['sha256']}")
    print("Place names: GeoNames (CC BY 4.0), Natural Earth and others; see gazetteer/datapackage.json.")
    return 0


def _search(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from geobrief.gazetteer import Gazetteer

    found = Gazetteer.default().search(args.name, limit=args.limit, country=args.country)
    if args.json:
        print(json.dumps([asdict(candidate) for candidate in found], ensure_ascii=False, indent=2))
        return 0 if found else 1
    for candidate in found:
        place = candidate.place
        where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
        print(f"{place.name} ({place.kind}{', ' + where if where else ''})  {place.lat:.4f}, {place.lon:.4f}", end="")
        print(f"  {place.key}  as {candidate.name!r}, {candidate.strength} {candidate.name_kind}")
    return 0 if found else 1
