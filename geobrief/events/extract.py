"""Article, places, dates → reports of events: one a sentence and kind, with everything the sentence says of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geobrief.events.actors import find_actors
from geobrief.events.clause_context import StatusReading
from geobrief.events.clauses import agreed_upon, cannot_date, settle_day
from geobrief.events.coding import Coded, code_sentence, code_trigger
from geobrief.events.confidence import kind_inputs, place_inputs, report_confidence
from geobrief.events.day_link import choose_day
from geobrief.events.day_told import date_from_happening
from geobrief.events.figures import figures_of
from geobrief.events.figures_of_speech import is_figure_of_speech
from geobrief.events.kinds import event_kinds
from geobrief.events.noun_phrases import Names, names_of
from geobrief.events.references import (
    date_from_later,
    deaths_by_cause,
    follow_references,
    told_again,
    without_echoes,
    without_governors,
)
from geobrief.events.scene import Scene, find_scene
from geobrief.events.sides import Sides, look_again
from geobrief.events.status import read_status
from geobrief.events.words import Token, tokens_of
from geobrief.model import Actor, Article, EventReport, Figure, Resolution, Sentence, TimeExpression

HISTORY = timedelta(days=183)
"""An event that ended longer than this before the publication is told as background."""
LEAD = 3
"""Sentences of the body in which the main event is looked for when the title tells none."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with everything that was found in it."""

    sentence: Sentence
    passage: str
    tokens: tuple[Token, ...]
    dates: tuple[tuple[int, TimeExpression], ...]
    places: tuple[int, ...]
    """Indices of the resolutions inside."""
    figures: tuple[Figure, ...]
    names: Names


def extract_events(
    article: Article,
    resolutions: Sequence[Resolution],
    dates: Sequence[TimeExpression],
    *,
    triggers: Sequence[tuple[int, int]] | None = None,
) -> list[EventReport]:
    """Return the events that an article tells, in the order of its text.

    Args:
        article: The article; its title and body are read.
        resolutions: Its mentions with their places, in the order of the text.
        dates: Its time expressions, in the order of the text.
        triggers: Offsets (start, end) of the triggers to code. Then just those are coded, in the order given,
            and each gets a report; one that lies in no sentence is left out.
    """
    lines = _lines(article, resolutions, dates)
    if triggers is not None:
        return [report for span in triggers if (report := _given(article, lines, resolutions, span))]
    reports: list[EventReport] = []
    kinds: set[str] = set()
    for number, line in enumerate(lines):
        if line.passage not in ("title", "body"):
            continue
        taken = _taken(line, resolutions)
        coded = [
            item
            for item in code_sentence(line.tokens, taken=taken, headline=line.passage == "title")
            if not is_figure_of_speech(line.tokens, item.match, item.kind)
        ]
        coded += told_again(line.tokens, coded, kinds, taken)
        firsts = sorted(item.match.first for item in coded)
        made = [_report(article, line, number, item, firsts=firsts, resolutions=resolutions) for item in coded]
        effects = frozenset(line.tokens[item.match.first].start for item in coded if item.match.effect)
        told = _figures_of_doers(without_echoes([r for r in made if r], effects))
        kinds |= {report.kind for report in told}
        reports += told
    reports = deaths_by_cause(article, without_governors(reports), resolutions)
    reports = date_from_happening(follow_references(article, reports, resolutions), lines)
    return _mark_main(date_from_later(reports, dates), lines)


