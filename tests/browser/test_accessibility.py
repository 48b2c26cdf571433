"""No violation that axe-core finds, in any state of the page."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geobrief.brief.findings import with_findings
from geobrief.model import Decision
from tests.map.story import article_id, event_id, example, place_id

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"

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
    "phone with filters": {"size": (390, 844), "hash_": "#kind=protest"},
    "zoomed to 200 %": {"size": (700, 450), "hash_": f"#event={event_id('Protest: Niamey')}"},
    "French": {"language": "fr"},
    "French card": {"language": "fr", "hash_": f"#place={place_id('gao')}"},
    "marked": {"marking": "TLP:RED"},
    "embedded": {"hash_": "#embed=1", "size": (600, 400)},
    "embedded with a card": {"hash_": f"#embed=1&place={place_id('niamey')}", "size": (600, 400)},
}


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed in web/; run `python hatch_build.py`")
    return AXE.read_text("utf-8")


STORY_STATES = {
    "findings": {},
    "a step": {"hash_": "#step=2"},
    "a step on a phone": {"size": (390, 844), "hash_": "#step=2"},
    "a step in French": {"language": "fr", "hash_": "#step=3"},
    "a step in a frame": {"hash_": "#embed=1", "size": (640, 520)},
}


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


@pytest.mark.parametrize("state", sorted(STORY_STATES))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_story(tab, axe, state, theme):
    tab.media(prefers_color_scheme=theme)
    tab.open(with_findings(example()), **STORY_STATES[state])
    assert _violations(tab, axe) == []


def test_axe_finds_nothing_while_it_is_presented(tab, axe):
    tab.open(with_findings(example()), hash_="#step=1")
    tab.js("document.documentElement.requestFullscreen = undefined; document.querySelector('.story-present').click()")
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


def test_axe_finds_nothing_with_every_reason_and_filter_open_in_the_dark(tab, axe):
    tab.media(prefers_color_scheme="dark")
    tab.open(hash_=f"#place={place_id('gao')}")
    tab.js("document.querySelector('.filter-toggle').click(); document.querySelector('.why').open = true")
    assert _violations(tab, axe) == []


def test_axe_finds_nothing_on_paper(tab, axe):
    tab.open(marking="TLP:AMBER")
    tab.media("print")
    tab.js("window.dispatchEvent(new Event('beforeprint'))")
    assert _violations(tab, axe) == []


def test_axe_finds_nothing_in_a_brief_that_a_person_has_reviewed_and_corrected(tab, axe):
    brief = example()
    done = Decision(
        event_id("Protest: Agadez"), "set", "Its place was set to Agadez; the machine had none", "A. B.", "seen"
    )
    reviewed = (event_id("Protest: Niamey"), place_id("niamey"))
    tab.open(replace(brief, reviewed=reviewed, decisions=(done,)), hash_=f"#event={event_id('Protest: Agadez')}")
    assert tab.text(".head-note") == "Extracted by machine; 1 of 11 events and 1 of 15 places reviewed by a person."
    assert tab.text(".decision") == "Set by A. B.: Its place was set to Agadez; the machine had none. seen"
    tab.js("document.getElementById('tab-events').click()")
    assert tab.texts(".tag-reviewed") == ["reviewed"]
    assert _violations(tab, axe) == []
    tab.js("document.querySelector('.head-actions button').click()")
    assert "Nobody has checked" not in tab.text("dialog")
    assert "Set by an analyst" in tab.text("dialog")
    assert _violations(tab, axe) == []


def test_axe_finds_nothing_in_ten_thousand_events(tab, axe):

    sys.path.insert(0, str(ROOT / "benchmarks"))
    from map_briefs import made_up_brief

    tab.open(made_up_brief(10_000))
    assert _violations(tab, axe) == []


@pytest.mark.parametrize("colours", ["active"])
def test_forced_colours_keep_every_mark_and_the_chosen_row_apart(tab, axe, colours):
    tab.media(forced_colors=colours)
    tab.open(hash_=f"#place={place_id('niamey')}")
    assert tab.js(
        "return getComputedStyle(document.querySelector('.row.is-chosen')).outlineStyle"
        " !== getComputedStyle(document.querySelector('.row:not(.is-chosen)')).outlineStyle"
    )
    assert _violations(tab, axe) == []


def test_nothing_moves_for_who_asked_for_less_motion(tab, click):
    tab.media(prefers_reduced_motion="reduce")
    tab.open()
    map_ = "Object.values(window).find((item) => item instanceof L.Map)"
    assert tab.js(
        f"const {{ options }} = {map_}; return [options.zoomAnimation, options.fadeAnimation, options.inertia]"
    ) == [
        False,
        False,
        False,
    ]
    click(f'.mark[data-place="{place_id("niamey")}"]')
    assert tab.js("return document.getAnimations().filter((a) => a.playState === 'running').length") == 0


@pytest.mark.parametrize("size", [(1400, 900), (1024, 700), (700, 450), (390, 844), (320, 568)])
def test_nothing_is_cut_off_or_scrolls_sideways(tab, size):
    """At 1280 pixels zoomed to 400 % a page is 320 wide (WCAG 2.2, 1.4.10)."""
    brief = replace(example(), title="A title of a great many words, " * 6)
    tab.open(brief, size=size, hash_=f"#place={place_id('niamey')}")
    assert tab.js("return document.documentElement.scrollWidth <= innerWidth")
    cut = tab.js(
        "return [...document.querySelectorAll('button, select, input, .tabs, .head-facts, .filter-status')]"
        ".filter((e) => e.offsetParent && !e.closest('.map, .row, .event-row, .bars') && e.scrollWidth > e.clientWidth + 1)"
        ".map((e) => e.className + ' ' + e.textContent.slice(0, 30))"
    )
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1200, 800), (390, 844)], ids=["wide", "phone"])
def test_axe_finds_nothing_in_the_list_of_a_teams_briefs(tab, axe, tmp_path, scheme, size):
    pytest.importorskip("starlette", reason="the extra 'serve' is not installed")
    from geobrief.serve.library import Library
    from geobrief.serve.list_page import list_page

    for name in ("one", "two"):
        example().save(tmp_path / f"{name}.json")
    library = Library(tmp_path)
    page = list_page(library.briefs(), "Agadez", library.search("Agadez"), language="en", marking="TLP:AMBER")
    tab.media(prefers_color_scheme=scheme)
    tab.show(page, size=size)
    assert _violations(tab, axe) == []


def test_axe_finds_nothing_in_a_card_with_what_a_model_proposed(tab, axe):
    brief = example()
    event = next(one for one in brief.events if one.id == event_id("Base: Agadez"))
    proposed = Decision(event.id, "proposed", f"label “{event.label}”, the machine had “Base”", "some-model", None)
    tab.open(replace(brief, decisions=(*brief.decisions, proposed)), hash_=f"#event={event.id}")
    assert "Proposed by the model some-model, read by nobody" in tab.text(".decision")
    assert _violations(tab, axe) == []


def test_forced_colours_leave_the_signs_on_marks_white_and_water_apart_from_land(tab):
    tab.media(forced_colors="active")
    tab.open()
    colour = (
        "return getComputedStyle(document.querySelector('.pin-scene.match-strong :is(.sign-line, .sign-fill)')).color"
    )
    assert tab.js(colour) == "rgb(255, 255, 255)"
    water = tab.js("return getComputedStyle(document.querySelector('.map'), '::before').backgroundColor")
    assert water != tab.js("return getComputedStyle(document.body).backgroundColor")
    assert water != tab.js("return getComputedStyle(document.querySelector('.base-world, .base-country')).fill")
    assert tab.js("return getComputedStyle(document.querySelector('.legend-box')).borderTopStyle") == "solid"


def test_every_bar_of_the_timeline_stands_out_from_the_ground_by_day_and_by_night(tab):
    for scheme in ("light", "dark"):
        tab.media(prefers_color_scheme=scheme)
        tab.open()
        shown = tab.js(
            "return [...document.querySelectorAll('.stack-part')].map((part) => getComputedStyle(part).backgroundColor)"
        )
        ground = _luminance(tab.js("return getComputedStyle(document.body).backgroundColor"))
        assert shown
        for colour in shown:
            low, high = sorted((ground, _luminance(colour)))
            assert (high + 0.05) / (low + 0.05) >= 3, (scheme, colour)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of a colour as a browser gives it."""
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour.rsplit("srgb", maxsplit=1)[-1])][:3]
    parts = [part if "srgb" in colour else part / 255 for part in numbers]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
