"""What a reader of an output may wish to be different from the usual."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from geobrief.cartography import Worldview
from geobrief.errors import UsageError, did_you_mean
from geobrief.map import MapOptions

Paper = Literal["A4", "Letter"]
Split = Literal["time", "region"]

SMALLEST_PICTURE, LARGEST_PICTURE = 320, 6000
"""Pixels of a side at 96 dots an inch: below, no map can be read; above, it is a poster and no briefing."""

MOST_PIXELS = 100_000_000
"""Of a picture: 100 million take 400 MB while they are painted."""

CSS_DPI = 96
"""Dots an inch at which a picture's width and height are said, as on the web."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Wishes for the outputs. Each format takes what concerns it.

    Raises:
        UsageError: A picture of this size cannot be made.
    """

    marking: str | None = None
    """Handling marking that stands on every page ("TLP:AMBER"), or None."""
    issued: date | None = None
    """Day on which the brief is issued, or None: never the clock's, because the same brief is the same bytes."""
    prepared_by: str | None = None
    """Who made the brief, for the title block and the properties of documents."""
    prepared_for: str | None = None
    """For whom the brief was made, for the title block."""
    language: str = "en"
    """ISO 639-1 code of the words around the texts: en or fr."""
    version: str | None = None
    """The version of the brief, for the title block."""
    organisation: str | None = None
    """In whose name boundaries are disclaimed ("the United Nations"), or None."""
    width: int = 1280
    """Of a picture, in pixels at 96 dots an inch: 1280 by 720 fills a wide slide."""
    height: int = 800
    """See ``width``."""
    dpi: int = 192
    """Dots an inch of ``.png``: 96 gives ``width`` by ``height`` pixels, 192 twice as many each way."""
    paper: Paper = "A4"
    """Of ``.pdf`` and ``.docx``."""
    template: str | None = None
    """A ``.docx`` or ``.pptx`` whose styles, page and furniture are taken over; None for geobrief's own."""
    slides: str | None = None
    """A ``.pptx`` for slides beside a ``template`` for Word, or None."""
    picture: str | None = None
    """Path or address of a picture of the map that ``.md`` shows, or None."""
    extent: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees: what maps show instead of the story's own part of the world. ``east`` lies
    beyond 180 in a view across the antimeridian."""
    address: str | None = None
    """Where the ``.html`` will be published, for link previews and ``.oembed.json``."""
    worldview: Worldview = "default"
    """Whose borders are drawn: ``default`` (UN-oriented) or ``de-facto``. Every map names it."""
    accent: str | None = None
    """A house's colour (``#1c5b77``): links and buttons of the ``.html``, rule and locator of pictures."""
    logo: str | None = None
    """Path of a PNG or JPEG that stands beside the title of pages, slides and pictures."""
    font: str | None = None
    """Name of a font family, or path of a ``.ttf`` or ``.otf``, for page, pictures, PDF and Word; None for the usual."""
    hxl: bool = False
    """Whether the tables in CSV have a second row of HXL tags."""
    complete: bool = False
    """Whether a written document tells all events of a long brief, not those that weigh most."""
    max_events: int | None = None
    """Events on one ``.html``: a brief with more becomes several pages, which the ``.html`` lists; None for one page."""
    split: Split = "time"
    """By what pages are split where ``max_events`` asks for it."""

    def __post_init__(self) -> None:
        for side in (self.width, self.height):
            if not SMALLEST_PICTURE <= side <= LARGEST_PICTURE:
                raise UsageError(
                    f"a picture is {SMALLEST_PICTURE} to {LARGEST_PICTURE} pixels wide and high, not {side}"
                )
        if not 36 <= self.dpi <= 1200:
            raise UsageError(f"a picture has 36 to 1200 dots an inch, not {self.dpi}")
        pixels = self.width * self.height * (self.dpi / CSS_DPI) ** 2
        if pixels > MOST_PIXELS:
            raise UsageError(f"a picture of {pixels / 1e6:.0f} million pixels is too large; ask for fewer dots an inch")
        if self.paper not in ("A4", "Letter"):
            raise UsageError(f"the paper is A4 or Letter, not {self.paper!r}")
        if self.max_events is not None and self.max_events < 1:
            raise UsageError(f"a page has 1 event or more, not {self.max_events}")
        if self.split not in ("time", "region"):
            raise UsageError(f"pages are split by time or region, not by {self.split!r}")
        # What the map takes is checked where the map defines it.
        self.map_options()

    def template_for(self, suffix: str) -> str | None:
        """Return the template of a format: one of Word is none for slides, and the other way round."""
        if suffix == ".pptx" and self.slides is not None:
            return self.slides
        foreign = {".docx": (".pptx", ".potx"), ".pptx": (".docx", ".dotx")}[suffix]
        return None if (self.template or "").lower().endswith(foreign) else self.template

    def map_options(self) -> MapOptions:
        """Return the wishes that concern the HTML map.

        Raises:
            UsageError: The map cannot meet one.
        """
        return MapOptions(
            language=self.language,
            marking=self.marking,
            issued=self.issued,
            prepared_by=self.prepared_by,
            prepared_for=self.prepared_for,
            version=self.version,
            organisation=self.organisation,
            address=self.address,
            extent=self.extent,
            accent=self.accent,
            logo=self.logo,
            font=self.font,
            worldview=self.worldview,
        )


def options_of(**wishes: Any) -> ExportOptions:  # noqa: ANN401  # of whatever type each has
    """Return the wishes that were given by name.

    Raises:
        UsageError: There is no such wish, or it cannot be met.
    """
    known = [item.name for item in fields(ExportOptions)]
    for name in wishes:
        if name not in known:
            raise UsageError(
                f"no output understands {name!r}{did_you_mean(name, known) or '; use ' + ', '.join(known)}"
            )
    return ExportOptions(**wishes)
