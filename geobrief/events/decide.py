"""From chances to decisions: which triggers tell events, which of them tell one, and where, when, who and whether.

One decision an event, taken over all its tellings in the article: each chance is the mean over the tellings, weighed by
how surely each of them tells an event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from geobrief.events.candidates import Candidates
from geobrief.events.encoder import Array
from geobrief.events.judging import SAME as SAME_FIGURES
from geobrief.events.judging import Judge, families, judges, pair_figures, same_chances, same_heads, told_figures
from geobrief.events.kinds import bundled_kinds, kinds_that_are
from geobrief.events.reader import PLACE_ROLES, SALIENCES, STATUSES, WHO_ROLES, Read, Trigger, kinds, who_takes_part
from geobrief.gazetteer.earth import distance_km
from geobrief.model import DatePrecision, Place, Resolution, Role, Salience, Status, TimeExpression, When

TOLD = 0.63
"""Least chance that a trigger tells an event which its article tells."""
OF_WEIGHT = {"main": 0.24, "key": 0.17, "minor": -0.1, "background": -0.12}
"""How much less is asked of what matters more: an analyst misses a main event more than a small one."""
JUDGES: Mapping[str, Judge] | None = None
"""Other judges than the fitted ones, to try them."""
SAME = 0.2
"""Least mean chance at which two groups of triggers tell one event."""
_IN_ONE_SENTENCE = 0.08
"""How much less is asked of two triggers of like kinds in one sentence: the judge, who mostly sees pairs far apart, is too
strict with them."""
_ONE_UPHEAVAL = 0.35
"""The same of two words for a coup in one country: an article that tells of two is rare (judged)."""
PLACED = 0.3
"""Least chance of the best place."""
DATED = 0.35
"""Least chance of the best day."""
SILENT = 0.8
"""How much likelier than a day, or a place, it must be that nothing says it, for nothing to be told."""
_SURE_OF_A_DAY = 0.5
"""Chance of a day from which an agreement that is made then is another than one that ends on another day."""
_KNOWS = 3
"""How much more a telling counts that names a day than one that names none."""
TAKES_PART = 0.2
"""Least chance at which a word belongs to somebody who takes part."""
FIRST_TAKES_PART = 0.12
"""The same of the likeliest words of each role: an event has a doer more often than one is sure which."""
MAIN = 0.35
"""Least chance of being what the article is about."""
_ONE_TOWN_KM = 50.0
"""Two places farther apart are not a town and a quarter or a village of it."""
_OTHER_PLACES = 0.65
"""Share of the best place's chance that another place of the event has: of those between .45 and .65 half were right."""
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part, as a run of word pieces."""

    role: str
    start: int
    end: int
    chance: float


@dataclass(frozen=True, slots=True)
class EventSpot:
    """A mention that says where an event was."""

    resolution: int
    role: Role
    area: Place | None = None
    """The country around the mention's place, where the event is told of the country and no word names it."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One event of an article."""

    triggers: tuple[Trigger, ...]
    """That tell it, the surest first."""
    kind: str
    kind_chance: float
    event: float
    """Chance that it is an event at all."""
    status: Status
    status_chance: float
    salience: Salience
    main: bool
    places: tuple[EventSpot, ...]
    """What says where, best first."""
    place_chance: float
    """Chance of the first place; of none where there is none."""
    date: int | None
    """Index of the time expression; the number of expressions means the day of publication."""
    date_chance: float


def decide(
    read: Read,
    triggers: Sequence[Trigger],
    candidates: Candidates,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeExpression],
) -> list[Decided]:
    """Return the events that the triggers tell, in the order of the text."""
    judging = JUDGES or judges()
    heads = same_heads(read, triggers)
    chances = judging["told"].chances(told_figures(triggers, heads))
    likely = [i for i, t in enumerate(triggers) if chances[i] >= TOLD - OF_WEIGHT[_salience(t.salience)]]
    kept = [replace(triggers[i], event=float(chances[i])) for i in likely]
    raw = [triggers[i] for i in likely]
    figures = pair_figures(read, raw, heads[np.ix_(likely, likely)], candidates, resolutions)
    same = same_chances(judging["same"], figures) + _IN_ONE_SENTENCE * _side_by_side(raw)
    same += _ONE_UPHEAVAL * _coups(read, raw, figures)
    same[apart(read, raw, candidates, resolutions) | _of_other_days(raw, times)] = -np.inf
    made = [_decided(read, group, candidates, resolutions, times) for group in group_triggers(kept, same)]
    made.sort(key=lambda item: min(t.spot.start for t in item.triggers))
    return _with_main(made)


