"""Names without a place → the area that the text gives for them: "the village of X in the Tillabéri region of Niger".

Most villages are in no gazetteer, but a report says where they lie: beside the name, in the sentence, or by where all
that it tells of happens (in one country, or in and around one town). That is an area to draw and never a point; it is looked for in this order, and the first that
is found is given with the words that say so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geobrief.gazetteer import Gazetteer, distance_km, fold
from geobrief.model import SCENE_ROLES, STATES, Article, Place, Reason, Resolution, Sentence
from geobrief.places.spellings import is_built
from geobrief.reasons import answer, as_named, sentence

AREAS = STATES | {"admin1", "admin2", "region"}
_SIZE = (
    "site",
    "district",
    "city",
    "admin2",
    "landform",
    "water",
    "admin1",
    "territory",
    "country",
    "region",
    "continent",
)
"""Kinds from the smallest to the widest: of a chain ("in Torodi, Tillabéri, Niger") the smallest says most."""


MOST = 0.75
"""Share of an article's scenes in one country from which what has no place is in that country, too."""

BESIDE = 80
"""Characters between a name and the area that the text puts it in."""

AROUND_KM, TOWNS, MOST_TOWNS = 50.0, 3, 30
"""How near to one of them an article's towns lie together, how many that takes at least, and how many are looked at."""

_SMALL = frozenset({"city", "district", "site", "admin2"})

LINKS = 4
"""Names of a chain that are followed ("in the commune of A, department of B, in the C region of D")."""

_TYPES = (
    r"(?:village|town|city|hamlet|commune|community|municipality|settlement|locality|township|quarter|neighbou?rhood|suburb|"
    r"district|department|county|parish|prefecture|sub-prefecture|subcounty|ward|area|zone|camp|site|mine|province|region|"
    r"state|governorate|oblast|raion|territory|constituency|division|island|peninsula|valley)s?"
)
_SIDE = (
    r"(?:(?:(?:far|extreme) )?(?:(?:north|south)(?:[- ]?(?:east|west|central))?|east|west|central)(?:ern)?|upper|lower|"
    r"eastern|western|remote|rural|restive|volatile|neighbou?ring|nearby|troubled|coastal|same)"
)
_HEAD = rf"(?:{_SIDE},? |border ){{0,2}}(?:{_TYPES} of (?:the )?)?"

_IN = re.compile(
    rf",? ?\(?|,? ?\(?(?:{_TYPES} |situated |located |lying |which (?:is|lies) |that (?:is|lies) ){{0,2}}(?:in|of|inside|within) "
    rf"(?:the )?{_HEAD}|,? (?:an? |the )(?:[a-z-]{{2,14}} ){{0,3}}?{_TYPES} (?:in|of|inside|within) (?:the )?{_HEAD}"
)
"""What stands between a name and the area that holds it: "X, Y", "X in the Y", "X, a farming village in the north of Y"."""

_NEAR = re.compile(
    rf",? ?\(?(?:[a-z-]{{1,14}},? ){{0,4}}?(?:(?:\d[\d.,]*|an?|two|three|four|five|ten|twenty|several|some|about) ?-?"
    rf"(?:[a-z-]{{2,12}} )?(?:km|kms|kilomet(?:er|re)s?|miles?|mi|hours?|minutes?)\b ?(?:\([^)]{{1,20}}\) )?"
    rf"(?:drive |by road |away )?(?:[a-z-]{{4,12}} )?(?:of|from|outside|away from|off)|near|close to|just outside|outside|"
    rf"not far from|(?:on|at|to) the (?:outskirts|edge|{_SIDE}) of|{_SIDE} of|next to|between) (?:the )?"
    rf"(?:(?:{_SIDE}|border|provincial|regional|main) )?(?:{_TYPES} of )?(?:the )?"
)
"""What stands between a name and a place that it is near: "X, some 40 km north of Y", "X near the town of Y"."""

_CHAIN = re.compile(
    rf"(?: {_TYPES})?,? ?\(?|(?: {_TYPES})?,? (?:in|of|inside|within) (?:the )?{_HEAD}|['’]s? (?:{_SIDE} )?(?:{_TYPES} of )?"
)
"""What stands between the links of a chain: "Y, Z", "the Y region of Z", "Z's Y"."""

