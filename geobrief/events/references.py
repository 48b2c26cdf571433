"""Reports of one article put in order: words that only govern another event go, "the withdrawal" refers back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from geobrief.events.coding import Coded, touches
from geobrief.events.figures_of_speech import is_figure_of_speech
from geobrief.events.kinds import event_kinds
from geobrief.events.noun_phrases import is_actor_noun
from geobrief.events.status import told_as_over
from geobrief.events.triggers import find_matches, lemma, word_classes
from geobrief.events.words import BE_FORMS, Token, tokens_of
from geobrief.model import Article, EventReport, Resolution, Status, TimeExpression

_GOVERNS: dict[str, frozenset[Status]] = {
    "demand": frozenset({"demanded"}),
    "agreement_signed": frozenset({"planned"}),
    "statement": frozenset({"planned", "demanded", "denied"}),
    "policy": frozenset({"planned", "demanded"}),
}
"""Kinds whose trigger may only say of another event that it is asked for, agreed or announced."""
_NEAR = 80
"""Characters between a governing word and the event that it governs, at most."""
_DEFINITE = ("the ", "this ", "that ", "its ", "their ", "such ")
_LATER = 5
"""Reports further on in which the time of an undated event is looked for."""
_KIN = frozenset({"fighting", "civilians", "unrest", "harm"})
"""Families in which one event goes by several kinds: an attack, an explosion, a killing."""
_DOUBT = 0.85
"""What a reference that was followed leaves of the confidence (judged)."""
_SEEN = 200
"""Characters on either side of a noun in which its predicate stands: more than a dozen words."""
_SAID = frozenset({"demand", "statement"})
"""Kinds that are nothing unless somebody is named who says it: "in response to requests"."""
_CLEAR = 0.6
"""Strength from which a noun may point at an event told before."""
_POINTED = 0.6
"""Probability of the kind of such a noun (judged)."""
_DEATHS = frozenset("die death dead casualty fatality drown injure injury hurt".split())
"""Triggers that tell of deaths and wounds without their cause."""
_HITS = frozenset({"hit", "strike", "damage", "destroy"})
"""Triggers that tell what a strike did to a building."""
_STRIKES = frozenset({"air_strike", "shelling"})
_SUDDEN = frozenset({"disaster", "accident", "protest", "riot", "air_strike", "shelling"})
"""Kinds whose dead are of the same day; those of an outbreak are not."""
_ARMED = frozenset({"violence", "fire_arms", "suicide"})
"""Classes of the words that tell of a killer or a weapon."""
_BE_REACH = 3
"""Words between a form of "be" and its participle: "were also reportedly killed"."""
_ONE_OF_ITS_KIND = frozenset({"coup"})
"""Kinds of which an article seldom tells two."""
_OLD_TREATY = frozenset({"agreement_signed"})


def without_echoes(reports: Sequence[EventReport], effects: frozenset[int]) -> list[EventReport]:
    """One report of a sentence for each kind and status; what an event did, and what was merely said, only alone.

    Args:
        reports: The reports of one sentence.
        effects: Starts of the triggers that tell what an event did ("killed").
    """
    reports = [report for report in reports if not _names_the_doers(report, reports)]
    best: dict[tuple[str, Status], EventReport] = {}
    for report in sorted(reports, key=lambda report: (-report.confidence, report.start)):
        key = (report.kind, report.status)
        best[key] = _completed(best[key], report) if key in best else report
    physical = any(event_kinds()[report.kind].physical and report.start not in effects for report in best.values())
    strong = any(not event_kinds()[report.kind].weak for report in best.values())
    kept = [
        report
        for report in best.values()
        if not (report.start in effects and physical)
        and not (event_kinds()[report.kind].weak and strong)
        and (report.who or report.where or report.kind not in _SAID)
    ]
    return sorted(kept, key=lambda report: report.start)


def _names_the_doers(report: EventReport, reports: Sequence[EventReport]) -> bool:
    """Whether a trigger only says who does what another one tells: "protesters looted shops"."""
    if not is_actor_noun(report.trigger.lower()):
        return False
    return any(
        actor.start <= report.start and report.end <= actor.end
        for other in reports
        if other is not report
        for actor in other.who
    )


def _completed(report: EventReport, echo: EventReport) -> EventReport:
    """A report with what only its second trigger says: "sealed in talks between A and B, during a meeting on Friday"."""
    return replace(
        report,
        who=report.who or echo.who,
        when=echo.when if report.when is None else report.when,
        direction=echo.direction if report.when is None else report.direction,
        where=report.where or echo.where,
    )


def without_governors(reports: Sequence[EventReport]) -> list[EventReport]:
    """Leave out the demand in "demanded the withdrawal", and the treaty in "ended the treaty"."""
    kept = []
    for _, group in groupby(reports, key=lambda report: report.sentence.start):
        told = list(group)
        kept += [report for report in told if not any(_governs(report, other) for other in told)]
    return kept


def _governs(report: EventReport, other: EventReport) -> bool:
    if report.sentence != other.sentence or report is other:
        return False
    if other.kind == "agreement_ended" and report.kind in _OLD_TREATY:
        return lemma(report.trigger) not in ("sign", "ratify", "reach", "conclude")
    ahead = 0 <= other.start - report.end <= _NEAR
    return ahead and other.status in _GOVERNS.get(report.kind, frozenset())


def follow_references(
    article: Article, reports: Sequence[EventReport], resolutions: Sequence[Resolution]
) -> list[EventReport]:
    """Give "the withdrawal" the status, place and time that the article told of it before.

    A definite noun without a date of its own refers to the event of its kind told first, which is the one that the
    article is about. It takes that event's status, time and place; its own sentence's place only where that one has none.
    """
    told: dict[str, EventReport] = {}
    out: list[EventReport] = []
    for report in reports:
        before = told.get(report.kind)
        if before and _refers(article, report):
            report = _as_before(report, before)  # noqa: PLW2901 – the report from here on is the completed one
        elif before is None or (report.where and not before.where):
            told[report.kind] = report
        out.append(report)
    return [_at_the_only_place(report, out, resolutions) for report in out]


def told_again(
    tokens: tuple[Token, ...], coded: Sequence[Coded], kinds: Iterable[str], taken: Sequence[tuple[int, int]]
) -> list[Coded]:
    """Return the nouns of a sentence that point at an event told before: "the withdrawal has already begun".

    Args:
        tokens: The words of the sentence.
        coded: The events that it tells by itself.
        kinds: The kinds that the article has told so far.
        taken: Offsets of the sentence's names and dates, in the order of the text and apart.
    """
    told = {item.kind for item in coded}
    before = frozenset(kinds)
    covered = {index for item in coded for index in range(item.match.first, item.match.last + 1)}
    out: list[Coded] = []
    for match in find_matches(tokens):
        points = match.word_class == "noun" and match.kind in before - told and event_kinds()[match.kind].physical
        if not points or match.strength < _CLEAR or match.barred or covered & set(range(match.first, match.last + 1)):
            continue
        start, end = tokens[match.first].start, tokens[match.last].end
        if (
            touches(taken, start, end)
            or not _is_definite(tokens, match.first)
            or is_figure_of_speech(tokens, match, match.kind)
        ):
            continue
        out.append(Coded(match, match.kind, _POINTED, by_lexicon=match.holds))
        told.add(match.kind)
    return out


def _is_definite(tokens: Sequence[Token], first: int) -> bool:
    """Whether "the" or "this" stands before a noun, or before the one adjective that it has."""
    before = [token.low for token in tokens[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in ("the", "this") or (before[0] in ("the", "this") and before[-1].isalpha()))


def deaths_by_cause(
    article: Article, reports: Sequence[EventReport], resolutions: Sequence[Resolution]
) -> list[EventReport]:
    """Give "forty people died" to the flood, the outbreak, the accident or the protest that the article told of before.

    The words alone are taken for an attack, as the dead of most news are. Where no cause was told, they stay one, and
    also where their own sentence names somebody who killed or a weapon. In the same way "the hospital was hit" is part
    of the strikes just told.
    """
    out: list[EventReport] = []
    first: EventReport | None = None
    for report in reports:
        cause = _cause(article, report, out[-_LATER:], first)
        out.append(_of_cause(report, cause, resolutions) if cause else report)
        if first is None and (_kills(report) or _is_unrest(report)):
            first = out[-1]
    return out


def _cause(
    article: Article, report: EventReport, recent: Sequence[EventReport], first: EventReport | None
) -> EventReport | None:
    """The event told before of which a report only tells what it did, or None: the last one, or the article's first."""
    word = lemma(report.trigger)
    if report.kind == "accident" and word in _HITS and _is_bare(article, report):
        cause = next((other for other in reversed(recent) if _kills(other)), None)
        named = article.text.startswith(" by ", report.end)  # "was hit by a train"
        return cause if cause and cause.kind in _STRIKES and not named else None
    if report.kind != "attack_on_civilians":
        return None
    bare = word == "kill" and _is_bare(article, report)
    if word not in _DEATHS and not bare:
        return None
    cause = next((other for other in reversed(recent) if _kills(other) or (bare and _is_unrest(other))), first)
    families = ("harm", "unrest") if bare else ("harm",)
    return cause if cause and event_kinds()[cause.kind].family in families else None


