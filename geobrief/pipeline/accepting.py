"""What a caller hands in: paths, texts, records and tables → articles; and the days that go with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from os import PathLike, fspath
from typing import Any, Protocol

from geobrief.articles import articles_of, read_published, stream_articles
from geobrief.errors import NothingToReadError, UsageError
from geobrief.model import Article, Skipped
from geobrief.pipeline.guarding import guarded
from geobrief.pipeline.watching import Progress
from geobrief.reading import with_date
from geobrief.shelf import Shelf


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


def told_apart(inputs: Inputs) -> tuple[list[str | PathLike[str]], list[object]]:
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


def read_inputs(
    paths: Sequence[str | PathLike[str]],
    records: Sequence[object],
    progress: Progress | None,
    notes: Callable[[str], None] | None,
) -> tuple[Sequence[Article], list[Skipped]]:
    """Return the articles that paths and records give, each once, and what was skipped."""
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


def nothing_read(paths: Sequence[str | PathLike[str]], skipped: Sequence[Skipped]) -> str:
    """Return why there is nothing to make a brief of."""
    given = ", ".join(fspath(path) for path in paths) or "nothing"
    if not skipped:
        return f"no article in {given}: give text files, or folders that hold some"
    first = skipped[0]
    others = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"no article could be read; {first.path}: {first.reason}{others}"


def dated(articles: Iterable[Article], published: date | None, skipped: list[Skipped]) -> Iterator[Article]:
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
