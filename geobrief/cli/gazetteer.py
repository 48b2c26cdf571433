"""``geobrief gazetteer``: look into it, search it, fetch and import places, export them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.cli.outputs import whole_number
from geobrief.cli.terminal import progress_bar, put, put_json

if TYPE_CHECKING:
    from geobrief.gazetteer import Imported, Row, Skips

HELP = "What the gazetteer holds, what it knows of a name, and how to add places of one's own."

SHOWN = 10
"""Places that a search prints."""

SOURCES = ("geonames", "naturalearth", "ourairports", "wikidata", "csv", "geojson")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    info = actions.add_parser("info", help="which gazetteer this is, and what is in it")
    info.add_argument("--json", action="store_true", help="print JSON")
    search = actions.add_parser("search", help="places by name, misspelt ones too")
    search.add_argument("name", metavar="NAME", help="as anybody writes it; misspelt names are found, too")
    search.add_argument("--country", metavar="CODE", help="two-letter code of the country")
    search.add_argument(
        "--limit", type=whole_number, default=SHOWN, metavar="N", help=f"how many at most (default {SHOWN})"
    )
    search.add_argument("--json", action="store_true", help="print JSON")
    _add_import(actions.add_parser("import", help="add places: GeoNames, Natural Earth, your own list …"))
    from geobrief.cli import fetching

    fetching.add_arguments(
        actions.add_parser("fetch", help="fetch GeoNames' places of whole countries, and import them")
    )
    listed = actions.add_parser(
        "list", help="the layers that you imported, and which of them a build uses unasked: none"
    )
    listed.add_argument("--json", action="store_true", help="print JSON")
    remove = actions.add_parser("remove", help="take imported layers away again")
    remove.add_argument("names", nargs="+", metavar="NAME", help="of the layer, as geobrief gazetteer list shows it")
    export = actions.add_parser("export", help="write the places to .csv, .geojson, .gpkg or .parquet")
    export.add_argument("path", metavar="PATH", type=Path, help="where to write; the suffix chooses the format")
    export.add_argument("--country", metavar="CODE", help="only the places of this country")
    export.add_argument("--kind", metavar="KIND", action="append", help="only places of this kind; may be repeated")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", choices=SOURCES, help="what kind of file it is")
    parser.add_argument(
        "path", metavar="PATH", type=Path, help="the file: allCountries.zip, airports.csv, places.geojson …"
    )
    parser.add_argument("--name", help="name of the layer; importing under a name again replaces it")
    parser.add_argument("--countries", metavar="CODES", default="", help="of GeoNames: only these (NE,ML,BF)")
    parser.add_argument("--alternate-names", metavar="ZIP", type=Path, help="of GeoNames: alternateNamesV2.zip")
    parser.add_argument(
        "--column",
        metavar="ROLE=COLUMN",
        action="append",
        default=[],
        help="of csv and geojson: lat=Breite, name=Ort …",
    )


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    from geobrief.cli import fetching
    from geobrief.gazetteer import ALL_LAYERS, ASKED_LAYERS, laid

    actions = {
        "info": _info, "search": _search, "import": _import, "fetch": fetching.run, "list": _list, "remove": _remove,
        "export": _export,
    }  # fmt: skip
    # Who looks into the gazetteer wants to see what lies over it as well.
    with laid(None if os.environ.get(ASKED_LAYERS) else [ALL_LAYERS]):
        return actions[args.action](args)


def _info(args: argparse.Namespace) -> int:
    from geobrief.gazetteer import Gazetteer, summary_of

    facts = summary_of(Gazetteer.default())
    if args.json:
        put_json(facts)
        return 0
    for layer in facts:
        put(f"{layer['name']} {layer['version']}: {layer['places']:,} places, {layer['names']:,} names")
        for kind, count in layer["kinds"].items():
            put(f"  {kind:10} {count:9,}")
        put(f"  file       {layer['path']}")
        put(f"  sha256     {layer['sha256']}")
    put("Place names: GeoNames (CC BY 4.0), Natural Earth and others; see gazetteer/datapackage.json.")
    return 0


def _list(args: argparse.Namespace) -> int:
    from geobrief.gazetteer import Layer, imported_indexes

    layers = [(path, Layer(path)) for path in imported_indexes()]
    rows = [
        {"name": layer.meta("name"), "places": int(layer.meta("places") or 0), "sha256": layer.meta("sha256"), "path": str(path)}
        for path, layer in layers
    ]  # fmt: skip
    if args.json:
        put_json(rows)
        return 0
    for row in rows:
        put(f"{row['name']}: {row['places']:,} places, sha256 {str(row['sha256'])[:12]}, {row['path']}")
    if rows:
        put('A build uses none of them unasked: --layer NAME, or [gazetteer] layers = ["NAME"] in a recipe.')
    else:
        put("nothing is imported; geobrief gazetteer import makes a layer")
    return 0


def _remove(args: argparse.Namespace) -> int:
    from geobrief.errors import GazetteerError, did_you_mean
    from geobrief.gazetteer import imported_indexes, named_layer

    found: dict[str, Path] = {}
    for name in args.names:
        path = named_layer(name)
        if path is None:
            names = [path.stem for path in imported_indexes()]
            near = did_you_mean(name, names) or "; geobrief gazetteer list shows those that are there"
            raise GazetteerError(name, f"no layer is called so{near}")
        found[name] = path
    for name, path in found.items():
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise GazetteerError(name, f"cannot be removed ({error.strerror or error})") from error
        args.made = True
        put(f"removed {path.stem}: {path}")
    return 0


def _search(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from geobrief.gazetteer import Gazetteer

    found = Gazetteer.default().search(args.name, limit=args.limit, country=args.country)
    if args.json:
        put_json([asdict(candidate) for candidate in found])
        return 0 if found else 1
    for candidate in found:
        place = candidate.place
        where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
        named = f"{place.name} ({place.kind}{', ' + where if where else ''})  {place.lat:.4f}, {place.lon:.4f}"
        put(f"{named}  {place.key}  as {candidate.name!r}, {candidate.strength} {candidate.name_kind}")
    if not found:
        where = f" in {args.country.upper()}" if args.country else ""
        put(f"no place{where} is called {args.name!r}, or anything like it")
    return 0 if found else 1


def _import(args: argparse.Namespace) -> int:
    from geobrief.gazetteer import Skips

    skips = Skips()
    made = _read(args, skips)
    args.made = True
    for line in skips.lines():
        put(line)
    pinned = f" and {made.pins:,} names with a fixed meaning" if made.pins else ""
    put(f"{made.places:,} places{pinned} imported into {made.path}")
    return 0


def _read(args: argparse.Namespace, skips: Skips) -> Imported:
    from geobrief.gazetteer import (
        install,
        read_geonames,
        read_ourairports,
        read_own_csv,
        read_own_vector,
        read_wikidata,
    )

    sources = [args.path]
    pins: dict[str, str] = {}
    shapes: dict[str, str] = {}
    given = dict(pair.split("=", 1) for pair in args.column if "=" in pair)
    columns: dict[str, str] = {}
    if args.source == "geonames":
        countries = [code for code in args.countries.split(",") if code]
        rows = read_geonames(args.path, countries=countries, alternates=args.alternate_names, skips=skips)
        sources += [args.alternate_names] if args.alternate_names else []
    elif args.source == "ourairports":
        rows = read_ourairports(args.path, skips=skips)
    elif args.source == "wikidata":
        rows = read_wikidata(args.path, skips=skips)
    elif args.source == "csv":
        columns, rows = read_own_csv(args.path, skips=skips, given=given, pins=pins)
    else:
        columns, rows = read_own_vector(
            args.path, skips=skips, given=given, shapes=None if args.source == "naturalearth" else shapes
        )
    if columns:
        put("columns: " + ", ".join(f"{role} = {column}" for role, column in sorted(columns.items())))
    name = args.name or f"{args.source} {args.path.stem}"
    if args.source in ("csv", "geojson"):
        name = f"user {name}"  # a user's own list lies over everything else
    return install(watched(rows), name, skips=skips, sources=sources, pins=pins, shapes=shapes)


def watched(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows, with a count on a terminal."""
    with progress_bar("importing", None, "place") as step:
        for row in rows:
            step(row.name)
            yield row


def _export(args: argparse.Namespace) -> int:
    from geobrief.errors import UsageError
    from geobrief.gazetteer import KINDS, Gazetteer, write_places

    unknown = [kind for kind in args.kind or () if kind not in KINDS]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no kind of place; there are {', '.join(KINDS)}")
    count = write_places(Gazetteer.default(), args.path, kinds=args.kind, country=args.country)
    put(f"{count:,} places in {args.path}")
    return 0
