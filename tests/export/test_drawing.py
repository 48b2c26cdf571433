"""The static map: what is on it, where, and that nothing covers anything."""

import json
import re
import struct
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.brief import Brief
from geobrief.errors import UsageError
from geobrief.events import event_kinds
from geobrief.export import ExportOptions
from geobrief.export.drawing import draw_map, find_entries
from geobrief.export.drawing.labels import Space, Wish, place_labels
from geobrief.export.drawing.marks import find_marks
from geobrief.export.drawing.placing import Box
from geobrief.export.drawing.projection import Frame, Projection, View, view_of
from geobrief.export.drawing.signs import signs
from geobrief.export.drawing.widths import lines_of, shortened, text_width
from geobrief.map.looks import look_of
from tests.brief.builders import a_brief
from tests.export.briefs import HOSTILE, a_movement, a_place, brief_of, empty, hostile, scattered

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame(0, 0, 800, 600)


def drawn(brief: Brief, **options) -> ET.Element:
    return ET.fromstring(draw_map(brief, ExportOptions(**options)))  # noqa: S314  # our own drawing


def texts(root):
    return ["".join(item.itertext()) for item in root.iter(f"{SVG}text")]


def group(root, name):
    return next((item for item in root.iter(f"{SVG}g") if item.get("id") == f"layer-{name}"), None)


def test_the_map_has_named_layers_real_text_and_alternative_text():
    root = drawn(a_brief(), marking="TLP:AMBER", prepared_for="the desk")
    names = [item.get("id") for item in root.iter(f"{SVG}g") if (item.get("id") or "").startswith("layer-")]
    for name in "water land areas pins labels furniture list legend title sources marking-top marking-bottom".split():
        assert f"layer-{name}" in names
    assert root.find(f"{SVG}title").text == "Niger"
    assert "1 Agadez (1 event)" in root.find(f"{SVG}desc").text
    assert texts(root).count("TLP:AMBER") == 2
    said = " ".join(texts(root))
    for words in (
        "Agadez",
        "Prepared for the desk",
        "5 August 2024",
        "[1] Example Wire",
        "km",
        "GeoNames",
        "not reviewed",
    ):
        assert words in said


def test_the_number_on_the_map_is_the_number_in_the_list():
    brief = brief_of([a_place("Alpha", 10, 10), a_place("Beta", 11, 12), a_place("Gamma", 12, 10)])
    root = drawn(brief)
    numbers = {entry.place.name: entry.number for entry in find_entries(brief)}
    assert sorted(numbers.values()) == [1, 2, 3]
    labels = texts(group(root, "labels"))
    listed = " ".join(texts(group(root, "list")))
    for name, number in numbers.items():
        assert f"{number}\u2002{name}" in labels
        assert f"{number} {name}" in listed


def test_a_country_is_an_area_and_never_a_pin():
    marks = find_marks(find_entries(a_brief()), Projection(view_of(a_brief()), FRAME))
    assert [mark.entry.place.name for mark in marks] == ["Agadez"]
    assert [item.get("data-place") for item in group(drawn(a_brief()), "areas")] == ["p-niger"]


def test_two_drawings_of_a_brief_are_the_same():
    assert draw_map(a_brief(), ExportOptions()) == draw_map(a_brief(), ExportOptions())


@pytest.mark.parametrize("size", [(320, 320), (480, 360), (794, 1123), (1920, 1080)])
@pytest.mark.parametrize("brief", [a_brief(), empty(), hostile()], ids=["usual", "empty", "hostile"])
def test_every_size_of_every_brief_is_valid_xml(brief, size):
    root = drawn(brief, width=size[0], height=size[1], marking="CONFIDENTIAL – draft")
    assert root.get("viewBox") == f"0 0 {size[0]} {size[1]}"


