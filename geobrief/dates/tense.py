"""The tense of a time expression: that of the verb that governs it, which is the nearest before it or the one right behind.

There is no tagger here: verbs are known by their auxiliaries, by "to", by "-ed" and by a list. What a future or a
modal elsewhere in the sentence says does not count.
"""

from __future__ import annotations

import re
from typing import Literal

from geobrief.text import irregular_pasts, listed

Tense = Literal["past", "future"]
_Reading = Literal["past", "future", "present"]

_TOKEN = re.compile(r"[A-Za-z]+(?:['’]t\b)?|,(?!\d)|(?<!\d):|:(?!\d)|[;—–“”\"]|--")
_NOT = re.compile(r"n['’]t$")

FUTURE_WORDS = frozenset("will shall ll wo would tomorrow".split())
_MODALS = listed("may", "must should cannot ca")
PROSPECTIVE = frozenset(
    "upcoming forthcoming scheduled due slated expected deadline planned tentatively payable effective pending "
    "redeemable plans plan planning ahead coming expects aims starting begins begin starts resumes resume reopens "
    "reopen expires expire redemption deadlines subpoenaed summoned".split()
)
"""Words whose day lies ahead: "due Friday", "payable Dec. 15", "a deadline of June 1", "the ban expires in May"."""
_AHEAD_NOUNS = frozenset("deadline deadlines date dates".split())
"""Nouns that a day ahead stands before: "the Jan. 14 deadline", "a June 1 return date"."""
_INTENT = frozenset(
    "agreed vowed pledged promised decided asked ordered urged told wants want hopes hope intends intend intended proposed "
    "committed threatened plans plan aims expects ready preparing set going need needs vows agrees pledges seeks wanted "
    "demanded called calls prepares prepared hoping hoped supposed likely bound voted votes resolved planned scheduled "
    "invited due expected slated required subpoenaed summoned refuses free able unlikely sworn expect expecting anticipate "
    "anticipates agree vow pledge seek intending aiming aim prepare propose proposes threatens threaten".split()
)
"""Words that turn a following "to" and a verb into something still to come."""
_AUXILIARY_INTENT = listed("be", "has have be")
"""The same right before the "to": "is to meet", "has to leave", "was to be freed"."""
_NOT_PAST = frozenset(
    "need indeed speed seed feed breed weed united unprecedented hundred red armed unarmed limited alleged so-called "
    "bed led-by aged sacred wicked naked wed shed embed proceed exceed succeed indeed agreed-upon based "
    "unspecified undisclosed unnamed unidentified unmarked unmanned unresolved undecided unconfirmed unlimited".split()
)
_IRREGULAR_PAST = irregular_pasts() - {
    *"arisen beaten become begun cast come drawn fed overran overrun overtaken overtook quit retaken retook run".split(),
    *"underwent upheld withheld".split(),
} | {"ago", "set"}
"""Without those that are as often a base form, or that no sentence of the cases has."""
_BE_PRESENT, _BE_PAST = frozenset("is are am re s".split()), frozenset("was were".split())
_CHAIN = (
    _BE_PRESENT | _BE_PAST | listed("be_forms have", "being having get gets got not also never still now then soon")
)
"""What may stand between the first auxiliary and the verb."""
_AUXILIARIES = listed("be have do", "am")
_STRONG = frozenset([";", ":", "—", "–", "--"])
_RELATIVES = frozenset("who which whose whom".split())
_LEAD_IN = listed(
    "after prepositions parts_of_day",
    "late early earlier later the last next this that past around about mid until till through thru over during "
    "as soon only just a p m noon midnight dawn dusk previous following",
    without="with",
)
"""What stands between a verb and the day that belongs to it."""
_OPENERS = frozenset('and but also meanwhile then yet so while however or earlier later still “ ” " only it ,'.split())
"""What may stand before a day that opens its clause."""
_PREPOSITIONS = listed("prepositions", "during since after over as under against near")
_REPORTING = listed("said", "argued")
_PUTS_OFF = frozenset(
    "adjourned postponed delayed extended suspended remanded deferred closed shut barred banned moved rescheduled pushed "
    "shifted prolonged sealed stopped halted cancelled canceled grounded locked switched".split()
)
"""Past verbs that set a limit still to come: "adjourned until Monday"."""
_PUTS = frozenset("put puts held hold holds called call knocked set pushed".split())
"""Verbs that set one with "off" or "back": "put off until Saturday"."""
_MOVES = frozenset({("put", "off"), ("put", "back"), ("pushed", "back"), ("brought", "forward"), ("moved", "forward")})
"""Verbs that move what has a day, with the word that belongs to them: "put off the vote from Tuesday to Monday"."""
_STAYS = frozenset("stayed remained kept stood lay sat lasted lived waited continued fought held".split())
"""Past verbs that reach a limit behind: "stayed shut until Saturday"."""
_GIVES = frozenset("had has have given gave gives give".split())
_INVITES = frozenset("invited invites summoned summons".split())
_CALL = frozenset("call calls called calling appeal appeals appealed".split())
_GATHERINGS = frozenset(
    "strike strikes protest protests rally rallies demonstration demonstrations march marches boycott sit-in vote election "
    "elections referendum meeting summit walkout stoppage shutdown".split()
)
"""What people call for in advance: "called for a strike on Thursday" is said before that Thursday."""
_DONE = frozenset(
    "attack attacks bombing bombings blast blasts explosion explosions shooting shootings killing killings murder murders "
    "massacre assassination crash earthquake quake raid raids arrest arrests ruling decision verdict announcement statement "
    "coup incident accident fire disaster collapse clashes violence ambush assault kidnapping abduction death deaths riot "
    "riots unrest landslide derailment hijacking stabbing shelling mutiny outbreak defeat robbery protests remarks".split()
)
"""Nouns of what has happened when it is named with its day: "the attack on Friday", "Wednesday's ruling"."""
_DEFINITE = listed("demonstratives possessives", "the s our deadly latest")
_FREE_LEAD = 12
"""Words: an infinitive farther than this from the beginning of its sentence needs a verb that governs it."""


