"""Brief → a folder of CSV tables in a zip archive: every table, joined by ids."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from geobrief.brief import Brief
from geobrief.export.csv_table import write_table
from geobrief.export.hxl import hxl_tags
from geobrief.export.options import ExportOptions
from geobrief.export.package import write_archive
from geobrief.export.tables import PLAIN, TABLES


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the archive; a table without rows is left out."""
    parts = []
    with TemporaryDirectory() as folder:
        for name, rows_of in {**TABLES, **PLAIN}.items():
            rows = rows_of(brief)
            if rows:
                file = Path(folder, f"{name}.csv")
                columns = [column for column in rows[0] if column != "geometry"]
                write_table(file, columns, rows, hxl_tags(columns) if options.hxl else None)
                parts.append((file.name, file.read_bytes()))
    write_archive(path, parts)
