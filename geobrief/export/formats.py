"""Which module writes which suffix."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import Protocol, cast

from geobrief.brief import Brief
from geobrief.errors import OutputError, UsageError
from geobrief.export.atomic import check_writable, write_whole
from geobrief.export.options import ExportOptions

_MODULES = {
    ".csv": "csv_table",
    ".geojson": "geojson",
    ".gpkg": "gpkg",
    ".html": "html",
    ".json": "json_document",
    ".kml": "kml",
    ".md": "markdown",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".png": "png",
    ".svg": "svg",
}
"""One module of this package a suffix; imported when the suffix is asked for."""

SUFFIXES = tuple(_MODULES)


class _Writer(Protocol):
    def write(self, brief: Brief, path: Path, options: ExportOptions) -> None: ...


def check_outputs(paths: Iterable[str | PathLike[str]]) -> None:
    """Find out before the work whether every output could be written after it.

    Raises:
        UsageError: A suffix names no format.
        OutputError: A file could not be written.
    """
    for path in paths:
        _module_of(fspath(path))
        check_writable(Path(path))


def save_brief(brief: Brief, path: str | PathLike[str], options: ExportOptions = ExportOptions()) -> None:  # noqa: B008  # frozen
    """Write ``brief`` to ``path`` in the format that its suffix names.

    Raises:
        UsageError: The suffix names no format.
        OutputError: The file cannot be written. What stood there before is untouched.
    """
    writer = cast("_Writer", import_module(f"geobrief.export.{_module_of(fspath(path))}"))
    write_whole(Path(path), lambda draft: writer.write(brief, draft, options))


def _module_of(path: str) -> str:
    suffix = Path(path).suffix.lower()
    if suffix not in _MODULES:
        named = f"the suffix {suffix!r} names no format" if suffix else "it has no suffix to tell the format"
        raise UsageError(f"{path}: {named}; use one of {' '.join(SUFFIXES)}")
    try:
        import_module(f"geobrief.export.{_MODULES[suffix]}")
    except ModuleNotFoundError as error:
        raise OutputError(path, f"this format needs the package {error.name!r}: pip install {error.name}") from error
    return _MODULES[suffix]
