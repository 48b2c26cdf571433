"""Words of a sentence, with offsets, and the inflection of English by rule.

A tagger would cost a megabyte and a second; what the stage needs of grammar (is this "strike" a noun, is this verb
passive, where does the clause end) it reads off the closed classes of words around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

# A word may hold hyphens, dots and apostrophes inside, but not the possessive 's, which is a token of its own. The last
# stop of "U.S." and of a short title belongs to its word, so that no phrase ends there.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mrs?|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Brig|Adm|Sen|Gov|Rev)\.|"
    r"\d+(?:[.,]\d+)+|\w+(?:(?:[-.&]|['’](?!s\b))\w+)*|['’]s\b|\S"
)

DETERMINERS = frozenset(
    "a an the this that these those its their his her our my your another any each every no some several many "
    "few both all two three four five six seven eight nine ten".split()
)
PREPOSITIONS = frozenset(
    "in at on near from to into onto of by for with against outside inside within across around over through "
    "throughout along between among toward towards about after before during since until under above below beside "
    "behind beyond off up down out upon via amid following despite without as than like per".split()
)
SAYING = frozenset(
    "said says say saying told tells tell announced announces announce announcing reported reports added adds "
    "confirmed confirms stated states claimed claims according wrote writes declared disclosed revealed "
    "acknowledged admitted noted insisted explained warned quoted".split()
)

_IRREGULAR: dict[str, tuple[str, str]] = {
    base: (past, participle)
    for base, past, participle in (
        row.split()
        for row in (
            "arise arose arisen|be was been|beat beat beaten|become became become|begin began begun|bind bound bound|"
            "blow blew blown|break broke broken|bring brought brought|build built built|burn burned burned|"
            "burst burst burst|buy bought bought|cast cast cast|catch caught caught|choose chose chosen|"
            "come came come|cut cut cut|deal dealt dealt|die died died|dig dug dug|draw drew drawn|drive drove driven|"
            "fall fell fallen|feed fed fed|fight fought fought|find found found|flee fled fled|fly flew flown|"
            "freeze froze frozen|get got got|give gave given|go went gone|hang hanged hanged|hit hit hit|"
            "hold held held|hurt hurt hurt|keep kept kept|lay laid laid|lead led led|leave left left|lie lied lied|"
            "lose lost lost|make made made|meet met met|overrun overran overrun|overtake overtook overtaken|"
            "overthrow overthrew overthrown|pay paid paid|put put put|quit quit quit|retake retook retaken|"
            "ride rode ridden|rise rose risen|run ran run|seek sought sought|sell sold sold|send sent sent|"
            "set set set|shake shook shaken|shoot shot shot|shut shut shut|sink sank sunk|speak spoke spoken|"
            "spread spread spread|stand stood stood|steal stole stolen|strike struck struck|swear swore sworn|"
            "sweep swept swept|take took taken|tear tore torn|throw threw thrown|win won won|withdraw withdrew withdrawn|"
            "withhold withheld withheld|write wrote written|undergo underwent undergone|uphold upheld upheld"
        ).split("|")
    )
}
SIMPLE_PASTS = frozenset(
    past for base, (past, _) in _IRREGULAR.items() if past not in (base, "left", "felt", "shot", "cast")
) | {
    "begun",
    "left",
}
"""Irregular past tenses that are no common nouns."""
_DOUBLING = frozenset(
    "ban rob stop drop plan stab rig rip hit cut set shut slip ram nab drag kidnap commit permit expel propel rebel "
    "admit submit gun bar beg scrap equip quit dig win run put swap jam tap cap pin annul patrol transfer confer occur "
    "deter".split()
)
_DOUBLING_IN_BRITAIN = frozenset("travel cancel signal label rival level marshal counsel tunnel shovel".split())
"""Verbs that double their last letter in British spelling only."""
_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "crisis": "crises",
    "coup": "coups",
    "person": "people",
    "coup d'état": "coups d'état",
    "hostage-taking": "hostage-takings",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of an article."""

    start: int
    """Offset into the article's text."""
    end: int
    text: str
    low: str
    """Lower case, with a straight apostrophe."""


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words and signs of ``text[start:end]``, with offsets into ``text``."""
    return tuple(_iter_tokens(text, start, end))


def _iter_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        word = found.group()
        low = word.lower().replace("’", "'")
        yield Token(found.start(), found.end(), word, low.rstrip(".") or low)


def is_word(token: Token) -> bool:
    """Whether a token is a word or a number, not a sign."""
    return token.low[0].isalnum()


def verb_forms(base: str) -> dict[str, str]:
    """Inflected forms of a verb, each with what it is: ``base``, ``s``, ``ing``, ``past``, ``part`` or ``ed``.

    ``ed`` is a form that may be past tense or participle.
    """
    stem, vowel_y = base[:-1], base.endswith("y") and base[-2:-1] not in tuple("aeiou")
    if base in _DOUBLING:
        ing, past = base + base[-1] + "ing", base + base[-1] + "ed"
    elif base.endswith("ie"):
        ing, past = base[:-2] + "ying", base + "d"
    elif base.endswith("e") and not base.endswith("ee"):
        ing, past = stem + "ing", base + "d"
    elif vowel_y:
        ing, past = base + "ing", stem + "ied"
    else:
        ing, past = base + "ing", base + ("d" if base.endswith("e") else "ed")
    forms = {base: "base", _s_form(base): "s", ing: "ing"}
    if base in _DOUBLING_IN_BRITAIN:
        forms |= {base + base[-1] + "ing": "ing", base + base[-1] + "ed": "ed"}
    if base in _IRREGULAR:
        simple, participle = _IRREGULAR[base]
        if simple == participle:
            forms.setdefault(simple, "ed")
        else:
            forms.setdefault(simple, "past")
            forms.setdefault(participle, "part")
    else:
        forms.setdefault(past, "ed")
    return forms


def _s_form(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + "s"


@lru_cache(maxsize=1)
def _irregular_lemmas() -> dict[str, str]:
    return {form: base for base in _IRREGULAR for form in verb_forms(base)} | {
        plural: single for single, plural in _PLURALS.items()
    }


_SUFFIXES = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"))
# Stems that lost an "e" before -ed and -ing, by their end: "seiz", "declar", "clos", "dispers", "damag", "arriv".
_E_STEMS = (
    "at",
    "iz",
    "is",
    "ar",
    "os",
    "us",
    "ag",
    "iv",
    "ev",
    "ers",
    "uc",
    "ut",
    "rc",
    "ng",
    "ud",
    "id",
    "om",
    "urg",
    "olv",
    "anc",
    "enc",
    "dg",
    "plor",
    "gnor",
    "stor",
)


def base_form(word: str) -> str:
    """A base form of a lower-case word by rule: for grouping words, not for showing them."""
    known = _irregular_lemmas().get(word)
    if known:
        return known
    for suffix, end in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            return word[: -len(suffix)] + end
    for suffix in ("ing", "ed"):
        stem = word[: -len(suffix)]
        if word.endswith(suffix) and len(stem) > 2 and not word.endswith("eed"):
            return _verb_of(stem)
    if word.endswith("eed") or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3):
        return word[:-1]
    return word


def lemma(trigger: str) -> str:
    """The base form of a trigger's first word, to compare reports: "withdrew" → "withdraw"."""
    words = trigger.lower().replace("’", "'").split()
    return base_form(words[0]) if words else ""


