"""What was worked out before, in a file that several processes may read and write at once.

One SQLite file of keys and compressed JSON. A key is the digest of everything that an answer hangs on, so that an entry is
either right or not found, and never out of date. Nothing in the file is ever run: what cannot be read is as good as not
there (docs/decisions/0011-readings-are-kept-in-sqlite-as-json.md says why, and why not ``diskcache``).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PLACE = "GEOBRIEF_CACHE"
"""Environment variable: the folder that the file stands in, or ``off``."""

OFF = "off"

MOST_BYTES = 512 * 1024 * 1024
"""Of all entries together; 50,000 articles' readings. Then the ones longest unused go."""

_KEPT_SHARE = 0.8
"""Of the bytes that are allowed, where some must go: so they go seldom."""

_PATIENCE_SECONDS = 10.0
"""For which a process waits while another writes."""

_MOST_ENTRY = 64 * 1024 * 1024
"""Bytes of an entry when it is unpacked: what is larger was not written by us."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS entries "
    "(key TEXT PRIMARY KEY, value BLOB NOT NULL, bytes INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"
)


def cache_folder() -> Path | None:
    """Return where answers are kept: as ``GEOBRIEF_CACHE`` says, else the user's own folder for such; None for nowhere."""
    named = os.environ.get(PLACE, "")
    if named.lower() == OFF:
        return None
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415  # asked once a build

    return user_cache_path("geobrief", appauthor=False)


def digest(parts: Iterable[str]) -> str:
    """Return one key for some texts, whatever stands in them."""
    made = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        made.update(len(raw).to_bytes(8, "big"))
        made.update(raw)
    return made.hexdigest()


class Cache:
    """Answers by key. Whatever goes wrong with the file, an answer is then only not found."""

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        self.folder = folder
        self._most = most
        self._used: set[str] = set()
        self._process = 0
        self._turn = 0
        """Counts the times that the file was opened: what has the least was longest unused. No clock is asked."""
        self._file: sqlite3.Connection | None = None
        self._open()

    def __getstate__(self) -> tuple[Path, int]:
        return self.folder, self._most

    def __setstate__(self, state: tuple[Path, int]) -> None:
        self.__init__(state[0], most=state[1])  # type: ignore[misc]  # a copy in another process opens the file itself

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / "readings.sqlite"

    def _open(self) -> None:
        self._process = os.getpid()
        for _ in range(2):
            try:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                # What was read is the user's own business.
                self.path.touch(mode=0o600)
                self._file = sqlite3.connect(self.path, timeout=_PATIENCE_SECONDS, isolation_level=None)
                self._file.execute("PRAGMA journal_mode = WAL")
                self._file.execute("PRAGMA synchronous = NORMAL")
                self._file.execute(_TABLE)
                (self._turn,) = self._file.execute("SELECT ifnull(max(used), 0) + 1 FROM entries").fetchone()
            except sqlite3.OperationalError:  # no room, no right, or busy for too long
                self._leave()
                return
            except (
                sqlite3.DatabaseError
            ):  # no file of SQLite's, or a damaged one: it holds nothing that cannot be made again
                self._leave()
                self._remove()
            except OSError:
                self._leave()
                return
            else:
                return

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + ending).unlink()

    def _leave(self) -> None:
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.close()
        self._file = None

    @property
    def is_open(self) -> bool:
        """Whether answers can be kept."""
        return self._file is not None

    def get(self, key: str) -> str | None:
        """Return the text that is kept under a key, or None."""
        row = None
        if self._file is not None:
            with suppress(sqlite3.Error):
                row = self._file.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            return None
        try:
            unpacked = zlib.decompressobj()
            text = unpacked.decompress(row[0], _MOST_ENTRY)
            if not unpacked.eof:
                return None
        except zlib.error:
            return None
        self._used.add(key)
        try:
            return text.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return None

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key."""
        if self._file is None:
            return
        value = zlib.compress(text.encode("utf-8", "surrogatepass"), 3)
        with suppress(sqlite3.Error):
            self._file.execute(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", (key, value, len(value), self._turn)
            )
            self._used.add(key)

    def close(self) -> None:
        """Note what was used, let go of what is too much, and close the file."""
        if self._file is None or os.getpid() != self._process:
            return
        with suppress(sqlite3.Error):
            self._file.execute("BEGIN IMMEDIATE")
            used = [(self._turn, key) for key in sorted(self._used)]
            self._file.executemany("UPDATE entries SET used = ? WHERE key = ?", used)
            self._trim()
            self._file.execute("COMMIT")
        self._leave()

    def _trim(self) -> None:
        assert self._file is not None  # noqa: S101  # its only caller has asked
        (held,) = self._file.execute("SELECT ifnull(sum(bytes), 0) FROM entries").fetchone()
        if held <= self._most:
            return
        for key, size in self._file.execute("SELECT key, bytes FROM entries ORDER BY used, key").fetchall():
            if held <= _KEPT_SHARE * self._most:
                break
            self._file.execute("DELETE FROM entries WHERE key = ?", (key,))
            held -= size
