"""Where an event happened by what its sides are: whom a sanction meets, who receives, whose troops they are.

The place linker chooses among the names of a sentence. These rules look at the few words that turn a choice round:
"troops from France, its former ruler" are French troops, "Ruritania received soldiers" has Ruritania for their goal, and
"suspended aid to Ruritania" says where aid stopped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geobrief.events.coding import Coded
from geobrief.events.kinds import event_kinds
from geobrief.events.triggers import Match, word_classes
from geobrief.events.words import CLAUSE_MARKS, Token, token_span
from geobrief.model import Actor, PlaceInEvent, Resolution, Role

_ALLIES = frozenset("power ally allies partner ruler patron coloniser colonizer contributor donor".split())
"""Nouns of an apposition that says what a country is to the other: its troops come from there and leave elsewhere."""
_APPOSITION = 7
"""Words after a comma in which such a noun is looked for."""
_AGAINST = 9
"""Words after a sanction in which its target is looked for: "suspended military cooperation and aid to"."""
_TARGET_PREPOSITIONS = frozenset({"to", "on", "against", "for", "with"})
_DECISIONS = frozenset({"agreement_ended", "policy"})
"""Kinds that are placed with the country that decides."""
_OF_OFFICES = frozenset({"meeting", "statement", "demand", "agreement_signed"})
"""Kinds of people in office, who bring the name of their country along."""
_RELATIVE = 8
"""Words between the "which" of a relative clause and its verb."""
_AROUND = 80
"""Words on either side of a trigger in which names are looked at: longer than nearly any sentence of news."""
_AND = (["and"], ["and", "the"])
_JOINING = frozenset({"and", "in"})
"""Last words before a name that joins a list."""
_LISTING = ([","], ["and"], [",", "and"], ["and", "in"], [",", "in"], [",", "and", "in"])
"""Words between two names of one list."""
_PLACING = frozenset("in at near across around outside hit hits struck strikes rocked shook swept".split())
"""Words before the first name of a list whose places are the event's: "between" and "from" say something else."""
_RECEIVES = frozenset({"receive", "take delivery", "host", "welcome"})
"""Verbs whose subject is where something arrives."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Places and actors after the second look."""

    where: tuple[PlaceInEvent, ...]
    who: tuple[Actor, ...]
    because: str | None = None
    """Why the places are not those of the linker, or None."""


def look_again(
    tokens: Sequence[Token],
    item: Coded,
    found: Sides,
    *,
    places: Sequence[int],
    resolutions: Sequence[Resolution],
) -> Sides:
    """Return places and actors of an event, corrected where its sides say otherwise.

    Args:
        tokens: The words of the sentence.
        item: The event.
        found: Its places and actors so far.
        places: Indices of the sentence's resolutions, ascending.
        resolutions: All resolutions of the article.
    """
    match, kind = item.match, item.kind
    low, high = tokens[max(0, match.first - _AROUND)].start, tokens[min(len(tokens), match.last + _AROUND) - 1].end
    begin, end = (bisect_left(places, at, key=lambda index: resolutions[index].mention.start) for at in (low, high))
    spans = [(index, *_span(tokens, resolutions[index])) for index in places[begin:end] if resolutions[index].place]
    found = _of_foreign_forces(tokens, found, spans, resolutions)
    if kind in _OF_OFFICES:
        found = _without_offices(tokens, found, spans)
    if kind == "arrival" and match.word_class == "verb" and match.lemma.split("~")[0] in _RECEIVES:
        return _received(tokens, match, found, spans, resolutions)
    if not found.where:
        found = _antecedent(tokens, match, found, spans, resolutions)
    if kind in _DECISIONS:
        return _decided(tokens, match, found, spans, resolutions)
    if kind == "sanction" and not found.where:
        return _met_by(tokens, match, found, spans, resolutions)
    return _with_the_list(tokens, item, found, spans, resolutions)


def _span(tokens: Sequence[Token], resolution: Resolution) -> tuple[int, int]:
    return token_span(tokens, resolution.mention.start, resolution.mention.end)