def test_hostile_text_is_text_only():
    root = drawn(hostile())
    tags = {item.tag.removeprefix(SVG) for item in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc"}
    assert not any(name.startswith("on") for item in root.iter() for name in item.attrib)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", "".join(texts(root)))
    assert any("<script>alert(1)</script>" in text for text in texts(root)), "the text is there, as text"


@pytest.mark.parametrize(
    "places",
    [
        [("Suva", -18.14, 178.44), ("Taveuni", -16.9, -179.9)],
        [("Anadyr", 64.7, 177.5), ("Uelen", 66.2, -169.8)],
        [("Wrangel", 71.2, -179.6)],
        [("South Pole", -90.0, 0.0)],
        [("Vostok", -78.5, 106.8)],
        [("North Pole", 90.0, 0.0)],
        [("Longyearbyen", 78.2, 15.6)],
        [("Dubrovnik", 42.65, 18.09)],
        [("Null", 0.0, 0.0), ("Here", 0.0, 0.0)],
    ],
    ids=lambda places: places[0][0],
)
def test_places_at_the_edges_of_the_world_are_on_the_map(places):
    brief = brief_of([a_place(*place) for place in places])
    root = drawn(brief)
    shown = len(group(root, "pins"))
    together = sum(int(text[1:]) for text in texts(group(root, "pins")) if text.startswith("+"))
    assert shown + together == len(places)


def test_across_the_antimeridian_neighbours_stay_neighbours():
    brief = brief_of([a_place("West of it", -18, 179), a_place("East of it", -18, -179)])
    view = view_of(brief)
    assert view.east - view.west < 20
    projection = Projection(view, FRAME)
    west, east = projection.at(-18, 179), projection.at(-18, -179)
    assert 0 < east[0] - west[0] < FRAME.width


def test_ten_thousand_places_are_all_counted_and_no_crowd_covers_another():
    brief = scattered(10_000)
    marks = find_marks(find_entries(brief), Projection(view_of(brief), FRAME))
    crowds = [mark for mark in marks if mark.is_crowd]
    view = Projection(view_of(brief), FRAME).view
    inside = [
        place for place in brief.places if view.south < place.lat < view.north and view.west < place.lon < view.east
    ]
    assert sum(1 + len(mark.also) for mark in marks) == len(inside) > 5000
    for index, one in enumerate(crowds):
        for other in crowds[index + 1 :]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (0.7 * (one.radius + other.radius)) ** 2


def test_a_movement_is_an_arrow():
    layer = group(drawn(a_movement()), "movements")
    assert layer[0][0].text == "Niamey → Agadez"
    assert group(drawn(a_brief()), "movements") is None


def test_places_beyond_the_frame_are_listed_and_said_to_be():
    near = [a_place(f"Near {index}", 10 + index / 10, 10) for index in range(9)]
    root = drawn(brief_of([*near, a_place("Far", -40, -60)]))
    assert any(text.endswith("off the map") for text in texts(group(root, "list")))
    assert not any("Far" in text for text in texts(group(root, "labels")))


def test_what_the_list_and_the_legend_leave_out_they_say():
    root = drawn(scattered(300))
    assert re.search(r"and \d+ more places", " ".join(texts(group(root, "list"))))
    assert re.search(r"and \d+ more kinds of event", " ".join(texts(group(root, "legend"))))


def test_a_brief_without_a_place_says_so():
    assert any("No place" in text for text in texts(drawn(empty())))


def test_words_are_french_on_demand():
    said = " ".join(texts(drawn(a_brief(), language="fr")))
    assert "Lieux" in said
    assert "5 août 2024" in said


def test_office_finds_halos_under_the_names_and_not_over_them(saved):
    text = saved(".svg").read_text("utf-8")
    assert "paint-order" not in text.split('id="layer-labels"')[1].split("layer-paper")[0]
    assert text.count(">Agadez</text>") + text.count("Agadez</text>") >= 2


def test_png_has_the_size_and_density_that_was_asked_for(saved):
    data = saved(".png", width=640, height=400, dpi=144).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (960, 600)
    assert data[37:41] == b"pHYs"
    assert struct.unpack(">I", data[41:45])[0] == round(144 / 0.0254)


def test_pictures_that_nobody_can_use_are_refused():
    for wrong in ({"width": 10}, {"dpi": 5}, {"width": 6000, "height": 6000, "dpi": 600}, {"paper": "A3"}):
        with pytest.raises(UsageError):
            ExportOptions(**wrong)


def test_every_kind_has_a_sign_and_those_that_may_be_confused_do_not_share_one():
    looks = {kind: look_of(kind) for kind in event_kinds()}
    assert {look.symbol for look in looks.values()} <= set(signs())
    # What is told apart by colour alone is not told apart by everybody.
    seen = [(look.family, look.symbol) for look in looks.values()]
    assert sorted({pair for pair in seen if seen.count(pair) > 1}) == []


def test_a_kind_that_nobody_knows_has_a_look():
    assert look_of("never_heard_of").label == "Never heard of"
    assert look_of("never_heard_of").colour.startswith("#")


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 600), st.text(max_size=30)), max_size=60))
def test_labels_never_cover_one_another(wishes):
    taken = []

    class Watched(Space):
        def take(self, box):
            taken.append(box)
            super().take(box)

    place_labels(
        [Wish(text, "town", x, y, 10, n) for n, (x, y, text) in enumerate(wishes, 1)], Watched(FRAME), halo_apart=False
    )
    for index, box in enumerate(taken):
        inner = Box(box.left + 4, box.top, box.right - 4, box.bottom)
        assert not any(inner.overlaps(other) for other in taken[:index])


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_a_position_in_the_middle_of_the_view_is_in_the_middle_of_the_frame(lat, lon):
    view = View(lon - 1, max(-90, lat - 1), lon + 1, min(90, lat + 1))
    x, y = Projection(view, FRAME).at(lat, lon)
    assert x == pytest.approx(400, abs=1)
    assert y == pytest.approx(300, abs=40)


@given(st.text(max_size=200), st.floats(20, 400))
def test_shortened_text_fits(text, width):
    short = shortened(text, width, 12)
    assert text_width(short, 12) <= width or len(short) <= 2
    assert len(lines_of(text, width, 12, most=3)) <= 3


def test_hostile_ids_do_not_leave_their_attributes():
    place = replace(a_brief().places[0], id='p"><script>')
    mentions = tuple(replace(item, place=place.id) for item in a_brief().mentions)
    brief = replace(a_brief(), places=(place,), mentions=mentions, events=(), conflicts=())
    assert group(drawn(brief), "pins")[0].get("data-place") == 'p"><script>'


def test_messages_of_all_languages_have_the_same_keys():
    folder = Path(__file__).resolve().parents[2] / "geobrief" / "export" / "messages"
    keys = [set(json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]
    assert len(keys) > 1
    assert all(one == keys[0] for one in keys)


def test_the_hostile_text_is_hostile():
    assert "<script>" in HOSTILE
    assert "\u202e" in HOSTILE
