"""No violation that axe-core finds, in any state of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.map.story import article_id, event_id, place_id

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

STATES = {
    "start": {},
    "place": {"hash_": f"#place={place_id('niamey')}"},
    "area": {"hash_": f"#place={place_id('niger')}"},
    "event": {"hash_": f"#event={event_id('Base: Agadez')}"},
    "article": {"hash_": f"#article={article_id(3)}"},
    "filtered": {"hash_": "#kind=protest&q=niamey"},
    "nothing found": {"hash_": "#q=zzzz"},
    "phone": {"size": (390, 844)},
    "phone with a card": {"size": (390, 844), "hash_": f"#place={place_id('niamey')}"},
    "French": {"language": "fr"},
    "marked": {"marking": "TLP:RED"},
    "embedded": {"hash_": "#embed=1", "size": (600, 400)},
}


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed in web/; run `python hatch_build.py`")
    return AXE.read_text("utf-8")


def _violations(tab, axe: str) -> list[str]:
    tab.js(axe)
    tab.driver.set_script_timeout(60)
    found = tab.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']})"
        ".then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 120)"
        " + ' ' + n.failureSummary).join(' | ').slice(0, 900))))",
        RULES,
    )
    return list(found)


@pytest.mark.parametrize("state", sorted(STATES))
def test_axe_finds_nothing(tab, axe, state):
    tab.open(**STATES[state])
    assert _violations(tab, axe) == []


@pytest.mark.parametrize("state", ["place", "event", "filtered"])
def test_axe_finds_nothing_in_the_dark(tab, axe, state):
    tab.media(prefers_color_scheme="dark")
    tab.open(**STATES[state])
    assert _violations(tab, axe) == []


def test_axe_finds_nothing_with_the_filters_and_every_list_open(tab, axe):
    tab.open()
    tab.js("document.querySelector('.filter-toggle').click()")
    for name in ("events", "sources"):
        tab.js("document.getElementById(arguments[0]).click()", f"tab-{name}")
        assert _violations(tab, axe) == []


def test_axe_finds_nothing_in_the_note_on_method(tab, axe):
    tab.open()
    tab.js("document.querySelector('.head-actions button').click()")
    assert _violations(tab, axe) == []
