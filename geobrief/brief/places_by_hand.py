"""Places set by hand: looked up before an article is read, and set between reading and composing, so that events follow them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from geobrief.brief.anchors import words_in_common
from geobrief.brief.by_hand import Notes, Overrides, PlaceOverride
from geobrief.brief.compose import full_name, mention_id
from geobrief.brief.corrections import OwnPlace
from geobrief.gazetteer import Gazetteer
from geobrief.model import (
    Alternative,
    Article,
    Decision,
    Kind,
    Place,
    PlacePrecision,
    Reading,
    Reason,
    Resolution,
)
from geobrief.reasons import answer, as_named, note, sentence, whole

MOST_ALTERNATIVES = 5
"""As many as a resolution keeps."""

_PRECISION: Mapping[Kind, PlacePrecision] = {
    "site": "site",
    "city": "settlement",
    "district": "district",
    "country": "country",
    "territory": "country",
    "admin1": "province",
    "admin2": "province",
    "region": "region",
    "continent": "region",
}
"""How exact a place of the analyst's own is; other kinds are taken for a site."""


def look_up(overrides: Overrides, gazetteer: Gazetteer, notes: Notes | None = None) -> Overrides:
    """Return the overrides with the places that they ask for, without those whose place nobody knows."""
    named = tuple(
        PlaceOverride(item.names[0], item.place, by=item.by, note=item.note, correction=item)
        for item in overrides.corrections
        if item.names and not item.right and (item.place is not None or item.no_place)
    )
    overrides = replace(overrides, places=overrides.places + named)
    asked = [(_key_of(item), item.place) for item in overrides.places]
    asked += [(f'events."{item.event}".place', item.place) for item in overrides.events]
    asked += [(f"corrections ({item})", item.place) for item in overrides.corrections]
    found: dict[OwnPlace | str, Place] = {}
    missing: set[OwnPlace | str] = set()
    for key, wanted in asked:
        if wanted is None or wanted in found or wanted in missing:
            continue
        place = _placed(wanted, gazetteer)
        if place is None:
            missing.add(wanted)
            way_out = "search for it with geobrief gazetteer search NAME, or give name, lat and lon"
            told = str(wanted).replace("geonames:", "GeoNames id ")
            overrides.unfit(notes, key, f"the gazetteer has no {told}, and this is left out; {way_out}")
        else:
            found[wanted] = place
    return replace(
        overrides,
        places=tuple(item for item in overrides.places if item.place not in missing),
        events=tuple(replace(item, place=None) if item.place in missing else item for item in overrides.events),
        found=tuple(found.items()),
    )


def _key_of(item: PlaceOverride) -> str:
    return f'places."{item.name}"' if item.correction is None else f"corrections ({item.correction})"


def _placed(wanted: OwnPlace | str, gazetteer: Gazetteer) -> Place | None:
    if isinstance(wanted, str):
        return gazetteer.place(wanted)
    known = gazetteer.place(wanted.key) if wanted.key else None
    return known or _own(wanted)


def _own(own: OwnPlace) -> Place:
    key = own.key or f"analyst:{own.name}:{own.lat:.5f}:{own.lon:.5f}"
    number = key.removeprefix("geonames:")
    return Place(
        id="p-" + hashlib.sha256(key.encode()).hexdigest()[:16],
        key=key,
        name=own.name,
        kind=own.kind,
        precision=_PRECISION.get(own.kind, "site"),
        country=own.country,
        admin1=None,
        lat=own.lat,
        lon=own.lon,
        geonameid=int(number) if key != number and number.isdecimal() else None,
        wikidata=None,
        feature_class="S",
        feature_code="",
        population=0,
        admin1_code=None,
        source="analyst",
    )


