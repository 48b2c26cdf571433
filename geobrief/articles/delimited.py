"""How a table in text is written: what parts its columns, and where it begins."""

from __future__ import annotations

import re

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"\s*\"?sep=(?P<separator>[^\w\s\"]|\t)\"?[ \t,;]*\r?\n", re.IGNORECASE)


def table_of(text: str) -> tuple[str, str, int]:
    """A table → the same from its header on, what parts its columns, and how many lines stand before the header.

    Spreadsheets write a first line "sep=;" to say what parts the columns.
    """
    match = _SEPARATOR.match(text)
    if match:
        return text[match.end() :], match["separator"], 1
    header = text.split("\n", 1)[0]
    return text, max(_DELIMITERS, key=header.count), 0


_TEXTS = frozenset("text body fulltext content contents story article articlebody texte texto inhalt volltext".split())
_BESIDE = frozenset(
    "date datum fecha data published publishedat pubdate title headline titre titel titulo source outlet quelle url link "
    "author authors id".split()
)


def is_sheet(text: str) -> bool:
    """Whether a text is what spreadsheets save as "Unicode text (*.txt)": a header with a column of texts, parted by tabs."""
    header, _, rows = text.partition("\n")
    names = [re.sub(r"[\W_]+", "", cell.casefold()) for cell in header.split("\t")]
    if len(names) < 2 or _TEXTS.isdisjoint(names) or _BESIDE.isdisjoint(names):
        return False
    return rows.partition("\n")[0].count("\t") == len(names) - 1
