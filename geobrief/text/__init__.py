"""What the words of a text are, for every stage that reads one: English's closed classes, tokens, sentences, an article's analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.text.analysis import KEPT, LONGEST, analyse
    from geobrief.text.english import either, irregular_pasts, irregular_verbs, listed, ordered
    from geobrief.text.lines import Line, join_wrapped, split_lines, wrap_width
    from geobrief.text.sentences import clause_breaks, split_sentences
    from geobrief.text.tokens import Tokens, Word, is_capitalised, is_word
else:
    __getattr__ = face(
        __name__,
        {
            "analysis": "KEPT LONGEST analyse",
            "english": "either irregular_pasts irregular_verbs listed ordered",
            "lines": "Line join_wrapped split_lines wrap_width",
            "sentences": "clause_breaks split_sentences",
            "tokens": "Tokens Word is_capitalised is_word",
        },
    )

__all__ = [
    "KEPT",
    "LONGEST",
    "Line",
    "Tokens",
    "Word",
    "analyse",
    "clause_breaks",
    "either",
    "irregular_pasts",
    "irregular_verbs",
    "is_capitalised",
    "is_word",
    "join_wrapped",
    "listed",
    "ordered",
    "split_lines",
    "split_sentences",
    "wrap_width",
]
