"""Sentences, places and dates → events: what happened, who took part, where and when, cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.events.days import days_of
    from geobrief.events.extract import extract_events
    from geobrief.events.figures import find_figures
    from geobrief.events.kinds import FILES as KIND_FILES
    from geobrief.events.kinds import EventKind, event_kinds, kinds_that_are
    from geobrief.events.word_lists import base_form, lemma
else:
    __getattr__ = face(
        __name__,
        {
            "days": "days_of",
            "extract": "extract_events",
            "figures": "find_figures",
            "kinds": "EventKind KIND_FILES=FILES event_kinds kinds_that_are",
            "word_lists": "base_form lemma",
        },
    )

__all__ = [
    "KIND_FILES",
    "EventKind",
    "base_form",
    "days_of",
    "event_kinds",
    "extract_events",
    "find_figures",
    "kinds_that_are",
    "lemma",
]
