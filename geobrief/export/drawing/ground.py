"""The muted ground of the map: water, land, provinces near the action, rivers, lakes, borders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from geobrief.cartography import Worldview
from geobrief.export.drawing.elements import element, layer, path
from geobrief.export.drawing.projection import Frame, Projection, View

SEA, LAND, BORDER, PROVINCE, RIVER, QUIETER = "#d3dfe4", "#f7f5ef", "#a8a295", "#ddd7ca", "#b9ced7", "#8b8f90"
HALO, LABEL, INK, SOFT, LINE, PAPER = "#f9f7f2", "#7a766c", "#1c262e", "#53606a", "#ddd9d0", "#ffffff"
"""The colours of the HTML map by day (``web/src/style/base.css``)."""

_FARTHEST_SOUTH = -80.0
"""The basemap ends here; what lies beyond is Antarctica."""

BLEED = 12.0
"""Pixels that are drawn beyond the frame, under the paper: the edge of a cut area is a line that nobody shall see."""

_FINEST_RIVER = 3
"""Rank of the rivers that a picture still shows: smaller ones would be a grey web on paper."""

Layers = Mapping[str, Mapping[str, Any]]


def layers_of(view: View, countries: Collection[str], worldview: Worldview) -> Layers:
    """Return the basemap of what a frame shows, and not of the margin that a map to be moved needs."""
    from geobrief.cartography import MARGIN, NORTHERNMOST, SOUTHERNMOST, basemap_of  # noqa: PLC0415  # it opens the outlines of the world

    # The basemap adds its margin to what it is asked for: asked for so much less, it gives what is shown.
    wide, high = view.east - view.west, min(90.0, view.north) - max(-90.0, view.south)
    less = MARGIN / (1 + 2 * MARGIN)
    west, east = view.west + wide * less, view.east - wide * less
    south, north = max(-90.0, view.south) + high * less, min(90.0, view.north) - high * less
    # It ends before the poles, and something of it must be asked for.
    south, north = min(south, NORTHERNMOST - 1), max(north, SOUTHERNMOST + 1)
    return basemap_of(_degrees(west), south, _degrees(east), north, countries=countries, view=worldview)


def _degrees(lon: float) -> float:
    return (lon + 180) % 360 - 180


def ground(layers: Layers, projection: Projection) -> Iterator[str]:
    """Yield the layers of the ground, lowest first."""
    frame = projection.frame
    sea = element("rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, fill=SEA)
    yield layer("water", "Water", [sea])
    land = [_areas(layers["world"], projection), _areas(layers["countries"], projection), _antarctica(projection)]
    yield layer("land", "Land", [element("path", d="".join(land), fill=LAND, fill_rule="nonzero")])
    yield layer("provinces", "Provinces", [_lines(layers["admin1"]["features"], projection, PROVINCE, 0.8)])
    rivers = [item for item in layers["rivers"]["features"] if item["properties"]["scalerank"] <= _FINEST_RIVER]
    yield layer("rivers", "Rivers", [_lines(rivers, projection, RIVER, 1.0)])
    lakes = _areas(layers["lakes"], projection)
    yield layer("lakes", "Lakes", [element("path", d=lakes, fill=SEA, stroke=RIVER, stroke_width=0.6) if lakes else ""])
    borders = layers["borders"]["features"]
    settled = [item for item in borders if not item["properties"]["disputed"]]
    disputed = [item for item in borders if item["properties"]["disputed"]]
    yield layer(
        "borders",
        "Borders",
        [_lines(settled, projection, BORDER, 1.0), _lines(disputed, projection, BORDER, 1.0, dash="4 3")],
    )


def has_disputed(layers: Layers) -> bool:
    """Whether a disputed border is on the map."""
    return any(item["properties"]["disputed"] for item in layers["borders"]["features"])


def _areas(collection: Mapping[str, Any], projection: Projection) -> str:
    return "".join(area_path(item["geometry"], projection) for item in collection["features"])


def area_path(geometry: Mapping[str, Any], projection: Projection) -> str:
    """Return the path of a GeoJSON area, on every copy of the world that the frame shows."""
    return "".join(path(ring, closed=True) for rings in area_rings(geometry, projection) for ring in rings)


def area_rings(geometry: Mapping[str, Any], projection: Projection) -> Iterator[list[list[tuple[float, float]]]]:
    """Yield the polygons of a GeoJSON area in pixels, cut a little outside the frame."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else []
    for polygon in polygons:
        lons = [position[0] for position in polygon[0]] if polygon else []
        for turn in projection.shifts(min(lons), max(lons)) if lons else ():
            pixels = ([projection.pixel(lon + turn, lat) for lon, lat, *_ in ring] for ring in polygon)
            shell, *holes = (cut(ring, projection.frame) for ring in pixels)
            if shell:
                yield [shell, *(hole for hole in holes if hole)]


def cut(ring: list[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Return a ring without what lies outside the frame and its margin (Sutherland and Hodgman, 1974).

    Cutting here and not with a clip path keeps the drawing small and spares painters a mask of the whole picture.
    """
    low_x, high_x, low_y, high_y = frame.x - BLEED, frame.right + BLEED, frame.y - BLEED, frame.bottom + BLEED
    for axis, limit, above in ((0, low_x, True), (0, high_x, False), (1, low_y, True), (1, high_y, False)):
        values = [point[axis] for point in ring]
        if not values:
            return []
        if (above and min(values) >= limit) or (not above and max(values) <= limit):
            continue
        ring = list(_half(ring, axis, limit, above=above))
    return ring


def _half(ring: list[tuple[float, float]], axis: int, limit: float, *, above: bool) -> Iterator[tuple[float, float]]:
    """Yield the part of a ring on one side of a horizontal or vertical line."""
    before = ring[-1]
    for point in ring:
        inside, was = ((point[axis] >= limit) == above, (before[axis] >= limit) == above)
        if inside != was:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (limit, other) if axis == 0 else (other, limit)
        if inside:
            yield point
        before = point


def _lines(
    features: Iterable[Mapping[str, Any]], projection: Projection, ink: str, width: float, dash: str | None = None
) -> str:
    data = [
        path((projection.pixel(position[0] + turn, position[1]) for position in run), closed=False)
        for item in features
        for run in _runs(item["geometry"])
        for turn in projection.shifts(min(position[0] for position in run), max(position[0] for position in run))
    ]
    joined = "".join(data)
    return (
        element(
            "path", d=joined, fill="none", stroke=ink, stroke_width=width, stroke_dasharray=dash,
            stroke_linejoin="round",
        )
        if joined
        else ""
    )  # fmt: skip


def _runs(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    coordinates: list[Any] = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiLineString" else [coordinates]


def _antarctica(projection: Projection) -> str:
    if projection.view.south > _FARTHEST_SOUTH + 1:
        return ""
    west, east = projection.view.west - 1, projection.view.east + 1
    corners = [(west, _FARTHEST_SOUTH), (east, _FARTHEST_SOUTH), (east, -90.0), (west, -90.0)]
    return path((projection.pixel(lon, lat) for lon, lat in corners), closed=True)
