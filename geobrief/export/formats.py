"""Which module writes which suffix, and what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from os import PathLike, fspath
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from geobrief.brief import Brief
from geobrief.errors import OutputError, UsageError
from geobrief.export.atomic import check_writable, write_whole
from geobrief.export.options import ExportOptions
from geobrief.map.fontfile import is_file


class _Format(NamedTuple):
    module: str
    """Of this package; imported when the suffix is asked for."""
    libraries: tuple[str, ...] = ()
    """Modules that do not come with geobrief itself."""
    extra: str = ""
    """The extra that brings them."""


_FORMATS = {
    ".acled.csv": _Format("acled_csv"),
    ".atom": _Format("atom"),
    ".bib": _Format("bibtex"),
    ".csl.json": _Format("csl"),
    ".csv": _Format("csv_table"),
    ".csv.zip": _Format("csv_zip"),
    ".docx": _Format("docx", ("docx", "resvg_py"), "documents"),
    ".email.html": _Format("email_html", ("resvg_py",), "png"),
    ".embed.html": _Format("embed_html"),
    ".geojson": _Format("geojson"),
    ".gpkg": _Format("gpkg"),
    ".html": _Format("html"),
    ".json": _Format("json_document"),
    ".kml": _Format("kml"),
    ".kmz": _Format("kmz"),
    ".md": _Format("markdown"),
    ".oembed.json": _Format("oembed_json"),
    ".parquet": _Format("parquet", ("pyarrow",), "parquet"),
    ".pdf": _Format("pdf", ("typst",), "documents"),
    ".plover.csv": _Format("plover_csv"),
    ".png": _Format("png", ("resvg_py",), "png"),
    ".pptx": _Format("pptx", ("pptx", "resvg_py"), "documents"),
    ".ris": _Format("ris"),
    ".svg": _Format("svg"),
    ".xlsx": _Format("xlsx", ("xlsxwriter",), "documents"),
}
"""By suffix. A suffix of two parts wins over its last part: ``brief.acled.csv`` is not the usual table."""

SUFFIXES = tuple(_FORMATS)


class _Writer(Protocol):
    def write(self, brief: Brief, path: Path, options: ExportOptions) -> None: ...


def check_outputs(paths: Iterable[str | PathLike[str]], options: ExportOptions | None = None) -> None:
    """Find out before the work whether every output could be written after it.

    Raises:
        UsageError: A suffix names no format.
        OutputError: A file could not be written, a library that its format needs is not installed, a template, logo
            or font is missing, or none of the outputs takes the template.
    """
    names = [fspath(path) for path in paths]
    for name in names:
        _format_of(name)
        check_writable(Path(name))
    for wish in ("template", "slides", "logo", "font"):
        given = getattr(options, wish, None)
        if given and (wish != "font" or is_file(given)) and not Path(given).is_file():
            raise OutputError(given, f"this {_WORDS.get(wish, wish)} does not exist")
    if options and options.template and not any(_takes_template(name, options) for name in names):
        raise OutputError(options.template, "none of the outputs takes this template; it is for .docx or .pptx")


_WORDS = {"slides": "template for slides"}
"""Wishes that are called otherwise in a message."""


def _takes_template(path: str, options: ExportOptions) -> bool:
    """Whether an output is of a format that the template is for."""
    suffix = Path(path).suffix.lower()
    return suffix in (".docx", ".pptx") and options.template_for(suffix) == options.template


def save_brief(brief: Brief, path: str | PathLike[str], options: ExportOptions = ExportOptions()) -> None:  # noqa: B008  # frozen
    """Write ``brief`` to ``path`` in the format that its suffix names.

    Raises:
        UsageError: The suffix names no format.
        OutputError: The file cannot be written. What stood there before is untouched.
    """
    module = import_module(f"geobrief.export.{_format_of(fspath(path)).module}")
    writer = cast("_Writer", module)
    write_whole(Path(path), lambda draft: writer.write(brief, draft, options))


def _format_of(path: str) -> _Format:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    found = _FORMATS.get("".join(suffixes)) or (_FORMATS.get(suffixes[-1]) if suffixes else None)
    if found is None and Path(path).is_dir():
        raise OutputError(path, "this is a folder; name a file in it")
    if found is None:
        named = f"the suffix {suffixes[-1]!r} names no format" if suffixes else "it has no suffix to tell the format"
        raise UsageError(f"{path}: {named}; use one of {' '.join(SUFFIXES)}")
    missing = [name for name in found.libraries if find_spec(name) is None]
    if missing:
        raise OutputError(path, f"this format needs {' and '.join(missing)}: pip install 'geobrief[{found.extra}]'")
    return found
