"""Files of others → rows: GeoNames dumps, OurAirports, Wikidata; and how text files are opened safely."""

from __future__ import annotations

import csv
import io
import json
import math
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from geobrief.atomic import scratch
from geobrief.errors import GazetteerError
from geobrief.gazetteer.folding import MAX_NAME
from geobrief.gazetteer.imports import RowError, Skips, each_row, whole
from geobrief.gazetteer.table import Name, Row
from geobrief.model import Kind, NameKind

GEONAMES_COLUMNS = 19
MAX_UNPACKED = 20 << 30
"""Bytes that a zip may unpack to: ten times GeoNames' largest file."""
MAX_RATIO = 200
"""Times its size that a zip may unpack to; text of places packs to a fifth, a bomb to a thousandth."""
MAX_LINE = 1 << 20
"""Characters of a line; GeoNames' longest has 12,000."""
TRIED_LINES = 100
"""Lines after which a file without a single good one is given up."""

COUNTRY_CODES = frozenset({"PCL", "PCLI"})
SKIPPED_LANGUAGES = frozenset({"link", "post", "wkdt", "unlc", "phon", "piny", "fr_1793"})
CODE_LANGUAGES = frozenset({"iata", "icao", "faac", "abbr"})


def kind_of(feature_class: str, feature_code: str) -> Kind:
    """A GeoNames feature → our kind of place."""
    special: dict[str, Kind] = {
        "ADM1": "admin1", "ADM2": "admin2", "PPLX": "district", "CONT": "continent", "PRK": "landform", "MILB": "site",
        "NVB": "site", "PORT": "site", "TERR": "territory",
    }  # fmt: skip
    if feature_code in special:
        return special[feature_code]
    if feature_code.startswith("PCL"):
        return "country" if feature_code in COUNTRY_CODES else "territory"
    by_class: dict[str, Kind] = {
        "A": "district", "P": "city", "L": "region", "H": "water", "T": "landform", "U": "landform", "V": "landform",
    }  # fmt: skip
    return by_class.get(feature_class, "site")


def position(lat: str | float, lon: str | float) -> tuple[float, float] | None:
    """Degrees as written → degrees, or None where they are no position on Earth."""
    try:
        north, east = float(lat), float(lon)
    except (TypeError, ValueError):
        return None
    good = math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180
    return (north, east) if good else None


@contextmanager
def open_text(path: Path, member: str | None = None) -> Iterator[IO[str]]:
    """A text file, plain or as the one ``.txt`` or ``.csv`` in a zip, in UTF-8 or UTF-16.

    Raises:
        GazetteerError: The file cannot be read, or unpacks to more than the limits.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield io.TextIOWrapper(archive.open(_member(path, archive, member)), "utf-8-sig", newline="\n")
        elif path.suffix == ".zip":
            raise GazetteerError(str(path), "is no zip file, or only the beginning of one")
        else:
            with path.open("rb") as raw:
                start = raw.read(4)
                raw.seek(0)
                utf16 = start[:2] in (b"\xff\xfe", b"\xfe\xff")
                yield io.TextIOWrapper(raw, "utf-16" if utf16 else "utf-8-sig", newline="\n")
    except UnicodeDecodeError as error:
        raise GazetteerError(
            str(path), f"is neither UTF-8 nor UTF-16 ({error.reason} at byte {error.start})"
        ) from error
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise GazetteerError(str(path), f"cannot be read: {error}") from error


def _member(path: Path, archive: zipfile.ZipFile, wanted: str | None) -> zipfile.ZipInfo:
    files = [f for f in archive.infolist() if f.filename.lower().endswith((".txt", ".csv", ".tsv"))]
    chosen = [f for f in files if wanted is None or f.filename == wanted]
    chosen = [f for f in chosen if not f.filename.lower().startswith(("readme", "iso-language"))]
    if not chosen:
        raise GazetteerError(str(path), "there is no text file in it")
    biggest = max(chosen, key=lambda f: f.file_size)
    if biggest.file_size > MAX_UNPACKED or biggest.file_size > MAX_RATIO * max(biggest.compress_size, 1 << 16):
        raise GazetteerError(str(path), f"unpacks to {biggest.file_size:,} bytes, which no list of places does")
    return biggest


def lines(file: IO[str], skips: Skips) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, from 1, without those that are too long to be held."""
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) >= MAX_LINE and not line.endswith("\n"):
            skips.add("the line is longer than a million characters", f"line {number}")
            while (rest := file.readline(MAX_LINE)) and not rest.endswith("\n"):
                pass
            continue
        yield number, line.rstrip("\r\n")


