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
from geobrief.export.drawing.entries import find_movements
from geobrief.export.drawing.furniture import kind_sign
from geobrief.export.drawing.ground import PAPER
from geobrief.export.drawing.lettering import Space, Wish, place_labels
from geobrief.export.drawing.marks import find_marks, pin
from geobrief.export.drawing.placing import Rectangle
from geobrief.export.drawing.projection import Frame, Projection, View, view_of
from geobrief.export.drawing.signs import sign, signs
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
    assert group(drawn(scattered(5)), "movements") is None


def test_a_movement_to_a_place_that_a_part_of_a_brief_lacks_is_not_drawn():
    brief = a_movement()
    part = replace(brief, places=tuple(place for place in brief.places if place.name != "Niamey"))
    assert len(find_movements(brief)) == 1
    assert find_movements(part) == []


def test_a_movement_of_which_one_end_is_told_says_so_at_its_place_and_in_the_legend():
    root = drawn(a_brief())
    layer = group(root, "movements")
    assert [part[0].text for part in layer] == ["Agadez → …"]
    assert "Something leaves: where to is not told" in " ".join(texts(group(root, "legend")))
    # From afar it would point out of half a country.
    far = drawn(a_brief(), extent=(-170, -60, 170, 80))
    assert group(far, "movements") is None


def test_an_event_of_no_kind_in_particular_is_a_dot_and_leads_no_place_that_another_event_tells_of():
    brief = scattered(1)
    (event,) = brief.events
    other, protest = replace(event, id="e-other", kind="other", independent=5), replace(event, kind="protest")
    (entry,) = find_entries(replace(brief, events=(other, protest)))
    assert entry.kind == "protest"
    (alone,) = find_entries(replace(brief, events=(other,)))
    assert alone.kind == "other"
    cross_hairs = sign(look_of("other").symbol, 0, 0, 12.76, PAPER)
    dot = sign("dot", 0, 0, 12.76, PAPER)
    for picture, size in ((pin(alone, 0, 0, 22), 12.76), (kind_sign("other", 22), 13.64)):
        assert sign("dot", 0, 0, size, PAPER) in picture
        assert sign(look_of("other").symbol, 0, 0, size, PAPER) not in picture
    assert cross_hairs != dot


def test_no_name_stands_on_the_number_of_places_that_a_pin_hides():
    brief = brief_of([a_place("Alpha", 10, 10), a_place("Beta", 10.01, 10.01), a_place("Far away", 14, 14)])
    root = drawn(brief)
    (label,) = (item for item in group(root, "pins").iter(f"{SVG}text") if item.text == "+1")
    x, y = float(label.get("x")), float(label.get("y"))
    for item in group(root, "labels").iter(f"{SVG}text"):
        start, size = float(item.get("x")), float(item.get("font-size"))
        wide = text_width("".join(item.itertext()), size)
        left = start - wide / 2 if item.get("text-anchor") == "middle" else start
        base = float(item.get("y"))
        assert not (left < x + 5 and left + wide > x - 5 and base - size < y and base > y - 9), "".join(item.itertext())


def test_a_picture_of_the_world_ends_at_the_poles_and_has_no_world_in_its_corner():
    root = drawn(a_brief(), extent=(-180, -90, 180, 90), width=900, height=1400)
    (sea,) = (item for item in group(root, "water").iter(f"{SVG}rect"))
    high, wide = float(sea.get("height")), float(sea.get("width"))
    assert high <= wide
    outline = group(root, "paper")[0].get("d").split("Z")[1]
    assert f"V{float(sea.get('y')) + high:.2f}".rstrip("0").rstrip(".") in outline
    titles = [item.text for item in root.iter(f"{SVG}title")]
    assert "Where the map lies in the world" not in titles
    near = drawn(brief_of([a_place("One", 10, 10), a_place("Other", 12, 12)]), width=900, height=700)
    assert "Where the map lies in the world" in [item.text for item in near.iter(f"{SVG}title")]


def test_a_continent_and_the_country_of_its_name_are_written_once():
    brief = brief_of(
        [
            a_place("Antarctica", -80, 0, kind="continent", precision="region"),
            a_place("Pole", -89, 150),
            a_place("Ice", -70, -150),
        ]
    )
    said = [
        text
        for text in texts(group(drawn(brief, extent=(-180, -90, 180, 90)), "labels"))
        if "antarctica" in text.lower()
    ]
    assert len(said) == 1


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
        inner = Rectangle(box.left + 4, box.top, box.right - 4, box.bottom)
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
