"""PDF files with a text layer → one draft. Needs the extra ``geobrief[pdf]`` (pypdf).

A PDF holds lines, not paragraphs: lines that a column's width broke are joined, words that it
hyphenated are put together, and running heads and feet are left out.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.articles.bylines import read_byline
from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.formats.extras import keep_quiet
from geobrief.articles.publication import read_date_line
from geobrief.articles.titles import same_words
from geobrief.errors import ArticleError

if TYPE_CHECKING:
    import pypdf

# A page takes 3 milliseconds where it holds lines and nothing else, and ten times that in a magazine's layout; the
# longest reports of inquiries have under 3,000 pages.
_MOST_PAGES = 3_000
# As much text as is read of a text file.
_MOST_CHARACTERS = 20_000_000
# Fewer letters than this to a page, over the whole file, are page numbers and stamps on pictures of pages.
_LETTERS_OF_A_PAGE = 15
# Heads and feet are among the first and the last lines of a page, and so many pages have them: of a short file two,
# of a longer one three, or a share of all.
_EDGE = 3
_FEWEST_OF_SHORT, _SHORT_FILE, _FEWEST_REPEATS = 2, 6, 3
_SHARE_OF_PAGES, _SHARE_OF_A_CHAPTER = 0.4, 0.02
_FEWEST_WORDS_ANYWHERE = 3
_FOLIO = re.compile(
    r"[\W_]*(?:(?:page|seite|página|pagina|pág\.?|s\.|p\.|стр\.?|страница|صفحة)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur|van|di|из|من)\s*\d{1,4})?"
    r"(?:\s*\|?\s*page)?[\W_]*|[\W_]*(?-i:[ivxl]{1,7})[\W_]*",
    re.IGNORECASE,
)
# By-lines and dates stand in lines of their own in the head of an article.
_HEAD_LINES = 12
_LONGEST_BYLINE = 120
_WIDER = 1.2
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")


def read_pdf(path: Path, data: bytes) -> Iterator[Draft]:
    """Bytes of a PDF → its draft."""
    pages, title = _pages(path, data)
    letters = sum(char.isalpha() for page in pages for char in page)
    if letters < _LETTERS_OF_A_PAGE * max(1, len(pages)):
        raise ArticleError(
            str(path),
            "is scanned: it holds pictures of pages and no text; run text recognition over it (OCRmyPDF does)",
        )
    lines = _without_page_furniture(pages, clean(title))
    if not any(lines):
        # A notice that is the same on every page is what the file has to say.
        lines = [line.strip() for page in pages for line in page.split("\n")]
    text = "\n\n".join(_paragraphs(lines))
    # Programs write their own file names into the title: it counts if the page shows it.
    shown = clean(title)
    yield Draft(
        text, Fields(title=shown if shown and len(shown) > 10 and shown in text[:3000] else None), shows_title=True
    )


def _pages(path: Path, data: bytes) -> tuple[list[str], object]:
    """The text of each page, and the title that the file declares."""
    try:
        import pypdf  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise ArticleError(
            str(path), 'is a PDF file, and reading those needs an extra: pip install "geobrief[pdf]"'
        ) from error
    keep_quiet("pypdf")
    pages: list[str] = []
    title = None
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        obstacle = _obstacle(reader)
        if not obstacle:
            title = reader.metadata.title if reader.metadata else None
            pages, obstacle = _texts(reader)
    except pypdf.errors.DependencyError:
        obstacle = 'is encrypted in a newer way: save it without encryption, or pip install "pypdf[crypto]"'
    except Exception as error:  # pypdf meets damage in any of its parts, and raises as many kinds of errors
        raise ArticleError(str(path), "is a damaged PDF: fetch it again, or save its text as a .txt file") from error
    if obstacle:
        raise ArticleError(str(path), obstacle)
    return pages, title


def _obstacle(reader: pypdf.PdfReader) -> str | None:
    """Why an open file is not read, or None."""
    if reader.is_encrypted and not reader.decrypt(""):
        return "is encrypted: open it with its password and save it without"
    if len(reader.pages) > _MOST_PAGES:
        return f"has {len(reader.pages):,} pages (at most {_MOST_PAGES:,}): save the pages of the article"
    return None


def _texts(reader: pypdf.PdfReader) -> tuple[list[str], str | None]:
    """The text of each page of an open file, or why it is not read."""
    pages: list[str] = []
    characters = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        characters += len(pages[-1])
        if characters > _MOST_CHARACTERS:
            return (
                [],
                f"holds more than {_MOST_CHARACTERS // 1_000_000} million characters: save the pages of the article",
            )
    return pages, None


def _without_page_furniture(pages: Sequence[str], title: str | None) -> list[str]:
    """Pages → their lines, without running heads and feet and without the pages' numbers.

    The title may be a running head too: where it stands first, it is the title.
    """
    lined = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    at_edges = _repeated(lined)
    anywhere = _on_every_page(lined)
    kept: list[str] = []
    wanted = same_words(title or "") or None
    for lines in lined:
        last = len(lines) - _EDGE
        for at, line in enumerate(lines):
            edge = (at < _EDGE or at >= last) and _is_edge(line, at_edges)
            if wanted and same_words(line) == wanted:
                wanted = None
                kept.append(line)
            elif not edge and _unnumbered(line) not in anywhere:
                kept.append(line)
        kept.append("")
    return kept


def _repeated(lined: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands at the head or the foot of several pages, but for its numbers.

    The same words need few pages, as chapters have heads of their own; where the numbers differ it may be a row of a
    table, unless a good part of the pages has it.
    """
    as_written: Counter[str] = Counter()
    unnumbered: Counter[str] = Counter()
    for lines in lined:
        edge = set(lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]])
        as_written.update(edge)
        unnumbered.update({_unnumbered(line) for line in edge})
    few = _FEWEST_OF_SHORT if len(lined) <= _SHORT_FILE else max(_FEWEST_REPEATS, len(lined) * _SHARE_OF_A_CHAPTER)
    many = max(_FEWEST_OF_SHORT, len(lined) * _SHARE_OF_PAGES)
    same = {_unnumbered(line) for line, count in as_written.items() if count >= few}
    return frozenset(same | {line for line, count in unnumbered.items() if count >= many})


