"""Names on the map at every scale: none outside its area, none cut or covered, few of the most cited left out."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import geobrief
from tests.browser.names_on_the_map import Faults, look
from tests.map.story import example

pytestmark = pytest.mark.browser

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LARGE = SHARED / "corpora" / "events" / "unlabelled.jsonl"

ZOOMS = (2, 2.75, 3.5, 4.25, 5, 6, 7, 8, 9, 10, 11)

CENTRES = 3
"""Places of each brief that are looked at from near and far."""

MOST_UNNAMED = 0.1


def _large(folder: Path, every: int):
    """A brief of every so manyth of 360 articles from all over the world; all of them take longer than minutes to read."""
    for number, line in enumerate(LARGE.read_text("utf-8").splitlines()[:360:every]):
        told = json.loads(line)
        title = json.dumps((told.get("title_slug") or told["id"]).capitalize())
        head = [f"title: {title}", *([f"date: {told['date_url']}"] if told.get("date_url") else [])]
        text = "\n".join(["---", *head, "---", "", told["text"], ""])
        (folder / f"{number:03d}.md").write_text(text, encoding="utf-8")
    return geobrief.build(str(folder))


@pytest.fixture(params=["four articles", "five articles", "60 articles", "120 articles"])
def brief(request, tmp_path):
    if request.param == "four articles":
        return example()
    if not LARGE.is_file():
        pytest.skip(f"the shared articles are not at {SHARED}")
    if request.param == "five articles":
        return geobrief.build(str(SHARED / "seeds"))
    return _large(tmp_path, 6 if request.param == "60 articles" else 3)


def test_every_name_stands_in_its_area_whole_and_free_and_the_most_cited_are_named(tab, brief):
    cited = Counter(mention.place for mention in brief.mentions if mention.place is not None)
    points = sorted((place for place in brief.places if place.extent is None), key=lambda place: -cited[place.id])
    tab.open(brief, size=(1440, 900))
    faults = Faults()
    for zoom in ZOOMS:
        for place in points[:CENTRES] if zoom > 2 else points[:1]:
            look(tab, brief, (place.lat, place.lon, zoom), faults)
    assert faults.misplaced == []
    assert faults.cut == []
    assert faults.covered == []
    assert len(faults.unnamed) <= MOST_UNNAMED * faults.wanted, faults.unnamed
