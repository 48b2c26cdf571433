"""What people write beside an article about it: ``name.toml`` for one file, ``sources.csv`` for a folder.

Both override what the file says of itself, and the first overrides the second.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path

from geobrief.articles.decoding import NotTextError, decode
from geobrief.articles.draft import Fields, fields_of
from geobrief.articles.inputs import shown
from geobrief.model import Skipped

_TABLE = "sources.csv"
_FILE_COLUMNS = ("file", "path", "filename", "name", "article")
_MOST_BYTES = 5_000_000


class SideCars:
    """The side-cars of the files that are being read; each folder's table is read once."""

    def __init__(self) -> None:
        self._tables: dict[Path, Mapping[str, Fields]] = {}
        self.problems: list[Skipped] = []
        """Side-cars that could not be read; their articles are read without them."""

    def fields(self, path: Path) -> Fields:
        """What the side-cars say of a file."""
        table = self._table(path.parent)
        return self._own(path).over(table.get(path.name.lower()) or table.get(path.stem.lower()) or Fields())

    def _own(self, path: Path) -> Fields:
        for beside in (path.with_name(path.name + ".toml"), path.with_suffix(".toml")):
            text = self._text(beside)
            if text is None:
                continue
            try:
                return fields_of(tomllib.loads(text))
            except tomllib.TOMLDecodeError as error:
                self.problems.append(
                    Skipped(shown(beside), f"is not TOML ({error}): mend it; its article was read without it")
                )
        return Fields()

    def _table(self, folder: Path) -> Mapping[str, Fields]:
        if folder not in self._tables:
            self._tables[folder] = self._read_table(folder / _TABLE)
        return self._tables[folder]

    def _read_table(self, path: Path) -> Mapping[str, Fields]:
        text = self._text(path)
        if text is None:
            return {}
        delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
        try:
            rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        except csv.Error as error:
            self.problems.append(Skipped(shown(path), f"is not a table ({error}): save it as CSV in UTF-8"))
            return {}
        found: dict[str, Fields] = {}
        for row in rows:
            cells = {str(key).strip().lower(): value for key, value in row.items() if isinstance(value, str)}
            column = next((name for name in _FILE_COLUMNS if cells.get(name)), None)
            if column:
                named = Path(cells.pop(column).strip().replace("\\", "/")).name.lower()
                found[named] = fields_of(cells)
        if rows and not found:
            self.problems.append(Skipped(shown(path), 'has no column with the files\' names: name it "file"'))
        return found

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
