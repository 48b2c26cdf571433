"""What the text calls a name where it stands: a town and its province bear one name, and an article speaks of both.

An article means one place by a name as a rule; the word right beside a mention says which of two that mention means:
"Herat city", "Herat Province", "the province of Homs".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from geobrief.gazetteer import PlaceRow
from geobrief.model import Mention
from geobrief.places.verdict import MentionDecision

_AREA = r"(?:province|governorate|oblast|voblast|prefecture|département|wilaya|region)"
_TOWN = r"(?:city|town)"
_OF_A_TOWN = r"(?:city|town)\b(?! (?:of|council|hall|centre|center|limits|line))|mayor\b"
_OF_THE_STATE = r"(?:tv|television|media|radio|news|run|owned|of|visit|funeral|department|television)"
_BEHIND = re.compile(
    rf" (?:(?P<area>{_AREA})\b|(?P<state>state)\b(?![ -]{_OF_THE_STATE}\b)|(?P<town>{_OF_A_TOWN}))|['’]s? (?P<mayor>(?:\w+ )?mayor)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\bthe (?:\w+ )?(?:(?P<area>{_AREA})|(?P<state>state)|(?P<town>city|town)) of (?:the )?$|\b(?P<mayor>mayor) of $",
    re.IGNORECASE,
)

_BESIDE = 40
"""Characters that are read on either side of a name."""

TOWNS = frozenset({"city", "district"})


def as_called(text: str, mention: Mention, decision: MentionDecision) -> MentionDecision:
    """The decision on a name, with the town in front where the text calls it one, or the province around it where it calls it that.

    Args:
        text: Of the article.
        mention: The name.
        decision: Its places, best first.
    """
    called = _BEHIND.match(text, mention.end, mention.end + _BESIDE) or _BEFORE.search(
        text[max(0, mention.start - _BESIDE) : mention.start]
    )
    if called is None:
        return decision
    if called["state"]:
        return _state_first(decision)
    return province_first(decision) if called["area"] else _town_first(decision)


def province_first(decision: MentionDecision) -> MentionDecision:
    """The decision with the province in front that bears the name of the town in it."""
    town = decision.ranked[0][0].hit.place
    if town.kind not in TOWNS:
        return decision
    return _fronted(decision, lambda place: place.kind == "admin1" and _same_province(place, town))


def _state_first(decision: MentionDecision) -> MentionDecision:
    """The decision with the state in front, which need not hold the town of its name: "Washington state"."""
    town = decision.ranked[0][0].hit.place
    if town.kind not in TOWNS:
        return decision
    return _fronted(decision, lambda place: place.kind == "admin1" and place.country == town.country)


def _town_first(decision: MentionDecision) -> MentionDecision:
    area = decision.ranked[0][0].hit.place
    if area.kind != "admin1":
        return decision
    return _fronted(decision, lambda place: place.kind == "city" and _same_province(place, area))


def _same_province(one: PlaceRow, other: PlaceRow) -> bool:
    return (one.country, one.admin1) == (other.country, other.admin1)


def _fronted(decision: MentionDecision, is_meant: Callable[[PlaceRow], bool]) -> MentionDecision:
    """The decision with the likeliest place in front that is meant, as sure as the one that it goes before."""
    number = next((n for n, (option, _) in enumerate(decision.ranked) if is_meant(option.hit.place)), None)
    if number is None:
        return decision
    order = [number, *(n for n in range(len(decision.ranked)) if n != number)]
    odds = [odd for _, odd in decision.ranked]
    ranked = [(decision.ranked[n][0], odd) for n, odd in zip(order, odds, strict=True)]
    return MentionDecision(ranked, [decision.rows[n] for n in order], decision.near)
