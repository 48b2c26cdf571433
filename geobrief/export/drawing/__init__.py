"""Brief → one static picture, as SVG, without a browser: the map with its furniture, in the HTML map's design."""

from __future__ import annotations

from geobrief.export.drawing.entries import Entry as Entry
from geobrief.export.drawing.entries import find_entries as find_entries
from geobrief.export.drawing.entries import find_movements as find_movements
from geobrief.export.drawing.sheet import BELOW as BELOW
from geobrief.export.drawing.sheet import alternative_text as alternative_text
from geobrief.export.drawing.sheet import draw_map as draw_map
from geobrief.export.drawing.sheet import is_tall as is_tall

__all__ = ["BELOW", "Entry", "alternative_text", "draw_map", "find_entries", "find_movements", "is_tall"]