def tense_of(before: str, after: str) -> Tense | None:
    """Say whether an expression tells of the past or the future, from the words of its sentence on both sides of it."""
    return _reading(_tokens(before), _tokens(after))


def _tokens(text: str) -> list[str]:
    """Return words in lower case and marks; what is capitalised inside a sentence is a name, and no "may" or "said"."""
    words: list[str] = []
    for index, found in enumerate(_TOKEN.findall(text)):
        name = found[0].isupper() and (index > 0 or found in ("May", "MAY", "Will")) and not found.isupper()
        lower = _NOT.sub("", found.lower())
        words.append(found if name or found in ("May", "MAY") else "will" if lower == "wo" else lower)
    return words


def _reading(before: list[str], after: list[str]) -> Tense | None:
    cut = len(before)
    while cut and before[cut - 1] in _LEAD_IN and not _is_to(before, cut - 1):
        cut -= 1
    head, lead = before[:cut], before[cut:]
    said = _by_noun(head, lead, after) or _by_limit(head, lead, after) or _by_outcome(head, after)
    if said is not None:
        return said
    if _opens_clause(head):
        first = _behind(after)
        return _plain(first) if first is not None else _plain(_before(head, lead))
    if _belongs_behind(head, after):
        return _plain(_behind(after))
    found = _before(head, lead)
    if found == "present" and not _CONDITIONS.isdisjoint(head):
        found = "future" if _promises(head) else None
    return _plain(found) if found is not None else _plain(_behind(after))


_CONDITIONS = frozenset({"if", "when", "once", "unless"})


def _promises(head: list[str]) -> bool:
    """Whether what stands before "when" is still to come: "they could lose him when the case is heard in May"."""
    at = next(index for index in range(len(head) - 1, -1, -1) if head[index] in _CONDITIONS)
    return any(word in FUTURE_WORDS or word in _MODALS or word in PROSPECTIVE for word in head[:at])


def _plain(found: _Reading | None) -> Tense | None:
    return None if found == "present" else found


