"""The signs of the kinds of event, on a grid of 16 by 16: the very ones of the HTML map (``web/src/map/signs.ts``)."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from geobrief.export.drawing.elements import element

_PLAIN = [["f", "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z"]]
"""A kind without a sign of its own gets a dot."""


@lru_cache(maxsize=1)
def signs() -> dict[str, list[list[str]]]:
    """Return all signs by name: strokes, each ``s`` (a line) or ``f`` (filled) with its path."""
    loaded: dict[str, list[list[str]]] = json.loads(
        files("geobrief.export.drawing").joinpath("signs.json").read_text("utf-8")
    )
    return loaded


def sign(name: str, x: float, y: float, size: float, ink: str) -> str:
    """Return the sign with its middle at a position."""
    strokes = []
    for mode, data in signs().get(name, _PLAIN):
        if mode == "f":
            strokes.append(element("path", d=data, fill=ink))
        else:
            strokes.append(
                element(
                    "path", d=data, fill="none", stroke=ink, stroke_width=1.6,
                    stroke_linecap="round", stroke_linejoin="round",
                )
            )  # fmt: skip
    scale = size / 16
    moved = f"translate({x - size / 2:.2f} {y - size / 2:.2f}) scale({scale:.3f})"
    return element("g", *strokes, transform=moved)
