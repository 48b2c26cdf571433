"""A label can be printed: it begins with who, keeps its tense in one piece, and loses neither a "not" nor the end of a thought."""

from __future__ import annotations

import pytest

from geobrief.events.clauses import ParsedSentence, spoken, told
from geobrief.events.headline import headline
from geobrief.events.labels import clause_of, is_plural, joined
from geobrief.events.options import Wording, doubles, worth
from geobrief.events.trees import Tree
from geobrief.events.wording import place_behind
from geobrief.model import LabelPart
from tests.events.test_trees import tree


def shown(sentence: Tree, words: tuple[int, ...], changed: dict[int, str] | None = None) -> str:
    """The words of a sentence as a label shows them."""
    changed = changed or {}
    return joined(
        [(sentence.words[i].start, sentence.words[i].end, changed.get(i, sentence.words[i].text)) for i in words]
    )


def label(sentence: Tree, trigger: int) -> str | None:
    """The clause of a word, in the tense of headlines."""
    found = told(ParsedSentence(sentence), [trigger], set())
    if found is None:
        return None
    changed = headline(ParsedSentence(sentence), found, plural=is_plural(sentence, found.subject))
    return shown(sentence, (*found.subject, *found.rest), changed)


RAID = tree(
    "Gunmen/NOUN/9/nsubj ,/PUNCT/4/punct who/PRON/4/nsubj came/VERB/1/acl on/ADP/6/case motorbikes/NOUN/4/obl ,/PUNCT/4/punct "
    "later/ADV/9/advmod attacked/VERB/0/root a/DET/11/det bus/NOUN/9/obj and/CCONJ/13/cc killed/VERB/9/conj 11/NUM/15/nummod "
    "pilgrims/NOUN/13/obj in/ADP/17/case Anantnag/PROPN/13/obl ,/PUNCT/9/punct officials/NOUN/20/nsubj said/VERB/9/parataxis "
    "./PUNCT/9/punct"
)


def test_a_clause_loses_its_aside_with_both_commas_and_who_says_so() -> None:
    """What stands between the commas goes with them; so does "later", and ", officials said"."""
    assert label(RAID, 8) == "Gunmen attack a bus and kill 11 pilgrims in Anantnag"


def test_a_verb_behind_and_has_the_subject_of_the_one_before() -> None:
    """“killed” is told of the gunmen too."""
    assert label(RAID, 12) == "Gunmen kill 11 pilgrims in Anantnag"


def test_who_is_the_name_before_it() -> None:
    """A relative clause is told of what it hangs on, without the age between them."""
    found = tree(
        "Murmu/PROPN/8/nsubj ,/PUNCT/3/punct 64/NUM/1/appos ,/PUNCT/3/punct who/PRON/6/nsubj visited/VERB/1/acl Ranchi/PROPN/6/obj "
        "wept/VERB/0/root ./PUNCT/8/punct"
    )
    text = label(found, 5)
    assert text is not None
    assert text.startswith("Murmu visits Ranchi")


def test_a_fitted_tree_that_is_wrong_does_not_matter() -> None:
    """With all words hung on the first, and classes of the open words only, the clause is the same."""
    flat = tree(
        "The/X/0/root army/NOUN/1/dep has/X/1/dep shelled/VERB/1/dep Kidal/PROPN/1/dep ,/X/1/dep and/X/1/dep rebels/NOUN/1/dep "
        "fled/VERB/1/dep ./X/1/dep"
    )
    assert label(flat, 3) == "The army shells Kidal"


def test_what_is_said_stands_behind_its_speaker() -> None:
    """“…,” said the mayor: the mayor comes first, and the words stay in their quotation marks."""
    said = tree(
        "“/PUNCT/4/punct We/PRON/4/nsubj will/AUX/4/aux rebuild/VERB/9/ccomp the/DET/6/det bridge/NOUN/4/obj ,/PUNCT/4/punct "
        "”/PUNCT/4/punct said/VERB/0/root the/DET/11/det mayor/NOUN/9/nsubj ./PUNCT/9/punct"
    )
    found = spoken(ParsedSentence(said), [8])
    assert found is not None
    assert found.quoted
    assert shown(said, found.speaker) == "the mayor"
    assert shown(said, found.said) == "We will rebuild the bridge"


