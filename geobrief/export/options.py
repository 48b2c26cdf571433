"""What a reader of an output may wish to be different from the usual."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Wishes for the outputs. Each format takes what concerns it."""

    marking: str | None = None
    """Handling marking that stands on every page ("TLP:AMBER"), or None."""
    prepared_for: str | None = None
    """For whom the brief was made, for the title block."""
    language: str = "en"
    """ISO 639-1 code of the words around the texts: en or fr."""
