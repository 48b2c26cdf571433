"""What a place does in its sentence: scene, origin, destination, actor or background.

Rules over the words around a mention. An actor is a government or people meant by the name of its country, capital
or seat ("Washington said"); only the other roles are places where something happens.
"""

from __future__ import annotations

import re

from geobrief.mentions.lexicon import categories
from geobrief.model import Article, Resolution, Role

BESIDE = 80
"""Characters that are read on either side of a mention."""

_WORD = re.compile(r"[\w'’-]+|[,.;:()—–“”\"]")

_ACTING_KINDS = frozenset({"country", "territory", "continent", "region", "admin1"})
_SEATS = frozenset({"PPLC", "PPLG", "GOVB", "BLDG", "PAL"})

_SCENE = frozenset("in at near around outside inside across throughout within over above off along between".split())
_FROM = frozenset("from leaving left leave leaves fled flee fleeing quit exit exited evacuated departed".split())
_TOWARDS = frozenset("into toward towards entered enter entering reached reach reaching visited visit visiting".split())
_MOVES = frozenset(
    "go goes going went gone travel travels travelled traveled travelling traveling trip trips visit visits visited fly "
    "flew flown flying flight flights move moves moved moving return returns returned returning send sends sent sending "
    "deploy deploys deployed deploying deployment transfer transferred come comes came coming head headed heading "
    "march marched bound route road way deliver delivered deport deported evacuate evacuated relocate relocated "
    "withdraw withdrew withdrawn arrive arrived arrives arriving flee fled escape escaped ship shipped".split()
)
_GOVERNMENT = frozenset(
    "government governments president presidents minister ministers ministry army military forces force troops junta "
    "regime authorities officials official police parliament senate congress court leader leaders leadership "
    "ambassador embassy diplomat diplomats soldiers navy air foreign prime defense defence state rulers ruler "
    "opposition rebels militants lawmakers intelligence spokesman spokeswoman officers officer citizens people "
    "nationals generals general commander delegation administration cabinet premier chancellor king queen prince".split()
)
_LIST = re.compile(r",? ?\(?(?:(?:and|or|as well as) )?(?:the |neighbou?ring )?")
"""What stands between two members of a list of places."""


def role_of(article: Article, resolution: Resolution, before: Resolution | None = None) -> Role:
    """The role of one mention.

    Args:
        article: Whose text is read around the mention.
        resolution: The mention with its place.
        before: The mention that stands before it, from which it takes its role in a list ("in Mali, Niger and Chad").
    """
    mention = resolution.mention
    text, start, end = article.text, mention.start, mention.end
    left = _WORD.findall(text[max(mention.sentence.start, start - BESIDE) : start].lower())
    right = _WORD.findall(text[end : min(mention.sentence.end, end + BESIDE)].lower())
    if mention.form == "demonym":
        return "actor" if not right or set(right[:3]) & _GOVERNMENT or right[0] in ",.;" else "background"
    if before is not None and _LIST.fullmatch(text[before.mention.end : start]):
        return before.role
    return _moved(left) or _acting(resolution, left, right) or _placed(left)


def _moved(left: list[str]) -> Role | None:
    """Origin or destination, by the words before."""
    words = [word for word in left[-3:] if word not in ("the", "neighbouring", "neighboring")]
    if not words:
        return None
    last = words[-1]
    if last in _FROM:
        return "origin"
    if last in _TOWARDS:
        return "destination"
    if last == "to" and _MOVES.intersection(left[-9:]):
        return "destination"
    if (
        last in ("in", "at")
        and len(words) > 1
        and words[-2] in ("arrived", "arrive", "arrives", "arriving", "landed", "lands")
    ):
        return "destination"
    return None


def _acting(resolution: Resolution, left: list[str], right: list[str]) -> Role | None:
    """Actor: the subject of a verb of saying or doing, or the owner of a government."""
    place = resolution.place
    if place is None or not (place.kind in _ACTING_KINDS or place.feature_code in _SEATS):
        return None
    if left and (left[-1] in _SCENE or (left[-1] == "the" and len(left) > 1 and left[-2] in _SCENE)):
        return None
    if not right:
        return None
    owner = right[0] in ("'s", "’s", "'", "’")
    rest = right[1:] if owner else right
    if rest and (owner or rest[0] in _GOVERNMENT) and set(rest[:3]) & _GOVERNMENT:
        return "actor"
    lists = categories().get(right[0], ())
    if "after.said" in lists or "after.acts" in lists:
        return "actor"
    return "actor" if left and left[-1] in ("with", "by", "against", "between") else None


def _placed(left: list[str]) -> Role:
    """Scene where a preposition of place leads to the name, else background."""
    for word in reversed(left[-5:]):
        if word in _SCENE:
            return "scene"
        if word in (",", ".", ";", ":"):
            break
    return "background"
