"""Article → ``Reading``, by an engine and with what an analyst set; and the same from what was kept of it.

A reading hangs on the article, on which names stand alone as places in the others, on the gazetteer, the kinds of event,
the overrides, and on geobrief itself. All of that is in the key under which it is kept, in three parts: what an article
says of others' names, its places, and its events. So a correction of one name costs the events of the articles that have
it, and a new article nothing but itself.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from pathlib import Path
from typing import TypeVar

from geobrief.brief import Overrides, set_places
from geobrief.cache import Cache, digest
from geobrief.coded import decode, encode
from geobrief.engines import BUNDLED, Engine, engine_of
from geobrief.events import event_kinds, find_figures
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus, survey
from geobrief.model import Article, Decision, EventReport, Reading, Resolution, TimeExpression
from geobrief.version import VERSION

MOST_MENTIONS = 20_000
"""Place names that are kept of one article: the longest reports have a few thousand."""
MOST_REPORTS = 5_000
"""Reports of events that are kept of one article."""
MOST_DATES = 20_000
"""Time expressions that are kept of one article."""

_FORM = "1"
"""Of what is kept; another number, and nothing is found that stands in the older form."""

_OTHER_ROOMS = frozenset(
    {"__pycache__", "assist", "brief", "citations", "cli", "export", "map", "recipes", "review", "serve", "web"}
)
"""Rooms of the package on which no reading hangs."""

Record = TypeVar("Record")


def read(
    article: Article,
    gazetteer: Gazetteer,
    *,
    corpus: Corpus | None = None,
    overrides: Overrides | None = None,
    engine: Engine | None = None,
) -> Reading:
    """Article → its resolved mentions, time expressions and reports of events."""
    engine = engine or engine_of(None)
    resolutions, decisions = _set(article, find_places(article, gazetteer, corpus, engine), overrides)
    return tell(article, resolutions, decisions, engine)


def find_places(article: Article, gazetteer: Gazetteer, corpus: Corpus | None, engine: Engine) -> Sequence[Resolution]:
    """Return an article's mentions and the places that they mean."""
    mentions = engine.names(article, gazetteer, corpus)[:MOST_MENTIONS]
    return engine.places(article, mentions, gazetteer)


def tell(article: Article, resolutions: Sequence[Resolution], decisions: Sequence[Decision], engine: Engine) -> Reading:
    """Return an article's reading, where its places are known."""
    dates = engine.dates(article)[:MOST_DATES]
    reports = engine.events(article, list(resolutions), dates)[:MOST_REPORTS]
    return Reading(
        article=article,
        resolutions=tuple(resolutions),
        dates=tuple(dates),
        reports=tuple(reports),
        figures=tuple(find_figures(article)),
        decisions=tuple(decisions),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Readings that are kept, for one state of geobrief and its gazetteer."""

    cache: Cache
    stamp: str

    @classmethod
    def of(cls, cache: Cache | None, gazetteer: Gazetteer, engine: str | None) -> Kept | None:
        """Return what is kept; None where nothing is, and for another engine than our own, whose state nobody knows."""
        if cache is None or not cache.is_open or (engine or BUNDLED).lower() != BUNDLED:
            return None
        kinds = "".join(map(repr, event_kinds().values()))
        return cls(cache, digest((_FORM, VERSION, _code(), gazetteer.version.sha256, kinds)))

    def alone(self, article: Article, gazetteer: Gazetteer) -> frozenset[str]:
        """Return the names that stand alone as places in an article."""
        key = digest((self.stamp, "alone", _written(article)))
        kept = _names(self.cache.get(key))
        if kept is not None:
            return kept
        places = survey([article], gazetteer).places
        self.cache.put(key, json.dumps(sorted(places), ensure_ascii=False))
        return places

    def read(self, article: Article, corpus: Corpus, overrides: Overrides | None) -> Reading | None:
        """Return the reading of an article as it is kept, or None."""
        key = self._key(article, corpus)
        resolutions = self._records(key, "places", Resolution)
        if resolutions is None:
            return None
        resolutions, decisions = _set(article, resolutions, overrides)
        told = self._told(key, resolutions, decisions)
        dates, reports = self._records(key, "dates", TimeExpression), self._records(told, "events", EventReport)
        if dates is None or reports is None:
            return None
        figures = tuple(find_figures(article))
        return Reading(article, resolutions, dates, reports, figures, decisions)

    def made(self, article: Article, gazetteer: Gazetteer, corpus: Corpus, overrides: Overrides | None) -> Reading:
        """Return the reading of an article, and keep what was not kept of it."""
        key = self._key(article, corpus)
        engine = engine_of(None)
        resolutions = self._records(key, "places", Resolution)
        if resolutions is None:
            resolutions = tuple(find_places(article, gazetteer, corpus, engine))
            self.cache.put(digest((key, "places")), encode(resolutions))
        resolutions, decisions = _set(article, resolutions, overrides)
        reading = tell(article, resolutions, decisions, engine)
        self.cache.put(digest((key, "dates")), encode(reading.dates))
        self.cache.put(digest((self._told(key, resolutions, decisions), "events")), encode(reading.reports))
        return reading

    def _key(self, article: Article, corpus: Corpus) -> str:
        return digest((self.stamp, _written(article), *sorted(_meant(article, corpus))))

    def _told(self, key: str, resolutions: Sequence[Resolution], decisions: Sequence[Decision]) -> str:
        """The key of an article's events: they follow the places, where an analyst set some."""
        return digest((key, encode(tuple(resolutions)))) if decisions else key

    def _records(self, key: str, part: str, kind: type[Record]) -> tuple[Record, ...] | None:
        text = self.cache.get(digest((key, part)))
        try:
            return None if text is None else decode(kind, text)
        except ValueError:
            return None


def _names(text: str | None) -> frozenset[str] | None:
    """A list of names from its text; None where it is none."""
    try:
        names = None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None
    return frozenset(names) if isinstance(names, list) and all(isinstance(name, str) for name in names) else None


def _set(
    article: Article, resolutions: Sequence[Resolution], overrides: Overrides | None
) -> tuple[tuple[Resolution, ...], tuple[Decision, ...]]:
    if overrides is None:
        return tuple(resolutions), ()
    changed, decisions = set_places(article, resolutions, overrides)
    return tuple(changed), tuple(decisions)


def _written(article: Article) -> str:
    """All of an article that its reading hangs on: not where its file lies, nor how that is encoded."""
    return encode((replace(article, path="", sha256=""),))


_WORD = re.compile(r"\w+")


def _meant(article: Article, corpus: Corpus) -> Iterable[str]:
    """The names of a corpus that may stand in an article: a new article's names concern only those that have them too."""
    names = _by_word(corpus.places)
    text = article.text.casefold()
    for word in set(_WORD.findall(text)):
        yield from (name for name in names.get(word, ()) if name in text)
    yield from (name for name in names.get("", ()) if name in text)


@once
def _by_word(places: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Names by their first word."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for name in places:
        word = _WORD.search(name)
        named[word.group() if word else ""].append(name)
    return named


@once
def _code() -> str:
    """What tells one state of geobrief's own files from another: a checkout keeps its version while it changes."""
    package = Path(__file__).parent
    files = []
    for path in sorted(package.rglob("*")):
        if path.is_file() and not _OTHER_ROOMS & set(path.relative_to(package).parts):
            known = path.stat()
            files.append(f"{path.relative_to(package).as_posix()} {known.st_size} {known.st_mtime_ns}")
    return digest(files)
