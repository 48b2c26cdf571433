"""RSS, RDF and Atom files → one draft an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from geobrief.articles.draft import Draft, Fields, clean, clean_authors
from geobrief.articles.formats.html_page import text_of_fragment
from geobrief.articles.formats.xml_repair import has_foreign_entities, repaired
from geobrief.articles.formats.xml_tree import XMLError, local, parse_xml, words
from geobrief.articles.publication import DateOrder, date_order, read_published
from geobrief.articles.titles import same_words
from geobrief.errors import ArticleError
from geobrief.model import Skipped, When

_MOST_ENTRIES = 10_000
# Where an entry's text is, best first: the whole article before its summary.
_TEXTS = ("encoded", "content", "description", "summary")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DATES = ("pubDate", "published", "date", "issued", "created", "updated")


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says of all its entries."""

    outlet: str | None
    language: str | None
    authors: tuple[str, ...]
    address: str | None
    """What its relative links are relative to."""
    order: DateOrder | None


def read_feed(path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Bytes of a feed → its entries, in its order."""
    root = _root_of(path, data)
    entries = [element for element in root.iter() if local(element) in ("item", "entry")][:_MOST_ENTRIES]
    if not entries:
        raise ArticleError(
            str(path), f"is XML, but no feed (its root is {local(root)[:40]}): save RSS, Atom or a web page"
        )
    channel = next((element for element in root.iter() if local(element) == "channel"), root)
    feed = _Feed(
        outlet=_child(channel, "title"),
        language=_child(channel, "language") or root.get(f"{_XML}lang"),
        authors=_authors(channel),
        address=_absolute(root.get(f"{_XML}base") or channel.get(f"{_XML}base"), None)
        or _absolute(_link(channel), None),
        order=date_order(value for entry in entries for value in _dates(entry)),
    )
    for number, entry in enumerate(entries, 1):
        yield _draft(entry, feed, number)


def _root_of(path: Path, data: bytes) -> ET.Element:
    try:
        if not has_foreign_entities(data):
            return parse_xml(data)
    except XMLError:
        # Many feeds are not well-formed; what is refused for another reason is refused again.
        pass
    try:
        return parse_xml(repaired(data))
    except XMLError as error:
        raise ArticleError(str(path), str(error)) from error


def _draft(entry: ET.Element, feed: _Feed, number: int) -> Draft | Skipped:
    source = next((child for child in entry if local(child) == "source"), None)
    outlet = _named_source(source) or feed.outlet
    title = _without_outlet(_child(entry, "title"), outlet)
    held = [(_TEXTS.index(local(child)), _html_of(child)) for child in entry if local(child) in _TEXTS]
    fragment = next((html for _, html in sorted(held, key=lambda item: item[0]) if html.strip()), "")
    text = text_of_fragment(fragment)
    if not any(char.isalpha() for char in text):
        # Headlines alone are what some feeds hold.
        text = title or ""
    if not any(char.isalpha() for char in text):
        return Skipped(f"#{number}", "the entry holds no words")
    inherited = (_authors(source) if source is not None else ()) or feed.authors
    authors = _authors(entry) or tuple(name for name in inherited if same_words(name) != same_words(outlet or ""))
    fields = Fields(
        title=clean(title),
        outlet=clean(outlet),
        authors=authors,
        published=_published(entry, feed.order),
        url=_absolute(_link(entry), entry.get(f"{_XML}base"), feed.address),
        domain=_host(source),
        language=clean(feed.language),
    )
    return Draft(text.strip(), fields, part=f"#{number}", data=ET.tostring(entry))


def _named_source(source: ET.Element | None) -> str | None:
    """The outlet that an entry was taken over from: the words of RSS's ``source``, the title of Atom's."""
    return (_child(source, "title") or words(source)) if source is not None else None


def _host(source: ET.Element | None) -> str | None:
    try:
        return urlsplit((source.get("url") or "") if source is not None else "").hostname
    except ValueError:
        return None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet that feeds of many outlets put behind it."""
    ending = f" - {outlet}" if outlet else ""
    return title[: -len(ending)] if title and ending and title.endswith(ending) and len(title) > len(ending) else title


def _dates(entry: ET.Element) -> Iterator[str]:
    return (found for name in _DATES if (found := _child(entry, name)))


def _published(entry: ET.Element, order: DateOrder | None) -> When | str | None:
    """The first date of an entry that can be read."""
    return next((when for written in _dates(entry) if (when := read_published(written, order))), None)


def _absolute(link: str | None, *bases: str | None) -> str | None:
    """A link → the same with what it is relative to, so far as that is known."""
    for base in bases:
        if link is not None and not _is_absolute(link) and base:
            try:
                link = urljoin(base, link)
            except ValueError:
                return None
    return link if link is not None and _is_absolute(link) else None


def _is_absolute(link: str) -> bool:
    return link.lower().startswith(("http://", "https://"))


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
            return _absolute(clean(link.get("href")), link.get(f"{_XML}base")) or clean(link.get("href"))
    return clean(next((words(link) for link in links if words(link)), None) or _permalink(entry))


def _permalink(entry: ET.Element) -> str | None:
    guid = next((child for child in entry if local(child) in ("guid", "id")), None)
    found = words(guid)
    return found if found and found.startswith(("http://", "https://")) else None
