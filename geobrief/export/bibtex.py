"""Brief → BibTeX: an entry for each article."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.citations import bibtex
from geobrief.export.options import ExportOptions


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the entries."""
    path.write_bytes(bibtex(brief.articles).encode("utf-8", "replace"))
