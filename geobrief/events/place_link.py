"""Which place of the sentence is the place of the event: a linear model that chooses among them, or none.

Each candidate place gets the sum of the weights of its features, "none of them" gets the sum of its own, and the
softmax of the sums is the probability. The weights were fitted by ``benchmarks/events_fit_place.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geobrief.events.triggers import word_classes
from geobrief.events.words import (
    AUXILIARIES,
    BE_FORMS,
    CLAUSE_MARKS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SAYING,
    Token,
    base_form,
)

_DISTANCES = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
_BETWEEN_SHOWN = 5
"""Up to this many words between trigger and place are features themselves."""
_PREP_REACH = 7
"""Words before a name in which its preposition is looked for: "in the southern Iraqi port city of Basra"."""
_FINENESS = {"site": 6, "settlement": 5, "district": 4, "province": 3, "country": 2, "region": 1}
_PLACING = frozenset({"in", "at", "near"})
_LINK = 5
"""Words between two names that are looked at together: "Iraq 's capital ," before "Baghdad"."""
_TELLING_CLASSES = frozenset(
    "forces place_noun people armed official police_words office organs base_noun group violence".split()
)


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A mention of the sentence, by its tokens."""

    first: int
    last: int
    """Index of the last token, inclusive."""
    form: str = "name"
    precision: str = ""
    """Precision of the resolved place, or empty where it was not resolved."""
    role: str = ""
    """Role that the resolver gave it, or empty."""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """The probability of each candidate, in their order, and of none of them."""

    places: tuple[float, ...]
    none: float


def choose_place(
    tokens: Sequence[Token], first: int, last: int, candidates: Sequence[PlaceCandidate], *, kind: str = ""
) -> PlaceChoice:
    """Return how likely each candidate is the place of the event triggered by the tokens ``first`` to ``last``."""
    weights = _weights()
    scores = [
        sum(weights.get(feature, 0.0) for feature in features)
        for features in candidate_features(tokens, first, last, candidates, kind=kind)
    ]
    nothing = sum(weights.get(feature, 0.0) for feature in none_features(tokens, first, last, candidates, kind=kind))
    top = max([*scores, nothing])
    powers = [math.exp(score - top) for score in scores]
    rest = math.exp(nothing - top)
    total = sum(powers) + rest
    return PlaceChoice(tuple(power / total for power in powers), rest / total)


def candidate_features(
    tokens: Sequence[Token], first: int, last: int, candidates: Sequence[PlaceCandidate], *, kind: str = ""
) -> list[list[str]]:
    """The features of each candidate."""
    order = sorted(range(len(candidates)), key=lambda i: _distance(candidates[i], first, last))
    rank = {index: place for place, index in enumerate(order)}
    return [
        list(_features(tokens, first, last, candidates, index=index, rank=rank[index], kind=kind))
        for index in range(len(candidates))
    ]


def none_features(
    tokens: Sequence[Token], first: int, last: int, candidates: Sequence[PlaceCandidate], *, kind: str = ""
) -> list[str]:
    """The features of the answer that none of the candidates is the event's place."""
    word = base_form(tokens[first].low)
    passive = _passive(tokens, first)
    features = [
        "none",
        f"none:n={min(len(candidates), 4)}",
        f"none:t={word}",
        f"none:passive={passive}",
        f"none:k={kind}",
    ]
    features.append(f"none:len={min(len(tokens) // 8, 6)}")
    features += [f"none:a={token.low}" for token in tokens[last + 1 : last + 4]]
    features += [f"none:b={token.low}" for token in tokens[max(0, first - 3) : first]]
    if first == 0:
        features.append("none:start")
    preps = {_preposition(tokens, candidate.first)[0] for candidate in candidates}
    features += [f"none:has={prep}" for prep in sorted(preps)]
    features.append(f"none:in={bool(preps & {'in', 'at', 'near'})}")
    features.append(f"none:near={min((_distance(c, first, last) for c in candidates), default=40) // 4}")
    for side, part in (("a", tokens[last + 1 : last + 7]), ("b", tokens[max(0, first - 6) : first])):
        features += [f"none:w{side}={base_form(token.low)}" for token in part if token.text[0].islower()]
        names = frozenset().union(*(word_classes(token.low) for token in part))
        features += [f"none:c{side}={name}" for name in sorted(names & _TELLING_CLASSES)]
    return features


