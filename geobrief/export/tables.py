"""Brief → tables: one row a place, mention, event, article or movement, with geometry in EPSG:4326.

The columns are the keys of ``brief.json``. Where a meaning is ACLED's, a column of ACLED's name stands beside it
(``event_date``, ``geo_precision``, ``time_precision``, ``source``, ``notes``), so that existing tools take the file.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geobrief.brief import Brief
from geobrief.errors import UsageError
from geobrief.events import event_kinds
from geobrief.model import Citation, Event, PlaceRecord, Source, When

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

Row = dict[str, Any]

_GEO_PRECISION = {"site": 1, "settlement": 1, "district": 2, "province": 3}
"""ACLED's geo_precision: 1 a named place, 2 near it or a part of a region, 3 a larger region. ACLED has none for a whole
country, and neither have we: a 3 would make a pin on its middle look like a place where something happened."""
_TIME_PRECISION = {"day": 1, "days": 2, "week": 2, "month": 3}
"""ACLED's time_precision: 1 the day, 2 within the week, 3 within the month. ACLED has none that is coarser."""


def to_geodataframe(brief: Brief, table: str) -> geopandas.GeoDataFrame:
    """Return one table of ``brief`` as a GeoDataFrame in EPSG:4326.

    Raises:
        UsageError: There is no such table.
    """
    import geopandas as gpd  # noqa: PLC0415  # heavy

    if table not in TABLES:
        raise UsageError(f"there is no table {table!r}; a brief has {', '.join(TABLES)}")
    rows = TABLES[table](brief)
    columns = list(rows[0]) if rows else ["id", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def geometry(place: PlaceRecord) -> BaseGeometry:
    """Return a place's area, or its point where it has none: [lon, lat], as every GIS has it."""
    from shapely.geometry import Point, shape  # noqa: PLC0415  # heavy

    return Point(place.lon, place.lat) if place.extent is None else shape(dict(place.extent))


def place_rows(brief: Brief) -> list[Row]:
    """Return a row for each place."""
    reviewed = frozenset(brief.reviewed)
    mentions = Counter(mention.place for mention in brief.mentions)
    events = Counter(where.place for event in brief.events for where in event.where)
    return [
        {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "precision": place.precision,
            "country": place.country,
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
            "geonameid": place.geonameid,
            "wikidata": place.wikidata,
            "geo_precision": _GEO_PRECISION.get(place.precision),
            "mentions": mentions[place.id],
            "events": events[place.id],
            "reviewed": place.id in reviewed,
            "geometry": geometry(place),
        }
        for place in brief.places
    ]


def mention_rows(brief: Brief) -> list[Row]:
    """Return a row for each mention, resolved or not."""
    places = {place.id: place for place in brief.places}
    sources = {source.id: source for source in brief.articles}
    setters = set_by(brief)
    rows = []
    for mention in brief.mentions:
        place = places.get(mention.place or "")
        rows.append(
            {
                "id": mention.id,
                "article": mention.article,
                "source": source_name(sources[mention.article]),
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "sentence": mention.sentence.text,
                "form": mention.form,
                "role": mention.role,
                "place": mention.place,
                "name": place.name if place else None,
                "confidence": mention.confidence,
                "because": mention.because,
                "rating": sources[mention.article].rating,
                "set_by": setters.get(mention.id),
                "geometry": geometry(place) if place else None,
            }
        )
    return rows


def event_rows(brief: Brief) -> list[Row]:
    """Return a row for each event at its best place; an event without a place has no geometry."""
    places = {place.id: place for place in brief.places}
    sources = {source.id: source for source in brief.articles}
    reviewed, setters = frozenset(brief.reviewed), set_by(brief)
    return [
        _event_row(event, places, sources)
        | {"reviewed": event.id in reviewed, "set_by": setters.get(event.id), "geometry": _at_best(event, places)}
        for event in brief.events
    ]


def set_by(brief: Brief) -> dict[str, str]:
    """Return, by the id of what an analyst set, who that was; "analyst" where no name was given."""
    return {item.about: item.by or "analyst" for item in brief.decisions if item.what == "set"}


def _at_best(event: Event, places: Mapping[str, PlaceRecord]) -> BaseGeometry | None:
    return geometry(places[event.where[0].place]) if event.where else None


def _event_row(event: Event, places: Mapping[str, PlaceRecord], sources: Mapping[str, Source]) -> Row:
    place = places[event.where[0].place] if event.where else None
    kind = event_kinds()[event.kind]
    return {
        "id": event.id,
        "kind": event.kind,
        "label": event.label,
        "status": event.status,
        "main": event.main,
        "event_date": _iso(event.when.start or event.when.end),
        "date_from": _iso(event.when.start),
        "date_to": _iso(event.when.end),
        "date_precision": event.when.precision,
        "date_text": event.when.text,
        "time_precision": _TIME_PRECISION.get(event.when.precision),
        "event_type": kind.acled_event_type,
        "sub_event_type": kind.acled_sub_event_type,
        "place": place.id if place else None,
        "location": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "geo_precision": _GEO_PRECISION.get(place.precision) if place else None,
        "role": event.where[0].role if event.where else None,
        "who": "; ".join(actor.name for actor in event.who) or None,
        "figures": "; ".join(figure.text for figure in event.figures) or None,
        "articles": event.articles,
        "independent": event.independent,
        "confidence": event.confidence,
        "source": "; ".join(_unique(source_name(sources[item.article]) for item in event.citations)),
        "source_url": "; ".join(_unique(sources[item.article].url for item in event.citations)) or None,
        "ratings": "; ".join(_unique(sources[item.article].rating for item in event.citations)) or None,
        "copy_of": "; ".join(_unique(_copied(item, sources) for item in event.citations)) or None,
        "notes": notes(event.citations),
    }


def _copied(citation: Citation, sources: Mapping[str, Source]) -> str | None:
    """Which source only repeats the words of which other."""
    if citation.copy_of is None or citation.copy_of not in sources:
        return None
    return f"{source_name(sources[citation.article])} repeats {source_name(sources[citation.copy_of])}"


def article_rows(brief: Brief) -> list[Row]:
    """Return a row for each article; its geometry is its places together."""
    from shapely.geometry import MultiPoint  # noqa: PLC0415  # heavy

    places = {place.id: place for place in brief.places}
    told: dict[str, set[tuple[float, float]]] = {source.id: set() for source in brief.articles}
    for mention in brief.mentions:
        if mention.place:
            told[mention.article].add((places[mention.place].lon, places[mention.place].lat))
    return [
        {
            "id": source.id,
            "number": number,
            "path": source.path,
            "title": source.title,
            "outlet": source.outlet,
            "authors": "; ".join(source.authors) or None,
            "url": source.url,
            "language": source.language,
            "published": _iso(source.published.start),
            "published_basis": source.published.basis,
            "words": source.words,
            "sha256": source.sha256,
            "same_story_as": source.same_story_as,
            "rating": source.rating,
            "geometry": MultiPoint(sorted(told[source.id])) if told[source.id] else None,
        }
        for number, source in enumerate(brief.articles, 1)
    ]


def movements(brief: Brief) -> list[tuple[Event, PlaceRecord, PlaceRecord]]:
    """Return the events that have an origin and a destination, with their first of each."""
    places = {place.id: place for place in brief.places}
    found = []
    for event in brief.events:
        origin = next((where.place for where in event.where if where.role == "origin"), None)
        destination = next((where.place for where in event.where if where.role == "destination"), None)
        if origin and destination and origin != destination:
            found.append((event, places[origin], places[destination]))
    return found


def movement_line(origin: PlaceRecord, destination: PlaceRecord) -> BaseGeometry:
    """Return the straight line of a movement; one across the antimeridian is cut there, as RFC 7946 asks."""
    from shapely.geometry import LineString, MultiLineString  # noqa: PLC0415  # heavy

    one, other = (origin.lon, origin.lat), (destination.lon, destination.lat)
    if abs(other[0] - one[0]) <= 180:
        return LineString([one, other])
    edge = math.copysign(180.0, one[0])
    share = (edge - one[0]) / (other[0] + 2 * edge - one[0])
    lat = one[1] + share * (other[1] - one[1])
    return MultiLineString([[one, (edge, lat)], [(-edge, lat), other]])


def movement_rows(brief: Brief) -> list[Row]:
    """Return a row for each event that moves from one place to another."""
    return [
        {
            "id": event.id,
            "kind": event.kind,
            "label": event.label,
            "status": event.status,
            "event_date": _iso(event.when.start or event.when.end),
            "origin": origin.id,
            "origin_name": origin.name,
            "destination": destination.id,
            "destination_name": destination.name,
            "who": "; ".join(actor.name for actor in event.who) or None,
            "articles": event.articles,
            "independent": event.independent,
            "notes": notes(event.citations),
            "geometry": movement_line(origin, destination),
        }
        for event, origin, destination in movements(brief)
    ]


TABLES: Mapping[str, Callable[[Brief], list[Row]]] = {
    "places": place_rows,
    "mentions": mention_rows,
    "events": event_rows,
    "articles": article_rows,
    "movements": movement_rows,
}
"""The tables of a brief by name, in the order in which a GIS should list them."""


def source_name(source: Source) -> str:
    """Return how a reader knows an article: its outlet and title, or its file."""
    return ": ".join(part for part in (source.outlet, source.title) if part) or source.path


def notes(citations: Sequence[Citation]) -> str:
    """Return the quoted sentences, each in quotation marks."""
    return " ".join(f"“{item.quote}”" for item in citations)


def when_text(when: When) -> str | None:
    """Return an interval as a person writes it in a table: "2024-09-15", "by 2024-09-15", "2023-07-01 to 2023-07-31"."""
    if when.start and when.end:
        return _iso(when.start) if when.start == when.end else f"{_iso(when.start)} to {_iso(when.end)}"
    if when.end:
        return f"by {_iso(when.end)}"
    return f"since {_iso(when.start)}" if when.start else when.text


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unique(items: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(item for item in items if item))
