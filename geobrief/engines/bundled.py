"""The engine that comes with geobrief: its stages, one after the other, and kinds of event that are told by words."""

from __future__ import annotations

from collections.abc import Sequence

from geobrief.dates import find_dates
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus, find_mentions
from geobrief.model import Article, EventReport, Mention, Resolution, TimeExpression
from geobrief.places import resolve_places


class BundledEngine:
    """geobrief's own answers. A class of another package may take it over and answer one question otherwise."""

    def names(self, article: Article, gazetteer: Gazetteer, corpus: Corpus | None = None) -> Sequence[Mention]:
        """Return the spans that name places."""
        return find_mentions(article, gazetteer, corpus=corpus)

    def places(self, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Sequence[Resolution]:
        """Return what each mention means."""
        return resolve_places(article, mentions, gazetteer)

    def dates(self, article: Article) -> Sequence[TimeExpression]:
        """Return the spans that tell when."""
        return find_dates(article)

    def events(
        self, article: Article, resolutions: Sequence[Resolution], dates: Sequence[TimeExpression]
    ) -> Sequence[EventReport]:
        """Return the events that are told: those of the bundled kinds, then those of kinds that words tell."""
        from geobrief.engines.told import told_by_words  # noqa: PLC0415  # heavy, and who asks for places needs none of it
        from geobrief.events import extract_events  # noqa: PLC0415  # as above

        reports = extract_events(article, resolutions, dates)
        return told_by_words(article, resolutions, dates, reports)
