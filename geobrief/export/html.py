"""Brief → one HTML file with the map inside."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.map import MapOptions, render_map


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the page."""
    map_options = MapOptions(
        marking=options.marking,
        prepared_for=options.prepared_for,
        language=options.language,
        version=options.version,
        organisation=options.organisation,
    )
    path.write_text(render_map(brief, options=map_options), encoding="utf-8", newline="\n")
