"""Which files geobrief made itself: a brief in a folder of articles would be cited as a witness of what it tells."""

from __future__ import annotations

import re
from pathlib import Path

REASON = "is a brief that geobrief made, no article: build into another folder than that of the articles"

_HEAD = 4096
"""Bytes at the beginning of a file in which its marks are looked for."""

_MARKS = (
    b'"schema": "geobrief/brief@',
    b'<meta name="generator" content="geobrief',
    b"<id>urn:geobrief:",
    b"\nX-Mailer: geobrief ",
    b"id,kind,label,status,main,event_date,",
    b"id,event_date,date_from,date_to,event_type,event_mode,",
)
"""How the document, the page, the feed, the mail and the tables of events begin."""

_COLOPHON = re.compile(r"(?:Made by|Fait par)\s{1,3}geobrief\s{1,3}\d{1,4}\.\d{1,4}\.\d{1,4}\s?;")
"""The line at the end of pictures, pages and documents, in the languages that they are made in."""


def made_here(data: bytes) -> bool:
    """Whether the bytes of a file begin like one of geobrief's outputs."""
    head = data[:_HEAD]
    return any(mark in head for mark in _MARKS)


def is_made_here(path: Path) -> bool:
    """Whether a file begins like one of geobrief's outputs; a pipe is not looked into."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return made_here(file.read(_HEAD))
    except OSError:
        return False


def signed_here(text: str) -> bool:
    """Whether a text bears the line that geobrief puts under a document."""
    return _COLOPHON.search(text) is not None
