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
# French sets a blank before its closing quotation mark; German closes with the marks that English and French open with.
_STOP = re.compile(r"[.!?…؟。！？]++['\"”’»›)\]]*+(?:[ \u00a0\u202f][\"”»›](?=\s|\Z))?+(?:[“«‹‘](?=\s|\Z))?")
_CLOSING_QUOTES = "\"”’'»›“«‹‘"
_OPENERS = "\"'“‘«‹([¿¡—–-•*_"
_DASHES = "–—-"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")

# Before a small letter, a shorter word with a stop is taken for an abbreviation that is not listed here.
_SHORTEST_PLAIN_WORD = 5

# How far back the word before a stop is looked for: no abbreviation is longer.
_LONGEST_TOKEN = 24

# Always before a name or a number.
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt capt maj sgt cpl pvt adm cmdr cdr sen rep reps sens gov govs pres rev hon msgr supt"
    " insp det amb brig pfc spc atty asst dep messrs mme mlle vice-adm rear-adm lieut cpt ret mt ft st ste dra sra srta"
    " eng arch ing lic gral cnel hr herr fr sr m mm v vs cf viz approx ca nos pp para ed eds trans gen.col"
    " e.g i.e z.b d.h u.a p.ej t.y т.е г ул им".split()
)
# Of these, what is also a word or may close a name: a word that begins sentences ends them.
_TITLES_THAT_END = frozenset("st ft sr m v ed ret g г".split())
# Before a number they belong to it; elsewhere they end like words.
_BEFORE_NUMBER = frozenset("no nr p c ch sec secs tel ext art fig vol núm n pop".split())
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# They may stand at the end of a sentence: the next word decides.
_MAY_END = frozenset(
    "inc corp co cos ltd llc plc bros jr sr esq al ave blvd rd dept univ assn govt natl intl dist est min max mon tue tues"
    " wed thu thur thurs fri ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb"
    " nev okla ore pa penn tenn tex va vt wash wis wyo s.a s.l ph.d m.d b.a m.a b.sc m.sc w.va kg km cm lb lbs oz ft sq".split()
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
    " under over about among between is are was were will do does did has have had can could would should may might must"
    " let police officials residents witnesses analysts critics authorities".split()
)
_SAYING = frozenset(
    "said says asked asks told tells added adds wrote writes replied replies shouted shouts cried warned warns"
    " explained explains argued argues insisted insists declared declares tweeted posted responded wondered wonders".split()
)
# "“Who goes there?” General Moussa Diallo asked": so many words may stand before the verb.
_WORDS_TO_SAYING = 4


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
        token = _token_before(text, match.start(), first)
        if not text[stop].isspace():
            ends = _glued(text, token, stop, last)
        elif token.isdigit() and len(token) <= 2 and match.start() - len(token) == first:
            # The number of a list's item: "1. The troops".
            ends = False
        else:
            ends = _ends_sentence(text, token, match.group(), stop, last)
        if ends:
            yield stop


def _ends_sentence(text: str, token: str, marks: str, stop: int, last: int) -> bool:
    """Whether the marks that end at ``stop`` end a sentence, given what follows them."""
    at = stop
    while at < last and text[at].isspace():
        at += 1
    opener = text[at : at + 1]
    begin = at
    while at < last and (text[at] in _OPENERS or text[at].isspace()):
        at += 1
    if at >= last:
        return True
    after = text[at]
    if after.islower():
        return _ends_before_small_letter(token, marks, opener, _lower_case_name(text, at))
    if not (after.isalnum() or after in "$€£#@" or ord(after) > 0x2000):
        return begin != at
    return _ends_before_capital(text, token, marks, opener, at, last)


def _ends_before_capital(text: str, token: str, marks: str, opener: str, at: int, last: int) -> bool:  # noqa: PLR0917  # one caller
    """Whether marks end a sentence that a capital, a number or a sign at ``at`` follows."""
    if opener and opener in _DASHES and (marks[-1] == ")" or _is_abbreviation(token)):
        # The end of a dateline: "(7:40 a.m.) – The army".
        return False
    match = _WORD.match(text, at, last)
    word = match.group().lower() if match else ""
    if marks[0] != "." or marks.startswith(".."):
        return word in _STARTERS or marks[-1] not in _CLOSING_QUOTES or not _says(text, at, last)
    if not token or marks[-1] in _CLOSING_QUOTES:
        return True
    return _full_stop_ends(token, "" if opener == "(" else word, digit=text[at].isdigit(), bracket=opener == "(")


def _full_stop_ends(token: str, word: str, *, digit: bool, bracket: bool) -> bool:
    """Whether a full stop between ``token`` and a capitalised ``word``, a number or a bracket ends the sentence."""
    bare = token.lower()
    starts = word in _STARTERS
    if bare in _TITLES:
        ends = starts and bare in _TITLES_THAT_END
    elif bare in _MONTHS:
        ends = starts and not digit
    elif bare in _BEFORE_NUMBER and len(token) > 1:
        ends = not digit
    elif bare in _CLOCK:
        ends = not (digit or bracket or word in _AFTER_CLOCK)
    elif bare in _MAY_END or (len(token) == 1 and token.isalpha()) or _LETTERS_WITH_STOPS.fullmatch(token):
        ends = starts
    else:
        ends = True
    return ends


def _ends_before_small_letter(token: str, marks: str, opener: str, named: bool) -> bool:
    """Whether marks end a sentence though the next word is small: a name like "eBay", or careless writing."""
    if named and not marks.startswith("..") and not _is_abbreviation(token):
        return True
    if marks in "?!":
        return opener.islower()
    return (
        marks == "."
        and len(token) >= _SHORTEST_PLAIN_WORD
        and token.isalpha()
        and opener.islower()
        and not _is_abbreviation(token)
    )


def _glued(text: str, token: str, stop: int, last: int) -> bool:
    """Whether a sentence begins without a space: "…left the country.The government …"."""
    word = _WORD.match(text, stop, last)
    if word is None or len(token) < 3 or not (token.isalpha() and token.islower()):
        return False
    begins = word.group()[0].isupper() and word.group().lower() in _STARTERS
    return begins and text[word.end() : word.end() + 1].isspace()


def _token_before(text: str, mark: int, first: int) -> str:
    begin = mark
    floor = max(first, mark - _LONGEST_TOKEN)
    while begin > floor and not text[begin - 1].isspace() and text[begin - 1] not in '([{"“‘«/—–':
        begin -= 1
    return text[begin:mark].lstrip("'’")


def _is_abbreviation(token: str) -> bool:
    bare = token.lower()
    return len(bare) == 1 or "." in bare or any(bare in words for words in (_TITLES, _BEFORE_NUMBER, _MAY_END, _MONTHS))


def _lower_case_name(text: str, at: int) -> bool:
    """Whether a name that begins in lower case stands here: "al-Shabab", "eBay", "iPhone"."""
    head = text[at : at + 4]
    return (head.startswith(("al-", "el-", "an-", "ar-")) and head[3:].isupper()) or head[1:2].isupper()


def _says(text: str, at: int, last: int) -> bool:
    """Whether what follows a closed quotation says whose it was: "“Why?” Minister Diallo asked"."""
    words = [match.group().lower() for match in _WORD.finditer(text, at, min(last, at + 80))]
    return any(word in _SAYING for word in words[:_WORDS_TO_SAYING])
