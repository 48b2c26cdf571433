"""The composition: articles → readings → brief. The only module that knows all the stages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from os import PathLike, fspath

from geobrief.articles import make_article, read_articles
from geobrief.articles.publication import read_published
from geobrief.brief import Brief
from geobrief.brief.compose import compose_brief
from geobrief.brief.overrides import Overrides, correct, look_up, set_places
from geobrief.dates import infer_published
from geobrief.engines import Engine, engine_of
from geobrief.errors import NothingToReadError, UsageError
from geobrief.events import find_figures
from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.areas import Worldview
from geobrief.mentions import Corpus, survey
from geobrief.model import Article, Decision, Reading, Skipped, When

Inputs = str | PathLike[str] | Sequence[str | PathLike[str]]
Progress = Callable[[str], None]


def build(
    inputs: Inputs,
    *,
    title: str | None = None,
    workers: int = 1,
    worldview: Worldview = "default",
    overrides: Overrides | None = None,
    since: date | None = None,
    min_confidence: float = 0.0,
    engine: str | None = None,
    published: date | None = None,
    progress: Progress | None = None,
    notes: Callable[[str], None] | None = None,
) -> Brief:
    """Articles on disk → one cited brief.

    Args:
        inputs: Files, folders or globs; ``-`` is standard input.
        title: The brief's title; without it the place that most articles are about gives one.
        workers: Processes that read articles at the same time. The brief is the same for any number.
        worldview: Whose borders the areas of countries have: ``default`` (UN-oriented) or ``de-facto``.
        overrides: What an analyst set by hand; a recipe has them.
        since: Articles published before this day are left out; undated ones stay.
        min_confidence: Events less sure than this are left out, from 0 to 1.
        engine: Name of the engine that understands the articles; the bundled one without it.
        published: The publication date of articles that give none, neither in their metadata nor in their text.
        progress: Called with an article's path when it has been understood.
        notes: Called with a line for each table or JSON file: from which columns its articles were taken; and for what
            was left out.

    Raises:
        NothingToReadError: None of the inputs gave an article; its ``skipped`` says why, input by input.
        UsageError: ``min_confidence`` is no share of 1.
        RecipeError: An override is about something that is not there.
    """
    paths = [inputs] if isinstance(inputs, str | PathLike) else list(inputs)
    check_share(min_confidence)
    articles, skipped = read_articles([fspath(path) for path in paths], notes=notes)
    if not articles:
        raise NothingToReadError(_nothing(paths, skipped), skipped)
    if since:
        articles = published_since(articles, since, notes, published=published)
    gazetteer = Gazetteer.default()
    overrides = look_up(overrides, gazetteer) if overrides else None
    readings = list(
        read_all(
            articles,
            gazetteer,
            workers=workers,
            overrides=overrides,
            engine=engine,
            published=published,
            progress=progress,
        )
    )
    brief = compose_brief(
        readings,
        title=title or title_of(readings),
        gazetteer=gazetteer.version,
        skipped=skipped,
        worldview=worldview,
    )
    brief = correct(brief, readings, overrides, worldview) if overrides else brief
    return confident(brief, min_confidence, notes) if min_confidence else brief


def published_since(
    articles: Sequence[Article],
    since: date,
    notes: Callable[[str], None] | None = None,
    *,
    published: date | None = None,
) -> list[Article]:
    """Return the articles published on a day or later, and those of which nobody says when.

    Args:
        articles: Articles as they were read.
        since: The first day.
        notes: Called with a line for what was left out.
        published: The publication date of articles that give none.

    Raises:
        NothingToReadError: None is left.
    """
    dated = [with_date(article, published) for article in articles]
    kept = [article for article in dated if article.published.end is None or article.published.end >= since]
    if not kept:
        raise NothingToReadError(f"none of {len(dated)} articles was published since {since.isoformat()}")
    left, undated = len(dated) - len(kept), sum(article.published.end is None for article in kept)
    if left and notes:
        stays = f"; {undated} without a date stay" if undated else ""
        notes(f"{left} of {len(dated)} articles were published before {since.isoformat()} and are left out{stays}")
    return kept


def confident(brief: Brief, least: float, notes: Callable[[str], None] | None = None) -> Brief:
    """Return the brief without the events that are less sure than ``least``, and without what is said of them only.

    What an analyst set or reviewed stays, however sure the machine was.

    Raises:
        UsageError: ``least`` is no share of 1.
    """
    check_share(least)
    decided = {item.about for item in brief.decisions} | set(brief.reviewed)
    events = tuple(event for event in brief.events if event.confidence >= least or event.id in decided)
    left = len(brief.events) - len(events)
    if left and notes:
        notes(f"{left} of {len(brief.events)} events are less sure than {least:g} and are left out")
    stay = {event.id for event in events}
    conflicts = tuple(item for item in brief.conflicts if item.event is None or item.event in stay)
    return replace(brief, events=events, conflicts=conflicts)


def check_share(value: float) -> None:
    """Raise a ``UsageError`` where a confidence is no share of 1."""
    if not 0 <= value <= 1:
        raise UsageError(f"a confidence lies between 0 and 1, not at {value:g}")


def read_all(
    articles: Sequence[Article],
    gazetteer: Gazetteer,
    *,
    workers: int = 1,
    overrides: Overrides | None = None,
    engine: str | None = None,
    published: date | None = None,
    progress: Progress | None = None,
) -> Iterator[Reading]:
    """Articles → what is understood of each, in their order."""
    articles = [with_date(article, published) for article in articles]
    corpus = survey(articles, gazetteer)
    pool = ProcessPoolExecutor(workers) if workers > 1 and len(articles) > 1 else nullcontext()
    with pool as processes:
        if processes is None:
            readings: Iterable[Reading] = (
                read(article, gazetteer, corpus=corpus, overrides=overrides, engine=engine_of(engine))
                for article in articles
            )
        else:
            readings = processes.map(
                partial(_read_elsewhere, corpus=corpus, overrides=overrides, engine=engine), articles, chunksize=4
            )
        for reading in readings:
            if progress:
                progress(reading.article.path)
            yield reading


def read(
    article: Article,
    gazetteer: Gazetteer,
    *,
    corpus: Corpus | None = None,
    overrides: Overrides | None = None,
    engine: Engine | None = None,
) -> Reading:
    """Article → its resolved mentions, time expressions and reports of events."""
    engine = engine or engine_of(None)
    mentions = engine.names(article, gazetteer, corpus)
    resolutions = list(engine.places(article, mentions, gazetteer))
    decisions: list[Decision] = []
    if overrides:
        resolutions, decisions = set_places(article, resolutions, overrides)
    dates = engine.dates(article)
    reports = engine.events(article, resolutions, dates)
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
    engine: str | None = None,
) -> Reading:
    """One text → its mentions with their places, time expressions and events.

    Args:
        text: The article, whole; every offset points into it.
        published: The day it was published, as a date or in ISO 8601: "last July" needs it.
        title: Its title, if that does not stand in the text.
        domain: The outlet's web domain: a local paper means the town next door.
        gazetteer: The gazetteer to resolve against; the bundled one without it.
        engine: Name of the engine that understands the text; the bundled one without it.

    Raises:
        UsageError: ``published`` names no day, or no engine is called so.
    """
    article = make_article(text, published=given_day(published), title=title, domain=domain)
    return read(article, gazetteer or Gazetteer.default(), engine=engine_of(engine))


def given_day(published: object) -> date | str | None:
    """Return a publication date as a caller gave it, if it names a day, a month or a year.

    Files are read with patience, because nobody can mend them; a caller can, and wants to know.

    Raises:
        UsageError: It names none.
    """
    if published is None or isinstance(published, date):
        return published
    if isinstance(published, str) and read_published(published) is not None:
        return published
    how = 'a date, or a text such as "2024-08-06", "2024-08", "6 August 2024" or "2024-08-06T10:28:00Z"'
    order = " (day and month could be taken for one another)" if _is_ambiguous(published) else ""
    raise UsageError(f"published={published!r} names no day{order}; give {how}")


def _is_ambiguous(published: object) -> bool:
    return isinstance(published, str) and re.fullmatch(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*", published) is not None


def with_date(article: Article, given: date | None = None) -> Article:
    """Return the article with its publication date, where its metadata has none.

    What its text states comes first, then the day that the user gave for such articles (whose word counts as
    metadata), then what follows from weekdays in the text.
    """
    if article.published.basis != "unknown":
        return article
    inferred = infer_published(article)
    if given is not None and inferred.basis != "text":
        inferred = When(given, given, "day", None, "metadata")
    return replace(article, published=inferred)


def title_of(readings: Sequence[Reading]) -> str:
    """Return a title for a brief that was given none: the place in most articles, if it is in half of them."""
    articles: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for reading in readings:
        names = [item.place.name for item in reading.resolutions if item.place and item.role != "actor"]
        mentions.update(names)
        articles.update(set(names))
    count = f"{len(readings)} article{'s' if len(readings) != 1 else ''}"
    if not articles:
        return f"Brief of {count}"
    name = max(sorted(articles), key=lambda name: (articles[name], mentions[name]))
    if 2 * articles[name] < len(readings):
        return f"What {count} report"  # they have no place in common that would not mislead
    return f"{name}: what {count} report{'s' if len(readings) == 1 else ''}"


def _read_elsewhere(
    article: Article, *, corpus: Corpus, overrides: Overrides | None, engine: str | None = None
) -> Reading:
    """``read`` in another process, which opens the gazetteer and starts the engine for itself."""
    return read(article, Gazetteer.default(), corpus=corpus, overrides=overrides, engine=engine_of(engine))


def _nothing(paths: Sequence[str | PathLike[str]], skipped: Sequence[Skipped]) -> str:
    given = ", ".join(fspath(path) for path in paths) or "nothing"
    if not skipped:
        return f"no article in {given}: give text files, or folders that hold some"
    first = skipped[0]
    others = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"no article could be read; {first.path}: {first.reason}{others}"
