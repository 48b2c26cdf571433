"""Proof that a page asks nobody for anything: every attribute and style that could load something is read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from geobrief.errors import RenderError

LOADING = frozenset({"src", "srcset", "href", "data", "poster", "background", "action", "formaction", "xlink:href"})
"""Attributes that load or send when the page is shown. A link (``a``) only does when a reader follows it."""

_STYLE_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?!data:|#)([^"')\s;]{1,80})""", re.IGNORECASE)


def outside_addresses(page: str) -> list[str]:
    """Return every address outside the page that it would load, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def require_offline(page: str) -> None:
    """Raise where a page would load something from outside.

    Raises:
        RenderError: It would; the message names the first address.
    """
    found = outside_addresses(page)
    if found:
        raise RenderError(
            f"the page would load {found[0]!r} from outside ({len(found)} addresses); it must load nothing"
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            if value is None or tag == "a":
                continue
            if name in LOADING and not value.startswith(("#", "data:")):
                self.found.append(value)
            if name == "style":
                self.found += _STYLE_ADDRESS.findall(value)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _STYLE_ADDRESS.findall(data)
