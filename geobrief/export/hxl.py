"""HXL tags of the columns of the CSV tables: a second row by which humanitarian tools know what a column means.

Hashtags and attributes are those of HXL 1.1 (hxlstandard.org). A column for which the standard has no hashtag gets
``#meta`` with an attribute of the column's name, as the standard provides for.
"""

from __future__ import annotations

from collections.abc import Iterable

TAGS = {
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "admin3": "#adm3+name",
    "iso": "#country+code+num",
    "region": "#region+name",
    "place_precision": "#geo+precision",
    "geo_precision": "#geo+precision+code",
    "ratings": "#meta+source+rating",
    "actor": "#org+source",
    "actor1": "#org+source",
    "actor2": "#org+target",
    "articles": "#meta+count+articles",
    "country": "#country+code+v_iso2",
    "date_from": "#date+start",
    "date_to": "#date+end",
    "event_date": "#date+occurred",
    "event_id_cnty": "#event+id",
    "event_type": "#event+type",
    "fatalities": "#affected+killed",
    "id": "#event+id",
    "independent": "#meta+count+independent",
    "kind": "#event+kind+code",
    "label": "#event+name",
    "latitude": "#geo+lat",
    "location": "#loc+name",
    "longitude": "#geo+lon",
    "named": "#loc+name+unlocated",
    "notes": "#description",
    "place": "#loc+id",
    "recipient": "#org+target",
    "source": "#meta+source",
    "source_url": "#meta+source+url",
    "status": "#status",
    "sub_event_type": "#event+type+sub",
    "text": "#description",
    "who": "#org+name",
    "year": "#date+year",
}
"""By column."""

_NAMES = "#country+name"


def hxl_tags(columns: Iterable[str], *, country_names: bool = False) -> list[str]:
    """Return the tag of each column.

    Args:
        columns: Their headings.
        country_names: Whether ``country`` holds names and not codes (ISO 3166-1 alpha-2).
    """
    return [_NAMES if column == "country" and country_names else _tag(column) for column in columns]


def _tag(column: str) -> str:
    return TAGS.get(column) or "#meta+" + "".join(letter for letter in column.lower() if letter.isalnum())
