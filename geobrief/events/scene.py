"""Where an event happened: the places of its sentence, then of the sentence before, then the dateline, else none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from geobrief.events.coding import Coded
from geobrief.events.kinds import event_kinds
from geobrief.events.place_link import PlaceCandidate, choose_place
from geobrief.events.triggers import word_classes
from geobrief.events.words import CLAUSE_MARKS, PREPOSITIONS, Token, token_span
from geobrief.model import Article, PlaceInEvent, Resolution, Role

NONE_ABOVE = 0.31
"""The answer "none of these places" is taken above this probability: the highest at which it is given in 80 of 100
sentences whose places are marked as not the event's, with the mentions that the recogniser finds (cross-validated by
document; docs/accuracy/events.md has the curve)."""
SURELY_ABOVE = 0.5
"""From this probability on, the linker outvotes the role ``actor`` of a mention, for kinds that happen on the ground:
"troops patrolled Caracas". The linker has seen the role, and is right more often (cross-validated)."""
ALSO_ABOVE = 0.12
"""Further places of the same sentence are listed above this probability."""
MOST = 16
"""Places of a sentence that are weighed, the nearest to the trigger: a list of a hundred towns is no place."""
DIRECTED_ABOVE = 0.03
"""The same for a place with a direction of its own ("to Y" beside "from X")."""
_HEADING = 0.8
"""Probability of the place in "Niger: US to withdraw troops": headlines put the scene before the colon (judged)."""
_FINENESS = {"site": 6, "settlement": 5, "district": 4, "province": 3, "country": 2, "region": 1}
_MOVING = frozenset("withdrawal displacement expulsion release arrival deployment humanitarian_aid crime".split())
"""Kinds that lead from one place to another."""
_DIRECTION_REACH = 5
"""Words before a name in which its direction is looked for: "to the Thai border town of Mae Sot"."""
_DECISIONS = frozenset("agreement_ended policy leadership_change election expulsion".split())
"""Kinds that a government decides at home, so that its country is the place where the sentence names no other."""
_OWNED_REACH = 3
"""Words after a possessive in which the thing owned is looked for: "Mali's restive northern desert"."""
_PARTS = frozenset("north south east west centre center northern southern eastern western coast outskirts".split())
"""Words for parts of a place."""
_PARTNER = frozenset({"with", "against", "from", "to"})
"""Prepositions before the other side of a treaty."""
_BEFORE_CONFIDENCE = 0.6
"""Confidence in a place that the sentence before names (judged)."""
_DATELINE_CONFIDENCE = 0.5
"""Confidence in the dateline's place (judged)."""
_NOWHERE_CONFIDENCE = 0.7
"""Confidence that an event for which no place was found has none that the sentence tells (judged)."""


Way = Literal["sentence", "heading", "rejected", "decision", "before", "dateline", "none named"]
"""What decided: a place of the sentence, the one before a headline's colon, none of the sentence's places, whose decision
it is, the sentence before, the dateline; or no place is named at all."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where, how sure, and why."""

    where: tuple[PlaceInEvent, ...]
    confidence: float
    """The linker's probability of the first place, or of none; a fixed doubt where another rule decided."""
    because: str
    way: Way = "none named"


def find_scene(
    article: Article,
    number: int,
    item: Coded,
    *,
    tokens: Sequence[Token],
    places: Sequence[int],
    resolutions: Sequence[Resolution],
) -> Scene:
    """Return where the event of sentence ``number`` happened.

    Args:
        article: The article.
        number: Index of the sentence that tells the event.
        item: The event.
        tokens: The words of that sentence.
        places: Indices of the sentence's resolutions, ascending.
        resolutions: All resolutions of the article, in the order of its text.
    """
    trigger = tokens[item.match.first].start
    at = bisect_left(places, trigger, key=lambda index: resolutions[index].mention.start)
    named = [
        *islice((i for i in map(places.__getitem__, range(at - 1, -1, -1)) if not _is_demonym(resolutions[i])), MOST),
        *islice((i for i in map(places.__getitem__, range(at, len(places))) if not _is_demonym(resolutions[i])), MOST),
    ]
    nearest = sorted(named, key=lambda index: (abs(resolutions[index].mention.start - trigger), index))[:MOST]
    known = [(index, _candidate(tokens, resolutions[index])) for index in sorted(nearest)]
    scene = _in_sentence(tokens, item, known, resolutions) if known else None
    if scene and scene.where:
        return scene
    before = _decided_by(tokens, item, places, resolutions) or _sentence_before(article, number, item, resolutions)
    if before:
        return before
    dateline = _dateline(article, resolutions)
    if dateline and not known:
        return dateline
    return scene or Scene((), _NOWHERE_CONFIDENCE, "no place is named for it")