def _of_cause(report: EventReport, cause: EventReport, resolutions: Sequence[Resolution]) -> EventReport:
    """The report as one of its cause: with its place where it names none, and its day if it was at the same place."""
    because = f"{report.because[:-1]}; the article speaks of “{cause.trigger}”."
    report = replace(report, kind=cause.kind, because=because)
    places = [resolutions[told[0].resolution].place for told in (report.where, cause.where) if told]
    if report.when is None and cause.kind in _SUDDEN and (not report.where or places[:1] == places[1:]):
        report = replace(report, when=cause.when, direction=cause.direction)
    if report.where or not cause.where:
        return report
    return replace(report, where=cause.where, confidence=round(report.confidence * _DOUBT, 3))


def _is_bare(article: Article, report: EventReport) -> bool:
    """Whether a passive names no doer, and its sentence no weapon and nobody armed: "34 people were killed"."""
    if any(actor.role == "source" for actor in report.who):
        return False
    begin = max(report.sentence.start, report.start - _SEEN)
    words = tokens_of(article.text, begin, min(report.sentence.end, report.end + _SEEN))
    before = [token.low for token in words if token.end <= report.start][-_BE_REACH:]
    if not any(low in BE_FORMS for low in before) and not (before and before[-1].isdigit()):
        return False
    return not any(_ARMED & word_classes(token.low) for token in words)