def _lines(article: Article, resolutions: Sequence[Resolution], dates: Sequence[TimeExpression]) -> list[_Line]:
    starts = [sentence.start for sentence in article.sentences]
    places: list[list[int]] = [[] for _ in starts]
    times: list[list[tuple[int, TimeExpression]]] = [[] for _ in starts]
    for index, resolution in enumerate(resolutions):
        at = bisect_right(starts, resolution.mention.start) - 1
        if at >= 0:
            places[at].append(index)
    for index, expression in enumerate(dates):
        at = bisect_right(starts, expression.start) - 1
        if at >= 0:
            times[at].append((index, expression))
    kinds = {
        sentence.start: next((p.kind for p in article.passages if p.start <= sentence.start < p.end), "body")
        for sentence in article.sentences
    }
    return [
        _Line(
            sentence=sentence,
            passage=kinds[sentence.start],
            tokens=tokens,
            dates=tuple(times[number]),
            places=tuple(places[number]),
            figures=tuple(figures_of(tokens, article.text)),
            names=names_of(tokens, [resolutions[index] for index in places[number]]),
        )
        for number, sentence in enumerate(article.sentences)
        for tokens in [tokens_of(article.text, sentence.start, sentence.end)]
    ]


def _figures_of_doers(reports: Sequence[EventReport]) -> list[EventReport]:
    """Leave a number that counts the doers of one event of a sentence to the events in which they take part.

    "A hundred instructors arrived while the garrison left": a hundred is how many arrived.
    """

    def counts(figure: Figure, report: EventReport, roles: Collection[str]) -> bool:
        return any(a.role in roles and a.start < figure.end and figure.start < a.end for a in report.who)

    doers, anybody = ("source", "participant"), ("source", "participant", "target")
    counted = {figure for report in reports for figure in report.figures if counts(figure, report, doers)}
    return [
        replace(report, figures=tuple(f for f in report.figures if f not in counted or counts(f, report, anybody)))
        for report in reports
    ]


def _taken(line: _Line, resolutions: Sequence[Resolution]) -> list[tuple[int, int]]:
    """The offsets of the sentence's names and dates, in order, those that overlap as one."""
    spans = [(item.start, item.end) for _, item in line.dates]
    spans += [(mention.start, mention.end) for index in line.places for mention in [resolutions[index].mention]]
    taken: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if taken and start < taken[-1][1]:
            taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
        else:
            taken.append((start, end))
    return taken


def _given(
    article: Article, lines: Sequence[_Line], resolutions: Sequence[Resolution], span: tuple[int, int]
) -> EventReport | None:
    start, end = span
    for number, line in enumerate(lines):
        if not line.sentence.start <= start < line.sentence.end:
            continue
        inside = [i for i, token in enumerate(line.tokens) if token.start < end and start < token.end]
        if not inside:
            return None
        coded = code_trigger(line.tokens, inside[0], inside[-1])
        report = _report(article, line, number, coded, firsts=[coded.match.first], resolutions=resolutions, given=True)
        return replace(report, start=start, end=end, trigger=article.text[start:end]) if report else None
    return None


def _report(
    article: Article,
    line: _Line,
    number: int,
    item: Coded,
    *,
    firsts: Sequence[int],
    resolutions: Sequence[Resolution],
    given: bool = False,
) -> EventReport | None:
    match = item.match
    day = _day(article, line, item, firsts)
    status = _status(article, line, item, day)
    if status.hypothetical and not given:
        return None
    today = article.published.end or article.published.start
    dated = settle_day(line.tokens, match, line.dates, day, governor=status.governor, today=today)
    scene, who = _sides(article, line, number, item, resolutions)
    start, end = line.tokens[match.first].start, line.tokens[match.last].end
    return EventReport(
        start=start,
        end=end,
        trigger=article.text[start:end],
        kind=item.kind,
        status=status.status,
        sentence=line.sentence,
        where=scene.where,
        when=dated.index,
        who=who,
        figures=line.figures,
        main=False,
        confidence=report_confidence(
            kind_inputs(item, status.status),
            place_inputs(item, scene, resolutions, len(line.places)),
            given=given,
        ),
        because=_because(item, status, scene, _expression(line, dated.index)),
        kind_confidence=round(item.confidence, 3),
        direction=dated.direction,
    )


