"""Text → tokens, each with its offsets, in the two ways in which the stages cut them.

Names are looked for in *tokens*: words with the apostrophes inside them ("Sana'a", "d'Ivoire"), numbers, initialisms with
their full stops ("U.S.", and "U.S" where the last is forgotten) and single signs. They are held in one writing: no hidden
characters, one apostrophe, one hyphen; their offsets are those of the text as it stands. Figures and what is counted are
read in *words*, which keep hyphens ("five-day") and part the possessive 's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geobrief.model import Article

HIDDEN = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Characters that show nothing, as a range of a pattern: soft hyphens, zero-width signs, marks of direction."""

_JOINERS = f"\u0300-\u036f{HIDDEN}"
"""Combining marks and hidden characters: they stand inside words and never end one."""

APOSTROPHES = "'’‘‛`´′＇ʼʻʽʾʿˈˊˋʹ"
"""The signs that writers use for an apostrophe, a hamza or an ayn."""

_CLITIC = r"(?i:s|t|d|m|re|ve|ll)(?![^\W_])"
"""What English ties to a word by an apostrophe: "Mali's" and "don't" are no names with an apostrophe inside."""

_PLAIN = rf"[^\W_](?:[^\W_]|[{_JOINERS}])*"
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{1,11}}[^\W\d_](?![\w.])|(?:[^\W\d_]\.){{2,12}}"
    rf"|(?:(?<![^\W_])[Rr]a[{APOSTROPHES}]s(?![^\W_]))"
    rf"|{_PLAIN}(?:(?<=[^\W\d_])[{APOSTROPHES}](?!{_CLITIC})(?=[^\W\d_]){_PLAIN})*|[^\s{_JOINERS}]"
)


@dataclass(slots=True)
class Tokens:
    """The tokens of the searched part of an article, sentence by sentence, in text order."""

    text: str
    words: list[str]
    """In one writing: see :func:`written_once`."""
    starts: list[int]
    ends: list[int]
    sentence_of: list[int]
    """Index into ``Article.sentences``."""
    bounds: list[tuple[int, int]]
    """First token and end token of each sentence."""

    def span(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last`` (exclusive)."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def tokenise(article: Article) -> Tokens:
    """Article → its tokens, sentence by sentence."""
    tokens = Tokens(article.text, [], [], [], [], [])
    words, starts, ends, owners = tokens.words, tokens.starts, tokens.ends, tokens.sentence_of
    for number, sentence in enumerate(article.sentences):
        first = len(words)
        matches = list(_TOKEN.finditer(article.text, sentence.start, sentence.end))
        words += [written_once(match.group()) for match in matches]
        starts += [match.start() for match in matches]
        ends += [match.end() for match in matches]
        owners += [number] * len(matches)
        tokens.bounds.append((first, len(words)))
    return tokens


_ONE_WRITING = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), "‐": "-", "‑": "-"})
_UNSEEN = re.compile(rf"[{HIDDEN}]+")


def written_once(word: str) -> str:
    """A token in the one writing in which words are compared: "Sana‘a" as "Sana'a", "U.S" as "U.S."."""
    if word.isascii() and word.isalnum():
        return word
    return _written_once(word)


@lru_cache(maxsize=20_000)
def _written_once(word: str) -> str:
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", word))
    if len(plain) > 1:
        plain = plain.translate(_ONE_WRITING).strip("'") or plain
        return f"{plain}." if "." in plain and plain[-1] != "." else plain
    return "-" if plain in "‐‑" else plain or word


def is_capitalised(word: str) -> bool:
    """Whether a word can begin a name: an upper-case letter first, or behind an apostrophe ("d'Ivoire"; not "iPhone")."""
    head = word[0]
    if head.isupper() or (head > "\u02ff" and head.isalpha() and head.lower() == head.upper()):
        return True
    mark = word.find("'") + 1
    return 0 < mark < len(word) and word[mark].isupper()


# A word may hold hyphens, dots and apostrophes inside, but not the possessive 's, which is a token of its own. The last
# stop of "U.S." and of a short title belongs to its word, so that no phrase ends there.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mrs?|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Brig|Adm|Sen|Gov|Rev)\.|"
    r"\d+(?:[.,]\d+)+|\w+(?:(?:[-.&]|['’](?!s\b))\w+)*|['’]s\b|\S"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign of an article."""

    start: int
    """Offset into the article's text."""
    end: int
    text: str
    low: str
    """Lower case, with a straight apostrophe."""


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and signs of ``text[start:end]``, with offsets into ``text``."""
    return tuple(_iter_words(text, start, end))


def _iter_words(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        text_of = found.group()
        low = text_of.lower().replace("’", "'")
        yield Word(found.start(), found.end(), text_of, low.rstrip(".") or low)


def is_word(word: Word) -> bool:
    """Whether it is a word or a number, not a sign."""
    return word.low[0].isalnum()
