"""Brief → tables: one row a place, mention, event, article or movement, with geometry in EPSG:4326.

An event of four places is one row of ``events``, at its best place, and four of ``event_places``; ``event_citations`` has a
row for each sentence that tells it. Both name the ids of what they join. A country or a region is an area or nothing: no
table has a position in its middle. A day stands in ``event_date`` only where one day was told; bounds, months and years
stand in ``date_from``, ``date_to`` and ``date_precision``.

The columns are the keys of ``brief.json``. Where a meaning is ACLED's, a column of ACLED's name stands beside it
(``event_date``, ``geo_precision``, ``time_precision``, ``source``, ``notes``), so that existing tools take the file.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from geobrief.brief import Brief, best_first
from geobrief.errors import UsageError
from geobrief.events import event_kinds
from geobrief.model import Citation, Decision, Event, EventPlace, PlaceRecord, Role, Source, When

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

Row = dict[str, Any]

_GEO_PRECISION = {"site": 1, "settlement": 1, "district": 2, "province": 3}
"""ACLED's geo_precision: 1 a named place, 2 near it or a part of a region, 3 a larger region. ACLED has none for a whole
country, and neither have we: a 3 would make a pin on its middle look like a place where something happened."""
_TIME_PRECISION = {"day": 1, "days": 2, "week": 2, "month": 3}
"""ACLED's time_precision: 1 the day, 2 within the week, 3 within the month. ACLED has none that is coarser."""


DATES = ("event_date", "date_from", "date_to", "published", "published_from", "published_to")
"""Columns that hold days."""


def to_geodataframe(
    brief: Brief, table: str, *, days: bool = True, rows: Sequence[Row] | None = None
) -> geopandas.GeoDataFrame:
    """Return one table of ``brief`` as a GeoDataFrame in EPSG:4326; the geometry of what lies nowhere is None.

    Args:
        brief: What the table is of.
        table: One of :data:`TABLES` or :data:`PLAIN`.
        days: Whether days are ``datetime64[s]``, which reaches from the year 1 on; else they are texts in ISO 8601.
        rows: Other rows than the table's own, with geometry.

    Raises:
        UsageError: There is no such table.
    """
    import geopandas as gpd  # noqa: PLC0415  # heavy

    known = {**TABLES, **PLAIN}
    if table not in known:
        raise UsageError(f"there is no table {table!r}; a brief has {', '.join(known)}")
    rows = [{"geometry": None, **row} for row in (known[table](brief) if rows is None else rows)]
    columns = [*(name for name in rows[0] if name != "geometry"), "geometry"] if rows else ["id", "geometry"]
    frame = gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")
    for name in DATES if days else ():
        if name in frame:
            frame[name] = frame[name].astype("datetime64[s]")
    return frame


def is_point(place: PlaceRecord) -> bool:
    """Whether a place may be shown at a position: a country and a region lie all around their middle."""
    return place.extent is None and place.precision in _GEO_PRECISION


def geometry(place: PlaceRecord) -> BaseGeometry | None:
    """Return a place's area, or its point where it is one: [lon, lat], as every GIS has it; else None."""
    from shapely.geometry import Point, shape  # noqa: PLC0415  # heavy

    if place.extent is not None:
        return shape(dict(place.extent))
    return Point(place.lon, place.lat) if is_point(place) else None


def geometry_at(where: EventPlace, places: Mapping[str, PlaceRecord]) -> BaseGeometry | None:
    """Return where an event was: the area around a name whose position nobody knows is drawn as an area or not at all."""
    place = places[where.place]
    return None if where.named is not None and is_point(place) else geometry(place)


def geometry_of(event: Event, places: Mapping[str, PlaceRecord]) -> BaseGeometry | None:
    """Return all places of an event in one geometry: its points, or where it has none its areas."""
    from shapely import union_all  # noqa: PLC0415  # heavy
    from shapely.geometry import MultiPoint, Point  # noqa: PLC0415

    shapes = [shape for shape in (geometry_at(where, places) for where in event.where) if shape is not None]
    points = list(dict.fromkeys((shape.x, shape.y) for shape in shapes if isinstance(shape, Point)))
    if points:
        return Point(points[0]) if len(points) == 1 else MultiPoint(points)
    return shapes[0] if len(shapes) == 1 else union_all(shapes) if shapes else None


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
            # A country's own position would be its middle, and a table invites to put a pin there.
            "lat": place.lat if place.precision in _GEO_PRECISION else None,
            "lon": place.lon if place.precision in _GEO_PRECISION else None,
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


def event_place_rows(brief: Brief) -> list[Row]:
    """Return a row for each place of each event, with the ids of both; an event without a place has none."""
    places = {place.id: place for place in brief.places}
    return [
        {
            "id": f"{event.id}:{number}",
            "event": event.id,
            "place": where.place,
            "number": number,
            "role": where.role,
            "kind": event.kind,
            "label": event.label,
            "status": event.status,
            **_days(event.when),
            **_located(where, places),
            "geometry": geometry_at(where, places),
        }
        for event in brief.events
        for number, where in enumerate(event.where, 1)
    ]


