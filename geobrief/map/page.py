"""The map as folium elements: a ``folium.Map`` that carries its front end, its data and its basemap inside.

folium's own links to script hosts and its random ids stay out of the page. Elements that somebody adds (a
``folium.Marker``, a plugin) work as on any folium map: folium's helper scripts are then linked as folium does it, and the
page is no longer offline, which is why :func:`geobrief.map.render_map` adds none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from jinja2 import Template

from geobrief.brief import Brief
from geobrief.errors import RenderError
from geobrief.map.blocks import brief_block, view_block
from geobrief.map.bundle import bundle
from geobrief.map.html_document import content_of, document_of
from geobrief.map.options import MapOptions


class Raw(Element):
    """Text that goes into the page as it is, past Jinja: script and data are full of braces."""

    def __init__(self, *parts: str) -> None:
        super().__init__()
        self.parts = parts

    def render(self, **kwargs: object) -> str:  # noqa: ARG002 - branca's signature
        """Return the text."""
        return "".join(self.parts)


class BriefPage(Figure):
    """The document around the map, as folium's figure: what layers add to its head, body and script is in it."""

    def __init__(self, brief: Brief, options: MapOptions) -> None:
        super().__init__()
        self.header = Element()
        self.header._parent = self  # noqa: SLF001 - branca sets it so itself
        self.document = document_of(brief, options)
        self.closed = True
        """Whether the page may load nothing; opened when somebody's own layers need folium's helper scripts."""

    def render(self, **kwargs: object) -> str:
        """Return the page."""
        for child in self._children.values():
            child.render(**kwargs)
        calls = "\n".join(line for line in self.script.render().splitlines() if line.strip()).strip()
        head = self.header.render(**kwargs)
        return self.document.written(head=head, body=self._body(**kwargs), calls=calls, is_closed=self.closed)

    def _body(self, **kwargs: object) -> Iterator[str]:
        """The elements in the page's body, past branca's template, which would copy them."""
        for part in self.html._children.values():  # noqa: SLF001 - branca shows them to its templates only
            yield "\n    "
            yield from part.parts if isinstance(part, Raw) else (part.render(**kwargs),)


class BriefMap(folium.Map):
    """A ``folium.Map`` of a brief. Add layers to it as to any other and save it, or render it as it is."""

    _template = Template("")

    def __init__(self, brief: Brief, options: MapOptions | None = None) -> None:
        super().__init__(tiles=None)  # in the middle of the world; a location of ours would be checked by pandas
        options = options or MapOptions()
        self.content = content_of(brief, options)
        self._id = self.content.id
        self.page = BriefPage(brief, options)
        self.page.add_child(self)

    def render(self, **kwargs: object) -> str:
        """Write the map into its page. Children follow, and bring folium's helper scripts with them."""
        page, name = self.page, self.get_name()
        page.closed = not self._children
        if self._children:
            self._link_helpers()
        page.html.add_child(Raw(*self.content.elements), name=name)
        page.script.add_child(Raw(self.content.call + "\n"), name=name)
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
