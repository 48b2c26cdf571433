"""A house's logo beside the title, inside the drawing."""

from __future__ import annotations

from geobrief.export.drawing.elements import element
from geobrief.map import read_logo

HEIGHT = 42.0
"""Pixels: the height of a title of one line with the facts below it."""


def draw_logo(path: str, right: float, top: float, widest: float) -> tuple[str, float]:
    """Return a logo that ends at ``right``, and its width in pixels.

    Raises:
        OutputError: The file cannot be read, is too large, or is neither PNG nor JPEG.
    """
    logo = read_logo(path)
    scale = min(HEIGHT / logo.height, widest / logo.width)
    wide, high = logo.width * scale, logo.height * scale
    return element("image", x=right - wide, y=top, width=wide, height=high, href=logo.address), wide
