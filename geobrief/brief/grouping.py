"""[Telling] → groups: which reports tell the same event.

Reports are taken from the most to the least specific. Each joins the group that it fits best, or begins one. Some
differences cannot be talked away (two days that do not touch, two places that are not inside each other, two armies):
they keep reports apart whatever their wording. The weights below were set by hand on the project's own example corpus
and on the cases in ``tests/brief``; docs/accuracy.md says how well they group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from geobrief.brief.geography import lies_in
from geobrief.brief.tellings import Telling, bounds
from geobrief.events import lemma
from geobrief.model import Actor, When

JOIN = 1.6
"""Least score at which reports of different articles are one event."""

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

_SLACK = timedelta(days=1)
"""A night, a time zone or a careless writer: two days that touch may be one."""
_EXACT = frozenset({"day", "days"})
_SINGULAR_KINDS = frozenset({"agreement_ended", "coup", "election", "leadership_change"})
_AGAIN = frozenset(
    "meeting protest protest_dispersed riot mob_violence armed_clash air_strike shelling explosion attack_on_civilians "
    "arrest abduction release statement demand military_exercise humanitarian_aid accident crime arrival disaster".split()
)
"""Kinds of which the same actors do several at the same place."""
_BODIES = frozenset("bloc union organisation organization alliance community court nato eu ecowas".split())
"""Words in the names of bodies of several countries."""
_AHEAD = frozenset({"planned", "demanded"})
_KIN = (
    frozenset({"deployment", "arrival", "base_established"}),
    frozenset({"coup", "territory_transferred"}),
    frozenset({"protest", "riot"}),
    frozenset({"armed_clash", "attack_on_civilians", "explosion", "suicide_bombing", "shelling", "air_strike"}),
)
"""Kinds that two writers may give one event. They need the same exact day and place."""


@dataclass(slots=True)
class _Group:
    """Reports that tell one event, while it grows."""

    members: list[Telling] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)

    def fit(self, unit: Sequence[Telling]) -> float | None:
        """Return how well the reports of one article fit, or None where something keeps them out.

        What contradicts one report keeps all out; what they have in common one pair of sentences need say.
        """
        pairs = [(one, other) for one in unit[:_TOLD] for other in self.members[:_COMPARED]]
        scores = [likeness(one, other) for one, other in pairs]
        if any(score is None for score in scores):
            return None
        alike = [score for score, pair in zip(scores, pairs, strict=True) if score is not None and in_common(*pair)]
        return max(alike, default=None)


_COMPARED = 24
"""Members of a group with which a report is compared: the first ones are the most specific."""
_TOLD = 4
"""Reports of an event by one article that are compared."""


def group_tellings(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the reports in groups, one group an event, each in the order of its specificity.

    What an article tells of one event was decided where it was read (``EventReport.chain``); here events of different
    articles are put together.
    """
    groups: list[_Group] = []
    by_kind: dict[str, list[_Group]] = defaultdict(list)
    for unit in _units(tellings):
        best = _best(unit, by_kind)
        if best is None:
            best = _Group()
            groups.append(best)
        best.members += unit
        best.articles.add(unit[0].article.id)
        for kind in _kinds(unit[0].report.kind):
            if best not in by_kind[kind]:
                by_kind[kind].append(best)
    return [sorted(group.members, key=_order) for group in groups]


def _order(telling: Telling) -> tuple[float, str, int]:
    return -specificity(telling), telling.article.id, telling.report.start


