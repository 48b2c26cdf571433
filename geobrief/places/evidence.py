"""Groups of an article → the ranker's features, as one table of numbers: one row an option.

What does not change while the article is being understood is computed once (:func:`fixed`); what depends on which
places the other names mean is computed again after every pass (:func:`moving`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.gazetteer import Hit, fold, prior_of
from geobrief.model import Place
from geobrief.places.features import COLUMN, NAMES
from geobrief.places.groups import Group, Option
from geobrief.places.spellings import TYPES, WAYS

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

MOST_ANCHORS = 200
"""Places of other names that are measured from; of more, those named most. No article of the corpora has as many."""

EARTH_KM = 6371.0088
FAR_KM = 20_000.0
WIDE = ("country", "territory", "continent", "region")
"""Kinds whose one point says little about where in them something is: they are not measured from."""


@dataclass(slots=True)
class GroupEvidence:
    """The groups of one article as arrays: what the features are computed from."""

    groups: list[Group]
    options: list[Option]
    owner: Table
    """Row → number of its group."""
    starts: Table
    """Group → its first row; the last entry is the number of rows."""
    points: Table
    """Row → its point on the unit sphere."""
    country: Table
    """Row → number of its country, -1 for none."""
    admin1: Table
    """Row → number of its province, -1 for none."""
    wide: Table
    """Row → whether it is too wide to measure from."""
    is_country: Table
    is_admin1: Table
    home: Place | None
    demonyms: Table
    """Country number → whether an adjective or people of it is named."""


def make_scene(groups: list[Group], home: Place | None, demonym_countries: set[str]) -> GroupEvidence:
    """Groups (only those with options) → a scene."""
    import numpy as np  # noqa: PLC0415 - the command line starts without it

    options = [option for group in groups for option in group.options]
    places = [option.hit.place for option in options]
    sizes = [len(group.options) for group in groups]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(int)
    countries = {code: n for n, code in enumerate(sorted({p.country for p in places if p.country} | demonym_countries))}
    provinces = {code: n for n, code in enumerate(sorted({(p.country, p.admin1) for p in places if p.admin1}))}
    spoken = np.zeros(len(countries) + 1, dtype=bool)
    spoken[[countries[code] for code in demonym_countries]] = True
    return GroupEvidence(
        groups=groups,
        options=options,
        owner=np.repeat(np.arange(len(groups)), sizes),
        starts=starts,
        points=_unit_points(places),
        country=np.array([countries.get(p.country, -1) for p in places], dtype=int),
        admin1=np.array([provinces.get((p.country, p.admin1), -1) for p in places], dtype=int),
        wide=np.array([p.kind in WIDE for p in places], dtype=bool),
        is_country=np.array([p.kind in ("country", "territory") for p in places], dtype=bool),
        is_admin1=np.array([p.kind == "admin1" for p in places], dtype=bool),
        home=home,
        demonyms=spoken,
    )


def _unit_points(places: Sequence[Any]) -> Table:
    """Places → their points on the unit sphere."""
    import numpy as np  # noqa: PLC0415

    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def fixed(scene: GroupEvidence, cues: Sequence[tuple[frozenset[str], ...]], texts: Sequence[str]) -> Table:
    """The table with everything filled in that no other name decides.

    Args:
        scene: The article's groups.
        cues: For each group, the kinds that type words beside its mentions speak for.
        texts: For each group, a mention's text.
    """
    import numpy as np  # noqa: PLC0415

    table = np.zeros((len(scene.options), len(NAMES)))
    for row, option in enumerate(scene.options):
        number = int(scene.owner[row])
        group = scene.groups[number]
        for name, value in _facts(option, group, cues[number], texts[number]).items():
            table[row, COLUMN[name]] = value
    _within_groups(scene, table)
    _namesakes(scene, table)
    if scene.home is not None:
        _from_home(scene, table, scene.home)
    return table


def _facts(option: Option, group: Group, cues: tuple[frozenset[str], ...], text: str) -> dict[str, float]:
    """What an option and its group say by themselves."""
    hit, place = option.hit, option.hit.place
    kind = place.kind
    facts: dict[str, float] = {
        "population": math.log10(place.population + 1),
        "prior": prior_of(hit),
        _KIND_COLUMN.get(kind, kind): 1,
        "strong": hit.strength == "strong",
        "context": hit.strength == "context",
        "own": hit.name == place.name,
        "short_form": hit.name_kind in ("abbreviation", "code"),
        "foreign": hit.name_kind in ("exonym", "former"),
        "way": WAYS.index(option.way),
        "spelt": hit.name == text,
        "mentions": math.log1p(len(group.mentions)),
        "capital": place.feature_code == "PPLC",
        "seat": place.feature_code in ("PPLA", "PPLA2"),
    }
    if cues:
        fits = any(kind in kinds for kinds in cues)
        facts["cue" if fits else "cue_against"] = 1
    if group.holders:
        inside = any(lies_in(hit, holder) for holder in group.holders)
        facts["held" if inside else "held_against"] = 1
    return facts


_KIND_COLUMN = {"territory": "country", "water": "nature", "landform": "nature"}


def lies_in(hit: Hit, holder: Hit) -> bool:
    """Whether a place lies in a country, province or district (and is not that itself)."""
    place, area = hit.place, holder.place
    if place.key == area.key or place.country != area.country:
        return False
    if area.kind in ("country", "territory"):
        return True
    if place.admin1 != area.admin1:
        return False
    return area.kind == "admin1" or not area.admin2 or not place.admin2 or place.admin2 == area.admin2


def _within_groups(scene: GroupEvidence, table: Table) -> None:
    """How each option stands among the options of its name."""
    import numpy as np  # noqa: PLC0415

    first = scene.starts[:-1]
    sizes = np.diff(scene.starts)
    population = table[:, COLUMN["population"]]
    weighed = table[:, COLUMN["prior"]]
    best = np.maximum.reduceat(population, first)[scene.owner]
    table[:, COLUMN["population_gap"]] = best - population
    table[:, COLUMN["largest"]] = (best == population) & (population > 0)
    table[:, COLUMN["prior_gap"]] = np.maximum.reduceat(weighed, first)[scene.owner] - weighed
    order = np.lexsort((-population, scene.owner))
    ranks = np.empty(len(order))
    ranks[order] = np.arange(len(order)) - first[scene.owner[order]]
    table[:, COLUMN["rank"]] = np.minimum(ranks, 20)
    table[:, COLUMN["options"]] = np.log10(sizes)[scene.owner]
    table[:, COLUMN["only"]] = (sizes == 1)[scene.owner]


def _namesakes(scene: GroupEvidence, table: Table) -> None:
    """Which options are a province and a town in it of the same name; Kuala Selangor does not bear Selangor's."""
    for first, end in zip(scene.starts[:-1].tolist(), scene.starts[1:].tolist(), strict=True):
        hits = [option.hit for option in scene.options[first:end]]
        places = [hit.place for hit in hits if not is_longer(hit)]
        areas = {(p.country, p.admin1) for p in places if p.kind in ("admin1", "admin2")}
        towns = {(p.country, p.admin1) for p in places if p.kind == "city"}
        for row, hit in enumerate(hits, first):
            place = hit.place
            where = (place.country, place.admin1)
            if place.kind in ("admin1", "admin2") and where in towns:
                table[row, COLUMN["holds_namesake"]] = 1
            elif place.kind == "city" and not is_longer(hit) and where in areas:
                table[row, COLUMN["held_by_namesake"]] = 1


