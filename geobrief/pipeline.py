"""The composition: articles → readings → brief. The only module that knows all the stages."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from os import PathLike, fspath
from typing import Any, Protocol, TypedDict, TypeVar

from geobrief.articles import Input, articles_of, find_inputs, make_article, read_published, stream_articles
from geobrief.bounds import TOO_LONG, OverTimeError, bounded_time
from geobrief.brief import (
    Brief,
    FindingWishes,
    Overrides,
    Readings,
    WantedTexts,
    articles_in,
    compare,
    compose_brief,
    correct,
    event_id,
    look_up,
    title_of,
    with_findings,
    with_texts,
)
from geobrief.cache import Cache, cache_folder
from geobrief.cartography import Worldview
from geobrief.engines import engine_of
from geobrief.errors import GeobriefError, NothingToReadError, UsageError, fault
from geobrief.gazetteer import Gazetteer, drawn, laid
from geobrief.mentions import Corpus, survey
from geobrief.model import Article, Reading, Skipped
from geobrief.reading import MOST_DATES, MOST_MENTIONS, MOST_REPORTS, Kept, read
from geobrief.reading import with_date as with_date  # noqa: PLC0414  # the scripts in models/ take it from here
from geobrief.shelf import Shelf
from geobrief.workers import mapped


class TableLike(Protocol):
    """A table with a row for each article, as a ``pandas.DataFrame`` is."""

    @property
    def columns(self) -> Any:  # noqa: ANN401
        """What its columns are called."""

    def to_dict(self, orient: Any) -> Any:  # noqa: ANN401
        """Return its rows as records."""


Given = str | PathLike[str] | Mapping[str, Any]
Inputs = Given | Sequence[Given] | TableLike
"""Paths, texts, records with a text, or a table of such."""


class BuildWishes(TypedDict):
    """What a user may ask of a build: the arguments of :func:`build` of these names."""

    title: str | None
    workers: int
    worldview: Worldview
    overrides: Overrides | None
    published: date | None
    since: date | Brief | None
    min_confidence: float
    engine: str | None
    layers: Sequence[str] | None
    texts: WantedTexts
    cache: bool


Progress = Callable[[str], None]
Stages = Callable[[str, int | None], None]


def build(
    inputs: Inputs,
    *,
    title: str | None = None,
    workers: int = 1,
    worldview: Worldview = "default",
    overrides: Overrides | None = None,
    published: date | None = None,
    since: date | Brief | None = None,
    min_confidence: float = 0.0,
    engine: str | None = None,
    layers: Sequence[str | PathLike[str]] | None = None,
    texts: WantedTexts = "cited",
    cache: bool = True,
    progress: Progress | None = None,
    stages: Stages | None = None,
    notes: Callable[[str], None] | None = None,
) -> Brief:
    """Articles on disk → one cited brief.

    >>> import geobrief
    >>> brief = geobrief.build("seeds/niger-2024/2024-08-06-base-201.md")
    >>> sorted(place.name for place in brief.places if place.country == "NE")
    ['Agadez', 'Air Base 201', 'Base aérienne 101', 'Niamey', 'Niger']
    >>> brief.save("niger.html")  # doctest: +SKIP

    Args:
        inputs: Files, folders or globs; ``-`` is standard input. Or texts: a string with a line break in it, a record
            (``{"text": …, "title": …, "published": …, "outlet": …, "url": …}``), a table of such (a ``pandas.DataFrame``).
        title: The brief's title; without it the first finding and the main place give one.
        workers: Processes that read articles at the same time. The brief is the same for any number.
        worldview: Whose borders the areas of countries have: ``default`` (UN-oriented) or ``de-facto``.
        overrides: What an analyst set by hand; a recipe has them.
        published: The publication date of articles that give none, neither in their metadata nor in their text.
        since: A day: articles published before it are left out, and undated ones stay. Or an older brief: all articles
            are read, and what is new since then is marked.
        min_confidence: Events less sure than this are left out, from 0 to 1.
        engine: Name of the engine that understands the articles; the bundled one without it.
        layers: Places of one's own over the gazetteer: files (CSV, GeoJSON, GeoPackage, shapefile) or names of imports.
        texts: How much of the articles the brief carries, to be read beside the map: ``none`` beyond the sentences that
            it quotes, the ``cited`` paragraphs, or the ``full`` text. An article may be somebody's property.
        cache: Whether readings are kept for the next build, and taken from the last. The brief is the same either way.
        progress: Called with a file's path when it is read, and with an article's when it is understood, when it is taken
            into the brief, and for each thing that it tells when the event of that is found.
        stages: Called when a stage begins, with its name and how many calls of ``progress`` there will be, or None.
        notes: Called with a line for each table or JSON file: from which columns its articles were taken; and for what
            was left out; and for each override that fits to nothing any more.

    Raises:
        NothingToReadError: None of the inputs gave an article; its ``skipped`` says why, input by input.
        UsageError: ``min_confidence`` is no share of 1.
    """
    paths, records = _told_apart(inputs)
    check_share(min_confidence)
    begin = stages or _silent
    begin("reading", sum(isinstance(found, Input) for found in find_inputs([fspath(path) for path in paths])))
    articles, skipped = _read_inputs(paths, records, progress, notes)
    if not articles:
        raise NothingToReadError(_nothing(paths, skipped), skipped)
    if isinstance(since, date):
        articles = published_since(_dated(articles, published, skipped), since, notes)
    with laid([fspath(layer) for layer in layers] if layers is not None else None):
        gazetteer = Gazetteer.default()
        overrides = look_up(overrides, gazetteer, notes) if overrides else None
        readings = _readings(
            articles,
            gazetteer,
            skipped,
            workers=workers,
            overrides=overrides,
            published=published,
            engine=engine,
            cache=cache,
            progress=progress,
            stages=stages,
        )
        brief = brief_of(
            readings,
            skipped,
            title=title,
            worldview=worldview,
            overrides=overrides,
            min_confidence=min_confidence,
            texts=texts,
            notes=notes,
            paths=paths,
            progress=progress,
            stages=stages,
        )
    return replace(brief, changes=compare(since, brief)) if isinstance(since, Brief) else brief


def brief_of(
    readings: Sequence[Reading],
    skipped: list[Skipped],
    *,
    title: str | None = None,
    worldview: Worldview = "default",
    overrides: Overrides | None = None,
    min_confidence: float = 0.0,
    texts: WantedTexts = "cited",
    notes: Callable[[str], None] | None = None,
    paths: Sequence[str | PathLike[str]] = (),
    progress: Progress | None = None,
    stages: Stages | None = None,
) -> Brief:
    """Readings → one cited brief; the arguments are those of :func:`build`, ``overrides`` looked up.

    Raises:
        NothingToReadError: There is no reading.
    """
    gazetteer = Gazetteer.default()
    outline = partial(drawn, view=worldview)
    compose = partial(
        compose_brief,
        title=title,
        gazetteer=gazetteer.version,
        outline=outline,
        progress=progress or _unwatched,
        stages=stages or _silent,
    )
    brief, readings = _composed(readings, skipped, compose, paths)
    brief = correct(brief, readings, overrides, outline, notes) if overrides else brief
    if min_confidence:
        brief = confident(brief, min_confidence, notes, overrides.findings if overrides else FindingWishes())
    brief = with_texts(brief, articles_in(readings), texts)
    return brief if title else replace(brief, title=title_of(brief))


def _told_apart(inputs: Inputs) -> tuple[list[str | PathLike[str]], list[object]]:
    """Paths, and what is itself an article or its record."""
    if hasattr(inputs, "to_dict") and hasattr(inputs, "columns"):
        return [], [_filled(row) for row in inputs.to_dict("records")]
    given = [inputs] if isinstance(inputs, str | PathLike | Mapping) else list(inputs)
    paths: list[str | PathLike[str]] = []
    records: list[object] = []
    for item in given:
        if isinstance(item, Mapping):
            records.append(_filled(item))
        elif isinstance(item, str) and "\n" in item:
            records.append(item)
        elif isinstance(item, str | PathLike):
            paths.append(item)
        else:
            how = 'a path, a text with a line break, or a record as {"text": "…"}'
            raise UsageError(f"an article is {how}, not {type(item).__name__}")
    return paths, records


def _filled(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A record without what is missing in it: of a table NaN, which alone is not equal to itself."""
    return {str(key): value for key, value in row.items() if value is not None and not _is_missing(value)}


