"""An engine that reads names otherwise: it knows the word "Headquarters" of its house, and no figures of speech."""

from collections.abc import Sequence

from geobrief.engines import BundledEngine
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus
from geobrief.model import Article, Mention

WORD = "Headquarters"


class ExampleEngine(BundledEngine):
    """The bundled engine, with one name more."""

    def names(self, article: Article, gazetteer: Gazetteer, corpus: Corpus | None = None) -> Sequence[Mention]:
        """Return the bundled mentions and each "Headquarters" that none of them covers."""
        found = list(super().names(article, gazetteer, corpus))
        for sentence in article.sentences:
            start = article.text.find(WORD, sentence.start, sentence.end)
            end = start + len(WORD)
            if start >= 0 and all(end <= one.start or one.end <= start for one in found):
                found.append(Mention(start, end, WORD, "name", sentence, 0.9))
        return sorted(found, key=lambda one: one.start)
