"""What is new in a brief, in words: the line that sums it up, and a section each for what came, changed and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geobrief.brief import Brief, source_line
from geobrief.export.drawing.elements import one_line
from geobrief.export.messages import Words
from geobrief.model import Change, Changes, Citation, Event, When

QUOTES = 3
"""Sentences under a change or an event."""


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A change, an event that is new or gone, or an article, with the sentences that say so."""

    text: str
    quotes: tuple[tuple[str, str], ...] = ()
    """Sentence and source."""
    under: tuple[NewsLine, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What is new, in words: a heading and its lines."""

    title: str
    summary: str
    sections: tuple[tuple[str, tuple[NewsLine, ...]], ...]


def summary(changes: Changes, say: Words) -> str:
    """Return in a line what is new: "Since the brief of 5 August 2024: 3 new events, 1 changed event"."""
    since = say("news.since", day=say.day(changes.since)) if changes.since else say("news.sinceEarlier")
    counted = (
        ("news.new", len(changes.new)),
        ("news.changed", len(changes.changed)),
        ("news.gone", len(changes.gone)),
        ("news.articles", len(changes.articles_new)),
    )
    told = ", ".join(say.count(key, number) for key, number in counted if number)
    return f"{since}{' :' if say.language == 'fr' else ':'} {told or say('news.nothing')}"


def news_of(brief: Brief, changes: Changes, say: Words) -> News:
    """Return what is new in a brief, in words."""
    events = {event.id: event for event in brief.events}
    sources = {source.id: one_line(source_line(source)) for source in brief.articles}
    told = _Told(brief, sources, say)
    sections = (
        ("news.head.new", (told.event(events[key]) for key in changes.new)),
        ("news.head.changed", (told.changed(events[item.event], item.changes) for item in changes.changed)),
        ("news.head.gone", (told.gone(changes, number) for number in range(len(changes.gone)))),
        ("news.head.disagreements", (told.change(item) for item in changes.disagreements)),
        ("news.head.sources", told.articles(changes)),
    )
    written = ((say(key), tuple(lines)) for key, lines in sections)
    return News(
        title=f"{say('news.title')}{' :' if say.language == 'fr' else ':'} {one_line(brief.title)}",
        summary=summary(changes, say),
        sections=tuple((head, lines) for head, lines in written if lines),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The words for what is new in one brief."""

    brief: Brief
    sources: Mapping[str, str]
    say: Words

    def event(self, event: Event) -> NewsLine:
        places = {place.id: place.name for place in self.brief.places}
        where = ", ".join(dict.fromkeys(item.named or places[item.place] for item in event.where))
        return NewsLine(self._line(event.label, event.when, event.status, where), self.quotes(event.citations))

    def changed(self, event: Event, changes: Sequence[Change]) -> NewsLine:
        lines, seen = [], set[tuple[Citation, ...]]()
        for change in changes:
            line = self.change(change)
            # The sentence that moved the place often moved the day too: it is read once.
            lines.append(NewsLine(line.text) if change.citations in seen else line)
            seen.add(change.citations)
        return NewsLine(one_line(event.label), under=tuple(lines))

    def gone(self, changes: Changes, number: int) -> NewsLine:
        item = changes.gone[number]
        line = self._line(item.label, item.when, item.status, ", ".join(item.where))
        quotes = tuple((one_line(quote.quote), one_line(quote.source)) for quote in item.quotes)
        return NewsLine(f"{line} – {self.say(f'gone.{item.cause}')}", quotes)

    def change(self, change: Change) -> NewsLine:
        say = self.say
        values = {name: self._value(change, getattr(change, name)) for name in ("before", "after")}
        about = one_line(say.messages.get(f"figure.{change.about}", change.about or ""))
        text = say(f"change.{change.what}", about=about[:1].upper() + about[1:], **values)
        cause = "" if change.cause == "told" else f" ({say(f'cause.{change.cause}')})"
        return NewsLine(text + cause, self.quotes(change.citations))

    def articles(self, changes: Changes) -> Iterator[NewsLine]:
        groups = (
            ("new", [self.sources[key] for key in changes.articles_new]),
            ("changed", [self.sources[key] for key in changes.articles_changed]),
            ("gone", [one_line(text) for text in changes.articles_gone]),
        )
        for name, texts in groups:
            yield from (NewsLine(f"{text} ({self.say(f'news.sources.{name}')})") for text in texts)

    def quotes(self, citations: Iterable[Citation]) -> tuple[tuple[str, str], ...]:
        own = [item for item in citations if item.copy_of is None]
        return tuple((one_line(item.quote), self.sources[item.article]) for item in own[:QUOTES])

    def _line(self, label: str, when: When, status: str, where: str) -> str:
        facts = [self.say.when(when), self.say.messages.get(f"status.{status}", status), one_line(where)]
        return f"{one_line(label)} – {', '.join(part for part in facts if part)}"

    def _value(self, change: Change, value: str | None) -> str:
        if value is None:
            return self.say("when.unknown") if change.what == "day" else self.say("change.none")
        if change.what == "status":
            return self.say.messages.get(f"status.{value}", value)
        if change.what == "kind":
            return self.say.kind(value)
        return self._days(value) if change.what == "day" else one_line(value)

    def _days(self, value: str) -> str:
        start, _, end = value.partition("/")
        first, last = (None if side == ".." else date.fromisoformat(side) for side in (start, end or start))
        return self.say.when(When(first, last, "period", None, "text"))
