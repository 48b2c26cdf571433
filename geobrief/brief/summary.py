"""A group of tellings → one ``Event``: the facts that most tellings support, cited."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from geobrief.brief.document import direction_of
from geobrief.brief.originals import cite_earliest
from geobrief.brief.quotes import best_first
from geobrief.brief.tellings import Telling, bounds
from geobrief.brief.who import doers, who_takes_part
from geobrief.events import event_kinds
from geobrief.model import (
    SALIENCES,
    Actor,
    Article,
    CitedFigure,
    DatePrecision,
    Event,
    EventActor,
    EventPlace,
    EventReport,
    LabelPart,
    Place,
    PlaceRecord,
    Role,
    Status,
    When,
)

_PRECISION: Mapping[DatePrecision, int] = {
    "day": 0,
    "days": 1,
    "week": 2,
    "period": 3,
    "month": 3,
    "season": 4,
    "quarter": 4,
    "year": 5,
    "decade": 6,
    "century": 7,
    "unknown": 9,
}
"""From exact to vague."""

_BEFORE = frozenset({"by", "before", "until"})
_AFTER = frozenset({"since", "after"})
_PREPOSITION: Mapping[Role, str] = {"scene": "in", "origin": "from", "destination": "to"}
_LEAST_SUPPORT = 0.34
"""Times the tellings of the place that most of them name: a place named less often is one sentence's slip."""


def summarise(group: Sequence[Telling], stories: Mapping[str, str]) -> Event:
    """Return the event that ``group`` tells.

    Args:
        group: Reports of one event, most specific first.
        stories: Id of an article → id of the article whose story it copies.
    """
    kind = _kind(group)
    where = _where(group)
    who = who_takes_part(group)
    articles = {telling.article.id for telling in group}
    label = _label(group, kind, who, where)
    surest = _surest(group, where[0][0].id if where else None)
    return Event(
        id=_id(group),
        kind=kind,
        label=label,
        status=_status(group),
        main=any(telling.report.main for telling in group),
        when=_when(group),
        where=tuple(EventPlace(place.id, role, _named(group, place)) for place, role in where),
        who=tuple(EventActor(name=actor.name, role=actor.role) for actor in who),
        citations=best_first(
            label,
            cite_earliest((telling.citation for telling in group), _articles(group), stories),
            (*(place.name for place, _ in where), *(actor.name for actor in who)),
        ),
        articles=len(articles),
        independent=len({stories.get(article, article) for article in articles}),
        confidence=round(surest.confidence, 3),
        figures=_figures(group, stories),
        salience=min((telling.report.salience for telling in group), key=SALIENCES.index),
        label_parts=_best_label(group),
        confidences=surest.confidences,
    )


def _kind(group: Sequence[Telling]) -> str:
    """Return the kind that most of its tellings are of, the most specific one's among equals."""
    return Counter(telling.report.kind for telling in group).most_common(1)[0][0]


def _surest(group: Sequence[Telling], place: str | None) -> EventReport:
    """Return the surest report of those that put the event where it is drawn.

    One that is surer of another place, or names none, says nothing of this one: an event is never surer than the
    mention that places it.
    """
    leading = [telling for telling in group if telling.places and telling.places[0][0].id == place]
    naming = [telling for telling in group if any(known.id == place for known, _ in telling.places)]
    return max((telling.report for telling in leading or naming or group), key=lambda report: report.confidence)


def surest_of(place: str | None, parts: Sequence[Event]) -> Event:
    """Return the surest of some events that become one at a place, of those that are there: see :func:`_surest`."""
    there = [part for part in parts if (part.where[0].place if part.where else None) == place]
    return max(there or parts, key=lambda part: part.confidence)


def _named(group: Sequence[Telling], place: Place) -> str | None:
    """Return the name that every telling which puts the event into this area gives, and whose position nobody knows."""
    names = [
        telling.named.get(place.id) for telling in group if any(known.id == place.id for known, _ in telling.places)
    ]
    return names[0] if all(names) else None


def _best_label(group: Sequence[Telling]) -> tuple[LabelPart, ...]:
    """Return the label of the telling that says most: no mere quote, the event no aside of it, of a main event, the surest.

    What is told of it as a whole (its kind, and whether it happened) is what its label should say.
    """
    labelled = [telling.report for telling in group if telling.report.label]
    if not labelled:
        return ()
    kind, status = _kind(group), _status(group)
    return max(
        labelled,
        key=lambda report: (
            report.label[0].role != "quote",
            not _is_an_aside(report),
            report.kind == kind,
            report.status == status,
            report.main,
            sum(part.role != "status" for part in report.label),
            report.confidence,
        ),
    ).label


_ASIDE = re.compile(r"\b(?:since|after|following|until|before|amid|despite|because of)\b[^,;:]*$", re.IGNORECASE)
"""Words of a label behind which it names an event only to say when or why another one was."""


def _is_an_aside(report: EventReport) -> bool:
    text = " ".join(part.text for part in report.label)
    before, found, _ = text.partition(report.trigger)
    return bool(found) and _ASIDE.search(before) is not None


