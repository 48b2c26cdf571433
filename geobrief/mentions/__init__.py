"""Article → mentions: the spans of a text that name places, and how sure that is.

Two fitted models decide: a conditional random field over the words of a sentence, then boosted trees over the spans
of the whole article (``docs/accuracy/geoparser.md`` says on what they were fitted and how good they are). They are fitted
on English; in six other languages the gazetteer's names are looked for (``docs/accuracy/languages.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.mentions.corpus import Corpus
    from geobrief.mentions.descriptions import described
    from geobrief.mentions.find import find_mentions, survey
    from geobrief.mentions.given import given_mentions
    from geobrief.mentions.lexicon import categories, first_names, surnames
    from geobrief.mentions.lower_case import common_words, recased
    from geobrief.mentions.other_languages import GUESS, base_forms, is_other
    from geobrief.mentions.trees import Trees, make_trees, read_model
else:
    __getattr__ = face(
        __name__,
        {
            "corpus": "Corpus",
            "descriptions": "described",
            "find": "find_mentions survey",
            "given": "given_mentions",
            "lexicon": "categories first_names surnames",
            "lower_case": "common_words recased",
            "other_languages": "GUESS base_forms is_other",
            "trees": "Trees make_trees read_model",
        },
    )

__all__ = [
    "GUESS",
    "Corpus",
    "Trees",
    "base_forms",
    "categories",
    "common_words",
    "described",
    "find_mentions",
    "first_names",
    "given_mentions",
    "is_other",
    "make_trees",
    "read_model",
    "recased",
    "surnames",
    "survey",
]
