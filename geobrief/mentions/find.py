"""Article → the spans that name places, step by step.

1. Sentences without capitals, or in nothing but capitals, are read as prose is written (``lower_case.py``).
2. In six other languages the gazetteer's own names are looked for (``other_languages.py``).
3. Two fitted models weigh the spans of English (``model.py``), and of another language in Latin letters: what they do not
   see raises or lowers a span (``bonuses.py``); whole names, listed sites and names told elsewhere come to it
   (``company.py``, ``completing.py``, ``whole.py``).
4. Descriptions of countries ("the West African country") are put in (``descriptions.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.bonuses import bonus_of, raised, told_persons
from geobrief.mentions.company import DATELINE_CONFIDENCE, by_company, datelines
from geobrief.mentions.completing import (
    WHOLE_CONFIDENCE,
    is_direction,
    listed_sites,
    named_again,
    numbered,
    unknown_again,
    whole_name,
    within_other_name,
)
from geobrief.mentions.corpus import Corpus, standing_alone
from geobrief.mentions.decode import Span, best_spans
from geobrief.mentions.descriptions import with_descriptions
from geobrief.mentions.features import TokenContext, make_context
from geobrief.mentions.forms import demonym_spans, form_of
from geobrief.mentions.gazetteer_names import scan
from geobrief.mentions.lower_case import as_written, recased
from geobrief.mentions.model import Recogniser, recogniser
from geobrief.mentions.other_languages import OWN_SCRIPT, is_other, joined, names_in
from geobrief.mentions.things import is_acronym, is_part_of_number, names_an_illness
from geobrief.mentions.tokens import find_chunks
from geobrief.mentions.whole import WHOLE_CONFIDENCE as SIGNED_CONFIDENCE
from geobrief.mentions.whole import before_states, with_signs
from geobrief.model import Article, Form, Mention, Sentence
from geobrief.text import KEPT, LONGEST, analyse

NOTED = 50_000
"""Inhabitants of a place that is not outweighed by an adjective of its spelling."""

SITE_CONFIDENCE = 0.6
"""How often a listed site is meant as one where the models did not say so; read off 50 cases, not fitted."""

BLOCK = 100_000
"""Characters that are read at once: names and nothing else take a gigabyte for 400,000. News is far shorter; of a book
each block, some 35 pages, is read as an article by itself."""

LEAST = 0.01
"""Probability below which the sequence model's spans are not looked at again."""

DEMONYM_CONFIDENCE = 0.95
"""How often a word of the gazetteer's list of peoples and adjectives is one, on the shared corpora."""


def find_mentions(article: Article, gazetteer: Gazetteer, *, corpus: Corpus | None = None) -> list[Mention]:
    """Article → mentions, in text order, without overlap.

    Args:
        article: Its sentences are searched, and nothing else of its text.
        gazetteer: What names are known.
        corpus: What the other articles of its folder say of their names.
    """
    prose, odd = recased(article, gazetteer)
    found = find_in_prose(prose, gazetteer, corpus=corpus)
    if prose is not article:
        found = [as_written(mention, article, odd) for mention in found]
    return with_descriptions(article, found)


def find_in_prose(article: Article, gazetteer: Gazetteer, *, corpus: Corpus | None = None) -> list[Mention]:
    """Article → the names in it, read as it is written, without descriptions.

    Args:
        article: In a language other than those of :mod:`geobrief.mentions.other_languages`, or in none that could be
            told, it is searched as English is.
        gazetteer: What names are known.
        corpus: What the other articles of its folder say of their names.
    """
    if not is_other(article):
        return find_in_english(article, gazetteer, corpus)
    own = names_in(article, gazetteer)
    others = [] if article.language in OWN_SCRIPT else find_in_english(article, gazetteer, corpus)
    return joined(article, own, others)


def find_in_english(article: Article, gazetteer: Gazetteer, corpus: Corpus | None) -> list[Mention]:
    """Article → the names that the models read in it, block by block."""
    return [mention for block in _blocks(article) for mention in _of_block(block, gazetteer, corpus)]


def survey(articles: Iterable[Article], gazetteer: Gazetteer) -> Corpus:
    """Articles → the names that stand alone behind a preposition of place in any of them."""
    return Corpus(frozenset[str]().union(*(standing_alone(read(article, gazetteer)) for article in articles)))


def _of_block(article: Article, gazetteer: Gazetteer, corpus: Corpus | None) -> list[Mention]:
    """The mentions of one block of an article."""
    context = read(article, gazetteer)
    model = recogniser()
    chosen = choose(context, span_probabilities(context, model), gazetteer, model.threshold, corpus)
    taken = {index for first, last in chosen for index in range(first, last)}
    found = [(span, _form(context, span, gazetteer), confidence) for span, confidence in chosen.items()]
    found += [(span, "demonym", DEMONYM_CONFIDENCE) for span in demonym_spans(context, taken)]
    return [_mention(article, context, *entry) for entry in sorted(found, key=lambda entry: entry[0])]