def spread_rows(brief: Brief) -> list[Row]:
    """Return the rows of events once for each of their places, as a file of one table has to have them.

    ``place_number`` is 1 for the best place, and for an event without one: who counts events keeps those rows.
    """
    places = {place.id: place for place in brief.places}
    rows = []
    for event, row in zip(brief.events, event_rows(brief), strict=True):
        rows.append(row | {"place_number": 1, "places": len(event.where)})
        for number, where in enumerate(event.where[1:], 2):
            here = {"place": where.place, "role": where.role, "place_number": number, "places": len(event.where)}
            rows.append(row | _located(where, places) | here | {"geometry": geometry_at(where, places)})
    return rows


def event_citation_rows(brief: Brief) -> list[Row]:
    """Return a row for each sentence that tells an event, the one that says most of it first."""
    numbers = {source.id: number for number, source in enumerate(brief.articles, 1)}
    sources = {source.id: source for source in brief.articles}
    return [
        {
            "id": f"{event.id}:{number}",
            "event": event.id,
            "article": citation.article,
            "number": number,
            "label": event.label,
            "source_number": numbers[citation.article],
            "source": source_name(sources[citation.article]),
            "source_url": sources[citation.article].url,
            "start": citation.start,
            "end": citation.end,
            "quote": citation.quote,
            "copy_of": citation.copy_of,
        }
        for event in brief.events
        for number, citation in enumerate(best_first(event.label, event.citations), 1)
    ]


def finding_rows(brief: Brief) -> list[Row]:
    """Return a row for each finding, heaviest first."""
    places = {place.id: place for place in brief.places}
    return [
        {
            "id": finding.id,
            "number": number,
            "text": finding.text,
            "status": finding.status,
            **_days(finding.when),
            "where": "; ".join(places[key].name for key in finding.places if key in places) or None,
            "articles": finding.articles,
            "independent": finding.independent,
            "doubts": "; ".join(finding.doubts) or None,
            "events": "; ".join(finding.events),
            "machine": finding.machine,
        }
        for number, finding in enumerate(brief.findings, 1)
    ]


def key_figure_rows(brief: Brief) -> list[Row]:
    """Return a row for each value of each key figure; ``low`` and ``high`` are the range of all of them."""
    places = {place.id: place for place in brief.places}
    sources = {source.id: source for source in brief.articles}
    return [
        {
            "id": f"{figure.event}:{figure.what}:{number}",
            "event": figure.event,
            "what": figure.what,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "place": figure.place,
            "location": places[figure.place].name if figure.place in places else None,
            "value": value.value,
            "source": "; ".join(_unique(source_name(sources[item.article]) for item in value.citations)),
        }
        for figure in brief.key_figures
        for number, value in enumerate(figure.values, 1)
    ]


def conflict_rows(brief: Brief) -> list[Row]:
    """Return a row for each value of each thing on which the articles differ."""
    sources = {source.id: source for source in brief.articles}
    return [
        {
            "id": f"c-{index}:{number}",
            "about": conflict.about,
            "event": conflict.event,
            "value": value.value,
            "source": "; ".join(_unique(source_name(sources[item.article]) for item in value.citations)),
            "quote": notes(value.citations),
        }
        for index, conflict in enumerate(brief.conflicts, 1)
        for number, value in enumerate(conflict.values, 1)
    ]


def _days(when: When) -> Row:
    one_day = when.precision == "day" and when.start is not None and when.start == when.end
    bounded = when.start is not None and when.end is not None
    return {
        "event_date": _iso(when.start) if one_day else None,
        "date_from": _iso(when.start),
        "date_to": _iso(when.end),
        "date_precision": when.precision,
        "date_text": when.text,
        "time_precision": _TIME_PRECISION.get(when.precision) if bounded else None,
    }


def _located(where: EventPlace | None, places: Mapping[str, PlaceRecord]) -> Row:
    """The columns that say where; no position for a country, a region, or a name that only its area is known of."""
    place = places[where.place] if where else None
    exact = place is not None and where is not None and where.named is None and place.precision in _GEO_PRECISION
    return {
        "location": place.name if place else None,
        "named": where.named if where else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "latitude": place.lat if place and exact else None,
        "longitude": place.lon if place and exact else None,
        "place_precision": place.precision if place else None,
        "geo_precision": _geo_precision(where, place),
    }


def _geo_precision(where: EventPlace | None, place: PlaceRecord | None) -> int | None:
    """As ACLED's; that of something somewhere in a place is never that of the place itself."""
    if place is None or where is None:
        return None
    own = _GEO_PRECISION.get(place.precision)
    return own if where.named is None or own is None else max(own, _NEAR)


