"""The site's gallery: the example brief in every format, made while the site is built, and pictures of the map.

mkdocs calls ``on_files`` (hooks in ``mkdocs.yml``). The brief is a page of the site like another: it opens in the browser,
and its files are there to be opened with the programs that they are for.
"""

from __future__ import annotations

import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = "seeds/niger-2024"
"""As a page says where its articles lie: from the checkout, not from the machine that builds."""
PICTURES = ROOT / "docs" / "pictures"
BESIDE = ("site.css", "site.js")
"""What the site adds to its theme."""

FILES = {
    ".html": "the map, one file that needs no network",
    ".fr.html": "the same in French",
    ".page.pdf": "one page for who has a minute",
    ".pdf": "all of it on paper",
    ".docx": "for Word",
    ".pptx": "slides",
    ".eml": "a mail ready to be sent",
    ".xlsx": "tables for Excel",
    ".gpkg": "layers for QGIS and ArcGIS",
    ".kmz": "for Google Earth",
    ".svg": "the static map, to be edited",
    ".bib": "its sources for BibTeX and Zotero",
    ".json": "everything, for programs",
}
"""Suffix → what the file is. Two suffixes are one of the language and one of the format."""

SHOWN = {
    "map-wide": "As it opens: findings, map and timeline",
    "map-card": "The card of a place, with the sentences that put it there",
    "map-filters": "Filters, and one month of the timeline",
    "map-dark": "In the dark, with the list of events",
    "map-french": "In French",
    "map-phone": "On a phone",
    "map-phone-card": "A card on a phone",
    "map-embed": "In a frame of somebody's page",
    "map-embed-card": "A card in a frame",
    "map-print": "On paper, with a handling marking",
    "gallery": "The other documents, opened by the programs that they are for",
}
"""Pictures of ``docs/pictures``, and what they show."""


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401  # mkdocs has no types
    """Add the gallery, the files that it shows, and what the site adds to its theme."""
    from mkdocs.structure.files import File  # noqa: PLC0415  # only there when the site is built

    for suffix, data in example().items():
        files.append(File.generated(config, f"example/niger{suffix}", content=data))
    files.append(File.generated(config, "gallery.md", content=gallery()))
    for name in BESIDE:
        files.append(File.generated(config, name, content=Path(__file__).with_name(name).read_text("utf-8")))
    return files


def example() -> dict[str, bytes]:
    """Return the example brief in each format, by its suffix."""
    import geobrief  # noqa: PLC0415  # only there when the site is built
    from geobrief.export import ExportOptions, save_brief  # noqa: PLC0415

    with chdir(ROOT):
        brief = geobrief.build(ARTICLES)
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        for suffix in FILES:
            language, _, rest = suffix[1:].partition(".")
            french = language == "fr" and rest
            path = Path(folder) / f"niger{'.' + rest if french else suffix}"
            save_brief(brief, path, ExportOptions(language="fr" if french else "en"))
            made[suffix] = path.read_bytes()
    return made


def gallery() -> str:
    """Return the page that shows them."""
    lines = [
        "# Gallery",
        "",
        "One command made everything here, out of the nine invented articles of `seeds/niger-2024`:",
        "",
        "```sh",
        "geobrief build seeds/niger-2024 -o niger.html -o niger.pdf -o …",
        "```",
        "",
        "**[Open the map](example/niger.html)**: it is the file that the command writes, as it is.",
        "",
        "| file | what it is |",
        "| --- | --- |",
        *(f"| [niger{suffix}](example/niger{suffix}) | {what} |" for suffix, what in FILES.items()),
        "",
        "## The map in pictures",
    ]
    for name, what in SHOWN.items():
        lines += ["", f"### {what}", "", f"![{what}](pictures/{name}.webp)"]
    return "\n".join(lines) + "\n"
