"""The one normal form of names, and the key under which misspelt ones are found.

``fold`` works word by word: the fold of a phrase is the folds of its words, joined by one blank (words that
fold to nothing fall out). A reader of texts may therefore fold each word once and join n-grams from that.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {
    "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l", "ŋ": "n",
    "œ": "oe", "ŧ": "t", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɣ": "g",
    "ي": "ی", "ك": "ک", "ى": "ی", "ة": "ه", "&": " and ",
}  # fmt: skip
"""Letters that Unicode does not decompose, and pairs of Arabic letters that writers of Arabic, Persian and
Urdu use for one another."""

_DROPPED = "'’‘`´ʻʼʽʾʿˈˊˋ′″\".·•“”„«»‹›\u200b\u200c\u200d\u2060\ufeff\u00ad\u0640"
"""Apostrophes of all makes, full stops, quotation marks, invisible characters and the Arabic tatweel."""

_BLANKED = "-‐‑‒–—―−_/\\,;:!?()[]{}|+*#~^<>=…،؛"
"""Hyphens and everything else that only separates words."""

_DAMAGE = "".join(map(chr, (*range(9), *range(0x0E, 0x1C), 0x7F, *range(0xD800, 0xE000))))
"""Control characters and halves of characters that damaged text holds. No index can be asked for them."""

_CHARACTERS = str.maketrans(
    {**_LETTERS, **dict.fromkeys(_DAMAGE, ""), **dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_BLANKED, " ")}
)

_SHORTER = {"saint": "st", "mount": "mt", "fort": "ft"}
"""Words that English texts write in two ways before a name. Gazetteers use either."""

MAX_NAME = 200
"""Longest name that is looked up, in characters; GeoNames allows as many. Longer strings match nothing."""


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word, or a phrase, → its normal form: no case, no accents, no apostrophes, hyphens as blanks.

    A hyphenated word folds to several words ("Timbuktu-Nord" to "timbuktu nord").
    """
    text = word.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join([c for c in text if not unicodedata.combining(c)])
        # A compatibility form may decompose to a capital (𝐀) or to a letter of the table above (ﷲ).
        text = unicodedata.normalize("NFC", text.casefold())
    parts = text.translate(_CHARACTERS).split()
    return " ".join([_SHORTER.get(part, part) for part in parts])


def fold(name: str) -> str:
    """A name as written → its normal form, the key of every look-up.

    >>> fold("São Tomé"), fold("N’Djamena"), fold("U.S."), fold("Saint-Louis")
    ('sao tome', 'ndjamena', 'us', 'st louis')
    """
    if len(name) > MAX_NAME:
        return ""
    words = name.split()
    if len(words) == 1:
        return fold_word(words[0])
    return " ".join([folded for word in words if (folded := fold_word(word))])


_DIGRAPHS = (
    ("tch", "c"), ("sch", "s"), ("shch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ch", "c"), ("sh", "s"), ("zh", "z"), ("dj", "j"), ("dz", "z"), ("ts", "z"), ("qu", "k"), ("ck", "k"),
    ("cz", "c"), ("gu", "g"), ("ou", "u"), ("oo", "u"), ("rr", "r"),
)  # fmt: skip
"""Spellings of one sound, longest first: transliterations differ in these before they differ in anything else."""

_SOUNDS = str.maketrans({"q": "k", "c": "k", "x": "k", "v": "w", "j": "z", "y": "", "h": "", " ": ""})
_VOWELS = str.maketrans(dict.fromkeys("aeiou", ""))

MIN_SKELETON = 2
"""Shortest skeleton that is indexed: one consonant is shared by too many names to find anything."""


def skeleton(folded: str) -> str:
    """A folded name → its consonants, with sounds that spellings confuse made equal; may be empty.

    >>> skeleton(fold("Ouagadougou")) == skeleton(fold("Wagadugu"))
    True
    >>> skeleton(fold("Tillabéri")) == skeleton(fold("Tilabery"))
    True
    """
    text = folded
    if text.startswith("ou") and len(text) > 2 and text[2] in "aeiou":
        text = "w" + text[2:]
    for spelt, sound in _DIGRAPHS:
        text = text.replace(spelt, sound)
    text = text.translate(_SOUNDS)
    consonants = text.translate(_VOWELS)
    kept = [c for i, c in enumerate(consonants) if i == 0 or c != consonants[i - 1]]
    first = text[:1] if text[:1] in "aeiou" else ""
    return ("a" if first else "") + "".join(kept)
