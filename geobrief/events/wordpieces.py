"""Text → word pieces of the encoder's vocabulary, each with its offsets.

The same pieces as BERT's uncased tokeniser makes: white space and punctuation part words, accents fall away, capitals
are lowered, and each word is cut into the longest pieces that the vocabulary holds, from the left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

CLS, SEP, UNKNOWN = 101, 102, 100
"""Ids of the marks that open and close a window, and of a word that the vocabulary cannot spell."""
_LONGEST = 100
"""Characters of a word that is cut into pieces; a longer one is unknown, as in BERT."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word piece: ``text[start:end]`` before its accents and capitals went."""

    id: int
    start: int
    end: int
    inner: bool
    """Whether it goes on with the word of the piece before."""


def word_pieces(text: str, start: int, end: int, vocabulary: Mapping[str, int]) -> list[Piece]:
    """Return the pieces of ``text[start:end]``, in order; offsets count in ``text``."""
    pieces: list[Piece] = []
    for first, last in _words(text, start, end):
        letters, at = _plain(text, first, last)
        if not letters:
            continue
        pieces += [Piece(number, at[a], at[b - 1] + 1, inner=a > 0) for number, a, b in _cut(letters, vocabulary)]
    return pieces


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the runs of letters and digits, and every other sign alone."""
    found: list[tuple[int, int]] = []
    begun = -1
    for index in range(start, end):
        sort = _sort(text[index])
        if sort == "letter":
            begun = index if begun < 0 else begun
            continue
        if begun >= 0:
            found.append((begun, index))
            begun = -1
        if sort == "sign":
            found.append((index, index + 1))
    if begun >= 0:
        found.append((begun, end))
    return found


@lru_cache(maxsize=4096)
def _sort(char: str) -> str:
    """Whether a character is part of a word, a sign of its own, or parts words."""
    if char.isspace() or char == "\N{REPLACEMENT CHARACTER}":
        return "space"
    category = unicodedata.category(char)
    if category in ("Zs", "Cc", "Cf"):
        # Controls and format characters vanish in BERT; inside a word they do not part it.
        return "space" if category == "Zs" else "letter"
    code = ord(char)
    ascii_sign = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    han = 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    return "sign" if ascii_sign or category.startswith("P") or han else "letter"


def _plain(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a word without accents and capitals, and from which character each of its letters came."""
    letters: list[str] = []
    at: list[int] = []
    for index in range(start, end):
        plain = _bare(text[index])
        letters.append(plain)
        at += [index] * len(plain)
    return "".join(letters), at


@lru_cache(maxsize=8192)
def _bare(char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cf"):
        return ""
    lowered = unicodedata.normalize("NFD", char.lower())
    return "".join(c for c in lowered if unicodedata.category(c) != "Mn")


def _cut(word: str, vocabulary: Mapping[str, int]) -> Sequence[tuple[int, int, int]]:
    """Return (id, start, end) of the longest pieces from the left; the whole word as unknown where one has none."""
    if len(word) > _LONGEST:
        return [(UNKNOWN, 0, len(word))]
    pieces: list[tuple[int, int, int]] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            number = vocabulary.get(word[start:end] if start == 0 else "##" + word[start:end])
            if number is not None:
                pieces.append((number, start, end))
                start = end
                break
        else:
            return [(UNKNOWN, 0, len(word))]
    return pieces
