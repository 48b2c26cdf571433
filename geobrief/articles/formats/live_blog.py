"""A page that goes on for days, post by post → its posts, each with its own date.

"Today" in a post is the day of that post. Posts are found by their dates: each stands in an element of its own among
others like it, or under a heading that is nothing but a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from geobrief.articles.draft import clean
from geobrief.articles.formats.markup import Element
from geobrief.articles.publication import read_date_line, read_published

_FEWEST_POSTS, _MOST_POSTS, _MOST_TIMES = 2, 500, 2_000
_LONGEST_DATE = 60
# A post tells something: so many words in one piece.
_FEWEST_WORDS = 6
# Dates further apart are those of a chronology: its parts tell of the past, and were not written then.
_MOST_DAYS = 90
# A heading of a post, not of the page.
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_MAY_BE_DATE = frozenset("span div p h2 h3 h4 h5 h6 li a strong b small em header dt".split())
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?$")
_MOST_INSIDE = 6
# No more pieces of a paragraph are looked at to tell that it is a sentence.
_MOST_PIECES = 100


class Post(NamedTuple):
    """One post of a page."""

    elements: list[Element]
    published: str
    title: str | None
    anchor: str | None
    """The id of its element, where it has one."""
    shown: str
    """Its date as the page shows it."""


class _Marker(NamedTuple):
    element: Element
    written: str
    day: date


def find_posts(root: Element, is_furniture: Callable[[Element], bool]) -> list[Post]:
    """A page's tree → its posts, in the order of the page; none where the page is one article."""
    kept = list(_kept(root, is_furniture))
    if sum(element.name == "time" for element in kept) > _MOST_TIMES:
        return []
    markers = _told_apart(kept, list(_markers(kept)))
    if not _FEWEST_POSTS <= len(markers) <= _MOST_POSTS:
        return []
    days = [marker.day for marker in markers]
    if (max(days) - min(days)).days > _MOST_DAYS:
        return []
    units = _units(markers)
    parents = [id(unit.parent) for unit in units]
    common = max(dict.fromkeys(parents), key=parents.count)
    chosen = [(marker, unit) for marker, unit in zip(markers, units, strict=True) if id(unit.parent) == common]
    posts = [post for post in _posts(chosen, is_furniture) if any(map(_tells, post.elements))]
    return posts if len(posts) >= _FEWEST_POSTS else []


def _kept(root: Element, is_furniture: Callable[[Element], bool]) -> Iterator[Element]:
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack += [
            child for child in reversed(element.children) if isinstance(child, Element) and not is_furniture(child)
        ]


def _markers(kept: Sequence[Element]) -> Iterator[_Marker]:
    """Elements that are a day and nothing else."""
    inside: set[int] = set()
    for element in kept:
        if id(element.parent) in inside:
            inside.add(id(element))
            continue
        written = _day_of(element)
        when = read_published(written) if written else None
        if written and when and when.start and when.precision == "day":
            inside.add(id(element))
            yield _Marker(element, written, when.start)


def _day_of(element: Element) -> str | None:
    """What day an element says, if it says nothing else."""
    if element.name != "time" and element.name not in _MAY_BE_DATE:
        return None
    inner = _few(element)
    if inner is None:
        return None
    text = element.text()
    if len(text) > _LONGEST_DATE or (element.name != "time" and not any(map(str.isdigit, text))):
        return None
    moments = [value for found in inner for value in found.attributes.values() if _MOMENT.match(value)]
    if element.name == "time" and not _is_in_sentence(element):
        return clean(next(iter(moments), None) or element.attributes.get("datetime") or text)
    dated = read_date_line(text) if text else None
    if dated is None or dated.rest:
        return None
    return clean(next(iter(moments), None) or text)


def _is_in_sentence(element: Element) -> bool:
    around = element.parent
    if around is None or around.name != "p":
        return False
    return sum(len(child) for child in around.children[:_MOST_PIECES] if isinstance(child, str)) > _LONGEST_DATE


def _few(element: Element) -> list[Element] | None:
    """An element and all inside it, or None where it holds more than a date does."""
    found = [element]
    for at in range(_MOST_INSIDE + 1):
        if at == len(found):
            return found
        found += [child for child in found[at].children if isinstance(child, Element)]
        if len(found) > _MOST_INSIDE:
            return None
    return None


def _told_apart(kept: Sequence[Element], markers: list[_Marker]) -> list[_Marker]:
    """Markers without those that follow another with nothing told between: "posted …, updated …"."""
    by_id = {id(marker.element): marker for marker in markers}
    found: list[_Marker] = []
    told = True
    for element in kept:
        marker = by_id.get(id(element))
        if marker is None:
            told = told or _tells_itself(element)
        elif told:
            found.append(marker)
            told = False
    return found


def _tells_itself(element: Element) -> bool:
    own = " ".join(child for child in element.children if isinstance(child, str))
    return len(own.split()) >= _FEWEST_WORDS


def _tells(element: Element) -> bool:
    return len(element.text().split()) >= _FEWEST_WORDS and any(map(_tells_itself, element.elements()))


def _units(markers: Sequence[_Marker]) -> list[Element]:
    """For each marker the largest element around it that holds no other."""
    held: dict[int, int] = {}
    for marker in markers:
        around: Element | None = marker.element
        while around is not None:
            held[id(around)] = held.get(id(around), 0) + 1
            around = around.parent
    units: list[Element] = []
    for marker in markers:
        unit = marker.element
        while unit.parent is not None and held[id(unit.parent)] == 1:
            unit = unit.parent
        units.append(unit)
    return units


def _posts(chosen: Sequence[tuple[_Marker, Element]], is_furniture: Callable[[Element], bool]) -> Iterator[Post]:
    """Markers and their elements, children of one → posts: the elements themselves, or what follows each."""
    starts = {id(unit): number for number, (_, unit) in enumerate(chosen)}
    parent = chosen[0][1].parent
    groups: list[list[Element]] = [[] for _ in chosen]
    wrapped = sum(_tells(unit) for _, unit in chosen) * 2 >= len(chosen)
    current: int | None = None
    for child in parent.children if parent is not None else []:
        if not isinstance(child, Element) or is_furniture(child):
            continue
        at = starts.get(id(child))
        current = at if at is not None else (None if wrapped else current)
        if current is not None:
            groups[current].append(child)
    for (marker, unit), elements in zip(chosen, groups, strict=True):
        heading = next((inner for element in elements for inner in element.elements() if _heads(inner, marker)), None)
        title, anchor = clean(heading.text()) if heading else None, clean(unit.attributes.get("id"))
        yield Post(elements, marker.written, title, anchor, marker.element.text())


def _heads(element: Element, marker: _Marker) -> bool:
    """Whether an element is the heading of a post, and not its date."""
    if element.name not in _HEADINGS or not any(char.isalpha() for char in element.text()):
        return False
    return all(inner is not marker.element for inner in element.elements())
