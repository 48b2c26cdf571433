"""Why a mention became a place, in records that make a sentence for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geobrief.gazetteer import Gazetteer
from geobrief.model import NamedPlace, Place, Reason
from geobrief.places.containers import Nearness
from geobrief.places.features import COLUMN
from geobrief.places.groups import Option
from geobrief.places.spellings import is_generic_site
from geobrief.reasons import answer, as_named, ground, note

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

ORDER = (
    "held", "cue", "admin1_named", "country_named", "near_50", "home_admin1", "near_200", "admin1_share",
    "country_share", "only", "largest", "country", "capital",
)  # fmt: skip
"""Which features are grounds to be told, those first that are said first; each is the key of its reason."""

ENOUGH = 2
"""Grounds in a sentence."""

LEAST = 0.3
"""Value from which a share counts as a reason."""

_AREA = {
    "admin1_named": "admin1", "admin1_share": "admin1", "home_admin1": "admin1",
    "country_named": "country", "country_share": "country",
}  # fmt: skip


def why_there(
    text: str,
    ranked: Sequence[tuple[Option, float]],
    rows: Sequence[Table],
    near: Nearness | None,
    gazetteer: Gazetteer,
) -> tuple[Reason, ...]:
    """The place, why, and over what."""
    option = ranked[0][0]
    place = as_named(gazetteer.full(option.hit.place))
    if near is not None:
        return (answer(_NEAR[near], text=text, place=place),)
    best, second = rows[0], rows[1] if len(rows) > 1 else None
    grounds: list[Reason] = []
    for name in ORDER:
        value = best[COLUMN[name]]
        better = second is None or value > second[COLUMN[name]] or name in ("largest", "country")
        if value >= LEAST and better and len(grounds) < ENOUGH:
            grounds.append(_ground(name, option, gazetteer))
    after = option.way == "named after"
    said = [answer("taken_after" if after else "taken", text=text, place=place), *grounds]
    if second is not None and ranked[0][1] - ranked[1][1] < 1.5:
        said.append(note("likely", place=as_named(gazetteer.full(ranked[1][0].hit.place))))
    return tuple(said)


def _ground(name: str, option: Option, gazetteer: Gazetteer) -> Reason:
    """A feature's reason with the area that it speaks of."""
    place = gazetteer.full(option.hit.place)
    if name == "held":
        country = _country(place, gazetteer)
        return (
            ground("held_in", admin1=_province(place), country=country)
            if place.admin1
            else ground(name, country=country)
        )
    if _AREA.get(name) == "admin1":
        return ground(name, area=_province(place))
    if _AREA.get(name) == "country":
        return ground(name, area=_country(place, gazetteer))
    return ground(name)


def _province(place: Place) -> NamedPlace:
    return NamedPlace("admin1", place.admin1 or None, country=place.country)


def _country(place: Place, gazetteer: Gazetteer) -> NamedPlace:
    name = country_name(place.country, gazetteer) if place.country else None
    return NamedPlace("country", name, country=place.country)


def country_name(code: str, gazetteer: Gazetteer) -> str:
    """The name of a country's code; the code itself where the gazetteer has none."""
    hits = gazetteer.hits([code.casefold()]).get(code.casefold(), ())
    return next(
        (h.place.name for h in hits if h.place.country == code and h.place.kind in ("country", "territory")), code
    )


def label(option: Option, gazetteer: Gazetteer) -> str:
    """A place as a reader tells it from its namesakes: "Paris (city, Texas, US)"."""
    place = gazetteer.full(option.hit.place)
    around = [place.kind, place.admin1 if place.admin1 != place.name else None, place.country]
    return f"{place.name} ({', '.join(filter(None, around))})"


_NEAR: dict[Nearness, str] = {
    "beside": "put_beside",
    "same sentence": "put_sentence",
    "just before": "put_before",
    "in the article": "put_article",
}


def why_doubtful(text: str, ranked: Sequence[tuple[Option, float]], gazetteer: Gazetteer) -> tuple[Reason, ...]:
    """Why the best place of a mention is too unlikely to be shown."""
    return (answer("doubtful", text=text, place=as_named(gazetteer.full(ranked[0][0].hit.place))),)


def why_not_there(text: str, holder: Option, gazetteer: Gazetteer) -> tuple[Reason, ...]:
    """Why a mention has no place that the text puts where no place of the name is known."""
    return (answer("not_there", text=text, place=as_named(gazetteer.full(holder.hit.place))),)


def why_none(text: str) -> tuple[Reason, ...]:
    """Why a mention has no place that no place of the gazetteer fits."""
    return (answer("common_site" if is_generic_site(text) else "unknown", text=text),)
