"""RSS, RDF and Atom files → one draft an entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from geobrief.articles.draft import Draft, Fields, clean, clean_authors
from geobrief.articles.faults import each_record
from geobrief.articles.formats.html_page import text_of_fragment
from geobrief.articles.formats.xml_tree import XMLError, local, parse_xml, words
from geobrief.errors import ArticleError
from geobrief.model import Skipped

_MOST_ENTRIES = 10_000
# Where an entry's text is, best first: the whole article before its summary.
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "created", "updated")


def read_feed(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of a feed → its entries, in its order."""
    try:
        root = parse_xml(data)
    except XMLError as error:
        raise ArticleError(str(path), str(error)) from error
    entries = [element for element in root.iter() if local(element) in ("item", "entry")]
    if not entries:
        raise ArticleError(
            str(path), f"is XML, but no feed (its root is {local(root)[:40]}): save RSS, Atom or a web page"
        )
    channel = next((element for element in root.iter() if local(element) == "channel"), root)
    outlet = _child(channel, "title")
    language = _child(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    numbered = ((f"#{number}", entry) for number, entry in enumerate(entries[:_MOST_ENTRIES], 1))
    yield from each_record(numbered, lambda entry, part: _draft(entry, outlet, language, part))


def _draft(entry: ET.Element, outlet: str | None, language: str | None, part: str) -> Draft | Skipped:
    title = _child(entry, "title")
    held = [(_TEXTS.index(local(child)), _html_of(child)) for child in entry if local(child) in _TEXTS]
    fragment = next((html for _, html in sorted(held, key=lambda item: item[0]) if html.strip()), "")
    text = text_of_fragment(fragment)
    if not any(char.isalpha() for char in text):
        # Headlines alone are what some feeds hold.
        text = title or ""
    if not any(char.isalpha() for char in text):
        return Skipped(part, "the entry holds no words")
    fields = Fields(
        title=clean(title),
        outlet=clean(outlet),
        authors=_authors(entry),
        published=next((found for name in _DATES if (found := _child(entry, name))), None),
        url=_link(entry),
        language=clean(language),
    )
    return Draft(text.strip(), fields, part=part, data=ET.tostring(entry))


def _child(element: ET.Element, name: str) -> str | None:
    found = next((child for child in element if local(child) == name), None)
    raw = words(found)
    return " ".join(text_of_fragment(raw).split()) if raw and ("<" in raw or "&" in raw) else raw


def _html_of(element: ET.Element) -> str:
    if len(element):
        # XHTML inside Atom: put together again as markup.
        return (
            "".join(ET.tostring(child, encoding="unicode") for child in element)
            .replace("<ns0:", "<")
            .replace("</ns0:", "</")
        )
    return element.text or ""


def _authors(entry: ET.Element) -> tuple[str, ...]:
    names: list[str] = []
    for child in entry:
        if local(child) == "creator":
            names += clean_authors(words(child))
        elif local(child) == "author":
            written = _child(child, "name") or words(child) or ""
            # RSS 2.0 writes "editor@example.org (Ama Owusu)".
            written = written.partition("(")[2].rstrip(") ") if "@" in written.split("(")[0] else written
            names += clean_authors(written)
    return tuple(dict.fromkeys(names))


def _link(entry: ET.Element) -> str | None:
    links = [child for child in entry if local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return clean(link.get("href"))
    return clean(next((words(link) for link in links if words(link)), None) or _permalink(entry))


def _permalink(entry: ET.Element) -> str | None:
    guid = next((child for child in entry if local(child) in ("guid", "id")), None)
    found = words(guid)
    return found if found and found.startswith(("http://", "https://")) else None
