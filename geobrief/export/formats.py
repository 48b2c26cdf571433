"""Which module writes which suffix, and what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from os import PathLike, fspath
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from geobrief.atomic import check_distinct, check_no_input, check_writable, together
from geobrief.brief import Brief
from geobrief.errors import OutputError, PluginError, UsageError, did_you_mean
from geobrief.events import event_kinds
from geobrief.export.options import ExportOptions
from geobrief.export.pages import is_split, pages
from geobrief.map import is_font_file
from geobrief.plugins import Plugin, for_suffix


class _Format(NamedTuple):
    module: str
    """Of this package; imported when the suffix is asked for."""
    libraries: tuple[str, ...] = ()
    """Modules that do not come with geobrief itself."""
    extra: str = ""
    """The extra that brings them."""
    plugin: Plugin | None = None
    """What another package brings to write it; there is no module then."""


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
    ".eml": _Format("eml", ("resvg_py",), "png"),
    ".geojson": _Format("geojson"),
    ".gpkg": _Format("gpkg"),
    ".html": _Format("html"),
    ".json": _Format("json_document"),
    ".kml": _Format("kml"),
    ".kmz": _Format("kmz"),
    ".md": _Format("markdown"),
    ".oembed.json": _Format("oembed_json"),
    ".page.pdf": _Format("page_pdf", ("typst",), "documents"),
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


_Write = Callable[[Brief, Path, ExportOptions], None]


class _Writer(Protocol):
    def write(self, brief: Brief, path: Path, options: ExportOptions) -> None: ...


def check_outputs(
    paths: Iterable[str | PathLike[str]], options: ExportOptions | None = None, *, inputs: Iterable[Path] = ()
) -> None:
    """Find out before the work whether every output could be written after it.

    Args:
        paths: Where the outputs will be written.
        options: Their wishes; the files that these name are not written over.
        inputs: Files that are read, and not written over.

    Raises:
        UsageError: A suffix names no format.
        OutputError: A file could not be written, is read or named twice, a library that its format needs is not
            installed, a template, logo or font is missing, or none of the outputs takes the template.
    """
    names = [fspath(path) for path in paths]
    for name in names:
        _format_of(name)
        check_writable(Path(name))
    targets = [Path(name) for name in names]
    check_distinct(targets)
    wished = [Path(given) for wish in _READ if (given := getattr(options, wish, None))]
    check_no_input(targets, (*inputs, *wished))
    for wish in _READ:
        given = getattr(options, wish, None)
        if given and (wish != "font" or is_font_file(given)) and not _is(Path.is_file, given):
            raise OutputError(given, f"this {_WORDS.get(wish, wish)} does not exist")
    if options and options.template and not any(_takes_template(name, options) for name in names):
        raise OutputError(options.template, "none of the outputs takes this template; it is for .docx or .pptx")


def _is(what: Callable[[Path], bool], path: str) -> bool:
    """Whether a name is that of a file or a folder; one that is too long to be any is not."""
    try:
        return what(Path(path))
    except OSError:
        return False


_READ = ("template", "slides", "logo", "font")
"""Wishes that name a file to be read."""

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
    save_together(brief, [path], options)


def save_together(
    brief: Brief,
    paths: Sequence[str | PathLike[str]],
    options: ExportOptions = ExportOptions(),  # noqa: B008  # frozen
    *,
    begun: Callable[[str], None] | None = None,
) -> None:
    """Write ``brief`` to several files, which appear together or not at all.

    Args:
        brief: What is written.
        paths: The files; the suffix of each names its format.
        options: Wishes.
        begun: Called with each path before it is written.

    Raises:
        UsageError: A suffix names no format.
        OutputError: A file cannot be written, which is named. Whatever stood at any of the paths is untouched.
        PluginError: What another package brings to write a file fails.
    """
    with together() as files:
        for path in [fspath(path) for path in paths]:
            if begun is not None:
                begun(path)
            if _format_of(path).module == "html" and is_split(brief, options):
                _check_kinds(brief)
                for target, write in pages(brief, Path(path), options):
                    files.write(target, write)
                continue
            writer = _writer_of(path, brief)
            files.write(Path(path), lambda draft, writer=writer: writer(brief, draft, options))  # type: ignore[misc]


def _writer_of(path: str, brief: Brief) -> _Write:
    """Return the function that writes a path's format."""
    found = _format_of(path)
    if found.module != "json_document":  # the document itself says what it holds, to whoever knows it
        _check_kinds(brief)
    if found.plugin is None:
        module = import_module(f"geobrief.export.{found.module}")
        return cast("_Writer", module).write
    plugin, write = found.plugin, found.plugin.load()

    def written(brief: Brief, draft: Path, options: ExportOptions) -> None:
        try:
            write(brief, draft, options)
        except (OSError, UsageError):
            raise
        except Exception as error:  # a package of others may fail in any way
            raise PluginError(str(plugin), f"it cannot write {path} ({type(error).__name__}: {error})") from error

    return written


def _check_kinds(brief: Brief) -> None:
    unknown = sorted({event.kind for event in brief.events} - set(event_kinds()))
    if unknown:
        way_out = "install the package that brings it, or name its file in GEOBRIEF_KINDS"
        raise UsageError(f"the brief has events of a kind that is not known here, {unknown[0]!r}: {way_out}")


def _format_of(path: str) -> _Format:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    found = _known(suffixes)
    if found is None and _is(Path.is_dir, path):
        raise OutputError(path, "this is a folder; name a file in it")
    if found is None:
        named = f"the suffix {suffixes[-1]!r} names no format" if suffixes else "it has no suffix to tell the format"
        near = did_you_mean(suffixes[-1], SUFFIXES) if suffixes else ""
        raise UsageError(f"{path}: {named}{near + ' Use' if near else '; use'} one of {' '.join(SUFFIXES)}")
    missing = [name for name in found.libraries if find_spec(name) is None]
    if missing:
        raise OutputError(path, f"this format needs {' and '.join(missing)}: pip install 'geobrief[{found.extra}]'")
    return found


def _known(suffixes: list[str]) -> _Format | None:
    """Return the format of a suffix of two parts, else of its last part; of each our own before one of another package."""
    for suffix in ("".join(suffixes), *suffixes[-1:]):
        if suffix in _FORMATS:
            return _FORMATS[suffix]
        if plugin := for_suffix("exporters", suffix):
            return _Format("", plugin=plugin)
    return None
