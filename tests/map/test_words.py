"""The words of the interface: every language says everything, and no template is left that nothing says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geobrief.events import event_kinds
from geobrief.map.blocks import attributions, borders, disclaimer, messages
from geobrief.map.options import MapOptions, languages
from geobrief.map.static import without_script
from tests.map.story import example

ROOT = Path(__file__).resolve().parents[2]

OTHERS = [code for code in languages() if code != "en"]

PLACEHOLDER = re.compile(r"\{(\w+)\}")

FROM_DATA = ("kind.", "place.", "figure.")
"""Words for what the data says in English; English has none of its own."""


def test_every_message_is_used_by_the_front_end_the_page_or_its_picture():
    sources = "".join(path.read_text("utf-8") for path in sorted((ROOT / "web" / "src").rglob("*.ts")))
    sources += "".join((ROOT / "geobrief" / "map" / name).read_text("utf-8") for name in ("static.py", "blocks.py"))
    # Paper says some things in the words of the page, and not always the same ones.
    sources += (ROOT / "geobrief" / "export" / "drawing" / "furniture.py").read_text("utf-8")
    made_up = (
        "role.",
        "status.",
        "actor.",
        "kindOfPlace.",
        "match.",
        "cite.",
        "attribution.",
        "label.",
        "about.texts.",
        "news.",
        "change.",
        "cause.",
        "gone.",
        "doubt.",
        "figure.",
    )
    for key in messages("en"):
        stem = key.rsplit(".", 1)[0] if key.endswith((".one", ".other")) else key
        said = re.search(rf"[\"']{re.escape(stem)}[\"']", sources) or key.startswith((*made_up, "about.worldview."))
        assert said, key


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_message_with_the_same_blanks(language):
    english, other = messages("en"), messages(language)
    raw = json.loads((ROOT / "geobrief" / "map" / "messages" / f"{language}.json").read_text("utf-8"))
    assert set(english) <= set(raw)
    for key, text in english.items():
        assert set(PLACEHOLDER.findall(other[key])) == set(PLACEHOLDER.findall(text)), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_of_event_has_a_name(language):
    assert {key for key in messages(language) if key.startswith("kind.")} == {
        f"kind.{kind}" for kind in (*event_kinds(), "other")
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_left_for_what_is_never_said(language):
    unused = {key for key in messages(language) if key not in messages("en") and not key.startswith(FROM_DATA)}
    assert unused == set()


def test_the_borders_are_named_as_they_are_drawn():
    assert borders("default", "en") == "Boundaries: UN-oriented, geobrief 1. Made with Natural Earth."
    assert "de facto" in borders("de-facto", "en")
    assert "UN-oriented, geobrief 1" in borders("default", "fr")


def test_the_disclaimer_and_the_attributions_are_in_the_language_of_the_page():
    french = disclaimer(MapOptions(language="fr", organisation="l’ONU"))
    assert french is not None
    assert french.endswith("l’ONU.")
    assert french.startswith("Les frontières")
    assert len(attributions("fr")) == len(attributions("en")) == 3
    assert set(attributions("fr")).isdisjoint(attributions("en"))


def test_a_french_page_without_scripts_names_kinds_in_french():
    noscript = without_script(example(), "fr")
    assert "Manifestation" in noscript
    assert "Protest:" not in noscript
    assert "Protest:" in without_script(example(), "en")
