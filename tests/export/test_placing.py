"""Names of areas on paper: inside what is seen of them, beside them on a line, or nowhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.export.drawing.home import home_of, seen_home
from geobrief.export.drawing.lettering import Space, Wish, place_labels
from geobrief.export.drawing.placing import Rectangle, anchors, beside, fit, is_open, scan
from geobrief.export.drawing.projection import Frame

FRAME = Rectangle(0, 0, 400, 300)


def square(x, y, size):
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


def room(*taken):
    space = Space(Frame(-2, -2, 404, 304))
    for box in taken:
        space.take(Rectangle(*box))
    return space


def test_the_name_of_an_area_stands_in_its_middle():
    box = fit(scan([square(100, 100, 120)], FRAME), 80, 16, room())
    assert 100 <= box.left < box.right <= 220
    assert abs((box.left + box.right) / 2 - 160) < 3


def test_a_name_too_wide_for_its_area_has_no_place_in_it():
    assert fit(scan([square(100, 100, 60)], FRAME), 80, 16, room()) is None


def test_a_hole_in_an_area_is_none_of_it():
    box = fit(scan([square(0, 0, 200), square(50, 50, 100)], FRAME), 60, 16, room())
    assert not box.overlaps(Rectangle(50, 50, 150, 150))


def test_what_stands_in_the_middle_is_gone_around():
    taken = (130, 130, 190, 190)
    box = fit(scan([square(100, 100, 120)], FRAME), 60, 16, room(taken))
    assert not box.overlaps(Rectangle(*taken))


def test_of_an_area_beyond_the_frame_the_part_that_is_seen_is_named():
    box = fit(scan([square(-900, -900, 1000)], FRAME), 60, 16, room())
    assert box.left >= 0
    assert box.right <= 100


def test_a_small_island_is_named_over_the_sea_on_a_line_that_begins_in_it():
    island = scan([square(100, 100, 12)], FRAME)
    box, ((x, y), _) = beside(island, (80, 16), 60, room(), island)
    assert 100 <= x <= 112
    assert 100 <= y <= 112
    assert is_open(box, island)


def test_a_small_country_among_others_is_named_a_short_way_off():
    land = scan([square(-100, -100, 700)], FRAME)
    found = beside(scan([square(200, 150, 12)], FRAME), (40, 16), 200, room(), land)
    assert found is not None
    assert math.dist(*found[1]) <= 88


def test_an_area_cut_by_the_edge_is_not_named_on_its_neighbour():
    land = scan([square(-100, -100, 700)], FRAME)
    assert beside(scan([square(380, 100, 60)], FRAME), (80, 16), 60, room(), land) is None


@given(st.integers(-200, 500), st.integers(-200, 400), st.integers(5, 400), st.integers(10, 150))
def test_a_name_never_leaves_its_area_nor_the_frame(x, y, size, wide):
    area = scan([square(x, y, size)], FRAME)
    box = fit(area, wide, 16, room())
    if box is not None:
        assert max(0, x) <= box.left
        assert box.right <= min(400, x + size)
        assert box.top >= max(0, y) - 4
        assert box.bottom <= min(300, y + size) + 4


@pytest.mark.parametrize("ring", [[], [(1, 1)], [(1, 1), (5, 5)], square(900, 900, 10)])
def test_what_is_no_area_or_not_seen_has_no_name(ring):
    area = scan([ring], FRAME)
    assert fit(area, 10, 10, room()) is None
    assert anchors(area) == []


def part(west, east, south, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


FAR = [
    pytest.param([part(-125, -67, 25, 49), part(-82, -80, 24, 25)], [part(-168, -130, 54, 71), part(-160, -155, 19, 22)], id="Alaska"),
    pytest.param([part(-5, 8, 42, 51), part(8.5, 9.5, 41, 43)], [part(-54, -52, 2, 6)], id="Guiana"),
    pytest.param([part(5, 31, 58, 71)], [part(10, 33, 76.5, 80.5)], id="Svalbard"),
    pytest.param([part(27.3, 180, 41, 77)], [part(20, 22.9, 54, 55.3)], id="Kaliningrad"),
    pytest.param([part(-75.7, -66.4, -56, -17.5)], [part(-109.5, -109.2, -27.2, -27)], id="Easter Island"),
]  # fmt: skip


@pytest.mark.parametrize(("home", "far"), FAR)
def test_the_home_of_a_country_is_its_largest_part_with_what_lies_near_it(home, far):
    assert home_of({"type": "MultiPolygon", "coordinates": [*far, *home]})["coordinates"] == home


def test_a_country_of_two_halves_or_of_islands_is_at_home_in_all_of_them():
    malaysia = [part(100, 104.3, 1.3, 6.7), part(109.6, 119.3, 0.9, 7.4)]
    japan = [part(130.9, 142, 33.5, 41.5), part(139.4, 145.8, 41.4, 45.5), part(129.7, 132, 31, 34)]
    for parts in (malaysia, japan):
        whole = {"type": "MultiPolygon", "coordinates": parts}
        assert home_of(whole) is whole


def _named_at(wide, reach):
    """How far from the left a name of a width stands, of an area with its home at 200 and a larger part at 20."""
    home, far = square(200, 100, 60), square(20, 20, 140)
    wish = Wish("x" * wide, "area", 0, 0, 0, area=scan([home, far], FRAME), home=scan([home], FRAME), reach=reach)
    (label,) = place_labels([wish], room(), halo_apart=False, land=scan([home, far], FRAME))
    return float(label.split('<text x="')[1].split('"')[0]), "<path" in label


def test_a_name_goes_to_the_home_of_its_area_then_beside_it_and_to_a_far_part_last():
    assert _named_at(3, 0)[0] > 200
    at, is_led = _named_at(9, 90)
    assert is_led
    assert at > 160
    at, is_led = _named_at(9, 0)
    assert not is_led
    assert at < 160


def test_who_looks_at_a_far_part_alone_reads_whose_it_is():
    home, far = square(-190, 100, 200), square(200, 20, 200)
    assert seen_home(scan([home], FRAME), scan([home, far], FRAME)) is None
