"""Article → tokens and chunks: the units that the recogniser decides on.

A token is a word with the apostrophes inside it ("Sana'a", "d'Ivoire"), a number, an initialism with its full stops
("U.S.", and "U.S" where the last is forgotten) or one other character. Tokens are held in one writing: no hidden
characters, one apostrophe, one hyphen; their offsets are those of the text as it stands. A chunk is a run of capitalised words with the small words and signs that may stand inside a name ("Port-au-Prince",
"University of Niamey", "St. Louis"): every name of the places that we look for lies inside one chunk.
"""

from __future__ import annotations

import re
import unicodedata
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

CONNECTORS = frozenset(
    "of the and de la le les du des del di da do dos das el al az as an on in upon sur en am y e ben bin bou ould "
    "ibn van von der den het ter au aux ez ash ar il lo es i".split()
)
"""Lower-case words that names carry inside them."""

TYPE_NOUNS = frozenset(
    "district province state county region river lake valley coast desert island islands peninsula basin mountains "
    "governorate prefecture municipality city town village parish bay gulf strait sea border archipelago camp".split()
)
"""Lower-case nouns that writers put behind a name as a part of it: "Karak district", "Benue state"."""

_SIGNS = frozenset(".-'’–&‘`´′")
"""Signs that may stand between two capitalised words of one name. A stroke is none: "Khartoum/Omdurman" are two."""

_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
"""Wires write them right behind a name: "captured Fallujah Sunday"."""

CLIPPED = frozenset(
    "Ala Alta Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb Nebr Nev Okla Ont "
    "Ore Pa Que Sask Tenn Tex Va Vt Wash Wis Wisc Wyo".split()
)
"""Provinces as they are clipped behind a town. What follows their full stop is another name."""

MAX_CHUNK = 40
"""Tokens in a chunk; a longer run (a page in capitals) is cut there, so that work stays linear."""


@dataclass(slots=True)
class Chunk:
    """Tokens ``first`` to ``last`` (exclusive), and the sentence that they stand in."""

    first: int
    last: int
    sentence: int


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


def find_chunks(tokens: Tokens) -> list[Chunk]:
    """Tokens → chunks, in text order. Linear in the tokens."""
    chunks: list[Chunk] = []
    words = tokens.words
    for number, (first, end) in enumerate(tokens.bounds):
        index = first
        while index < end:
            word = words[index]
            # Most words are these; the test is only here to be fast.
            if ("a" <= word[0] <= "z" and word.islower() and word not in CONNECTORS) or not _starts_chunk(
                words, index, end
            ):
                index += 1
                continue
            last = _chunk_end(tokens, index, end)
            chunks.append(Chunk(index, last, number))
            index = last
    return chunks


def _starts_chunk(words: list[str], index: int, end: int) -> bool:
    """A capitalised word, a number right before one ("19th Street"), or an article tied to one ("al-Tanf")."""
    word = words[index]
    if is_capitalised(word):
        return True
    if word[0].isdigit():
        return index + 1 < end and words[index + 1][0].isupper()
    return word in CONNECTORS and index + 2 < end and words[index + 1] in "-'’" and words[index + 2][0].isupper()


def _chunk_end(tokens: Tokens, index: int, end: int) -> int:
    """One past the last token of the chunk that begins at ``index``."""
    words = tokens.words
    limit = min(end, index + MAX_CHUNK)
    last = index + 1
    ahead = last
    bridge = 0
    while ahead < limit and not _is_over(tokens, index, ahead):
        word = words[ahead]
        if is_capitalised(word) or (word[0].isdigit() and bridge == 0):
            last, bridge = ahead + 1, 0
        elif bridge < 3 and _bridges(tokens, ahead):
            bridge += 1
        elif word in TYPE_NOUNS and bridge == 0:
            return ahead + 1
        else:
            break
        ahead += 1
    return last + 1 if _takes_stop(tokens, last, end) else last


def _is_over(tokens: Tokens, first: int, ahead: int) -> bool:
    """Whether a name that began at ``first`` is over before a token: a day comes, or a clipped province has ended."""
    words = tokens.words
    if words[ahead] in _DAYS:
        return True
    if first == 0 or words[first - 1] != ",":
        return False
    before = words[ahead - 1]
    if ahead - first == 1:
        return before.count(".") > 1 and before.isupper()
    return ahead - first == 2 and before == "." and words[first] in CLIPPED


def _bridges(tokens: Tokens, index: int) -> bool:
    """Whether a token may stand inside a name: a small word, a possessive s, a sign that touches the word before."""
    word = tokens.words[index]
    if word in CONNECTORS:
        return True
    touches = tokens.ends[index - 1] == tokens.starts[index]
    return touches and (word in _SIGNS or (word == "s" and tokens.words[index - 1] in "'’"))


def _takes_stop(tokens: Tokens, last: int, end: int) -> bool:
    """Whether a full stop after the last word may belong to it: "Calif.", "St."."""
    return (
        last < end
        and tokens.words[last] == "."
        and tokens.ends[last - 1] == tokens.starts[last]
        and len(tokens.words[last - 1]) <= 5
    )
