"""Which of several wordings of one event can be printed: what an editor would strike out, counted.

No wording is right always: a tree of the sentence may be wrong, signs may mislead, a headline may tell another event. Each
is asked the same questions, and the one with the fewest faults that says the most is taken.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from geobrief.events.clauses import LOOSE_ENDS, is_asked_to, is_torn
from geobrief.events.finite_verbs import ParsedSentence
from geobrief.events.labels import is_plural
from geobrief.events.subjects import is_case
from geobrief.events.word_lists import SAYING, base_form
from geobrief.model import LabelPart
from geobrief.text import listed

_FITS = 14
"""Words of a label that nobody would shorten."""
_LONG = 20
"""Words of a label that an editor would not print."""
_NEVER_FIRST = frozenset("there who which that whose where when by to and or but of one ’s 's".split())
_NEVER_LAST = LOOSE_ENDS | listed("will", "must should could can may said says told telling tells")
_TIMES = listed("units_of_time several_of_time", "soon shortly minutes hours")
"""Words that begin when it was, which is no event."""
_DAYS = listed("weekdays months", "today yesterday")
_LEFT_OPEN = frozenset(
    "agree announce accept refuse ask want plan decide confirm deny reject propose order vow".split()
)
"""Verbs behind which a reader asks what: with none of them ends a label."""
_MARKS = frozenset('“"')
_SPEAKERS = listed("subjects", "me my us our him")
_SIGNS = frozenset("- ’ ' , . % $ £ € / & : ; “ ” \" ( )".split())
FAULTS = {
    "doubled": 3.0,
    "begins": 1.4,
    "headless": 0.8,
    "ends": 1.2,
    "gap": 0.8,
    "pronoun": 1.3,
    "speaker": 0.5,
    "verbless": 0.5,
    "marks": 1.2,
    "brief": 0.8,
    "negation": 3.0,
    "another": 6.0,
    "attributed": 0.8,
    "number": 1.0,
    "unsaid": 1.0,
    "incomplete": 1.0,
    "heavy": 1.5,
    "quote": 2.1,
}
"""How much each fault weighs."""
_ATTRIBUTED = re.compile(r"\w, (?:[\w’'-]+ ){0,6}(?:said|says?|announced?s?|reported|added|confirmed|told|according)\b")
"""What somebody says stands before its speaker, as in no headline."""
_NEGATIONS = listed("not", "neither nor hardly cannot none")
_CONJUNCTIONS = frozenset("while whereas although though because after before when if once until".split())
_TOLD = frozenset("told tells tell informed informs assured assures warned warns reminded reminds".split())
_FIRST_PERSON = frozenset("i we you my our me us".split())
_MOST_BEFORE = 16
"""Words before the verb of a label; of more a reader has lost who it was."""
_FEWEST = 4
"""Words of a label that says who, what and whom."""
_PER_WORD = 0.07
"""What each word over those that fit weighs."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of an event: the words of one sentence that it shows, in order, and its parts."""

    sentence: ParsedSentence
    shown: tuple[int, ...]
    parts: tuple[LabelPart, ...]
    verb: int | None
    open_to: bool
    """Whether somebody may be named behind it who does it."""
    named: bool
    """Whether a name stands for a pronoun that is not shown."""
    says: float
    """How much of the event it tells."""


def worth(option: Wording) -> float:
    """Return how well an option may be printed; more is better."""
    text = " ".join(part.text for part in option.parts)
    words = text.split()
    faults = sum(FAULTS[name] for name in faults_of(option, words))
    over = max(0, len(words) - _FITS)
    return option.says - faults - _PER_WORD * (over + max(0, len(words) - _LONG)) - (0.5 if len(words) > _LONG else 0)


def faults_of(option: Wording, words: Sequence[str]) -> list[str]:
    """Return the names of what is wrong with an option."""
    if [part.role for part in option.parts] == ["quote"]:
        return ["quote"]
    found = ["gap"] * min(2, _gaps(option.sentence, option.shown))
    return found + [name for name, wrong in _checks(option, words).items() if wrong]


