"""Brief → one HTML file with the map inside."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.map import render_map


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the page."""
    path.write_text(render_map(brief, options=options.map_options()), encoding="utf-8", newline="\n")
