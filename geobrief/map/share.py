"""What a page says of itself to whoever links to it: Open Graph tags, and the oEmbed document beside the map."""

from __future__ import annotations

import html
import json
import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit, urlunsplit

from geobrief.brief import Brief
from geobrief.map.blocks import messages
from geobrief.map.options import MapOptions, read_marking

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

PICTURE = (1280, 800)
"""Pixels of the picture that is expected beside a published map: what a ``.png`` has unless asked otherwise."""


def share_tags(brief: Brief, options: MapOptions) -> str:
    """Return the Open Graph tags of a page, with its picture where the address of the page is known.

    The picture is expected beside the page under the same name: ``niger.png`` beside ``niger.html``. A marked brief
    shows its marking before the title, as everywhere else.
    """
    tags = [
        ("og:type", "article"),
        ("og:title", shown_title(brief, options)),
        ("og:description", summary(brief, options.language)),
        ("og:locale", options.language),
        ("og:site_name", "geobrief"),
    ]
    if options.address:
        picture = beside(options.address, ".png")
        tags += [("og:url", options.address), ("og:image", picture), ("og:image:alt", shown_title(brief, options))]
    return "".join(
        f'<meta property="{name}" content="{html.escape(_CONTROL.sub(" ", text))}">\n' for name, text in tags
    )


def oembed(brief: Brief, options: MapOptions, snippet: str, size: tuple[int, int]) -> str:
    """Return the oEmbed 1.0 document (type "rich") of a map.

    Args:
        brief: What the map shows.
        options: Language, marking, and the address at which the map is published, if it is known.
        snippet: The HTML that shows the map.
        size: Width and height of the frame in CSS pixels, as oEmbed requires them.
    """
    document: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": _CONTROL.sub(" ", shown_title(brief, options)),
        "provider_name": "geobrief",
        "html": _CONTROL.sub(" ", snippet),
        "width": size[0],
        "height": size[1],
    }
    if options.address:
        document |= {
            "thumbnail_url": beside(options.address, ".png"),
            "thumbnail_width": PICTURE[0],
            "thumbnail_height": PICTURE[1],
        }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def shown_title(brief: Brief, options: MapOptions) -> str:
    """Return the title of a brief, behind its marking where it has one."""
    marking = "" if options.marking is None else f"[{read_marking(options.marking).text}] "
    return marking + brief.title


def summary(brief: Brief, language: str) -> str:
    """Return how much there is: "9 articles, 32 places, 37 events"."""
    words = messages(language)
    counts = (("articles", brief.articles), ("places", brief.places), ("events", brief.events))
    return ", ".join(
        words[f"head.{name}.{'one' if len(items) == 1 else 'other'}"].replace("{n}", str(len(items)))
        for name, items in counts
    )


def beside(address: str, suffix: str) -> str:
    """Return the address of a file of the same name and another suffix."""
    parts = urlsplit(address)
    path = PurePosixPath(parts.path)
    named = str(path.with_suffix(suffix)) if path.name else parts.path
    return urlunsplit((parts.scheme, parts.netloc, quote(named, safe="/%:@!$&'()*+,;=~"), "", ""))
