"""``geobrief gazetteer fetch``: a country's places from GeoNames, fetched and imported in one go."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geobrief.cli.terminal import bytes_bar, put, say

if TYPE_CHECKING:
    from geobrief.web import Downloaded, Dump, Remote, Web


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the action takes."""
    parser.description = (
        "Fetch GeoNames' dumps of countries and import them: every village that GeoNames knows, where the bundled "
        "gazetteer stops at 500 inhabitants. Says the sizes first, goes on where it was cut off, and fetches nothing "
        "again that has not changed. Needs pip install 'geobrief[web]'."
    )
    parser.add_argument("source", choices=["geonames"], help="whose places")
    parser.add_argument("--countries", metavar="CODES", required=True, help="two-letter codes or names (NE,ML,BF)")
    parser.add_argument(
        "--alternate-names", action="store_true", help="the languages and kinds of names as well: larger, and better"
    )
    parser.add_argument("--sizes", action="store_true", help="only say how large the files are")
    parser.add_argument(
        "--address",
        metavar="URL",
        help="of a copy of GeoNames' dumps (default: $GEOBRIEF_GEONAMES, or GeoNames itself)",
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the files stay (default: your cache folder)")
    parser.add_argument("--allow-private", action="store_true", help="reach a host of a private network as well")


def run(args: argparse.Namespace) -> int:
    """Say the sizes, fetch, import."""
    from geobrief.web import require_libraries

    require_libraries()
    from geobrief.gazetteer import stem_of
    from geobrief.web import DUMP_SECONDS, MOST_DUMP_BYTES, Web, base_address, country_codes, dumps_of

    asked = country_codes(_codes(args.countries))

    web = Web(DUMP_SECONDS, MOST_DUMP_BYTES, args.allow_private)
    base = base_address(args.address)
    dumps = dumps_of(web, asked, base=base, names=args.alternate_names)
    say(_sizes(dumps, base))
    if args.sizes:
        return 0
    folder = args.keep or _cache()
    for dump in dumps:
        _fetch_and_import(web, dump, folder)
        args.made = True
    named = " ".join(f"--layer {stem_of(_layer(dump))}" for dump in dumps)
    say(f"places: GeoNames, CC BY 4.0; a brief knows them that is built with {named}")
    return 0


def _codes(written: str) -> str:
    """The same with the codes of countries in place of their names; what is neither is told before anybody is asked."""
    from geobrief.errors import UsageError
    from geobrief.gazetteer import Gazetteer, find_places

    gazetteer = Gazetteer.default()
    codes = []
    for part in filter(None, map(str.strip, written.split(","))):
        found = [one.hit for one in find_places(gazetteer, part) if one.hit.strength == "strong"]
        named = (gazetteer.full(hit.place) for hit in found)
        code = next((place.country for place in named if place.kind in {"country", "territory"}), None)
        code = part.upper() if gazetteer.country(part) else code
        if code is None:
            raise UsageError(
                f"{part!r} is neither the code nor the name of a country; write two-letter codes: --countries NE,ML,BF"
            )
        codes.append(code)
    return ",".join(codes)


def _fetch_and_import(web: Web, dump: Dump, folder: Path) -> None:
    from geobrief.cli.gazetteer import watched
    from geobrief.gazetteer import Skips, install, read_geonames

    places = _fetch(web, dump.places, folder)
    names = _fetch(web, dump.names, folder / "alternatenames") if dump.names else None
    skips = Skips()
    rows = read_geonames(places.path, countries=[dump.country], alternates=names.path if names else None, skips=skips)
    sources = [places.path, *([names.path] if names else [])]
    made = install(watched(rows), _layer(dump), skips=skips, sources=sources)
    for line in skips.lines():
        put(line)
    say(f"{dump.country}: {made.places:,} places imported into {made.path}")


def _layer(dump: Dump) -> str:
    return f"geonames {dump.country}"


def _fetch(web: Web, remote: Remote, folder: Path) -> Downloaded:
    from geobrief.web import download_file

    with bytes_bar(f"fetching {urlsplit(remote.address).path.rpartition('/')[2]}", remote.size) as step:
        fetched = download_file(web, remote, folder, step=step)
    say(f"{fetched.path}: {fetched.how}, {_size(fetched.size)}, sha256 {fetched.sha256}")
    return fetched


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("geobrief", appauthor=False) / "geonames"


def _sizes(dumps: Sequence[Dump], base: str) -> str:
    files = [remote for dump in dumps for remote in (dump.places, dump.names) if remote]
    named = [f"{remote.address.removeprefix(base)} {_size(remote.size)}" for remote in files]
    known = [remote.size for remote in files if remote.size is not None]
    least = "" if len(known) == len(files) else "at least "
    return f"from {base}: {', '.join(named)}; {least}{_size(sum(known))} in all"


def _size(size: int | None) -> str:
    if size is None:
        return "of unknown size"
    for unit, bound in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bound:
            return f"{size / bound:.1f} {unit}"
    return f"{size} bytes"
