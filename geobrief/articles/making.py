"""A text and what is known of it → :class:`Article`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from geobrief.articles.dated_addresses import published_in_address
from geobrief.articles.draft import Draft, Fields, clean, clean_authors
from geobrief.articles.language import find_language
from geobrief.articles.layout import lay_out
from geobrief.articles.publication import read_published
from geobrief.model import SEARCHED, UNKNOWN_WHEN, Article, Passage, Sentence
from geobrief.text import split_lines, split_sentences, wrap_width


def make_article(
    text: str,
    *,
    path: str = "-",
    title: str | None = None,
    published: date | str | None = None,
    outlet: str | None = None,
    authors: Sequence[str] = (),
    url: str | None = None,
    domain: str | None = None,
    data: bytes | None = None,
    kind: Literal["plain", "file"] = "plain",
) -> Article:
    """Text → Article. What is given goes before what the text says of itself.

    Args:
        text: Kept as it is, so that offsets into it are offsets into the caller's text.
        path: Where it comes from, as the user gave it; ``-`` for standard input.
        title: The headline, whether or not it stands in the text.
        published: A date, or words that hold one ("2024-04-19T10:28:00Z", "19 April 2024").
        outlet: The publication as it names itself.
        authors: Names.
        url: http or https.
        domain: The outlet's web domain; by default that of ``url``.
        data: The original bytes, if they are not the text in UTF-8.
        kind: "plain" searches the whole text; "file" sets a page's furniture (by-line, share buttons,
            captions, repeated titles) apart.
    """
    fields = Fields(clean(title), clean(outlet), clean_authors(list(authors)), published, clean(url), clean(domain))
    return compose(Draft(text, fields, page=kind == "file", data=data), path=path)


def compose(draft: Draft, *, path: str, data: bytes | None = None) -> Article:
    """Draft → Article: passages, sentences, and the metadata from the file before that from the text."""
    text, known = draft.text, draft.fields
    layout = lay_out(text, title=known.title, page=draft.page)
    passages = layout.passages
    raw = _bytes_of(text)
    original = draft.data if draft.data is not None else data
    url = _web_address(known.url or layout.url)
    return Article(
        id=f"a-{hashlib.sha256(raw).hexdigest()[:16]}",
        path=path,
        text=text,
        title=clean(known.title or layout.title),
        outlet=clean(known.outlet or layout.outlet),
        authors=known.authors or clean_authors(list(layout.authors)),
        url=url,
        domain=_domain(known.domain, url),
        language=_language(known.language) or find_language(_searched_text(text, passages)),
        sha256=hashlib.sha256(raw if original is None else original).hexdigest(),
        published=read_published(known.published) or layout.published or published_in_address(url) or UNKNOWN_WHEN,
        passages=tuple(passages),
        sentences=_sentences(text, passages),
    )


def _sentences(text: str, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    width = wrap_width(split_lines(text))
    return tuple(
        sentence
        for passage in passages
        if passage.kind in SEARCHED
        for sentence in split_sentences(text, passage.start, passage.end, width=width)
    )


def _searched_text(text: str, passages: Sequence[Passage]) -> str:
    return "\n".join(text[passage.start : passage.end] for passage in passages if passage.kind in SEARCHED)


def _bytes_of(text: str) -> bytes:
    # JSON can hold half of a surrogate pair; it must have a hash as well.
    return text.encode("utf-8", "surrogatepass")


def _web_address(url: str | None) -> str | None:
    if not url or any(char.isspace() for char in url):
        return None
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None


def _domain(domain: str | None, url: str | None) -> str | None:
    try:
        host = domain or (urlsplit(url).hostname if url else None)
    except ValueError:
        return None
    host = (host or "").strip().lower().removeprefix("www.").strip("./")
    return None if any(char.isspace() for char in host) else host or None


def _language(written: str | None) -> str | None:
    match = re.match(r"[a-z]{2}(?![a-z])", (written or "").lower())
    return match.group() if match else None
