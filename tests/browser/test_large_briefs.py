"""A brief that travels compressed, and one of thousands of places, in a real browser."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from geobrief.brief.document import to_dict
from geobrief.citations import bibtex, reference, ris
from geobrief.citations.bibtex import _SMALL_WORDS
from geobrief.model import When
from tests.browser.conftest import READY
from tests.map.hostile import TEXTS, hostile
from tests.map.story import example
from tests.map.test_columns import carrying, copying

pytestmark = pytest.mark.browser

BRIEF = "const done = arguments[0]; geobrief.brief().then((brief) => done(JSON.stringify(brief)))"

KEEP = """
const canvas = document.querySelector('.leaflet-marker-pane canvas');
window.kept = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
window.at = canvas.getBoundingClientRect();
"""

# For every pin of the whole brief that is filled: its fill, and the colour that the first picture had between its middle and its edge,
# left of the sign.
COLOURS = """
return [...document.querySelectorAll('.mark:has(.match-strong)')].map((mark) => {
  const box = mark.getBoundingClientRect(), body = mark.querySelector('.pin-body');
  const x = Math.round(box.left + box.width * 0.16 - at.left), y = Math.round(box.top + box.height / 2 - at.top);
  const [r, g, b] = kept.data.slice(4 * (y * kept.width + x));
  return [getComputedStyle(body).fill, `rgb(${r}, ${g}, ${b})`];
});
"""

HOLD = """
window.held = [];
window.setTimeout = ((real) => (act, wait, ...rest) => window.held ? window.held.push(act) : real(act, wait, ...rest))(
  window.setTimeout);
