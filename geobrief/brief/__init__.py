"""[Reading] → Brief: the same event from several articles becomes one, cited, with what the articles differ on."""

from geobrief.brief.record import Brief as Brief

__all__ = ["Brief"]