def decide_given(
    read: Read,
    trigger: Trigger,
    candidates: Candidates,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeExpression],
) -> Decided:
    """Return what a given trigger tells: it is one, whatever the reader thinks of it."""
    return _decided(read, [trigger], candidates, resolutions, times)


def _salience(chances: Array) -> Salience:
    return SALIENCES[int(chances.argmax())]


def group_triggers(triggers: Sequence[Trigger], same: Array) -> list[list[Trigger]]:
    """Return groups of triggers that tell one event: those join first whose mean chance is highest."""
    groups = [[i] for i in range(len(triggers))]
    sums = same.astype(np.float64).copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(triggers))
    while len(triggers) > 1:
        means = sums / np.outer(sizes, sizes)
        a, b = sorted(divmod(int(means.argmax()), len(sizes)))
        if means[a, b] <= SAME:
            break
        groups[a] += groups[b]
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        sums[a, a] = -np.inf
        sizes[a] += sizes[b]
        groups[b], sums[b], sums[:, b] = [], -np.inf, -np.inf
    return [[triggers[i] for i in sorted(group, key=lambda i: (-triggers[i].event, i))] for group in groups if group]


def _side_by_side(triggers: Sequence[Trigger]) -> NDArray[np.bool_]:
    """Return which two triggers stand in one sentence and are of one family of kinds: (triggers, triggers)."""
    _, belongs = families()
    sentence = np.array([t.spot.sentence for t in triggers])
    names = [kinds()[int(t.kind.argmax())] for t in triggers]
    family = np.array(
        [name if name in kinds_that_are("leads") else str(belongs[kinds().index(name)].argmax()) for name in names],
        dtype=object,
    )
    made: NDArray[np.bool_] = (sentence[:, None] == sentence[None]) & (family[:, None] == family[None])
    return made


def _coups(read: Read, triggers: Sequence[Trigger], figures: Array) -> NDArray[np.bool_]:
    """Return which two triggers tell of one coup: (triggers, triggers).

    Their places are likely one, or the later one speaks of *the* coup and names no country for it.
    """
    coups = np.array([kinds()[int(t.kind.argmax())] == "coup" for t in triggers], dtype=np.bool_)
    known = np.array([_says_known(read, t) for t in triggers], dtype=np.bool_)
    later = np.array([[a.spot.start > b.spot.start for b in triggers] for a in triggers], dtype=np.bool_)
    meant = known[:, None] & later
    near = figures[..., SAME_FIGURES.index("places")] >= 0.3
    made: NDArray[np.bool_] = coups[:, None] & coups[None] & (near | meant | meant.T)
    return made


