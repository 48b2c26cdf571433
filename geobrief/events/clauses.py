"""The clause of a trigger: where it ends, and which of its words are told, quoted, or said by whom.

All by the signs and the words' classes, where a tree of the whole sentence may be wrong. A reader finds the clause of
"killed" by what stands around it: the noun phrase before the verb, the helpers that go with it, and the signs and words
that open another clause. What is set apart between two signs is left out with both of them; nothing else is taken from
the middle, so that what is left reads as it was written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geobrief.events.finite_verbs import LONG_ASIDE, ParsedSentence, Verbs
from geobrief.events.subjects import is_behind_speech, outer_verb, subject_near, subject_of
from geobrief.events.word_lists import DAYS, FILLERS, QUOTES, SAYING, STRONG_SIGNS, SUBORDINATING, base_form
from geobrief.text import listed

_MOST_WORDS = 16
"""A clause of more is cut at its loosest parts."""
_LEAST_QUOTED = 9
"""Words of a quotation at least, so that it says something."""
_MOST_QUOTED = 20
"""Words of a sentence that is quoted as it stands; of a longer one the beginning is."""
_LONG_OCCASION = 14
"""Words in which it stands at most where and when somebody says something."""
_OPENERS = listed(
    "relatives after while because saying",
    "whose whom where if until unless whereas amid following despite noting describing prompting leaving making "
    "such but so",
    without="telling",
)
"""Words that open, behind a comma, what only explains."""
_CUT_BEFORE = listed(
    "relatives after while because prepositions directions relations saying",
    "where amid following despite until between among across within near",
    without="of",
)
_ONE_TIME = listed("units_of_time parts_of_day")
LOOSE_ENDS = listed(
    "articles demonstratives possessives relatives be have be_forms and_or but_nor prepositions",
    "as into than very more such shortly just soon only even not both between whose yet",
)
"""Words with which nothing ends that can be printed."""
_NEVER_LAST = LOOSE_ENDS | {"especially", "particularly", "partly", "including"}


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of a clause: who, and what is said of them."""

    subject: tuple[int, ...]
    verbs: Verbs
    rest: tuple[int, ...]
    """From the first of the verbs on."""


def told(sentence: ParsedSentence, trigger: Sequence[int], needed: Collection[int]) -> ClauseWords | None:
    """Return the clause of a trigger by the signs around it, or None where no finite verb carries it.

    Args:
        sentence: The sentence.
        trigger: Its words that tell the event.
        needed: Words that should stay: who takes part, where, how many.
    """
    spot = max(trigger)
    verbs = _carrier(sentence, trigger)
    if verbs is None:
        return None
    subject = subject_of(sentence, verbs)
    inverted = bool(subject) and subject[0] > 0 and sentence.tags[subject[0] - 1] == "AUX"
    if not subject or inverted or _is_fronted(sentence, verbs, subject):
        return None
    end = _end(sentence, verbs, spot)
    run = [i for i in range(verbs.first, end) if i not in sentence.bracketed or i in trigger]
    run = _without_fillers(sentence, run, verbs)
    run = _without_occasion(sentence, run, verbs, spot)
    run = _without_asides(sentence, run, verbs, spot, needed)
    room = _MOST_WORDS - len(subject)
    run = _cut(sentence, run, max(room, 6), spot, needed)
    run = _closed(sentence, _without_torn_clause(sentence, run, verbs, spot), trigger)
    return ClauseWords(subject, verbs, tuple(run)) if {*trigger} & {*run, *subject} else None


def _is_fronted(sentence: ParsedSentence, verbs: Verbs, subject: Sequence[int]) -> bool:
    """Whether what is said stands before its speaker, so that nothing of it is left behind the verb."""
    before = subject[0] - 1
    if not _says(sentence, verbs) or before < 3 or not any(v.main < before for v in sentence.verbs):
        return False
    apart = sentence.low[before] == "," or sentence.low[before] in QUOTES
    if sentence.low[0] in SUBORDINATING and not any(word in QUOTES for word in sentence.low[:before]):
        return False
    end = _end(sentence, verbs, verbs.main)
    return apart and not any(verbs.main < v.first < end for v in sentence.verbs)


def _carrier(sentence: ParsedSentence, trigger: Sequence[int]) -> Verbs | None:
    """The finite verb of a trigger: itself, or that whose clause it stands in."""
    spot = max(trigger)
    own = next((v for v in sentence.verbs if v.first <= spot <= v.main or {*trigger} & {v.main}), None)
    if own is not None:
        return own
    for verbs in sentence.verbs:
        if verbs.first > spot:
            if spot in subject_of(sentence, verbs):
                return verbs
            break
    before = [v for v in sentence.verbs if v.main < spot]
    if before and _end(sentence, before[-1], before[-1].main) > spot:
        return before[-1]
    return None


