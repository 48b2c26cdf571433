"""The article beside the map: every number and quote opens at its sentence, and text and map go in step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geobrief.brief.record import Brief
from geobrief.model import Excerpt, Texts
from tests.browser.test_accessibility import _violations
from tests.browser.test_accessibility import axe as axe  # noqa: PLC0414  # a fixture
from tests.map.hostile import TEXTS, hostile
from tests.map.story import article_id, event_id, example

pytestmark = pytest.mark.browser

IN_VIEW = (
    "const e = document.querySelector(arguments[0]); if (!e) return null; const r = e.getBoundingClientRect(),"
    " c = document.querySelector('.card-body').getBoundingClientRect(); return r.top >= c.top - 2 && r.bottom <= c.bottom + 2"
)


def with_sentences(brief: Brief) -> Brief:
    """The brief with the sentences that it quotes as what it carries of the articles."""
    spans = {(m.article, m.sentence.start): (m.sentence.end, m.sentence.text) for m in brief.mentions}
    spans |= {(c.article, c.start): (c.end, c.quote) for event in brief.events for c in event.citations}
    parts, last = [], ("", 0)
    for (article, start), (end, text) in sorted(spans.items()):
        if article != last[0] or start >= last[1]:
            parts.append(Excerpt(article, start, end, text))
            last = article, end
    return replace(brief, texts=Texts("cited", tuple(parts)))


def test_an_article_shows_its_text_with_every_mention_and_event_marked(tab):
    brief = with_sentences(example())
    tab.open(brief, hash_=f"#article={article_id(0)}")
    mentions = [m for m in brief.mentions if m.article == article_id(0)]
    assert len(tab.texts(".reading-mark")) == len(mentions)
    assert sorted(tab.texts(".reading-mark")) == sorted(m.text for m in mentions)
    assert tab.texts(".reading-sign") != []
    assert tab.text(".reading-line") == f"{len(mentions)} marks"


def test_without_texts_the_card_says_so_and_the_sentences_stand_as_before(tab):
    tab.open(hash_=f"#article={article_id(0)}")
    assert tab.texts(".reading-mark") == []
    assert "only the sentences that it quotes" in tab.text(".reading")
    assert tab.texts(".quotes .quote") != []


def test_a_number_a_quote_and_a_conflict_open_at_their_sentence(tab):
    brief = with_sentences(example())
    event = next(item for item in brief.events if item.id == event_id("Base: Agadez"))
    citation = event.citations[0]
    for selector in (".quote .source-number", ".quote .quote-tools > button.quiet", ".conflict .source-number"):
        tab.open(brief, hash_=f"#event={event.id}")
        tab.js("document.querySelector(arguments[0]).click()", selector)
        assert f"&at={citation.start}" in tab.js("return location.hash"), selector
        assert tab.js(IN_VIEW, ".reading .is-cited") is True, selector
        assert "".join(tab.texts(".reading .is-cited")) == citation.quote, selector


def _until(tab, script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(tab.driver, 5).until(lambda driver: driver.execute_script(script))


def test_every_number_quote_and_value_opens_at_its_whole_sentence(tab):
    brief = with_sentences(example())
    sentences = {(m.article, m.sentence.start): m.sentence.text for m in brief.mentions}
    sentences |= {(c.article, c.start): c.quote for event in brief.events for c in event.citations}
    sentences |= {(c.article, c.start): c.quote for item in brief.conflicts for v in item.values for c in v.citations}
    views = [f"#event={event.id}" for event in brief.events] + [f"#place={place.id}" for place in brief.places]
    buttons = "[...document.querySelectorAll('button.source-number, .quote-tools > button.quiet, button.conflict-value')].filter((b) => b.offsetParent)"
    tab.open(brief)
    count = 0
    for view in [*views, "#step=1"]:
        tab.js("location.hash = arguments[0]", view)
        _until(tab, f"return location.hash.startsWith('{view}')")
        there = tab.js(f"return {buttons}.length")
        for number in range(there):
            tab.js("location.hash = arguments[0]", view)
            _until(tab, f"return {buttons}.length === {there} && !location.hash.includes('article=')")
            tab.js(f"{buttons}[{number}].click()")
            _until(tab, "return location.hash.includes('article=') && document.querySelector('.reading .is-cited')")
            said = tab.js(
                "const [, article, at] = /article=([\\w-]+).*?&at=(\\d+)/.exec(location.hash) ?? [];"
                "return [article, Number(at), [...document.querySelectorAll('.reading .is-cited')].map((e) => e.textContent).join('')]"
            )
            assert said[2] == sentences.get((said[0], said[1])), (view, number, said)
            count += 1
    assert count > len(views)


def test_a_link_to_a_sentence_opens_at_it(tab):
    brief = with_sentences(example())
    last = max((m for m in brief.mentions if m.article == article_id(1)), key=lambda m: m.start)
    tab.open(brief, hash_=f"#article={article_id(1)}&at={last.sentence.start}")
    assert tab.js("return document.querySelectorAll('.reading .is-cited').length") > 0


def test_next_and_previous_go_from_mark_to_mark_and_take_the_map_along(tab):
    tab.open(with_sentences(example()), hash_=f"#article={article_id(0)}")
    tab.js("document.querySelector('.reading-bar button:last-child').click()")
    assert tab.text(".reading-line").startswith("1 of ")
    place = tab.js("return document.querySelector('.reading-mark.is-at').dataset.place")
    assert tab.js("return document.querySelector('.row.is-lit')?.dataset.row") == place
    tab.js("document.querySelector('.reading-bar button:first-child').click()")
    marks = len(tab.texts(".reading-mark"))
    assert tab.text(".reading-line").startswith(f"{marks} of {marks}")


def test_what_is_pointed_at_in_the_list_is_lit_in_the_text(tab):
    tab.open(with_sentences(example()), hash_=f"#article={article_id(0)}")
    place = tab.js("return document.querySelector('.reading-mark[data-place]').dataset.place")
    tab.js("document.querySelector(`[data-row='${arguments[0]}']`).dispatchEvent(new MouseEvent('mouseenter'))", place)
    assert tab.js("return document.querySelector('.reading-mark.is-lit').dataset.place") == place


def test_the_note_on_method_says_how_much_of_the_articles_the_page_carries(tab):
    for brief, said in (
        (example(), "only the sentences"),
        (with_sentences(example()), "the paragraphs with what it cites"),
    ):
        tab.open(brief)
        tab.js("document.querySelector('.head-actions button').click()")
        assert said in tab.text("dialog.about")


def test_a_text_that_runs_from_right_to_left_does(tab):
    brief = with_sentences(example())

    text = "غادر الجنود أغاديز أمس"
    part = Excerpt(article_id(0), 0, len(text), text)
    tab.open(replace(brief, texts=Texts("cited", (part,)), mentions=(), events=()), hash_=f"#article={article_id(0)}")
    assert tab.js("return getComputedStyle(document.querySelector('.reading-paragraph')).direction") == "rtl"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab, axe, language, scheme):
    tab.media(prefers_color_scheme=scheme)
    tab.open(with_sentences(example()), hash_=f"#article={article_id(0)}", language=language)
    assert _violations(tab, axe) == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_stays_text(tab, name):
    brief = with_sentences(hostile(example(), TEXTS[name]))
    tab.open(brief, hash_=f"#article={brief.articles[0].id}")
    assert tab.js("return window.pwned") is None
    assert tab.js("return document.querySelectorAll('.reading img, .reading script').length") == 0
    assert tab.texts(".reading-mark") != []