_NEAR = 2
"""ACLED's geo_precision of what is near a known place, or in a part of a region."""


def set_by(brief: Brief) -> dict[str, str]:
    """Return, by the id of what was set or proposed, who did that; "analyst" where no name was given."""
    proposed = {key: f"proposed by {decision.by or 'a model'}" for key, decision in deciders(brief, "proposed").items()}
    return proposed | {key: decision.by or "analyst" for key, decision in deciders(brief, "set").items()}


def deciders(brief: Brief, what: Literal["set", "proposed"]) -> dict[str, Decision]:
    """Return the last decision of a sort on each thing, by its id."""
    return {item.about: item for item in brief.decisions if item.what == what}


def _at_best(event: Event, places: Mapping[str, PlaceRecord]) -> BaseGeometry | None:
    return geometry_at(event.where[0], places) if event.where else None


def _event_row(event: Event, places: Mapping[str, PlaceRecord], sources: Mapping[str, Source]) -> Row:
    place = places[event.where[0].place] if event.where else None
    kind = event_kinds()[event.kind]
    return {
        "id": event.id,
        "kind": event.kind,
        "label": event.label,
        "status": event.status,
        "main": event.main,
        **_days(event.when),
        "event_type": kind.acled_event_type,
        "sub_event_type": kind.acled_sub_event_type,
        "place": place.id if place else None,
        **_located(event.where[0] if event.where else None, places),
        "role": event.where[0].role if event.where else None,
        "who": "; ".join(actor.name for actor in event.who) or None,
        "figures": "; ".join(figure.text for figure in event.figures) or None,
        "articles": event.articles,
        "independent": event.independent,
        "confidence": event.confidence,
        "place_confidence": event.confidences.place if event.confidences else None,
        "day_confidence": event.confidences.day if event.confidences else None,
        "status_confidence": event.confidences.status if event.confidences else None,
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
        if mention.place and places[mention.place].precision in _GEO_PRECISION:
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
            **_published(source.published),
            "published_basis": source.published.basis,
            "words": source.words,
            "sha256": source.sha256,
            "same_story_as": source.same_story_as,
            "rating": source.rating,
            "geometry": MultiPoint(sorted(told[source.id])) if told[source.id] else None,
        }
        for number, source in enumerate(brief.articles, 1)
    ]


def _published(when: When) -> Row:
    """When an article appeared: a day only where it is known to the day, else the days between which it lies."""
    known = when.start is not None and when.start == when.end
    return {
        "published": _iso(when.start) if known else None,
        "published_from": _iso(when.start),
        "published_to": _iso(when.end),
    }


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
    """Return a row for each event that leaves a place or comes to one; a line where both ends have a position."""
    places = {place.id: place for place in brief.places}
    lines = {event.id: (origin, destination) for event, origin, destination in movements(brief)}
    rows = []
    for event in brief.events:
        ends = {role: next((item for item in event.where if item.role == role), None) for role in _ENDS}
        if not any(ends.values()):
            continue
        known = all(item is not None and item.named is None and is_point(places[item.place]) for item in ends.values())
        rows.append(
            {
                "id": event.id,
                "kind": event.kind,
                "label": event.label,
                "status": event.status,
                **_days(event.when),
                **{name: value for role, item in ends.items() for name, value in _end(role, item, places).items()},
                "who": "; ".join(actor.name for actor in event.who) or None,
                "articles": event.articles,
                "independent": event.independent,
                "notes": notes(event.citations),
                "geometry": movement_line(*lines[event.id]) if known and event.id in lines else None,
            }
        )
    return rows


_ENDS: tuple[Role, ...] = ("origin", "destination")


def _end(role: str, where: EventPlace | None, places: Mapping[str, PlaceRecord]) -> Row:
    return {
        role: where.place if where else None,
        f"{role}_name": (where.named or places[where.place].name) if where else None,
    }


TABLES: Mapping[str, Callable[[Brief], list[Row]]] = {
    "places": place_rows,
    "mentions": mention_rows,
    "events": event_rows,
    "event_places": event_place_rows,
    "articles": article_rows,
    "movements": movement_rows,
}
"""The tables of a brief by name, in the order in which a GIS should list them."""

PLAIN: Mapping[str, Callable[[Brief], list[Row]]] = {
    "event_citations": event_citation_rows,
    "findings": finding_rows,
    "key_figures": key_figure_rows,
    "conflicts": conflict_rows,
}
"""Tables without geometry."""


def source_name(source: Source) -> str:
    """Return how a reader knows an article: its outlet and title, or its file."""
    return ": ".join(part for part in (source.outlet, source.title) if part) or source.path


def notes(citations: Sequence[Citation]) -> str:
    """Return the quoted sentences, each in quotation marks."""
    return " ".join(f"“{item.quote}”" for item in citations)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unique(items: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(item for item in items if item))