def geonames(
    path: Path, *, countries: Iterable[str] = (), alternates: Path | None = None, skips: Skips
) -> Iterator[Row]:
    """A GeoNames dump (``allCountries``, ``NE``, ``cities500``; ``.txt`` or ``.zip``).

    Args:
        path: The dump.
        countries: ISO codes of the countries that are wanted; empty for all.
        alternates: GeoNames' ``alternateNamesV2``, for the language and kind of names.
        skips: Where rows that cannot be used are counted.
    """
    wanted = {code.upper() for code in countries}
    good = 0
    with _alternate_names(alternates, skips) as names, open_text(path) as file:
        for number, line in lines(file, skips):
            cells = line.split("\t")
            if len(cells) != GEONAMES_COLUMNS:
                skips.add(f"the line has not {GEONAMES_COLUMNS} columns", f"line {number}")
                if not good and number >= TRIED_LINES:
                    raise GazetteerError(str(path), f"is no GeoNames dump: its lines have {len(cells)} columns, not 19")
                continue
            good += 1
            if wanted and cells[8] not in wanted:
                continue
            yield from each_row([(f"line {number}", cells)], partial(_geonames_row, names=names, skips=skips), skips)
    if not good:
        raise GazetteerError(str(path), "is no GeoNames dump: no line has 19 columns")


def _geonames_row(cells: list[str], where: str, *, names: _AlternateNames | None, skips: Skips) -> Row | None:
    point = position(cells[4], cells[5])
    if point is None:
        skips.add("the position is none on Earth", where)
        return None
    if not cells[0].isdecimal():
        skips.add("the id is no number", where)
        return None
    number = whole(cells[0])
    further = names.of(number) if names else ()
    plain = [Name(text) for text in cells[3].split(",") if text and len(text) <= MAX_NAME and text != cells[1]]
    return Row(
        key=f"geonames:{number}", name=cells[1], kind=kind_of(cells[6], cells[7]), feature_class=cells[6],
        feature_code=cells[7], country=cells[8], admin1=cells[10] if cells[10] != "00" else "", admin2=cells[11],
        lat=point[0], lon=point[1], population=whole(cells[14]), geonameid=number,
        wikidata="", source="geonames", names=(*further, *plain),
    )  # fmt: skip


@contextmanager
def _alternate_names(path: Path | None, skips: Skips) -> Iterator[_AlternateNames | None]:
    """GeoNames' alternate names by place, in a temporary file: they come in another order than the places."""
    if path is None:
        yield None
        return
    with scratch() as folder:
        names = _AlternateNames(path, folder, skips)
        try:
            yield names
        finally:
            names.close()


class _AlternateNames:
    """The names of places, read from a file into a database."""

    def __init__(self, path: Path, folder: Path, skips: Skips) -> None:
        self._database = sqlite3.connect(folder / "names.sqlite")
        self._database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        self._database.execute("CREATE TABLE name (place INTEGER, text TEXT, kind TEXT, language TEXT)")
        with open_text(path) as file:
            self._database.executemany("INSERT INTO name VALUES (?,?,?,?)", self._read(file, skips))
        self._database.execute("CREATE INDEX by_place ON name (place)")

    @staticmethod
    def _read(file: IO[str], skips: Skips) -> Iterator[tuple[int, str, str, str | None]]:
        for number, line in lines(file, skips):
            cells = line.split("\t")
            if len(cells) < 8 or not cells[1].isdigit():
                skips.add("the line is no alternate name", f"line {number} of the names")
            elif cells[2] not in SKIPPED_LANGUAGES and cells[3] and len(cells[3]) <= MAX_NAME:
                kind: NameKind = "exonym" if cells[2] and cells[2] != "en" else "alias"
                if cells[2] in CODE_LANGUAGES:
                    kind = "code"
                elif cells[7] == "1":
                    kind = "former"
                elif cells[5] == "1":
                    kind = "short"
                yield int(cells[1]), cells[3], kind, cells[2] if len(cells[2]) == 2 else None

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def of(self, number: int) -> tuple[Name, ...]:
        """The names of a place."""
        rows = self._database.execute(
            "SELECT text, kind, language FROM name WHERE place = ? ORDER BY 1, 2, 3", (number,)
        )
        return tuple(Name(t, k, "context" if k == "code" else "weak", language) for t, k, language in rows)


