"""The subject of a finite verb: the words of the noun phrase before it, or none where no phrase is sure.

It is sought beyond an aside between commas, around a relative clause, and in the verb before where two are joined. So
it is found here, too, where the clause around a relative one goes on.
"""

from __future__ import annotations

from geobrief.events.finite_verbs import ParsedSentence, Verbs
from geobrief.events.word_lists import (
    CONSEQUENCE,
    DASHES,
    DAYS,
    FILLERS,
    HELPERS,
    QUOTES,
    SAYING,
    STRONG_SIGNS,
    SUBORDINATING,
    base_form,
)
from geobrief.text import listed

_OPEN_DAYS = frozenset("on in last this earlier late early".split())
_DAYS_ALONE = listed("weekdays", "today yesterday")
_NAMING = frozenset("DET ADJ NOUN PROPN NUM ADP PART SYM CCONJ X".split())
_INSIDE_NAMES = frozenset("- ' ’ / & % $ £ € . ‑ “ ” \" ‘".split())
_BEHIND_PARTICIPLES = frozenset("by to with for at from against".split())
_ENDS_OF_SPEECH = frozenset(", ? ! .".split())
_AMOUNTS = frozenset("least most around about nearly over under than up some".split())


def subject_of(sentence: ParsedSentence, verbs: Verbs, depth: int = 0) -> tuple[int, ...]:
    """Return the words of the noun phrase before a verb; those before the aside, the relative or the "and" between them."""
    if verbs not in sentence.known_subjects:
        sentence.known_subjects[verbs] = _subject(sentence, verbs, depth)
    return sentence.known_subjects[verbs]


def _subject(sentence: ParsedSentence, verbs: Verbs, depth: int) -> tuple[int, ...]:
    at = _before_day(sentence, sentence.word_before(verbs.first))
    if at < 0 or depth > 3 or is_behind_speech(sentence, verbs.first):
        return ()
    if sentence.low[at] in ("and", "or", "but") or (sentence.low[at] == "," and _is_listed(sentence, verbs)):
        return _shared(sentence, verbs, depth)
    if sentence.is_relative(at):
        return _antecedent(sentence, at)
    if sentence.low[at] == ",":
        return _beyond_aside(sentence, verbs, at, depth) or _around_relative(sentence, verbs)
    return _around_relative(sentence, verbs) or _phrase(sentence, at, verbs)


def _before_day(sentence: ParsedSentence, at: int) -> int:
    """The word before a day that stands between a subject and its verb: "The court on Monday ruled", "Buhari last week ordered"."""
    i = at
    while i > 0 and (sentence.low[i] in DAYS or sentence.tags[i] == "NUM"):
        i -= 1
    if i == at or not any(sentence.low[w] in DAYS for w in range(i + 1, at + 1)):
        return at
    if sentence.low[i] in _OPEN_DAYS:
        i -= 1 + (i > 0 and sentence.low[i - 1] == "earlier")
    elif not (i == at - 1 and sentence.low[at] in _DAYS_ALONE):
        return at
    i = _before_age(sentence, i) if i >= 0 else i
    named = i >= 0 and sentence.tags[i] in ("NOUN", "PROPN", "PRON") and sentence.low[i] not in DAYS
    return i if named and not sentence.is_relative(i) else at


def is_behind_speech(sentence: ParsedSentence, i: int) -> bool:
    """Return whether a quotation ends right before a word with its comma: who says it stands behind "said"."""
    two = [n for n in (i - 2, i - 1) if n >= 0]
    closed = any(sentence.low[n] in QUOTES - {"“"} and sentence.is_glued(n) for n in two)
    return closed and any(sentence.low[n] in _ENDS_OF_SPEECH for n in two)


