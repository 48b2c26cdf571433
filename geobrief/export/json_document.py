"""Brief → brief.json, from which every other output can be made again."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief, json_pieces
from geobrief.export.options import ExportOptions


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the document, record by record."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json_pieces(brief))
