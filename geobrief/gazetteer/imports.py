"""A user's own places: files of others → index files in the user's data folder.

An import writes one index beside the old one and then takes its place in one step: a broken file, a full disk or a
killed command leaves the gazetteer as it was. The same file imported twice gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from geobrief.errors import GazetteerError
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.index import write_index
from geobrief.gazetteer.table import Row

EXAMPLES = 3
"""Broken rows that are named for each reason; the rest are counted."""

_MOST_DIGITS = 15
_SURROGATE = re.compile("[\ud800-\udfff]")

LARGEST_ID = 1 << 28
"""GeoNames ids are below 14 million; a larger id is not one, and would cost memory here."""


@dataclass
class Skips:
    """Rows that could not become places, counted by reason."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, where: str) -> None:
        """Count a row. ``where`` says which: a line number, an id."""
        self.counts[reason] += 1
        named = self.examples.setdefault(reason, [])
        if len(named) < EXAMPLES:
            named.append(where)

    def lines(self) -> list[str]:
        """One line a reason, the most frequent first."""
        ordered = sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [f"{count:,} skipped: {reason} ({', '.join(self.examples[reason])})" for reason, count in ordered]


class RowError(ValueError):
    """A row cannot become a place; the message is the reason."""


Entry = TypeVar("Entry")


def each_row(
    entries: Iterable[tuple[str, Entry]], read: Callable[[Entry, str], Row | None], skips: Skips
) -> Iterator[Row]:
    """(where, entry) of a file → its places; an entry of whatever broken shape is counted, and costs no other."""
    for where, entry in entries:
        try:
            row = read(entry, where)
        except GazetteerError:
            raise
        except RowError as error:
            skips.add(str(error), where)
        except Exception as error:  # noqa: BLE001  # files of others are broken in every way
            skips.add(f"the row is of another shape ({type(error).__name__})", where)
        else:
            if row is not None:
                yield row


def whole(written: str) -> int:
    """A whole number as written, 0 where there is none.

    Raises:
        RowError: It has more digits than anything that is counted.
    """
    if not (written.isascii() and written.isdigit()):
        return 0
    if len(written.lstrip("0")) > _MOST_DIGITS:
        raise RowError("a number in it is beyond all bounds")
    return int(written)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    path: Path
    places: int
    skips: Skips
    pins: int = 0


def imports_folder() -> Path:
    """The user's data folder for gazetteers. It need not exist."""
    from platformdirs import user_data_path  # noqa: PLC0415 - needed only where files are looked for

    return user_data_path("geobrief", appauthor=False) / "gazetteer"


def imported_indexes() -> list[Path]:
    """The imported index files in the order in which they lie over one another: the user's own last."""
    folder = imports_folder()
    found = list(folder.glob("*.sqlite")) if folder.is_dir() else []
    return sorted(found, key=lambda path: (path.name.startswith("user-"), path.name))


def install(
    rows: Iterable[Row],
    name: str,
    *,
    skips: Skips,
    sources: Iterable[Path],
    pins: dict[str, str] | None = None,
    shapes: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Imported:
    """Rows → an index in the user's folder, whole or not at all.

    Args:
        rows: The places, as a stream.
        name: Of the layer; letters, digits and hyphens are kept of it. A layer of the same name is replaced.
        skips: Where rows that cannot be used are counted.
        sources: The files that the rows come from: their hash is the layer's version.
        pins: Names that mean just one place in this user's briefs, with its key.
        shapes: Areas of places as GeoJSON, by the places' keys.
        folder: Instead of the user's data folder.

    Raises:
        GazetteerError: The index cannot be written, or the files hold no place at all.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "places"
    target = (folder or imports_folder()) / f"{stem}.sqlite"
    digest = hashlib.sha256()
    for source in sources:
        digest.update(hash_of(source))
    wanted = {} if pins is None else pins  # filled while the rows are read

    def write_pins(database: sqlite3.Connection) -> None:
        database.executemany("INSERT INTO pin VALUES (?,?)", sorted(wanted.items()))

    def write_shapes(database: sqlite3.Connection) -> None:
        if shapes:  # filled while the rows are read, too
            database.execute("CREATE TABLE area (key TEXT PRIMARY KEY, geometry TEXT NOT NULL) WITHOUT ROWID")
            database.executemany("INSERT INTO area VALUES (?,?)", sorted(shapes.items()))
            database.execute("INSERT INTO meta VALUES ('areas', ?)", (str(len(shapes)),))

    meta = {"name": stem, "version": digest.hexdigest()[:12], "sha256": digest.hexdigest()}
    try:
        places = write_index(
            _some(_usable(rows, skips), wanted, skips), target, meta=meta, extras=[write_pins, write_shapes]
        )
    except OSError as error:
        raise GazetteerError(str(target), f"cannot be written ({error.strerror or error})") from error
    return Imported(target, places, skips, len(wanted))


def _some(rows: Iterable[Row], pins: dict[str, str], skips: Skips) -> Iterator[Row]:
    """The rows, of which there must be one unless there are pins instead."""
    empty = True
    for row in rows:
        empty = False
        yield row
    if empty and not pins:
        why = f": {'; '.join(skips.lines())}" if skips.counts else ""
        raise GazetteerError("import", f"there is no usable place in it{why}; nothing was changed")


def hash_of(path: Path) -> bytes:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError as error:
        raise GazetteerError(str(path), f"cannot be read ({error.strerror or error})") from error
    return digest.digest()


def _usable(rows: Iterable[Row], skips: Skips) -> Iterator[Row]:
    """Rows without the second ones of a key, and without names that nothing can look up."""
    numbers = bytearray()
    keys: set[bytes] = set()
    for row in rows:
        if _SURROGATE.search(
            "\n".join((row.key, row.name, row.country, row.source, *(name.text for name in row.names)))
        ):
            skips.add("a text in it holds half of a sign", row.key)
            continue
        if row.geonameid is not None and 0 < row.geonameid < LARGEST_ID and row.key.startswith("geonames:"):
            # One bit an id: a set of twelve million numbers would take a gigabyte.
            at, bit = row.geonameid >> 3, 1 << (row.geonameid & 7)
            if at >= len(numbers):
                numbers.extend(bytes(at + 1 - len(numbers)))
            seen = bool(numbers[at] & bit)
            numbers[at] |= bit
        else:
            digest = hashlib.blake2b(row.key.encode(), digest_size=8).digest()
            seen = digest in keys
            keys.add(digest)
        if seen:
            skips.add("the id stood there before", row.key)
        elif not fold(row.name):
            skips.add("the name is empty, or too long to look up", row.key)
        else:
            yield row
