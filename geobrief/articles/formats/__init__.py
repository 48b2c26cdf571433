"""Bytes of one file → drafts. One module a format; this one chooses among them.

What a file is, its first bytes say; where they do not, its suffix does. The readers of formats beyond
plain text are imported when the first such file comes.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath

from geobrief.articles.bounded import read_at_most
from geobrief.articles.decoding import OFFICE, NotTextError, decode
from geobrief.articles.delimited import is_sheet
from geobrief.articles.draft import Draft
from geobrief.articles.faults import reason_of
from geobrief.articles.formats.plain import read_plain
from geobrief.articles.inputs import may_be_article
from geobrief.errors import ArticleError
from geobrief.model import Skipped
from geobrief.plugins import for_suffix

_READERS = {
    "html": "html_page.read_html",
    "json": "records.read_json",
    "jsonl": "records.read_json_lines",
    "csv": "records.read_csv",
    "feed": "feed.read_feed",
    "eml": "mail.read_eml",
    "mbox": "mail.read_mbox",
    "rtf": "rtf.read_rtf",
    "docx": "office.read_docx",
    "odt": "office.read_odt",
    "epub": "epub.read_epub",
    "pdf": "pdf.read_pdf",
    "warc": "warc.read_warc",
}
_SUFFIXES = {
    **dict.fromkeys(("", ".txt", ".text", ".md", ".markdown", ".asc", ".log"), "plain"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), "feed"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".eml", ".mht", ".mhtml"), "eml"),
    **{f".{kind}": kind for kind in ("json", "mbox", "rtf", "docx", "odt", "epub", "pdf", "warc")},
    **dict.fromkeys((".zip", ".wacz"), "zip"),
    ".gz": "gzip",
}
_WAYS_OUT = {
    **dict.fromkeys((".doc", ".wpd", ".pages"), "open it and save it as DOCX or as plain text"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), "save the sheet as CSV with a column named text"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "save its text as a .txt file"),
    **dict.fromkeys((".msg", ".pst"), "save the message as EML"),
    **dict.fromkeys(
        (".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz"), "unpack it, and give the files or put them into a zip file"
    ),
    **dict.fromkeys((".djvu", ".ps", ".mobi", ".azw3"), "turn it into PDF or EPUB"),
}
_SIGNATURES = {b"%PDF-": "pdf", b"{\\rtf": "rtf", b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip"}
_MOST_UNPACKED = 100_000_000
# Files of these kinds always begin with their signature: without it they are something else.
_BY_SIGNATURE_ALONE = frozenset({"zip", "gzip", "pdf", "docx", "odt", "epub"})
# Web pages are saved under the suffix of what they were meant to be.
_MAY_BE_MARKUP = frozenset({"plain", "feed", "html", "csv", "json", "jsonl", "eml"})
_PAGE = re.compile(rb"<(?:!doctype html|html[\s>])")
_SAMPLE = 65_536


def drafts_of(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """A file → the texts in it; a ``Skipped`` with the part's name as path for parts that are none.

    Raises:
        ArticleError: The file as a whole cannot be read as an article.
        NotTextError: It is said to be text and is not.
    """
    suffix = path.suffix.lower()
    plugin = for_suffix("readers", suffix) if suffix and suffix not in _SUFFIXES else None
    if plugin:
        from geobrief.articles.formats.others import read_by  # noqa: PLC0415  # rarely needed

        return read_by(plugin, path, data)
    kind = kind_of(path.name, data)
    if kind == "plain":
        return read_plain(path, data)
    if kind == "zip":
        return _read_zip(path, data)
    if kind == "gzip":
        return _read_gzip(path, data)
    if kind is None:
        way_out = _WAYS_OUT.get(suffix, "save its text as a .txt file")
        raise ArticleError(str(path), f"is of a kind that geobrief does not read ({suffix}): {way_out}")
    return _reader(kind)(path, data)


def kind_of(name: str, data: bytes) -> str | None:
    """Which kind of file it is, by its first bytes before its suffix; None where geobrief does not read it."""
    suffix = PurePosixPath(name.lower()).suffix
    by_suffix = _SUFFIXES.get(suffix)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    signed = next((kind for signature, kind in _SIGNATURES.items() if head.startswith(signature)), None)
    if signed == "zip":
        return by_suffix if suffix in _WAYS_OUT else _kind_of_zip(data)
    if signed:
        return "warc" if name.lower().endswith((".warc.gz", ".warc")) else signed
    if not suffix and head[:1] in (b"{", b"["):
        # Standard input has no name: what begins as JSON and can be read as JSON is JSON.
        return "json" if _is_json(data) else by_suffix
    if by_suffix in _BY_SIGNATURE_ALONE or not by_suffix:
        return _kind_in_spite_of_suffix(data, head, by_suffix)
    if by_suffix == "plain" and b"\t" in head and _is_sheet(data):
        return "csv"
    return _kind_of_markup(head, by_suffix) if by_suffix in _MAY_BE_MARKUP else by_suffix


def _is_sheet(data: bytes) -> bool:
    """Whether a file of plain text is a table that a spreadsheet saved."""
    try:
        return is_sheet(decode(data[:_SAMPLE]))
    except NotTextError:
        return False


def _kind_in_spite_of_suffix(data: bytes, head: bytes, by_suffix: str | None) -> str | None:
    """What a file is that should have begun with its signature, or has a suffix of nothing that is read."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if _PAGE.match(head[:1000].lower()):
        return "html"
    if by_suffix in (None, "pdf", "gzip") or data.startswith((OFFICE, b"PK")):
        return by_suffix
    try:
        decode(data[:_SAMPLE])
    except NotTextError:
        return by_suffix
    return "plain"


