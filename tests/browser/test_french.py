"""A page in French: nothing but what the articles say is left in English."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import geobrief
from geobrief.events import event_kinds
from geobrief.gazetteer.table import KINDS
from geobrief.map.blocks import messages
from geobrief.model import Decision, EventActor, EventPlace
from geobrief.reasons import templates
from tests.map.story import example

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

WORD = re.compile(r"[^\W\d_]{2,}")

SPOKEN = """
const said = [];
const quoted = 'blockquote, q, cite, h1, script, style, noscript, bdi, .said, .label, .report-quotes, select, '
  + '.finding-text, .key-amount, .first-page strong, .first-quote';
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(quoted)) said.push(walk.currentNode.data);
for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
  for (const name of ['aria-label', 'title', 'placeholder']) said.push(element.getAttribute(name) ?? '');
for (const reason of document.querySelectorAll('.reasons bdi')) said.push(reason.textContent);
return said;
"""


def _words(texts) -> set[str]:
    """Words, small; two capitals are the code of a country ("IT"), and no word."""
    found = (word for text in texts for word in WORD.findall(text))
    return {word.casefold() for word in found if not (len(word) == 2 and word.isupper())}


@pytest.fixture(scope="module")
def brief():
    return geobrief.build(str(ROOT / "seeds" / "niger-2024"))


@pytest.fixture(scope="module")
def english_only(brief) -> set[str]:
    """Words that the interface, the ontology and the reasons use in English and not in French, and no name has."""
    kinds = [kind.label for kind in event_kinds().values()]
    english = _words([*messages("en").values(), *templates()["reasons"].values(), *kinds, *KINDS])
    french = _words([*messages("fr").values(), *templates("fr")["reasons"].values()])
    named = [place.name for place in brief.places] + [place.admin1 or "" for place in brief.places]
    named += [text for source in brief.articles for text in (source.title, source.outlet, *source.authors) if text]
    named += [actor.name for event in brief.events for actor in event.who]
    named += [event.when.text for event in brief.events if event.when.text]
    named += [mention.text for mention in brief.mentions]
    return english - french - _words(named) - {"nw", "geobrief", "gazetteer", "us", "un"}


STATES = {
    "findings": "",
    "step": "document.querySelector('.story-next').click()",
    "places": "document.getElementById('tab-places').click()",
    "events": "document.getElementById('tab-events').click()",
    "sources": "document.getElementById('tab-sources').click()",
    "filters": "document.querySelector('.filter-toggle').click()",
    "method": "document.querySelector('.head-actions button').click()",
    "printed": "window.dispatchEvent(new Event('beforeprint'))",
}


@pytest.mark.parametrize("state", sorted(STATES))
def test_no_english_word_is_left_on_a_french_page(tab, brief, english_only, state):
    tab.open(brief, language="fr", organisation="l’ONU", prepared_for="la direction", version="2")
    tab.js(STATES[state])
    assert _words(tab.js(SPOKEN)) & english_only == set()


def test_no_english_word_is_left_on_the_card_of_any_place_or_event(tab, brief, english_only):
    tab.open(brief, language="fr")
    for name in ("tab-places", "tab-events"):
        tab.js("document.getElementById(arguments[0]).click()", name)
    rows = "document.querySelectorAll('#panel-places .row-name, #panel-events .event-label')"
    opened = tab.js(f"return {rows}.length")
    assert opened >= len(brief.places)
    for number in range(opened):
        tab.js(f"{rows}[arguments[0]].click()", number)
        left = _words(tab.js(SPOKEN.replace("document.body,", "document.querySelector('.card'),"))) & english_only
        assert left == set(), json.dumps(tab.text(".card"))


def _withdrawal(**changes):
    """The example brief with nothing but its withdrawal, which left Niamey and is told in the words of an article."""
    brief = example()
    event = next(event for event in brief.events if event.kind == "withdrawal" and event.where)
    niamey = next(place.id for place in brief.places if place.name == "Niamey")
    event = replace(event, label="The last of them pull out", where=(EventPlace(niamey, "origin"),), **changes)
    return replace(brief, events=(event,), conflicts=()), event


def _french_labels(tab, brief):
    tab.open(brief, language="fr")
    tab.js("document.getElementById('tab-events').click()")
    return tab.texts("#panel-events .event-label")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ((), ""),
        ((("soldiers", "source"), ("Niger", "target")), "\N{NO-BREAK SPACE}: soldiers"),
        ((("soldiers", "source"), ("pilots", "participant")), "\N{NO-BREAK SPACE}: soldiers et pilots"),
        ((("soldiers", "source"), ("pilots", "source"), ("cooks", "source")), "\N{NO-BREAK SPACE}: soldiers et pilots"),
    ],
)
def test_an_event_is_labelled_by_its_kind_its_actors_and_its_place(tab, who, said):
    brief, _ = _withdrawal(who=tuple(EventActor(name, role) for name, role in who))
    assert _french_labels(tab, brief) == [f"Retrait de forces{said} (départ\N{NO-BREAK SPACE}: Niamey)"]


def test_the_label_that_an_analyst_gave_stays_in_every_language(tab):
    brief, event = _withdrawal()
    said = f"“Pull out”: label “{event.label}”, the machine had “Pull out”"
    told = Decision(event.id, "set", said, "A. Lyst", None, ("label",))
    assert _french_labels(tab, replace(brief, decisions=(told,))) == [event.label]
    moved = replace(told, text=f"“{event.label}”: place Niamey, the machine had Agadez", fields=("place",))
    assert _french_labels(tab, replace(brief, decisions=(moved,))) != [event.label]


def test_countries_have_their_french_names(tab, brief):
    tab.open(brief, language="fr")
    tab.js("document.getElementById('tab-places').click()")
    names = tab.texts("#panel-places .row-name")
    assert "États-Unis" in names
    assert "United States" not in names
