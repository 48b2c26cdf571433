"""Article → windows of word pieces, as the encoder reads them.

A window holds whole sentences, as many as fit, behind the article's title: who "he" is and which country "the
government" governs stands there more often than anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geobrief.events.wordpieces import CLS, SEP, Piece, word_pieces
from geobrief.model import Article

WINDOW = 288
"""Word pieces of a window at most, marks and title included."""
MOST = 24_000
"""Word pieces of an article that are read for events, some 100,000 characters; what stands behind them is not news."""
TITLE = 40
"""Word pieces of the title that every window but the first begins with."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once."""

    ids: tuple[int, ...]
    """Vocabulary ids with the marks that open and close them."""
    first: int
    """Index of the first of the article's pieces that it holds."""
    skip: int
    """Ids before that piece: the opening mark and the title."""
    count: int
    """Pieces of the article that it holds."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces of an article's sentences, in order, and the windows that hold each of them once."""

    pieces: tuple[Piece, ...]
    sentence: tuple[int, ...]
    """Of each piece: index of its sentence in the article."""
    windows: tuple[Window, ...]


def lay_out(article: Article, vocabulary: Mapping[str, int]) -> Pieces:
    """Return the pieces of an article's sentences and the windows that hold them."""
    pieces: list[Piece] = []
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    for number, span in enumerate(article.sentences):
        first = len(pieces)
        pieces += word_pieces(article.text, span.start, span.end, vocabulary)
        sentence += [number] * (len(pieces) - first)
        if len(pieces) > MOST:
            del pieces[MOST:], sentence[MOST:]
        bounds += _parts(first, len(pieces))
        if len(pieces) == MOST:
            break
    title = article.title or ""
    head = tuple(piece.id for piece in word_pieces(title, 0, len(title), vocabulary)[:TITLE])
    return Pieces(tuple(pieces), tuple(sentence), _windows(pieces, bounds, head))


def _parts(first: int, last: int) -> list[tuple[int, int]]:
    """Cut a sentence that no window could hold behind a title."""
    room = WINDOW - TITLE - 3
    return [(at, min(at + room, last)) for at in range(first, last, room)]


def _windows(pieces: list[Piece], bounds: list[tuple[int, int]], title: tuple[int, ...]) -> tuple[Window, ...]:
    windows: list[Window] = []
    begun: tuple[int, int] | None = None
    for first, last in bounds:
        room = WINDOW - (2 if not windows else 3 + len(title))
        if begun and last - begun[0] > room:
            windows.append(_window(pieces, begun, title if windows else ()))
            begun = None
        begun = (begun[0] if begun else first, last)
    if begun:
        windows.append(_window(pieces, begun, title if windows else ()))
    return tuple(windows)


def _window(pieces: list[Piece], span: tuple[int, int], title: tuple[int, ...]) -> Window:
    head = (CLS, *title, SEP) if title else (CLS,)
    ids = (*head, *(piece.id for piece in pieces[span[0] : span[1]]), SEP)
    return Window(ids=ids, first=span[0], skip=len(head), count=span[1] - span[0])