def _end(sentence: ParsedSentence, verbs: Verbs, trigger: int) -> int:
    """The first word behind a clause."""
    i, outer = verbs.main + 1, outer_verb(sentence, verbs)
    while i < sentence.size:
        if i == outer or (i > trigger and i not in sentence.bracketed and _closes(sentence, i, verbs)):
            return i
        i += 1
    return sentence.size


def _closes(sentence: ParsedSentence, i: int, verbs: Verbs) -> bool:
    low = sentence.low[i]
    if low in (":", ",") and _opens_speech(sentence, i, verbs):
        return False
    if low in STRONG_SIGNS and _is_sign(sentence, i):
        return True
    if low == "-" and _is_sign(sentence, i) and not sentence.is_glued(i):
        return True
    if low in (",", "and", "but", "or", "while"):
        return (
            _opens_there(sentence, i)
            or _joins_clauses(sentence, i)
            or _is_said_behind(sentence, i, verbs)
            or _ends_subordinate(sentence, i, verbs)
        )
    return low == "according"


def _opens_there(sentence: ParsedSentence, i: int) -> bool:
    """Whether "there is" begins behind a comma, another clause."""
    return sentence.low[i : i + 2] == [",", "there"] and sentence.tags[i + 2 : i + 3] in (["AUX"], ["VERB"])


def _opens_speech(sentence: ParsedSentence, i: int, verbs: Verbs) -> bool:
    """Whether what somebody says begins behind a colon or a comma."""
    quoted = i + 1 < sentence.size and sentence.low[i + 1] in QUOTES
    return quoted and sentence.low[verbs.main] in SAYING and i - verbs.main <= 8  # "in a statement on Monday"


def _is_sign(sentence: ParsedSentence, i: int) -> bool:
    """Whether a stop is one, not part of a number or a name, nor that of "Sept. 30" or "Robert M. Levy"."""
    if sentence.low[i] == ".":
        return not any(word[0].isalnum() for word in sentence.low[i + 1 :])
    return sentence.low[i] != "/" or i + 1 >= sentence.size or not sentence.is_glued(i + 1)


def _joins_clauses(sentence: ParsedSentence, i: int) -> bool:
    """Whether a comma or an "and" is followed by a subject of its own with its verb."""
    start = i + 1
    while start < sentence.size and (
        sentence.low[start] in ("and", "but", "or", "so", ",") or sentence.low[start] in FILLERS | QUOTES
    ):
        start += 1
    joined = any(sentence.low[n] in ("and", "but", "or", "so", "while") for n in range(i, start))
    later = next((v for v in sentence.verbs if v.first > start), None)
    if later is None or not joined:
        return False
    subject = subject_near(sentence, later)
    return bool(subject) and subject[0] == start


def _ends_subordinate(sentence: ParsedSentence, i: int, verbs: Verbs) -> bool:
    """Whether a comma ends a clause that "although", "when" or the like opened, and the main one begins behind it."""
    subject = subject_near(sentence, verbs)
    opener = sentence.low[subject[0] - 1] if subject and subject[0] else ""
    if sentence.low[i] != "," or opener not in SUBORDINATING:
        return False
    later = next((v for v in sentence.verbs if v.first > i), None)
    near = subject_near(sentence, later) if later else ()
    return bool(near) and near[0] == i + 1


def _is_said_behind(sentence: ParsedSentence, i: int, verbs: Verbs) -> bool:
    """Whether a comma is followed by who says it: ", officials said", ", said the mayor"."""
    if sentence.low[i] != ",":
        return False
    at = i + 1
    while at < sentence.size and sentence.low[at] in QUOTES:
        at += 1
    later = next((v for v in sentence.verbs if v.first >= at), None)
    if later is None or later.first > at + 12 or sentence.low[later.main] not in SAYING or later.main == verbs.main:
        return False
    subject = subject_near(sentence, later)
    return later.first == at or (bool(subject) and subject[0] == at)


def _without_fillers(sentence: ParsedSentence, run: Sequence[int], verbs: Verbs) -> list[int]:
    """Leave out "also" and "later" between the helpers of a verb, or right behind it."""
    return [
        i
        for i in run
        if not (i <= verbs.main + 1 and sentence.low[i] in FILLERS and sentence.tags[i] == "ADV") or i == verbs.main
    ]


