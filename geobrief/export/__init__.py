"""Brief → a file of the format that its suffix names.

One module a format, each with ``render(brief, options) -> bytes`` (or ``write(brief, path, options)`` where a library
insists on writing the file itself). Every file is written beside its target first, and all of a build are moved into
place together, so that one that fails or is killed leaves what stood there before.
"""

from __future__ import annotations

from geobrief.export.formats import SUFFIXES as SUFFIXES
from geobrief.export.formats import check_outputs as check_outputs
from geobrief.export.formats import save_brief as save_brief
from geobrief.export.formats import save_together as save_together
from geobrief.export.options import ExportOptions as ExportOptions
from geobrief.export.options import options_of as options_of

__all__ = ["SUFFIXES", "ExportOptions", "check_outputs", "options_of", "save_brief", "save_together"]
