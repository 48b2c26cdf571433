"""``geobrief events``: the events of a brief as a list, with the ids that a recipe corrects them by."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from geobrief.cli.listing import Column, Row, add_listing_arguments, open_brief, print_rows
from geobrief.cli.outputs import day, share

if TYPE_CHECKING:
    from geobrief.brief import Brief
    from geobrief.model import Event, PlaceRecord, When

HELP = (
    "List the events of a brief in the order of time: when, what, where, how sure, in how many independent articles, "
    "and the id by which a recipe corrects them."
)

_COLUMNS = (
    Column("when", "WHEN"),
    Column("status", "STATUS"),
    Column("label", "EVENT", gives_way=True),
    Column("where", "WHERE", gives_way=True),
    Column("confidence", "SURE", right=True),
    Column("independent", "ARTICLES", right=True),
    Column("id", "ID"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_listing_arguments(parser, "events")
    parser.add_argument("--kind", metavar="KIND", action="append", help="only of this kind; may be repeated")
    parser.add_argument("--min-confidence", type=share, default=0.0, metavar="SHARE", help="only as sure as this (0.6)")
    parser.add_argument(
        "--since", type=day, metavar="DAY", help="only what was, or may have been, on this day or later"
    )


def run(args: argparse.Namespace) -> int:
    """Print the events. 1 where there are none."""
    from geobrief.errors import UsageError, did_you_mean
    from geobrief.events import event_kinds

    for kind in args.kind or ():
        if kind not in event_kinds():
            raise UsageError(f"{kind!r} is no kind of event{did_you_mean(kind, event_kinds())}")
    brief = open_brief(args.brief)
    places = {place.id: place for place in brief.places}
    rows = [_row(event, places, brief) for event in brief.events if _is_wanted(event, places, args)]
    return print_rows(args, rows, _COLUMNS, "event")


def _is_wanted(event: Event, places: dict[str, PlaceRecord], args: argparse.Namespace) -> bool:
    countries = {(places[where.place].country or "").upper() for where in event.where}
    return (
        event.confidence >= args.min_confidence
        and (not args.kind or event.kind in args.kind)
        and (not args.country or args.country.upper() in countries)
        and (not args.since or event.when.end is None or event.when.end >= args.since)
    )


def _row(event: Event, places: dict[str, PlaceRecord], brief: Brief) -> Row:
    return {
        "id": event.id,
        "when": _days(event.when),
        "start": event.when.start.isoformat() if event.when.start else None,
        "end": event.when.end.isoformat() if event.when.end else None,
        "precision": event.when.precision,
        "status": event.status,
        "kind": event.kind,
        "label": event.label,
        "where": [where.named or places[where.place].name for where in event.where],
        "who": [actor.name for actor in event.who],
        "main": event.main,
        "confidence": event.confidence,
        "articles": event.articles,
        "independent": event.independent,
        "reviewed": event.id in brief.reviewed,
        "quote": event.citations[0].quote,
    }


def _days(when: When) -> str:
    """An interval as ISO 8601 writes it, an open end as two points."""
    if when.start is None and when.end is None:
        return ""
    start, end = (side.isoformat() if side else ".." for side in (when.start, when.end))
    return start if start == end else f"{start}/{end}"
