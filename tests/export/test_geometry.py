"""What a picture draws lies where the coordinates say: measured with formulas of its own, not with the package's projection."""

from __future__ import annotations

import math
import re
import statistics
from dataclasses import replace
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from shapely import Point, Polygon, box, transform
from shapely.affinity import translate
from shapely.geometry import mapping, shape
from shapely.ops import unary_union

from geobrief.brief import Brief
from geobrief.cartography import country_area
from geobrief.export import ExportOptions
from geobrief.export.drawing import draw_map
from tests.export.briefs import a_place, brief_of
from tests.map.story import example, place_id

SVG = "{http://www.w3.org/2000/svg}"

NEAR = 0.1
"""Pixels: positions are written with two decimals."""

BESIDE = 100.0
"""Pixels that the name of a town may begin from its mark, a leader line included."""

SAME = 0.03
"""Share of an area that its outline, thinned for the scale of the picture, may lie elsewhere."""


class Fit(NamedTuple):
    """Pixels of a position: a straight line each for longitude and for what stands for latitude."""

    across: float
    x0: float
    up: float
    y0: float
    mercator: bool

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        return self.x0 + self.across * lon, self.y0 + self.up * _rise(lat, self.mercator)


def _rise(lat: float, mercator: bool) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))) if mercator else lat


def _line(values: list[float], pixels: list[float]) -> tuple[float, float]:
    slope, start = statistics.linear_regression(values, pixels)
    return slope, start


class Picture:
    """A drawing, read off its markup."""

    def __init__(self, brief: Brief, mercator: bool) -> None:
        self.root = ET.fromstring(draw_map(brief, ExportOptions()))  # noqa: S314 - our own drawing
        self.places = {place.id: place for place in brief.places}
        self.brief = brief
        frame = self.layer("water")[0]
        x, y, wide, high = (float(frame.get(name, "0")) for name in ("x", "y", "width", "height"))
        self.frame = box(x, y, x + wide, y + high)
        self.marks = {str(mark.get("data-place")): _middle(mark[1]) for mark in self.layer("pins")}
        self.fit = self._fit(mercator)

    def layer(self, name: str) -> list[ET.Element]:
        return [child for group in self.root.iter(f"{SVG}g") if group.get("id") == f"layer-{name}" for child in group]

    def _fit(self, mercator: bool) -> Fit:
        lons = {key: self.places[key].lon for key in self.marks}
        # Of neighbours on both sides of the antimeridian one is written with a longitude beyond 180.
        if max(lons.values()) - min(lons.values()) > 180 and any(abs(lon) > 170 for lon in lons.values()):
            lons = {key: lon + 360 if lon < 0 else lon for key, lon in lons.items()}
        self.lons = lons
        across, x0 = _line(list(lons.values()), [self.marks[key][0] for key in lons])
        rises = [_rise(self.places[key].lat, mercator) for key in lons]
        up, y0 = _line(rises, [self.marks[key][1] for key in lons])
        return Fit(across, x0, up, y0, mercator)


def _middle(item: ET.Element) -> tuple[float, float]:
    if item.tag == f"{SVG}circle":
        return float(item.get("cx", "0")), float(item.get("cy", "0"))
    if item.tag == f"{SVG}rect":
        x, y, edge = (float(item.get(name, "0")) for name in ("x", "y", "width"))
        return x + edge / 2, y + edge / 2
    corners = _points(item.get("d", ""))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _drawn(path: str):
    """The surface of a path by the rule of even and odd."""
    surface = Polygon()
    for part in path.split("M")[1:]:
        corners = _points(part)
        if len(corners) > 2:
            surface = surface.symmetric_difference(Polygon(corners).buffer(0))
    return surface


def _world():
    """Nine cities all over the world: such a picture has evenly spaced latitudes."""
    cities = [
        ("Lima", -12.05, -77.04), ("Oslo", 59.91, 10.75), ("Perth", -31.95, 115.86), ("Tokyo", 35.68, 139.69),
        ("Nairobi", -1.29, 36.82), ("Anchorage", 61.22, -149.9), ("Cape Town", -33.93, 18.42), ("Delhi", 28.65, 77.23),
        ("Ushuaia", -54.8, -68.3),
    ]  # fmt: skip
    return brief_of([*(a_place(*city) for city in cities), _country("Brazil", "BR", -10, -53)])


def _country(name, code, lat, lon):
    return a_place(
        name, lat, lon, country=code, kind="country", precision="country", extent=mapping(country_area(code))
    )


def _across_the_antimeridian():
    return brief_of(
        [
            a_place("Suva", -18.14, 178.44),
            a_place("Apia", -13.83, -171.77),
            a_place("Nukuʻalofa", -21.13, -175.2),
            _country("Fiji", "FJ", -17.8, 178.0),
        ]
    )


