"""What a user calls: articles → brief, and one text → what is understood of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from os import PathLike, fspath
from typing import TypedDict

from geobrief.articles import Input, find_inputs, make_article
from geobrief.brief import Brief, Overrides, WantedTexts, compare, look_up
from geobrief.cartography import Worldview
from geobrief.engines import engine_of
from geobrief.errors import NothingToReadError
from geobrief.gazetteer import Gazetteer, laid
from geobrief.model import Reading
from geobrief.pipeline.accepting import Inputs, dated, given_day, nothing_read, published_since, read_inputs, told_apart
from geobrief.pipeline.composing import brief_of, check_share
from geobrief.pipeline.understanding import readings_of
from geobrief.pipeline.watching import Progress, Stages, silent
from geobrief.reading import read, with_date


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
    paths, records = told_apart(inputs)
    check_share(min_confidence)
    begin = stages or silent
    begin("reading", sum(isinstance(found, Input) for found in find_inputs([fspath(path) for path in paths])))
    articles, skipped = read_inputs(paths, records, progress, notes)
    if not articles:
        raise NothingToReadError(nothing_read(paths, skipped), skipped)
    if isinstance(since, date):
        articles = published_since(dated(articles, published, skipped), since, notes)
    with laid([fspath(layer) for layer in layers] if layers is not None else None):
        gazetteer = Gazetteer.default()
        overrides = look_up(overrides, gazetteer, notes) if overrides else None
        readings = readings_of(
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
