"""Adjectives and peoples → the places that they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geobrief.gazetteer import Gazetteer, Hit, prior_of
from geobrief.model import Alternative, Mention, Resolution
from geobrief.places.groups import Option, look_up
from geobrief.reasons import answer, as_named, sentence

if TYPE_CHECKING:
    from geobrief.places.verdict import Verdict

CONFUSED = (frozenset({"NE", "NG"}), frozenset({"CD", "CG"}), frozenset({"GN", "GW", "GQ"}), frozenset({"DM", "DO"}))
"""Countries whose adjectives writers take for one another, or share."""

OTHERWISE = 0.7
"""Confidence where the document overrules the spelling; from reading cases, not fitted."""


def demonym_countries(mentions: Sequence[Mention], gazetteer: Gazetteer) -> set[str]:
    """The countries whose adjectives or peoples are mentioned; those of ambiguous words are left out."""
    found = set()
    for options in look_up([m.text for m in mentions if m.form == "demonym"], gazetteer, demonyms=True).values():
        countries = {option.hit.place.country for option in options if option.hit.place.country}
        if len(countries) == 1:
            found |= countries
    return found


def resolve_demonyms(
    mentions: Sequence[Mention], verdicts: Mapping[int, Verdict], gazetteer: Gazetteer
) -> dict[int, Resolution]:
    """Index of a mention → its resolution, for the mentions that are adjectives or peoples."""
    options = look_up([m.text for m in mentions if m.form == "demonym"], gazetteer, demonyms=True)
    spoken = _countries_spoken_of(verdicts)
    found = {}
    for index, mention in enumerate(mentions):
        if mention.form == "demonym" and options.get(mention.text):
            found[index] = _resolve(mention, options[mention.text], spoken, gazetteer)
    return found


def _countries_spoken_of(verdicts: Mapping[int, Verdict]) -> Counter[str]:
    """Country → mentions of it, or of places in it, by name."""
    spoken: Counter[str] = Counter()
    for verdict in verdicts.values():
        country = verdict.ranked[0][0].hit.place.country
        if country:
            spoken[country] += 1
    return spoken


def _resolve(mention: Mention, options: Sequence[Option], spoken: Counter[str], gazetteer: Gazetteer) -> Resolution:
    ordered = sorted(
        (option.hit for option in options),
        key=lambda hit: (-_support(hit, spoken), -prior_of(hit), hit.place.key),
    )
    best = ordered[0]
    meant = _mistaken_for(best, spoken, gazetteer)
    others = tuple(
        Alternative(gazetteer.full(hit.place), round(0.3 / len(ordered), 3)) for hit in ordered[1:5] if hit is not best
    )
    place = gazetteer.full(best.place)
    if meant is not None:
        instead = gazetteer.full(meant.place)
        why = (answer("people_overruled", text=mention.text, other=as_named(place), place=as_named(instead)),)
        return Resolution(
            mention, instead, "actor", OTHERWISE, sentence(why), (Alternative(place, round(1 - OTHERWISE, 2)),),
            sense="overruled", reasons=why,
        )  # fmt: skip
    spoken_of = len(ordered) > 1 and _support(best, spoken)
    why = (answer("people_spoken_of" if spoken_of else "people", text=mention.text, place=as_named(place)),)
    sure = mention.confidence if len(ordered) == 1 or _support(best, spoken) else mention.confidence * 0.8
    return Resolution(mention, place, "actor", round(sure, 4), sentence(why), others, reasons=why)


def _support(hit: Hit, spoken: Counter[str]) -> int:
    """How often the article speaks of the country, with a bonus for the country itself over its towns."""
    return spoken[hit.place.country] if hit.place.country else 0


def _mistaken_for(best: Hit, spoken: Counter[str], gazetteer: Gazetteer) -> Hit | None:
    """The country that a writer means who confuses two adjectives, if the article decides it.

    The other country must be spoken of at least twice by name, the one that the word says never.
    """
    country = best.place.country
    if best.place.kind != "country" or spoken[country]:
        return None
    rivals = sorted({other for group in CONFUSED if country in group for other in group} - {country})
    rivals = [rival for rival in rivals if spoken[rival] >= 2]
    if len(rivals) != 1:
        return None
    return next(iter(_country_hits(rivals[0], gazetteer)), None)


def _country_hits(code: str, gazetteer: Gazetteer) -> list[Hit]:
    """The country of a code."""
    found = gazetteer.hits([code.casefold()]).get(code.casefold(), ())
    return [hit for hit in found if hit.place.kind == "country" and hit.place.country == code]
