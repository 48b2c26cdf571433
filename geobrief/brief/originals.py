"""A quote that stands in several copies of one story cites the earliest of them; the later ones are marked as copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from geobrief.brief.quotes import said
from geobrief.model import Citation, When

_UNDATED = 9_999_999
"""Sorts what has no date after what has one."""


class Published(Protocol):
    """An article, or what a brief says of one."""

    @property
    def published(self) -> When:
        """When it was published."""


def cite_earliest(
    citations: Iterable[Citation], articles: Mapping[str, Published], stories: Mapping[str, str]
) -> tuple[Citation, ...]:
    """Return the citations, each once, earliest article first, with ``copy_of`` set on those that only repeat a quote.

    Args:
        citations: Quotes of one event or of one figure.
        articles: The articles by id.
        stories: Id of an article → id of the article whose story it copies.
    """
    unique = {(citation.article, citation.start): citation for citation in citations}

    def order(citation: Citation) -> tuple[int, str, int]:
        published = articles[citation.article].published.start
        return (published.toordinal() if published else _UNDATED, citation.article, citation.start)

    first: dict[tuple[str, str], str] = {}
    out = []
    for citation in sorted(unique.values(), key=order):
        key = (stories.get(citation.article, citation.article), said(citation.quote))
        original = first.setdefault(key, citation.article)
        out.append(citation if original == citation.article else replace(citation, copy_of=original))
    return tuple(out)