def _sides(
    article: Article, line: _Line, number: int, item: Coded, resolutions: Sequence[Resolution]
) -> tuple[Scene, tuple[Actor, ...]]:
    """Where an event happened and who took part: the linker's choice, corrected by what its sides are."""
    scene = find_scene(article, number, item, tokens=line.tokens, places=line.places, resolutions=resolutions)
    who = find_actors(line.names, item.match, article.text)
    sides = look_again(line.tokens, item, Sides(scene.where, who), places=line.places, resolutions=resolutions)
    return replace(scene, where=sides.where, because=sides.because or scene.because), sides.who


def _expression(line: _Line, index: int | None) -> TimeExpression | None:
    """The time expression of a line that has this index in the article."""
    # A line's expressions stand next to each other in the article, in the order of the text.
    return line.dates[index - line.dates[0][0]][1] if index is not None else None


def _day(article: Article, line: _Line, item: Coded, firsts: Sequence[int]) -> int | None:
    """Index of the time expression that stands nearest to an event, by clause, or None."""
    match = item.match
    saying = item.kind in ("statement", "demand")
    upon = agreed_upon(line.tokens, match, line.dates)
    dates = [told for told in line.dates if told[0] not in upon] if upon else line.dates
    found = choose_day(line.tokens, match.first, match.last, dates, saying=saying, triggers=firsts)
    told = _expression(line, found.index) if found else None
    if found is None or told is None:
        return None
    start = told.when.start
    today = article.published.end or article.published.start
    return None if cannot_date(line.tokens, match, start, today) else found.index


def _status(article: Article, line: _Line, item: Coded, day: int | None) -> StatusReading:
    told = _expression(line, day)
    when = told.when if told else None
    return read_status(
        line.tokens,
        item.match,
        is_future=bool(when and _is_future(when.start, article)),
        is_history=bool(when and _is_history(when.end or when.start, article)),
    )


def _is_future(start: date | None, article: Article) -> bool:
    published = article.published.end or article.published.start
    return bool(start and published and start > published)


def _is_history(end: date | None, article: Article) -> bool:
    published = article.published.start or article.published.end
    return bool(end and published and end < published - HISTORY)


def _because(item: Coded, status: StatusReading, scene: Scene, expression: TimeExpression | None) -> str:
    label = event_kinds()[item.kind].label
    match = item.match
    parts = [f"“{match.lemma.replace('~', ' … ')}” tells of: {label.lower()}"]
    if not item.by_lexicon:
        parts.append("judged by the other words of the sentence")
    if status.because:
        parts.append(f"{status.status} because of “{status.because}”")
    parts.append(scene.because)
    parts.append(f"dated by “{expression.text}”" if expression else "the sentence gives no date for it")
    return "; ".join(parts) + "."


def _mark_main(reports: list[EventReport], lines: Sequence[_Line]) -> list[EventReport]:
    """Mark the main event: that of the title, else that of the lead, and the lead's report of the same kind."""
    titles = {line.sentence for line in lines if line.passage == "title"}
    body = [line.sentence for line in lines if line.passage == "body"]
    lead = set(body[:LEAD])
    told = [r for r in reports if r.sentence in titles] or [r for r in reports if r.sentence in lead] or reports[:1]
    if not told:
        return reports
    best = max(told, key=_weight) if told[0].sentence not in titles else min(told, key=_in_headline)
    same = {id(r) for r in reports if r.sentence in lead and r.kind == best.kind and r.status == best.status}
    return [replace(r, main=True) if r is best or id(r) in same else r for r in reports]


def _weight(report: EventReport) -> tuple[bool, bool, int, bool, float]:
    """What makes an event the main one: told, not merely said; not history; early; on the ground; sure."""
    kind = event_kinds()[report.kind]
    return (not kind.weak, report.status != "past", -report.sentence.start, kind.physical, report.confidence)


def _in_headline(report: EventReport) -> tuple[bool, bool, int]:
    """A headline tells its event first."""
    return (event_kinds()[report.kind].weak, report.status == "past", report.start)
