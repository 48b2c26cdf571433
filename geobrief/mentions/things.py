"""What bears the name of a place and is none: money, roads, years, persons, firms, clubs, breeds and dishes.

The models weigh most of these; here are those that leave no doubt once the word beside the name is read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions.decode import Span
from geobrief.mentions.features import TokenContext, lower
from geobrief.mentions.gazetteer_names import Profile
from geobrief.mentions.lexicon import categories, first_names, surnames

_ROAD_NUMBER = 3
"""Digits of a road's number, at most: "US-24"."""

NOTED_SIZE = 5
"""Order of magnitude of the inhabitants of a town that lends its name to persons."""

_COMPASS = frozenset("NESW")
"""Letters of directions: "16th St., N.W. Washington" has no initials."""

_COINS = frozenset("$€£¥")

_AFTER_NAME = frozenset(
    "lander rover probe capsule spacecraft rocket missile "
    "FC AFC SC CF F.C. A.F.C. Rovers Wanderers Hotspur Rangers Instruments Airlines Airways Motors Party".split()
)
"""Words that make the name before them the name of a thing, firm, club or party ("Lassa fever", "Colorado Party")."""

_ILLNESSES = frozenset("fever virus disease syndrome".split())
"""The same in small letters or with a capital: "Lassa Fever"."""

_KINDRED = frozenset(
    "cat cats dog dogs hound hounds shepherd shepherds terrier terriers mastiff mastiffs setter setters retriever "
    "retrievers spaniel spaniels collie corgi poodle bulldog pointer pony ponies stallion twin twins hamster cockroach "
    "python pythons mole carpet carpets rug rugs blinds fries toast bread muffin muffins pastry pastries waffle waffles "
    "sausage sausages salad dressing delight coffee cigar cigars cheese bacon yogurt yoghurt omelette sprout sprouts nut "
    "nuts roulette standoff oven checkers whist wrestling numeral numerals horn horns leave doors flu measles knot "
    "accordion harp braid braids manicure press shepherd's bulldogs".split()
)
"""Words of breeds, dishes and games behind an adjective: "a Persian cat" is no more in Persia than French fries are."""


def is_part_of_number(context: TokenContext, span: Span) -> bool:
    """Whether an abbreviation belongs to a number beside it: a year "B.C.", a road ("US-24"), money ("US$ 5")."""
    tokens = context.tokens
    start, end = tokens.bounds[tokens.sentence_of[span[0]]]
    text = tokens.span(*span)
    if text in ("B.C.", "BC", "A.D.", "AD"):
        return span[0] > start and tokens.words[span[0] - 1].isdigit()
    after = tokens.words[span[1] : min(end, span[1] + 2)]
    if after and after[0] in _COINS and text.isupper():
        touches = tokens.starts[span[1]] == tokens.ends[span[1] - 1]
        return touches or (len(after) > 1 and after[1][0].isdigit())
    is_road = len(after) == 2 and after[0] == "-" and after[1].isdigit() and len(after[1]) <= _ROAD_NUMBER
    return is_road and text in ("US", "U.S.")


def names_a_thing(context: TokenContext, span: Span) -> bool:
    """Whether the word behind a name makes it the name of a thing, firm, club or party."""
    end = context.tokens.bounds[context.tokens.sentence_of[span[0]]][1]
    behind = context.tokens.words[span[1]] if span[1] < end else "."
    return behind in _AFTER_NAME or behind.lower() in _ILLNESSES or _text(context, span) == ["AU"]


def names_an_illness(context: TokenContext, span: Span) -> bool:
    """Whether "fever" or the like stands behind a name: a sickness is not where its name comes from."""
    end = context.tokens.bounds[context.tokens.sentence_of[span[0]]][1]
    return span[1] < end and context.tokens.words[span[1]].lower() in _ILLNESSES


ACRONYM = re.compile(r"[A-Z]{2,}s")
"""Several of what is called by its letters, which is no place: "IDPs", "NSAGs"."""

LONGEST_ACRONYM = 5
"""Letters of a word in capitals that stands for several words; a longer one is a name that somebody shouts."""


