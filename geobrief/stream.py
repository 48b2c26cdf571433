"""Articles → readings, one after the other: for those who want what each article says and no brief."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from os import PathLike, fspath

from geobrief.articles import stream_articles
from geobrief.engines import Engine, engine_of
from geobrief.gazetteer import Gazetteer
from geobrief.model import Article, Reading, Skipped
from geobrief.pipeline import guarded, published_day
from geobrief.reading import read as read_article
from geobrief.reading import with_date


def read(
    articles: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    published: date | str | None = None,
    engine: str | None = None,
    gazetteer: Gazetteer | None = None,
    skipped: Callable[[Skipped], None] | None = None,
) -> Iterator[Reading]:
    """Articles on disk → what is understood of each, as a stream: the first is there before the second file is opened.

    Each article is read by itself, as :func:`geobrief.geoparse` reads a text; ``build`` reads them together, and lets one
    help to understand another. Memory stays that of one article.

    >>> import geobrief
    >>> for reading in geobrief.read("seeds/niger-2024/2024-08-06-base-201.md"):
    ...     reading.article
    <Article “Agadez drone base is Niger's again” (Example Gazette, 2024-08-06): 180 words>

    Args:
        articles: Files, folders or globs, as for ``build``.
        published: The publication date of articles that give none.
        engine: Name of the engine that understands the articles; the bundled one without it.
        gazetteer: The gazetteer to resolve against; the bundled one without it.
        skipped: Called with what could not be read and why; without it that is a warning.

    Raises:
        UsageError: ``published`` names no day, or no engine is called so.
    """
    day = published_day(published)
    chosen, places = engine_of(engine), gazetteer or Gazetteer.default()
    paths = [articles] if isinstance(articles, str | PathLike) else list(articles)
    tell = skipped or _warn

    def readings() -> Iterator[Reading]:
        for article in stream_articles([fspath(path) for path in paths]):
            outcome = article if isinstance(article, Skipped) else guarded(article, partial(_read, places, chosen, day))
            if isinstance(outcome, Skipped):
                tell(outcome)
            else:
                yield outcome

    return readings()


def _read(gazetteer: Gazetteer, engine: Engine, day: date | None, article: Article) -> Reading:
    return read_article(with_date(article, day), gazetteer, engine=engine)


def _warn(item: Skipped) -> None:
    warnings.warn(f"skipped {item.path}: {item.reason}", stacklevel=3)
