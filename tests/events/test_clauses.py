"""A label can be printed: it begins with who, keeps its tense in one piece, and loses neither a "not" nor the end of a thought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geobrief.events.clauses import spoken, told
from geobrief.events.finite_verbs import ParsedSentence
from geobrief.events.headline import headline
from geobrief.events.labels import agrees, clause_of, is_plural, joined
from geobrief.events.options import Wording, doubles, faults_of, worth
from geobrief.events.trees import Tree, TreeWord
from geobrief.events.wording import is_speech, is_told_there, place_behind
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


def wording(sentence: Tree, trigger: int, *parts: LabelPart, words: tuple[int, ...] = ()) -> Wording:
    """A wording of a sentence by its signs, or of words of it."""
    read = ParsedSentence(sentence)
    clause = None if words else told(read, [trigger], set())
    shown_words = words or ((*clause.subject, *clause.rest) if clause else ())
    text = shown(sentence, shown_words)
    return Wording(read, shown_words, parts or (LabelPart("source", text),), trigger, False, False, 2.0)


RESEARCHER = tree(
    "Ma/PROPN/9/nsubj ,/PUNCT/4/punct a/DET/4/det researcher/NOUN/1/appos in/ADP/6/case Qingdao/PROPN/4/nmod ,/PUNCT/4/punct "
    "yesterday/NOUN/9/obl tested/VERB/0/root a/DET/11/det drone/NOUN/9/obj in/ADP/13/case Dalian/PROPN/9/obl ./PUNCT/9/punct"
)


def test_where_somebody_works_is_not_where_it_was() -> None:
    """“Ma, a researcher in Qingdao, tested a drone in Dalian”."""
    made = wording(RESEARCHER, 8, words=(0, 8, 9, 10))
    places = [RESEARCHER.words[i] for i in (5, 12)]
    assert [is_told_there(made, place.start, place.end) for place in places] == [False, True]


def test_no_place_stands_behind_what_somebody_says() -> None:
    """A reader would take it for where the thing is that they speak of."""
    said = LabelPart("source", "Ma"), LabelPart("verb", "said battles would be won by drones")
    quoted = LabelPart("source", "Ma:"), LabelPart("quote", "“Battles will be won by drones”")
    tests = LabelPart("source", "Ma"), LabelPart("verb", "tests a drone")
    assert [is_speech(wording(RESEARCHER, 8, *parts)) for parts in (said, quoted, tests)] == [True, True, False]


@pytest.mark.parametrize(
    ("sentence", "trigger", "wanted"),
    [
        (
            "The/DET/2/det court/NOUN/5/nsubj on/ADP/4/case Monday/PROPN/5/obl jailed/VERB/0/root Ali/PROPN/5/obj ./PUNCT/5/punct",
            4,
            "The court jails Ali",
        ),
        (
            "Buhari/PROPN/4/nsubj last/ADJ/3/amod week/NOUN/4/obl jailed/VERB/0/root two/NUM/6/nummod men/NOUN/4/obj ./PUNCT/4/punct",
            3,
            "Buhari jails two men",
        ),
        (
            (
                "The/DET/2/det drought/NOUN/8/nsubj –/PUNCT/5/punct 13/NUM/5/nummod years/NOUN/2/appos long/ADJ/5/amod –/PUNCT/5/punct "
                "killed/VERB/0/root herds/NOUN/8/obj ./PUNCT/8/punct"
            ),
            7,
            "The drought kills herds",
        ),
        (
            (
                "The/DET/2/det ministry/NOUN/3/nsubj plans/VERB/0/root a/DET/5/det review/NOUN/3/obj on/ADP/7/case Sept/PROPN/3/obl "
                "./PUNCT/7/punct 30/NUM/7/nummod ./PUNCT/3/punct"
            ),
            2,
            "The ministry plans a review on Sept. 30",
        ),
        (
            (
                "A/DET/2/det complaint/NOUN/9/nsubj filed/VERB/2/acl by/ADP/6/case a/DET/6/det man/NOUN/3/obl ,/PUNCT/9/punct "
                "who/PRON/9/nsubj accused/VERB/2/acl Ali/PROPN/9/obj ./PUNCT/9/punct"
            ),
            8,
            "a man accuses Ali",
        ),
        (
            (
                "Speaking/VERB/9/advcl in/ADP/3/case Gao/PROPN/1/obl ,/PUNCT/1/punct Ali/PROPN/9/nsubj ,/PUNCT/7/punct mayor/NOUN/5/appos "
                ",/PUNCT/7/punct left/VERB/0/root office/NOUN/9/obj ./PUNCT/9/punct"
            ),
            8,
            "Ali leaves office",
        ),
    ],
)
def test_what_stands_between_a_subject_and_its_verb_is_seen_for_what_it_is(
    sentence: str, trigger: int, wanted: str
) -> None:
    """Days and asides go, and what was only said by the way."""
    assert label(tree(sentence), trigger) == wanted


def test_a_speech_whose_first_mark_stands_in_another_sentence_is_one() -> None:
    """The sentence before opened it: “… It was instinct,” Shen said."""
    said = tree(
        "It/PRON/3/nsubj was/AUX/3/cop instinct/NOUN/7/ccomp ,/PUNCT/3/punct ”/PUNCT/3/punct Shen/PROPN/7/nsubj said/VERB/0/root "
        "./PUNCT/7/punct"
    )
    found = spoken(ParsedSentence(said), [6])
    assert found is not None
    assert (shown(said, found.speaker), shown(said, found.said), found.quoted) == ("Shen", "It was instinct", True)


@pytest.mark.parametrize(
    ("sentence", "words", "whole"),
    [
        (
            "They/PRON/2/nsubj want/VERB/0/root all/DET/4/det members/NOUN/2/obj to/PART/6/mark register/VERB/2/xcomp ./PUNCT/2/punct",
            (0, 1, 2, 3),
            (0, 1, 2, 3, 4, 5),
        ),
        (
            (
                "A/DET/2/det visit/NOUN/8/nsubj and/CCONJ/5/cc an/DET/5/det opening/NOUN/2/conj are/AUX/8/cop clear/ADJ/8/amod "
                "signs/NOUN/0/root ./PUNCT/8/punct"
            ),
            (0, 1, 5, 6, 7),
            (0, 1, 2, 3, 4, 5, 6, 7),
        ),
        (
            (
                "The/DET/2/det leader/NOUN/3/nsubj told/VERB/0/root reporters/NOUN/3/obj that/SCONJ/7/mark talks/NOUN/7/nsubj "
                "failed/VERB/3/ccomp ./PUNCT/3/punct"
            ),
            (0, 1, 2, 3),
            (0, 1, 2, 3, 4, 5, 6),
        ),
    ],
)
def test_a_clause_that_lost_a_part_of_itself_is_worth_less_than_the_whole(
    sentence: str, words: tuple[int, ...], whole: tuple[int, ...]
) -> None:
    """What somebody wants or tells, and half of a subject whose verb is a plural."""
    read = tree(sentence)
    verb = next(i for i in words if read.words[i].relation == "root" or read.words[i].tag == "AUX")
    assert worth(wording(read, verb, words=words)) < worth(wording(read, verb, words=whole)) - 0.9


@pytest.mark.parametrize(
    ("subject", "plural"),
    [
        ("The/DET/3/det United/PROPN/3/compound States/PROPN/0/root", False),
        ("The/DET/2/det Ministry/NOUN/0/root of/ADP/4/case Hajj/PROPN/2/nmod and/CCONJ/6/cc Umrah/PROPN/2/conj", None),
        ("Egypt/PROPN/0/root and/CCONJ/3/cc Sudan/PROPN/1/conj", True),
        ("The/DET/4/det sisters/NOUN/4/nmod ’/ADP/2/case trip/NOUN/0/root", False),
    ],
)
def test_bodies_with_a_plural_in_their_name_are_one(subject: str, plural: bool | None) -> None:
    """“The United States joins”; of a ministry of two things nobody is sure."""
    read = tree(subject)
    assert is_plural(read, range(len(read.words))) is plural


def tied(sentence: Tree) -> Tree:
    """A sentence whose hyphens stand without blanks, and whose commas and closing marks without one before them."""
    words: list[TreeWord] = []
    at = 0
    for word in sentence.words:
        at -= bool(words) and (word.text in (",", "”") or "-" in (word.text, words[-1].text))
        words.append(replace(word, start=at, end=at + len(word.text)))
        at += len(word.text) + 1
    return Tree(tuple(words))


@pytest.mark.parametrize(
    ("sentence", "trigger", "wanted"),
    [
        (
            (
                "The/DET/2/det resident/NOUN/5/nsubj live/VERB/5/compound -/PUNCT/5/punct streamed/VERB/0/root her/DET/7/det "
                "protest/NOUN/5/obj ./PUNCT/5/punct"
            ),
            4,
            "The resident live-streams her protest",
        ),
        (
            (
                "A/DET/5/det now/ADV/4/advmod -/PUNCT/4/punct infamous/ADJ/5/amod protester/NOUN/6/nsubj blocked/VERB/0/root "
                "roads/NOUN/6/obj ./PUNCT/6/punct"
            ),
            5,
            "A now-infamous protester blocks roads",
        ),
    ],
)
def test_a_compound_is_one_word(sentence: str, trigger: int, wanted: str) -> None:
    """No label begins behind a hyphen."""
    assert label(tied(tree(sentence)), trigger) == wanted


INVERTED = tied(
    tree(
        "“/PUNCT/2/punct Floods/NOUN/3/nsubj hit/VERB/7/ccomp farms/NOUN/3/obj ,/PUNCT/3/punct ”/PUNCT/3/punct "
        "regretted/VERB/0/root Ali/PROPN/7/nsubj ./PUNCT/7/punct"
    )
)


def test_nobody_inside_a_quotation_says_it() -> None:
    """Behind “…,” any verb is one of saying, and who says it stands behind it."""
    assert label(INVERTED, 6) is None
    found = spoken(ParsedSentence(INVERTED), [2])
    assert found is not None
    assert (shown(INVERTED, found.speaker), shown(INVERTED, found.said)) == ("Ali", "Floods hit farms")


def test_what_opens_a_quotation_is_not_its_speaker() -> None:
    """“The president stressed, “The state considers …””: the state says nothing."""
    opened = tied(
        tree(
            "The/DET/2/det president/NOUN/3/nsubj stressed/VERB/0/root ,/PUNCT/3/punct “/PUNCT/8/punct The/DET/7/det "
            "state/NOUN/8/nsubj considers/VERB/3/ccomp talks/NOUN/8/obj ./PUNCT/8/punct"
        )
    )
    assert spoken(ParsedSentence(opened), [7]) is None


def test_what_only_introduces_a_speaker_is_no_speech() -> None:
    """“Wearing a suit, Ali said that …”: he does not say the suit."""
    dressed = tree(
        "Wearing/VERB/6/advcl a/DET/3/det suit/NOUN/1/obj ,/PUNCT/1/punct Ali/PROPN/6/nsubj said/VERB/0/root that/SCONJ/9/mark "
        "he/PRON/9/nsubj agreed/VERB/6/ccomp ./PUNCT/6/punct"
    )
    assert spoken(ParsedSentence(dressed), [5]) is None


def test_what_somebody_is_asked_to_do_stays() -> None:
    """“He asked Turkey to increase security” says nothing as “He asked Turkey”."""
    asked = tree(
        "Ali/PROPN/2/nsubj asked/VERB/0/root Turkey/PROPN/2/obj to/PART/5/mark increase/VERB/2/xcomp security/NOUN/5/obj "
        "in/ADP/8/case Ankara/PROPN/5/obl ./PUNCT/2/punct"
    )
    assert worth(wording(asked, 1, words=(0, 1, 2))) < worth(wording(asked, 1, words=(0, 1, 2, 3, 4, 5))) - 0.9


def test_a_torn_label_is_worse_than_a_quotation() -> None:
    """“Of shells rained down”: the sentence itself is printed instead."""
    rain = tree(
        "Volleys/NOUN/4/nsubj of/ADP/3/case shells/NOUN/1/nmod rained/VERB/0/root down/ADV/4/advmod ./PUNCT/4/punct"
    )
    quoted = wording(rain, 3, LabelPart("quote", "“Volleys of shells rained down”"), words=(0, 1, 2, 3, 4))
    assert worth(wording(rain, 3, words=(1, 2, 3, 4))) < worth(quoted)


def test_a_not_before_a_colon_is_another_clause_s() -> None:
    """“They are not immune: a report shows losses” loses nothing without its first half."""
    told_twice = tree(
        "They/PRON/4/nsubj are/AUX/4/cop not/ADV/4/advmod immune/ADJ/0/root :/PUNCT/4/punct reports/NOUN/7/nsubj "
        "show/VERB/4/parataxis losses/NOUN/7/obj now/ADV/7/advmod ./PUNCT/7/punct"
    )
    assert "negation" not in faults_of(wording(told_twice, 6, words=(5, 6, 7)), ["Reports", "show", "losses"])


def test_a_place_of_which_something_is_said_is_where_it_is() -> None:
    """“Ecuador has seen a surge of violence”: the surge is in Ecuador."""
    seen = tree(
        "Ecuador/PROPN/3/nsubj has/AUX/3/aux seen/VERB/0/root a/DET/5/det surge/NOUN/3/obj of/ADP/7/case violence/NOUN/5/nmod "
        "./PUNCT/3/punct"
    )
    place = seen.words[0]
    assert is_told_there(wording(seen, 4, words=(3, 4, 5, 6)), place.start, place.end)


@pytest.mark.parametrize(
    ("sentence", "trigger", "wanted"),
    [
        (
            (
                "Officials/NOUN/2/nsubj confirmed/VERB/0/root that/SCONJ/7/mark more/ADJ/6/advmod than/SCONJ/6/case 30/NUM/7/nummod "
                "men/NOUN/8/nsubj fled/VERB/2/ccomp Gao/PROPN/8/obj ./PUNCT/2/punct"
            ),
            7,
            "more than 30 men fled Gao",
        ),
        (
            (
                "Fans/NOUN/2/nsubj left/VERB/0/root flowers/NOUN/2/obj ,/PUNCT/6/punct there/PRON/6/nsubj is/AUX/2/parataxis "
                "no/DET/8/det end/NOUN/6/nsubj ./PUNCT/2/punct"
            ),
            1,
            "Fans leave flowers",
        ),
        (
            (
                "Ali/PROPN/2/nsubj left/VERB/0/root his/DET/4/det family/NOUN/2/obj and/CCONJ/7/cc loved/VERB/7/amod "
                "ones/NOUN/4/conj ./PUNCT/2/punct"
            ),
            1,
            "Ali leaves his family and loved ones",
        ),
    ],
)
def test_numbers_stay_whole_and_clauses_end(sentence: str, trigger: int, wanted: str) -> None:
    """“30 men” is not what the article says, “there is” opens another clause, and “loved ones” are none."""
    read = tree(sentence)
    found = told(ParsedSentence(read), [trigger], set())
    assert found is not None
    changed = headline(ParsedSentence(read), found, plural=is_plural(read, found.subject))
    text = shown(read, (*found.subject, *found.rest), changed)
    assert text.replace("flee", "fled") == wanted


def test_nobody_outside_a_quotation_does_what_it_tells() -> None:
    """“Khan said: “Faruqi died””: Khan is alive."""
    death = tree(
        "Khan/PROPN/2/nsubj said/VERB/0/root :/PUNCT/2/punct “/PUNCT/6/punct Faruqi/PROPN/6/nsubj died/VERB/2/ccomp in/ADP/8/case "
        "London/PROPN/6/obl ./PUNCT/2/punct"
    )
    assert "another" in faults_of(wording(death, 5, words=(0, 5, 6, 7)), ["Khan", "died", "in", "London"])


def test_what_is_joined_to_an_infinitive_has_no_subject_of_its_own() -> None:
    """“Ali is to visit Prague and hold talks”: nobody prints "Ali hold talks"."""
    plan = tree(
        "Ali/PROPN/4/nsubj is/AUX/4/aux to/PART/4/mark visit/VERB/0/root Prague/PROPN/4/obj and/CCONJ/7/cc hold/VERB/4/conj "
        "talks/NOUN/7/obj ./PUNCT/4/punct"
    )
    assert label(plan, 7) == "Ali is to visit Prague and hold talks"


@pytest.mark.parametrize(
    ("word", "name", "may"),
    [
        ("they", "Angola", False),
        ("they", "Houthis", True),
        ("they", "Angola and Namibia", True),
        ("he", "prosecutors", False),
        ("he", "Blinken", True),
    ],
)
def test_a_pronoun_agrees_with_its_name(word: str, name: str, may: bool) -> None:
    """“They” is no single country."""
    assert agrees(word, name) is may


@pytest.mark.parametrize(
    ("sentence", "trigger", "wanted"),
    [
        (
            (
                "Lidl/PROPN/3/nsubj has/AUX/3/aux purchased/VERB/0/root and/CCONJ/5/cc leased/VERB/3/conj ships/NOUN/3/obj "
                "./PUNCT/3/punct"
            ),
            2,
            "Lidl purchases and leases ships",
        ),
        (
            (
                "The/DET/2/det medals/NOUN/7/nsubj won/VERB/2/acl by/ADP/6/case the/DET/6/det team/NOUN/3/obl made/VERB/0/root "
                "news/NOUN/7/obj ./PUNCT/7/punct"
            ),
            6,
            "The medals won by the team make news",
        ),
    ],
)
def test_verbs_that_are_joined_change_together_and_participles_do_not(sentence: str, trigger: int, wanted: str) -> None:
    """No label says "purchases and leased", or that medals win."""
    read = tree(sentence)
    text = label(read, trigger)
    assert text is not None
    assert text.replace("made", "make") == wanted


def test_a_label_whose_verb_comes_late_is_worth_less() -> None:
    """Of more than sixteen words before a verb a reader has lost who it was."""
    names = " ".join(f"name{n}/PROPN/19/nsubj" for n in range(18))
    long = tree(f"{names} left/VERB/0/root Gao/PROPN/19/obj ./PUNCT/19/punct")
    late, early = (wording(long, 18, words=tuple(range(first, 20))) for first in (0, 10))
    assert ["heavy" in faults_of(made, ["Name", "left", "Gao", "today"]) for made in (late, early)] == [True, False]
