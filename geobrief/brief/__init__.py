"""[Reading] → Brief: the same event from several articles becomes one, cited, with what the articles differ on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.brief.record import Brief as Brief

if TYPE_CHECKING:
    from geobrief.brief.compose import compose_brief as compose_brief

__all__ = ["Brief", "compose_brief"]


def __getattr__(name: str) -> object:
    """Import ``compose_brief`` when it is used: readers of a finished brief need no gazetteer."""
    if name == "compose_brief":
        from geobrief.brief.compose import compose_brief  # noqa: PLC0415

        return compose_brief
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
