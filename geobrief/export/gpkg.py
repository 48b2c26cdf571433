"""Brief → GeoPackage: a layer each for places, mentions, events and articles, EPSG:4326."""

from __future__ import annotations

import warnings
from pathlib import Path

from geobrief.brief import Brief
from geobrief.export.options import ExportOptions
from geobrief.export.tables import TABLES, to_geodataframe

_TIMESTAMP = "2000-01-01T00:00:00.000Z"
"""GeoPackage wants to know when a layer was changed last; a fixed moment keeps the same brief the same bytes."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:  # noqa: ARG001  # one signature for all formats
    """Write the layers."""
    import pyogrio  # noqa: PLC0415  # heavy

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _TIMESTAMP})
    for table in TABLES:
        frame = to_geodataframe(brief, table)
        with warnings.catch_warnings():
            # A layer that holds points and areas has no one geometry type; that is what we mean.
            warnings.simplefilter("ignore")
            frame.to_file(path, layer=table, driver="GPKG", engine="pyogrio", geometry_type="Unknown")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
