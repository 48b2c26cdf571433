"""A recipe's extent and colour in a real browser."""

import pytest

pytestmark = pytest.mark.browser

BOUNDS = """
const map = Object.values(window).find((item) => item instanceof L.Map), box = map.getBounds();
return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
"""


def test_the_map_opens_on_the_extent_that_was_asked_for(tab):
    west, south, east, north = 100.0, 10.0, 115.0, 20.0
    tab.open(extent=(west, south, east, north))
    shown = tab.js(BOUNDS)
    assert shown[0] <= west + 0.5
    assert shown[1] <= south + 0.5
    assert shown[2] >= east - 0.5
    assert shown[3] >= north - 0.5
    assert shown[2] - shown[0] < 60, "and not on the world"


@pytest.mark.parametrize(("scheme", "ours"), [("light", True), ("dark", False)])
def test_a_house_colour_holds_on_light_paper_only(tab, scheme, ours):
    tab.media(prefers_color_scheme=scheme)
    tab.open(accent="#7a1fa2")
    colour = tab.js("return getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")
    assert (colour == "#7a1fa2") is ours
