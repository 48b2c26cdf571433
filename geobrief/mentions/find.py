"""Article → the spans that name places."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from geobrief.gazetteer import Gazetteer
from geobrief.mentions.decode import Span, best_spans
from geobrief.mentions.features import Context, make_context
from geobrief.mentions.forms import demonym_spans, form_of
from geobrief.mentions.model import Recogniser, recogniser
from geobrief.mentions.scan import scan
from geobrief.mentions.spans import gather, span_rows
from geobrief.mentions.survey import Corpus
from geobrief.mentions.tokens import find_chunks, tokenise
from geobrief.model import Article, Form, Mention

LEAST = 0.01
"""Probability below which the sequence model's spans are not looked at again."""

DEMONYM_CONFIDENCE = 0.95
"""How often a word of the gazetteer's list of peoples and adjectives is one, on the shared corpora."""


CORPUS_BONUS = 0.5
"""Log-odds that a span gains when its name stands alone as a place in another article of the folder."""


def find_mentions(article: Article, gazetteer: Gazetteer, *, corpus: Corpus | None = None) -> list[Mention]:
    """Article → mentions, in text order, without overlap.

    Args:
        article: Its sentences are searched, and nothing else of its text.
        gazetteer: What names are known.
        corpus: What the other articles of its folder say of their names.
    """
    context = read(article, gazetteer)
    model = recogniser()
    probabilities = span_probabilities(context, model, corpus)
    chosen = [span for span in best_spans(probabilities, model.threshold) if not within_other_name(context, span, gazetteer)]
    taken = {index for first, last in chosen for index in range(first, last)}
    found = [(span, _form(context, span), probabilities[span]) for span in chosen]
    found += [(span, "demonym", DEMONYM_CONFIDENCE) for span in demonym_spans(context, taken)]
    return [_mention(article, context, *entry) for entry in sorted(found, key=lambda entry: entry[0])]


def read(article: Article, gazetteer: Gazetteer) -> Context:
    """Article → its tokens, chunks and known names."""
    tokens = tokenise(article)
    chunks = find_chunks(tokens)
    return make_context(tokens, chunks, scan(tokens, chunks, gazetteer))


def sequence_spans(context: Context, model: Recogniser) -> dict[Span, float]:
    """The spans that the first model thinks possible, with their probabilities."""
    found: dict[Span, float] = {}
    for chunk in context.chunks:
        found.update(model.sequence.span_probabilities(context, chunk, LEAST))
    return found


def span_probabilities(context: Context, model: Recogniser, corpus: Corpus | None = None) -> Mapping[Span, float]:
    """The spans that both models have weighed, with their probabilities."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    spans = sequence_spans(context, model)
    if not spans:
        return {}
    rows = np.array(span_rows(gather(context, spans)), dtype=float)
    odds = model.spans.log_odds(rows).tolist()
    if corpus is not None:
        known = corpus.places
        odds = [
            value + CORPUS_BONUS * (context.tokens.span(*span).casefold() in known)
            for span, value in zip(spans, odds, strict=True)
        ]
    return {span: 1 / (1 + math.exp(-value)) for span, value in zip(spans, odds, strict=True)}


def within_other_name(context: Context, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a longer name around a span is known to be no place ("Washington" in "Washington Post")."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    first, last = span
    if not ((first > start and words[first - 1][0].isupper()) or (last < end and words[last][0].isupper())):
        return False
    wider = [
        context.tokens.span(begin, stop)
        for begin in range(max(start, first - 2), first + 1)
        for stop in range(last, min(end, last + 3) + 1)
        if (begin, stop) != span and words[begin][0].isupper() and words[stop - 1][0].isupper()
    ]
    return any(_is_other_name(text, gazetteer) for text in wider)


@lru_cache(maxsize=20_000)
def _is_other_name(text: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.not_a_place(text) is not None


def _form(context: Context, span: Span) -> Form:
    sentence = context.tokens.sentence_of[span[0]]
    return form_of(context.tokens.span(*span), in_capitals=context.styles[sentence] == "caps")


def _mention(article: Article, context: Context, span: Span, form: Form, confidence: float) -> Mention:
    tokens = context.tokens
    return Mention(
        start=tokens.starts[span[0]],
        end=tokens.ends[span[1] - 1],
        text=tokens.span(*span),
        form=form,
        sentence=article.sentences[tokens.sentence_of[span[0]]],
        confidence=confidence,
    )