def _of_foreign_forces(
    tokens: Sequence[Token], found: Sides, spans: Sequence[tuple[int, int, int]], resolutions: Sequence[Resolution]
) -> Sides:
    """Take "troops from France, a former ruler" for French troops, which leave another place."""
    for index, first, last in spans:
        if not _names_the_forces(tokens, first, last):
            continue
        where = tuple(place for place in found.where if place.resolution != index)
        mention, place = resolutions[index].mention, resolutions[index].place
        country = place.country if place else None
        end = tokens[first - 2].end
        who = tuple(
            replace(actor, end=mention.end, name=f"{actor.name} from {mention.text}", country=country)
            if actor.end == end and tokens[first - 1].start == end + 1 and mention.start == tokens[first - 1].end + 1
            else actor
            for actor in found.who
        )
        because = f"“{mention.text}” says whose forces they are" if where != found.where else found.because
        return Sides(where, who, because)
    return found


def _names_the_forces(tokens: Sequence[Token], first: int, last: int) -> bool:
    if first < 2 or tokens[first - 1].low != "from" or "forces" not in word_classes(tokens[first - 2].low):
        return False
    if last + 1 >= len(tokens) or tokens[last + 1].low != ",":
        return False
    for token in tokens[last + 2 : last + 2 + _APPOSITION]:
        if token.low in _ALLIES:
            return True
        if token.low == "," or token.low in CLAUSE_MARKS:
            return False
    return False


def _without_offices(tokens: Sequence[Token], found: Sides, spans: Sequence[tuple[int, int, int]]) -> Sides:
    """Take no country for a meeting's place that only says whose minister came: "the Prime Minister of Niger"."""
    offices = {
        index
        for index, first, _ in spans
        if first > 1 and tokens[first - 1].low == "of" and "office" in word_classes(tokens[first - 2].low)
    }
    where = tuple(place for place in found.where if place.resolution not in offices)
    if where == found.where:
        return found
    return Sides(where, found.who, found.because if where else "the sentence names a country's minister, and no place")


def _with_the_list(
    tokens: Sequence[Token],
    item: Coded,
    found: Sides,
    spans: Sequence[tuple[int, int, int]],
    resolutions: Sequence[Resolution],
) -> Sides:
    """Take all names of a list for the scene when one is: "rallies in Nairobi, Mombasa and Kisumu"."""
    if not found.where or found.where[0].role != "scene" or not event_kinds()[item.kind].physical:
        return found
    chosen = found.where[0].resolution
    at = next((number for number, span in enumerate(spans) if span[0] == chosen), None)
    if at is None:
        return found
    low = high = at
    while low > 0 and _are_listed(tokens, spans[low - 1], spans[low], resolutions):
        low -= 1
    while high + 1 < len(spans) and _are_listed(tokens, spans[high], spans[high + 1], resolutions):
        high += 1
    listed = spans[low : high + 1]
    joined = any(tokens[first - 1].low in _JOINING or tokens[first - 2].low in _JOINING for _, first, _ in listed[1:])
    if not joined or tokens[listed[0][1] - 1].low not in _PLACING or listed[0][1] == 0:
        return found
    known = {place.resolution for place in found.where}
    more = tuple(PlaceInEvent(index, "scene") for index, _, _ in listed if index not in known)
    return replace(found, where=found.where + more)


def _are_listed(
    tokens: Sequence[Token], left: tuple[int, int, int], right: tuple[int, int, int], resolutions: Sequence[Resolution]
) -> bool:
    """Whether two names stand beside each other in a list of places of one sort: "Kenya" in "Nairobi, Kenya" does not."""
    one, other = resolutions[left[0]], resolutions[right[0]]
    between = [token.low for token in tokens[left[2] + 1 : right[1]]]
    alike = one.place and other.place and one.place.precision == other.place.precision
    scenes = one.role == other.role == "scene" and "demonym" not in (one.mention.form, other.mention.form)
    return bool(alike) and scenes and between in _LISTING


