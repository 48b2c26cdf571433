"""What bears the name of a place and is none: money, roads, years, persons, firms, clubs, breeds and dishes.

The models weigh most of these; here are those that leave no doubt once the word beside the name is read.
"""

from __future__ import annotations

from geobrief.mentions.decode import Span
from geobrief.mentions.features import Context, lower
from geobrief.mentions.lexicon import categories, first_names, surnames
from geobrief.mentions.scan import Profile

_ROAD_NUMBER = 3
"""Digits of a road's number, at most: "US-24"."""

NOTED_SIZE = 5
"""Order of magnitude of the inhabitants of a town that lends its name to persons."""

_COINS = frozenset("$€£¥")

_AFTER_NAME = frozenset(
    "fever virus disease syndrome lander rover probe capsule spacecraft rocket missile "
    "FC AFC SC CF F.C. A.F.C. Rovers Wanderers Hotspur Rangers Instruments Airlines Airways Motors Party".split()
)
"""Words that make the name before them the name of a thing, firm, club or party ("Lassa fever", "Colorado Party")."""

_KINDRED = frozenset(
    "cat cats dog dogs hound hounds shepherd shepherds terrier terriers mastiff mastiffs setter setters retriever "
    "retrievers spaniel spaniels collie corgi poodle bulldog pointer pony ponies stallion twin twins hamster cockroach "
    "python pythons mole carpet carpets rug rugs blinds fries toast bread muffin muffins pastry pastries waffle waffles "
    "sausage sausages salad dressing delight coffee cigar cigars cheese bacon yogurt yoghurt omelette sprout sprouts nut "
    "nuts roulette standoff oven checkers whist wrestling numeral numerals horn horns leave doors flu measles knot "
    "accordion harp braid braids manicure press shepherd's bulldogs".split()
)
"""Words of breeds, dishes and games behind an adjective: "a Persian cat" is no more in Persia than French fries are."""


def is_part_of_number(context: Context, span: Span) -> bool:
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


def names_a_thing(context: Context, span: Span) -> bool:
    """Whether the word behind a name makes it the name of a thing, firm, club or party."""
    end = context.tokens.bounds[context.tokens.sentence_of[span[0]]][1]
    return (span[1] < end and context.tokens.words[span[1]] in _AFTER_NAME) or _text(context, span) == ["AU"]


def _text(context: Context, span: Span) -> list[str]:
    return context.tokens.words[span[0] : span[1]]


def is_kindred(context: Context, last: int) -> bool:
    """Whether a word of breeds, dishes or games stands behind an adjective that ends before a token."""
    words = context.tokens.words
    end = context.tokens.bounds[context.tokens.sentence_of[last - 1]][1]
    return last < end and words[last].lower() in _KINDRED


def is_given_name(context: Context, index: int) -> bool:
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


def is_person(context: Context, index: int) -> bool:
    """Whether the name of a noted place is a person's where the lists lack one half: "Israel Adesanya", "Cyprus Lee"."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    if index + 1 >= end or not words[index + 1][0].isupper() or (index, index + 2) in context.names:
        return False
    family = lower(words[index + 1])
    own = context.names.get((index, index + 1))
    if categories().get(family) or own is None or not _is_noted(own):
        return False
    if index > start and "before.prep" in categories().get(words[index - 1].lower(), ()):
        return False
    if lower(words[index]) in first_names() and _is_strange(context, index + 1):
        return True
    if family not in surnames():
        return False
    place = context.names.get((index + 1, index + 2))
    return (place is None or place.doubtful or not place.strong) and _is_pair(context, index)


def _is_noted(name: Profile) -> bool:
    """Whether a name is that of a country, province or town of some size: small ones are parts of longer names."""
    return name.strong and not name.doubtful and (name.kind in "C1" or name.size >= NOTED_SIZE)


def _is_strange(context: Context, index: int) -> bool:
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


def _is_pair(context: Context, index: int) -> bool:
    """Whether a word and the next are a name of two words by themselves, in prose."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    before = words[index - 1] if index > start else "."
    after = words[index + 2] if index + 2 < end else "."
    alone = not before[0].isupper() and not after[0].isupper()
    return alone and is_prose(context, index)


def is_prose(context: Context, index: int) -> bool:
    """Whether a token stands in a sentence of prose: what has many capitals and no full stop is a headline."""
    sentence = context.tokens.sentence_of[index]
    style = context.styles[sentence]
    return style != "caps" and (
        style != "title" or context.tokens.words[context.tokens.bounds[sentence][1] - 1] in ".?!"
    )


_NAMED_THINGS = frozenset("hurricane cyclone typhoon storm operation".split())


def is_titled(context: Context, index: int) -> bool:
    """Whether a word is the name of a person or storm by what is beside it: a title, an initial, an age."""
    words = context.tokens.words
    start, end = context.tokens.bounds[context.tokens.sentence_of[index]]
    before = words[index - 1] if index > start else ""
    low = before.lower()
    titled = before[:1].isupper() and low != "st" and "before.honorific" in categories().get(low, ())
    initial = index - start > 1 and len(words[index - 2]) == 1 and words[index - 2].isupper() and before == "."
    age = words[index + 1 : min(end, index + 4)]
    aged = len(age) == 3 and age[0] == age[2] == "," and age[1].isdigit() and len(age[1]) == 2
    return titled or low in _NAMED_THINGS or initial or (aged and lower(words[index]) in first_names())
