"""Subtitles (SubRip) → one draft: what is said, without numbers and times."""

import re
from collections.abc import Iterator
from pathlib import Path

from geobrief.articles.draft import Draft, Fields
from geobrief.errors import ArticleError

_BLOCK = re.compile(r"^\d+\n\d\d:\d\d:\d\d,\d{3} --> .*\n((?:.+\n?)+)", re.MULTILINE)


def read_srt(path: Path, data: bytes) -> Iterator[Draft]:
    """Yield the text of the subtitles.

    Raises:
        ArticleError: There are none in it.
    """
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    said = " ".join(" ".join(block.split()) for block in _BLOCK.findall(text))
    if not said:
        raise ArticleError(str(path), "holds no subtitles: look whether it is SubRip")
    yield Draft(said + "\n", Fields(title=path.stem.replace("-", " ").capitalize()), data=data)
