"""Brief → a plain list of its places."""

from pathlib import Path

from geobrief.brief import Brief
from geobrief.export import ExportOptions


def write_names(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write a name a line, below the marking."""
    lines = [*([options.marking] if options.marking else []), *(place.name for place in brief.places)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