def _without_occasion(sentence: ParsedSentence, run: Sequence[int], verbs: Verbs, spot: int) -> list[int]:
    """Leave out where somebody says it, between the verb and what is said: "announced in a statement on Sunday that"."""
    opener = next((i for i in run if i > verbs.main and sentence.low[i] == "that"), None)
    if opener is None or sentence.low[verbs.main] not in SAYING or opener - verbs.main > _LONG_OCCASION:
        return list(run)
    between = [i for i in run if verbs.main < i < opener]
    opens = between and (sentence.tags[between[0]] == "ADP" or sentence.low[between[0]] in DAYS)
    if not opens or spot in between or any(between[0] <= v.first < opener for v in sentence.verbs):
        return list(run)
    return [i for i in run if i not in between]


def _without_torn_clause(sentence: ParsedSentence, run: Sequence[int], verbs: Verbs, spot: int) -> list[int]:
    """Leave out a clause of time or reason at the end whose verb was cut off: "after the defence | and the court agree"."""
    for n in range(len(run) - 1, 0, -1):
        opener = run[n]
        if opener <= max(spot, verbs.main) or sentence.low[opener] not in SUBORDINATING:
            continue
        later = next((v for v in sentence.verbs if v.first > opener), None)
        if later is None or later.first <= run[-1] or sentence.low[opener] == "as":
            break
        if all(sentence.tags[i] in _OF_SUBJECTS for i in range(opener + 1, later.first)):
            return list(run[:n])
        break
    return list(run)


_OF_SUBJECTS = frozenset("DET ADJ NOUN PROPN NUM CCONJ PRON".split())


def _without_asides(
    sentence: ParsedSentence, run: Sequence[int], verbs: Verbs, spot: int, needed: Collection[int]
) -> list[int]:
    """Leave out what commas set apart: relative clauses, explanations; all behind the last comma that opens one."""
    kept = list(run)
    commas = [i for i in kept if sentence.low[i] == "," and not (i + 1 < sentence.size and sentence.is_glued(i + 1))]
    for n, comma in enumerate(commas):
        if comma not in kept:
            continue
        closing = next((c for c in commas[n + 1 :] if c in kept), None)
        aside = [i for i in kept if i > comma and (closing is None or i < closing)]
        if not aside or spot in aside or not _explains(sentence, aside, closing, needed):
            continue
        goes_on = closing is not None and closing - comma < LONG_ASIDE and _goes_on(sentence, closing)
        gone = {comma, *aside} if goes_on else {i for i in kept if i >= comma}
        if spot in gone or verbs.main in gone:
            continue
        if closing is not None:
            gone.add(closing)
        kept = [i for i in kept if i not in gone]
    return kept


def _goes_on(sentence: ParsedSentence, closing: int) -> bool:
    """Whether what stands behind an aside belongs to the clause around it."""
    after = closing + 1
    if after >= sentence.size or sentence.low[after] in _OPENERS - {"but", "following"}:
        return False
    return sentence.tags[after] in ("CCONJ", "ADP", "VERB", "AUX", "PART") and not sentence.low[after].endswith("ing")


def _explains(  # noqa: PLR0911  # one way out for each way to begin
    sentence: ParsedSentence, aside: Sequence[int], closing: int | None, needed: Collection[int]
) -> bool:
    """Whether what stands behind a comma only explains: it begins so, or is a name's apposition between two commas."""
    first = aside[0]
    low, tag = sentence.low[first], sentence.tags[first]
    if low in _OPENERS:
        return True
    if low.endswith(("ing", "ed")) and tag == "VERB" and (closing is not None or low.endswith("ing")):
        return not any(sentence.tags[i] == "NUM" or i in needed for i in aside)
    if len(aside) > 2 and sentence.low[aside[1]] == "of" and sentence.low[aside[2]] in ("which", "whom"):
        return True
    if closing is None and low == "with":
        return True
    if closing is None:
        return low in ("a", "an", "the") and not any(sentence.low[i] in ("and", "or") for i in aside)
    after = sentence.low[closing + 1] if closing + 1 < sentence.size else ""
    if tag == "NUM" and len(aside) == 1:
        return True
    listed = after in ("and", "or") or any(sentence.low[i] in ("and", "or") for i in aside)
    return low in ("a", "an", "the", "in", "on", "at", "with") and not listed and not {*aside} & {*needed}


