"""What every command that writes outputs understands of them."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geobrief.export import ExportOptions

_TEXTS = {
    "marking": ("TEXT", 'handling marking on every page, such as "TLP:AMBER"'),
    "prepared-by": ("NAME", "who made the brief, for the title block and the properties of documents"),
    "prepared-for": ("NAME", "for whom the brief is made, for the title block"),
    "organisation": ("NAME", "in whose name boundaries are disclaimed"),
    "template": ("FILE", "a .docx or .pptx whose styles are taken over"),
    "slides": ("FILE", "a .pptx for the slides, where --template is a .docx"),
    "picture": ("PATH", "a picture of the map that a .md shows"),
    "address": ("URL", "where the .html will be published, for link previews and .oembed.json"),
    "accent": ("COLOUR", "a house's colour, such as #1c5b77"),
    "logo": ("FILE", "a PNG or JPEG beside the title of pages, slides and pictures"),
    "font": ("FONT", "name of a font family, or a .ttf or .otf file, which the .html then carries"),
}
_NUMBERS = {
    "width": "of a .png or .svg, in pixels at 96 dots an inch (default: 1280)",
    "height": "see --width (default: 800)",
    "dpi": "dots an inch of a .png (default: 192)",
}


_FORMATS = """\
formats:
  map           .html   pictures .png .svg   pages .pdf .docx .pptx .md .email.html
  GIS           .gpkg .geojson .kml .kmz .parquet   tables .csv .csv.zip .xlsx .acled.csv .plover.csv
  web           .embed.html .oembed.json .atom   references .bib .ris .csl.json
  document      .json, from which geobrief export makes all the others
"""


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the wishes that outputs may be asked for, and a list of the formats."""
    parser.epilog, parser.formatter_class = _FORMATS, argparse.RawDescriptionHelpFormatter
    if parser.description:
        parser.description = textwrap.fill(parser.description, 78)
    wishes = parser.add_argument_group("wishes for the outputs")
    for name, (metavar, text) in _TEXTS.items():
        wishes.add_argument(f"--{name}", metavar=metavar, help=text)
    wishes.add_argument("--issued", type=day, metavar="DAY", help="when the brief is issued, as 2024-09-20")
    wishes.add_argument("--language", choices=["en", "fr"], help="of the words around the texts (default: en)")
    wishes.add_argument(
        "--worldview",
        choices=["default", "de-facto"],
        help="whose borders are drawn: UN-oriented, or as they are held (default: default)",
    )
    wishes.add_argument("--paper", choices=["A4", "Letter"], help="of a .pdf or .docx (default: A4)")
    wishes.add_argument(
        "--brief-version", dest="version", metavar="TEXT", help="the brief's version, for the title block"
    )
    wishes.add_argument(
        "--extent", type=four_numbers, metavar="W,S,E,N",
        help="what the map opens on, in degrees (write --extent=-1,11,16,24 where the first number is negative)",
    )  # fmt: skip
    wishes.add_argument(
        "--hxl", action="store_true", default=None, help="a second row of HXL tags in the tables in CSV"
    )
    for name, text in _NUMBERS.items():
        wishes.add_argument(f"--{name}", type=whole_number, metavar="N", help=text)


def export_options(args: argparse.Namespace, *otherwise: Mapping[str, Any]) -> ExportOptions:
    """Return the wishes of the command line, then of each of ``otherwise`` in turn.

    Raises:
        UsageError: A wish cannot be met.
    """
    from geobrief.export import ExportOptions
    from geobrief.recipes import WISHES

    wishes: dict[str, Any] = {}
    for source in (vars(args), *otherwise):
        for key in WISHES:
            if source.get(key) is not None:
                wishes.setdefault(key, source[key])
    return ExportOptions(**wishes)


def whole_number(text: str) -> int:
    """Read a whole number from 1 for argparse."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def day(text: str) -> date:
    """Read a day in ISO 8601 for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2024-09-20") from None


def four_numbers(text: str) -> tuple[float, ...]:
    """Read west, south, east, north for argparse."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        reason = f"{text!r} is no part of the world; write west,south,east,north in degrees: --extent=-1,11,16,24"
        raise argparse.ArgumentTypeError(reason) from None
    return west, south, east, north
