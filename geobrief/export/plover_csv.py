"""Brief → a table of events coded as PLOVER codes them: type, mode, actor, recipient, day, place, text.

PLOVER knows no plans and denials as events of their own: ``status`` says what geobrief read, and a reader who wants
only what happened keeps ``done``, ``under way`` and ``past``.
"""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.events import event_kinds
from geobrief.export.csv_table import write_table
from geobrief.export.hxl import hxl_tags
from geobrief.export.options import ExportOptions
from geobrief.export.tables import Row, event_rows
from geobrief.model import Event

COLUMNS = (
    "id event_date date_from date_to event_type event_mode status actor recipient location admin1 country "
    "latitude longitude geo_precision articles independent ratings copy_of reviewed set_by source source_url text"
).split()


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the table."""
    rows = [_row(row, event) for row, event in zip(event_rows(brief), brief.events, strict=True)]
    write_table(path, COLUMNS, rows, hxl_tags(COLUMNS) if options.hxl else None)


def _row(row: Row, event: Event) -> Row:
    kind = event_kinds()[event.kind]
    actors = {role: [who.name for who in event.who if who.role == role] for role in ("source", "target")}
    return {
        **{name: row.get(name) for name in COLUMNS},
        "event_type": kind.plover_type,
        "event_mode": kind.plover_mode,
        "actor": "; ".join(actors["source"]) or None,
        "recipient": "; ".join(actors["target"]) or None,
        "text": row["notes"],
    }