def _is_to(words: list[str], index: int) -> bool:
    """Whether a word is the "to" of an infinitive."""
    return words[index] == "to" and index + 1 < len(words) and words[index + 1] not in _LEAD_IN


def _by_noun(head: list[str], lead: list[str], after: list[str]) -> Tense | None:
    """Read "Wednesday's ruling", "the attack on Friday" and "the Jan. 14 deadline" by their noun."""
    if after[:1] == ["s"]:
        return "past" if not _DONE.isdisjoint(after[1:4]) else None
    reach = 3 if after[:1] == ["as"] else 2
    ahead = next((n for n, word in enumerate(after[:reach]) if word in _AHEAD_NOUNS), None)
    if ahead is not None and "," not in after[:ahead]:
        return "past" if {"missed", "passed", "met", "expired"} & {*head[-4:], *after[:3]} else "future"
    if head and lead and head[-1] in _DONE and not _DEFINITE.isdisjoint(head[-4:-1]):
        return "past"
    return None


def _by_limit(head: list[str], lead: list[str], after: list[str]) -> Tense | None:
    """Read what "until" and "to" do to a past verb: "postponed until", "moved to", "stayed shut until", "had until … to"."""
    near = head[-6:]
    if {"until", "till", "through", "thru"}.isdisjoint(lead):
        if "soon" in lead or ("for" in lead and near[-1:] == ["rescheduled"]):
            return "future"
        moved = not _PUTS_OFF.isdisjoint(near) or any({*pair} <= {*head[-8:]} for pair in _MOVES)
        return "future" if "to" in lead and moved else None
    if not _STAYS.isdisjoint(near):
        return "past"
    if not _PUTS_OFF.isdisjoint(near) or (near[-1:] in (["off"], ["back"]) and _PUTS.intersection(near)):
        return "future"
    return "future" if not _GIVES.isdisjoint(head[-5:]) and after[:1] == ["to"] else None


_CAME_TO_NOTHING = _STAYS | frozenset({"did", "never", "failed"})
"""What follows "but" where a plan of a day that is over came to nothing."""


def _by_outcome(head: list[str], after: list[str]) -> Tense | None:
    """Read "was to reopen on Tuesday but stayed closed": what became of the plan is known, so that its day is over."""
    at = next((n + 1 for n, word in enumerate(after[:4]) if word == "but"), None)
    told = at is not None and not _CAME_TO_NOTHING.isdisjoint(after[at : at + 2])
    return "past" if told and not _BE_PAST.isdisjoint(head) and "to" in head[-6:] else None


def _opens_clause(head: list[str]) -> bool:
    """Whether nothing but a conjunction stands between the beginning of the clause and the expression."""
    at = len(head)
    while at and head[at - 1] in _OPENERS:
        at -= 1
    if at == 0 or head[at - 1] in _STRONG:
        return True
    marks = head[at:]
    if "," in marks:
        return len(marks) > 1 or not any(_is_verb(head, i) for i in range(at))
    return False


def _is_verb(words: list[str], index: int) -> bool:
    word = words[index]
    return word in FUTURE_WORDS or word in _MODALS or word in _AUXILIARIES or _is_past(word) or _is_to(words, index)


def _belongs_behind(head: list[str], after: list[str]) -> bool:
    """Whether the verb right behind governs: "Bush on Tuesday said …", unless a verb stands right before."""
    if not after or not _is_finite(after) or (head and _is_verb(head, len(head) - 1)):
        return False
    for index in range(len(head) - 1, -1, -1):
        if head[index] in _RELATIVES:
            # "the man who will be tried on Friday said": the relative clause keeps its day.
            return not any(w in FUTURE_WORDS for w in head[index + 1 : index + 3])
        if head[index] in _STRONG or head[index] == ",":
            break
    return True


def _is_finite(after: list[str]) -> bool:
    word = after[1] if after[0].endswith("ly") and len(after) > 1 else after[0]
    return word in FUTURE_WORDS or word in _MODALS or word in _AUXILIARIES or _is_past(word)