def _distance(candidate: PlaceCandidate, first: int, last: int) -> int:
    if candidate.first > last:
        return candidate.first - last - 1
    return first - candidate.last - 1 if candidate.last < first else 0


def _bucket(distance: int) -> int:
    return next((number for number, limit in enumerate(_DISTANCES) if distance <= limit), len(_DISTANCES))


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else "|"


def _passive(tokens: Sequence[Token], first: int) -> bool:
    return any(token.low in BE_FORMS for token in tokens[max(0, first - 3) : first])


def _features(
    tokens: Sequence[Token],
    first: int,
    last: int,
    candidates: Sequence[PlaceCandidate],
    *,
    index: int,
    rank: int,
    kind: str,
) -> Iterator[str]:
    here = candidates[index]
    side = "A" if here.first > last else "B" if here.last < first else "I"
    bucket = _bucket(_distance(here, first, last))
    word = base_form(tokens[first].low)
    prep, through = _preposition(tokens, here.first)
    yield from ("c", f"side={side}", f"d={side}{bucket}", f"rank={min(rank, 4)}", f"n={min(len(candidates), 4)}")
    yield from (f"rank={min(rank, 3)}{side}", f"only={len(candidates) == 1}{side}")
    yield from (
        f"prep={prep}",
        f"prep={prep}{side}",
        f"prep={prep}{side}{min(bucket, 6)}",
        f"t={word}{side}",
        f"t={word},{prep},{side}",
    )
    yield from (f"k={kind},{prep},{side}", f"k={kind},{side}")
    if through:
        yield from (f"tw={through}", f"tw={through}{side}")
    yield from _neighbours(tokens, here, side)
    yield from _path(tokens, first, last, here, side)
    yield from _company(tokens, candidates, index, first, last)
    yield from _look(tokens, here)
    yield f"passive={_passive(tokens, first)}{side}"
    yield f"passive={_passive(tokens, first)}{side}{prep}"


def _neighbours(tokens: Sequence[Token], here: PlaceCandidate, side: str) -> Iterator[str]:
    left, left2 = _low(tokens, here.first - 1), _low(tokens, here.first - 2)
    right, right2 = _low(tokens, here.last + 1), _low(tokens, here.last + 2)
    yield from (
        f"l1={left}",
        f"l1={left}{side}",
        f"l2={left2}",
        f"l12={left2}_{left}",
        f"l3={_low(tokens, here.first - 3)}",
    )
    yield from (f"r1={right}", f"r1={right}{side}", f"r2={right2}", f"r12={right}_{right2}")
    for name, token in (("rc", right), ("rc2", right2), ("lc", left)):
        for found in sorted(word_classes(token) & _TELLING_CLASSES):
            yield f"{name}={found}"


def _path(tokens: Sequence[Token], first: int, last: int, here: PlaceCandidate, side: str) -> Iterator[str]:
    """What lies between trigger and place."""
    between = tokens[last + 1 : here.first] if side == "A" else tokens[here.last + 1 : first]
    lows = [token.low for token in between]
    commas = lows.count(",")
    yield f"commas={side}{min(commas, 3)}"
    if any(low in CLAUSE_MARKS for low in lows):
        yield f"mark{side}"
    if any(low in SAYING for low in lows):
        yield f"say{side}"
    for low in sorted(
        set(lows)
        & (
            RELATIVES
            | {"after", "before", "and", "but", "as", "since", "because", "from", "to", "against", "by", "near", "with"}
        )
    ):
        yield f"via={low}{side}"
    preps = [low for low in lows if low in PREPOSITIONS]
    yield f"preps={side}{min(len(preps), 4)}"
    verbs = sum(low in AUXILIARIES for low in lows)
    yield f"aux={side}{min(verbs, 3)}"
    ed = sum(low.endswith(("ed", "ing")) for low in lows)
    yield f"edw={side}{min(ed, 3)}"
    names = sum(token.text[0].isupper() for token in between)
    yield f"caps={side}{min(names, 4)}"
    if len(lows) <= _BETWEEN_SHOWN:
        yield f"btw={side}{'_'.join(lows[:3])}"
        for low in lows:
            yield f"bw={side}{low}"
        if side == "A" and all(low in DETERMINERS or not low[0].isupper() for low in lows) and not preps:
            yield "object"
            yield f"object={base_form(tokens[first].low)}"
    if side == "B" and all(low in AUXILIARIES for low in lows):
        yield f"subject,{_passive(tokens, first)}"


