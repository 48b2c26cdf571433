"""Article → what its words are, worked out once for all stages that read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from geobrief.model import Article
from geobrief.text.tokens import Tokens, Word, tokenise, words_of

LONGEST = 20_000
"""Characters of an article whose analysis is kept: of a library in one file it would fill memory. News is far shorter."""

KEPT = 64
"""Articles whose analysis is kept: the names of all are compared before the first of them is read."""


@dataclass(frozen=True, eq=False)
class Analysis:
    """The words of one article. What a stage asks for first is worked out then, and is there for the next."""

    article: Article

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens in which names are looked for."""
        return tokenise(self.article)

    def words(self, sentence: int) -> tuple[Word, ...]:
        """The words of a sentence, in which figures are read."""
        span = self.article.sentences[sentence]
        return words_of(self.article.text, span.start, span.end)


def analyse(article: Article) -> Analysis:
    """Return the analysis of an article: the same one for the same article, as long as it is kept."""
    return _kept(article) if len(article.text) <= LONGEST else Analysis(article)


@lru_cache(maxsize=KEPT)
def _kept(article: Article) -> Analysis:
    return Analysis(article)
