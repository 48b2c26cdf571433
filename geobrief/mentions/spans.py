"""Runs of tokens that may be places → the features of the second model, which sees the whole article.

The sequence model decides from a token's surroundings. The second model also sees what it said of the same name
elsewhere in the article, of longer and shorter readings of the same words, and what the gazetteer holds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from geobrief.mentions.features import EDGE, TokenContext, WordHistory, list_head, list_tail, lower, shape
from geobrief.mentions.gazetteer_names import Profile
from geobrief.mentions.lexicon import categories, first_names, surnames
from geobrief.mentions.tokens import Chunk

Span = tuple[int, int]
"""First token and end token (exclusive)."""

_LISTS = (
    "before.hit", "before.prep", "before.prep2", "before.place", "before.places", "before.direction", "before.honorific",
    "before.kin", "after.said", "after.acts", "after.org", "after.site", "after.nature", "after.unit", "after.brand",
)  # fmt: skip
"""The word lists that neighbours are looked up in; a word in several counts as in the last."""

_KINDS = "CA1R2PDSWLNK"
_STYLES = ("", "title", "caps", "low")
_HISTORY = ("count", "preposition", "person", "saying", "alone", "organisation", "comma")

FEATURES: tuple[str, ...] = (
    # What the sequence model said.
    "log_odds", "strongest_overlap", "overlap_sum", "longer", "shorter", "token_before", "token_after",
    # The same name, and its first word, elsewhere in the article.
    "same_best", "same_mean", "same_count", "first_best", "first_mean", "first_count", "within_best",
    # The gazetteer.
    "kind", "size", "count", "strong", "demonym", "doubtful",
    # How it is written.
    "tokens", "letters", "capitals", "style", "digits", "stop", "first_is_given_name", "last_is_given_name", "last_surname",
    # Where it stands.
    "at_start", "at_end", "chunk", "sentence_start", "depth", "after_comma", "before_comma", "after_quote",
    "before_possessive", "after_hyphen", "before_hyphen", "word_before", "word_after", "word_before_that", "last_word",
    "chunk_last_word", "chunk_first_word", "given_name_before", "capital_after", "surname_after", "list_after_next",
    "longest_name", "list_head", "before_list_head", "list_tail", "items_before", "items_behind",
    # How the article uses its first and last word.
    *(f"first_{name}" for name in _HISTORY), *(f"last_{name}" for name in _HISTORY),
    # The article.
    "share_of_places",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Probabilities of one name or word: as much as is needed to leave one of them out again."""

    count: int = 0
    total: float = 0.0
    best: float = -1.0
    second: float = -1.0

    def add(self, probability: float) -> None:
        """Count one more."""
        self.count += 1
        self.total += probability
        if probability > self.best:
            self.best, self.second = probability, self.best
        else:
            self.second = max(self.second, probability)

    def without(self, probability: float) -> list[float]:
        """Best, mean and number of the others; -1 for the first two where there are none."""
        others = self.count - 1
        if others < 1:
            return [-1.0, -1.0, 0]
        return [self.second if probability >= self.best else self.best, (self.total - probability) / others, others]


@dataclass(slots=True)
class Evidence:
    """What the sequence model said of all spans of an article, arranged for the questions asked."""

    context: TokenContext
    spans: dict[Span, float]
    chunk_of: dict[int, Chunk]
    token: dict[int, float]
    """Token → probability that it is in a place."""
    by_name: dict[str, Tally]
    by_word: dict[str, Tally]
    share: float
    """Spans that are likely places, for each chunk."""


def gather(context: TokenContext, spans: dict[Span, float]) -> Evidence:
    """Arrange what the sequence model said."""
    token: dict[int, float] = defaultdict(float)
    by_name: dict[str, Tally] = defaultdict(Tally)
    by_word: dict[str, Tally] = defaultdict(Tally)
    for span, probability in spans.items():
        by_name[context.tokens.span(*span).casefold()].add(probability)
        for index in range(*span):
            token[index] += probability
    chunk_of = {}
    for chunk in context.chunks:
        for index in range(chunk.first, chunk.last):
            chunk_of[index] = chunk
            by_word[lower(context.tokens.words[index])].add(token.get(index, 0.0))
    likely = sum(probability > 0.5 for probability in spans.values())
    return Evidence(context, spans, chunk_of, token, by_name, by_word, likely / max(1, len(context.chunks)))


def span_rows(evidence: Evidence) -> list[list[float]]:
    """One row of features for each span, in the order of ``evidence.spans``."""
    return [_row(evidence, span, probability) for span, probability in evidence.spans.items()]


def _row(evidence: Evidence, span: Span, probability: float) -> list[float]:
    chunk = evidence.chunk_of[span[0]]
    return [
        *_readings(evidence, span, probability, chunk),
        *_repetition(evidence, span, probability),
        *_gazetteer(evidence.context.names.get(span)),
        *_spelling(evidence.context, span, chunk),
        *_surroundings(evidence.context, span, chunk),
        *_usage(evidence.context.history.get(lower(evidence.context.tokens.words[span[0]]))),
        *_usage(evidence.context.history.get(lower(evidence.context.tokens.words[span[1] - 1]))),
        evidence.share,
    ]


