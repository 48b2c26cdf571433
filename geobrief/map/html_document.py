"""The HTML document of a map: its language, title, policy, style, data and scripts, in their places."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from geobrief.brief import Brief
from geobrief.map.blocks import brief_block, is_large, view_block
from geobrief.map.bundle import bundle
from geobrief.map.house import house_style
from geobrief.map.options import MapOptions
from geobrief.map.share import share_tags, shown_title
from geobrief.map.static import without_script

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages whose interface runs from right to left."""


@dataclass(frozen=True)
class Content:
    """What the page of a map holds: the element that the map is drawn in, and its data."""

    id: str
    """Sixteen digits, the same for the same brief."""
    name: str
    """Of the element, and of the map's variable."""
    blocks: tuple[str, ...]
    """Elements with the brief, with what the page needs beside it, and with what is read without scripts."""

    @property
    def elements(self) -> tuple[str, ...]:
        """Return the elements in pieces: those of a large brief are put together once, with the page."""
        parts = (f'<div class="map" id="{self.name}"></div>', *self.blocks)
        return tuple(text for part in parts for text in (part, "\n"))

    @property
    def call(self) -> str:
        """Return the statement that makes the map."""
        return f'var {self.name} = geobrief.show("{self.name}");'


def content_of(brief: Brief, options: MapOptions) -> Content:
    """Return what the page of a brief holds."""
    data = brief_block(brief)
    identity = hashlib.sha256(data.encode("utf-8")).hexdigest()[:16]
    plain = without_script(brief, options.language)
    if is_large(brief):
        plain = plain.encode("ascii", "xmlcharrefreplace").decode("ascii")
    blocks = (data, view_block(brief, options), plain)
    return Content(identity, f"map_{identity}", blocks)


@dataclass(frozen=True)
class Document:
    """The document around a map."""

    language: str
    generator: str
    title: str
    tags: str
    style: str
    program: str
    """The front end, as one script."""
    is_embedded: bool
    is_live: bool
    tiles: str | None

    def written(self, *, body: Iterable[str], calls: str, head: str = "", is_closed: bool = True) -> str:
        """Return the whole document.

        Args:
            body: Elements before the scripts, in pieces.
            calls: Statements that make the map and its layers.
            head: Elements that somebody's own layers need.
            is_closed: Whether the page may load nothing.
        """
        direction = "rtl" if self.language in RIGHT_TO_LEFT else "ltr"
        before = (
            "<!DOCTYPE html>\n"
            f'<html class="geobrief" lang="{self.language}" dir="{direction}">\n'
            f'<head>\n<meta charset="utf-8">\n{self._policy(calls) if is_closed else ""}'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="{self.generator}">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{self.title}</title>\n"
            f"{self.tags}"
            f"<style>{self.style}</style>\n"
            f"{head}"
            f"</head>\n<body{' data-embed' if self.is_embedded else ''}>\n"
        )
        after = f"<script>{self.program}</script>\n<script>{calls}</script>\n</body>\n</html>"
        return "".join((before, *body, after))

    def _policy(self, calls: str) -> str:
        """Return the Content-Security-Policy: our two scripts by their digests, our style by its own, nothing else."""
        pictures = "data:" if self.tiles is None else f"data: {_origin(self.tiles)}"
        rules = (
            "default-src 'none'",
            f"script-src {_digest(self.program)} {_digest(calls)}",
            f"style-src {_digest(self.style)}",
            f"img-src {pictures}",
            *(["font-src data:"] if "@font-face" in self.style else []),
            *(["connect-src 'self'"] if self.is_live else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
        return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">\n'


def document_of(brief: Brief, options: MapOptions) -> Document:
    """Return the document around the map of a brief."""
    built = bundle()
    return Document(
        language=options.language,
        generator=html.escape(_CONTROL.sub(" ", f"geobrief {brief.generator}")),
        title=html.escape(_CONTROL.sub(" ", shown_title(brief, options))),
        tags=share_tags(brief, options),
        style=built.style + house_style(options),
        program=built.script,
        is_embedded=options.embed,
        is_live=options.live,
        tiles=options.tiles,
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _origin(address: str) -> str:
    """Scheme and host of a tile address; its ``{s}`` becomes a wildcard."""
    host = re.match(r"https://([A-Za-z0-9.{}*:-]+)", address)
    return f"https://{host.group(1).replace('{s}', '*')}" if host else "'none'"