def _is_json(data: bytes) -> bool:
    """Whether bytes are a JSON document, or begin with a line that is one."""
    for written in (data, data.lstrip().split(b"\n", 1)[0]):
        try:
            return isinstance(json.loads(written), dict | list)
        except (ValueError, RecursionError):
            continue
    return False


def _kind_of_markup(head: bytes, by_suffix: str) -> str:
    lower = head[:1000].lower()
    if _PAGE.match(lower):
        return "html"
    if re.match(rb"<(?:\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,200}-->\s*)?<?(?:rss|feed|rdf:rdf)[\s>]", lower):
        return "feed"
    if by_suffix == "feed" and b"<html" in lower:
        return "html"
    return by_suffix


def _kind_of_zip(data: bytes) -> str:
    # The first entry says it for EPUB and ODT; Word's parts are named at the end, where the directory is.
    if data[30:38] == b"mimetype":
        declared = data[38:120]
        if b"application/epub+zip" in declared:
            return "epub"
        if b"opendocument.text" in declared:
            return "odt"
    return "docx" if b"word/document.xml" in data[-200_000:] else "zip"


def _reader(kind: str) -> Callable[[Path, bytes], Iterator[Draft | Skipped]]:
    module, function = _READERS[kind].split(".")
    reader: Callable[[Path, bytes], Iterator[Draft | Skipped]] = getattr(
        import_module(f"{__name__}.{module}"), function
    )
    return reader


def _read_zip(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """An archive of articles. Archives inside it are not opened: they can hold each other without end."""
    from geobrief.articles.formats.archive import Archive, DamagedPartError, is_outside  # noqa: PLC0415  # zipfile is slow to import

    archive = Archive(path, data)
    # A WACZ file keeps its pages as WARC; the rest of it is an index of them.
    kept = [name for name in archive.names if name.startswith("archive/")] if path.suffix.lower() == ".wacz" else []
    for name in kept or archive.names:
        if is_outside(name):
            yield Skipped(f"/{name.replace(chr(0), '')}", "points out of its archive, and was not read")
        elif name.startswith("__MACOSX/") or not may_be_article(PurePosixPath(name).name):
            continue
        else:
            try:
                content = archive.read(name)
            except DamagedPartError as error:
                yield Skipped(f"/{name}", error.reason)
            else:
                yield from _part(path, name, content)


def _part(path: Path, name: str, data: bytes) -> Iterator[Draft | Skipped]:
    if kind_of(name, data) in ("zip", "gzip"):
        yield Skipped(f"/{name}", f"is an archive inside the archive {path.name}: unpack it, and give the files")
        return
    try:
        for draft in drafts_of(Path(name), data):
            if isinstance(draft, Skipped):
                yield Skipped(f"/{name}{draft.path}", draft.reason)
            else:
                yield replace(draft, part=f"/{name}{draft.part}", data=draft.data or data)
    except Exception as error:  # noqa: BLE001  # named, not hidden; the other files of the archive go on
        yield Skipped(f"/{name}", reason_of(error))


def _read_gzip(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            unpacked = read_at_most(stream, _MOST_UNPACKED)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(str(path), "is a damaged archive: fetch or save it again") from error
    if len(unpacked) > _MOST_UNPACKED:
        raise ArticleError(str(path), "grows beyond all bounds when it is unpacked: unpack it, and give the articles")
    inner = Path(path.name.lower().removesuffix(".gz"))
    if kind_of(inner.name, unpacked) in ("zip", "gzip"):
        raise ArticleError(str(path), "is an archive inside an archive: unpack it, and give the files")
    return drafts_of(inner, unpacked)
