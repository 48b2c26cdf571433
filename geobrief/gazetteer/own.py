"""A user's own places → rows: CSV with any column names, GeoJSON, shapefiles, GeoPackages."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from geobrief.errors import GazetteerError
from geobrief.gazetteer.degrees import read_point
from geobrief.gazetteer.dumps import MAX_LINE, open_text
from geobrief.gazetteer.folding import MAX_NAME, fold
from geobrief.gazetteer.imports import RowError, Skips, each_row, whole
from geobrief.gazetteer.table import KINDS, Name, Row

GUESSES = {
    "name": (
        "name",
        "place",
        "place_name",
        "placename",
        "toponym",
        "title",
        "label",
        "nom",
        "nombre",
        "ort",
        "location",
    ),
    "lat": ("lat", "latitude", "y", "lat_dd", "breite", "latitud", "ycoord"),
    "lon": ("lon", "lng", "long", "longitude", "x", "lon_dd", "länge", "longitud", "xcoord"),
    "id": ("id", "key", "geonameid", "pcode", "code", "uuid", "identifier"),
    "country": ("country", "iso2", "iso_a2", "country_code", "countrycode", "cc", "pays"),
    "kind": ("kind", "type", "category", "class"),
    "population": ("population", "pop", "inhabitants"),
    "names": ("names", "aliases", "alternatenames", "alternate_names", "aka", "other_names"),
    "means": ("means", "refers_to"),
}
"""Names of columns by what they hold, lower case, the surest first."""

_TOO_MANY = "\0more"
_SEPARATOR = re.compile(r'\s*"?sep=([^\w\s"]|\t)"?\s*$', re.IGNORECASE)


def guess_columns(header: Iterable[str], given: dict[str, str] | None = None) -> dict[str, str]:
    """Column names → which holds what. ``given`` goes before the guesses."""
    by_lower = {name.strip().lower(): name for name in header}
    found = dict(given or {})
    for role, guesses in GUESSES.items():
        if role not in found:
            match = next((by_lower[guess] for guess in guesses if guess in by_lower), None)
            if match is not None:
                found[role] = match
    return found


def read_csv(
    path: Path, *, skips: Skips, given: dict[str, str] | None = None, pins: dict[str, str] | None = None
) -> tuple[dict[str, str], Iterator[Row]]:
    """A table with a name and a position in each row → which column holds what, and the rows.

    Comma, semicolon, tab or bar, or what a first line "sep=;" says; UTF-8 or UTF-16. Positions are in degrees with a
    point or a comma, or in degrees, minutes and seconds. A row with ``means`` instead of a position says which place (a key)
    its name means in this user's briefs; it goes into ``pins``.
    """
    with open_text(path) as file:
        first = file.readline(MAX_LINE)
        separator = _SEPARATOR.match(first)
        first = file.readline(MAX_LINE) if separator else first
    delimiter = separator[1] if separator else max(",;\t|", key=first.count)
    try:
        header = next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error as error:
        raise GazetteerError(str(path), f"the first line names no columns: {error}") from error
    columns = guess_columns(header, given)
    _check_given(path, given, header)
    missing = [role for role in ("name", "lat", "lon") if columns.get(role) not in header]
    if missing and not ("means" in columns and "name" in columns):
        raise GazetteerError(
            str(path), f"no column for {', '.join(missing)} among {', '.join(header)[:200]}; say --column lat=COLUMN"
        )
    return columns, _csv_rows(path, delimiter, columns, skips, pins, above=bool(separator))


def _csv_rows(
    path: Path, delimiter: str, columns: dict[str, str], skips: Skips, pins: dict[str, str] | None, *, above: bool
) -> Iterator[Row]:
    """The places of a table; ``above`` says that a line stands above its header."""
    csv.field_size_limit(MAX_LINE)
    with open_text(path) as file:
        if above:
            file.readline(MAX_LINE)
        reader = csv.DictReader(file, delimiter=delimiter, restkey=_TOO_MANY)
        try:
            numbered = ((f"line {number}", entry) for number, entry in enumerate(reader, start=3 if above else 2))
            yield from each_row(
                numbered, partial(_csv_row, columns=columns, stem=path.stem, skips=skips, pins=pins), skips
            )
        except csv.Error as error:
            raise GazetteerError(str(path), f"line {reader.line_num}: {error}") from error


def _csv_row(
    entry: dict[str, Any],
    where: str,
    *,
    columns: dict[str, str],
    stem: str,
    skips: Skips,
    pins: dict[str, str] | None,
) -> Row | None:
    if any(entry.get(_TOO_MANY) or ()):
        # A comma inside a number that stands in no quotes moves all cells behind it.
        raise RowError("the row has more cells than the header")
    cells = {role: str(entry.get(column) or "").strip() for role, column in columns.items()}
    if cells.get("means") and pins is not None and fold(cells["name"]):
        pins[fold(cells["name"])] = cells["means"]
        return None
    return own_row(cells, stem, where, skips)


def own_row(cells: dict[str, str], stem: str, where: str, skips: Skips) -> Row | None:
    """A user's own place, or None where it cannot be one."""
    point = read_point(cells.get("lat", ""), cells.get("lon", ""))
    name = " ".join(cells.get("name", "").split())
    if point.fault:
        skips.add(point.fault, where)
        return None
    if not name or len(name) > MAX_NAME:
        skips.add("the name is empty, or too long to look up", where)
        return None
    kind: Any = cells.get("kind", "").lower()
    number = cells.get("id", "")
    bar = "|" if "|" in cells.get("names", "") else ";"
    names = [Name(text.strip(), "alias", "strong") for text in cells.get("names", "").split(bar) if text.strip()]
    own = number if ":" in number else f"user:{stem}/{number or f'{name}@{point.lat:.5f},{point.lon:.5f}'}"
    people = cells.get("population", "")
    country = cells.get("country", "").upper()
    return Row(
        key=own, name=name, kind=kind if kind in KINDS else "site", feature_class="S", feature_code="SITE",
        country=country if len(country) == 2 else "", admin1="", admin2="", lat=point.lat, lon=point.lon,
        population=whole(people), geonameid=whole(own[9:]) or None if own.startswith("geonames:") else None, wikidata="",
        source="user", names=tuple(names),
    )  # fmt: skip


