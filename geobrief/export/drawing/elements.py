"""SVG by hand: elements as text, escaped, with short numbers and nothing that XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""

_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""Controls and marks of direction: in a picture they move or hide the text beside them."""


def one_line(text: str) -> str:
    """Return text as it can stand in a line of a picture: controls and runs of white space become one space."""
    return " ".join(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub(" ", text)).split())


def number(value: float) -> str:
    """Return a length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(value) < 0.005 else _short(value)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(name: str, /, *children: str, **attributes: str | float | None) -> str:
    """Return an element; ``_`` at the end of an attribute's name is dropped, others become ``-``.

    Children are markup already; text goes through :func:`text_of`.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            shown = value if isinstance(value, str) else number(value)
            parts.append(f"{key.rstrip('_').replace('_', '-')}={quoteattr(_NOT_XML.sub('', shown))}")
    inside = "".join(children)
    return f"<{' '.join(parts)}>{inside}</{name}>" if inside else f"<{' '.join(parts)}/>"


def text_of(text: str) -> str:
    """Return text as markup."""
    return escape(one_line(text))


def layer(name: str, title: str, children: Iterable[str], **attributes: str | float | None) -> str:
    """Return a named group, which drawing programs show as a layer; empty where there is nothing in it."""
    inside = [child for child in children if child]
    if not inside:
        return ""
    opened = element("g", "\0", id=f"layer-{name}", **attributes)
    named = f" inkscape:groupmode={quoteattr('layer')} inkscape:label={quoteattr(title)}"
    start, _, end = opened.partition("\0")
    return f"{start[:-1]}{named}>\n" + "\n".join(inside) + f"\n{end}"


def path(points: Iterable[tuple[float, float]], *, closed: bool) -> str:
    """Return the data of a path in tenths of a pixel; positions that fall together are left out."""
    steps: list[str] = []
    for x, y in points:
        step = f"{x:.1f} {y:.1f}"
        if not steps or steps[-1] != step:
            steps.append(step)
    if len(steps) < (3 if closed else 2):
        return ""
    return "M" + "L".join(steps) + ("Z" if closed else "")