def _readings(evidence: Evidence, span: Span, probability: float, chunk: Chunk) -> list[float]:
    """The sequence model's word for this reading and for those that compete with it."""
    first, last = span
    found = evidence.spans
    overlap = [
        found[other]
        for begin in range(max(chunk.first, first - 8), last)
        for end in range(max(begin, first) + 1, min(chunk.last, begin + 9) + 1)
        if (other := (begin, end)) != span and other in found
    ]
    longer = max((found.get((first, end), 0.0) for end in range(last + 1, min(chunk.last, last + 6) + 1)), default=0.0)
    shorter = max((found.get((begin, last), 0.0) for begin in range(max(chunk.first, first - 6), first)), default=0.0)
    certain = min(probability, 0.9999)
    return [
        math.log(certain / (1 - certain)),
        max(overlap, default=0.0),
        sum(overlap),
        longer,
        shorter,
        evidence.token.get(first - 1, 0.0),
        evidence.token.get(last, 0.0),
    ]


def _repetition(evidence: Evidence, span: Span, probability: float) -> list[float]:
    """What the sequence model said of the same name, and of its first and last word, elsewhere in the article."""
    tokens = evidence.context.tokens
    same = evidence.by_name[tokens.span(*span).casefold()].without(probability)
    first, last = span[0], span[1] - 1
    words = evidence.by_word[lower(tokens.words[first])].without(evidence.token.get(first, 0.0))
    ends = evidence.by_word[lower(tokens.words[last])].without(evidence.token.get(last, 0.0))
    return [*same, *words, ends[0]]


def _gazetteer(name: Profile | None) -> list[float]:
    """What the gazetteer holds under the name."""
    if name is None:
        return [-1, -1, 0, -1, -1, -1]
    return [_KINDS.index(name.kind), name.size, name.count, name.strong, name.demonym, name.doubtful]


def _spelling(context: TokenContext, span: Span, chunk: Chunk) -> list[float]:
    """How the span is written."""
    tokens = context.tokens
    first, last = tokens.words[span[0]], tokens.words[span[1] - 1]
    return [
        span[1] - span[0],
        tokens.ends[span[1] - 1] - tokens.starts[span[0]],
        shape(first) in ("XX", "XXX", "X.", "X"),
        _STYLES.index(context.styles[chunk.sentence]),
        any(word[0].isdigit() for word in tokens.words[span[0] : span[1]]),
        last.endswith("."),
        lower(first) in first_names(),
        lower(last) in first_names(),
        surnames().get(lower(last), 9),
    ]


def _surroundings(context: TokenContext, span: Span, chunk: Chunk) -> list[float]:
    """Where the span stands in its chunk and sentence, and the words around it."""
    words = context.tokens.words
    start, end = context.tokens.bounds[chunk.sentence]
    before = words[span[0] - 1] if span[0] > start else EDGE
    after = words[span[1]] if span[1] < end else EDGE
    before_that = words[span[0] - 2] if span[0] - 1 > start else EDGE
    return [
        span[0] - chunk.first,
        chunk.last - span[1],
        chunk.last - chunk.first,
        span[0] == start,
        context.tokens.starts[span[0]] / max(1, len(context.tokens.text)),
        before == ",",
        after == ",",
        before in '("“',
        after in "'’",
        before == "-",
        after == "-",
        _list_of(before),
        _list_of(after),
        _list_of(before_that),
        _list_of(words[span[1] - 1]),
        _list_of(words[chunk.last - 1]),
        _list_of(words[chunk.first]),
        span[0] > chunk.first and lower(before) in first_names(),
        span[1] < chunk.last and after[0].isupper(),
        surnames().get(lower(after), 9) if span[1] < chunk.last else 10,
        _list_of(words[span[1] + 1]) if span[1] + 1 < end else -1,
        context.longest.get(span[0]) == span,
        *_list(context, span),
    ]


def _list(context: TokenContext, span: Span) -> list[float]:
    """The words before and behind the list of names that a span is in, and how many items it has."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    head, before = list_head(context.tokens, span[0])
    tail, behind = list_tail(context.tokens, span[1])
    around = [_list_of(words[at]) if start <= at < end else -1 for at in (head, head - 1, tail)]
    return [*around, min(before, 4), min(behind, 4)]


def _list_of(word: str) -> int:
    """Number of the word list that a word is in, -1 for none."""
    return max((_LISTS.index(name) for name in categories().get(lower(word), ()) if name in _LISTS), default=-1)


def _usage(history: WordHistory | None) -> list[float]:
    """How the article uses a word: how often, and what share of that in each way."""
    if history is None or not history.count:
        return [0.0] * len(_HISTORY)
    count = history.count
    return [
        count,
        history.after_preposition / count,
        history.after_person_cue / count,
        history.before_saying / count,
        history.alone / count,
        history.before_organisation / count,
        history.before_comma_place / count,
    ]
