"""Two reports → how much speaks for their telling one event, or that something speaks against it for good.

Some differences cannot be talked away (two days that do not touch, two places that are not inside each other, two armies):
they keep reports apart whatever their wording. The weights below were set by hand on the project's own example corpus and
on the cases in ``tests/brief``; docs/accuracy.md says how well they group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geobrief.brief.geography import lies_in
from geobrief.brief.tellings import Telling, bounds
from geobrief.events import lemma
from geobrief.model import Actor, Place, When

SAME_DAY, TOUCHING = 2.0, 0.7
SAME_PLACE, INSIDE, SETTING = 1.0, 0.6, 0.5
SAME_ACTOR, OTHER_ACTOR = 0.8, -1.2
BYSTANDERS = -0.5
"""The sentences name different countries, but not as those who take part."""
SINGULAR = 0.5
"""For kinds of which a country has one at a time."""
SAME_TRIGGER = 0.4
SAME_FIGURE = 0.6
WORDING = 2.5
"""Times the share of the shorter sentence's words that the other has too."""
HISTORY_OR_NEWS = -0.3
"""One tells it as history, the other as news: writers of one week do both."""
REFERENCE = 1.0
"""One says nothing of when, where and who ("following the coup"): it means what its article has told of."""

AHEAD_OR_DONE = -0.3
"""One tells it as planned or asked for, the other as done: a withdrawal is first the one and then the other."""
AHEAD_OR_DONE_AGAIN = -1.0
"""The same for kinds that come again and again: talks that are to be held are not those that were."""
DENIED = -1.2
"""One says that it did not happen."""
FAR_APART = -1.0
"""Undated news of articles that were published far from each other, of a kind that comes again and again."""
SAME_FORCE = 0.7
"""A force leaves a country once, as a rule."""
NEWS = timedelta(days=45)
"""How long before its publication an undated event that is told as news lies at most (judged)."""

SLACK_DAYS = 1
"""A night, a time zone or a careless writer: two days that touch may be one."""
EXACT = frozenset({"day", "days"})
"""Precisions of which two that touch are one day."""
SINGULAR_KINDS = frozenset({"agreement_ended", "coup", "election", "leadership_change"})
OF_WORDS = frozenset("statement demand other policy meeting humanitarian_aid agreement_signed".split())
"""Kinds of which a country sees many a day: kind, day and country say little of two reports of them."""
LIKE_WORDS, WORDS_BESIDE_NAMES, FEW_WORDS = 0.42, 0.2, 0.22
"""Shares of the shorter sentence's words that the other has: enough alone, enough beside a name, enough of what happens
on the ground (judged, on pairs of unrelated and of like articles)."""
SMALL = frozenset({"site", "settlement", "district"})
"""Precisions of a place at which one day sees one event of a kind."""