def _verb_of(stem: str) -> str:
    """The verb of a stem that lost -ed or -ing: "stopp" → "stop", "seiz" → "seize"."""
    if (
        len(stem) > 3
        and stem[-1] == stem[-2]
        and (stem[-1] not in "lsz" or stem[:-1] in _DOUBLING | _DOUBLING_IN_BRITAIN)
    ):
        return stem[:-1]
    return stem + "e" if stem.endswith(_E_STEMS) else stem


def verb_base(form: str, known: Collection[str]) -> str | None:
    """Return the base form of a lower-case past form, to be shown: only where it is irregular or a known word.

    Args:
        form: "seized", "stopped", "took".
        known: Words that exist; a regular form is taken apart only to one of them.
    """
    for base, (past, participle) in _IRREGULAR.items():
        if form in (past, participle):
            return base
    if not form.endswith("ed") or form.endswith("eed"):
        return None
    stem = form[:-2]
    options = [stem + "e", stem]
    if stem.endswith("i"):
        options = [stem[:-1] + "y"]
    elif len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        options = [stem[:-1]]
    elif len(stem) > 3 and stem[-1] == stem[-2]:
        options = [stem, stem[:-1]]
    found = [option for option in options if option in known]
    if len(found) > 1 and found[0] == stem + "e" and not (stem.endswith(_E_STEMS) or _is_short(stem)):
        return found[1]  # "point", though "pointe" is a word
    return found[0] if found else None


def _is_short(stem: str) -> bool:
    """Whether a stem has one vowel before its last letter, as those that lost an "e" do: "nam", "mov"."""
    return stem[-1:] not in tuple("aeioux") and stem[-2:-1] in tuple("aeiou") and stem[-3:-2] not in tuple("aeiou")
