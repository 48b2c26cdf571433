"""Lists of words that several modules of the stage share, and the inflection of English by rule."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from geobrief.text import irregular_verbs, listed

DETERMINERS = listed("articles demonstratives possessives speakers_possessives numerals quantifiers", "another")
PREPOSITIONS = listed(
    "after prepositions directions relations places sides",
    "onto until below beside off up down out amid following without as than like per",
)
SAYING = listed(
    "said",
    "say saying tell announces announce announcing reports adds confirms states claims according writes disclosed "
    "revealed acknowledged admitted noted explained quoted",
)

HELPERS = listed("be have do be_forms will may must", "being having")
"""Verbs that go before the main one."""
FILLERS = listed("connectives connectives_of_argument", "again")
"""Words that join what is told to what was told, and may go."""
SUBORDINATING = listed("after while because", "if once whereas")
"""Words that open a clause of time, reason or condition."""
DAYS = listed("weekdays months units_of_time several_of_time parts_of_day", "today yesterday century hours weekend")
"""Words that say when, beside numbers."""
QUOTES = frozenset('“”"‘«»')
DASHES = frozenset("– — -".split())
STRONG_SIGNS = frozenset("; : — – � … . ! ? | /".split())
"""Signs that part clauses, whatever stands around them."""

_IRREGULAR = irregular_verbs()
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


CONSEQUENCE = frozenset("lead prompt result".split())
"""Verbs behind ", which" whose subject is no noun but all that the clause before tells."""


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
