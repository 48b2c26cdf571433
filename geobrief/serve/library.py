"""The briefs of a folder: each document that geobrief made, with the files beside it that were made of it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Lock

from geobrief.articles import made_here
from geobrief.brief import Brief, cut_off, from_json
from geobrief.errors import UsageError
from geobrief.export import SUFFIXES

_DOCUMENT = ".json"
_MOST_BYTES = 200_000_000
"""Of a document that is read."""
_HEAD = 4096
_PAGE = re.compile(r"-\d{2,}$")
_MOST_HITS = 100
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something of a brief that a search finds."""

    kind: str
    """``event`` or ``place``."""
    id: str
    text: str
    quote: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A brief in the folder."""

    name: str
    """Its path in the folder without its suffix, with forward slashes."""
    brief: Brief
    files: tuple[str, ...]
    """Suffixes of what was made of it and lies beside it."""
    entries: tuple[SearchEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Where a search leads."""

    name: str
    title: str
    entry: SearchEntry


class Library:
    """A folder of briefs, looked at anew with each question; a document is read again only when it has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        if not self.folder.is_dir():
            raise UsageError(
                f"{folder}: there is no such folder; make briefs first: geobrief build … -o {folder}/x.html"
            )
        self._read: dict[str, tuple[tuple[int, int], Brief | None, tuple[SearchEntry, ...]]] = {}
        self._lock = Lock()

    def briefs(self) -> list[Shelved]:
        """Return what is there: the newest information first, and what has no day last."""
        with self._lock:
            found = [shelved for path in self._documents() if (shelved := self._shelved(path))]
            there = {shelved.name for shelved in found}
            self._read = {name: held for name, held in self._read.items() if name in there or held[1] is None}
            found.sort(key=lambda shelved: cut_off(shelved.brief) or date.min, reverse=True)
            return found

    def brief(self, name: str) -> Shelved | None:
        """Return the brief of a name, or None."""
        path = self._inside(f"{name}{_DOCUMENT}")
        with self._lock:
            return self._shelved(path) if path else None

    def file(self, name: str, suffix: str) -> Path | None:
        """Return a file that was made of a brief, or None where there is none of it in the folder."""
        # A large brief may have several pages, each with a number behind the name.
        owners = (name, _PAGE.sub("", name)) if suffix == ".html" else (name,)
        if suffix not in SUFFIXES or not any(self.brief(owner) for owner in owners):
            return None
        return self._inside(f"{name}{suffix}")

    def search(self, query: str) -> list[SearchHit]:
        """Return the events and places in which every word of a query stands, or begins a word, best first."""
        asked = folded(query[:_LONGEST_QUERY])
        if not asked:
            return []
        hits: list[tuple[int, str, int, SearchHit]] = []
        for shelved in self.briefs():
            for number, entry in enumerate(shelved.entries):
                if all(any(word.startswith(part) for word in entry.words) for part in asked):
                    named = folded(entry.text)
                    outside = sum(not any(word.startswith(part) for word in named) for part in asked)
                    hits.append((outside, shelved.name, number, SearchHit(shelved.name, shelved.brief.title, entry)))
        return [hit for *_, hit in sorted(hits, key=lambda row: row[:3])[:_MOST_HITS]]

    def _documents(self) -> Iterator[Path]:
        for top, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                # ".csl.json" and its like are other formats of the same brief.
                if (
                    name.endswith(_DOCUMENT)
                    and not name.startswith(".")
                    and not name.endswith((".csl.json", ".oembed.json"))
                ):
                    yield Path(top) / name

    def _inside(self, name: str) -> Path | None:
        """The path of a regular file of the folder; links that lead out of it are none."""
        parts = PurePosixPath(name).parts
        if any(part in ("..", "/") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        try:
            path = (self.folder / name).resolve()
            good = path.is_relative_to(self.folder) and stat.S_ISREG(path.stat().st_mode)
        except (OSError, ValueError):
            return None
        return path if good else None

    def _shelved(self, path: Path) -> Shelved | None:
        name = path.relative_to(self.folder).as_posix().removesuffix(_DOCUMENT)
        if self._inside(f"{name}{_DOCUMENT}") is None:
            return None
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        if name not in self._read or self._read[name][0] != stamp:
            brief = _brief_of(path) if state.st_size <= _MOST_BYTES else None
            self._read[name] = (stamp, brief, tuple(_entries(brief)) if brief else ())
        _, brief, entries = self._read[name]
        if brief is None:
            return None
        files = tuple(suffix for suffix in SUFFIXES if self._inside(f"{name}{suffix}"))
        return Shelved(name, brief, files, entries)


def folded(text: str) -> frozenset[str]:
    """Return the words of a text as they are compared: without case and marks.

    >>> sorted(folded("Tillabéri, the North"))
    ['north', 'the', 'tillaberi']
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return frozenset("".join(char if char.isalnum() else " " for char in plain).split())


def _brief_of(path: Path) -> Brief | None:
    """The brief in a document, or None where it is none: other JSON may lie in the folder."""
    try:
        with path.open("rb") as file:
            if not made_here(file.read(_HEAD)):
                return None
        return from_json(path.read_text("utf-8"))
    except (OSError, ValueError, UsageError):
        return None


def _entries(brief: Brief) -> Iterator[SearchEntry]:
    names = {place.id: place.name for place in brief.places}
    for event in brief.events:
        quotes = [citation.quote for citation in event.citations]
        where = [names[place.place] for place in event.where if place.place in names]
        words = folded(" ".join([event.label, *where, *(actor.name for actor in event.who), *quotes]))
        yield SearchEntry("event", event.id, event.label, quotes[0], words)
    for place in brief.places:
        around = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
        yield SearchEntry("place", place.id, place.name, around, folded(f"{place.name} {place.admin1 or ''}"))