def _company(
    tokens: Sequence[Token], candidates: Sequence[PlaceCandidate], index: int, first: int, last: int
) -> Iterator[str]:
    """How the candidate stands to the other candidates."""
    here = candidates[index]
    if index:
        before = candidates[index - 1]
        yield from _link_before([token.low for token in tokens[before.last + 1 : here.first]])
        if before.last >= first > 0 and before.first <= last:
            yield "prev=trigger"
    if index + 1 < len(candidates):
        yield from _link_after([token.low for token in tokens[here.last + 1 : candidates[index + 1].first]])
    finest = max((_FINENESS.get(other.precision, 0) for other in candidates), default=0)
    yield f"finest={_FINENESS.get(here.precision, 0) - finest}"
    yield f"role={here.role}"
    same_role = sum(other.role == "scene" for other in candidates)
    yield f"role={here.role},{min(same_role, 2)}"
    closer = sum(1 for other in candidates if _distance(other, first, last) < _distance(here, first, last))
    yield f"closer={min(closer, 4)}"
    same = sum(1 for other in candidates if (other.first > last) == (here.first > last))
    yield f"same={min(same, 3)}"
    preps = [_preposition(tokens, other.first)[0] for other in candidates]
    if preps[index] in _PLACING:
        yield f"sole_in={sum(prep in _PLACING for prep in preps) == 1}"
    elif any(prep in _PLACING for prep in preps):
        yield "other_in"


def _link_before(link: Sequence[str]) -> Iterator[str]:
    """What joins a candidate to the one before it."""
    if len(link) > _LINK:
        return
    yield f"prev={'_'.join(link)}"
    if link == [","]:
        yield "container"
    elif link[-1:] == [","] and any("place_noun" in word_classes(low) for low in link):
        yield "names_what_stands_before"
    if (link and link[-1] in ("of", "in", "from", "near")) or link[-2:] == ["of", "the"]:
        yield f"within={link[-1]}"


def _link_after(link: Sequence[str]) -> Iterator[str]:
    """What joins a candidate to the one after it."""
    if len(link) > _LINK:
        return
    yield f"next={'_'.join(link)}"
    if link == [","]:
        yield "contained"
    elif link[-1:] == [","] and any("place_noun" in word_classes(low) for low in link):
        yield "described_by_next"
    if link and link[-1] in ("of", "in"):
        yield f"holds={link[-1]}"


def _look(tokens: Sequence[Token], here: PlaceCandidate) -> Iterator[str]:
    """The name itself: its form, length, last word and where in the sentence it stands."""
    yield f"form={here.form}"
    yield f"pk={here.precision}"
    yield f"len={min(here.last - here.first + 1, 4)}"
    final = tokens[here.last].low
    yield f"final={final}"
    if final.endswith(("an", "ese", "ish", "ian", "i")):
        yield f"suffix={final[-2:]}"
    if here.first <= 1:
        yield f"start={_low(tokens, 0)}"
    elif here.first <= 6 and tokens[0].low in ("in", "at", "near"):
        yield "opening_pp"
    if here.last + 2 >= len(tokens):
        yield "end"


def _preposition(tokens: Sequence[Token], first: int) -> tuple[str, str]:
    """The preposition that governs a name, and the noun in between ("city" in "in the city of Basra")."""
    through = ""
    at = first - 1
    for _ in range(_PREP_REACH):
        low = _low(tokens, at)
        if low == "of" and "place_noun" in word_classes(_low(tokens, at - 1)):
            through = base_form(_low(tokens, at - 1))
            at -= 2
            continue
        if low in PREPOSITIONS:
            return low, through
        if low == "|" or low in CLAUSE_MARKS or low == "," or low in AUXILIARIES or low in ("and", "or", "that", "who"):
            return ("^" if low == "|" else ","), through
        at -= 1
    return "-", through


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = files("geobrief.events").joinpath("place_weights.json").read_text(encoding="utf-8")
    table: dict[str, float] = json.loads(text)
    return table
