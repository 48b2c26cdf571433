"""Word (DOCX) and OpenDocument (ODT) files → one draft: paragraphs, and the title they declare.

Who saved the file, and when, says nothing of who wrote the article and when it was published, so these
fields are left alone unless they name a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from geobrief.articles.bylines import is_name
from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.formats.archive import Archive
from geobrief.articles.formats.hidden_text import Hidden, hidden_styles
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
        "hidden-text",
    }
)
# What stands for a sign.
_SIGNS = {**dict.fromkeys(("tab", "br", "line-break", "cr", "s"), " "), "noBreakHyphen": "-"}
# What has a style of its own inside a paragraph.
_STYLED = frozenset({"r", "span"})


def read_docx(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of a Word file → its draft."""
    yield _read(path, data, _Names("word/document.xml", "docProps/core.xml", "word/styles.xml", frozenset({"p"})))


def read_odt(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of an OpenDocument text → its draft."""
    yield _read(path, data, _Names("content.xml", "meta.xml", "styles.xml", frozenset({"p", "h"})))


class _Names(NamedTuple):
    """What the parts of a file are called, and its paragraphs."""

    body: str
    about: str
    styles: str
    paragraph: frozenset[str]


def _read(path: Path, data: bytes, names: _Names) -> Draft:
    archive = Archive(path, data)
    try:
        root = parse_xml(archive.read(names.body))
        meta = parse_xml(archive.read(names.about)) if names.about in archive.names else None
        styles = [parse_xml(archive.read(names.styles))] if names.styles in archive.names else []
    except XMLError as error:
        raise ArticleError(str(path), f"holds a part that cannot be read: it {error}") from error
    except KeyError as error:
        raise ArticleError(str(path), "is damaged: its text is missing; save it again") from error
    blocks = list(_paragraphs(root, names.paragraph, hidden_styles([*styles, root])))
    text = "\n\n".join(blocks)
    if not any(char.isalpha() for char in text):
        raise ArticleError(str(path), "holds no text (perhaps only pictures): save the article's text into it")
    fields = _fields(meta)
    # Word keeps the title of the document that a file was made from: it counts if the text has it too.
    title = fields.title if fields.title and fields.title in text[:2000] else None
    authors = fields.authors if any(name in text for name in fields.authors) else ()
    return Draft(text, Fields(title=title, authors=authors, language=fields.language), shows_title=True)


def _paragraphs(root: ET.Element, paragraph: frozenset[str], hidden: Hidden) -> Iterator[str]:
    """Paragraphs in order; one inside another (a text box) comes after the one that holds it."""
    for element in root.iter():
        if local(element) in paragraph and element.tag.startswith("{"):
            text = " ".join("".join(_pieces(element, paragraph, hidden, hidden.hides(element, False))).split())
            if text:
                yield text


def _pieces(element: ET.Element, paragraph: frozenset[str], hidden: Hidden, unseen: bool) -> Iterator[str]:
    name = local(element)
    if name in _SIGNS and not unseen:
        yield _SIGNS[name]
    if element.text and name not in {"drawing", "pict"} and not unseen:
        yield element.text
    for child in element:
        inner = local(child)
        if inner not in paragraph and inner not in _LEFT_OUT:
            yield from _pieces(child, paragraph, hidden, hidden.hides(child, unseen) if inner in _STYLED else unseen)
        if child.tail and not unseen:
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
