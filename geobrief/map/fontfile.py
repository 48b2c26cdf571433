"""A house's font: its name and how wide it runs, read off a TrueType or OpenType file.

The tables are those of the OpenType specification 1.9: ``head`` (units of an em), ``hhea`` and ``hmtx`` (advance
widths), ``cmap`` (which glyph a character has) and ``name``.
"""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geobrief.errors import OutputError

LARGEST = 4_000_000
"""Bytes: a font goes into the page whole. Fonts of Latin, Greek and Cyrillic letters have 50 to 800 kB."""

SUFFIXES = (".ttf", ".otf")

_KINDS = {b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf"}
"""First bytes of a file with TrueType or CFF outlines."""

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
"""Ids of names; the second is there where the first names a part of the family ("House Sans Light")."""

_HELVETICA = {"a": 556, "e": 556, "i": 222, "n": 556, "o": 556, "r": 333, "s": 500, "t": 278, "l": 222, "d": 556}
"""Widths in thousandths of an em of the commonest letters, in the font by which labels are measured."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file."""

    path: str
    family: str
    stretch: float
    """How much wider it runs than Helvetica."""
    sort: str
    """``ttf`` or ``otf``."""
    content: bytes

    @property
    def address(self) -> str:
        """Return the file as a ``data:`` address."""
        return f"data:font/{self.sort};base64,{base64.b64encode(self.content).decode('ascii')}"


def is_file(font: str) -> bool:
    """Whether a wish for a font names a file and not a family."""
    return font.lower().endswith(SUFFIXES)


def family_of(font: str | None) -> str | None:
    """Return the family that a wish for a font names, itself or by its file."""
    return read_font(font).family if font is not None and is_file(font) else font


@lru_cache(maxsize=4)
def read_font(path: str) -> Font:
    """Return the font of a file.

    Raises:
        OutputError: The file cannot be read, is too large, or is no font.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise OutputError(path, f"the font cannot be read: {error.strerror or error}") from error
    if len(content) > LARGEST:
        raise OutputError(path, f"a font has at most {LARGEST // 1_000_000} MB; take one of fewer letters")
    try:
        sort = _KINDS[content[:4]]
        tables = _tables(content)
        family = _family(tables[b"name"])
        stretch = _stretch(tables)
    except (KeyError, IndexError, struct.error, UnicodeDecodeError, ZeroDivisionError) as error:
        raise OutputError(path, "this is no TrueType or OpenType font (.ttf, .otf)") from error
    return Font(path, family, stretch, sort, content)


def _tables(content: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, start, length = struct.unpack_from(">4sIII", content, at)
        tables[tag] = content[start : start + length]
    return tables


def _family(table: bytes) -> str:
    """The family as Windows names it (UTF-16), or as any platform does."""
    count, start = struct.unpack_from(">HH", table, 2)
    names: dict[tuple[bool, bool], str] = {}
    for at in range(6, 6 + 12 * count, 12):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, at)
        if name in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            raw = table[start + offset : start + offset + length]
            text = raw.decode("latin-1" if platform == 1 else "utf-16-be")
            names.setdefault((name != _TYPOGRAPHIC_FAMILY, platform == 1), text)
    family = names[min(names)] if names else ""
    plain = "".join(letter for letter in family if letter.isprintable() and letter not in "\"'\\<>{};")
    if not plain.strip():
        raise KeyError(_FAMILY)
    return plain.strip()


def _stretch(tables: dict[bytes, bytes]) -> float:
    """Widths of the commonest letters beside those of Helvetica."""
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    (metrics,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    letters = tables[b"cmap"]
    start = _subtable(letters)
    wide = 0.0
    for letter in _HELVETICA:
        at = min(_glyph(letters, start, ord(letter)), metrics - 1)
        wide += struct.unpack_from(">H", tables[b"hmtx"], 4 * at)[0] * 1000 / em
    return wide / sum(_HELVETICA.values())


def _subtable(table: bytes) -> int:
    """Where the letters of the first plane stand (format 4), which every text font has."""
    (count,) = struct.unpack_from(">H", table, 2)
    starts = [struct.unpack_from(">I", table, 8 + 8 * index)[0] for index in range(count)]
    fitting = [start for start in starts if struct.unpack_from(">H", table, start)[0] == 4]
    return int(fitting[0])


def _glyph(table: bytes, at: int, code: int) -> int:
    """The glyph of a character; 0 where the font has none."""
    (half,) = struct.unpack_from(">H", table, at + 6)
    for index in range(0, half, 2):
        if struct.unpack_from(">H", table, at + 14 + index)[0] < code:
            continue
        start, delta, offset = (struct.unpack_from(">H", table, at + 16 + n * half + index)[0] for n in (1, 2, 3))
        if start > code:
            return 0
        if offset == 0:
            return int(code + delta) % 65536
        place = at + 16 + 3 * half + index + offset + 2 * (code - start)
        (glyph,) = struct.unpack_from(">H", table, place)
        return int(glyph + delta) % 65536 if glyph else 0
    return 0
