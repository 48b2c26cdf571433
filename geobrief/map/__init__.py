"""Brief → one offline HTML file with a Leaflet map, or a ``folium.Map`` to add layers to.

The only place that knows Leaflet and writes ``[lon, lat]`` outside the GeoJSON exports. The front end is TypeScript in
``web/``; ``html_document.py`` puts the page together, and ``page.py`` does so from folium's elements for who adds layers.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from geobrief.brief import Brief
from geobrief.faces import face
from geobrief.map.offline import require_offline
from geobrief.map.options import MapOptions, Marking, languages, read_marking

if TYPE_CHECKING:
    from geobrief.map.blocks import attributions, borders, disclaimer, messages, province_names
    from geobrief.map.choices import row_of as review_row
    from geobrief.map.fontfile import Font, read_font
    from geobrief.map.fontfile import family_of as font_family_of
    from geobrief.map.fontfile import is_file as is_font_file
    from geobrief.map.house import Logo, read_logo
    from geobrief.map.looks import look_of, ordered_kinds, page_look_of
    from geobrief.map.page import BriefLayer, BriefMap
    from geobrief.map.share import oembed
    from geobrief.map.share import summary as summary_in_words
    from geobrief.map.steps import Step, steps_of
    from geobrief.map.story import LIMIT, Bounds, is_wide, story_box
else:
    __getattr__ = face(
        __name__,
        {
            "blocks": "attributions borders disclaimer messages province_names",
            "fontfile": "Font font_family_of=family_of is_font_file=is_file read_font",
            "house": "Logo read_logo",
            "looks": "look_of ordered_kinds page_look_of",
            "choices": "review_row=row_of",
            "share": "oembed summary_in_words=summary",
            "steps": "Step steps_of",
            "story": "Bounds LIMIT is_wide story_box",
        },
    )

__all__ = [
    "LIMIT",
    "NOTEBOOK_HEIGHT",
    "Bounds",
    "Font",
    "Logo",
    "MapOptions",
    "Marking",
    "Step",
    "attributions",
    "borders",
    "disclaimer",
    "embed_snippet",
    "folium_layer",
    "font_family_of",
    "is_font_file",
    "is_wide",
    "languages",
    "look_of",
    "messages",
    "notebook_html",
    "oembed",
    "ordered_kinds",
    "page_look_of",
    "province_names",
    "read_font",
    "read_logo",
    "read_marking",
    "render_map",
    "review_row",
    "steps_of",
    "story_box",
    "summary_in_words",
    "to_folium",
]

NOTEBOOK_HEIGHT = 640
"""CSS pixels."""


def render_map(brief: Brief, *, options: MapOptions | None = None) -> str:
    """Return the brief as one HTML page that opens from disk without a network: same brief, same bytes.

    Raises:
        RenderError: The front end is not built, or the page would load something from outside.
    """
    from geobrief.map.html_document import content_of, document_of  # noqa: PLC0415 - it opens the front end

    options = options or MapOptions()
    content = content_of(brief, options)
    # Set off as folium sets its elements off: with and without it the page is the same.
    page = document_of(brief, options).written(body=("\n    ", *content.elements), calls=content.call)
    require_offline(page)
    return page


def to_folium(brief: Brief, *, options: MapOptions | None = None) -> BriefMap:
    """Return the brief as a ``folium.Map``: add any folium layer or plugin to it, then ``save`` it."""
    from geobrief.map.page import BriefMap  # noqa: PLC0415 - folium takes a second to import

    return BriefMap(brief, options)


def folium_layer(brief: Brief, *, options: MapOptions | None = None) -> BriefLayer:
    """Return the brief as a layer to add to a ``folium.Map`` of one's own: areas, pins, movements, names and cards."""
    from geobrief.map.page import BriefLayer  # noqa: PLC0415 - as above

    return BriefLayer(brief, options)


def notebook_html(brief: Brief) -> str:
    """Return a frame with the map for a notebook. What runs in it cannot reach the notebook around it."""
    page = render_map(brief, options=MapOptions(embed=True))
    return (
        f'<iframe srcdoc="{html.escape(page)}" title="{html.escape(brief.title)}" sandbox="allow-scripts allow-popups" '
        f'style="width:100%;height:{NOTEBOOK_HEIGHT}px;border:0"></iframe>'
    )


def embed_snippet(address: str, title: str, height: int = NOTEBOOK_HEIGHT) -> str:
    """Return the HTML that shows a published map in somebody's page, with a link below it.

    The link stays where a system for web pages takes frames out.

    Args:
        address: Where the map is published, relative or absolute.
        title: Of the brief, read out by screen readers.
        height: CSS pixels, until the map tells its own height (``postMessage``, type ``geobrief:height``).
    """
    target, name = html.escape(address), html.escape(title)
    return (
        f'<iframe src="{target}#embed=1" title="{name}" width="100%" height="{height}" loading="lazy" '
        f'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>\n'
        f'<p><a href="{target}">{name}</a></p>'
    )