"""

RELEASE = "const held = window.held; window.held = null; for (const act of held) act();"


@pytest.fixture
def packed(monkeypatch):
    monkeypatch.setattr("geobrief.map.blocks.PACK_FROM", 1)


@pytest.mark.usefixtures("packed")
@pytest.mark.parametrize("name", [None, *sorted(TEXTS)])
def test_other_peoples_scripts_get_the_brief_however_it_travels(tab, name):
    brief = example() if name is None else hostile(example(), TEXTS[name])
    tab.open(brief)
    assert json.loads(tab.driver.execute_async_script(BRIEF)) == json.loads(json.dumps(to_dict(brief)))


@pytest.mark.usefixtures("packed")
def test_what_a_large_page_carries_of_the_articles_reaches_scripts_and_the_reading_pane(tab, monkeypatch):
    monkeypatch.setattr("geobrief.map.column_parts.WORTH", 100)
    monkeypatch.setattr("geobrief.map.column_parts.CHUNK", 200)
    brief = carrying(example())
    part = brief.texts.parts[0]
    tab.open(brief, hash_=f"#article={part.article}")
    assert json.loads(tab.driver.execute_async_script(BRIEF)) == json.loads(json.dumps(to_dict(brief)))
    assert brief.mentions[0].sentence.text in tab.text(".card")


LOOK = """
const lines = (selector, of) => [...document.querySelectorAll(selector)].map(of);
document.querySelector('#tab-places').click();
const places = lines('#panel-places .row', (row) => row.className + ' ' + row.textContent);
document.querySelector('#tab-sources').click();
return {
  places,
  sources: lines('#panel-sources .row', (row) => row.className + ' ' + row.textContent),
  marks: lines('.mark', (mark) => mark.getAttribute('aria-label') + ' ' + mark.firstChild.className).sort(),
  names: lines('.label-box[data-place]', (name) => name.dataset.place).sort(),
  areas: lines('path.area, g.area', (area) => area.dataset.place + ' ' + area.getAttribute('class')).sort(),
  legend: lines('.legend-list li', (row) => row.textContent),
};
"""


def test_what_is_counted_when_a_large_page_is_made_is_what_a_small_one_counts_itself(tab, monkeypatch):
    tab.open()
    counted = tab.js(LOOK)
    monkeypatch.setattr("geobrief.map.blocks.PACK_FROM", 1)
    tab.open()
    assert tab.js(LOOK) == counted
    assert min(len(told) for told in counted.values()) > 2


WIDTHS = """
return [...document.querySelectorAll('.label-box')].map((box) => [
  box.textContent, box.getBoundingClientRect().width,
  Math.max(...[...box.querySelectorAll('.label > span')].map((line) => line.getBoundingClientRect().width)),
]);
"""


def test_names_are_as_wide_as_they_were_reckoned(tab):
    tab.open()
    names = tab.js(WIDTHS)
    assert len(names) > 8
    for words, reckoned, drawn in names:
        assert drawn <= reckoned + 0.5, words
        assert drawn >= 0.9 * reckoned - 16 or reckoned <= 24, words


@pytest.mark.usefixtures("packed")
def test_a_quote_that_repeats_another_says_which(tab):
    brief = copying(example())
    event = brief.events[0]
    original = [source.id for source in brief.articles].index(event.citations[0].article) + 1
    tab.open(brief, hash_=f"#event={event.id}")
    assert json.loads(tab.driver.execute_async_script(BRIEF)) == json.loads(json.dumps(to_dict(brief)))
    assert [text for text in tab.texts(".card .quote-source .tag") if text] == [f"repeats [{original}]"]


@pytest.mark.usefixtures("packed")
def test_the_first_picture_shows_the_marks_that_the_whole_brief_shows(tab):
    from selenium.webdriver.support.ui import WebDriverWait

    from geobrief.map import render_map

    held = tab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HOLD})
    try:
        tab.show(render_map(example()))
        assert not tab.js(READY)
        assert tab.text("h1") == example().title
        size = tab.js("return document.querySelector('.map').offsetHeight")
        tab.js(KEEP)
        tab.js(RELEASE)
        WebDriverWait(tab.driver, 20).until(lambda driver: driver.execute_script(READY))
        assert tab.js("return document.querySelector('.map').offsetHeight") == pytest.approx(size, abs=30)
        colours = tab.js(COLOURS)
        assert len({fill for fill, _ in colours}) >= 2
        assert [before for _, before in colours] == [fill for fill, _ in colours]
        assert tab.js("return document.querySelector('.leaflet-marker-pane canvas')") is None
    finally:
        tab.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", held)


AUTHORS = (
    (),
    ("Ruth Banda",),
    ("Ruth Banda", "José de la Cruz Jr."),
    ("A News Agency", "Jean-Pierre O'Neil", "Łukasz {Weiß}"),
    ("Madonna", "and others"),
    ("constructor", "__proto__"),
    ("Dr. Ana-Maria de los Ríos III", "Ibn Battuta", "O'Brien, Tim", "\ufeffRuth Banda"),
)

DATES = (
    When(None, None, "unknown", None, "unknown"),
    When(date(2024, 4, 19), date(2024, 4, 19), "day", None, "metadata"),
    When(date(2024, 5, 1), date(2024, 5, 31), "month", None, "text"),
    When(date(2024, 1, 1), date(2024, 12, 31), "year", None, "text"),
    When(date(2024, 5, 6), date(2024, 5, 9), "days", None, "text"),
    When(None, date(2023, 9, 2), "day", None, "text"),
    *(When(date(2023, month, 7), date(2023, month, 7), "day", None, "text") for month in range(1, 13)),
    When(date(987, 12, 31), date(988, 1, 1), "days", None, "text"),
)

SPACES = (0x0B, 0x1C, 0x1F, 0x85, 0xA0, 0x180E, 0x2028, 0x200B, 0x202F, 0x3000, 0xFEFF)
"""White space to Python, to JavaScript, to both or to neither."""


TITLES = (
    None, "Troops leave?", "A “quoted” title: 100% & more_{x} ~^\\", "the  army--and ''the'' rest", "ßtraße", "…", "The of",
    *TEXTS.values(), *(f"a\u0020{chr(code)}b{chr(code)}" for code in SPACES), *(f"{word} Report" for word in sorted(_SMALL_WORDS)),
)  # fmt: skip

CITE = "return arguments[0].map((article) => geobrief.cite(article, arguments[1]))"


def test_the_page_writes_references_as_the_package_does(tab):
    """Lists of lengths without a common factor meet in many pairs: every title, author, date, outlet and address."""
    first = example().articles[0]
    sources = [
        replace(
            first,
            id=f"a-{number:016x}",
            title=TITLES[number % len(TITLES)],
            authors=AUTHORS[number % len(AUTHORS)],
            published=DATES[number % len(DATES)],
            url=None if number % 3 == 0 else f"https://example.com/{{{number}}}\\",
            outlet=(None, "éclair & Co", "The News.", "ǆ daily")[number % 4],
            language=(None, "en")[number % 2],
            path=("-", "a/b {}.txt", "a/b/", "c_d.txt")[number % 4],
        )
        for number in range(4 * len(TITLES))
    ]
    brief = replace(example(), articles=tuple(sources), mentions=(), events=(), conflicts=())
    tab.open(brief)
    articles = json.loads(json.dumps(to_dict(brief)))["articles"]
    for style in ("news", "chicago", "apa", "mla"):
        assert tab.js(CITE, articles, style) == [reference(source, style) for source in sources]
    assert tab.js(CITE, articles, "bibtex") == [bibtex([source]).strip() for source in sources]
    assert tab.js(CITE, articles, "ris") == [ris([source]).removesuffix("\r\n") for source in sources]
