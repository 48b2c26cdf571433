"""The parts of the map that are figures: the first view, the packed basemap, where labels stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief.findings import with_findings
from geobrief.map.pack import pack, written
from geobrief.map.static import without_script
from geobrief.map.steps import steps_of
from geobrief.map.story import Bounds, box_around, extent_box, place_box, story_box
from geobrief.map.towns import towns
from tests.map.story import example, place_id

positions = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(list)
lines = st.lists(positions, min_size=2, max_size=12)


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _numbers(text: str) -> list[int]:
    """Variable-length digits as the page reads them: five bits each, the lowest first, the sign in the lowest bit."""
    numbers, value, shift = [], 0, 0
    for char in text:
        digit = DIGITS.index(char)
        value += (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers


@given(st.lists(st.integers(-(10**7), 10**7)))
def test_numbers_come_back_from_their_digits(numbers):
    assert _numbers(written(numbers)) == numbers


def _unpacked(line: str, scale: int) -> list[tuple[float, float]]:
    found, x, y = [], 0, 0
    steps = _numbers(line)
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / scale, y / scale))
    return found


@given(lines, st.sampled_from([25, 500]))
def test_a_packed_line_keeps_every_position_within_half_a_step(line, scale):
    collection = {"features": [{"geometry": {"type": "LineString", "coordinates": line}, "properties": {}}]}
    for feature in pack(collection, scale)["features"]:
        kept = _unpacked(feature["c"][0], scale)
        for lon, lat in line:
            # A hair of tolerance for the rounding of the division itself.
            assert any(abs(x - lon) <= 0.5001 / scale and abs(y - lat) <= 0.5001 / scale for x, y in kept)


def test_holes_stay_with_their_polygons():
    square = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[3, 3], [6, 3], [6, 6], [3, 3]]
    two = {"type": "MultiPolygon", "coordinates": [[square, hole], [square]]}
    (feature,) = pack({"features": [{"geometry": two, "properties": {"id": "XX", "other": 1}}]}, 10, ["id"])["features"]
    assert feature["n"] == [2, 1]
    assert len(feature["c"]) == 3
    assert feature["p"] == {"id": "XX"}


def test_what_is_too_small_for_the_scale_is_left_out():
    dot = {"type": "Polygon", "coordinates": [[[0, 0], [0.001, 0], [0.001, 0.001], [0, 0]]]}
    assert pack({"features": [{"geometry": dot, "properties": None}, {"geometry": None}]}, 25)["features"] == []


def test_the_first_view_holds_the_scenes_and_not_the_governments_that_spoke():
    box = story_box(example())
    assert box.west < 2.1098 < box.east
    assert box.south < 13.5137 < box.north
    assert box.west > -77.036, "Washington only spoke"
    assert box.east < 60.0, "Russia must not set the view"


def test_a_brief_without_scenes_opens_on_what_it_names():
    brief = replace(example(), events=())
    actors = tuple(mention for mention in brief.mentions if mention.role == "actor")
    only = tuple(place for place in brief.places if place.id == place_id("moscow"))
    box = story_box(replace(brief, mentions=actors, places=only))
    assert box.west < 37.616 < box.east


def test_a_brief_without_places_opens_on_the_world():
    brief = replace(example(), events=(), mentions=(), places=())
    assert story_box(brief) == Bounds(-180.0, -60.0, 180.0, 80.0)


def test_an_area_too_wide_to_lead_the_view_counts_by_its_position():
    russia = next(place for place in example().places if place.id == place_id("russia"))
    niger = next(place for place in example().places if place.id == place_id("niger"))
    assert place_box(russia) == Bounds(russia.lon, russia.lat, russia.lon, russia.lat)
    assert place_box(niger).west < niger.lon < place_box(niger).east


@pytest.mark.parametrize("geometry", [{"type": "MultiPolygon", "coordinates": []}, {"type": "Polygon"}])
def test_an_empty_outline_has_no_box(geometry):
    assert extent_box(geometry) is None


def test_features_that_are_drawn_alike_become_one_and_others_stay_apart():
    line = [[0, 0], [1, 1]]
    features = [
        {"geometry": {"type": "LineString", "coordinates": line}, "properties": {"disputed": disputed, "id": code}}
        for disputed, code in ((False, "A-B"), (True, "B-C"), (False, "C-D"))
    ]
    packed = pack({"features": features}, 10, ["disputed"])["features"]
    assert [(feature["p"], len(feature["c"])) for feature in packed] == [
        ({"disputed": False}, 2),
        ({"disputed": True}, 1),
    ]


def test_a_visit_far_away_does_not_set_the_view():
    brief = example()
    moscow = place_id("moscow")
    mentions = tuple(
        replace(mention, role="destination") if mention.place == moscow else mention for mention in brief.mentions
    )
    assert story_box(replace(brief, mentions=mentions)).north < 40


def test_a_story_in_one_town_opens_on_the_country_around_it():
    agadez = next(place for place in example().places if place.id == place_id("agadez"))
    mentions = tuple(mention for mention in example().mentions if mention.place == agadez.id)
    box = story_box(replace(example(), events=(), places=(agadez,), mentions=mentions))
    assert box.east - box.west == pytest.approx(8)
    assert box.west < agadez.lon < box.east


def test_without_scripts_the_findings_come_before_the_events():
    brief = with_findings(example())
    page = without_script(brief, "en")
    assert brief.findings
    for finding in brief.findings:
        assert page.index(finding.text) < page.index("<h2>Events</h2>")
    assert "<h2>L’essentiel</h2>" in without_script(brief, "fr")
    assert "Findings" not in without_script(example(), "en")


def test_a_step_shows_its_places_and_quotes_no_sentence_twice():
    brief = with_findings(example())
    places = {place.id: place for place in brief.places}
    steps = steps_of(brief)
    assert [step.finding for step in steps] == list(brief.findings)
    for step in steps:
        assert step.box is not None
        for place in (places[key] for key in step.places if places[key].extent is None):
            assert step.box.west < place.lon < step.box.east
            assert step.box.south < place.lat < step.box.north
    said = [quote.quote for step in steps for quote in step.quotes]
    assert len(said) == len(set(said)) > 0


@pytest.mark.parametrize("lons", [(179.0, -179.0), (-170.0, 170.0)])
def test_a_step_on_both_sides_of_the_antimeridian_is_shown_together(lons):
    place = example().places[0]
    box = box_around([replace(place, id=f"p-{lon}", kind="city", extent=None, lat=-17.0, lon=lon) for lon in lons])
    assert box is not None
    assert box.east - box.west < 60
    assert all(box.west < lon % 360 < box.east or box.west < lon < box.east for lon in lons)


def test_a_step_of_no_place_has_no_view_of_its_own():
    assert box_around([]) is None


def test_a_town_for_orientation_stands_once():
    brief = example()
    near = [(place.lat, place.lon) for place in brief.places if place.kind == "city"]
    found = towns(brief, Bounds(-2, 10, 14, 20), near)
    spots = [(town["lat"], town["lon"]) for town in found]
    assert len(spots) == len(set(spots)) > 10
    assert any(town.get("near") for town in found)
