"""Brief → PNG: the same drawing, painted by resvg."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import resvg_py

from geobrief.brief import Brief
from geobrief.errors import RenderError
from geobrief.export.drawing import draw_map
from geobrief.export.drawing.widths import FAMILY
from geobrief.export.options import CSS_DPI, ExportOptions
from geobrief.map import is_font_file

MOST_DPI = 192
"""Of a picture inside a document: sharp on a screen and in print, and no burden for a mailbox."""

_TRIAL = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text y="20" font-family="{FAMILY}">M</text></svg>'
)


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the picture."""
    path.write_bytes(paint(draw_map(brief, options), options.dpi, options.font))


def paint(svg: str, dpi: int, font: str | None = None) -> bytes:
    """Return the PNG of a drawing at a density, which the file states.

    Args:
        svg: The drawing.
        dpi: Dots an inch.
        font: The house's font in it: a file, or the name of a family that the machine has or has not.

    Raises:
        RenderError: The machine has no font to write names with.
    """
    if not has_font():
        raise RenderError(
            "this machine has no font to write the names on the map with; install one "
            "(on Debian: apt install fonts-dejavu-core), or take .pdf, which brings a font along, or .svg, which leaves the "
            "letters to its reader"
        )
    files = [font] if font is not None and is_font_file(font) else None
    picture = bytes(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=dpi / CSS_DPI, font_family="DejaVu Sans", font_files=files)
    )
    return _with_density(picture, dpi)


_NONE = "no such family"
_BARE: dict[str, Any] = {"font_family": _NONE, "serif_family": _NONE, "sans_serif_family": _NONE}


def has_family(name: str) -> bool:
    """Whether the machine has a font of this name."""
    trial = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text y="20" font-family="{name}">{{}}</text></svg>'
    drawn = [bytes(resvg_py.svg_to_bytes(svg_string=trial.format(text), **_BARE)) for text in ("M", "")]
    return drawn[0] != drawn[1]


_MISSING = "\U0010fffd"
"""A character that no font has: what it is drawn as, every missing one is."""


def missing_letters(text: str) -> str:
    """Return the characters of a text that no font of this machine has, each once, in order."""
    drawn = {letter: _drawn(letter) for letter in dict.fromkeys(text) if letter.isprintable() and ord(letter) > 0x17F}
    return "".join(letter for letter, picture in drawn.items() if picture == _drawn(_MISSING))


@lru_cache(maxsize=4096)
def _drawn(letter: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=_TRIAL.replace(">M<", f">{letter}<")))


@lru_cache(maxsize=1)
def has_font() -> bool:
    """Whether resvg finds any font: it leaves out what it cannot write, and says nothing."""
    blank = bytes(resvg_py.svg_to_bytes(svg_string=_TRIAL.replace(">M<", "><")))
    return bytes(resvg_py.svg_to_bytes(svg_string=_TRIAL)) != blank


def _with_density(picture: bytes, dpi: int) -> bytes:
    """Put the number of pixels in a metre behind the header, so that documents know how large the picture is."""
    metre = round(dpi / 0.0254)
    content = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    header = 8 + 25
    return picture[:header] + chunk + picture[header:]
