"""A clause in the tense of headlines: "has killed" → "kills", "were arrested" → "arrested", "will leave" → "to leave"."""

from __future__ import annotations

from geobrief.events.clauses import ClauseWords
from geobrief.events.finite_verbs import ParsedSentence, Verbs
from geobrief.events.labels import present_form, third_person
from geobrief.events.word_lists import SIMPLE_PASTS
from geobrief.text import listed

_BE = listed("be", "been 're ’re")
_HAVE = frozenset("has have 've ’ve".split())
_WILL = frozenset("will shall 'll ’ll".split())
_NOT = listed("not")
_SHORT_SUBJECT = 8
"""Words of a subject behind which a passive needs no helper to be read as one."""


def headline(sentence: ParsedSentence, clause: ClauseWords, *, plural: bool | None) -> dict[int, str]:
    """Return other wording for the verbs of a clause; an empty one is left out.

    Verbs that are joined change together or not at all, so that no label says "attack a bus and killed 11".
    """
    inside = {*clause.rest}
    if any(v.first in inside | {*clause.subject} and v.main < clause.verbs.first for v in sentence.verbs):
        return {}  # Another verb is that of the clause.
    joined = [v for v in sentence.verbs if v.first > clause.verbs.main and v.first in inside and _shares(sentence, v)]
    perfect = sentence.low[clause.verbs.first] in _HAVE and not _BE & {
        *sentence.low[clause.verbs.first : clause.verbs.main]
    }
    joined = [
        v for v in joined if sentence.tags[v.first - 3 : v.first - 1] != ["DET", "VERB"]
    ]  # "the jailed and judged"
    if sentence.tags[clause.verbs.first] == "AUX" and not perfect:
        joined = [v for v in joined if v.first != v.main]
    made = [_one(sentence, v, clause, plural=plural) for v in (clause.verbs, *joined)]
    if any(change is None for change in made):
        return {}
    return {word: shown for change in made if change for word, shown in change.items()}


def _shares(sentence: ParsedSentence, verbs: Verbs) -> bool:
    """Whether a verb is joined to the one before without a subject of its own."""
    before = verbs.first - 1
    while before > 0 and sentence.tags[before] == "ADV":
        before -= 1
    return sentence.low[before] in ("and", "but", "or")


def _one(  # noqa: PLR0911  # one way out for each form of a verb
    sentence: ParsedSentence, verbs: Verbs, clause: ClauseWords, *, plural: bool | None
) -> dict[int, str] | None:
    """The changes of one verb; None where its tense cannot be changed, nothing where it is that of headlines already."""
    span = range(verbs.first, verbs.main + 1)
    low = [sentence.low[i] for i in span]
    helpers = [i for i in span if i != verbs.main]
    main = sentence.low[verbs.main]
    if _NOT & set(low):
        return None
    if not helpers:
        return _plain(sentence, verbs, plural=plural)
    if low[0] in _WILL:
        if clause.subject and sentence.tags[clause.subject[-1]] == "PRON":
            return None
        return {verbs.first: "to"}
    if low[0] in _BE | _HAVE and "to" not in low and _is_passive(sentence, verbs, low):
        gone = [i for i in helpers if sentence.low[i] in _BE | _HAVE]
        named = sentence.tags[clause.subject[-1]] != "PRON" if clause.subject else True
        return dict.fromkeys(gone, "") if named and len(clause.subject) <= _SHORT_SUBJECT else None
    if low[0] in _HAVE and not _BE & set(low) and "had" not in low and not main.endswith("ing"):
        present = present_form(main, plural=plural) if plural is not None else None
        return (
            {**dict.fromkeys((i for i in helpers if sentence.low[i] in _HAVE), ""), verbs.main: present}
            if present
            else None
        )
    return None


def _plain(sentence: ParsedSentence, verbs: Verbs, *, plural: bool | None) -> dict[int, str] | None:
    """A verb without helpers: its past becomes the present; a passive of a headline stays."""
    main = verbs.main
    own = any(sentence.tree.words[c].relation == "nsubj" for c in sentence.tree.children[main])
    modifies = sentence.tree.words[main].relation in ("acl", "amod") and not own
    if plural is None or sentence.tags[main] != "VERB" or modifies or _goes_with_passive(sentence, verbs):
        return None
    behind = main + 1
    if sentence.low[behind : behind + 1] == ["by"] and sentence.tags[behind + 1 : behind + 2] != ["NUM"]:
        return None  # "the medals won by the team"
    alone = behind >= sentence.size or sentence.tags[behind] in ("ADP", "SCONJ", "PUNCT")
    no_object = not any(
        sentence.tree.words[c].relation in ("obj", "ccomp", "xcomp") for c in sentence.tree.children[main]
    )
    title = sentence.tree.words[-1].text not in (".", "!", "?", "”", '"')
    if title and alone and no_object and sentence.low[main].endswith(("ed", "shot", "hit")):
        return None
    present = present_form(sentence.low[main], plural=plural)
    return {main: present} if present else None


def _goes_with_passive(sentence: ParsedSentence, verbs: Verbs) -> bool:
    """Whether a participle goes on with a passive: "was abducted and tortured"."""
    if not _shares(sentence, verbs):
        return False
    helped = [v for v in sentence.verbs if v.main < verbs.first and v.first < v.main]
    return bool(helped) and bool({sentence.low[i] for i in range(helped[-1].first, helped[-1].main)} & _BE)


def _is_passive(sentence: ParsedSentence, verbs: Verbs, low: list[str]) -> bool:
    """Whether something is done to the subject, and nothing follows that a reader would take for what it does."""
    if not _BE & set(low) or sentence.tags[verbs.main] != "VERB" or sentence.low[verbs.main].endswith("ing"):
        return False
    behind = verbs.main + 1
    return behind >= sentence.size or (
        sentence.tags[behind] not in ("NOUN", "PROPN", "DET", "NUM", "PRON") and sentence.low[behind] != "that"
    )


_OF_ONE = {
    "are": "is",
    "were": "was",
    "have": "has",
    "am": "is",
    "do": "does",
    "'re": "is",
    "’re": "is",
    "'ve": "has",
    "’ve": "has",
}


def for_one(sentence: ParsedSentence, clause: ClauseWords) -> dict[int, str]:
    """Return the verb of "we urge" or "they urge" as it is behind a name: "urges"."""
    first = clause.verbs.first
    low = sentence.low[first]
    if not clause.subject or sentence.low[clause.subject[-1]] not in ("we", "i", "they", "you"):
        return {}
    if low in _OF_ONE:
        return {first: _OF_ONE[low]}
    if sentence.tags[first] != "VERB" or low.endswith("ed") or low in SIMPLE_PASTS:
        return {}
    return {first: third_person(low)}