def is_longer(hit: Hit) -> bool:
    """Whether a name is only a part of the place's own, as Selangor of Kuala Selangor's; "Hualien" is that of Hualien City."""
    own, said = (set(fold(name).split()) for name in (hit.place.name, hit.name))
    return hit.strength != "strong" and said < own and not (own - said) <= TYPES.keys()


def _from_home(scene: GroupEvidence, table: Table, home: Place) -> None:
    """Where each option lies as seen from the outlet's home."""
    import numpy as np  # noqa: PLC0415

    table[:, COLUMN["home_known"]] = 1
    cosine = np.clip(scene.points @ _unit_points([home])[0], -1, 1)
    table[:, COLUMN["home_km"]] = np.log10(EARTH_KM * np.arccos(cosine) + 1)
    places = [option.hit.place for option in scene.options]
    in_country = np.array([place.country == home.country for place in places])
    table[:, COLUMN["home_country"]] = in_country
    table[:, COLUMN["home_admin1"]] = in_country & np.array([place.admin1 == home.admin1_code for place in places])


def moving(scene: GroupEvidence, table: Table, share: Table) -> None:
    """Fill in what the other names say, given how likely each option is.

    Args:
        scene: The article's groups.
        table: Changed in place.
        share: Row → probability within its group; those of a group sum to 1.
    """
    import numpy as np  # noqa: PLC0415

    groups = len(scene.groups)
    others = max(groups - 1, 1)
    table[:, COLUMN["others"]] = math.log1p(groups - 1)
    for name, code in (("country_share", scene.country), ("admin1_share", scene.admin1)):
        table[:, COLUMN[name]] = _share_elsewhere(scene, share, code) / others
    spoken = scene.demonyms[scene.country] & (scene.country >= 0)
    named = _share_elsewhere(scene, np.where(scene.is_country, share, 0), scene.country)
    table[:, COLUMN["country_named"]] = np.where(scene.is_country, 0, np.minimum(named + spoken, 1))
    named = _share_elsewhere(scene, np.where(scene.is_admin1, share, 0), scene.admin1)
    table[:, COLUMN["admin1_named"]] = np.where(scene.is_country | scene.is_admin1, 0, np.minimum(named, 1))
    holds = np.where(scene.is_country, table[:, COLUMN["country_share"]], 0)
    holds = np.where(scene.is_admin1, table[:, COLUMN["admin1_share"]], holds)
    table[:, COLUMN["holds_share"]] = holds + np.where(scene.is_country, spoken, 0)
    _distances(scene, table, share)


