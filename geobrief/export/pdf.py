"""Brief → PDF: findings and key figures, the map, a chronology, places, sources, all quotes, the map as a page of its own.

Typst sets the pages: it shapes Arabic and the scripts of India, subsets and embeds fonts, takes the map's SVG as it is
and tags the document for screen readers. The texts reach it as JSON and are never read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import typst

from geobrief.atomic import scratch
from geobrief.brief import Brief
from geobrief.errors import OutputError
from geobrief.export.drawing import alternative_text, draw_map, find_entries
from geobrief.export.messages import Words, words
from geobrief.export.options import ExportOptions, Paper
from geobrief.export.report import Note, PlaceLine, Report, make_report, sources_of
from geobrief.map import font_family_of, is_font_file, read_font

MAP_PAGE: dict[Paper, tuple[int, int]] = {"A4": (1123, 794), "Letter": (1056, 816)}
"""Pixels of a sheet across, 96 to the inch."""

_SMALL = (760, 540)
"""Pixels of the map among the text: its letters are then as large as those of a footnote."""

_NAMES: dict[Paper, str] = {"A4": "a4", "Letter": "us-letter"}

_WORDS = {
    "places": "sheet.places",
    "number": "doc.number",
    "place": "doc.place",
    "kind": "doc.kind",
    "country": "doc.country",
    "events": "doc.events",
    "findings": "tab.findings",
    "key_figures": "story.keyFigures",
    "amount": "doc.amount",
    "place_where": "doc.where",
    "figure_of": "doc.figureOf",
    "chronology": "doc.chronology",
    "background": "doc.background",
    "also_mentioned": "doc.alsoMentioned",
    "annex": "doc.annex",
    "not_rated": "doc.notRated",
    "no_events": "doc.noEvents",
    "conflicts": "doc.conflicts",
    "sources": "doc.sources",
    "decisions": "doc.decisions",
    "unplaced": "doc.unplaced",
    "skipped": "doc.skipped",
    "method": "doc.method",
    "page": "doc.page",
}


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the document.

    Raises:
        OutputError: Typst could not set it.
    """
    width, height = MAP_PAGE[options.paper]
    pictures = {
        "map.svg": draw_map(brief, replace(options, width=width, height=height)),
        "small.svg": draw_map(brief, replace(options, width=_SMALL[0], height=_SMALL[1]), titled=False),
    }
    size = {"map_width": width, "map_height": height}
    set_pages("pdf.typ", data_of(brief, options) | size, pictures, path, options)


def data_of(brief: Brief, options: ExportOptions) -> dict[str, Any]:
    """Return everything that the pages say, as they read it."""
    say = words(options.language)
    return _data(make_report(brief, options), say) | {
        "author": options.prepared_by or "geobrief",
        "issued": None if options.issued is None else _day(options.issued),
        "alt": alternative_text(brief, find_entries(brief), say),
        "font": font_family_of(options.font),
        "paper": _NAMES[options.paper],
    }


def set_pages(
    program: str, data: dict[str, Any], pictures: Mapping[str, str], path: Path, options: ExportOptions
) -> None:
    """Set pages with one of our programs for Typst, and write them as PDF.

    Raises:
        OutputError: Typst could not set them.
    """
    sources = {
        "main.typ": files("geobrief.export").joinpath(program).read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode("utf-8"),
        **{name: drawing.encode("utf-8") for name, drawing in pictures.items()},
    }
    with scratch() as folder:
        if options.font is not None and is_font_file(options.font):
            # Alone: in its own folder all others would be looked through, and one of the same name taken.
            (folder / Path(options.font).name).write_bytes(read_font(options.font).content)
        try:
            # It takes a file by its name; its types do not say so.
            path.write_bytes(typst.compile(cast("Any", sources), font_paths=[folder]))
        except typst.TypstError as error:
            raise OutputError(path.name, f"the pages could not be set: {error}") from error


def _data(report: Report, say: Words) -> dict[str, Any]:
    return asdict(report) | {
        "language": say.language,
        "marking": None if report.marking is None else report.marking._asdict(),
        "words": {name: say(key) for name, key in _WORDS.items()},
        "places": [_place(place) for place in report.places],
        "conflicts": [{"about": item.about, "values": _values(item.values)} for item in report.conflicts],
        "key_figures": [
            {"told": item.told, "where": item.where, "about": item.about,
             "sources": item.sources, "values": _values(item.values)}
            for item in report.key_figures
        ],
        "annex": [asdict(item) | {"told": say("doc.tells", events="; ".join(item.events))} for item in report.annex],
    }  # fmt: skip


def _values(values: Sequence[tuple[str, Sequence[Note]]]) -> list[dict[str, Any]]:
    return [{"value": value, "sources": sources_of(notes)} for value, notes in values]


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _place(place: PlaceLine) -> dict[str, str]:
    return {
        "number": "" if place.number is None else str(place.number),
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "events": str(place.events) if place.events else "",
    }
