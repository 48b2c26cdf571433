"""Brief → the three to seven statements that a reader with one minute should have read, heaviest first.

A statement is a headline, the label of an event or a sentence (:mod:`geobrief.brief.statements`), in the words of an article;
nothing is written here. Events that say the same become one statement. What of it is doubtful or not known travels with it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from geobrief.brief.alike import Alike
from geobrief.brief.key_figures import harm_of, key_figures
from geobrief.brief.naming import DOUBTFUL, Naming
from geobrief.brief.quotes import said
from geobrief.brief.record import Brief
from geobrief.brief.span import (
    cut_off,
    day_in_words,
    day_left_out,
    day_of_saying,
    is_done_already,
    is_yet_to_come,
    printed_day,
)
from geobrief.brief.statements import Statement, Statements, is_given, without_stop
from geobrief.brief.tellings import content_words
from geobrief.events import event_kinds, kinds_that_are
from geobrief.model import UNKNOWN_WHEN, Doubt, Event, Finding, LabelPart, Status, When

LEAST, MOST = 3, 7
"""How many statements a brief has, where its events give so many."""

_NOT_YET: frozenset[str] = frozenset({"planned", "demanded", "denied"})
_WEIGHTS = {"grave": 1.0, "weighty": 0.5}
"""What families of kinds weigh: people come to harm, or much hangs on it; of what is only said, just the harm counts."""
_HARMFUL = re.compile(
    r"\b(?:execut(?:e[sd]?|ing|ions?)|kill(?:s|ed|ing|ings)?|dead|deaths?|die[sd]?|dying|hanged|murder(?:s|ed)?|massacre[sd]?"
    r"|shot|shots|gunned|stabbed|wounded|injured|critical condition|kidnapp(?:ed|ing)|abducted|raped|tortured|beheaded)\b",
    re.IGNORECASE,
)
"""Words of what is printed that tell of people who came to harm: it is grave whatever its kind, as the executions of a
verdict are, or a mayor "in critical condition after taking 7 shots"."""
_MAIN, _KEY, _CONTRADICTED, _UNSURE = 2.0, 1.0, 0.5, 0.5
_NO_KIND = 0.5
"""What a main event loses of which nobody knows the kind: a nomination or a new menu is the news of its article alone."""
_HEADLINE = 0.5
"""What an article's own headline weighs: its editor thought so, too."""
_WIDELY = 0.4
"""Share of the independent sources that must tell what is history to them for it to be a finding."""
_DETAIL, _LIKE = 1.6, 0.5
"""What an event loses that only adds to a finding of the same article, and the share of words that tells it."""
_COMPARED = 50
"""Groups with which another one of its kind is compared."""
_FEWEST_ALIKE = 3
"""Words that two labels share at least of which one adds to the other."""
_ROUGH = 1.5
"""What a statement loses over which a reader would stumble."""
_TOLD_ALREADY = 0.6
"""What a finding loses whose articles have all given one before, or are about something else that is one: an article's second
news is seldom a brief's."""
_RECENT: tuple[tuple[int, float], ...] = ((7, 1.0), (31, 0.6))
"""So many days before the newest article, and what an event weighs for being no older."""
_UNDATED, _OLD = 0.3, -1.5
"""What an event weighs of which nobody knows how new it is, and history: what lay more than a year back when it was told."""
_NO_DAY = 0.3
"""What an event loses whose day nobody gives: a reader asks for it first."""
_YEAR, _VAGUE = 366, 45
"""Days after which an event is history, and which an interval spans at most that says how new an event is."""
_ALIKE = 0.7
"""Share of the words of the shorter label that stand in the longer one, from which two labels say the same."""
_FEWEST_WORDS = 2
"""Words beyond who and where that a label must have to say what somebody stated."""


@dataclass(frozen=True, slots=True)
class FindingWishes:
    """What an analyst wants of the findings; events by their ids, or findings by theirs."""

    order: tuple[str, ...] = ()
    """These first, in this order."""
    drop: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    """What a finding says instead of the label of its event."""
    most: int = MOST
    by: str | None = None

    def named(self) -> Iterator[str]:
        """Yield the ids that are spoken of."""
        yield from (*self.order, *self.drop, *(key for key, _ in self.words))


