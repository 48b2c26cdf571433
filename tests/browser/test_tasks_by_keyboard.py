"""What a reader who has never seen the page wants of it, done with the keyboard alone.

Every test begins where a page begins, with the focus nowhere, and presses keys only; it counts them, and docs/map.md has
the figures. A change that takes more presses than are written here must say why.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.map.story import event_id, place_id

pytestmark = pytest.mark.browser

DOC = Path(__file__).resolve().parents[2] / "docs" / "map.md"

FOCUS = "return [document.activeElement.className, document.activeElement.textContent.trim().slice(0, 60)]"


class Keyboard:
    """Presses keys one after the other and counts them."""

    def __init__(self, tab) -> None:
        self.tab = tab
        self.presses = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            for character in [key] if key in vars(Keys).values() else key:
                ActionChains(self.tab.driver).send_keys(character).perform()
                self.presses += 1

    def back(self) -> None:
        """Shift and Tab, together one press."""
        ActionChains(self.tab.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        self.presses += 1

    def tab_to(self, text: str, most: int = 25) -> None:
        """Go on with Tab until the focus is on something with a text."""
        for _ in range(most):
            self.press(Keys.TAB)
            name = self.tab.js(
                "const e = document.activeElement; if (!e.matches('button, input, select, a')) return '';"
                "return e.getAttribute('aria-label') ?? (e.labels?.[0] ?? e).textContent"
            )
            if text in name or self.tab.js("return document.activeElement.id") == text:
                return
        pytest.fail(f"no {text!r} within {most} steps; the focus is on {self.tab.js(FOCUS)}")

    def search(self, text: str) -> None:
        """Over the first link into the search, type, and go to what was found."""
        self.press(Keys.TAB, Keys.ENTER, text, Keys.ENTER)


@pytest.fixture
def keyboard(tab) -> Keyboard:
    tab.js("window.scrollTo(0, 0)")
    return Keyboard(tab)


def _documented(task: str) -> int:
    """Key presses that docs/map.md gives for a task."""
    row = re.search(rf"^\| {re.escape(task)} \| (\d+) \|", DOC.read_text("utf-8"), re.MULTILINE)
    assert row, f"docs/map.md has no row for {task!r}"
    return int(row.group(1))


def test_what_happened_in_agadez_and_who_says_so(tab, keyboard):
    tab.open()
    keyboard.search("agadez")
    keyboard.press(Keys.ENTER)
    assert tab.text(".card h2") == "Agadez"
    assert tab.js("return document.activeElement.id") == "card-title", "a screen reader begins at the heading"
    assert "Protest: Agadez" in tab.texts(".card .event-label")
    assert "A small rally was also reported from Agadez." in tab.texts(".card .quote-text")
    assert any("Example Wire" in source for source in tab.texts(".card .quote-source"))
    assert keyboard.presses == _documented("Find what happened in Agadez and who says so")


def test_only_protests_in_april(tab, keyboard):
    tab.open()
    keyboard.press(Keys.TAB, Keys.ENTER, Keys.TAB, Keys.ENTER)
    keyboard.tab_to("filter-month")
    keyboard.press("Ap")
    keyboard.tab_to("Protest")
    keyboard.press(Keys.SPACE)
    assert tab.text(".filter-status") == "2 of 15 places, 2 of 11 events shown"
    assert tab.js("return document.getElementById('filter-from').value") == "2024-04-01"
    assert tab.js("return document.getElementById('filter-to').value") == "2024-04-30"
    tab.js("document.getElementById('tab-events').click()")
    assert sorted(tab.texts("#panel-events .event-label")) == ["Protest: Agadez", "Protest: Niamey"]
    assert keyboard.presses == _documented("Show only protests in April")


def test_a_bibtex_entry_is_copied(tab, keyboard):
    tab.open()
    tab.js("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    keyboard.press(Keys.TAB, Keys.ENTER)
    keyboard.tab_to("Places")
    keyboard.press(Keys.END)
    keyboard.tab_to("Crowds in Niamey ask for a departure")
    keyboard.press(Keys.ENTER)
    keyboard.tab_to("Format of the citation")
    keyboard.press("B")
    keyboard.back()
    keyboard.press(Keys.ENTER)
    assert tab.js("return window.copied").startswith("@")
    assert "Crowds in Niamey" in tab.js("return window.copied")
    assert "Copied" in tab.texts(".card .copy-tools button")
    assert keyboard.presses == _documented("Copy a BibTeX entry")


def test_a_colleague_gets_a_link_to_one_event(tab, keyboard):
    tab.open()
    tab.js("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    keyboard.search("rally")
    keyboard.back()
    keyboard.back()
    keyboard.press(Keys.ARROW_RIGHT)
    keyboard.tab_to("Protest: Agadez")
    keyboard.press(Keys.ENTER)
    keyboard.tab_to("Copy link")
    keyboard.press(Keys.ENTER)
    link = tab.js("return window.copied")
    assert link.endswith(f"#event={event_id('Protest: Agadez')}")
    tab.driver.get("about:blank")
    tab.driver.get(link)
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(tab.driver, 20).until(
        lambda driver: driver.execute_script("return !!document.querySelector('.card h2')")
    )
    assert tab.text(".card h2") == "Protest: Agadez"
    assert keyboard.presses == _documented("Link a colleague to one event")


def test_the_page_is_printed(tab, keyboard):
    tab.open()
    tab.js("window.print = () => { window.printed = true; }")
    keyboard.tab_to("Print")
    keyboard.press(Keys.ENTER)
    assert tab.js("return window.printed === true")
    assert keyboard.presses == _documented("Print to PDF")


def test_the_focus_is_always_to_be_seen(tab, keyboard):
    tab.open(hash_=f"#place={place_id('agadez')}")
    unseen = []
    for _ in range(60):
        keyboard.press(Keys.TAB)
        seen = tab.js(
            "const e = document.activeElement; if (e === document.body) return true;"
            "const s = getComputedStyle(e), b = e.getBoundingClientRect();"
            "return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && b.width > 0 && b.bottom > 0"
            " && b.top < innerHeight"
        )
        if not seen:
            unseen.append(tab.js(FOCUS))
    assert unseen == []


def test_the_marks_of_the_map_are_one_stop_and_arrows_go_between_them(tab, keyboard):
    tab.open()
    stops = "return [...document.querySelectorAll('.leaflet-marker-pane [tabindex=\"0\"]')].length"
    assert tab.js("return document.querySelectorAll('.mark').length") > 2
    assert tab.js(stops) == 1
    tab.js("document.querySelector(arguments[0]).focus()", f'.mark[data-place="{place_id("niamey")}"]')
    keyboard.press(Keys.ARROW_RIGHT)
    seen = [tab.js("return document.activeElement.getAttribute('data-place')")]
    keyboard.press(Keys.ARROW_LEFT)
    assert seen[0] not in {None, place_id("niamey")}
    assert tab.js(stops) == 1
    keyboard.press(Keys.ENTER)
    assert not tab.js("return document.querySelector('.card').hidden")
