"""Brief → GeoParquet: the events with their places, a row each."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.errors import OutputError
from geobrief.export.options import ExportOptions
from geobrief.export.tables import to_geodataframe


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the table of events.

    Raises:
        OutputError: pyarrow is not installed.
    """
    try:
        to_geodataframe(brief, "events").to_parquet(path, compression="zstd", index=False, schema_version="1.1.0")
    except ImportError as error:
        raise OutputError(path.name, "Parquet needs the extra: pip install 'geobrief[parquet]'") from error
