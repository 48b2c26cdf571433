"""Two briefs → what is new in the second: events that came, changed and went, with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geobrief.brief.matching import Matches, match, said
from geobrief.brief.record import Brief
from geobrief.brief.span import cut_off
from geobrief.errors import UsageError
from geobrief.model import (
    Change,
    ChangeCause,
    ChangedEvent,
    ChangeOf,
    Changes,
    Citation,
    Conflict,
    Event,
    GoneCause,
    GoneEvent,
    GoneQuote,
    Source,
    When,
)

_QUOTES = 3
"""Sentences that are kept of an event that is gone."""


def diff(old: Brief, new: Brief) -> Changes:
    """Return what is new in a brief since an older one; of a brief and itself nothing is.

    Raises:
        UsageError: One of the two is no brief.
    """
    for brief in (old, new):
        if not isinstance(brief, Brief):
            raise UsageError(f"a diff is of two briefs, not of {type(brief).__name__}; Brief.load reads a brief.json")
    return _Diff(old, new, match(old, new)).changes()


@dataclass(frozen=True, slots=True)
class _Diff:
    """Two briefs, and what of the one is what of the other."""

    old: Brief
    new: Brief
    matches: Matches

    def changes(self) -> Changes:
        matched = set(self.matches.events.values())
        known, same = set(self.matches.articles.values()), {source.id for source in self.old.articles}
        new = [event.id for event in self.new.events if event.id not in matched and event.id not in self.matches.split]
        return Changes(
            title=self.old.title,
            since=cut_off(self.old),
            new=tuple(new),
            changed=tuple(self._changed()),
            gone=tuple(self._gone()),
            disagreements=tuple(self._disagreements(None, None)),
            articles_new=tuple(source.id for source in self.new.articles if source.id not in known),
            articles_changed=tuple(source.id for source in self.new.articles if source.id in known - same),
            articles_gone=tuple(
                source_line(source) for source in self.old.articles if source.id not in self.matches.articles
            ),
        )

    def _changed(self) -> Iterator[ChangedEvent]:
        before = {after: old for old, after in self.matches.events.items()}
        events = {event.id: event for event in self.old.events}
        merged: dict[str, list[Event]] = {}
        for gone, into in self.matches.merged.items():
            merged.setdefault(into, []).append(events[gone])
        for event in self.new.events:
            split = self.matches.split.get(event.id)
            if split is not None:
                cause = self._cause(event, ())
                yield ChangedEvent(event.id, split, (Change("split", None, events[split].label, None, cause),))
            elif event.id in before:
                was = events[before[event.id]]
                changes = (*self._facts(was, event), *self._merges(event, merged.get(event.id, ())))
                if changes:
                    yield ChangedEvent(event.id, was.id, changes)

    def _merges(self, event: Event, merged: Iterable[Event]) -> Iterator[Change]:
        for item in merged:
            yield Change("merged", None, item.label, None, self._cause(event, ()))

    def _facts(self, was: Event, event: Event) -> Iterator[Change]:
        told = [item for item in event.citations if not self._is_known(was, item)]
        yield from self._differing("status", was.status, event.status, event, told)
        yield from self._differing("kind", was.kind, event.kind, event, told)
        yield from self._differing("day", days(was.when), days(event.when), event, told)
        if sorted({item.place for item in was.where}) != sorted({item.place for item in event.where}):
            yield from self._differing("place", _where(self.old, was), _where(self.new, event), event, told)
        yield from self._figures(was, event)
        yield from self._disagreements(was.id, event)
        if event.independent > was.independent:
            heard = {self.matches.articles.get(item.article, item.article) for item in was.citations}
            fresh = [item for item in event.citations if item.article not in heard and item.copy_of is None]
            cause = self._cause(event, fresh)
            yield Change("confirmed", None, str(was.independent), str(event.independent), cause, tuple(fresh))

    def _differing(
        self, what: ChangeOf, before: str | None, after: str | None, event: Event, told: Sequence[Citation]
    ) -> Iterator[Change]:
        if before != after:
            yield Change(what, None, before, after, self._cause(event, told), tuple(told))

    def _figures(self, was: Event, event: Event) -> Iterator[Change]:
        """What is counted otherwise than before; each thing once."""
        for what, unit in sorted({(item.what, item.unit) for item in (*was.figures, *event.figures)}):
            old = [item for item in was.figures if (item.what, item.unit) == (what, unit)]
            now = [item for item in event.figures if (item.what, item.unit) == (what, unit)]
            values = {item.value for item in old}
            if values == {item.value for item in now}:
                continue
            fresh = _each_once(item.citation for item in now if item.value not in values)
            told = [item for item in fresh if not self._is_known(was, item)]
            yield Change(
                "figure", what, _said(item.text for item in old), _said(item.text for item in now),
                self._cause(event, told), fresh,
            )  # fmt: skip

    def _disagreements(self, was: str | None, event: Event | None) -> Iterator[Change]:
        """What the articles have begun to differ on, or no longer do, about an event or about none."""
        old = {_key(item): item for item in self.old.conflicts if item.event == was}
        now = {_key(item): item for item in self.new.conflicts if item.event == (event.id if event else None)}
        known = {value.value for item in old.values() for value in item.values}
        for key in sorted(now.keys() - old.keys()):
            values = now[key].values
            fresh = [value for value in values if value.value not in known] or values
            citations = _each_once(item for value in fresh for item in value.citations)
            told = [item for item in citations if not self._is_old(item)]
            yield Change(
                "contradicted", now[key].about, None, _said(value.value for value in values),
                self._cause(event, told), citations,
            )  # fmt: skip
        abouts = {item.about for item in now.values()}
        for key in sorted(old.keys() - now.keys()):
            if old[key].about not in abouts:
                before = _said(value.value for value in old[key].values)
                yield Change("settled", old[key].about, before, None, self._cause(event, ()))

    def _cause(self, event: Event | None, told: Sequence[Citation]) -> ChangeCause:
        # A sentence of a text that the older brief has too is no news, though another event tells it now.
        same = {source.id for source in self.old.articles}
        if any(item.article not in same for item in told):
            return "told"
        if event is None:
            return "read"
        decided = {item for item in self.new.decisions if item.about == event.id}
        return "set" if decided - set(self.old.decisions) else "read"

    def _is_known(self, was: Event, citation: Citation) -> bool:
        """Whether an older event is told by this sentence already."""
        return any(
            self.matches.articles.get(item.article) == citation.article and said(item.quote) == said(citation.quote)
            for item in was.citations
        )

    def _is_old(self, citation: Citation) -> bool:
        return citation.article in self.matches.articles.values()

    def _gone(self) -> Iterator[GoneEvent]:
        sources = {source.id: source_line(source) for source in self.old.articles}
        for event in self.old.events:
            if event.id not in self.matches.events and event.id not in self.matches.merged:
                yield GoneEvent(
                    id=event.id,
                    kind=event.kind,
                    label=event.label,
                    status=event.status,
                    when=event.when,
                    where=tuple(_places(self.old, event)),
                    cause=self._why(event),
                    quotes=tuple(GoneQuote(item.quote, sources[item.article]) for item in event.citations[:_QUOTES]),
                )

    def _why(self, event: Event) -> GoneCause:
        if any(item.about == event.id and item.what == "dropped" for item in self.new.decisions):
            return "dropped"
        kept = {
            self.matches.articles[item.article] for item in event.citations if item.article in self.matches.articles
        }
        if not kept:
            return "article gone"
        return "read" if any(item.article in kept for item in event.citations) else "article changed"


def source_line(source: Source) -> str:
    """Return outlet and title of an article, or what it has of them."""
    return ": ".join(part for part in (source.outlet, source.title) if part) or source.path


def days(when: When) -> str | None:
    """Return an interval as ISO 8601 writes it, an open end as two points; None where nothing is known."""
    if when.start is None and when.end is None:
        return None
    start, end = (side.isoformat() if side else ".." for side in (when.start, when.end))
    return start if start == end else f"{start}/{end}"


def _places(brief: Brief, event: Event) -> Iterator[str]:
    names: Mapping[str, str] = {place.id: place.name for place in brief.places}
    yield from dict.fromkeys(item.named or names[item.place] for item in event.where)


def _where(brief: Brief, event: Event) -> str | None:
    return _said(_places(brief, event))


def _said(texts: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(said(text) for text in texts)) or None


def _each_once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple({(item.article, item.start, item.end): item for item in citations}.values())


def _key(conflict: Conflict) -> tuple[str, tuple[str, ...]]:
    return conflict.about, tuple(sorted(value.value for value in conflict.values))