def _around_relative(sentence: ParsedSentence, verbs: Verbs) -> tuple[int, ...]:
    """The subject before a relative clause behind which a verb stands: "a woman who killed her child has been freed"."""
    for earlier in (v for v in sentence.verbs if v.main < verbs.first):
        before = sentence.word_before(earlier.first)
        opened = any(
            sentence.is_relative(i) or sentence.low[i] in SUBORDINATING for i in range(earlier.main, verbs.first)
        )
        if not sentence.is_relative(before) or opened:
            continue
        found = _antecedent(sentence, before)
        if outer_verb(sentence, earlier) == verbs.first or (found[:1] == (0,) and _is_only(sentence, verbs, earlier)):
            return found
    return ()


def _is_only(sentence: ParsedSentence, verbs: Verbs, relative: Verbs) -> bool:
    """Whether a sentence has no other verb than this outside its relative clauses, so that it is told of whom it begins with."""
    outside = [v for v in sentence.verbs if not sentence.is_relative(sentence.word_before(v.first))]
    return outside == [verbs] and sentence.low[relative.main] not in SAYING


def _is_listed(sentence: ParsedSentence, verbs: Verbs) -> bool:
    return sentence.tree.words[verbs.main].relation == "conj" and not any(
        sentence.tree.words[c].relation == "nsubj" for c in sentence.tree.children[verbs.main]
    )


def _shared(sentence: ParsedSentence, verbs: Verbs, depth: int) -> tuple[int, ...]:
    """The subject that a verb behind "and" shares with the one before."""
    earlier = [v for v in sentence.verbs if v.main < verbs.first]
    head = sentence.tree.words[verbs.main].head
    known = [v for v in earlier if v.first <= head <= v.main] or earlier[-1:]
    if (
        verbs.first > 1 and sentence.low[verbs.first - 2] == ","
    ):  # "…, which failed, and put": told of whom the sentence is about.
        known = [v for v in earlier if not sentence.is_relative(sentence.word_before(v.first))][-1:] or known
    return subject_of(sentence, known[-1], depth + 1) if known else ()


def _antecedent(sentence: ParsedSentence, relative: int) -> tuple[int, ...]:
    at = relative - 1
    if at >= 0 and (sentence.low[at] == "," or sentence.low[at] in DASHES):
        if sentence.low[relative] == "which" and _follows(sentence, relative):
            return ()
        at -= 1
    at = _before_age(sentence, at)
    if at < 0 or sentence.tags[at] not in ("NOUN", "PROPN", "NUM"):
        return ()
    found = _nearest_person(sentence, _phrase(sentence, at, None), relative)
    if found and found[0] > 1 and sentence.low[found[0]] in ("a", "an") and sentence.low[found[0] - 1] == ",":
        name = _before_age(sentence, found[0] - 2)
        return _phrase(sentence, name, None) if sentence.tags[name] == "PROPN" else found
    return found


def _nearest_person(sentence: ParsedSentence, found: tuple[int, ...], relative: int) -> tuple[int, ...]:
    """Of a phrase before "who" what stands behind its last participle or "by": "a complaint filed by a man, who said"."""
    if sentence.low[relative] != "who":
        return found
    opens = [
        i
        for i in found
        if i + 1 in found
        and sentence.tags[i + 1] in ("DET", "PROPN", "NOUN", "ADJ")
        and sentence.low[i] in _BEHIND_PARTICIPLES
        and (sentence.tags[i - 1] == "VERB" or sentence.low[i] == "by")
    ]
    return tuple(i for i in found if i > opens[-1]) if opens else found


def _follows(sentence: ParsedSentence, relative: int) -> bool:
    """Whether "which" speaks of all that the clause before tells: "…, which led to an agreement"."""
    at = relative + 1
    while at < sentence.size - 1 and sentence.low[at] in HELPERS:
        at += 1
    return at < sentence.size and base_form(sentence.low[at]) in CONSEQUENCE


def _before_age(sentence: ParsedSentence, at: int) -> int:
    """The word before an age set apart: "Murmu, 64, who hails from"."""
    while at > 1 and (at in sentence.bracketed or (sentence.tags[at] == "NUM" and sentence.low[at - 1] == ",")):
        at -= 1 if at in sentence.bracketed else 2
    return at


