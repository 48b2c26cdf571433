"""Article → mentions: the spans of a text that name places, and how sure that is.

Two fitted models decide: a conditional random field over the words of a sentence, then boosted trees over the spans
of the whole article (``docs/accuracy/geoparser.md`` says on what they were fitted and how good they are). They are fitted
on English; in six other languages the gazetteer's names are looked for (``docs/accuracy/languages.md``).
"""

from geobrief.mentions.find import find_mentions, survey
from geobrief.mentions.given import given_mentions
from geobrief.mentions.survey import Corpus

__all__ = ["Corpus", "find_mentions", "given_mentions", "survey"]