def _checks(option: Wording, words: Sequence[str]) -> dict[str, bool]:
    """For each fault that is there or not: whether it is."""
    sentence, shown = option.sentence, option.shown
    text = " ".join(words)
    low = [word.strip(",.;:“”\"'()").lower() for word in words]
    spoken = any(part.role == "quote" for part in option.parts)
    own = any(word in _FIRST_PERSON and raw != "US" for word, raw in zip(low, words, strict=True))
    led = option.parts[0].role
    unled = led == "verb" or (led != "source" and shown[0] > 0 and is_case(sentence, shown[0] - 1))
    ahead = range(max(0, min(shown) - 3), min(shown))
    passed = range(max((i + 1 for i in ahead if sentence.low[i] in ":;"), default=ahead.start), max(shown))
    return {
        "doubled": doubles(low) and not doubles(sentence.low),
        "begins": not option.named and (unled or _begins_badly(sentence, shown, alone=option.verb is None)),
        "headless": not option.named and _is_headless(sentence, shown[0]),
        "ends": _ends_badly(sentence, shown) or (option.verb == shown[-1] and base_form(low[-1]) in _LEFT_OPEN),
        "pronoun": not option.named and low[0] in _SPEAKERS and words[0] != "US",
        "speaker": own and not spoken,
        "verbless": option.verb is None or (led in ("source", "verb") and not spoken and option.verb not in shown),
        "marks": not _balanced(text),
        "negation": any(sentence.low[i] in _NEGATIONS and i not in shown for i in passed),
        "another": _of_another_clause(sentence, shown),
        "attributed": _ATTRIBUTED.search(text) is not None,
        "brief": len(words) < _FEWEST,
        "number": _disagrees(option),
        "unsaid": _is_unsaid(option) and not spoken,
        "incomplete": _is_incomplete(option),
        "heavy": option.verb in shown and shown.index(option.verb) > _MOST_BEFORE,
    }


def _is_unsaid(option: Wording) -> bool:
    """Whether somebody says or tells, and nothing of what: "The leader told the paper"."""
    sentence, verb = option.sentence, option.verb
    if verb is None or verb not in option.shown or sentence.low[verb] not in SAYING | _TOLD:
        return False
    behind = [i for i in option.shown if i > verb]
    if any(sentence.tags[i] in ("VERB", "AUX") or sentence.low[i] in ("of", "about", "to", "that") for i in behind):
        return False
    first = behind[0] if behind else verb
    return sentence.low[verb] in _TOLD or sentence.tags[first] in ("ADP", "VERB") or sentence.low[first] in _DAYS


def _is_incomplete(option: Wording) -> bool:
    """Whether a verb has lost what it is said of, or what it is for: "The state condemns Monday", "They want all members"."""
    verb, words = option.verb, option.sentence.tree.words
    if verb is None or verb not in option.shown:
        return False
    last = option.shown[-1]
    lost = [
        c for c in option.sentence.tree.children[verb] if words[c].relation in ("obj", "ccomp", "xcomp") and c > last
    ]
    return bool(lost) and not any(option.sentence.tags[i] == "PUNCT" for i in range(last + 1, lost[0]))


def _disagrees(option: Wording) -> bool:
    """Whether a verb in the plural has a subject of one, half of which was left out: "A visit … are evidence"."""
    sentence = option.sentence
    verbs = next((v for v in sentence.verbs if v.first in option.shown), None)
    if verbs is None or option.named or sentence.low[verbs.first] not in ("are", "were", "have"):
        return False
    subject = [i for i in option.shown if i < verbs.first]
    left_out = range(subject[-1] + 1, verbs.first) if subject else ()
    joined = any(sentence.low[i] == "and" for i in left_out) or (
        subject[:1] > [0] and sentence.low[subject[0] - 1] == "and"
    )
    return joined and is_plural(sentence.tree, subject) is False


def _of_another_clause(sentence: ParsedSentence, shown: Sequence[int]) -> bool:
    """Whether a verb has the subject of another clause: "instructors arrived, while troops have been withdrawn".

    Or whom it was told to: "officials told the paper that talks would resume".
    """
    if min(shown) > 0 and sentence.low[min(shown) - 1] in _TOLD and "that" in (sentence.low[i] for i in shown[:6]):
        return True
    words = sentence.tree.words
    left_out = [i for i in range(min(shown), max(shown)) if i not in shown]
    if any(
        sentence.low[i] in _MARKS and sentence.low[i - 1] in (":", ",") and not sentence.is_glued(i) for i in left_out
    ):
        return True  # "Khan said: “Faruqi died”"
    opens = [i for i in left_out if sentence.low[i] in _CONJUNCTIONS]
    return any(words[i].relation == "mark" and words[i].head > i and words[i].head in shown for i in opens)


def doubles(low: Sequence[str]) -> bool:
    """Whether a word, or a run of two, is said twice."""
    if any(a == b and a.isalpha() for a, b in itertools.pairwise(low)):
        return True
    pairs = [pair for pair in itertools.pairwise(low) if len("".join(pair)) > 8]
    return len(set(pairs)) < len(pairs)


