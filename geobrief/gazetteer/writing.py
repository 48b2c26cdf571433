"""A gazetteer → tables that other programs read: GeoDataFrame, Parquet, GeoPackage, GeoJSON, CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geobrief.atomic import check_writable, write_whole
from geobrief.errors import OutputError
from geobrief.gazetteer.lookup import Gazetteer
from geobrief.gazetteer.table import KINDS
from geobrief.model import Kind

if TYPE_CHECKING:
    import geopandas

FIELDS = (
    "key", "name", "kind", "country", "admin1", "lat", "lon", "population", "geonameid", "wikidata", "feature_class",
    "feature_code", "source", "claims",
)  # fmt: skip

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a cell for a formula by."""


def records(gazetteer: Gazetteer, kinds: Iterable[Kind] | None, country: str | None) -> list[dict[str, Any]]:
    """Places as plain records, a later layer's instead of an earlier one's, sorted by key."""
    numbers = json.dumps([KINDS.index(kind) for kind in (kinds or KINDS)])
    condition = "kind IN (SELECT value FROM json_each(?))" + (" AND country = ?" if country else "")
    values = [numbers, country.upper()] if country else [numbers]
    rows = {row.key: row for layer in gazetteer.layers for row in layer.places_where(condition, *values)}
    found = []
    for key in sorted(rows):
        row = rows[key]
        place = gazetteer.full(row)
        found.append({name: getattr(place, name) for name in FIELDS[:-1]} | {"claims": row.claims or None})
    return found


def to_geodataframe(
    gazetteer: Gazetteer, *, kinds: Iterable[Kind] | None = None, country: str | None = None
) -> geopandas.GeoDataFrame:
    """Places as points in EPSG:4326, all of them or those of some kinds or a country."""
    import geopandas  # noqa: PLC0415 - heavy
    import pandas as pd  # noqa: PLC0415 - heavy

    frame = pd.DataFrame.from_records(records(gazetteer, kinds, country), columns=list(FIELDS))
    frame["geonameid"] = frame["geonameid"].astype("Int64")
    points = geopandas.points_from_xy(frame["lon"], frame["lat"])
    return geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def write(gazetteer: Gazetteer, path: Path, *, kinds: Iterable[Kind] | None = None, country: str | None = None) -> int:
    """Places → a file; its suffix says which kind. Gives the number of places.

    Raises:
        OutputError: The suffix is unknown, or the file cannot be written; an older file stays as it was.
    """
    writers = {".parquet": "to_parquet", ".gpkg": "GPKG", ".geojson": "GeoJSON", ".csv": "csv"}
    how = writers.get(path.suffix.lower())
    if how is None:
        raise OutputError(str(path), f"a gazetteer is exported as {', '.join(writers)}")
    check_writable(path)
    frame = to_geodataframe(gazetteer, kinds=kinds, country=country)
    try:
        write_whole(path, lambda part: _write_frame(frame, part, how))
    except ImportError as error:
        raise OutputError(
            str(path), f"needs a package that is not installed ({error.name}); try another suffix"
        ) from error
    return len(frame)


def _write_frame(frame: geopandas.GeoDataFrame, path: Path, how: str) -> None:
    if how == "to_parquet":
        frame.to_parquet(path)
    elif how == "csv":
        table = frame.drop(columns="geometry")
        for column in table.select_dtypes(include=["object", "string"]):
            table[column] = [_harmless(value) for value in table[column]]
        table.to_csv(path, index=False)
    else:
        frame.to_file(path, driver=how, layer="places")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