def _blocks(article: Article) -> Iterator[Article]:
    """An article as it is, or in blocks of sentences where it is too long to be held in memory as tokens."""
    if len(article.text) <= BLOCK:
        yield article
        return
    block: list[Sentence] = []
    for sentence in article.sentences:
        for piece in _pieces(article.text, sentence):
            if block and piece.end - block[0].start > BLOCK:
                yield replace(article, sentences=tuple(block))
                block = []
            block.append(piece)
    yield replace(article, sentences=tuple(block))


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or what a sentence of a megabyte is cut into, at a blank if there is one."""
    start = sentence.start
    while sentence.end - start > BLOCK:
        cut = text.rfind(" ", start + BLOCK // 2, start + BLOCK)
        cut = cut if cut > 0 else start + BLOCK
        yield Sentence(start, cut)
        start = cut
    yield Sentence(start, sentence.end)


def read(article: Article, gazetteer: Gazetteer) -> TokenContext:
    """Article → its tokens, chunks and known names: kept from the survey of a few articles until they are read."""
    return _kept(article, gazetteer) if len(article.text) <= LONGEST else _read(article, gazetteer)


@lru_cache(maxsize=KEPT)
def _kept(article: Article, gazetteer: Gazetteer) -> TokenContext:
    return _read(article, gazetteer)


def _read(article: Article, gazetteer: Gazetteer) -> TokenContext:
    tokens = analyse(article).tokens
    chunks = find_chunks(tokens)
    return make_context(tokens, chunks, scan(tokens, chunks, gazetteer))


def sequence_spans(context: TokenContext, model: Recogniser) -> dict[Span, float]:
    """The spans that the first model thinks possible, with their probabilities."""
    found: dict[Span, float] = {}
    for chunk in context.chunks:
        found.update(model.sequence.span_probabilities(context, chunk, LEAST))
    return found


def span_probabilities(context: TokenContext, model: Recogniser) -> dict[Span, float]:
    """The spans that all models have weighed, with their probabilities."""
    return model.weigh(context, sequence_spans(context, model))


def choose(
    context: TokenContext,
    probabilities: Mapping[Span, float],
    gazetteer: Gazetteer,
    threshold: float,
    corpus: Corpus | None = None,
) -> dict[Span, float]:
    """The models' spans → those that are taken, with their probabilities, without overlap."""
    probabilities = {span: p for span, p in probabilities.items() if not is_part_of_number(context, span)}
    persons = told_persons(context, probabilities)
    weighed = {span: raised(p, bonus_of(context, span, corpus, persons)) for span, p in probabilities.items()}
    chosen: dict[Span, float] = {}
    end = 0
    for span in best_spans(weighed, threshold):
        whole = whole_name(context, span)
        if whole[0] >= end and not within_other_name(context, span, gazetteer) and not is_direction(context, whole):
            chosen[whole] = max(weighed.get(whole, 0.0), WHOLE_CONFIDENCE) if whole != span else weighed[span]
            end = whole[1]
    filed = datelines(context)
    chosen = _without(chosen, filed) | dict.fromkeys(filed, DATELINE_CONFIDENCE)
    sites = _without(dict.fromkeys(listed_sites(context, gazetteer), SITE_CONFIDENCE), filed)
    chosen = _without(chosen, sites) | sites
    entire = dict.fromkeys(with_signs(context, chosen, probabilities, gazetteer), SIGNED_CONFIDENCE)
    chosen = _without(chosen, entire) | entire
    stated = _without(
        dict.fromkeys(before_states(context, chosen, probabilities, gazetteer), SIGNED_CONFIDENCE), chosen
    )
    chosen |= stated
    told = by_company(context, chosen, probabilities, gazetteer)
    chosen |= told
    chosen |= named_again(context, chosen, probabilities, gazetteer, persons)
    chosen |= unknown_again(context, told, chosen)
    return {
        numbered(context, span): p
        for span, p in chosen.items()
        if span in filed or not (is_acronym(context, span, gazetteer) or names_an_illness(context, span))
    }


def _without(chosen: Mapping[Span, float], others: Iterable[Span]) -> dict[Span, float]:
    """The spans that overlap none of some others."""
    held = {index for first, last in others for index in range(first, last)}
    return {span: p for span, p in chosen.items() if held.isdisjoint(range(*span))}


def _form(context: TokenContext, span: Span, gazetteer: Gazetteer) -> Form:
    name = context.names.get(span)
    if name is not None and (
        name.kind == "N" or (name.demonym and _is_mostly_demonym(context.tokens.span(*span), gazetteer))
    ):
        return "demonym"
    sentence = context.tokens.sentence_of[span[0]]
    return form_of(context.tokens.span(*span), in_capitals=context.styles[sentence] == "caps")


@lru_cache(maxsize=5_000)
def _is_mostly_demonym(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is the adjective of a country, and otherwise only the name of small places."""
    hits = gazetteer.hits([fold(text)]).get(fold(text), ())
    if not any(hit.name_kind == "demonym" and hit.strength == "strong" for hit in hits):
        return False
    return not any(
        hit.name_kind != "demonym" and (hit.place.population >= NOTED or hit.place.kind in ("country", "admin1"))
        for hit in hits
    )


def _mention(article: Article, context: TokenContext, span: Span, form: Form, confidence: float) -> Mention:
    tokens = context.tokens
    return Mention(
        start=tokens.starts[span[0]],
        end=tokens.ends[span[1] - 1],
        text=tokens.span(*span),
        form=form,
        sentence=article.sentences[tokens.sentence_of[span[0]]],
        confidence=confidence,
    )