PICTURES = {
    "a story": (example, True),
    "the world": (_world, False),
    "the antimeridian": (_across_the_antimeridian, True),
}


@pytest.fixture(params=list(PICTURES), scope="module")
def picture(request):
    make, mercator = PICTURES[request.param]
    return Picture(make(), mercator)


def test_every_mark_lies_at_its_coordinates_north_up_and_east_to_the_right(picture):
    fit = picture.fit
    assert fit.across > 0
    assert fit.up < 0
    if fit.mercator:
        assert -fit.up == pytest.approx(fit.across, rel=1e-3), "a degree is as long to the north as to the east"
    for key, mark in picture.marks.items():
        assert math.dist(mark, fit.at(picture.places[key].lat, picture.lons[key])) < NEAR, picture.places[key].name
        assert picture.frame.contains(Point(mark))


def test_every_area_is_drawn_where_its_outline_lies(picture):
    fit, frame = picture.fit, picture.frame
    assert picture.layer("areas")
    for item in picture.layer("areas"):
        place = picture.places[str(item.get("data-place"))]
        extent = transform(shape(place.extent), lambda spots: [fit.at(lat, lon) for lon, lat in spots])
        world = 360 * fit.across
        wanted = unary_union([translate(extent.buffer(0), turn * world) for turn in (-1, 0, 1)]).intersection(frame)
        drawn = unary_union([_drawn(part.get("d", "")) for part in item.iter(f"{SVG}path")]).intersection(frame)
        assert drawn.symmetric_difference(wanted).area < SAME * wanted.area + 10, place.name


def test_towns_stand_on_the_land_that_is_drawn(picture):
    land = unary_union(
        [
            Polygon(corners).buffer(0)
            for item in picture.layer("land")
            for part in item.get("d", "").split("M")[1:]
            if len(corners := _points(part)) > 2
        ]
    )
    for key, mark in picture.marks.items():
        # A port lies on the edge of land that was thinned for the scale of the picture.
        assert land.distance(Point(mark)) < 4, picture.places[key].name


def test_a_name_stands_in_its_area_or_beside_its_mark_or_on_a_line_from_it(picture):
    areas = {
        str(item.get("data-place")): unary_union([_drawn(part.get("d", "")) for part in item.iter(f"{SVG}path")])
        for item in picture.layer("areas")
    }
    named = 0
    for item in picture.layer("labels"):
        key = item.get("data-place")
        lines = list(item.iter(f"{SVG}text"))
        if key is None or not lines:
            continue
        spots = [
            (float(line.get("x", "0")), float(line.get("y", "0")) - float(line.get("font-size", "0")) / 3)
            for line in lines
        ]
        spot = Point(statistics.fmean(x for x, _ in spots), statistics.fmean(y for _, y in spots))
        led = any(child.tag != f"{SVG}text" for child in item)
        place = picture.places[key]
        named += 1
        assert picture.frame.contains(spot), place.name
        if key in areas and not led:
            assert areas[key].distance(spot) < 1, place.name
        elif key in picture.marks:
            assert spot.distance(Point(picture.marks[key])) < BESIDE, place.name
    assert named > 0


def test_a_movement_ends_at_its_places():
    picture = Picture(example(), mercator=True)
    fit = picture.fit
    ends = {place.name: fit.at(place.lat, place.lon) for place in picture.brief.places}
    moves = picture.layer("movements")
    assert moves
    for item in moves:
        origin, destination = str(item[0].text).split(" → ")
        corners = _points(item[1].get("d", ""))
        assert math.dist(corners[-1], ends[destination]) < 20, "its head ends before the mark"
        away = math.dist(corners[0], ends[origin])
        assert away < 0.02 * math.dist(ends[origin], ends[destination]), (origin, away)


@pytest.mark.parametrize(("role", "words"), [("origin", "leaves"), ("destination", "arrives")])
def test_a_movement_with_one_known_end_points_to_no_side(role, words):
    brief = example()
    protest = next(event for event in brief.events if event.where and event.where[0].place == place_id("agadez"))
    told = replace(protest, where=(replace(protest.where[0], role=role),))
    moved = replace(brief, events=tuple(told if event is protest else event for event in brief.events))
    picture = Picture(moved, mercator=True)
    place = next(place for place in picture.brief.places if place.id == place_id("agadez"))
    title = "Agadez → …" if role == "origin" else "… → Agadez"
    (ring,) = [item for item in picture.layer("movements") if item[0].text == title]
    numbers = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", ring[1].get("d", ""))[1:]
    corners = [(float(x), float(y)) for x, y in numbers]
    middle = (statistics.fmean(x for x, _ in corners), statistics.fmean(y for _, y in corners))
    assert math.dist(middle, picture.fit.at(place.lat, place.lon)) < 0.1
    assert f"Something {words}" in "".join(picture.root.itertext())
