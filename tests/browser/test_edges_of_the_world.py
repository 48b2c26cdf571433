"""Stories on both sides of the antimeridian and at a pole, in a real browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geobrief.map.story import story_box
from geobrief.model import EventPlace
from tests.map.story import example, place_id

pytestmark = pytest.mark.browser

PACIFIC = {
    "niamey": ("Suva", 178.44, -18.14),
    "agadez": ("Nukuʻalofa", -175.2, -21.14),
    "gao": ("Tarawa", 172.98, 1.33),
    "ab201": ("Kiritimati", -157.43, 1.87),
    "moscow": ("Apia", -171.77, -13.83),
}

NORTH = {
    "niamey": ("Anadyr", 177.51, 64.73),
    "agadez": ("Adak", -176.65, 51.88),
    "gao": ("Provideniya", -173.22, 64.42),
    "ab201": ("Attu", 172.9, 52.9),
    "moscow": ("Nome", -165.41, 64.5),
}

FIJI = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[177.0, -18.3], [180.0, -18.3], [180.0, -16.1], [177.0, -16.1], [177.0, -18.3]]],
        [[[-180.0, -17.0], [-179.7, -17.0], [-179.7, -16.1], [-180.0, -16.1], [-180.0, -17.0]]],
    ],
}

# An outline that leaps from one side to the other, as some files have them.
LEAPING = {
    "type": "Polygon",
    "coordinates": [[[179.0, -18.0], [-179.0, -18.0], [-179.0, -16.0], [179.0, -16.0], [179.0, -18.0]]],
}


def _moved(places, extent=None):
    """A brief of these towns, with one event in each; Niger takes an outline where one is given."""
    brief = example()
    moves = {place_id(key): where for key, where in places.items()}
    kept = [
        replace(place, name=moves[place.id][0], lon=moves[place.id][1], lat=moves[place.id][2])
        for place in brief.places
        if place.id in moves
    ]
    if extent is not None:
        niger = next(place for place in brief.places if place.id == place_id("niger"))
        kept.append(replace(niger, name="Fiji", lon=178.0, lat=-17.8, country="FJ", extent=extent))
    mention = next(mention for mention in brief.mentions if mention.role == "scene")
    mentions = tuple(replace(mention, id=f"m-{number:016x}", place=place.id) for number, place in enumerate(kept))
    events = tuple(
        replace(event, where=(EventPlace(place.id, "scene"),), main=False, independent=1)
        for event, place in zip(brief.events, kept, strict=False)
    )
    return replace(brief, places=tuple(kept), mentions=mentions, events=events, conflicts=())


VIEW = """
const map = Object.values(window).find((item) => item instanceof L.Map), box = map.getBounds();
return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
"""

PINS = "return [...document.querySelectorAll('.mark')].map((mark) => mark.getBoundingClientRect().left)"

WIDTHS = "return [...document.querySelectorAll('path.area, .area path')].map((path) => path.getBBox().width)"

MAP_WIDTH = "return document.querySelector('.map').offsetWidth"


@pytest.mark.parametrize("places", [PACIFIC, NORTH])
def test_places_on_both_sides_of_the_antimeridian_are_framed_together(tab, places):
    brief = _moved(places)
    box = story_box(brief)
    assert box.west < 180 < box.east
    assert box.east - box.west < 60
    tab.open(brief)
    west, _, east, _ = tab.js(VIEW)
    assert west < 180 < east
    assert east - west < 120, "and not the whole world"
    left, width = tab.js("return document.querySelector('.map').getBoundingClientRect().left"), tab.js(MAP_WIDTH)
    pins = tab.js(PINS)
    assert len(pins) >= 3
    assert all(left <= pin <= left + width for pin in pins)


@pytest.mark.parametrize("extent", [FIJI, LEAPING])
def test_an_area_across_the_antimeridian_is_whole_and_does_not_smear(tab, extent):
    tab.open(_moved(PACIFIC, extent))
    widths = tab.js(WIDTHS)
    assert widths
    assert max(widths) < tab.js(MAP_WIDTH) / 2


@pytest.mark.parametrize("extent", [FIJI, LEAPING])
def test_nor_does_it_smear_on_a_map_of_another_place(tab, extent):
    brief = _moved({key: (name, lon / 20, lat) for key, (name, lon, lat) in PACIFIC.items()}, extent)
    assert story_box(brief).east < 180
    tab.open(brief)
    tab.js("document.querySelectorAll('.map-buttons button')[3].click()")
    widths = tab.js(WIDTHS)
    assert widths
    assert max(widths) < tab.js(MAP_WIDTH) / 4


def test_a_card_gives_the_longitude_as_people_write_it(tab):
    tab.open(_moved(PACIFIC), hash_=f"#place={place_id('agadez')}")
    assert "-21.14, -175.2" in tab.text(".card .facts")


def test_a_movement_takes_the_short_way(tab):
    across = {**PACIFIC, "gao": ("Los Angeles", -118.24, 34.05), "ab201": ("San Diego", -117.2, 32.7)}
    brief = _moved(across)
    event = brief.events[0]
    ends = tuple(EventPlace(place_id(key), role) for key, role in MOVE)
    tab.open(replace(brief, events=(replace(event, where=ends), *brief.events[1:])))
    assert 0 < tab.js("return document.querySelector('path.arc').getBBox().width") < tab.js(MAP_WIDTH)


HEADS = """
return [...document.querySelectorAll('path.arc[marker-end]')].map((line) => {
  const head = document.querySelector(line.getAttribute('marker-end').slice(4, -1)).querySelector('path');
  return [getComputedStyle(line).stroke, getComputedStyle(head).fill];
});
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_head_of_a_movement_has_the_colour_of_its_line(tab, scheme):
    tab.media(prefers_color_scheme=scheme)
    ends = tuple(EventPlace(place_id(key), role) for key, role in MOVE)
    back = tuple(EventPlace(place_id(key), role) for key, role in (("gao", "origin"), ("niamey", "destination")))
    brief = example()
    event = brief.events[0]
    events = (replace(event, kind="withdrawal", where=ends), replace(event, id="e-2", kind="protest", where=back))
    tab.open(replace(brief, events=events, conflicts=()))
    heads = tab.js(HEADS)
    assert len(heads) == 2
    assert len({line for line, _ in heads}) == 2
    assert all(line == head for line, head in heads)


MOVE = (("niamey", "origin"), ("gao", "destination"))


def test_a_story_at_the_south_pole_opens_on_the_south(tab):
    polar = {
        "niamey": ("McMurdo", 166.67, -77.85),
        "agadez": ("South Pole", 0.0, -90.0),
        "gao": ("Vostok", 106.84, -78.46),
    }
    box = story_box(_moved(polar))
    assert -90 <= box.south < box.north <= -60
    tab.open(_moved(polar))
    south = tab.js(VIEW)[1]
    assert south < -70
    assert tab.js("return document.querySelectorAll('.mark').length") >= 2
    assert "NaN" not in tab.js("return document.querySelector('.map').innerHTML")


def test_a_story_at_one_pole_only_has_room_around_it():
    box = story_box(_moved({"niamey": ("South Pole", 0.0, -90.0)}))
    assert box.north - box.south >= 1
    assert box.south >= -90
