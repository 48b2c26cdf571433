"""Descriptions of countries → the countries that the article has named: "the West African country" is Niger there.

A description never puts a place on the map that the article does not name. It is said of the country named nearest
before it that the words fit; where two fit equally, of none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geobrief.gazetteer import Gazetteer
from geobrief.mentions import described
from geobrief.model import STATES, Alternative, Mention, NamedPlace, Reason, Resolution
from geobrief.reasons import Value, answer, as_named, sentence

NAMED, OFTEN, TOWN = 0.8, 0.6, 0.6
"""Confidence where one fitting country is named in the sentence or the nearest one before; where several are, and one
of them is what the article speaks of; where only a town or province of it is named. From reading cases, not fitted."""

OUTWEIGHS = 2
"""How many times as often as any other one of several must be named."""


def resolve_description(mention: Mention, before: Sequence[Resolution], gazetteer: Gazetteer) -> Resolution:
    """A description → the country that it is said of, or none.

    Args:
        mention: Of the form "description".
        before: Resolutions of the mentions before it, in text order.
        gazetteer: Where the country is looked up.
    """
    meaning = described(mention.text)
    wanted = meaning.countries if meaning else frozenset()
    fitting = [found for found in before if found.place is not None and found.place.country in wanted]
    named = [found for found in fitting if found.place is not None and found.place.kind in STATES]
    if not fitting:
        return _none(mention, answer("described_none", text=mention.text))
    near = _nearest(named or fitting)
    sure = NAMED if named else TOWN
    code, others = _one(near, named or fitting)
    place = gazetteer.country(code) if code else None
    if place is None:
        return _none(mention, answer("described_several", text=mention.text, others=_countries(others, gazetteer)))
    if others:
        sure = min(sure, OFTEN)
    confidence = round(min(sure, near[-1].confidence), 4)
    told: dict[str, Value] = {"text": mention.text, "place": as_named(place)}
    if others:
        why = answer("described_often", **told, others=_countries(others, gazetteer))
    else:
        why = answer("described" if named else "described_inside", **told)
    rest = [other for code in others if (other := gazetteer.country(code)) is not None]
    share = round((1 - confidence) / max(len(rest), 1), 4)
    alternatives = tuple(Alternative(other, share) for other in rest)
    return Resolution(mention, place, "actor", confidence, sentence((why,)), alternatives, reasons=(why,))


def _nearest(fitting: Sequence[Resolution]) -> list[Resolution]:
    """Of resolutions in text order, those in the sentence of the last one."""
    last = fitting[-1].mention.sentence
    return [found for found in fitting if found.mention.sentence == last]


def _one(near: Sequence[Resolution], fitting: Sequence[Resolution]) -> tuple[str | None, list[str]]:
    """The country meant of those named together, None if none stands out, and the others."""
    codes = sorted({found.place.country for found in near if found.place and found.place.country})
    if len(codes) == 1:
        return codes[0], []
    often = Counter(found.place.country for found in fitting if found.place)
    first, second = sorted(codes, key=lambda code: (-often[code], code))[:2]
    if often[first] < OUTWEIGHS * often[second]:
        return None, codes
    return first, [code for code in codes if code != first]


def _countries(codes: Sequence[str], gazetteer: Gazetteer) -> list[NamedPlace]:
    return [NamedPlace("country", gazetteer.country_name(code), country=code) for code in codes]


def _none(mention: Mention, why: Reason) -> Resolution:
    return Resolution(mention, None, "background", round(mention.confidence, 4), sentence((why,)), reasons=(why,))
