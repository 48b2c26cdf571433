"""One index file, read-only: the rows as they come out of SQLite, nothing ranked, nothing merged.

Several processes may read one file at once. A layer is opened again after a fork or when it is unpickled, so that
no two processes share a connection.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from geobrief.errors import GazetteerError
from geobrief.gazetteer.index import FORMAT, OWN_CODE, SCALE, spelling_of
from geobrief.gazetteer.table import KINDS, NAME_KINDS, STRENGTHS
from geobrief.model import Kind, NameKind, NameStrength

CACHE_PAGES_KIB = 4096
"""Pages that SQLite keeps, in KiB: larger caches were no faster in trials, the system caches the file."""

_COLUMNS = (
    "id, key, name, kind, fclass, fcode, country, admin1, admin2, lat, lon, population, geonameid, wikidata, source,"
    " bbox, claims"
)


class PlaceRow(NamedTuple):
    """A place as the index holds it: the light form of :class:`geobrief.model.Place`."""

    number: int
    """Within its file."""
    key: str
    name: str
    kind: Kind
    feature_class: str
    feature_code: str
    country: str
    """ISO code, empty where the place lies in several countries or none."""
    admin1: str
    """Code, without the country."""
    admin2: str
    lat: float
    lon: float
    population: int
    geonameid: int | None
    wikidata: str
    source: str
    bbox: str
    claims: str


class Hit(NamedTuple):
    """A place that a folded name may mean: the light form of :class:`geobrief.model.Candidate`."""

    place: PlaceRow
    name: str
    """As the gazetteer writes it."""
    name_kind: NameKind
    strength: NameStrength
    language: str | None


class NameStats(NamedTuple):
    """What is known of a folded name without reading its places."""

    places: int
    population: int
    """The largest population among its places."""
    kinds: int
    """Bit ``1 << KINDS.index(kind)`` is set for each kind among its places (:func:`has_kind`)."""
    flags: int
    """Of :mod:`geobrief.gazetteer.index`: ``FLAG_STRONG``, ``FLAG_DEMONYM``, ``FLAG_CODE_ONLY``, ``FLAG_NOT_PLACE``."""


def has_kind(stats: NameStats, kind: Kind) -> bool:
    """Whether a place of this kind is among the places of the name."""
    return bool(stats.kinds >> KINDS.index(kind) & 1)


def _whole(value: object) -> object:
    """A text with its halves of characters replaced by the sign for what cannot be read."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_CODES: tuple[tuple[NameKind, NameStrength], ...] = tuple(
    (kind, strength) for kind in NAME_KINDS for strength in STRENGTHS
)
_Entry = tuple[int, int, str | None, str | None]


def _entry(raw: int | list[int | str | None]) -> _Entry:
    if isinstance(raw, int):
        return raw, OWN_CODE, None, None
    padded = (*raw, None, None)
    return padded[0], padded[1], padded[2], padded[3]  # type: ignore[return-value]  # as the index wrote it


class Layer:
    """An index file that stands open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open()
        if self.meta("format") != str(FORMAT):
            raise GazetteerError(str(path), "was made by another version of geobrief; import it again")

    def _open(self) -> None:
        if not self.path.is_file():
            raise GazetteerError(str(self.path), "there is no such gazetteer")
        try:
            uri = f"file:{quote(str(self.path))}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            self._database.execute(f"PRAGMA cache_size=-{CACHE_PAGES_KIB}")
            self._database.execute("SELECT value FROM meta LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise GazetteerError(str(self.path), f"is no gazetteer index ({error})") from error
        self._process = os.getpid()

    def __getstate__(self) -> Path:
        return self.path

    def __setstate__(self, path: Path) -> None:
        self.path = path
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def query(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Run one statement, on a connection that belongs to this process."""
        if os.getpid() != self._process:
            self._open()
        try:
            return self._database.execute(sql, values)
        except UnicodeEncodeError:  # half a character, which nothing in the file has
            return self._database.execute(sql, [_whole(value) for value in values])
        except sqlite3.Error as error:
            raise GazetteerError(str(self.path), f"is damaged ({error})") from error

    def meta(self, key: str) -> str:
        """What the file says of itself; empty where it says nothing."""
        row = self.query("SELECT value FROM meta WHERE key = ?", key).fetchone()
        return str(row[0]) if row else ""

    def known(self, folded: Iterable[str]) -> Iterator[tuple[str, NameStats]]:
        """Those of the folded names that name a place, with their figures."""
        batch = json.dumps(list(folded), ensure_ascii=False)
        sql = "SELECT n.norm, n.places, n.population, n.kinds, n.flags FROM json_each(?) j JOIN name n ON n.norm = j.value"
        for norm, *figures in self.query(sql, batch):
            yield norm, NameStats(*figures)

    def postings(self, folded: Iterable[str]) -> Iterator[tuple[str, list[_Entry]]]:
        """Those of the folded names that name a place, with the entries of their postings."""
        batch = json.dumps(list(folded), ensure_ascii=False)
        sql = "SELECT n.norm, n.posting FROM json_each(?) j JOIN name n ON n.norm = j.value"
        for norm, posting in self.query(sql, batch):
            yield norm, [_entry(raw) for raw in json.loads(posting)]

    def places(self, numbers: Iterable[int]) -> Iterator[PlaceRow]:
        """The places of these numbers, in no order."""
        sql = f"SELECT {_COLUMNS} FROM place WHERE id IN (SELECT value FROM json_each(?))"
        yield from map(_place_row, self.query(sql, json.dumps(list(numbers))))

    def places_where(self, condition: str, *values: object) -> Iterator[PlaceRow]:
        """The places for which a condition of our own on table ``place`` holds."""
        yield from map(_place_row, self.query(f"SELECT {_COLUMNS} FROM place WHERE {condition}", *values))


def _place_row(row: tuple[Any, ...]) -> PlaceRow:
    """The columns in the order of the fields, with the key, the kind and the degrees as they are meant."""
    number, key, name, kind, fclass, fcode, country, admin1, admin2, lat, lon, population, geonameid, *rest = row
    return PlaceRow(
        number, key or f"geonames:{geonameid}", name, KINDS[kind], fclass, fcode, country, admin1, admin2,
        lat / SCALE, lon / SCALE, population, geonameid, *rest,
    )  # fmt: skip


def make_hit(norm: str, entry: _Entry, place: PlaceRow) -> Hit:
    """An entry of a posting and its place → a hit."""
    _, code, spelling, language = entry
    kind, strength = _CODES[code]
    if code == OWN_CODE and spelling is None:
        return Hit(place, place.name, kind, strength, language)
    return Hit(place, spelling or spelling_of(norm, place.name), kind, strength, language)
