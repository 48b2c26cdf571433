"""Brief → CSV: the events, a row for each of their places, as a spreadsheet opens it.

UTF-8 with a byte order mark, because Excel guesses another encoding without one. A cell that a spreadsheet would take
for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.hxl import hxl_tags
from geobrief.export.options import ExportOptions
from geobrief.export.tables import Row, spread_rows

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""First signs, behind white space, after which a spreadsheet computes; a Japanese one after the wide ones, too."""

_EMPTY: Row = {"id": None, "kind": None, "label": None, "event_date": None, "location": None}


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the table of events."""
    rows = spread_rows(brief)
    columns = [column for column in (rows[0] if rows else _EMPTY) if column != "geometry"]
    write_table(path, columns, rows, hxl_tags(columns) if options.hxl else None)


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row], tags: Sequence[str] | None = None) -> None:
    """Write some columns of a table, with a row of HXL tags below the headings where they are given."""
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        table = csv.writer(file)
        table.writerow(columns)
        if tags:
            table.writerow(tags)
        table.writerows([cell(row[column]) for column in columns] for row in rows)


def cell(value: object) -> object:
    """Return a value as a cell of CSV holds it: no formula, no zero byte, nothing where there is nothing."""
    if isinstance(value, str):
        text = value.replace("\0", "")
        return "'" + text if text.lstrip().startswith(_FORMULA) else text
    return "" if value is None else value
