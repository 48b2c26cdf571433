"""Web archives (WARC) → one draft a page. Needs the extra ``geobrief[warc]`` (warcio)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from pathlib import Path
from typing import Any

from geobrief.articles.bounded import read_at_most
from geobrief.articles.decoding import NotTextError, decode
from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.formats.html_page import drafts_of_page
from geobrief.errors import ArticleError
from geobrief.model import Skipped

_MOST_RECORDS = 50_000
_MOST_PAGE_BYTES = 20_000_000


def read_warc(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of a WARC file, compressed or not → the pages in it that hold running text."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # an extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ImportError as error:
        raise ArticleError(
            str(path), 'is a web archive, and reading those needs an extra: pip install "geobrief[warc]"'
        ) from error
    try:
        # The package prints its warnings of damage; they belong into ours, one line each.
        with redirect_stderr(io.StringIO()):
            pages = list(_pages(ArchiveIterator(io.BytesIO(data))))
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError) as error:
        raise ArticleError(str(path), "is a damaged web archive: make it again") from error
    if not pages:
        raise ArticleError(str(path), "holds no web page: record the pages again, or save them as HTML")
    yield from pages


def _pages(records: Iterable[Any]) -> Iterator[Draft | Skipped]:
    for number, record in enumerate(records):
        if number >= _MOST_RECORDS:
            yield Skipped("", f"has more than {_MOST_RECORDS} records, and the rest was left out: split the archive")
            return
        if record.rec_type == "response" and "html" in (record.http_headers.get_header("Content-Type") or ""):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield from _page(read_at_most(record.content_stream(), _MOST_PAGE_BYTES), address)


def _page(content: bytes, address: str) -> list[Draft | Skipped]:
    url = clean(address) or ""
    if len(content) > _MOST_PAGE_BYTES:
        return [Skipped(f"#{url}", f"is a page of more than {_MOST_PAGE_BYTES // 1_000_000} MB, and was not read")]
    try:
        drafts = drafts_of_page(decode(content), url)
    except (ArticleError, NotTextError) as error:
        return [Skipped(f"#{url}", error.reason if isinstance(error, ArticleError) else str(error))]
    return [
        replace(draft, fields=draft.fields.over(Fields(url=url)), part=f"#{url}{draft.part}", data=content)
        for draft in drafts
    ]
