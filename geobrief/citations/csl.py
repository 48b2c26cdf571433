"""Source → CSL-JSON, the form that reference managers and style processors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TypedDict

from geobrief.model import Source, When
from geobrief.text import listed

CSLName = TypedDict(
    "CSLName", {"family": str, "given": str, "non-dropping-particle": str, "suffix": str, "literal": str}, total=False
)
"""A person by parts, or an agency by ``literal``."""

CSLDate = TypedDict("CSLDate", {"date-parts": list[list[int]]})
"""One date, or the first and last of a range, each as exact as it is known."""

CSLItem = TypedDict(
    "CSLItem",
    {
        "id": str,
        "type": str,
        "title": str,
        "author": list[CSLName],
        "container-title": str,
        "issued": CSLDate,
        "URL": str,
        "language": str,
        "note": str,
    },
    total=False,
)
"""One article. What is unknown is left out."""

_PARTICLES = listed("particles")
_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
# No person is called so.
_BODIES = listed(
    "newsroom",
    "service times post herald tribune guardian journal gazette media network radio tv television associated france-presse "
    "xinhua editorial newsroom ministry office committee group council institute university",
)

# Words between two names, or in the name of a body.
_JOINED = frozenset({"and", "et", "und", "of", "for", "in"})
# "de la Cruz, María José": what stands before the comma is a family's name with its particles.
_MOST_FAMILY_WORDS = 4


def csl_item(source: Source) -> CSLItem:
    """Source → its CSL-JSON item, of type ``article-newspaper``."""
    item = CSLItem(id=source.id, type="article-newspaper")
    if source.title:
        item["title"] = source.title
    if source.authors:
        item["author"] = [csl_name(name) for name in source.authors]
    if source.outlet:
        item["container-title"] = source.outlet
    issued = _issued(source.published)
    if issued:
        item["issued"] = issued
    if source.url:
        item["URL"] = source.url
    if source.language:
        item["language"] = source.language
    return item


def entry_item(source: Source) -> CSLItem:
    """Source → its item as a reference manager keeps it.

    Of a day that is only known to lie between two days there is what both have in common, a month or a year: managers and
    styles take no range for a day. The name of its file is noted only where there is no address.
    """
    item = csl_item(source)
    if "issued" in item:
        item["issued"] = {"date-parts": _common(item["issued"]["date-parts"])}
    if not source.url:
        item["note"] = f"File {file_name(source)}"
    return item


def _common(dates: list[list[int]]) -> list[list[int]]:
    """What two dates have in common, as one; where it is not even the year, both years."""
    first, last = dates[0], dates[-1]
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return [first[:same]] if same else [first[:1], last[:1]]


def csl_json(sources: Iterable[Source]) -> str:
    """Sources → a CSL-JSON document."""
    return json.dumps([entry_item(source) for source in sources], ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def csl_name(name: str) -> CSLName:
    """A name as it was written → its parts, or ``literal`` for an agency or a single word."""
    suffix = _SUFFIX.search(name)
    words = _in_order(name[: suffix.start()] if suffix else name)
    if words is None:
        return CSLName(literal=name)
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    parts = CSLName(family=words[-1], given=" ".join(words[:first]))
    if first < len(words) - 1:
        parts["non-dropping-particle"] = " ".join(words[first:-1])
    if suffix:
        parts["suffix"] = suffix.group(1)
    return parts


def _in_order(name: str) -> list[str] | None:
    """A person's name without its suffix → its words, given names first; None for what is no person's."""
    family, comma, given = name.partition(",")
    # Library catalogues and some sites write "Banda, Ruth".
    words = [*given.split(), *family.split()] if comma else name.split()
    folded = [word.lower().strip(".,") for word in words]
    person = (
        len(words) >= 2
        and folded[0] != "the"
        and not any(word in _BODIES or word in _JOINED for word in folded)
        and not any(char.isdigit() or char in ",&" for char in "".join(words))
    )
    if not person or (comma and not (given.split() and len(family.split()) <= _MOST_FAMILY_WORDS)):
        return None
    return words


def family_of(name: CSLName) -> str:
    """The family name with its particle, or the whole of an agency's name."""
    if "literal" in name:
        return name["literal"]
    return " ".join(part for part in (name.get("non-dropping-particle", ""), name["family"]) if part)


def file_name(source: Source) -> str:
    """The last part of a source's path, for people who have the file."""
    return "standard input" if source.path == "-" else source.path.rstrip("/").rpartition("/")[2]


def _issued(published: When) -> CSLDate | None:
    start, end = published.start or published.end, published.end or published.start
    if start is None or end is None:
        return None
    if published.precision == "year":
        return {"date-parts": [[start.year]]}
    if published.precision == "month":
        return {"date-parts": [[start.year, start.month]]}
    days = [[day.year, day.month, day.day] for day in (start, end)]
    return {"date-parts": days[:1] if start == end else days}
