"""What a page says of itself: schema.org JSON-LD, OpenGraph, meta tags, microdata, ``<time>``, by-line."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from geobrief.articles.bylines import read_byline, signs_for_office
from geobrief.articles.draft import Fields, clean, clean_authors
from geobrief.articles.formats.markup import Element
from geobrief.articles.publication import DateOrder, date_order, in_order, read_published
from geobrief.articles.titles import same_words, split_title
from geobrief.model import When

# A JSON-LD block is under 200 kB even on pages that put all their text into it.
_LONGEST_JSON = 1_000_000
_DEEPEST_JSON = 12
# Named things on a page; a graph has a few dozen.
_MOST_NODES = 10_000
_MOST_POSTS = 500

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "headline", "parsely-title", "sailthru.title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "citation_journal_title", "publisher", "apple-mobile-web-app-title"),
    "author": ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "twitter:creator"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publication_date",
        "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "citation_date", "citation_publication_date", "parsely-pub-date",
        "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
    ),
    "url": ("og:url", "twitter:url"),
    "language": ("og:locale", "content-language", "dc.language"),
}  # fmt: skip
_ARTICLES = ("article", "posting", "report")
_LINKED_DATE = re.compile(r'"date[A-Z]\w*"\s*:\s*"([^"]{6,40})"')


_TWICE = re.compile(
    r"&(?:amp|quot|apos|nbsp|#\d{2,5}|#x[0-9a-f]{2,4}|[a-z]{1,2}(?:acute|grave|circ|uml|cedil|tilde|quo|dash));",
    re.IGNORECASE,
)
"""A character by its name in what was read already: "&amp;amp;" in the page's source."""


def _once(written: str) -> str:
    """A title as it was meant where the page's program escaped it twice."""
    return clean(html.unescape(written)) or written if _TWICE.search(written) else written


def read_metadata(root: Element) -> tuple[Fields, str | None]:
    """A page's tree → its fields, and the text of the article where JSON-LD carries it."""
    metas = _metas(root)
    order = date_order(_declared_dates(root, metas))
    linked, told = _linked_data(root)
    declared = Fields(
        title=_first(metas, "title"),
        outlet=_first(metas, "outlet"),
        authors=_meta_authors(metas),
        published=_published(metas, order),
        url=_canonical(root) or _first(metas, "url"),
        language=_page_language(root) or _first(metas, "language"),
    )
    linked = replace(linked, published=in_order(linked.published, order))
    fields = linked.over(declared).over(_visible(root, order))
    title, outlet = split_title(_once(fields.title)) if fields.title else (None, None)
    outlet = fields.outlet or outlet
    if title and outlet and title.lower().endswith(outlet.lower()) and len(title) > len(outlet) + 12:
        title = title[: -len(outlet)].rstrip(" -–—|·:") or title
    return Fields(title=title, outlet=outlet, authors=_not_the_outlet(fields.authors, outlet)).over(fields), told


def _not_the_outlet(authors: tuple[str, ...], outlet: str | None) -> tuple[str, ...]:
    """Authors without the outlet itself, where somebody else signs too."""
    return tuple(name for name in authors if same_words(name) != same_words(outlet or "")) or authors


