"""Mentions → the places they mean, all mentions of an article together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geobrief.gazetteer import Gazetteer
from geobrief.model import Alternative, Article, Mention, Place, Resolution
from geobrief.places.confidence import confidence
from geobrief.places.context import make_groups
from geobrief.places.demonyms import demonym_countries, resolve_demonyms
from geobrief.places.evidence import Scene, fixed, make_scene
from geobrief.places.options import Group, Option, look_up
from geobrief.places.ranker import Ranker, rank, ranker
from geobrief.places.reasons import reason, why_none
from geobrief.places.roles import role_of

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

ALTERNATIVES = 5


@dataclass(slots=True)
class Verdict:
    """What was decided of one group: its options, best first, with log-odds and features."""

    group: Group
    ranked: list[tuple[Option, float]]
    rows: list[Table] = field(default_factory=list)
    """The features of each option in ``ranked``."""


def resolve_places(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Resolution]:
    """Article, mentions → resolutions, one for each mention, in order; null is an answer.

    Args:
        article: Its domain, through the gazetteer's table of outlets, is evidence.
        mentions: In text order.
        gazetteer: Which places names may mean.
    """
    verdicts = weigh(article, mentions, gazetteer)
    model = ranker()
    by_mention = {index: verdict for verdict in verdicts for index in verdict.group.mentions}
    adjectives = resolve_demonyms(mentions, by_mention, gazetteer)
    found = []
    for index, mention in enumerate(mentions):
        if index in adjectives:
            found.append(adjectives[index])
        elif index in by_mention:
            found.append(_resolution(article, mention, by_mention[index], model, gazetteer))
        else:
            found.append(Resolution(mention, None, "background", mention.confidence, why_none(mention.text)))
    return [_with_role(article, resolution) for resolution in found]


def weigh(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, model: Ranker | None = None
) -> list[Verdict]:
    """Article, mentions → what was decided of each name that the gazetteer has, demonyms aside."""
    case = make_case(article, mentions, gazetteer)
    if case is None:
        return []
    scene, table = case
    odds = rank(scene, table, model or ranker())
    return [_verdict(scene, table, odds, number) for number in range(len(scene.groups))]


def make_case(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Scene, Table] | None:
    """Article, mentions → the places that its names may mean, with what is known before any is weighed."""
    numbers = [index for index, mention in enumerate(mentions) if mention.form != "demonym"]
    names = [mentions[index] for index in numbers]
    groups, cues, texts = make_groups(article, names, look_up([mention.text for mention in names], gazetteer))
    if not groups:
        return None
    for group in groups:
        group.mentions = [numbers[index] for index in group.mentions]
    home = gazetteer.outlet_home(article.domain) if article.domain else None
    scene = make_scene(groups, home, demonym_countries(mentions, gazetteer))
    return scene, fixed(scene, cues, texts)


def _verdict(scene: Scene, table: Table, odds: Table, number: int) -> Verdict:
    """One group's options in order."""
    first, end = int(scene.starts[number]), int(scene.starts[number + 1])
    order = sorted(range(first, end), key=lambda row: (-odds[row], scene.options[row].hit.place.key))
    order = [row for row in order if math.isfinite(odds[row])]
    return Verdict(
        scene.groups[number], [(scene.options[row], float(odds[row])) for row in order], [table[row] for row in order]
    )


def _resolution(article: Article, mention: Mention, verdict: Verdict, model: Ranker, gazetteer: Gazetteer) -> Resolution:
    """A mention of a group that was decided."""
    sure = confidence(mention, verdict.ranked, model.calibration)
    best = verdict.ranked[0][0]
    others = [
        Alternative(gazetteer.full(option.hit.place), share)
        for (option, _), share in zip(verdict.ranked[1 : ALTERNATIVES + 1], sure[1:], strict=False)
    ]
    return Resolution(
        mention,
        gazetteer.full(best.hit.place),
        "background",
        sure[0],
        reason(mention.text, verdict.ranked, verdict.rows, gazetteer),
        tuple(others),
    )


def _with_role(article: Article, resolution: Resolution) -> Resolution:
    return Resolution(
        resolution.mention,
        resolution.place,
        role_of(article, resolution),
        resolution.confidence,
        resolution.because,
        resolution.alternatives,
    )
