"""The findings as a story: read first, gone through by steps, presented, framed and printed."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

import pytest
from selenium.webdriver.common.keys import Keys

from geobrief.brief import Brief
from geobrief.brief.findings import with_findings
from geobrief.events import event_kinds
from geobrief.model import ConflictingValue, KeyFigure
from tests.map.hostile import TEXTS, hostile
from tests.map.story import event_id, example, place_id

pytestmark = pytest.mark.browser

CURRENT = ".finding.is-current .finding-text"


def _story() -> Brief:
    return with_findings(example())


def _lit(tab) -> list[str]:
    return tab.js("return [...document.querySelectorAll('.mark.is-lit')].map((e) => e.dataset.place)")


def test_the_findings_are_the_first_tab_and_come_before_places(tab):
    brief = _story()
    tab.open(brief)
    assert tab.texts(".tabs [role=tab]")[0] == f"Findings {len(brief.findings)}"
    assert tab.js("return document.querySelector('[role=tab][aria-selected=true]').id") == "tab-findings"
    assert tab.texts(".finding-text") == [finding.text for finding in brief.findings]
    assert tab.texts(".finding.is-current") == [], "the page opens on all of them"


def test_a_brief_without_findings_opens_on_its_places(tab):
    tab.open(example())
    assert tab.texts(".tabs [role=tab]")[0].startswith("Places")
    assert not tab.js("return document.querySelector('#tab-findings')?.checkVisibility() ?? false")


def test_a_step_lights_its_places_and_its_span_and_shows_its_sentences(tab, click):
    brief = _story()
    tab.open(brief)
    number = next(n for n, finding in enumerate(brief.findings, 1) if finding.events == (event_id("Protest: Niamey"),))
    click(f".finding:nth-child({number}) .finding-text")
    assert tab.text(".story-where") == f"{number} of {len(brief.findings)}"
    assert _lit(tab) == [place_id("niamey")]
    assert tab.js("return document.querySelectorAll('.bar.is-lit').length") == 1
    quotes = tab.texts(".finding.is-current .quote-text")
    assert 1 <= len(quotes) <= 2
    assert all(
        any(quote in citation.quote for event in brief.events for citation in event.citations) for quote in quotes
    )
    assert tab.js("return location.hash") == f"#step={number}"


def test_each_step_has_its_own_view_of_the_map(tab):
    brief = _story()
    views = []
    for number in range(1, len(brief.findings) + 1):
        tab.open(brief, hash_=f"#step={number}")
        views.append(
            tab.text(".leaflet-control-scale")
            + tab.js("return document.querySelector('.leaflet-map-pane').style.transform")
        )
        here = tab.js(
            "const box = document.querySelector('.map').getBoundingClientRect();"
            "return [...document.querySelectorAll('.mark.is-lit')].map((mark) => { const b = mark.getBoundingClientRect();"
            "return b.left >= box.left && b.right <= box.right && b.top >= box.top && b.bottom <= box.bottom; })"
        )
        assert all(here), f"a lit place of step {number} lies outside the map"
    assert len(set(views)) > 1


def test_arrow_keys_go_from_step_to_step_and_stop_at_the_ends(tab, press):
    brief = _story()
    tab.open(brief)
    press(Keys.ARROW_RIGHT)
    assert tab.text(CURRENT) == brief.findings[0].text
    press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    assert tab.text(CURRENT) == brief.findings[1].text
    press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    assert tab.text(".story-where") == "Overview"
    press(*[Keys.PAGE_DOWN] * (len(brief.findings) + 3))
    assert tab.text(CURRENT) == brief.findings[-1].text
    assert tab.js("return document.querySelector('.story-next').disabled")


def test_an_address_opens_its_step_and_one_that_is_no_step_opens_the_overview(tab):
    brief = _story()
    tab.open(brief, hash_="#step=3")
    assert tab.text(CURRENT) == brief.findings[2].text
    tab.js("location.hash = '#step=2'")
    _settled(tab, "2 of")
    assert tab.text(CURRENT) == brief.findings[1].text
    for wrong in ("#step=99", "#step=0", "#step=x"):
        tab.open(brief, hash_=wrong)
        assert tab.text(".story-where") == "Overview"


def _settled(tab, text: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(tab.driver, 5).until(lambda _: tab.text(".story-where").startswith(text))


def test_a_finding_leads_to_every_sentence_that_says_so(tab, click):
    brief = _story()
    tab.open(brief, hash_="#step=1")
    click(CURRENT)
    event = next(event for event in brief.events if event.id == brief.findings[0].events[0])
    assert tab.text(".card h2") == event.label
    assert tab.texts(".card .quote-text") == [citation.quote for citation in event.citations]


def test_a_filter_leaves_the_findings_that_pass_it_under_their_numbers(tab):
    brief = _story()
    tab.open(brief, hash_="#kind=protest")
    shown = tab.js(
        "return [...document.querySelectorAll('.finding')].filter((e) => !e.hidden).map((e) => e.innerText.trim()[0])"
    )
    number = next(n for n, finding in enumerate(brief.findings, 1) if finding.events == (event_id("Protest: Niamey"),))
    assert shown == [str(number)]
    assert tab.text("#tab-findings") == "Findings 1"


def test_presenting_shows_one_finding_at_a_time_and_escape_ends_it(tab, click, press):
    brief = _story()
    tab.open(brief, marking="TLP:AMBER")
    click(".story-present")
    _until(tab, "return document.body.classList.contains('is-presenting')")
    press(Keys.ARROW_RIGHT)
    visible = tab.js("return [...document.querySelectorAll('.finding')].filter((e) => e.checkVisibility()).length")
    assert visible == 1
    assert tab.text(".marking-top") == "TLP:AMBER", "what is presented bears its marking"
    assert tab.js("return document.querySelector('.head-note').checkVisibility()"), "and says that a machine made it"
    click(".story-present")
    _until(tab, "return !document.body.classList.contains('is-presenting')")
    assert tab.js("return document.querySelector('.finder').checkVisibility()")


def _until(tab, script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(tab.driver, 5).until(lambda driver: driver.execute_script(script))


def test_a_frame_opens_on_the_first_step_with_its_map(tab, click):
    brief = _story()
    tab.open(brief, hash_="#embed=1", size=(640, 520))
    assert tab.text(CURRENT) == brief.findings[0].text
    assert tab.js("return document.querySelector('.map').clientHeight") > 120
    assert tab.js("return document.querySelector('.side').checkVisibility()")
    click(".story-next")
    assert tab.text(CURRENT) == brief.findings[1].text


def test_a_frame_with_a_place_in_its_address_opens_on_the_place(tab):
    tab.open(_story(), hash_=f"#embed=1&place={place_id('niamey')}", size=(700, 560))
    assert tab.text(".card h2") == "Niamey"
    assert tab.texts(".finding.is-current") == []


def test_the_findings_are_page_one_of_what_is_printed(tab):
    brief = _story()
    tab.open(brief)
    tab.js("window.dispatchEvent(new Event('beforeprint'))")
    tab.media("print")
    assert tab.js("return document.querySelector('.first-page').checkVisibility()")
    assert [text.removesuffix(".") for text in tab.texts(".first-page li strong")] == [f.text for f in brief.findings]
    first, map_top = (
        tab.js("return document.querySelector(arguments[0]).getBoundingClientRect().top", name)
        for name in (".first-page", ".map")
    )
    assert first < map_top
    tab.js("window.dispatchEvent(new Event('afterprint'))")
    assert tab.texts(".first-page li") == []


def test_of_many_key_figures_the_first_are_shown_and_the_others_counted(tab):
    brief = _story()
    event = next(event for event in brief.events if event.figures)
    figures = tuple(
        KeyFigure(
            event.id,
            "sum of money",
            "USD",
            number,
            number,
            None,
            (ConflictingValue(f"{number} dollars", event.citations),),
        )
        for number in range(100, 130)
    )
    tab.open(replace(brief, key_figures=figures))
    assert len(tab.texts(".key-figures .key-amount")) == 12
    assert tab.text(".key-figures .more-figures") == "18 more stand on the cards of their events."
    tab.js("window.dispatchEvent(new Event('beforeprint'))")
    tab.media("print")
    assert len(tab.texts(".first-figures li")) == 24
    assert tab.text(".first-page .more-figures") == "6 more stand on the cards of their events."
    tab.js("window.dispatchEvent(new Event('afterprint'))")
    tab.open(replace(brief, key_figures=figures[:12]))
    assert tab.texts(".more-figures") == []


def test_in_french_the_words_around_the_findings_are_french(tab):
    tab.open(_story(), language="fr", hash_="#step=1")
    assert tab.text("#tab-findings").startswith("L’essentiel")
    assert tab.text(".story-where").startswith("1 sur")
    assert "une source" in tab.text(".finding.is-current .finding-facts")


def test_a_search_goes_to_the_places_that_it_finds(tab, press):
    tab.open(_story())
    press(Keys.TAB, Keys.ENTER, "agadez", Keys.ENTER)
    _until(tab, "return document.activeElement.classList.contains('row-name')")
    assert tab.js("return document.activeElement.textContent") == "Agadez"


def test_on_a_phone_the_findings_come_before_the_map_and_a_step_below_its_map(tab, click):
    tab.open(_story(), size=(390, 844))
    top = "return document.querySelector(arguments[0]).getBoundingClientRect().top"
    assert tab.js(top, ".findings") < tab.js(top, ".map")
    tab.js("document.getElementById('tab-places').click()")
    assert tab.js(top, ".map") < tab.js(top, ".tabs"), "a list of places has the map above it"
    tab.js("document.getElementById('tab-findings').click()")
    click(".finding:nth-child(2) .finding-text")
    bottom = tab.js("return document.querySelector('.map').getBoundingClientRect().bottom")
    current = tab.js(top, ".finding.is-current .finding-text")
    assert bottom - 1 <= current < 844, "the step is in sight, below its map"


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_in_the_findings_is_shown_as_text_and_nothing_runs(tab, name):
    brief = hostile(_story(), TEXTS[name])
    tab.open(brief, hash_="#step=1")
    tab.js("window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'))")
    assert tab.js("return window.pwned") is None
    shown = tab.text(CURRENT)
    assert " ".join(shown.split())[:60] == " ".join(brief.findings[0].text.split())[:60]


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("paper", [(8.27, 11.69), (8.5, 11)])
def test_on_paper_the_findings_have_a_page_and_map_legend_timeline_and_credit_have_the_next(tab, paper, landscape):
    pypdf = pytest.importorskip("pypdf")
    # A legend of every kind: the longest that there is.
    brief = _story()
    event = brief.events[0]
    others = [replace(event, id=f"e-{kind}", kind=kind) for kind in sorted(event_kinds())]
    tab.open(replace(brief, events=(*brief.events, *others)), organisation="the United Nations")
    size = {"paperWidth": paper[0], "paperHeight": paper[1], "landscape": landscape, "printBackground": True}
    printed = tab.driver.execute_cdp_cmd("Page.printToPDF", size)
    first, second, third = (
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages[:3]
    )
    assert all(finding.text.split(",")[0] in first for finding in brief.findings)
    for said in ("Size: independent articles", "Timeline", "acceptance by the United Nations"):
        assert said in second
        assert said not in first
    # What happened comes before the evidence for it.
    assert "Events" in third
    assert "Places and what is said of them" not in third
