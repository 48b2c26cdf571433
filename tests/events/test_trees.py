"""Grammar is a tree whatever the scores are, and labels are cut from it without losing their sense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.events.clauses import ClauseWords
from geobrief.events.finite_verbs import ParsedSentence
from geobrief.events.headline import headline
from geobrief.events.labels import clause_of, filled, is_plural, joined, shorten
from geobrief.events.trees import Tree, TreeWord, _governors
from geobrief.events.word_lists import verb_base


@given(st.integers(1, 24), st.integers(0, 10_000))
def test_governors_make_one_tree_whatever_the_scores(size: int, seed: int) -> None:
    """Each word hangs on the root by its governors, and just one hangs on it directly."""
    scores = np.random.RandomState(seed).randn(size, size + 1).astype(np.float32)
    scores[np.arange(size), np.arange(size) + 1] = -np.inf
    heads = _governors(scores)
    assert sum(head == 0 for head in heads) == 1
    for word in range(size):
        seen, at = set(), word
        while at >= 0:
            assert at not in seen
            seen.add(at)
            at = int(heads[at]) - 1


def tree(rows: str) -> Tree:
    """A sentence written as "word/TAG/governor/relation", governors counted from 1, 0 for the root."""
    words, at = [], 0
    for row in rows.split():
        text, tag, head, relation = row.rsplit("/", 3)
        words.append(TreeWord(at, at + len(text), text, tag, int(head) - 1, relation))
        at += len(text) + 1
    return Tree(tuple(words))


ATTACK = tree(
    "However/ADV/8/advmod ,/PUNCT/8/punct gunmen/NOUN/8/nsubj ,/PUNCT/6/punct who/PRON/6/nsubj fled/VERB/3/acl "
    ",/PUNCT/6/punct killed/VERB/0/root 12/NUM/10/nummod people/NOUN/8/obj in/ADP/12/case Gao/PROPN/8/obl ,/PUNCT/8/punct "
    "officials/NOUN/15/nsubj said/VERB/8/parataxis ./PUNCT/8/punct"
)


def label(sentence: Tree, trigger: list[int]) -> str:
    clause = clause_of(sentence, trigger, set())
    run = filled(sentence, sorted({*clause.kept, *clause.subject}), set(trigger))
    words = ParsedSentence(sentence)
    verbs = next(v for v in words.verbs if v.first <= (clause.verb or 0) <= v.main)
    told = ClauseWords(clause.subject, verbs, tuple(i for i in run if i >= verbs.first))
    changed = headline(words, told, plural=is_plural(sentence, clause.subject))
    return joined(
        [(sentence.words[i].start, sentence.words[i].end, changed.get(i, sentence.words[i].text)) for i in run]
    )


def test_a_label_is_the_clause_without_its_asides() -> None:
    """Who, did what, to whom, where; neither what introduces it nor who says so."""
    assert label(ATTACK, [7]) == "gunmen kill 12 people in Gao"


def test_the_passive_loses_its_helper_as_headlines_do() -> None:
    """“was arrested” is “arrested”."""
    arrest = tree(
        "A/DET/2/det man/NOUN/4/nsubj was/AUX/4/aux arrested/VERB/0/root in/ADP/6/case Bamako/PROPN/4/obl ./PUNCT/4/punct"
    )
    assert label(arrest, [3]) == "A man arrested in Bamako"


def test_a_plan_is_told_with_to() -> None:
    """“will withdraw” is “to withdraw”."""
    plan = tree(
        "Washington/PROPN/3/nsubj will/AUX/3/aux withdraw/VERB/0/root its/PRON/5/nmod:poss troops/NOUN/3/obj ./PUNCT/3/punct"
    )
    assert label(plan, [2]) == "Washington to withdraw its troops"


def test_a_label_that_is_too_long_is_cut_behind_what_it_needs() -> None:
    """The cut stands before a preposition or a conjunction, and what is needed stays if it can."""
    long = tree("A/DET/2/det b/NOUN/0/root " + " ".join(f"in/ADP/{2 * n}/case c{n}/NOUN/2/nmod" for n in range(2, 20)))
    words = list(range(len(long.words)))
    cut = shorten(long, words, {1}, {9})
    assert 9 in cut
    assert len(cut) < len(words)
    assert long.words[cut[-1] + 1].text == "in"


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("killed", "kill"),
        ("seized", "seize"),
        ("stopped", "stop"),
        ("took", "take"),
        ("denied", "deny"),
        ("xyzzed", None),
    ],
)
def test_a_verb_is_shown_in_another_form_only_where_that_is_sure(form: str, base: str | None) -> None:
    """What is no known word stays as the text has it."""
    assert verb_base(form, {"kill", "seize", "stop", "deny"}) == base
