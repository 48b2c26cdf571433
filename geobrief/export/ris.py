"""Brief → RIS, which every reference manager imports: a record for each article."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.citations import ris
from geobrief.export.options import ExportOptions


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the records."""
    path.write_bytes(ris(brief.articles).encode("utf-8", "replace"))