def _before(words: list[str], lead: list[str]) -> _Reading | None:
    """Find the verb, or the word of what is to come, that stands nearest before the expression."""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word in _STRONG:
            return None
        if _is_plan(words, index, lead):
            continue
        found = _future_cue(words, index) or _verb_group(words, index, lead)
        if found is not None:
            return found
    return None


def _is_plan(words: list[str], index: int, lead: list[str]) -> bool:
    """Whether a word is the noun "plan" that was told on a day: "announced its plan on Aug. 21", not "plans for August"."""
    if words[index] not in ("plan", "plans") or _ARTICLES.isdisjoint(words[max(0, index - 3) : index]):
        return False
    behind = words[index + 1 :]
    return "for" not in (behind or lead[:1]) and not any(_is_to(words, i) for i in range(index + 1, len(words)))


_ARTICLES = listed("articles possessives", "this that s our")


def _future_cue(words: list[str], index: int) -> _Reading | None:
    word, previous = words[index], words[index - 1] if index else ""
    found: _Reading | None = None
    if word in FUTURE_WORDS:
        found = "past" if word == "would" and "had" in words[:index] else "future"
    elif word in _MODALS:
        found = "past" if words[index + 1 : index + 2] == ["have"] else "future"
    elif word in PROSPECTIVE:
        found = _prospect(words, index)
    elif (previous, word) in _AHEAD_PAIRS or _calls(words, index) or _goes_to_vote(words, index):
        found = "future"
    elif _is_to(words, index):
        found = _infinitive(words, index)
    return found


_AHEAD_PAIRS = frozenset({("takes", "effect"), ("take", "effect"), ("of", "record")})


def _goes_to_vote(words: list[str], index: int) -> bool:
    """Whether the word ends "go to the polls" in the present: what is called so has its day ahead of it."""
    return words[index] == "polls" and words[max(0, index - 3) : index] in (["go", "to", "the"], ["head", "to", "the"])


def _calls(words: list[str], index: int) -> bool:
    """Whether the word invites to, or calls for, what is still to come: "invited him to a dinner", "called for a strike"."""
    behind = words[index + 1 :]
    if words[index] in _INVITES:
        return "to" in behind
    return words[index] == "for" and index > 0 and words[index - 1] in _CALL and not _GATHERINGS.isdisjoint(behind)


def _prospect(words: list[str], index: int) -> _Reading | None:
    """Read a word of what is to come, unless the auxiliary before it says otherwise: "did not begin", "tried to reopen"."""
    if _had_been(words, index):
        return "past"
    first = index - 2 if words[max(0, index - 1) : index] == ["not"] else index - 1
    if first >= 0 and words[first] == "did":
        return "past"
    return _infinitive(words, first) if first >= 0 and _is_to(words, first) else "future"


def _had_been(words: list[str], index: int) -> bool:
    """Whether what was to come is told as over: "it had been due to expire on Friday"."""
    return words[max(0, index - 2) : index] == ["had", "been"]


def _infinitive(words: list[str], index: int) -> _Reading | None:
    """Read an infinitive by the verb that governs it: "planned to", "is to" are ahead, "managed to" is not."""
    previous = words[index - 1] if index else ""
    if previous in _AUXILIARY_INTENT or previous in PROSPECTIVE:
        return "past" if _had_been(words, index - 1) else "future"
    if words[index + 1][0].isupper() or words[index + 1] in _NOT_VERBS:
        return None
    for back in range(index - 1, -1, -1):
        word = words[back]
        if word in _INTENT or word in FUTURE_WORDS or word in PROSPECTIVE:
            return "future"
        if word in _STRONG:
            return None
        if _is_past(word) and not _is_reduced(words, back):
            return "past"
    return "future" if index < _FREE_LEAD else None


_MET = frozenset(
    "seen heard felt smelled smelt found reached contacted confirmed verified identified determined established recovered "
    "observed spotted detected traced located rescued saved".split()
)
"""What "could be" tells of a day that is over: "gunfire could be heard on Monday"; what could be held is to come."""
_NOT_VERBS = listed(
    "articles demonstratives possessives speakers_possessives numerals",
    "some any all each every both several many more most police people reporters parliament court jail prison "
    "school hospital power war peace which what where whom about at be-",
)
"""What follows a "to" that leads to a place or a person."""


