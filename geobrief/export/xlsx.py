"""Brief → Excel: a sheet a table, findings first; heads that stay, filters, days as days, ids that join the sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from geobrief.brief import Brief
from geobrief.export.messages import words
from geobrief.export.options import ExportOptions
from geobrief.export.package import settle
from geobrief.export.report import Report, make_report
from geobrief.export.tables import DATES, PLAIN, TABLES, Row

SHEETS = (
    "findings",
    "key_figures",
    "events",
    "event_places",
    "places",
    "articles",
    "event_citations",
    "conflicts",
    "movements",
)
"""Tables in the order of the sheets; mentions are for programs, which read other formats."""

_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_WIDEST, _NARROWEST = 60, 9
"""Characters of a column."""
_EARLIEST = date(1900, 3, 1)
"""Before this day Excel counts wrongly, and a day is a text."""
_LONGEST = 32_767
"""Characters that a cell holds."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the workbook."""
    report = make_report(brief, options)
    # No text of a brief is computed, or becomes a link.
    wishes = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(str(path), wishes)
    moment = datetime.combine(options.issued, time(), UTC) if options.issued else _MOMENT
    author = (options.prepared_by or "geobrief")[:255]
    book.set_properties({"title": report.title[:255], "author": author, "created": moment.replace(tzinfo=None)})
    sheets = _Sheets(book)
    sheets.cover(report, words(options.language)("doc.method"))
    tables: dict[str, Callable[[Brief], list[Row]]] = {**TABLES, **PLAIN}
    for name in SHEETS:
        rows = tables[name](brief)
        if rows:
            sheets.table(name, rows)
    book.close()
    settle(path)


class _Sheets:
    """The sheets of one workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  # the library ships no types
        self._book = book
        self._head = book.add_format({"bold": True, "bg_color": "#F1EFE9", "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self._cell = book.add_format({"text_wrap": True, "valign": "top"})
        self._strong = book.add_format({"bold": True, "font_size": 16})

    def cover(self, report: Report, method: str) -> None:
        """Add the sheet that says what this is, for whom, of which days, and how it was made."""
        sheet = self._book.add_worksheet("brief")
        sheet.set_column(0, 0, 110)
        lines = [*([report.marking.text] if report.marking else []), report.title, report.facts, *report.dates]
        decided = [f"{by}: {text}" for by, text in report.decisions]
        for number, text in enumerate([*lines, "", *decided, "", method, *report.method]):
            sheet.write_string(number, 0, text[:_LONGEST], self._strong if text == report.title else self._cell)

    def table(self, name: str, rows: list[Row]) -> None:
        """Add a table: a head that stays, filters, columns as wide as what they hold."""
        sheet = self._book.add_worksheet(name)
        columns = [column for column in rows[0] if column != "geometry"]
        for number, column in enumerate(columns):
            longest = max(len(str(row[column] or "")) for row in rows)
            sheet.set_column(number, number, max(_NARROWEST, len(column) + 2, min(longest, _WIDEST)))
            sheet.write_string(0, number, column, self._head)
        for index, row in enumerate(rows, 1):
            for number, column in enumerate(columns):
                self._write(sheet, index, number, column, row[column])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)

    def _write(self, sheet: Any, row: int, number: int, column: str, value: object) -> None:  # noqa: ANN401  # see above
        if value is None or value == "":
            return
        day = date.fromisoformat(value) if column in DATES and isinstance(value, str) else None
        if day is not None and day >= _EARLIEST:
            sheet.write_datetime(row, number, datetime.combine(day, time()), self._day)  # a day has no zone
        elif isinstance(value, bool):
            sheet.write_boolean(row, number, value, self._cell)
        elif isinstance(value, int | float):
            sheet.write_number(row, number, value, self._cell)
        else:
            sheet.write_string(row, number, _clean(str(value))[:_LONGEST], self._cell)


def _clean(text: str) -> str:
    """Text without what a file of XML cannot hold."""
    from geobrief.export.kml import clean  # noqa: PLC0415  # beside its only use

    return clean(text)