def _beyond_aside(sentence: ParsedSentence, verbs: Verbs, closing: int, depth: int) -> tuple[int, ...]:
    earlier = [
        v.main for v in sentence.verbs if v.main < closing and not sentence.is_relative(sentence.word_before(v.first))
    ]
    marks = [i for i in range(closing) if sentence.low[i] in SUBORDINATING and sentence.low[i] != "as"]
    speech = [i for i in range(2, closing) if is_behind_speech(sentence, i)]
    since = max((found[-1] for found in (earlier, marks, speech) if found), default=-1)
    for opening in (i for i in range(1, closing) if sentence.low[i] == "," and i > since):
        last = _before_age(sentence, opening - 1)
        if sentence.tags[last] not in ("NOUN", "PROPN", "PRON") or sentence.low[last] in DAYS:
            continue
        found = _phrase(sentence, last, verbs)
        if found and not (found[0] == 0 and sentence.tags[0] == "VERB"):  # "Speaking there, the mayor said"
            listing = [v for v in sentence.verbs if v.main == found[0] - 1 and sentence.low[v.main] not in SAYING]
            return subject_of(sentence, listing[0], depth + 1) if listing else found
    return ()


def _phrase(sentence: ParsedSentence, last: int, verbs: Verbs | None) -> tuple[int, ...]:
    """The noun phrase that ends at a word, as far as the words before it belong to one."""
    if sentence.tags[last] == "PRON":
        return (last,)
    first = last + 1
    while first > 0 and _continues(sentence, first - 1, first, last):
        first -= 1
    first = _trimmed(sentence, first, last, verbs)
    found = tuple(i for i in range(first, last + 1) if i not in sentence.bracketed)
    if all(sentence.low[i] in DAYS or sentence.tags[i] == "NUM" for i in found) and any(
        sentence.low[i] in DAYS for i in found
    ):
        return ()
    return found if any(sentence.tags[i] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "X") for i in found) else ()


def _continues(  # noqa: PLR0911  # one way out for each class of word
    sentence: ParsedSentence, i: int, first: int, last: int
) -> bool:
    """Whether a word before a phrase belongs to it."""
    if i in sentence.bracketed:
        return i not in sentence.dashed or all(w in sentence.bracketed for w in range(first, last + 1))
    tag, low = sentence.tags[i], sentence.low[i]
    if first <= last and _counts(sentence, i):
        return True
    if first <= last and sentence.tags[first] == "DET" and tag in ("NOUN", "PROPN", "NUM", "ADJ"):
        return False
    if low == "," and any(
        sentence.tree.words[w].relation == "conj" and sentence.tree.words[w].head < i for w in range(first, last + 1)
    ):
        return sentence.tags[i - 1] in ("PROPN", "NOUN") and any(
            sentence.tags[w] == "CCONJ" for w in range(first, last)
        )
    if low in STRONG_SIGNS - {".", "/"} or low == "," or (low == "-" and not sentence.is_glued(i + 1)):
        return False
    if tag == "PRON":
        return low in ("his", "her", "their", "its", "our", "my") or low in ("all", "some", "many", "both")
    if tag == "VERB":
        return _modifies(sentence, i)
    if tag == "ADV":
        return (
            low in _AMOUNTS
            or sentence.is_hyphen(first)
            or (first <= last and sentence.tags[first] in ("NUM", "ADJ", "VERB"))
        )
    return tag in _NAMING or low in _INSIDE_NAMES


def _counts(sentence: ParsedSentence, i: int) -> bool:
    """Whether a word belongs to "more than 30", "fewer than $5" or "more than USD 10"."""
    at = i + 1 if sentence.low[i] in ("more", "less", "fewer") else i
    if sentence.low[at] != "than" or at + 1 >= sentence.size:
        return False
    return sentence.tags[at + 1] == "NUM" or (at + 2 < sentence.size and sentence.tags[at + 2] == "NUM")


