"""A house's logo beside the title, inside the drawing: PNG or JPEG, whose sizes stand in their first bytes."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

from geobrief.errors import OutputError
from geobrief.export.drawing.svg import element

HEIGHT = 42.0
"""Pixels: the height of a title of one line with the facts below it."""

LARGEST = 2_000_000
"""Bytes: a logo goes into every picture whole."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG after which its size stands (ITU-T T.81, table B.1)."""


def draw_logo(path: str, right: float, top: float, widest: float) -> tuple[str, float]:
    """Return a logo that ends at ``right``, and its width in pixels.

    Raises:
        OutputError: The file cannot be read, is too large, or is neither PNG nor JPEG.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise OutputError(path, f"the logo cannot be read: {error.strerror or error}") from error
    if len(content) > LARGEST:
        raise OutputError(path, f"a logo has at most {LARGEST // 1_000_000} MB; make it smaller")
    size = _size(content)
    if size is None:
        raise OutputError(path, "a logo is a PNG or a JPEG; save it as one of these")
    scale = min(HEIGHT / size[1], widest / size[0])
    wide, high = size[0] * scale, size[1] * scale
    sort = "png" if content.startswith(_PNG) else "jpeg"
    data = f"data:image/{sort};base64,{base64.b64encode(content).decode('ascii')}"
    return element("image", x=right - wide, y=top, width=wide, height=high, href=data), wide


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None for something else than a picture."""
    size = None
    if content.startswith(_PNG) and len(content) >= 24:
        size = struct.unpack(">II", content[16:24])
    elif content.startswith(_JPEG):
        size = _jpeg_size(content)
    return size if size and min(size) > 0 else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            high, wide = struct.unpack(">HH", content[at + 5 : at + 9])
            return wide, high
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None
