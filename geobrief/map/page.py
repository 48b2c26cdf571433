"""The map as folium elements: a ``folium.Map`` that carries its front end, its data and its basemap inside.

folium's own links to script hosts and its random ids stay out of the page. Elements that somebody adds (a
``folium.Marker``, a plugin) work as on any folium map: folium's helper scripts are then linked as folium does it, and the
page is no longer offline, which is why :func:`geobrief.map.render_map` adds none.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from jinja2 import Template

from geobrief.brief import Brief
from geobrief.errors import RenderError
from geobrief.map.blocks import brief_block, view_block
from geobrief.map.bundle import bundle
from geobrief.map.house import house_style
from geobrief.map.options import MapOptions
from geobrief.map.share import share_tags, shown_title
from geobrief.map.static import without_script

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages whose interface runs from right to left."""


class Raw(Element):
    """Text that goes into the page as it is, past Jinja: script and data are full of braces."""

    def __init__(self, *parts: str) -> None:
        super().__init__()
        self.parts = parts

    def render(self, **kwargs: object) -> str:  # noqa: ARG002 - branca's signature
        """Return the text."""
        return "".join(self.parts)


class BriefPage(Figure):
    """The document around the map: language, title, policy, style, data, scripts."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html class="geobrief" lang="{{ this.language }}" dir="{{ this.direction }}">\n'
        '<head>\n<meta charset="utf-8">\n{{ this.policy() }}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="{{ this.generator }}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.shown_title }}</title>\n"
        "{{ this.tags }}"
        "<style>{{ this.style }}</style>\n"
        "{{ this.header.render(**kwargs) }}"
        "</head>\n<body{% if this.embed %} data-embed{% endif %}>\n"
        "\0"
        "<script>{{ this.program }}</script>\n"
        "<script>{{ this.calls() }}</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(self, brief: Brief, options: MapOptions) -> None:
        super().__init__()
        self.header = Element()
        self.header._parent = self  # noqa: SLF001 - branca sets it so itself
        built = bundle()
        self.language = options.language
        self.direction = "rtl" if options.language in RIGHT_TO_LEFT else "ltr"
        self.generator = html.escape(_CONTROL.sub(" ", f"geobrief {brief.generator}"))
        self.shown_title = html.escape(_CONTROL.sub(" ", shown_title(brief, options)))
        self.tags = share_tags(brief, options)
        self.style = built.style + house_style(options)
        self.program = built.script
        self.embed = options.embed
        self.tiles = options.tiles
        self.live = options.live
        self.closed = True
        """Whether the page may load nothing; opened when somebody's own layers need folium's helper scripts."""

    def render(self, **kwargs: object) -> str:
        """Return the page. What stands in its body comes in past the template, which would copy it more than once."""
        before, after = super().render(**kwargs).split("\0")
        return "".join([before, *self._body(**kwargs), after])

    def _body(self, **kwargs: object) -> Iterator[str]:
        for part in self.html._children.values():  # noqa: SLF001 - branca shows them to its templates only
            yield "\n    "
            yield from part.parts if isinstance(part, Raw) else (part.render(**kwargs),)

    def calls(self) -> str:
        """Return the statements that make the map and its layers."""
        return "\n".join(line for line in self.script.render().splitlines() if line.strip()).strip()

    def policy(self) -> str:
        """Return the Content-Security-Policy: our two scripts by their digests, our style by its own, nothing else."""
        if not self.closed:
            return ""
        scripts = f"{_digest(self.program)} {_digest(self.calls())}"
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


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _origin(address: str) -> str:
    """Scheme and host of a tile address; its ``{s}`` becomes a wildcard."""
    host = re.match(r"https://([A-Za-z0-9.{}*:-]+)", address)
    return f"https://{host.group(1).replace('{s}', '*')}" if host else "'none'"


class BriefMap(folium.Map):
    """A ``folium.Map`` of a brief. Add layers to it as to any other and save it, or render it as it is."""

    _template = Template("")

    def __init__(self, brief: Brief, options: MapOptions | None = None) -> None:
        super().__init__(tiles=None)  # in the middle of the world; a location of ours would be checked by pandas
        options = options or MapOptions()
        data = brief_block(brief)
        self._id = hashlib.sha256(data.encode("utf-8")).hexdigest()[:16]
        self.page = BriefPage(brief, options)
        self.page.add_child(self)
        self._data = (data, view_block(brief, options), without_script(brief, options.language))

    def render(self, **kwargs: object) -> str:
        """Write the map into its page. Children follow, and bring folium's helper scripts with them."""
        page, name = self.page, self.get_name()
        page.closed = not self._children
        if self._children:
            self._link_helpers()
        parts = (f'<div class="map" id="{name}"></div>', *self._data)
        page.html.add_child(Raw(*(text for part in parts for text in (part, "\n"))), name=name)
        page.script.add_child(Raw(f'var {name} = geobrief.show("{name}");\n'), name=name)
        for child in self._children.values():
            child.render(**kwargs)
        return ""

    def _link_helpers(self) -> None:
        """What folium's popups and icons stand on, except Leaflet, which the page has."""
        for key, address in self.default_js:
            if key != "leaflet":
                self.page.header.add_child(JavascriptLink(address), name=key)
        for key, address in self.default_css:
            if key != "leaflet_css":
                self.page.header.add_child(CssLink(address), name=key)


class BriefLayer(MacroElement):
    """A brief as a layer of somebody's own ``folium.Map``: areas, pins, movements, names, and a card on a click.

    ::

        BriefLayer(brief).add_to(folium.Map([17, 8], zoom_start=5))

    The map keeps its tiles and its looks. Leaflet then comes from the page itself and not from folium's script host.
    """

    def __init__(self, brief: Brief, options: MapOptions | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca types all but this one
        options = options or MapOptions()
        self._name = "Brief"
        self._id = hashlib.sha256(brief_block(brief).encode("utf-8")).hexdigest()[:16]
        name = self.get_name()
        self._data = (brief_block(brief, name), view_block(brief, options, name, basemap=False))

    def render(self, **kwargs: object) -> str:  # noqa: ARG002 - branca's signature
        """Write the layer into the page of the map that it was added to."""
        figure, parent, built = self.get_root(), self._parent, bundle()
        if not isinstance(figure, Figure) or parent is None:
            raise RenderError("a BriefLayer is drawn on a folium.Map: add it to one first")
        # Under folium's own names, so that Leaflet is in the page once, and in its place.
        figure.header.add_child(Raw(f"<script>{built.script}</script>"), name="leaflet")
        figure.header.add_child(Raw(""), name="leaflet_css")
        figure.header.add_child(Raw(f"<style>{built.style}</style>"), name="geobrief_style")
        name = self.get_name()
        figure.html.add_child(Raw("\n".join(self._data)), name=name)
        figure.script.add_child(Raw(f'geobrief.addTo({parent.get_name()}, "{name}");'), name=name)
        return ""
