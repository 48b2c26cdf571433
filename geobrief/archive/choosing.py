"""An archive → the readings that a brief is wanted of, without reading an article again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from geobrief.archive.arrow_tables import arrow
from geobrief.archive.coding import decode
from geobrief.brief import Readings
from geobrief.errors import ArticleError, UsageError, did_you_mean
from geobrief.events import event_kinds
from geobrief.gazetteer import Gazetteer
from geobrief.model import Reading, Skipped

ABOUT = "archive.json"
"""The file that says what a folder is, and by what it was made."""

SCHEMA = "geobrief/archive@1"

_ROWS = 8_192
"""Rows of a table that are looked at together."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events of an archive a brief is wanted of; all of them where it says nothing."""

    first: date | None = None
    """They were on this day or later."""
    last: date | None = None
    """They were on this day or earlier."""
    places: tuple[str, ...] = ()
    """They were at one of these: ids or names of places, provinces or countries, or codes of countries."""
    kinds: tuple[str, ...] = ()
    """They are of one of these kinds."""
    query: str | None = None
    """Their sentence or their label has all of these words."""

    @property
    def is_all(self) -> bool:
        """Whether it leaves nothing out."""
        return self == Choice()


def is_archive(path: Path) -> bool:
    """Whether a folder is an archive."""
    try:
        return (path / ABOUT).is_file()
    except OSError:
        return False


def about(folder: Path) -> Mapping[str, Any]:
    """Return what an archive says of itself.

    Raises:
        ArticleError: It is of a version that is not known, or damaged.
    """
    try:
        told = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ArticleError(str(folder / ABOUT), f"cannot be read ({error}): make the archive again") from error
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise ArticleError(str(folder / ABOUT), "is of another version of geobrief: make the archive again")
    return told


def partitions(folder: Path) -> list[str]:
    """Return the names of the partitions that are whole, in their order: the table of articles is written last."""
    return sorted(path.name for path in (folder / "articles").glob("part-*.parquet"))


def choose(folder: Path, choice: Choice = Choice()) -> tuple[Readings, list[Skipped]]:  # frozen
    """Return the readings of the articles that tell a chosen event, with these events only, and what was skipped.

    Raises:
        UsageError: A kind is none.
        ArticleError: The archive is damaged or of another version.
    """
    about(folder)
    for kind in choice.kinds:
        if kind not in event_kinds():
            raise UsageError(f"there is no kind of event called {kind!r}{did_you_mean(kind, event_kinds())}")
    readings = Readings()
    skipped: list[Skipped] = []
    try:
        for name in partitions(folder):
            wanted = None if choice.is_all else _chosen(folder, name, choice)
            readings.extend(_readings(folder / "articles" / name, wanted))
            rows = arrow("pyarrow.parquet").read_table(folder / "skipped" / name).to_pylist() if wanted is None else []
            skipped += [Skipped(row["path"], row["reason"]) for row in rows]
    except (OSError, ValueError, KeyError) as error:
        if isinstance(error, UsageError):
            raise
        raise ArticleError(str(folder), f"cannot be read as an archive ({error}): make it again") from error
    return readings, skipped


def _chosen(folder: Path, name: str, choice: Choice) -> Mapping[str, frozenset[int]]:
    """Article → numbers of its reports that are chosen."""
    columns = ["article", "number", "kind", "label", "sentence", "date_from", "date_to", "where"]
    found: dict[str, set[int]] = defaultdict(set)
    where, words = _places(choice), (choice.query or "").casefold().split()
    for row in _rows(folder / "events" / name, columns, choice.kinds):
        if (
            _is_within(row, choice)
            and (not where or not where.isdisjoint(row["where"]))
            and all(word in f"{row['label']} {row['sentence']}".casefold() for word in words)
        ):
            found[row["article"]].add(row["number"])
    return {article: frozenset(numbers) for article, numbers in found.items()}


def _places(choice: Choice) -> frozenset[str]:
    """The places of a choice as the table of events has them; a country by its code, too."""
    named = {place.casefold() for place in choice.places}
    if not named:
        return frozenset()
    gazetteer = Gazetteer.default()
    codes = {code.casefold() for code in gazetteer.country_codes() if gazetteer.country_name(code).casefold() in named}
    return frozenset(named | codes)


def _is_within(row: Mapping[str, Any], choice: Choice) -> bool:
    if choice.first is None and choice.last is None:
        return True
    start, end = row["date_from"] or row["date_to"], row["date_to"] or row["date_from"]
    if start is None or end is None:
        return False
    return (choice.first is None or end >= choice.first) and (choice.last is None or start <= choice.last)


def _readings(path: Path, wanted: Mapping[str, frozenset[int]] | None) -> Iterator[Reading]:
    if wanted is not None and not wanted:
        return
    for row in _rows(path, ["id", "reading"]):
        if wanted is None:
            yield decode(row["reading"])
        elif row["id"] in wanted:
            yield _with_only(decode(row["reading"]), wanted[row["id"]])


def _with_only(reading: Reading, numbers: frozenset[int]) -> Reading:
    return replace(reading, reports=tuple(report for n, report in enumerate(reading.reports) if n in numbers))


def _rows(path: Path, columns: list[str], kinds: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, of some kinds where any are given: Arrow throws the others out before they cost anything."""
    with arrow("pyarrow.parquet").ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS if "reading" not in columns else 64, columns=columns):
            kept = batch
            if kinds:
                wanted = arrow().array(list(kinds))
                kept = batch.filter(arrow("pyarrow.compute").is_in(batch.column("kind"), value_set=wanted))
            yield from kept.to_pylist()
