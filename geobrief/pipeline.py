"""The composition: articles → readings → brief. The only module that knows all the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from os import PathLike, fspath

from geobrief.articles import make_article, read_articles
from geobrief.brief import Brief
from geobrief.brief.compose import compose_brief
from geobrief.brief.overrides import Overrides, correct, look_up, set_places
from geobrief.brief.title import title_of
from geobrief.dates import find_dates, infer_published
from geobrief.errors import NothingToReadError
from geobrief.events import extract_events, find_figures
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.areas import Worldview
from geobrief.mentions import Corpus, find_mentions, survey
from geobrief.model import Article, Decision, Reading, Skipped
from geobrief.places import resolve_places

Inputs = str | PathLike[str] | Sequence[str | PathLike[str]]
Progress = Callable[[str], None]


def build(
    inputs: Inputs,
    *,
    title: str | None = None,
    workers: int = 1,
    worldview: Worldview = "default",
    overrides: Overrides | None = None,
    progress: Progress | None = None,
    notes: Callable[[str], None] | None = None,
) -> Brief:
    """Articles on disk → one cited brief.

    Args:
        inputs: Files, folders or globs; ``-`` is standard input.
        title: The brief's title; without it the first finding and the main place give one.
        workers: Processes that read articles at the same time. The brief is the same for any number.
        worldview: Whose borders the areas of countries have: ``default`` (UN-oriented) or ``de-facto``.
        overrides: What an analyst set by hand; a recipe has them.
        progress: Called with an article's path when it has been understood.
        notes: Called with a line for each table or JSON file: from which columns its articles were taken.

    Raises:
        NothingToReadError: None of the inputs gave an article; its ``skipped`` says why, input by input.
        RecipeError: An override is about something that is not there.
    """
    paths = [inputs] if isinstance(inputs, str | PathLike) else list(inputs)
    articles, skipped = read_articles([fspath(path) for path in paths], notes=notes)
    if not articles:
        raise NothingToReadError(_nothing(paths, skipped), skipped)
    gazetteer = Gazetteer.default()
    overrides = look_up(overrides, gazetteer) if overrides else None
    readings = list(read_all(articles, gazetteer, workers=workers, overrides=overrides, progress=progress))
    brief = compose_brief(
        readings,
        title=title,
        gazetteer=gazetteer.version,
        skipped=skipped,
        worldview=worldview,
    )
    if overrides is None:
        return brief
    brief = correct(brief, readings, overrides, worldview)
    return brief if title else replace(brief, title=title_of(brief))


def read_all(
    articles: Sequence[Article],
    gazetteer: Gazetteer,
    *,
    workers: int = 1,
    overrides: Overrides | None = None,
    progress: Progress | None = None,
) -> Iterator[Reading]:
    """Articles → what is understood of each, in their order."""
    articles = [with_date(article) for article in articles]
    corpus = survey(articles, gazetteer)
    pool = ProcessPoolExecutor(workers) if workers > 1 and len(articles) > 1 else nullcontext()
    with pool as processes:
        if processes is None:
            readings: Iterable[Reading] = (
                read(article, gazetteer, corpus=corpus, overrides=overrides) for article in articles
            )
        else:
            readings = processes.map(
                partial(_read_elsewhere, corpus=corpus, overrides=overrides), articles, chunksize=4
            )
        for reading in readings:
            if progress:
                progress(reading.article.path)
            yield reading


def read(
    article: Article, gazetteer: Gazetteer, *, corpus: Corpus | None = None, overrides: Overrides | None = None
) -> Reading:
    """Article → its resolved mentions, time expressions and reports of events."""
    mentions = find_mentions(article, gazetteer, corpus=corpus)
    resolutions = resolve_places(article, mentions, gazetteer)
    decisions: list[Decision] = []
    if overrides:
        resolutions, decisions = set_places(article, resolutions, overrides)
    dates = find_dates(article)
    reports = extract_events(article, resolutions, dates)
    return Reading(
        article=article,
        resolutions=tuple(resolutions),
        dates=tuple(dates),
        reports=tuple(reports),
        figures=tuple(find_figures(article)),
        decisions=tuple(decisions),
    )


def geoparse(
    text: str,
    *,
    published: date | str | None = None,
    title: str | None = None,
    domain: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Reading:
    """One text → its mentions with their places, time expressions and events.

    Args:
        text: The article, whole; every offset points into it.
        published: The day it was published, as a date or in ISO 8601: "last July" needs it.
        title: Its title, if that does not stand in the text.
        domain: The outlet's web domain: a local paper means the town next door.
        gazetteer: The gazetteer to resolve against; the bundled one without it.
    """
    article = make_article(text, published=published, title=title, domain=domain)
    return read(article, gazetteer or Gazetteer.default())


def with_date(article: Article) -> Article:
    """Return the article with its publication date inferred from the text, where only the text can tell it."""
    if article.published.basis != "unknown":
        return article
    return replace(article, published=infer_published(article))


def _read_elsewhere(article: Article, *, corpus: Corpus, overrides: Overrides | None) -> Reading:
    """``read`` in another process, which opens the gazetteer for itself."""
    return read(article, Gazetteer.default(), corpus=corpus, overrides=overrides)


def _nothing(paths: Sequence[str | PathLike[str]], skipped: Sequence[Skipped]) -> str:
    given = ", ".join(fspath(path) for path in paths) or "nothing"
    if not skipped:
        return f"no article in {given}: give text files, or folders that hold some"
    first = skipped[0]
    others = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"no article could be read; {first.path}: {first.reason}{others}"
