"""``geobrief places``: the places of a brief as a list, and the names whose place nobody knows."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from geobrief.cli.listing import Column, Row, add_listing_arguments, open_brief, print_rows

if TYPE_CHECKING:
    from geobrief.brief import Brief
    from geobrief.model import PlaceRecord

HELP = (
    "List the places of a brief, those with most events first: how often they are named, in how many articles, and the "
    "key by which a recipe sets a place."
)

_COLUMNS = (
    Column("name", "PLACE", gives_way=True),
    Column("kind", "KIND"),
    Column("admin1", "PROVINCE", gives_way=True),
    Column("country", "IN"),
    Column("events", "EVENTS", right=True),
    Column("mentions", "NAMED", right=True),
    Column("articles", "ARTICLES", right=True),
    Column("lat", "LAT", right=True),
    Column("lon", "LON", right=True),
    Column("key", "KEY"),
)

_UNKNOWN = (
    Column("name", "NAME", gives_way=True),
    Column("mentions", "NAMED", right=True),
    Column("articles", "ARTICLES", right=True),
    Column("because", "BECAUSE", gives_way=True),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_listing_arguments(parser, "places")
    parser.add_argument("--kind", metavar="KIND", action="append", help="only of this kind; may be repeated")
    parser.add_argument("--unknown", action="store_true", help="the names that were found and not placed, instead")


def run(args: argparse.Namespace) -> int:
    """Print the places. 1 where there are none."""
    brief = open_brief(args.brief)
    if args.unknown:
        return print_rows(args, _unknown(brief), _UNKNOWN, "name")
    rows = [row for place, row in _placed(brief) if _is_wanted(place, args)]
    return print_rows(args, rows, _COLUMNS, "place")


def _is_wanted(place: PlaceRecord, args: argparse.Namespace) -> bool:
    in_country = not args.country or (place.country or "").upper() == args.country.upper()
    return in_country and (not args.kind or place.kind in args.kind)


def _placed(brief: Brief) -> list[tuple[PlaceRecord, Row]]:
    events = Counter(place for event in brief.events for place in {where.place for where in event.where})
    mentions = Counter(mention.place for mention in brief.mentions if mention.place)
    articles = Counter(place for place, _ in {(mention.place, mention.article) for mention in brief.mentions})
    rows = [
        (
            place,
            {
                "id": place.id,
                "key": f"geonames:{place.geonameid}" if place.geonameid else None,
                "name": place.name,
                "kind": place.kind,
                "admin1": place.admin1 if place.admin1 != place.name else None,
                "country": place.country,
                "lat": None if place.extent else round(place.lat, 4),
                "lon": None if place.extent else round(place.lon, 4),
                "events": events[place.id],
                "mentions": mentions[place.id],
                "articles": articles[place.id],
                "reviewed": place.id in brief.reviewed,
            },
        )
        for place in brief.places
    ]
    return sorted(rows, key=lambda pair: (-events[pair[0].id], -mentions[pair[0].id], pair[0].name, pair[0].id))


def _unknown(brief: Brief) -> list[Row]:
    without = [mention for mention in brief.mentions if mention.place is None]
    named = Counter(mention.text for mention in without)
    articles = Counter(text for text, _ in {(mention.text, mention.article) for mention in without})
    because = {mention.text: mention.because for mention in reversed(without)}
    ordered = sorted(named, key=lambda text: (-named[text], text))
    return [
        {"name": text, "mentions": named[text], "articles": articles[text], "because": because[text]}
        for text in ordered
    ]
