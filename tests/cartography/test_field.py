"""The ground's detail differs from place to place, and nothing of that can be seen."""

from __future__ import annotations

import json

import numpy as np
import pytest

from geobrief.cartography.basemap import ground
from geobrief.cartography.field import CELL, FAR, RINGS, Field, positions_apart
from geobrief.cartography.geometries import simplified, thinned

SHANGHAI = (31.2, 121.5)
FIJI = (-17.0, 179.9)


@pytest.fixture(scope="module")
def field():
    return Field([(-5.0, 5.0, 15.0, 20.0)], 0.02, [SHANGHAI, FIJI])


def test_a_line_is_as_exact_as_its_source_at_a_place_that_is_told_of(field):
    assert field.tolerance_in((121.4, 31.1, 121.6, 31.3)) == RINGS[0][1]


def test_what_the_first_view_shows_is_as_exact_as_it_asks_for(field):
    assert field.tolerance_in((0.0, 10.0, 1.0, 11.0)) == 0.02


def test_far_from_everything_told_a_line_may_be_off_by_most(field):
    assert field.tolerance_in((-100.0, -50.0, -99.0, -49.0)) == FAR


def test_the_rings_around_a_place_go_on_across_the_antimeridian(field):
    assert field.tolerance_in((-179.9, -17.1, -179.8, -16.9)) == RINGS[0][1]


def test_lines_thinned_together_are_the_same_as_each_by_itself():
    angle = np.linspace(0, 2 * np.pi, 400)
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    ring[-1] = ring[0]
    wave = np.column_stack([np.arange(300) / 10, np.sin(np.arange(300))])
    short = np.array([[5.0, 5.0], [6.0, 6.0]])
    together = thinned([ring, short, wave], np.full(702, 0.05))
    for one, line in zip(together, [ring, short, wave], strict=True):
        assert np.array_equal(one, simplified(line, 0.05))


def test_a_line_of_two_details_keeps_its_ends_and_where_they_meet():
    wave = np.column_stack([np.arange(200) / 10, np.sin(np.arange(200))])
    tolerances = np.where(np.arange(200) < 100, 1e-9, 5.0)
    (thin,) = thinned([wave], tolerances)
    assert np.array_equal(thin[[0, -1]], wave[[0, -1]])
    assert (thin[:, 0] < 10).sum() == 100
    assert [10.0, wave[100, 1]] in thin.tolist()
    assert len(thin) < 110


def test_an_island_that_its_detail_would_flatten_stays_an_island():
    ring = np.array([[0, 0], [1e-4, 0], [1e-4, 1e-4], [0, 1e-4], [0, 0]])
    assert len(thinned([ring], np.full(5, 1.0))[0]) == 4


def test_of_places_close_together_one_is_enough():
    assert positions_apart([(10.0, 10.0), (10.1, 10.1), (20.0, 20.0), (30.0, 30.0)], 2) == [(10.0, 10.0), (20.0, 20.0)]


def test_neighbours_share_their_border_whatever_the_detail_on_either_side():
    layers = ground([(-1.0, 12.0, 5.0, 16.0)], 0.003, [(13.5, 2.1)])
    land = {feature["properties"]["id"]: feature["geometry"] for feature in layers["countries"]["features"]}
    niger, nigeria = (
        {tuple(spot) for polygon in land[code]["coordinates"] for ring in polygon for spot in ring}
        for code in ("NE", "NG")
    )
    (border,) = (each["geometry"] for each in layers["borders"]["features"] if each["properties"]["id"] == "NE-NG")
    line = {tuple(spot) for part in border["coordinates"] for spot in part}
    assert len(line) > 20
    assert line <= niger
    assert line <= nigeria


def test_antarctica_is_drawn_only_where_it_is_asked_for():
    codes = [
        {
            feature["properties"]["id"]
            for feature in ground([(0.0, 0.0, 5.0, 5.0)], 0.5, [], is_polar=polar)["countries"]["features"]
        }
        for polar in (False, True)
    ]
    assert ["AQ" in found for found in codes] == [False, True]


def test_the_same_view_gives_the_same_ground():
    one, other = (json.dumps(ground([(0.0, 0.0, 5.0, 5.0)], 0.1, [SHANGHAI], countries=["CN"])) for _ in range(2))
    assert one == other


def test_a_cell_is_small_beside_the_smallest_ring():
    assert RINGS[0][0] >= CELL
