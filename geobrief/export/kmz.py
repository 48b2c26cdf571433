"""Brief → KMZ: the KML document in a zip archive, as Google Earth and phones take it."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.kml import document
from geobrief.export.options import ExportOptions
from geobrief.export.package import write_archive


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the archive."""
    write_archive(path, [("doc.kml", document(brief, options))])