def find_findings(brief: Brief, wishes: FindingWishes = FindingWishes()) -> tuple[Finding, ...]:
    """Return the findings of a brief.

    What weighs: whether it is the main event of an article, how many independent sources tell it, how grave it is, how
    recent, and whether the articles contradict each other. Small events and mere statements stand in
    only where fewer than three others are there; context, and what has neither place, day nor doer, never do.
    """
    pinned = [event_id(key) for key in wishes.order]
    dropped = {event_id(key) for key in wishes.drop}
    events = [event for event in brief.events if event.id not in dropped]
    context = _Context(brief)
    free = [event for event in events if event.id not in pinned and can_lead(event) and not context.explains(event)]
    ranked = sorted(free, key=lambda event: (not context.is_first_rank(event), -context.weight(event), event.id))
    by_id = {event.id: event for event in events}
    groups = _groups([*(by_id[key] for key in pinned if key in by_id), *ranked], len(pinned))
    groups = context.once(_with_talks(groups, len(pinned)), len(pinned))
    groups = context.spread(groups, len(pinned))
    first = [group for group in groups if group[0].id in pinned or context.is_first_rank(group[0])]
    number = min(max(len(first), LEAST), max(wishes.most, len(pinned)))
    words = {event_id(key): text for key, text in wishes.words}
    return tuple(_finding(group, context, words, pinned) for group in groups[:number])


def by_weight(brief: Brief) -> list[Event]:
    """Return the events of a brief, what weighs most first; what only explains another comes last."""
    context = _Context(brief)
    order = {key: number for number, finding in enumerate(brief.findings) for key in finding.events}
    return sorted(
        brief.events,
        key=lambda event: (order.get(event.id, MOST), context.explains(event), -context.weight(event), event.id),
    )


def event_id(key: str) -> str:
    """Return the id of the event that a finding's or an event's id speaks of."""
    return f"e-{key[2:]}" if key.startswith("f-") else key


def can_lead(event: Event) -> bool:
    """Whether an event says enough to be more than a mention: a place, a day or a doer, and words of its own."""
    dated = event.when.start is not None or event.when.end is not None
    return bool(event.label.strip()) and bool(event.where or dated or event.who)


def is_aside(event: Event) -> bool:
    """Whether a document folds an event under "also mentioned": nobody knows where, when or who, or it says nothing."""
    return not can_lead(event) or (not event.main and _is_bare(event))


def _is_bare(event: Event) -> bool:
    """Whether a statement's label says who spoke and hardly what: "Colonel said in Niamey"."""
    if event.kind not in kinds_that_are("thin") or not event.label_parts:
        return False
    return len(_beyond(event.label_parts)) < _FEWEST_WORDS


def _beyond(parts: Sequence[LabelPart]) -> frozenset[str]:
    text = " ".join(part.text for part in parts if part.role in ("verb", "rest", "quote"))
    return content_words(text) | {word for word in text.split() if any(char.isdigit() for char in word)}