_SLACK = timedelta(days=SLACK_DAYS)
_AGAIN = frozenset(
    "meeting protest protest_dispersed riot mob_violence armed_clash air_strike shelling explosion attack_on_civilians "
    "arrest abduction release statement demand military_exercise humanitarian_aid accident crime arrival disaster".split()
)
"""Kinds of which the same actors do several at the same place."""
_BODIES = frozenset("bloc union organisation organization alliance community court nato eu ecowas".split())
"""Words in the names of bodies of several countries."""
_AHEAD = frozenset({"planned", "demanded"})
_NEWS_STATUS = frozenset({"done", "under way"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a report, looked up once."""

    telling: Telling
    kind: str
    article: str
    bounds: tuple[date, date] | None
    exact: bool
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
    words: frozenset[str]
    names: frozenset[str]
    trigger: str
    values: frozenset[tuple[float, str]]
    news: tuple[date, date] | None
    """The days on which it lay, told or, of news, concluded from the day of publication."""
    history: bool
    """Whether it is dated and told as history."""
    weekday: bool
    """Whether it is news of a day that only the missing date of publication would tell."""
    targets: frozenset[str]
    """Countries and bodies with which an agreement was made."""


def facts_of(telling: Telling) -> Facts:
    """Return what is compared of a report."""
    report, when, told = telling.report, telling.when, bounds(telling.when)
    places = tuple(place for place, _ in telling.places)
    return Facts(
        telling=telling,
        kind=report.kind,
        article=telling.article.id,
        bounds=told,
        exact=when.precision in EXACT,
        places=places,
        ids=frozenset(place.id for place in places),
        small=any(place.precision in SMALL for place in places),
        named=frozenset(name.casefold() for name in telling.named.values()),
        whereabouts=_whereabouts(telling),
        doers=frozenset(actor.country for actor in report.who if actor.role == "source" and actor.country),
        sides=any(actor.country for actor in report.who),
        countries=telling.countries,
        words=telling.words,
        names=telling.names,
        trigger=lemma(report.trigger),
        values=frozenset((figure.value, figure.unit) for figure in report.figures),
        news=_news_bounds(telling),
        history=told is not None and (report.status == "past" or when.precision == "year"),
        weekday=told is None and when.text is not None and report.status in _NEWS_STATUS,
        targets=_targets(telling) if report.kind == "agreement_ended" else frozenset(),
    )


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
    """Return how much speaks for two reports telling one event, or None where something speaks against it for good."""
    time = _time(one, other)
    if time is None:
        return None
    actors = _actors(one, other)
    if actors is None or _other_partner(one, other) or _long_ago(one, other):
        return None
    shared = _shared(one, other)
    if not _may_be_in_common(one, other, time, shared):
        return None
    place = _place(one, other)  # last, since it may ask for areas
    if place is None or (one.kind != other.kind and not (time >= SAME_DAY and place >= INSIDE)):
        return None
    if one.article != other.article and not _in_common(one, other, time, place, shared):
        return None
    bearing = _bearing(one, other, time) + _stage(one, other, time, place) + _news(one, other)
    return time + place + actors + _wording(one, other, shared) + bearing + _force(one, other)


def _shared(one: Facts, other: Facts) -> float:
    """The share of the shorter sentence's words that the other has too."""
    shorter = min(len(one.words), len(other.words))
    return len(one.words & other.words) / shorter if shorter else 0.0


def _in_common(one: Facts, other: Facts, time: float, place: float, shared: float) -> bool:
    """Whether two articles have more in common than kind and country: names, words, or a town and a day."""
    names = not one.names.isdisjoint(other.names)
    if one.kind in OF_WORDS or other.kind in OF_WORDS:
        return shared >= LIKE_WORDS or (names and shared >= WORDS_BESIDE_NAMES)
    small = place >= SAME_PLACE and one.small
    return shared >= FEW_WORDS or names or (time >= SAME_DAY and small) or one.kind in SINGULAR_KINDS


def _may_be_in_common(one: Facts, other: Facts, time: float, shared: float) -> bool:
    """The same, before anything is known of the places."""
    return one.article == other.article or _in_common(one, other, time, SAME_PLACE, shared)


def _time(one: Facts, other: Facts) -> float | None:
    first, second = one.bounds, other.bounds
    if first is None or second is None:
        return 0.0
    exact = one.exact and other.exact
    if max(first[0], second[0]) - min(first[1], second[1]) > (_SLACK if exact else timedelta(0)):
        return None
    return SAME_DAY if exact or _same_interval(one.telling.when, other.telling.when) else TOUCHING


def _same_interval(one: When, other: When) -> bool:
    return one.start == other.start and one.end == other.end


def _long_ago(one: Facts, other: Facts) -> bool:
    """Whether one is dated history and the other is of a day that only the missing date of publication would tell.

    "Floods cut off the town on Tuesday" is not the cyclone of 2019 of which the same article reminds.
    """
    past, news = (one, other) if other.bounds is None else (other, one)
    return past.kind in _AGAIN and past.history and news.weekday


def _place(one: Facts, other: Facts) -> float | None:
    if not one.places or not other.places:
        return SETTING if not one.whereabouts.isdisjoint(other.whereabouts) else 0.0
    if one.telling.named or other.telling.named:
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
    if one.doers and other.doers:
        return SAME_ACTOR if not one.doers.isdisjoint(other.doers) else None
    if not one.countries or not other.countries:
        return 0.0
    apart = one.countries.isdisjoint(other.countries)
    if one.kind in SINGULAR_KINDS and apart:
        return 0.0  # bystanders: "the US suspended aid after the coup", "the coup delighted Russia"
    if not apart:
        return SAME_ACTOR / 2
    return OTHER_ACTOR if one.sides and other.sides else BYSTANDERS


def _wording(one: Facts, other: Facts, shared: float) -> float:
    trigger = SAME_TRIGGER if one.trigger == other.trigger else 0.0
    figures = SAME_FIGURE if not one.values.isdisjoint(other.values) else 0.0
    return WORDING * shared + trigger + figures


def _bearing(one: Facts, other: Facts, time: float) -> float:
    """What status, kind and reference add."""
    history = (one.telling.report.status == "past") != (other.telling.report.status == "past") and time < SAME_DAY
    singular = one.kind == other.kind and one.kind in SINGULAR_KINDS
    return HISTORY_OR_NEWS * history + SINGULAR * singular + _reference(one, other)


def _stage(one: Facts, other: Facts, time: float, place: float) -> float:
    """What it says that one tells of a plan or a denial and the other does not."""
    first, second = one.telling.report.status, other.telling.report.status
    if (first == "denied") != (second == "denied"):
        return DENIED
    if time >= SAME_DAY or (first in _AHEAD) == (second in _AHEAD):
        return 0.0
    partial = one.kind == "withdrawal" and place == INSIDE  # out of one base, on the way out of the country
    return AHEAD_OR_DONE_AGAIN if partial or one.kind in _AGAIN else AHEAD_OR_DONE


def _news(one: Facts, other: Facts) -> float:
    """Undated news lies shortly before its publication: "after talks in …" of March is not that of May."""
    if one.kind not in _AGAIN or (one.bounds and other.bounds):
        return 0.0
    first, second = one.news, other.news
    if first is None or second is None:
        return 0.0
    return FAR_APART if max(first[0], second[0]) > min(first[1], second[1]) else 0.0


def _force(one: Facts, other: Facts) -> float:
    """Whether the forces of one country leave, and nothing says that it is from two places."""
    return SAME_FORCE if one.kind == "withdrawal" and not one.doers.isdisjoint(other.doers) else 0.0


def _other_partner(one: Facts, other: Facts) -> bool:
    """Whether two agreements that ended were made with different partners."""
    return bool(one.targets and other.targets and one.targets.isdisjoint(other.targets))


def _reference(one: Facts, other: Facts) -> float:
    """Whether one of them only points at the other: it stands in the same article and says nothing of its own."""
    if one.article != other.article:
        return 0.0
    return REFERENCE if _says_nothing(one) or _says_nothing(other) else 0.0


def _says_nothing(one: Facts) -> bool:
    return one.bounds is None and not one.places and not one.telling.report.who