def _on_every_page(lined: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that each page has once, wherever: where columns are read one after the other, heads and feet lie between."""
    if len(lined) < _FEWEST_REPEATS:
        return frozenset()
    pages: Counter[str] = Counter()
    all_of_them: Counter[str] = Counter()
    for lines in lined:
        found = Counter(map(_unnumbered, lines))
        pages.update(found.keys())
        all_of_them.update(found)
    least = len(lined) - (len(lined) > _FEWEST_REPEATS)
    return frozenset(
        line
        for line, count in pages.items()
        if count >= least and count == all_of_them[line] and len(line.split()) >= _FEWEST_WORDS_ANYWHERE
    )


def _is_edge(line: str, furniture: frozenset[str]) -> bool:
    return _unnumbered(line) in furniture or bool(_FOLIO.fullmatch(line))


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines as a column broke them → paragraphs."""
    lengths = sorted(len(line) for line in lines if line)
    # Most lines of running text fill the column: nine in ten are no longer than this.
    full = lengths[int(len(lengths) * 0.9)] if lengths else 0
    held: list[str] = []  # in pieces: one paragraph may be all of a long report
    before = ""
    # The end of a page ends no sentence.
    for number, line in enumerate(line for line in lines if line):
        apart = number < _HEAD_LINES and (_stands_alone(before) or _stands_alone(line))
        if held and not apart and _goes_on(before, line, full):
            _join(held, line)
        else:
            if held:
                yield _drawn("".join(held))
            held = [line]
        before = line
    if held:
        yield _drawn("".join(held))


def _join(held: list[str], line: str) -> None:
    """Put a line behind the pieces of its paragraph, of which the last is the line before."""
    if not _HYPHEN.search(held[-1]):
        held.append(" ")
    else:
        # A hyphen before a capital belongs to the name: "Guinea-Bissau".
        held[-1] = _HYPHEN.sub("" if line[0].islower() else "-", held[-1])
    held.append(line)


def _drawn(paragraph: str) -> str:
    """A paragraph as it is seen: a soft hyphen that stands inside a line was drawn, and is a hyphen."""
    return re.sub(r"(?<=[^\W\d_])\u00ad(?=[^\W\d_])", "-", paragraph)


def _stands_alone(line: str) -> bool:
    """Whether a line is a by-line or a date and nothing else."""
    if not line or len(line) > _LONGEST_BYLINE:
        return False
    dated = read_date_line(line)
    return (dated is not None and not dated.rest) or read_byline(line) is not None


def _goes_on(before: str, line: str, full: int) -> bool:
    if line[0].islower() or _HYPHEN.search(before):
        return True
    ended = before[-1] in '.!?…:"”’»'
    # Wider than the column: a heading that spans several.
    other = len(before) < 0.8 * full or (len(before) > _WIDER * full and len(line) <= full)
    return not other and not (ended and len(before) < 0.9 * full)
