"""What an engine is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus
from geobrief.model import Article, EventReport, Mention, Resolution, TimeExpression


class Engine(Protocol):
    """Four questions about one article, asked in this order. All offsets point into ``article.text``.

    The answers hang on nothing but what is given: the same article and gazetteer give the same answers in any process.
    """

    def names(self, article: Article, gazetteer: Gazetteer, corpus: Corpus | None = None) -> Sequence[Mention]:
        """Return the spans that name places, in the order of the text, without overlap.

        Args:
            article: The article; ``sentences`` and ``passages`` say what of it is to be searched.
            gazetteer: What names are known.
            corpus: What the articles that are read together have in common, or None for one by itself.
        """

    def places(self, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Sequence[Resolution]:
        """Return for each mention, in their order, its place or none, its role, how sure that is, and why."""

    def dates(self, article: Article) -> Sequence[TimeExpression]:
        """Return the spans that tell when, in the order of the text, without overlap."""

    def events(
        self, article: Article, resolutions: Sequence[Resolution], dates: Sequence[TimeExpression]
    ) -> Sequence[EventReport]:
        """Return the events that are told, in the order of the text; ``where`` and ``when`` count the two lists."""
