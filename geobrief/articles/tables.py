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
