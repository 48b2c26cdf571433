"""Brief → a file of the format that its suffix names.

One module a format, each with ``render(brief, options) -> bytes`` (or ``write(brief, path, options)`` where a library
insists on writing the file itself). Every file is written beside its target first, and all of a build are moved into
place together, so that one that fails or is killed leaves what stood there before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.export.changes import renderer, save_changes
    from geobrief.export.csv_table import cell as table_cell
    from geobrief.export.formats import SUFFIXES, check_outputs, save_brief, save_together
    from geobrief.export.markdown import news_lines
    from geobrief.export.messages import words as words_in
    from geobrief.export.news import news_of
    from geobrief.export.news import summary as summary_of_changes
    from geobrief.export.notices import font_notices
    from geobrief.export.oembed_json import WIDTH as OEMBED_WIDTH
    from geobrief.export.options import ExportOptions, options_of
    from geobrief.export.packs import outputs_for
    from geobrief.export.pages import COMFORTABLE as COMFORTABLE_EVENTS
    from geobrief.export.typed import typed_geodataframe
else:
    __getattr__ = face(
        __name__,
        {
            "changes": "renderer save_changes",
            "csv_table": "table_cell=cell",
            "formats": "SUFFIXES check_outputs save_brief save_together",
            "markdown": "news_lines",
            "news": "news_of summary_of_changes=summary",
            "notices": "font_notices",
            "oembed_json": "OEMBED_WIDTH=WIDTH",
            "options": "ExportOptions options_of",
            "packs": "outputs_for",
            "pages": "COMFORTABLE_EVENTS=COMFORTABLE",
            "typed": "typed_geodataframe",
            "messages": "words_in=words",
        },
    )

__all__ = [
    "COMFORTABLE_EVENTS",
    "OEMBED_WIDTH",
    "SUFFIXES",
    "ExportOptions",
    "check_outputs",
    "font_notices",
    "news_lines",
    "news_of",
    "options_of",
    "outputs_for",
    "renderer",
    "save_brief",
    "save_changes",
    "save_together",
    "summary_of_changes",
    "table_cell",
    "typed_geodataframe",
    "words_in",
]
