"""Tokens → chunks: the units that the recogniser decides on.

A chunk is a run of capitalised words with the small words and signs that may stand inside a name ("Port-au-Prince",
"University of Niamey", "St. Louis"): every name of the places that we look for lies inside one chunk.
"""

from __future__ import annotations

from dataclasses import dataclass

from geobrief.text import Tokens, is_capitalised, listed

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

_DAYS = frozenset(day.capitalize() for day in listed("weekdays"))
"""Wires write them right behind a name: "captured Fallujah Sunday"."""

CLIPPED = frozenset(state.capitalize() for state in listed("states_clipped states_clipped_to_words"))
"""Provinces as they are clipped behind a town. What follows their full stop is another name."""

MAX_CHUNK = 40
"""Tokens in a chunk; a longer run (a page in capitals) is cut there, so that work stays linear."""


@dataclass(slots=True)
class Chunk:
    """Tokens ``first`` to ``last`` (exclusive), and the sentence that they stand in."""

    first: int
    last: int
    sentence: int


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