def _verb_group(words: list[str], index: int, lead: list[str]) -> _Reading | None:
    """Read the verb at an index by the auxiliaries before it."""
    word = words[index]
    if word in _BE_PRESENT:
        near = index >= len(words) - 1
        return None if word == "s" else "future" if near else "present"
    if word == "set" and (words[index + 1 : index + 2] or lead[:1]) == ["for"]:
        return "future"
    if not _is_past(word) or _is_reduced(words, index):
        return None
    first = index
    while first and (words[first - 1] in _CHAIN or words[first - 1].endswith("ly")):
        first -= 1
    if words[first] in _BE_PRESENT and index > first and not _CONDITIONS.isdisjoint(words[:first]):
        return "present"
    return _by_auxiliary(words, first - 1, words[first:index]) if first else "past"


def _by_auxiliary(words: list[str], opening: int, group: list[str]) -> _Reading | None:
    """Read a past form by the word before its auxiliaries: "will be tried", "may have died", "to be published"."""
    word = words[opening]
    if word in FUTURE_WORDS:
        return _future_cue(words, opening)
    if word in _MODALS:
        met = word in ("could", "can") and words[opening + 1 + len(group)] in _MET
        denied = not {"not", "nor", "neither"}.isdisjoint([*group, *words[max(0, opening - 6) : opening]])
        return "past" if "have" in group or met or denied else "future"
    if word == "to" and ("be" in group or "have" in group):
        return _infinitive(words, opening)
    return "past"


def _is_reduced(words: list[str], index: int) -> bool:
    """Whether a participle only describes the noun before it: "a play written by a local"."""
    agent = words[index + 1 : index + 2] == ["by"]
    return agent and not (index and words[index - 1] in _CHAIN) and words[index] not in _REPORTING


def _behind(words: list[str]) -> _Reading | None:
    """Find the first main verb behind the expression."""
    index, skipping = 0, False
    while index < len(words):
        word = words[index]
        if word in _STRONG:
            return None
        if word == ",":
            skipping = False
        elif word in _RELATIVES:
            skipping = True
        elif not skipping:
            found = _main_verb(words, index)
            if found is not None:
                return found
        index += 1
    return None


def _main_verb(words: list[str], index: int) -> _Reading | None:
    word = words[index]
    following = words[index + 1 : index + 3]
    found: _Reading | None = None
    if word in FUTURE_WORDS:
        found = "future"
    elif word in _MODALS:
        found = "past" if following[:1] == ["have"] else "future"
    elif word in _BE_PRESENT or word in _BE_PAST:
        found = _copula(word, following)
    elif _is_past(word):
        ahead = word == "set" and following[:1] == ["to"]
        found = None if _describes(words, index) else "future" if ahead else "past"
    elif word in PROSPECTIVE:
        found = "future"
    return found


def _copula(word: str, following: list[str]) -> _Reading | None:
    if following[:1] == ["to"] or not PROSPECTIVE.isdisjoint(following) or following == ["set", "to"]:
        return "future"
    if word == "s":
        return None
    return "past" if word in _BE_PAST else "present"


def _describes(words: list[str], index: int) -> bool:
    """Whether a participle describes its noun and the main verb is still to come: "the man accused of murder will …"."""
    if words[index] in _REPORTING or not words[index].endswith("ed") or index == 0:
        return False
    if words[index + 1 : index + 2] == [] or words[index + 1] not in _PREPOSITIONS or words[index + 1] == "to":
        return False
    for word in words[index + 2 : index + 12]:
        if word in _STRONG or word in (",", "that", "and", "but", "as", "because", "after") or word in _RELATIVES:
            return False
        if word in FUTURE_WORDS or word in _MODALS or word in _AUXILIARIES:
            return True
    return False


def _is_past(word: str) -> bool:
    if not word[0].islower():
        return False
    return word in _IRREGULAR_PAST or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST)
