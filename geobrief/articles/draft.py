"""What a reader takes out of one file, before it becomes an article.

A reader of any format gives drafts; :func:`geobrief.articles.making.compose` makes the article of one.
Fields come from the file's own metadata, or from a side-car that overrides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from geobrief.articles.authors import split_authors
from geobrief.articles.publication import may_be_date
from geobrief.articles.visible import as_seen
from geobrief.model import When

# Longer values are pages put into a field by mistake.
_LONGEST_VALUE = 500
_MOST_AUTHORS = 20

# Control characters, and the marks that turn the direction of writing round: they can make a name read as another.
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Names of keys as people and the programs of news write them, without case and separators: "publishedAt" is "publishedat".
_NAMES = {
    "title": (
        "title", "headline", "webtitle", "headlinemain", "titlerendered", "articletitle", "pagetitle", "documenttitle", "heading", "name",
        "titre", "título", "titulo", "titel", "überschrift", "заголовок", "العنوان",
    ),
    "authors": (
        "authors", "author", "byline", "by", "creator", "creators", "dccreator", "writer", "writers", "authorname", "authornames", "bylineoriginal",
        "contributors", "journalist", "auteur", "auteurs", "autor", "autora", "autores", "автор", "الكاتب",
    ),
    "published": (
        "published", "publishedat", "publisheddate", "publishdate", "datepublished", "pubdate", "publicationdate", "webpublicationdate",
        "publishedon", "publishedtime", "publishtime", "publishedatutc", "publisheddatetime", "publishdatetime", "publicationtime",
        "firstpublished", "firstpublishedat", "firstpublicationdate", "originallypublished", "datetimepub", "date", "datetime", "articledate",
        "isodate", "pubdatetime", "posted", "postedat", "dateposted", "issued", "releasedate", "displaydate", "datecreated", "created", "createdat", "seendate",
        "datepublish", "createdutc",
        "fecha", "fechapublicacion", "fechadepublicacion", "fechapublicación", "fechadepublicación", "data",
        "datapublicacao", "datadepublicacao", "datapublicação", "datadepublicação", "datadipubblicazione", "datum",
        "datepublication", "datedepublication", "datedeparution", "erscheinungsdatum", "veröffentlicht", "veröffentlichtam", "publicatiedatum",
        "дата", "التاريخ",
    ),
    "outlet": (
        "outlet", "source", "publication", "publisher", "medianame", "sourcename", "sourcetitle", "sitename", "site", "newspaper", "containertitle",
        "publicationtitle", "publicationname", "publishername", "feedtitle", "feedname", "outletname", "newsoutlet", "sitetitle", "provider",
        "providername", "sourcecommonname", "website", "journal", "fuente", "fonte", "quelle", "источник", "المصدر",
    ),
    "url": (
        "url", "link", "canonical", "canonicalurl", "weburl", "articleurl", "newsurl", "pageurl", "sourceurl", "permalink", "shareurl",
        "documentidentifier", "uri",
    ),
    "domain": ("domain", "sourcedomain", "outletdomain", "publisherdomain", "hostname"),
    "language": ("language", "lang", "languagecode", "sourcelanguage", "inlanguage"),
}  # fmt: skip
# What a person wants to see of where a table's fields are taken from.
_TOLD = ("title", "authors", "published", "outlet", "url")


@dataclass(frozen=True, slots=True)
class Fields:
    """What metadata says of an article; None or empty where it says nothing."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: date | str | When | None = None
    """A ``When`` where the reader knew more than the words say, such as how a column writes its dates."""
    url: str | None = None
    domain: str | None = None
    language: str | None = None
    rating: str | None = None
    """As written by the user, right or wrong; only side-cars and front matter give one."""

    def over(self, other: Fields) -> Fields:
        """These fields, and those of ``other`` where these say nothing."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(other, **{name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Draft:
    """One text with its metadata."""

    text: str
    """As it will be kept: decoded, ``\\n`` line ends."""
    fields: Fields = Fields()
    part: str = ""
    """Which part of the file it is: ``#3`` of a feed, ``/name.html`` of an archive; empty for the whole."""
    page: bool = True
    """Whether the text may hold a page's furniture."""
    shows_title: bool = False
    """Whether the reader took the title because the text has it."""
    data: bytes | None = None
    """The original bytes, where they are not those of the whole file."""
    note: str | None = None
    """From which columns or keys of a table the text and its fields were taken, for the user to check."""


def fields_of(entries: Mapping[str, Any]) -> Fields:
    """Keys and values as people write them → the fields they mean. Unknown keys are left out."""
    found = {name: entries[key] for name, key in _keys_of(entries).items()}
    # Only authors come in lists; of a list of outlets the first is meant.
    found |= {
        name: value[0] for name, value in found.items() if name != "authors" and isinstance(value, list) and value
    }
    published = found.get("published")
    return Fields(
        title=clean(found.get("title")),
        outlet=clean(found.get("outlet")),
        authors=clean_authors(found.get("authors")),
        published=published if isinstance(published, date) else clean(published),
        url=clean(found.get("url")),
        domain=clean(found.get("domain")),
        language=clean(found.get("language")),
    )


def told_sources(entries: Mapping[str, Any]) -> str:
    """Keys and values → a line for the user: which key each field is taken from, and which fields have none."""
    keys = _keys_of(entries)
    taken = [f'{name} from "{clean(keys[name])}"' for name in _TOLD if name in keys]
    missing = [name for name in _TOLD if name not in keys]
    return ", ".join([*taken, *([f"nothing for {' and '.join(missing)}"] if missing else [])])


def _keys_of(entries: Mapping[str, Any]) -> dict[str, str]:
    """Keys and values → the key for each field that one of them means and holds something for."""
    known: dict[str, str] = {}
    for key in entries:
        if entries[key]:
            known.setdefault(folded_key(key), key)
    found: dict[str, str] = {}
    for name, spellings in _NAMES.items():
        keys = [known[spelling] for spelling in spellings if spelling in known]
        if keys:
            # A key that means a date may hold a flag; the first that holds a date is believed.
            found[name] = (
                next((key for key in keys if _is_dated(entries[key])), keys[0]) if name == "published" else keys[0]
            )
    return found


def folded_key(key: object) -> str:
    """The name of a key → as it is looked up: "publishedAt", "published_at" and "Published at" are one."""
    return re.sub(r"[\W_]+", "", str(key).casefold())


def _is_dated(value: object) -> bool:
    return isinstance(value, date) or may_be_date(clean(value))


def clean(value: object) -> str | None:
    """A value of metadata → one line of visible text, or None where there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = _SURROGATE.sub("\ufffd", _UNSEEN.sub(" ", as_seen(str(value)[: 4 * _LONGEST_VALUE])))
    return " ".join(text.split())[:_LONGEST_VALUE].strip() or None


def clean_authors(value: object) -> tuple[str, ...]:
    """A name, a list of names or "A, B and C" → names, each once. Names in a list are taken as they are."""
    if isinstance(value, str):
        value = split_authors(value)
    if not isinstance(value, Iterable) or isinstance(value, Mapping | bytes):
        return ()
    names = [clean(item.get("name") if isinstance(item, Mapping) else item) for item in value]
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_AUTHORS]
