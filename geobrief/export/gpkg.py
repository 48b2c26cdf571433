"""Brief → GeoPackage: a layer a table, EPSG:4326, with styles that QGIS takes by itself.

``event_places`` and ``event_citations`` join events to places and articles by their ids, for relations in QGIS.

``places`` holds points and areas, as the brief does; ``areas`` holds its areas once more by themselves, because a
program that draws a layer in one style can draw only one sort of geometry.
"""

from __future__ import annotations

import sqlite3
import warnings
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.brief import Brief
from geobrief.errors import OutputError
from geobrief.export.options import ExportOptions
from geobrief.export.qgis import STYLES, style_of
from geobrief.export.tables import PLAIN, TABLES, to_geodataframe

if TYPE_CHECKING:
    import geopandas

_VERSION = "1.2"
"""Of the GeoPackage standard: what we write needs nothing newer, and QGIS before 3.28 warns of 1.4."""

_GEOMETRY = {"articles": "MultiPoint", "movements": "MultiLineString", "areas": "MultiPolygon"}
"""Geometry of the layers that have one sort of it."""

_TIMESTAMP = "2000-01-01T00:00:00.000Z"
"""GeoPackage wants to know when a layer was changed last; a fixed moment keeps the same brief the same bytes."""

_STYLES_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""
"""The table in which QGIS keeps the styles of a GeoPackage (``QgsOgrProvider``)."""


def write(brief: Brief, path: Path, options: ExportOptions) -> None:
    """Write the layers and their styles.

    Raises:
        OutputError: The disk is full, or GDAL cannot write the file for another reason.
    """
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError  # noqa: PLC0415  # heavy

    try:
        _write_layers(brief, path)
        _add_styles(brief, path, options)
    except (DataLayerError, DataSourceError, FeatureError, sqlite3.Error) as error:
        raise OutputError(path.name, f"it could not be written, is the disk full? ({_said(error)})") from error


def _said(error: Exception) -> str:
    """What GDAL says went wrong, without the statement in SQL that it was busy with."""
    return str(error).rpartition(": ")[2].split("\n", 1)[0][:120]


def _write_layers(brief: Brief, path: Path) -> None:
    import pandas as pd  # noqa: PLC0415  # heavy
    import pyogrio  # noqa: PLC0415  # heavy

    frames = {table: to_geodataframe(brief, table, days=False) for table in TABLES}
    areas = frames["places"][frames["places"].geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    frames["areas"] = areas
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _TIMESTAMP})
    try:
        for table, frame in frames.items():
            _write_layer(frame, table, path)
        for table in PLAIN:
            frame = to_geodataframe(brief, table, days=False).drop(columns="geometry")
            if len(frame):
                pyogrio.write_dataframe(pd.DataFrame(frame), path, layer=table, driver="GPKG")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_layer(frame: geopandas.GeoDataFrame, table: str, path: Path) -> None:
    with warnings.catch_warnings():
        # A layer that holds points and areas has no one geometry type; that is what we mean.
        warnings.simplefilter("ignore")
        frame.to_file(
            path,
            layer=table,
            driver="GPKG",
            engine="pyogrio",
            geometry_type=_GEOMETRY.get(table, "Unknown"),
            promote_to_multi=table in _GEOMETRY,
            dataset_options={"VERSION": _VERSION},
        )


def _add_styles(brief: Brief, path: Path, options: ExportOptions) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_STYLES_TABLE)
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', ?, ?)",
            (options.marking or "", _TIMESTAMP),
        )
        for layer in STYLES:
            base.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
                " styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)"
                " VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'geobrief', '', NULL, ?)",
                (layer, f"geobrief {layer}", style_of(layer, brief), _TIMESTAMP),
            )
