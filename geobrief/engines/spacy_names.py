"""Names as a model of spaCy's reads them, where a user has one; everything else stays geobrief's own.

``--engine spacy`` takes the model that ``GEOBRIEF_SPACY`` names (an installed package or a folder), else
``en_core_web_sm``. Its GPE, LOC and FAC are the names of places; peoples, adjectives, abbreviations and descriptions, which
it does not read as places, are the bundled reader's. Which place a name means is decided by geobrief.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from geobrief.engines.bundled import BundledEngine
from geobrief.errors import UsageError
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus
from geobrief.model import Article, Mention, Sentence

if TYPE_CHECKING:
    from spacy.language import Language

SETTING = "GEOBRIEF_SPACY"
DEFAULT_MODEL = "en_core_web_sm"
LABELS = frozenset({"GPE", "LOC", "FAC"})
CONFIDENCE = 0.7
"""Of a name that the bundled reader does not read as well: spaCy says nothing of how sure it is. Chosen, not measured."""

_NOT_NEEDED = ("tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer", "senter", "textcat")
_LONGEST = 20_000
"""Characters of a sentence that is read; a longer one is none."""
_EDGES = re.compile(r"^(?:[Tt]he\s+|\W+)+|(?:['’]s|\W)+$")


class SpacyEngine(BundledEngine):
    """The bundled engine, but for the names of places."""

    def __init__(self) -> None:
        self._read = _loaded(self.model_name())

    @staticmethod
    def model_name() -> str:
        """Return the name of the model that is asked for."""
        return os.environ.get(SETTING) or DEFAULT_MODEL

    def names(self, article: Article, gazetteer: Gazetteer, corpus: Corpus | None = None) -> Sequence[Mention]:
        """Return spaCy's places, and of the bundled reader's what is no name, where none of spaCy's stands."""
        bundled = list(super().names(article, gazetteer, corpus))
        sure = {(one.start, one.end): one.confidence for one in bundled}
        found: list[Mention] = []
        for start, end, sentence in self._spans(article):
            inside = [one for one in bundled if one.form == "name" and start <= one.start and one.end <= end]
            # "Abuja, Nigeria" and "Sahel from Agadez", which a small model reads as one name each.
            several = inside if len(inside) > 1 and end <= sentence.end else []
            whole = Mention(start, end, article.text[start:end], "name", sentence, sure.get((start, end), CONFIDENCE))
            found += several or [whole]
        free = [
            one
            for one in bundled
            if one.form != "name" and not any(two.start < one.end and one.start < two.end for two in found)
        ]
        return sorted([*found, *free], key=lambda one: one.start)

    def _spans(self, article: Article) -> Iterator[tuple[int, int, Sentence]]:
        read = [one for one in article.sentences if one.end - one.start <= _LONGEST]
        texts = [article.text[one.start : one.end] for one in read]
        for sentence, document in zip(read, self._read.pipe(texts), strict=True):
            last = sentence.start
            for entity in document.ents:
                start, end = _without_edges(entity.text, sentence.start + entity.start_char)
                if entity.label_ in LABELS and last <= start < end:
                    yield start, end, sentence
                    last = end


def _without_edges(text: str, at: int) -> tuple[int, int]:
    """Where a name stands without "the", "'s" and marks: "the Sahel's" names the Sahel."""
    kept = _EDGES.sub("", text)
    start = at + text.find(kept)
    return start, start + len(kept)


def _loaded(name: str) -> Language:
    """Load a model with what finds names, and nothing else of it.

    Raises:
        UsageError: spaCy is not installed, or has no such model.
    """
    if find_spec("spacy") is None:
        raise UsageError("the engine spacy needs spaCy: pip install 'geobrief[spacy]'")
    import spacy  # noqa: PLC0415  # heavy, and of an extra

    try:
        model = spacy.load(name, exclude=list(_NOT_NEEDED))
    except OSError as error:
        way_out = f"python -m spacy download {name}, or say {SETTING}=NAME-OR-FOLDER"
        raise UsageError(f"spaCy has no model {name!r}: {way_out}") from error
    if not model.pipe_names:
        raise UsageError(f"the model {name!r} of spaCy finds no names: it needs a component such as ner")
    return model
