"""Mentions → the places they mean, all mentions of an article together, step by step.

1. Sentences without capitals, or in nothing but capitals, are read as prose is written (``lower_case.py``).
2. The places of all names are weighed together (``evidence.py``, ``features.py``, ``ranker.py``, ``agreement.py``), then
   each mention takes its own, with its role (``roles.py``) and its reason (``reasons.py``).
3. In another language a country goes by its name there, and nothing is surer than its mention (``other_languages.py``).
4. What has no place gets the area that the text gives for it (``within.py``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geobrief.gazetteer import Gazetteer, fold
from geobrief.mentions import is_other, recased
from geobrief.model import Alternative, Article, Mention, Place, Reason, Resolution
from geobrief.places.agreement import together
from geobrief.places.beside import inside
from geobrief.places.called import as_called
from geobrief.places.confidence import confidence
from geobrief.places.containers import Towns, container, find_towns
from geobrief.places.cues import make_groups
from geobrief.places.demonyms import demonym_countries, resolve_demonyms
from geobrief.places.descriptions import resolve_description
from geobrief.places.evidence import GroupEvidence, fixed, make_scene
from geobrief.places.features import COLUMN
from geobrief.places.groups import Group, Option, look_up
from geobrief.places.lower_case import as_in, as_written
from geobrief.places.offices import of_its_governor
from geobrief.places.other_languages import asked, in_language
from geobrief.places.ranker import Ranker, rank, ranker
from geobrief.places.reasons import why_doubtful, why_none, why_not_there, why_there
from geobrief.places.roles import role_of
from geobrief.places.senses import why_no_place
from geobrief.places.spellings import BEHIND, is_built, is_generic_site, is_road
from geobrief.places.ties import (
    AIRFIELD,
    at_the_newsroom,
    is_hamlet_beside,
    not_the_hamlet,
    not_the_longer,
    where_the_others_are,
)
from geobrief.places.verdict import ALTERNATIVES, Argument, MentionDecision, Verdict
from geobrief.places.within import with_areas
from geobrief.reasons import sentence

if TYPE_CHECKING:
    from numpy import ndarray

    Table = ndarray[Any, Any]

BLOCK = 5_000
"""Mentions that are weighed together. No article has as many; a list of a hundred thousand names is weighed in parts, so
that memory stays bounded."""

GENERIC_KM = 50.0
"""How far from the outlet's home a site of a common name may be; as the ranker's narrower circle."""

_WIDE = frozenset({"country", "territory", "region", "admin1"})
"""Kinds that say too little of where a road is that is named after them: "Illinois Route 159", "India Street"."""

NULL = 0.2
"""Confidence below which no place is given: four answers in five below it are wrong."""

SURE = 0.4
"""Confidence from which a place speaks for the other mentions of its name."""


_AREAS_ALONE = frozenset({"continent", "country", "region", "territory"})
"""Kinds of which the only bearer of a name is taken even then: the ranker was fitted on towns, and the middle of a region
is far from everything that is named in it."""


def resolve_places(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, *, arguments: list[Argument] | None = None
) -> list[Resolution]:
    """Article, mentions → resolutions, one for each mention, in order; null is an answer.

    Args:
        article: Its domain, through the gazetteer's table of outlets, is evidence.
        mentions: In text order.
        gazetteer: Which places names may mean.
        arguments: Takes what decided each mention, where somebody asks for it.
    """
    prose, odd = recased(article, gazetteer)
    read = prose if odd else article
    names = [as_in(read, mention) for mention in mentions] if odd else mentions
    found = with_areas(read, resolve_in_prose(read, names, gazetteer, arguments=arguments), gazetteer)
    return [as_written(one, mention, odd) for one, mention in zip(found, mentions, strict=True)] if odd else found


def resolve_in_prose(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, *, arguments: list[Argument] | None = None
) -> list[Resolution]:
    """Article, mentions → resolutions, where its names have their capitals, without the areas of what has no place."""
    if not is_other(article):
        return _resolve_all(article, mentions, gazetteer, arguments)
    found = _resolve_all(article, asked(mentions), gazetteer, arguments)
    return in_language(article, found, mentions, gazetteer)


def _resolve_all(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, arguments: list[Argument] | None
) -> list[Resolution]:
    """Every mention by what is weighed of all of them together, and by the mentions before it."""
    verdicts = by_mention(weigh(article, mentions, gazetteer))
    towns = find_towns(article, verdicts, mentions)
    adjectives = resolve_demonyms(mentions, verdicts, gazetteer)
    found: list[Resolution] = []
    for index, mention in enumerate(mentions):
        decision = None
        other_sense = why_no_place(article.text, mention, article.language)
        if other_sense:
            resolution = _no_place(mention, other_sense)
        elif index in adjectives:
            resolution = adjectives[index]
        elif mention.form == "description":
            resolution = resolve_description(mention, found, gazetteer)
        else:
            decision = decide(article, mentions, index, verdicts, towns)
            again = [mentions[i] for i in verdicts[index].group.mentions] if index in verdicts else []
            resolution = _resolution(mention, decision, gazetteer, again)
            if resolution.place is None and index in towns.beside:
                holder = verdicts[towns.beside[index]].ranked[0][0]
                why = why_not_there(mention.text, holder, gazetteer)
                resolution = replace(resolution, because=sentence(why), reasons=why)
        before = found[-1] if found else None
        found.append(replace(resolution, role=role_of(article, resolution, before)))
        if arguments is not None:
            arguments.append(Argument(decision, verdicts.get(index)))
    return found


def _no_place(mention: Mention, why: Reason) -> Resolution:
    """A mention that names something else than a place."""
    return replace(_placeless(mention, (why,)), sense="no place")


def _placeless(mention: Mention, why: tuple[Reason, ...], others: Sequence[Alternative] = ()) -> Resolution:
    """A mention without a place."""
    sure = round(mention.confidence, 4)
    return Resolution(mention, None, "background", sure, sentence(why), tuple(others), reasons=why)


def by_mention(verdicts: Sequence[Verdict]) -> dict[int, Verdict]:
    """Index of a mention → the verdict on its name."""
    return {index: verdict for verdict in verdicts for index in verdict.group.mentions}


def decide(
    article: Article, mentions: Sequence[Mention], index: int, verdicts: Mapping[int, Verdict], towns: Towns
) -> MentionDecision | None:
    """The places that a mention may mean, best first, or the town that holds it; None where nothing is known."""
    verdict = verdicts.get(index)
    built = is_built(mentions[index].text, article.text[mentions[index].end : mentions[index].end + BEHIND])
    if verdict is not None and index in towns.beside:
        return _inside(verdict, verdicts[towns.beside[index]], built=built)
    if verdict is not None and _is_astray(mentions[index].text, verdict):
        verdict = None
    if verdict is not None and (verdict.ranked[0][0].way != "named after" or verdict.ranked[0][1] > 0):
        told = as_called(article.text, mentions[index], MentionDecision(verdict.ranked, verdict.rows))
        return of_its_governor(article.text, mentions[index], told)
    held = container(mentions, index, towns) if built else None
    if held is None:
        return MentionDecision(verdict.ranked, verdict.rows) if verdict else None
    other, near = held
    option, odds = verdicts[other].ranked[0]
    return MentionDecision([(Option(option.hit, "within"), odds)], verdicts[other].rows[:1], near)


def _inside(verdict: Verdict, around: Verdict, *, built: bool) -> MentionDecision | None:
    """What a name means of which the text names the container: the best place in it; of a site, else the container."""
    within = inside(verdict, around.ranked[0][0].hit)
    if not within:
        if not built:
            return None
        option, odds = around.ranked[0]
        return MentionDecision([(Option(option.hit, "within"), odds)], around.rows[:1], "beside")
    return MentionDecision([verdict.ranked[n] for n in within], [verdict.rows[n] for n in within])


def _is_astray(text: str, verdict: Verdict) -> bool:
    """Whether a site of a common name is far from all else, or a road put in the whole state that it is named after."""
    option, row = verdict.ranked[0][0], verdict.rows[0]
    if option.way == "named after" and is_road(text):
        return option.hit.place.kind in _WIDE
    if not is_generic_site(text):
        return False
    home = row[COLUMN["home_known"]] and row[COLUMN["home_km"]] <= math.log10(GENERIC_KM)
    return not (home or row[COLUMN["near_50"]] > 0)


def weigh(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer, model: Ranker | None = None
) -> list[Verdict]:
    """Article, mentions → what was decided of each name that the gazetteer has, demonyms aside."""
    found = []
    for start in range(0, len(mentions), BLOCK):
        case = make_case(article, mentions[start : start + BLOCK], gazetteer)
        if case is None:
            continue
        scene, table = case
        fitted = model or ranker()
        odds = together(scene, table, rank(scene, table, fitted), fitted)
        verdicts = verdicts_of(scene, table, odds, _newsroom(article, gazetteer))
        for verdict in verdicts if start else ():
            verdict.group.mentions = [start + index for index in verdict.group.mentions]
        found += verdicts
    return found


def _newsroom(article: Article, gazetteer: Gazetteer) -> Place | None:
    """The city of a national outlet; a local one's is its home and evidence for every name."""
    outlet = gazetteer.outlet(article.domain) if article.domain else None
    return outlet.home if outlet is not None and outlet.scope == "national" else None


