"""What a place does in its sentence: scene, origin, destination, actor or background.

Rules over the words around a mention. An actor is a government or people meant by the name of its country, capital
or seat ("Washington said"); only scene, origin and destination are places where something happens.
"""

from __future__ import annotations

import re

from geobrief.mentions.lexicon import categories
from geobrief.model import Article, Place, Resolution, Role

BESIDE = 90
"""Characters that are read on either side of a mention."""

REACH = 10
"""Words before a mention in which a verb of movement is looked for."""

_WORD = re.compile(r"[\w-]+|['’]s?(?!\w)|[,.;:()—–“”\"]")
_LIST = re.compile(r",? ?\(?(?:(?:and|or|as well as|then) )?(?:in )?(?:the |neighbou?ring )?")
"""What stands between two members of a list of places, or between a place and what holds it."""

_STATES = frozenset({"country", "territory", "continent", "region", "admin1"})
_SEATS = frozenset({"PPLC", "PPLG", "GOVB", "GOVL", "BLDG", "PAL", "ADMF"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SCENE = _words(
    "in at near around outside inside across throughout within over above off along through between amid beyond"
)
_TOWARDS = _words("into toward towards reached reach reaching visited visit visiting visits")
_LEAVES = _words("leaving left leave leaves fled flee fleeing quit exit exited evacuated departed")
_MOVES = _words(
    "go goes going went gone travel travels travelled traveled travelling traveling trip trips visit visits visited fly "
    "flew flown flying flight flights move moves moved moving return returns returned returning send sends sent sending "
    "deploy deploys deployed deploying deployment transfer transferred transfers come comes came coming head headed "
    "heading heads march marched bound route road way deliver delivered deport deported evacuate evacuated evacuate "
    "relocate relocated withdraw withdraws withdrew withdrawn withdrawal withdrawing arrive arrived arrives arriving "
    "arrival flee fled flees fleeing escape escaped ship shipped shipments walk walked drive drove driven sail sailed "
    "bring brought take took taken export exports exported import imports train trains boat boats bus buses convoy leave "
    "leaves left leaving back depart departed pull pulled pulling pullout exit expelled expel migrants smuggled supplies "
    "supply aid tonnes crossed crossing cross extradited extradite imported transported"
)
_STRIKES = _words(
    "hit hits struck strikes shook shakes flooded floods shelled bombed bombs attacked attack attacks stormed captured "
    "seized besieged devastated battered swept rocked raided targeted overran occupied surrounded entered destroyed "
    "invaded retook recaptured looted pounded ravaged paralysed paralyzed reached blockaded shelling bombing attacking"
)
_PARTS = _words(
    "airport city town village port streets street outskirts suburb suburbs district province region capital base camp "
    "market centre center island coast border north south east west hospital station university square bridge hills "
    "state county governorate villages towns parts area areas gates prison"
)
_GOVERNMENT = _words(
    "government governments president presidents minister ministers ministry army military forces force troops junta "
    "regime authorities officials official police parliament senate congress court leader leaders leadership "
    "ambassador embassy diplomat diplomats soldiers navy prime defense defence state rulers ruler foreign air "
    "opposition rebels militants lawmakers intelligence spokesman spokeswoman officers officer citizens people "
    "nationals generals general commander delegation administration cabinet premier chancellor king queen prince "
    "central bank team coach troop diplomacy policy envoy negotiators warplanes jets drones missiles"
)
_DOES = _words(
    "says said has had have will would is was can could may might must beat lost won sent met made took put held gave "
    "told got set kept left led paid spent sold bought broke chose went came began did does do became saw fell rose "
    "accuse accuses blame blames ban bans want wants fear fears plan plans hope hopes say urge urges demand demands "
    "agree agrees refuse refuses deny denies expect expects need needs warn warns back backs support supports"
)
_PASSIVE = _words("is was were are be been has had have fell rose saw")
"""Words after which a town is more often the scene than the actor ("Khartoum was shelled")."""


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
        return _of_people(left, right)
    if before is not None and before.mention.form != "demonym" and _LIST.fullmatch(text[before.mention.end : start]):
        return before.role
    return _moved(left) or _acting(resolution.place, left, right) or _placed(left)


def _of_people(left: list[str], right: list[str]) -> Role:
    """An adjective or people: an actor if it stands for itself or for a government."""
    if not right or right[0] in ",.;:" or set(right[:3]) & _GOVERNMENT:
        return "actor"
    return "actor" if left[-1:] == ["the"] and _is_verb(right[0]) else "background"


def _moved(left: list[str]) -> Role | None:
    """Origin or destination, by the words before."""
    words = [word for word in left[-3:] if word not in ("the", "neighbouring", "neighboring")]
    if not words:
        return None
    last = words[-1]
    moves = _MOVES.intersection(left[-REACH:])
    if last in _LEAVES:
        return "origin"
    if last == "from":
        return "origin" if moves else "background"
    if last in _TOWARDS or (last in ("to", "for") and moves):
        return "destination"
    arriving = last in ("in", "at") and left[-2:-1] and left[-2].startswith(("arriv", "land"))
    return "destination" if arriving else None


def _acting(place: Place | None, left: list[str], right: list[str]) -> Role | None:
    """Actor: the subject of a verb of saying or doing, or the owner of a government."""
    if place is None or not right or not (place.kind in _STATES or place.feature_code in _SEATS):
        return None
    led = [word for word in left[-2:] if word != "the"]
    if led and (led[-1] in _SCENE or led[-1] in _STRIKES or led[-1] == "of"):
        return None
    owner = right[0] in ("'s", "’s", "'", "’")
    rest = right[1:] if owner else right
    if rest and set(rest[: 3 if owner else 2]) & _GOVERNMENT:
        return "actor"
    if not owner and _is_verb(_predicate(right)) and (place.kind in _STATES or right[0] not in _PASSIVE):
        return "actor"
    return "actor" if led and led[-1] in ("with", "by", "against") else None


def _predicate(right: list[str]) -> str:
    """The word that may be the verb: the next one, or that behind a second subject ("Kigali and Kinshasa accuse")."""
    return right[2] if right[0] == "and" and len(right) > 2 else right[0]


def _is_verb(word: str) -> bool:
    """Whether a word after a name is likely its verb."""
    lists = categories().get(word, ())
    return word in _DOES or "after.said" in lists or "after.acts" in lists or (word.endswith("ed") and len(word) > 4)


def _placed(left: list[str]) -> Role:
    """Scene where a preposition of place, or a verb that strikes, leads to the name; else background."""
    if left and left[-1] in _STRIKES:
        return "scene"
    if len(left) > 1 and left[-1] == "of" and left[-2] in _PARTS:
        return "scene"
    for word in reversed(left[-5:]):
        if word in _SCENE or (word == "on" and {"fell", "attack", "attacks", "strike", "strikes"} & set(left[-5:])):
            return "scene"
        if word in ",.;:":
            break
    return "background"