def _cut(sentence: ParsedSentence, run: Sequence[int], room: int, spot: int, needed: Collection[int]) -> list[int]:
    """Cut what is too long before a preposition or a conjunction, behind as much of what is needed as fits."""
    kept = list(run)
    if _length(sentence, kept) <= room + _SPARE:
        return kept
    least = next((n for n, i in enumerate(kept) if i > spot), len(kept))
    cuts = [
        n for n in range(least + 1, len(kept)) if _may_end(sentence, kept, n) and not is_torn(sentence, kept[n - 1])
    ]
    fitting = [n for n in cuts if _length(sentence, kept[:n]) <= room]
    if fitting:
        best = max(
            fitting, key=lambda n: (len({*kept[:n]} & {*needed}) - 0.7 * (sentence.low[kept[n]] in _COMPLETING), n)
        )
        return kept[:best]
    return kept[: cuts[0]] if cuts else kept


_SPARE = 2
"""Words more than wanted that a whole clause may have: it reads better than one that is cut."""
_COMPLETING = listed("directions", "to for between than")
"""Words that open what a noun or a verb before them needs."""


def quoted(sentence: ParsedSentence, trigger: Sequence[int]) -> tuple[list[int], bool]:
    """Return the words of a sentence that a quotation of it shows, and whether it goes on."""
    opens = next((i for i in range(min(*trigger, _LONG_OCCASION)) if _opens_main(sentence, i)), -1)
    led = any(v.first < opens for v in sentence.verbs) or any(word in QUOTES for word in sentence.low)
    run = list(range(0 if led else opens + 1, sentence.size))
    kept = _cut(sentence, run, _MOST_QUOTED, max(*trigger, min(run[0] + _LEAST_QUOTED, sentence.size - 1)), ())
    return (
        (_closed(sentence, kept, trigger), True) if len(kept) < len(run) else (_closed(sentence, run, trigger), False)
    )


def _length(sentence: ParsedSentence, run: Sequence[int]) -> int:
    return sum(sentence.low[i][0].isalnum() for i in run)


def _may_end(sentence: ParsedSentence, run: Sequence[int], n: int) -> bool:
    """Whether a clause may end before its n-th word: behind a noun and before what opens a phrase."""
    before, at = run[n - 1], run[n]
    if sentence.tags[before] not in ("NOUN", "PROPN", "NUM", "PRON", "ADV") or sentence.low[before] in _NEVER_LAST:
        return False
    if sentence.low[at] == ",":
        if at + 1 < sentence.size and sentence.is_glued(at + 1):
            return False
        return run[n + 1 : n + 2] != [] and sentence.tags[run[n + 1]] not in ("PROPN", "ADJ", "NOUN", "NUM")
    the_day_after = sentence.low[at] in ("after", "before") and sentence.low[before] in _ONE_TIME
    if the_day_after or is_asked_to(sentence, at):
        return False
    if (sentence.low[at] == "to" and sentence.tags[before] == "ADV") or sentence.low[before - 1] == "to":
        return False
    return sentence.low[at] in _CUT_BEFORE or (
        sentence.low[at] in ("and", "but", "or")
        and n + 1 < len(run)
        and sentence.tags[run[n + 1]] in ("VERB", "AUX", "ADV")
    )


_OF_INFINITIVES = frozenset(
    "ask order urge tell call allow permit enable help force require instruct invite want expect lead oblige compel "
    "authorise authorize encourage persuade pressure appeal direct forbid warn".split()
)
"""Verbs whose object is to do something, which says what was asked: "asked Turkey to …"."""


