"""Word (DOCX) and OpenDocument (ODT) files → one draft: paragraphs, and the title they declare.

Who saved the file, and when, says nothing of who wrote the article and when it was published, so these
fields are left alone unless they name a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from geobrief.articles.bylines import is_name
from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.formats.archive import Archive
from geobrief.articles.formats.xml_tree import XMLError, local, parse_xml, words
from geobrief.errors import ArticleError

_LEFT_OUT = frozenset(
    {
        "instrText",
        "delText",
        "annotation",
        "tracked-changes",
        "note-citation",
        "fldSimple",
        "AlternateContent",
        "Fallback",
    }
)


def read_docx(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of a Word file → its draft."""
    yield _read(path, data, "word/document.xml", "docProps/core.xml", {"p"})


def read_odt(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of an OpenDocument text → its draft."""
    yield _read(path, data, "content.xml", "meta.xml", {"p", "h"})


def _read(path: Path, data: bytes, body: str, about: str, paragraph: set[str]) -> Draft:
    archive = Archive(path, data)
    try:
        root = parse_xml(archive.read(body))
        meta = parse_xml(archive.read(about)) if about in archive.names else None
    except XMLError as error:
        raise ArticleError(str(path), f"holds a part that cannot be read: it {error}") from error
    except KeyError as error:
        raise ArticleError(str(path), "is damaged: its text is missing; save it again") from error
    blocks = list(_paragraphs(root, paragraph))
    text = "\n\n".join(blocks)
    if not any(char.isalpha() for char in text):
        raise ArticleError(str(path), "holds no text (perhaps only pictures): save the article's text into it")
    fields = _fields(meta)
    # Word keeps the title of the document that a file was made from: it counts if the text has it too.
    title = fields.title if fields.title and fields.title in text[:2000] else None
    authors = fields.authors if any(name in text for name in fields.authors) else ()
    return Draft(text, Fields(title=title, authors=authors, language=fields.language), shows_title=True)


def _paragraphs(root: ET.Element, paragraph: set[str]) -> Iterator[str]:
    """Paragraphs in order; one inside another (a text box) comes after the one that holds it."""
    for element in root.iter():
        if local(element) in paragraph and element.tag.startswith("{"):
            text = " ".join("".join(_pieces(element, paragraph)).split())
            if text:
                yield text


def _pieces(element: ET.Element, paragraph: set[str]) -> Iterator[str]:
    name = local(element)
    if name in {"tab", "br", "line-break", "cr", "s"}:
        yield " "
    if element.text and name not in {"drawing", "pict"}:
        yield element.text
    for child in element:
        if local(child) not in paragraph and local(child) not in _LEFT_OUT:
            yield from _pieces(child, paragraph)
        if child.tail:
            yield child.tail


def _fields(meta: ET.Element | None) -> Fields:
    if meta is None:
        return Fields()
    found = {local(element): words(element) for element in meta.iter()}
    creator = clean(found.get("initial-creator") or found.get("creator"))
    return Fields(
        title=clean(found.get("title")),
        authors=(creator,) if creator and is_name(creator) else (),
        language=clean(found.get("language")),
    )
