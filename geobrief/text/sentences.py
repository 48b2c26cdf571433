"""Text → sentences, by offsets, in linear time.

Every stop is looked at once: what stands before it (an abbreviation, an initial, a number), what
follows it (a small letter, a capital, a quotation mark) and, where both leave it open ("U.S. The"),
whether the next word is one that begins sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from geobrief.model import Sentence
from geobrief.text.english import listed
from geobrief.text.lines import paragraphs

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

# Longer "sentences" are lists and tables without a stop: they are cut, so that whatever quotes one stays readable and
# what looks around a word in its sentence ends. The longest sentences of laws and treaties have half of this.
LONGEST = 4_000

# How far back the word before a stop is looked for: no abbreviation is longer.
_LONGEST_TOKEN = 24

# Always before a name or a number.
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt capt maj sgt cpl pvt adm cmdr cdr sen rep reps sens gov govs pres rev hon msgr supt"
    " insp det amb brig pfc spc atty asst dep messrs mme mlle vice-adm rear-adm lieut cpt ret mt ft st ste dra sra srta"
    " eng arch ing lic gral cnel hr herr fr sr med jur phil rer m mm v vs cf ee viz approx ca nos pp para ed eds trans gen.col"
    " e.g i.e z.b d.h u.a p.ej t.y т.е г ул им".split()
)
# Of these, what is also a word or may close a name: a word that begins sentences ends them.
_TITLES_THAT_END = frozenset("st ft sr m v ed ret g г".split())
# Before a number they belong to it; elsewhere they end like words.
_BEFORE_NUMBER = frozenset("no nr p c ch sec secs tel ext art fig vol núm n pop rs sh ksh tsh".split())
_MONTHS = listed("months_clipped")
# They may stand at the end of a sentence: the next word decides.
_MAY_END = listed(
    "weekdays_clipped states_clipped states_clipped_to_words",
    "inc corp co cos ltd llc plc bros jr sr esq al ave blvd rd dept univ assn govt natl intl dist est min max penn uu s.a s.l "
    "ph.d m.d b.a m.a b.sc m.sc w.va kg km cm lb lbs oz ft sq",
    without="sat sun alta kans nebr ont que sask wisc",
)
# German writes the day with a stop: "am 3. Oktober".
_MONTHS_AFTER_STOP = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember".split()
)
# Names that are written with a mark.
_WITH_MARK = frozenset({"yahoo", "jeopardy"})
# An item of a list in the running line: "(b) The rebels".
_LETTERED = re.compile(r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\) (?=[^\W\d_a-z])")
_CLOCK = frozenset({"a.m", "p.m"})
_AFTER_CLOCK = listed(
    "weekdays months zones_of_time", "eastern pacific central local", without="cest mst mdt mt ist wat cat eat"
)
# Words that begin sentences far more often than they follow an abbreviation inside one.
_STARTERS = listed(
    "articles demonstratives possessives speakers_possessives subjects quantifiers be have do will may and_or "
    "but_nor after while because",
    "there here in on at by for from with without during until where who what why how if so yet still however "
    "moreover meanwhile also then now today yesterday tomorrow later earlier most more not none one two three "
    "another other such according despite under over about among between should must let police officials "
    "residents witnesses analysts critics authorities",
    without="any",
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
            found += _cut(text, begin, stop)
            begin = stop
            while begin < last and text[begin].isspace():
                begin += 1
        if begin < last:
            found += _cut(text, begin, last)
    return found


def _cut(text: str, begin: int, end: int) -> Iterator[Sentence]:
    """A sentence, or the pieces of one that is too long: at a semicolon, else at a blank, else anywhere."""
    while end - begin > LONGEST:
        least = begin + LONGEST // 2
        at = max(text.rfind(mark, least, begin + LONGEST) for mark in ("; ", "\n"))
        at = at + 1 if at > 0 else text.rfind(" ", least, begin + LONGEST)
        at = at if at > 0 else begin + LONGEST
        yield Sentence(begin, at)
        begin = at
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield Sentence(begin, end)


def _boundaries(text: str, first: int, last: int) -> Iterator[int]:
    begun = first
    for match in _STOP.finditer(text, first, last):
        stop = match.end()
        if stop >= last:
            return
        token = _token_before(text, match.start(), first)
        if not text[stop].isspace():
            ends = _glued(text, token, stop, last)
        elif _is_item(token) and match.start() - len(token) == begun:
            # The number of a list's item or the letter of a dialogue: "1. The troops", "Q. Who".
            ends = False
        else:
            ends = _ends_sentence(text, token, match.group(), stop, last)
        if ends:
            yield stop
            begun = stop
            while begun < last and text[begun].isspace():
                begun += 1


def _is_item(token: str) -> bool:
    return len(token) <= 2 and (token.isdigit() or token in {"Q", "A"})


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
    if opener == "(" and _LETTERED.match(text, begin, last):
        return not _is_abbreviation(token)
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
    if marks == "!" and token.lower() in _WITH_MARK:
        return word in _STARTERS
    if marks[0] != "." or marks.startswith(".."):
        return word in _STARTERS or marks[-1] not in _CLOSING_QUOTES or not _says(text, at, last)
    if not token or marks[-1] in _CLOSING_QUOTES or _is_unit(text, token, at):
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
    elif len(bare) <= 2 and bare.isdigit():
        ends = word not in _MONTHS_AFTER_STOP
    elif bare in _BEFORE_NUMBER and len(token) > 1:
        ends = not digit
    elif bare in _CLOCK:
        ends = not (digit or bracket or word in _AFTER_CLOCK)
    elif bare in _MAY_END or (len(token) == 1 and token.isalpha()) or _LETTERS_WITH_STOPS.fullmatch(token):
        ends = starts
    else:
        ends = True
    return ends


def _is_unit(text: str, token: str, at: int) -> bool:
    """Whether a single small letter before ``at`` is a unit: "à 8 h. Mme Sall"."""
    if len(token) != 1 or not token.islower():
        return False
    before = text[max(0, at - _LONGEST_TOKEN) : at].rstrip().rstrip(".")
    return before[:-1].rstrip()[-1:].isdigit() and before[-2:-1].isspace()


def _ends_before_small_letter(token: str, marks: str, opener: str, named: bool) -> bool:
    """Whether marks end a sentence though the next word is small: a name like "eBay", or careless writing."""
    if named and not marks.startswith("..") and not _is_abbreviation(token):
        return True
    if marks in "?!":
        return opener.islower() and token.lower() not in _WITH_MARK
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


_CLAUSE_BREAK = re.compile(r"[.!?;][\"'”’)\]]{0,3}\s|\n(?=[^\S\n]{0,20}\n)|\n(?=[\"“‘A-Z0-9•*-])")
SHORT_LINE = 60
"""Characters: a shorter line ends its sentence, if the next one begins like a sentence; wrapped text has longer lines."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|"
    r"Capt|Maj|Adm|Sen|Rep|Gov|Prof|St|No|vs|approx|ca)|\b[A-Za-z])$"
)


@lru_cache(maxsize=4)
def clause_breaks(text: str) -> tuple[int, ...]:
    """Text of any kind, with its lines → the offsets at which what governs a day ends: stops, semicolons, headings."""
    breaks, line = [], 0
    for m in _CLAUSE_BREAK.finditer(text):
        at = m.start()
        if text[at] == "\n":
            line, short = at, at - line < SHORT_LINE
            if not short and text[m.end() : m.end() + 1] != "\n" and text[at - 1 : at] not in '.!?:”")':
                continue
        elif text[at] == "." and _ABBREVIATED.search(text, max(0, at - 7), at):
            continue
        breaks.append(m.end())
    return tuple(breaks)
