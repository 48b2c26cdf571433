"""A house's looks on the page: colour, logo and font, as a few rules of style with the files inside them."""

from __future__ import annotations

import base64
import struct
from pathlib import Path
from typing import NamedTuple

from geobrief.errors import OutputError
from geobrief.map.fontfile import is_file, read_font
from geobrief.map.options import MapOptions

LARGEST = 2_000_000
"""Bytes: a logo goes into every picture and page whole."""

HEIGHT = 42
"""Pixels of a logo on the page: that of a title of one line with the facts below it."""

WIDEST = 200
"""Pixels of a logo on the page."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG after which its size stands (ITU-T T.81, table B.1)."""


class Logo(NamedTuple):
    """A logo and how large it is."""

    content: bytes
    width: int
    """Pixels."""
    height: int

    @property
    def address(self) -> str:
        """Return the picture as a ``data:`` address."""
        sort = "png" if self.content.startswith(_PNG) else "jpeg"
        return f"data:image/{sort};base64,{base64.b64encode(self.content).decode('ascii')}"


def read_logo(path: str) -> Logo:
    """Return the logo of a file.

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
    return Logo(content, *size)


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


def house_style(options: MapOptions) -> str:
    """Return the rules that give the page a house's looks; empty where there are no wishes.

    On dark paper geobrief's own accent stays, because its contrast is tested there; a logo stands on white then.
    """
    rules = []
    if options.accent is not None:
        rules.append(f":root{{--accent:{options.accent}}}")
    if options.font is not None:
        rules.append(_font_rules(options.font))
    if options.logo is not None:
        rules.append(_logo_rule(read_logo(options.logo)))
    return "".join(f"\n{rule}" for rule in rules)


def _font_rules(font: str) -> str:
    family, face = font, ""
    if is_file(font):
        file = read_font(font)
        family = file.family
        face = f"@font-face{{font-family:'{family}';src:url({file.address})}}\n"
    fallback = 'system-ui,"Noto Sans",Arial,sans-serif'
    return f"{face}:root{{--sans:'{family}',{fallback};--serif:'{family}',{fallback}}}"


def _logo_rule(logo: Logo) -> str:
    scale = min(HEIGHT / logo.height, WIDEST / logo.width)
    wide, high = logo.width * scale, logo.height * scale
    return (
        f".head-main::before{{content:'';display:block;float:inline-start;width:{wide:.0f}px;height:{high:.0f}px;"
        f"margin-inline-end:16px;background:#fff url({logo.address}) center/contain no-repeat;"
        "print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    )
