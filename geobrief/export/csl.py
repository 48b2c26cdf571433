"""Brief → CSL-JSON, for Zotero, Pandoc and every processor of citation styles: an item for each article."""

from __future__ import annotations

from pathlib import Path

from geobrief.brief import Brief
from geobrief.citations import csl_json
from geobrief.export.options import ExportOptions


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the items."""
    path.write_bytes(csl_json(brief.articles).encode("utf-8", "replace"))
