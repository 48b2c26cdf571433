"""EPUB books and magazines → one draft a chapter, in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from geobrief.articles.decoding import decode
from geobrief.articles.draft import Draft, Fields, clean, clean_authors
from geobrief.articles.faults import reason_of
from geobrief.articles.formats.archive import Archive, is_outside
from geobrief.articles.formats.html_page import draft_of_page
from geobrief.articles.formats.xml_tree import XMLError, local, parse_xml, words
from geobrief.errors import ArticleError
from geobrief.model import Skipped

# Covers, title pages and tables of contents have fewer words.
_SHORTEST_CHAPTER = 80


def read_epub(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of an EPUB → its chapters that hold running text."""
    archive = Archive(path, data)
    try:
        package_name = _package(archive)
        package = parse_xml(archive.read(package_name))
    except (XMLError, KeyError) as error:
        raise ArticleError(str(path), "is a damaged EPUB: its list of contents cannot be read") from error
    book = _fields(package)
    found = 0
    for name in _chapters(package, posixpath.dirname(package_name)):
        if name not in archive.names or is_outside(name):
            continue
        try:
            chapter = draft_of_page(decode(archive.read(name)), str(path))
        except ArticleError:
            # A cover or a picture: no text is lost.
            continue
        except Exception as error:  # noqa: BLE001  # named, not hidden; the other chapters go on
            yield Skipped(f"/{name}", reason_of(error))
            continue
        if len(chapter.text.split()) < _SHORTEST_CHAPTER:
            continue
        found += 1
        yield Draft(
            chapter.text, Fields(title=chapter.fields.title).over(book), part=f"/{name}", data=archive.read(name)
        )
    if not found:
        raise ArticleError(str(path), "holds no running text: it may be made of pictures")


def _package(archive: Archive) -> str:
    container = parse_xml(archive.read("META-INF/container.xml"))
    named = (unquote(element.get("full-path", "")) for element in container.iter() if local(element) == "rootfile")
    # Some are packed without it: the list of contents is then looked for by its suffix.
    listed = next(named, "") or next((name for name in archive.names if name.lower().endswith(".opf")), "")
    if not listed:
        raise KeyError("rootfile")
    return listed


def _chapters(package: ET.Element, folder: str) -> Iterator[str]:
    items = {element.get("id"): element.get("href", "") for element in package.iter() if local(element) == "item"}
    for element in package.iter():
        if local(element) == "itemref" and items.get(element.get("idref")):
            href = unquote(str(items[element.get("idref")])).split("#")[0]
            yield posixpath.normpath(posixpath.join(folder, href))


def _fields(package: ET.Element) -> Fields:
    found: dict[str, list[str]] = {}
    for element in package.iter():
        if "purl.org/dc" in element.tag and (value := words(element)):
            found.setdefault(local(element), []).append(value)
    return Fields(
        outlet=clean(next(iter(found.get("title", ())), None)),
        authors=clean_authors(found.get("creator", [])),
        published=clean(next(iter(found.get("date", ())), None)),
        language=clean(next(iter(found.get("language", ())), None)),
    )
