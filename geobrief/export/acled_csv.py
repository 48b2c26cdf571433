"""Brief → a table with ACLED's columns, so that a dashboard made for ACLED's exports takes it.

Only what means the same is filled in. Nobody at ACLED coded these events: ``event_id_cnty`` is geobrief's own id, and
``fatalities`` is empty where no article gives a number of people killed. Events that ACLED does not code are left out,
as are those that have not happened: planned, demanded and denied ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geobrief.brief import Brief
from geobrief.events import event_kinds
from geobrief.export.csv_table import write_table
from geobrief.export.hxl import hxl_tags
from geobrief.export.options import ExportOptions
from geobrief.export.tables import Row, event_rows
from geobrief.model import Event

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type "
    "actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting "
    "iso region country admin1 admin2 admin3 location latitude longitude geo_precision "
    "source source_scale notes fatalities tags timestamp"
).split()
"""All columns of ACLED's codebook of 2023 (acleddata.com, "Guide to 2023 ACLED column changes"), in its order: a program
that counts them finds them. Those for which an article says nothing of the kind stay empty."""

_HAPPENED = frozenset({"done", "under way", "past"})

_AGAINST_CIVILIANS = "Violence against civilians"

_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    _AGAINST_CIVILIANS: "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
"""ACLED's disorder type of each event type, for the types that have one; mob violence counts as both."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the table."""
    from geobrief.gazetteer import Gazetteer  # noqa: PLC0415  # its index is opened for names only

    named = Gazetteer.default().country_name
    events = {event.id: event for event in brief.events}
    rows = [
        _row(row, events[row["id"]]) | {"country": named(row["country"]) if row["country"] else None}
        for row in event_rows(brief)
        if row["event_type"] and row["status"] in _HAPPENED
    ]
    write_table(path, COLUMNS, rows, hxl_tags(COLUMNS, country_names=True) if options.hxl else None)


def _row(row: Mapping[str, object], event: Event) -> Row:
    days = [day for day in (event.when.start, event.when.end) if day]
    year = days[0].year if days and days[0].year == days[-1].year else None
    actors = {role: [who.name for who in event.who if who.role == role] for role in ("source", "target")}
    killed = [figure.value for figure in event.figures if figure.what == "people killed"]
    event_type = str(row["event_type"])
    return {
        **{name: row.get(name) for name in COLUMNS},
        "event_id_cnty": row["id"],
        # ACLED writes a day of the week or the month and says so in time_precision; a year has no such day.
        "event_date": row["date_from"] if row["time_precision"] else None,
        "year": year,
        "civilian_targeting": "Civilian targeting" if event_type == _AGAINST_CIVILIANS else None,
        "disorder_type": _DISORDER.get(event_type),
        "actor1": "; ".join(actors["source"]) or None,
        "actor2": "; ".join(actors["target"]) or None,
        "fatalities": int(max(killed)) if killed else None,
        "tags": _tags(row, event),
    }


def _tags(row: Mapping[str, object], event: Event) -> str:
    """What ACLED has no column for, as its tags are written."""
    tags = {
        "geobrief kind": event_kinds()[event.kind].label,
        "articles": event.articles,
        "independent": event.independent,
        "ratings": str(row["ratings"] or "").replace(";", ","),
        "set by the analyst": row["set_by"],
    }
    return "; ".join(f"{name}: {value}" for name, value in tags.items() if value)
