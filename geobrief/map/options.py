"""What a reader of the map may wish to be different from the usual."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from geobrief.errors import UsageError

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

    def __post_init__(self) -> None:
        if self.language not in languages():
            raise UsageError(f"there are no messages for {self.language!r}; use one of {', '.join(languages())}")
        if self.marking is not None:
            read_marking(self.marking)
        if self.tiles is not None and not self.tiles.startswith("https://"):
            raise UsageError(f"tiles come from an https address, not from {self.tiles!r}")


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the map speaks."""
    folder = files("geobrief.map").joinpath("messages")
    return tuple(sorted(item.name.removesuffix(".json") for item in folder.iterdir() if item.name.endswith(".json")))
