"""Which places lie over the bundled gazetteer: the layers that a build or a command asks for, and no others.

What somebody once imported must not change every map that is made on that machine afterwards, so a layer counts only where
it is asked for: by a recipe (``[gazetteer] layers``), by ``--layer``, or by the environment. A layer is a file of places,
read when it is asked for, or the name of an import.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geobrief.cache import cache_folder
from geobrief.errors import GazetteerError, did_you_mean
from geobrief.gazetteer import imports
from geobrief.gazetteer.folding import fold
from geobrief.gazetteer.table import Row

ASKED = "GEOBRIEF_LAYERS"
"""Environment variable: index files and names of imports, parted as paths are; ``all`` for every import."""

ALL = "all"

FILES = frozenset({".csv", ".tsv", ".geojson", ".json", ".gpkg", ".shp"})
"""Suffixes of files of places that a recipe may name."""

_FORM = b"1"
"""Of an index that is made of such a file; another number, and it is made anew."""


def asked_indexes() -> list[Path]:
    """Return the index files of the layers that are asked for, the lowest first.

    Raises:
        GazetteerError: One is not there.
    """
    asked = [part for part in os.environ.get(ASKED, "").split(os.pathsep) if part]
    if asked == [ALL]:
        return imports.imported_indexes()
    return [_index(part) for part in asked]


@contextmanager
def laid(layers: Iterable[str | Path] | None) -> Iterator[None]:
    """Lay layers over the gazetteer of this process, and of those that it starts meanwhile to read articles.

    Args:
        layers: Files of places, index files, and names of imports; a later one lies over an earlier one. ``all`` alone is
            every import, and None leaves the layers as they are.

    Raises:
        GazetteerError: One is not there, or holds no place.
    """
    before = os.environ.get(ASKED)
    if layers is not None:
        wanted = [str(layer) for layer in layers]
        paths = imports.imported_indexes() if wanted == [ALL] else [_made(layer) for layer in wanted]
        os.environ[ASKED] = os.pathsep.join(map(str, paths))
    try:
        yield
    finally:
        if layers is not None:
            os.environ.pop(ASKED, None)
        if layers is not None and before is not None:
            os.environ[ASKED] = before


def named(name: str) -> Path | None:
    """Return the index of an import by its name, or None."""
    stem = stem_of(name)
    return next((path for path in imports.imported_indexes() if path.stem in (stem, f"user-{stem}")), None)


def stem_of(name: str) -> str:
    """Return how the file of a layer of some name is called."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _index(part: str) -> Path:
    path = Path(part)
    found = path if path.suffix == ".sqlite" and path.is_file() else named(part)
    if found is None:
        names = [path.stem for path in imports.imported_indexes()]
        near = did_you_mean(part, names) or f"; there are {', '.join(names)}" if names else ""
        raise GazetteerError(part, f"no layer is called so{near or '; geobrief gazetteer import makes one'}")
    return found.resolve()


def _made(layer: str) -> Path:
    """The index of a layer; of a file of places it is made once, and kept under what the file holds."""
    path = Path(layer)
    if path.suffix.lower() not in FILES:
        return _index(layer)
    if not path.is_file():
        raise GazetteerError(layer, "this layer does not exist; a path is relative to its recipe")
    beside = sorted(path.parent.glob(f"{path.stem}.*")) if path.suffix.lower() == ".shp" else [path]
    digest = hashlib.sha256(_FORM + b"".join(imports.hash_of(file) for file in beside)).hexdigest()
    folder = _folder() / digest[:32]
    made = next(folder.glob("*.sqlite"), None) if folder.is_dir() else None
    return made or _read(path, beside, folder)


def _folder() -> Path:
    kept = cache_folder()
    return (kept if kept is not None else Path(tempfile.gettempdir()) / f"geobrief-{os.getpid()}") / "layers"


def _read(path: Path, sources: Sequence[Path], folder: Path) -> Path:
    from geobrief.gazetteer import own  # noqa: PLC0415  # it is read seldom

    skips, pins, shapes = imports.Skips(), dict[str, str](), dict[str, str]()
    read: Iterator[Row]
    if path.suffix.lower() in (".csv", ".tsv"):
        _, read = own.read_csv(path, skips=skips, pins=pins)
    else:
        _, read = own.read_vector(path, skips=skips, shapes=shapes)
    made = imports.install(
        read, f"user {path.stem}", skips=skips, sources=sources, pins=pins, shapes=shapes, folder=folder
    )
    return made.path.resolve()
