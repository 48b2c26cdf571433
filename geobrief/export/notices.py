"""What the maker of a brief should know about letters: a font that is missing, names that it cannot write."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from importlib.util import find_spec

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.map import is_font_file

PAINTED = (".png", ".docx", ".pptx", ".pdf", ".email.html")
"""Outputs whose letters come from this machine's fonts; those of the others from their reader's."""

_SHOWN = 12
"""Letters that a notice shows."""


def font_notices(brief: Brief, paths: Iterable[str], options: ExportOptions) -> list[str]:
    """Return what to tell about the fonts of the outputs, a sentence each; nothing where all is well."""
    painted = [path for path in paths if path.lower().endswith(PAINTED)]
    if not painted or find_spec("resvg_py") is None:
        return []
    from geobrief.export.png import has_family, missing_letters  # noqa: PLC0415  # an extra

    notices = []
    font = options.font
    if font is not None and not is_font_file(font) and not has_family(font):
        notices.append(
            f"this machine has no font {font!r}: {', '.join(painted)} took another; install it, or give a .ttf or .otf file"
        )
    texts = [brief.title, *(place.name for place in brief.places), *(event.label for event in brief.events)]
    missing = missing_letters("".join(texts))
    if missing:
        shown = " ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        notices.append(
            f"no font of this machine has {shown}: {', '.join(painted)} show empty boxes; "
            f"install a font with {_script(missing[0])} (on Debian: fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji)"
        )
    return notices


def _script(letter: str) -> str:
    """The first words of a character's name: "CJK", "hangul", "devanagari"."""
    name = unicodedata.name(letter, "its letters").split()[0]
    return name if name == "CJK" else name.lower()