def _modifies(sentence: ParsedSentence, i: int) -> bool:
    """Whether a participle stands inside a noun phrase: "the wounded soldiers", "people displaced by floods"."""
    if sentence.verbs_at(i) is not None:
        return False
    return sentence.tree.words[i].relation in ("amod", "acl", "compound") or sentence.low[i].endswith("ing")


def _trimmed(sentence: ParsedSentence, first: int, last: int, verbs: Verbs | None) -> int:
    """Where a phrase begins: behind an "and" that joins clauses, behind a day or a place before the subject."""
    joins = [i for i in range(first, last) if sentence.tags[i] == "CCONJ"]
    before = first - 1
    if joins and before >= 0 and sentence.tags[before] == "VERB" and sentence.low[before] not in SAYING:
        first = joins[-1] + 1
    if before >= 0 and sentence.low[before] in ("told", "tells", "informed", "informs"):
        names = [i for i in range(first + 1, last) if sentence.tags[i] == "PROPN" and sentence.tags[i - 1] == "NOUN"]
        first = names[0] if names else first
    while first < last and (
        sentence.tags[first] == "CCONJ" or sentence.low[first] in FILLERS or not sentence.low[first][0].isalnum()
    ):
        paired = sentence.low[first] in ("“", '"', "‘") and any(
            sentence.low[i] in ("”", '"', "’") for i in range(first + 1, last + 1)
        )
        if paired or sentence.low[first] in ("$", "£", "€", "#"):
            break
        first += 1
    own = _parsed_start(sentence, first, last, verbs)
    ahead = range(first, own)
    dated = any(sentence.low[i] in DAYS or (sentence.tags[i] == "NUM" and len(sentence.low[i]) == 4) for i in ahead)
    if own > first and (is_case(sentence, first) or dated):
        return own
    return last + 1 if is_case(sentence, first) and first < last else first


def is_case(sentence: ParsedSentence, i: int) -> bool:
    """Return whether a preposition opens a phrase; "at least", "up to" and the like open an amount."""
    after = sentence.low[i + 1] if i + 1 < sentence.size else ""
    number = i + 1 < sentence.size and sentence.tags[i + 1] == "NUM" and sentence.low[i] in _AMOUNTS
    many = sentence.low[i] == "as" and after in ("many", "much", "few", "little")
    counted = after in ("least", "most", "to") or number or many
    return (sentence.tags[i] == "ADP" or sentence.low[i] in ("to", "as")) and not counted


def _parsed_start(sentence: ParsedSentence, first: int, last: int, verbs: Verbs | None) -> int:
    """Where the grammar has the subject begin, if that is inside the phrase."""
    if verbs is None:
        return first
    own = [
        c
        for c in sentence.tree.children[verbs.main]
        if sentence.tree.words[c].relation in ("nsubj", "csubj") and first <= c <= last
    ]
    return max(first, min(sentence.tree.below(own[0]))) if own else first


def outer_verb(sentence: ParsedSentence, verbs: Verbs) -> int:
    """Return where the clause around a relative one goes on: its verb; -1 where there is none."""
    before = sentence.word_before(verbs.first)
    if not sentence.is_relative(before):
        return -1
    names = {*_antecedent(sentence, before)}
    for later in sentence.verbs:
        if later.first <= verbs.main:
            continue
        near = sentence.tags[sentence.word_before(later.first)]
        heads = [c for c in sentence.tree.children[later.main] if sentence.tree.words[c].relation == "nsubj"]
        if (
            names & {*heads}
            or (heads and max(heads) < before)
            or (near not in ("CCONJ", "PRON", "SCONJ") and not heads)
        ):
            return later.first
    return -1


def subject_near(sentence: ParsedSentence, verbs: Verbs) -> tuple[int, ...]:
    """Return the noun phrase right before a verb."""
    at = sentence.word_before(verbs.first)
    return _phrase(sentence, at, verbs) if at >= 0 and sentence.tags[at] in ("NOUN", "PROPN", "NUM", "PRON") else ()