_HOLDER_FIRST = re.compile(
    rf"['’]s? (?:{_SIDE} )?(?:{_TYPES} of )?|(?: {_TYPES})?(?:['’]s)? {_TYPES} of (?:the )?|(?: {_TYPES})?, (?:in|at) (?:the )?"
    rf"(?:{_TYPES} of )?"
)
"""What stands between an area and a name in it behind it: "Niger's X", "the Y region's village of X", "in Y, in X"."""


@dataclass(frozen=True, slots=True)
class _Area:
    """An area and why."""

    place: Place
    why: Reason


def with_areas(article: Article, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> list[Resolution]:
    """Resolutions, those of names without a place with the area that the text gives for them, where it gives one.

    Args:
        article: Its text is read between the names.
        resolutions: Of all mentions of the article, in text order, with their roles.
        gazetteer: Where provinces and countries are looked up.
    """
    if not any(_wants_area(item) for item in resolutions):
        return list(resolutions)
    by_sentence: dict[Sentence, list[Resolution]] = defaultdict(list)
    for item in resolutions:
        if item.place is not None:
            by_sentence[item.mention.sentence].append(item)
    said = {sentence: _in_sentence(items, gazetteer) for sentence, items in by_sentence.items()}
    everywhere = _in_article(resolutions, gazetteer)
    near = _around(resolutions)
    wanted = [index for index, item in enumerate(resolutions) if _wants_area(item)]
    areas: dict[int, _Area] = {}
    named: dict[str, _Area] = {}
    for index in wanted:
        area = _in_clause(article.text, resolutions, index, gazetteer)
        if area is not None:
            areas[index] = named.setdefault(fold(resolutions[index].mention.text), area)
    for index in wanted:
        mention = resolutions[index].mention
        area = areas.get(index) or named.get(fold(mention.text))
        area = area or _narrower(said.get(mention.sentence), near) or everywhere
        if area is not None:
            areas[index] = area
    return [_held(item, areas[index]) if index in areas else item for index, item in enumerate(resolutions)]


_TOWNS = frozenset({"city", "district"})
IN_TOWN = 0.8
"""Doubt of a building or site that a text puts into a town: all four that LGL, TR-News and GeoWebNews annotate are rightly
placed so, which is too few to say more."""


def _held(item: Resolution, area: _Area) -> Resolution:
    """A name without a place in its area; what people build is in the town that the text puts it in."""
    if area.place.kind in _TOWNS and is_built(item.mention.text):
        confidence = round(item.mention.confidence * IN_TOWN, 4)
        return replace(
            item, place=area.place, confidence=confidence, because=sentence((area.why,)), reasons=(area.why,)
        )
    return replace(item, within=area.place, within_because=sentence((area.why,)), within_reasons=(area.why,))


def _wants_area(item: Resolution) -> bool:
    return item.place is None and item.mention.form in ("name", "abbreviation") and item.sense != "no place"


# In its clause -----------------------------------------------------------------------------------------------


def _in_clause(text: str, items: Sequence[Resolution], index: int, gazetteer: Gazetteer) -> _Area | None:
    """The area that the words beside a name put it in."""
    name = items[index].mention.text
    first, between = _beside(text, items, index)
    if first is not None and _IN.fullmatch(between):
        holder = _smallest(_chain(text, items, index + 1))
        if holder is not None and _may_hold(holder, between):
            return _Area(holder, answer("text_in", text=name, place=as_named(holder)))
    if first is not None and first.place is not None and _NEAR.fullmatch(between):
        around = province_of(first.place, gazetteer)
        if around is not None:
            why = answer("text_near", text=name, other=as_named(first.place), place=as_named(around))
            return _Area(around, why)
    before = items[index - 1] if index else None
    if before is not None and before.place is not None and before.mention.sentence == items[index].mention.sentence:
        between = text[before.mention.end : items[index].mention.start]
        if before.place.kind in AREAS and _HOLDER_FIRST.fullmatch(between[:BESIDE]):
            return _Area(before.place, answer("text_in", text=name, place=as_named(before.place)))
    return None


def _beside(text: str, items: Sequence[Resolution], index: int) -> tuple[Resolution | None, str]:
    """The name behind another in its sentence, if it is near, and the text between the two."""
    if index + 1 >= len(items):
        return None, ""
    here, after = items[index].mention, items[index + 1].mention
    if after.sentence != here.sentence or not 0 <= after.start - here.end <= BESIDE:
        return None, ""
    return items[index + 1], text[here.end : after.start]


def _chain(text: str, items: Sequence[Resolution], first: int) -> list[Place]:
    """The places of the names that are joined to one another from a first one on."""
    places = []
    for index in range(first, min(first + LINKS, len(items))):
        place = items[index].place
        if place is not None and items[index].mention.form != "demonym":
            places.append(place)
        following, between = _beside(text, items, index)
        if following is None or not _CHAIN.fullmatch(between):
            break
    return places


def _smallest(places: Sequence[Place]) -> Place | None:
    """The smallest of places that hold one another; of places in several countries only the first counts."""
    near = [place for place in places if place.country == places[0].country]
    return min(near, key=lambda place: _SIZE.index(place.kind), default=None)


def _may_hold(place: Place, between: str) -> bool:
    """Whether a place can hold another: behind a bare comma only an area can, a town may be the next of a list."""
    return place.kind in AREAS or (
        place.kind in ("city", "district") and re.search(r"\b(?:in|of|inside|within)\b", between) is not None
    )


# In its sentence, in its article ---------------------------------------------------------------------------


def _in_sentence(items: Sequence[Resolution], gazetteer: Gazetteer) -> _Area | None:
    """The one area that a sentence speaks of: a province, where it names just one, or the country."""
    named = [item for item in items if item.mention.form != "demonym"]
    told = [item for item in named if item.role != "actor"]
    scenes = [item for item in told if item.role in SCENE_ROLES]
    for some in (scenes, told, named):
        places = [item.place for item in some if item.place is not None and item.place.country]
        if places:
            break
    else:
        return None
    if len({place.country for place in places}) > 1:
        return None
    provinces = {place.admin1_code for place in places if place.kind not in STATES}
    areas = [place for place in places if place.kind in ("admin1", "admin2")]
    only = areas and len(provinces) == 1
    place = _smallest(areas) if only else gazetteer.country(places[0].country or "")
    return _Area(place, answer("sentence_of", place=as_named(place))) if place else None


def _around(items: Sequence[Resolution]) -> _Area | None:
    """The town around which an article's places lie, if it names several and they lie together: local news."""
    named = Counter(item.place for item in items if item.place is not None and item.place.kind in _SMALL)
    places = sorted(named, key=lambda place: (-named[place], place.key))[:MOST_TOWNS]
    if len(places) < TOWNS:
        return None
    close = {
        place: [other for other in places if distance_km(place.lat, place.lon, other.lat, other.lon) <= AROUND_KM]
        for place in places
    }
    best = max(places, key=lambda place: (sum(named[other] for other in close[place]), named[place]))
    share = sum(named[other] for other in close[best]) / sum(named[place] for place in places)
    if len(close[best]) < TOWNS or share < MOST:
        return None
    return _Area(best, answer("places_together", place=as_named(best)))


def _narrower(said: _Area | None, near: _Area | None) -> _Area | None:
    """What a sentence says, or the neighbourhood that its article is about, where the sentence says just the country."""
    if said is None or near is None:
        return said or near
    return near if said.place.kind in STATES and said.place.country == near.place.country else said


def _in_article(items: Sequence[Resolution], gazetteer: Gazetteer) -> _Area | None:
    """The country in which what an article tells of happens, if most of it happens in one."""
    scenes = Counter(
        item.place.country for item in items if item.place and item.place.country and item.role in SCENE_ROLES
    )
    if not scenes:
        return None
    code, count = min(scenes.items(), key=lambda pair: (-pair[1], pair[0] or ""))
    total = sum(scenes.values())
    place = gazetteer.country(code or "")
    if place is None or count < MOST * total:
        return None
    if count == total:
        return _Area(place, answer("scenes_all", place=as_named(place)))
    return _Area(place, answer("scenes_most", count=str(count), total=str(total), place=as_named(place)))


def province_of(place: Place, gazetteer: Gazetteer) -> Place | None:
    """The first-order province that a place lies in, or is; its country where the province is not known."""
    if place.kind in AREAS:
        return place
    if place.admin1:
        for hit in gazetteer.hits([fold(place.admin1)]).get(fold(place.admin1), ()):
            row = hit.place
            if row.kind == "admin1" and row.country == place.country and row.admin1 == place.admin1_code:
                return gazetteer.full(row)
    return gazetteer.country(place.country) if place.country else None
