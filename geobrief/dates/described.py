"""Years and figures that date nothing: the year of a car, a winner or a make, and the number of a version or a clause."""

from __future__ import annotations

import re

from geobrief.dates.known import DateState
from geobrief.text import either, listed

OF_NOUN = ": of its noun"
"""The end of the rule's name of a year that belongs to the noun behind it ("the 2018 report", "the 2015 nuclear deal"):
it dates what that noun tells, and no verb of its sentence."""

_NUMBERED = re.compile(
    r"\b(?:versions?|v|ver|sections?|sect|sec|clauses?|articles?|art|paragraphs?|paras?|parts?|builds?|firmware|chapters?|"
    r"rules?|items?|appendix|annex|schedule|serial|lots?|batch|models?|codes?|numbers?|no|nos|nr|patch|phone|telephone|tel|"
    r"fax|mobile|call|dial|text|ring|sms|whatsapp|hotline|helpline|ip(?:\s+address)?|address|extension|ext|room|flight|"
    r"release|revision|rev|upgrade|hotfix|driver|app|invoice|receipt|ticket|bus|tram|train|route|channel|suite|apartment|apt|cell|ward|bed|lane|figure|fig|table|step|level|unit|gate|form|regulation|standard|iso|id|ref|reference|python|"
    r"windows|android|ios|linux|java|kernel|software)\s?(?:numbers?|no|nos|nr|code|#)?\.?:?\s{0,2}#?$",
    re.IGNORECASE,
)
"""What gives the figures behind it a number and no date."""
_RELEASED = re.compile(r"(?:press|news)\s+release\s+$", re.IGNORECASE)
_FIGURES_BEFORE = re.compile(r"(?:\+\d{1,3}|\b\d{2,})[\s-]$|\(\d{2,4}\)\s?$")
_YEAR_BEFORE = re.compile(r"\b(?:1[5-9]|20)\d\d\s$")


def is_numbered(text: str, at: int) -> bool:
    """Say whether the figures at an offset number a thing: a version, a clause, a part, a line to call."""
    before = text[max(0, at - 24) : at]
    if _NUMBERED.search(before):
        return not _RELEASED.search(before)
    return bool(_FIGURES_BEFORE.search(before)) and not _YEAR_BEFORE.search(before)