def _candidate(tokens: Sequence[Token], resolution: Resolution) -> PlaceCandidate:
    mention = resolution.mention
    first, last = token_span(tokens, mention.start, mention.end)
    precision = resolution.place.precision if resolution.place else ""
    return PlaceCandidate(first, last, mention.form, precision, resolution.role)


def _in_sentence(
    tokens: Sequence[Token], item: Coded, known: Sequence[tuple[int, PlaceCandidate]], resolutions: Sequence[Resolution]
) -> Scene:
    match = item.match
    chosen = choose_place(tokens, match.first, match.last, [span for _, span in known], kind=item.kind)
    chances = _with_heading(tokens, [span for _, span in known], chosen.places)
    heads = chances != chosen.places
    nowhere = Scene((), round(chosen.none, 3), "none of the places in the sentence is where it happened", "rejected")
    if chosen.none > NONE_ABOVE and not heads:
        return nowhere
    total = sum(chances)
    ranked = sorted(
        ((chance, index, span) for chance, (index, span) in zip(chances, known, strict=True)),
        key=lambda row: (-row[0], row[1]),
    )
    ranked = [row for row in ranked if not _only_acts(tokens, item, resolutions[row[1]], row[2], chance=row[0])]
    if not ranked:
        return nowhere
    best = ranked[0]
    where = [PlaceInEvent(best[1], _role(tokens, item, best[2]))]
    seen = {_key(resolutions[best[1]])}
    for chance, index, span in ranked[1:]:
        directed = _directed(tokens, item, span) if chance / total >= DIRECTED_ABOVE else None
        holds = _holds(resolutions[index], resolutions[best[1]])
        likely = chance / total >= ALSO_ABOVE and resolutions[index].role != "actor"
        if (directed or holds or likely) and _key(resolutions[index]) not in seen:
            where.append(PlaceInEvent(index, directed or where[0].role))
            seen.add(_key(resolutions[index]))
    name = resolutions[best[1]].mention.text
    reason = f"“{name}” in the same sentence is its place"
    return Scene(tuple(where), round(best[0], 3), reason, "heading" if heads else "sentence")


def _only_acts(
    tokens: Sequence[Token], item: Coded, resolution: Resolution, span: PlaceCandidate, *, chance: float
) -> bool:
    """Whether a mention means a government or people and no ground, and heads no headline ("Mali: …")."""
    if chance >= SURELY_ABOVE and event_kinds()[item.kind].physical:
        return _owns(tokens, item, span)
    if span.first == 0 and resolution.role == "actor":
        return span.last + 1 >= len(tokens) or tokens[span.last + 1].low != ":"
    return resolution.role == "actor" or _owns(tokens, item, span)


def _owns(tokens: Sequence[Token], item: Coded, span: PlaceCandidate) -> bool:
    """Whether a place owns what is no place and not the event: "London's fight", but "Mali's north", "Kyiv's coup"."""
    if span.last + 1 >= len(tokens) or tokens[span.last + 1].low != "'s":
        return False
    owned = range(span.last + 2, min(span.last + 2 + _OWNED_REACH, len(tokens)))
    if any(item.match.first <= index <= item.match.last for index in owned):
        return False
    return not any(
        tokens[i].text[0].isupper() or tokens[i].low in _PARTS or "place_noun" in word_classes(tokens[i].low)
        for i in owned
    )


def _with_heading(
    tokens: Sequence[Token], spans: Sequence[PlaceCandidate], chances: tuple[float, ...]
) -> tuple[float, ...]:
    """Give the place before a headline's colon its due, where nothing in the sentence is more likely."""
    for index, span in enumerate(spans):
        if (
            span.first == 0
            and span.last + 1 < len(tokens)
            and tokens[span.last + 1].low == ":"
            and max(chances) < _HEADING
        ):
            return tuple(_HEADING if at == index else chance * (1 - _HEADING) for at, chance in enumerate(chances))
    return chances