def set_places(
    article: Article, resolutions: Sequence[Resolution], overrides: Overrides
) -> tuple[list[Resolution], list[Decision]]:
    """Return an article's resolutions with the places that an analyst set, and a decision for each of those."""
    result, decisions = [], []
    for resolution in resolutions:
        override = _override_of(article, resolution, overrides)
        if override is None:
            result.append(resolution)
            continue
        place = None if override.place is None else overrides.place(override.place)
        mention = resolution.mention
        named = " ".join(mention.text.split())
        about = mention_id(article, mention.start, mention.end)
        had = resolution.place
        if override.correction is not None and (had.id if had else None) == (place.id if place else None):
            # A better model has come to the same answer by itself.
            text = f"“{named}” was set by hand, and the machine has the same"
            decisions.append(Decision(about, "reviewed", text, override.by, override.note))
            result.append(resolution)
            continue
        meaning = "names no place" if place is None else f"means {full_name(place)} ({place.kind})"
        text = f"“{named}” {meaning}; the machine had {_had(had)}"
        decisions.append(Decision(about, "set", text, override.by, override.note))
        result.append(_corrected(resolution, place, override))
    return result, decisions


def _override_of(article: Article, resolution: Resolution, overrides: Overrides) -> PlaceOverride | None:
    """What was set of a mention: one mention goes before a name, and the last word before those ahead of it."""
    fitting = [
        item for item in overrides.places if item.fits(article, resolution.mention) and item.still(resolution.place)
    ]
    best = max((item.rank for item in fitting), default=0)
    ranked = [item for item in fitting if item.rank == best]
    return ranked[-1] if ranked else None


def _corrected(resolution: Resolution, place: Place | None, override: PlaceOverride) -> Resolution:
    others = [item for item in resolution.alternatives if place is None or item.place.id != place.id]
    old = resolution.place
    if old is not None and (place is None or old.id != place.id):
        others.insert(0, Alternative(old, resolution.confidence))
    why = (*_set_by(override), *_machine_had(old), *whole(resolution.because, resolution.reasons))
    return replace(
        resolution,
        place=place,
        confidence=1.0 if place is not None else 0.0,
        because=sentence(why),
        alternatives=tuple(others[:MOST_ALTERNATIVES]),
        within=None,
        within_because=None,
        sense="no place" if place is None else "as written",
        reasons=why,
        within_reasons=(),
    )


def _set_by(override: PlaceOverride) -> tuple[Reason, ...]:
    told = {name: value for name, value in (("by", override.by), ("note", override.note)) if value}
    return (answer("_".join(["set", *told]), **told),)


def _machine_had(place: Place | None) -> tuple[Reason, ...]:
    return (note("had_none") if place is None else note("had", place=as_named(place)),)


def _had(place: Place | None) -> str:
    return "no place" if place is None else f"{full_name(place)} ({place.kind})"


def check_places(readings: Sequence[Reading], overrides: Overrides, notes: Notes | None) -> None:
    """Say of each place that was set where it fits to no mention."""
    decided = {decision.about for reading in readings for decision in reading.decisions}
    for item in overrides.places:
        fitting = [
            (reading.article, one)
            for reading in readings
            for one in reading.resolutions
            if item.fits(reading.article, one.mention)
        ]
        if any(mention_id(article, one.mention.start, one.mention.end) in decided for article, one in fitting):
            continue
        where = f" in {item.article}" if item.article else ""
        if fitting:
            why = f"the machine now has {_had(fitting[0][1].place)} for it"
        elif item.name.startswith("m-"):
            why = f"no mention{where} has this id; mentions and their ids are in brief.json"
        else:
            why = f"no mention{where} reads so{_nearest_name(item, readings)}"
        overrides.unfit(notes, _key_of(item), f"this no longer applies: {why}")


def _nearest_name(item: PlaceOverride, readings: Sequence[Reading]) -> str:
    """The mention that was most probably meant: the same name elsewhere, or one that is written much alike."""
    mentions = [(reading.article, one.mention) for reading in readings for one in reading.resolutions]
    names = {" ".join(mention.text.split()) for _, mention in mentions}
    near = [item.name] if item.name in names else get_close_matches(item.name, sorted(names), n=1)
    if not near:
        return ""
    quote = (item.correction.anchor.quote if item.correction else None) or ""
    sentences = [
        " ".join(article.text[mention.sentence.start : mention.sentence.end].split())
        for article, mention in mentions
        if " ".join(mention.text.split()) == near[0]
    ]
    best = max(sentences, key=lambda sentence: words_in_common(sentence, quote))
    return f"; the nearest is “{near[0]}” in “{best}”"
