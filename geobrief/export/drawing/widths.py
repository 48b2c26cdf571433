"""How wide a text is, without a font at hand: the widths of Helvetica, which Arial and Liberation Sans share.

The figures are the advance widths of Adobe's font metrics for Helvetica and Helvetica-Bold, in thousandths of the
font size. Other scripts are counted by class, rather too wide than too narrow: a label then keeps its distance.
"""

from __future__ import annotations

import unicodedata
from contextvars import ContextVar
from functools import lru_cache

FAMILY = "Arial, 'Liberation Sans', Helvetica, Arimo, 'Noto Sans', 'DejaVu Sans', sans-serif"
"""Fonts with the same widths first; then what Linux machines have."""

SERIF = "Georgia, 'Times New Roman', 'Liberation Serif', 'Noto Serif', 'DejaVu Serif', serif"

_REGULAR = {
    "ijl'": 222, "|": 260, "It.,:;/\\![] f": 278, "()r-`": 333, '"': 355, "*": 389, "^": 469,
    "ckvsxyzJ": 500, "abdeghnopquL0123456789$_?#": 556, "+<>=~": 584, "FTZ": 611, "&ABEKPSVXY": 667,
    "wCDHNRU": 722, "GOQ": 778, "mM": 833, "%": 889, "W": 944, "@": 1015,
}  # fmt: skip
_THOUSANDTHS = {character: width for characters, width in _REGULAR.items() for character in characters}

STRETCH: ContextVar[float] = ContextVar("stretch", default=1.0)
"""How much wider the font of the drawing at hand runs than Helvetica; set while one with a house's font is made."""

BOLD = 1.07
"""Helvetica-Bold beside Helvetica, over English text."""

_WIDE, _OTHER, _FULL = 1000, 620, 1300


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if character in _THOUSANDTHS:
        return _THOUSANDTHS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    plain = unicodedata.normalize("NFD", character)[0]
    if plain in _THOUSANDTHS:
        return _THOUSANDTHS[plain]
    if ord(character) > 0x1F000:
        return _FULL
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return the width of a text in the unit of ``size``; ``spacing`` is added after each character."""
    thousandths = sum(_width(character) for character in text)
    return thousandths * size / 1000 * (BOLD if bold else 1.0) * STRETCH.get() + spacing * len(text)


def shortened(text: str, width: float, size: float, *, bold: bool = False, spacing: float = 0.0) -> str:
    """Return the text, cut with an ellipsis where it is wider than ``width``."""
    if text_width(text, size, bold=bold, spacing=spacing) <= width:
        return text
    kept = text[: max(1, int(width / size * 5))]
    while len(kept) > 1 and text_width(kept + "…", size, bold=bold, spacing=spacing) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def lines_of(text: str, width: float, size: float, *, most: int, bold: bool = False) -> list[str]:
    """Return a text in at most so many lines; the last is cut with an ellipsis where more would follow."""
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(shortened(" ".join(words[:400]), width, size, bold=bold))
            break
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size, bold=bold) <= width:
            count += 1
        lines.append(shortened(" ".join(words[:count]), width, size, bold=bold))
        words = words[count:]
    return lines
