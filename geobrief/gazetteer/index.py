"""Tables of places → one read-only SQLite file.

``python -m geobrief.gazetteer`` builds ``geobrief/_built/gazetteer.sqlite`` from a checkout's
``gazetteer/`` folder; the package's build hook calls :func:`build_bundled` for the wheel.

The file holds one row a place, and one row a folded name with everything a look-up needs: cheap figures for
readers of texts (how many places, the largest population, which kinds) and the *posting*, a JSON array that
names the places. An entry of a posting is a place's number alone where the name is the place's own, else
``[number, code, spelling, language]``, cut short where the rest is what :func:`spelling_of` would say.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from geobrief.atomic import write_whole
from geobrief.errors import GazetteerError, OutputError
from geobrief.gazetteer.earth import cell_of
from geobrief.gazetteer.folding import MIN_SKELETON, fold, skeleton
from geobrief.gazetteer.table import KINDS, NAME_KINDS, STRENGTHS, Name, Row, read_tables, tables_in

FORMAT = 1
"""Number of the file's layout; a file with another number is not opened."""

SCALE = 100_000
"""Positions are stored as whole hundred-thousandths of a degree (about a metre)."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, key TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL, fclass TEXT NOT NULL,
    fcode TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER NOT NULL, geonameid INTEGER,
    wikidata TEXT NOT NULL, source TEXT NOT NULL, bbox TEXT NOT NULL, claims TEXT NOT NULL, cell INTEGER NOT NULL
);
CREATE TABLE name (
    norm TEXT PRIMARY KEY, places INTEGER NOT NULL, population INTEGER NOT NULL, kinds INTEGER NOT NULL,
    flags INTEGER NOT NULL, posting TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE skeleton (key TEXT NOT NULL, norm TEXT NOT NULL, PRIMARY KEY (key, norm)) WITHOUT ROWID;
CREATE TABLE not_place (norm TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outlet (
    domain TEXT PRIMARY KEY, outlet TEXT NOT NULL, place INTEGER NOT NULL, scope TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pin (norm TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
"""
STAGE = """
CREATE TEMP TABLE stage (
    norm TEXT NOT NULL, population INTEGER NOT NULL, place INTEGER NOT NULL, code INTEGER NOT NULL,
    spelling TEXT, language TEXT, kind INTEGER NOT NULL
)
"""
INDEXES = """
CREATE UNIQUE INDEX place_key ON place (key) WHERE key IS NOT NULL;
CREATE INDEX place_geonameid ON place (geonameid) WHERE geonameid IS NOT NULL;
CREATE INDEX place_cell ON place (cell);
"""

FLAG_STRONG = 1
"""The name is a strong name of some place."""
FLAG_DEMONYM = 2
"""The name is a demonym of some place."""
FLAG_CODE_ONLY = 4
"""The name is nothing but a code ("GAO")."""
FLAG_NOT_PLACE = 8
"""The name stands in the list of names that are no places."""

STRONG = STRENGTHS.index("strong")
SHORT = NAME_KINDS.index("short")
OWN_CODE = SHORT * len(STRENGTHS) + STRONG
"""Code of a place's own name: short and strong."""


def spelling_of(norm: str, place_name: str) -> str:
    """How a name is written whose spelling is not stored."""
    return place_name if fold(place_name) == norm else norm.title()


def own_name(row: Row) -> Name:
    """A place's own name as a name, unless the row says of it that it is weaker."""
    for name in row.names:
        if name.text == row.name:
            return name
    return Name(row.name, "short", "strong")


def _staged(number: int, row: Row) -> Iterator[tuple[str, int, int, int, str | None, str | None, int]]:
    kind = KINDS.index(row.kind)
    own = own_name(row)
    for name in (own, *[name for name in row.names if name is not own]):
        norm = fold(name.text)
        if not norm:
            continue
        code = NAME_KINDS.index(name.kind) * len(STRENGTHS) + STRENGTHS.index(name.strength)
        spelling = None if name.text == spelling_of(norm, row.name) else name.text
        yield norm, row.population, number, code, spelling, name.language, kind


