"""Brief → one page: findings, key figures and the map, for whoever has a minute. Set with Typst, as the document is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.drawing import draw_map
from geobrief.export.options import ExportOptions
from geobrief.export.pdf import data_of, set_pages

_MAP = (960, 460)
"""Pixels of the drawing: as wide as the page, and a third as high."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the page.

    Raises:
        OutputError: Typst could not set it.
    """
    # The page bears the marking and the logo's house; the drawing has no room for either twice.
    drawing = draw_map(brief, replace(options, width=_MAP[0], height=_MAP[1]), titled=False)
    data = data_of(brief, options)
    set_pages("page.typ", data | {"made": data["method"][3]}, {"map.svg": drawing}, path, options)