def _units(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the reports of each event of each article, the most specific first, in the order of their best."""
    units: dict[tuple[str, int, int], list[Telling]] = defaultdict(list)
    for telling in tellings:
        chain = telling.report.chain
        units[
            (telling.article.id, -1, telling.report.start) if chain is None else (telling.article.id, chain, 0)
        ].append(telling)
    return sorted((sorted(unit, key=_order) for unit in units.values()), key=lambda unit: _order(unit[0]))


def _kinds(kind: str) -> frozenset[str]:
    """The kinds whose groups a report of ``kind`` is held against: its own and its kin."""
    return frozenset({kind}).union(*(kin for kin in _KIN if kind in kin))


def _best(unit: Sequence[Telling], by_kind: dict[str, list[_Group]]) -> _Group | None:
    best: _Group | None = None
    best_score = JOIN
    for group in by_kind[unit[0].report.kind]:
        if unit[0].article.id in group.articles:
            continue
        score = group.fit(unit)
        if score is not None and score >= best_score:
            best, best_score = group, score
    return best


def specificity(telling: Telling) -> float:
    """Return how much a report says: exact dates and small places first."""
    when = telling.when
    exact = 0.0 if bounds(when) is None else (2.0 if when.precision in _EXACT else 1.0)
    place = telling.place
    near = 0.0 if place is None else (1.5 if place.precision in ("site", "settlement") else 1.0)
    return exact + near + 0.5 * bool(telling.report.who) + 0.5 * telling.report.main + telling.report.confidence


def likeness(one: Telling, other: Telling) -> float | None:
    """Return how much speaks for two reports telling one event, or None where something speaks against it for good."""
    time, place, actors = _time(one.when, other.when), _place(one, other), _actors(one, other)
    if time is None or place is None or actors is None or _other_partner(one, other) or _long_ago(one, other):
        return None
    if one.report.kind != other.report.kind and not (time >= SAME_DAY and place >= INSIDE):
        return None
    bearing = _bearing(one, other, time) + _stage(one, other, time, place) + _news(one, other)
    return time + place + actors + _wording(one, other) + bearing + _force(one, other)


_OF_WORDS = frozenset("statement demand other policy meeting humanitarian_aid agreement_signed".split())
"""Kinds of which a country sees many a day: kind, day and country say little of two reports of them."""
_LIKE_WORDS, _WORDS_BESIDE_NAMES, _FEW_WORDS = 0.42, 0.2, 0.22
"""Shares of the shorter sentence's words that the other has: enough alone, enough beside a name, enough of what happens
on the ground (judged, on pairs of unrelated and of like articles)."""


def in_common(one: Telling, other: Telling) -> bool:
    """Whether two articles have more in common than kind and country: names, words, or a town and a day."""
    if one.article.id == other.article.id:
        return True
    shorter = min(len(one.words), len(other.words))
    shared = len(one.words & other.words) / shorter if shorter else 0.0
    names = bool(one.names & other.names)
    if one.report.kind in _OF_WORDS or other.report.kind in _OF_WORDS:
        return shared >= _LIKE_WORDS or (names and shared >= _WORDS_BESIDE_NAMES)
    if shared >= _FEW_WORDS or names or one.report.kind in _SINGULAR_KINDS:
        return True
    time, place = _time(one.when, other.when), _place(one, other)
    fine = any(item.precision in ("site", "settlement", "district") for item, _ in one.places)
    return (time or 0.0) >= SAME_DAY and (place or 0.0) >= SAME_PLACE and fine


def _time(one: When, other: When) -> float | None:
    first, second = bounds(one), bounds(other)
    if first is None or second is None:
        return 0.0
    exact = one.precision in _EXACT and other.precision in _EXACT
    slack = _SLACK if exact else timedelta(0)
    if max(first[0], second[0]) - min(first[1], second[1]) > slack:
        return None
    same = one.start == other.start and one.end == other.end
    return SAME_DAY if exact or same else TOUCHING


def _long_ago(one: Telling, other: Telling) -> bool:
    """Whether one is dated history and the other is of a day that only the missing date of publication would tell.

    "Floods cut off the town on Tuesday" is not the cyclone of 2019 of which the same article reminds.
    """
    past, news = (one, other) if bounds(other.when) is None else (other, one)
    if past.report.kind not in _AGAIN or bounds(past.when) is None:
        return False
    if bounds(news.when) is not None or news.when.text is None:
        return False
    history = past.report.status == "past" or past.when.precision == "year"
    return history and news.report.status in ("done", "under way")


def _place(one: Telling, other: Telling) -> float | None:
    if one.place is None or other.place is None:
        return SETTING if _whereabouts(one) & _whereabouts(other) else 0.0
    if one.named or other.named:
        return _place_unknown(one, other)
    if {place.id for place, _ in one.places} & {place.id for place, _ in other.places}:
        return SAME_PLACE
    if any(lies_in(a, b) or lies_in(b, a) for a, _ in one.places for b, _ in other.places):
        return INSIDE
    return None


def _place_unknown(one: Telling, other: Telling) -> float | None:
    """The same where the position of a name is not known: two names are two places, one name may be in the other's area."""
    first, second = ({name.casefold() for name in telling.named.values()} for telling in (one, other))
    if first and second:
        return SAME_PLACE if first & second else None
    near = any(a.id == b.id or lies_in(a, b) or lies_in(b, a) for a, _ in one.places for b, _ in other.places)
    return INSIDE if near else None


def _whereabouts(telling: Telling) -> frozenset[str]:
    """Countries of the places of a report; where it has none, the country that its article is about."""
    told = frozenset(place.country for place, _ in telling.places if place.country)
    return told or (frozenset({telling.setting}) if telling.setting and not telling.places else frozenset())


def _actors(one: Telling, other: Telling) -> float | None:
    first, second = _doers(one), _doers(other)
    if first and second:
        return SAME_ACTOR if first & second else None
    if not one.countries or not other.countries:
        return 0.0
    if one.report.kind in _SINGULAR_KINDS and not one.countries & other.countries:
        return 0.0  # bystanders: "the US suspended aid after the coup", "the coup delighted Russia"
    if one.countries & other.countries:
        return SAME_ACTOR / 2
    return OTHER_ACTOR if _sides(one) and _sides(other) else BYSTANDERS


def _doers(telling: Telling) -> frozenset[str]:
    """Countries of those who are said to do it."""
    return frozenset(actor.country for actor in telling.report.who if actor.role == "source" and actor.country)


def _sides(telling: Telling) -> frozenset[str]:
    """Countries of those who take part."""
    return frozenset(actor.country for actor in telling.report.who if actor.country)


def _wording(one: Telling, other: Telling) -> float:
    shorter = min(len(one.words), len(other.words))
    shared = len(one.words & other.words) / shorter if shorter else 0.0
    trigger = SAME_TRIGGER if lemma(one.report.trigger) == lemma(other.report.trigger) else 0.0
    figures = SAME_FIGURE if _values(one) & _values(other) else 0.0
    return WORDING * shared + trigger + figures


def _values(telling: Telling) -> frozenset[tuple[float, str]]:
    return frozenset((figure.value, figure.unit) for figure in telling.report.figures)


def _bearing(one: Telling, other: Telling, time: float) -> float:
    """What status, kind and reference add."""
    history = (one.report.status == "past") != (other.report.status == "past") and time < SAME_DAY
    singular = one.report.kind == other.report.kind and one.report.kind in _SINGULAR_KINDS
    return HISTORY_OR_NEWS * history + SINGULAR * singular + _reference(one, other)


def _stage(one: Telling, other: Telling, time: float, place: float) -> float:
    """What it says that one tells of a plan or a denial and the other does not."""
    first, second = one.report.status, other.report.status
    if (first == "denied") != (second == "denied"):
        return DENIED
    if time >= SAME_DAY or (first in _AHEAD) == (second in _AHEAD):
        return 0.0
    partial = one.report.kind == "withdrawal" and place == INSIDE  # out of one base, on the way out of the country
    return AHEAD_OR_DONE_AGAIN if partial or one.report.kind in _AGAIN else AHEAD_OR_DONE


def _news(one: Telling, other: Telling) -> float:
    """Undated news lies shortly before its publication: "after talks in …" of March is not that of May."""
    if one.report.kind not in _AGAIN or (bounds(one.when) and bounds(other.when)):
        return 0.0
    first, second = _news_bounds(one), _news_bounds(other)
    if first is None or second is None:
        return 0.0
    return FAR_APART if max(first[0], second[0]) > min(first[1], second[1]) else 0.0


def _news_bounds(telling: Telling) -> tuple[date, date] | None:
    told = bounds(telling.when)
    if told is not None:
        return (told[1] - NEWS, told[1]) if telling.when.direction in ("by", "before", "until") else told
    published = telling.article.published
    if telling.report.status not in ("done", "under way") or published.start is None or published.end is None:
        return None
    return published.start - NEWS, published.end


def _force(one: Telling, other: Telling) -> float:
    """Whether the forces of one country leave, and nothing says that it is from two places."""
    return SAME_FORCE if one.report.kind == "withdrawal" and _doers(one) & _doers(other) else 0.0


def _other_partner(one: Telling, other: Telling) -> bool:
    """Whether two agreements that ended were made with different partners."""
    if one.report.kind != "agreement_ended" or other.report.kind != "agreement_ended":
        return False
    first, second = _targets(one), _targets(other)
    return bool(first and second and not first & second)


def _targets(telling: Telling) -> frozenset[str]:
    """Countries and bodies with which an agreement was made."""
    targets = [actor for actor in telling.report.who if actor.role == "target"]
    countries = {actor.country for actor in targets if actor.country}
    return frozenset(countries | {"a body" for actor in targets if not actor.country and _BODIES & _name_of(actor)})


def _name_of(actor: Actor) -> frozenset[str]:
    return frozenset(actor.name.lower().split())


def _reference(one: Telling, other: Telling) -> float:
    """Whether one of them only points at the other: it stands in the same article and says nothing of its own."""
    if one.article.id != other.article.id:
        return 0.0
    return REFERENCE if _says_nothing(one) or _says_nothing(other) else 0.0


def _says_nothing(telling: Telling) -> bool:
    return bounds(telling.when) is None and not telling.places and not telling.report.who
