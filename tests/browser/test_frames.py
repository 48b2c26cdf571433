"""The page inside other pages: a notebook's sandbox, somebody's article, a viewer that allows scripts and nothing else."""

from __future__ import annotations

import html
import re

import pytest
from selenium.webdriver.common.by import By

from geobrief.brief.findings import with_findings
from geobrief.map import MapOptions, notebook_html, render_map
from tests.browser.conftest import READY
from tests.map.story import example, place_id

pytestmark = pytest.mark.browser


def _wait(tab, script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(tab.driver, 20).until(lambda driver: driver.execute_script(script))


def _frame(tab, page: str, sandbox: str | None = "allow-scripts") -> None:
    """Show a page in a frame that has no address, no origin, no storage and no clipboard."""
    rules = "" if sandbox is None else f' sandbox="{sandbox}"'
    tab.show(
        "<!DOCTYPE html><html lang=en><title>host</title>"
        f'<iframe title="map"{rules} srcdoc="{html.escape(page)}" width="1100" height="800"></iframe></html>'
    )
    tab.driver.switch_to.frame(tab.driver.find_element(By.TAG_NAME, "iframe"))
    _wait(tab, READY)


@pytest.fixture(autouse=True)
def back(tab):
    yield
    tab.driver.switch_to.default_content()


def test_in_a_sandbox_a_click_opens_a_card_and_filters_filter(tab, click):
    _frame(tab, render_map(example()))
    click(f'.mark[data-place="{place_id("agadez")}"]')
    assert tab.text(".card h2") == "Agadez"
    tab.js("const s = document.querySelector('[type=search]'); s.value = 'rally'; s.dispatchEvent(new Event('input'))")
    _wait(tab, "return document.querySelector('.filter-status').textContent.startsWith('1 of')")
    tab.js("document.querySelectorAll('.head-actions button')[3].click()")
    assert tab.js("return document.documentElement.dataset.theme") in {"dark", "light"}


def test_in_a_sandbox_what_cannot_be_copied_is_shown_to_be_copied_by_hand(tab, click):
    _frame(tab, render_map(example()))
    tab.js(
        "document.execCommand = () => false; navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))"
    )
    click(f'.mark[data-place="{place_id("agadez")}"]')
    click(".card .copy-tools button")
    _wait(tab, "return document.querySelector('.copy-by-hand textarea')?.selectionEnd > 0")
    shown = tab.js("return document.querySelector('.copy-by-hand textarea').value")
    assert shown.startswith("“")
    assert tab.js(
        "const t = document.querySelector('.copy-by-hand textarea'); return t.selectionEnd - t.selectionStart"
    ) == len(shown)


def test_a_link_from_a_page_without_an_address_is_the_part_that_any_copy_understands(tab, click):
    _frame(tab, render_map(example()))
    tab.js("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    click(f'.mark[data-place="{place_id("agadez")}"]')
    click(".card-actions .quiet")
    assert tab.js("return window.copied") == f"#place={place_id('agadez')}"


def test_a_notebook_shows_the_map(tab):
    tab.show(f"<!DOCTYPE html><html lang=en><title>notebook</title>{notebook_html(example())}</html>")
    tab.driver.switch_to.frame(tab.driver.find_element(By.TAG_NAME, "iframe"))
    _wait(tab, READY)
    assert tab.js("return document.querySelectorAll('.mark').length") > 0


@pytest.mark.parametrize("width", [320, 640, 1000])
def test_an_embedded_map_fits_its_frame_and_never_scrolls_sideways(tab, width):
    tab.open(size=(width, 420), embed=True)
    assert tab.js("return document.documentElement.scrollWidth <= innerWidth")
    assert tab.js("return document.documentElement.scrollHeight <= innerHeight")
    assert tab.js("return document.querySelector('.map').getBoundingClientRect().height") > 200


@pytest.mark.parametrize("width", [360, 640])
def test_in_a_low_frame_the_story_leaves_the_map_its_buttons(tab, width):
    tab.open(with_findings(example()), size=(width, 420), embed=True)
    boxes = tab.js(
        "return ['.map', '.map-buttons', '.legend-box', '.head-note'].map((selector) => {"
        " const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();"
        " return [left, top, right, bottom]; })"
    )
    (_, top, _, bottom), buttons, legend, note = boxes
    assert bottom - top > 180
    assert top <= buttons[1] < buttons[3] <= bottom
    assert legend[2] == legend[0] or legend[1] >= buttons[3]
    assert note[3] > note[1]


def test_links_in_a_frame_open_outside_of_it(tab):
    tab.open(hash_=f"#place={place_id('agadez')}", embed=True)
    targets = tab.js("return [...document.querySelectorAll('a[href^=http]')].map((a) => a.target)")
    assert set(targets) == {"_blank"}


def test_the_options_of_the_frame_are_those_of_the_page():
    """The script knows the word as well; the body has it where it is asked for."""
    body = re.compile(r"<body[^>]* data-embed")
    assert body.search(render_map(example(), options=MapOptions(embed=True)))
    assert not body.search(render_map(example()))
