"""Rows of a brief → a table for the terminal, JSON or CSV: what ``events`` and ``places`` have in common."""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geobrief.cli.loudness import coloured
from geobrief.cli.terminal import complain, printable, put_json, put_raw

if TYPE_CHECKING:
    from geobrief.brief import Brief

Row = Mapping[str, object]

_NARROWEST = 12
"""Characters of a column that has to give way."""


class Column(NamedTuple):
    """A column of the table in the terminal."""

    key: str
    """Of the row."""
    heading: str
    gives_way: bool = False
    """Whether it is shortened where the terminal is too narrow."""
    right: bool = False


def add_listing_arguments(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the brief, and how its rows are printed."""
    parser.add_argument("brief", type=Path, metavar="BRIEF.json", help="a brief that geobrief made")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help=f"print the {what} as a JSON list")
    ways.add_argument("--csv", action="store_true", help=f"print the {what} as CSV")
    parser.add_argument("--country", metavar="CODE", help="only in this country, by its two-letter code (NE)")


def open_brief(path: Path) -> Brief:
    """Read a brief.

    Raises:
        UsageError: It cannot be read, or is none.
    """
    from geobrief.brief import load_document

    return load_document(path)


def print_rows(args: argparse.Namespace, rows: Sequence[Row], columns: Sequence[Column], what: str) -> int:
    """Print the rows as they were asked for. 1 where there are none."""
    if args.json:
        put_json(rows)
    elif args.csv:
        _print_csv(rows)
    elif rows:
        _print_table(rows, columns)
    if not rows:
        complain(f"{args.brief}: no {what} here is as you asked")
    return 0 if rows else 1


def _print_csv(rows: Sequence[Row]) -> None:
    from geobrief.export import table_cell

    if rows:
        lines = io.StringIO()
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(rows[0])
        table.writerows([table_cell(_written(value)) for value in row.values()] for row in rows)
        put_raw(lines.getvalue())


def _print_table(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    cells = [[printable(_written(row[column.key])) for column in columns] for row in rows]
    widths = _widths(cells, columns)
    headings = [_fit(column.heading, width, right=column.right) for column, width in zip(columns, widths, strict=True)]
    put_raw(coloured("  ".join(headings).rstrip(), "strong") + "\n")
    for line in cells:
        parts = zip(line, widths, columns, strict=True)
        put_raw("  ".join(_fit(text, width, right=column.right) for text, width, column in parts).rstrip() + "\n")


def _widths(cells: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[int]:
    """Return how wide each column is: as its longest cell, but the table is no wider than the terminal if it can be."""
    widths = [max(len(column.heading), *(len(line[number]) for line in cells)) for number, column in enumerate(columns)]
    # A pipe has no width: what reads it finds everything.
    room = shutil.get_terminal_size().columns if sys.stdout and sys.stdout.isatty() else sys.maxsize
    for _ in range(sum(widths)):
        over = sum(widths) + 2 * (len(widths) - 1) - room
        able = [n for n, column in enumerate(columns) if column.gives_way and widths[n] > _NARROWEST]
        if over <= 0 or not able:
            break
        widths[max(able, key=lambda n: widths[n])] -= 1
    return widths


def _fit(text: str, width: int, *, right: bool) -> str:
    short = text if len(text) <= width else text[: width - 1] + "…"
    return short.rjust(width) if right else short.ljust(width)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.2f}" if abs(value) <= 1 else f"{value:.4f}"
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return str(value)