def is_asked_to(sentence: ParsedSentence, i: int) -> bool:
    """Return whether "to" and a verb at a word say what the verb before is about: "enables the city | to sell"."""
    if sentence.low[i] != "to" or i + 1 >= sentence.size or sentence.tags[i + 1] != "VERB":
        return False
    verb = next((n for n in range(i - 1, -1, -1) if sentence.tags[n] == "VERB"), i)
    return base_form(sentence.low[verb]) in _OF_INFINITIVES


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said and who says it, where the words stand before their speaker."""

    speaker: tuple[int, ...]
    said: tuple[int, ...]
    quoted: bool


def spoken(sentence: ParsedSentence, trigger: Sequence[int]) -> Speech | None:
    """Return speech that stands before who says it, if the trigger is its verb or inside its quotation marks.

    "“We will go,” said the mayor"; "Troops will leave, officials said."
    """
    spot = max(trigger)
    sayers = [v for v in sentence.verbs if v.first > 3 and _says(sentence, v)]  # words of a speech
    for verbs in sayers:
        inverted = sentence.low[verbs.first - 1] == "," or sentence.low[verbs.first - 1] in QUOTES
        if inverted and (
            sentence.low[verbs.main] in ("told", "tell")
            or (sentence.low[verbs.first - 1] == "," and subject_of(sentence, verbs))
        ):
            continue
        speaker = _named_behind(sentence, verbs.main) if inverted else subject_near(sentence, verbs)
        first = verbs.first if inverted else speaker[0] if speaker else 0
        if not speaker or first < 3 or not (sentence.low[first - 1] == "," or sentence.low[first - 1] in QUOTES):
            continue
        last = first - 1
        while last > 0 and (sentence.low[last] == "," or sentence.low[last] in QUOTES):
            last -= 1
        marks = [i for i in range(first) if sentence.low[i] in QUOTES]
        quoted = bool(marks) and marks[-1] > last
        start = marks[0] + 1 if quoted and len(marks) > 1 else 0
        start = next((i + 1 for i in range(start, min(start + 4, last)) if sentence.low[i] == ":"), start)
        if sentence.low[start] in SUBORDINATING:
            start = next((i + 1 for i in range(start, last) if _opens_main(sentence, i)), last)
        own = verbs.first <= spot <= verbs.main
        inside = [v for v in sentence.verbs if start <= v.first <= last]
        if start >= last or not any(quoted or subject_of(sentence, v)[:1] >= (start,) for v in inside):
            continue
        if not (own or (quoted and start <= spot <= last)):
            continue
        said = [i for i in range(start, last + 1) if i not in sentence.bracketed]
        said = _cut(sentence, said, _MOST_WORDS, start if own else spot, ())
        return Speech(speaker, tuple(_closed(sentence, said, trigger)), quoted)
    return None


def _says(sentence: ParsedSentence, verbs: Verbs) -> bool:
    """Whether a verb says something: one of saying, or any right behind a quotation or behind a name that is."""
    near = subject_near(sentence, verbs)
    behind = is_behind_speech(sentence, verbs.first) or (bool(near) and is_behind_speech(sentence, near[0]))
    marks = [i for i in range(verbs.first) if sentence.low[i] in QUOTES]
    opened = behind and (len(marks) == 1 or marks[0] == 0)  # or in the sentence before
    return opened or sentence.low[verbs.main] in SAYING


def _opens_main(sentence: ParsedSentence, comma: int) -> bool:
    """Whether a subject with its verb stands right behind a comma."""
    later = next((v for v in sentence.verbs if v.first > comma), None)
    near = subject_near(sentence, later) if later and sentence.low[comma] == "," else ()
    return bool(near) and near[0] == comma + 1 and not sentence.is_relative(near[0])


def _named_behind(sentence: ParsedSentence, verb: int) -> tuple[int, ...]:
    """The noun phrase behind "said", up to a sign or a preposition that is not "of"."""
    found = []
    for i in range(verb + 1, sentence.size):
        inside = sentence.tags[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON") or sentence.low[i] in (
            "of",
            "-",
            "'s",
            "’s",
        )
        if not inside:
            break
        found.append(i)
    return tuple(found) if found and len(found) <= 14 else ()  # words of a name and its office


def is_torn(sentence: ParsedSentence, last: int) -> bool:
    """Whether the subject of a verb stands before the end of a wording, and the verb behind it."""
    if last + 1 < sentence.size and sentence.low[last + 1] == "that" and not sentence.is_relative_subject(last + 1):
        return True
    opener = next((i for i in range(last, 0, -1) if sentence.low[i] == "that"), -1)
    ahead = any(v.first > last for v in sentence.verbs)
    if (
        opener > 0
        and sentence.tags[opener - 1] in ("VERB", "CCONJ")
        and ahead
        and not any(v.first > opener and v.first <= last for v in sentence.verbs)
    ):
        return True
    for verbs in sentence.verbs:
        before = sentence.word_before(verbs.first)
        if verbs.main <= last and outer_verb(sentence, verbs) > last:
            return True
        if verbs.first <= last or before < 0 or sentence.tags[before] == "CCONJ" or sentence.is_relative(before):
            continue
        subject = subject_of(sentence, verbs)
        until = subject[-1] if subject and sentence.is_relative(subject[-1] + 1) else before
        return bool(subject) and subject[0] <= last <= until
    return False


def _closed(sentence: ParsedSentence, run: Sequence[int], trigger: Sequence[int]) -> list[int]:
    """Leave out signs and loose words at the end."""
    kept = list(run)
    while len(kept) > 1 and kept[-1] not in trigger:
        low = sentence.low[kept[-1]]
        if low[0].isalnum() and sentence.is_closed(kept[-1]) and low not in ("and", "or", "but", "the", "a"):
            break
        if low in _NEVER_LAST or low in STRONG_SIGNS or low in (",", "-"):
            kept.pop()
        else:
            break
    return kept
