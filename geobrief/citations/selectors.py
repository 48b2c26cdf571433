"""Citation → how to find its sentence again: W3C selectors, and a link that scrolls to it."""

from __future__ import annotations

import re
from typing import TypedDict
from urllib.parse import quote, urldefrag

from geobrief.model import Citation

# What stands before and after tells apart two sentences that are the same; the W3C's examples use as much.
_CONTEXT = 32
# Longer quotations are given by their first and last words, which also lets them run over a paragraph's end.
_LONGEST_EXACT_WORDS = 12
_WORDS_AT_ENDS = 5


class TextQuoteSelector(TypedDict):
    """A quotation and its surroundings: https://www.w3.org/TR/annotation-model/#text-quote-selector ."""

    type: str
    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(TypedDict):
    """Code points, half-open: https://www.w3.org/TR/annotation-model/#text-position-selector ."""

    type: str
    start: int
    end: int


def text_quote_selector(citation: Citation, text: str = "") -> TextQuoteSelector:
    """Citation → its quotation with what stands around it in ``text``, the article's text where it is at hand."""
    return TextQuoteSelector(
        type="TextQuoteSelector",
        exact=citation.quote,
        prefix=text[max(0, citation.start - _CONTEXT) : citation.start],
        suffix=text[citation.end : citation.end + _CONTEXT] if text else "",
    )


def text_position_selector(citation: Citation) -> TextPositionSelector:
    """Citation → where its quotation stands in the article's text."""
    return TextPositionSelector(type="TextPositionSelector", start=citation.start, end=citation.end)


def deep_link(url: str | None, words: str) -> str | None:
    """The address of a page and a sentence on it → an address that scrolls to the sentence, or None.

    Browsers that know no text fragments open the page. Only http and https addresses are given back.
    """
    if not url or not re.match(r"https?://", url, re.IGNORECASE):
        return None
    parts = words.split()
    if not parts:
        return url
    page, fragment = urldefrag(url)
    fragment = fragment.partition(":~:")[0]
    if len(parts) <= _LONGEST_EXACT_WORDS:
        told = _encoded(parts)
    else:
        told = f"{_encoded(parts[:_WORDS_AT_ENDS])},{_encoded(parts[-_WORDS_AT_ENDS:])}"
    return f"{page}#{fragment}:~:text={told}"


def _encoded(parts: list[str]) -> str:
    # The dash, the comma and the ampersand have a meaning in the directive; quote leaves the dash.
    return quote(" ".join(parts).encode("utf-8", "replace"), safe="").replace("-", "%2D")
