"""Text → sentences, by offsets, in linear time.

Every stop is looked at once: what stands before it (an abbreviation, an initial, a number), what
follows it (a small letter, a capital, a quotation mark) and, where both leave it open ("U.S. The"),
whether the next word is one that begins sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geobrief.articles.lines import paragraphs
from geobrief.model import Sentence

# Possessive, so that a long run of stops is read once.
_STOP = re.compile(r"[.!?…؟。！？]++['\"”’»›)\]]*+")
_OPENERS = "\"'“‘«‹([¿¡—–-•*_"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")

# How far back the word before a stop is looked for: no abbreviation is longer.
_LONGEST_TOKEN = 24

# Always before a name or a number.
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt capt maj sgt cpl pvt adm cmdr cdr sen rep reps sens gov govs pres rev hon msgr supt"
    " insp det amb brig pfc spc atty asst dep messrs mme mlle vice-adm rear-adm lieut cpt ret mt ft st ste dra sra srta"
    " eng arch ing lic gral cnel hr herr fr sr m mm v vs cf viz approx ca nos pp para art fig vol ed eds trans"
    " e.g i.e z.b d.h u.a p.ej t.y т.е г ул им".split()
)
# Before a number they belong to it; elsewhere they end like words.
_BEFORE_NUMBER = frozenset(
    "no nr p c ch sec secs jan feb mar apr jun jul aug sep sept oct nov dec tel ext art núm n".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# They may stand at the end of a sentence: the next word decides.
_MAY_END = frozenset(
    "inc corp co cos ltd llc plc bros jr sr esq etc al ave blvd rd dept univ assn govt natl intl dist est min max"
    " ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn"
    " tenn tex va vt wash wis wyo s.a s.l ph.d m.d b.a m.a d.c n.y n.j n.c s.c n.h n.m n.d s.d r.i w.va"
    " u.s u.k u.n e.u u.a.e u.s.a u.s.s.r d.r.c a.m p.m b.c a.d hrs mins kg km cm mm lb lbs oz ft sq".split()
)
_CLOCK = frozenset({"a.m", "p.m"})
_AFTER_CLOCK = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday et est edt pt pst pdt ct cst cdt gmt utc cet bst eastern"
    " pacific central local january february march april may june july august september october november december".split()
)
# Words that begin sentences far more often than they follow an abbreviation inside one.
_STARTERS = frozenset(
    "the a an this that these those there here it its he she they we you i his her their our my your in on at by for"
    " from with without after before during since until when while where who what why how if although though because as"
    " but and or nor so yet still however moreover meanwhile also then now today yesterday tomorrow later earlier some"
    " many most more few several all both each every no not none one two three another other such according despite"
    " under over about among between is are was were do does did has have had can could will would should may might"
    " must let according police officials residents witnesses analysts critics authorities".split()
)
_SAYING = frozenset(
    "said says asked asks told tells added adds wrote writes replied replies shouted shouts cried warned warns"
    " explained explains argued argues insisted insists declared declares tweeted posted responded wondered wonders".split()
)
# "“Who goes there?” General Moussa Diallo asked": so many words may stand before the verb.
_WORDS_TO_SAYING = 5


def split_sentences(text: str, start: int = 0, end: int | None = None, *, width: int | None = None) -> list[Sentence]:
    """Text → the sentences of ``text[start:end]``, in order, without the white space around them.

    ``width`` is the column at which a program wrapped the text, where that is known.
    """
    found: list[Sentence] = []
    for first, last in paragraphs(text, start, len(text) if end is None else end, width):
        begin = first
        for stop in _boundaries(text, first, last):
            found.append(Sentence(begin, stop))
            begin = stop
            while begin < last and text[begin].isspace():
                begin += 1
        if begin < last:
            found.append(Sentence(begin, last))
    return found


def _boundaries(text: str, first: int, last: int) -> Iterator[int]:
    for match in _STOP.finditer(text, first, last):
        stop = match.end()
        if stop >= last:
            return
        if text[stop].isspace():
            if _ends_sentence(text, match.start(), stop, first, last):
                yield stop
        elif _glued(text, match.start(), stop, first, last):
            yield stop


def _glued(text: str, mark: int, stop: int, first: int, last: int) -> bool:
    """Whether a sentence begins without a space: "…left the country.The government …"."""
    before = text[max(first, mark - 3) : mark]
    if not (len(before) == 3 and before.isalpha() and before.islower()):
        return False
    word = _WORD.match(text, stop, last)
    return bool(
        word
        and word.group()[0].isupper()
        and word.group().lower() in _STARTERS
        and text[word.end() : word.end() + 1].isspace()
    )


def _ends_sentence(text: str, mark: int, stop: int, first: int, last: int) -> bool:
    marks = text[mark:stop]
    following = stop
    while following < last and text[following].isspace():
        following += 1
    opener = following
    while following < last and text[following] in _OPENERS:
        following += 1
    if following >= last:
        return True
    after = text[following]
    if after.islower():
        return _lower_case_name(text, following) and not marks.startswith("..") and not _abbreviated(text, mark, first)
    if not (after.isalnum() or after in "$€£#@" or ord(after) > 0x2000):
        return opener != following
    if marks[0] != "." or marks.startswith(".."):
        return not (marks[-1] in "\"”’'»" and _says(text, following, last))
    return _stop_decides(text, mark, marks, first, following, last)


def _stop_decides(text: str, mark: int, marks: str, first: int, following: int, last: int) -> bool:
    """Whether one full stop before a capital, a digit or a sign ends the sentence."""
    token = _token_before(text, mark, first)
    bare = token.lower()
    word = _WORD.match(text, following, last)
    starts = bool(word and word.group().lower() in _STARTERS)
    digit = text[following].isdigit()
    if not bare or len(marks) > 1:
        # A bracket or a quotation closed after the stop: the abbreviation, if it was one, is inside.
        return True
    if bare in _TITLES:
        return bare in {"st", "ft", "sr", "m", "v", "ed", "ret", "g", "г"} and starts
    if bare in _BEFORE_NUMBER:
        return not digit and (starts or (bare not in _MONTHS and bare in {"no", "sec", "ext"}))
    if bare in _CLOCK:
        return not digit and not (word and word.group().lower() in _AFTER_CLOCK)
    if bare in _MAY_END:
        return starts or bare == "etc"
    if len(token) == 1 and token.isalpha() and token.isupper():
        return starts and token != "J"
    if _LETTERS_WITH_STOPS.fullmatch(token):
        return starts
    return not (token.isdigit() and mark - len(token) == first and len(token) <= 2)


def _token_before(text: str, mark: int, first: int) -> str:
    begin = mark
    floor = max(first, mark - _LONGEST_TOKEN)
    while begin > floor and not text[begin - 1].isspace() and text[begin - 1] not in '([{"“‘«/—–':
        begin -= 1
    return text[begin:mark].lstrip("'’")


def _abbreviated(text: str, mark: int, first: int) -> bool:
    token = _token_before(text, mark, first).lower()
    return len(token) == 1 or "." in token or any(token in words for words in (_TITLES, _BEFORE_NUMBER, _MAY_END))


def _lower_case_name(text: str, at: int) -> bool:
    """Whether a name that begins in lower case stands here: "al-Shabab", "eBay", "iPhone"."""
    head = text[at : at + 4]
    return (head.startswith(("al-", "el-", "an-", "ar-")) and head[3:].isupper()) or head[1:2].isupper()


def _says(text: str, at: int, last: int) -> bool:
    """Whether what follows a closed quotation says whose it was: "“Why?” the minister asked"."""
    words = [match.group().lower() for match in _WORD.finditer(text, at, min(last, at + 80))]
    return any(word in _SAYING for word in words[:_WORDS_TO_SAYING])
