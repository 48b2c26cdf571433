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
from datetime import date
from functools import cache as once
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from geobrief import events
from geobrief.articles.addresses import month_in_address
from geobrief.cache import Cache, digest
from geobrief.coded import decode, encode
from geobrief.dates import infer_published
from geobrief.engines import BUNDLED, Engine, engine_of
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus, given_mentions, survey
from geobrief.model import Article, Decision, EventReport, Reading, Resolution, TimeExpression, When
from geobrief.version import VERSION

if TYPE_CHECKING:
    from geobrief.brief import Overrides

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


Want = Literal["places", "dates", "events"]
"""How far an article is read: its places only, its dates too, or everything."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was found in an article before it is read; of what is None, the engine finds it."""

    names: Sequence[tuple[int, int]] | None = None
    """Offsets of names, ascending, each once: only they are resolved."""
    places: Sequence[Resolution] | None = None
    """Its mentions with their places."""
    triggers: Sequence[tuple[int, int]] | None = None
    """Offsets of words that tell events: only they are coded."""


class Most(NamedTuple):
    """How many answers are kept of one article; None keeps them all."""

    mentions: int | None = MOST_MENTIONS
    dates: int | None = MOST_DATES
    reports: int | None = MOST_REPORTS


ALL = Most(None, None, None)
_NOTHING, _USUAL = Given(), Most()


def with_date(article: Article, given: date | None = None) -> Article:
    """Return the article with its publication date, where its metadata has none.

    What its text states comes first, then the day that the user gave for such articles (whose word counts as
    metadata), then what follows from weekdays in the text, then the month in its web address.
    """
    if article.published.basis != "unknown":
        return article
    inferred = infer_published(article)
    if given is not None and inferred.basis != "text":
        inferred = When(given, given, "day", None, "metadata")
    if inferred.basis == "unknown":
        inferred = month_in_address(article.url) or inferred
    return replace(article, published=inferred)


def read(
    article: Article,
    gazetteer: Gazetteer,
    *,
    corpus: Corpus | None = None,
    overrides: Overrides | None = None,
    engine: Engine | None = None,
    want: Want = "events",
    given: Given = _NOTHING,
    most: Most = _USUAL,
) -> Reading:
    """Article → its resolved mentions, time expressions and reports of events: the one way in which the stages go together.

    Args:
        article: As it was made, with the date that its text gives where its metadata has none.
        gazetteer: What names may mean.
        corpus: What the articles that are read together say of one another's names.
        overrides: What an analyst set by hand.
        engine: What understands the text; the bundled one without it.
        want: How far it is read.
        given: What need not be found.
        most: How many answers are kept.
    """
    engine = engine or engine_of(None)
    places = given.places
    if places is None:
        names = given.names
        mentions = (
            engine.names(article, gazetteer, corpus) if names is None else given_mentions(article, names, gazetteer)
        )
        places = engine.places(article, mentions[: most.mentions], gazetteer)
    resolutions, decisions = _set(article, places, overrides)
    dates = engine.dates(article)[: most.dates] if want != "places" else ()
    reports, figures = (
        (_reports(article, list(resolutions), dates, engine, given)[: most.reports], events.find_figures(article))
        if want == "events"
        else ((), ())
    )
    return Reading(article, resolutions, tuple(dates), tuple(reports), figures, decisions)


def _reports(
    article: Article, resolutions: list[Resolution], dates: Sequence[TimeExpression], engine: Engine, given: Given
) -> Sequence[EventReport]:
    if given.triggers is not None:
        return events.extract_events(article, resolutions, dates, triggers=given.triggers)
    return engine.events(article, resolutions, dates)


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
        kinds = "".join(map(repr, events.event_kinds().values()))
        return cls(cache, digest((_FORM, VERSION, _code(), gazetteer.version.sha256, kinds)))

    def alone(self, article: Article, gazetteer: Gazetteer) -> frozenset[str]:
        """Return the names that stand alone as places in an article."""
        key = digest((self.stamp, "alone", _written(article)))
        kept = _names(self.cache.get(key))
        if kept is not None:
            return kept
        places = survey([article], gazetteer).places
        self.keep_alone(article, places)
        return places

    def keep_alone(self, article: Article, places: frozenset[str]) -> None:
        """Keep the names that stand alone as places in an article."""
        key = digest((self.stamp, "alone", _written(article)))
        self.cache.put(key, json.dumps(sorted(places), ensure_ascii=False))

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
        figures = tuple(events.find_figures(article))
        return Reading(article, resolutions, dates, reports, figures, decisions)

    def made(self, article: Article, gazetteer: Gazetteer, corpus: Corpus, overrides: Overrides | None) -> Reading:
        """Return the reading of an article, and keep what was not kept of it."""
        key = self._key(article, corpus)
        places = self._records(key, "places", Resolution)
        if places is None:
            places = read(article, gazetteer, corpus=corpus, want="places").resolutions
            self.cache.put(digest((key, "places")), encode(places))
        reading = read(article, gazetteer, overrides=overrides, given=Given(places=places))
        self._keep(key, reading)
        return reading

    def keep(self, article: Article, corpus: Corpus, reading: Reading) -> None:
        """Keep a reading, without overrides, as that of an article."""
        key = self._key(article, corpus)
        self.cache.put(digest((key, "places")), encode(reading.resolutions))
        self._keep(key, reading)

    def _keep(self, key: str, reading: Reading) -> None:
        self.cache.put(digest((key, "dates")), encode(reading.dates))
        told = self._told(key, reading.resolutions, reading.decisions)
        self.cache.put(digest((told, "events")), encode(reading.reports))

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
    from geobrief.brief import set_places  # noqa: PLC0415  # heavy, and without corrections not needed

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


@lru_cache(maxsize=1)  # of one set of articles: a program that builds again and again has others each time
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
