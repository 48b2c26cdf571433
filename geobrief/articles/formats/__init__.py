"""Bytes of one file → drafts. One module a format; this one chooses among them.

The readers of formats beyond plain text are imported when the first such file comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geobrief.articles.draft import Draft
from geobrief.articles.formats.plain import read_plain
from geobrief.errors import ArticleError
from geobrief.model import Skipped

_PLAIN = frozenset({"", ".txt", ".text", ".md", ".markdown", ".asc", ".log"})


def drafts_of(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """A file → the texts in it; a ``Skipped`` with the part's name as path for parts that are none.

    Raises:
        ArticleError: The file as a whole cannot be read as an article.
        NotTextError: It is said to be text and is not.
    """
    suffix = path.suffix.lower()
    if suffix in _PLAIN:
        yield from read_plain(path, data)
        return
    raise ArticleError(str(path), f"is of a kind that geobrief does not read ({suffix}): save its text as a .txt file")