def make_case(
    article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[GroupEvidence, Table] | None:
    """Article, mentions → the places that its names may mean, with what is known before any is weighed."""
    meant = [
        index for index, mention in enumerate(mentions) if why_no_place(article.text, mention, article.language) is None
    ]
    numbers = [index for index in meant if mentions[index].form not in ("demonym", "description")]
    names = with_articles(article, [mentions[index] for index in numbers], gazetteer)
    groups, cues, texts = make_groups(article, names, look_up([mention.text for mention in names], gazetteer))
    if not groups:
        return None
    for group in groups:
        group.mentions = [numbers[index] for index in group.mentions]
    home = gazetteer.outlet_home(article.domain) if article.domain else None
    scene = make_scene(groups, home, demonym_countries([mentions[index] for index in meant], gazetteer))
    return scene, fixed(scene, cues, texts)


def with_articles(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, with the article before them where the gazetteer lists the name so ("the White House")."""
    longer = {
        index: f"the {mention.text}"
        for index, mention in enumerate(mentions)
        if article.text[max(0, mention.start - 4) : mention.start].lower() == "the "
    }
    known = gazetteer.known({fold(text) for text in longer.values()})
    return [
        replace(mention, text=longer[index]) if index in longer and fold(longer[index]) in known else mention
        for index, mention in enumerate(mentions)
    ]


def verdicts_of(scene: GroupEvidence, table: Table, odds: Table, newsroom: Place | None = None) -> list[Verdict]:
    """One verdict for each group.

    Args:
        scene: The article's names.
        table: Their features.
        odds: What the ranker says of each row.
        newsroom: Where a national paper is at home.
    """
    orders = [_order(scene, odds, number) for number in range(len(scene.groups))]
    named = frozenset((scene.options[order[0]].hit.place.key, scene.groups[n].name) for n, order in enumerate(orders))
    found = []
    for group, order in zip(scene.groups, orders, strict=True):
        settled = not_the_hamlet(scene, table, not_the_longer(scene, table, order, named))
        settled = where_the_others_are(scene, table, odds, settled)
        settled = at_the_newsroom(scene, table, odds, settled, newsroom)
        found.append(_verdict(scene, table, odds, group, settled))
    return found


def _order(scene: GroupEvidence, odds: Table, number: int) -> list[int]:
    """The rows of one group, likeliest first."""
    first, end = int(scene.starts[number]), int(scene.starts[number + 1])
    order = sorted(range(first, end), key=lambda row: (-odds[row], scene.options[row].hit.place.key))
    return [row for row in order if math.isfinite(odds[row])]


def _verdict(scene: GroupEvidence, table: Table, odds: Table, group: Group, order: list[int]) -> Verdict:
    """One group's options in order."""
    order = _town_or_province(scene, table, _strong_first(scene, table, order))
    return Verdict(
        group,
        [
            (scene.options[row], odd)
            for row, odd in zip(order, sorted((float(odds[r]) for r in order), reverse=True), strict=True)
        ],
        list(table[order]),  # a copy, so that the table of the whole article can be let go
    )


_EVIDENCE = ("held", "cue", "near_50", "admin1_named", "admin1_share", "home_admin1")
"""What speaks for a place by itself: the text puts it there, or names its neighbours."""


_SPEAKS = 0.1
"""Value from which a share counts as evidence."""


def _strong_first(scene: GroupEvidence, table: Table, order: list[int]) -> list[int]:
    """Of a place that only sometimes bears a name and one that always does, the latter, where nothing speaks for the former."""
    best = order[0]
    hit = scene.options[best].hit
    if hit.strength == "strong" or hit.name_kind in ("abbreviation", "code") or hit.place.kind in _WIDE:
        return order
    if any(table[best, COLUMN[name]] >= _SPEAKS for name in _EVIDENCE):
        return order
    strong = [
        row
        for row in order
        if scene.options[row].hit.strength == "strong" and not is_hamlet_beside(scene, table, row, best)
    ]
    return [strong[0], *[row for row in order if row != strong[0]]] if strong else order


def _town_or_province(scene: GroupEvidence, table: Table, order: list[int]) -> list[int]:
    """Of a town and the province of its name, the town, unless the text calls it a province.

    Outside North America the corpora mean the town ten times as often; the ranker, fitted on many American states,
    does not see it.
    """
    best = order[0]
    place = scene.options[best].hit.place
    is_area = bool(table[best, COLUMN["holds_namesake"]])
    if not (is_area or table[best, COLUMN["held_by_namesake"]]) or place.country in ("US", "CA", "AU"):
        return order
    wants_area = bool(table[best, COLUMN["cue"]] if is_area else table[best, COLUMN["cue_against"]])
    if wants_area == is_area:
        return order
    other = COLUMN["held_by_namesake" if is_area else "holds_namesake"]
    rivals = [
        row
        for row in order[1:]
        if table[row, other]
        and scene.options[row].hit.place.admin1 == place.admin1
        and scene.options[row].hit.place.country == place.country
        and (is_area or table[row, COLUMN["cue"]])
        and not scene.options[row].hit.place.key.startswith(AIRFIELD)
    ]
    return [rivals[0], *[row for row in order if row != rivals[0]]] if rivals else order


def _is_sure_elsewhere(decision: MentionDecision, again: Sequence[Mention]) -> bool:
    """Whether the article surely means the place by the same name elsewhere: it means one place by a name."""
    calibration = ranker().calibration
    return any(confidence(other, decision.ranked, calibration, decision.near)[0] >= SURE for other in again)


def _resolution(
    mention: Mention, decision: MentionDecision | None, gazetteer: Gazetteer, again: Sequence[Mention]
) -> Resolution:
    """A decision → what the reader gets.

    Args:
        mention: The name.
        decision: Its places, best first.
        gazetteer: Their records.
        again: All mentions of the name in the article.
    """
    if decision is None:
        return _placeless(mention, why_none(mention.text))
    sure = confidence(mention, decision.ranked, ranker().calibration, decision.near)
    others = [
        Alternative(gazetteer.full(option.hit.place), share)
        for (option, _), share in zip(decision.ranked, sure, strict=True)
    ]
    alone = len(decision.ranked) == 1 and decision.ranked[0][0].hit.place.kind in _AREAS_ALONE
    if sure[0] < NULL and not alone and not _is_sure_elsewhere(decision, again):
        others.sort(key=lambda other: -other.confidence)
        return _placeless(mention, why_doubtful(mention.text, decision.ranked, gazetteer), others[:ALTERNATIVES])
    why = why_there(mention.text, decision.ranked, decision.rows, decision.near, gazetteer)
    rest = tuple(others[1 : ALTERNATIVES + 1])
    return Resolution(mention, others[0].place, "background", sure[0], sentence(why), rest, reasons=why)
