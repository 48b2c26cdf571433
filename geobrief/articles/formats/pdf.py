"""PDF files with a text layer → one draft. Needs the extra ``geobrief[pdf]`` (pypdf).

A PDF holds lines, not paragraphs: lines that a column's width broke are joined, words that it
hyphenated are put together, and what stands at the head or foot of every page is left out.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.articles.draft import Draft, Fields, clean
from geobrief.articles.formats.extras import keep_quiet
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
# What is at the head or foot of so many pages belongs to the paper, not to the article.
_FEWEST_REPEATS = 3
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
    lines = _without_page_furniture(pages)
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


def _without_page_furniture(pages: Sequence[str]) -> list[str]:
    """Pages → their lines, without what stands first or last on several of them but for its numbers."""
    lined = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges: Counter[str] = Counter()
    for lines in lined:
        edges.update({_unnumbered(line) for line in (*lines[:2], *lines[-2:])})
    furniture = {key for key, count in edges.items() if count >= max(_FEWEST_REPEATS, len(pages) / 2)}
    kept: list[str] = []
    for lines in lined:
        last = len(lines) - 2
        kept += [line for at, line in enumerate(lines) if not ((at < 2 or at >= last) and _is_edge(line, furniture))]
        kept.append("")
    return kept


def _is_edge(line: str, furniture: set[str]) -> bool:
    return _unnumbered(line) in furniture or bool(
        re.fullmatch(r"[\W_]*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[\W_]*", line, re.IGNORECASE)
    )


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines as a column broke them → paragraphs."""
    lengths = sorted(len(line) for line in lines if line)
    # Most lines of running text fill the column: nine in ten are no longer than this.
    full = lengths[int(len(lengths) * 0.9)] if lengths else 0
    held = ""
    before = ""
    for line in lines:
        if not line:
            # The end of a page ends no sentence.
            continue
        if held and _goes_on(before, line, full):
            held = _HYPHEN.sub("", held) + line if _HYPHEN.search(held) and line[0].islower() else f"{held} {line}"
        else:
            if held:
                yield held
            held = line
        before = line
    if held:
        yield held


def _goes_on(before: str, line: str, full: int) -> bool:
    if line[0].islower() or _HYPHEN.search(before):
        return True
    ended = before[-1] in '.!?…:"”’»'
    short = len(before) < 0.8 * full
    return not short and not (ended and len(before) < 0.9 * full)
