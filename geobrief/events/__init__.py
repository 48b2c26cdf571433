"""Sentences, places and dates → events: what happened, who took part, where and when, cited."""

from __future__ import annotations

from geobrief.events.extract import extract_events
from geobrief.events.figures import find_figures
from geobrief.events.kinds import EventKind, event_kinds, kinds_that_are
from geobrief.events.words import lemma

__all__ = ["EventKind", "event_kinds", "extract_events", "find_figures", "kinds_that_are", "lemma"]