def _begins_badly(sentence: ParsedSentence, shown: Sequence[int], *, alone: bool = False) -> bool:
    first = shown[0]
    low, tag = sentence.low[first], sentence.tags[first]
    before = first - 1
    # A noun with the name or adjective that belongs before it cut off.
    torn = (
        before >= 0
        and sentence.tags[before] in ("DET", "ADJ", "PROPN", "NUM")
        and tag in ("NOUN", "PROPN", "ADJ", "NUM")
        and sentence.low[before] not in ("all", "this", "that")
    )
    above = sentence.tree.words[before]
    torn = torn or (before >= 0 and sentence.is_hyphen(before))
    torn = torn or (before >= 0 and above.relation in ("compound", "amod") and above.head in shown)
    return (
        torn
        or low in _NEVER_FIRST
        or tag in ("PUNCT", "CCONJ", "SCONJ", "VERB", "AUX", "PART")
        or (alone and (low in _TIMES or (tag == "ADV" and sentence.tags[first + 1 : first + 2] != ["NOUN"])))
        or is_case(sentence, first)
    )


def _is_headless(sentence: ParsedSentence, first: int) -> bool:
    """Whether a verb or a preposition begins, which is worse than a name cut in two: "Of shells rained down"."""
    verb = sentence.tags[first] in ("VERB", "AUX", "PART") and not sentence.low[first].endswith("ing")
    return verb or is_case(sentence, first)


def _ends_badly(sentence: ParsedSentence, shown: Sequence[int]) -> bool:  # noqa: PLR0911  # one way out for each way to end
    last = shown[-1]
    low, tag = sentence.low[last], sentence.tags[last]
    if last + 2 < sentence.size and sentence.low[last + 1] == ":" and tag == "VERB":
        return True
    if (
        sentence.is_closed(last)
        and low not in ("and", "or", "but", "the", "a", "said", "says")
        and not is_torn(sentence, last)
    ):
        return False
    if low in _NEVER_LAST or tag in ("DET", "AUX", "CCONJ", "SCONJ") or (tag == "ADP" and low not in _ADVERBIAL):
        return True
    after = last + 1
    if after >= sentence.size or after in sentence.bracketed:
        return False
    if is_torn(sentence, last):
        return True
    behind = sentence.tags[after]
    if _lacks_what_it_needs(sentence, shown):
        return True
    if sentence.low[after] in ("-", "’s", "'s", "/", "of") and tag != "VERB":
        return True
    if tag in ("ADJ", "NUM", "NOUN", "PROPN"):
        return behind in ("NOUN", "PROPN") or (tag == "ADJ" and behind in ("CCONJ", "ADJ"))
    return tag == "VERB" and behind in ("NOUN", "PROPN", "DET", "NUM", "PRON", "ADJ", "PART", "SCONJ")


def _lacks_what_it_needs(sentence: ParsedSentence, shown: Sequence[int]) -> bool:
    """Whether a label ends before what its last verb needs: "asked Turkey | to increase security", "has led | to"."""
    last, after = shown[-1], shown[-1] + 1
    if is_asked_to(sentence, after):
        return True
    active = sentence.tags[last] == "VERB" and not _is_passive(sentence, last)
    return active and sentence.low[after] in _COMPLETING


_COMPLETING = frozenset("to of with into for from".split())
"""Words behind a verb that open what it needs: "has led to"."""


def _is_passive(sentence: ParsedSentence, verb: int) -> bool:
    """Whether a verb has a form of "be" before it, or none and is a participle."""
    verbs = sentence.verbs_at(verb)
    return verbs is None or any(sentence.low[i] in _BE for i in range(verbs.first, verb))


_BE = listed("be be_forms")
_ADVERBIAL = frozenset("out up down off over back away on in home through".split())


def _gaps(sentence: ParsedSentence, shown: Sequence[int]) -> int:
    """How often words are left out between two that are shown, though no sign sets them apart."""
    count = 0
    for a, b in itertools.pairwise(shown):
        gap = [i for i in range(a + 1, b) if i not in sentence.bracketed]
        if not gap or b < a:
            count += b < a
            continue
        if len(gap) == 1 and sentence.low[gap[0]] == ",":
            count += 1
            continue
        apart = sentence.low[gap[0]] in _SIGNS or sentence.tags[gap[0]] == "PUNCT"
        loose = all(sentence.tags[i] in ("ADV", "AUX", "PUNCT", "CCONJ") for i in gap)
        relative = sentence.low[gap[-1]] in ("who", "which", "that") or sentence.tags[b] in ("VERB", "AUX")
        count += not (apart or loose or relative)
    return count


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0