def _antecedent(
    tokens: Sequence[Token],
    match: Match,
    found: Sides,
    spans: Sequence[tuple[int, int, int]],
    resolutions: Sequence[Resolution],
) -> Sides:
    """Take the place before a relative clause: "withdraw from Goma, which they captured in January"."""
    if match.word_class != "verb":
        return found
    opener = next((i for i in range(match.first - 1, max(0, match.first - _RELATIVE), -1) if _opens(tokens, i)), None)
    if opener is None:
        return found
    named: list[int] = []
    following = opener - 1
    for index, first, last in reversed(spans):
        place = resolutions[index].place
        small = place is not None and place.precision in ("site", "settlement", "district", "province")
        joined = last + 1 == following and tokens[following].low in (",", "and")
        if joined and small and resolutions[index].mention.form != "demonym":
            named.insert(0, index)
            following = first - 1
    if not named:
        return found
    because = f"“{resolutions[named[0]].mention.text}” is what the clause speaks of"
    return Sides(tuple(PlaceInEvent(index, "scene") for index in named), found.who, because)


def _opens(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].low in ("which", "where") and tokens[index - 1].low == ","


def _decided(
    tokens: Sequence[Token],
    match: Match,
    found: Sides,
    spans: Sequence[tuple[int, int, int]],
    resolutions: Sequence[Resolution],
) -> Sides:
    """Take no country for the scene of a decision that another one made, or that two made together."""
    chosen = {place.resolution for place in found.where}
    for index, _, last in spans:
        if index not in chosen or last >= match.first or resolutions[index].mention.form != "demonym":
            continue
        if last + 1 < match.first and "forces" in word_classes(tokens[last + 1].low) and _far(tokens, last, match):
            where = tuple(place for place in found.where if place.resolution != index)
            return Sides(where, found.who, f"“{resolutions[index].mention.text}” says whose forces they are")
    together = [
        index
        for (index, _, last), (_, first, _) in pairwise(spans)
        if index in chosen and first < match.first and [token.low for token in tokens[last + 1 : first]] in _AND
    ]
    if together:
        where = tuple(place for place in found.where if place.resolution not in together)
        return Sides(where, found.who, "two countries decide it, and no place is named for it")
    return found


def _far(tokens: Sequence[Token], last: int, match: Match) -> bool:
    """Whether a name stands in another clause than the trigger: a comma and another verb lie between."""
    return any(token.low in {",", "who", "which"} for token in tokens[last + 1 : match.first])


def _received(
    tokens: Sequence[Token],
    match: Match,
    found: Sides,
    spans: Sequence[tuple[int, int, int]],
    resolutions: Sequence[Resolution],
) -> Sides:
    """Take the subject of "received" for the goal, and what follows for those who come."""
    who = tuple(
        replace(actor, role="target" if actor.end <= tokens[match.first].start else "source") for actor in found.who
    )
    goal = next((index for index, _, last in spans if last + 1 == match.first), None)
    if goal is None:
        return replace(found, who=who)
    name = resolutions[goal].mention.text
    return Sides((PlaceInEvent(goal, "destination"),), who, f"“{name}” is who receives them")


def _met_by(
    tokens: Sequence[Token],
    match: Match,
    found: Sides,
    spans: Sequence[tuple[int, int, int]],
    resolutions: Sequence[Resolution],
) -> Sides:
    """Take the country after "to", "on" or "against" for the place that a sanction meets."""
    for index, first, _ in spans:
        path = tokens[match.last + 1 : first]
        if first <= match.last or len(path) > _AGAINST or any(t.low in CLAUSE_MARKS or t.low == "," for t in path):
            continue
        if path and path[-1].low in _TARGET_PREPOSITIONS and resolutions[index].mention.form != "demonym":
            role: Role = "destination" if path[-1].low == "to" else "scene"
            because = f"“{resolutions[index].mention.text}” is whom it meets"
            return Sides((PlaceInEvent(index, role),), found.who, because)
    return found
