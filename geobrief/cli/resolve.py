"""``geobrief resolve``: which place does a name mean?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from geobrief.cli.outputs import add_layers
from geobrief.cli.terminal import put, put_json

if TYPE_CHECKING:
    from geobrief.gazetteer import Found, Gazetteer

HELP = "Which place does a name mean, when nothing but the name is known? The likeliest first, with the runners-up."

SHOWN = 10
"""Places that are printed."""


def position(text: str) -> tuple[float, float]:
    """``LAT,LON`` → degrees."""
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no position; write latitude,longitude in degrees") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise argparse.ArgumentTypeError(f"{text!r} is not on Earth; latitude comes first")
    return lat, lon


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", metavar="NAME", help='a name, also with what it lies in: "Paris, Texas"')
    parser.add_argument("--country", metavar="CODE", help="the country it must lie in, as a two-letter code (NE)")
    parser.add_argument("--near", metavar="LAT,LON", type=position, help="a position that it is expected to be near")
    add_layers(parser)
    parser.add_argument("--json", action="store_true", help="print a JSON list")
    parser.add_argument("--explain", action="store_true", help="print the reasons")


def run(args: argparse.Namespace) -> int:
    """Print the places. 1 where there are none."""
    from geobrief.gazetteer import Gazetteer, laid

    with laid(args.layer):
        return _resolve(args, Gazetteer.default())


def _resolve(args: argparse.Namespace, gazetteer: Gazetteer) -> int:
    from geobrief.gazetteer import find_places

    found = find_places(gazetteer, args.name, country=args.country, near=args.near)[:SHOWN]
    if args.json:
        put_json([_record(gazetteer, one) for one in found])
    elif not found:
        put(f"no place is called {args.name!r}" + (f" in {args.country.upper()}" if args.country else ""))
    else:
        _print(gazetteer, found, explain=args.explain)
    return 0 if found else 1


def _record(gazetteer: Gazetteer, one: Found) -> dict[str, object]:
    place = gazetteer.full(one.hit.place)
    return {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "confidence": round(one.confidence, 4),
        "because": "; ".join(one.reasons),
    }


def _print(gazetteer: Gazetteer, found: list[Found], *, explain: bool) -> None:
    for one in found:
        place = gazetteer.full(one.hit.place)
        where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
        named = f"{one.confidence:5.2f}  {place.name} ({place.kind}{', ' + where if where else ''})"
        put(f"{named}  {place.lat:.4f}, {place.lon:.4f}  {place.key}")
        if explain:
            for reason in one.reasons:
                put(f"         - {reason}")
