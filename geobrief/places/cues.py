"""Mentions in their text → groups of one name each, with what the text says beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geobrief.gazetteer import Hit, fold
from geobrief.model import Article, Mention
from geobrief.places.evidence import lies_in
from geobrief.places.groups import Group, Option
from geobrief.places.spellings import TYPES

HOLDING_KINDS = ("country", "territory", "admin1", "admin2", "region")

_JOINS_RIGHT = re.compile(
    r",? ?\(?|,? in |,? in (?:the )?(?:north|south|east|west|central|northern|southern|eastern|western) "
)
"""What may stand between a place and the larger one that it lies in: "Agadez, Niger", "Agadez (Niger)", "Bol in Chad"."""

_JOINS_LEFT = re.compile(r"['’]s? ")
"""What may stand between a larger place and one in it: "Niger's Agadez"."""

_WORD_AFTER = re.compile(r"[ -](?:and [A-Z]\w{1,20} )?([A-Za-z]{2,20})")
_WORD_BEFORE = re.compile(r"(?:\b(a|an|this|one) )?([A-Za-z]{2,20})(?: of)?(?: the)? $")
"""The type word before a name; "a district of Gao" is in Gao, "the district of Gao" is Gao."""

BESIDE = 40
"""Characters that are read on either side of a mention."""


def make_groups(
    article: Article, mentions: Sequence[Mention], options: Mapping[str, list[Option]]
) -> tuple[list[Group], list[tuple[frozenset[str], ...]], list[str]]:
    """Mentions with their options → groups, the cues of each and the text of its first mention."""
    holders = [_holders(article.text, mentions, index, options) for index in range(len(mentions))]
    groups: dict[tuple[str, frozenset[str]], Group] = {}
    default: dict[str, tuple[str, frozenset[str]]] = {}
    for index, mention in enumerate(mentions):
        if holders[index]:
            name = fold(mention.text)
            key = (name, frozenset(hit.place.key for hit in holders[index]))
            default.setdefault(name, key)
    for index, mention in enumerate(mentions):
        if not options.get(mention.text):
            continue
        name = fold(mention.text)
        key = default.get(name, (name, frozenset()))
        if holders[index]:
            key = (name, frozenset(hit.place.key for hit in holders[index]))
        group = groups.setdefault(key, Group(name, options=options[mention.text]))
        group.mentions.append(index)
        group.holders = group.holders or holders[index]
    found = list(groups.values())
    cues = [
        tuple({kinds: None for i in group.mentions for kinds in _cues(article.text, mentions[i])}) for group in found
    ]
    return found, cues, [mentions[group.mentions[0]].text for group in found]


def _holders(text: str, mentions: Sequence[Mention], index: int, options: Mapping[str, list[Option]]) -> list[Hit]:
    """The countries and provinces that the text says a mention's place lies in; only those that hold an option."""
    mention = mentions[index]
    areas: list[Hit] = []
    if index + 1 < len(mentions):
        after = mentions[index + 1]
        between = text[mention.end : min(after.start, mention.end + BESIDE)]
        if mention.end + len(between) == after.start and between and _JOINS_RIGHT.fullmatch(between):
            areas += _areas(options.get(after.text, ()))
    if index and not areas:
        before = mentions[index - 1]
        if _JOINS_LEFT.fullmatch(text[before.end : min(mention.start, before.end + BESIDE)]):
            areas += _areas(options.get(before.text, ()))
    inside = options.get(mention.text, ())
    return [area for area in areas if any(lies_in(option.hit, area) for option in inside)]


def _areas(options: Sequence[Option]) -> list[Hit]:
    """The countries, provinces and districts of a name; a bare name in a list of counties holds none of the others."""
    hits = [option.hit for option in options if option.way != "with its type"]
    return [hit for hit in hits if hit.place.kind in HOLDING_KINDS and not _is_bare_county(hit)]


def _is_bare_county(hit: Hit) -> bool:
    """Whether a name is that of a county without the word ("Oconee")."""
    return hit.place.kind == "admin2" and hit.strength == "context"


def _cues(text: str, mention: Mention) -> list[frozenset[str]]:
    """The kinds that type words in and beside a mention speak for."""
    found = []
    own = mention.text.split()
    if len(own) > 1 and (kinds := TYPES.get(own[-1].rstrip(".").casefold())):
        found.append(kinds)
    after = _WORD_AFTER.match(text, mention.end, mention.end + BESIDE)
    if after and (kinds := TYPES.get(_singular(after[1]))):
        found.append(kinds)
    before = _WORD_BEFORE.search(text[max(0, mention.start - BESIDE) : mention.start])
    if before and not before[1] and (kinds := TYPES.get(_singular(before[2]))):
        found.append(kinds)
    return found


def _singular(word: str) -> str:
    """Type words are listed in the singular: "counties" → "county", "provinces" → "province"."""
    low = word.casefold()
    if low.endswith("ies"):
        return low[:-3] + "y"
    return low.removesuffix("s")
