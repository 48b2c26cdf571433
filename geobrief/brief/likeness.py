"""Two articles' reports of an event → how much speaks for their telling one event, or that something speaks against it.

Some differences cannot be talked away (two days that do not touch, two places that are not inside each other, two armies):
they keep reports apart whatever their wording. What is left is judged by a logistic model on annotated articles that tell
of the same and of like events (``models/fit_likeness.py``; docs/accuracy/events.md says how well it groups).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from geobrief.brief.geography import lies_in
from geobrief.brief.tellings import Telling, bounds
from geobrief.events import kinds_that_are, lemma
from geobrief.model import Actor, Place, When

SAME_DAY, TOUCHING = 2.0, 0.7
SAME_PLACE, INSIDE, SETTING = 1.0, 0.6, 0.5
SAME_ACTOR, OTHER_ACTOR = 0.8, -1.2
BYSTANDERS = -0.5
"""The sentences name different countries, but not as those who take part."""
DATED = 2.5
"""What an exact day in common adds; an interval in common adds its share. The annotated articles have no dates from which
it could be fitted (judged, as are those below)."""
SINGULAR = 2.5
"""For kinds that a country has once, for years as a rule."""
UPHEAVAL = 1.5
"""What it adds that both tell of a coup in one country: articles that stand in one brief rarely tell of two."""
SAME_FORCE = 1.5
"""A force leaves a country once, as a rule."""
FAR_APART = -3.0
"""Undated news of articles that were published far from each other, of a kind that comes again and again."""
NEWS = timedelta(days=45)
"""How long before its publication an undated event that is told as news lies at most."""

NOTHING = -math.inf
"""The log-odds of two that have nothing in common."""
SLACK_DAYS = 1
"""A night, a time zone or a careless writer: two days that touch may be one."""
EXACT = frozenset({"day", "days"})
"""Precisions of which two that touch are one day."""
LIKE_WORDS, WORDS_BESIDE_NAMES, FEW_WORDS = 0.42, 0.2, 0.22
"""Shares of the shorter sentence's words that the other has: enough alone, enough beside a name, enough of what happens
on the ground (judged, on pairs of unrelated and of like articles)."""
SMALL = frozenset({"site", "settlement", "district"})
"""Precisions of a place at which one day sees one event of a kind."""


_SLACK = timedelta(days=SLACK_DAYS)
_BODIES = frozenset("bloc union organisation organization alliance community court nato eu ecowas".split())
"""Words in the names of bodies of several countries."""
_AHEAD = frozenset({"planned", "demanded"})
_NEWS_STATUS = frozenset({"done", "under way"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of an event as one article tells it, looked up once."""

    kind: str
    article: str
    bounds: tuple[date, date] | None
    exact: bool
    when: When
    places: tuple[Place, ...]
    ids: frozenset[str]
    """Of its places."""
    small: bool
    """Whether one of its places is no larger than a town."""
    named: frozenset[str]
    """The names of places whose position nobody knows, small."""
    whereabouts: frozenset[str]
    """Countries of its places; where it has none, the country that its article is about."""
    doers: frozenset[str]
    """Countries of those who are said to do it."""
    sides: bool
    """Whether a country is among those who take part."""
    countries: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    """The words of each sentence that tells it."""
    words: frozenset[str]
    """Of all of them."""
    fewest: int
    """Words of the shortest of them."""
    names: frozenset[str]
    triggers: frozenset[str]
    who: frozenset[str]
    """First letters of the words that name those who take part."""
    values: frozenset[tuple[float, str]]
    position: float
    """How far down its article it is first told, 0 to 1."""
    main: bool
    status: str
    news: tuple[date, date] | None
    """The days on which it lay, told or, of news, concluded from the day of publication."""
    history: bool
    """Whether it is dated and told as history."""
    weekday: bool
    """Whether it is news of a day that only the missing date of publication would tell."""
    targets: frozenset[str]
    """Countries and bodies with which an agreement was made."""


def facts_of(unit: Sequence[Telling]) -> Facts:
    """Return what is compared of an event, from its reports in one article, the most specific first."""
    first = unit[0]
    report, when, told = first.report, first.when, bounds(first.when)
    places = tuple(place for place, _ in first.places)
    sentences = tuple(telling.words for telling in unit)
    return Facts(
        kind=report.kind,
        article=first.article.id,
        bounds=told,
        exact=when.precision in EXACT,
        when=when,
        places=places,
        ids=frozenset(place.id for place in places),
        small=any(place.precision in SMALL for place in places),
        named=frozenset(name.casefold() for name in first.named.values()),
        whereabouts=_whereabouts(first),
        doers=frozenset(actor.country for actor in report.who if actor.role == "source" and actor.country),
        sides=any(actor.country for actor in report.who),
        countries=first.countries,
        sentences=sentences,
        words=_together(sentences),
        fewest=min(map(len, sentences)),
        names=_together([telling.names for telling in unit]),
        triggers=frozenset(lemma(telling.report.trigger) for telling in unit),
        who=frozenset(word[:6] for actor in report.who for word in _name_of(actor) if len(word) > 3),
        values=frozenset((figure.value, figure.unit) for telling in unit for figure in telling.report.figures),
        position=min(telling.report.start for telling in unit) / max(1, len(first.article.text)),
        main=report.main,
        status=report.status,
        news=_news_bounds(first),
        history=told is not None and (report.status == "past" or when.precision == "year"),
        weekday=told is None and when.text is not None and report.status in _NEWS_STATUS,
        targets=_targets(first) if report.kind == "agreement_ended" else _NONE,
    )


