"""Brief → GeoParquet: the events, a row for each of their places, days as days."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.errors import OutputError
from geobrief.export.options import ExportOptions
from geobrief.export.tables import DATES, spread_rows, to_geodataframe


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the table of events.

    Raises:
        OutputError: pyarrow is not installed.
    """
    frame = to_geodataframe(brief, "events", rows=spread_rows(brief))
    for name in DATES:
        if name in frame:
            # A day, and not a moment: pyarrow writes Python's days as date32.
            frame[name] = [None if str(day) == "NaT" else day.date() for day in frame[name]]
            frame[name] = frame[name].astype(object)
    try:
        frame.to_parquet(path, compression="zstd", index=False, schema_version="1.1.0")
    except ImportError as error:
        raise OutputError(path.name, "Parquet needs the extra: pip install 'geobrief[parquet]'") from error