def _label(group: Sequence[Telling], kind: str, who: Sequence[Actor], where: Sequence[tuple[Place, Role]]) -> str:
    parts = _best_label(group)
    return " ".join(part.text for part in parts) if parts else label_of(kind, who, where)


def _id(group: Sequence[Telling]) -> str:
    """Return the least hash of the reports: an added article leaves the id as it is, as a rule."""
    hashes = (
        hashlib.sha256(f"{telling.article.id}:{telling.report.start}:{telling.report.end}".encode()).hexdigest()
        for telling in group
    )
    return f"e-{min(hashes)[:16]}"


def _when(group: Sequence[Telling]) -> When:
    """Return the most exact interval; among equals the one that most tellings give in the sentence itself, then that most give.

    A day from a dateline is that of the report: another article's sentence knows better when it was.
    """
    known = [telling.when for telling in group if bounds(telling.when) is not None]
    if not known:
        told = next((telling.when for telling in group if telling.when.text), group[0].when)
        return _with_open_ends(told)
    support = Counter((when.start, when.end) for when in known)
    said = Counter((telling.when.start, telling.when.end) for telling in group if _says_when(telling))
    # "After July" is said of what followed: it dates an event only where nothing else does.
    best = min(
        known,
        key=lambda when: (
            when.direction in _AFTER,
            _PRECISION[when.precision],
            -said[(when.start, when.end)],
            -support[(when.start, when.end)],
        ),
    )
    return _with_open_ends(best)


def _says_when(telling: Telling) -> bool:
    return telling.when.text is not None and telling.when.text in telling.citation.quote


def _with_open_ends(when: When) -> When:
    """An event "by 15 September" has no first day, one "since March" no last."""
    start = None if when.direction in _BEFORE and when.end is not None else when.start
    end = None if when.direction in _AFTER and when.start is not None else when.end
    return When(
        start=start,
        end=end,
        precision=when.precision,
        text=when.text,
        basis=when.basis,
        direction=direction_of(start, end),
    )


def _where(group: Sequence[Telling]) -> list[tuple[Place, Role]]:
    """Return the places of the event, those first that most tellings name, small ones before large ones."""
    support: Counter[str] = Counter()
    roles: dict[str, Counter[Role]] = {}
    places: dict[str, Place] = {}
    for telling in group:
        for place, role in telling.places:
            support[place.id] += 1
            roles.setdefault(place.id, Counter())[role] += 1
            places[place.id] = place
    least = _LEAST_SUPPORT * max(support.values(), default=0)
    first = {place.id: rank for rank, (place, _) in enumerate(group[0].places)}
    places = {key: place for key, place in places.items() if support[key] >= least}
    ranked = sorted(places, key=lambda key: (first.get(key, len(first)), -support[key], places[key].name))
    return [(places[key], roles[key].most_common(1)[0][0]) for key in ranked]


def _status(group: Sequence[Telling]) -> Status:
    """Return the status that most tellings give; among equals that of the newest article.

    Where the newest article alone tells of it in the present, it knows best: what was planned in May was done by September.
    """
    support = Counter(telling.report.status for telling in group)
    newest = sorted(group, key=lambda telling: (_published(telling), -telling.report.start), reverse=True)
    last = {telling.report.status for telling in newest if _published(telling) == _published(newest[0])}
    if len(last) == 1 and last <= {"done", "under way"} and _published(newest[0]) > _published(newest[-1]):
        return newest[0].report.status
    return max((telling.report.status for telling in newest), key=lambda status: support[status])


def _published(telling: Telling) -> int:
    last = telling.article.published.end
    return last.toordinal() if last else 0


def label_of(kind: str, who: Sequence[Actor | EventActor], where: Sequence[tuple[Place | PlaceRecord, Role]]) -> str:
    """Return kind, actor and place in words: "Withdrawal of forces: US troops, from Niger"."""
    label = event_kinds()[kind].label
    names = doers(kind, who)
    if names:
        label += f": {' and '.join(names)}"
    if where and [where[0][0].name] != names:  # "End of an agreement: Niger, in Niger" says it twice
        place, role = where[0]
        label += f"{',' if names else ''} {_PREPOSITION.get(role, 'in')} {place.name}"
    return label


def _articles(group: Sequence[Telling]) -> Mapping[str, Article]:
    return {telling.article.id: telling.article for telling in group}


def _figures(group: Sequence[Telling], stories: Mapping[str, str]) -> tuple[CitedFigure, ...]:
    """Return the figures, each with its sentence; one that a copy only repeats is that of the earliest article."""
    told = [(figure, telling.citation) for telling in group for figure in telling.report.figures]
    cited = cite_earliest((citation for _, citation in told), _articles(group), stories)
    copies = {(citation.article, citation.start) for citation in cited if citation.copy_of}
    figures: dict[tuple[str, float, str, str], CitedFigure] = {}
    for figure, citation in told:
        if (citation.article, citation.start) in copies:
            continue
        key = (figure.what, figure.value, figure.unit, citation.article)
        made = CitedFigure(figure.what, figure.value, figure.unit, figure.text, citation)
        figures.setdefault(key, made)
    return tuple(figures[key] for key in sorted(figures))
