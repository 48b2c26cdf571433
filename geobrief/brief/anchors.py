"""Where a correction holds: an article by its address or its title and day, and a quote with what stands around it.

Ids come from offsets, and one space more moves them all. Words stay: a quote is looked for by its letters and digits
alone, so that spaces, quotation marks, accents and capitals that a page was saved with anew do not hide it. Where its
own words were changed, it is what stands between its surroundings, if most of its words and all of its numbers are still
there: another number is another statement, and is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from geobrief.model import When

_CONTEXT = 64
"""Letters and digits before and after a quote that are compared with its surroundings."""
_HALF = 0.5
"""Share of the shorter of two passages from which they overlap enough to be one statement."""
_SURE = 16
"""Letters and digits that the surroundings have at least on each side to say alone where a quote stood."""
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|cmpid")
"""Parameters of an address that say how a reader came and not what is read."""

Span = tuple[int, int]
"""Code points of a text, half-open."""


class Described(Protocol):
    """What an article and the source of a brief have in common."""

    @property
    def path(self) -> str:
        """As the user gave it."""

    @property
    def title(self) -> str | None:
        """The headline."""

    @property
    def url(self) -> str | None:
        """The address."""

    @property
    def published(self) -> When:
        """When it was published."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of an article: a text-quote selector of the Web Annotation model, and whose text it is."""

    article: str | None = None
    """The article's address, or the path or name of its file."""
    title: str | None = None
    published: str | None = None
    """Day of publication, ISO 8601."""
    quote: str | None = None
    """The passage; None for the whole article."""
    prefix: str = ""
    """What stands before the quote; of a name, before the name."""
    suffix: str = ""

    def fits(self, article: Described) -> bool:
        """Whether an article is the one that is meant: by its address or file, else by title and day."""
        if self.article is None and self.title is None:
            return True
        if self.article is not None and _is_called(article, self.article):
            return True
        if self.title is None or article.title is None or letters(self.title) != letters(article.title):
            return False
        day = article.published.start
        return self.published is None or day is None or day.isoformat() == self.published

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where the quote stands in a text, the place whose surroundings are most alike first."""
        return () if self.quote is None else _spans(text, self.quote, self.prefix, self.suffix)


def _is_called(article: Described, name: str) -> bool:
    if "://" in name:
        return article.url is not None and same_address(article.url) == same_address(name)
    return name in (article.path, PurePath(article.path).name)


@lru_cache(maxsize=4096)
def same_address(url: str) -> str:
    """Return an address as it is compared: without scheme, ``www.``, fragment, tracking and a slash at its end."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url.strip()
    asked = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(key)]
    return f"{host}{parts.path.rstrip('/')}{'?' if asked else ''}{urlencode(sorted(asked))}"


def _is_tracking(key: str) -> bool:
    return _TRACKING.fullmatch(key.lower()) is not None


def letters(text: str) -> str:
    """Return the letters and digits of a text, small and without accents."""
    return "".join(_folded_char(char) for char in text)


@lru_cache(maxsize=8192)
def _folded_char(char: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if part.isalnum())
    return plain.casefold()


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The letters of a text, and of each the position in it."""
    parts: list[str] = []
    positions: list[int] = []
    for position, char in enumerate(text):
        folded = _folded_char(char)
        parts.append(folded)
        positions.extend([position] * len(folded))
    return "".join(parts), tuple(positions)


@lru_cache(maxsize=4096)
def _spans(text: str, quote: str, prefix: str, suffix: str) -> tuple[Span, ...]:
    folded, positions = _folded(text)
    wanted = letters(quote)
    if not wanted:
        return ()
    found: list[tuple[int, int]] = []
    at = folded.find(wanted)
    while at >= 0:
        found.append((-_around(folded, at, at + len(wanted), prefix, suffix), at))
        at = folded.find(wanted, at + 1)
    if not found:
        return _between(text, quote, letters(prefix), letters(suffix))
    return tuple((positions[at], positions[at + len(wanted) - 1] + 1) for _, at in sorted(found))


def _between(text: str, quote: str, before: str, after: str) -> tuple[Span, ...]:
    """What stands between the surroundings of a quote whose own words were changed."""
    if min(len(before), len(after)) < _SURE:
        return ()
    folded, positions = _folded(text)
    longest = 2 * len(letters(quote)) + _CONTEXT
    at = folded.find(before)
    while at >= 0:
        start = at + len(before)
        end = folded.find(after, start, start + longest + len(after))
        if end > start:
            span = positions[start], positions[end - 1] + 1
            if _is_reworded(text[slice(*span)], quote):
                return (span,)
        at = folded.find(before, at + 1)
    return ()


def _is_reworded(now: str, before: str) -> bool:
    """Whether a passage says what another said: most of its words, and the same numbers."""
    numbers = [sorted(re.findall(r"\d+", words)) for words in (now, before)]
    return numbers[0] == numbers[1] and words_in_common(now, before) >= _HALF


def likeness(text: str, start: int, end: int, anchor: Anchor) -> int:
    """Return how many letters right before and after a passage are those that an anchor says."""
    before, after = letters(text[max(0, start - 4 * _CONTEXT) : start]), letters(text[end : end + 4 * _CONTEXT])
    return _common(before[::-1], letters(anchor.prefix)[::-1]) + _common(after, letters(anchor.suffix))


def has_surroundings(text: str, start: int, end: int, anchor: Anchor) -> bool:
    """Whether all that an anchor says of what stands before and after a passage stands there, and it says something."""
    wanted = len(letters(anchor.prefix)) + len(letters(anchor.suffix))
    return wanted > 0 and likeness(text, start, end, anchor) == wanted


def _around(folded: str, start: int, end: int, prefix: str, suffix: str) -> int:
    before, after = folded[max(0, start - _CONTEXT) : start], folded[end : end + _CONTEXT]
    return _common(before[::-1], letters(prefix)[::-1]) + _common(after, letters(suffix))


def _common(one: str, other: str) -> int:
    for number, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return number
    return min(len(one), len(other))


def overlap(one: Span, other: Span) -> bool:
    """Whether two passages are one statement: they share half of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared >= _HALF * min(one[1] - one[0], other[1] - other[0])


def places_in(anchors: Sequence[Anchor], texts: Mapping[str, tuple[Described, str]]) -> Iterator[tuple[int, str, Span]]:
    """Yield where anchors stand in some articles: number of the anchor, id of the article, passage."""
    for number, anchor in enumerate(anchors):
        for key, (article, text) in texts.items():
            if anchor.fits(article):
                spans = anchor.spans(text)
                if spans:
                    yield number, key, spans[0]


def words_in_common(one: str, other: str) -> float:
    """Return the share of the words of two texts that both have, for naming what is nearest."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) / len(first | second) if first and second else 0.0