class _Context:
    """What decides how much an event of one brief weighs."""

    def __init__(self, brief: Brief) -> None:
        self.last = cut_off(brief)
        self.contradicted = {conflict.event for conflict in brief.conflicts if conflict.event}
        self.stories = {source.id: source.same_story_as or source.id for source in brief.articles}
        self._days = {source.id: source.published for source in brief.articles}
        self.published = {source.id: source.published.end or source.published.start for source in brief.articles}
        self._statements = Statements(brief)
        self._naming = Naming(brief)
        self._widely = max(2.0, _WIDELY * len(set(self.stories.values())))

    def statement(self, event: Event) -> Statement:
        """Return what is printed of an event."""
        return self._statements.of(event)

    def places(self, event: Event, text: str) -> tuple[str, ...]:
        """Return the places that may be printed beside what is printed of an event."""
        return self._naming.places(event, text)

    def is_by_name_only(self, event: Event, text: str, places: Sequence[str]) -> bool:
        """Whether the place that is printed is known by its name only."""
        return self._naming.is_by_name_only(event, text, places)

    def is_surely_at(self, group: Sequence[Event], places: Sequence[str]) -> bool:
        """Whether one of some events is likelier than not at a place that is printed, at its own if none is, and says so."""
        return any(
            event.place_confidence >= DOUBTFUL
            and (not places or (self._naming.is_at(event, places) and self._naming.is_told(event, places)))
            for event in group
        )

    def day_left_out(self, event: Event, text: str) -> When | None:
        """Return the day of words that were left out of what is printed, if any were."""
        return day_left_out(event, text, self._days)

    def published_of(self, event: Event, text: str) -> When:
        """Return the day of the article in whose words a text stands as it is.

        A label is in another tense than its sentence: the March that it "announces" would be read as the next one.
        """
        bare = said(text)
        telling = (item.article for item in event.citations if bare in said(item.quote))
        return self._days.get(next(telling, ""), UNKNOWN_WHEN)

    def explains(self, event: Event) -> bool:
        """Whether an event is only told to explain another: history that few articles think of."""
        return _is_history(event) and not self._is_widely_told(event)

    def _is_widely_told(self, event: Event) -> bool:
        """Whether so many tell of a piece of history that nobody understands the news without it."""
        found = event_kinds().get(event.kind)
        done = found is not None and found.weight is not None and "spoken" not in found.marks
        dated = event.when.start is not None or event.when.end is not None
        often = dated and event.independent >= self._widely
        return _is_history(event) and often and done

    def is_first_rank(self, event: Event) -> bool:
        """Whether an event is a finding wherever there is room."""
        if event.main and self.statement(event).headline:
            return True
        if event.main:
            return not _is_bare(event) and not self.statement(event).rough
        if self.statement(event).rough:
            return False
        if self._is_widely_told(event):
            return True
        return event.salience in ("main", "key") and event.status != "past" and event.kind not in kinds_that_are("thin")

    def weight(self, event: Event) -> float:
        """Return what an event weighs: what it is, and what a reader would stumble over is worth less."""
        key = event.salience in ("main", "key") or self._is_widely_told(event)
        salience = _MAIN if event.main else _KEY if key else 0.0
        statement = self.statement(event)
        return (
            salience
            + math.log2(1 + event.independent)
            + max(_severity(event), _HARMFUL.search(statement.text) is not None and event.status not in _NOT_YET)
            + (max(_UNDATED, self._recency(event)) if statement.headline and event.main else self._recency(event))
            + _CONTRADICTED * (event.id in self.contradicted)
            - _UNSURE * (1 - event.confidence)
            + _HEADLINE * statement.headline
            - _NO_KIND * (event.main and event.kind == "other")
            - _ROUGH * statement.rough
        )

    def once(self, groups: Sequence[list[Event]], apart: int) -> list[list[Event]]:
        """Return the groups, those as one that tell in other words what a country does once: end an agreement, seize power.

        What reads best and is done leads. The first ``apart`` stay by themselves.
        """
        joined: list[list[Event]] = []
        told: dict[str, list[list[Event]]] = defaultdict(list)
        for number, group in enumerate(groups):
            kind = group[0].kind
            near = told[kind][:_COMPARED] if number >= apart and kind in kinds_that_are("exclusive") else ()
            own = next((other for other in near if self._is_one_deed(group[0], other)), None)
            if own is None:
                joined.append(group)
                if number >= apart:
                    told[kind].append(group)
            else:
                own.extend(group)
                own.sort(key=lambda event: (self.statement(event).rough, event.status in _NOT_YET))
        return joined

    def _is_one_deed(self, event: Event, group: Sequence[Event]) -> bool:
        """Whether an event says of a country, with the half of its words, what another one of a group or its sentences say."""
        decided = event.kind in kinds_that_are("decided")  # who announces that he will decide has decided
        return any(
            (_in_half_of_the_words(event, other) or _in_half_of_the_words(other, event))
            and _could_be_one_day(event, other)
            and (decided or _is_one_state(event, other))
            and self._naming.could_be_one_country(event, other)
            for other in group
        )

    def wording(self, group: Sequence[Event]) -> Statement:
        """Return what is printed of a group: of an agreement and the talks that led to it, what most sentences of both say."""
        first = self.statement(group[0])
        talks = [event for event in group if event.kind == "meeting"]
        if group[0].kind != "agreement_signed" or not talks or first.headline or is_given(group[0]):
            return first
        together = replace(group[0], citations=tuple(item for event in group for item in event.citations))
        said_of = [statement for event in (group[0], *talks) if not (statement := self.statement(event)).rough]
        return max(said_of, key=lambda told: self._statements.worth(told.text, together), default=first)

    def spread(self, groups: list[list[Event]], apart: int) -> list[list[Event]]:
        """Return the groups, heaviest first, those later whose articles have all given a heavier one or that say more of it.

        The first ``apart`` stay where they are; those of the second rank stay behind those of the first.
        """
        ordered, left = groups[:apart], groups[apart:]
        told = {article for group in ordered for article in _articles(group)}
        weighed = [(group, _articles(group), not self.is_first_rank(group[0]), self.weight(group[0])) for group in left]
        rest = dict.fromkeys(range(len(left)))
        details = {number for number in rest for group in ordered if _adds_to(left[number][0], group[0])}
        own = {
            article for group, articles, second, _ in weighed if group[0].main and not second for article in articles
        }

        def order(number: int) -> tuple[bool, float, str]:
            group, articles, second, weight = weighed[number]
            beside = not group[0].main and articles <= own  # their own news comes first
            again = _DETAIL if number in details else _TOLD_ALREADY if beside or articles <= told else 0.0
            return second, again - weight, group[0].id

        while rest and len(ordered) < apart + MOST:
            best = min(rest, key=order)
            del rest[best]
            ordered.append(left[best])
            told |= weighed[best][1]
            details |= {number for number in rest if _adds_to(left[number][0], left[best][0])}
        return [*ordered, *(left[number] for number in rest)]

    def _told(self, event: Event) -> date | None:
        """The day of the newest article that tells an event."""
        days = (self.published.get(citation.article) for citation in event.citations)
        told = max((day for day in days if day), default=None)
        # An article of some day until September tells nothing of September.
        return min(told, self.last) if told and self.last else told

    def is_long_ago(self, event: Event) -> bool:
        """Whether an event lay more than a year back when it was told."""
        told, last = self._told(event) or self.last, event.when.end or event.when.start
        return told is not None and last is not None and (told - last).days > _YEAR

    def _recency(self, event: Event) -> float:
        """How new an event is against the newest article, -1.5 to 1; what is to come is as new as what has just been."""
        told = self._told(event)
        # Undated news is as new as what tells it.
        first = event.when.start or event.when.end or told
        last = event.when.end or event.when.start or told
        undated = event.when.start is None and event.when.end is None
        if undated and _is_history(event):
            return 0.0
        if first is None or last is None or self.last is None:
            return _UNDATED
        if self.is_long_ago(event):
            return _OLD
        age = (self.last - last).days
        if (last - first).days > _VAGUE:
            return _UNDATED
        return next((weight for days, weight in _RECENT if age <= days), _UNDATED) - _NO_DAY * undated