def _share_elsewhere(scene: GroupEvidence, share: Table, code: Table) -> Table:
    """Row → how much of the other groups' probability lies in the row's country or province."""
    import numpy as np  # noqa: PLC0415

    if not (code >= 0).any():
        return np.zeros(len(code))
    width = int(code.max()) + 1
    known = code >= 0
    cell = scene.owner * width + np.maximum(code, 0)
    per_cell = np.bincount(cell[known], share[known], minlength=len(scene.groups) * width)
    total = per_cell.reshape(-1, width).sum(axis=0)
    return np.where(known, total[np.maximum(code, 0)] - per_cell[cell], 0.0)


def _distances(scene: GroupEvidence, table: Table, share: Table) -> None:
    """How far each option is from the likeliest places of the other names."""
    import numpy as np  # noqa: PLC0415

    weight = np.where(scene.wide, 0.0, share)
    anchors = np.array(
        [s + int(np.argmax(weight[s:e])) for s, e in zip(scene.starts[:-1], scene.starts[1:], strict=True)]
    )
    sure = weight[anchors]
    anchors, sure = anchors[sure > 0.2], sure[sure > 0.2]
    if len(anchors) > MOST_ANCHORS:
        uses = np.array([len(group.mentions) for group in scene.groups])[scene.owner[anchors]]
        kept = np.sort(np.argsort(-uses, kind="stable")[:MOST_ANCHORS])
        anchors, sure = anchors[kept], sure[kept]
    if not len(anchors):
        table[:, COLUMN["nearest_km"]] = math.log10(FAR_KM)
        return
    cosine = np.clip(scene.points @ scene.points[anchors].T, -1, 1)
    km = EARTH_KM * np.arccos(cosine)
    own = scene.owner[:, None] == scene.owner[anchors][None, :]
    km = np.where(own, FAR_KM, km)
    table[:, COLUMN["nearest_km"]] = np.log10((km / np.maximum(sure, 0.3)[None, :]).min(axis=1) + 1)
    total = np.maximum(np.where(own, 0, sure).sum(axis=1), 1e-9)
    table[:, COLUMN["near_50"]] = (np.where(own, 0, sure) * (km <= 50)).sum(axis=1) / total
    table[:, COLUMN["near_200"]] = (np.where(own, 0, sure) * (km <= 200)).sum(axis=1) / total
