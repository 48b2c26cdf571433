"""Readings → the tables of an archive, a file a table and partition. docs/scale.md has the columns in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geobrief.archive.coding import encode
from geobrief.brief import label_of, tellings_of
from geobrief.errors import OutputError, fault
from geobrief.model import Article, Place, Reading, Skipped

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

TABLES: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "id": "string",
        "path": "string",
        "title": "string",
        "outlet": "string",
        "authors": "list<string>",
        "url": "string",
        "domain": "string",
        "language": "string",
        "sha256": "string",
        "words": "int32",
        "published": "date32",
        "published_basis": "string",
        "rating": "string",
        "reading": "string",
    },
    "mentions": {
        "article": "string",
        "start": "int32",
        "end": "int32",
        "text": "string",
        "form": "string",
        "role": "string",
        "confidence": "float",
        "place": "string",
        "name": "string",
        "kind": "string",
        "country": "string",
        "admin1": "string",
        "geonameid": "int64",
        "lat": "double",
        "lon": "double",
    },
    "dates": {
        "article": "string",
        "start": "int32",
        "end": "int32",
        "text": "string",
        "value": "string",
        "date_from": "date32",
        "date_to": "date32",
        "precision": "string",
    },
    "events": {
        "article": "string",
        "number": "int32",
        "kind": "string",
        "status": "string",
        "salience": "string",
        "main": "bool",
        "confidence": "float",
        "label": "string",
        "sentence": "string",
        "sentence_start": "int32",
        "date_from": "date32",
        "date_to": "date32",
        "date_precision": "string",
        "place": "string",
        "name": "string",
        "country": "string",
        "lat": "double",
        "lon": "double",
        "where": "list<string>",
        "who": "list<string>",
        "published": "date32",
    },
    "skipped": {"path": "string", "reason": "string", "article": "string"},
}
"""Name of a table → its columns and what they hold, as Arrow calls it."""

_POINTS = frozenset({"site", "settlement", "district", "province"})
"""Precisions of places of which a table gives a position: the middle of a country is nowhere."""


def arrow(library: str = "pyarrow") -> Any:  # noqa: ANN401  # a module
    """Return the library that writes and reads Parquet.

    Raises:
        OutputError: It is not installed.
    """
    from importlib import import_module  # noqa: PLC0415

    try:
        return import_module(library)
    except ImportError as error:
        raise OutputError(
            "archive", "Parquet needs pyarrow: pip install 'geobrief[parquet]' (a cluster: 'geobrief[cluster]')"
        ) from error


def schema_of(table: str) -> pa.Schema:
    """Return the Arrow schema of a table."""
    pa = arrow()
    lists = {"list<string>": pa.list_(pa.string()), "date32": pa.date32(), "float": pa.float32()}
    return pa.schema(
        [(name, lists[kind] if kind in lists else getattr(pa, _ARROW[kind])()) for name, kind in TABLES[table].items()]
    )


_ARROW = {"string": "string", "int32": "int32", "int64": "int64", "double": "float64", "bool": "bool_"}


def tables_of(outcomes: Iterable[tuple[Reading | Skipped, str | None]]) -> Mapping[str, list[Row]]:
    """Return the rows of every table for some articles, each with its id, if it came to be an article."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for outcome, article in outcomes:
        if isinstance(outcome, Skipped):
            rows["skipped"].append({"path": outcome.path, "reason": outcome.reason, "article": article})
            continue
        try:
            made = {
                "articles": [_article_row(outcome)],
                "mentions": list(_mention_rows(outcome)),
                "dates": list(_date_rows(outcome)),
                "events": list(_event_rows(outcome)),
            }
        except Exception as error:  # noqa: BLE001  # one article never costs its partition
            reason = f"cannot be kept, by {fault(error)}"
            rows["skipped"].append({"path": outcome.article.path, "reason": reason, "article": article})
            continue
        for table, more in made.items():
            rows[table].extend(more)
    return {table: [_as_utf8(row) for row in of_table] for table, of_table in rows.items()}


def _as_utf8(row: Row) -> Row:
    """Return a row without halves of surrogates, which no UTF-8 has; a reading writes them as JSON does."""
    return {name: value if not isinstance(value, str) else _text(value) for name, value in row.items()}


def _text(value: str) -> str:
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _article_row(reading: Reading) -> Row:
    article = reading.article
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "url": article.url,
        "domain": article.domain,
        "language": article.language,
        "sha256": article.sha256,
        "words": article.words,
        "published": _published(article),
        "published_basis": article.published.basis,
        "rating": article.rating,
        "reading": encode(reading),
    }


def _published(article: Article) -> date | None:
    return article.published.start or article.published.end


def _mention_rows(reading: Reading) -> Iterator[Row]:
    for item in reading.resolutions:
        yield {
            "article": reading.article.id,
            "start": item.mention.start,
            "end": item.mention.end,
            "text": item.mention.text,
            "form": item.mention.form,
            "role": item.role,
            "confidence": item.confidence,
            **_located(item.place),
            "kind": item.place.kind if item.place else None,
            "admin1": item.place.admin1 if item.place else None,
            "geonameid": item.place.geonameid if item.place else None,
        }


def _located(place: Place | None) -> Row:
    if place is None:
        return {"place": None, "name": None, "country": None, "lat": None, "lon": None}
    point = place.precision in _POINTS
    return {
        "place": place.id,
        "name": place.name,
        "country": place.country,
        "lat": place.lat if point else None,
        "lon": place.lon if point else None,
    }


def _date_rows(reading: Reading) -> Iterator[Row]:
    for item in reading.dates:
        yield {
            "article": reading.article.id,
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "value": item.value,
            "date_from": item.when.start,
            "date_to": item.when.end,
            "precision": item.when.precision,
        }


def _event_rows(reading: Reading) -> Iterator[Row]:
    article = reading.article
    for number, telling in enumerate(tellings_of(reading)):
        report = telling.report
        places = [place for place, _ in telling.places]
        label = " ".join(part.text for part in report.label) or label_of(report.kind, report.who, telling.places)
        yield {
            "article": article.id,
            "number": number,
            "kind": report.kind,
            "status": report.status,
            "salience": report.salience,
            "main": report.main,
            "confidence": report.confidence,
            "label": label,
            "sentence": telling.citation.quote,
            "sentence_start": report.sentence.start,
            "date_from": telling.when.start,
            "date_to": telling.when.end,
            "date_precision": telling.when.precision,
            **_located(telling.place),
            "where": sorted(_named(places)),
            "who": [actor.name for actor in report.who],
            "published": _published(article),
        }


def _named(places: Sequence[Place]) -> set[str]:
    """By what a place is chosen: its id and name, its province's and its country's."""
    return {name.casefold() for p in places for name in (p.id, p.name, p.admin1, p.country) if name}
