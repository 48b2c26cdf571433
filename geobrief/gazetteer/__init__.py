"""The gazetteer: names and positions → places.

``Gazetteer.default()`` opens the bundled index, with a user's imports over it. ``fold`` is the one normal form of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.gazetteer.areas import area, drawn
    from geobrief.gazetteer.contents import summary as summary_of
    from geobrief.gazetteer.dumps import geonames as read_geonames
    from geobrief.gazetteer.dumps import ourairports as read_ourairports
    from geobrief.gazetteer.dumps import wikidata as read_wikidata
    from geobrief.gazetteer.earth import cell_of, distance_km
    from geobrief.gazetteer.folding import fold, fold_word
    from geobrief.gazetteer.geocoder import GazetteerGeocoder
    from geobrief.gazetteer.imports import Imported, Skips, imported_indexes, install
    from geobrief.gazetteer.index import FLAG_CODE_ONLY, FLAG_DEMONYM, FLAG_NOT_PLACE, FLAG_STRONG, SCALE
    from geobrief.gazetteer.layer import Hit, Layer, NameStats, PlaceRow, has_kind
    from geobrief.gazetteer.layers import ALL as ALL_LAYERS
    from geobrief.gazetteer.layers import ASKED as ASKED_LAYERS
    from geobrief.gazetteer.layers import asked_indexes, laid, stem_of
    from geobrief.gazetteer.layers import named as named_layer
    from geobrief.gazetteer.lookup import Gazetteer
    from geobrief.gazetteer.own import read_csv as read_own_csv
    from geobrief.gazetteer.own import read_vector as read_own_vector
    from geobrief.gazetteer.prior import prior as prior_of
    from geobrief.gazetteer.search import Found
    from geobrief.gazetteer.search import find as find_places
    from geobrief.gazetteer.table import KINDS, Row
    from geobrief.gazetteer.writing import write as write_places
else:
    __getattr__ = face(
        __name__,
        {
            "areas": "area drawn",
            "dumps": "read_geonames=geonames read_ourairports=ourairports read_wikidata=wikidata",
            "earth": "cell_of distance_km",
            "writing": "write_places=write",
            "geocoder": "GazetteerGeocoder",
            "imports": "Imported Skips imported_indexes install",
            "index": "FLAG_CODE_ONLY FLAG_DEMONYM FLAG_NOT_PLACE FLAG_STRONG SCALE",
            "layer": "Hit Layer NameStats PlaceRow has_kind",
            "layers": "ALL_LAYERS=ALL ASKED_LAYERS=ASKED asked_indexes laid named_layer=named stem_of",
            "lookup": "Gazetteer",
            "folding": "fold fold_word",
            "own": "read_own_csv=read_csv read_own_vector=read_vector",
            "prior": "prior_of=prior",
            "search": "Found find_places=find",
            "contents": "summary_of=summary",
            "table": "KINDS Row",
        },
    )

__all__ = [
    "ALL_LAYERS",
    "ASKED_LAYERS",
    "FLAG_CODE_ONLY",
    "FLAG_DEMONYM",
    "FLAG_NOT_PLACE",
    "FLAG_STRONG",
    "KINDS",
    "SCALE",
    "Found",
    "Gazetteer",
    "GazetteerGeocoder",
    "Hit",
    "Imported",
    "Layer",
    "NameStats",
    "PlaceRow",
    "Row",
    "Skips",
    "area",
    "asked_indexes",
    "cell_of",
    "distance_km",
    "drawn",
    "find_places",
    "fold",
    "fold_word",
    "has_kind",
    "imported_indexes",
    "install",
    "laid",
    "named_layer",
    "prior_of",
    "read_geonames",
    "read_ourairports",
    "read_own_csv",
    "read_own_vector",
    "read_wikidata",
    "stem_of",
    "summary_of",
    "write_places",
]
