"""Rich Text Format → one draft: its text, without fonts, styles, pictures and fields' instructions."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from geobrief.articles.draft import Draft, Fields, clean
from geobrief.errors import ArticleError

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]++|([^\\{}\r\n]++)|\\"
)
# Groups that hold no text of the document.
_HIDDEN = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator info pict object header footer headerl headerr headerf"
    b" footerl footerr footerf footnote annotation atnid atnauthor themedata colorschememapping datastore latentstyles xmlnstbl fldinst"
    b" bkmkstart bkmkend revtbl filetbl pntext mmathPr shppict nonshppict".split()
)
_SIGNS = {b"par": "\n", b"line": "\n", b"sect": "\n\n", b"page": "\n\n", b"row": "\n", b"tab": "\t", b"cell": "\t", b"emdash": "—"} | {
    b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"
}  # fmt: skip
_DEEPEST = 500
_CODE_PAGES = {b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850"}


def read_rtf(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of an RTF file → its draft."""
    document = _Document()
    for match in _TOKEN.finditer(data):
        document.read(match)
    # Signs beyond the first plane come as two numbers, each half of a sign.
    whole = "".join(document.text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = [" ".join(line.split()) for line in whole.split("\n")]
    text = "\n".join(lines).strip()
    if not any(char.isalpha() for char in text):
        raise ArticleError(str(path), "holds no words: save the article into it again")
    title = clean("".join(document.title))
    # As in Word: the title may be that of another document, and counts if the text has it.
    yield Draft(text, Fields(title=title if title and title in text[:2000] else None), shows_title=True)


class _Document:
    """The state of reading: which groups are open, and the text so far."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.title: list[str] = []
        # For each open group: whether it is hidden, whether it is the title, after how many bytes of \u text goes on.
        self.groups: list[tuple[bool, bool, int]] = [(False, False, 1)]
        self.veiled = [False]
        """For each open group: whether its text is hidden from the reader."""
        self.code_page = "cp1252"
        self.skip = 0

    def read(self, match: re.Match[bytes]) -> None:
        word, number, byte, sign, brace, run = match.groups()
        if brace:
            self._group(opens=brace == b"{")
        elif word:
            self._word(word, int(number) if number else None)
        elif byte:
            self._put(bytes([int(byte, 16)]).decode(self.code_page, "replace"), counts=True)
        elif sign == b"*":
            self._hide()
        elif sign:
            self._put({b"~": "\u00a0", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))
        elif run:
            self._run(run.decode(self.code_page, "replace"))

    def _group(self, *, opens: bool) -> None:
        if opens:
            self.groups.append(self.groups[-1] if len(self.groups) < _DEEPEST else (True, False, 1))
            self.veiled.append(self.veiled[-1])
        elif len(self.groups) > 1:
            self.groups.pop()
            self.veiled.pop()

    def _hide(self) -> None:
        self.groups[-1] = (True, False, self.groups[-1][2])

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"title" and self.groups[-1][0]:
            self.groups[-1] = (True, True, 1)
        elif word in _HIDDEN:
            self._hide()
        elif word == b"u" and number is not None:
            self._put(chr(number % 65536))
            self.skip = self.groups[-1][2]
        elif word == b"uc" and number is not None:
            self.groups[-1] = (*self.groups[-1][:2], min(max(number, 0), 10))
        elif word == b"ansicpg" and number:
            self._use(f"cp{number}")
        elif word in _CODE_PAGES:
            self._use(_CODE_PAGES[word])
        elif word in {b"v", b"plain"}:
            self.veiled[-1] = word == b"v" and number != 0
        else:
            self._put(_SIGNS.get(word, ""))

    def _use(self, code_page: str) -> None:
        try:
            codecs.lookup(code_page)
        except LookupError:
            return
        self.code_page = code_page

    def _run(self, run: str) -> None:
        self._put(run[self.skip :])
        self.skip = max(0, self.skip - len(run))

    def _put(self, text: str, *, counts: bool = False) -> None:
        if counts and self.skip:
            self.skip -= 1
            return
        hidden, title, _ = self.groups[-1]
        if title:
            self.title.append(text)
        elif not (hidden or self.veiled[-1]):
            self.text.append(text)
