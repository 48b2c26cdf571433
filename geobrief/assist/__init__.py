"""A model's hand, never its word: proposals for a brief, each of which stands only where the brief's own quotes bear it.

``geobrief assist`` asks a model behind an address that the user names. It may propose other words for labels, another
order of the findings, and events that were missed. What it answers is believed in nothing: a label's words must stand in
that order in a quote of the event, an event's quote in its article, its place among the mentions that geobrief resolved
there, its day among the dates that geobrief read there, its actors in the quote. What is kept is marked as proposed.
``build`` never imports this room.
"""

from __future__ import annotations

from geobrief.assist.ask import Asked, Model
from geobrief.assist.run import EVERYTHING, Outcome, assist

__all__ = ["EVERYTHING", "Asked", "Model", "Outcome", "assist"]