def _write_places(database: sqlite3.Connection, rows: Iterable[Row]) -> int:
    count = 0
    for number, row in enumerate(rows, start=1):
        key = None if row.key == f"geonames:{row.geonameid}" else row.key
        database.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                number, key, row.name, KINDS.index(row.kind), row.feature_class, row.feature_code, row.country,
                row.admin1, row.admin2, round(row.lat * SCALE), round(row.lon * SCALE), row.population, row.geonameid,
                row.wikidata, row.source, row.bbox, row.claims, cell_of(row.lat, row.lon),
            ),
        )  # fmt: skip
        database.executemany("INSERT INTO stage VALUES (?,?,?,?,?,?,?)", _staged(number, row))
        count = number
    return count


def _entry(number: int, code: int, spelling: str | None, language: str | None) -> int | list[object]:
    if language is not None:
        return [number, code, spelling, language]
    if spelling is not None:
        return [number, code, spelling]
    return number if code == OWN_CODE else [number, code]


def _name_row(
    norm: str, staged: Iterable[tuple[str, int, int, int, str | None, str | None, int]]
) -> tuple[object, ...]:
    best: dict[int, tuple[int, str | None, str | None]] = {}
    population = kinds = 0
    for _, people, number, code, spelling, language, kind in staged:
        population = max(population, people)
        kinds |= 1 << kind
        # Of one place's names that fold alike the strongest stands, and the place's own before all.
        rank = (code % len(STRENGTHS), code != OWN_CODE)
        if number not in best or rank < (best[number][0] % len(STRENGTHS), best[number][0] != OWN_CODE):
            best[number] = (code, spelling, language)
    codes = [code for code, _, _ in best.values()]
    name_kinds = {NAME_KINDS[code // len(STRENGTHS)] for code in codes}
    flags = FLAG_STRONG * any(code % len(STRENGTHS) == STRONG for code in codes)
    flags |= FLAG_DEMONYM * ("demonym" in name_kinds) | FLAG_CODE_ONLY * (name_kinds == {"code"})
    posting = [_entry(number, *best[number]) for number in best]
    text = json.dumps(posting, ensure_ascii=False, separators=(",", ":"))
    return norm, len(best), population, kinds, flags, text


def _write_names(database: sqlite3.Connection) -> None:
    staged = database.execute("SELECT * FROM stage ORDER BY norm, population DESC, place, code, spelling, language")
    writer = database.cursor()
    for norm, group in groupby(staged, key=itemgetter(0)):
        row = _name_row(norm, group)
        writer.execute("INSERT INTO name VALUES (?,?,?,?,?,?)", row)
    database.execute("DROP TABLE stage")


def _write_skeletons(database: sqlite3.Connection) -> None:
    """Only strong names are found by fuzzy look-up: the weak ones are spellings themselves."""
    database.create_function("skeleton_of", 1, skeleton, deterministic=True)
    database.execute(
        "INSERT INTO skeleton SELECT skeleton_of(norm) AS key, norm FROM name"
        " WHERE flags & ? AND length(skeleton_of(norm)) >= ? ORDER BY key, norm",
        (FLAG_STRONG, MIN_SKELETON),
    )


def write_index(rows: Iterable[Row], target: Path, *, meta: dict[str, str], extras: Iterable[_Extra] = ()) -> int:
    """Rows → a SQLite file that appears whole or not at all. Gives the number of places.

    Args:
        rows: In the order in which they are to be numbered.
        target: Replaced if it exists.
        meta: What the file says of itself: at least ``name``, ``version`` and ``sha256``.
        extras: Called with the open database once places and names are written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    counts: list[int] = []
    try:
        write_whole(target, lambda part: counts.append(_fill(part, rows, meta, extras)))
    except OutputError as error:
        raise GazetteerError(str(target), f"the index could not be written: {error.reason}") from error
    return counts[0]


def _fill(part: Path, rows: Iterable[Row], meta: dict[str, str], extras: Iterable[_Extra]) -> int:
    """Write an index to a new file. Gives the number of places."""
    try:
        with closing(sqlite3.connect(part)) as database:
            # Nobody reads the file before it is whole, so nothing needs a journal; the sort may go to disk.
            database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
            database.executescript("PRAGMA temp_store=FILE;" + SCHEMA + STAGE)
            count = _write_places(database, rows)
            _write_names(database)
            _write_skeletons(database)
            database.executescript(INDEXES)
            for extra in extras:
                extra(database)
            described = {**meta, "format": str(FORMAT), "places": str(count), "admin1": _admin1_names(database)}
            described["countries"] = _countries(database)
            database.executemany("INSERT INTO meta VALUES (?,?)", sorted(described.items()))
            database.commit()
            database.execute("ANALYZE")
            database.commit()
            database.execute("VACUUM")
    except sqlite3.Error as error:
        raise OutputError(part.name, str(error)) from error
    return count


_Extra = Callable[[sqlite3.Connection], None]


def _admin1_names(database: sqlite3.Connection) -> str:
    """``{"NE.08": "Niamey"}`` as JSON: four thousand names that every place's record needs."""
    rows = database.execute(
        "SELECT country || '.' || admin1, name FROM place WHERE kind = ? AND admin1 <> '' ORDER BY id DESC",
        (KINDS.index("admin1"),),
    )
    return json.dumps(dict(rows), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _countries(database: sqlite3.Connection) -> str:
    """``{"NE": 17}`` as JSON: the number of each country's and territory's own row."""
    rows = database.execute(
        "SELECT country, id FROM place WHERE fcode IN ('PCLI', 'PCLD', 'PCLF', 'PCLS', 'PCLIX', 'TERR', 'PCL')"
        " AND fclass = 'A' AND country <> '' AND admin1 = '' AND kind IN (?, ?) ORDER BY key IS NULL, id DESC",
        (KINDS.index("country"), KINDS.index("territory")),
    )
    return json.dumps(dict(rows), sort_keys=True, separators=(",", ":"))


def read_source(path: Path) -> list[dict[str, str]]:
    """A hand-edited table of ``gazetteer/sources``: tab-separated, ``#`` begins a comment line."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(str(path), f"cannot be read: {error}") from error
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _not_places(path: Path) -> _Extra:
    def write(database: sqlite3.Connection) -> None:
        rows = {fold(row["name"]): row["reason"] for row in read_source(path)}
        database.executemany("INSERT INTO not_place VALUES (?,?)", sorted(rows.items()))
        database.executemany(
            "UPDATE name SET flags = flags | ? WHERE norm = ?", [(FLAG_NOT_PLACE, norm) for norm in sorted(rows)]
        )

    return write


def find_home(database: sqlite3.Connection, home: str) -> int | None:
    """``geonames:2988507``, ``FR:Paris`` or ``US.LA:Alexandria`` → the number of the place, or None.

    Of several places of that name in that province the most populous is meant.
    """
    area, _, name = home.partition(":")
    if area == "geonames":
        found = database.execute("SELECT id FROM place WHERE geonameid = ?", (int(name),)).fetchone()
        return found[0] if found else None
    country, _, admin1 = area.partition(".")
    posting = database.execute("SELECT posting FROM name WHERE norm = ?", (fold(name),)).fetchone()
    numbers = [entry if isinstance(entry, int) else entry[0] for entry in json.loads(posting[0])] if posting else []
    found = database.execute(
        "SELECT id FROM place WHERE id IN (SELECT value FROM json_each(?)) AND country = ? AND (? = '' OR admin1 = ?)"
        " ORDER BY fclass <> 'P', fcode = 'PPLX', population DESC, id LIMIT 1",
        (json.dumps(numbers), country, admin1, admin1),
    ).fetchone()
    return found[0] if found else None


def _outlets(path: Path) -> _Extra:
    def write(database: sqlite3.Connection) -> None:
        rows = {}
        lost = []
        for row in read_source(path):
            number = find_home(database, row["home"])
            if number is None:
                lost.append(f"{row['domain']} in {row['home']}")
            rows[row["domain"]] = (row["domain"], row["outlet"], number, row["scope"])
        if lost:
            raise GazetteerError(str(path), f"these homes are not in the gazetteer: {'; '.join(lost)}")
        database.executemany("INSERT INTO outlet VALUES (?,?,?,?)", [rows[domain] for domain in sorted(rows)])

    return write


def build_bundled(folder: Path, target: Path) -> int:
    """A checkout's ``gazetteer/`` folder → the index that the wheel carries. Gives the number of places."""
    places = folder / "places"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    for table in tables_in(places):
        digest.update(table.read_bytes())
    extras = []
    for name, make in (("not_places.tsv", _not_places), ("outlets.tsv", _outlets)):
        path = folder / "sources" / name
        if path.exists():
            digest.update(path.read_bytes())
            extras.append(make(path))
    meta = {"name": str(package["name"]), "version": str(package["version"]), "sha256": digest.hexdigest()}
    return write_index(read_tables(places), target, meta=meta, extras=extras)