def read_vector(
    path: Path, *, skips: Skips, given: dict[str, str] | None = None, shapes: dict[str, str] | None = None
) -> tuple[dict[str, str], Iterator[Row]]:
    """GeoJSON, shapefile or GeoPackage, Natural Earth's among them → which property holds what, and the rows.

    An area becomes a place at a point inside it, with its bounding box; its shape goes into ``shapes``, by its key, as
    GeoJSON. Where the file does not say what it is, it is a region.
    """
    import geopandas  # noqa: PLC0415 - heavy, and only this reader needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of cells of another sort than their column: each row is looked at
            frame = geopandas.read_file(path)
    except Exception as error:
        # The readers of a dozen formats raise what they like.
        raise GazetteerError(str(path), f"cannot be read as a map layer: {error}") from error
    if frame.crs is not None:
        frame = frame.to_crs(4326)
    columns = guess_columns([c for c in frame.columns if c != frame.geometry.name], given)
    if "name" not in columns:
        raise GazetteerError(str(path), "no property holds a name; say --column name=PROPERTY")
    _check_given(path, given, list(map(str, frame.columns)))
    return columns, _vector_rows(frame, columns, path.stem, skips, shapes)


def _check_given(path: Path, given: dict[str, str] | None, header: list[str]) -> None:
    for role, column in (given or {}).items():
        if column not in header:
            known = ", ".join(header)[:200]
            raise GazetteerError(str(path), f"no column for {role} is called {column!r}; there are {known}")


def _vector_rows(
    frame: Any,  # noqa: ANN401 - untyped
    columns: dict[str, str],
    stem: str,
    skips: Skips,
    shapes: dict[str, str] | None,
) -> Iterator[Row]:
    import shapely  # noqa: PLC0415 - as above

    numbered = ((f"feature {number}", record) for number, record in enumerate(frame.to_dict("records"), start=1))

    def read(record: dict[str, Any], where: str) -> Row | None:
        shape = record[frame.geometry.name]
        if shape is None or shape.is_empty:
            raise RowError("the feature has no shape")
        point = shape.representative_point()
        cells = {
            role: str(record[c]) for role, c in columns.items() if role not in ("lat", "lon") and record[c] is not None
        }
        row = own_row({**cells, "lat": f"{point.y:.9f}", "lon": f"{point.x:.9f}"}, stem, where, skips)
        if row is None or shape.geom_type in ("Point", "MultiPoint"):
            return row
        if shapes is not None and shape.geom_type in ("Polygon", "MultiPolygon"):
            if cells.get("kind", "").lower() not in KINDS:
                row = replace(row, kind="region")
            shapes[row.key] = shapely.to_geojson(shape if shape.is_valid else shape.buffer(0))
        return replace(row, bbox=" ".join(f"{b:.5f}" for b in shape.bounds))

    yield from each_row(numbered, read, skips)
