"""The gazetteer: names and positions → places.

``Gazetteer.default()`` opens the bundled index, with a user's imports over it. ``fold`` is the one normal form of names.
"""

from geobrief.gazetteer.layer import Hit, NameStats, PlaceRow, has_kind
from geobrief.gazetteer.lookup import Gazetteer
from geobrief.gazetteer.names import fold, fold_word

__all__ = ["Gazetteer", "Hit", "NameStats", "PlaceRow", "fold", "fold_word", "has_kind"]
