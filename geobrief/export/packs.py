"""Who reads what: the outputs that an audience gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from geobrief.errors import UsageError
from geobrief.export.formats import SUFFIXES

PACKS: Mapping[str, tuple[str, ...]] = {
    "minister": (".page.pdf",),
    "desk": (".html", ".docx", ".pptx"),
    "gis": (".gpkg", ".csv.zip", ".xlsx"),
}
"""Suffixes by audience: one page; page, Word and slides; layers and tables."""


def outputs_for(audience: str | None, outputs: Iterable[str], otherwise: str) -> list[str]:
    """Return the files to make for an audience, beside those that are asked for by name.

    Args:
        audience: One of :data:`PACKS`, or None.
        outputs: Files that are asked for; the first gives the others its name and folder.
        otherwise: A file that gives them where none is asked for.

    Raises:
        UsageError: There is no such audience.
    """
    asked = list(outputs)
    if audience is None:
        return asked
    if audience not in PACKS:
        raise UsageError(f"the audience is {', '.join(PACKS)}, not {audience!r}")
    stem = _without_suffix(asked[0] if asked else otherwise)
    return list(dict.fromkeys([*asked, *(f"{stem}{suffix}" for suffix in PACKS[audience])]))


def _without_suffix(output: str) -> str:
    """A file without the suffix of its format, the longest that it can be: ``niger.csv.zip`` is ``niger``."""
    path = Path(output)
    known = [suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)]
    return output[: -len(max(known, key=len, default=path.suffix)) or None]
