"""What is new since an older brief is said first, marked, and can be looked at alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geobrief.brief.diff import diff
from geobrief.brief.record import Brief
from tests.browser.test_accessibility import _violations
from tests.browser.test_accessibility import axe as axe  # noqa: PLC0414  # a fixture
from tests.map.hostile import TEXTS, hostile
from tests.map.story import event_id, example

pytestmark = pytest.mark.browser

CHANGED, NEW, GONE = event_id("Base: Agadez"), event_id("Protest: Niamey"), "e-gone"


def since_yesterday(brief: Brief) -> Brief:
    """The brief against one that lacks an event, has another with another status, and one more."""
    lost = replace(next(event for event in brief.events if event.id == NEW), id=GONE, kind="attack", label="An attack")
    events = [
        replace(event, status="planned") if event.id == CHANGED else event for event in brief.events if event.id != NEW
    ]
    return replace(brief, changes=diff(replace(brief, events=(*events, lost), findings=(), key_figures=()), brief))


def test_the_first_lines_say_how_much_is_new_and_what_is_gone(tab):
    tab.open(since_yesterday(example()))
    assert tab.texts(".news-counts button") == ["1 new event", "1 changed event"]
    assert tab.text(".news details summary") == "1 event gone"
    assert "An attack" in tab.text(".news-list")
    assert tab.text(".news-list cite") != ""


def test_a_brief_that_was_built_against_none_says_nothing_of_it(tab):
    tab.open()
    assert tab.js("return document.querySelector('.news, .tag-new, .pin.is-new')") is None


def test_a_press_shows_only_what_is_new_and_the_address_keeps_it(tab):
    tab.open(since_yesterday(example()))
    tab.js("document.querySelector('.news-counts button').click()")
    tab.js("document.getElementById('tab-events').click()")
    assert tab.texts(".event-list .event-row .tag-new") == ["new"]
    assert len(tab.texts("#panel-events .event-row")) == 1
    assert tab.js("return document.querySelector('.news-counts button').getAttribute('aria-pressed')") == "true"
    tab.open(since_yesterday(example()), hash_="#news=changed")
    tab.js("document.getElementById('tab-events').click()")
    assert tab.texts("#panel-events .event-row .tag-changed") == ["changed"]


def test_a_card_says_what_has_changed_and_shows_it_on_the_map(tab):
    tab.open(since_yesterday(example()), hash_=f"#event={CHANGED}")
    assert "Status: planned → " in tab.text(".news-changes")
    assert tab.js("return document.querySelectorAll('.mark .pin.is-new, .mark .pin.is-changed').length") > 0


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab, axe, language, scheme):
    tab.media(prefers_color_scheme=scheme)
    tab.open(since_yesterday(example()), hash_=f"#news=new&event={CHANGED}", language=language)
    tab.js("document.querySelector('.news details').open = true")
    assert _violations(tab, axe) == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_stays_text(tab, name):
    tab.open(since_yesterday(hostile(example(), TEXTS[name])), hash_=f"#event={CHANGED}")
    tab.js("document.querySelector('.news details').open = true")
    assert tab.js("return window.pwned") is None
    assert tab.js("return document.querySelectorAll('.news img, .news script, .news-changes img').length") == 0