def _is_missing(value: object) -> bool:
    try:
        return bool(value != value)  # noqa: PLR0124
    except (TypeError, ValueError):  # pandas.NA, and arrays, which are neither true nor false
        return type(value).__name__ == "NAType"


def _read_inputs(
    paths: Sequence[str | PathLike[str]],
    records: Sequence[object],
    progress: Progress | None,
    notes: Callable[[str], None] | None,
) -> tuple[Sequence[Article], list[Skipped]]:
    articles: Shelf[Article] = Shelf(packed=True)
    skipped: list[Skipped] = []
    for outcome in stream_articles([fspath(path) for path in paths], progress=progress, notes=notes):
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            articles.append(outcome)
    if records:
        known = {article.id for article in articles}
        more, left = articles_of(records, notes=notes)
        articles.extend(article for article in more if article.id not in known)
        skipped += left
    return articles, skipped


def _readings(
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


def _rest() -> None:
    """Let go of the encoder's weights, which no brief needs: 56 MB, read again in a tenth of a second."""
    encoder = sys.modules.get("geobrief.events.encoder")
    if encoder is not None:
        encoder.weights.cache_clear()


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


def _dated(articles: Iterable[Article], published: date | None, skipped: list[Skipped]) -> Iterator[Article]:
    """Articles with their dates; one at which this fails is put to what was skipped."""
    for article in articles:
        outcome = guarded(article, partial(with_date, given=published))
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            yield outcome


def published_since(
    articles: Iterable[Article], since: date, notes: Callable[[str], None] | None = None
) -> Sequence[Article]:
    """Return the articles published on a day or later, and those of which nobody says when.

    Raises:
        NothingToReadError: None is left.
    """
    kept: Shelf[Article] = Shelf(packed=True)
    given = undated = 0
    for article in map(with_date, articles):
        given += 1
        if article.published.end is None or article.published.end >= since:
            kept.append(article)
            undated += article.published.end is None
    if not kept:
        raise NothingToReadError(f"none of {given} articles was published since {since.isoformat()}")
    left = given - len(kept)
    if left and notes:
        stays = f"; {undated} without a date stay" if undated else ""
        notes(f"{left} of {given} articles were published before {since.isoformat()} and are left out{stays}")
    return kept


def confident(
    brief: Brief,
    least: float,
    notes: Callable[[str], None] | None = None,
    wishes: FindingWishes = FindingWishes(),  # noqa: B008  # frozen
) -> Brief:
    """Return the brief without the events that are less sure than ``least``, and without what is said of them only.

    What an analyst set or reviewed, or wants among the findings, stays, however sure the machine was.

    Raises:
        UsageError: ``least`` is no share of 1.
    """
    check_share(least)
    decided = {event_id(item.about) for item in brief.decisions} | set(brief.reviewed)
    events = tuple(event for event in brief.events if event.confidence >= least or event.id in decided)
    left = len(brief.events) - len(events)
    if not left:
        return brief
    if notes:
        notes(f"{left} of {len(brief.events)} events are less sure than {least:g} and are left out")
    stay = {event.id for event in events}
    conflicts = tuple(item for item in brief.conflicts if item.event is None or item.event in stay)
    return with_findings(replace(brief, events=events, conflicts=conflicts), wishes)


def check_share(value: float) -> None:
    """Raise a ``UsageError`` where a confidence is no share of 1."""
    if not 0 <= value <= 1:
        raise UsageError(f"a confidence lies between 0 and 1, not at {value:g}")


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
    begin = stages or _silent
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
            outcomes = _with_left_out(known[numbers[number]]) if number in numbers else next(answers)
            if progress:
                progress(article.path)
            yield from outcomes


def names_alone(articles: Iterable[Article], published: date | None = None) -> frozenset[str]:
    """Return the names that stand alone as places in some articles; one at which this fails has none."""
    gazetteer = Gazetteer.default()
    found = (
        guarded(article, partial(_surveyed, gazetteer=gazetteer, published=published, kept=None))
        for article in articles
    )
    return frozenset().union(*(outcome[1] for outcome in found if not isinstance(outcome, Skipped)))


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


def _answers(
    work: Callable[[Article], list[Reading | Skipped]], articles: Iterable[Article], workers: int
) -> Generator[list[Reading | Skipped], None, None]:
    yield from mapped(work, articles, workers=workers, lost=lost)


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


def _surveyed(
    article: Article, gazetteer: Gazetteer, published: date | None, kept: Kept | None
) -> tuple[Article, frozenset[str]]:
    """An article with its date, and the names that stand alone as places in it."""
    dated = with_date(article, published)
    return dated, survey([dated], gazetteer).places if kept is None else kept.alone(dated, gazetteer)


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
        return _with_left_out(kept.made(article, gazetteer, corpus, overrides))
    return _with_left_out(read(article, gazetteer, corpus=corpus, overrides=overrides, engine=engine_of(engine)))


def _with_left_out(reading: Reading) -> list[Reading | Skipped]:
    return [reading, *(Skipped(reading.article.path, reason) for reason in _left_out(reading))]


def _left_out(reading: Reading) -> Iterator[str]:
    """What an article may have had more of than is kept."""
    kept = (
        (len(reading.resolutions), MOST_MENTIONS, "place names"),
        (len(reading.dates), MOST_DATES, "dates"),
        (len(reading.reports), MOST_REPORTS, "reports of events"),
    )
    for held, most, what in kept:
        if held == most:
            yield f"has {most:,} {what} or more, and the rest of them was left out: split it"


_Outcome = TypeVar("_Outcome")


def guarded(article: Article, work: Callable[[Article], _Outcome]) -> _Outcome | Skipped:
    """Return what some work gives for an article, or why it gives nothing."""
    try:
        with bounded_time():
            return work(article)
    except GeobriefError:
        raise  # the caller's mistake, such as an override of what is not there
    except OverTimeError:
        return Skipped(article.path, TOO_LONG)
    except (MemoryError, RecursionError):
        return Skipped(article.path, "is built so deep or so large that it cannot be understood: split it")
    except Exception as error:  # noqa: BLE001  # one article never costs the brief; the fault is named, not hidden
        return Skipped(article.path, f"cannot be understood, by {fault(error)}")


def lost(article: Article) -> list[Reading | Skipped]:
    """What stands for an article whose reading killed the process."""
    reason = "the process that read it was ended by the system, perhaps for want of memory: split it"
    return [Skipped(article.path, reason)]


def _composed(
    readings: Sequence[Reading],
    skipped: list[Skipped],
    compose: Callable[..., Brief],
    paths: Sequence[str | PathLike[str]],
) -> tuple[Brief, Sequence[Reading]]:
    """Readings → the brief, and the readings. One that no brief can be made of is taken out of these, and named."""
    if not readings:
        raise NothingToReadError(_nothing(paths, skipped), skipped)

    try:
        return compose(readings, skipped=skipped), readings
    except GeobriefError:
        raise
    except Exception as error:
        # Which of them it was is found by trying each alone.
        kept, before = Readings(), len(skipped)
        for reading in readings:
            outcome = guarded(reading.article, partial(_alone, compose, reading))
            if isinstance(outcome, Skipped):
                skipped.append(outcome)
            else:
                kept.append(reading)
        if len(skipped) == before:
            raise GeobriefError(f"the articles cannot be brought together, by {fault(error)}") from error
    return _composed(kept, skipped, compose, paths)


def _alone(compose: Callable[..., Brief], reading: Reading, article: Article) -> Brief:
    del article
    return compose([reading], progress=_unwatched, stages=_silent)


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

    >>> import geobrief
    >>> reading = geobrief.geoparse("Troops left Agadez on Monday.", published="2024-08-06")
    >>> [(one.mention.text, one.place.country, one.role) for one in reading.resolutions]
    [('Agadez', 'NE', 'origin')]
    >>> [str(one.when.start) for one in reading.dates]
    ['2024-08-05']
    >>> geobrief.geoparse("Troops left.", published="06/08/2024")
    Traceback (most recent call last):
        ...
    geobrief.errors.UsageError: published='06/08/2024' names no day (day and month could be taken for one another); give ...

    Args:
        text: The article, whole; every offset points into it.
        published: The day it was published, as a date or in ISO 8601: "last July" needs it. Without it the day counts
            that the text gives.
        title: Its title, if that does not stand in the text.
        domain: The outlet's web domain: a local paper means the town next door.
        gazetteer: The gazetteer to resolve against; the bundled one without it.
        engine: Name of the engine that understands the text; the bundled one without it.

    Raises:
        UsageError: ``published`` names no day, or no engine is called so.
    """
    article = make_article(text, published=given_day(published), title=title, domain=domain)
    return read(with_date(article), gazetteer or Gazetteer.default(), engine=engine_of(engine))


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


def published_day(published: object) -> date | None:
    """Return the day that a caller gave for articles without a date.

    Raises:
        UsageError: It names none.
    """
    given = given_day(published)
    when = given if isinstance(given, date) or given is None else read_published(given)
    if when is None or isinstance(when, date):
        return when
    if when.start is None or when.start != when.end:
        raise UsageError(f"published={published!r} names more than one day; give one, such as 2024-08-06")
    return when.start


def _is_ambiguous(published: object) -> bool:
    return isinstance(published, str) and re.fullmatch(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*", published) is not None


def _silent(stage: str, total: int | None) -> None:
    """Nobody wants to know."""


def _unwatched(path: str) -> None:
    """Nobody counts."""


def _nothing(paths: Sequence[str | PathLike[str]], skipped: Sequence[Skipped]) -> str:
    given = ", ".join(fspath(path) for path in paths) or "nothing"
    if not skipped:
        return f"no article in {given}: give text files, or folders that hold some"
    first = skipped[0]
    others = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"no article could be read; {first.path}: {first.reason}{others}"
