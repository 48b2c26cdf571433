"""Articles → readings: each article dated, all of them surveyed, and what the cache does not have worked out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

from geobrief.brief import Overrides, Readings
from geobrief.cache import Cache, cache_folder
from geobrief.engines import engine_of
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus, survey
from geobrief.model import Article, Reading, Skipped
from geobrief.pipeline.guarding import guarded, lost, with_left_out
from geobrief.pipeline.watching import Progress, Stages, silent
from geobrief.reading import Kept, read
from geobrief.reading import with_date as with_date  # noqa: PLC0414  # the scripts in models/ take it from here
from geobrief.shelf import Shelf
from geobrief.workers import mapped


def readings_of(
    articles: Sequence[Article],
    gazetteer: Gazetteer,
    skipped: list[Skipped],
    *,
    workers: int,
    overrides: Overrides | None,
    published: date | None,
    engine: str | None,
    cache: bool,
    progress: Progress | None,
    stages: Stages | None,
) -> Readings:
    """What is understood of some articles; what is not is put to what was skipped."""
    readings = Readings()
    with _opened(cache=cache) as kept:
        for outcome in understood(
            articles,
            gazetteer,
            workers=workers,
            overrides=overrides,
            published=published,
            engine=engine,
            cache=kept,
            progress=progress,
            stages=stages,
        ):
            if isinstance(outcome, Skipped):
                skipped.append(outcome)
            else:
                readings.append(_lean(outcome))
    _rest()
    return readings


def _lean(reading: Reading) -> Reading:
    """Return a reading without what no brief says: why each report has its place, a sentence each."""
    return replace(reading, reports=tuple(replace(report, because="") for report in reading.reports))


@contextmanager
def _opened(*, cache: bool) -> Iterator[Cache | None]:
    """The user's cache, or none where none is wanted."""
    folder = cache_folder() if cache else None
    opened = Cache(folder) if folder is not None else None
    try:
        yield opened
    finally:
        if opened is not None:
            opened.close()


def _rest() -> None:
    """Let go of the encoder's weights, which no brief needs: 56 MB, read again in a tenth of a second."""
    encoder = sys.modules.get("geobrief.events.encoder")
    if encoder is not None:
        encoder.weights.cache_clear()


def understood(
    articles: Sequence[Article],
    gazetteer: Gazetteer,
    *,
    workers: int = 1,
    overrides: Overrides | None = None,
    published: date | None = None,
    engine: str | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    stages: Stages | None = None,
) -> Iterator[Reading | Skipped]:
    """Articles → what is understood of each, in their order, and what was left out of them with the reason.

    An exception at one article is that article's ``Skipped``, and costs no other. What the cache has is not worked out
    again.
    """
    begin = stages or silent
    begin("comparing", len(articles))
    kept = Kept.of(cache, gazetteer, engine)
    dated: Shelf[Article] = Shelf(packed=True)
    places = set[str]()
    for article in articles:
        outcome = guarded(article, partial(_surveyed, gazetteer=gazetteer, published=published, kept=kept))
        if progress:
            progress(article.path)
        if isinstance(outcome, Skipped):
            yield outcome
            continue
        dated.append(outcome[0])
        places |= outcome[1]
    begin("understanding", len(dated))
    corpus = Corpus(frozenset(places))
    known = Readings()
    numbers = {} if kept is None else _known(dated, corpus, overrides, kept, known)
    others = (article for number, article in enumerate(dated) if number not in numbers)
    work = partial(_read_anywhere, corpus=corpus, overrides=overrides, engine=engine, cache=cache)
    with closing(_answers(work, others, min(workers, max(1, len(dated) - len(known))))) as answers:
        for number, article in enumerate(dated):
            outcomes = with_left_out(known[numbers[number]]) if number in numbers else next(answers)
            if progress:
                progress(article.path)
            yield from outcomes


def _surveyed(
    article: Article, gazetteer: Gazetteer, published: date | None, kept: Kept | None
) -> tuple[Article, frozenset[str]]:
    """An article with its date, and the names that stand alone as places in it."""
    dated = with_date(article, published)
    return dated, survey([dated], gazetteer).places if kept is None else kept.alone(dated, gazetteer)


def _known(
    articles: Iterable[Article], corpus: Corpus, overrides: Overrides | None, kept: Kept, known: Readings
) -> dict[int, int]:
    """Put what is kept of some articles to the readings that are known: an article's number → its reading's."""
    numbers: dict[int, int] = {}
    for number, article in enumerate(articles):
        reading = guarded(article, partial(kept.read, corpus=corpus, overrides=overrides))
        if isinstance(reading, Reading):
            numbers[number] = len(known)
            known.append(reading)
    return numbers


def _answers(
    work: Callable[[Article], list[Reading | Skipped]], articles: Iterable[Article], workers: int
) -> Generator[list[Reading | Skipped], None, None]:
    yield from mapped(work, articles, workers=workers, lost=lost)


def _read_anywhere(
    article: Article, *, corpus: Corpus, overrides: Overrides | None, engine: str | None, cache: Cache | None
) -> list[Reading | Skipped]:
    """``read`` in whatever process, with what went wrong or was left out."""
    outcome = guarded(article, partial(_read_bounded, corpus=corpus, overrides=overrides, engine=engine, cache=cache))
    return [outcome] if isinstance(outcome, Skipped) else outcome


def _read_bounded(
    article: Article, *, corpus: Corpus, overrides: Overrides | None, engine: str | None, cache: Cache | None
) -> list[Reading | Skipped]:
    gazetteer = Gazetteer.default()
    kept = Kept.of(cache, gazetteer, engine)
    if kept is not None:
        return with_left_out(kept.made(article, gazetteer, corpus, overrides))
    return with_left_out(read(article, gazetteer, corpus=corpus, overrides=overrides, engine=engine_of(engine)))


def understand(
    article: Article, *, corpus: Corpus, published: date | None = None, engine: str | None = None
) -> list[Reading | Skipped]:
    """One article → what is understood of it, and what was left out with the reason: the work of an archive.

    Args:
        article: As it was read.
        corpus: The names that stand alone as places in all articles.
        published: Its publication date, where it gives none.
        engine: Name of the engine.
    """
    dated = guarded(article, partial(with_date, given=published))
    if isinstance(dated, Skipped):
        return [dated]
    return _read_anywhere(dated, corpus=corpus, overrides=None, engine=engine, cache=None)


def names_alone(articles: Iterable[Article], published: date | None = None) -> frozenset[str]:
    """Return the names that stand alone as places in some articles; one at which this fails has none."""
    gazetteer = Gazetteer.default()
    found = (
        guarded(article, partial(_surveyed, gazetteer=gazetteer, published=published, kept=None))
        for article in articles
    )
    return frozenset().union(*(outcome[1] for outcome in found if not isinstance(outcome, Skipped)))
