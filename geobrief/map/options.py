"""What a reader of the map may wish to be different from the usual."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import NamedTuple

from geobrief.cartography import WORLDVIEWS, Worldview
from geobrief.errors import UsageError
from geobrief.map.fontfile import is_file

TLP_COLOURS = {
    "TLP:RED": "#ff2b2b",
    "TLP:AMBER": "#ffc000",
    "TLP:AMBER+STRICT": "#ffc000",
    "TLP:GREEN": "#33ff00",
    "TLP:CLEAR": "#ffffff",
}
"""The labels of the Traffic Light Protocol 2.0 with their colours, set on black (first.org/tlp)."""

LONGEST_MARKING = 120
"""Characters; a marking is a label that fits in one line of a page's head."""

PAPER = "#fcfbf8"
"""The lightest ground on which text stands, ``--paper`` of ``web/src/style/base.css``."""

LEAST_CONTRAST = 4.5
"""Of text with its ground, WCAG 2.2, success criterion 1.4.3."""


class Marking(NamedTuple):
    """A handling marking as it is shown."""

    text: str
    ink: str
    ground: str


def read_marking(text: str) -> Marking:
    """Return how a handling marking is shown.

    A label of the Traffic Light Protocol is checked and written as the protocol writes it; any other text is shown as
    it stands.

    Raises:
        UsageError: The text begins as a TLP label and is none, is empty, or is too long for a label.
    """
    label = " ".join(text.split())
    if not label or len(label) > LONGEST_MARKING:
        raise UsageError(f"a marking has 1 to {LONGEST_MARKING} characters, not {len(label)}")
    if label.upper().startswith("TLP"):
        wanted = label.upper().replace(" ", "")
        if wanted not in TLP_COLOURS:
            raise UsageError(f"{label!r} is no label of TLP 2.0; use one of {', '.join(TLP_COLOURS)}")
        return Marking(wanted, TLP_COLOURS[wanted], "#000000")
    return Marking(label, "#ffffff", "#3a3f44")


def check_extent(extent: Sequence[float]) -> None:
    """Raise where four numbers are no part of the world.

    Raises:
        UsageError: They are not west, south, east, north in degrees.
    """
    if len(extent) == 4 and all(map(math.isfinite, extent)):
        west, south, east, north = extent
        if -180 <= west <= 180 and west < east <= west + 360 and -90 <= south < north <= 90:
            return
    raise UsageError(
        "an extent is west, south, east, north in degrees, such as -1, 11, 16, 24 (east beyond 180 for a view across the "
        f"antimeridian), not {', '.join(f'{value:g}' for value in extent)}"
    )


def check_colour(text: str) -> None:
    """Raise where a text is no colour of six hexadecimal digits, or one that cannot be read on paper.

    Raises:
        UsageError: It is none, or its contrast with the paper is below what WCAG 2.2 asks of text.
    """
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        raise UsageError(f"a colour is written as #1c5b77, not as {text!r}")
    contrast = (_luminance(PAPER) + 0.05) / (_luminance(text) + 0.05)
    if contrast < LEAST_CONTRAST:
        raise UsageError(
            f"{text} is too light to be read on paper ({contrast:.1f} to 1, and text needs {LEAST_CONTRAST})"
        )


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class MapOptions:
    """Wishes for the map. The defaults make a map without marking, in English, that never asks the network.

    Raises:
        UsageError: A wish cannot be met: an unknown marking, a language without messages.
    """

    language: str = "en"
    """Code of a file in ``geobrief/map/messages``."""
    marking: str | None = None
    """Handling marking ("TLP:AMBER"): on top and at the bottom of the page, in print and in frames."""
    issued: date | None = None
    """Day on which the brief is issued, for the title block; never the clock's."""
    prepared_by: str | None = None
    """Who made the brief, for the title block."""
    prepared_for: str | None = None
    """For whom the brief was made, for the title block."""
    version: str | None = None
    """The version of the brief, for the title block."""
    organisation: str | None = None
    """In whose name boundaries are disclaimed ("the United Nations"), or None."""
    tiles: str | None = None
    """Address of online tiles (``https://tile.example.org/{z}/{x}/{y}.png``) to lay under the basemap. The page then
    asks that host, and only that host, for pictures, and so tells it where the reader looks."""
    tiles_attribution: str = ""
    embed: bool = False
    """Whether the page opens in the compact layout for frames, as it does with ``#embed``."""
    address: str | None = None
    """Where the page will be published (``https://example.org/niger.html``), for the tags that link previews read."""
    extent: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees: the part of the world that the map opens on; None for the story's own."""
    worldview: Worldview = "default"
    """Whose borders are drawn: ``default`` (UN-oriented) or ``de-facto``. The page names it."""
    accent: str | None = None
    """Colour of links and buttons on light paper (``#1c5b77``); None for geobrief's own."""
    logo: str | None = None
    """Path of a PNG or JPEG that stands before the title."""
    font: str | None = None
    """Name of a font family, or path of a ``.ttf`` or ``.otf`` that the page carries; None for Public Sans, which every page carries."""
    live: bool = False
    """Whether the page is served by ``geobrief review``: it may then talk to where it comes from, and nowhere else."""

    def __post_init__(self) -> None:
        if self.language not in languages():
            raise UsageError(f"there are no messages for {self.language!r}; use one of {', '.join(languages())}")
        if self.worldview not in WORLDVIEWS:
            raise UsageError(f"the worldview is one of {', '.join(WORLDVIEWS)}, not {self.worldview!r}")
        if self.marking is not None:
            read_marking(self.marking)
        if self.tiles is not None and not self.tiles.startswith("https://"):
            raise UsageError(f"tiles come from an https address, not from {self.tiles!r}")
        if self.address is not None and not self.address.startswith(("https://", "http://")):
            raise UsageError(f"a page is published at an https address, not at {self.address!r}")
        if self.extent is not None:
            check_extent(self.extent)
        if self.accent is not None:
            check_colour(self.accent)
        if self.font is not None and not is_file(self.font) and not re.fullmatch(r"[\w .+-]{1,60}", self.font):
            raise UsageError(f"a font is the name of a family, or a .ttf or .otf file, not {self.font!r}")


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the map speaks."""
    folder = files("geobrief.map").joinpath("messages")
    return tuple(sorted(item.name.removesuffix(".json") for item in folder.iterdir() if item.name.endswith(".json")))
