"""Articles → what a brief carries of their texts, to be read beside the map: nothing, what it cites, or all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from geobrief.brief.record import Brief
from geobrief.model import Article, Excerpt, Texts

Wanted = Literal["none", "cited", "full"]

LONGEST = 1200
"""Characters of a paragraph that is carried whole; of a longer one, or a text without paragraphs, the sentences around."""

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")

_Span = tuple[int, int]


def with_texts(brief: Brief, articles: Iterable[Article], wanted: Wanted) -> Brief:
    """Return the brief with as much of its articles' texts as is wanted.

    ``cited`` are the paragraphs in which it cites a sentence for an event or a disagreement, or names a place.
    """
    if wanted == "none":
        return replace(brief, texts=None)
    cited = _cited(brief)
    parts = {
        article.id: [
            Excerpt(article.id, start, end, article.text[start:end])
            for start, end in ([_whole(article.text)] if wanted == "full" else _paragraphs(article, cited[article.id]))
            if start < end
        ]
        for article in articles
    }
    return replace(
        brief, texts=Texts(wanted, tuple(part for source in brief.articles for part in parts.get(source.id, ())))
    )


def _cited(brief: Brief) -> defaultdict[str, set[_Span]]:
    """Article → the sentences of it that the brief quotes."""
    spans: defaultdict[str, set[_Span]] = defaultdict(set)
    for mention in brief.mentions:
        spans[mention.article].add((mention.sentence.start, mention.sentence.end))
    citations = [item for event in brief.events for item in event.citations]
    citations += [figure.citation for event in brief.events for figure in event.figures]
    citations += [item for conflict in brief.conflicts for value in conflict.values for item in value.citations]
    for item in citations:
        spans[item.article].add((item.start, item.end))
    return spans


def _whole(text: str) -> _Span:
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))


def _paragraphs(article: Article, cited: set[_Span]) -> Iterator[_Span]:
    """The paragraphs of an article that hold one of some sentences, in order, without overlap."""
    blocks = list(_blocks(article.text))
    found: set[_Span] = set()
    for start, end in cited:
        for block in blocks:
            if block[0] < end and start < block[1]:
                found.add(block if block[1] - block[0] <= LONGEST else _around(article, block, (start, end)))
    last: _Span | None = None
    for start, end in sorted(found):
        if last is not None and not article.text[last[1] : start].strip():  # nothing is left out between them
            last = last[0], max(last[1], end)
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _blocks(text: str) -> Iterator[_Span]:
    at = 0
    for gap in _BREAK.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text.rstrip())


def _around(article: Article, block: _Span, sentence: _Span) -> _Span:
    """A sentence with the one before and the one after it, as far as they stand in its block."""
    near = [item for item in article.sentences if block[0] <= item.start and item.end <= block[1]]
    before = [item.start for item in near if item.end <= sentence[0]]
    after = [item.end for item in near if item.start >= sentence[1]]
    return min(max(before, default=sentence[0]), sentence[0]), max(min(after, default=sentence[1]), sentence[1])
