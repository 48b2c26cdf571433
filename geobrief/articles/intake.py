"""Files → articles, one file at a time; what cannot be read is named with its reason."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from geobrief.articles import own_outputs
from geobrief.articles.bounded import read_at_most
from geobrief.articles.draft import Draft, Fields
from geobrief.articles.faults import reason_of
from geobrief.articles.formats import drafts_of
from geobrief.articles.headed import with_title
from geobrief.articles.inputs import STANDARD_INPUT, Input, find_inputs, visible
from geobrief.articles.making import compose
from geobrief.articles.sidecars import SideCars
from geobrief.articles.visible import as_seen
from geobrief.bounds import TOO_LONG, OverTimeError, bounded_time
from geobrief.errors import ArticleError
from geobrief.model import Article, Skipped

MOST_BYTES = 20_000_000
"""A longer text is no article. Twenty megabytes is ten times the longest novel."""

MOST_BYTES_OF_MANY = 100_000_000
"""The same for files that hold many articles: archives, mailboxes, tables, JSON Lines."""

RECORDS = "records"
"""How articles that a program gives are named, with their number: ``records#1``."""

_NO_FILES = (STANDARD_INPUT, RECORDS)

# Rows of a table differ in which cells are filled; a few lines show how it was read.
_MOST_NOTES = 3

_OF_MANY = frozenset(".zip .wacz .warc .gz .mbox .jsonl .ndjson .json .csv .tsv .pdf .epub .docx .odt".split())