def ourairports(path: Path, *, skips: Skips) -> Iterator[Row]:
    """OurAirports' ``airports.csv``."""
    with open_text(path) as file:
        reader = csv.DictReader(file)
        if not {"ident", "name", "latitude_deg", "longitude_deg", "iso_country"} <= set(reader.fieldnames or ()):
            raise GazetteerError(str(path), "is not OurAirports' airports.csv: its columns have other names")
        csv.field_size_limit(MAX_LINE)
        numbered = ((f"line {number}", entry) for number, entry in enumerate(reader, start=2))
        try:
            yield from each_row(numbered, _airport, skips)
        except csv.Error as error:
            raise GazetteerError(str(path), f"line {reader.line_num}: {error}") from error


def _airport(entry: dict[str, Any], where: str) -> Row:
    del where
    point = position(entry["latitude_deg"], entry["longitude_deg"])
    if point is None:
        raise RowError("the position is none on Earth")
    if not entry["ident"] or not entry["name"]:
        raise RowError("the airport has no id or no name")
    keywords = [w.strip() for w in (entry.get("keywords") or "").split(",")]
    names = [Name(w, "alias", "weak") for w in keywords if 2 < len(w) <= MAX_NAME]
    if entry.get("iata_code"):
        names.append(Name(entry["iata_code"], "code", "context"))
    return Row(
        key=f"ourairports:{entry['ident']}", name=entry["name"], kind="site", feature_class="S",
        feature_code="AIRP", country=entry["iso_country"] or "", admin1="", admin2="", lat=point[0], lon=point[1],
        population=0, geonameid=None, wikidata="", source="ourairports", names=tuple(names),
    )  # fmt: skip


def wikidata(path: Path, *, skips: Skips, language: str = "en") -> Iterator[Row]:
    """Wikidata entities, one JSON object a line (a dump's array with its commas will do)."""
    with open_text(path) as file:
        for number, line in lines(file, skips):
            text = line.strip().rstrip(",")
            if text in ("", "[", "]"):
                continue
            yield from each_row([(f"line {number}", text)], partial(_entity, language=language), skips)


def _entity(text: str, where: str, *, language: str) -> Row:
    del where
    try:
        row = _wikidata_row(json.loads(text), language)
    except RowError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RowError("the line is no Wikidata entity") from error
    if row is None:
        raise RowError("the entity has no position or no label")
    return row


def _wikidata_row(entity: dict[str, Any], language: str) -> Row | None:
    def value(property_id: str) -> Any:  # noqa: ANN401 - whatever type the property has
        claims = entity.get("claims", {}).get(property_id, [])
        return next((c["mainsnak"]["datavalue"]["value"] for c in claims if "datavalue" in c.get("mainsnak", {})), None)

    labels = {code: label["value"] for code, label in sorted(entity.get("labels", {}).items())}
    label = labels.get(language) or next(iter(labels.values()), None)
    place = value("P625")
    point = position(place["latitude"], place["longitude"]) if place else None
    if point is None or not label:
        return None
    further = [Name(t, "exonym", "weak", c[:2]) for c, t in labels.items() if t != label]
    further += [
        Name(a["value"], "alias", "weak", c[:2])
        for c, aliases in sorted(entity.get("aliases", {}).items())
        for a in aliases
    ]
    number = value("P1566")
    geonameid = (whole(number) or None) if isinstance(number, str) else None
    return Row(
        key=f"geonames:{geonameid}" if geonameid else f"wikidata:{entity['id']}", name=label, kind="site",
        feature_class="S", feature_code="SITE", country="", admin1="", admin2="", lat=point[0], lon=point[1],
        population=0, geonameid=geonameid, wikidata=entity["id"], source="wikidata",
        names=tuple(n for n in further if len(n.text) <= MAX_NAME),
    )  # fmt: skip
