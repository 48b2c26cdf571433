"""Roles: who acts, where it happens, where from and where to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.articles import make_article
from geobrief.gazetteer import Gazetteer
from geobrief.mentions.given import given_mentions
from geobrief.model import Mention, Resolution, Role, Sentence
from geobrief.places import resolve_places
from geobrief.places.role_features import features, listed_with, word_classes
from geobrief.places.roles import _model, role_of
from tests.counted import lines_run

DATA = Path(__file__).resolve().parents[2] / "models" / "data"
RECORDS = [json.loads(line) for line in (DATA / "roles.jsonl").read_text(encoding="utf-8").splitlines()]

SENTENCES = [
    ("[Kenya]'s foreign minister spoke to reporters.", "actor"),
    ("The agreement with [Japan] ends in May.", "actor"),
    ("[British] troops trained there for years.", "actor"),
    ("Closer ties between [Lima] and Beijing worry the exporters.", "actor"),
    ("Closer ties between Lima and [Beijing] worry the exporters.", "actor"),
    ("[Ankara] called it a provocation.", "actor"),
    ("Following talks between the [EU] and Tunisian officials in Tunis, the text was published.", "actor"),
    ("Following talks between French and Tunisian officials in [Tunis], the text was published.", "scene"),
    ("The last platoon will withdraw from [Latvia].", "origin"),
    ("Her visit to [Jakarta] was short.", "destination"),
    ("The military coup in [Gabon] surprised nobody.", "scene"),
    ("Similar moves in neighbouring [Ghana] and Togo had failed.", "background"),
    ("They waved the flags of [Ghana] and Togo.", "background"),
    ("The US ambassador to [Peru] declined to comment.", "background"),
    ("[US] forces flew the drones.", "actor"),
    ("Relations with Cuba and [Venezuela] have improved.", "actor"),
    ("The junta in [Conakry] has promised elections.", "actor"),
    ("A bomb exploded in the city of [Herat] on Monday.", "scene"),
    ("The soldiers flew from [Dakar] to Bamako.", "origin"),
    ("The soldiers flew from Dakar to [Bamako].", "destination"),
]


def roles(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """The roles of marked spans, all of them resolved together."""
    article = make_article(text)
    gazetteer = Gazetteer.default()
    return [found.role for found in resolve_places(article, given_mentions(article, spans, gazetteer), gazetteer)]


def mention(text: str, start: int, end: int) -> Mention:
    """A mention in a text of one sentence."""
    return Mention(start, end, text[start:end], "name", Sentence(0, len(text)), 1.0)


@pytest.mark.parametrize(("marked", "role"), SENTENCES)
def test_the_marked_name_has_its_role(marked: str, role: str):
    start = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    assert roles(text, [(start, marked.index("]") - 1)]) == [role]


def test_the_labelled_sentences_have_true_offsets_and_known_roles():
    wrong = [
        record["id"]
        for record in RECORDS
        for span in record["spans"]
        if record["text"][span["start"] : span["end"]] != span["text"] or span["role"] not in get_args(Role)
    ]
    assert wrong == []
    assert len({record["id"] for record in RECORDS}) == len({record["text"] for record in RECORDS}) == len(RECORDS)


def test_every_role_can_be_given_and_every_row_weighs_all_of_them():
    known, weights = _model()
    assert sorted(known) == sorted(get_args(Role))
    assert {len(row) for row in weights.values()} == {len(known)}


def test_lists_share_a_role_and_sentences_do_not():
    text = "Mali, Niger and the neighbouring Chad. Togo voted."
    names = [
        mention(text, text.index(name), text.index(name) + len(name)) for name in ("Mali", "Niger", "Chad", "Togo")
    ]
    assert listed_with(text, names[0], names[1])
    assert not listed_with(text, names[2], names[3])
    assert listed_with("Chad and Togo", mention("Chad and Togo", 0, 4), mention("Chad and Togo", 9, 13))


def test_no_word_class_is_misspelt_into_capitals():
    assert [word for word in word_classes() if word != word.lower() or not word[0].isalpha()] == []


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 40), st.sampled_from(["name", "demonym"]))
def test_any_text_gives_a_role(text: str, start: int, length: int, form: str):
    padded = text[:start] + "Niger" + text[start:]
    at = padded.index("Niger")
    found = Mention(at, min(len(padded), at + length), padded[at : at + length], form, Sentence(0, len(padded)), 1.0)
    resolution = Resolution(found, None, "background", 0.5, "a test")
    assert role_of(make_article(padded), resolution, resolution) in get_args(Role)


def test_features_come_in_one_order():
    text = "Talks between Rome and Paris in Bern failed."
    assert features(text, mention(text, 14, 18), None) == features(text, mention(text, 14, 18), None)


def test_a_mention_in_a_sentence_without_end_costs_no_more_than_in_a_short_one():
    text = "and Mali, the, of " * 60_000
    names = [mention(text, at, at + 4) for at in range(4 + 18 * 1000, 4 + 18 * 1500, 18)]
    short = text[: 18 * 2000]
    names = names[::50]
    work = lines_run(lambda: [features(text, name, None) for name in names])
    assert work == lines_run(lambda: [features(short, name, None) for name in names])


def test_a_tie_between_roles_is_decided_the_same_way_whatever_the_hash_seed():
    code = (
        "from geobrief import geoparse\n"
        "text = 'Exports to the Middle East fell, and those to Central Asia rose, the bank said.'\n"
        "print([item.role for item in geoparse(text).resolutions])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "2", "3")
    }
    assert len(told) == 1
