"""Brief and model → the brief with what was proposed and is borne, marked, and the reasons for what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geobrief.assist.ask import Asked, Model, items, strings
from geobrief.assist.check import MARK, Refused, checked_event, checked_label
from geobrief.brief import Brief, by_time
from geobrief.errors import WebError
from geobrief.events import event_kinds
from geobrief.model import Article, Decision, Event, Finding, LabelPart

EVERYTHING: tuple[Asked, ...] = ("labels", "order", "events")
EVENTS_AT_ONCE = 20
SENTENCES_AT_ONCE = 40
_SHOWN = 80


@dataclass
class Outcome:
    """The brief, what was kept, and what was not."""

    brief: Brief
    kept: int = 0
    refused: list[str] = field(default_factory=list)
    """A line for each proposal that the brief does not bear."""
    unasked: list[str] = field(default_factory=list)
    """A line for each question that got no answer."""


def assist(
    brief: Brief,
    model: Model,
    *,
    articles: Sequence[Article] = (),
    asked: Sequence[Asked] = EVERYTHING,
    step: Callable[[str], None] | None = None,
) -> Outcome:
    """Ask a model for proposals, and keep those that the brief bears.

    Args:
        brief: As it was built.
        model: Whom to ask.
        articles: Those of the brief, for events that were missed; without them none are asked for.
        asked: What may be proposed.
        step: Called with each question before it is asked.
    """
    outcome = Outcome(brief)
    for task in (one for one in EVERYTHING if one in asked):
        for material in _materials(task, outcome.brief, articles):
            if step:
                step(task)
            try:
                answer = model.ask(task, material)
            except WebError as error:
                outcome.unasked.append(f"{task}: {error.reason}")
                continue
            _KEEP[task](outcome, answer, model.name, articles)
    return outcome


def _materials(task: Asked, brief: Brief, articles: Sequence[Article]) -> Iterator[Mapping[str, object]]:
    if task == "labels":
        rows = [
            {"id": one.id, "label": one.label, "quotes": sorted({cited.quote for cited in one.citations})[:5]}
            for one in brief.events
        ]
        for number in range(0, len(rows), EVENTS_AT_ONCE):
            yield {"events": rows[number : number + EVENTS_AT_ONCE]}
    elif task == "order" and len(brief.findings) > 1:
        yield {"findings": [{"id": one.id, "text": one.text} for one in brief.findings]}
    elif task == "events":
        cited = {(one.article, one.start) for event in brief.events for one in event.citations}
        known = {source.id for source in brief.articles}
        for article in (one for one in articles if one.id in known):
            free = [one for one in article.sentences if (article.id, one.start) not in cited]
            texts = [article.text[one.start : one.end] for one in free]
            for number in range(0, len(texts), SENTENCES_AT_ONCE):
                some = texts[number : number + SENTENCES_AT_ONCE]
                yield {"article": article.id, "kinds": sorted(event_kinds()), "sentences": some}


def _keep_labels(outcome: Outcome, answer: Mapping[str, object], by: str, _: Sequence[Article]) -> None:
    events = {event.id: event for event in outcome.brief.events}
    for item in items(answer, "labels"):
        said = strings(item)
        event = events.get(said.get("id", ""))
        if event is None or event.id in _proposed(outcome.brief):
            outcome.refused.append(f"label {said.get('label', '')[:_SHOWN]!r}: it is of no event that was asked about")
            continue
        try:
            label = checked_label(event, said.get("label", ""))
        except Refused as reason:
            outcome.refused.append(f"label {said.get('label', '')[:_SHOWN]!r}: {reason}")
            continue
        events[event.id] = _relabelled(event, label)
        text = f"label “{events[event.id].label}”, the machine had “{event.label}”"
        _decide(outcome, Decision(event.id, "proposed", text, by, None, ("label",)))
        outcome.brief = replace(
            outcome.brief, findings=tuple(_reworded(one, event, events[event.id]) for one in outcome.brief.findings)
        )
    outcome.brief = replace(outcome.brief, events=tuple(events[event.id] for event in outcome.brief.events))


def _proposed(brief: Brief) -> frozenset[str]:
    """Ids of events of which a model has proposed something: their labels are its own already."""
    return frozenset(item.about for item in brief.decisions if item.what == "proposed")


def _relabelled(event: Event, label: str) -> Event:
    parts = (LabelPart("rest", label), LabelPart("status", MARK))
    return replace(event, label=f"{label} {MARK}", label_parts=parts)


def _reworded(finding: Finding, old: Event, new: Event) -> Finding:
    """A finding with the label of its event, unless an analyst gave it words."""
    ours = finding.events[0] == old.id and finding.machine is None and finding.text == old.label
    return replace(finding, text=new.label) if ours else finding


def _keep_order(outcome: Outcome, answer: Mapping[str, object], by: str, _: Sequence[Article]) -> None:
    findings = {one.id: one for one in outcome.brief.findings}
    wanted = list(dict.fromkeys(one for one in items(answer, "order") if isinstance(one, str) and one in findings))
    unknown = [one for one in items(answer, "order") if one not in wanted]
    outcome.refused += [f"order: {str(one)[:_SHOWN]!r} is no finding" for one in unknown]
    free = [one.id for one in outcome.brief.findings if not one.pinned]  # what an analyst pinned stays where it is
    order = iter([*(one for one in wanted if one in free), *(one for one in free if one not in wanted)])
    ordered = [one if one.pinned else findings[next(order)] for one in outcome.brief.findings]
    for number, (one, before) in enumerate(zip(ordered, outcome.brief.findings, strict=True), 1):
        if one.id != before.id:
            had = 1 + [finding.id for finding in outcome.brief.findings].index(one.id)
            text = f"“{one.text}”: finding {number}, the machine had finding {had}"
            _decide(outcome, Decision(one.id, "proposed", text, by, None))
    outcome.brief = replace(outcome.brief, findings=tuple(ordered))


def _keep_events(outcome: Outcome, answer: Mapping[str, object], by: str, articles: Sequence[Article]) -> None:
    by_id = {article.id: article for article in articles}
    for item in items(answer, "events"):
        try:
            event = checked_event(item, outcome.brief, by_id)
        except Refused as reason:
            outcome.refused.append(f"event {strings(item).get('quote', '')[:_SHOWN]!r}: {reason}")
            continue
        events = tuple(sorted((*outcome.brief.events, event), key=by_time))
        outcome.brief = replace(outcome.brief, events=events)
        _decide(outcome, Decision(event.id, "proposed", f"event “{event.label}”, the machine had none", by, None))


def _decide(outcome: Outcome, decision: Decision) -> None:
    outcome.brief = replace(outcome.brief, decisions=(*outcome.brief.decisions, decision))
    outcome.kept += 1


_KEEP: Mapping[Asked, Callable[[Outcome, Mapping[str, object], str, Sequence[Article]], None]] = {
    "labels": _keep_labels,
    "order": _keep_order,
    "events": _keep_events,
}