def _is_undated(event: Event) -> bool:
    return event.when.start is None and event.when.end is None


def _is_history(event: Event) -> bool:
    """Whether an event is told to explain another."""
    return not event.main and (event.salience == "background" or event.status == "past")


def _adds_to(event: Event, other: Event) -> bool:
    """Whether an event only adds to a finding: a part of it, or talk of it."""
    return _is_detail(event, other) or _is_talk_of(event, other)


def _is_talk_of(event: Event, other: Event) -> bool:
    """Whether somebody speaks of what a finding of the same articles tells: talks, calls and statements about a withdrawal."""
    spoken = kinds_that_are("spoken")
    if event.kind not in spoken or other.kind in spoken or not _articles([event]) <= _articles([other]):
        return False
    verbs = " ".join(part.text for part in other.label_parts if part.role == "verb")
    deed = " ".join(word for word in verbs.split() if word.islower())
    return not content_words(deed).isdisjoint(content_words(event.label)) and _could_be_one_place(event, other)


def _is_detail(event: Event, other: Event) -> bool:
    """Whether an article that tells a finding tells a lesser event as a part of it: of its kind or in its words, on its days."""
    articles, others = _articles([event]), _articles([other])
    if event.main or not articles & others or not _could_be_one_day(event, other):
        return False
    words, told = content_words(event.label), content_words(other.label)
    shorter = min(len(words), len(told))
    return event.kind == other.kind or len(words & told) >= max(_FEWEST_ALIKE, _LIKE * shorter)


def _articles(group: Sequence[Event]) -> set[str]:
    return {citation.article for event in group for citation in event.citations}


