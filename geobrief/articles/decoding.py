r"""Bytes of a text file → text, whatever program wrote them.

UTF-8 and UTF-16 are recognised, and the old encodings of Cyrillic and Arabic by their commonest letters.
Everything else is read as Windows-1252, of which Latin-1 is nearly a part; the few bytes it leaves open are
read as Latin-1 reads them. Line ends become ``\n``.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of old Office programs begin, and files of new ones that have a password."""

# What labels stand for in browsers, as the Encoding Standard has it: who writes the first means the second.
_MEANT = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
# Signs of other files, whatever their name says.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file (as DOCX, ODT and EPUB are)"),
    (OFFICE, "an old Office file (DOC, XLS, PPT)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)
# Encodings of texts; Python knows others by which bytes stand for anything.
_ENCODING = re.compile(
    r"(?:iso|windows|cp|koi|mac|utf-?(?:8|16|32)|gb|big5|shift|sjis|euc|latin|us-ascii|ascii|tis)", re.IGNORECASE
)
# Text holds no control characters but tabs and line ends; a stray one is a typing error, many are a program.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_LARGEST_SHARE_OF_CONTROLS = 0.01
_SAMPLE = 65_536
# Old encodings of other scripts, with the letters that make up more than half of any text in them.
_CYRILLIC = frozenset("оеаинтср")
_ARABIC = frozenset("اليمنوترب")
_OTHER_SCRIPTS = (
    *((encoding, _CYRILLIC) for encoding in ("cp1251", "koi8-r", "iso8859-5", "cp866")),
    *((encoding, _ARABIC) for encoding in ("cp1256", "iso8859-6")),
)
_SMALLEST_SHARE_OF_THEM = 0.4
# The first byte of a letter in UTF-16: Latin, Cyrillic and Arabic.
_PLANES = bytes((0x00, 0x04, 0x06))


class NotTextError(ValueError):
    """The bytes are no text; the message is the reason, to be put after the path."""


def decode(data: bytes, *, declared: str | None = None) -> str:
    r"""Bytes → text with ``\n`` line ends and without a byte order mark.

    Args:
        data: The whole file.
        declared: The encoding that the file or its envelope names; it is believed only if it fits.

    Raises:
        NotTextError: The bytes are a picture, a program or another kind of document.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(
                f"is not text: it is {what}, whatever its name says; save its text, or give it its own suffix"
            )
    return plain_line_ends(_decode(data, declared))


def plain_line_ends(text: str) -> str:
    r"""Text → the same with ``\n`` for every ``\r\n`` and ``\r``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\x00" in data or controls > _LARGEST_SHARE_OF_CONTROLS * len(sample):
        raise NotTextError("is not text: it holds NUL bytes or control characters; save it as plain text in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bits(data, declared)


def _eight_bits(data: bytes, declared: str | None) -> str:
    if declared and _ENCODING.match(declared):
        try:
            return _decode_as(data, codecs.lookup(declared).name)
        except (LookupError, ValueError):
            # A wrong label: read on as if there were none.
            pass
    other = _other_script(data[:_SAMPLE])
    if other:
        return data.decode(other, "replace")
    return _windows_1252(data)


def _decode_as(data: bytes, declared: str) -> str:
    meant = _MEANT.get(declared, declared)
    return _windows_1252(data) if meant == "cp1252" else data.decode(meant)


def _windows_1252(data: bytes) -> str:
    # The five bytes that Windows-1252 leaves open are read as Latin-1 reads them: nothing is lost.
    return data.decode("cp1252") if _is_cp1252(data) else data.decode("cp1252", _LATIN_1)


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


_LATIN_1 = "geobrief.latin-1"
codecs.register_error(_LATIN_1, _as_latin_1)


def _other_script(sample: bytes) -> str | None:
    """The encoding of a text most of whose letters are beyond ASCII, or None where most are within.

    Raises:
        NotTextError: They are of no script that is told apart here.
    """
    high = sum(byte >= 0x80 for byte in sample)
    if high <= sum(sample.count(letter) for letter in range(0x41, 0x7B)):
        return None
    share, encoding = max(
        (sum(char in letters for char in sample.decode(encoding, "replace").casefold()) / high, encoding)
        for encoding, letters in _OTHER_SCRIPTS
    )
    if share < _SMALLEST_SHARE_OF_THEM:
        raise NotTextError("is in an encoding that cannot be told from its bytes: save it as plain text in UTF-8")
    return encoding


def _is_cp1252(data: bytes) -> bool:
    return not data.translate(None, bytes(set(range(256)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of a text is then one of two or three that stand in no other text."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = (len(half) - len(half.translate(None, _PLANES)) for half in (sample[0::2], sample[1::2]))
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None
