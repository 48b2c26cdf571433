"""Brief → SVG: the map as a drawing, with real text and named layers, to be edited or placed in a document."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.drawing import draw_map
from geobrief.export.options import ExportOptions


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the drawing."""
    path.write_text(draw_map(brief, options, halo_apart=True), encoding="utf-8", newline="\n")
