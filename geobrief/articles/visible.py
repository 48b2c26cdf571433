"""Text as it came → text as it is seen: without hidden signs, and without the marks of a wrong encoding.

A hidden hyphen inside a name, or two signs where one letter was, part the name from every gazetteer; half of it may
name another place. What is taken out cannot be seen, so that the text reads as it did.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

# Windows-1252 has signs where Latin-1 has control characters; a text that holds those was read with the wrong label.
_CONTROLS = re.compile("[\u0080-\u0084\u0086-\u009f]")
_NEXT_LINE = "\u0085"

_SOFT_BREAK = re.compile("\u00ad[ \\t]*\\n[ \\t]*(?=[a-zß-öø-ÿа-яё])")
# Between a small letter and a capital stood a hyphen or a blank that was drawn: "Guinea-Bissau", "Burkina Faso".
_SOFT_HYPHEN_OF_A_NAME = re.compile("(?<=[a-zß-öø-ÿа-яё])\u00ad(?=[A-ZÀ-ÖØ-ÞА-ЯЁ][a-zß-öø-ÿа-яё])")
_BLANK_WITHOUT_WIDTH = re.compile("(?<=[a-zß-öø-ÿа-яё.,;:!?])\u200b+(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])|(?<=[.,;:!?])\u200b+(?=\\w)")
# Soft hyphen, combining joiner, Arabic letter mark, vowel separator, zero width, directions of writing, joiners, byte order mark.
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_ANY_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u2011\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")

# First bytes of letters in UTF-8 (Latin, Greek, Cyrillic, Hebrew, Arabic, marks of quotation), seen as Windows-1252.
_TWICE = re.compile("[ÂÃÄÅÆÇÈÉÌÍÎÏÐÑÒÓÔÕ×ØÙÚÛáâï]")
# Most texts that were encoded twice were so once; some, again.
_MOST_TIMES = 3
# What a repair may give: letters of the scripts that are read, accents, and punctuation.
_LETTERS = re.compile(
    "[\u0000-\u007f\u00a0-\u058f\u05d0-\u06ff\u1e00-\u1fff\u2010-\u206f\u20a0-\u20bf\u2116\u2122\u2190-\u21ff\ufb00-\ufb06\ufeff]*"
)
# Half of a letter whose other half is lost: what stands before it must not be taken for a word ("MÃ" is no Morocco).
_LOST = re.compile(
    "(?<=[a-zß-öø-ÿ])[ÃÂ][?\ufffd](?=[a-z])|(?<=\\b[A-Z])[ÃÂ](?:[?\ufffd](?=[a-z])|[ \u00a0](?=[a-z]{3}))"
)
_LOST_GRAVE = re.compile("(?<=[a-zß-öø-ÿ])Ã(?=\\s)")
# Signs that also stand alone behind a letter: closing quotation marks, dashes, dots. Before one of them a letter is no
# first half of another, unless a small letter follows.
_ALSO_ALONE = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2039\u203a\u00ab\u00bb"


def as_seen(text: str) -> str:
    """Text → the same as a reader sees it: encodings put right, hidden signs taken out, every hyphen a hyphen."""
    if text.isascii():
        return text
    return _without_hidden(mended(text))


def mended(text: str) -> str:
    """Text → the same, where it was read with a wrong label or encoded twice, with the letters that were meant."""
    if _CONTROLS.search(text):
        # Some were half of a letter that was encoded twice: those first.
        text = "\n".join(map(_mended_line, text.split("\n")))
        text = _CONTROLS.sub(lambda match: _windows()[match.group()], text).replace(_NEXT_LINE, "…")
    return "\n".join(map(_mended_line, text.split("\n"))) if _TWICE.search(text) else text


def _without_hidden(text: str) -> str:
    if not _ANY_HIDDEN.search(text):
        return text
    text = _SOFT_BREAK.sub("", text)
    text = _BLANK_WITHOUT_WIDTH.sub(" ", _SOFT_HYPHEN_OF_A_NAME.sub("-", text))
    return _HIDDEN.sub("", text).translate(_HYPHENS)


def _mended_line(line: str) -> str:
    """A line → the letters that were meant, if all of it was encoded twice; else where single signs are sure."""
    if not _TWICE.search(line):
        return line
    # On the way back from a text that was encoded three times stand control characters, at the end none.
    whole, found = line, None
    for _ in range(_MOST_TIMES):
        again = _decoded_again(whole)
        if again is None:
            break
        whole = again
        found = whole if _LETTERS.fullmatch(whole) else found
    if found is not None:
        return found
    return _LOST.sub("\ufffd", _LOST_GRAVE.sub("à", _pairs().sub(_mended_pair, line)))


def _mended_pair(match: re.Match[str]) -> str:
    found = _decoded_again(match.group())
    return found if found is not None and _LETTERS.fullmatch(found) else match.group()


def _decoded_again(text: str) -> str | None:
    """What text means if it is UTF-8 that was read as Windows-1252, or None where it is not."""
    try:
        found = text.encode("cp1252", _OPEN_BYTES).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    return found if found != text else None


def _open_bytes(error: UnicodeError) -> tuple[bytes, int]:
    """The five bytes that Windows-1252 leaves open are those of Latin-1."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


_OPEN_BYTES = "geobrief.open-bytes"
codecs.register_error(_OPEN_BYTES, _open_bytes)


@cache
def _windows() -> dict[str, str]:
    """Control characters of Latin-1 → the signs that Windows-1252 has in their places, or nothing."""
    return {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


@cache
def _pairs() -> re.Pattern[str]:
    """One letter or sign in UTF-8, seen as Windows-1252, that nobody writes so."""
    following = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0))
    sure = "".join(char for char in following if char not in _ALSO_ALONE)
    inside = f"(?:[{re.escape(sure)}]|[{re.escape(following)}](?=[a-zß-öø-ÿ]))"
    return re.compile(f"[ÂÃÄÅÐÑØÙ]{inside}|(?:â€|â„)[{re.escape(following)}]|ï»¿")