def _holds(outer: Resolution, inner: Resolution) -> bool:
    """Whether one place is a larger area that the other lies in."""
    large, small = outer.place, inner.place
    if not large or not small or _FINENESS[large.precision] >= _FINENESS[small.precision]:
        return False
    if large.kind == "country":
        return large.country == small.country
    return large.kind == "admin1" and large.admin1 == small.admin1 and large.country == small.country


def _role(tokens: Sequence[Token], item: Coded, span: PlaceCandidate) -> Role:
    directed = _directed(tokens, item, span)
    if directed:
        return directed
    if item.kind in ("withdrawal", "expulsion"):
        return "origin"
    return "destination" if item.kind == "arrival" else "scene"


def _directed(tokens: Sequence[Token], item: Coded, span: PlaceCandidate) -> Role | None:
    """The role that a preposition after the trigger gives: "flee from X to Y", "the visit to Z"."""
    if span.first <= item.match.last:
        return None
    for token in reversed(tokens[max(item.match.last + 1, span.first - _DIRECTION_REACH) : span.first]):
        if token.low == "from" and item.kind in _MOVING:
            return "origin"
        if token.low in ("to", "into", "towards", "toward") and item.kind in _MOVING | {"meeting"}:
            return "destination"
        if token.low in PREPOSITIONS or token.low in CLAUSE_MARKS or token.low == ",":
            return None
    return None


def _key(resolution: Resolution) -> str:
    return resolution.place.id if resolution.place else resolution.mention.text.casefold()


def _decided_by(
    tokens: Sequence[Token], item: Coded, places: Sequence[int], resolutions: Sequence[Resolution]
) -> Scene | None:
    """The country whose government decides: "Chad ended its treaty with France" is a thing of Chad."""
    if item.kind not in _DECISIONS and not (item.kind == "coup" and item.match.word_class == "verb"):
        return None
    before = [i for i in places if resolutions[i].mention.end <= tokens[item.match.first].start]
    for index in before:
        place = resolutions[index].place
        span = _candidate(tokens, resolutions[index])
        partner = tokens[max(0, span.first - 2) : span.first]
        if place and place.precision == "country" and not any(token.low in _PARTNER for token in partner):
            name = resolutions[index].mention.text
            return Scene(
                (PlaceInEvent(index, "scene"),), _BEFORE_CONFIDENCE, f"“{name}” is whose decision it is", "decision"
            )
    return None


def _sentence_before(article: Article, number: int, item: Coded, resolutions: Sequence[Resolution]) -> Scene | None:
    """The place of the sentence before, in the same paragraph, if it is one where things happen."""
    if number == 0 or not event_kinds()[item.kind].physical:
        return None
    here, before = article.sentences[number], article.sentences[number - 1]
    if "\n" in article.text[before.end : here.start]:
        return None
    first = bisect_left(resolutions, before.start, key=_start)
    found = [
        (_FINENESS[resolution.place.precision], -resolution.mention.start, index)
        for index, resolution in enumerate(resolutions[first : bisect_left(resolutions, before.end, key=_start)], first)
        if resolution.place
        and resolution.place.precision != "region"
        and resolution.role in ("scene", "origin", "destination")
        and resolution.mention.form != "demonym"
    ]
    if not found:
        return None
    index = max(found)[2]
    role = _role((), item, PlaceCandidate(0, 0))
    name = resolutions[index].mention.text
    return Scene(
        (PlaceInEvent(index, role),),
        _BEFORE_CONFIDENCE,
        f"“{name}” in the sentence before is taken for its place",
        "before",
    )


def _dateline(article: Article, resolutions: Sequence[Resolution]) -> Scene | None:
    for line in article.passages:
        if line.kind != "dateline":
            continue
        first = bisect_left(resolutions, line.start, key=_start)
        for index in range(first, bisect_left(resolutions, line.end, key=_start)):
            mention = resolutions[index].mention
            if mention.form != "demonym":
                reason = f"the report was filed in “{mention.text}”, and nothing nearer is named"
                return Scene((PlaceInEvent(index, "scene"),), _DATELINE_CONFIDENCE, reason, "dateline")
    return None


def _is_demonym(resolution: Resolution) -> bool:
    return resolution.mention.form == "demonym"


def _start(resolution: Resolution) -> int:
    return resolution.mention.start
