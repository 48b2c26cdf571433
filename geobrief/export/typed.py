"""A table of a brief with the same columns of the same types in every brief, also where it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.export.tables import to_geodataframe

if TYPE_CHECKING:
    import geopandas

    from geobrief.brief import Brief

_TYPES = {"text": "string", "whole": "Int64", "number": "float64", "flag": "bool", "day": "datetime64[s]"}
"""How pandas calls the types. Texts and whole numbers may be missing, days may be open."""

_TABLES = {
    "places": (
        "id name kind precision country admin1 lat:number lon:number geonameid:whole wikidata "
        "geo_precision:whole mentions:whole events:whole reviewed:flag"
    ),
    "mentions": (
        "id article source start:whole end:whole text sentence form role place name confidence:number because "
        "rating set_by"
    ),
    "events": (
        "id kind label status main:flag event_date:day date_from:day date_to:day date_precision date_text "
        "time_precision:whole event_type sub_event_type place location named country admin1 latitude:number "
        "longitude:number place_precision geo_precision:whole role who figures articles:whole "
        "independent:whole confidence:number place_confidence:number day_confidence:number status_confidence:number "
        "source source_url ratings copy_of notes reviewed:flag set_by"
    ),
    "event_places": (
        "id event place number:whole role kind label status event_date:day date_from:day date_to:day "
        "date_precision date_text time_precision:whole location named country admin1 latitude:number "
        "longitude:number place_precision geo_precision:whole"
    ),
    "articles": (
        "id number:whole path title outlet authors url language published:day published_from:day published_to:day "
        "published_basis words:whole sha256 same_story_as rating"
    ),
    "movements": (
        "id kind label status event_date:day date_from:day date_to:day date_precision date_text "
        "time_precision:whole origin origin_name destination destination_name who articles:whole "
        "independent:whole notes"
    ),
    "event_citations": (
        "id event article number:whole label source_number:whole source source_url start:whole end:whole quote copy_of"
    ),
    "findings": (
        "id number:whole text status event_date:day date_from:day date_to:day date_precision date_text "
        "time_precision:whole where articles:whole independent:whole doubts events machine"
    ),
    "key_figures": "id event what low:number high:number unit place location value source",
    "conflicts": "id about event value source quote",
}
"""The columns of each table in their order; those without a type are texts."""

COLUMNS = {
    table: {name: _TYPES[kind or "text"] for name, _, kind in (column.partition(":") for column in columns.split())}
    for table, columns in _TABLES.items()
}
"""Type by column, for each table."""


def typed_geodataframe(brief: Brief, table: str) -> geopandas.GeoDataFrame:
    """Return one table of ``brief`` as a GeoDataFrame in EPSG:4326, each column of the type that :data:`COLUMNS` says.

    Raises:
        UsageError: There is no such table.
    """
    frame = to_geodataframe(brief, table)
    columns = COLUMNS[table]
    for name in columns:
        if name not in frame:  # a table without a row knows none
            frame.insert(len(frame.columns) - 1, name, None)
    return frame.astype({name: kind for name, kind in columns.items() if str(frame.dtypes[name]) != kind})
