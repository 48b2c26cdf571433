"""Zip archives, and the documents that are such: their parts, within bounds.

What an archive says of its parts may be a lie, so the bytes are counted as they come. Nothing is ever
written to disk.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

from geobrief.articles.bounded import read_at_most
from geobrief.articles.decoding import OFFICE
from geobrief.errors import ArticleError

MOST_PARTS = 10_000
MOST_PART_BYTES = 50_000_000
MOST_BYTES = 300_000_000
# Text shrinks to a fourth or a tenth; a part that shrank to a two-hundredth was made to burst.
_LARGEST_RATIO = 200
_SMALLEST_BOMB = 1_000_000

# What the library raises for damaged archives, in whatever part the damage is.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[a-zA-Z]:|\x00")


class DamagedPartError(ArticleError):
    """One part of an archive is damaged; the others may be whole."""


class Archive:
    """An open archive.

    Raises:
        ArticleError: It is damaged, or has more parts than are read.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = str(path)
        self._left = MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except _DAMAGE as error:
            if data.startswith(OFFICE):
                way_out = "open it in the program that made it, and save it without a password"
                raise ArticleError(self.path, f"is protected by a password, or old: {way_out}") from error
            raise ArticleError(self.path, "is a damaged archive: fetch or save it again") from error
        if len(parts) > MOST_PARTS:
            raise ArticleError(self.path, f"holds {len(parts):,} files (at most {MOST_PARTS:,}): split it")
        self._parts = {part.filename.replace("\\", "/"): part for part in parts if part.filename and not part.is_dir()}
        self.names = sorted(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            KeyError: There is none of that name.
            ArticleError: It is encrypted, damaged, or grows beyond the bounds.
        """
        part = self._parts[name]
        if part.flag_bits & 1:
            raise ArticleError(self.path, "is encrypted: unpack it with its password, and give the files")
        try:
            with self._zip.open(part) as stream:
                data = read_at_most(stream, MOST_PART_BYTES)
        except _DAMAGE as error:
            raise DamagedPartError(self.path, "is damaged in its archive: fetch or save it again") from error
        self._left -= len(data)
        swollen = len(data) > _SMALLEST_BOMB and len(data) > _LARGEST_RATIO * max(1, part.compress_size)
        if len(data) > MOST_PART_BYTES or self._left < 0 or swollen:
            raise ArticleError(
                self.path,
                "grows beyond all bounds when it is unpacked, as zip bombs do: unpack it, and give the articles",
            )
        return data


def is_outside(name: str) -> bool:
    """Whether a name in an archive points out of it."""
    return bool(_OUTSIDE.search(name.replace("\\", "/")))