_KNOWN = re.compile(r"\b(?:the|that|this|last [\w-]+[’']s?)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""Words before a trigger by which a writer goes back to what the article has told: "the military takeover"."""
_OF_ITS_OWN = re.compile(r"\s*(?:d[’']état\s+)?(?:in|of)\s+(?:the\s+)?(?=[A-Z])")
"""Words between a trigger and a name that says where that one was: "the coup in Mali"."""


def _says_known(read: Read, trigger: Trigger) -> bool:
    text, spot = read.article.text, trigger.spot
    start = read.article.sentences[spot.sentence].start
    return _KNOWN.search(text[start : spot.start]) is not None and not _OF_ITS_OWN.match(text, spot.end)


def _own_place(read: Read, trigger: Trigger, resolutions: Sequence[Resolution]) -> list[int]:
    """The place that is named right behind a trigger as where it was, by its number; or none."""
    between = _OF_ITS_OWN.match(read.article.text, trigger.spot.end)
    return [i for i, item in enumerate(resolutions) if between and item.mention.start == between.end() and item.place]


def _own_country(read: Read, trigger: Trigger, resolutions: Sequence[Resolution]) -> str | None:
    named = [resolutions[i].place for i in _own_place(read, trigger, resolutions)]
    return named[0].country if named and named[0] else None


def apart(
    read: Read, triggers: Sequence[Trigger], candidates: Candidates, resolutions: Sequence[Resolution]
) -> NDArray[np.bool_]:
    """Return which two triggers cannot tell one event: (triggers, triggers).

    The sentence of each says where it was, and the towns are far apart; the later one says that it tells of another; or one
    tells of the end of an agreement and the other, in another sentence, of one that is made; or one tells of a coup and the
    other of what followed it; or the forces of two countries leave, or some leave and others arrive; or two coups are each said to be in a country of its own.
    """
    names = [kinds()[int(trigger.kind.argmax())] for trigger in triggers]
    armies = [
        _armies(read, trigger, resolutions) if name in kinds_that_are("forces") else frozenset[str]()
        for trigger, name in zip(triggers, names, strict=True)
    ]
    towns = [_town(trigger, candidates, resolutions) for trigger in triggers]
    another = [_says_another(read, trigger) for trigger in triggers]
    countries = [
        _own_country(read, t, resolutions) if n == "coup" else None for t, n in zip(triggers, names, strict=True)
    ]
    made = np.zeros((len(triggers), len(triggers)), bool)
    for i, j in combinations(range(len(triggers)), 2):
        a, b = towns[i], towns[j]
        far = a and b and distance_km(a.lat, a.lon, b.lat, b.lon) > _ONE_TOWN_KM
        first, last = sorted((i, j), key=lambda n: triggers[n].spot.sentence)
        told_anew = another[last] and triggers[first].spot.sentence < triggers[last].spot.sentence
        opposed = triggers[i].spot.sentence != triggers[j].spot.sentence and {names[i], names[j]} == _OPPOSED
        follows = "coup" in (names[i], names[j]) and not kinds_that_are("follows").isdisjoint((names[i], names[j]))
        forces = armies[i] and armies[j] and armies[i].isdisjoint(armies[j])
        abroad = countries[i] and countries[j] and countries[i] != countries[j]
        moves = any(name in kinds_that_are("departs") for name in (names[i], names[j])) and any(
            name in kinds_that_are("arrives") for name in (names[i], names[j])
        )
        made[i, j] = made[j, i] = bool(far or told_anew or opposed or follows or forces or abroad or moves)
    return made


def _of_other_days(triggers: Sequence[Trigger], times: Sequence[TimeExpression]) -> NDArray[np.bool_]:
    """Return which two triggers tell of an agreement's end and of its making on another day: (triggers, triggers).

    "It announced on March 16 that it was revoking the agreement, signed in 2012" tells of two.
    """
    names = [kinds()[int(trigger.kind.argmax())] for trigger in triggers]
    likely = [int(t.date.argmax()) if t.date.max() >= _SURE_OF_A_DAY else len(times) + 1 for t in triggers]
    made = np.zeros((len(triggers), len(triggers)), dtype=np.bool_)
    for i, j in combinations(range(len(triggers)), 2):
        if {names[i], names[j]} == _OPPOSED and max(likely[i], likely[j]) < len(times):
            made[i, j] = made[j, i] = _other_days(times[likely[i]].when, times[likely[j]].when)
    return made


def _other_days(one: When, other: When) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.end < other.start or other.end < one.start


def _armies(read: Read, trigger: Trigger, resolutions: Sequence[Resolution]) -> frozenset[str]:
    """Countries of those who, in a trigger's own sentence, leave or arrive or have it done."""
    sentence = read.article.sentences[trigger.spot.sentence]
    parties = [p for p in _runs_of(read, trigger) if sentence.start <= p.start < sentence.end]
    return frozenset(
        item.place.country
        for item in resolutions
        for party in parties
        if item.place and item.place.country and item.mention.start < party.end and party.start < item.mention.end
    )


_ANOTHER = re.compile(
    r"^(?:\W*(?:separately|elsewhere)\b|.{0,40}\bin (?:a|another) (?:separate|second|third|different|further)\b)"
    r"|\b(?:another|(?:a|the) (?:separate|second|third|further|different))(?:\s[\w’'-]+){0,2}\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""Words before a trigger by which a writer goes on to another event: "Separately, …", "in a second …", "another suicide …"."""


def _says_another(read: Read, trigger: Trigger) -> bool:
    start = read.article.sentences[trigger.spot.sentence].start
    return _ANOTHER.search(read.article.text[start : trigger.spot.start]) is not None


def _town(trigger: Trigger, candidates: Candidates, resolutions: Sequence[Resolution]) -> Place | None:
    """The pin that a trigger's own sentence names as where it was."""
    for index, item in enumerate(resolutions):
        here = candidates.places[index].sentence == trigger.spot.sentence
        if here and trigger.place[index] >= 0.35 and item.place and item.place.kind in POINTS:
            return item.place
    return None


def _mean(rows: Sequence[Array], shares: Array) -> Array:
    mean: Array = np.average(np.stack(rows), axis=0, weights=shares)
    return mean


def _decided(
    read: Read,
    group: Sequence[Trigger],
    candidates: Candidates,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeExpression],
) -> Decided:
    shares = np.array([t.event for t in group], np.float32)
    kind = _mean([t.kind for t in group], shares * ~_undone(group))
    status = _mean([t.status for t in group], shares)
    salience = np.max([t.salience for t in group], axis=0)
    told = kinds()[int(kind.argmax())]
    of_country = told in kinds_that_are("national")
    own = [place for t in group for place in _own_place(read, t, resolutions)] if of_country else None
    places, place_chance = _places(group, shares, candidates, resolutions, national=own)
    certain = STATUSES[int(status.argmax())]
    places = tuple(replace(spot, role=_of_a_move(spot.role, told)) for spot in places)
    against = _against(certain, times, read.article.published)
    date, date_chance = _date(group, shares, times, against, ahead=certain == "planned")
    return Decided(
        triggers=tuple(group),
        kind=told,
        kind_chance=float(kind.max()),
        event=float(shares.max()),
        status=certain,
        status_chance=float(status.max()),
        salience=_salience(_mean([t.salience for t in group], shares)),
        main=bool(salience[0] >= MAIN),
        places=places,
        place_chance=place_chance,
        date=date,
        date_chance=date_chance,
    )


_OPPOSED = {"agreement_ended", "agreement_signed"}


def _undone(group: Sequence[Trigger]) -> NDArray[np.bool_]:
    """Return which triggers only name what another of their sentence ends: "revoked its *agreement* with the US"."""
    names = [kinds()[int(t.kind.argmax())] for t in group]
    ended = {
        (t.spot.sentence, other) for t, name in zip(group, names, strict=True) for other in bundled_kinds()[name].undoes
    }
    return np.array([(t.spot.sentence, name) in ended for t, name in zip(group, names, strict=True)])


def _places(
    group: Sequence[Trigger],
    shares: Array,
    candidates: Candidates,
    resolutions: Sequence[Resolution],
    *,
    national: Sequence[int] | None,
) -> tuple[tuple[EventSpot, ...], float]:
    """What says where: chances of mentions of one place add up.

    ``national`` has the places that an event of a whole country is said to be at, by their number, and is None for any
    other kind; such an event is of the one country around whatever place is named.
    """
    chances = _mean([_at_its_name(t, national or (), candidates, resolutions) for t in group], shares)
    none = float(chances[-1])
    areas: list[Place | None] = [*(item.place for item in resolutions), *(area.place for area in candidates.implied)]
    summed: dict[str, float] = {}
    best: dict[str, int] = {}
    around = {} if national is None else _countries(areas)
    for spot, inside in enumerate(areas):
        index = around.get(inside.country or "", spot) if inside else spot
        place = areas[index]
        key = place.id if place else f"“{resolutions[index].mention.text.casefold()}”"
        summed[key] = summed.get(key, 0.0) + float(chances[spot])
        if key not in best or chances[index] > chances[best[key]]:
            best[key] = index
    ranked = sorted(summed, key=lambda key: (-summed[key], best[key]))
    if not ranked or summed[ranked[0]] < max(PLACED, none * SILENT):
        return (), none
    roles = np.average(np.stack([t.place_role for t in group]), axis=0, weights=shares)
    least = _OTHER_PLACES * summed[ranked[0]]
    first = areas[best[ranked[0]]]
    kept = [
        key
        for key in ranked[:_MOST_PLACES]
        if summed[key] >= least and (key == ranked[0] or (national is None and _beside(first, areas[best[key]])))
    ]
    spots = tuple(_spot(best[key], _role(roles[best[key]]), candidates, len(resolutions)) for key in kept)
    return spots, min(1.0, sum(summed[key] for key in kept))


def _countries(areas: Sequence[Place | None]) -> dict[str, int]:
    """Where each country stands among the places, by its code."""
    found: dict[str, int] = {}
    for index, place in enumerate(areas):
        if place and place.country and place.kind in ("country", "territory"):
            found.setdefault(place.country, index)
    return found


POINTS = frozenset({"city", "district", "site"})
"""Kinds of places that are drawn as a pin."""


def _at_its_name(
    trigger: Trigger, own: Sequence[int], candidates: Candidates, resolutions: Sequence[Resolution]
) -> Array:
    """Return the chances of a trigger's places, none of them at a pin elsewhere where its own sentence names a place.

    Where its own words say where it was (``own``), all speaks for that.

    A village that no gazetteer knows has no position to compete with: what speaks for towns of other sentences goes to
    it, so that no event is drawn at a town because the writer spoke of it next.
    """
    if own:
        there = np.zeros_like(trigger.place)
        there[own[0]], there[-1] = trigger.place[:-1].sum(), trigger.place[-1]
        return there
    here = trigger.spot.sentence
    unknown = [
        i
        for i, item in enumerate(resolutions)
        if item.place is None and item.mention.form == "name" and candidates.places[i].sentence == here
    ]
    if not unknown:
        return trigger.place
    chances = trigger.place.copy()
    best = max(unknown, key=lambda i: (chances[i], -i))
    for i, item in enumerate(resolutions):
        if item.place and item.place.kind in POINTS and candidates.places[i].sentence != here:
            chances[best] += chances[i]
            chances[i] = 0.0
    return chances


def _spot(index: int, role: Role, candidates: Candidates, mentions: int) -> EventSpot:
    if index < mentions:
        return EventSpot(index, role)
    area = candidates.implied[index - mentions]
    return EventSpot(area.members[0], role, area.place)


def _beside(first: Place | None, other: Place | None) -> bool:
    """Whether another place stands beside the first and is not the area around it."""
    sort = {"country": 3, "territory": 3, "continent": 4, "region": 3, "admin1": 2}
    if first is None or other is None:
        return False
    return sort.get(first.kind, 1) == sort.get(other.kind, 1)


def _role(chances: Array) -> Role:
    return PLACE_ROLES[int(chances.argmax())]


def _of_a_move(role: Role, kind: str) -> Role:
    """Return the role of a place in an event of a kind: where forces withdraw, the scene is what they leave."""
    if role != "scene":
        return role
    return (
        "origin" if kind in kinds_that_are("departs") else "destination" if kind in kinds_that_are("arrives") else role
    )


def _against(status: Status, times: Sequence[TimeExpression], published: When) -> list[int]:
    """Return the expressions that cannot date an event: one that has happened after the news, a plan before it.

    And the day of publication (their number), where that is no one day.
    """
    found = [] if published.start and published.start == published.end else [len(times)]
    for index, item in enumerate(times):
        first, last = item.when.start or item.when.end, item.when.end or item.when.start
        if status == "planned":
            early = published.start != published.end  # the first day of an interval is one that the article tells of
            wrong = last and published.start and (last < published.start or (early and last == published.start))
        else:
            wrong = status not in ("demanded", "denied") and first and published.end and first > published.end
        if wrong:
            found.append(index)
    return found


def _without(chances: Array, against: Sequence[int]) -> Array:
    """Return chances without those of some candidates, that add up to one again."""
    left = chances.copy()
    left[list(against)] = 0
    made: Array = left / max(float(left.sum()), 1e-9)
    return made


def _date(
    group: Sequence[Trigger], shares: Array, times: Sequence[TimeExpression], against: Sequence[int], *, ahead: bool
) -> tuple[int | None, float]:
    """The expression that says when: chances of expressions of one interval add up.

    A telling that names no day does not speak against the day that another names: each counts as it knows one.
    """
    rows = [_without(t.date, against) for t in group]
    knows = np.array([1 - row[-1] for row in rows])
    chances = _mean(rows, shares * knows**_KNOWS + 1e-6)
    none = float(chances[-1])
    summed: dict[object, float] = {}
    best: dict[object, int] = {}
    for index in range(len(chances) - 1):
        when = times[index].when if index < len(times) else None
        key = (when.start, when.end) if when and (when.start or when.end) else index
        summed[key] = summed.get(key, 0.0) + float(chances[index])
        if key not in best or chances[index] > chances[best[key]]:
            best[key] = index
    if not summed:
        return None, none
    top = max(summed, key=lambda key: (summed[key], -best[key]))
    # Of what is to come, "mid-September", "15 September" and "within four months" speak for one another.
    held = sum(
        chance for key, chance in summed.items() if key == top or (ahead and _agree(times, best[key], best[top]))
    )
    if held < max(DATED, none * SILENT):
        return None, none
    exact = min(
        (key for key in summed if summed[key] >= _AS_LIKELY * summed[top] and _agree(times, best[key], best[top])),
        key=lambda key: (
            _EXACTNESS.get(times[best[key]].when.precision, 3) if best[key] < len(times) else 0,
            best[key],
        ),
    )
    return best[exact], summed[exact] if exact == top else min(1.0, summed[exact] + summed[top])


_AS_LIKELY = 0.5
"""Share of the likeliest day's chance that one must have which says the same more exactly."""
_EXACTNESS: Mapping[DatePrecision, int] = {"day": 0, "days": 0, "week": 1, "period": 2, "month": 2}


def _agree(times: Sequence[TimeExpression], one: int, other: int) -> bool:
    """Whether two expressions can mean one day: "by 15 September" and "within the next four months"."""
    if one == other:
        return True
    if max(one, other) >= len(times):
        return False
    first, second = times[one].when, times[other].when
    return bool(
        (first.start or first.end)
        and (second.start or second.end)
        and (first.start is None or second.end is None or first.start <= second.end)
        and (second.start is None or first.end is None or second.start <= first.end)
    )


def _runs_of(read: Read, trigger: Trigger) -> list[Party]:
    """Runs of words that a trigger gives a role, by the encoder alone: before it is known what tells one event."""
    pieces = read.pieces
    start, who = who_takes_part(read, trigger)
    firsts = [0, *(i for i in range(1, len(who)) if not pieces.pieces[start + i].inner)]
    words = np.maximum.reduceat(who, firsts, axis=0)
    runs: list[tuple[str, int, int, float]] = []
    for word in np.nonzero(words.max(1) >= FIRST_TAKES_PART)[0]:
        role, chance = int(words[word].argmax()), float(words[word].max())
        end = firsts[word + 1] if word + 1 < len(firsts) else len(who)
        a, b = start + firsts[word], start + end - 1
        if runs and runs[-1][0] == WHO_ROLES[role] and _adjoins(read, runs[-1][2], a):
            runs[-1] = (runs[-1][0], runs[-1][1], b, max(runs[-1][3], chance))
        else:
            runs.append((WHO_ROLES[role], a, b, chance))
    best = {role: max((run[3] for run in runs if run[0] == role), default=0.0) for role in WHO_ROLES}
    return [
        Party(role, pieces.pieces[a].start, pieces.pieces[b].end, chance)
        for role, a, b, chance in runs
        if chance >= TAKES_PART or chance == best[role]
    ]


_BRIDGES = frozenset("of the ' ’ s - – & . for".split())


def _adjoins(read: Read, last: int, first: int) -> bool:
    """Whether two runs are one name: nothing, or only small words, stands between them in their sentence."""
    if read.pieces.sentence[last] != read.pieces.sentence[first]:
        return False
    between = [read.article.text[p.start : p.end].lower() for p in read.pieces.pieces[last + 1 : first]]
    return len(between) <= 2 and all(word in _BRIDGES for word in between)


def _with_main(made: list[Decided]) -> list[Decided]:
    """Keep as main the one event that is likeliest what the article is about."""
    mains = [item for item in made if item.main]
    if not mains:
        return made
    best = max(mains, key=lambda item: max(float(t.salience[0]) * t.event for t in item.triggers))
    return [item if not item.main else replace(item, main=item is best) for item in made]
