"""Articles in, a cited map out, on one machine, offline.

::

    import geobrief

    brief = geobrief.build("seeds/niger-2024")  # articles → Brief
    brief.save("niger.html")  # the map; the suffix chooses the format
    brief.to_geodataframe("events")  # EPSG:4326
    doc = geobrief.geoparse(text, published="2024-04-19")  # one text → mentions with their places
    gaz = geobrief.Gazetteer.default()
    gaz.search("Agadez")

Nothing is opened or imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from geobrief.version import VERSION as __version__  # noqa: N811  # the name that Python gives a version

if TYPE_CHECKING:
    from geobrief.brief import Brief as Brief
    from geobrief.brief.diff import diff as diff
    from geobrief.errors import GeobriefError as GeobriefError
    from geobrief.gazetteer import Gazetteer as Gazetteer
    from geobrief.gazetteer.geocoder import GazetteerGeocoder as GazetteerGeocoder
    from geobrief.pipeline import build as build
    from geobrief.pipeline import geoparse as geoparse
    from geobrief.stream import read as read

_HOMES = {
    "Brief": "geobrief.brief",
    "Gazetteer": "geobrief.gazetteer",
    "GazetteerGeocoder": "geobrief.gazetteer.geocoder",
    "GeobriefError": "geobrief.errors",
    "build": "geobrief.pipeline",
    "diff": "geobrief.brief.diff",
    "geoparse": "geobrief.pipeline",
    "read": "geobrief.stream",
}
"""Where each public name lives: it is imported when it is first used."""

__all__ = [
    "Brief",
    "Gazetteer",
    "GazetteerGeocoder",
    "GeobriefError",
    "__version__",
    "build",
    "diff",
    "geoparse",
    "read",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'geobrief' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
