"""Article, places, dates → reports of events: one for each place in the text that tells of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geobrief.events.candidates import candidates_of
from geobrief.events.decide import Decided, decide, decide_given
from geobrief.events.figures import figures_in
from geobrief.events.kinds import event_kinds
from geobrief.events.parties import actors_of
from geobrief.events.pronouns import ParsedSentences
from geobrief.events.reader import Read, Trigger, find_triggers, given_triggers, read_pieces
from geobrief.events.sureness import held_back, sureness_of
from geobrief.events.wording import label_of
from geobrief.gazetteer import Gazetteer
from geobrief.model import Article, Confidences, EventReport, Figure, PlaceInEvent, Resolution, TimeExpression


def extract_events(
    article: Article,
    resolutions: Sequence[Resolution],
    dates: Sequence[TimeExpression],
    *,
    triggers: Sequence[tuple[int, int]] | None = None,
) -> list[EventReport]:
    """Return the events that an article tells, in the order of its text.

    Args:
        article: The article; its title and body are read, if they are English or may be.
        resolutions: Its mentions with their places, in the order of the text.
        dates: Its time expressions, in the order of the text.
        triggers: Offsets (start, end) of the triggers to code. Then just those are coded, in the order given,
            and each gets a report; one that lies in no sentence is left out.
    """
    if article.language not in (None, "en") and triggers is None:
        return []
    read = read_pieces(article)
    candidates = candidates_of(article, resolutions, dates, read.spots, Gazetteer.default().country)
    trees, figures = ParsedSentences(read, {}), figures_in(article)
    if triggers is not None:
        given = given_triggers(read, candidates, triggers)
        coded = [
            (decide_given(read, t, candidates, resolutions, dates), span)
            for t, span in zip(given, triggers, strict=True)
            if t
        ]
        reports = [
            report
            for event, _ in coded
            for report in _reports(
                event,
                sureness_of(event, candidates, resolutions, dates),
                None,
                trees,
                resolutions,
                dates,
                figures=figures,
            )
        ]
        return [
            replace(report, start=start, end=end, trigger=article.text[start:end])
            for report, (_, (start, end)) in zip(reports, coded, strict=True)
        ]
    decided = decide(read, find_triggers(read, candidates), candidates, resolutions, dates)
    found = held_back(decided, candidates, resolutions, dates)
    reports = [
        report
        for chain, (event, sure) in enumerate(found)
        for report in _reports(event, sure, chain, trees, resolutions, dates, figures=figures)
    ]
    return sorted(reports, key=lambda report: (report.start, report.end))


def _reports(  # noqa: PLR0917  # an event and all that it was decided from
    event: Decided,
    sure: Confidences,
    chain: int | None,
    trees: ParsedSentences,
    resolutions: Sequence[Resolution],
    dates: Sequence[TimeExpression],
    *,
    figures: Sequence[tuple[Figure, ...]],
) -> list[EventReport]:
    """Return one report for each telling of an event, with what was decided for all of them."""
    read = trees.read
    who = actors_of(event, trees, resolutions)
    label = label_of(event, trees, who, resolutions)
    on_publication = event.date is not None and event.date == len(dates)
    confidence = round(sure.kind * (1.0 if sure.place is None else sure.place), 2)
    return [
        EventReport(
            start=trigger.spot.start,
            end=trigger.spot.end,
            trigger=_spelt(read, trigger),
            kind=event.kind,
            status=event.status,
            sentence=read.article.sentences[trigger.spot.sentence],
            where=tuple(PlaceInEvent(spot.resolution, spot.role, spot.area) for spot in event.places),
            when=None if on_publication else event.date,
            who=who,
            figures=_figures(trigger, trees, figures[trigger.spot.sentence]),
            main=event.main,
            confidence=confidence,
            because=_because(event, sure, _spelt(read, trigger), resolutions, dates),
            confidences=sure,
            on_publication=on_publication,
            salience=event.salience,
            chain=chain,
            label=label,
        )
        for trigger in event.triggers
    ]


def _figures(trigger: Trigger, trees: ParsedSentences, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the numbers of a sentence that hang on the words of a trigger, or on the verb that carries them."""
    tree = trees.of(trigger.spot.sentence) if found else None
    if tree is None:
        return found
    inside = tree.at(trigger.spot.start, trigger.spot.end)
    top = tree.top(inside) if inside else 0
    reach = set(tree.below(top))
    governor = tree.words[top].head
    if governor >= 0 and tree.words[top].relation in ("obj", "nsubj", "obl", "xcomp", "conj", "acl"):
        reach |= set(tree.below(governor))
    return tuple(figure for figure in found if reach.intersection(tree.at(figure.start, figure.end)))


def _spelt(read: Read, trigger: Trigger) -> str:
    return read.article.text[trigger.spot.start : trigger.spot.end]


def _because(
    event: Decided, sure: Confidences, text: str, resolutions: Sequence[Resolution], dates: Sequence[TimeExpression]
) -> str:
    """Return why an event is told as it is, of the words that tell it."""
    parts = [f"“{text}” tells of: {event_kinds()[event.kind].label.lower()} ({sure.kind:.0%})"]
    parts.append(f"{event.status} ({sure.status:.0%})")
    if sure.place is not None:
        mention = resolutions[event.places[0].resolution].mention
        parts.append(f"placed by “{mention.text}” ({sure.place:.0%})")
    else:
        parts.append("the article does not say where")
    if event.date is None or sure.day is None:
        parts.append("nor when" if not event.places else "it does not say when")
    elif event.date == len(dates):
        parts.append(f"on the day of publication ({sure.day:.0%})")
    else:
        parts.append(f"dated by “{dates[event.date].text}” ({sure.day:.0%})")
    return "; ".join(parts) + "."
