"""Mentions → the places they mean, each with its role, its doubt and its reasons.

The features that decide are listed in :mod:`geobrief.places.features`; their weights were fitted
(``docs/accuracy/geoparser.md`` says on what).
"""

from geobrief.places.resolve import resolve_places

__all__ = ["resolve_places"]