def _severity(event: Event) -> float:
    """How grave an event is, 0 to 3: its kind, and how many people came to harm, in powers of ten."""
    found = event_kinds().get(event.kind)
    weight = None if found is None or (found.weight == "weighty" and "spoken" in found.marks) else found.weight
    kind = 0.0 if weight is None else _WEIGHTS[weight]
    harmed = max((figure.value for figure in event.figures if harm_of(figure.what)), default=0.0)
    return kind + min(2.0, 0.8 * math.log10(1 + harmed))


def _groups(events: Sequence[Event], apart: int) -> list[list[Event]]:
    """Join each event to the first heavier one that says the same; the first ``apart`` stay by themselves."""
    told = [content_words(event.label) for event in events]
    first = Alike(told, _ALIKE)
    groups: list[list[Event]] = []
    for number, (event, words) in enumerate(zip(events, told, strict=True)):
        places = {where.place for where in event.where}
        near = first.near(words, places) if number >= apart else ()
        own = next((group for group in map(groups.__getitem__, near) if _say_the_same(group[0], event)), None)
        if own is None:
            groups.append([event])
            first.add(words, places)
        else:
            own.append(event)
    return groups


def _with_talks(groups: Sequence[list[Event]], apart: int) -> list[list[Event]]:
    """Put the meeting at which something was agreed to the agreement, where an article tells both of one day in like words."""
    agreed: dict[str, list[list[Event]]] = defaultdict(list)
    joined: list[list[Event]] = []
    for number, group in enumerate(groups):
        first = group[0]
        own = None
        if number >= apart and first.kind == "meeting" and not first.main:
            told = (other for article in sorted(_articles([first])) for other in agreed[article])
            own = next((other for other in told if _is_of_one_deal(first, other[0])), None)
        if own is not None:
            own.extend(group)
            continue
        joined.append(group)
        for article in _articles([first]) if first.kind == "agreement_signed" else ():
            agreed[article].append(group)
    return joined


def _is_of_one_deal(talks: Event, agreement: Event) -> bool:
    both = content_words(talks.label) & content_words(agreement.label)
    dated = all(event.when.start or event.when.end for event in (talks, agreement))
    return (
        dated and len(both) >= _FEWEST_ALIKE and _could_be_one_day(talks, agreement) and _is_one_state(talks, agreement)
    )


def _say_the_same(one: Event, other: Event) -> bool:
    """Whether two labels say one thing of one place and time, be it that the other denies it, or in the same words."""
    if said(one.label) == said(other.label) and _articles([one]) & _articles([other]) and _is_one_state(one, other):
        return True
    if not (_could_be_one_day(one, other) and _could_be_one_place(one, other) and _is_one_state(one, other)):
        return False
    words, others = content_words(one.label), content_words(other.label)
    shorter = min(len(words), len(others))
    return bool(shorter) and len(words & others) >= _ALIKE * shorter


def _in_half_of_the_words(event: Event, other: Event) -> bool:
    """Whether the label of an event shares half of the shorter one's words with that of another or a sentence of it."""
    words = content_words(event.label)
    told = (content_words(text) for text in (other.label, *(item.quote for item in other.citations)))
    return any(len(words & others) >= max(_FEWEST_ALIKE, _LIKE * min(len(words), len(others))) for others in told)


def _could_be_one_day(one: Event, other: Event) -> bool:
    first, second = one.when, other.when
    if (first.start is None and first.end is None) or (second.start is None and second.end is None):
        return True
    return (first.start or date.min) <= (second.end or date.max) and (second.start or date.min) <= (
        first.end or date.max
    )


def _could_be_one_place(one: Event, other: Event) -> bool:
    places, others = ({where.place for where in event.where} for event in (one, other))
    return not places or not others or bool(places & others)


def _is_one_state(one: Event, other: Event) -> bool:
    """What is planned, and what has happened, are two statements; a denial goes with what it denies."""
    return "denied" in (one.status, other.status) or (one.status in _NOT_YET) == (other.status in _NOT_YET)