def read_articles(
    inputs: Sequence[str],
    *,
    progress: Callable[[str], None] | None = None,
    notes: Callable[[str], None] | None = None,
    most_bytes: int | None = None,
) -> tuple[list[Article], list[Skipped]]:
    """Files, folders, globs and ``-`` → (articles, what was skipped and why), in the order given.

    Folders are read with their subfolders, sorted by path. Of several files with the same text the first
    is kept. Nothing that is in a file makes this raise.

    Args:
        inputs: Paths as the user gave them.
        progress: Called with the path of each file before it is read.
        notes: Called with a line for each table or JSON file: from which columns its texts and fields were taken.
        most_bytes: Larger files are skipped without being read; by default ``MOST_BYTES``, or
            ``MOST_BYTES_OF_MANY`` for files that hold many articles.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for outcome in stream_articles(inputs, progress=progress, notes=notes, most_bytes=most_bytes):
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            articles.append(outcome)
    return articles, skipped


def stream_articles(
    inputs: Sequence[str],
    *,
    progress: Callable[[str], None] | None = None,
    notes: Callable[[str], None] | None = None,
    most_bytes: int | None = None,
) -> Iterator[Article | Skipped]:
    """Files, folders, globs and ``-`` → what :func:`read_articles` gives, one by one: no more than a file is held."""
    first_with: dict[str, str] = {}
    beside = SideCars()
    for found in find_inputs(inputs):
        if isinstance(found, Skipped):
            yield found
            continue
        if progress is not None:
            progress(found.shown)
        for outcome in _read(found, most_bytes, beside, notes):
            if isinstance(outcome, Skipped):
                yield outcome
            elif outcome.id in first_with:
                yield Skipped(outcome.path, f"has the same text as {first_with[outcome.id]}, and counts once")
            else:
                first_with[outcome.id] = outcome.path
                yield outcome
    yield from beside.problems


def articles_of(
    records: Sequence[object], *, notes: Callable[[str], None] | None = None
) -> tuple[list[Article], list[Skipped]]:
    """Texts, and records with a text and what is known of it, → (articles, what was skipped and why).

    Fields are found as in a file of JSON: "text", "title", "published", "outlet", "author", "url" …
    """
    data = json.dumps(records, ensure_ascii=True, allow_nan=True, default=_written).encode()
    found, beside = Input(Path("records.json"), RECORDS), SideCars()
    articles: dict[str, Article] = {}
    skipped: list[Skipped] = []
    for outcome in _each(found, data, Fields(), beside, notes):
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        elif outcome.id in articles:
            reason = f"has the same text as {articles[outcome.id].path}, and counts once"
            skipped.append(Skipped(outcome.path, reason))
        else:
            articles[outcome.id] = outcome
    return list(articles.values()), skipped


def _written(value: object) -> str | None:
    """A value of a table that JSON has no form for: days as ISO 8601 writes them, else its words."""
    if isinstance(value, date):
        return None if value != value else value.isoformat()  # noqa: PLR0124  # what pandas has for no date
    return str(value)


def _read(
    found: Input, most_bytes: int | None, beside: SideCars, notes: Callable[[str], None] | None
) -> Iterator[Article | Skipped]:
    """One file → its articles, and the parts of it that are none."""
    try:
        with bounded_time():
            data = _data_of(found, most_bytes)
            fields = Fields() if found.shown == STANDARD_INPUT else beside.fields(found.path)
    except (OverTimeError, Exception) as error:  # noqa: BLE001  # one file never costs the brief; its fault is named
        yield _skipped(found, error)
    else:
        yield from _each(found, data, fields, beside, notes)


def _each(
    found: Input, data: bytes, fields: Fields, beside: SideCars, notes: Callable[[str], None] | None
) -> Iterator[Article | Skipped]:
    """What was in one file → its articles, and the parts of it that are none."""
    try:
        with bounded_time():
            text = data if found.shown in _NO_FILES else beside.recoded(found.path, data)
            drafts = drafts_of(found.path, text)
        told: set[str] = set()
        while (outcome := _next(found, drafts, fields, beside, data)) is not None:
            if isinstance(outcome, Skipped):
                yield outcome
                continue
            article, note = outcome
            if notes and note and note not in told and len(told) < _MOST_NOTES:
                told.add(note)
                notes(f"{found.shown}: {note}")
            yield article
    except (OverTimeError, Exception) as error:  # noqa: BLE001  # one file never costs the brief; its fault is named
        yield _skipped(found, error)


def _skipped(found: Input, error: OverTimeError | Exception) -> Skipped:
    """A file that could not be read, and why."""
    if isinstance(error, OverTimeError):
        return Skipped(found.shown, TOO_LONG)
    return Skipped(found.shown, _reason(error, found.path) if isinstance(error, OSError) else reason_of(error))


def _next(
    found: Input, drafts: Iterator[Draft | Skipped], fields: Fields, beside: SideCars, data: bytes
) -> tuple[Article, str | None] | Skipped | None:
    """The next article of a file with how a table was read, or a part that is none; None at the end."""
    with bounded_time():
        draft = next(drafts, None)
        if draft is None:
            return None
        if isinstance(draft, Skipped):
            return Skipped(found.shown + visible(draft.path), draft.reason)
        path = found.shown + visible(draft.part)
        if reason := _no_article(draft.text):
            return Skipped(path, reason)
        try:
            known = with_title(_known(draft, fields))
            article = compose(known, path=path, data=data)
            rated = beside.rated(article, known.fields.rating, None if found.shown in _NO_FILES else found.path)
        except Exception as error:  # noqa: BLE001  # as above; the other records of the file go on
            return Skipped(path, reason_of(error))
        return rated, draft.note


def _known(draft: Draft, beside: Fields) -> Draft:
    """A draft as it is seen, with what its side-cars say of it; a title of theirs need not stand in the text."""
    own = draft.shows_title and not beside.title
    return replace(draft, text=as_seen(draft.text), fields=beside.over(draft.fields), shows_title=own)


def _data_of(found: Input, most_bytes: int | None) -> bytes:
    many = found.path.suffix.lower() in _OF_MANY or found.shown == STANDARD_INPUT
    most = most_bytes or (MOST_BYTES_OF_MANY if many else MOST_BYTES)
    data = _standard_input(most) if found.shown == STANDARD_INPUT else _bytes_of(found.path, most)
    if own_outputs.made_here(data):
        raise ArticleError(found.shown, own_outputs.REASON)
    return data


def _no_article(text: str) -> str | None:
    """Why a text is not read as an article, or None where it is."""
    if len(text) > MOST_BYTES:
        return _too_large(len(text) / 1e6, "million characters")
    return own_outputs.REASON if own_outputs.signed_here(text) else None


def _bytes_of(path: Path, most_bytes: int) -> bytes:
    status = path.stat()
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        raise ArticleError(str(path), "is not a file that can be read: give a file with text")
    if stat.S_ISREG(status.st_mode):
        _check_size(str(path), status.st_size, most_bytes)
    with path.open("rb") as file:
        data = read_at_most(file, most_bytes)
    _check_size(str(path), len(data), most_bytes)
    return data


def _standard_input(most_bytes: int) -> bytes:
    if sys.stdin is None:
        raise ArticleError(STANDARD_INPUT, "standard input is closed: give a file, or send the article to it")
    data = read_at_most(sys.stdin.buffer, most_bytes)
    _check_size(STANDARD_INPUT, len(data), most_bytes)
    return data


def _check_size(path: str, size: int, most_bytes: int) -> None:
    if size > most_bytes:
        held = f"more than {most_bytes / 1e6:.0f}" if size == most_bytes + 1 else f"{size / 1e6:.0f}"
        raise ArticleError(
            path,
            f"is too large to be an article ({held} MB, at most {most_bytes / 1e6:.0f}): split it into its articles",
        )
    if size == 0:
        raise ArticleError(path, "is empty: save the article into it again")


def _too_large(size: float, unit: str) -> str:
    return (
        f"is too large to be an article ({size:.0f} {unit}, at most {MOST_BYTES / 1e6:.0f}): split it into its articles"
    )


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return "is a link to a file that is not there: mend it, or give the file"
    if isinstance(error, FileNotFoundError):
        return "has disappeared: it was there when the reading began"
    if isinstance(error, PermissionError):
        return "may not be read: give yourself the right to read it"
    return f"cannot be read ({(error.strerror or os.strerror(error.errno or 0)).lower()})"
