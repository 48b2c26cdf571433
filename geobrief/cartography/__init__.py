"""Outlines of the world → the ground of a map: land, borders, provinces, lakes and rivers, as fine as its scale asks for.

Page and pictures draw what this room gives; which area a place has is said by ``geobrief.gazetteer``. Nothing here knows
places, briefs or formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.cartography.basemap import (
        MARGIN,
        NORTHERNMOST,
        SCREEN,
        SOUTHERNMOST,
        ground,
        ground_afar,
        province_labels,
    )
    from geobrief.cartography.basemap import basemap as basemap_of
    from geobrief.cartography.field import positions_apart
    from geobrief.cartography.outlines import (
        WORLDVIEWS,
        Worldview,
        admin1_at,
        country_area,
        lake_area,
        outline,
        province_area,
        region_area,
    )
    from geobrief.cartography.outlines import worldview as default_worldview
else:
    __getattr__ = face(
        __name__,
        {
            "basemap": "MARGIN NORTHERNMOST SCREEN SOUTHERNMOST basemap_of=basemap ground ground_afar province_labels",
            "field": "positions_apart",
            "outlines": "WORLDVIEWS Worldview admin1_at country_area default_worldview=worldview lake_area outline province_area region_area",
        },
    )

__all__ = [
    "MARGIN",
    "NORTHERNMOST",
    "SCREEN",
    "SOUTHERNMOST",
    "WORLDVIEWS",
    "Worldview",
    "admin1_at",
    "basemap_of",
    "country_area",
    "default_worldview",
    "ground",
    "ground_afar",
    "lake_area",
    "outline",
    "positions_apart",
    "province_area",
    "province_labels",
    "region_area",
]
