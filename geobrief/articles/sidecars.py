"""What people write beside an article about it: ``name.toml`` for one file, ``sources.csv`` for a folder.

Both override what the file says of itself, and the first overrides the second. A row of the table that names
an outlet and no file rates all articles of that outlet in the folder.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from geobrief.articles.decoding import NotTextError, decode
from geobrief.articles.delimited import table_of
from geobrief.articles.draft import Fields
from geobrief.articles.inputs import shown
from geobrief.articles.publication import date_order, in_order
from geobrief.articles.ratings import rated_fields, read_rating, why_unrated, written_rating
from geobrief.model import Article, Skipped

_TABLE = "sources.csv"
_FILE_COLUMNS = ("file", "path", "filename", "name", "article")
_OUTLET_COLUMNS = ("outlet", "domain", "source", "publication", "publisher")
_MOST_BYTES = 5_000_000
_NAME = re.compile(
    r"(?:utf|iso|latin|windows|cp|koi|mac|shift|euc|gb|big5|us-ascii|ascii|tis)[\w:.-]{0,20}", re.IGNORECASE
)
"""Of an encoding of text: Python knows other codecs by a name as well, which are none."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A folder's table: what it says of files, and how it rates outlets."""

    files: Mapping[str, Fields] = field(default_factory=dict)
    ratings: Mapping[str, str] = field(default_factory=dict)
    """By outlet or domain, folded; as kept."""


class SideCars:
    """The side-cars of the files that are being read; each folder's table is read once."""

    def __init__(self) -> None:
        self._tables: dict[Path, _Table] = {}
        self.problems: list[Skipped] = []
        """Side-cars that could not be read; their articles are read without them."""

    def fields(self, path: Path) -> Fields:
        """What the side-cars say of a file."""
        table = self._table(path.parent).files
        return self._own(path).over(table.get(path.name.lower()) or table.get(path.stem.lower()) or Fields())

    def recoded(self, path: Path, data: bytes) -> bytes:
        """The bytes of a file that is no UTF-8 in UTF-8, where its side-car says how it is encoded and that fits.

        A server says so beside a page, and the page itself need not.
        """
        charset = self._charset(path)
        if charset is None:
            return data
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return codecs.BOM_UTF8 + data.decode(charset).encode("utf-8")
            except (LookupError, ValueError):
                return data  # a wrong label: it is read as if there were none
        return data

    def _charset(self, path: Path) -> str | None:
        for beside in (path.with_name(path.name + ".toml"), path.with_suffix(".toml")):
            text = self._text(beside)
            if text is not None and "charset" in text:
                try:
                    charset = tomllib.loads(text).get("charset")
                except tomllib.TOMLDecodeError:
                    return None  # said where its fields are read
                return charset if isinstance(charset, str) and _NAME.fullmatch(charset) else None
        return None

    def rated(self, article: Article, written: str | None, path: Path | None) -> Article:
        """An article with its own rating, or with that of its outlet in the table of its folder."""
        rating = read_rating(written)
        if written and rating is None:
            self.problems.append(Skipped(article.path, why_unrated(written)))
        if rating is None and path is not None:
            ratings = self._table(path.parent).ratings
            named = [name.casefold() for name in (article.outlet, article.domain) if name]
            rating = next((ratings[name] for name in named if name in ratings), None)
        return replace(article, rating=rating)

    def _own(self, path: Path) -> Fields:
        for beside in (path.with_name(path.name + ".toml"), path.with_suffix(".toml")):
            text = self._text(beside)
            if text is None:
                continue
            try:
                return rated_fields(tomllib.loads(text))
            except tomllib.TOMLDecodeError as error:
                self.problems.append(
                    Skipped(shown(beside), f"is not TOML ({error}): mend it; its article was read without it")
                )
        return Fields()

    def _table(self, folder: Path) -> _Table:
        if folder not in self._tables:
            self._tables[folder] = self._read_table(folder / _TABLE)
        return self._tables[folder]

    def _read_table(self, path: Path) -> _Table:
        text = self._text(path)
        if text is None:
            return _Table()
        text, delimiter, _ = table_of(text)
        try:
            rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        except csv.Error as error:
            self.problems.append(Skipped(shown(path), f"is not a table ({error}): save it as CSV in UTF-8"))
            return _Table()
        found: dict[str, Fields] = {}
        ratings: dict[str, str] = {}
        for row in rows:
            cells = {str(key).strip().lower(): value for key, value in row.items() if isinstance(value, str)}
            column = next((name for name in _FILE_COLUMNS if cells.get(name)), None)
            if column:
                named = Path(cells.pop(column).strip().replace("\\", "/")).name.lower()
                found[named] = rated_fields(cells)
            else:
                ratings |= self._outlet_ratings(path, cells)
        if rows and not found and not ratings:
            self.problems.append(Skipped(shown(path), 'has no column with the files\' names: name it "file"'))
        order = date_order(fields.published for fields in found.values())
        files = {name: replace(fields, published=in_order(fields.published, order)) for name, fields in found.items()}
        return _Table(files, ratings)

    def _outlet_ratings(self, path: Path, cells: Mapping[str, str]) -> Mapping[str, str]:
        """A row without a file → the rating that it gives an outlet, by name and by domain."""
        written = written_rating(cells)
        outlets = [cells[name].strip().casefold() for name in _OUTLET_COLUMNS if cells.get(name, "").strip()]
        rating = read_rating(written)
        if written and rating is None:
            self.problems.append(Skipped(shown(path), why_unrated(written)))
        return dict.fromkeys(outlets, rating) if rating else {}

    def _text(self, path: Path) -> str | None:
        try:
            if not path.is_file() or path.stat().st_size > _MOST_BYTES:
                return None
            return decode(path.read_bytes())
        except (OSError, ValueError, NotTextError) as error:
            self.problems.append(
                Skipped(shown(path), f"cannot be read ({error}): mend it; its article was read without it")
            )
            return None
