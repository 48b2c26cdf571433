"""A larger place written right beside a name → what the name may not mean.

"Greenwood, W. Va." is not Greenwood in Indiana, even if the gazetteer has no other: a namesake far away looks right and
is not. The name is then put in the larger place, which is true, and the reader is told that it is not known there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geobrief.gazetteer import Hit
from geobrief.model import Article, Mention
from geobrief.places.evidence import EARTH_KM, lies_in

if TYPE_CHECKING:
    from geobrief.places.verdict import Verdict

_COMMA = re.compile(r", ?| ?\(")
_IN = re.compile(r",? in (?:the )?")
_PART_OF = re.compile(
    r", (?:a|the) (?:[a-z]{2,12} )?(?:suburb|neighbou?rhood|quarter|district|township|village|town|part) "
    r"(?:of|near|outside|in) (?:the )?"
)
"""What may stand between a name and the larger place: "Greenwood, W. Va.", "a suburb of Cincinnati"."""

_PARTS = "estate|suburb|neighbou?rhood|quarter|district|township|village|town|slum|borough|commune|hamlet|settlement"
_A = re.compile(r", (?:an?|the) (?:[a-z]{2,12} )?")
_PART_BEHIND = re.compile(rf"(?:['’]s)? (?:[a-z]{{2,12}} )?(?:{_PARTS})\b")
"""What stands around the larger place in "Jericho, a Nairobi estate" and "X, a remote Punjab village"."""

_THERE = re.compile(r"\b(?:in|at|near|outside|around|into|to|through|across) (?:the )?$")
"""What stands before a name behind which "in" is read: "people from Deraa in Lebanon" are not in another Deraa."""

_ENDS = re.compile(r"[,.;:)]|['’]s\b|\s*$")
"""What ends "Greenwood, West Virginia"; " and" does not, which ends a list of three."""

_OWNS = re.compile(r"['’]s (?:[a-z]{3,12} )?")
_PART = re.compile(rf" (?:{_PARTS}|ward|slums?|camp)\b")
"""What stands around a name in "Nairobi's Jericho estate"."""

BETWEEN = 60
"""Characters between a name and the larger place beside it."""

AREAS = ("country", "territory", "admin1")
TOWNS = ("city", "admin2")

WELL_KNOWN = 200_000
"""Inhabitants of a town that a text may name beside a country that it is not in ("fans of Liverpool in Norway")."""

TOWN_KM = 100.0
"""How far from a town lies what a text puts in or near it, at most."""


def outer(article: Article, mentions: Sequence[Mention], index: int, verdicts: Mapping[int, Verdict]) -> int | None:
    """The mention right beside another that the text calls its container; None where there is none or it is unsure.

    Args:
        article: Its text is read between the two.
        mentions: In text order.
        index: Of the mention that may lie in the other.
        verdicts: What each name was taken for.
    """
    owner = _owner(article, mentions, index, verdicts)
    return _behind(article, mentions, index, verdicts) if owner is None else owner


def _behind(article: Article, mentions: Sequence[Mention], index: int, verdicts: Mapping[int, Verdict]) -> int | None:
    """The container that stands right behind a name: "Greenwood, W. Va."."""
    other = index + 1
    if index not in verdicts or other not in verdicts:
        return None
    here, after = mentions[index], mentions[other]
    between = article.text[here.end : min(after.start, here.end + BETWEEN)]
    if after.sentence != here.sentence or here.end + len(between) != after.start:
        return None
    best, odds = verdicts[other].ranked[0]
    kind = best.hit.place.kind
    if odds <= 0 or best.way not in ("as written", "with its type", "without its type"):
        return None
    if kind in AREAS and _COMMA.fullmatch(between):
        return other if _is_no_list(article.text, mentions, index) else None
    said_there = _IN.fullmatch(between) and _THERE.search(article.text[max(0, here.start - BETWEEN) : here.start])
    a_part = _A.fullmatch(between) and _PART_BEHIND.match(article.text, after.end)
    if kind in (*AREAS, *TOWNS) and (said_there or a_part or _PART_OF.fullmatch(between)):
        return other
    return None


def _owner(article: Article, mentions: Sequence[Mention], index: int, verdicts: Mapping[int, Verdict]) -> int | None:
    """The mention right before another that says whose part it is: Nairobi in "Nairobi's Jericho estate"."""
    other = index - 1
    if index not in verdicts or other not in verdicts or mentions[other].sentence != mentions[index].sentence:
        return None
    here, before = mentions[index], mentions[other]
    best, odds = verdicts[other].ranked[0]
    owned = _OWNS.fullmatch(article.text, before.end, here.start) and _PART.match(article.text, here.end)
    return other if owned and odds > 0 and best.hit.place.kind in (*AREAS, *TOWNS) else None


def inside(verdict: Verdict, holder: Hit) -> list[int]:
    """Numbers of the verdict's options that lie in a container, or near it where that is a town, best first."""
    return [n for n, (option, _) in enumerate(verdict.ranked) if _is_inside(option.hit, holder)]


def may_stand_outside(verdict: Verdict, after: Mention) -> bool:
    """Whether a name is so well known or so wide, or only a part of the text's, that no larger place beside it decides."""
    best = verdict.ranked[0][0]
    place = best.hit.place
    if best.way == "named after" or place.kind not in ("city", "district", "admin2", "site"):
        return True
    return place.population >= WELL_KNOWN and after.form != "abbreviation"


def _is_inside(hit: Hit, holder: Hit) -> bool:
    if holder.place.kind in AREAS or hit.place.key == holder.place.key:
        return hit.place.key == holder.place.key or lies_in(hit, holder)
    return _km(hit, holder) <= TOWN_KM


def _is_no_list(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """Whether a name and the next, parted by a comma, are no part of a list ("Boston, Ohio and Maine")."""
    here, after = mentions[index], mentions[index + 1]
    if text[max(0, here.start - 2) : here.start] == ", " and index and mentions[index - 1].end == here.start - 2:
        return after.form == "abbreviation"
    if after.form == "abbreviation":
        return True
    if index + 2 < len(mentions) and text[after.end : mentions[index + 2].start] in (", ", ", and ", ", or "):
        return False
    return _ENDS.match(text, after.end) is not None


def _km(one: Hit, other: Hit) -> float:
    """Kilometres between the points of two places."""
    lat, lon, lat2, lon2 = map(math.radians, (one.place.lat, one.place.lon, other.place.lat, other.place.lon))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
