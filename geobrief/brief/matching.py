"""Which article and which event of one brief is which of another.

An event's id comes from where its words stand in the text of an article, so that the same articles give the same ids. An
article that was saved again with another footer has another text and another id: then its address, or its title and its
day, say that it is the same, and its events are found by the sentences that tell them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from geobrief.brief.record import Brief
from geobrief.model import Event, Source


@dataclass(frozen=True, slots=True)
class Matches:
    """What of a newer brief is what of an older one."""

    articles: Mapping[str, str]
    """Id in the older brief → id in the newer."""
    events: Mapping[str, str]
    """Id in the older brief → id in the newer."""
    merged: Mapping[str, str]
    """Events of the older brief that are part of another one now → id in the newer brief."""
    split: Mapping[str, str]
    """Events of the newer brief that were part of another one → id in the older brief."""


def match(old: Brief, new: Brief) -> Matches:
    """Return what is the same in two briefs."""
    articles = _articles(old, new)
    told = {event.id: _told(event, articles) for event in old.events}
    tells = {event.id: _told(event, {}) for event in new.events}
    ids = {event.id for event in new.events}
    events = {event.id: event.id for event in old.events if event.id in ids}
    _match_by_sentences(old, new, told, tells, events)
    _match_by_facts(old, new, events)
    merged, split = {}, {}
    matched = set(events.values())
    for event in old.events:
        if event.id not in events and (into := _sharing(event, told[event.id], new.events, tells)):
            merged[event.id] = into
    for event in new.events:
        if event.id not in matched and (source := _sharing(event, tells[event.id], old.events, told)):
            split[event.id] = source
    return Matches(articles, events, merged, split)


_Sentence = tuple[str, str]


def _told(event: Event, articles: Mapping[str, str]) -> frozenset[_Sentence]:
    """The sentences that tell an event: the article, by its id in the newer brief, and the words."""
    return frozenset((articles.get(item.article, item.article), said(item.quote)) for item in event.citations)


def said(quote: str) -> str:
    """Return a quote without what a line break or a space more would change."""
    return " ".join(quote.split())


def _articles(old: Brief, new: Brief) -> dict[str, str]:
    """Id of an older article → id of the newer that is the same: by its text, else its address, title and day, or path."""
    ids = {source.id for source in new.articles}
    found = {source.id: source.id for source in old.articles if source.id in ids}
    for key in (_address, _titled, _path):
        taken = set(found.values())
        before = _alone((source for source in old.articles if source.id not in found), key)
        after = _alone((source for source in new.articles if source.id not in taken), key)
        found |= {before[name]: after[name] for name in before.keys() & after.keys()}
    return found


def _alone(sources: Iterable[Source], key: Callable[[Source], Hashable | None]) -> dict[Hashable, str]:
    """Articles by a key that no other of them has."""
    named: defaultdict[Hashable, list[str]] = defaultdict(list)
    for source in sources:
        if (name := key(source)) is not None:
            named[name].append(source.id)
    return {name: ids[0] for name, ids in named.items() if len(ids) == 1}


def _address(source: Source) -> Hashable | None:
    return source.url.partition("#")[0] if source.url else None


def _titled(source: Source) -> Hashable | None:
    if not source.title:
        return None
    return source.title.casefold(), (source.outlet or "").casefold(), source.published.start


def _path(source: Source) -> Hashable | None:
    # The third entry of a file is another one as soon as something is put before it; standard input has no name.
    return None if "#" in source.path or source.path == "-" else source.path


def _match_by_sentences(
    old: Brief,
    new: Brief,
    told: Mapping[str, frozenset[_Sentence]],
    tells: Mapping[str, frozenset[_Sentence]],
    events: dict[str, str],
) -> None:
    """Add the events that the same sentences tell, those that share most first."""
    taken = set(events.values())
    left = [event for event in new.events if event.id not in taken]
    pairs = [
        (-len(told[before.id] & tells[after.id]), -_alike(before, after), before.id, after.id)
        for before in old.events
        if before.id not in events
        for after in left
        if before.kind == after.kind and told[before.id] & tells[after.id]
    ]
    _take(pairs, events)


def _match_by_facts(old: Brief, new: Brief, events: dict[str, str]) -> None:
    """Add the events of one kind, one place and one day: another article tells now what one did that is gone."""
    taken = set(events.values())
    left = [event for event in new.events if event.id not in taken]
    kept = {source.id for source in new.articles}
    pairs = [
        (0, -_alike(before, after), before.id, after.id)
        for before in old.events
        # Where its article is still there, it would tell it in the same sentence.
        if before.id not in events and not any(item.article in kept for item in before.citations)
        for after in left
        if before.kind == after.kind and _same_day(before, after) and _same_place(before, after)
    ]
    _take(pairs, events)


def _take(pairs: list[tuple[int, int, str, str]], events: dict[str, str]) -> None:
    taken = set(events.values())
    for _, _, before, after in sorted(pairs):
        if before not in events and after not in taken:
            events[before] = after
            taken.add(after)


def _alike(one: Event, other: Event) -> int:
    return _same_place(one, other) + _same_day(one, other)


def _same_day(one: Event, other: Event) -> bool:
    return one.when.precision == "day" and (one.when.start, one.when.end) == (other.when.start, other.when.end)


def _same_place(one: Event, other: Event) -> bool:
    return bool(one.where and other.where and one.where[0].place == other.where[0].place)


def _sharing(
    event: Event,
    sentences: frozenset[_Sentence],
    others: Iterable[Event],
    told: Mapping[str, frozenset[_Sentence]],
) -> str | None:
    """The event of the same kind that shares most sentences with one, or none that shares any."""
    shared = [
        (-len(sentences & told[other.id]), other.id)
        for other in others
        if other.kind == event.kind and sentences & told[other.id]
    ]
    return min(shared)[1] if shared else None
