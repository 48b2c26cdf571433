"""Brief → oEmbed JSON beside the map: what a publishing system asks for to show ``story.html`` in a page.

The map is expected beside the document's own name, ``story.html`` beside ``story.oembed.json``, or at the address that
the options give. oEmbed is read by other hosts, so that only a document with an address is of use outside one's own.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.map import NOTEBOOK_HEIGHT, embed_snippet, oembed

WIDTH = 960
"""CSS pixels of the frame, which oEmbed wants to know; the snippet itself fills the column that it stands in."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the document."""
    address = options.address or quote(path.name[: -len(".oembed.json")] + ".html")
    snippet = embed_snippet(address, brief.title)
    path.write_text(
        oembed(brief, options.map_options(), snippet, (WIDTH, NOTEBOOK_HEIGHT)), encoding="utf-8", newline="\n"
    )