def _finding(group: Sequence[Event], context: _Context, words: Mapping[str, str], pinned: Sequence[str]) -> Finding:
    first = group[0]
    statement = context.wording(group)
    label = _statement(statement.text)
    text = words.get(first.id)
    articles = _articles(group)
    besides = set() if text else _telling_something_else(group, label)
    stories = {context.stories.get(article, article) for article in articles - besides}
    least = 1 if besides else first.independent
    places = context.places(first, text or label)
    when = _most_exact(printed_day(first, text or label), group)
    left_out = context.day_left_out(first, text or label)
    if left_out is not None:
        when = left_out
    if statement.headline and context.is_long_ago(first):
        when = UNKNOWN_WHEN  # what an article is about is news; the day is that of how it began
    if when == UNKNOWN_WHEN and _is_undated(first):
        when = day_in_words(text or label, context.published_of(first, text or label))
    if statement.unsaid and text is None:
        when = day_of_saying(first, label, when)
    return Finding(
        id=f"f-{first.id.removeprefix('e-')}",
        text=text or label,
        events=tuple(event.id for event in group),
        places=places,
        when=when,
        status=_status(first, text or label),
        articles=max(len(articles - besides), 1 if besides else first.articles),
        independent=max(len(stories), least),
        doubts=_doubts(
            group,
            context,
            max(len(stories), least),
            when,
            places,
            words=text or label,
            named=context.is_by_name_only(first, text or label, places),
            claimed=statement.unsaid and text is None and first.kind in kinds_that_are("spoken") - {"meeting"},
        ),
        pinned=first.id in pinned,
        machine=label if text and text != label else None,
    )


def _status(event: Event, text: str) -> Status:
    """Whether what is printed of an event has happened: its words know better what of it they tell."""
    if is_yet_to_come(event, text):
        return "planned"
    return "done" if is_done_already(event, text) else event.status


def _telling_something_else(group: Sequence[Event], text: str) -> set[str]:
    """The articles that share with what is printed no more than names, or none: they tell something else of the same people.

    Only of kinds that a country sees every day: what is said, and what has no kind. A withdrawal or a coup is one in any words.
    """
    first = group[0]
    if first.kind not in kinds_that_are("spoken") | {"other"} or is_given(first):
        return set()
    names = {word for word in _WORD.findall(text) if word[:1].isupper()}
    deeds = content_words(" ".join(word for word in text.split() if word[:1].islower()))
    found = set()
    for article in _articles(group):
        told = " ".join(item.quote for event in group for item in event.citations if item.article == article)
        said_of = names.isdisjoint(_WORD.findall(told)) if names else False
        if said_of or (deeds and deeds.isdisjoint(content_words(told))):
            found.add(article)
    return found if found != _articles(group) else set()


_WORD = re.compile(r"\w{2,}")


def _most_exact(when: When, group: Sequence[Event]) -> When:
    """The days of a finding; where they are only a bound or unknown, and another of its events has a day within it, that day."""
    known = not (when.start is None and when.end is None)
    if (when.start is not None and when.end is not None) or not (known or _is_undated(group[0])):
        return when
    within = (
        event.when
        for event in group
        if event.when.precision == "day"
        and (known or event.kind == group[0].kind)
        and event.when.start
        and event.when.end
        and (when.start or date.min) <= event.when.start <= event.when.end <= (when.end or date.max)
        and event.status not in _NOT_YET
    )
    return next(within, when)


def _statement(label: str) -> str:
    """A label as a sentence begins: a capital first, no full stop; what is a quote keeps its marks."""
    text = without_stop(" ".join(label.split()))
    return text[:1].upper() + text[1:]


def _doubts(
    group: Sequence[Event],
    context: _Context,
    stories: int,
    when: When,
    places: Sequence[str],
    *,
    words: str,
    named: bool,
    claimed: bool,
) -> tuple[Doubt, ...]:
    first = group[0]
    statuses = {event.status for event in group}
    has: dict[str, bool] = {
        "contradicted": any(event.id in context.contradicted for event in group),
        "denied": "denied" in statuses,
        "claimed": first.status == "claimed" or claimed,
        "planned": _status(first, words) == "planned",
        "demanded": first.status == "demanded",
        "undated": when.start is None and when.end is None,
        "unplaced": not first.where,
        "named": named,
        "place": not context.is_surely_at(group, places),
        "day": first.day_confidence < DOUBTFUL and when == first.when,
        "single": stories == 1,
    }
    return tuple(doubt for doubt in get_args(Doubt) if has[doubt])


def with_findings(brief: Brief, wishes: FindingWishes = FindingWishes()) -> Brief:
    """Return the brief with its findings and key figures."""
    brief = replace(brief, findings=find_findings(brief, wishes))
    return replace(brief, key_figures=key_figures(brief))