def is_acronym(context: TokenContext, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a word in capitals amid prose is not written so in the gazetteer: "WASH" is not "Wash.", nor LAC Laç.

    What every reader knows, such as a country or a city, may stand in capitals.
    """
    words = context.tokens.words
    word = words[span[0]]
    if span[1] - span[0] > 1 or context.styles[context.tokens.sentence_of[span[0]]]:
        return False
    if ACRONYM.fullmatch(word):
        return True
    start, end = context.tokens.bounds[context.tokens.sentence_of[span[0]]]
    beside = [*words[max(start, span[0] - 1) : span[0]], *words[span[1] : min(end, span[1] + 1)]]
    if not 2 < len(word) <= LONGEST_ACRONYM or not word.isalpha() or not word.isupper():
        return False
    if any(other.isalpha() and len(other) > 1 and other.isupper() for other in beside):
        return False
    return _is_written_otherwise(word, gazetteer)


@lru_cache(maxsize=5_000)
def _is_written_otherwise(word: str, gazetteer: Gazetteer) -> bool:
    """Whether no place that is worth it has a word in capitals for its letters or for a name."""
    hits = gazetteer.hits([fold(word)]).get(fold(word), ())
    if any(hit.name.replace(".", "") == word and hit.name_kind != "code" for hit in hits):
        return False
    return not any(
        hit.strength == "strong"
        and hit.name_kind not in ("abbreviation", "code")
        and (hit.place.kind in ("country", "admin1") or hit.place.population >= 10**NOTED_SIZE)
        for hit in hits
    )


def _text(context: TokenContext, span: Span) -> list[str]:
    return context.tokens.words[span[0] : span[1]]


def is_kindred(context: TokenContext, last: int) -> bool:
    """Whether a word of breeds, dishes or games stands behind an adjective that ends before a token."""
    words = context.tokens.words
    end = context.tokens.bounds[context.tokens.sentence_of[last - 1]][1]
    return last < end and words[last].lower() in _KINDRED


def is_given_name(context: TokenContext, index: int) -> bool:
    """Whether a word is a given name before a surname, with no preposition of place before it."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    if index + 1 >= end or not words[index + 1][0].isupper() or not words[index][0].isupper():
        return False
    if index > start and "before.prep" in categories().get(words[index - 1].lower(), ()):
        return False
    family = lower(words[index + 1])
    if categories().get(family) or (index, index + 2) in context.names:
        return False
    return lower(words[index]) in first_names() and family in surnames()


def is_person(context: TokenContext, index: int) -> bool:
    """Whether the name of a noted place is a person's where the lists lack one half: "Israel Adesanya", "Cyprus Lee"."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    if index + 1 >= end or not words[index + 1][0].isupper() or (index, index + 2) in context.names:
        return False
    family = lower(words[index + 1])
    own = context.names.get((index, index + 1))
    if categories().get(family) or family in _JOINING or own is None or not _is_noted(own):
        return False
    if index > start and "before.prep" in categories().get(words[index - 1].lower(), ()):
        return False
    if lower(words[index]) in first_names() and _is_strange(context, index + 1):
        return True
    if family not in surnames():
        return False
    place = context.names.get((index + 1, index + 2))
    return (place is None or place.doubtful or not place.strong) and _is_pair(context, index)


_JOINING = frozenset("and or as after amid for but while is are was".split())
"""Words that a headline writes with a capital and that are nobody's surname."""


def _is_noted(name: Profile) -> bool:
    """Whether a name is that of a country, province or town of some size: small ones are parts of longer names."""
    return name.strong and not name.doubtful and (name.kind in "C1" or name.size >= NOTED_SIZE)


def _is_strange(context: TokenContext, index: int) -> bool:
    """Whether a word is no place and no plural: what is left behind a given name is a surname ("Israel Adesanya")."""
    word = context.tokens.words[index]
    alone = (index, index + 1)
    return (
        is_prose(context, index)
        and alone not in context.names
        and word.isalpha()
        and not word.endswith("s")
        and not word.isupper()
    )


def _is_pair(context: TokenContext, index: int) -> bool:
    """Whether a word and the next are a name of two words by themselves, in prose."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    before = words[index - 1] if index > start else "."
    after = words[index + 2] if index + 2 < end else "."
    alone = not before[0].isupper() and not after[0].isupper()
    return alone and is_prose(context, index)


def is_prose(context: TokenContext, index: int) -> bool:
    """Whether a token stands in a sentence of prose: what has many capitals and no full stop is a headline."""
    sentence = context.tokens.sentence_of[index]
    style = context.styles[sentence]
    return style != "caps" and (
        style != "title" or context.tokens.words[context.tokens.bounds[sentence][1] - 1] in ".?!"
    )


_NAMED_THINGS = frozenset("hurricane cyclone typhoon storm operation".split())


_RANKS = frozenset(
    "adm airman bombardier brig brigadier cadet cmdr comdr commandant commodore constable corporal cpt dep ensign gunner insp "
    "lance lcpl marshal master midshipman pfc petty pte ranger rifleman sapper sgt-maj specialist ssgt staff subedar vice "
    "warrant capt cdr supt".split()
)
"""Ranks that the lists of the models lack."""

_NO_TITLES = frozenset({"st", "vice", "staff", "suspect", "victim", "opposition", "presidential"})
"""What is no title right before a name, or more often a saint's town or a headline's noun."""


def is_titled(context: TokenContext, index: int) -> bool:
    """Whether a word is the name of a person or storm by what is beside it: a title, an initial, an age."""
    words = context.tokens.words
    start, _ = context.tokens.bounds[context.tokens.sentence_of[index]]
    low = words[index - 1].lower() if index > start else ""
    initial = index - start > 1 and _is_initial(words[index - 2]) and words[index - 1] == "."
    titled = low != "st" and index > start and _is_title(words[index - 1]) and not _names_an_office(context, index)
    return low in _NAMED_THINGS or titled or initial or is_told_person(context, index)


def is_told_person(context: TokenContext, index: int) -> bool:
    """Whether the words beside a name leave no doubt that it is a person's: a rank, an age, an initial between names."""
    return (
        _is_ranked(context, index)
        or _is_aged(context, index)
        or _is_behind_initial(context, index)
        or _is_before_initial(context, index)
    )


def _is_title(word: str) -> bool:
    low = word.lower()
    return word[:1].isupper() and (low in _RANKS or "before.honorific" in categories().get(low, ()))


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_ranked(context: TokenContext, index: int) -> bool:
    """Whether a title stands before a name, clipped or in full, or before the given name before it: "Sgt. Ann Houston"."""
    words = context.tokens.words
    start, _ = context.tokens.bounds[context.tokens.sentence_of[index]]
    if _names_an_office(context, index):
        return False
    if index > start and lower(words[index - 1]) in first_names() and words[index - 1][0].isupper():
        index -= 1
    clipped = index - start > 1 and words[index - 1] == "."
    at = index - 2 if clipped else index - 1
    return at >= start and words[at].lower() not in _NO_TITLES and _is_title(words[at])


def _names_an_office(context: TokenContext, index: int) -> bool:
    """Whether capitalised words behind a name make an office of it: "Chief Kanawha Circuit Judge Ann Lee"."""
    words = context.tokens.words
    end = context.tokens.bounds[context.tokens.sentence_of[index]][1]
    for word in words[index + 1 : min(end, index + 4)]:
        if not word[0].isupper():
            return False
        if _is_title(word) or "after.org" in categories().get(word.lower(), ()):
            return True
    return False


def _is_aged(context: TokenContext, index: int) -> bool:
    """Whether an age stands behind a name that no preposition puts somewhere: "Florence, 34, said", "Chad, aged 19"."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    if _is_placed(context, index) or not words[index][0].isupper():
        return False
    behind = [*words[index + 1 : min(end, index + 8)], *("." for _ in range(8))]
    before = words[index - 1] if index > start else "."
    named = lower(words[index]) in first_names() or lower(words[index]) in surnames()
    if behind[0] == "," and _is_age(behind[1]) and behind[2] == ",":
        return (named and behind[3][0].islower()) or _is_saying(behind[3])
    if behind[0] == "," and behind[1] in ("aged", "age") and _is_age(behind[2]):
        return True
    said = _is_saying(before) or before == "."
    if behind[0] == "(" and _is_age(behind[1]) and behind[2] == ")":
        return named and (said or _is_saying(behind[3]))
    years = behind[1] in ("a", "an", "the") and _is_age(behind[2]) and behind[3:7] == ["-", "year", "-", "old"]
    return named and said and behind[0] == "," and years and not _THINGS.intersection(categories().get(behind[7], ()))


_THINGS = frozenset({"before.place", "after.site", "after.unit", "after.org"})
_YOUNGEST, _OLDEST = 2, 109


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) <= len(str(_OLDEST)) and _YOUNGEST <= int(word) <= _OLDEST


def _is_saying(word: str) -> bool:
    return "after.said" in categories().get(word, ())


def says_something(context: TokenContext, index: int) -> bool:
    """Whether a verb of saying stands right behind a word that no preposition puts somewhere."""
    end = context.tokens.bounds[context.tokens.sentence_of[index]][1]
    return index + 1 < end and _is_saying(context.tokens.words[index + 1]) and not _is_placed(context, index)


def _is_placed(context: TokenContext, index: int) -> bool:
    """Whether a preposition of place stands before a token."""
    start = context.tokens.bounds[context.tokens.sentence_of[index]][0]
    return index > start and "before.prep" in categories().get(context.tokens.words[index - 1].lower(), ())


def _is_behind_initial(context: TokenContext, index: int) -> bool:
    """Whether a given name and an initial, or two initials, stand before a name: "Denzel H. Washington", "J.R. Houston"."""
    words = context.tokens.words
    start, _ = context.tokens.bounds[context.tokens.sentence_of[index]]
    at = index - 1 - (index > start and words[index - 1] == ".")
    if at < start or not words[index][0].isupper():
        return False
    letters = words[at].replace(".", "")
    if words[at].count(".") > 1 and letters.isupper() and not _COMPASS.issuperset(letters):
        return (at, at + 1) not in context.names and lower(words[index]) in surnames()
    if not _is_initial(words[at]) or at == start:
        return False
    if at - start > 1 and words[at - 1] == "." and _is_initial(words[at - 2]):
        return lower(words[index]) in surnames()
    return words[at - 1][0].isupper() and lower(words[at - 1]) in first_names()


def _is_before_initial(context: TokenContext, index: int) -> bool:
    """Whether an initial and a surname stand behind a name that no preposition puts somewhere: "Dakota B. Fanning"."""
    words = context.tokens.words
    _, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    if index + 2 >= end or not words[index][0].isupper() or not _is_initial(words[index + 1]):
        return False
    at = index + 2 + (words[index + 2] == ".")
    if at >= end or not words[at][0].isupper() or (at == index + 2 and lower(words[index]) not in first_names()):
        return False
    return len(words[at]) > 2 and lower(words[at]) in surnames() and not _is_placed(context, index)