def _is_unrest(report: EventReport) -> bool:
    told = report.status in ("done", "under way", "past")
    return told and event_kinds()[report.kind].family == "unrest"


def _kills(report: EventReport) -> bool:
    return report.status != "denied" and event_kinds()[report.kind].family in {"harm", "fighting", "civilians"}


def _at_the_only_place(
    report: EventReport, reports: Sequence[EventReport], resolutions: Sequence[Resolution]
) -> EventReport:
    """A coup without a place is the coup of the article, where that speaks of one only."""
    if report.where or report.kind not in _ONE_OF_ITS_KIND or report.trigger.lower().endswith("coups"):
        return report
    placed = [other for other in reports if other.kind == report.kind and other.where]
    countries = {place.country for other in placed if (place := resolutions[other.where[0].resolution].place)}
    if len(countries) != 1:
        return report
    because = f"{report.because[:-1]}; its place is that of “{placed[0].trigger}”, the only one of the article."
    return replace(report, where=placed[0].where, because=because, confidence=round(report.confidence * _DOUBT, 3))


def date_from_later(reports: Sequence[EventReport], dates: Sequence[TimeExpression]) -> list[EventReport]:
    """Give an undated event the time that is told of it further on.

    "The attack took place on 15 January" dates the attack of the sentence before it.

    Only the next reports are read, only of the same kind or family, and only a day is taken: years are background.
    """
    out = []
    for index, report in enumerate(reports):
        later = None
        if report.when is None and report.status in ("done", "under way"):
            following = reports[index + 1 : index + 1 + _LATER]
            later = next((other for other in following if _names_day(other, dates) and _same(report, other)), None)
        if later is None:
            out.append(report)
            continue
        because = f"{report.because[:-1]}; its time stands with “{later.trigger}” further on."
        out.append(replace(report, when=later.when, direction=later.direction, because=because))
    return out


def _names_day(report: EventReport, dates: Sequence[TimeExpression]) -> bool:
    return report.when is not None and dates[report.when].when.precision == "day"


def _same(report: EventReport, later: EventReport) -> bool:
    if later.status not in ("done", "under way") or report.sentence == later.sentence:
        return False
    kinds = event_kinds()
    kin = kinds[report.kind].family == kinds[later.kind].family and kinds[report.kind].family in _KIN
    return later.kind == report.kind or kin


def _refers(article: Article, report: EventReport) -> bool:
    left = article.text[max(report.sentence.start, report.start - 24) : report.start].lower()
    words = [word.strip("“”\"'‘’(") for word in left.split()]
    definite = any(f"{word} " in _DEFINITE for word in words[-2:])
    told = report.when is None and report.status == "done" and not _is_over(article, report)
    shouted = article.text[report.sentence.start : report.sentence.end].isupper()
    return definite and told and (report.trigger[:1].islower() or shouted)


def _is_over(article: Article, report: EventReport) -> bool:
    """Whether the sentence says itself what became of the event: "the withdrawal is complete"."""
    before = tokens_of(article.text, max(report.sentence.start, report.start - _SEEN), report.start)
    after = tokens_of(article.text, report.end, min(report.sentence.end, report.end + _SEEN))
    return told_as_over([token.low for token in reversed(before)], [token.low for token in after]) is not None


def _as_before(report: EventReport, before: EventReport) -> EventReport:
    where = before.where or report.where
    return replace(
        report,
        status=before.status,
        where=where,
        when=before.when,
        direction=before.direction,
        confidence=round(report.confidence * _DOUBT, 3),
        because=f"{report.because[:-1]}; “{report.trigger}” refers to what “{before.trigger}” told before.",
    )
