"""The ground where nothing is told is kept, and says what would be drawn."""

from __future__ import annotations

import pytest

from geobrief.cartography import afar, basemap
from geobrief.cartography.basemap import ground, ground_afar
from geobrief.cartography.outlines import WORLDVIEWS, areas_path

STORIES = {
    "one city": ([(1.0, 12.0, 3.0, 14.0)], 0.002, [(13.5, 2.1)], ("NE",)),
    "a continent": ([(-20.0, -35.0, 52.0, 38.0)], 0.03, [(13.5, 2.1), (-1.3, 36.8), (30.0, 31.2)], ("NE", "KE")),
    "islands on both sides of the 180th meridian": ([(176.0, -19.0, -178.0, -15.0)], 0.003, [(-18.1, 178.4)], ("FJ",)),
    "an eastern edge, and what wraps around to it": ([(-180.0, 50.0, -179.0, 52.0)], 0.003, [], ("US",)),
    "a disputed border": ([(-16.0, 21.0, -5.0, 30.0)], 0.005, [(27.2, -13.2)], ("EH", "MA")),
    "no place at all": ([], 0.4, [], ()),
}


@pytest.mark.parametrize("view", WORLDVIEWS)
@pytest.mark.parametrize("story", STORIES)
def test_the_ground_is_the_same_whether_its_far_parts_are_kept_or_drawn(monkeypatch, story, view):
    boxes, tolerance, near, countries = STORIES[story]
    kept = ground(boxes, tolerance, near, countries=countries, view=view)
    monkeypatch.setattr(basemap, "afar", lambda _: afar.NOTHING)
    assert ground(boxes, tolerance, near, countries=countries, view=view) == kept


def test_the_pole_is_drawn_although_nothing_of_it_is_kept(monkeypatch):
    kept = ground([(-70.0, -75.0, -50.0, -60.0)], 0.01, [(-64.8, -64.0)], is_polar=True)
    assert "AQ" in {land["properties"]["id"] for land in kept["countries"]["features"]}
    monkeypatch.setattr(basemap, "afar", lambda _: afar.NOTHING)
    assert ground([(-70.0, -75.0, -50.0, -60.0)], 0.01, [(-64.8, -64.0)], is_polar=True) == kept


def test_what_is_kept_is_what_the_areas_give():
    committed = areas_path().with_name(afar.FILE).read_text("utf-8")
    assert afar.written({view: ground_afar(view) for view in WORLDVIEWS}) == committed


def test_most_countries_are_taken_as_they_are_kept(monkeypatch):
    drawn = []
    dissolved = basemap._dissolved
    monkeypatch.setattr(basemap, "_dissolved", lambda *given: drawn.append(given) or dissolved(*given))
    land = ground(*STORIES["one city"][:3])["countries"]["features"]
    assert len(land) > 150
    assert 0 < len(drawn) < 30


def test_a_file_made_from_other_areas_is_not_read(monkeypatch, tmp_path):
    (tmp_path / afar.FILE).write_text('{"source":1,"tolerance":0.4}\nnot read\n', encoding="utf-8")
    monkeypatch.setattr(afar, "areas_path", lambda: tmp_path / "areas.zip")
    afar.afar.cache_clear()
    try:
        assert afar.afar("default") is afar.NOTHING
        (tmp_path / afar.FILE).unlink()
        afar.afar.cache_clear()
        assert afar.afar("default") is afar.NOTHING
    finally:
        afar.afar.cache_clear()