def test_a_question_or_inversion_is_no_clause_to_be_told() -> None:
    """“Neither has Israel joined” would be told without its “neither”."""
    inverted = tree(
        "Neither/CCONJ/4/cc has/AUX/4/aux Israel/PROPN/4/nsubj joined/VERB/0/root the/DET/6/det sanctions/NOUN/4/obj ./PUNCT/4/punct"
    )
    assert label(inverted, 3) is None


DENIED = tree(
    "The/DET/2/det army/NOUN/5/nsubj did/AUX/5/aux not/PART/5/advmod shell/VERB/0/root Kidal/PROPN/5/obj ./PUNCT/5/punct"
)


def option(words: tuple[int, ...]) -> Wording:
    """A wording of a denied attack."""
    return Wording(ParsedSentence(DENIED), words, (LabelPart("source", shown(DENIED, words)),), 4, False, False, 3.0)


def test_a_wording_that_loses_a_negation_is_worth_less_than_any_that_keeps_it() -> None:
    """Even if it is shorter."""
    assert worth(option((0, 1, 4, 5))) < worth(option((0, 1, 2, 3, 4, 5))) - 2


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("officials said said thirteen inmates were killed", True),
        ("letter of resignation again defied the president of resignation again", True),
        ("gunmen kill 11 pilgrims in anantnag", False),
        ("the us and the eu meet", False),
    ],
)
def test_words_said_twice_are_seen(text: str, twice: bool) -> None:
    """A word behind itself, and a run that comes again."""
    assert doubles(text.split()) is twice


def test_whom_it_was_told_to_is_not_who_did_it() -> None:
    """“Officials told the paper that talks would resume”: nobody prints "The paper that talks would resume"."""
    sentence = ParsedSentence(
        tree(
            "Officials/NOUN/2/nsubj told/VERB/0/root the/DET/4/det paper/NOUN/2/obj that/SCONJ/8/mark talks/NOUN/8/nsubj "
            "would/AUX/8/aux resume/VERB/2/ccomp ./PUNCT/2/punct"
        )
    )

    def option(first: int) -> Wording:
        words = tuple(range(first, 8))
        text = shown(sentence.tree, words)
        return Wording(sentence, words, (LabelPart("source", text),), 7, False, False, 2.0)

    assert worth(option(2)) < worth(option(5))


def test_what_only_says_which_was_first_tells_no_event() -> None:
    """“The decision follows the announcement”: the announcement is told by its noun."""
    found = tree(
        "The/DET/2/det decision/NOUN/3/nsubj follows/VERB/0/root the/DET/5/det announcement/NOUN/3/obj by/ADP/8/case "
        "the/DET/8/det junta/NOUN/5/nmod ./PUNCT/3/punct"
    )
    clause = clause_of(found, [4], set())
    assert clause.verb is None
    assert shown(found, clause.kept) == "the announcement by the junta"


@pytest.mark.parametrize(
    ("said", "role", "behind"),
    [
        ("troops withdrawn", "origin", "from Niger"),
        ("all troops to leave the country by september", "origin", "(Niger)"),
        ("the west african country s junta orders them out", "scene", "(Niger)"),
        ("the junta ordered them to leave", "scene", "(Niger)"),
        ("floods hit the capital", "scene", "in Niger"),
    ],
)
def test_a_place_behind_a_label_is_never_read_with_another_word(said: str, role: str, behind: str) -> None:
    """Where "the country" says it already, or a verb would take the name, the name stands in brackets."""
    assert place_behind(said, role, "Niger") == behind