def _metas(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.elements():
        if element.name == "meta" and (content := clean(element.attributes.get("content"))):
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = element.attributes.get(key, "").strip().lower()
                if name:
                    found.setdefault(name, []).append(content)
    return found


def _first(metas: Mapping[str, list[str]], field: str) -> str | None:
    return next((metas[name][0] for name in _META[field] if name in metas), None)


def _published(metas: Mapping[str, list[str]], order: DateOrder | None) -> When | None:
    dates = (value for name in _META["published"] for value in metas.get(name, ()))
    return next((when for value in dates if (when := read_published(value, order))), None)


def _declared_dates(root: Element, metas: Mapping[str, list[str]]) -> Iterator[str]:
    """What a page declares as dates, of whatever: they are written by one program, in one order."""
    for name, values in metas.items():
        if any(word in name for word in ("date", "time", "publish", "modified", "updated")):
            yield from values
    for element in root.elements():
        if element.name == "time":
            yield element.attributes.get("datetime") or element.text()
        elif element.name == "script" and "ld+json" in element.attributes.get("type", "").lower():
            for child in element.children[:1]:
                yield from _LINKED_DATE.findall(child[:_LONGEST_JSON]) if isinstance(child, str) else ()


def _meta_authors(metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    for name in _META["author"]:
        # Several tags are several authors; an address of a profile is no name.
        names = [author for value in metas.get(name, ()) for author in clean_authors(value) if _is_author(author)]
        if names:
            return tuple(dict.fromkeys(_without_offices(names)))
    return ()


def _is_author(name: str) -> bool:
    return (
        "://" not in name and not name.startswith("@") and "." not in name.rsplit(None, 1)[-1][:-1] and len(name) <= 100
    )


def _canonical(root: Element) -> str | None:
    for element in root.elements():
        if element.name == "link" and "canonical" in element.attributes.get("rel", "").lower().split():
            return clean(element.attributes.get("href"))
    return None


def _page_language(root: Element) -> str | None:
    return next((clean(element.attributes.get("lang")) for element in root.elements() if element.name == "html"), None)


def _visible(root: Element, order: DateOrder | None) -> Fields:
    """Title, author and date as the page shows them, for pages that declare none."""
    heading = title = None
    published: When | None = None
    authors: tuple[str, ...] = ()
    for element in root.elements():
        attributes = element.attributes
        if element.name == "h1" and heading is None:
            heading = clean(element.text())
        elif element.name == "title" and title is None and element.parent and element.parent.name != "svg":
            title = clean(element.text())
        elif element.name == "time" and published is None:
            published = _time(element, order)
        elif not authors and _names_author(element):
            text = element.text()
            authors = read_byline(text) or read_byline(f"By {text}") or ()
        if published is None and attributes.get("itemprop", "").lower() == "datepublished":
            published = _time(element, order)
    # An h1 that the window's title repeats is the headline; any other may be the name of the site.
    headline = heading if heading and (title is None or heading[:20].lower() in title.lower()) else title or heading
    return Fields(title=headline, outlet=split_title(title)[1] if title else None, authors=authors, published=published)


def _time(element: Element, order: DateOrder | None) -> When | None:
    written = clean(element.attributes.get("datetime") or element.attributes.get("content") or element.text())
    return read_published(written, order)


def _names_author(element: Element) -> bool:
    attributes = element.attributes
    named = f"{attributes.get('class', '')} {attributes.get('itemprop', '')} {attributes.get('rel', '')}".lower()
    return any(word in named.replace("_", "-").replace("-", " ").split() for word in ("author", "byline"))


def _linked_blocks(root: Element) -> list[Any]:
    return [
        _loads("".join(child for child in element.children if isinstance(child, str)))
        for element in root.elements()
        if element.name == "script" and "ld+json" in element.attributes.get("type", "").lower()
    ]


def _linked_data(root: Element) -> tuple[Fields, str | None]:
    blocks = _linked_blocks(root)
    by_id: dict[str, Mapping[str, Any]] = {}
    for block in blocks:
        _collect(block, by_id)
    for block in blocks:
        for item in _items(block):
            kinds = item.get("@type")
            named = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
            if named.lower().endswith(_ARTICLES) or "article" in named.lower():
                return _fields_of_item(item, by_id), _body_of_item(item)
    return Fields(), None


class LinkedPost(NamedTuple):
    """One post of a live page, as its linked data tell it."""

    title: str | None
    published: str
    text: str
    url: str | None


def linked_posts(root: Element) -> list[LinkedPost]:
    """A page's tree → the posts of ``liveBlogUpdate`` that say when and what, in its order."""
    updates = [
        update
        for block in _linked_blocks(root)
        for item in _items(block)
        for update in (item["liveBlogUpdate"] if isinstance(item.get("liveBlogUpdate"), list) else ())
        if isinstance(update, Mapping)
    ]
    found = []
    for update in updates[:_MOST_POSTS]:
        published, body = clean(update.get("datePublished")), update.get("articleBody")
        if published and isinstance(body, str) and any(map(str.isalpha, body)):
            text = "\n\n".join(" ".join(line.split()) for line in body.splitlines() if line.strip())
            found.append(LinkedPost(_named(update.get("headline"), {}), published, text, clean(update.get("url"))))
    return found


def _collect(value: Any, by_id: dict[str, Mapping[str, Any]], depth: int = 0) -> None:  # noqa: ANN401  # JSON can be anything
    """Note what the blocks of a page name by its @id, wherever it stands: others point to it."""
    if depth > _DEEPEST_JSON or len(by_id) > _MOST_NODES:
        return
    if isinstance(value, list):
        for item in value:
            _collect(item, by_id, depth + 1)
    elif isinstance(value, dict):
        if isinstance(value.get("@id"), str) and _name_of(value):
            by_id.setdefault(value["@id"], value)
        for held in value.values():
            if isinstance(held, list | dict):
                _collect(held, by_id, depth + 1)


def _loads(written: str) -> Any:  # noqa: ANN401  # JSON can be anything
    if len(written) > _LONGEST_JSON:
        return None
    try:
        return json.loads(written.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _items(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401  # JSON can be anything
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, list):
        for item in value:
            yield from _items(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                yield from _items(value[key], depth + 1)


def _fields_of_item(item: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Fields:
    publisher = item.get("publisher") or item.get("sourceOrganization") or item.get("isPartOf")
    page = item.get("mainEntityOfPage")
    return Fields(
        title=_named(item.get("headline") or item.get("name"), by_id),
        outlet=_named(publisher, by_id),
        authors=_authors_of(item, by_id),
        published=_named(item.get("datePublished"), by_id),
        url=clean(item.get("url")) or clean(page.get("@id") if isinstance(page, Mapping) else page),
        language=clean(item.get("inLanguage")),
    )


def _authors_of(item: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The persons among an article's authors, or where there are none the organisations."""
    found: list[tuple[bool, str]] = []
    for node in _nodes(item.get("author") or item.get("creator"), by_id):
        given = _name_of(node)
        office = "organization" in str(node.get("@type", "")).lower()
        for written in given if isinstance(given, list) else [given]:
            names = (written,) if office else clean_authors(written)
            found += [(office, name) for name in names if isinstance(name, str) and "://" not in name]
    persons = [name for office, name in found if not office]
    return clean_authors(_without_offices(persons or [name for _, name in found]))


def _nodes(
    value: Any,  # noqa: ANN401  # JSON can be anything
    by_id: Mapping[str, Mapping[str, Any]],
    depth: int = 0,
) -> Iterator[Mapping[str, Any]]:
    """What stands for an author: a name, an object, the @id of one that stands elsewhere, or a list of these."""
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, str):
        yield by_id.get(value, {"name": value})
    elif isinstance(value, list):
        for one in value:
            yield from _nodes(one, by_id, depth + 1)
    elif isinstance(value, Mapping):
        if "@list" in value or "@set" in value:
            yield from _nodes(value.get("@list") or value.get("@set"), by_id, depth + 1)
        else:
            yield value if _name_of(value) else by_id.get(str(value.get("@id")), {})


def _name_of(node: Mapping[str, Any]) -> Any:  # noqa: ANN401  # JSON can be anything
    """The name of a person or office, also where it is told in two parts."""
    parts = [node.get(key) for key in ("givenName", "familyName")]
    return node.get("name") or " ".join(part.strip() for part in parts if isinstance(part, str)) or None


def _without_offices(names: list[str]) -> list[str]:
    """The names of persons, where there are any beside those of newsrooms."""
    persons = [name for name in names if not signs_for_office(name)]
    return persons or names


def _named(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name")
    return clean(value)


def _body_of_item(item: Mapping[str, Any]) -> str | None:
    body = item.get("articleBody")
    if not isinstance(body, str) or len(body) < 200:
        return None
    return "\n\n".join(" ".join(line.split()) for line in body.splitlines() if line.strip())