_MAKES = (
    "Toyota|Honda|Ford|Chevrolet|Chevy|Nissan|BMW|Mercedes|Audi|Volkswagen|VW|Kia|Hyundai|Mazda|Subaru|Mitsubishi|Isuzu|"
    "Suzuki|Lexus|Jeep|Dodge|GMC|Cadillac|Buick|Chrysler|Pontiac|Volvo|Peugeot|Renault|Citro[eë]n|Fiat|Skoda|Opel|Vauxhall|"
    "Land|Range|Jaguar|Porsche|Ferrari|Lamborghini|Bentley|Rolls|Tesla|Lada|Ural|Kamaz|KamAZ|Tata|Mahindra|Yamaha|Harley|"
    "Boeing|Airbus|Cessna|Piper|Antonov|Tupolev|Ilyushin|Mack|Freightliner|Kenworth|Scania|Iveco|Hino|Bedford|Bajaj|Daewoo|"
    "Infiniti|Acura|Saab|Seat|Mini|Hummer|Plymouth|Oldsmobile|Mercury|Saturn|Leyland|Sprinter|Hilux|Corolla|Camry|Civic|Golf|"
    "Transit|Hiace|Prius|Accord|Taurus|Silverado"
)
_THINGS = (
    "cars?|sedans?|trucks?|pickups?|pick-ups?|vans?|minivans?|bus(?:es)?|minibus(?:es)?|coach(?:es)?|suvs?|motorcycles?|"
    "motorbikes?|lorr(?:y|ies)|jeeps?|tractors?|trailers?|coupes?|hatchbacks?|wagons?|ambulances?|boats?|yachts?|trawlers?|"
    "freighters?|planes?|jets?|aircraft|airliners?|helicopters?|rifles?|pistols?|revolvers?|shotguns?|carbines?|bikes?|"
    "scooters?|limousines?|taxis?|cabs?|vehicles?|models?|tanks?|howitzers?|guns?|trains?|locomotives?|carriages?|convertibles?|"
    "weapons?|missiles?|ships?|tankers?|frigates?|submarines?|wines?|vintages?|coins?|stamps?"
)
_HOLDERS = (
    "winners?|champions?|finalists?|semi-?finalists?|medall?ists?|graduates?|nominees?|laureates?|runners?-up|runner-up|"
    "candidates?|recipients?|alumn[ia]|alumnus|alumnae|intake|class|squads?|teams?|draftees?|olympians?|hires?|recruits?|"
    "contenders?|challengers?|titleholders?|holders?|gold-medall?ists?|victors?|line-?up|side|queen|miss|contestants?"
)
_HAPPENED = (
    "accidents?|disasters?|crash(?:es)?|bombings?|attacks?|explosions?|fires?|collisions?|sinkings?|hijackings?|robber(?:y|ies)|"
    "thefts?|deals?|elections?|races?|strikes?|sales?|raids?|tests?|shootings?|recalls?|pile-?ups?|scandals?|murders?|killings?"
)
_MADE = re.compile(
    r"-(?:built|made|era|style|styled|vintage|registered|issue|minted|born|manufactured|dated|plate|designed|type)\b|"
    r"(?:-|\s)(?:model(?:-year)?|vintage|edition)\b",
    re.IGNORECASE,
)
_MAKE = re.compile(rf"\s(?:{_MAKES})s?\b(?!(?:['’]s)?\s(?:[a-z]{{3,12}}\s)?(?:{_HAPPENED})\b)")
_THING = re.compile(
    rf"\s(?:[A-Za-z-]{{2,14}}\s){{0,2}}?(?:{_THINGS})\b(?!(?:['’]s)?\s(?:{_HAPPENED})\b|['’-]\w)", re.IGNORECASE
)
_WORKS = re.compile(
    r"\s(?:[A-Za-z-]{2,14}\s){0,2}?(?:houses?|homes?|buildings?|bungalows?|villas?|mansions?|church(?:es)?|cottages?|cinemas?|"
    r"theat(?:re|er)s?|bridges?|barracks|films?|movies?|songs?|albums?|novels?|books?|sitcoms?|musicals?|paintings?|posters?|"
    r"hits?|classics?|memoirs?|documentar(?:y|ies)|statues?|mosques?|dams?|towers?|blocks?|hotels?|schools?)"
    r"(?=\s*(?:[.,;:)?!]|$|(?:that|which|where|in|on|at|near|by|of|was|were|is|are|and|has|had|have|called|titled|burned|burnt|"
    r"collapsed|fell|caught|sold)\b))",
    re.IGNORECASE,
)
"""What was built or made in a year, where nothing that happened stands behind it ("a 2018 bridge collapse")."""
_HOLDER = re.compile(rf"\s(?:[A-Za-z-]{{2,14}}\s){{0,4}}?(?:{_HOLDERS})\b", re.IGNORECASE)
_ENDING = listed(
    "articles possessives relatives be have will and_or prepositions",
    "but that as after before when said he she it they we",
)
_CLOSED = re.compile(rf"\s(?:[A-Za-z-]{{2,14}}\s){{0,4}}?(?:{either(_ENDING)})\b", re.IGNORECASE)
"""Words that end a noun phrase: a thing behind one of them is not what the year describes."""
_ATTRIBUTE_BEFORE = re.compile(
    r"(?:\b(?:an?|the|his|her|its|their|our|my|your|this|that|these|those|each|every|another|one|two|three|some|several|any|"
    r"no)|['’]s|s['’])\s(?:[a-z][a-z-]{1,14}\s){0,2}$",
    re.IGNORECASE,
)
_DETERMINED = re.compile(
    r"(?:\b(?:an?|the|his|her|its|their|our|my|this|that|these|those|each|every|another)|['’]s|s['’])\s"
    r"(?:(?:landmark|historic|controversial|disputed|deadly|famous|original|earlier|so-called|failed|now-defunct|bloody|"
    r"[a-z]{3,12}(?:al|ed|ive|ous|ic))\s)?$",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(
    rf"(?:\s|-)(?!(?:{either(_ENDING)}|through|until|marked|saw|brought|did|may|could)\b)[A-Za-z]",
)


def only_describes(m: re.Match[str], context: DateState) -> bool:
    """Say whether a year or decade is a mere attribute of a thing or a person: "a 2011 Toyota", "the 2008 winner"."""
    text, end = context.text, m.end()
    if _MADE.match(text, end):
        return True
    decade = m.group()[-1:] == "s"
    if decade and m.group().lower().startswith("the"):
        return False
    attribute = decade or bool(_ATTRIBUTE_BEFORE.search(text, max(0, m.start() - 40), m.start()))
    described = bool(_MAKE.match(text, end)) or any(_names(noun, text, end) for noun in (_THING, _WORKS, _HOLDER))
    return attribute and described


_PHRASE = 60
"""Characters behind a year in which the noun that it describes ends."""


def _names(pattern: re.Pattern[str], text: str, end: int) -> bool:
    """Say whether such a noun ends the noun phrase behind a year."""
    found = pattern.match(text, end, end + _PHRASE)
    closed = _CLOSED.match(text, end, end + _PHRASE)
    return found is not None and not (closed is not None and closed.end() < found.end())


def belongs_to_noun(m: re.Match[str], context: DateState) -> bool:
    """Say whether a year stands before the noun that it dates: "the 2018 report", "a 2015 nuclear deal"."""
    before = context.text[max(0, m.start() - 30) : m.start()]
    return bool(_DETERMINED.search(before)) and bool(_NOUN_BEHIND.match(context.text, m.end()))
