"""The page of a brief as text: what stands around its data and its script, and the policy that lets it load nothing.

A page alone needs no folium, which takes half a second to import; ``page.py`` writes the same page around a ``folium.Map``.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass

from geobrief.brief import Brief
from geobrief.map.blocks import brief_block, view_block
from geobrief.map.bundle import bundle
from geobrief.map.house import house_style
from geobrief.map.options import MapOptions
from geobrief.map.share import share_tags, shown_title
from geobrief.map.static import without_script

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages whose interface runs from right to left."""


_AS_FOLIUM = "\n    "
"""What folium's elements write before each of their children: both ways give the same page."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a page has besides its body and the calls that make its map. All of it is HTML, escaped where it must be."""

    language: str
    direction: str
    generator: str
    title: str
    tags: str
    style: str
    program: str
    embed: bool
    tiles: str | None
    live: bool

    @classmethod
    def of(cls, brief: Brief, options: MapOptions) -> Document:
        """The document of a brief."""
        built = bundle()
        return cls(
            language=options.language,
            direction="rtl" if options.language in RIGHT_TO_LEFT else "ltr",
            generator=html.escape(_CONTROL.sub(" ", f"geobrief {brief.generator}")),
            title=html.escape(_CONTROL.sub(" ", shown_title(brief, options))),
            tags=share_tags(brief, options),
            style=built.style + house_style(options),
            program=built.script,
            embed=options.embed,
            tiles=options.tiles,
            live=options.live,
        )

    def written(self, body: str, calls: str, *, head: str = "", closed: bool = True) -> str:
        """Return the page.

        Args:
            body: HTML before the scripts.
            calls: Statements that make the map and its layers.
            head: HTML at the end of the head.
            closed: Whether the page may load nothing; open when somebody's own layers need folium's helper scripts.
        """
        return (
            "<!DOCTYPE html>\n"
            f'<html class="geobrief" lang="{self.language}" dir="{self.direction}">\n'
            f'<head>\n<meta charset="utf-8">\n{self._policy(calls) if closed else ""}'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="{self.generator}">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{self.title}</title>\n"
            f"{self.tags}<style>{self.style}</style>\n{head}"
            f"</head>\n<body{' data-embed' if self.embed else ''}>\n{body}"
            f"<script>{self.program}</script>\n<script>{calls}</script>\n</body>\n</html>"
        )

    def _policy(self, calls: str) -> str:
        """Return the Content-Security-Policy: our two scripts by their digests, our style by its own, nothing else."""
        scripts = f"{_digest(self.program)} {_digest(calls)}"
        pictures = "data:" if self.tiles is None else f"data: {_origin(self.tiles)}"
        rules = (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {_digest(self.style)}",
            f"img-src {pictures}",
            *(["font-src data:"] if "@font-face" in self.style else []),
            *(["connect-src 'self'"] if self.live else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
        return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">\n'


@dataclass(frozen=True, slots=True)
class Content:
    """What a page shows: the brief, how it is looked at, and what is read without a script."""

    brief: str
    view: str
    unscripted: str

    @classmethod
    def of(cls, brief: Brief, options: MapOptions) -> Content:
        """The content of a brief's page."""
        return cls(brief_block(brief), view_block(brief, options), without_script(brief, options.language))

    @property
    def id(self) -> str:
        """Of the map: that of what it shows."""
        return hashlib.sha256(self.brief.encode("utf-8")).hexdigest()[:16]

    def body(self, name: str) -> str:
        """Return the HTML of the map of a name, and its data."""
        return f'<div class="map" id="{name}"></div>\n{self.brief}\n{self.view}\n{self.unscripted}\n'


def call(name: str) -> str:
    """Return the statement that makes the map of a name."""
    return f'var {name} = geobrief.show("{name}");'


def write_document(brief: Brief, options: MapOptions) -> str:
    """Return the page of a brief."""
    content = Content.of(brief, options)
    name = f"map_{content.id}"
    return Document.of(brief, options).written(_AS_FOLIUM + content.body(name), call(name))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _origin(address: str) -> str:
    """Scheme and host of a tile address; its ``{s}`` becomes a wildcard."""
    host = re.match(r"https://([A-Za-z0-9.{}*:-]+)", address)
    return f"https://{host.group(1).replace('{s}', '*')}" if host else "'none'"
