"""Sentences, places and dates → events: what happened, who took part, where and when, cited."""

from __future__ import annotations

from geobrief.events.kinds import EventKind, event_kinds

__all__ = ["EventKind", "event_kinds"]
