"""Spans that somebody else has marked → mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.forms import form_of
from geobrief.mentions.gazetteer_names import profile
from geobrief.model import Article, Form, Mention, Sentence


def given_mentions(article: Article, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> list[Mention]:
    """Article, character spans in text order → mentions that are certain to be places."""
    texts = [article.text[start:end] for start, end in spans]
    known = gazetteer.known({fold(text) for text in texts})
    starts = [sentence.start for sentence in article.sentences]
    found = []
    for (start, end), text in zip(spans, texts, strict=True):
        stats = known.get(fold(text))
        name = profile(stats) if stats is not None else None
        form: Form = "demonym" if name is not None and name.kind == "N" else form_of(text, in_capitals=False)
        found.append(Mention(start, end, text, form, _sentence(article, starts, start, end), 1.0))
    return found


def _sentence(article: Article, starts: Sequence[int], start: int, end: int) -> Sentence:
    """The sentence around a span; the span itself where no sentence holds it."""
    number = bisect_right(starts, start) - 1
    if number >= 0 and article.sentences[number].end >= end:
        return article.sentences[number]
    return Sentence(start, end)
