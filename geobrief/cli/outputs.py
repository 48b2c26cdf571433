"""What every command that writes outputs understands of them."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

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
  map           .html   pictures .png .svg   pages .pdf .page.pdf .docx .pptx .md
  mail          .eml .email.html
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
    wishes.add_argument(
        "--audience", choices=["minister", "desk", "gis"],
        help="who reads it, which chooses the outputs: one page (.page.pdf); page, Word and slides; layers and tables",
    )  # fmt: skip
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
    wishes.add_argument(
        "--complete",
        action="store_true",
        default=None,
        help="tell all events of a long brief in .docx, .pdf and .md, not those that weigh most",
    )
    wishes.add_argument(
        "--max-events",
        type=whole_number,
        metavar="N",
        help="events on one .html; a brief with more becomes several pages, which the .html lists",
    )
    wishes.add_argument("--split", choices=["time", "region"], help="by what pages are split (default: time)")
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


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Add the number of processes; None where it is not said."""
    parser.add_argument(
        "--workers",
        type=workers,
        metavar="N",
        help="processes that read articles, or auto for one a processor (default: 1)",
    )


def add_layers(parser: argparse.ArgumentParser) -> None:
    """Add the layers that lie over the gazetteer; None where none is said."""
    parser.add_argument(
        "--layer",
        action="append",
        metavar="FILE|NAME",
        help="places of your own over the gazetteer: a .csv, .geojson, .gpkg or .shp, the name of an import, or 'all'",
    )


def workers(text: str) -> int:
    """Read a number of processes for argparse."""
    from geobrief.workers import AUTO, processors

    return processors() if text == AUTO else whole_number(text)


def whole_number(text: str) -> int:
    """Read a whole number from 1 for argparse."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def share(text: str) -> float:
    """Read a share of 1 for argparse: ``0.6``, or ``60%``."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no confidence; write a number from 0 to 1, such as 0.6")
    return value


def positive(text: str) -> float:
    """Read a number above 0 for argparse: seconds, megabytes."""
    value = at_least_zero(text)
    if not value:
        raise argparse.ArgumentTypeError("write a number above 0")
    return value


def at_least_zero(text: str) -> float:
    """Read a number from 0 for argparse."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0")
    return value


def day(text: str) -> date:
    """Read a day for argparse, written as a recipe writes it."""
    from geobrief.recipes import as_date

    read = as_date(text)
    if read is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD")
    return read


def day_or_brief(text: str) -> date | Path:
    """Read a day, or the path of a brief, for argparse."""
    from geobrief.recipes import as_date

    read = as_date(text)
    if read is None and not text.lower().endswith(".json"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a day, as 2024-08-06, nor a brief, as yesterday.json")
    return read or Path(text)


def four_numbers(text: str) -> tuple[float, ...]:
    """Read west, south, east, north for argparse."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        reason = f"{text!r} is no part of the world; write west,south,east,north in degrees: --extent=-1,11,16,24"
        raise argparse.ArgumentTypeError(reason) from None
    return west, south, east, north
