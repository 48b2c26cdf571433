"""Article → the spans that name places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.decode import Span, best_spans
from geobrief.mentions.features import Context, lower, make_context
from geobrief.mentions.forms import demonym_spans, form_of
from geobrief.mentions.lexicon import categories
from geobrief.mentions.model import Recogniser, recogniser
from geobrief.mentions.scan import profile, scan
from geobrief.mentions.spans import gather, span_rows
from geobrief.mentions.survey import Corpus
from geobrief.mentions.tokens import find_chunks, tokenise
from geobrief.model import Article, Form, Mention

WHOLE = frozenset("RWLC")
"""Kinds whose names of several words are taken whole: a part of one is another place."""

WHOLE_CONFIDENCE = 0.8
"""How often the whole name is right where a model had only thought of a part of it; from reading cases."""

LEAST_AGAIN = 0.1
"""Least probability, over all ways to cut it, of a name that the article uses for a place elsewhere: on tudloc, on which
nothing was fitted, recall rises by 0.6 points and F1 stays."""

SITE_CONFIDENCE = 0.6
"""How often a listed site is meant as one where the models did not say so; read off 50 cases, not fitted."""

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
    chosen = [
        whole_name(context, span)
        for span in best_spans(probabilities, model.threshold)
        if not within_other_name(context, span, gazetteer)
    ]
    chosen = [span for span, before in zip(chosen, [(0, 0), *chosen], strict=False) if span[0] >= before[1]]
    sites = listed_sites(context, gazetteer)
    chosen = [span for span in chosen if not any(_overlap(span, site) for site in sites)]
    told_again = named_again(context, [*chosen, *sites], probabilities, gazetteer)
    taken = {index for first, last in [*chosen, *sites, *told_again] for index in range(first, last)}
    found = [(span, _form(context, span), probabilities.get(span, WHOLE_CONFIDENCE)) for span in chosen]
    found += [(span, _form(context, span), max(SITE_CONFIDENCE, probabilities.get(span, 0.0))) for span in sites]
    found += [(span, _form(context, span), odds) for span, odds in told_again.items()]
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


def whole_name(context: Context, span: Span) -> Span:
    """A span, or the name of a region, sea or range around it: "West Africa" and not "Africa"."""
    longer = context.longest.get(span[0])
    if longer is None or longer[1] < span[1] or longer == span:
        return span
    edges = context.tokens.words[longer[0]], context.tokens.words[longer[1] - 1]
    if edges[0].lower() == "the" or not all(edge[0].isupper() for edge in edges):
        return span
    name = context.names[longer]
    return longer if name.kind in WHOLE and name.strong and not name.doubtful else span


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def named_again(
    context: Context, chosen: Iterable[Span], probabilities: Mapping[Span, float], gazetteer: Gazetteer
) -> dict[Span, float]:
    """Names that stand here under some doubt and for a place elsewhere in the article: it means one thing by a name."""
    taken = {index for first, last in chosen for index in range(first, last)}
    meant = {context.tokens.span(*span) for span in chosen}
    found: dict[Span, float] = {}
    for span, name in sorted(context.names.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if name.doubtful or context.tokens.span(*span) not in meant or not taken.isdisjoint(range(*span)):
            continue
        odds = sum(value for other, value in probabilities.items() if _overlap(span, other))
        if odds >= LEAST_AGAIN and not within_other_name(context, span, gazetteer):
            found[span] = min(odds, 1.0)
            taken.update(range(*span))
    return found


def listed_sites(context: Context, gazetteer: Gazetteer) -> list[Span]:
    """Names of sites that nothing else bears, in several words ("Air Base 201") or with their article ("the Kremlin").

    The corpora that the models were fitted on mark such names one time in three; a brief needs them all.
    """
    words = context.tokens.words
    found = []
    for (first, last), name in context.names.items():
        start = context.tokens.bounds[context.tokens.sentence_of[first]][0]
        if words[first].lower() == "the" or not (name.strong and not name.doubtful):
            continue
        if words[last - 1] == "." or "after.org" in categories().get(lower(words[last - 1]), ()):
            continue
        if (name.kind == "S" and name.count == 1 and last - first > 1) or (
            first > start
            and words[first - 1].lower() == "the"
            and _is_site(context.tokens.span(first, last), gazetteer)
        ):
            found.append((first, last))
    longest = sorted(found, key=lambda span: (span[0] - span[1], span))
    covered: set[int] = set()
    kept = []
    for span in longest:
        if covered.isdisjoint(range(*span)) and not within_other_name(context, span, gazetteer):
            covered.update(range(*span))
            kept.append(span)
    return kept


def _is_site(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a name with its article names sites and nothing else."""
    norm = fold(f"the {text}")
    stats = gazetteer.known([norm]).get(norm)
    return stats is not None and profile(stats).kind == "S"


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
    name = context.names.get(span)
    if name is not None and name.kind == "N":
        return "demonym"
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
