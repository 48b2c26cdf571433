"""The exchange format of places: one tab-separated row a place, its names in one cell.

The tables of ``gazetteer/places/`` are written in it, one a country, and :mod:`geobrief.gazetteer.index` reads them.
A cell never holds a tab or a line end; what is unknown is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import cast, get_args

from geobrief.errors import GazetteerError
from geobrief.model import Kind, NameKind, NameStrength, PlacePrecision

COLUMNS = (
    "key", "name", "kind", "feature_class", "feature_code", "country", "admin1", "admin2", "lat", "lon",
    "population", "geonameid", "wikidata", "source", "bbox", "claims", "names",
)  # fmt: skip

KINDS: tuple[Kind, ...] = get_args(Kind)
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)
STRENGTHS: tuple[NameStrength, ...] = get_args(NameStrength)

PRECISION: dict[Kind, PlacePrecision] = {
    "continent": "region", "region": "region", "country": "country", "territory": "country", "admin1": "province",
    "admin2": "district", "city": "settlement", "district": "district", "site": "site", "water": "region",
    "landform": "region",
}  # fmt: skip
"""How large a thing of each kind is."""

WIDE: dict[Kind, int] = {"continent": 0, "country": 1, "territory": 2, "region": 3, "admin1": 4, "admin2": 5}
"""Kinds whose places stand before all others, in this order; the rest follow by country."""

NO_COUNTRY = "world"
"""Name of the table with the places that lie in several countries or none."""


@dataclass(frozen=True, slots=True)
class Name:
    """A further name of a place."""

    text: str
    kind: NameKind = "alias"
    strength: NameStrength = "weak"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One place as the table writes it. ``country`` is empty where it lies in several or none."""

    key: str
    name: str
    kind: Kind
    feature_class: str
    feature_code: str
    country: str
    admin1: str
    """GeoNames admin1 code without the country ("01"); of an admin1 row, its own."""
    admin2: str
    lat: float
    lon: float
    population: int
    geonameid: int | None
    wikidata: str
    source: str
    names: tuple[Name, ...]
    bbox: str = ""
    """``west south east north`` in degrees, or empty."""
    claims: str = ""
    """Who claims the place, as ISO 3166-1 codes joined by ``+``; empty where nobody disputes it."""


def parse_names(cell: str, *, strength: NameStrength = "weak") -> tuple[Name, ...]:
    """``Kiev:former:strong:en|Kyyiv`` → names; the parts after the name may be left out.

    A colon that is not followed by a kind of name belongs to the name itself.
    """
    names = []
    for entry in cell.split("|"):
        text, _, rest = entry.partition(":")
        parts = rest.split(":")
        if not rest or parts[0] not in NAME_KINDS:
            text, parts = entry, []
        if text:
            given = parts[1] if len(parts) > 1 and parts[1] else strength
            if given not in STRENGTHS:
                raise ValueError(f"{given!r} is no strength of a name (in {entry!r})")
            kind = cast("NameKind", parts[0]) if parts else "alias"
            language = parts[2] if len(parts) > 2 and parts[2] else None
            names.append(Name(text, kind, given, language))
    return tuple(names)


def write_names(names: Iterable[Name]) -> str:
    """Names → one cell, the shortest way to write each."""
    entries = []
    for name in names:
        parts = [name.text]
        if name.language:
            parts += [name.kind, name.strength, name.language]
        elif name.strength != "weak":
            parts += [name.kind, name.strength]
        elif name.kind != "alias":
            parts += [name.kind]
        entries.append(":".join(parts))
    return "|".join(entries)


def write_row(row: Row) -> str:
    """A place → its line, without the line end. Degrees have five decimals at most (one metre)."""
    key = "" if row.geonameid is not None and row.key == f"geonames:{row.geonameid}" else row.key
    cells = (
        key, row.name, row.kind, row.feature_class, row.feature_code, row.country, row.admin1, row.admin2,
        f"{row.lat:.5f}".rstrip("0").rstrip("."), f"{row.lon:.5f}".rstrip("0").rstrip("."),
        str(row.population or ""), str(row.geonameid or ""), row.wikidata, row.source, row.bbox, row.claims,
        write_names(row.names),
    )  # fmt: skip
    return "\t".join(cells)


def parse_row(line: str) -> Row:
    """One line → its place.

    Raises:
        ValueError: The line has other columns, or a cell is not what its column says.
    """
    cells = line.rstrip("\n").split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(COLUMNS)}")
    geonameid = int(cells[11]) if cells[11] else None
    if cells[2] not in KINDS:
        raise ValueError(f"{cells[2]!r} is no kind of place")
    return Row(
        key=cells[0] or f"geonames:{geonameid}",
        name=cells[1],
        kind=cells[2],
        feature_class=cells[3],
        feature_code=cells[4],
        country=cells[5],
        admin1=cells[6],
        admin2=cells[7],
        lat=float(cells[8]),
        lon=float(cells[9]),
        population=int(cells[10] or 0),
        geonameid=geonameid,
        wikidata=cells[12],
        source=cells[13],
        names=parse_names(cells[16]),
        bbox=cells[14],
        claims=cells[15],
    )


def in_order(row: Row) -> tuple[int, str, str, str, str]:
    """By what places are sorted: what is wide first, then by country, province and name."""
    return WIDE.get(row.kind, len(WIDE)), row.country, row.admin1, row.name, row.key


def tables_in(folder: Path) -> list[Path]:
    """The tables of a folder, the one without a country first."""
    return sorted(folder.glob("*.tsv"), key=lambda path: (path.stem != NO_COUNTRY, path.stem))


def read_tables(folder: Path) -> Iterator[Row]:
    """Every row of the tables of a folder, as :func:`in_order` has them: as if they were one.

    Raises:
        GazetteerError: A table is damaged, is no table of places, or is not sorted; or there is none.
    """
    tables = tables_in(folder)
    if not tables:
        raise GazetteerError(str(folder), "there is no table of places in it")
    yield from sorted((row for path in tables for row in takewhile(_is_wide, read_table(path))), key=in_order)
    for path in tables:
        for row in dropwhile(_is_wide, read_table(path)):
            if _is_wide(row):
                raise GazetteerError(str(path), f"is not sorted: {row.key} ({row.kind}) stands after smaller places")
            yield row


def _is_wide(row: Row) -> bool:
    return row.kind in WIDE


def read_table(path: Path) -> Iterator[Row]:
    """Every row of a table file.

    Raises:
        GazetteerError: The file is damaged, or is no table of places.
    """
    number = 1
    try:
        with path.open(encoding="utf-8") as file:
            header = file.readline().rstrip("\n").split("\t")
            if tuple(header) != COLUMNS:
                raise GazetteerError(str(path), "its first line is not the header of a table of places")
            for line in file:
                number += 1
                yield parse_row(line)
    except ValueError as error:  # also what is no UTF-8
        raise GazetteerError(str(path), f"line {number}: {error}") from error
    except OSError as error:
        raise GazetteerError(str(path), f"cannot be read: {error}") from error
