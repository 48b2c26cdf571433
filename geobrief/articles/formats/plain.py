"""Plain text and Markdown → one draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geobrief.articles.decoding import decode
from geobrief.articles.draft import Draft
from geobrief.articles.frontmatter import split_front_matter
from geobrief.errors import ArticleError


def read_plain(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of a text file → its draft, with the fields of its front matter."""
    text = decode(data)
    front = split_front_matter(text)
    body = text[front.end :].lstrip("\n") if front.end else text
    if not any(char.isalpha() for char in body):
        raise ArticleError(str(path), "holds no words: save the article into it again")
    yield Draft(body, front.fields)
