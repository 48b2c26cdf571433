"""An engine of another package, whose answers are checked before anything is built on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from geobrief.engines.protocol import Engine
from geobrief.errors import PluginError, UsageError
from geobrief.events import event_kinds
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus
from geobrief.model import Article, EventReport, Mention, Resolution, TimeExpression

T = TypeVar("T")


class CheckedEngine:
    """The engine, and a :class:`PluginError` that names its package where it fails or answers what cannot be."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    def names(self, article: Article, gazetteer: Gazetteer, corpus: Corpus | None = None) -> Sequence[Mention]:
        """Return its mentions, each of which stands in the text."""
        mentions = self._asked("names", lambda: list(self.engine.names(article, gazetteer, corpus)), article)
        self._spans("names", article, [(one.start, one.end, one.text) for one in mentions], apart=True)
        for one in mentions:
            self._share("names", article, one.confidence)
        return mentions

    def places(self, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Sequence[Resolution]:
        """Return its resolutions, one for each mention."""
        answered = self._asked("places", lambda: list(self.engine.places(article, mentions, gazetteer)), article)
        if [one.mention for one in answered] != list(mentions):
            raise self._wrong("places", article, "it must answer each mention, in their order")
        for one in answered:
            self._share("places", article, one.confidence)
        return answered

    def dates(self, article: Article) -> Sequence[TimeExpression]:
        """Return its time expressions, each of which stands in the text."""
        found = self._asked("dates", lambda: list(self.engine.dates(article)), article)
        self._spans("dates", article, [(one.start, one.end, one.text) for one in found], apart=True)
        return found

    def events(
        self, article: Article, resolutions: Sequence[Resolution], dates: Sequence[TimeExpression]
    ) -> Sequence[EventReport]:
        """Return its reports: known kinds, triggers that stand in the text, places and dates that there are."""
        reports = self._asked("events", lambda: list(self.engine.events(article, resolutions, dates)), article)
        self._spans("events", article, [(one.start, one.end, one.trigger) for one in reports], apart=False)
        for one in reports:
            self._report(article, one, len(resolutions), len(dates))
        return reports

    def _report(self, article: Article, one: EventReport, resolutions: int, dates: int) -> None:
        if one.kind not in event_kinds():
            raise self._wrong("events", article, f"{one.kind!r} is no kind of event")
        if not all(0 <= place.resolution < resolutions for place in one.where):
            raise self._wrong("events", article, "an event is at a place that was not found")
        if one.when is not None and not 0 <= one.when < dates:
            raise self._wrong("events", article, "an event is at a time that was not found")
        if not 0 <= one.sentence.start <= one.start < one.end <= one.sentence.end <= len(article.text):
            raise self._wrong("events", article, "an event does not stand in its sentence")
        self._share("events", article, one.confidence)

    def _asked(self, what: str, ask: Callable[[], list[T]], article: Article) -> list[T]:
        try:
            return ask()
        except UsageError:
            raise
        except Exception as error:  # a package of others may fail in any way
            raise self._wrong(what, article, f"{type(error).__name__}: {error}") from error

    def _spans(self, what: str, article: Article, spans: Sequence[tuple[int, int, str]], *, apart: bool) -> None:
        last = 0
        for start, end, text in spans:
            if not 0 <= start < end <= len(article.text) or article.text[start:end] != text:
                raise self._wrong(what, article, f"{text!r} does not stand at {start}:{end}")
            if apart and start < last:
                raise self._wrong(what, article, f"{text!r} stands before or over another answer")
            last = end if apart else 0

    def _share(self, what: str, article: Article, value: float) -> None:
        if not 0 <= value <= 1:
            raise self._wrong(what, article, f"{value!r} is no probability")

    def _wrong(self, what: str, article: Article, reason: str) -> PluginError:
        return PluginError(self.name, f"{what} of {article.path}: {reason}")