_NONE: frozenset[str] = frozenset()


def _together(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return what is in any of some sets; most events are told in one sentence, whose set is held once then."""
    return sets[0] if len(sets) == 1 else frozenset[str]().union(*sets)


def _whereabouts(telling: Telling) -> frozenset[str]:
    told = frozenset(place.country for place, _ in telling.places if place.country)
    return told or (frozenset({telling.setting}) if telling.setting and not telling.places else frozenset())


def _news_bounds(telling: Telling) -> tuple[date, date] | None:
    told = bounds(telling.when)
    if told is not None:
        return (_before(told[1]), told[1]) if telling.when.direction in ("by", "before", "until") else told
    published = telling.article.published
    if telling.report.status not in _NEWS_STATUS or published.start is None or published.end is None:
        return None
    return _before(published.start), published.end


def _before(day: date) -> date:
    return day - NEWS if day - date.min >= NEWS else date.min


def _targets(telling: Telling) -> frozenset[str]:
    targets = [actor for actor in telling.report.who if actor.role == "target"]
    countries = {actor.country for actor in targets if actor.country}
    return frozenset(countries | {"a body" for actor in targets if not actor.country and _BODIES & _name_of(actor)})


def _name_of(actor: Actor) -> frozenset[str]:
    return frozenset(actor.name.lower().split())


def likeness(one: Facts, other: Facts) -> float | None:
    """Return how much speaks for two articles telling one event, as log-odds; None where something speaks against it.

    Minus infinity where nothing speaks for it: they share no words, names or town.
    """
    told = figures_if_possible(one, other)
    if told is None:
        return None
    if not told:
        return NOTHING
    fitted = WEIGHTS or _weights()
    time = _time(one, other) or 0.0
    judged = DATED * time / SAME_DAY + _news(one, other) + _once(one, other)
    return judged + sum(fitted[name] * value for name, value in told.items()) + fitted["1"]


WEIGHTS: Mapping[str, float] | None = None
"""Other weights than the fitted ones, to try them."""


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    table: dict[str, float] = json.loads(files("geobrief.brief").joinpath("likeness.json").read_text("utf-8"))
    return table


def figures_if_possible(one: Facts, other: Facts) -> dict[str, float] | None:
    """Return what is judged of two articles' reports; nothing where they share nothing, None where they contradict."""
    time = _time(one, other)
    if time is None:
        return None
    actors = _actors(one, other)
    if actors is None or _other_partner(one, other) or _long_ago(one, other):
        return None
    if not _in_common(one, other, time, SAME_PLACE):
        return {}
    place = _place(one, other)  # last, since it may ask for areas
    if place is None or (one.kind != other.kind and not (time >= SAME_DAY and place >= INSIDE)):
        return None
    return figures(one, other, place, actors) if _in_common(one, other, time, place) else {}


def figures(one: Facts, other: Facts, place: float, actors: float) -> dict[str, float]:
    """Return what is judged of two articles' reports, by name."""
    shares = [_share(a, b) for a in one.sentences for b in other.sentences]
    names = len(one.names & other.names)
    ahead, denied, past = (
        float((one.status in group) != (other.status in group))
        for group in (_AHEAD, frozenset({"denied"}), frozenset({"past"}))
    )
    return {
        "all words": _share(one.words, other.words),
        "likest sentences": max(shares),
        "sentences": sum(shares) / len(shares),
        "trigger": float(not one.triggers.isdisjoint(other.triggers)),
        "names": min(names, 4) / 4,
        "share of names": names / (1 + min(len(one.names), len(other.names))),
        "who": len(one.who & other.who) / (1 + min(len(one.who), len(other.who))),
        "figures": float(not one.values.isdisjoint(other.values)),
        "place unknown": float(place == 0),
        "inside": float(place == INSIDE),
        "same place": float(place >= SAME_PLACE),
        "same doers": float(actors == SAME_ACTOR),
        "same countries": float(actors == SAME_ACTOR / 2),
        "other countries": float(actors < 0),
        "same kind": float(one.kind == other.kind),
        "same status": float(one.status == other.status),
        "ahead or done": ahead,
        "denied": denied,
        "history or news": past,
        "both main": float(one.main and other.main),
        "one main": float(one.main != other.main),
        "position": abs(one.position - other.position),
        "singular": float(one.kind in kinds_that_are("singular")),
        "of words": float(one.kind in kinds_that_are("everyday")),
        "again": float(one.kind in kinds_that_are("repeats")),
    }


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set's words that the other has too."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _in_common(one: Facts, other: Facts, time: float, place: float) -> bool:
    """Whether two articles have more in common than kind and country: names, words, or a town and a day."""
    names = not one.names.isdisjoint(other.names)
    shared = max(_share(a, b) for a in one.sentences for b in other.sentences)
    if one.kind in kinds_that_are("everyday") or other.kind in kinds_that_are("everyday"):
        return shared >= LIKE_WORDS or (names and shared >= WORDS_BESIDE_NAMES)
    small = place >= SAME_PLACE and one.small
    return shared >= FEW_WORDS or names or (time >= SAME_DAY and small) or one.kind in kinds_that_are("singular")


def _time(one: Facts, other: Facts) -> float | None:
    first, second = one.bounds, other.bounds
    if first is None or second is None:
        return 0.0
    exact = one.exact and other.exact
    if max(first[0], second[0]) - min(first[1], second[1]) > (_SLACK if exact else timedelta(0)):
        return None
    return SAME_DAY if exact or _same_interval(one.when, other.when) else TOUCHING


def _same_interval(one: When, other: When) -> bool:
    return one.start == other.start and one.end == other.end


def _long_ago(one: Facts, other: Facts) -> bool:
    """Whether one is dated history and the other is of a day that only the missing date of publication would tell.

    "Floods cut off the town on Tuesday" is not the cyclone of 2019 of which the same article reminds.
    """
    past, news = (one, other) if other.bounds is None else (other, one)
    return past.kind in kinds_that_are("repeats") and past.history and news.weekday


def _place(one: Facts, other: Facts) -> float | None:
    if not one.places or not other.places:
        return SETTING if not one.whereabouts.isdisjoint(other.whereabouts) else 0.0
    if one.named or other.named:
        return _place_unknown(one, other)
    if not one.ids.isdisjoint(other.ids):
        return SAME_PLACE
    if any(lies_in(a, b) or lies_in(b, a) for a in one.places for b in other.places):
        return INSIDE
    return None


def _place_unknown(one: Facts, other: Facts) -> float | None:
    """The same where the position of a name is not known: two names are two places, one name may be in the other's area."""
    if one.named and other.named:
        return SAME_PLACE if not one.named.isdisjoint(other.named) else None
    near = any(a.id == b.id or lies_in(a, b) or lies_in(b, a) for a in one.places for b in other.places)
    return INSIDE if near else None


def _actors(one: Facts, other: Facts) -> float | None:
    if one.doers and other.doers and not _one_upheaval(one, other):
        return SAME_ACTOR if not one.doers.isdisjoint(other.doers) else None
    if not one.countries or not other.countries:
        return 0.0
    apart = one.countries.isdisjoint(other.countries)
    if one.kind in kinds_that_are("singular") and apart:
        return 0.0  # bystanders: "the US suspended aid after the coup", "the coup delighted Russia"
    if not apart:
        return SAME_ACTOR / 2
    return OTHER_ACTOR if one.sides and other.sides else BYSTANDERS


def _news(one: Facts, other: Facts) -> float:
    """Undated news lies shortly before its publication: "after talks in …" of March is not that of May."""
    if one.kind not in kinds_that_are("repeats") or (one.bounds and other.bounds):
        return 0.0
    first, second = one.news, other.news
    if first is None or second is None:
        return 0.0
    return FAR_APART if max(first[0], second[0]) > min(first[1], second[1]) else 0.0


def _once(one: Facts, other: Facts) -> float:
    """What it adds that the country has one of it at a time: a coup, the leaving of a force."""
    if one.kind != other.kind:
        return 0.0
    force = one.kind == "withdrawal" and not one.doers.isdisjoint(other.doers)
    return (
        SINGULAR * (one.kind in kinds_that_are("exclusive")) + UPHEAVAL * _one_upheaval(one, other) + SAME_FORCE * force
    )


def _one_upheaval(one: Facts, other: Facts) -> bool:
    """Whether both tell of a coup in one country, whoever is said to name it, to profit by it or to suffer from it."""
    return (
        one.kind == other.kind
        and one.kind in kinds_that_are("national")
        and not one.whereabouts.isdisjoint(other.whereabouts)
    )


def _other_partner(one: Facts, other: Facts) -> bool:
    """Whether two agreements that ended were made with different partners."""
    return bool(one.targets and other.targets and one.targets.isdisjoint(other.targets))
